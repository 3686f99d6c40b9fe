/* Phrases and the nouns for what a log does not tell; and that the tables have no holes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/vocabulary/cause.h"
#include "whydenied/vocabulary/say.h"
#include "whydenied/vocabulary/system.h"

struct scene {
    enum wd_lang lang;
    const char *known; /* the one slot the log tells, as "value" */
};

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct scene *scene = context;
    enum wd_slot slot;

    assert_true(wd_slot_parse(name, &slot));
    bool known = scene->known && wd_str_eqz(name, scene->known);
    return wd_say_fact(slot, known ? WD_STR("{role}") : WD_STR_NONE, scene->lang);
}

static struct wd_fill_value resolve_plain(const void *context, struct wd_str name)
{
    const struct scene *scene = context;
    enum wd_slot slot;

    assert_true(wd_slot_parse(name, &slot));
    return wd_say_fact(slot, scene->known ? WD_STR("acme-7") : WD_STR_NONE, scene->lang);
}

static void check(struct scene scene, const char *phrase, const char *expected)
{
    struct wd_fill fill = {.resolve = resolve, .context = &scene};
    struct wd_buf out;

    wd_buf_init(&out, 4096);
    wd_fill_put(&fill, &out, wd_str_of(phrase));
    assert_string_equal(wd_buf_cstr(&out), expected);
    wd_buf_done(&out);
}

static void numbers_and_plurals_are_filled(void **state)
{
    static const struct {
        const char *phrase, *first, *expected;
    } rows[] = {{"{1} denial{1?s}", "1", "1 denial"},
                {"{1} denial{1?s}", "2", "2 denials"},
                {"{2}{3}", "1", "two"},
                {"{\"a\": {1}}", "x", "{\"a\": x}"},
                {"{1", "x", "{1"},
                {"{}{A}{1}", "x", "{}{A}x"},
                {"{1}", "{2}", "{2}"}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct wd_str arguments[] = {wd_str_of(rows[i].first), WD_STR("two")};
        struct wd_buf out;
        wd_buf_init(&out, 4096);
        wd_say_put(&out, rows[i].phrase, arguments, 2);
        assert_string_equal(wd_buf_cstr(&out), rows[i].expected);
        wd_buf_done(&out);
    }
}

static void what_is_missing_is_said_by_its_noun(void **state)
{
    static const char *const rows[][2] = {
        {"{principal} lacks {permission}.", "The caller lacks the permission."},
        {"It failed. {job} was refused.", "It failed. The job was refused."},
        {"Job {job} was refused.", "The job was refused."},
        {"lacks the role {role}, and", "lacks the role, and"},
        {"of project {project}.", "of the project."},
        {"its service-linked role {role}, and", "its service-linked role, and"},
        {"The account {principal} is off", "The account is off"},
        {"may not act as account {resource}.", "may not act as the account."},
        {"Its service account {principal} lacks it", "Its service account lacks it"},
        {"Open the {bucket} first", "Open the bucket first"},
        {"refused it ({reason}).", "refused it."},
        {"https://example.com/x;errorId={unique_id}", "https://example.com/x;errorId=IDENTIFIER"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check((struct scene){WD_LANG_EN, NULL}, rows[i][0], rows[i][1]);
}

static void japanese_nouns_stand_without_blanks(void **state)
{
    static const char *const rows[][2] = {
        {"ジョブ {job} が拒否", "ジョブが拒否"},
        {"{principal} に {permission} が", "呼び出し元にその権限が"},
        {"APIが拒否しました({reason})。", "APIが拒否しました。"},
        {"URL {url} が", "URL が"},
        {"実行するアカウント {principal} に", "実行するアカウントに"},
        {"{principal} lacks it", "呼び出し元 lacks it"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check((struct scene){WD_LANG_JA, NULL}, rows[i][0], rows[i][1]);
}

static void what_the_log_says_is_put_as_it_is(void **state)
{
    (void)state;
    check((struct scene){WD_LANG_EN, "job"}, "Job {job} was ({reason}).", "Job {role} was.");
    check((struct scene){WD_LANG_EN, "job"}, "{job} acme-Project {project} is",
          "{role} acme-Project the project is");
    check((struct scene){WD_LANG_EN, "reason"}, "refused ({reason}).", "refused ({role}).");
}

/* `place` with the slot's name for each '@'. */
static void phrase_of(char *to, size_t size, const char *place, const char *name)
{
    size_t at = 0;

    for (; *place && at + strlen(name) < size; place++)
        at += (size_t)(*place == '@' ? snprintf(to + at, size - at, "%s", name)
                                     : snprintf(to + at, size - at, "%c", *place));
    assert_int_equal(*place, '\0');
}

/* Each slot in each place a name may stand in, told and not told: its braces never come out. */
static void no_slot_is_ever_shown_by_its_name(void **state)
{
    static const char *const places[] = {
        "{@}",       "The {@} is off.",  "refused ({@}).",     "its {@}, and",  "a/{@}/b",
        "x={@};y=1", "Account {@} has.", "\"{@}\" is no name", "ロール {@} に", "{@}{@}",
    };

    (void)state;
    for (int n = 0; n < WD_SLOT_COUNT * WD_LANG_COUNT * 2; n++) {
        enum wd_slot slot = (enum wd_slot)(n % WD_SLOT_COUNT);
        const char *name = wd_slot_name(slot);
        struct scene scene = {(enum wd_lang)(n / WD_SLOT_COUNT % WD_LANG_COUNT),
                              n / WD_SLOT_COUNT / WD_LANG_COUNT ? name : NULL};
        struct wd_fill fill = {.resolve = resolve_plain, .context = &scene};
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            char phrase[128];
            struct wd_buf out;
            phrase_of(phrase, sizeof phrase, places[i], name);
            wd_buf_init(&out, 4096);
            wd_fill_put(&fill, &out, wd_str_of(phrase));
            assert_int_equal(strcspn(wd_buf_cstr(&out), "{}<>"), out.len);
            assert_true(out.len > 0);
            assert_true(!scene.known || strstr(wd_buf_cstr(&out), "acme-7"));
            wd_buf_done(&out);
        }
    }
}

static void every_row_of_the_vocabulary_is_whole(void **state)
{
    (void)state;
    for (int slot = 0; slot < WD_SLOT_COUNT; slot++) {
        assert_non_null(wd_slot_name((enum wd_slot)slot));
        assert_non_null(wd_slot_row((enum wd_slot)slot)->placeholder);
    }
    for (int cause = 0; cause < WD_CAUSE_COUNT; cause++)
        assert_non_null(wd_cause_name((enum wd_cause)cause));
    for (int system = 0; system < WD_SYSTEM_COUNT; system++)
        assert_non_null(wd_system_name((enum wd_system)system));
    for (int kind = WD_REMEDY_UNSET + 1; kind < WD_REMEDY_KIND_COUNT; kind++)
        assert_non_null(wd_remedy_kind_name((enum wd_remedy_kind)kind));
    for (int lang = 0; lang < WD_LANG_COUNT; lang++) {
        for (int slot = 0; slot < WD_SLOT_COUNT; slot++)
            assert_non_null(wd_slot_row((enum wd_slot)slot)->noun[lang]);
        for (int cause = 0; cause < WD_CAUSE_COUNT; cause++)
            assert_non_null(wd_cause_words((enum wd_cause)cause, (enum wd_lang)lang));
        for (int system = 0; system < WD_SYSTEM_COUNT; system++)
            assert_non_null(wd_system_words((enum wd_system)system, (enum wd_lang)lang));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_plurals_are_filled),
        cmocka_unit_test(what_is_missing_is_said_by_its_noun),
        cmocka_unit_test(japanese_nouns_stand_without_blanks),
        cmocka_unit_test(what_the_log_says_is_put_as_it_is),
        cmocka_unit_test(no_slot_is_ever_shown_by_its_name),
        cmocka_unit_test(every_row_of_the_vocabulary_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
