/* Whom an event's message refuses. ActionTrail's event says who called; a product that works for the caller may answer what was
 * refused to itself, to a role of the job, to whoever owns a dataset. A grant to the caller opens nothing then. */
#include "read/alibaba.h"

#include "whydenied/base/char.h"

/* Before these stands whom they refuse. */
static const char *const verbs[] = {" is not authorized to", " isn't authorized to",
                                    " is not allowed to",    " has no permission to",
                                    " does not have",        " is unauthorized to",
                                    " is not permitted to",  " is not authorized."};

/* The caller, as such sentences call him. */
static bool is_callers_word(struct wd_str word)
{
    static const char *const words[] = {
        "you",      "the",       "current", "this",      "your",      "user",       "caller",
        "account",  "ram",       "sub",     "sub-user",  "subuser",   "subaccount", "sub-account",
        "identity", "requester", "request", "principal", "operator",  "login",      "logged-in",
        "logon",    "specified", "a",       "an",        "with",      "id",         "uid",
        "name",     "error",     "sorry",   "entity",    "operation", "action",     "api",
        "resource", "client"};

    return WD_STR_IIN(word, words);
}

static bool is_callers_name(const struct wd_reading *r, struct wd_str word)
{
    static const char *const places[] = {"userIdentity.userName", "userIdentity.principalId",
                                         "userIdentity.accountId", "recipientAccountId",
                                         "userIdentity.accessKeyId"};
    struct wd_str told = wd_last_part(word, '/'), plain = wd_str_cut(&told, '@');

    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct wd_str own = wd_scalar_str(r, wd_path(r, r->root, places[i]));
        struct wd_str whole = own;
        if (own.len > 0 && (wd_str_ieq(word, whole) || wd_str_ieq(plain, wd_str_cut(&own, ':')) ||
                            wd_str_ieq(plain, wd_str_cut(&whole, '@'))))
            return true;
    }
    return false;
}

/* "oss:GetObject", "instance i-1": what may not be done, or with what, is no party. */
static bool is_a_thing(struct wd_str word)
{
    return (wd_str_find_char(word, ':') != WD_NPOS && !wd_str_has(word, WD_STR(":user/")) &&
            !wd_str_has(word, WD_STR(":role/"))) ||
           wd_alibaba_is_api(word);
}

static struct wd_str bare(struct wd_str word)
{
    while (word.len > 0 && wd_char_in(word.ptr[0], "\"'(["))
        word = wd_str_from(word, 1);
    while (word.len > 0 && wd_char_in(word.ptr[word.len - 1], "\"')]:,"))
        word.len--;
    return word;
}

/* The words of the sentence before its verb. */
static struct wd_str subject_of(struct wd_str message)
{
    size_t end = WD_NPOS;

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && end == WD_NPOS; i++)
        end = wd_str_find(message, wd_str_of(verbs[i]));
    if (end == WD_NPOS)
        return WD_STR_NONE;
    for (size_t i = end; i >= 2; i--)
        if (message.ptr[i - 1] == ' ' && wd_char_in(message.ptr[i - 2], ".;,!?"))
            return wd_str_sub(message, i, end - i);
    return wd_str_sub(message, 0, end);
}

bool wd_trail_refuses_another(const struct wd_reading *r, struct wd_str message)
{
    struct wd_str subject = subject_of(message);
    bool another = false;

    while (subject.len > 0) {
        struct wd_str word = bare(wd_str_cut(&subject, ' '));
        if (word.len == 0 || is_callers_word(word))
            continue;
        if (is_a_thing(word) || is_callers_name(r, word))
            return false;
        another = true;
    }
    return another;
}
