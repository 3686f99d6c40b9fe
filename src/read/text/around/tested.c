/* Tests that want a refusal print it. What a runner says around its tests' output: where one begins, and how it ended. */
#include "read/text/around/around.h"

/* A number and the words behind it: "3 passed"; the number, -1: it does not stand there. */
static long count_before(struct wd_str line, const char *words)
{
    size_t at = wd_str_ifind(line, words), from = at;
    long count = 0;

    if (at == WD_NPOS)
        return -1;
    while (from > 0 && wd_is_digit(line.ptr[from - 1]))
        from--;
    if (from == at || at - from > 8)
        return -1;
    for (; from < at; from++)
        count = count * 10 + (line.ptr[from] - '0');
    return count;
}

enum { BEGINS = 1, PASSES = 2, ALL_PASS = 4, FAILS = 8, COMMAND = 16, SUMS = 32 };

static const struct wd_sign signs[] = {
    {"=== run", WD_SIGN_START, BEGINS}, /* Go */
    {"=== cont", WD_SIGN_START, BEGINS},
    {"--- pass", WD_SIGN_START, PASSES},
    {"--- fail", WD_SIGN_START, FAILS},
    {"[ run ", WD_SIGN_START, BEGINS}, /* GoogleTest */
    {"[       ok ]", WD_SIGN_START, PASSES},
    {"[  passed  ]", WD_SIGN_START, ALL_PASS},
    {"[  failed  ]", WD_SIGN_START, FAILS},
    {"test session starts", WD_SIGN_ANYWHERE, BEGINS}, /* pytest */
    {"live log call", WD_SIGN_ANYWHERE, BEGINS},
    {"live log setup", WD_SIGN_ANYWHERE, BEGINS},
    {"captured log", WD_SIGN_ANYWHERE, BEGINS},
    {"captured std", WD_SIGN_ANYWHERE, BEGINS},
    {"starting test execution", WD_SIGN_START, BEGINS}, /* .NET */
    {"standard output messages:", WD_SIGN_START, BEGINS},
    {"------- output -------", WD_SIGN_START, BEGINS}, /* Deno */
    {"test run successful", WD_SIGN_START, ALL_PASS},
    {"' started.", WD_SIGN_END, BEGINS}, /* XCTest: "Test Case '-[X y]' started." */
    {"' passed (", WD_SIGN_ANYWHERE, PASSES},
    {"' failed (", WD_SIGN_ANYWHERE, FAILS},
    {"test output for //", WD_SIGN_ANYWHERE, BEGINS}, /* Bazel */
    {" passed in ", WD_SIGN_ANYWHERE, PASSES},
    {"passed!", WD_SIGN_START, ALL_PASS},
    {"   passed  ", WD_SIGN_ANYWHERE, PASSES}, /* CTest */
    {"***failed", WD_SIGN_ANYWHERE, FAILS},
    {" start 1:", WD_SIGN_ANYWHERE, BEGINS},
    {"phpunit ", WD_SIGN_START, BEGINS},
    {"ok (", WD_SIGN_START, ALL_PASS | SUMS},
    {"passed ", WD_SIGN_START, PASSES},
    {"passed", WD_SIGN_WHOLE, PASSES},
    {"failed", WD_SIGN_START, FAILS},
    {"ok", WD_SIGN_WHOLE, ALL_PASS}, /* unittest */
    {"] running ", WD_SIGN_ANYWHERE,
     BEGINS}, /* Maven's Surefire: "[INFO] Running com.example.XTest" */
    {"failures: 0, errors: 0", WD_SIGN_ANYWHERE, ALL_PASS},
    {"<<< failure", WD_SIGN_ANYWHERE, FAILS},
    {"<<< error", WD_SIGN_ANYWHERE, FAILS},
    {"standard_err", WD_SIGN_END, BEGINS}, /* Gradle: "XTest > refused STANDARD_ERR" */
    {"standard_out", WD_SIGN_END, BEGINS},
    {"standard_error", WD_SIGN_END, BEGINS},
    {" passed", WD_SIGN_END, PASSES},
    {"stdout | ", WD_SIGN_START, BEGINS}, /* Vitest: "stderr | src/x.test.ts > refuses" */
    {"stderr | ", WD_SIGN_START, BEGINS},
    {" stdout ----", WD_SIGN_END, BEGINS}, /* cargo */
    {" stderr ----", WD_SIGN_END, BEGINS},
    {"successes:", WD_SIGN_WHOLE, BEGINS},
    {"failures:", WD_SIGN_WHOLE, FAILS},
    {"test result: ok", WD_SIGN_START, ALL_PASS},
    {"test result: failed", WD_SIGN_START, FAILS},
    {"tap version", WD_SIGN_START, BEGINS},
    {"# subtest", WD_SIGN_START, BEGINS},
    {"# ok", WD_SIGN_WHOLE, ALL_PASS},
    {"ok ", WD_SIGN_START, PASSES},
    {"not ok", WD_SIGN_START, FAILS},
    {"pass ", WD_SIGN_START,
     BEGINS}, /* Jest: "PASS src/x.test.ts", and what the file's tests printed below */
    {"\xe2\x97\x8f console", WD_SIGN_START, BEGINS}, /* ● Console */
    {"console.error", WD_SIGN_WHOLE, BEGINS},        /* Jest, one file alone */
    {"console.warn", WD_SIGN_WHOLE, BEGINS},
    {"console.log", WD_SIGN_WHOLE, BEGINS},
    {"fail ", WD_SIGN_START, FAILS},
    {"runs ", WD_SIGN_START, BEGINS},
    {"feature: ", WD_SIGN_START, BEGINS}, /* Cucumber */
    {"scenario: ", WD_SIGN_START, BEGINS},
    {"<testcase ", WD_SIGN_ANYWHERE, BEGINS}, /* JUnit's report */
    {"<failure", WD_SIGN_ANYWHERE, FAILS},
    {"<error", WD_SIGN_ANYWHERE, FAILS},
    {"</testcase>", WD_SIGN_ANYWHERE, PASSES},
    {"build success", WD_SIGN_ANYWHERE, ALL_PASS},
    {"build fail", WD_SIGN_ANYWHERE, FAILS},
    {"exit code", WD_SIGN_ANYWHERE, FAILS},
    {" passed", WD_SIGN_ANYWHERE, SUMS}, /* or may, where a number stands before it */
    {" passing", WD_SIGN_ANYWHERE, SUMS},
    {" failed", WD_SIGN_ANYWHERE, SUMS},
    {" failures", WD_SIGN_ANYWHERE, SUMS},
    {" failing", WD_SIGN_ANYWHERE, SUMS},
    {" error", WD_SIGN_ANYWHERE, SUMS},
    {"failed: 0", WD_SIGN_ANYWHERE, SUMS},
    {"+ ", WD_SIGN_START, COMMAND},
    {"$ ", WD_SIGN_START, COMMAND},
};

/* What some of them begin with: most texts hold none, and are asked no more. */
static const struct wd_word words[] = {
    {"===_run", 1},
    {"===_cont", 1},
    {"---_pass", 1},
    {"[_run_", 1},
    {"test session starts", 1},
    {"live log", 1},
    {"]_running_", 1},
    {"standard_", 1},
    {"_stdout_----", 1},
    {"_stderr_----", 1},
    {"successes:", 1},
    {"stdout | ", 1},
    {"stderr | ", 1},
    {"tap version", 1},
    {"#_subtest", 1},
    {"pass_", 1},
    {"\xe2\x97\x8f console", 1},
    {"console.", 1},
    {"runs_", 1},
    {"feature: ", 1},
    {"scenario: ", 1},
    {"<testcase", 1},
    {"captured_", 1},
    {"starting test", 1},
    {"standard output messages", 1},
    {"test case '", 1},
    {"- output -", 1},
    {"test output for //", 1},
    {"_start 1:", 1},
    {"phpunit", 1},
    {"_passing", 1}, /* of sums */
    {"_passed (", 1},
    {"_failures", 1},
    {"failed: 0", 1},
    {"all tests passed", 1},
    {"ok (", 1},
};

void wd_tested_signs(struct wd_signs *made)
{
    wd_screen_init(&made->tested, words, sizeof words / sizeof *words);
    WD_SIGNS_PUT(made, WD_SIGNS_TESTED, signs);
}

/* "3 passed in 0.1s", "2 passed; 0 failed", "1 example, 0 failures", "1 passing", "1 scenario (1 passed)". */
static unsigned sums_in(struct wd_str line)
{
    static const char *const passed[] = {" passed", " passing"};
    static const char *const failed[] = {" failed", " failures", " failing", " errors", " error"};
    unsigned found = count_before(line, " failures") == 0 ? ALL_PASS : 0;

    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        if (count_before(line, passed[i]) > 0)
            found |= ALL_PASS;
    for (size_t i = 0; i < sizeof failed / sizeof *failed; i++)
        if (count_before(line, failed[i]) > 0)
            found |= FAILS;
    return found;
}

static unsigned signs_of(const struct wd_around *around, const struct wd_nearby *line)
{
    unsigned found = wd_signs_in(around, WD_SIGNS_TESTED, line->signs);

    if (found & SUMS)
        found = (found & ~(unsigned)SUMS) | sums_in(line->text);
    return found & FAILS ? FAILS : found;
}

/* A test began above, and neither it nor the run ended between. */
static bool is_inside(const struct wd_around *around)
{
    for (size_t i = 0; i < around->before_count; i++) {
        unsigned found = signs_of(around, &around->before[i]);
        if (found & BEGINS)
            return true;
        if (found & (ALL_PASS | FAILS | COMMAND))
            return false;
    }
    return false;
}

/* How what was printed there ended: 0 is not told. */
static unsigned verdict_behind(const struct wd_around *around)
{
    for (size_t i = 0; i < around->after_count; i++) {
        unsigned found = signs_of(around, &around->after[i]);
        if (wd_str_starts(around->after[i].text, WD_STR("=== RUN")) &&
            wd_str_find_char(around->after[i].text, '/') != WD_NPOS)
            continue; /* a part of the same test */
        if (found & (PASSES | ALL_PASS | FAILS))
            return found;
        if (found & (BEGINS | COMMAND))
            return 0;
    }
    return 0;
}

/* "2 examples, 0 failures" of RSpec and ExUnit, "3 passing" of mocha, "OK (1 test, 1 assertion)" of PHPUnit, "1 passed (2s)"
 * of Playwright, "1 passed in 0.1s" of pytest, "Count: 1, Failed: 0" of goss, "0 control failures" of InSpec, "All tests passed." of ScalaTest. */
static bool is_sum(struct wd_str line)
{
    static const char *const sums[] = {"All tests passed", " 0 control failures", "Count: "};
    bool none_failed =
        count_before(line, " failures") == 0 || wd_str_has(line, WD_STR("Failed: 0"));

    if (count_before(line, " passing") > 0 || count_before(line, " passed (") > 0 ||
        (count_before(line, " passed in ") > 0 && count_before(line, " failed") < 0))
        return true;
    if (wd_str_starts(line, WD_STR("OK (")) && wd_str_has(line, WD_STR(" assertion")))
        return true;
    if (none_failed && (wd_str_has(line, WD_STR(" example")) || wd_str_has(line, WD_STR(" test"))))
        return true;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (wd_str_has(line, wd_str_of(sums[i])))
            return i < 2 || none_failed;
    return false;
}

/* Runners that print no line where a test begins tell their sum below all. */
static bool is_summed_up(const struct wd_around *around)
{
    enum { SUM_NEAR = 8 };

    for (size_t i = 0; i < around->after_count && i < SUM_NEAR; i++) {
        unsigned what = wd_signs_in(around, WD_SIGNS_TESTED, around->after[i].signs);
        if ((what & SUMS) && is_sum(around->after[i].text))
            return i + 1 >= around->after_count ||
                   count_before(around->after[i + 1].text, " failing") <= 0;
        if (what & COMMAND)
            return false;
    }
    return false;
}

/* "    x_test.go:9: …": what Go's tests log comes behind their verdict. */
static bool is_of_go(struct wd_str line)
{
    return wd_str_has(wd_str_sub(wd_str_trim(line), 0, 80), WD_STR("_test.go:"));
}

/* … and "--- PASS: TestX" above it. */
static bool is_logged_by_go(const struct wd_around *around)
{
    if (!is_of_go(around->line))
        return false;
    for (size_t i = 0; i < around->before_count; i++) {
        unsigned found = signs_of(around, &around->before[i]);
        if (found)
            return found == PASSES;
    }
    return false;
}

/* Whatever says above that a test begins holds one of the words; what stands below tells something of Go's alone. */
static bool may_be_tested(const struct wd_around *around, struct wd_str before, struct wd_str after)
{
    const struct wd_screen *screen = &around->signs->tested;

    return wd_screen_scan(screen, before) ||
           (is_of_go(around->line) && wd_screen_scan(screen, after));
}

/* "<testcase …><system-out>…</system-out></testcase>": all of a test in one line. */
static bool is_whole_case(const struct wd_around *around)
{
    unsigned found = signs_of(around, &around->own);

    return (found & BEGINS) && (found & PASSES) &&
           wd_str_starts(around->printed.text, WD_STR("<testcase "));
}

/* TAP's block of what a test has to say, between "---" and "...": below "ok 1 - forbidden". */
static bool is_in_passed_block(const struct wd_around *around)
{
    for (size_t i = 0; i + 1 < around->before_count; i++) {
        if (wd_str_eqz(around->before[i].text, "..."))
            return false;
        if (wd_str_eqz(around->before[i].text, "---"))
            return wd_str_starts(around->before[i + 1].text, WD_STR("ok "));
    }
    return false;
}

bool wd_around_is_tested(const struct wd_around *around, struct wd_str before, struct wd_str after)
{
    const unsigned verdict = verdict_behind(around);

    if (is_summed_up(around) || is_whole_case(around) || is_in_passed_block(around))
        return true;
    return (((verdict & (PASSES | ALL_PASS)) && is_inside(around)) ||
            (!(verdict & FAILS) && is_logged_by_go(around))) &&
           may_be_tested(around, before, after);
}
