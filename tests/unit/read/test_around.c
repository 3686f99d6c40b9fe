/* What stands around a refusal: tests that want it, people who cite it, a later try that succeeds. */
#include "../normalise_support.h"
#include "read/text/around/around.h"

#define REFUSED                                                                                    \
    "fetcher@acme-prod.iam.gserviceaccount.com does not have storage.objects.get access to "       \
    "gs://acme-data/in.csv."

/* What is doubted of the refusal between the two texts. */
static unsigned doubts_of(struct bench *b, const char *before, const char *line, const char *after)
{
    struct wd_record record = record_of(b, wd_str_of(line), WD_RECORD_TEXT), where;
    enum wd_skip reason;

    record.before = wd_str_of(before);
    record.after = wd_str_of(after);
    wd_normaliser_next_input(b->n);
    assert_int_equal(wd_normalise(b->n, &record, &b->event, &reason, NULL), 1);
    assert_int_equal(wd_normaliser_flush(b->n, &b->event, &where, NULL), 1);
    assert_int_not_equal(b->event.kind, WD_KIND_OTHER);
    return b->event.doubts & (WD_DOUBT_OF_EACH | WD_DOUBT_LATER);
}

struct row {
    const char *before, *line, *after;
};

static void what_a_test_wanted_is_set_aside(void **state)
{
    static const struct row rows[] = {
        {"=== RUN   TestDenied\n", "    x_test.go:41: got: " REFUSED,
         "--- PASS: TestDenied (0.00s)\nPASS\n"},
        {"[ RUN      ] Store.Refused\n", REFUSED, "[       OK ] Store.Refused (0 ms)\n"},
        {"---- live log call ----\n", "ERROR    acme.store:store.py:88 " REFUSED,
         "PASSED [100%]\n"},
        {"[INFO] Running com.example.StoreTest\n", REFUSED,
         "[INFO] Tests run: 4, Failures: 0, Errors: 0\n"},
        {"", "E2E: expected failure observed: " REFUSED, ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after),
                         WD_DOUBT_ASIDE);
}

static void what_people_cite_is_set_aside(void **state)
{
    static const struct row rows[] = {
        {"", "<kim> " REFUSED, "<lee> thanks\n"},
        {"", "[10:02] kim: " REFUSED, ""},
        {"[02.03.2026 10:00] Bea Lund\n", REFUSED, ""},
        {"", "kim: " REFUSED, "lee: did you enable it?\n"},
        {"## Symptom\n\n", "    " REFUSED, ""},
        {"", REFUSED, "## Resolution\n"},
        {"From: kim@example.com\nSubject: access\n\n", REFUSED, "Kim\n"},
        {"Author: Ana\nDate:   Mon\n\n", "    " REFUSED, ""},
        {"", "src/errors.py:12:MSG = \"" REFUSED "\"", ""},
        {"@@ -1 +1 @@\n", "+" REFUSED, ""},
        {"", "  12 | const MSG = \"" REFUSED "\"", "     | ^ unused\n"},
        {"", "[main 9fceb02] " REFUSED, " 1 file changed\n"},
        {"", "> X-Debug: " REFUSED, "< HTTP/2 200\n"},
        {"> Content-Type: text/plain\n>\n", REFUSED, "< HTTP/1.1 204 No Content\n"},
        {"", "- [x] " REFUSED, ""},
        {"", "v1.12.3         " REFUSED, ""},
        {"## Symptom\n\nuploading\nin.csv\n", REFUSED, ""},
        {"", REFUSED, "uploading\nin.csv\n## Resolution\n"},
        {"", REFUSED, "a) grant the role\nb) wait\n"},
        {"", REFUSED, "(A) grant the role\n(B) wait\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after),
                         WD_DOUBT_ASIDE);
}

static void a_later_try_tells_of_the_ones_before(void **state)
{
    assert_int_equal(
        doubts_of(*state, "", "attempt 1/3 failed: " REFUSED, "attempt 2/3 succeeded\n"),
        WD_DOUBT_ASIDE | WD_DOUBT_LATER);
    assert_int_equal(doubts_of(*state, "", "Retrying (1/5)... " REFUSED,
                               "Operation completed over 1 objects/12.0 B.\n"),
                     WD_DOUBT_ASIDE | WD_DOUBT_LATER);
    assert_int_equal(doubts_of(*state, "", "Error: " REFUSED,
                               "Waiting for IAM changes to propagate\nDeployment succeeded.\n"),
                     WD_DOUBT_ASIDE | WD_DOUBT_LATER);
    assert_int_equal(
        doubts_of(*state, "", "attempt 1/2 failed: " REFUSED, "attempt 2/2 failed: " REFUSED "\n"),
        WD_DOUBT_ASIDE | WD_DOUBT_TRIED);
}

static void a_refusal_among_other_work_stands(void **state)
{
    static const struct row rows[] = {
        {"=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\n", REFUSED, "exit status 1\n"},
        {"3 passed in 0.2s\n+ ./deploy.sh\n", REFUSED, "+ pytest\n3 passed in 0.2s\n"},
        {"=== RUN   TestRead\n", REFUSED, "--- FAIL: TestRead (0.00s)\n"},
        {"=== RUN   TestRead\n+ ./deploy.sh\n", REFUSED, "--- PASS: TestRead (0.00s)\n"},
        {"", "attempt 3/3 failed: " REFUSED, "giving up\n"},
        {"", "ERROR " REFUSED, "INFO upload of other.csv succeeded\n"},
        {"Author: ci\nDeploying commit 9fceb02\n", "ERROR " REFUSED, ""},
        {"", "[worker 123456789] " REFUSED,
         ""}, /* no commit's digest: digits alone, letters alone, too short */
        {"", "[worker feedface] " REFUSED, ""},
        {"", "[stage a1] " REFUSED, ""},
        {"> POST /upload HTTP/2\n>\n< HTTP/2 403\n<\n", REFUSED, ""},
        {"", "main.py:12: " REFUSED, ""},
        {"", "worker: " REFUSED, "worker: exiting\n"},
        {"[02.03.2026 10:00] B\n", REFUSED, ""}, /* one letter is nobody's name */
        {"", "error: " REFUSED, "hint: did you enable it?\n"},
        {"## Logs\n", REFUSED, "### Expected\n"},
        {"", REFUSED, "a) grant the role\nb. wait\n"},
        {"", REFUSED,
         "gcloud storage buckets add-iam-policy-binding gs://acme-data "
         "--member=serviceAccount:fetcher@acme-prod.iam.gserviceaccount.com\n"},
        {"", REFUSED,
         "bindings:\n- members:\n  - serviceAccount:fetcher@acme-prod.iam.gserviceaccount.com\n"
         "  role: roles/storage.objectCreator\n"},
        {"## Symptom\n\nuploading\nin.csv\nand out.csv\n", REFUSED, ""},
        {"", REFUSED, "uploading\nin.csv\nand out.csv\n## Resolution\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after), 0);
}

/* Of a refusal that was told outright once, whatever quotes it beside. */
static void what_a_line_above_announces_is_set_aside(void **state)
{
    static const struct row rows[] = {
        {"expected output:\n", REFUSED, ""},
        {"old log from last year:\n", REFUSED, ""},
        {"Here is what kim sent me:\n", REFUSED, ""},
        {"# this step must fail\n+ gcloud storage cp gs://acme-data/in.csv .\n", REFUSED, ""},
        {"$ cat docs/faq.md\n", REFUSED, ""},
        {"$ curl -s https://forum.example/t/1\n", REFUSED, ""},
        {"", REFUSED, "OK: the viewer is refused as expected\n"},
        {"", REFUSED, "PASS\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after),
                         WD_DOUBT_ASIDE);
}

static void the_same_call_that_succeeds_below_ends_it(void **state)
{
    static const struct row rows[] = {
        {"+ gsutil cp gs://acme-data/in.csv .\n", REFUSED,
         "+ gsutil cp gs://acme-data/in.csv .\nOperation completed over 1 objects/1 KiB.\n"},
        {"",
         "ServiceException: 403 fetcher@acme-prod.iam.gserviceaccount.com does not have "
         "storage.objects.get access to gs://acme-data/in.csv",
         "Copying gs://acme-data/in.csv...\nOperation completed over 1 objects/1 KiB.\n"},
        {"", "ServiceException: 403 " REFUSED,
         "Copying gs://acme-data/in.csv [1 file]\nOperation completed over 1 objects/1 KiB.\n"},
        {"kim@box:~$ gsutil cp gs://acme-data/in.csv .\n", REFUSED,
         "kim@box:~$ gsutil cp gs://acme-data/in.csv .\nOperation completed over 1 objects/1 "
         "KiB.\n"},
        {"", REFUSED,
         "bindings:\n- members:\n  - serviceAccount:fetcher@acme-prod.iam.gserviceaccount.com\n"
         "  role: roles/storage.objectViewer\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after),
                         WD_DOUBT_ASIDE | WD_DOUBT_LATER);
}

/* By a command that was run; whether it ended well is not told. */
static void what_was_granted_beside_is_set_aside(void **state)
{
    static const struct row rows[] = {
        {"", REFUSED,
         "$ gcloud storage buckets add-iam-policy-binding gs://acme-data "
         "--member=serviceAccount:fetcher@acme-prod.iam.gserviceaccount.com\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after),
                         WD_DOUBT_ASIDE);
}

static void headings_of_programs_announce_a_refusal_that_stands(void **state)
{
    static const struct row rows[] = {
        {"The following errors occurred:\n", REFUSED, ""},
        {"Error output:\n", REFUSED, ""},
        {"Step 3: Deploy\n", REFUSED, ""},
        {"$ cat deploy.log\n", REFUSED, ""},
        {"+ gsutil cp gs://acme-data/in.csv .\n", REFUSED,
         "+ gsutil cp gs://acme-other/x .\nOperation completed over 1 objects/1 KiB.\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(doubts_of(*state, rows[i].before, rows[i].line, rows[i].after), 0);
}

static void what_was_told_outright_once_stands(void **state)
{
    const unsigned aside = WD_DOUBT_ASIDE, tried = WD_DOUBT_ASIDE | WD_DOUBT_TRIED,
                   later = WD_DOUBT_ASIDE | WD_DOUBT_LATER;

    (void)state;
    assert_true(wd_doubts_aside(wd_doubts_join(aside, later)));
    assert_true(wd_doubts_aside(wd_doubts_join(tried, later)));
    assert_false(wd_doubts_aside(wd_doubts_join(tried, tried)));
    assert_false(wd_doubts_aside(wd_doubts_join(aside, 0)));
    assert_false(wd_doubts_aside(wd_doubts_join(wd_doubts_join(tried, 0), later)));
    assert_int_equal(wd_doubts_join(WD_DOUBT_READ, aside), WD_DOUBT_READ);
}

/* Four bytes of it are looked at wherever it begins. */
static bool is_found_everywhere(const struct wd_signs *signs, const struct wd_sign_row *row)
{
    char line[128];
    bool found = true;

    for (int before = 0; before < 9; before++) {
        snprintf(line, sizeof line, "%.*s%s;", before, "........", row->text);
        found = found && (wd_signs_of(signs, wd_str_of(line)) & row->bits) == row->bits;
    }
    return found;
}

static void every_sign_is_found_where_it_may_stand(void **state)
{
    struct bench *b = *state;
    struct wd_signs *signs = &b->n->signs;

    wd_signs_make(signs);
    assert_true(signs->count < WD_SIGNS_MAX && signs->gram_count + 1 < WD_SIGN_GRAMS &&
                signs->brief_count < WD_SIGN_BRIEF && signs->shifted <= 64);
    for (size_t i = 1; i <= signs->count; i++) {
        const struct wd_sign_row *row = &signs->rows[i];
        assert_int_equal(wd_signs_of(signs, wd_str_of(row->text)) & row->bits, row->bits);
    }
    for (size_t i = 1; i <= signs->gram_count; i++)
        assert_true(is_found_everywhere(signs, &signs->rows[signs->grams[i].sign]));
    for (size_t i = 0; i < signs->brief_count; i++)
        assert_true(is_found_everywhere(signs, &signs->rows[signs->brief_signs[i]]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_sign_is_found_where_it_may_stand),
        TEST(what_a_test_wanted_is_set_aside),
        TEST(what_people_cite_is_set_aside),
        TEST(a_later_try_tells_of_the_ones_before),
        TEST(a_refusal_among_other_work_stands),
        TEST(what_a_line_above_announces_is_set_aside),
        TEST(the_same_call_that_succeeds_below_ends_it),
        TEST(what_was_granted_beside_is_set_aside),
        TEST(headings_of_programs_announce_a_refusal_that_stands),
        cmocka_unit_test(what_was_told_outright_once_stands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
