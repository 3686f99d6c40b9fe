/* Inputs: what is known of them, and what they contributed.
 *
 * The input being read has the id 0 until its digest is known, which is only at its end. */
#include <stdlib.h>
#include <sys/stat.h>

#include "history/sql.h"

static struct wd_bytes path_bytes(const char *path)
{
    return (struct wd_bytes){path, strlen(path)};
}

int wd_history_knows(struct wd_history *history, const char *path, const struct wd_file_id *id,
                     struct wd_error *err)
{
    int64_t known;

    if (wd_sql_number(
            history, err, 0, &known,
            "SELECT 1 FROM place JOIN input ON input.id = place.input WHERE path = ?1"
            " AND device = ?2 AND inode = ?3 AND size = ?4 AND mtime = ?5 AND complete = 1",
            "buuui", path_bytes(path), id->device, id->inode, id->size, id->mtime) < 0)
        return -1;
    return known ? 1 : 0;
}

/* ---- contributions ----------------------------------------------------------------------------- */

struct storing {
    struct wd_history *history;
    wd_night night;
    struct wd_buf packed;
};

static int store_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    struct storing *s = context;

    if (wd_state_pack(line, &s->packed, err) < 0)
        return -1;
    return wd_sql_run(s->history, err,
                      "INSERT INTO contribution(input, night, fingerprint, state)"
                      " VALUES(0, ?1, ?2, ?3)",
                      "ifb", (int64_t)s->night, fingerprint,
                      (struct wd_bytes){s->packed.ptr, s->packed.len});
}

static int store(struct wd_history *history, wd_night night, const struct wd_table *table,
                 struct wd_error *err)
{
    struct storing storing = {.history = history, .night = night};
    int status;

    wd_buf_init(&storing.packed, (size_t)80 << 20);
    status = wd_table_encode(table, store_line, &storing, err);
    wd_buf_done(&storing.packed);
    return status;
}

/* What was stored of this night before (a file with very many nights comes in parts). */
static int merge_pending(struct wd_history *history, wd_night night, struct wd_table *into,
                         const struct wd_ruleset *rules, struct wd_error *err)
{
    sqlite3_stmt *stmt =
        wd_sql(history, err, "SELECT state FROM contribution WHERE input = 0 AND night = ?1", "i",
               (int64_t)night);

    if (wd_state_merge(history, stmt, into, rules, err) < 0)
        return -1;
    return wd_sql_run(history, err, "DELETE FROM contribution WHERE input = 0 AND night = ?1", "i",
                      (int64_t)night);
}

int wd_history_contribute(struct wd_history *history, wd_night night, const struct wd_table *table,
                          const struct wd_ruleset *rules, struct wd_error *err)
{
    struct wd_table *merged = NULL;
    int64_t before;
    int status = -1;

    if (wd_sql_number(history, err, 0, &before,
                      "SELECT 1 FROM contribution WHERE input = 0 AND night = ?1 LIMIT 1", "i",
                      (int64_t)night) < 0)
        return -1;
    if (!before)
        return store(history, night, table, err);
    merged = wd_table_new(err);
    if (merged && merge_pending(history, night, merged, rules, err) == 0 &&
        wd_table_merge(merged, table, err) == 0)
        status = store(history, night, merged, err);
    wd_table_free(merged);
    return status;
}

int wd_history_drop_input(struct wd_history *history, struct wd_error *err)
{
    return wd_sql_run(history, err, "DELETE FROM contribution WHERE input = 0", "");
}

/* ---- the end of an input ------------------------------------------------------------------------- */

static int book(struct wd_history *history, const struct wd_history_input *input,
                struct wd_bytes digest, int64_t *ret_id, struct wd_error *err)
{
    if (wd_sql_run(history, err,
                   "INSERT INTO input(digest, complete, records, decoded_bytes)"
                   " VALUES(?1, ?2, ?3, ?4)",
                   "biuu", digest, (int64_t)input->complete, input->records,
                   input->decoded_bytes) < 0)
        return -1;
    history->changed = true;
    *ret_id = sqlite3_last_insert_rowid(history->db);
    if (wd_sql_run(history, err,
                   "INSERT INTO temp.touched SELECT DISTINCT night, 0 FROM contribution"
                   " WHERE input = 0 ON CONFLICT(night) DO NOTHING",
                   "") < 0 ||
        wd_sql_run(history, err, "INSERT INTO temp.fresh VALUES(?1)", "i", *ret_id) < 0)
        return -1;
    return wd_sql_run(history, err, "UPDATE contribution SET input = ?1 WHERE input = 0", "i",
                      *ret_id);
}

/* The same bytes again. Damage may have been mended without changing what could be read. */
static int keep_known(struct wd_history *history, const struct wd_history_input *input, int64_t id,
                      struct wd_error *err)
{
    if (wd_history_drop_input(history, err) < 0)
        return -1;
    return wd_sql_run(history, err,
                      "UPDATE input SET complete = ?2 WHERE id = ?1 AND complete < ?2", "ii", id,
                      (int64_t)input->complete);
}

/* The file at this place holds other bytes than before: those may have no place left. */
static int take_place(struct wd_history *history, const struct wd_history_input *input, int64_t id,
                      struct wd_error *err)
{
    const struct wd_file_id *file = &input->id;

    if (wd_sql_run(history, err,
                   "INSERT OR IGNORE INTO temp.left_place"
                   " SELECT input FROM place WHERE path = ?1 AND input <> ?2",
                   "bi", path_bytes(input->path), id) < 0)
        return -1;
    return wd_sql_run(history, err,
                      "INSERT INTO place(path, device, inode, size, mtime, input)"
                      " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(path) DO UPDATE SET"
                      " device = ?2, inode = ?3, size = ?4, mtime = ?5, input = ?6",
                      "buuuii", path_bytes(input->path), file->device, file->inode, file->size,
                      file->mtime, id);
}

int wd_history_end_input(struct wd_history *history, const struct wd_history_input *input,
                         struct wd_error *err)
{
    unsigned char digest[16];
    const struct wd_bytes bytes = {digest, sizeof digest};
    int64_t id;

    for (int i = 0; i < 16; i++)
        digest[i] = (unsigned char)(input->digest[i / 8] >> (56 - 8 * (i % 8)));
    if (wd_sql_number(history, err, 0, &id, "SELECT id FROM input WHERE digest = ?1", "b", bytes) <
        0)
        return -1;
    if ((id ? keep_known(history, input, id, err) : book(history, input, bytes, &id, err)) < 0)
        return -1;
    return input->path ? take_place(history, input, id, err) : 0;
}
