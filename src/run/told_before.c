/* What says what was said before: events that repeat another are counted like it, and records of which a reading shows that
 * they come to the same are not even read. */
#include "run/run.h"

/* A record that is learnt is read twice; one that is recalled is not read. */
#define LEARNING   4u
#define CREDIT_MAX 8192u

/* It was counted like one before. */
static void tell_repeat(struct wd_engine *engine, struct wd_event *event)
{
    const struct wd_hit hit = {.rule = wd_table_added_rule(engine->table)};

    if (!engine->observe)
        return;
    event->kind = WD_KIND_DENIAL; /* a text is known for one by what became of its like */
    wd_engine_tell(engine, event, &hit);
}

int wd_engine_repeats(struct wd_engine *engine, struct wd_event *event, struct wd_error *err)
{
    int done;

    wd_repeat_key_of(&engine->key, event, wd_matcher_pointers(engine->matcher, event));
    done = wd_table_add_repeat(engine->table, engine->repeats, &engine->key, event, err);
    if (done > 0)
        tell_repeat(engine, event);
    return done;
}

/* A record that is recalled has no event of its own to show. */
static bool may_recall(const struct wd_engine *engine)
{
    return !engine->thorough && (!engine->observe || engine->wants_rule);
}

void wd_engine_learn(struct wd_engine *engine)
{
    struct wd_event_key key = wd_repeat_key_begin(&engine->record_key);
    struct wd_event *event = &engine->event;

    engine->credit += engine->credit < CREDIT_MAX;
    if (engine->joined || !may_recall(engine) || engine->credit < LEARNING ||
        !wd_normaliser_watch(engine->normaliser, engine->current, event))
        return;
    engine->credit -= LEARNING;
    wd_matcher_pointers(engine->matcher, event);
    if (!wd_normaliser_keep_course(engine->normaliser, event, &key))
        return;
    wd_repeat_key_end(&engine->record_key, &key);
    wd_table_remember(engine->table, engine->repeats, &engine->record_key);
}

/* 1: the record is counted like one before that was read on this course and says the same. 0: it is not; -1. */
static int add_recalled(struct wd_engine *engine, const struct wd_event_key *key, size_t which,
                        struct wd_error *err)
{
    struct wd_event *event = &engine->event;
    int done;

    wd_repeat_key_end(&engine->record_key, key);
    if (engine->choose)
        engine->table = engine->choose(engine->choose_context, event);
    if (!engine->table)
        return wd_fail_memory(err);
    done = wd_table_add_repeat(engine->table, engine->repeats, &engine->record_key, event, err);
    if (done <= 0)
        return done;
    wd_table_see(engine->table, event); /* its service was seen with the first */
    wd_normaliser_recalled(engine->normaliser, which);
    tell_repeat(engine, event);
    engine->credit += engine->credit < CREDIT_MAX;
    return 1;
}

int wd_engine_recalls(struct wd_engine *engine, const struct wd_record *record,
                      struct wd_error *err)
{
    int done = 0;

    if (!may_recall(engine))
        return 0;
    for (size_t which = 0; done == 0; which++) {
        struct wd_event_key key = wd_repeat_key_begin(&engine->record_key);
        if (!wd_normaliser_recall(engine->normaliser, record, which, &engine->event, &key) ||
            wd_engine_leaves_out(engine, engine->event.time))
            break;
        done = add_recalled(engine, &key, which, err);
    }
    return done;
}
