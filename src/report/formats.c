/* The formats: one row each. */
#include <strings.h>

#include "report/document/document.h"
#include "report/writer.h"
#include "whydenied/base/json_pool.h"

static const struct {
    const char *name;
    const char *alias;       /* another name, or NULL */
    const char *suffixes[3]; /* of files */
    wd_writer_fn write;
    bool local; /* for people: times in their zone */
    bool sums;  /* shows what everything adds up to */
} formats[WD_REPORT_COUNT] = {
    [WD_REPORT_TEXT] = {"text", "txt", {".txt", ".text", ".log"}, wd_write_text, .local = true},
    [WD_REPORT_JSON] = {"json", NULL, {".json"}, wd_write_json, .sums = true},
    [WD_REPORT_NDJSON] = {"ndjson", "jsonl", {".ndjson", ".jsonl"}, wd_write_ndjson, .sums = true},
    [WD_REPORT_NDJSON_DENIALS] = {"ndjson-denials",
                                  "denials",
                                  {".denials.ndjson", ".denials.jsonl", ".denials"},
                                  wd_write_denials,
                                  .sums = false},
    [WD_REPORT_MARKDOWN] =
        {"markdown", "md", {".md", ".markdown"}, wd_write_markdown, .local = true},
    [WD_REPORT_HTML] =
        {"html", "htm", {".html", ".htm"}, wd_write_html, .local = true, .sums = true},
    [WD_REPORT_CSV] = {"csv", NULL, {".csv"}, wd_write_csv, .sums = false},
    [WD_REPORT_OPENMETRICS] =
        {"openmetrics", "prom", {".prom", ".om"}, wd_write_openmetrics, .sums = false},
    [WD_REPORT_SCRIPT] = {"script", "sh", {".sh"}, wd_write_script, .sums = false},
    [WD_REPORT_TERRAFORM] = {"terraform", "tf", {".tf"}, wd_write_terraform, .sums = false},
    [WD_REPORT_GITHUB] = {"github", NULL, {NULL}, wd_write_github, .sums = false},
    [WD_REPORT_SUBJECT] = {"subject", NULL, {NULL}, wd_write_subject, .sums = false},
    [WD_REPORT_TICKET] = {"ticket", "request", {".ticket"}, wd_write_ticket, .sums = false},
};

static bool known(int format)
{
    return format >= 0 && format < WD_REPORT_COUNT && formats[format].write;
}

bool wd_report_format_parse(struct wd_str name, enum wd_report_format *ret_format)
{
    for (int i = 0; i < WD_REPORT_COUNT; i++) {
        if (known(i) && (wd_str_eqz(name, formats[i].name) ||
                         (formats[i].alias && wd_str_eqz(name, formats[i].alias)))) {
            *ret_format = (enum wd_report_format)i;
            return true;
        }
    }
    return false;
}

bool wd_report_format_of_path(struct wd_str path, enum wd_report_format *ret_format)
{
    size_t slash = wd_str_rfind_char(path, '/');
    struct wd_str name = slash == WD_NPOS ? path : wd_str_from(path, slash + 1);

    size_t longest = 0;

    for (int i = 0; i < WD_REPORT_COUNT; i++) {
        for (size_t k = 0; known(i) && k < 3 && formats[i].suffixes[k]; k++) {
            size_t n = strlen(formats[i].suffixes[k]);

            if (name.len > n && n > longest &&
                wd_str_ieq(wd_str_from(name, name.len - n), wd_str_of(formats[i].suffixes[k]))) {
                *ret_format = (enum wd_report_format)i;
                longest = n;
            }
        }
    }
    return longest > 0;
}

const char *wd_report_format_name(enum wd_report_format format)
{
    return known((int)format) ? formats[format].name : NULL;
}

int wd_report_write(struct wd_document *document, enum wd_report_format format,
                    const struct wd_report_options *options, struct wd_output *out,
                    struct wd_error *err)
{
    bool local = options->timezone && known((int)format) && formats[format].local;
    int rc = 0;

    if (!known((int)format))
        return wd_fail(err, "report: no such format");
    wd_json_pool_begin();
    if (formats[format].sums)
        rc = wd_document_sum_up(document, err);
    if (rc == 0 && local)
        rc = wd_document_show_local(document, err);
    if (rc == 0)
        rc = formats[format].write(document, options, out, err);
    wd_document_show_utc(document);
    wd_json_pool_end();
    return rc;
}
