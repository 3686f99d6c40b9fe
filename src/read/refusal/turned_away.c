/* A sentence that names an account and a permission, and a word for coming to nothing that is none of refusal's own: "X was
 * turned down (403) for p", "IAM says no: X can't p R", "p needed, X's credentials weren't accepted". Whoever writes both
 * names beside such a word tells of a refusal, if nothing else in the sentence tells what the matter was. Where no permission
 * is named, what the account may not do must be said of it (kept_out.c). */
#include "read/refusal/sentence.h"

/* Nobody was asked, or something else than the right was lacking. */
static bool is_other_matter(const struct wd_token *t)
{
    static const char *const begins[] = {
        "timeout", "timed",       "deadline",  "unavailable", "quota",    "exceed",  "network",
        "connect", "retr",        "cache",     "skip",        "expect",   "invalid", "malform",
        "expire",  "test",        "audit",     "warn",        "deprecat", "unknown", "syntax",
        "pars",    "conflict",    "exhausted", "dial",        "lookup",   "resolv",  "dns",
        "tls",     "certificate", "socket",    "disk",        "memory"};

    return WD_STR_ANY(wd_str_istarts, t->text, begins) ||
           (t->shape == WD_SHAPE_NUMBER && t->text.len == 3 &&
            (t->text.ptr[0] == '5' || wd_str_eqz(t->text, "404") || wd_str_eqz(t->text, "429")));
}

static bool speaks_otherwise(const struct wd_sentence *s, size_t i)
{
    switch (wd_sentence_does(s, i)) {
    case WD_DOES_SUCCEED:
        return true;
    case WD_DOES_FOUND: /* "not found"; but "found to be without p" */
        return i + 1 >= s->count || !wd_str_ieq(s->token[i + 1].text, WD_STR("to"));
    case WD_DOES_HINT: /* not "no grant covers it" */
        return i == 0 || wd_sentence_does(s, i - 1) != WD_DOES_NEGATE;
    case WD_DOES_SUPPOSE: /* "turned down when calling p" */
        return i == 0 || s->token[i].meaning->value == 0;
    case WD_DOES_HAVE: /* "X has p, and yet …"; not "has none" */
        return (i == 0 || wd_sentence_does(s, i - 1) != WD_DOES_NEGATE) &&
               wd_sentence_does(s, i + 1) != WD_DOES_NEGATE;
    case WD_DOES_NEGATE: /* "X doesn't need p" */
        return wd_sentence_does(s, i + 1) == WD_DOES_NEED ||
               wd_sentence_does(s, i + 1) == WD_DOES_SUCCEED;
    default:
        return is_other_matter(&s->token[i]);
    }
}

/* 401 or 403, and no count of something. */
static bool is_refusing_number(const struct wd_sentence *s, size_t i)
{
    static const char *const units[] = {"ms",   "s",  "bytes", "files",   "objects", "of",
                                        "rows", "kb", "mb",    "records", "seconds", "times"};
    const struct wd_token *t = &s->token[i];

    return t->shape == WD_SHAPE_NUMBER &&
           (wd_str_eqz(t->text, "403") || wd_str_eqz(t->text, "401")) &&
           (i + 1 >= s->count || !WD_STR_IIN(s->token[i + 1].text, units));
}

/* "turned down", "returned false": two words, for either alone is said of anything. */
static bool is_pair(const struct wd_sentence *s, size_t i)
{
    static const char *const pairs[][2] = {
        {"turned", "down"}, {"turned", "away"}, {"turned", "back"},    {"falls", "short"},
        {"fell", "short"},  {"short", "of"},    {"stopped", "at"},     {"stopped", "from"},
        {"locked", "out"},  {"shut", "out"},    {"kept", "out"},       {"kept", "from"},
        {"says", "no"},     {"said", "no"},     {"returned", "false"}, {"returns", "false"},
        {"check", "fail"}};

    for (size_t k = 0; i + 1 < s->count && k < sizeof pairs / sizeof *pairs; k++)
        if (wd_str_ieq(s->token[i].text, wd_str_of(pairs[k][0])) &&
            wd_str_ieq(s->token[i + 1].text, wd_str_of(pairs[k][1])))
            return true;
    return wd_str_eqz(s->token[i].text, "FAIL"); /* of a list of checks */
}

/* "may not do X", "would not let Y": what nobody is to do, whatever it is. */
static bool is_modal(struct wd_str word)
{
    static const char *const words[] = {"may", "might", "would", "could", "can", "must", "shall"};

    return WD_STR_IIN(word, words);
}

/* "no p for X", "can't p R", "no role of X grants p", "the roles of X do not include p", "p: no (X)": a negation of anything else
 * says nothing of rights. */
static bool negates(const struct wd_sentence *s, size_t i)
{
    static const char *const held[] = {"role",    "roles", "include", "contain", "carry",
                                       "perform", "let",   "hold",    "cover",   "among"};
    const struct wd_token *t = &s->token[i];

    if (wd_sentence_does(s, i + 1) == WD_DOES_DENY) /* "none denied" */
        return false;
    if (i > 0 && (is_modal(s->token[i - 1].text) ||
                  (s->token[i - 1].key && wd_token_permits(&s->token[i - 1]))))
        return true;
    return t->meaning->value == 1 || wd_str_ieq(t->text, WD_STR("none")) ||
           (i + 1 < s->count &&
            (wd_token_permits(&s->token[i + 1]) || WD_STR_IIN(s->token[i + 1].text, held)));
}

static bool comes_to_nothing(const struct wd_sentence *s, size_t i)
{
    static const char *const words[] = {"bounced",   "rebuffed", "prevented",
                                        "rejects",   "reject",   "unsuccessful",
                                        "dismissed", "withheld", "declined"};
    const struct wd_token *t = &s->token[i];

    switch (wd_token_does(t)) {
    case WD_DOES_DENY: /* "Revoked p on R from X": what was done; "none denied" */
        return i > 0 ? wd_sentence_does(s, i - 1) != WD_DOES_NEGATE
                     : !wd_str_ieq(t->text, WD_STR("revoked"));
    case WD_DOES_LACK:
        return true;
    case WD_DOES_NEGATE:
        return negates(s, i);
    default:
        if (wd_str_ieq(t->text, WD_STR("without")))
            return i + 1 < s->count && wd_token_permits(&s->token[i + 1]);
        return wd_token_is_contracted(t) || is_pair(s, i) || WD_STR_IIN(t->text, words) ||
               is_refusing_number(s, i);
    }
}

/* An address, or a role or user of Alibaba Cloud: "acs:ram::N:role/X", "RAM user X", "role acme-x". */
static bool is_party(const struct wd_sentence *s, size_t i)
{
    const struct wd_token *t = &s->token[i];
    bool noun = i > 0 && (wd_sentence_does(s, i - 1) == WD_DOES_NAME_PARTY ||
                          (wd_sentence_does(s, i - 1) == WD_DOES_NAME_THING &&
                           s->token[i - 1].meaning->value == WD_PART_ROLE));

    if (t->shape == WD_SHAPE_ACS)
        return wd_str_has(t->text, WD_STR(":role/")) || wd_str_has(t->text, WD_STR(":user/"));
    return t->shape == WD_SHAPE_EMAIL || t->shape == WD_SHAPE_IDENTITY ||
           (noun && !t->meaning &&
            (t->quoted || wd_str_find_char(t->text, '-') != WD_NPOS ||
             (i > 1 && wd_str_ieq(s->token[i - 2].text, WD_STR("ram")))));
}

bool wd_sentence_turns_away(const struct wd_sentence *s, size_t *ret_at, size_t *ret_account)
{
    bool party = false, right = false;
    size_t at = s->count, kept = s->count;

    *ret_account = s->count;
    for (size_t i = 0; i < s->count; i++) {
        const struct wd_token *t = &s->token[i];
        if (speaks_otherwise(s, i))
            return false;
        party = party || is_party(s, i);
        right = right || t->shape == WD_SHAPE_PERMISSION || t->shape == WD_SHAPE_ACTION;
        if (at == s->count && comes_to_nothing(s, i))
            at = i;
        if (*ret_account == s->count && (*ret_account = wd_sentence_keeps_out(s, i)) < s->count)
            kept = i;
    }
    *ret_at = party && right && at < s->count ? at : kept;
    return *ret_at < s->count;
}

/* "Unable to proceed", "Rejected by IAM", "call refused": short, and no word of what for. */
bool wd_sentence_is_in_vain(const struct wd_sentence *s)
{
    enum { SHORT = 12 };
    static const char *const words[] = {"aborting", "aborted", "stopped", "rejected", "refused"};
    bool told = false;

    if (s->count > SHORT)
        return false;
    for (size_t i = 0; i < s->count; i++) {
        enum wd_does does = wd_sentence_does(s, i);
        told = told || does == WD_DOES_DENY || (does == WD_DOES_FAIL && i == 0) ||
               (does == WD_DOES_NEGATE && s->token[i].meaning->value == 1) ||
               WD_STR_IIN(s->token[i].text, words);
    }
    return told;
}
