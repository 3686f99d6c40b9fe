/* Inside of a document: either loaded values, or a source from which incidents are made one at a
 * time. Private to src/report/. */
#ifndef WHYDENIED_REPORT_DOCUMENT_DOCUMENT_H
#define WHYDENIED_REPORT_DOCUMENT_DOCUMENT_H

#include "whydenied/report.h"

struct wd_document {
    json_t *head, *tail;
    json_t *local_head;           /* while times are shown in somebody's zone */
    json_t *remedies, *incidents; /* loaded; NULL when made from a source */
    struct wd_report_source source;
    size_t count;
    struct wd_arena *texts; /* of the last brief; NULL before the first */
    json_t *brief;          /* what it was read from, if from a value */
    /* Make incident `index` of the source's table, remedy `index` of its plan; so that loading needs
     * none of the lower floors. */
    json_t *(*make)(const struct wd_report_source *source, size_t index, enum wd_extent extent);
    json_t *(*make_remedy)(const struct wd_remedy *remedy, enum wd_extent extent);
    int (*make_sums)(const struct wd_report_source *source,
                     json_t *head); /* NULL: they are there */
};

#define WD_DOCUMENT_SCHEMA    "whydenied.report/1"
#define WD_RULE_TEXT_MAX      ((size_t)64 * 1024) /* of a rule's text with what is filled in */
#define WD_FINGERPRINT_DIGITS 16
#define WD_BREAKDOWN_TOP      10 /* names listed of each breakdown */

/* Times of head and incidents in the zone that is set (base/timestamp.h), until show_utc. */
int wd_document_show_local(struct wd_document *document, struct wd_error *err);
void wd_document_show_utc(struct wd_document *document);
json_t *wd_document_localise(json_t *incident); /* takes it over; NULL without memory */

/* Members of an extent: beyond it they have no name, and no value is made. */
#define WD_MEMBER_IN(holds, name, value)                                                           \
    {                                                                                              \
        (holds) ? (name) : NULL, (holds) ? (value) : NULL                                          \
    }

/* ---- the parts of a document made from a source; NULL for lack of memory ---- */

/* Of a collapsed incident: who and what is in it. */
json_t *wd_document_make_group(const struct wd_incident *incident, enum wd_lang lang);
bool wd_document_is_group(const struct wd_incident *incident);
json_t *wd_document_make_notes(const struct wd_report_source *source, size_t index);
json_t *wd_document_make_incident(const struct wd_report_source *source, size_t index,
                                  enum wd_extent extent);
json_t *wd_document_make_resource(const struct wd_incident *incident, enum wd_extent extent);
json_t *wd_document_make_command(const struct wd_argv *command, enum wd_extent extent);
/* "gcloud logging read …", which finds the entry; nothing where no command does. */
void wd_document_put_find(struct wd_buf *out, const struct wd_sample *sample);
json_t *wd_document_make_sample(const struct wd_sample *sample, enum wd_extent extent);
/* What was looked at, and the sentence about what was not; NULL: there is nothing to say. */
json_t *wd_document_make_coverage(const struct wd_table *table);
json_t *wd_document_note_unseen(const struct wd_table *table, enum wd_lang lang);
json_t *wd_document_make_timeline(const struct wd_table *table);
json_t *wd_document_make_breakdowns(const struct wd_report_source *source);
json_t *wd_document_make_remedy(const struct wd_remedy *remedy, enum wd_extent extent);
json_t *wd_document_make_histogram(const struct wd_incident *incident);
/* The bins that are shown: from the first to the last that hold something. */
struct wd_bins_shown {
    unsigned first, end;
};
struct wd_bins_shown wd_document_bins_shown(const struct wd_histogram *histogram);
json_t *wd_document_make_bins(const struct wd_histogram *histogram);
json_t *wd_document_time(wd_time t); /* null for no time */
json_t *wd_document_fingerprint(uint64_t fingerprint);
void wd_document_fingerprint_digits(uint64_t fingerprint, char digits[WD_FINGERPRINT_DIGITS]);

#endif
