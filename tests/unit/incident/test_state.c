/* Lines of a state: what is left out because it follows or is usual, and lines of before. */
#include "../denials.h"
#include "incident/table/table.h"
#include "whydenied/base/buf.h"
#include "whydenied/incident/state.h"

static const char bucket[] = "projects/_/buckets/acme-data";
static const char robot[] = "etl@acme-prod.iam.gserviceaccount.com";

static char line[1 << 16]; /* of the incident encoded last */

static int keep_line(void *context, uint64_t fingerprint, struct wd_str text, struct wd_error *err)
{
    (void)context;
    (void)err;
    if (fingerprint)
        snprintf(line, sizeof line, "%.*s", WD_STR_ARG(text));
    return 0;
}

static const char *encoded(const struct wd_table *table)
{
    struct wd_error err = {.text = ""};

    line[0] = '\0';
    if (wd_table_encode(table, keep_line, NULL, &err) < 0)
        fail_msg("%s", err.text);
    return line;
}

static struct wd_table *decoded(const char *text)
{
    struct wd_table *table = new_table();
    struct wd_error err = {.text = ""};

    if (wd_table_decode(table, wd_str_of(text), NULL, &err) < 0)
        fail_msg("%s", err.text);
    return table;
}

/* The line of `event`, which must read back to itself. */
static const char *line_of(const struct wd_event *event, const struct wd_rule *rule)
{
    struct wd_table *table = new_table(), *again;
    char *first;

    add(table, event, rule);
    first = wd_copy_text(wd_str_of(encoded(table)));
    again = decoded(first);
    assert_string_equal(encoded(again), first);
    wd_table_free(again);
    wd_table_free(table);
    free(first);
    return line;
}

static bool has(const char *text, const char *name)
{
    return wd_str_find(wd_str_of(text), wd_str_of(name)) != WD_NPOS;
}

/* A line of an incident without the head that has the sums. */
static void finish_one(struct wd_table *table)
{
    struct wd_error err;

    assert_int_equal(wd_table_finish(table, NULL, &err), 0);
}

/* ---- what is left out -------------------------------------------------------------------------- */

static void what_is_usual_or_follows_is_left_out(void **state)
{
    static const char *const left_out[] = {
        "groups",      "former",  "same",        "resources",      "links",
        "permissions", "level",   "unkeyed\":0", "structured",     "uncertain",
        "confidence",  "dialect", "system",      "principal_kind", "http_status"};
    struct wd_event event = denial(robot, "storage.objects.get", bucket, T0);
    const char *text;

    (void)state;
    wd_event_set(&event, WD_SLOT_PERMISSION, WD_STR("storage.objects.get"), WD_SOURCE_FIELD);
    event.dedup = 7;
    event.object.leaf = WD_STR("acme-data");
    text = line_of(&event, &rule_role);
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (has(text, left_out[i]))
            fail_msg("%s: %s", left_out[i], text);
    assert_true(has(text, "\"rank\":")); /* a number alone */
    assert_true(has(text, "\"object\":[\"bucket\",true,null,null,true]"));
}

static void what_is_unusual_is_written(void **state)
{
    struct wd_event event = denial("dev@example.com", "storage.objects.get", bucket, T0);
    const char *text;

    (void)state;
    event.structured = false;
    event.uncertain = true;
    event.http_status = 403;
    event.doubts = WD_DOUBT_READ;
    event.dialect = WD_DIALECT_TEXT;
    text = line_of(&event, &rule_lookalike);
    assert_true(has(text, "\"structured\":false"));
    assert_true(has(text, "\"uncertain\":true"));
    assert_true(has(text, "\"http_status\":403"));
    assert_true(has(text, "\"doubts\":16"));
    assert_true(has(text, "\"lookalike\":true"));
    assert_true(has(text, "\"principal_kind\":\"user\""));
    assert_true(has(text, "\"permissions\":[\"storage.objects.get\"]")); /* the slot names none */
}

/* A name longer than what is kept decides the hashes, and the part that is kept gives others. */
static void hashes_of_what_was_cut_are_written(void **state)
{
    char name[4 * WD_SLOT_TEXT_MAX];
    struct wd_event event;
    const char *text;

    (void)state;
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    event = denial(robot, "storage.objects.get", name, T0);
    text = line_of(&event, &rule_role);
    assert_true(has(text, "\"groups\":["));
    assert_true(has(text, "\"same\":["));
    assert_true(has(text, "\"resources\":[false,["));
}

static void without_a_rule_there_are_no_groups(void **state)
{
    struct wd_event event = denial(robot, "storage.objects.get", bucket, T0);

    (void)state;
    wd_event_add_text(&event, WD_STR("Not allowed: 17"), WD_TEXT_MESSAGE);
    assert_false(has(line_of(&event, NULL), "groups"));
}

static void a_former_name_follows_too(void **state)
{
    struct wd_event event = denial(robot, "storage.objects.get", bucket, T0);
    struct wd_table *table;

    (void)state;
    wd_event_set(&event, WD_SLOT_ROLE, WD_STR("roles/storage.objectViewer"), WD_SOURCE_MESSAGE);
    assert_false(has(line_of(&event, &rule_role), "former"));
    table = decoded(line);
    finish_one(table);
    assert_true(only_incident(table)->former != 0);
    wd_table_free(table);
}

/* Whoever reads this line without its night's own must know. */
static void an_incident_says_that_keys_were_too_many_to_hold(void **state)
{
    struct wd_event event = denial(robot, "storage.objects.get", bucket, T0);
    struct wd_table *table = new_table(), *again;

    (void)state;
    event.dedup = 7;
    add(table, &event, &rule_role);
    assert_false(has(encoded(table), "deduplicated"));
    wd_dedup_give_up(&table->dedup);
    again = decoded(encoded(table));
    finish_one(again);
    assert_false(wd_table_deduplicated(again));
    wd_table_free(again);
    wd_table_free(table);
}

/* ---- samples ----------------------------------------------------------------------------------- */

static void a_sample_says_what_it_does_not_share(void **state)
{
    struct wd_table *table = new_table(), *again;
    char *first;

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        struct wd_event event = denial(robot, "storage.objects.get", bucket, T0 + i * WD_HOUR);
        wd_event_add_text(&event, i < 2 ? WD_STR("Denied.") : WD_STR("Denied!"), WD_TEXT_MESSAGE);
        event.entry_id = i == 1 ? WD_STR("x1") : WD_STR_NONE;
        wd_event_set(&event, WD_SLOT_LOG_PROJECT, WD_STR("acme-logs"), WD_SOURCE_CARRIER);
        add_with(table, &event, &rule_role, i < 1 ? "a.json" : "b.json", i);
    }
    first = wd_copy_text(wd_str_of(encoded(table)));
    assert_true(has(first, ",0,0,0,\"Denied.\",null,null,\"a.json\"]"));
    assert_true(has(first, ",3600000000000,1,100,null,\"x1\",null,\"b.json\"]"));
    assert_true(has(first, ",7200000000000,2,200,\"Denied!\"]"));
    again = decoded(first);
    assert_string_equal(encoded(again), first);
    finish_one(again);
    assert_string_equal(only_incident(again)->samples[1].text, "Denied.");
    assert_string_equal(only_incident(again)->samples[1].log_project, "acme-logs");
    assert_null(only_incident(again)->samples[2].log_project);
    assert_string_equal(only_incident(again)->samples[2].file, "b.json");
    wd_table_free(again);
    wd_table_free(table);
    free(first);
}

static int keep_head(void *context, uint64_t fingerprint, struct wd_str text, struct wd_error *err)
{
    (void)err;
    if (!fingerprint)
        snprintf(context, sizeof line, "%.*s", WD_STR_ARG(text));
    return 0;
}

static void sums_of_every_kind_are_read_back(void **state)
{
    struct wd_table *table = new_table(), *again;
    struct wd_error err = {.text = ""};
    static char head[sizeof line];

    (void)state;
    *wd_table_totals_edit(table) = (struct wd_totals){.records = 9, .other = 4, .foreign = 5};
    assert_int_equal(wd_table_encode(table, keep_head, head, &err), 0);
    again = decoded(head);
    assert_int_equal(wd_table_totals(again)->records, 9);
    assert_int_equal(wd_table_totals(again)->other, 4);
    assert_int_equal(wd_table_totals(again)->foreign, 5);
    wd_table_free(again);
    wd_table_free(table);
}

static void a_denial_without_a_time_has_a_sample(void **state)
{
    struct wd_event event = denial(robot, "storage.objects.get", bucket, WD_TIME_NONE);

    (void)state;
    assert_true(has(line_of(&event, &rule_role), "\"span\":[null]"));
}

/* ---- lines of before --------------------------------------------------------------------------- */

static const char before[] =
    "{\"fingerprint\":\"02b983e03b07fae1\",\"groups\":[\"762b8e1b8202ec16\",\"76d10a3cd51b063d\","
    "\"ddbb757de907c4a7\"],"
    "\"level\":0,\"rule\":\"gcp.test.role\",\"lookalike\":false,\"system\":\"cloud_scheduler\","
    "\"dialect\":\"scheduler\","
    "\"confidence\":\"medium\",\"principal_kind\":\"unknown\",\"uncertain\":false,\"structured\":"
    "true,\"http_status\":401,"
    "\"slots\":{\"resource\":[\"projects/acme-ml/locations/us-central1/jobs/"
    "sync\",3],\"project\":[\"acme-ml\",\"message\"],"
    "\"url\":[\"https://sync.example.com/run\",3]},\"object\":[\"scheduler_job\",\"projects/"
    "acme-ml/locations/us-central1/jobs/"
    "sync\",\"acme-ml\",\"us-central1\",\"sync\",null],\"permissions\":[],\"count\":2,\"unkeyed\":"
    "0,"
    "\"span\":[1788225302514000000,1788246902180000000],\"histogram\":[512,[1788225024,1],["
    "1788246528,1]],"
    "\"resources\":[false,[\"e955869dee806821\"]],\"samples\":[[1788225302514000000,"
    "\"1957d83ca9cf61dd\",\"a.json\",806,27524,"
    "\"code number = 401\"],[1788246902180000000,\"53e3d591f83a8afd\",\"b.json\",334,10493,\"code "
    "number = 401\"]],"
    "\"links\":[\"5710223222c1ba74\"],\"rank\":[10,1788225302514000000,\"1957d83ca9cf61dd\"],"
    "\"same\":[\"2d06800538d394c2\",\"e955869dee806821\",\"0000000000000001\",\"1de9404cbc51e019\"]"
    ","
    "\"keys\":\"2d1d480bc9972ad8827bfe7f7082486e\"}";

/* Keys of a storm are read without a parser: the same table, and the same refusals. */
static void the_keys_of_a_storm_are_read_like_others(void **state)
{
    struct wd_event event = denial(robot, "storage.objects.get", bucket, T0);
    struct wd_table *table = new_table(), *again;
    struct wd_error err;
    char *text, *keys;

    (void)state;
    for (uint64_t i = 1; i <= 1000; i++) {
        event.dedup = i * 0x9e3779b97f4a7c15u;
        add(table, &event, &rule_role);
    }
    text = wd_copy_text(wd_str_of(encoded(table)));
    again = decoded(text);
    assert_string_equal(encoded(again), text);
    finish_one(again);
    assert_int_equal(only_incident(again)->count, 1000);
    wd_table_free(again);
    keys = strstr(text, "\"keys\":\"");
    keys[8 + 16 * 500 + 3] = 'x';
    again = new_table();
    assert_int_equal(wd_table_decode(again, wd_str_of(text), NULL, &err), -1);
    wd_table_free(again);
    wd_table_free(table);
    free(text);
}

/* Somebody else's "keys" inside of a line that has none are not its keys. */
static void only_keys_of_the_line_itself_are_its_keys(void **state)
{
    static char text[8192];
    struct wd_table *table = new_table();
    struct wd_error err;
    int len = snprintf(text, sizeof text,
                       "{\"count\":1,\"extra\":{\"keys\":\"%05000d\"},\"fingerprint\":"
                       "\"0123456789abcdef\",\"histogram\":[1,17,1],\"keys\":\"\",",
                       0);

    (void)state;
    snprintf(text + len, sizeof text - (size_t)len,
             "\"object\":[\"bucket\",1],\"rank\":1,\"rule\":\"r\","
             "\"samples\":[[\"0123456789abcdef\",0,1,1,\"denied\",null,null,\"a\"]],"
             "\"slots\":{\"resource\":\"r\"},\"span\":[1]}");
    assert_int_equal(wd_table_decode(table, wd_str_of(text), NULL, &err), 0);
    assert_int_equal(table->dedup.count, 0);
    wd_table_free(table);
}

static void a_line_of_before_is_read_as_it_was(void **state)
{
    struct wd_table *table = decoded(before), *again = decoded(encoded(table));
    const struct wd_incident *incident;

    (void)state;
    finish_one(again);
    incident = only_incident(again);
    assert_int_equal(incident->count, 2);
    assert_int_equal(incident->fingerprint, 0x02b983e03b07fae1u);
    assert_int_equal(incident->groups[1], 0x76d10a3cd51b063du);
    assert_int_equal(incident->confidence, WD_MEDIUM);
    assert_int_equal(incident->http_status, 401);
    assert_int_equal(incident->source[WD_SLOT_RESOURCE], WD_SOURCE_FIELD);
    assert_int_equal(incident->source[WD_SLOT_PROJECT], WD_SOURCE_MESSAGE);
    assert_string_equal(incident->object_leaf, "sync");
    assert_int_equal(incident->last, 1788246902180000000);
    assert_string_equal(incident->samples[1].file, "b.json");
    assert_int_equal(incident->samples[1].time, 1788246902180000000);
    assert_int_equal(incident->histogram.counts[0], 1);
    assert_int_equal(incident->links[0], 0x5710223222c1ba74u);
    wd_table_free(again);
    wd_table_free(table);
}

/* ---- lines that nobody wrote ------------------------------------------------------------------- */

static void a_line_that_refers_to_nothing_is_damaged(void **state)
{
    static const char good[] =
        "{\"count\":1,\"fingerprint\":\"0123456789abcdef\",\"histogram\":[1,17,1],\"keys\":\"\","
        "\"object\":[\"bucket\",1],\"rank\":1,\"rule\":\"r\","
        "\"samples\":[[\"0123456789abcdef\",0,1,1,\"denied\",null,null,\"a\"]],"
        "\"slots\":{\"resource\":\"r\"},\"span\":[1]}";
    static const char *const changes[][2] = {
        {"\"bucket\",1", "\"bucket\",2"},
        {"\"bucket\",1", "\"bucket\",-1"},
        {"\"rule\"", "\"level\":1,\"rule\""},
        {"{\"resource\":\"r\"}", "[]"},
        {"[1,17,1]", "[3,17,1]"},
        {"[1,17,1]", "[1,9000000000,1]"},
        {"\"denied\"", "null"},
        {"[[\"0123456789abcdef\",0,1,1,\"denied\",null,null,\"a\"]]", "{}"},
        {",\"a\"]]", "]]"},
        {"\"rank\"", "\"same\":[],\"rank\""},
        {"\"count\":1", "\"count\":-1"},
        {"\"span\":[1]", "\"span\":[]"},
        {"\"rank\":1", "\"rank\":[1]"},
        {"\"rank\"", "\"links\":{},\"rank\""},
        {"\"rank\"", "\"resources\":[],\"rank\""},
        {"\"rank\"", "\"system\":\"\",\"rank\""},
        {"\"rank\"", "\"groups\":[],\"rank\""},
    };

    (void)state;
    wd_table_free(decoded(good));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        size_t at = wd_str_find(wd_str_of(good), wd_str_of(changes[i][0]));
        struct wd_table *table = new_table();
        struct wd_error err;
        char text[1024];
        snprintf(text, sizeof text, "%.*s%s%s", (int)at, good, changes[i][1],
                 good + at + strlen(changes[i][0]));
        if (wd_table_decode(table, wd_str_of(text), NULL, &err) == 0)
            fail_msg("%s", text);
        wd_table_free(table);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_usual_or_follows_is_left_out),
        cmocka_unit_test(what_is_unusual_is_written),
        cmocka_unit_test(hashes_of_what_was_cut_are_written),
        cmocka_unit_test(without_a_rule_there_are_no_groups),
        cmocka_unit_test(a_former_name_follows_too),
        cmocka_unit_test(an_incident_says_that_keys_were_too_many_to_hold),
        cmocka_unit_test(a_sample_says_what_it_does_not_share),
        cmocka_unit_test(sums_of_every_kind_are_read_back),
        cmocka_unit_test(a_denial_without_a_time_has_a_sample),
        cmocka_unit_test(the_keys_of_a_storm_are_read_like_others),
        cmocka_unit_test(only_keys_of_the_line_itself_are_its_keys),
        cmocka_unit_test(a_line_of_before_is_read_as_it_was),
        cmocka_unit_test(a_line_that_refers_to_nothing_is_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
