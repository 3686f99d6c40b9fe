/* A sentence that somebody sent and a program repeats: `invalid query: "evil@… does not have …"`, `user said: …`. What
 * stands inside such quotes refuses nothing, however well it is worded. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

/* What a program quotes of a service's answer, before its quotes; what stands in quotes behind another word, anybody may
 * have sent. */
static const char *const of_answers[] = {"error",
                                         "err",
                                         "errors",
                                         "message",
                                         "msg",
                                         "details",
                                         "detail",
                                         "desc",
                                         "description",
                                         "reason",
                                         "cause",
                                         "status",
                                         "exception",
                                         "stderr",
                                         "stdout",
                                         "output",
                                         "returned",
                                         "response",
                                         "body",
                                         "content",
                                         "errormessage",
                                         "error_message",
                                         "grpc_message",
                                         "errormsg",
                                         "errmsg",
                                         "log",
                                         "textpayload",
                                         "failed",
                                         "failure",
                                         "forbidden",
                                         "denied",
                                         "because",
                                         "b",
                                         "u",
                                         "fault",
                                         "result",
                                         "causedby",
                                         "by",
                                         "debug_error_string",
                                         "error_description",
                                         "statusmessage",
                                         "status_message",
                                         "failurereason",
                                         "statusdetail",
                                         "reasons",
                                         "debuginfo",
                                         "explanation"};
/* … and what needs none. */
static const char *const of_speech[] = {
    "asked",      "asks",    "prompt",   "utterance", "comment",  "wrote",  "writes",
    "transcript", "subject", "feedback", "review",    "question", "posted", "username",
    "login",      "branch",  "agent",    "filename",  "nickname", "title",  "note"};
/* A server may say why it refuses; what these say is their own. */
static const char *const says[] = {"said", "says", "reported", "reports", "replied", "sent"};
static const char *const people[] = {"user",   "customer", "visitor", "guest",
                                     "reader", "somebody", "someone", "student",
                                     "he",     "she",      "they",    "tester"};

/* The word that ends there, without the marks behind it. */
static struct wd_str word_before(struct wd_str s)
{
    size_t from;

    s = wd_str_trim_right_of(s, " \t:=\"'`\\([{,");
    from = s.len;
    while (from > 0 && (wd_is_word(s.ptr[from - 1])))
        from--;
    return wd_str_from(s, from);
}

/* Where the quotes begin that are open at the end of `before`; WD_NPOS: none. "doesn't" opens none. */
static size_t open_quote(struct wd_str before, char quote)
{
    size_t open = WD_NPOS;

    for (size_t i = 0; i < before.len; i++) {
        bool in_word = i > 0 && i + 1 < before.len && wd_is_word(before.ptr[i - 1]) &&
                       wd_is_word(before.ptr[i + 1]);
        if (before.ptr[i] == quote && !in_word)
            open = open == WD_NPOS ? i : WD_NPOS;
    }
    return open;
}

/* Inside quotes, and not those of the name alone, that stand behind a word for what others send. */
static bool is_quoted(struct wd_str before, char behind)
{
    static const char quotes[] = {'"', '\'', '`'};
    bool closes = behind == '"' && before.len > 0 && before.ptr[before.len - 1] != '"';
    char own = closes ? '\0' : behind; /* the end of a longer citation */

    for (size_t i = 0; i < sizeof quotes; i++) {
        size_t open = quotes[i] == own ? WD_NPOS : open_quote(before, quotes[i]);
        struct wd_str label =
            open == WD_NPOS ? WD_STR_NONE : word_before(wd_str_sub(before, 0, open));
        if (label.len > 0 && !WD_STR_IIN(label, of_answers))
            return true;
    }
    return false;
}

/* "comment", "user said", but not "server said". */
static bool is_speech(struct wd_str before)
{
    struct wd_str verb = word_before(before);

    if (WD_STR_IIN(verb, of_speech))
        return true;
    return WD_STR_IIN(verb, says) &&
           WD_STR_IIN(word_before(wd_str_sub(before, 0, (size_t)(verb.ptr - before.ptr))), people);
}

static bool is_spoken(struct wd_str before)
{
    for (size_t i = 0; i < before.len; i++)
        if (before.ptr[i] == ':' && i + 1 < before.len && before.ptr[i + 1] == ' ' &&
            is_speech(wd_str_sub(before, 0, i)))
            return true;
    return false;
}

/* `1.2.3.4 - - [29/Nov/2026:10:00:00 +0000] "GET /?q=… HTTP/1.1" 200 12 "-" "…"`, `sshd[1]: Invalid user …`: what
 * anybody may send, without a key. What a server answered itself stands in its own log. */
static bool is_of_visitors(struct wd_str line)
{
    static const char *const methods[] = {"GET ",    "POST ",  "PUT ",     "HEAD ",
                                          "DELETE ", "PATCH ", "OPTIONS ", "CONNECT "};
    size_t at = wd_str_find(line, WD_STR("] \""));

    if (wd_str_has(line, WD_STR("sshd[")) || wd_str_starts(line, WD_STR("sshd: ")))
        return true;
    return at != WD_NPOS && WD_STR_ANY(wd_str_starts, wd_str_from(line, at + 3), methods) &&
           wd_str_has(wd_str_from(line, at), WD_STR(" HTTP/"));
}

/* A word of a product's name, and no level. */
static bool is_of_product(struct wd_str word)
{
    size_t upper = 0;

    for (size_t i = 0; i < word.len; i++)
        upper += wd_is_upper(word.ptr[i]);
    return word.len > 0 && (wd_is_alnum(word.ptr[word.len - 1]) || word.ptr[word.len - 1] == ')') &&
           upper > 0 && (upper < word.len || upper < 4);
}

/* Behind the last mark in the word that no product's name has; 0: it has none. */
static size_t mark_in(struct wd_str word)
{
    for (size_t i = word.len; i > 0; i--)
        if (wd_char_in(word.ptr[i - 1], "`'\"=+|>;%"))
            return i;
    return 0;
}

/* "Identity and Access Management (IAM) API has not …": where the API's name begins. */
static size_t start_of_api(struct wd_str before, size_t at)
{
    static const char *const joints[] = {"and", "for", "of"};
    size_t start = at;

    while (at > 0) {
        size_t end = before.ptr[at - 1] == ' ' ? at - 1 : at, from = end;
        while (from > 0 && before.ptr[from - 1] != ' ')
            from--;
        struct wd_str word = wd_str_sub(before, from, end - from);
        size_t mark = mark_in(word); /* "+Vertex", "error(`Vertex" */
        if (mark > 0)
            return from + mark;
        bool joins = WD_STR_IN(word, joints);
        if (!joins && !is_of_product(word))
            break;
        at = from;
        start = joins ? start : from;
    }
    return start;
}

/* Where the sentence begins that starts with the permission or the API and names its party later; WD_NPOS: it does not. */
static size_t start_of_sentence(struct wd_str before)
{
    static const char *const begins[] = {"Permission '",
                                         "Permission \"",
                                         "Permission `",
                                         "Permission denied on",
                                         "Access Denied",
                                         "Required '",
                                         "Required \"",
                                         "Missing necessary permission",
                                         "The principal (user or service account) lacks"};
    size_t at = wd_str_find(before, WD_STR(" has not been used"));

    if (at != WD_NPOS)
        return start_of_api(before, at);
    for (size_t i = 0; i < sizeof begins / sizeof *begins && at == WD_NPOS; i++)
        at = wd_str_find(before, wd_str_of(begins[i]));
    return at;
}

/* What stands before it. */
static struct wd_str before_sentence(struct wd_str before)
{
    size_t at = start_of_sentence(before);

    return at == WD_NPOS ? WD_STR_NONE : wd_str_sub(before, 0, at);
}

/* "… then retry. (resolved)": behind the last words of an API that is off. */
static bool is_commented_api(struct wd_str text)
{
    static const char *const ends[] = {"then retry.", "and retry."};
    size_t at = wd_str_find(text, WD_STR(" has not been used")), last = WD_NPOS;

    text = wd_str_from(text, at == WD_NPOS ? text.len : at);
    text = wd_str_sub(text, 0, wd_str_find_char(text, '\n'));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = wd_str_find(text, wd_str_of(ends[i]));
        if (end != WD_NPOS)
            last = end + strlen(ends[i]);
    }
    text = wd_str_from(text, last == WD_NPOS ? text.len : last);
    text = wd_str_sub(text, 0, wd_str_find_char(text, '{')); /* the body */
    return !wd_str_istarts(text, WD_STR(" If you enabled this API")) &&
           wd_evidence_is_trailed(text);
}

/* What stands before the sentence on its line: before the permission, and before the words that it begins with. */
static struct wd_str lead_of(const struct wd_event *event, struct wd_str before)
{
    struct wd_str permission = event->slot[WD_SLOT_PERMISSION];
    size_t end = start_of_sentence(before);
    size_t at = permission.len > 0 ? wd_str_find(before, permission) : WD_NPOS;

    end = end == WD_NPOS ? before.len : end;
    end = at < end ? at : end;
    return wd_str_sub(before, 0, end);
}

/* Somebody to give access to, or an API to switch on: without either nothing is ready, and what lacks is told. */
static bool gives_something(const struct wd_event *event)
{
    return event->slot[WD_SLOT_PRINCIPAL].len > 0 || event->slot[WD_SLOT_API].len > 0;
}

/* "… Help Token: ARD_…. This command is authenticated as X": what Google's support asks for, and gcloud's own sentence; the refusal
 * ends before them. */
static struct wd_str without_token(struct wd_str before)
{
    size_t at = wd_str_find(before, WD_STR("Help Token: "));

    return at != WD_NPOS && wd_str_ends(before, WD_STR("This command is authenticated as "))
               ? wd_str_sub(before, 0, at)
               : before;
}

/* "fc: User: acs:ram::…" is how Alibaba Cloud's sentence begins: the label is its own, and so is the action's product. */
static struct wd_str without_label(const struct wd_event *event, struct wd_str before)
{
    struct wd_str rest = before, name;

    if (!wd_str_ends(before, WD_STR("User: ")))
        return before;
    rest = before = wd_str_sub(before, 0, before.len - 6);
    name = wd_str_word(&rest);
    return wd_str_ends(name, WD_STR(":")) && wd_str_trim(rest).len == 0 &&
                   wd_str_starts(event->slot[WD_SLOT_PERMISSION], name)
               ? WD_STR_NONE
               : before;
}

/* Somebody sent it, says so, or adds to it. */
static bool is_echoed(const struct wd_event *event, struct wd_str text, size_t at, size_t named)
{
    struct wd_str before = wd_str_sub(text, 0, at == WD_NPOS ? 0 : at);
    size_t line = wd_str_rfind_char(before, '\n');

    before = wd_text_without_process(without_label(
        event, without_token(line == WD_NPOS ? before : wd_str_from(before, line + 1))));
    struct wd_str lead = lead_of(event, before), sentence = before_sentence(before);
    return is_quoted(before, at == WD_NPOS ? '\0' : wd_str_at(text, at + named)) ||
           is_quoted(sentence, '\0') || is_spoken(before) || is_spoken(sentence) ||
           wd_evidence_is_labelled(sentence) || wd_evidence_is_foreign(sentence) ||
           (gives_something(event) &&
            (wd_evidence_is_led_strangely(lead) || wd_text_is_headed_strangely(before))) ||
           (event->slot[WD_SLOT_PRINCIPAL].len > 0 &&
            (wd_evidence_is_labelled(before) || wd_evidence_is_prefixed(before))) ||
           (at != WD_NPOS && wd_evidence_is_commented(event, text, before)) ||
           is_commented_api(text);
}

/* The members of an API's answer are no words before it: what leads to them stands before its first brace, and before the
 * label that the SDKs give it. */
static size_t start_of_answer(struct wd_str text, size_t at)
{
    static const char *const labels[] = {"Data: ", "data: "};
    size_t brace = wd_str_find_char(text, '{');

    if (at == WD_NPOS || brace >= at ||
        !wd_str_has(wd_str_sub(text, brace, at), WD_STR("AccessDeniedDetail")))
        return at;
    return WD_STR_ANY(wd_str_ends, wd_str_sub(text, 0, brace), labels) ? brace - strlen(labels[0])
                                                                       : brace;
}

void wd_doubt_echoed(struct wd_event *event)
{
    struct wd_str named = event->slot[WD_SLOT_PRINCIPAL];

    if (named.len == 0)
        named = event->slot[WD_SLOT_PROJECT];
    for (size_t i = 0; i < event->text_count && event->voice != WD_VOICE_SERVICE; i++) {
        struct wd_str text = event->texts[i].s;
        size_t at = named.len > 0 ? wd_str_find(text, named) : WD_NPOS;
        at = start_of_answer(text, at);
        if (is_echoed(event, text, at, named.len) || is_of_visitors(text))
            event->doubts |= WD_DOUBT_READ;
    }
}
