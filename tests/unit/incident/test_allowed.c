/* What was allowed: a lattice, whatever is seen in which order and in which table, with a cap that ends it for good. */
#include "../denials.h"

#include "incident/table/table.h"
#include "whydenied/incident/state.h"

#define FACTS 400

struct fact {
    uint64_t key;
    wd_time time;
};

static void see(struct wd_allowed *allowed, const struct fact *fact)
{
    struct wd_error err = {0};

    assert_int_equal(wd_allowed_add(allowed,
                                    &(struct wd_allowed_fact){
                                        .key = fact->key, .first = fact->time, .time = fact->time},
                                    &err),
                     0);
}

static void make(struct fact facts[FACTS], int keys)
{
    for (int i = 0; i < FACTS; i++)
        facts[i] = (struct fact){.key = (uint64_t)(rand() % keys), .time = T0 + rand() % 1000};
}

static void assert_same(const struct wd_allowed *a, const struct wd_allowed *b)
{
    assert_int_equal(a->many, b->many);
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->items[i].key, b->items[i].key);
        assert_int_equal(a->items[i].first, b->items[i].first);
        assert_int_equal(a->items[i].time, b->items[i].time);
    }
}

static void any_split_in_any_order_gives_the_same(void **state)
{
    (void)state;
    for (int round = 0; round < 40; round++) {
        struct wd_allowed whole = {0}, parts[3] = {{0}};
        struct wd_error err = {0};
        struct fact facts[FACTS];

        srand((unsigned)round);
        make(facts, round % 2 ? 100 : 2000);
        for (int i = 0; i < FACTS; i++) {
            see(&whole, &facts[i]);
            see(&parts[rand() % 3], &facts[FACTS - 1 - i]);
        }
        assert_int_equal(whole.many, round % 2 == 0);
        assert_int_equal(wd_allowed_merge(&parts[2], &parts[0], &err), 0);
        assert_int_equal(wd_allowed_merge(&parts[1], &parts[2], &err), 0);
        assert_same(&whole, &parts[1]);
        wd_allowed_give_up(&whole);
        for (int i = 0; i < 3; i++)
            wd_allowed_give_up(&parts[i]);
    }
}

static char line[1 << 16];

static int keep_head(void *context, uint64_t fingerprint, struct wd_str text, struct wd_error *err)
{
    (void)context;
    (void)err;
    if (!fingerprint)
        snprintf(line, sizeof line, "%.*s", WD_STR_ARG(text));
    return 0;
}

static void a_state_keeps_it(void **state)
{
    struct wd_error err = {0};

    (void)state;
    for (int many = 0; many < 2; many++) {
        struct wd_table *table = new_table(), *again = new_table();

        for (uint64_t key = 1; key <= (many ? WD_ALLOWED_MAX + 1u : 3u); key++)
            see(&table->allowed, &(struct fact){.key = key, .time = T0 + (wd_time)key});
        assert_int_equal(wd_table_encode(table, keep_head, NULL, &err), 0);
        assert_int_equal(wd_table_decode(again, wd_str_of(line), NULL, &err), 0);
        assert_same(&table->allowed, &again->allowed);
        wd_table_free(table);
        wd_table_free(again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_split_in_any_order_gives_the_same),
        cmocka_unit_test(a_state_keeps_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
