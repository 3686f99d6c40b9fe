/* PCRE2 with the limits a hostile subject calls for, and captures that are slots.
 *
 * A wd_regex compiles when first run and is JIT-compiled once it has proved busy; without JIT, or past
 * its stack, the interpreter gives the same answer. The tools (contexts, JIT stack, match data)
 * belong to one thread. Captures are slices of the subject until the next run. */
#ifndef WHYDENIED_MATCH_REGEX_H
#define WHYDENIED_MATCH_REGEX_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "whydenied/match.h"

enum { WD_CAPTURES_MAX = 64, WD_CAPTURE_NONE = -1, WD_CAPTURE_UNCERTAIN = WD_SLOT_COUNT };

struct wd_regex_tools {
    pcre2_compile_context *compile;
    pcre2_match_context *match;
    pcre2_match_data *data;
    pcre2_jit_stack *stack; /* NULL: no JIT here */
};

int wd_regex_tools_init(struct wd_regex_tools *tools, struct wd_error *err);
void wd_regex_tools_done(struct wd_regex_tools *tools);

struct wd_regex {
    pcre2_code *code; /* NULL until compiled */
    unsigned uses;
    bool broken, jit;
    bool loose; /* compiled from what wd_expression_loosen makes of it */
    unsigned captures;
    short slot[WD_CAPTURES_MAX]; /* enum wd_slot, or WD_CAPTURE_* */
};

/* 0, or -1 with the message and the offset in the expression (ret_offset may be NULL). Of the regex only `loose` is read. */
int wd_regex_compile(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re,
                     size_t *ret_offset, struct wd_error *err);
void wd_regex_done(struct wd_regex *regex);

/* What the expression may look at: `text` from `start`, to `end`. What stands before `start` is
 * seen by look-behinds and by ^ only. */
struct wd_regex_window {
    struct wd_str text;
    size_t start, end;
};
enum wd_outcome wd_regex_run(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re,
                             const struct wd_regex_window *window);
/* Group n (0: the whole match) of the run before; empty if it took no part. */
struct wd_str wd_regex_group(const struct wd_regex_tools *tools, const struct wd_regex *regex,
                             struct wd_str text, unsigned n);
/* Like run without a match: how many bytes of the text the longest beginning of a match reaches. */
size_t wd_regex_reached(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re,
                        const struct wd_regex_window *window);

#endif
