/* Any bytes as a compressed input: ends with one word, in bounded memory; and what is decoded is
 * what zlib decodes, as far as both get. An odd first byte puts a sound gzip header in front. */
#include <zlib.h>

#include "ingest/decode.h"
#include "replay.h"
#include "whydenied/base/buf.h"

#define OUTPUT_MAX (1u << 20)

static const unsigned char header[10] = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3};

struct source {
    struct wd_str bytes;
};

static long read_source(void *context, char *to, size_t room)
{
    struct source *source = context;
    size_t len = source->bytes.len < room ? source->bytes.len : room;

    if (len > 0)
        memcpy(to, source->bytes.ptr, len);
    source->bytes = wd_str_from(source->bytes, len);
    return (long)len;
}

/* Ours; returns the bytes of output, at most OUTPUT_MAX. */
static size_t decode(struct wd_str bytes, char *out, size_t piece, struct wd_decode *ret_decode)
{
    struct source context = {bytes};
    static struct wd_source source;
    size_t len = 0;

    wd_source_open_fn(&source, read_source, &context);
    MUST(wd_decode_init(ret_decode, &source) == 0);
    while (!ret_decode->finished && len + piece <= OUTPUT_MAX) {
        size_t got = wd_decode_fill(ret_decode, out + len, piece);
        MUST(got == piece || ret_decode->finished);
        len += got;
    }
    MUST(!ret_decode->no_memory);
    wd_decode_done(ret_decode);
    return len;
}

/* *ret_exact: it has met something in a block that cannot be, after which no decoder can have more. (zlib refuses some
 * tables of codes that others read on with.) */
static size_t decode_by_zlib(struct wd_str bytes, char *out, bool *ret_exact)
{
    z_stream z = {0};
    union {
        const char *in;
        unsigned char *out;
    } u = {bytes.ptr};
    int code;

    MUST(inflateInit2(&z, 31) == Z_OK);
    z.next_in = u.out;
    z.avail_in = (uInt)bytes.len;
    z.next_out = (unsigned char *)out;
    z.avail_out = OUTPUT_MAX;
    do { /* members */
        code = inflate(&z, Z_FINISH);
    } while (code == Z_STREAM_END && z.avail_in > 1 && z.next_in[0] == 0x1F &&
             z.next_in[1] == 0x8B && z.avail_out > 0 && inflateReset(&z) == Z_OK);
    *ret_exact = code == Z_DATA_ERROR && z.msg && strstr(z.msg, "invalid dist") &&
                 !strstr(z.msg, "distances set");
    inflateEnd(&z);
    return OUTPUT_MAX - z.avail_out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t pieces[] = {1, 7, 4096, 65536};
    static char ours[OUTPUT_MAX], theirs[OUTPUT_MAX];
    struct wd_decode decoded;
    struct wd_buf bytes;

    if (size == 0)
        return 0;
    wd_buf_init(&bytes, size + sizeof header);
    if (data[0] & 1)
        wd_buf_put(&bytes, wd_str_make((const char *)header, sizeof header));
    wd_buf_put(&bytes, wd_str_make((const char *)data + 1, size - 1));
    size_t len = decode(wd_buf_str(&bytes), ours, pieces[data[0] / 2 % 4], &decoded);
    if (decoded.compression == WD_COMPRESSION_GZIP) {
        bool exact;
        size_t other = decode_by_zlib(wd_buf_str(&bytes), theirs, &exact);
        size_t both = len < other ? len : other;
        MUST(memcmp(ours, theirs, both) == 0);
        if (decoded.finished && (decoded.end == WD_END_CLEAN || decoded.end == WD_END_TRAILING))
            MUST(len == other);
        if (decoded.finished && decoded.end == WD_END_CORRUPT && exact)
            MUST(len <= other);
    }
    wd_buf_done(&bytes);
    return 0;
}
