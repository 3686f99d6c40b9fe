/* The HTML report as text; tests/html/ looks at it in a browser. */
#include "../report_support.h"

static const struct wd_report_options plain = {.columns = 80, .detail = WD_DETAIL_MEDIUM};

static size_t count_of(const struct wd_buf *text, const char *needle)
{
    struct wd_str rest = wd_buf_str(text);
    size_t count = 0;

    for (size_t at; (at = wd_str_find(rest, wd_str_of(needle))) != WD_NPOS; count++)
        rest = wd_str_from(rest, at + strlen(needle));
    return count;
}

static void the_page_allows_its_own_script_and_nothing_else(void **state)
{
    struct wd_buf page;

    (void)state;
    draw(&page, SAMPLE_REPORT, WD_REPORT_HTML, &plain);
    assert_true(has(&page, "content=\"default-src 'none'; style-src 'unsafe-inline'; "
                           "script-src 'sha256-"));
    assert_int_equal(count_of(&page, "<script"), 1);
    assert_false(has(&page, " src="));
    assert_false(has(&page, "url("));
    assert_false(has(&page, "@import"));
    wd_buf_done(&page);
}

static void the_page_is_small_enough_to_mail(void **state)
{
    struct wd_buf page;

    (void)state;
    draw(&page, SAMPLE_REPORT, WD_REPORT_HTML, &plain);
    assert_true(page.len < 250u * 1024u);
    wd_buf_done(&page);
}

static void each_problem_has_its_section_and_the_numbers_are_those_of_the_json(void **state)
{
    struct wd_buf page;

    (void)state;
    draw(&page, SAMPLE_REPORT, WD_REPORT_HTML, &plain);
    assert_int_equal(count_of(&page, "<details class=\"incident "), 3);
    assert_true(has(&page, "<dt>denials</dt><dd>18,234</dd>"));
    assert_true(has(&page, "<dt>distinct problems</dt><dd>2</dd>"));
    assert_true(has(&page, "<dt>damaged inputs</dt><dd>1</dd>"));
    assert_true(has(&page, "Fix first: 2 changes answer 99 % of 18,234 denials"));
    assert_true(has(&page, "9c1e4b2a01234567"));
    wd_buf_done(&page);
}

static void hostile_text_is_text(void **state)
{
    static const char *const never[] = {
        "<img",         "<svg/",    "<b>bold",           "onerror=alert(1)>", "\033",
        "\xE2\x80\xAE", "\xC2\x9B", "href=\"javascript", "\"onclick",         "</title></style>"};
    struct wd_buf page;

    (void)state;
    draw(&page, HOSTILE_REPORT, WD_REPORT_HTML, &plain);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (has(&page, never[i]))
            fail_msg("found %s", never[i]);
    assert_int_equal(count_of(&page, "<script"), 1);
    assert_true(has(&page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    wd_buf_done(&page);
}

static void put_many(struct wd_buf *json, unsigned count)
{
    wd_buf_init(json, 64u << 20);
    wd_buf_printf(json,
                  "{\"schema\":\"whydenied.report/1\",\"complete\":true,\"lang\":\"en\","
                  "\"totals\":{\"denials\":%u,\"matched\":%u},\"listed\":{\"problems\":%u},"
                  "\"incidents\":[",
                  count, count, count);
    for (unsigned i = 0; i < count; i++) {
        wd_buf_printf(json,
                      "%s{\"fingerprint\":\"%016x\",\"rule\":\"gcp.storage.object-denied\","
                      "\"severity\":\"medium\",\"count\":1,\"title\":\"Problem number %u\","
                      "\"principal\":{\"id\":\"worker-%u@acme.iam.gserviceaccount.com\"},"
                      "\"permissions\":[\"storage.objects.get\"],\"resource\":{\"name\":"
                      "\"projects/_/buckets/acme-bucket-%u\"},\"samples\":[",
                      i ? "," : "", i, i, i, i);
        for (unsigned k = 0; k < 3; k++)
            wd_buf_printf(json, "%s{\"file\":\"a.gz\",\"record\":%u,\"text\":\"%0500u\"}",
                          k ? "," : "", i, i);
        wd_buf_putz(json, "]}");
    }
    wd_buf_putz(json, "]}");
}

static void five_thousand_problems_stay_under_three_megabytes(void **state)
{
    struct wd_buf json;
    struct wd_buf page;

    (void)state;
    put_many(&json, 5000);
    draw_text(&page, wd_buf_str(&json), WD_REPORT_HTML, &plain);
    assert_true(page.len < 3u << 20);
    assert_int_equal(count_of(&page, "<details class=\"incident "), 200);
    assert_true(has(&page, "4,800 further problems, a row each"));
    assert_int_equal(count_of(&page, "<tr data-row"), 4800);
    assert_true(has(&page, "worker-4999@acme.iam.gserviceaccount.com"));
    wd_buf_done(&json);
    wd_buf_done(&page);
}

static void the_page_speaks_the_language_of_the_report(void **state)
{
    struct wd_buf page;

    (void)state;
    draw_text(&page,
              WD_STR("{\"schema\":\"whydenied.report/1\",\"complete\":true,\"lang\":\"ja\","
                     "\"incidents\":[]}"),
              WD_REPORT_HTML, &plain);
    assert_true(has(&page, "<html lang=\"ja\">"));
    assert_true(has(&page, "権限の拒否は見つかりませんでした。"));
    wd_buf_done(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_allows_its_own_script_and_nothing_else),
        cmocka_unit_test(the_page_is_small_enough_to_mail),
        cmocka_unit_test(each_problem_has_its_section_and_the_numbers_are_those_of_the_json),
        cmocka_unit_test(hostile_text_is_text),
        cmocka_unit_test(five_thousand_problems_stay_under_three_megabytes),
        cmocka_unit_test(the_page_speaks_the_language_of_the_report),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
