/* The text report: readable at every width, inert whatever the log said. */
#include <utf8proc.h>

#include "../report_support.h"
#include "report/text/text_layout.h"
#include "report/words.h"
#include "whydenied/base/columns.h"

static const struct wd_report_options plain = {.columns = 80, .detail = WD_DETAIL_MEDIUM};

typedef void (*line_fn)(struct wd_str line, unsigned columns);

static void each_line(const struct wd_buf *text, unsigned columns, line_fn check)
{
    struct wd_str rest = wd_buf_str(text);

    while (rest.len)
        check(wd_str_cut(&rest, '\n'), columns);
}

/* Whether one word alone, behind the label or the indent, is what makes the line long: names and addresses
 * never break. */
static bool is_one_word(struct wd_str line, unsigned columns)
{
    struct wd_str rest = wd_str_from(line, line.len < 9 ? line.len : 9);
    size_t blank = wd_str_find(rest, WD_STR(" "));

    if (wd_str_starts(rest, WD_STR("R")) && blank != WD_NPOS) /* "R3: NAME" */
        rest = wd_str_from(rest, blank + 1);
    (void)columns;
    return wd_str_find(rest, WD_STR(" ")) == WD_NPOS;
}

/* Commands, addresses and pasted documents are the lines that may be longer; so are the rows of names where
 * there is nothing but names. */
static bool may_be_long(struct wd_str line, unsigned columns)
{
    return wd_str_has(line, WD_STR("gcloud ")) || wd_str_has(line, WD_STR("https://")) ||
           wd_str_has(line, WD_STR("resource \"")) || wd_str_has(line, WD_STR("               ")) ||
           is_one_word(line, columns) || wd_str_has(line, WD_STR("×  "));
}

static void check_width(struct wd_str line, unsigned columns)
{
    if (!may_be_long(line, columns) && wd_columns(line) > columns)
        fail_msg("%u columns: %.*s", wd_columns(line), WD_STR_ARG(line));
    if (line.len)
        assert_int_not_equal(line.ptr[line.len - 1], ' ');
}

static void lines_keep_to_every_width(void **state)
{
    static const unsigned widths[] = {40, 57, 80, 120, 200};

    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        for (int detail = WD_DETAIL_LOW; detail <= WD_DETAIL_HIGH; detail++) {
            struct wd_report_options options = {.columns = widths[i],
                                                .detail = (enum wd_detail)detail};
            struct wd_buf text;

            draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
            each_line(&text, widths[i], check_width);
            wd_buf_done(&text);
        }
    }
}

/* "12×" and what is right of it end the first line of a title, however narrow the page is. */
static void a_title_has_its_count_on_its_first_line(void **state)
{
    static const unsigned widths[] = {40, 57, 80, 120, 200};

    (void)state;
    for (size_t i = 0; i < sizeof widths / sizeof *widths * 3; i++) {
        struct wd_report_options options = {.columns = widths[i / 3],
                                            .detail = (enum wd_detail)(i % 3)};
        struct wd_buf text;
        struct wd_str rest, line;
        unsigned titles = 0;

        draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
        rest = wd_buf_str(&text);
        while (rest.len) {
            line = wd_str_cut(&rest, '\n');
            if (!wd_str_starts(line, WD_STR("1  ")) && !wd_str_starts(line, WD_STR("2  ")))
                continue;
            assert_true(wd_str_ends(line, WD_STR("×")));
            assert_true(wd_columns(line) <= options.columns);
            titles++;
        }
        assert_int_equal(titles > 0, options.detail != WD_DETAIL_LOW);
        wd_buf_done(&text);
    }
}

static void a_count_of_its_own_line_is_nowhere(void **state)
{
    struct wd_report_options options = {.columns = 40, .detail = WD_DETAIL_HIGH};
    struct wd_buf text;
    struct wd_str rest;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
    for (rest = wd_buf_str(&text); rest.len;) {
        struct wd_str line = wd_str_trim(wd_str_cut(&rest, '\n'));
        assert_false(wd_str_ends(line, WD_STR("×")) && wd_str_find_char(line, ' ') == WD_NPOS);
    }
    wd_buf_done(&text);
}

static void a_width_out_of_range_is_brought_into_it(void **state)
{
    struct wd_report_options narrow = {.columns = 5};
    struct wd_report_options forty = {.columns = 40};
    struct wd_buf a;
    struct wd_buf b;

    (void)state;
    draw(&a, SAMPLE_REPORT, WD_REPORT_TEXT, &narrow);
    draw(&b, SAMPLE_REPORT, WD_REPORT_TEXT, &forty);
    assert_true(wd_str_eq(wd_buf_str(&a), wd_buf_str(&b)));
    wd_buf_done(&a);
    wd_buf_done(&b);
}

static void wide_characters_count_two_columns(void **state)
{
    (void)state;
    assert_int_equal(wd_columns(WD_STR("abc")), 3);
    assert_int_equal(wd_columns(WD_STR("東京")), 4);
    assert_int_equal(wd_columns(WD_STR("e\u0301")), 1);
    assert_int_equal(wd_columns(WD_STR("ｱ")), 1);
    assert_int_equal(wd_columns(WD_STR("\xff")), 1);
}

static void the_head_states_the_sums(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "whydenied: 48,213 records, 2 files"));
    assert_true(has(&text, "18,234 denials = 18,190 matched in 2 problems + 44 unmatched"));
    assert_true(has(&text, "3 records skipped: 3 malformed"));
    assert_true(has(&text, "Fix first: 2 changes answer 99 % of 18,234 denials"));
    wd_buf_done(&text);
}

static void a_command_stands_on_one_line_as_it_must_be_typed(void **state)
{
    struct wd_report_options options = {.columns = 40, .detail = WD_DETAIL_LOW};
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
    assert_true(has(&text, "\n         gcloud artifacts repositories add-iam-policy-binding app "
                           "--location=asia-northeast1 --project=acme-ci "
                           "--member=serviceAccount:123456789012@cloudbuild.gserviceaccount.com "
                           "--role=roles/artifactregistry.writer\n"));
    wd_buf_done(&text);
}

static void a_block_names_who_what_where_why_and_the_line(void **state)
{
    static const struct wd_report_options high = {.columns = 80, .detail = WD_DETAIL_HIGH};
    static const char *const wanted[] = {
        "  who    123456789012@cloudbuild.gserviceaccount.com",
        "  wants  artifactregistry.repositories.downloadArtifacts,",
        "  on     projects/acme-ci/locations/asia-northeast1/repositories/app",
        "  why    a role is missing.",
        "  sure   high",
        "  fix    R1: Grant roles/artifactregistry.writer",
        "  check  gcloud artifacts repositories get-iam-policy app",
        "  else?  the target does not exist or is hidden:",
        "  line   logs/a.json.gz:1203",
        "no command: the role's present trust policy is not known",
    };
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &high);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!has(&text, wanted[i]))
            fail_msg("missing: %s", wanted[i]);
    wd_buf_done(&text);
}

static void the_problems_stand_at_a_glance_a_line_each(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "\n  1 new     HIGH "));
    assert_true(has(&text, "R1 ready\n"));
    assert_true(has(&text, "\n  2 "));
    wd_buf_done(&text);
}

static size_t times(const struct wd_buf *text, struct wd_str part)
{
    struct wd_str rest = wd_buf_str(text);
    size_t count = 0;

    for (size_t at; (at = wd_str_find(rest, part)) != WD_NPOS; count++)
        rest = wd_str_from(rest, at + part.len);
    return count;
}

static void a_change_is_told_once_and_its_place_named_after(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &plain);
    assert_int_equal(
        times(&text, WD_STR("gcloud artifacts repositories add-iam-policy-binding app")), 1);
    assert_true(has(&text, "R1: above, under Fix first"));
    wd_buf_done(&text);
}

static void look_alikes_stand_apart_from_problems(void **state)
{
    struct wd_buf text;
    size_t heading;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &plain);
    heading = wd_str_find(wd_buf_str(&text), WD_STR("\nLook-alikes\n"));
    assert_int_not_equal(heading, WD_NPOS);
    assert_true(wd_str_find(wd_buf_str(&text), WD_STR("gcp.quota.rate-limit")) > heading);
    wd_buf_done(&text);
}

static void damage_is_shown_with_its_place(void **state)
{
    struct wd_buf text;

    (void)state;
    draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "logs/b.json.gz: 8,213 records, ndjson, gzip; TRUNCATED"));
    assert_true(has(&text, "(byte 88123)"));
    wd_buf_done(&text);
}

static void more_detail_says_more(void **state)
{
    size_t before = 0;

    (void)state;
    for (int detail = WD_DETAIL_LOW; detail <= WD_DETAIL_HIGH; detail++) {
        struct wd_report_options options = {.columns = 80, .detail = (enum wd_detail)detail};
        struct wd_buf text;

        draw(&text, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
        assert_true(text.len > before);
        before = text.len;
        wd_buf_done(&text);
    }
}

static void colour_comes_only_when_asked_for_and_says_nothing_more(void **state)
{
    struct wd_report_options options = plain;
    struct wd_buf without;
    struct wd_buf with;
    struct wd_buf stripped;

    (void)state;
    draw(&without, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
    assert_false(has(&without, "\033"));
    options.color = true;
    draw(&with, SAMPLE_REPORT, WD_REPORT_TEXT, &options);
    assert_true(has(&with, "\033[31m"));
    wd_buf_init(&stripped, 1u << 24);
    for (size_t i = 0; i < with.len; i++) {
        if (with.ptr[i] == '\033')
            while (with.ptr[i] != 'm')
                i++;
        else
            wd_buf_putc(&stripped, with.ptr[i]);
    }
    assert_true(wd_str_eq(wd_buf_str(&stripped), wd_buf_str(&without)));
    wd_buf_done(&without);
    wd_buf_done(&with);
    wd_buf_done(&stripped);
}

static void check_inert(struct wd_str line, unsigned columns)
{
    struct wd_str trimmed = wd_str_trim(line);

    (void)columns;
    assert_false(wd_str_starts(trimmed, WD_STR("::")));
    assert_false(wd_str_has(line, WD_STR("##")));
    while (line.len) {
        utf8proc_int32_t code;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)line.ptr, (utf8proc_ssize_t)line.len, &code);

        assert_true(n > 0);
        assert_true(code >= 0x20 && (code < 0x7F || code >= 0xA0));
        assert_int_not_equal(utf8proc_category(code), UTF8PROC_CATEGORY_CF);
        line = wd_str_from(line, (size_t)n);
    }
}

static void a_hostile_log_neither_moves_the_terminal_nor_commands_the_runner(void **state)
{
    (void)state;
    for (unsigned columns = 40; columns <= 85; columns++) {
        struct wd_report_options options = {.columns = columns,
                                            .detail = (enum wd_detail)(columns % 3)};
        struct wd_buf text;

        draw(&text, HOSTILE_REPORT, WD_REPORT_TEXT, &options);
        each_line(&text, columns, check_inert);
        wd_buf_done(&text);
    }
}

static void a_report_without_denials_says_so(void **state)
{
    struct wd_buf text;

    (void)state;
    draw_text(&text,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"complete\":true,\"lang\":\"en\","
                     "\"totals\":{\"records\":5},\"incidents\":[]}"),
              WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "No permission denials found."));
    wd_buf_done(&text);
}

static void an_interrupted_run_is_marked(void **state)
{
    struct wd_buf text;

    (void)state;
    draw_text(&text,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"complete\":false,\"incidents\":[]}"),
              WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "INCOMPLETE"));
    wd_buf_done(&text);
}

static void the_frame_speaks_japanese_when_the_report_does(void **state)
{
    struct wd_buf text;

    (void)state;
    draw_text(&text,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"complete\":true,\"lang\":\"ja\","
                     "\"totals\":{\"records\":5},\"incidents\":[]}"),
              WD_REPORT_TEXT, &plain);
    assert_true(has(&text, "権限の拒否は見つかりませんでした。"));
    wd_buf_done(&text);
}

/* Bit n for a {n} in the text. */
static unsigned blanks_of(const char *text)
{
    unsigned set = 0;

    for (const char *p = text; *p; p++)
        if (p[0] == '{')
            set |= 1u << (p[1] - '0');
    return set;
}

static void every_word_stands_in_both_languages_with_the_same_blanks(void **state)
{
    (void)state;
    for (int word = 0; word < WD_W_COUNT; word++) {
        const char *english = wd_word(WD_LANG_EN, (enum wd_word)word);
        const char *japanese = wd_word(WD_LANG_JA, (enum wd_word)word);

        if (!english || !japanese)
            fail_msg("word %d is missing", word);
        if (blanks_of(english) != blanks_of(japanese))
            fail_msg("%s / %s", english, japanese);
    }
}

static void labels_fit_their_column_in_both_languages(void **state)
{
    (void)state;
    for (int word = WD_W_WHO; word <= WD_W_STATE; word++)
        for (int lang = 0; lang < WD_LANG_COUNT; lang++)
            assert_true(wd_columns(wd_str_of(wd_word((enum wd_lang)lang, (enum wd_word)word))) <=
                        WD_LABEL_WIDTH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_keep_to_every_width),
        cmocka_unit_test(a_title_has_its_count_on_its_first_line),
        cmocka_unit_test(a_count_of_its_own_line_is_nowhere),
        cmocka_unit_test(a_width_out_of_range_is_brought_into_it),
        cmocka_unit_test(wide_characters_count_two_columns),
        cmocka_unit_test(the_head_states_the_sums),
        cmocka_unit_test(a_command_stands_on_one_line_as_it_must_be_typed),
        cmocka_unit_test(a_block_names_who_what_where_why_and_the_line),
        cmocka_unit_test(the_problems_stand_at_a_glance_a_line_each),
        cmocka_unit_test(a_change_is_told_once_and_its_place_named_after),
        cmocka_unit_test(look_alikes_stand_apart_from_problems),
        cmocka_unit_test(damage_is_shown_with_its_place),
        cmocka_unit_test(more_detail_says_more),
        cmocka_unit_test(colour_comes_only_when_asked_for_and_says_nothing_more),
        cmocka_unit_test(a_hostile_log_neither_moves_the_terminal_nor_commands_the_runner),
        cmocka_unit_test(a_report_without_denials_says_so),
        cmocka_unit_test(an_interrupted_run_is_marked),
        cmocka_unit_test(the_frame_speaks_japanese_when_the_report_does),
        cmocka_unit_test(every_word_stands_in_both_languages_with_the_same_blanks),
        cmocka_unit_test(labels_fit_their_column_in_both_languages),
    };

    return cmocka_run_group_tests_name("report_text", tests, NULL, NULL);
}
