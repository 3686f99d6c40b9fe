/* Drawing a finding. Everything passes the escaping for terminals: packs and their examples are
 * strangers' text. */
#include "app/rules/rules_test.h"

#include "whydenied/base/columns.h"
#include "whydenied/report/value.h"

enum { SHOWN_BEFORE = 60, SHOWN_AFTER = 40 };

static void put(struct wd_output *out, const char *before, struct wd_str text)
{
    wd_output_putz(out, before);
    wd_output_put_visible(out, text);
    wd_output_putz(out, "\n");
}

/* The neighbourhood of the place, and a caret under it. */
static void put_subject(struct wd_output *out, struct wd_str subject, size_t caret)
{
    struct wd_buf left;
    size_t from = caret > SHOWN_BEFORE ? caret - SHOWN_BEFORE : 0;
    wd_buf_init(&left, 4096);
    wd_value_visible(&left, wd_str_sub(subject, from, caret - from));
    wd_output_printf(out, "    | %s", from > 0 ? "..." : "");
    wd_output_put(out, wd_buf_str(&left));
    wd_output_put_visible(out, wd_str_sub(subject, caret, SHOWN_AFTER));
    wd_output_putz(out, caret + SHOWN_AFTER < subject.len ? "...\n" : "\n");
    wd_output_printf(out, "    | %*s^\n", (int)wd_columns(wd_buf_str(&left)) + (from > 0 ? 3 : 0),
                     "");
    wd_buf_done(&left);
}

void wd_finding_write(struct wd_output *out, const struct wd_finding *finding)
{
    const char *note = finding->note ? finding->note : wd_lint_note(finding->id);
    struct wd_buf first;

    wd_buf_init(&first, 4096);
    wd_buf_printf(&first, "%s[%s] %s: ", finding->warning ? "warning" : "error", finding->id,
                  finding->where);
    if (finding->rule)
        wd_buf_printf(&first, "rule %s: ", finding->rule);
    wd_buf_putz(&first, finding->title);
    put(out, "", wd_buf_str(&first));
    wd_buf_done(&first);
    if (finding->reason)
        put(out, " reason: ", wd_str_of(finding->reason));
    if (finding->subject.len > 0)
        put_subject(out, finding->subject,
                    finding->caret < finding->subject.len ? finding->caret : finding->subject.len);
    if (note)
        put(out, "  = note: ", wd_str_of(note));
}
