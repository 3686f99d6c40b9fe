/* The property everything rests on: however a set of events is split over tables, and in whatever order
 * and grouping those are merged, the table is the same, byte for byte. With caps so low that every one of
 * them is passed, with keys that repeat, and with states that went through text in between. */
#include "../denials.h"
#include "incident/table/codec.h"
#include "whydenied/incident/state.h"

#define EVENTS_MAX 1500

/* xorshift: the same numbers on every machine. */
static uint64_t seed;

static unsigned below(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)((seed >> 11) % n);
}

struct sample_event {
    struct wd_event event;
    const struct wd_rule *rule;
    char principal[640], permission[40], resource[64], text[96], url[64], agent[32];
    char file[16];
    uint64_t record;
};

static struct sample_event events[EVENTS_MAX];
static size_t event_count;

static const struct wd_rule *const test_rules[] = {&rule_role, &rule_act_as, &rule_scheduler,
                                                   &rule_lookalike, NULL};

/* `spread` is how many different names there are of everything. */
static void make_event(struct sample_event *e, unsigned spread, uint64_t number)
{
    static const enum wd_kind kinds[] = {WD_KIND_OTHER, WD_KIND_CONTEXT, WD_KIND_NOT_ENFORCED,
                                         WD_KIND_POLICY_CHANGE};

    snprintf(e->principal, sizeof e->principal, "user%u@example.com", below(spread));
    if (below(30) == 0) /* too long to be kept whole, or at all */
        snprintf(e->principal, sizeof e->principal, "user%u%0*u@example.com", below(spread),
                 below(2) ? 240 : 560, 0);
    snprintf(e->permission, sizeof e->permission, "storage.objects.verb%u", below(spread / 4 + 1));
    snprintf(e->resource, sizeof e->resource, "projects/_/buckets/acme-%u", below(spread));
    snprintf(e->text, sizeof e->text, "word%c%c %u denied", 'a' + below(26),
             'a' + below(spread / 8 + 1), below(1000));
    snprintf(e->url, sizeof e->url, "https://svc%u.example.com/run?q=%u", below(spread / 2 + 1),
             below(9));
    snprintf(e->file, sizeof e->file, "f%u.json", below(4));
    e->record = number;
    e->event = denial(below(6) ? e->principal : "", e->permission, e->resource,
                      below(12) ? T0 + (wd_time)below(500000) * WD_SECOND : WD_TIME_NONE);
    e->rule = test_rules[below(5)];
    e->event.uncertain = below(2) == 0;
    e->event.http_status = below(3) ? 401 : 403;
    e->event.dialect = below(3) ? WD_DIALECT_AUDIT : WD_DIALECT_RUN_REQUEST;
    if (below(3) == 0)
        e->event.dedup = 1 + below(spread * 6); /* the same key for unlike denials too */
    if (below(2))
        wd_event_set(&e->event, WD_SLOT_URL, wd_str_of(e->url), WD_SOURCE_MESSAGE);
    if (below(4) == 0)
        wd_event_set(&e->event, WD_SLOT_BUILD, wd_str_of(e->resource), WD_SOURCE_MESSAGE);
    if (below(5) == 0)
        e->text[0] = (char)0xe3; /* not UTF-8 */
    wd_event_add_text(&e->event, wd_str_of(e->text), WD_TEXT_MESSAGE);
    if (below(6) == 0)
        e->event.kind = kinds[below(4)];
    else if (e->rule == &rule_lookalike)
        e->event.kind = WD_KIND_LOOKALIKE;
}

static void make_events(uint64_t number, size_t count, unsigned spread)
{
    seed = number * 0x9E3779B97F4A7C15u + 1;
    event_count = count;
    for (size_t i = 0; i < count; i++)
        make_event(&events[i], spread, i);
    for (size_t i = 0; i + 1 < count; i += 40) /* records delivered twice */
        events[i] = events[i + 1];
    for (size_t i = 0; i < count; i++) { /* slices into the copy */
        struct sample_event *e = &events[i];
        struct wd_str *slot = e->event.slot;
        if (slot[WD_SLOT_PRINCIPAL].len)
            slot[WD_SLOT_PRINCIPAL] = wd_str_of(e->principal);
        slot[WD_SLOT_RESOURCE] = e->event.object.name = wd_str_of(e->resource);
        slot[WD_SLOT_PERMISSION] = e->event.permissions[0].name = wd_str_of(e->permission);
        if (slot[WD_SLOT_URL].len)
            slot[WD_SLOT_URL] = wd_str_of(e->url);
        if (slot[WD_SLOT_BUILD].len)
            slot[WD_SLOT_BUILD] = wd_str_of(e->resource);
        e->event.texts[0].s = wd_str_of(e->text);
    }
}

static void feed(struct wd_table *table, const struct sample_event *e)
{
    add_with(table, &e->event, e->rule, e->file, e->record);
}

static int append_line(void *context, uint64_t fingerprint, struct wd_str line,
                       struct wd_error *err)
{
    (void)err;
    (void)fingerprint;
    wd_buf_put(context, line);
    wd_buf_putc(context, '\n');
    return 0;
}

static char *state_of(const struct wd_table *table)
{
    struct wd_buf out;
    struct wd_error err = {.text = ""};
    char *text;

    wd_buf_init(&out, 1u << 28);
    if (wd_table_encode(table, append_line, &out, &err) < 0)
        fail_msg("%s", err.text);
    text = wd_copy_text(wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}

static int decode_all(struct wd_table *into, struct wd_str text, struct wd_error *err)
{
    while (text.len)
        if (wd_table_decode(into, wd_str_cut(&text, '\n'), NULL, err) < 0)
            return -1;
    return 0;
}

static struct wd_table *make(const struct wd_table_limits *limits)
{
    struct wd_error err;
    struct wd_table *table = wd_table_new_with(limits, &err);

    assert_non_null(table);
    return table;
}

static void shuffle(size_t *order, size_t count)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t j = below((unsigned)i), t = order[i - 1];
        order[i - 1] = order[j];
        order[j] = t;
    }
}

static struct wd_table *through_text(struct wd_table *table, const struct wd_table_limits *limits)
{
    char *text = state_of(table);
    struct wd_error err = {.text = ""};
    struct wd_table *copy = make(limits);

    if (decode_all(copy, wd_str_of(text), &err) < 0)
        fail_msg("%s", err.text);
    free(text);
    wd_table_free(table);
    return copy;
}

/* Random split, random order, random tree of merges. */
static struct wd_table *somehow(const struct wd_table_limits *limits, bool text)
{
    struct wd_table *tables[9];
    size_t count = 1 + below(9), order[EVENTS_MAX];
    struct wd_error err;

    for (size_t i = 0; i < count; i++)
        tables[i] = make(limits);
    shuffle(order, event_count);
    for (size_t i = 0; i < event_count; i++)
        feed(tables[below((unsigned)count)], &events[order[i]]);
    while (count > 1) {
        size_t a = below((unsigned)count), b = below((unsigned)count);
        if (a == b)
            continue;
        if (text && below(2))
            tables[b] = through_text(tables[b], limits);
        assert_int_equal(wd_table_merge(tables[a], tables[b], &err), 0);
        wd_table_free(tables[b]);
        tables[b] = tables[--count];
    }
    return tables[0];
}

static size_t first_difference(const char *a, const char *b)
{
    size_t at = 0;

    while (a[at] && a[at] == b[at])
        at++;
    return at;
}

static void compare_states(const char *want, const char *got, uint64_t number)
{
    size_t at = first_difference(want, got), from = at > 150 ? at - 150 : 0;

    if (want[at] || got[at])
        fail_msg("set %llu, byte %zu:\nwant …%.300s\ngot  …%.300s", (unsigned long long)number, at,
                 want + from, got + from);
}

/* What is kept of a group by name is exact, and all of it where nothing was dropped. */
static void check_members(const struct wd_incident *incident)
{
    uint64_t named = 0;

    for (size_t i = 0; i < incident->members.count; i++)
        named += incident->members.items[i].count;
    if (incident->members.count == 0)
        return;
    assert_true(named <= incident->count);
    if (!incident->members.more)
        assert_int_equal(named, incident->count);
}

static void check_sums(struct wd_table *table)
{
    const struct wd_totals *totals = wd_table_totals(table);
    uint64_t listed = 0, shapes = 0;

    finish(table);
    for (size_t i = 0; i < wd_table_count(table); i++)
        listed += wd_table_at(table, i)->count;
    for (size_t i = 0; i < wd_table_count(table); i++)
        check_members(wd_table_at(table, i));
    for (size_t i = 0; i < wd_table_unmatched_count(table); i++)
        shapes += wd_table_unmatched_at(table, i)->count;
    assert_int_equal(listed, totals->matched + totals->lookalikes);
    assert_int_equal(shapes, totals->unmatched);
}

static void try_limits(const struct wd_table_limits *limits, unsigned spread, bool text, int rounds)
{
    for (int round = 1; round <= rounds; round++) {
        uint64_t number = (uint64_t)round * 1000 + spread;
        struct wd_table *plain, *other;
        char *want, *got;
        make_events(number, 100 + below(EVENTS_MAX - 100), spread);
        plain = make(limits);
        for (size_t i = 0; i < event_count; i++)
            feed(plain, &events[i]);
        want = state_of(plain);
        other = somehow(limits, text);
        got = state_of(other);
        compare_states(want, got, number);
        check_sums(plain);
        check_sums(other);
        free(want);
        free(got);
        wd_table_free(plain);
        wd_table_free(other);
    }
}

static const struct wd_table_limits tiny = {.incidents = 40,
                                            .principals = 3,
                                            .resources = 4,
                                            .group = 9,
                                            .members = 5,
                                            .dedup = 60,
                                            .changes = 5,
                                            .contexts = 4,
                                            .unmatched = 5};
static const struct wd_table_limits small = {.incidents = 200,
                                             .principals = 6,
                                             .resources = 8,
                                             .group = 20,
                                             .members = 12,
                                             .dedup = 100000,
                                             .changes = 20,
                                             .contexts = 10,
                                             .unmatched = 30};

static void any_split_and_order_gives_the_same_table(void **state)
{
    (void)state;
    try_limits(&wd_table_default_limits, 20, false, 12);
}

static void the_same_when_every_cap_is_passed(void **state)
{
    (void)state;
    try_limits(&tiny, 60, false, 30);
    try_limits(&tiny, 6, false, 15);
    try_limits(&small, 40, false, 12);
    try_limits(&small, 300, false, 8);
}

static void the_same_when_states_travel_as_text(void **state)
{
    (void)state;
    try_limits(&tiny, 30, true, 12);
    try_limits(&small, 100, true, 8);
}

/* One of the events again: at another time, under another key, from another client. */
static struct sample_event again(void)
{
    static const char *const clients[] = {"", "acme/1", "acme/2"};
    struct sample_event e = events[below((unsigned)event_count)];

    if (below(4))
        e.event.time = T0 + (wd_time)below(400) * WD_SECOND;
    if (e.event.dedup)
        e.event.dedup = 1 + below(3000);
    wd_event_set(&e.event, WD_SLOT_USER_AGENT, wd_str_of(clients[below(3)]), WD_SOURCE_FIELD);
    wd_event_set(&e.event, WD_SLOT_OPERATION, wd_str_of(clients[below(3)]), WD_SOURCE_FIELD);
    return e;
}

/* As an engine does it: only what the table does not take as a repeat is added. Returns 1 for those. */
static int feed_if_new(struct wd_table *table, struct wd_repeats *repeats,
                       const struct sample_event *e)
{
    static struct wd_repeat_key key;
    struct wd_error err;
    int done;

    wd_repeat_key_of(&key, &e->event, wd_str_make((const char *)&e->rule, sizeof e->rule));
    done = wd_table_add_repeat(table, repeats, &key, &e->event, &err);
    assert_true(done >= 0);
    if (done > 0)
        wd_table_totals_edit(table)->records++;
    else
        feed(table, e);
    if (done == 0)
        wd_table_remember(table, repeats, &key);
    return done;
}

static void try_repeats(const struct wd_table_limits *limits, unsigned spread)
{
    struct wd_repeats *store = wd_repeats_new(); /* one for all, as an engine has it */

    for (uint64_t number = 1; number <= 12; number++) {
        struct wd_table *plain = make(limits), *saved = make(limits);
        char *want, *got;
        int repeats = 0;
        make_events(number, 10 + below(200), spread);
        for (int i = 0; i < 4000; i++) {
            struct sample_event e = again();
            feed(plain, &e);
            repeats += feed_if_new(saved, store, &e);
        }
        want = state_of(plain);
        got = state_of(saved);
        compare_states(want, got, number);
        assert_true(repeats > 500); /* the short way was taken */
        check_sums(saved);
        free(want);
        free(got);
        wd_table_free(plain);
        wd_table_free(saved);
    }
    wd_repeats_free(store);
}

static void repeats_only_save_work(void **state)
{
    (void)state;
    try_repeats(&wd_table_default_limits, 20);
    try_repeats(&small, 40);
    try_repeats(&tiny, 6);
    try_repeats(&tiny, 60);
}

static void merging_an_empty_table_changes_nothing(void **state)
{
    struct wd_table *table = make(&small), *empty = make(&small);
    char *before, *after;
    struct wd_error err;

    (void)state;
    make_events(5, 400, 30);
    for (size_t i = 0; i < event_count; i++)
        feed(table, &events[i]);
    before = state_of(table);
    assert_int_equal(wd_table_merge(table, empty, &err), 0);
    after = state_of(table);
    compare_states(before, after, 5);
    free(before);
    free(after);
    wd_table_free(table);
    wd_table_free(empty);
}

static void the_table_never_holds_more_than_its_limit(void **state)
{
    struct wd_table *table = make(&tiny);

    (void)state;
    make_events(9, EVENTS_MAX, 400);
    for (size_t i = 0; i < event_count; i++) {
        feed(table, &events[i]);
        assert_true(HASH_COUNT(table->entries) <= tiny.incidents);
        assert_true(HASH_COUNT(table->unmatched) <= tiny.unmatched);
        assert_true(table->dedup.count <= tiny.dedup);
    }
    wd_table_free(table);
}

/* Sums of a damaged state need not hold; finishing must not fall over them. */
static void finish_whatever(struct wd_table *table)
{
    struct wd_error err;

    assert_int_equal(wd_table_finish(table, NULL, &err), 0);
}

static void damaged_states_are_refused_or_read_but_never_crash(void **state)
{
    struct wd_table *table = make(&small);
    char *text;
    size_t len;

    (void)state;
    make_events(3, 150, 10);
    for (size_t i = 0; i < event_count; i++)
        feed(table, &events[i]);
    text = state_of(table);
    len = strlen(text);
    for (int i = 0; i < 400; i++) {
        size_t at = below((unsigned)len);
        char kept = text[at];
        struct wd_error err;
        struct wd_table *got = make(&small);
        text[at] = "0\"[]{},-9x"[below(10)];
        decode_all(got, wd_str_make(text, below(8) ? len : at), &err);
        finish_whatever(got);
        wd_table_free(got);
        text[at] = kept;
    }
    free(text);
    wd_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_split_and_order_gives_the_same_table),
        cmocka_unit_test(the_same_when_every_cap_is_passed),
        cmocka_unit_test(the_same_when_states_travel_as_text),
        cmocka_unit_test(repeats_only_save_work),
        cmocka_unit_test(merging_an_empty_table_changes_nothing),
        cmocka_unit_test(the_table_never_holds_more_than_its_limit),
        cmocka_unit_test(damaged_states_are_refused_or_read_but_never_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
