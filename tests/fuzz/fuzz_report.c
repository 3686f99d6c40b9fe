/* Any bytes as a saved report: refused in words, or drawn in every format without a byte that a
 * terminal or a build service obeys; and its JSON, read back, is the same JSON. */

#include "replay.h"
#include "whydenied/report.h"

static struct wd_document *load_bytes(const char *bytes, size_t size)
{
    struct wd_document *document;
    struct wd_error err;
    char path[64];
    int fd = bytes_in_file(wd_str_make(bytes, size), path);

    document = wd_document_load(path, &err);
    close(fd);
    return document;
}

static void draw(struct wd_document *document, enum wd_report_format format, struct wd_buf *to)
{
    static const struct wd_report_options options = {.columns = 40, .detail = WD_DETAIL_HIGH};
    struct wd_error err;
    struct wd_output *out;

    wd_buf_init(to, 64u << 20);
    out = wd_output_to_memory(to, &err);
    if (!out)
        return;
    if (wd_report_write(document, format, &options, out, &err) != 0)
        abort();
    wd_output_commit(out, &err);
}

static void check(enum wd_report_format format, struct wd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < 0x20 && text.ptr[i] != '\n')
            abort();
    if (format != WD_REPORT_HTML && wd_str_has(text, WD_STR("##vso[")))
        abort();
    if (format == WD_REPORT_HTML && wd_str_has(text, WD_STR("<img")))
        abort();
}

static void check_again(const struct wd_buf *json)
{
    struct wd_document *again = load_bytes(json->ptr, json->len);
    struct wd_buf twice;

    if (!again)
        abort();
    draw(again, WD_REPORT_JSON, &twice);
    if (!wd_str_eq(wd_buf_str(json), wd_buf_str(&twice)))
        abort();
    wd_buf_done(&twice);
    wd_document_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wd_document *document = load_bytes((const char *)data, size);

    for (int format = 0; document && format < WD_REPORT_COUNT; format++) {
        struct wd_buf drawn;

        if (format == WD_REPORT_NDJSON_DENIALS) /* a saved report has no single denials */
            continue;
        draw(document, (enum wd_report_format)format, &drawn);
        check((enum wd_report_format)format, wd_buf_str(&drawn));
        if (format == WD_REPORT_JSON)
            check_again(&drawn);
        wd_buf_done(&drawn);
    }
    wd_document_free(document);
    return 0;
}
