/* Compiling, running, and asking how far a failed match came. */
#include "match/regex.h"

#include "match/ruleset.h"

enum { JIT_AFTER = 16, MESSAGE = 160, LOOSENED = 4 /* a letter becomes a class */ };

#define JIT_STACK_FIRST ((size_t)32 * 1024)
#define JIT_STACK_MAX   ((size_t)WD_JIT_STACK_MAX)

int wd_regex_tools_init(struct wd_regex_tools *tools, struct wd_error *err)
{
    *tools = (struct wd_regex_tools){0};
    tools->compile = pcre2_compile_context_create(NULL);
    tools->match = pcre2_match_context_create(NULL);
    tools->data = pcre2_match_data_create(WD_CAPTURES_MAX, NULL);
    if (!tools->compile || !tools->match || !tools->data) {
        wd_regex_tools_done(tools);
        return wd_fail_memory(err);
    }
    pcre2_set_max_pattern_length(tools->compile, (size_t)WD_PATTERN_MAX * LOOSENED);
    pcre2_set_newline(tools->compile, PCRE2_NEWLINE_LF);
    pcre2_set_match_limit(tools->match, WD_MATCH_LIMIT);
    pcre2_set_heap_limit(tools->match, WD_HEAP_LIMIT_KIB);
    tools->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MAX, NULL);
    if (tools->stack)
        pcre2_jit_stack_assign(tools->match, NULL, tools->stack);
    return 0;
}

void wd_regex_tools_done(struct wd_regex_tools *tools)
{
    pcre2_jit_stack_free(tools->stack);
    pcre2_match_data_free(tools->data);
    pcre2_match_context_free(tools->match);
    pcre2_compile_context_free(tools->compile);
    *tools = (struct wd_regex_tools){0};
}

/* An entry of the name table: the group's number in two bytes, then its name. */
static int map_names(struct wd_regex *regex, struct wd_error *err)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;
    memset(regex->slot, WD_CAPTURE_NONE, sizeof regex->slot);
    pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &regex->captures);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &table);
    if (regex->captures >= WD_CAPTURES_MAX)
        return wd_fail(err, "more than %d groups", WD_CAPTURES_MAX - 1);
    for (uint32_t i = 0; i < count; i++, table += size) {
        unsigned number = (unsigned)table[0] << 8 | table[1];
        struct wd_str name = wd_str_of((const char *)table + 2);
        enum wd_slot slot;
        if (wd_slot_parse(name, &slot))
            regex->slot[number] = (short)slot;
        else if (wd_str_eq(name, WD_STR("uncertain")))
            regex->slot[number] = WD_CAPTURE_UNCERTAIN;
        else
            return wd_fail(err, "capture \"%.40s\" is named after no slot", name.ptr);
    }
    return 0;
}

int wd_regex_compile(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re,
                     size_t *ret_offset, struct wd_error *err)
{
    const uint32_t options =
        PCRE2_NEVER_BACKSLASH_C | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | PCRE2_DUPNAMES;
    int code = 0;
    PCRE2_SIZE offset = 0;
    struct wd_str refused;
    struct wd_buf loosened;
    const char *reason = wd_expression_refused(re, &refused);

    *regex = (struct wd_regex){.broken = true, .loose = regex->loose};
    if (reason)
        return wd_fail(err, "%s", reason);
    wd_buf_init(&loosened, (size_t)WD_PATTERN_MAX * LOOSENED);
    if (regex->loose)
        wd_expression_loosen(&loosened, re);
    regex->code = pcre2_compile((PCRE2_SPTR)(regex->loose ? loosened.ptr : re),
                                regex->loose ? loosened.len : PCRE2_ZERO_TERMINATED, options, &code,
                                &offset, tools->compile);
    wd_buf_done(&loosened);
    if (ret_offset)
        *ret_offset = offset;
    if (!regex->code) {
        PCRE2_UCHAR message[MESSAGE] = {0};
        pcre2_get_error_message(code, message, sizeof message);
        return wd_fail(err, "%s (at byte %zu of the expression)", (const char *)message, offset);
    }
    if (map_names(regex, err) < 0)
        return -1;
    regex->broken = false;
    return 0;
}

void wd_regex_done(struct wd_regex *regex)
{
    pcre2_code_free(regex->code);
    *regex = (struct wd_regex){0};
}

static bool ready(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re)
{
    if (!regex->code && !regex->broken)
        wd_regex_compile(tools, regex, re, NULL, NULL);
    return !regex->broken;
}

static enum wd_outcome outcome_of(int rc)
{
    switch (rc) {
    case PCRE2_ERROR_NOMATCH:
        return WD_NO_MATCH;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return WD_GAVE_UP;
    default:
        return rc < 0 ? WD_MATCH_ERROR : WD_MATCH;
    }
}

enum wd_outcome wd_regex_run(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re,
                             const struct wd_regex_window *window)
{
    if (!ready(tools, regex, re))
        return WD_MATCH_ERROR;
    if (++regex->uses == JIT_AFTER && tools->stack)
        regex->jit = pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) == 0;
    PCRE2_SPTR subject = (PCRE2_SPTR)(window->text.ptr ? window->text.ptr : "");
    uint32_t options = window->end < window->text.len ? PCRE2_NOTEOL : 0;
    options |= regex->jit ? 0 : PCRE2_NO_JIT;
    int rc = pcre2_match(regex->code, subject, window->end, window->start, options, tools->data,
                         tools->match);
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
        rc = pcre2_match(regex->code, subject, window->end, window->start, options | PCRE2_NO_JIT,
                         tools->data, tools->match);
    return outcome_of(rc);
}

struct wd_str wd_regex_group(const struct wd_regex_tools *tools, const struct wd_regex *regex,
                             struct wd_str text, unsigned n)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(tools->data) + (size_t)2 * n;
    if (n > regex->captures || at[0] == PCRE2_UNSET || at[0] > at[1])
        return WD_STR_NONE;
    return wd_str_sub(text, at[0], at[1] - at[0]);
}

/* A text cut at n that PCRE2 calls a partial match could still have become one: the longest such
 * beginning tells where it went wrong. Each n is one run, so only people's questions come here. */
size_t wd_regex_reached(struct wd_regex_tools *tools, struct wd_regex *regex, const char *re,
                        const struct wd_regex_window *window)
{
    size_t best = window->start, longest = 0;
    if (!ready(tools, regex, re))
        return 0;
    for (size_t n = window->end; n > window->start && n - window->start > longest; n--) {
        int rc = pcre2_match(regex->code, (PCRE2_SPTR)window->text.ptr, n, window->start,
                             PCRE2_PARTIAL_HARD | PCRE2_NO_JIT, tools->data, tools->match);
        const PCRE2_SIZE *at = pcre2_get_ovector_pointer(tools->data);
        if (rc == PCRE2_ERROR_PARTIAL && at[0] <= n && n - at[0] > longest) {
            longest = n - at[0];
            best = n;
        }
    }
    return longest ? best : 0;
}
