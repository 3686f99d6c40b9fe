/* Any bytes as a rule pack: problems, never a crash; and the rules that load can be linted, traced and
 * matched without one expression escaping its limits. */
#include "match/ruleset.h"
#include "replay.h"
#include "whydenied/match.h"
#include "whydenied/match/lint.h"

static void hear_lint(void *context, const struct wd_lint *lint)
{
    (void)context;
    if (!lint->id || !lint->text)
        abort();
}

static void hear_trial(void *context, const struct wd_trial *trial)
{
    (void)context;
    if (trial->reached > trial->subject.len)
        abort();
}

static void use(const struct wd_ruleset *set)
{
    static const char text[] =
        "denied: Permission 'a.b.c' denied on resource 'projects/p' (or not)";
    struct wd_error err;
    struct wd_event event;
    struct wd_hit hit;
    struct wd_arena *arena = wd_arena_new(1 << 20);
    struct wd_matcher *matcher = wd_matcher_new(set, &err);

    wd_event_clear(&event);
    event.kind = WD_KIND_CANDIDATE;
    event.dialect = WD_DIALECT_TEXT;
    wd_event_add_text(&event, WD_STR(text), WD_TEXT_MESSAGE);
    if (matcher && arena) {
        wd_match_trace(matcher, &event, arena, hear_trial, NULL);
        wd_match(matcher, &event, &hit);
    }
    wd_lint_ruleset(set, hear_lint, NULL, &err);
    wd_matcher_free(matcher);
    wd_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wd_ruleset *set = wd_ruleset_new(size & 1 ? WD_RULES_EXAMPLES : 0);
    char *text = calloc(1, size + WD_PADDING);

    if (set && text && size <= 64 * 1024) {
        if (size > 0)
            memcpy(text, data, size);
        wd_pack_read_text(set, size > 0 && text[0] == '{' ? "fuzz.json" : "fuzz.yaml",
                          wd_str_make(text, size), (size & 2) != 0);
        wd_ruleset_sort(set);
        use(set);
    }
    free(text);
    wd_ruleset_free(set);
    return 0;
}
