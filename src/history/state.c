/* Lines of state on their way into the database and back. They are JSON with much in common: zlib takes
 * off four fifths. */
#include <stdlib.h>

#include <zlib.h>

#include "history/sql.h"

int wd_state_pack(struct wd_str line, struct wd_buf *out, struct wd_error *err)
{
    uLongf len = compressBound(line.len);
    char *to;

    wd_buf_clear(out);
    for (int i = 0; i < 4; i++)
        wd_buf_putc(out, (char)(unsigned char)(line.len >> (8 * i)));
    to = wd_buf_reserve(out, len);
    if (!to || compress2((Bytef *)to, &len, (const Bytef *)line.ptr, line.len, 6) != Z_OK)
        return wd_fail_memory(err);
    out->len += len;
    return 0;
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
