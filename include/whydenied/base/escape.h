/* Making text from a log harmless for whoever reads the output.
 *
 * One function a reader: terminal, HTML, Markdown, CSV, shell, HCL, OpenMetrics label. Each appends
 * to a buffer and never fails but by the buffer's own rule. Input is any bytes; invalid UTF-8
 * becomes \xNN, control characters \xNN, bidirectional and invisible characters \u{NNNN}. */
#ifndef WHYDENIED_BASE_ESCAPE_H
#define WHYDENIED_BASE_ESCAPE_H

#include "whydenied/base/argv.h"
#include "whydenied/base/buf.h"

void wd_escape_visible(struct wd_buf *out,
                       struct wd_str s);                  /* for a terminal; one line stays one */
void wd_escape_html(struct wd_buf *out, struct wd_str s); /* text and quoted attributes */
void wd_escape_markdown(struct wd_buf *out, struct wd_str s); /* running text, table cells too;
    what sites would link on their own is split by a zero-width space: copyable text goes as code */
void wd_escape_markdown_code(struct wd_buf *out,
                             struct wd_str s);           /* an inline code span, fence chosen,
    a pipe as \x7c so that it is safe in tables */
void wd_escape_csv(struct wd_buf *out, struct wd_str s); /* one quoted cell; no formula starts */
void wd_escape_hcl(struct wd_buf *out,
                   struct wd_str s); /* a quoted Terraform string, ${ and %{ too */

/* One word for POSIX shells. Words of [A-Za-z0-9_@%+=:,./-] stand as they are (unless empty), all
 * others in single quotes. wd_shell_unquote is the inverse, for tests and for `report FILE`. */
void wd_shell_quote(struct wd_buf *out, struct wd_str word);
void wd_shell_line(struct wd_buf *out, const struct wd_argv *argv); /* a blank between two words */
int wd_shell_unquote(struct wd_buf *out, struct wd_str text); /* 0, or -1 if it is not one word */

/* Masks what looks like a secret (bearer and ya29 tokens, JWTs, Alibaba keys and STS tokens, W&B
 * keys, password=…, private keys): keeps a hint of its kind. The one sink every sample text passes. */
void wd_redact(struct wd_buf *out, struct wd_str s);

#endif
