/* Lines of state on their way into the database and back: four bytes of length, then zlib's. They are JSON with much in
 * common: zlib takes off four fifths. The keys of a storm have nothing in common but that they are digits; of a line that
 * is nearly all keys those stand apart, two digits a byte: the length has its highest bit set and is that of the line
 * without them, and where they belong and how many digits they are follows it. */
#include <stdlib.h>

#include <zlib.h>

#include "history/sql.h"
#include "whydenied/base/json_pool.h"

#define MOSTLY_KEYS (64u * 1024u) /* digits: a line without keys has 2,000 bytes */
#define KEYS_APART  (1u << 31)

enum { HEAD = 4, HEAD_APART = 12 };

static void put_u32(struct wd_buf *out, size_t n)
{
    for (int i = 0; i < 4; i++)
        wd_buf_putc(out, (char)(unsigned char)(n >> (8 * i)));
}

static size_t u32_at(const unsigned char *bytes)
{
    size_t n = 0;

    for (int i = 0; i < 4; i++)
        n |= (size_t)bytes[i] << (8 * i);
    return n;
}

/* ---- packing -------------------------------------------------------------------------------------------- */

/* 0: no digit; else its value, and 16. Looked up: which of them comes next cannot be guessed. */
static unsigned value_of(char digit)
{
    static const unsigned char values[256] = {
        ['0'] = 16, ['1'] = 17, ['2'] = 18, ['3'] = 19, ['4'] = 20, ['5'] = 21,
        ['6'] = 22, ['7'] = 23, ['8'] = 24, ['9'] = 25, ['a'] = 26, ['b'] = 27,
        ['c'] = 28, ['d'] = 29, ['e'] = 30, ['f'] = 31};

    return values[(unsigned char)digit];
}

/* The digits of the line's keys if they are nearly all of it; else empty. */
static struct wd_str keys_of(struct wd_str line)
{
    size_t at = line.len >= MOSTLY_KEYS ? wd_str_find(line, WD_STR("\"keys\":\"")) : WD_NPOS,
           len = 0;
    struct wd_str keys = wd_str_from(line, at == WD_NPOS ? line.len : at + 8);

    while (len < keys.len && value_of(keys.ptr[len]))
        len++;
    return wd_str_sub(keys, 0, len >= MOSTLY_KEYS ? len - len % 2 : 0);
}

static void put_keys(struct wd_buf *out, struct wd_str line, struct wd_str keys)
{
    char *to;

    put_u32(out, (line.len - keys.len) | KEYS_APART);
    put_u32(out, (size_t)(keys.ptr - line.ptr));
    put_u32(out, keys.len);
    to = wd_buf_reserve(out, keys.len / 2);
    for (size_t i = 0; to && i < keys.len; i += 2)
        *to++ = (char)(unsigned char)((value_of(keys.ptr[i]) & 15) << 4 |
                                      (value_of(keys.ptr[i + 1]) & 15));
    if (to)
        out->len += keys.len / 2;
}

/* As compress2() does it, but one stream packs all lines: making one costs as much as packing a line. */
static int put_deflated(z_stream *z, struct wd_buf *out, struct wd_str text, struct wd_error *err)
{
    uLong room = compressBound(text.len);
    char *to = wd_buf_reserve(out, room);

    if (!to || deflateReset(z) != Z_OK)
        return wd_fail_memory(err);
    z->next_in = (z_const Bytef *)(uintptr_t)text.ptr;
    z->avail_in = (uInt)text.len; /* a line is below 2^32 */
    z->next_out = (Bytef *)to;
    z->avail_out = (uInt)room;
    if (deflate(z, Z_FINISH) != Z_STREAM_END)
        return wd_fail_memory(err);
    out->len += z->total_out;
    return 0;
}

static int pack(z_stream *z, struct wd_str line, struct wd_buf *out, struct wd_error *err)
{
    struct wd_str keys = keys_of(line);
    struct wd_buf rest;
    int status;

    wd_buf_clear(out);
    if (keys.len == 0) {
        put_u32(out, line.len);
        return put_deflated(z, out, line, err);
    }
    put_keys(out, line, keys);
    wd_buf_init(&rest, line.len);
    wd_buf_put(&rest, wd_str_make(line.ptr, (size_t)(keys.ptr - line.ptr)));
    wd_buf_put(&rest, wd_str_from(line, (size_t)(keys.ptr - line.ptr) + keys.len));
    status = rest.failed ? wd_fail_memory(err) : put_deflated(z, out, wd_buf_str(&rest), err);
    wd_buf_done(&rest);
    return status;
}

struct storing {
    struct wd_history *history;
    wd_night night;
    const char *insert;
    struct wd_buf packed;
    z_stream z;
};

static int store_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    struct storing *s = context;

    if (pack(&s->z, line, &s->packed, err) < 0)
        return -1;
    return wd_sql_run(s->history, err, s->insert, "ifb", (int64_t)s->night, fingerprint,
                      (struct wd_bytes){s->packed.ptr, s->packed.len});
}

int wd_state_store(struct wd_history *history, const char *insert, wd_night night,
                   const struct wd_table *table, struct wd_error *err)
{
    struct storing storing = {.history = history, .night = night, .insert = insert};
    int status;

    if (deflateInit(&storing.z, 6) != Z_OK)
        return wd_fail_memory(err);
    wd_buf_init(&storing.packed, (size_t)80 << 20);
    wd_json_pool_begin();
    status = wd_table_encode(table, store_line, &storing, err);
    wd_json_pool_end();
    wd_buf_done(&storing.packed);
    deflateEnd(&storing.z);
    return status;
}

/* ---- unpacking ------------------------------------------------------------------------------------------ */

static int put_inflated(struct wd_buf *out, struct wd_bytes packed, size_t want)
{
    char *to = wd_buf_reserve(out, want + 1);
    uLongf len = want;

    if (!to || uncompress((Bytef *)to, &len, packed.ptr, packed.len) != Z_OK || len != want)
        return -1;
    out->len += want;
    return 0;
}

/* Puts the digits of the keys into the line where they belong. */
static int insert_keys(struct wd_buf *line, const unsigned char *bytes, size_t at, size_t digits)
{
    char *to = wd_buf_reserve(line, digits);

    if (!to)
        return -1;
    to = line->ptr + at;
    memmove(to + digits, to, line->len - at);
    for (size_t i = 0; i < digits / 2; i++) {
        *to++ = "0123456789abcdef"[bytes[i] >> 4];
        *to++ = "0123456789abcdef"[bytes[i] & 15];
    }
    line->len += digits;
    return 0;
}

static int unpack_apart(struct wd_bytes packed, struct wd_buf *out)
{
    const unsigned char *bytes = packed.ptr;
    size_t want = u32_at(bytes) & ~(size_t)KEYS_APART, at, digits;

    if (packed.len < HEAD_APART)
        return -1;
    at = u32_at(bytes + 4);
    digits = u32_at(bytes + 8);
    if (want + digits > WD_STATE_LINE_MAX || at > want || digits % 2 != 0 ||
        digits / 2 > packed.len - HEAD_APART)
        return -1;
    packed.len -= HEAD_APART + digits / 2;
    packed.ptr = bytes + HEAD_APART + digits / 2;
    return put_inflated(out, packed, want) < 0 ? -1
                                               : insert_keys(out, bytes + HEAD_APART, at, digits);
}

static int unpack(struct wd_bytes packed, struct wd_buf *out)
{
    const unsigned char *bytes = packed.ptr;
    size_t want;

    wd_buf_clear(out);
    if (packed.len < HEAD)
        return -1;
    want = u32_at(bytes);
    if (want & KEYS_APART)
        return unpack_apart(packed, out);
    if (want > WD_STATE_LINE_MAX)
        return -1;
    return put_inflated(out, (struct wd_bytes){bytes + HEAD, packed.len - HEAD}, want);
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
    wd_json_pool_begin();
    while ((got = wd_sql_step(history, stmt, err)) > 0)
        if (merge_row(history, stmt, into, rules, &line, err) < 0) {
            got = -1;
            break;
        }
    wd_json_pool_end();
    sqlite3_reset(stmt);
    wd_buf_done(&line);
    return got;
}
