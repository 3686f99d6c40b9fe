/* The report: one document, drawn in every format.
 *
 * The document is that of docs/report.schema.json, as jansson values: a head
 * (everything before "remedies"), remedies and incidents one at a time, a tail (everything after). Writers
 * see nothing else, so a saved report and a direct run give the same bytes. Memory holds one
 * remedy's and one incident's value at a time.
 *
 * Text in the document is what the log said (redacted, valid UTF-8, control characters kept as JSON
 * escapes); each writer makes it harmless for its reader. */
#ifndef WHYDENIED_REPORT_H
#define WHYDENIED_REPORT_H

#include <jansson.h>

#include "whydenied/advise.h"
#include "whydenied/ingest.h"
#include "whydenied/report/output.h"

/* Of inputs that are not listed one by one. */
struct wd_input_rest {
    uint64_t files, partial; /* partial: damaged, cut or left out, as far as counted */
    uint64_t bytes, decoded_bytes, records;
};

/* One denial as it was read. Texts hold until the next. */
struct wd_denial {
    wd_time time; /* or WD_TIME_NONE */
    uint64_t fingerprint;
    size_t incident;         /* of the table; WD_NPOS: no rule knows it */
    struct wd_str principal; /* empty: not said */
    struct wd_str facts;     /* ,"name":value … */
};

/* What a document is made from; nothing here is owned. */
struct wd_report_source {
    const struct wd_table *table; /* finished */
    const struct wd_plan *plan;
    const struct wd_advisor *advisor;
    const struct wd_ruleset *rules;
    struct wd_input_report *const *inputs;
    size_t input_count;
    struct wd_input_rest rest;
    enum wd_lang lang;
    bool coverage; /* say what the logs could not show */
    bool complete; /* false: interrupted, or something of the input is not in the answer */
    const char *const *notes;
    size_t note_count;
    /* History's words about incident i (status, first_night, nights …), merged into it; NULL: none. */
    json_t *(*annotate)(void *context, const struct wd_incident *incident);
    /* The status among them, for who only asks where problems stand; set together with annotate. */
    const char *(*status)(void *context, const struct wd_incident *incident);
    void *annotate_context;
    /* The listed denials one by one: 1, at the end 0 and again from the first, -1. NULL: they were not kept. */
    int (*next_denial)(void *context, struct wd_denial *ret_denial, struct wd_error *err);
    void *denial_context;
    json_t *suppressed; /* array, borrowed; NULL: empty */
    json_t *more;       /* history's words about the nights, merged into the head */
};

/* A document being read: head now, incidents one by one, then the tail. */
struct wd_document;
struct wd_document *wd_document_of(const struct wd_report_source *source, struct wd_error *err);
struct wd_document *wd_document_load(const char *path,
                                     struct wd_error *err); /* a saved JSON report */
/* Several of them, as one: docs/whydenied.1 says what is exact. The order of paths does not show. */
struct wd_document *wd_document_load_all(const char *const *paths, size_t count,
                                         struct wd_error *err);
void wd_document_free(struct wd_document *document);
/* Without what it adds up to (timeline, breakdowns), which few formats show: null until sum_up. */
const json_t *wd_document_head(const struct wd_document *document);
int wd_document_sum_up(struct wd_document *document, struct wd_error *err);
size_t wd_document_count(const struct wd_document *document);
json_t *wd_document_incident(struct wd_document *document, size_t index,
                             struct wd_error *err); /* new reference */
/* The same with fewer members, for readers that look at no more; making them is most of a report's work. A
 * loaded document gives whole incidents, so that a reader who wants too little differs from itself. */
enum wd_extent {
    WD_EXTENT_LISTED, /* what decides where it stands, and its row in a list */
    WD_EXTENT_SHOWN,  /* and how it is shown in short: title, resource, notes, one sample */
    WD_EXTENT_WHOLE
};
json_t *wd_document_incident_in(struct wd_document *document, size_t index, enum wd_extent extent,
                                struct wd_error *err);
/* The remedies, which stand between head and incidents, likewise one at a time. */
size_t wd_document_remedy_count(const struct wd_document *document);
json_t *wd_document_remedy(struct wd_document *document, size_t index,
                           struct wd_error *err); /* new reference */
/* With fewer members: what a short telling needs (WD_EXTENT_SHOWN), or all. */
json_t *wd_document_remedy_in(struct wd_document *document, size_t index, enum wd_extent extent,
                              struct wd_error *err);
const json_t *wd_document_tail(const struct wd_document *document);

enum wd_report_format {
    WD_REPORT_TEXT,
    WD_REPORT_JSON,
    WD_REPORT_NDJSON,
    WD_REPORT_NDJSON_DENIALS, /* a line a denial, where denials were kept */
    WD_REPORT_MARKDOWN,
    WD_REPORT_HTML,
    WD_REPORT_CSV,
    WD_REPORT_OPENMETRICS,
    WD_REPORT_SCRIPT,
    WD_REPORT_TERRAFORM,
    WD_REPORT_GITHUB,
    WD_REPORT_SUBJECT,
    WD_REPORT_TICKET,
    WD_REPORT_COUNT
};
bool wd_report_format_parse(struct wd_str name, enum wd_report_format *ret_format); /* "md" too */
bool wd_report_format_of_path(struct wd_str path, enum wd_report_format *ret_format);
const char *wd_report_format_name(enum wd_report_format format);

enum wd_detail { WD_DETAIL_LOW, WD_DETAIL_MEDIUM, WD_DETAIL_HIGH };

struct wd_report_options {
    bool color;
    unsigned columns; /* 40 to 200; 80 unless told */
    enum wd_detail detail;
    const char
        *timezone; /* of text, Markdown and HTML; set (base/timestamp.h) by the caller. NULL: UTC */
    /* Text: problems and unmatched texts alone, numbered behind so many; for who has told the rest. */
    bool problems_only;
    size_t problems_before;
};

/* Writes the whole document. -1 only when the document cannot be read on (a damaged saved report);
 * failed writes stay with `out`. */
int wd_report_write(struct wd_document *document, enum wd_report_format format,
                    const struct wd_report_options *options, struct wd_output *out,
                    struct wd_error *err);

/* A sentence for people, as the text report shows it: the label in `indent` columns, then the sentence, made visible and
 * wrapped under itself; names, addresses and commands in it stay whole. */
void wd_report_prose(struct wd_output *out, const struct wd_report_options *options,
                     const char *label, unsigned indent, struct wd_str sentence);

/* A rule's text with its {slots}: the incident's facts, and nouns for what it does not tell (all of them
 * without an incident). */
void wd_report_say(struct wd_buf *out, const struct wd_text_i18n *text,
                   const struct wd_incident *incident, enum wd_lang lang);

/* How wide a role is: "104 permissions, among them …"; nothing if the size is not known (0). */
void wd_report_size(struct wd_buf *out, enum wd_lang lang, uint64_t size, struct wd_str among);

#endif
