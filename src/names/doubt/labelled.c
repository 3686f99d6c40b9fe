/* What stands before a name on its line, and says that somebody sent the rest: `chat> evil@… does not have …`,
 * `x-forwarded-for: …`, `filename=…`, `commit 1a2b3c: …`. A level, a place in the code, a class or a word of failure is
 * what programs put before what a service answered; those are no such labels. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

/* Words for what people, browsers and other programs send in; for where people talk. */
static const char *const of_senders[] = {
    "annotation", "annotations", "bio",      "body",     "branch",     "bug",        "caption",
    "chat",       "chunk",       "comment",  "commit",   "completion", "cookie",     "customer",
    "discord",    "environment", "feedback", "filename", "form",       "forum",      "forwarded",
    "greeting",   "guest",       "header",   "headers",  "input",      "irc",        "issue",
    "keyword",    "keywords",    "label",    "memo",     "nickname",   "note",       "payload",
    "pr",         "prompt",      "query",    "passage",  "quote",      "received",   "referer",
    "referrer",   "retrieved",   "search",   "slack",    "sms",        "survey",     "tag",
    "tags",       "telegram",    "text",     "ticket",   "title",      "transcript", "tweet",
    "utterance",  "variable",    "visitor",  "wiki"};
/* Behind such a word these say that it is a program's failure, or its doing: "query failed", "search error", "error in
 * query operation" of bq. */
static const char *const of_failures[] = {
    "aborted", "crashed",   "denied",    "err",     "error",    "errors",    "failed", "failure",
    "fails",   "forbidden", "operation", "refused", "rejected", "exception", "warning"};
/* "running query": a program's own. */
static const char *const of_doing[] = {"executing", "run", "running", "submit", "submitting"};
/* Who was refused, named before the sentence. */
static const char *const of_parties[] = {"account",  "actor",  "caller",    "client", "email",
                                         "identity", "member", "principal", "sa",     "service",
                                         "subject",  "user",   "username"};
static const char *const of_people[] = {"user", "customer", "visitor", "guest"};
/* What a program gives a service's answer in: `err=…`, `msg=…`. */
static const char *const of_answers[] = {
    "body",   "cause",  "desc",      "description", "detail", "details", "err",
    "error",  "errors", "exception", "failure",     "log",    "message", "msg",
    "output", "reason", "result",    "response",    "status", "stderr",  "stdout"};

/* What a label's words say. */
struct label {
    bool sent;  /* somebody's words follow, and no failure of a program */
    bool party; /* a name of a party follows */
    bool person;
    bool answer;
    bool response; /* its body is a service's */
    size_t count;
    struct wd_str first, last;
};

/* The next word of `rest`: letters and digits, without what stands between. Empty: no more. */
static struct wd_str next_word(struct wd_str *rest)
{
    size_t from = 0, to;

    while (from < rest->len && !wd_is_alnum(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && wd_is_alnum(rest->ptr[to]);)
        to++;
    struct wd_str word = wd_str_sub(*rest, from, to - from);
    *rest = wd_str_from(*rest, to);
    return word;
}

static struct label label_of(struct wd_str s)
{
    struct label label = {0};
    bool doing = false;

    for (struct wd_str word = next_word(&s); word.len > 0; word = next_word(&s)) {
        if (label.count++ == 0)
            label.first = word;
        label.last = word;
        bool answered = label.response && wd_str_ieq(word, WD_STR("body"));
        label.sent = (label.sent || (!doing && !answered && WD_STR_IIN(word, of_senders))) &&
                     !WD_STR_IIN(word, of_failures);
        label.response = label.response || wd_str_ieq(word, WD_STR("response"));
        doing = WD_STR_IIN(word, of_doing);
        label.party = label.party || WD_STR_IIN(word, of_parties);
        label.person = label.person || WD_STR_IIN(word, of_people);
        label.answer = label.answer || WD_STR_IIN(word, of_answers);
    }
    return label;
}

/* "commit 1a2b3c:", "from bob:", "document name:"; but "account name:". */
static bool is_sent_colon(struct wd_str s)
{
    struct label label = label_of(s);
    bool named = wd_str_ieq(label.last, WD_STR("name")) ||
                 (label.count == 1 && wd_str_ieq(label.last, WD_STR("file")));

    return label.sent || (named && !label.party && label.count <= 3) ||
           (label.count <= 3 && wd_str_ieq(label.first, WD_STR("from")));
}

/* "row 17: {…", "sample 3: {…": data that a program goes through, and prints. `behind`: what follows the colon. */
static bool is_row(struct wd_str s, struct wd_str behind)
{
    static const char *const rows[] = {"row", "sample", "example", "instance", "datapoint"};
    struct wd_str number = wd_last_part(s, ' ');
    struct wd_str lead = wd_str_trim(wd_str_sub(s, 0, s.len - number.len));

    return wd_str_starts(behind, WD_STR("{")) && number.len > 0 &&
           wd_str_digits(number, 0) == number.len && WD_STR_IIN(wd_last_part(lead, ' '), rows);
}

/* `q=`: right before the name any key but those of answers and of parties; farther off, those of senders alone. */
static bool is_sent_key(struct wd_str s, bool beside)
{
    s = wd_str_trim(s);
    size_t blank = wd_str_rfind_char(s, ' ');
    struct label label = label_of(blank == WD_NPOS ? s : wd_str_from(s, blank + 1));

    if (!beside && wd_str_ieq(label.last, WD_STR("split")))
        return true; /* "dataset=logs split=train idx=3": of what a model learns from */
    return beside ? !WD_STR_IIN(label.last, of_answers) && !label.party && label.count > 0
                  : label.sent && !label.answer;
}

/* "[user] …", but "[main] …". */
static bool is_sent_bracket(struct wd_str s)
{
    size_t open = wd_str_rfind_char(s, '[');
    struct label label = label_of(open == WD_NPOS ? WD_STR_NONE : wd_str_from(s, open + 1));

    return (label.sent && label.count <= 2) || (label.person && label.count == 1);
}

/* "<Error><Code>AccessDenied</Code><Message>…</Message><Details>": the members that a store's answer says it in. */
static bool is_in_answer(struct wd_str before)
{
    static const char *const tags[] = {"<Message>", "<Details>"};

    return WD_STR_ANY(wd_str_ends, before, tags) && wd_str_has(before, WD_STR("<Error><Code>"));
}

/* "> …" as mails quote, "chat> …", "title is <…"; but "-> …", "account <…". */
static bool is_sent_angle(struct wd_str s, bool beside)
{
    if (s.len > 0 && wd_str_digits(s, 0) == s.len)
        return false; /* "<3>": how grave it is */
    bool arrow = s.len > 0 && wd_char_in(s.ptr[s.len - 1], "-=>");

    return (beside && !arrow) || is_sent_colon(s);
}

static bool is_sent(struct wd_str s, char mark, bool beside)
{
    switch (mark) {
    case '=':
        return is_sent_key(s, beside);
    case ']':
        return is_sent_bracket(s);
    case '>':
        return is_sent_angle(s, beside);
    case '<':
        return beside && s.len > 0 && s.ptr[s.len - 1] != '>' && !label_of(s).party;
    default:
        return is_sent_colon(s);
    }
}

/* "search for …", "title …": without a mark between. */
static bool is_object_of(struct wd_str s)
{
    struct label label = label_of(s);

    return wd_str_ends(s, WD_STR("search for")) || wd_str_ends(s, WD_STR("searched for")) ||
           (!label.response && WD_STR_IIN(label.last, of_senders));
}

/* "roles/owner@…": the address is the end of something longer; "…/serviceAccounts/x@…" is its own name. */
static bool goes_on(struct wd_str s)
{
    static const char *const kinds[] = {"serviceAccounts/", "subject/", "user/",
                                        "users/",           "account/", "//"};

    return wd_str_ends(s, WD_STR("/")) && !WD_STR_ANY(wd_str_ends, s, kinds);
}

bool wd_evidence_is_labelled(struct wd_str before)
{
    size_t from = 0;

    for (size_t i = 0; i < before.len; i++) {
        char c = before.ptr[i];
        struct wd_str rest = wd_str_trim(wd_str_from(before, i + 1));
        bool ends = c == '=' || c == '<' || i + 1 == before.len || before.ptr[i + 1] == ' ';
        if (!wd_char_in(c, ":=>]<") || !ends)
            continue;
        struct wd_str lead = wd_str_sub(before, from, i - from);
        if (c == ':' && is_row(lead, rest))
            return true;
        if (is_sent(lead, c, rest.len == 0) && !is_in_answer(wd_str_sub(before, 0, i + 1)))
            return true;
        from = i + 1;
    }
    return is_object_of(wd_str_trim(wd_str_from(before, from))) || goes_on(before);
}
