/* Does a sentence refuse? A word of refusal alone is not enough: what is lacking must be a permission,
 * what is denied must not be a supposition, and a test that passed has denied nothing. */
#include "read/refusal/past.h"
#include "read/refusal/sentence.h"

enum { AHEAD = 5 };

/* "no oss:PutObject on R", "X cannot oss:PutObject", "may not use oss:PutObject"; not "does not call oss:PutObject" */
static bool negates_an_action(const struct wd_sentence *s, size_t i)
{
    static const char *const before[] = {"may", "can", "could"};
    bool able = (s->token[i].meaning && s->token[i].meaning->value == 1) ||
                (i > 0 && WD_STR_ANY(wd_str_ieq, s->token[i - 1].text, before));

    bool had = i > 0 && wd_sentence_does(s, i - 1) == WD_DOES_HAVE; /* "has no p" */

    return (i + 1 < s->count && (s->token[i + 1].shape == WD_SHAPE_ACTION ||
                                 (had && s->token[i + 1].shape == WD_SHAPE_PERMISSION))) ||
           (able && i + 2 < s->count && s->token[i + 2].shape == WD_SHAPE_ACTION);
}

/* A negation refuses by what it negates. "X hasn't p": what is not had. */
/* Hanzi or kana, perhaps with a name before or behind. */
static bool is_wide(struct wd_str s)
{
    return (unsigned char)s.ptr[0] >= 0x80 || (unsigned char)s.ptr[s.len - 1] >= 0x80;
}

static bool negates_a_right(const struct wd_sentence *s, size_t i)
{
    if (negates_an_action(s, i) || (s->token[i].meaning && s->token[i].meaning->value == 2 &&
                                    i + 1 < s->count && wd_token_permits(&s->token[i + 1])))
        return true;
    for (size_t k = i + 1; k < s->count && k <= i + AHEAD && !s->token[k].begins; k++) {
        enum wd_does does = wd_sentence_does(s, k);
        if (does == WD_DOES_HAVE || does == WD_DOES_PERMIT || does == WD_DOES_ALLOW ||
            does == WD_DOES_SUCCEED)
            return true;
        if (does == WD_DOES_DENY || does == WD_DOES_EXIST)
            return false;
    }
    return false;
}

/* "X@P.iam.gserviceaccount.com cannot read R" */
static bool account_cannot(const struct wd_sentence *s, size_t i)
{
    return s->token[i].meaning->value == 1 && i > 0 && s->token[i - 1].shape == WD_SHAPE_EMAIL &&
           wd_sentence_does(s, i + 1) == WD_DOES_TRANSFER;
}

/* "run a batch as X", "deploy as X" */
bool wd_sentence_runs(const struct wd_sentence *s, size_t i)
{
    static const char *const verbs[] = {"run", "deploy", "launch", "submit", "execute", "start"};

    return i < s->count && WD_STR_IIN(s->token[i].text, verbs);
}

/* "Current user cannot act as service account X", "X may not run a batch as Y" */
static bool cannot_act(const struct wd_sentence *s, size_t i)
{
    bool account = false, able = s->token[i].meaning->value == 1 ||
                                 (i > 0 && wd_str_ieq(s->token[i - 1].text, WD_STR("may")));
    size_t as = i + 2;

    if (wd_sentence_runs(s, i + 1))
        while (as < i + 2 + AHEAD && wd_sentence_does(s, as) != WD_DOES_AS)
            as++;
    if (!able || wd_sentence_does(s, as) != WD_DOES_AS ||
        (wd_sentence_does(s, i + 1) != WD_DOES_ACT && !wd_sentence_runs(s, i + 1)))
        return false;
    for (size_t k = as + 1; k < s->count && k <= as + 1 + AHEAD; k++)
        account = account || wd_str_ends(s->token[k].text, WD_STR("gserviceaccount.com"));
    return account;
}

/* "R must be granted to X": what is to be done, and no word of what was. */
bool wd_sentence_asks(const struct wd_sentence *s, size_t i)
{
    const struct wd_token *t = &s->token[i];

    return i > 1 && wd_str_ieq(t->text, WD_STR("granted")) && wd_str_ieq(t[-1].text, WD_STR("be"));
}

/* "Permissions verification for X failed", "IAM check failed: …" */
static bool fails_a_check(const struct wd_sentence *s)
{
    static const char *const checks[] = {"verification", "validation", "check"};

    for (size_t i = 0; i + 1 < s->count && i < 8; i++)
        for (size_t k = 0; k < sizeof checks / sizeof *checks; k++)
            if ((wd_sentence_does(s, i) == WD_DOES_PERMIT ||
                 wd_str_ieq(s->token[i].text, WD_STR("iam"))) &&
                wd_str_ieq(s->token[i + 1].text, wd_str_of(checks[k])))
                return true;
    return false;
}

/* "failed to authorize X for p", "failed authorization: …" */
static bool fails_to_authorize(const struct wd_sentence *s, size_t i)
{
    for (size_t k = i + 1; k <= i + 2 && k < s->count; k++)
        if (wd_str_istarts(s->token[k].text, WD_STR("authori")))
            return true;
    return false;
}

static void note_counts(const struct wd_sentence *s, struct wd_tone *tone)
{
    for (size_t i = 0; i < s->count; i++) {
        enum wd_does does = wd_sentence_does(s, i);
        tone->permits = tone->permits || does == WD_DOES_PERMIT || does == WD_DOES_ALLOW;
        tone->wants_role = tone->wants_role || wd_sentence_wants_role(s, i);
        tone->named = tone->named || wd_token_permits(&s->token[i]) || wd_sentence_lacks_role(s, i);
        tone->hints = tone->hints || does == WD_DOES_HINT ||
                      (does == WD_DOES_SUCCEED && wd_sentence_asks(s, i));
    }
}

static bool contains(struct wd_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text.len >= strlen(words[i]) && wd_str_has(text, wd_str_of(words[i])))
            return true;
    return false;
}

/* "Bad status during token exchange: 401": behind the colon that ends a clause about a status. */
static bool is_told_status(const struct wd_sentence *s, size_t i)
{
    enum { CLAUSE = 6 };
    const struct wd_token *t = &s->token[i];

    if (i + 1 < s->count && !s->token[i + 1].begins)
        return false;
    if (t->from < 2 || t->text.ptr[-2] != ':')
        return false;
    for (size_t k = i; k-- > 0 && i - k <= CLAUSE && !s->token[k + 1].begins;)
        if (wd_str_ieq(s->token[k].text, WD_STR("status")))
            return true;
    return false;
}

/* 401 or 403 as a status: beside a word that says so. Not a count, and not the line of a request log. */
static bool is_status(const struct wd_sentence *s, size_t i)
{
    static const char *const before[] = {
        "rror",     "xception", "tatus", "TATUS",    "code",        "Code",  "CODE", "with",
        "returned", "esponse",  "HTTP",  "orbidden", "nauthorized", "enied", "got",  "received"};
    const struct wd_token *t = &s->token[i];
    struct wd_str last = i > 0 ? s->token[i - 1].text : WD_STR_NONE;

    if (t->shape != WD_SHAPE_NUMBER || (!wd_str_eqz(t->text, "401") && !wd_str_eqz(t->text, "403")))
        return false;
    if (i + 1 < s->count &&
        (wd_sentence_does(s, i + 1) == WD_DOES_DENY || wd_sentence_does(s, i + 1) == WD_DOES_HTTP ||
         wd_str_eqz(s->token[i + 1].text, "Client") || wd_str_eqz(s->token[i + 1].text, "from")))
        return true;
    if (i + 1 == s->count && t->from > 0 && t->text.ptr[-1] == '(') /* "… (403)" at its end */
        return true;
    if (is_told_status(s, i))
        return true;
    return !wd_str_starts(last, WD_STR("HTTP/")) &&
           contains(last, before, sizeof before / sizeof *before);
}

static bool is_number(struct wd_str s)
{
    unsigned long long count;

    return s.len > 0 && s.len < 7 && wd_str_to_u64(s, &count) && count != 401 && count != 403 &&
           count != 7; /* "7 permission denied" */
}

/* "0 denied", "14 deny rules", "denied: 0": how many, not that. */
static bool is_counted(const struct wd_sentence *s, size_t i)
{
    return (i > 0 && is_number(s->token[i - 1].text)) ||
           (s->token[i].key && i + 1 < s->count && is_number(s->token[i + 1].text));
}

/* "policies deny this", "by an explicit deny"; else it is an order: "deny p on r" of a policy's text. */
static bool denies_by_policy(const struct wd_sentence *s, size_t i)
{
    static const char *const decided[] = {"decision", "result", "outcome", "verdict"};
    struct wd_str before = i > 0 ? s->token[i - 1].text : WD_STR_NONE;

    if (i > 0 && s->token[i - 1].key) /* "decision: deny" */
        return WD_STR_ANY(wd_str_ieq, before, decided);
    if (wd_str_eqz(s->token[i].text, "DENY") && i + 1 < s->count && s->token[i + 1].key)
        return true; /* "DENY who=X what=p" */
    return wd_str_istarts(before, WD_STR("polic")) || wd_str_ends(before, WD_STR("plicit"));
}

static bool bars_somebody(const struct wd_sentence *s, size_t i)
{
    const struct wd_token *next = i + 1 < s->count ? &s->token[i + 1] : NULL;

    return next && (next->shape > WD_SHAPE_NUMBER || next->quoted ||
                    wd_sentence_does(s, i + 1) == WD_DOES_NAME_PARTY ||
                    wd_str_ieq(next->text, WD_STR("by")));
}

/* A word of denial, by its own value: what it denies must be a right. */
static bool denies_at(const struct wd_sentence *s, size_t i, struct wd_tone *tone)
{
    const struct wd_token *t = &s->token[i];

    if ((i > 0 && wd_sentence_does(s, i - 1) == WD_DOES_NEGATE) || is_counted(s, i))
        return false;
    tone->code = tone->code || t->meaning->value == 1;
    if (t->meaning->value == 3 && !denies_by_policy(s, i))
        return false;
    if (t->meaning->value ==
        4) /* "blocked X from p", "blocked by RAM"; a connection is blocked, too */
        return tone->named && bars_somebody(s, i);
    if (t->meaning->value == 2 && i == 0 && wd_str_ieq(t->text, WD_STR("revoked")))
        return false; /* what was done, and to whom nobody says that he asked */
    if (t->meaning->value == 2)
        return tone->named || wd_sentence_does(s, i + 2) == WD_DOES_PERMIT;
    return tone->permits || tone->named || t->meaning->value == 1 || t->key;
}

/* A text without blanks is one token: Chinese and Japanese refuse in it, a name stands before or behind. */
static bool refuses_in_wide(const struct wd_sentence *s, size_t i, const struct wd_tone *tone)
{
    struct wd_str text = s->token[i].text;

    return text.len > 2 && is_wide(text) &&
           ((text.len > 5 && wd_vocabulary_wide(text)) ||
            (i > 0 && wd_sentence_does(s, i - 1) == WD_DOES_PERMIT &&
             wd_vocabulary_wide_lacks(text)) ||
            (tone->named && wd_vocabulary_wide_bars(text)) ||
            (tone->permits && negates_a_right(s, i) && wd_vocabulary_wide_negates(text)));
}

/* "no principal lacks p", "no account is missing p" */
static bool nobody_lacks(const struct wd_sentence *s, size_t i)
{
    size_t k = i > 0 && wd_sentence_does(s, i - 1) == WD_DOES_LINK ? i - 1 : i;

    if (k < 2 || wd_sentence_does(s, k - 1) != WD_DOES_NAME_PARTY)
        return false;
    k -= k > 2 && wd_str_ieq(s->token[k - 2].text, WD_STR("service")) ? 3 : 2;
    return wd_str_ieq(s->token[k].text, WD_STR("no"));
}

/* "has not been used", "is not used"; not "cannot be used". */
static bool is_unused(const struct wd_sentence *s, size_t i)
{
    for (size_t k = i; k-- > 0 && i - k <= 2 && i >= 2;)
        if (wd_sentence_does(s, k) == WD_DOES_NEGATE)
            return s->token[k].meaning->value != 1;
    return false;
}

static bool refuses_at(const struct wd_sentence *s, size_t i, struct wd_tone *tone)
{
    const struct wd_token *t = &s->token[i];

    switch (wd_token_does(t)) {
    case WD_DOES_DENY:
        return denies_at(s, i, tone);
    case WD_DOES_LACK: /* "没有权限" says it alone */
        return !nobody_lacks(s, i) &&
               (tone->permits || tone->named || (is_wide(t->text) && wd_vocabulary_wide(t->text)));
    case WD_DOES_FOUND: /* W&B's word for a team that one may not see */
        return i > 2 && wd_sentence_does(s, i - 1) == WD_DOES_NEGATE && s->token[i - 3].meaning &&
               s->token[i - 3].meaning->value == WD_PART_ENTITY &&
               wd_sentence_does(s, i - 3) == WD_DOES_NAME_THING;
    case WD_DOES_NEGATE:
        tone->cannot = tone->cannot || t->meaning->value == 1;
        return account_cannot(s, i) || cannot_act(s, i) ||
               (negates_a_right(s, i) && (tone->permits || tone->named));
    case WD_DOES_NEED: /* "Required 'p' permission" by itself */
        tone->needs = tone->needs || tone->permits || tone->named;
        return wd_sentence_needs_now(s, i) || wd_sentence_lists_needs(s, i) ||
               wd_sentence_account_needs(s, i);
    case WD_DOES_HAVE: /* "has to be able to use p" */
        tone->needs = tone->needs || (tone->named && wd_sentence_needs(s, i));
        return false;
    case WD_DOES_SUPPOSE:
        return wd_sentence_account_needs(s, i);
    case WD_DOES_FAIL:
        return wd_sentence_does(s, i + 2) == WD_DOES_ASSUME || fails_a_check(s) ||
               (tone->named && fails_to_authorize(s, i)) ||
               (i > 0 && wd_sentence_does(s, i - 1) == WD_DOES_PERMIT && tone->named);
    case WD_DOES_CODE:
        tone->code = true;
        return false;
    case WD_DOES_ANONYMOUS:
        tone->code = tone->code || t->meaning->value != 0;
        return false;
    case WD_DOES_CREDENTIAL:
        tone->credential = true;
        return false;
    case WD_DOES_USED:
        tone->unused = tone->unused || is_unused(s, i);
        return false;
    default:
        tone->code = tone->code || is_status(s, i);
        return refuses_in_wide(s, i, tone);
    }
}

static bool is_a_test(const struct wd_sentence *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (wd_sentence_does(s, i) == WD_DOES_SUCCEED && s->token[i].meaning->value == 1)
            return true;
    return false;
}

/* The text from a token to the sentence's end. */
static struct wd_str from_token(const struct wd_sentence *s, size_t i)
{
    const struct wd_str last = s->token[s->count - 1].text;

    return wd_str_make(s->token[i].text.ptr, (size_t)(last.ptr + last.len - s->token[i].text.ptr));
}

/* "When I run X, I get: …", "If we deploy, we get …", "When the job started it failed …": a person tells what happened. */
static bool is_lived_through(const struct wd_sentence *s, size_t i)
{
    static const char *const people[] = {"i", "we"};
    static const char *const meets[] = {"get", "got", "see", "saw", "receive", "received"};
    size_t k = i + 1;

    if (k >= s->count)
        return false;
    if (!WD_STR_IIN(s->token[k].text, people))
        return wd_str_ieq(s->token[i].text, WD_STR("when")) && wd_tells_the_past(from_token(s, k));
    if (s->token[i].meaning->value == 1)
        return true;
    while (++k < s->count)
        if (WD_STR_IIN(s->token[k].text, meets))
            return true;
    return false;
}

/* "error when reading x: …" supposes nothing; "when it is denied, …" does. */
static bool supposes_at(const struct wd_sentence *s, size_t i)
{
    return (s->token[i].meaning->value == 0 || i == 0 || s->token[i].after_comma) &&
           !wd_sentence_account_needs(s, i) && !is_lived_through(s, i);
}

/* "would be denied p", "would have been refused": nobody was. */
static bool is_never_met(const struct wd_sentence *s, size_t i)
{
    for (size_t k = i; k-- > 0 && i - k <= 3 && !s->token[k + 1].begins;)
        if (wd_str_ieq(s->token[k].text, WD_STR("would")))
            return true;
    return false;
}

struct wd_tone wd_sentence_tone(const struct wd_sentence *s)
{
    struct wd_tone tone = {0};
    bool supposes = false;

    note_counts(s, &tone);
    tone.at = tone.kept_out = s->count;
    for (size_t i = 0; i < s->count; i++) {
        supposes = supposes ||
                   (wd_sentence_does(s, i) == WD_DOES_SUPPOSE && !tone.code && supposes_at(s, i)) ||
                   (wd_sentence_does(s, i) == WD_DOES_DENY && !tone.code && is_never_met(s, i));
        if (!refuses_at(s, i, &tone) || supposes || tone.refuses)
            continue;
        tone.refuses = true;
        tone.at = i;
    }
    if (!tone.refuses && !tone.code && !supposes && (tone.named || wd_sentence_names_account(s)))
        tone.refuses = wd_sentence_turns_away(s, &tone.at, &tone.kept_out);
    if (tone.refuses && tone.kept_out == s->count && tone.at < s->count)
        tone.kept_out = wd_sentence_not_used_by(s, tone.at);
    bool kept_out = tone.kept_out < s->count; /* "X cannot be used by Y" is of no API */
    tone.unused = tone.unused && !kept_out;
    tone.off = !kept_out && wd_sentence_is_off(s);
    if (is_a_test(s))
        tone = (struct wd_tone){.at = s->count, .kept_out = s->count};
    return tone;
}
