/* A sentence that somebody sent and a program repeats: `invalid query: "evil@… does not have …"`, `user said: …`. What
 * stands inside such quotes refuses nothing, however well it is worded. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

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

    while (s.len > 0 && wd_char_in(s.ptr[s.len - 1], " \t:=\"'`\\([{,"))
        s.len--;
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

/* What stands before the sentence, where that begins with the permission or the API and names its party later. */
static struct wd_str before_sentence(struct wd_str before)
{
    static const char *const begins[] = {"Permission '", "Permission \"", "Access Denied"};
    size_t at = wd_str_find(before, WD_STR(" has not been used"));

    for (size_t i = 0; i < sizeof begins / sizeof *begins && at == WD_NPOS; i++)
        at = wd_str_find(before, wd_str_of(begins[i]));
    return at == WD_NPOS ? WD_STR_NONE : wd_str_sub(before, 0, at);
}

/* "kim: Vertex AI API has not been used …": who speaks, and nothing else, before the name of an API, which is words in
 * capitals. A program's name says what it does ("worker", "scheduler"), or is known. */
static bool is_before_api(struct wd_str before)
{
    static const char *const of_programs[] = {
        "er",    "or",     "app",  "api",   "job", "task", "web",   "svc",  "ing",    "ice",
        "build", "deploy", "main", "agent", "ctl", "form", "cloud", "util", "docker", "kaniko"};
    size_t at = wd_str_find(before, WD_STR(" has not been used")),
           colon = wd_str_find(before, WD_STR(": "));
    struct wd_str name = wd_str_sub(before, 0, colon == WD_NPOS ? 0 : colon);

    if (at == WD_NPOS || name.len < 2 || name.len > 12 || colon > at ||
        WD_STR_ANY(wd_str_ends, name, of_programs) || WD_STR_ANY(wd_str_ieq, name, of_answers))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!wd_is_letter(name.ptr[i]))
            return false;
    return wd_evidence_is_prefixed(wd_str_sub(before, 0, colon + 1));
}

/* The rest of the line behind the facts, each where it stands first behind the name of who was refused, or before it. */
static struct wd_str behind_facts(const struct wd_event *event, struct wd_str line, size_t named)
{
    const struct wd_str facts[] = {event->slot[WD_SLOT_PRINCIPAL], event->slot[WD_SLOT_PERMISSION],
                                   event->slot[WD_SLOT_RESOURCE], event->slot[WD_SLOT_BUCKET],
                                   event->slot[WD_SLOT_SERVICE_ACCOUNT]};
    size_t last = named;

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct wd_str fact = wd_last_part(facts[i], '/');
        size_t at = fact.len > 1 ? wd_str_find(wd_str_from(line, named), fact) : WD_NPOS;
        if (at != WD_NPOS && named + at + fact.len > last)
            last = named + at + fact.len;
    }
    return wd_str_from(line, last);
}

/* "… or gs://other/x": a second bucket. */
static bool names_another_bucket(const struct wd_event *event, struct wd_str behind)
{
    size_t at = wd_str_find(behind, WD_STR("gs://"));

    return at != WD_NPOS && event->slot[WD_SLOT_BUCKET].len > 0 &&
           !wd_str_starts(wd_str_from(behind, at + 5), event->slot[WD_SLOT_BUCKET]);
}

/* People add to what they cite: before it in another language, behind it in words of their own. */
static bool is_commented(const struct wd_event *event, struct wd_str text, struct wd_str before)
{
    struct wd_str line = wd_str_from(text, (size_t)(before.ptr - text.ptr)), behind;

    line = wd_str_sub(line, 0, wd_str_find_char(line, '\n'));
    behind = behind_facts(event, line, before.len);
    return event->slot[WD_SLOT_PERMISSION].len > 0 &&
           wd_str_find_char(event->slot[WD_SLOT_PRINCIPAL], '@') != WD_NPOS &&
           (wd_evidence_is_foreign(before) || wd_evidence_is_trailed(behind) ||
            names_another_bucket(event, behind));
}

void wd_doubt_echoed(struct wd_event *event)
{
    struct wd_str named = event->slot[WD_SLOT_PRINCIPAL];

    if (named.len == 0)
        named = event->slot[WD_SLOT_PROJECT];
    for (size_t i = 0; i < event->text_count && event->voice != WD_VOICE_SERVICE; i++) {
        struct wd_str text = event->texts[i].s;
        size_t at = named.len > 0 ? wd_str_find(text, named) : WD_NPOS;
        struct wd_str before = wd_str_sub(text, 0, at == WD_NPOS ? 0 : at);
        size_t line = wd_str_rfind_char(before, '\n');
        before = line == WD_NPOS ? before : wd_str_from(before, line + 1);
        if (is_quoted(before, at == WD_NPOS ? '\0' : wd_str_at(text, at + named.len)) ||
            is_spoken(before) || is_spoken(before_sentence(before)) ||
            wd_evidence_is_labelled(before_sentence(before)) || is_before_api(before) ||
            (event->slot[WD_SLOT_PRINCIPAL].len > 0 &&
             (wd_evidence_is_labelled(before) || wd_evidence_is_prefixed(before))) ||
            (at != WD_NPOS && is_commented(event, text, before)) || is_of_visitors(text))
            event->doubts |= WD_DOUBT_READ;
    }
}
