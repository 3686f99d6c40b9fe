/* The parts of the text report. Private to src/report/.
 *
 * A change is told once: under "Fix first", else with the first problem that it answers. Whoever comes later
 * names the place. */
#ifndef WHYDENIED_REPORT_TEXT_TEXT_H
#define WHYDENIED_REPORT_TEXT_TEXT_H

#include "report/document/brief.h"
#include "report/remedy.h"
#include "report/text/text_layout.h"

#define WD_TEXT_SAID_MAX 256u

/* Where a change was told: under "Fix first", with the problem of this number; false and 0 is nowhere yet. */
struct wd_text_told {
    bool first;
    bool news; /* it answers a problem that is new or back */
    size_t problem;
};

/* A sentence, and the problem with which it was said; 0: before the first. */
struct wd_text_said {
    uint64_t hash;
    size_t problem;
};

struct wd_text_report {
    struct wd_page *page;
    struct wd_document *document;
    struct wd_text_told *told; /* by position of the remedy */
    struct wd_text_said said[WD_TEXT_SAID_MAX];
    size_t said_count;
    size_t problems;
    size_t before;   /* problems told before this document */
    size_t number;   /* of the problem being told; 0 before the first */
    bool placed;     /* the title said where the change stands */
    bool nights;     /* problems have a status */
    bool lookalikes; /* there are some, or nobody has looked */
};

/* text_head.c: the top lines, and the page's scratch. */
void wd_text_head(struct wd_page *page, const json_t *head);
void wd_text_numbers(struct wd_page *page, enum wd_word word, const uint64_t *numbers,
                     size_t count); /* a frame text, appended to the scratch */
void wd_text_number(struct wd_page *page, enum wd_word word, uint64_t n);
void wd_text_put(struct wd_page *page, unsigned indent, enum wd_style style); /* the scratch */
const char *wd_text_comma(const struct wd_page *page); /* with the blank behind it */

/* text_cell.c: a text in `width` columns (0: as many as it has); what is cut ends, or begins, with "…". */
enum wd_cell_end { WD_KEEP_START, WD_KEEP_END, WD_KEEP_WHOLE };
void wd_text_put_cell(struct wd_buf *row, struct wd_str s, unsigned width, enum wd_cell_end keep);
void wd_text_put_blanks(struct wd_buf *row, unsigned from, unsigned to);

/* text_index.c: a line a problem. -1 when the document cannot be read on. */
int wd_text_index(struct wd_text_report *text, struct wd_error *err);
/* text_first.c: the changes to begin with. */
void wd_text_first(struct wd_text_report *text);
/* All changes, for those who want commands only. */
void wd_text_changes(struct wd_text_report *text);

/* text_incident.c, text_detail.c: one problem in ten lines, and with all that is known. */
void wd_text_incident(struct wd_text_report *text, const struct wd_brief *brief, size_t number);
void wd_text_title(struct wd_text_report *text, const struct wd_brief *brief, size_t number);
/* "184×"; of a problem that this night did not have, the day of its last: "09-27". */
void wd_text_put_times(struct wd_buf *out, enum wd_lang lang, const struct wd_brief *brief);
void wd_text_asked(struct wd_page *page, const struct wd_brief *brief); /* who, wants, on */
void wd_text_history(struct wd_page *page,
                     const struct wd_brief *brief); /* since when, how many nights */
void wd_text_rule(struct wd_page *page, const struct wd_brief *brief); /* and the fingerprint */
void wd_text_detail(struct wd_text_report *text, const json_t *incident, size_t number);

/* text_sentence.c. Whether the sentence is not in the report yet; remembers it. Else the problem that has it. */
bool wd_text_is_new(struct wd_text_report *text, struct wd_str sentence, size_t *ret_problem);
bool wd_text_first_time(struct wd_text_report *text, struct wd_str sentence);
/* "The log names no account." of a reason that goes on to say what to do. */
void wd_text_put_clause(struct wd_buf *out, struct wd_str why);
bool wd_text_is_role_grant(const json_t *remedy); /* of a role that is known by name */
/* What it is, and why its command is not ready, appended to the page's scratch. */
void wd_text_sentence(struct wd_text_report *text, const json_t *remedy);

/* text_remedy.c. label: how it stands to the one before, wd_remedy_label. */
void wd_text_remedy(struct wd_text_report *text, const json_t *remedy, enum wd_word label);
/* The sentence behind the label, the command or what is to be completed, and how to find what is missing. */
void wd_text_change(struct wd_text_report *text, struct wd_str id, enum wd_word label);
/* The change was told above: whoever else needs it is sent to this problem. */
void wd_text_take_as_told(struct wd_text_report *text, struct wd_str id);
/* Only what a reader copies; returns whether there was anything. */
bool wd_text_commands(struct wd_text_report *text, const json_t *remedy);
void wd_text_links(struct wd_page *page, const json_t *array);

/* text_health.c: how the inputs came through, and what was loaded. */
void wd_text_end(struct wd_page *page, const json_t *head, const json_t *tail);

#endif
