/* "API run.googleapis.com is not enabled for project P", "please enable anthos.googleapis.com", "the service must be enabled
 * first": what is wanted is a switch of the project, and no role. What a sentence says is off must be an API or a service: a
 * billing account, a key or a flag is turned on elsewhere. */
#include "read/refusal/sentence.h"

enum { TITLE = 5, BEFORE = 3 };

static bool is_service(const struct wd_token *t)
{
    return t->shape == WD_SHAPE_API ||
           (wd_token_does(t) == WD_DOES_NAME_THING && t->meaning->value == WD_PART_API);
}

/* "service account", "API key" */
static bool is_of_other(const struct wd_sentence *s, size_t i)
{
    return wd_sentence_does(s, i + 1) == WD_DOES_NAME_PARTY ||
           (wd_sentence_does(s, i + 1) == WD_DOES_NAME_THING && !is_service(&s->token[i + 1]));
}

/* Which service the words before `i` are about: "the API X is not" */
static bool is_said_of_service(const struct wd_sentence *s, size_t i)
{
    while (i > 0) {
        enum wd_does does = wd_sentence_does(s, --i);
        if (is_service(&s->token[i]))
            return !is_of_other(s, i);
        if (does != WD_DOES_LINK && does != WD_DOES_NEED && does != WD_DOES_NEGATE &&
            does != WD_DOES_HAVE && does != WD_DOES_PLACE &&
            !wd_str_ieq(s->token[i].text, WD_STR("yet")))
            return false;
    }
    return false;
}

/* "is not enabled", "hasn't been activated", "must be enabled", "needs to be enabled" */
static bool is_to_be_enabled(const struct wd_sentence *s, size_t i)
{
    static const char *const states[] = {"enabled", "activated"};

    if (!WD_STR_IIN(s->token[i].text, states))
        return false;
    for (size_t k = i; k-- > 0 && i - k <= BEFORE;)
        if (wd_sentence_does(s, k) == WD_DOES_NEGATE || wd_sentence_does(s, k) == WD_DOES_NEED)
            return is_said_of_service(s, k);
    return false;
}

/* "X is disabled for project P"; "the API is not disabled" says the opposite. */
static bool is_disabled(const struct wd_sentence *s, size_t i)
{
    static const char *const states[] = {"disabled", "deactivated"};

    return WD_STR_IIN(s->token[i].text, states) && i > 0 &&
           wd_sentence_does(s, i - 1) == WD_DOES_LINK && is_said_of_service(s, i);
}

/* "please enable X", "you must enable the Compute Engine API": said to whoever called; not "may not enable X". */
static bool is_order(const struct wd_sentence *s, size_t i)
{
    static const char *const verbs[] = {"enable", "activate"};
    bool ordered = i == 0 || s->token[i - 1].key || s->token[i].begins ||
                   wd_sentence_does(s, i - 1) == WD_DOES_HINT ||
                   wd_sentence_does(s, i - 1) == WD_DOES_NEED ||
                   (i > 1 && wd_sentence_does(s, i - 1) == WD_DOES_PLACE &&
                    wd_sentence_does(s, i - 2) == WD_DOES_NEED);

    if (!WD_STR_IIN(s->token[i].text, verbs) || !ordered)
        return false;
    for (size_t k = i + 1; k < s->count && k <= i + TITLE && !s->token[k].begins; k++)
        if (is_service(&s->token[k]))
            return !is_of_other(s, k);
    return false;
}

/* Nobody turns on with a switch what was not paid for, or was taken away for how it was used. */
static bool is_other_reason(const struct wd_token *t)
{
    static const char *const begins[] = {"billing", "violat"};

    return WD_STR_ANY(wd_str_istarts, t->text, begins);
}

bool wd_sentence_is_off(const struct wd_sentence *s)
{
    bool off = false;

    for (size_t i = 0; i < s->count; i++) {
        if (wd_sentence_does(s, i) == WD_DOES_SUPPOSE || is_other_reason(&s->token[i]))
            return false;
        off = off || is_to_be_enabled(s, i) || is_disabled(s, i) || is_order(s, i);
    }
    return off;
}

/* "Vertex AI API is disabled for project P", "run.googleapis.com is not enabled in P": told of a named project, it needs no
 * other word; an order may be any guide's, and whoever skips the project was not refused. */
bool wd_sentence_tells_off(const struct wd_sentence *s)
{
    static const char *const goes_on[] = {"skip",   "skipping", "skipped",  "ignoring", "ignored",
                                          "enable", "enabling", "required", "must",     "needs"};
    bool told = false;

    for (size_t i = 0; i < s->count; i++) {
        if (WD_STR_IIN(s->token[i].text, goes_on))
            return false;
        told = told || (is_to_be_enabled(s, i) || is_disabled(s, i));
    }
    return told;
}

struct wd_str wd_sentence_service(const struct wd_sentence *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->token[i].shape == WD_SHAPE_API)
            return s->token[i].text;
    return WD_STR_NONE;
}
