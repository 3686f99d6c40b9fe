/* Any text against the shipped rules: captures lie within the text, the winner found through the
 * indexes is the one found by trying every rule in order, and the second time is like the first. The first two bytes choose the dialect and
 * what the fields say. */
#include "replay.h"
#include "whydenied/match.h"

static struct wd_ruleset *set;
static struct wd_matcher *matcher;

struct first {
    const struct wd_rule *rule;
    const struct wd_alternative *alternative;
};

static void take_first(void *context, const struct wd_trial *trial)
{
    struct first *first = context;
    if (first->rule)
        return;
    first->rule = trial->rule;
    first->alternative = trial->alternative;
}

static void start(void)
{
    struct wd_error err = {.text = ""};
    set = wd_ruleset_load("patterns", NULL, 0, 0, &err);
    matcher = set ? wd_matcher_new(set, &err) : NULL;
    if (!matcher) {
        fprintf(stderr, "%s (run from the project's folder)\n", err.text);
        abort();
    }
}

static void fill(struct wd_event *event, const uint8_t *choice, struct wd_str text)
{
    static const char *const permissions[] = {"storage.objects.get", "iam.serviceAccounts.actAs",
                                              "run.services.get"};
    static const char *const reasons[] = {"IAM_PERMISSION_DENIED", "NoPermission",
                                          "SERVICE_DISABLED"};
    wd_event_clear(event);
    event->dialect = (enum wd_dialect)(choice[0] % WD_DIALECT_COUNT);
    event->kind = choice[0] & 0x40 ? WD_KIND_DENIAL : WD_KIND_CANDIDATE;
    event->structured = event->kind == WD_KIND_DENIAL;
    event->code = choice[0] & 0x80 ? 7 : -1;
    event->http_status = choice[1] & 1 ? 403 : -1;
    if (choice[1] & 2)
        wd_event_add_permission(event, wd_str_of(permissions[choice[1] / 16 % 3]), WD_STR_NONE,
                                WD_GRANTED_NO);
    if (choice[1] & 4)
        wd_event_set(event, WD_SLOT_REASON, wd_str_of(reasons[choice[1] / 32 % 3]),
                     WD_SOURCE_FIELD);
    if (choice[1] & 8)
        wd_event_set(event, WD_SLOT_SERVICE, WD_STR("storage.googleapis.com"), WD_SOURCE_FIELD);
    wd_event_add_text(event, wd_str_sub(text, 0, text.len / 2), WD_TEXT_MESSAGE);
    wd_event_add_text(event, wd_str_from(text, text.len / 2), WD_TEXT_RESPONSE);
}

static void check_captures(const struct wd_event *event, struct wd_str text)
{
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        struct wd_str s = event->slot[i];
        if (event->source[i] == WD_SOURCE_MESSAGE && s.len > 0 &&
            (s.ptr < text.ptr || s.ptr + s.len > text.ptr + text.len))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wd_event event;
    struct wd_hit hit;
    struct first first = {NULL, NULL};

    if (!set)
        start();
    if (size < 2 || size > 8192)
        return 0;
    char *copy = malloc(size);
    if (!copy)
        return 0;
    memcpy(copy, data + 2, size - 2);
    struct wd_str text = wd_str_make(copy, size - 2);
    fill(&event, data, text);
    wd_match_rivals(matcher, &event, take_first, &first);
    enum wd_outcome outcome = wd_match(matcher, &event, &hit);
    check_captures(&event, text);
    bool foreign = first.rule && !hit.rule && wd_setting_is_foreign(&event); /* no rule answers */
    if (outcome != WD_GAVE_UP && !foreign &&
        (hit.rule != first.rule || hit.alternative != first.alternative)) {
        fprintf(stderr, "by index %s, one by one %s\n", hit.rule ? hit.rule->id : "-",
                first.rule ? first.rule->id : "-");
        abort();
    }
    struct wd_event again;
    struct wd_hit same;
    fill(&again, data, text);
    wd_match(matcher, &again, &same);
    if (outcome != WD_GAVE_UP && (same.rule != hit.rule || same.alternative != hit.alternative ||
                                  memcmp(again.slot, event.slot, sizeof again.slot) != 0))
        abort();
    free(copy);
    return 0;
}
