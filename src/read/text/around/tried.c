/* Several tries. A program that is refused tries again, above all where a grant is on its way: the refusal is over when a
 * later try succeeds. */
#include "read/text/around/around.h"

enum { RETRY = 1, DONE = 2, MAYBE_DONE = 4, OVER = 8, REFUSED = 16, NUMBERED = 32, AGAIN = 64 };
enum { TRIES = RETRY | NUMBERED | AGAIN }; /* or may */

static const struct wd_word words[] = {
    {"retrying", RETRY},
    {"will retry", RETRY},
    {"will try again", RETRY},
    {"trying again", RETRY},
    {"up_for_retry", RETRY},
    {"retry transport", RETRY},
    {"retry succe", RETRY | DONE},
    {"retries left", RETRY},
    {"_retries_", RETRY},
    {"attempts", RETRY},
    {"attempt(s", RETRY},
    {"_tries", RETRY},
    {"iam propagation", RETRY},
    {"to propagate (", RETRY},
    {"changes to propagate", RETRY},
    {"permissions to propagate", RETRY},
    {"backoff", RETRY},
    {"backing off", RETRY},
    {"first_try", RETRY},
    {"second_try", RETRY},
    {"third_try", RETRY},
    {"try=", NUMBERED},
    {"re running", RETRY},
    {"falling back", RETRY},
    {"fell back", RETRY},
    {"using fallback", RETRY},
    {"next try", RETRY},
    {"next attempt", RETRY},
    {"passed (", MAYBE_DONE},
    {"done_after", DONE},
    {"ok_after", DONE},
    {"attempt", NUMBERED},
    {"retry_state", AGAIN}, /* "task A retry state=SUCCEEDED" */
    {"retry_succe", AGAIN | DONE},
    {"retry_ok", AGAIN | DONE},
    {"retry_passed", AGAIN | DONE},
    {"retry", NUMBERED},
    {"try_", NUMBERED},
    {"succeeded", DONE},
    {"as_success", DONE},               /* Airflow: "Marking task as SUCCESS" */
    {"operation completed over", DONE}, /* gsutil */
    {"creation complete after", DONE},  /* Terraform */
    {"apply complete!", DONE},
    {"command completed after", DONE},
    {"successfully", MAYBE_DONE},
    {"_ok_", MAYBE_DONE},
    {"giving up", OVER},
    {"gave up", OVER},
    {"max retries", OVER},
    {"retries exceeded", OVER},
    {"exhausted", OVER},
    {"ran out of", OVER},
    {"no more retries", OVER},
    {"failed after", OVER},
    {"exit code", OVER},
    {"exit status", OVER},
    {"permission denied", REFUSED},
    {"does not have", REFUSED},
    {"'_denied", REFUSED},
    {"\"_denied", REFUSED},
    {"access denied", REFUSED},
    {"forbidden", REFUSED},
    {"not authorized", REFUSED},
    {"has not been used", REFUSED},
};

static const struct wd_sign signs[] = {
    {"fatal", WD_SIGN_START, OVER},          {"ok: [", WD_SIGN_START, DONE}, /* Ansible */
    {"changed: [", WD_SIGN_START, DONE},     {"successful", WD_SIGN_END, DONE},
    {" success", WD_SIGN_END, DONE},         {"success", WD_SIGN_START, DONE},
    {"=success", WD_SIGN_END, DONE},         {" ok", WD_SIGN_END, MAYBE_DONE},
    {" done", WD_SIGN_END, MAYBE_DONE},      {" complete", WD_SIGN_END, MAYBE_DONE},
    {" completed", WD_SIGN_END, MAYBE_DONE}, {" done.", WD_SIGN_END, MAYBE_DONE},
    {" passed", WD_SIGN_END, MAYBE_DONE},    {"done.", WD_SIGN_WHOLE, DONE},
    {"done", WD_SIGN_WHOLE, DONE},           {"done!", WD_SIGN_WHOLE, DONE},
};

void wd_tried_signs(struct wd_signs *made)
{
    const size_t count = sizeof words / sizeof *words, first = made->word_count;

    wd_screen_init(&made->tried, words, count);
    for (size_t i = 0; i < count; i++)
        if (words[i].group & TRIES)
            made->words[made->word_count++] = words[i];
    wd_screen_init(&made->tries, made->words + first, made->word_count - first);
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

static unsigned signs_of(const struct wd_around *around, struct wd_str line)
{
    unsigned found = wd_screen_scan(&around->signs->tried, line) |
                     wd_signs_in(around->signs, WD_SIGNS_TRIED, line);

    return found | ((found & NUMBERED) && is_numbered(line) ? RETRY : 0);
}

/* Whether the text may tell of a try: most tell of none, and are asked no more. */
static bool may_try(const struct wd_around *around, struct wd_str text)
{
    return wd_screen_scan(&around->signs->tries, text) != 0;
}

/* The line tells so itself, or one of the two above it. */
static bool is_a_try(const struct wd_around *around)
{
    struct wd_str line = around->line;
    bool tries = may_try(around, line) && (signs_of(around, line) & RETRY);

    for (size_t i = 0; i < around->before_count && i < 2 && !tries; i++) {
        line = around->before[i];
        tries = may_try(around, line) && (signs_of(around, line) & (RETRY | REFUSED)) == RETRY;
    }
    return tries;
}

/* Whether some line behind it may be a try, in one pass over all of them. */
static bool may_be_tried_again(const struct wd_around *around)
{
    if (around->after_count == 0)
        return false;
    const struct wd_str first = around->after[0], last = around->after[around->after_count - 1];

    return may_try(around, wd_str_make(first.ptr, (size_t)(last.ptr + last.len - first.ptr)));
}

unsigned wd_around_tried(const struct wd_around *around)
{
    bool tries = is_a_try(around) || wd_around_is_repeated(around), again = false, beside = tries;

    if (!tries && !may_be_tried_again(around))
        return 0;
    for (size_t i = 0; i < around->after_count; i++) {
        unsigned found = signs_of(around, around->after[i]);
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
        if ((found & RETRY) && wd_text_tells_of_success(around->after[i]))
            found |= DONE; /* "attempt 2: downloaded 14 MB" */
        if (tries && ((found & DONE) || ((found & MAYBE_DONE) && ((found & RETRY) || beside))))
            return WD_DOUBT_ASIDE | WD_DOUBT_LATER;
        beside = (found & RETRY) != 0;
    }
    return tries && again ? WD_DOUBT_ASIDE | WD_DOUBT_TRIED : 0;
}
