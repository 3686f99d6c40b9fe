/* The HTML report's tools and parts. Private to src/report/.
 *
 * Text reaches the page through wd_html_text and its kin, which escape it; wd_html_raw takes only
 * what this program's own source says. */
#ifndef WHYDENIED_REPORT_HTML_HTML_H
#define WHYDENIED_REPORT_HTML_HTML_H

#include "report/words.h"
#include "whydenied/report.h"

#define DATE_LEN 10u /* "2026-09-01" */

struct wd_html {
    struct wd_output *out;
    enum wd_lang lang;
    const char *timezone; /* NULL: UTC */
    struct wd_document *document;
    const json_t *head, *tail;
    struct wd_buf plain; /* text being put together */
    struct wd_buf safe;  /* the same, escaped */
};

/* Style sheet and script, src/report/html/. */
struct wd_str wd_html_style(void);
struct wd_str wd_html_script(void);

void wd_html_raw(struct wd_html *html, const char *markup);
void wd_html_text(struct wd_html *html, struct wd_str s);
void wd_html_word(struct wd_html *html, enum wd_word word);
void wd_html_fill(struct wd_html *html, enum wd_word word, const struct wd_str *arguments,
                  size_t count);
void wd_html_number(struct wd_html *html, uint64_t n);
/* A frame text whose blanks are numbers, or whose one blank is one. */
void wd_html_numbers(struct wd_html *html, enum wd_word word, const uint64_t *numbers,
                     size_t count);
void wd_html_count(struct wd_html *html, enum wd_word word, uint64_t n);
/* open, escaped text, close; nothing at all for an empty text. */
void wd_html_wrap(struct wd_html *html, const char *open, struct wd_str s, const char *close);
/* "first … last", once if they are equal. */
void wd_html_span(struct wd_html *html, struct wd_str first, struct wd_str last);
/* Text of several lines for a <pre>, each word a box as in a command. */
void wd_html_lines(struct wd_html *html, struct wd_str s);
/* Commands of the document (argv and shell), each with its copy button. */
void wd_html_commands(struct wd_html *html, const json_t *commands);
/* A link if it is a plain https address, else the text. */
void wd_html_link(struct wd_html *html, struct wd_str address);
/* Links, a line each; texts as paragraphs of a class. */
void wd_html_links(struct wd_html *html, const json_t *addresses);
/* Under the word for it; nothing without commands. */
void wd_html_verify(struct wd_html *html, const json_t *commands);
void wd_html_paragraphs(struct wd_html *html, const char *style, const json_t *texts);
/* An id attribute for an incident, or an address that leads to it; nothing for no fingerprint. */
void wd_html_anchor(struct wd_html *html, const char *open, struct wd_str fingerprint,
                    const char *close);
/* An inline style with a bar of that many percent behind a cell. */
void wd_html_bar(struct wd_html *html, unsigned percent);

void wd_html_first(struct wd_html *html);
void wd_html_timeline(struct wd_html *html);
void wd_html_nights(struct wd_html *html);
void wd_html_breakdowns(struct wd_html *html);
void wd_html_incident(struct wd_html *html, const json_t *incident, bool open);
void wd_html_incident_row(struct wd_html *html, const json_t *incident);
/* A remedy in short: what it is, its commands, or why there are none and the template. */
void wd_html_change(struct wd_html *html, const json_t *remedy);
/* How wide its role is, and its warnings. */
void wd_html_role(struct wd_html *html, const json_t *remedy);
void wd_html_remedy(struct wd_html *html, const json_t *remedy);
void wd_html_unmatched(struct wd_html *html, const json_t *tail);
void wd_html_suppressed(struct wd_html *html, const json_t *tail);
void wd_html_inputs(struct wd_html *html);
void wd_html_rules(struct wd_html *html, const json_t *tail);

#endif
