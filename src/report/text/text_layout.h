/* Lines of a page for a terminal, a mail or a build log.
 *
 * All text goes through here: it is made visible (escape.h), measured in columns (wide characters
 * take two), wrapped, and kept from looking like a build service's command: no line starts with
 * "::", and "##" appears nowhere, for some services look for it inside a line. Colour is ours alone
 * and marks whole pieces. A failed buffer (lack of memory) drops text; write errors stay with the
 * output. */
#ifndef WHYDENIED_REPORT_TEXT_TEXT_LAYOUT_H
#define WHYDENIED_REPORT_TEXT_TEXT_LAYOUT_H

#include "report/words.h"
#include "whydenied/report.h"

enum wd_style {
    WD_STYLE_PLAIN,
    WD_STYLE_STRONG,
    WD_STYLE_FAINT,
    WD_STYLE_BAD,
    WD_STYLE_WARN,
    WD_STYLE_GOOD
};

struct wd_page {
    struct wd_output *out;
    enum wd_lang lang;
    enum wd_detail detail;
    unsigned columns;
    bool color;
    struct wd_buf scratch; /* for the caller: text being put together; clear before use */
    struct wd_buf visible; /* for the layout */
};

#define WD_PAGE_TEXT_MAX (1u << 20)
#define WD_PAGE_ROOM     256u /* of a line that is put together: most need no more */
#define WD_PAGE_INDENT   2u
/* Where the text of a labelled line starts. */
#define WD_PAGE_FIELD (WD_PAGE_INDENT + 7u)

void wd_page_init(struct wd_page *page, struct wd_output *out, enum wd_lang lang,
                  const struct wd_report_options *options);
void wd_page_done(struct wd_page *page);

void wd_page_blank(struct wd_page *page);
/* Wrapped text, every line `indent` columns in. */
void wd_page_text(struct wd_page *page, unsigned indent, enum wd_style style, struct wd_str s);
/* One line however long: commands and policies, to be copied. */
void wd_page_line(struct wd_page *page, unsigned indent, enum wd_style style, struct wd_str s);
/* "  label  text", wrapped under itself; an empty text gives no line. */
void wd_page_field(struct wd_page *page, const char *label, enum wd_style style, struct wd_str s);
void wd_page_put(struct wd_page *page, enum wd_word label, struct wd_str s);
/* The page's scratch, emptied; what was put together there. */
struct wd_buf *wd_page_fresh(struct wd_page *page);
void wd_page_put_scratch(struct wd_page *page, enum wd_word label, enum wd_style style);
/* A label and a line that is not wrapped: a command, an address. */
void wd_page_unwrapped(struct wd_page *page, const char *label, enum wd_style style,
                       struct wd_str s);
/* `left`, and at the right edge of its first line `right`, which is short. */
void wd_page_sides(struct wd_page *page, enum wd_style style, struct wd_str left,
                   struct wd_str right);
/* A heading, a line apart from what is above. */
void wd_page_heading(struct wd_page *page, struct wd_str s);
/* Evidence: what a log said, behind a bar, at most `lines` lines. */
void wd_page_quote(struct wd_page *page, unsigned indent, struct wd_str s, unsigned lines);

/* "  label  where  text", the text cut at the edge of the page; on a line of its own where there is no room. */
void wd_page_cut(struct wd_page *page, const char *label, struct wd_str where, struct wd_str s);

/* ▁▂▃▄▅▆▇█ of an array of counts in at most `cells` cells; '.' is none. */
void wd_sparkline(struct wd_buf *out, const json_t *counts, unsigned cells);

#endif
