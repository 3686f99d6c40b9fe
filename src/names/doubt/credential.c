/* What no role mends though a permission is named: nobody was signed in (a 401), or the account is disabled or deleted. A
 * program that tells both in one text tells of two answers, or of a try before the one that counted. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

enum { SENTENCE_MAX = 160 }; /* how far before "disabled" the account is looked for */

/* A status, not a line of the source, an amount, a part of an id: "401 Client Error", "HTTP 401:", "code=401". */
static bool is_status(struct wd_str text, size_t at)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ', after = wd_str_at(text, at + 3);

    return (wd_is_space(before) || wd_char_in(before, "(=[\"'")) &&
           (after == '\0' || wd_is_space(after) || wd_char_in(after, ":,;\"')."));
}

static bool tells_of_401(struct wd_str text)
{
    for (size_t from = 0, at; (at = wd_str_find(wd_str_from(text, from), WD_STR("401"))) != WD_NPOS;
         from += at + 3)
        if (is_status(text, from + at))
            return true;
    return false;
}

/* "account deploy@… is", "Service account was": of the words before "disabled". */
static bool is_of_account(struct wd_str before)
{
    static const char *const verbs[] = {
        " is ", " was ", "been ", " is: ", "isabled: ", " is now ", " is still ", " is currently "};
    size_t end;

    before = wd_str_from(before, before.len > SENTENCE_MAX ? before.len - SENTENCE_MAX : 0);
    while ((end = wd_str_find(before, WD_STR(". "))) != WD_NPOS)
        before = wd_str_from(before, end + 2);
    while ((end = wd_str_find_char(before, '\n')) != WD_NPOS)
        before = wd_str_from(before, end + 1);
    return WD_STR_ANY(wd_str_ends, before, verbs) &&
           (wd_str_ihas(before, "account") || wd_str_ihas(before, "principal ") ||
            wd_str_ihas(before, "identity "));
}

static bool tells_of_dead_account(const struct wd_pairs *pairs, struct wd_str text)
{
    static const char *const ends[] = {"disabled", "deleted", "deactivated", "suspended"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct wd_str word = wd_str_of(ends[i]);
        if (!wd_pairs_may_hold(pairs, ends[i]))
            continue;
        for (size_t from = 0, at; (at = wd_str_find(wd_str_from(text, from), word)) != WD_NPOS;
             from += at + word.len)
            if (is_of_account(wd_str_sub(text, 0, from + at)))
                return true;
    }
    return false;
}

bool wd_evidence_tells_of_credential(const struct wd_event *event, const struct wd_pairs *pairs)
{
    static const char *const words[] = {"Invalid Credentials",
                                        "UNAUTHENTICATED",
                                        "Unauthenticated",
                                        "invalid_grant",
                                        "invalid authentication credential",
                                        "been revoked",
                                        "is revoked",
                                        "nonymous caller",
                                        "key is inactive",
                                        "KeyId is inactive",
                                        "ccount suspended",
                                        "ccount deactivated",
                                        "ccount disabled",
                                        "ccount deleted",
                                        NULL};

    if (event->code == 16 || event->http_status == 401)
        return true;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        if (wd_pairs_has_one(pairs, text, words) ||
            (wd_pairs_may_hold(pairs, "401") && tells_of_401(text)) ||
            tells_of_dead_account(pairs, text))
            return true;
    }
    return false;
}
