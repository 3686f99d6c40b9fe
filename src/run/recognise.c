/* Who answers for an event: the rules, or where none knows its sentence, what the grammar of refusals read in it. */
#include "run/run.h"

#include "whydenied/names/said.h"

static enum wd_cloud cloud_of(const struct wd_refusal *refusal)
{
    switch (refusal->vendor) {
    case WD_REFUSAL_GOOGLE:
        return WD_CLOUD_GOOGLE;
    case WD_REFUSAL_ALIBABA:
        return WD_CLOUD_ALIBABA;
    case WD_REFUSAL_WANDB:
        return WD_CLOUD_WANDB;
    default:
        return WD_CLOUD_NONE;
    }
}

/* What forbids is no gap in what is known: a permission named beside it would not help. */
static bool forbids(const struct wd_rule *rule)
{
    return rule->cause == WD_CAUSE_ORG_POLICY || rule->cause == WD_CAUSE_EXPLICIT_DENY ||
           rule->cause == WD_CAUSE_BOUNDARY || rule->cause == WD_CAUSE_PERIMETER;
}

/* A rule of last resort may know less than the text says, or be another vendor's. */
static bool knows_less(const struct wd_hit *hit, const struct wd_event *event,
                       const struct wd_refusal *refusal)
{
    enum wd_cloud cloud = cloud_of(refusal), of_rule = wd_system_cloud(event->system);

    if (!hit->rule || !hit->rule->fallback || forbids(hit->rule))
        return !hit->rule;
    return (event->permission_count == 0 && refusal->permission_count > 0) ||
           (cloud != WD_CLOUD_NONE && of_rule != WD_CLOUD_NONE && of_rule != cloud);
}

/* No rule knows the sentence: what the grammar read in it is matched by the rules on facts. */
static void match_refusal(struct wd_engine *engine, struct wd_event *event,
                          const struct wd_refusal *refusal, struct wd_hit *hit)
{
    struct wd_arena *arena = wd_normaliser_arena(engine->normaliser);
    /* What the text says has made it a denial, whether or not a rule answers. */
    enum wd_kind kind = WD_KIND_DENIAL;
    struct wd_hit better = {0};

    wd_said_tell(event, refusal, arena);
    event->kind = WD_KIND_DENIAL;
    if (wd_match(engine->matcher, event, &better) != WD_MATCH) {
        event->kind = kind;
        return;
    }
    *hit = better;
    if (better.rule->when.refusal_count && event->voice != WD_VOICE_SERVICE)
        event->doubts |= WD_DOUBT_READ;
}

/* Nobody's own words, or those of last resort: a rule may know them in another spelling. */
static void match_loosely(struct wd_engine *engine, struct wd_event *event, struct wd_hit *hit)
{
    struct wd_hit better = {0};

    if ((hit->rule && (!hit->rule->fallback || forbids(hit->rule))) ||
        wd_match_loosely(engine->matcher, event, &better) != WD_MATCH)
        return;
    *hit = better;
    event->doubts |= WD_DOUBT_READ;
}

/* Nobody's own words, or those of last resort, which name no permission: a rule may know them with the hidden names put in. */
static void match_masked(struct wd_engine *engine, struct wd_event *event, struct wd_hit *hit)
{
    struct wd_hit better = {0};
    unsigned short doubts = event->doubts;

    if (hit->rule && (!hit->rule->fallback || forbids(hit->rule) || event->permission_count > 0))
        return;
    if (wd_match_masked(engine->matcher, event, wd_normaliser_arena(engine->normaliser), &better) ==
            WD_MATCH &&
        !(hit->rule && better.rule->fallback))
        *hit = better;
    else if (hit->rule)
        event->doubts = doubts;
}

/* The rules, and beside them the general grammar; a text that refuses is never silent. */
void wd_engine_recognise(struct wd_engine *engine, struct wd_event *event, struct wd_hit *hit)
{
    struct wd_arena *arena = wd_normaliser_arena(engine->normaliser);
    const struct wd_refusal *refusal;

    bool asks = event->kind == WD_KIND_CANDIDATE || event->kind == WD_KIND_DENIAL;

    wd_match(engine->matcher, event, hit);
    if (asks)
        match_masked(engine, event, hit);
    if (event->kind != WD_KIND_DENIAL && event->kind != WD_KIND_OTHER)
        return;
    if (!hit->rule && event->kind == WD_KIND_DENIAL && wd_setting_is_foreign(event)) {
        event->kind = WD_KIND_FOREIGN;
        return;
    }
    match_loosely(engine, event, hit);
    refusal = wd_said_read(engine->refusals, event, arena, &engine->others);
    if (!refusal || (event->kind == WD_KIND_OTHER && !wd_said_is_denial(event, refusal)))
        return;
    if (knows_less(hit, event, refusal) && refusal->vendor != WD_REFUSAL_FOREIGN)
        match_refusal(engine, event, refusal, hit);
    else if (hit->rule)
        wd_said_fill(event, refusal, arena);
}
