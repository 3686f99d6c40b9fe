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
            " AND device = ?2 AND inode = ?3 AND size = ?4 AND mtime = ?5 AND complete <> 0",
            "buuui", path_bytes(path), id->device, id->inode, id->size, id->mtime) < 0)
        return -1;
    return known ? 1 : 0;
}

/* ---- contributions ----------------------------------------------------------------------------- */

static int store(struct wd_history *history, wd_night night, const struct wd_table *table,
                 struct wd_error *err)
{
    return wd_state_store(history,
                          "INSERT INTO contribution(input, night, fingerprint, state)"
                          " VALUES(0, ?1, ?2, ?3)",
                          night, table, err);
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
    if (history->contributions++ == 0)
        wd_kept_set(&history->came, night, table);
    else
        wd_kept_drop(&history->came);
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
    if (history->came.input == 0)
        wd_kept_drop(&history->came);
    return wd_sql_run(history, err, "DELETE FROM contribution WHERE input = 0", "");
}

/* ---- what stood at its place before ---------------------------------------------------------------- */

struct former {
    int64_t id; /* 0: none did */
    bool complete;
    uint64_t decoded_bytes;
    unsigned char digest[16];
    uint64_t beginnings[WD_BEGINNINGS];
    unsigned beginning_count; /* 0: too short, or of a version that took none */
};

static void put_number(unsigned char *to, uint64_t n)
{
    for (int i = 0; i < 8; i++)
        to[i] = (unsigned char)(n >> (56 - 8 * i));
}

static uint64_t number_of(const unsigned char *from)
{
    uint64_t n = 0;

    for (int i = 0; i < 8; i++)
        n = n << 8 | from[i];
    return n;
}

static struct wd_str blob(sqlite3_stmt *stmt, int column)
{
    return wd_str_make(sqlite3_column_blob(stmt, column),
                       (size_t)sqlite3_column_bytes(stmt, column));
}

static void read_former(sqlite3_stmt *stmt, struct former *former)
{
    struct wd_str digest = blob(stmt, 2), beginnings = blob(stmt, 4);

    former->id = sqlite3_column_int64(stmt, 0);
    former->complete = sqlite3_column_int(stmt, 1) != 0;
    if (digest.len == sizeof former->digest)
        memcpy(former->digest, digest.ptr, sizeof former->digest);
    former->decoded_bytes = (uint64_t)sqlite3_column_int64(stmt, 3);
    while (former->beginning_count < WD_BEGINNINGS &&
           8 * (former->beginning_count + 1) <= beginnings.len) {
        former->beginnings[former->beginning_count] =
            number_of((const unsigned char *)beginnings.ptr + 8 * former->beginning_count);
        former->beginning_count++;
    }
}

static int find_former(struct wd_history *history, const char *path, struct former *ret_former,
                       struct wd_error *err)
{
    sqlite3_stmt *stmt = wd_sql(history, err,
                                "SELECT input.id, complete, digest, decoded_bytes, beginnings"
                                " FROM place JOIN input ON input.id = place.input WHERE path = ?1",
                                "b", path_bytes(path));
    int got = stmt ? wd_sql_step(history, stmt, err) : -1;

    memset(ret_former, 0, sizeof *ret_former);
    if (got > 0)
        read_former(stmt, ret_former);
    if (stmt)
        sqlite3_reset(stmt);
    return got < 0 ? -1 : 0;
}

int wd_history_held(struct wd_history *history, const char *path, uint64_t *ret_bytes,
                    struct wd_error *err)
{
    struct former former;

    *ret_bytes = 0;
    if (find_former(history, path, &former, err) < 0)
        return -1;
    *ret_bytes = former.decoded_bytes;
    return 0;
}

static void digest_bytes(unsigned char to[16], const uint64_t digest[2])
{
    put_number(to, digest[0]);
    put_number(to + 8, digest[1]);
}

/* How many of the beginnings that both have are alike; *ret_both: how many that are. */
static unsigned alike(const struct former *former, const struct wd_input_report *now,
                      unsigned *ret_both)
{
    unsigned same = 0;

    *ret_both = former->beginning_count < now->beginning_count ? former->beginning_count
                                                               : now->beginning_count;
    while (same < *ret_both && former->beginnings[same] == now->beginnings[same])
        same++;
    return same;
}

static enum wd_rewritten compare(const struct former *former, const struct wd_input_report *now,
                                 uint64_t *ret_at)
{
    unsigned char marked[16];
    unsigned both, same = alike(former, now, &both);

    digest_bytes(marked, now->marked);
    *ret_at = same > 0 ? WD_BEGINNING_LEN(same - 1) : 0;
    if (now->decoded_bytes >= former->decoded_bytes &&
        memcmp(marked, former->digest, sizeof marked) == 0)
        return WD_REWRITTEN_GROWN;
    if (!former->complete)
        return WD_REWRITTEN_MENDED;
    if (now->decoded_bytes < former->decoded_bytes && same == both &&
        (both > 0 || now->decoded_bytes == 0))
        return WD_REWRITTEN_CUT;
    return same > 0 ? WD_REWRITTEN_INSIDE : WD_REWRITTEN_ANOTHER;
}

/* ---- the end of an input ------------------------------------------------------------------------- */

/* What stands in the column `complete`: whatever is not READ_WHOLE makes the report of its nights a partial one. */
enum { DAMAGED = 0, READ_WHOLE = 1, READ_IN_PART = 2 };

static int64_t completeness(const struct wd_history_input *input)
{
    if (!input->complete)
        return DAMAGED;
    return input->partial ? READ_IN_PART : READ_WHOLE;
}

static int book(struct wd_history *history, const struct wd_history_input *input,
                struct wd_bytes digest, int64_t *ret_id, struct wd_error *err)
{
    const struct wd_input_report *report = input->report;
    unsigned char beginnings[8 * WD_BEGINNINGS];

    for (unsigned i = 0; i < report->beginning_count; i++)
        put_number(beginnings + 8 * (size_t)i, report->beginnings[i]);
    if (wd_sql_run(history, err,
                   "INSERT INTO input(digest, complete, records, decoded_bytes, beginnings)"
                   " VALUES(?1, ?2, ?3, ?4, ?5)",
                   "biuub", digest, completeness(input), report->records, report->decoded_bytes,
                   (struct wd_bytes){beginnings, 8 * (size_t)report->beginning_count}) < 0)
        return -1;
    history->changed = true;
    *ret_id = sqlite3_last_insert_rowid(history->db);
    if (history->came.input == 0)
        history->came.input = *ret_id;
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
                      completeness(input));
}

/* The file at this place holds other bytes than before. What those said goes, unless they stand elsewhere, if this
 * one says it, too. */
static int take_place(struct wd_history *history, const struct wd_history_input *input, int64_t id,
                      bool replaces, struct wd_error *err)
{
    const struct wd_file_id *file = &input->id;

    if (replaces && wd_sql_run(history, err,
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

static int settle_place(struct wd_history *history, const struct wd_history_input *input,
                        int64_t id, enum wd_rewritten *ret_rewritten, uint64_t *ret_at,
                        struct wd_error *err)
{
    struct former former;
    bool replaces;

    if (find_former(history, input->path, &former, err) < 0)
        return -1;
    if (former.id && former.id != id && !input->replaces)
        *ret_rewritten = compare(&former, input->report, ret_at);
    replaces = input->replaces || *ret_rewritten == WD_REWRITTEN_GROWN ||
               *ret_rewritten == WD_REWRITTEN_MENDED;
    return take_place(history, input, id, replaces, err);
}

int wd_history_end_input(struct wd_history *history, const struct wd_history_input *input,
                         enum wd_rewritten *ret_rewritten, uint64_t *ret_at, struct wd_error *err)
{
    unsigned char digest[16];
    const struct wd_bytes bytes = {digest, sizeof digest};
    int64_t id;

    *ret_rewritten = WD_REWRITTEN_NOT;
    *ret_at = 0;
    digest_bytes(digest, input->report->digest);
    if (wd_sql_number(history, err, 0, &id, "SELECT id FROM input WHERE digest = ?1", "b", bytes) <
        0)
        return -1;
    if ((id ? keep_known(history, input, id, err) : book(history, input, bytes, &id, err)) < 0)
        return -1;
    return input->path ? settle_place(history, input, id, ret_rewritten, ret_at, err) : 0;
}

int wd_history_mark_partial(struct wd_history *history, struct wd_error *err)
{
    return wd_sql_run(history, err,
                      "UPDATE input SET complete = ?1 WHERE id IN (SELECT input FROM temp.fresh)"
                      " AND complete = ?2",
                      "ii", (int64_t)READ_IN_PART, (int64_t)READ_WHOLE);
}

int wd_history_partial(struct wd_history *history, wd_night from, wd_night to, uint64_t *ret_inputs,
                       struct wd_error *err)
{
    int64_t count;

    if (wd_sql_number(history, err, 0, &count,
                      "SELECT count(*) FROM input WHERE complete <> ?3 AND EXISTS"
                      " (SELECT 1 FROM contribution WHERE contribution.input = input.id"
                      " AND night BETWEEN ?1 AND ?2)",
                      "iii", (int64_t)from, (int64_t)to, (int64_t)READ_WHOLE) < 0)
        return -1;
    *ret_inputs = (uint64_t)count;
    return 0;
}
