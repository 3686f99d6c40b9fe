/* The nightly database from inside: nights as dates, contributions that replace each other, what the
 * nights say of an incident, states that were tampered with. */
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "../denials.h"
#include "whydenied/base/buf.h"
#include "whydenied/history.h"
#include "whydenied/incident/state.h"

static char path[64];

static struct wd_history *open_history(void)
{
    struct wd_error err = {.text = ""};
    struct wd_history *history = wd_history_open(path, WD_HISTORY_WRITE, &err);

    if (!history)
        fail_msg("%s", err.text);
    return history;
}

/* The call names its error `told`. */
#define CHECK(call)                                                                                \
    do {                                                                                           \
        struct wd_error told = {.text = ""};                                                       \
        if ((call) < 0)                                                                            \
            fail_msg("%s", told.text);                                                             \
    } while (0)

static wd_night night_at(int n)
{
    return wd_night_of(T0) + n;
}

/* An input with `count` denials on night n; `digest` is its content. */
static void read_input(struct wd_history *history, const char *name, uint64_t digest, int n,
                       int count)
{
    struct wd_table *table = new_table();
    const struct wd_input_report report = {.digest = {digest, 1}, .decoded_bytes = 1};
    const struct wd_history_input input = {
        .path = name, .report = &report, .complete = true, .replaces = true};
    enum wd_rewritten rewritten;
    uint64_t at;

    for (int i = 0; i < count; i++) {
        struct wd_event event = denial("ci@example.com", "storage.objects.get", "bucket",
                                       T0 + n * WD_DAY + i * WD_SECOND);
        add(table, &event, &rule_role);
    }
    CHECK(wd_history_contribute(history, night_at(n), table, NULL, &told));
    CHECK(wd_history_end_input(history, &input, &rewritten, &at, &told));
    wd_table_free(table);
}

static void settle(struct wd_history *history)
{
    CHECK(wd_history_settle(history, &told));
    for (size_t i = 0; i < wd_history_changed_count(history); i++) {
        struct wd_error err = {.text = ""};
        wd_night night = wd_history_changed(history, i);
        struct wd_table *table = wd_history_rebuild(history, night, NULL, &err);
        assert_non_null(table);
        finish(table);
        CHECK(wd_history_put_night(history, night, table, &told));
        wd_table_free(table);
    }
}

static struct wd_standing standing_at(struct wd_history *history, int n, uint64_t *ret_count)
{
    struct wd_error err = {.text = ""};
    struct wd_standing standing;
    struct wd_table *table = wd_history_table(history, night_at(n), night_at(n), NULL, &err);

    if (!table)
        fail_msg("%s", err.text);
    finish(table);
    assert_int_equal(wd_table_count(table), 1);
    CHECK(wd_history_standing(history, table, wd_table_at(table, 0), night_at(n), 3, &standing,
                              &told));
    if (ret_count)
        *ret_count = wd_table_at(table, 0)->count;
    wd_table_free(table);
    return standing;
}

static void mark(struct wd_history *history, int n)
{
    CHECK(wd_history_mark_printed(history, night_at(n), NULL, 0, &told));
}

/* ---- nights ------------------------------------------------------------------------------------ */

static void nights_are_days_of_utc(void **state)
{
    wd_night night;
    char text[WD_NIGHT_TEXT];

    (void)state;
    assert_true(wd_night_parse(WD_STR("2026-09-01"), &night));
    assert_int_equal(night, wd_night_of(T0));
    assert_int_equal(wd_night_of(T0 + WD_DAY - 1), night);
    assert_int_equal(wd_night_of(T0 - 1), night - 1);
    assert_int_equal(wd_night_of(-1), -1);
    assert_string_equal(wd_night_format(night, text), "2026-09-01");
    assert_int_equal(wd_night_of(WD_TIME_NONE), WD_NIGHT_NONE);
}

static void what_is_no_date_or_span_is_refused(void **state)
{
    static const char *const dates[] = {"",      "2026-9-1",          "2026-09-31",
                                        "today", "2026-09-01T00:00Z", "20260901"};
    static const char *const spans[] = {"", "d", "0d", "7", "-3d", "99999d", "7h"};
    wd_night night;
    int32_t count;

    (void)state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (wd_night_parse(wd_str_of(dates[i]), &night))
            fail_msg("%s", dates[i]);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (wd_nights_parse(wd_str_of(spans[i]), &count))
            fail_msg("%s", spans[i]);
    assert_true(wd_nights_parse(WD_STR("8w"), &count));
    assert_int_equal(count, 56);
}

/* ---- contributions ------------------------------------------------------------------------------- */

static void the_same_bytes_count_once_and_other_bytes_replace(void **state)
{
    struct wd_history *history = open_history();
    uint64_t count;

    (void)state;
    read_input(history, "/no/such/a", 1, 0, 5);
    read_input(history, "/no/such/b", 1, 0, 5);
    settle(history);
    standing_at(history, 0, &count);
    assert_int_equal(count, 5);
    read_input(history, "/no/such/a", 2, 0, 3);
    read_input(history, "/no/such/b", 2, 0, 3);
    settle(history);
    standing_at(history, 0, &count);
    assert_int_equal(count, 3);
    wd_history_close(history);
}

/* A file with one denial, which begins as `beginnings` say; of its former bytes the digest is `marked`. */
static enum wd_rewritten rewrite(struct wd_history *history, uint64_t digest, uint64_t marked,
                                 uint64_t bytes, const uint64_t *beginnings, unsigned count)
{
    struct wd_input_report report = {.digest = {digest, 1},
                                     .marked = {marked, 1},
                                     .decoded_bytes = bytes,
                                     .beginning_count = count};
    const struct wd_history_input input = {.path = "/logs/a", .report = &report, .complete = true};
    enum wd_rewritten rewritten;
    struct wd_table *table = new_table();
    struct wd_event event =
        denial("ci@example.com", "storage.objects.get", "bucket", T0 + (wd_time)digest);
    uint64_t at;

    memcpy(report.beginnings, beginnings, count * sizeof *beginnings);
    add(table, &event, &rule_role);
    CHECK(wd_history_contribute(history, night_at(0), table, NULL, &told));
    CHECK(wd_history_end_input(history, &input, &rewritten, &at, &told));
    wd_table_free(table);
    return rewritten;
}

static void only_a_file_that_holds_its_former_self_replaces_it(void **state)
{
    static const struct {
        uint64_t marked, bytes, beginnings[3];
        unsigned count;
        enum wd_rewritten wanted;
        uint64_t denials; /* that the night has in the end; the former's and its own are one each */
    } cases[] = {
        {1, 9000, {11, 12, 13}, 3, WD_REWRITTEN_GROWN, 1},
        {2, 9000, {11, 12, 13}, 3, WD_REWRITTEN_INSIDE, 2},
        {2, 9000, {11, 99, 98}, 3, WD_REWRITTEN_INSIDE, 2},
        {2, 9000, {99, 98, 97}, 3, WD_REWRITTEN_ANOTHER, 2},
        {0, 2000, {11, 12}, 2, WD_REWRITTEN_CUT, 2},
        {0, 2000, {11, 99}, 2, WD_REWRITTEN_INSIDE, 2},
        {0, 100, {0}, 0, WD_REWRITTEN_ANOTHER, 2}, /* too short to tell */
        {0, 0, {0}, 0, WD_REWRITTEN_CUT, 2},
    };
    static const uint64_t former[] = {11, 12, 13};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_history *history = open_history();
        uint64_t count, held;

        assert_int_equal(rewrite(history, 1, 0, 5000, former, 3), WD_REWRITTEN_NOT);
        CHECK(wd_history_held(history, "/logs/a", &held, &told));
        assert_int_equal(held, 5000);
        assert_int_equal(rewrite(history, 5, cases[i].marked, cases[i].bytes, cases[i].beginnings,
                                 cases[i].count),
                         cases[i].wanted);
        settle(history);
        standing_at(history, 0, &count);
        assert_int_equal(count, cases[i].denials);
        wd_history_close(history);
    }
}

static void parts_of_one_night_are_merged(void **state)
{
    struct wd_history *history = open_history();
    const struct wd_input_report report = {.digest = {7, 7}};
    const struct wd_history_input input = {.report = &report, .complete = true};
    enum wd_rewritten rewritten;
    uint64_t count, at;

    (void)state;
    for (int part = 0; part < 3; part++) {
        struct wd_table *table = new_table();
        struct wd_event event =
            denial("ci@example.com", "storage.objects.get", "bucket", T0 + part * WD_SECOND);
        add(table, &event, &rule_role);
        CHECK(wd_history_contribute(history, night_at(0), table, NULL, &told));
        wd_table_free(table);
    }
    CHECK(wd_history_end_input(history, &input, &rewritten, &at, &told));
    settle(history);
    standing_at(history, 0, &count);
    assert_int_equal(count, 3);
    wd_history_close(history);
}

static void closing_without_commit_leaves_nothing(void **state)
{
    struct wd_history *history = open_history();
    struct wd_error err;
    wd_night night;

    (void)state;
    read_input(history, "/no/such/a", 1, 0, 5);
    settle(history);
    wd_history_close(history);
    assert_null(wd_history_open(path, WD_HISTORY_READ, &err)); /* still an empty file */
    history = open_history();
    CHECK(wd_history_latest(history, night_at(100), &night, &told));
    assert_int_equal(night, WD_NIGHT_NONE);
    wd_history_close(history);
}

/* ---- what the nights say ------------------------------------------------------------------------- */

static void statuses_follow_the_nights(void **state)
{
    /* denials on each night, then the status on the last of them */
    static const struct {
        const char *nights;
        enum wd_status want;
    } cases[] = {
        {"5", WD_STATUS_NEW},        {"55", WD_STATUS_ONGOING},   {"26", WD_STATUS_GROWING},
        {"25", WD_STATUS_ONGOING},   {"5055", WD_STATUS_ONGOING}, {"5005", WD_STATUS_ONGOING},
        {"50005", WD_STATUS_BACK},   {"50", WD_STATUS_ONGOING},   {"500", WD_STATUS_ONGOING},
        {"5000", WD_STATUS_QUIET},   {"1119", WD_STATUS_GROWING}, {"9113", WD_STATUS_GROWING},
        {"9913", WD_STATUS_ONGOING}, {"500000", WD_STATUS_QUIET},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct wd_history *history = open_history();
        int count = (int)strlen(cases[i].nights);
        for (int n = 0; n < count; n++) {
            if (cases[i].nights[n] > '0')
                read_input(history, NULL, (uint64_t)n + 10, n, cases[i].nights[n] - '0');
            settle(history);
            if (n + 1 < count)
                mark(history, n);
        }
        struct wd_standing standing = standing_at(history, count - 1, NULL);
        if (standing.status != cases[i].want)
            fail_msg("%s: %s", cases[i].nights, wd_status_name(standing.status));
        wd_history_close(history); /* nothing was committed */
    }
}

/* Denials of one permission: before the recipe of names changed (no API), and after it. */
static void read_api(struct wd_history *history, uint64_t digest, int n, const char *api)
{
    struct wd_event event =
        denial("ci@example.com", "serviceusage.services.use", "projects/acme-lab", T0 + n * WD_DAY);
    const struct wd_input_report report = {.digest = {digest, 1}};
    const struct wd_history_input input = {.report = &report, .complete = true};
    enum wd_rewritten rewritten;
    uint64_t at;
    struct wd_table *table = new_table();

    wd_event_set(&event, WD_SLOT_API, wd_str_of(api), WD_SOURCE_MESSAGE);
    add(table, &event, &rule_role);
    CHECK(wd_history_contribute(history, night_at(n), table, NULL, &told));
    CHECK(wd_history_end_input(history, &input, &rewritten, &at, &told));
    wd_table_free(table);
}

static void a_problem_that_only_changed_its_name_is_no_news(void **state)
{
    struct wd_history *history = open_history();
    uint64_t count;

    (void)state;
    read_api(history, 1, 0, "");
    settle(history);
    mark(history, 0);
    read_api(history, 2, 1, "dns.googleapis.com");
    settle(history);
    struct wd_standing standing = standing_at(history, 1, &count);
    assert_int_equal(standing.status, WD_STATUS_ONGOING);
    assert_int_equal(standing.first_night, night_at(0));
    assert_int_equal(standing.nights, 2);
    assert_false(standing.news);
    wd_history_close(history);
}

static void a_second_problem_of_the_same_former_name_is_news(void **state)
{
    struct wd_history *history = open_history();

    (void)state;
    read_api(history, 1, 0, "");
    settle(history);
    mark(history, 0);
    read_api(history, 2, 9, "run.googleapis.com");
    settle(history);
    struct wd_standing standing = standing_at(history, 9, NULL);
    assert_int_equal(standing.status, WD_STATUS_NEW);
    assert_true(standing.news);
    wd_history_close(history);
}

static void what_was_not_printed_stays_news(void **state)
{
    struct wd_history *history = open_history();

    (void)state;
    read_input(history, NULL, 1, 0, 5);
    settle(history);
    assert_true(standing_at(history, 0, NULL).news);
    read_input(history, NULL, 2, 1, 5);
    settle(history);
    assert_int_equal(standing_at(history, 1, NULL).status, WD_STATUS_NEW);
    mark(history, 1);
    read_input(history, NULL, 3, 2, 5);
    settle(history);
    assert_int_equal(standing_at(history, 2, NULL).status, WD_STATUS_ONGOING);
    assert_false(standing_at(history, 2, NULL).news);
    wd_history_close(history);
}

/* ---- storms: lines that are nearly all keys -------------------------------------------------------- */

enum { STORM = 6000 };

/* `count` denials from number `first` on, each with a key of its own, as an input of night 0. */
static void read_storm(struct wd_history *history, uint64_t digest, uint64_t first, uint64_t count)
{
    struct wd_table *table = new_table();
    const struct wd_input_report report = {.digest = {digest, 1}, .decoded_bytes = 1};
    const struct wd_history_input input = {.report = &report, .complete = true};
    struct wd_event event = denial("ci@example.com", "storage.objects.get", "bucket", T0);
    enum wd_rewritten rewritten;
    uint64_t at;

    for (uint64_t i = first; i < first + count; i++) {
        event.dedup = (i + 1) * 0x9e3779b97f4a7c15u;
        add(table, &event, &rule_role);
    }
    CHECK(wd_history_contribute(history, night_at(0), table, NULL, &told));
    CHECK(wd_history_end_input(history, &input, &rewritten, &at, &told));
    wd_table_free(table);
}

/* Alone it is copied, with another it is merged; either way no key is lost, and none counts twice. */
static void a_storm_is_kept_key_by_key(void **state)
{
    struct wd_history *history = open_history();
    uint64_t count;

    (void)state;
    read_storm(history, 1, 0, STORM);
    settle(history);
    standing_at(history, 0, &count);
    assert_int_equal(count, STORM);
    read_storm(history, 2, STORM / 2, STORM);
    settle(history);
    standing_at(history, 0, &count);
    assert_int_equal(count, STORM + STORM / 2);
    wd_history_close(history);
}

static int add_line(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    (void)fingerprint, (void)err;
    wd_buf_put(context, line);
    wd_buf_putc(context, '\n');
    return 0;
}

static void read_night(struct wd_history *history, struct wd_buf *ret_lines)
{
    struct wd_error err = {.text = ""};
    struct wd_table *table = wd_history_table(history, night_at(0), night_at(0), NULL, &err);

    assert_non_null(table);
    wd_buf_init(ret_lines, 1u << 24);
    CHECK(wd_table_encode(table, add_line, ret_lines, &told));
    wd_table_free(table);
}

/* The first to ask gets the table that was just made; whoever asks again, what was stored. */
static void a_night_that_was_kept_is_the_night_that_is_read(void **state)
{
    struct wd_history *history = open_history();
    struct wd_buf kept, read;

    (void)state;
    read_storm(history, 1, 0, 3);
    settle(history);
    read_night(history, &kept);
    read_night(history, &read);
    assert_true(wd_str_eq(wd_buf_str(&kept), wd_buf_str(&read)));
    assert_true(wd_str_has(wd_buf_str(&kept), WD_STR("ci@example.com")));
    wd_buf_done(&kept);
    wd_buf_done(&read);
    wd_history_close(history);
}

/* Stores `bytes` as the state of the night's one problem. */
static void put_state(sqlite3 *db, const void *bytes, int len)
{
    sqlite3_stmt *put;

    sqlite3_prepare_v2(db,
                       "UPDATE night_state SET state = ?1 WHERE fingerprint <> '0000000000000000'",
                       -1, &put, NULL);
    sqlite3_bind_blob(put, 1, bytes, len, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(put), SQLITE_DONE);
    assert_int_equal(sqlite3_changes(db), 1);
    sqlite3_finalize(put);
}

static int get_state(sqlite3 *db, unsigned char *to, int room)
{
    sqlite3_stmt *get;
    int len;

    sqlite3_prepare_v2(db, "SELECT state FROM night_state WHERE fingerprint <> '0000000000000000'",
                       -1, &get, NULL);
    assert_int_equal(sqlite3_step(get), SQLITE_ROW);
    len = sqlite3_column_bytes(get, 0);
    assert_in_range(len, STORM * 8, room);
    memcpy(to, sqlite3_column_blob(get, 0), (size_t)len);
    sqlite3_finalize(get);
    return len;
}

static bool can_be_read(void)
{
    struct wd_history *history = open_history();
    struct wd_error err = {.text = ""};
    struct wd_table *table = wd_history_table(history, night_at(0), night_at(0), NULL, &err);
    bool read = table != NULL;

    wd_table_free(table);
    wd_history_close(history);
    return read;
}

/* Lengths of a storm's line that do not fit each other, one by one. */
static void a_storm_that_was_tampered_with_is_an_error(void **state)
{
    static const struct {
        int at;
        unsigned char bytes[4];
    } changes[] = {{0, {0xff, 0xff, 0xff, 0xff}},
                   {4, {0xff, 0xff, 0xff, 0x7f}},
                   {8, {0xff, 0xff, 0xff, 0x7f}},
                   {8, {0, 0, 0, 0}},
                   {8, {1, 0, 0, 0}},
                   {4, {0, 0, 0, 0}}};
    static unsigned char good[1 << 17], bad[1 << 17];
    struct wd_history *history = open_history();
    sqlite3 *db;
    int len;

    (void)state;
    read_storm(history, 1, 0, STORM);
    settle(history);
    CHECK(wd_history_commit(history, &told));
    wd_history_close(history);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    len = get_state(db, good, sizeof good);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        memcpy(bad, good, (size_t)len);
        memcpy(bad + changes[i].at, changes[i].bytes, 4);
        put_state(db, bad, len);
        assert_false(can_be_read());
    }
    for (int cut = 0; cut < 13; cut++) {
        put_state(db, good, cut);
        assert_false(can_be_read());
    }
    put_state(db, good, len - 1);
    assert_false(can_be_read());
    put_state(db, good, len);
    assert_true(can_be_read());
    sqlite3_close(db);
}

/* ---- damage ------------------------------------------------------------------------------------ */

static void a_night_that_is_no_day_is_an_error(void **state)
{
    struct wd_error err;
    wd_night night;
    sqlite3 *db;

    (void)state;
    struct wd_history *history = open_history();
    read_input(history, NULL, 1, 0, 5);
    settle(history);
    CHECK(wd_history_commit(history, &told));
    wd_history_close(history);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE night SET night = -2147483647", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    history = open_history();
    assert_int_equal(wd_history_latest(history, 20000, &night, &err), -1);
    wd_history_close(history);
}

static void a_state_that_was_tampered_with_is_an_error(void **state)
{
    struct wd_history *history = open_history();
    struct wd_error err = {.text = ""};
    sqlite3 *db;

    (void)state;
    read_input(history, NULL, 1, 0, 5);
    settle(history);
    CHECK(wd_history_commit(history, &told));
    wd_history_close(history);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "UPDATE night_state SET state = x'ffffffff00'", NULL, NULL, NULL);
    sqlite3_close(db);
    history = open_history();
    assert_null(wd_history_table(history, night_at(0), night_at(0), NULL, &err));
    assert_non_null(strstr(err.text, "damaged"));
    wd_history_close(history);
}

static void a_night_whose_lines_are_gone_is_an_error(void **state)
{
    struct wd_history *history = open_history();
    struct wd_error err = {.text = ""};
    sqlite3 *db;

    (void)state;
    read_input(history, NULL, 1, 0, 5);
    settle(history);
    CHECK(wd_history_commit(history, &told));
    wd_history_close(history);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM night_state", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    history = open_history();
    assert_null(wd_history_table(history, night_at(0), night_at(0), NULL, &err));
    assert_non_null(strstr(err.text, "damaged"));
    wd_history_close(history);
}

static int make_file(void **state)
{
    int fd;

    (void)state;
    snprintf(path, sizeof path, "%s/whydenied-history-XXXXXX", P_tmpdir);
    fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

#define WITH_FILE(test) cmocka_unit_test_setup_teardown(test, make_file, remove_file)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nights_are_days_of_utc),
        cmocka_unit_test(what_is_no_date_or_span_is_refused),
        WITH_FILE(the_same_bytes_count_once_and_other_bytes_replace),
        WITH_FILE(only_a_file_that_holds_its_former_self_replaces_it),
        WITH_FILE(parts_of_one_night_are_merged),
        WITH_FILE(closing_without_commit_leaves_nothing),
        WITH_FILE(a_problem_that_only_changed_its_name_is_no_news),
        WITH_FILE(a_second_problem_of_the_same_former_name_is_news),
        WITH_FILE(statuses_follow_the_nights),
        WITH_FILE(what_was_not_printed_stays_news),
        WITH_FILE(a_storm_is_kept_key_by_key),
        WITH_FILE(a_night_that_was_kept_is_the_night_that_is_read),
        WITH_FILE(a_storm_that_was_tampered_with_is_an_error),
        WITH_FILE(a_state_that_was_tampered_with_is_an_error),
        WITH_FILE(a_night_whose_lines_are_gone_is_an_error),
        WITH_FILE(a_night_that_is_no_day_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
