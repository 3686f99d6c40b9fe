/* Several tries. A program that is refused tries again, above all where a grant is on its way: the refusal is over when a
 * later try succeeds. */
#include "read/text/around/around.h"

enum {
    RETRY = 1,
    DONE = 2,
    MAYBE_DONE = 4,
    OVER = 8,
    REFUSED = 16,
    NUMBERED = 32,
    AGAIN = 64,
    COUNTED = 128
};
enum { TRIES = RETRY | NUMBERED | AGAIN }; /* or may */

static const struct wd_sign signs[] = {
    {"retrying", WD_SIGN_WORD, RETRY},
    {"will retry", WD_SIGN_WORD, RETRY},
    {"will try again", WD_SIGN_WORD, RETRY},
    {"trying again", WD_SIGN_WORD, RETRY},
    {"up_for_retry", WD_SIGN_WORD, RETRY},
    {"retry transport", WD_SIGN_WORD, RETRY},
    {"retry succe", WD_SIGN_WORD, RETRY | DONE},
    {"retries left", WD_SIGN_WORD, RETRY},
    {"_retries_", WD_SIGN_WORD, RETRY},
    {"attempts", WD_SIGN_WORD, RETRY},
    {"attempt(s", WD_SIGN_WORD, RETRY},
    {"_tries", WD_SIGN_WORD, RETRY},
    {"iam propagation", WD_SIGN_WORD, RETRY},
    {"to propagate (", WD_SIGN_WORD, RETRY},
    {"changes to propagate", WD_SIGN_WORD, RETRY},
    {"permissions to propagate", WD_SIGN_WORD, RETRY},
    {"backoff", WD_SIGN_WORD, RETRY},
    {"backing off", WD_SIGN_WORD, RETRY},
    {"first_try", WD_SIGN_WORD, RETRY},
    {"second_try", WD_SIGN_WORD, RETRY},
    {"third_try", WD_SIGN_WORD, RETRY},
    {"try=", WD_SIGN_WORD, NUMBERED},
    {"re running", WD_SIGN_WORD, RETRY},
    {"falling back", WD_SIGN_WORD, RETRY},
    {"fell back", WD_SIGN_WORD, RETRY},
    {"using fallback", WD_SIGN_WORD, RETRY},
    {"next try", WD_SIGN_WORD, RETRY},
    {"next attempt", WD_SIGN_WORD, RETRY},
    {"second attempt", WD_SIGN_WORD, RETRY},
    {"second try", WD_SIGN_WORD, RETRY},
    {"rerun", WD_SIGN_WORD, RETRY},
    {"went through", WD_SIGN_WORD, DONE},
    {" recovered", WD_SIGN_END, AGAIN | DONE},
    {"now works", WD_SIGN_WORD, AGAIN | DONE},
    {"works now", WD_SIGN_WORD, AGAIN | DONE},
    {" green", WD_SIGN_END, MAYBE_DONE},
    {"\xe9\x87\x8d\xe8\xaf\x95", WD_SIGN_WORD, RETRY},             /* 重试: again */
    {"\xe5\x86\x8d\xe8\xaf\x95", WD_SIGN_WORD, RETRY},             /* 再试 */
    {"\xe9\x87\x8d\xe8\xb7\x91", WD_SIGN_WORD, RETRY},             /* 重跑: run again */
    {"\xe6\xac\xa1\xe5\xb0\x9d\xe8\xaf\x95", WD_SIGN_WORD, RETRY}, /* 次尝试: the n-th try */
    {"\xe5\x86\x8d\xe8\xa9\xa6\xe8\xa1\x8c", WD_SIGN_WORD, RETRY}, /* 再試行 */
    {"\xe5\x86\x8d\xe5\xae\x9f\xe8\xa1\x8c", WD_SIGN_WORD, RETRY}, /* 再実行: run again */
    {"\xe3\x83\xaa\xe3\x83\x88\xe3\x83\xa9\xe3\x82\xa4", WD_SIGN_WORD, RETRY}, /* リトライ */
    {"\xe6\x88\x90\xe5\x8a\x9f", WD_SIGN_WORD, DONE},       /* 成功: it succeeded */
    {"\xe9\x80\x9a\xe8\xbf\x87", WD_SIGN_WORD, MAYBE_DONE}, /* 通过: it passed */
    {"\xe6\xad\xa3\xe5\xb8\xb8\xe7\xb5\x82\xe4\xba\x86", WD_SIGN_WORD, DONE}, /* 正常終了 */
    {"\xe6\x81\xa2\xe5\xa4\x8d\xe6\xad\xa3\xe5\xb8\xb8", WD_SIGN_WORD, AGAIN | DONE}, /* 恢复正常 */
    {"\xe5\xb7\xb2\xe6\x81\xa2\xe5\xa4\x8d", WD_SIGN_WORD, AGAIN | DONE},      /* 已恢复 */
    {"\xe9\x87\x8d\xe8\xa9\xa6", WD_SIGN_WORD, RETRY},                         /* 重試 */
    {"\xe9\x87\x8d\xe6\x96\xb0\xe6\x89\xa7\xe8\xa1\x8c", WD_SIGN_WORD, RETRY}, /* 重新执行 */
    {"\xe5\xb7\xb2\xe8\xa7\xa3\xe5\x86\xb3", WD_SIGN_WORD, AGAIN | DONE},      /* 已解决 */
    {"\xe5\xb7\xb2\xe8\xa7\xa3\xe6\xb1\xba", WD_SIGN_WORD, AGAIN | DONE},      /* 已解決 */
    {"\xe8\xbf\x94\xe5\x9b\x9e 200", WD_SIGN_WORD, MAYBE_DONE},                /* 返回 200 */
    {"passed (", WD_SIGN_WORD, MAYBE_DONE},
    {"done_after", WD_SIGN_WORD, DONE},
    {"ok_after", WD_SIGN_WORD, DONE},
    {"attempt", WD_SIGN_WORD, NUMBERED},
    {"retry_state", WD_SIGN_WORD, AGAIN}, /* "task A retry state=SUCCEEDED" */
    {"retry_succe", WD_SIGN_WORD, AGAIN | DONE},
    {"retry_ok", WD_SIGN_WORD, AGAIN | DONE},
    {"retry_passed", WD_SIGN_WORD, AGAIN | DONE},
    {"retry", WD_SIGN_WORD, NUMBERED},
    {"try_", WD_SIGN_WORD, NUMBERED},
    /* of the whole run: it did without, or got it by another way */
    {"build succeeded", WD_SIGN_WORD, AGAIN | DONE},
    {"job succeeded", WD_SIGN_WORD, AGAIN | DONE},
    {"pipeline succeeded", WD_SIGN_WORD, AGAIN | DONE},
    {"workflow succeeded", WD_SIGN_WORD, AGAIN | DONE},
    {"status succeeded", WD_SIGN_WORD, AGAIN | DONE},
    {"status: succeeded", WD_SIGN_WORD, AGAIN | DONE},
    {"succeeded", WD_SIGN_WORD, DONE},
    {"as_success", WD_SIGN_WORD, DONE},               /* Airflow: "Marking task as SUCCESS" */
    {"operation completed over", WD_SIGN_WORD, DONE}, /* gsutil */
    {"completed files_", WD_SIGN_WORD, COUNTED},      /* gcloud storage */
    {"creation complete after", WD_SIGN_WORD, DONE},  /* Terraform */
    {"apply complete!", WD_SIGN_WORD, DONE},
    {"command completed after", WD_SIGN_WORD, DONE},
    {"successfully", WD_SIGN_WORD, MAYBE_DONE},
    {"_ok_", WD_SIGN_WORD, MAYBE_DONE},
    {"giving up", WD_SIGN_WORD, OVER},
    {"gave up", WD_SIGN_WORD, OVER},
    {"max retries", WD_SIGN_WORD, OVER},
    {"retries exceeded", WD_SIGN_WORD, OVER},
    {"exhausted", WD_SIGN_WORD, OVER},
    {"ran out of", WD_SIGN_WORD, OVER},
    {"no more retries", WD_SIGN_WORD, OVER},
    {"failed after", WD_SIGN_WORD, OVER},
    {"exit code", WD_SIGN_WORD, OVER},
    {"exit status", WD_SIGN_WORD, OVER},
    {"permission denied", WD_SIGN_WORD, REFUSED},
    {"does not have", WD_SIGN_WORD, REFUSED},
    {"'_denied", WD_SIGN_WORD, REFUSED},
    {"\"_denied", WD_SIGN_WORD, REFUSED},
    {"access denied", WD_SIGN_WORD, REFUSED},
    {"forbidden", WD_SIGN_WORD, REFUSED},
    {"not authorized", WD_SIGN_WORD, REFUSED},
    {"has not been used", WD_SIGN_WORD, REFUSED},
    {"fatal", WD_SIGN_START, OVER},
    {"ok: [", WD_SIGN_START, DONE}, /* Ansible */
    {"changed: [", WD_SIGN_START, DONE},
    {"successful", WD_SIGN_END, DONE},
    {" success", WD_SIGN_END, DONE},
    {"success", WD_SIGN_START, DONE},
    {"=success", WD_SIGN_END, DONE},
    {" ok", WD_SIGN_END, MAYBE_DONE},
    {" done", WD_SIGN_END, MAYBE_DONE},
    {" complete", WD_SIGN_END, MAYBE_DONE},
    {" completed", WD_SIGN_END, MAYBE_DONE},
    {" done.", WD_SIGN_END, MAYBE_DONE},
    {" passed", WD_SIGN_END, MAYBE_DONE},
    {"done.", WD_SIGN_WHOLE, DONE},
    {"done", WD_SIGN_WHOLE, DONE},
    {"done!", WD_SIGN_WHOLE, DONE},
};

void wd_tried_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_TRIED, signs);
}

/* "attempt 1", "try 2", "retry 3", "(1/5)" behind the word: a numbered try. */
static bool is_numbered(struct wd_str line)
{
    static const char *const names[] = {
        "attempt ", "attempt #", "attempt=", "retry ",    "retry #",   "try ",
        "try #",    "try=",      "retry] ",  "attempt: ", "attempt (", "retry ("};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t at = wd_str_ifind(line, names[i]);
        if (at != WD_NPOS && wd_is_digit(wd_str_at(line, at + strlen(names[i]))))
            return true;
    }
    return false;
}

static unsigned signs_of(const struct wd_around *around, struct wd_str line, uint64_t all)
{
    unsigned found = wd_signs_in(around, WD_SIGNS_TRIED, all);

    return found | ((found & NUMBERED) && is_numbered(line) ? RETRY : 0) |
           ((found & COUNTED) && wd_around_counts_all(line) ? DONE : 0);
}

/* The line tells so itself, or one of the two above it. */
static bool is_a_try(const struct wd_around *around)
{
    bool tries = signs_of(around, around->line, around->line_signs) & RETRY;

    for (size_t i = 0; i < around->before_count && i < 2 && !tries; i++) {
        const struct wd_nearby *above = &around->before[i];
        tries = (signs_of(around, above->text, above->signs) & (RETRY | REFUSED)) == RETRY;
    }
    return tries;
}

unsigned wd_around_tried(const struct wd_around *around)
{
    bool tries = is_a_try(around) || wd_around_is_repeated(around), again = false, beside = tries;

    if (!tries && !(wd_signs_in(around, WD_SIGNS_TRIED, around->after_signs) & TRIES))
        return 0;
    for (size_t i = 0; i < around->after_count; i++) {
        unsigned found = signs_of(around, around->after[i].text, around->after[i].signs);
        if (found & REFUSED) {
            again = true;
            tries = tries || (found & RETRY);
            beside = (found & RETRY) != 0;
            continue;
        }
        if (found & OVER)
            return 0;
        tries = tries || (found & RETRY);
        tries = tries || (found & AGAIN);
        if (((found & RETRY) || (tries && beside)) &&
            wd_text_tells_of_success(around->after[i].text))
            found |= DONE; /* "attempt 2: downloaded 14 MB", on one line or two */
        if (tries && ((found & DONE) || ((found & MAYBE_DONE) && ((found & RETRY) || beside))))
            return WD_DOUBT_ASIDE | WD_DOUBT_LATER;
        beside = (found & RETRY) != 0;
    }
    return tries && again ? WD_DOUBT_ASIDE | WD_DOUBT_TRIED : 0;
}
