/* One worker's way of a record: read, or known from before (told_before.c); recognise (recognise.c), settle, count. The
 * rules' captures come before settling, so that a resource read from text becomes canonical like one read from a field. */
#include "run/run.h"

#include "whydenied/base/digest.h"
#include "whydenied/read/refusal.h"

int wd_engine_init(struct wd_engine *engine, const struct wd_ruleset *rules, struct wd_error *err)
{
    memset(engine, 0, sizeof *engine);
    engine->since = engine->until = WD_TIME_NONE;
    engine->normaliser = wd_normaliser_new(err);
    engine->matcher = engine->normaliser ? wd_matcher_new(rules, err) : NULL;
    engine->repeats = wd_repeats_new(); /* it works without */
    engine->credit = WD_CREDIT_FIRST;
    engine->refusals = engine->matcher ? wd_refusal_reader_new() : NULL;
    if (engine->matcher && !engine->refusals)
        wd_fail_memory(err);
    if (engine->refusals)
        return 0;
    wd_engine_done(engine);
    return -1;
}

void wd_engine_done(struct wd_engine *engine)
{
    wd_repeats_free(engine->repeats);
    wd_matcher_free(engine->matcher);
    wd_refusal_reader_free(engine->refusals);
    wd_normaliser_free(engine->normaliser);
    memset(engine, 0, sizeof *engine);
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

    engine->others.count = 0;
    if (worth_matching(event))
        wd_engine_recognise(engine, event, &hit);
    if (!engine->records || !engine->records->again || event->kind != WD_KIND_DENIAL)
        engine->others.count = 0;
    if (event->kind == WD_KIND_DENIAL || event->kind == WD_KIND_LOOKALIKE ||
        event->kind == WD_KIND_POLICY_CHANGE)
        wd_event_settle(event, arena);
    wd_said_leave_others(&engine->others, event);
    if (engine->others.count > 0)
        event->doubts |= WD_DOUBT_READ; /* whose the rest of the text is cannot be told */
    event->doubts = (unsigned short)(event->doubts | engine->doubts);
    wd_engine_tell(engine, event, &hit);
    return wd_table_add(engine->table, event, hit.rule ? &hit : NULL, where, err);
}

/* The event becomes one of its own text's others: what it was part of is the same, what it says a sentence. */
static void become_other(struct wd_event *event, struct wd_str sentence, uint64_t number)
{
    struct wd_event whole = {.time = event->time,
                             .zoneless = event->zoneless,
                             .dialect = event->dialect,
                             .system = event->system,
                             .log_kind = event->log_kind,
                             .voice = event->voice,
                             .own_log = event->own_log,
                             .dedup = event->dedup};

    wd_event_clear(event);
    event->time = whole.time;
    event->zoneless = whole.zoneless;
    event->dialect = whole.dialect;
    event->system = whole.system;
    event->log_kind = whole.log_kind;
    event->voice = whole.voice;
    event->own_log = whole.own_log;
    event->dedup = whole.dedup ? wd_hash_join(whole.dedup, number) | 1 : 0;
    event->kind = WD_KIND_CANDIDATE;
    event->has_cloud_token = true;
    event->doubts = WD_DOUBT_READ;
    wd_event_add_text(event, sentence, WD_TEXT_MESSAGE);
}

/* Each of the others whom the text tells of is a denial, and the record counts once more. */
static int judge_others(struct wd_engine *engine, const struct wd_where *where,
                        struct wd_error *err)
{
    const struct wd_said_parties others = engine->others;

    for (size_t i = 0; i < others.count; i++) {
        become_other(&engine->event, others.party[i].sentence, i + 1);
        if (look_at(engine, &engine->event, where, err) < 0)
            return -1;
        engine->records->again(engine->records->from);
    }
    engine->told += others.count;
    engine->others.count = 0;
    engine->others.more = others.more;
    return 0;
}

/* The event stands in engine->event. One on which an expression gave up is counted as such each time. */
static int judge(struct wd_engine *engine, const struct wd_where *where, struct wd_error *err)
{
    struct wd_event *event = &engine->event;
    uint64_t gave_up = wd_matcher_gave_up(engine->matcher);
    int done;

    engine->told = 1;
    engine->others.more = false;
    if (engine->choose)
        engine->table = engine->choose(engine->choose_context, event);
    if (!engine->table)
        return wd_fail_memory(err);
    if (!engine->joined) /* its lines were seen one by one */
        wd_table_see(engine->table, event);
    if (!worth_matching(event))
        return look_at(engine, event, where, err);
    wd_late_begin(engine, event);
    done = engine->thorough ? 0 : wd_engine_repeats(engine, event, err);
    if (done > 0) {
        wd_late_add(engine, event);
        wd_engine_learn(engine);
    }
    if (done != 0)
        return done < 0 ? -1 : 0;
    if (look_at(engine, event, where, err) < 0)
        return -1;
    wd_late_add(engine, event);
    if (engine->others.count > 0)
        return judge_others(engine, where, err);
    if (!engine->thorough && wd_matcher_gave_up(engine->matcher) == gave_up)
        wd_table_remember(engine->table, engine->repeats, &engine->key);
    return 0;
}

/* A line that was counted as context, in the table of its time, becomes an event. */
static int uncount_context(struct wd_engine *engine, struct wd_error *err)
{
    struct wd_table *table =
        engine->choose ? engine->choose(engine->choose_context, &engine->event) : engine->table;

    if (!table)
        return wd_fail_memory(err);
    wd_table_totals_edit(table)->context--;
    wd_table_totals_edit(table)->events--;
    return 0;
}

/* A record that tells of several failures counts as many times. */
static void count_again(struct wd_engine *engine)
{
    if (engine->records && engine->records->again)
        engine->records->again(engine->records->from);
}

/* There is more in a record than it was counted as: failures, parties of a text, or permissions of a denial. */
static void note_untold(const struct wd_engine *engine, const struct wd_records *records,
                        enum wd_unread unread)
{
    bool denial = engine->event.kind == WD_KIND_DENIAL;
    bool more = engine->others.more || (denial && engine->event.overfull);

    if (records && records->unread && (unread == WD_UNREAD_FAILURES || more))
        records->unread(records->from, false);
}

/* A message joined from several lines: `next` gives it, with the place of its first line. Those lines
 * were counted as context when they were read; the first of them now becomes this event. */
static int judge_joined(struct wd_engine *engine, const char *file,
                        int (*next)(struct wd_normaliser *, struct wd_event *, struct wd_record *,
                                    struct wd_error *),
                        struct wd_error *err)
{
    struct wd_record first;
    int got;

    while ((got = next(engine->normaliser, &engine->event, &first, err)) > 0) {
        const struct wd_where where = {file, first.line, first.offset};
        if (wd_engine_leaves_out(engine, engine->event.time))
            continue;
        if (got == WD_PENDING_OF_RECORD)
            count_again(engine);
        else if (uncount_context(engine, err) < 0)
            return -1;
        engine->joined = true;
        engine->ordinal = first.ordinal;
        engine->line = first.line;
        engine->quiet = false;
        int status = judge(engine, &where, err);
        note_untold(engine, engine->records, WD_UNREAD_NOTHING);
        engine->joined = false;
        if (status < 0)
            return -1;
    }
    return got;
}

/* Entries lie in the record: true if they are given next, in its place. */
static bool is_opened(const struct wd_engine *engine, const struct wd_records *records)
{
    return wd_normaliser_unread(engine->normaliser, SIZE_MAX) == WD_UNREAD_ENTRIES &&
           records->unread && records->unread(records->from, true);
}

static int take(struct wd_engine *engine, const struct wd_record *record,
                const struct wd_records *records, enum wd_skip *ret_skip, struct wd_error *err)
{
    const char *file = records->name;
    const struct wd_where where = {file, record->line, record->offset};
    enum wd_skip reason = WD_SKIP_COUNT;
    int got;

    *ret_skip = WD_SKIP_COUNT;
    engine->ordinal = record->ordinal;
    engine->line = record->line;
    engine->ambiguous = engine->quiet = false;
    got = wd_engine_recalls(engine, record, err);
    if (got != 0)
        return got < 0 ? -1 : 0;
    got = wd_normalise(engine->normaliser, record, &engine->event, &reason, err);
    if (got < 0)
        return -1;
    if (got > 0 && is_opened(engine, records))
        return 0;
    engine->ambiguous = got > 0 && (engine->event.doubts & WD_DOUBT_TWICE) != 0;
    if (got == 0 || wd_engine_leaves_out(engine, engine->event.time))
        *ret_skip = got == 0 ? reason : WD_SKIP_OUTSIDE;
    else if (judge(engine, &where, err) < 0)
        return -1;
    else
        note_untold(engine, records, wd_normaliser_unread(engine->normaliser, engine->told));
    engine->quiet = *ret_skip == WD_SKIP_COUNT && record->form == WD_RECORD_TEXT &&
                    engine->event.kind == WD_KIND_OTHER && engine->event.time == WD_TIME_NONE;
    return judge_joined(engine, file, wd_normaliser_pending, err);
}

/* Lines like the one before, which said nothing, are only counted; in the same table: they have no time either. */
static int pass_quiet(struct wd_engine *engine, const struct wd_records *records,
                      struct wd_error *err)
{
    uint64_t passed = records->pass_quiet(records->from, wd_normaliser_quiet, engine->normaliser);

    if (passed == 0)
        return 0;
    wd_table_count_quiet(engine->table, passed);
    wd_normaliser_passed(engine->normaliser, passed);
    return judge_joined(engine, records->name, wd_normaliser_pending, err);
}

/* ---- the loop ---------------------------------------------------------------------------------- */

int wd_engine_read(struct wd_engine *engine, const struct wd_records *records,
                   wd_between_fn between, void *context, struct wd_error *err)
{
    struct wd_record record;
    enum wd_skip skip;
    int got;

    /* cppcheck-suppress autoVariables ; asked for while records are read */
    engine->current = &record;
    engine->records = records;
    wd_normaliser_next_input(engine->normaliser);
    if (records->know_forms)
        records->know_forms(records->from, wd_normaliser_form, engine->normaliser);
    while ((got = records->next(records->from, &record, err)) > 0) {
        if (take(engine, &record, records, &skip, err) < 0)
            return -1;
        if (skip != WD_SKIP_COUNT)
            records->reject(records->from, skip);
        else if (engine->ambiguous && records->ambiguous)
            records->ambiguous(records->from);
        if (engine->quiet && records->pass_quiet && pass_quiet(engine, records, err) < 0)
            return -1;
        wd_late_ask(engine);
        int stop = between ? between(context, err) : 0;
        if (stop) {
            wd_engine_settle(engine);
            return stop < 0 ? -1 : 0;
        }
    }
    got = got < 0 ? -1 : wd_engine_flush(engine, records->name, err);
    engine->records = NULL;
    return got;
}

int wd_engine_flush(struct wd_engine *engine, const char *name, struct wd_error *err)
{
    int status = judge_joined(engine, name, wd_normaliser_flush, err);

    wd_engine_settle(engine);
    return status;
}

void wd_totals_count_input(struct wd_totals *totals, const struct wd_input_report *report)
{
    totals->records += report->records;
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        totals->skipped[i] += report->skipped[i];
}

void wd_engine_count_input(struct wd_engine *engine, const struct wd_input_report *report)
{
    struct wd_totals *totals = wd_table_totals_edit(engine->table);
    uint64_t gave_up = wd_matcher_gave_up(engine->matcher);

    wd_totals_count_input(totals, report);
    totals->gave_up += gave_up - engine->gave_up;
    engine->gave_up = gave_up;
}
