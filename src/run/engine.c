/* One worker's way of a record: normalise, match, count. The rules' captures come before settling,
 * so that a resource read from text becomes canonical like one read from a field. */
#include "whydenied/run/engine.h"

int wd_engine_init(struct wd_engine *engine, const struct wd_ruleset *rules, struct wd_error *err)
{
    memset(engine, 0, sizeof *engine);
    engine->since = engine->until = WD_TIME_NONE;
    engine->normaliser = wd_normaliser_new(err);
    engine->matcher = engine->normaliser ? wd_matcher_new(rules, err) : NULL;
    engine->table = engine->matcher ? wd_table_new(err) : NULL;
    if (engine->table)
        return 0;
    wd_engine_done(engine);
    return -1;
}

void wd_engine_done(struct wd_engine *engine)
{
    wd_table_free(engine->table);
    wd_matcher_free(engine->matcher);
    wd_normaliser_free(engine->normaliser);
    memset(engine, 0, sizeof *engine);
}

static bool outside(const struct wd_engine *engine, wd_time t)
{
    if (t == WD_TIME_NONE)
        return false;
    return (engine->since != WD_TIME_NONE && t < engine->since) ||
           (engine->until != WD_TIME_NONE && t >= engine->until);
}

static bool worth_matching(const struct wd_event *event)
{
    return event->kind == WD_KIND_DENIAL || event->kind == WD_KIND_CANDIDATE;
}

/* Matches, settles and counts the event. */
static int look_at(struct wd_engine *engine, struct wd_event *event, const struct wd_where *where,
                   struct wd_error *err)
{
    struct wd_arena *arena = wd_normaliser_arena(engine->normaliser);
    struct wd_hit hit = {0};

    if (worth_matching(event))
        wd_match(engine->matcher, event, arena, &hit);
    if (event->kind == WD_KIND_DENIAL || event->kind == WD_KIND_LOOKALIKE ||
        event->kind == WD_KIND_POLICY_CHANGE)
        wd_event_settle(event, arena);
    if (engine->observe)
        engine->observe(engine->observe_context, event, &hit);
    return wd_table_add(engine->table, event, hit.rule ? &hit : NULL, where, err);
}

/* The event stands in engine->event. An observer wants to see each one; one on which an expression gave
 * up is counted as such each time. */
static int judge(struct wd_engine *engine, const struct wd_where *where, struct wd_error *err)
{
    struct wd_event *event = &engine->event;
    uint64_t gave_up = wd_matcher_gave_up(engine->matcher);
    int done;

    if (event->kind != WD_KIND_DENIAL || engine->observe)
        return look_at(engine, event, where, err);
    wd_repeat_key_of(&engine->key, event, wd_matcher_pointers(engine->matcher, event));
    done = wd_table_add_repeat(engine->table, &engine->key, event, err);
    if (done != 0)
        return done < 0 ? -1 : 0;
    if (look_at(engine, event, where, err) < 0)
        return -1;
    if (wd_matcher_gave_up(engine->matcher) == gave_up)
        wd_table_remember(engine->table, &engine->key);
    return 0;
}

/* A message joined from several lines: `next` gives it, with the place of its first line. Those lines
 * were counted as context when they were read; one of them now becomes this event. */
static int judge_joined(struct wd_engine *engine, const char *file,
                        int (*next)(struct wd_normaliser *, struct wd_event *, struct wd_record *,
                                    struct wd_error *),
                        struct wd_error *err)
{
    struct wd_totals *totals = wd_table_totals_edit(engine->table);
    struct wd_record first;
    int got;

    while ((got = next(engine->normaliser, &engine->event, &first, err)) > 0) {
        const struct wd_where where = {file, first.line, first.offset};
        if (outside(engine, engine->event.time))
            continue;
        totals->context--;
        totals->events--;
        if (judge(engine, &where, err) < 0)
            return -1;
    }
    return got;
}

int wd_engine_record(struct wd_engine *engine, const struct wd_record *record, const char *file,
                     enum wd_skip *ret_skip, struct wd_error *err)
{
    const struct wd_where where = {file, record->line, record->offset};
    enum wd_skip reason = WD_SKIP_COUNT;
    int got = wd_normalise(engine->normaliser, record, &engine->event, &reason, err);

    *ret_skip = WD_SKIP_COUNT;
    if (got < 0)
        return -1;
    if (got == 0 || outside(engine, engine->event.time))
        *ret_skip = got == 0 ? reason : WD_SKIP_OUTSIDE;
    else if (judge(engine, &where, err) < 0)
        return -1;
    return judge_joined(engine, file, wd_normaliser_pending, err);
}

int wd_engine_flush(struct wd_engine *engine, const char *file, struct wd_error *err)
{
    return judge_joined(engine, file, wd_normaliser_flush, err);
}
