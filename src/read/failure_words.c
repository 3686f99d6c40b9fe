/* What a member's name says by the words that it is made of, however a logger spells it: "exception.stacktrace",
 * "attributes.error.message", "errorString", "last_err". */
#include "read/failure_words.h"

#include "read/reading.h"
#include "whydenied/base/char.h"

/* The next word of a name, which loses it: up to what is no letter, or to a capital behind a small letter. */
static struct wd_str next_word(struct wd_str *name)
{
    size_t len = 0;

    while (name->len > 0 && !wd_is_letter(name->ptr[0]))
        *name = wd_str_from(*name, 1);
    while (len < name->len && wd_is_letter(name->ptr[len]) &&
           !(len > 0 && wd_is_upper(name->ptr[len]) && wd_is_lower(name->ptr[len - 1])))
        len++;
    struct wd_str word = wd_str_sub(*name, 0, len);
    *name = wd_str_from(*name, len);
    return word;
}

/* "err", "exc", "fault", "throw", "panic", "backtrace": a name without any of their letters is asked no further. */
static bool may_tell(struct wd_str name)
{
    static const char *const parts[] = {"rr", "xc", "ail", "aus", "trac", "thro", "pani"};

    return WD_STR_IHAS_ANY(name, parts);
}

/* what somebody expects, gave as an example, set up or is done with */
static const char *const others[] = {
    "expect",  "expected", "ignore",   "ignored", "example",  "examples",   "sample",  "template",
    "pattern", "regex",    "query",    "prompt",  "question", "policy",     "handler", "on",
    "no",      "without",  "resolved", "fixed",   "handled",  "suppressed", "test",    "mock",
    "known",   "help",     "doc",      "docs",    "type",     "code",       "class",   "id"};

bool wd_name_tells_failure(struct wd_str name)
{
    static const char *const words[] = {
        "error",     "errors",    "err",    "exception", "exceptions", "exc",
        "failure",   "failures",  "cause",  "causes",    "traceback",  "stacktrace",
        "backtrace", "throwable", "thrown", "panic",     "fail",       "failed"};
    bool tells = false;

    if (!may_tell(name))
        return false;
    for (struct wd_str word; (word = next_word(&name)).len > 0;) {
        if (WD_STR_IIN(word, others))
            return false;
        tells = tells || WD_STR_IIN(word, words);
    }
    return tells;
}

bool wd_name_tells_data(struct wd_str name)
{
    static const char *const words[] = {
        "input",   "inputs",     "request", "args",      "argv",      "params",
        "command", "cmd",        "sql",     "statement", "script",    "source",
        "title",   "name",       "url",     "uri",       "hint",      "fix",
        "remedy",  "suggestion", "comment", "headline",  "arguments", "previous",
        "before",  "want",       "wanted",  "golden",    "baseline",  "goal"};
    bool tells = false;

    for (struct wd_str word; !tells && (word = next_word(&name)).len > 0;)
        tells = WD_STR_IIN(word, others) || WD_STR_IIN(word, words);
    return tells;
}

/* What bots post into chats: Slack's attachments and blocks, cards of Teams, embeds of Discord. What people write there stands
 * in members of a message, and is a chat. */
static const char *const card_names[] = {"attachments", "blocks",  "sections",    "embeds",
                                         "cards",       "cardsV2", "annotations", NULL};
static const char *const written_names[] = {"text",     "title",   "value",        "description",
                                            "fallback", "summary", "activityText", "activityTitle",
                                            "pretext",  NULL};

bool wd_name_is_of_post(struct wd_str name)
{
    return wd_is_named_one_of(name, card_names);
}

bool wd_name_is_written(struct wd_str name)
{
    return wd_is_named_one_of(name, written_names);
}

/* {"type": "Failed", "status": "True", …}: a condition that says failure when it holds. */
bool wd_condition_is_of_failure(struct wd_jv v)
{
    struct wd_str type = wd_jv_str(wd_jv_get(v, "type")),
                  status = wd_jv_str(wd_jv_get(v, "status"));

    if (type.len == 0) { /* Alibaba Cloud's objects write their members so */
        type = wd_jv_str(wd_jv_get(v, "Type"));
        status = wd_jv_str(wd_jv_get(v, "Status"));
    }
    return wd_str_ihas(type, "fail") && !wd_str_eqz(status, "False");
}
