/* The Markdown report's tools. Private to src/report/.
 *
 * wd_markdown_raw takes only what this program's own source says; all else is escaped or put into
 * code. No line starts with text of a log. */
#ifndef WHYDENIED_REPORT_MARKDOWN_MARKDOWN_H
#define WHYDENIED_REPORT_MARKDOWN_MARKDOWN_H

#include "report/words.h"
#include "whydenied/report.h"

struct wd_markdown {
    struct wd_output *out;
    enum wd_lang lang;
    enum wd_detail detail;
    struct wd_buf plain, safe;
};

void wd_markdown_raw(struct wd_markdown *md, const char *markup);
void wd_markdown_text(struct wd_markdown *md, struct wd_str s);
void wd_markdown_word(struct wd_markdown *md, enum wd_word word);
void wd_markdown_number(struct wd_markdown *md, uint64_t n);
void wd_markdown_numbers(struct wd_markdown *md, enum wd_word word, const uint64_t *numbers,
                         size_t count);
/* open, escaped text, close; nothing for an empty text. */
void wd_markdown_wrap(struct wd_markdown *md, const char *open, struct wd_str s, const char *close);
/* A code span; nothing for an empty text. */
void wd_markdown_code(struct wd_markdown *md, struct wd_str s);
void wd_markdown_commands(struct wd_markdown *md, const char *indent, const json_t *commands);
/* "`file:7` `text`" and the end of the line. */
void wd_markdown_sample(struct wd_markdown *md, const json_t *sample);
void wd_markdown_incident(struct wd_markdown *md, struct wd_document *document,
                          const json_t *incident);

#endif
