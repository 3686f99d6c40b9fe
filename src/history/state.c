/* Lines of state on their way into the database and back. They are JSON with much in common: zlib takes
 * off four fifths. The keys of a storm have nothing in common but their digits: of a line that is nearly all keys
 * only those are made shorter, for whatever else zlib tries there is in vain. */
#include <stdlib.h>

#include <zlib.h>

#include "history/sql.h"

#define MOSTLY_KEYS (64u * 1024u) /* bytes of a line: one without keys has 2,000 */

static bool deflate_line(struct wd_str line, char *to, size_t room, size_t *ret_len)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)line.ptr,
                  .avail_in = (uInt)line.len,
                  .next_out = (Bytef *)to,
                  .avail_out = (uInt)room};
    int done;

    if (deflateInit2(&z, 6, Z_DEFLATED, 15, 8,
                     line.len > MOSTLY_KEYS ? Z_HUFFMAN_ONLY : Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    done = deflate(&z, Z_FINISH);
    *ret_len = z.total_out;
    deflateEnd(&z);
    return done == Z_STREAM_END;
}

static int pack(struct wd_str line, struct wd_buf *out, struct wd_error *err)
{
    size_t room = compressBound(line.len), len;
    char *to;

    wd_buf_clear(out);
    for (int i = 0; i < 4; i++)
        wd_buf_putc(out, (char)(unsigned char)(line.len >> (8 * i)));
    to = wd_buf_reserve(out, room);
    if (!to || !deflate_line(line, to, room, &len))
        return wd_fail_memory(err);
    out->len += len;
    return 0;
}

struct storing {
    struct wd_history *history;
    wd_night night;
    const char *insert;
    struct wd_buf packed;
};

static int store_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    struct storing *s = context;

    if (pack(line, &s->packed, err) < 0)
        return -1;
    return wd_sql_run(s->history, err, s->insert, "ifb", (int64_t)s->night, fingerprint,
                      (struct wd_bytes){s->packed.ptr, s->packed.len});
}

int wd_state_store(struct wd_history *history, const char *insert, wd_night night,
                   const struct wd_table *table, struct wd_error *err)
{
    struct storing storing = {.history = history, .night = night, .insert = insert};
    int status;

    wd_buf_init(&storing.packed, (size_t)80 << 20);
    status = wd_table_encode(table, store_line, &storing, err);
    wd_buf_done(&storing.packed);
    return status;
}

static int unpack(struct wd_bytes packed, struct wd_buf *out)
{
    const unsigned char *bytes = packed.ptr;
    size_t want = 0;
    uLongf len;
    char *to;

    if (packed.len < 4)
        return -1;
    for (int i = 0; i < 4; i++)
        want |= (size_t)bytes[i] << (8 * i);
    wd_buf_clear(out);
    to = want <= WD_STATE_LINE_MAX ? wd_buf_reserve(out, want + 1) : NULL;
    len = want;
    if (!to || uncompress((Bytef *)to, &len, bytes + 4, packed.len - 4) != Z_OK || len != want)
        return -1;
    out->len = want;
    return 0;
}

static int merge_row(struct wd_history *history, sqlite3_stmt *stmt, struct wd_table *into,
                     const struct wd_ruleset *rules, struct wd_buf *line, struct wd_error *err)
{
    struct wd_bytes packed = {sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0)};
    struct wd_error why;

    if (unpack(packed, line) < 0)
        return wd_fail(err, "%s: a state in the database is damaged", history->path);
    if (wd_table_decode(into, wd_buf_str(line), rules, &why) < 0)
        return wd_fail(err, "%.200s: %.250s", history->path, why.text);
    return 0;
}

int wd_state_merge(struct wd_history *history, sqlite3_stmt *stmt, struct wd_table *into,
                   const struct wd_ruleset *rules, struct wd_error *err)
{
    struct wd_buf line;
    int got = -1;

    if (!stmt)
        return -1;
    wd_buf_init(&line, WD_STATE_LINE_MAX + 1);
    while ((got = wd_sql_step(history, stmt, err)) > 0)
        if (merge_row(history, stmt, into, rules, &line, err) < 0) {
            got = -1;
            break;
        }
    sqlite3_reset(stmt);
    wd_buf_done(&line);
    return got;
}
