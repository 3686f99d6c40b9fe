/* One writer a format. Private to src/report/.
 *
 * A writer reads head, incidents and tail of the document and puts bytes out; it keeps nothing and
 * needs nothing else, so a saved report and a direct run look the same. Returns 0, or -1 when the
 * document cannot be read on. */
#ifndef WHYDENIED_REPORT_WRITER_H
#define WHYDENIED_REPORT_WRITER_H

#include "whydenied/report.h"

typedef int (*wd_writer_fn)(struct wd_document *document, const struct wd_report_options *options,
                            struct wd_output *out, struct wd_error *err);

int wd_write_text(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err);
int wd_write_json(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err);
int wd_write_ndjson(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err);
int wd_write_denials(struct wd_document *document, const struct wd_report_options *options,
                     struct wd_output *out, struct wd_error *err);
int wd_write_html(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err);

int wd_write_csv(struct wd_document *document, const struct wd_report_options *options,
                 struct wd_output *out, struct wd_error *err);

int wd_write_markdown(struct wd_document *document, const struct wd_report_options *options,
                      struct wd_output *out, struct wd_error *err);

int wd_write_openmetrics(struct wd_document *document, const struct wd_report_options *options,
                         struct wd_output *out, struct wd_error *err);

int wd_write_script(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err);

int wd_write_terraform(struct wd_document *document, const struct wd_report_options *options,
                       struct wd_output *out, struct wd_error *err);

int wd_write_ticket(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err);

int wd_write_github(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err);

int wd_write_subject(struct wd_document *document, const struct wd_report_options *options,
                     struct wd_output *out, struct wd_error *err);

#endif
