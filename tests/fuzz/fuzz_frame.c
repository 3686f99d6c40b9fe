/* Framing of any bytes: ends, accounts for every record, tells truly where each stands, and does not
 * depend on where a block ends. The first byte of the input says how far that is away. */
#include "ingest/charset.h"
#include "ingest/utf16.h"
#include "replay.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"
#include "whydenied/ingest.h"

struct source {
    struct wd_str front, bytes;
};

static long read_source(void *context, char *to, size_t room)
{
    struct source *source = context;
    struct wd_str *from = source->front.len > 0 ? &source->front : &source->bytes;
    size_t len = from->len < room ? from->len : room;

    if (len > 0)
        memcpy(to, from->ptr, len);
    *from = wd_str_from(*from, len);
    return (long)len;
}

static void hear(struct wd_buf *out, const struct wd_record *record)
{
    wd_buf_printf(out, "%d %u ", record->form, record->flags);
    wd_buf_put(out, record->body);
    wd_buf_putc(out, '\n');
}

static void read_all(struct wd_buf *out, struct wd_str front, struct wd_str bytes)
{
    struct source source = {front, bytes};
    struct wd_error err;
    struct wd_record record;
    static struct wd_json *parser;
    struct wd_reader *reader = wd_reader_open_fn(read_source, &source, "fuzz", 0, &err);
    uint64_t given = 0, skipped = 0, offset = 0, line = 1;
    struct wd_jv root;
    /* Places are those of the converted bytes. */
    bool converted =
        (front.len == 0 && wd_utf16_detect(bytes) != WD_UTF16_NONE) || wd_charset_suspects(bytes);

    parser = parser ? parser : wd_json_new();
    MUST(reader && parser);
    while (wd_reader_next(reader, &record, &err) > 0) {
        MUST(record.offset >= offset && record.line >= line && record.body.len <= WD_RECORD_MAX);
        MUST(converted || record.offset + record.body.len <= front.len + bytes.len || record.flags);
        if (!converted && !(record.flags & WD_RECORD_CONVERTED) && record.offset >= front.len)
            MUST(memcmp(record.body.ptr, bytes.ptr + (record.offset - front.len),
                        record.body.len) == 0);
        offset = record.offset;
        line = record.line;
        if (record.form == WD_RECORD_JSON &&
            wd_json_parse(parser, record.body, &root) != WD_JSON_OK) {
            wd_reader_reject(reader, WD_SKIP_MALFORMED);
            continue;
        }
        given++;
        hear(out, &record);
    }
    const struct wd_input_report *report = wd_reader_report(reader);
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        skipped += report->skipped[i];
    MUST(report->records == given + skipped);
    wd_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char front[WD_BLOCK_SIZE];
    static struct wd_buf once, twice;
    struct wd_str bytes;

    if (size < 2)
        return 0;
    bytes = wd_str_make((const char *)data + 1, size - 1);
    if (bytes.len >= 2 &&
        (bytes.ptr[0] == '\x1F' || bytes.ptr[0] == '\x28' || bytes.ptr[0] == '\xEF'))
        return 0; /* compressed, or marked: fuzz_inflate */
    wd_buf_init(&once, 1u << 26);
    wd_buf_init(&twice, 1u << 26);
    read_all(&once, WD_STR_NONE, bytes);
    if (data[0] % 8 == 0) {
        /* blank lines in front, so that the block ends inside the input; text in front of all, so
         * that the first bytes decide nothing */
        size_t len = WD_BLOCK_SIZE - data[0] / 8 % bytes.len;
        memset(front, ' ', sizeof front);
        for (size_t at = 0; at < len; at += 4096)
            front[at] = '\n';
        memcpy(front, "first line of text", 18);
        front[len - 1] = front[4095] = '\n';
        wd_buf_clear(&once);
        read_all(&once, wd_str_make(front, 4096), bytes);
        read_all(&twice, wd_str_make(front, len), bytes);
        MUST(wd_str_eq(wd_buf_str(&once), wd_buf_str(&twice)));
    }
    wd_buf_done(&once);
    wd_buf_done(&twice);
    return 0;
}
