/* One failure, told in many lines: a refusal is held back until it is clear that nothing more of it follows. Its stack, the
 * causes below it, the body of the answer, the fields that a client library prints line by line, and its echoes (echo.c) belong
 * to it; the next refusal of its own does not.
 *
 * Opened for text only, by the line that refuses. Lines that say nothing of it are read on their own meanwhile, and after a
 * few of them the failure is complete. */
#include "read/text/carried.h"
#include "read/text/command.h"
#include "read/text/streams.h"
#include "read/text/text.h"

enum { BODY_LINES = 100, FRAMES = 1, SENTENCES_MAX = 4 };

static bool ends_open(struct wd_str line)
{
    line = wd_str_trim(line);
    return line.len > 0 && (line.ptr[line.len - 1] == '{' || line.ptr[line.len - 1] == '[');
}

/* A line of a JSON body, of its brackets, of an XML body. */
static bool is_body_line(struct wd_str line)
{
    line = wd_str_trim_left(line);
    return line.len == 0 || wd_char_in(line.ptr[0], "{}[]\",<\\") || wd_text_is_member(line);
}

/* "    statusText: 'Forbidden',": a member of an object as Node.js prints it. */
static bool is_inspected(struct wd_str line)
{
    struct wd_str s = wd_str_trim_left(line);
    size_t len = 0;

    while (len < s.len && wd_is_word(s.ptr[len]))
        len++;
    return s.ptr != line.ptr && len > 0 && len + 1 < s.len && s.ptr[len] == ':' &&
           s.ptr[len + 1] == ' ';
}

static enum wd_join in_body(struct wd_str line, struct wd_message *message)
{
    if ((!is_body_line(line) && !is_inspected(line)) || message->lines > BODY_LINES) {
        message->depth = 0;
        return WD_JOIN_PUSH_BACK;
    }
    message->depth = wd_failure_depth(line, message->depth);
    return WD_JOIN_MORE;
}

/* gcloud's own stack, at level DEBUG: the answer that its words are made of ends it. */
static bool is_answer_of_gcloud(struct wd_str line, struct wd_str text)
{
    return wd_str_has(line, WD_STR("HttpError accessing <")) &&
           wd_str_has(text, WD_STR("(gcloud."));
}

static enum wd_join in_frames(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    if (line.len == 0 || line.ptr[0] == ' ' || line.ptr[0] == '\t')
        return WD_JOIN_MORE;
    message->state = 0;
    if (is_answer_of_gcloud(line, wd_buf_str(&message->text)))
        message->depth = wd_failure_depth(line, 0);
    else if ((r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line) &&
             !wd_text_echoes(line, wd_buf_str(&message->text)))
        return WD_JOIN_PUSH_BACK;
    return WD_JOIN_MORE;
}

/* The first line is a command, or a call of Terraform's provider, and this is its answer. */
static bool answers_command(struct wd_reading *r, struct wd_str line,
                            const struct wd_message *message)
{
    struct wd_str first = wd_buf_str(&message->text);

    return message->lines == 1 &&
           (wd_command_is(first) || wd_str_ends(wd_str_trim(first), WD_STR("ERROR]:"))) &&
           (wd_str_ends(wd_str_trim(line), WD_STR("SDK.ServerError")) ||
            ((r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line)));
}

static struct wd_str branch_of(struct wd_str line)
{
    return wd_carried_branch(line, wd_carried_bare(line, NULL));
}

/* "api-1  | " below "worker-1  | ", "host app[12]: " below "host job[7]: ": another container or process speaks. */
static bool is_of_another(const struct wd_reading *r)
{
    static const char *const ends[] = {"| ", "]: "};
    struct wd_str above = wd_str_trim(r->record->before), branch = branch_of(r->record->body);
    struct wd_str other = branch_of(wd_str_from(above, wd_str_rfind_char(above, '\n') + 1));

    return r->stream.len == 0 && WD_STR_ANY(wd_str_ends, branch, ends) &&
           WD_STR_ANY(wd_str_ends, other, ends) && !wd_str_eq(other, branch);
}

/* "At line:1 char:1", or a script's path, and below it the command and two fields: where PowerShell met an error. */
static bool is_position(struct wd_str line)
{
    return wd_str_starts(line, WD_STR("At ")) && wd_str_has(line, WD_STR(" char:"));
}

static bool is_below_position(struct wd_str line, struct wd_str text)
{
    return wd_str_starts(wd_str_trim_left(line), WD_STR("+ ")) &&
           wd_str_has(text, WD_STR("\nAt ")) && wd_str_has(text, WD_STR(" char:"));
}

/* Copied out of a viewer that shows the newest line first: ", forbidden" ends an error of Go's, its details follow from
 * below upwards, and last comes the line that refuses. */
static bool is_upside_down(struct wd_str line, struct wd_str text)
{
    return wd_str_starts(text, WD_STR(", forbidden")) &&
           wd_str_ends(wd_str_trim(text), WD_STR("Details:")) && !is_body_line(line);
}

/* The first line is a command whose failure names nothing: only its answer belongs to it. */
static enum wd_join next_of_command(struct wd_reading *r, struct wd_str line,
                                    const struct wd_message *message)
{
    struct wd_str text = wd_buf_str(&message->text);

    if (wd_command_is_answered(text, line))
        return WD_JOIN_MORE;
    if ((message->seen == 1 && wd_str_ends(wd_str_trim(text), WD_STR("\\"))))
        return WD_JOIN_FOLD;
    if ((r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line))
        return WD_JOIN_PUSH_BACK;
    return message->seen > WD_FAILURE_WAIT && !wd_str_starts(line, WD_STR("\tat "))
               ? WD_JOIN_PUSH_BACK
               : WD_JOIN_WAIT;
}

/* A sentence in quotes or a row of a table; behind the name of a member stands a colon, behind a message of klog's its fields. */
static bool is_quoted(struct wd_str line)
{
    size_t at = 1;

    while (at < line.len && line.ptr[at] != '"')
        at += line.ptr[at] == '\\' ? 2 : 1;
    line = wd_str_trim(wd_str_from(line, at + 1));
    return line.len == 0 || wd_char_in(line.ptr[0], ",;");
}

/* What stands behind "[job]", "[job][pod]". */
static struct wd_str behind_tags(struct wd_str line)
{
    while (line.len > 1 && line.ptr[0] == '[' && wd_is_alnum(line.ptr[1])) {
        size_t end = wd_str_find_char(line, ']');
        line = end == WD_NPOS ? WD_STR_NONE : wd_str_from(line, end + 1);
    }
    return line;
}

/* Begins with a bracket as bodies do, but is a line of its own: "[ERROR] …", "<3>…", a quoted one, the rest of a row behind
 * its time, or an element like the one that the failure began with. */
static bool is_own_line(struct wd_str line, struct wd_str text)
{
    struct wd_str rest = wd_str_trim_left(wd_str_from(line, 1));
    size_t end = wd_str_find_char(line, '>');

    if (wd_str_ends(text, WD_STR(" Details:"))) /* of Google's client of Python, folded there */
        return false;
    switch (line.len > 0 && rest.len > 0 ? line.ptr[0] : 0) {
    case '"':
        return is_quoted(line);
    case ',': /* and no ", forbidden", as Go ends an error behind its body */
        return line.ptr[1] != ' ';
    case '[': /* "[ErrorCode]: …" and what has a body behind it go on; "[job][pod] …" does not */
        line = behind_tags(line);
        return !wd_char_in(rest.ptr[0], "{[\"'],") && line.len > 0 && line.ptr[0] != ':' &&
               !is_body_line(line);
    case '{':
        return !wd_char_in(rest.ptr[0], "\"'}");
    case '<':
        return wd_is_digit(rest.ptr[0]) ||
               (end != WD_NPOS && wd_str_starts(text, wd_str_sub(line, 0, end + 1)));
    default:
        return false;
    }
}

/* "403 Forbidden", below it "GET https://…", and below that what the service answered, as Google's client of Java prints
 * an answer in plain text. */
static bool is_answer_below_call(struct wd_str text)
{
    static const char *const verbs[] = {"GET http", "POST http", "PUT http", "PATCH http",
                                        "DELETE http"};
    static const char *const ends[] = {" Forbidden", "401 Unauthorized"};
    size_t newline = wd_str_rfind_char(text, '\n');

    return newline != WD_NPOS &&
           WD_STR_ANY(wd_str_starts, wd_str_trim_left(wd_str_from(text, newline + 1)), verbs) &&
           WD_STR_ANY(wd_str_ends, wd_str_trim(wd_str_sub(text, 0, newline)), ends);
}

/* No answer of an interface has such members: {"level":"error","msg":…}. */
static bool is_logged(struct wd_str object)
{
    static const char *const members[] = {
        "\"level\":", "\"severity\":", "\"lvl\":", "\"logger\":", "\"msg\":"};

    return WD_STR_ANY(wd_str_has, object, members);
}

/* An object below one, or behind a head of its own a logger's or one at odds with the line above: the next row of a collector
 * that writes a program's records behind times ("kubectl logs --timestamps", containerd), no body of the one above. */
static bool is_next_row(const struct wd_reading *r, struct wd_str line, struct wd_str text)
{
    struct wd_str rest = text;

    if (!wd_failure_is_object(line))
        return false;
    return wd_failure_is_object(wd_str_cut(&rest, '\n')) ||
           (wd_text_is_headed(r->record, line) &&
            (is_logged(line) || wd_failure_contradicts(text, line)));
}

/* It belongs to the failure by its form; behind a record with a head of its own, to that record, unless it has one, too. */
static bool is_part(const struct wd_reading *r, struct wd_str line,
                    const struct wd_message *message)
{
    if (message->passed && !wd_text_is_headed(r->record, line))
        return false;
    if (is_next_row(r, line, wd_buf_str(&message->text)))
        return false;
    return wd_failure_detail(line, wd_buf_str(&message->text)) ||
           (line.len > 0 && is_body_line(line) && !wd_text_begins_as_note(line));
}

static bool refuses(struct wd_reading *r, struct wd_str line)
{
    return (r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line);
}

/* A line that refuses is part of the failure if it says what that does. */
static enum wd_join next_refusing(struct wd_str line, struct wd_str text,
                                  struct wd_message *message)
{
    if (!wd_text_echoes(line, text))
        return WD_JOIN_PUSH_BACK;
    message->depth = ends_open(line) ? wd_failure_depth(line, 0) : 0;
    return WD_JOIN_MORE;
}

static enum wd_join next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    struct wd_str text = wd_buf_str(&message->text);

    if (message->lines == 1 && wd_command_waits(text))
        return next_of_command(r, line, message);
    if (message->depth > 0 && in_body(line, message) == WD_JOIN_MORE)
        return WD_JOIN_MORE;
    if (message->state == FRAMES)
        return in_frames(r, line, message);
    if (line.len > 0 && wd_text_begins_anew(line, text))
        return WD_JOIN_PUSH_BACK;
    if (wd_failure_links_causes(line) ||
        wd_str_has(line, WD_STR("Traceback (most recent call last)"))) {
        message->state = wd_failure_links_causes(line) ? 0 : FRAMES;
        return WD_JOIN_MORE;
    }
    if (is_upside_down(line, text))
        return WD_JOIN_END;
    if (is_position(line) || is_below_position(line, text))
        return WD_JOIN_MORE;
    enum wd_join fold = wd_failure_folds(r, line, message);
    if (fold != WD_JOIN_WAIT)
        return fold;
    if ((r->groups & WD_WORD_MARKER) && wd_failure_of_another_cloud(line, text) && refuses(r, line))
        return WD_JOIN_PUSH_BACK;
    if (message->seen + 1 == message->lines && line.len > 0 && wd_failure_says_what_was_asked(text))
        return is_of_another(r) ? WD_JOIN_PUSH_BACK : WD_JOIN_FOLD;
    if (answers_command(r, line, message) ||
        (message->seen + 1 == message->lines && is_answer_below_call(text)))
        return WD_JOIN_MORE;
    if (is_own_line(line, text) && refuses(r, line) && !wd_text_echoes(line, text))
        return WD_JOIN_PUSH_BACK;
    if (is_part(r, line, message)) {
        message->depth = wd_failure_depth(line, 0);
        return WD_JOIN_MORE;
    }
    if (refuses(r, line))
        return next_refusing(line, text, message);
    if ((r->groups & WD_WORD_MARKER) && wd_text_echoes(line, text))
        return WD_JOIN_MORE; /* "Invalid or missing api_key" refuses by no word of its own */
    return message->seen >= message->lines + WD_FAILURE_WAIT ? WD_JOIN_PUSH_BACK : WD_JOIN_WAIT;
}

/* The text of the member "message" of a body that is no JSON: another language's, cut off, with a comma too many, or a string
 * that somebody broke. */
static struct wd_str message_member(struct wd_str line)
{
    static const char *const names[] = {"", "message"};
    struct wd_str name, value = wd_text_member(wd_str_trim(line), &name);

    return WD_STR_IIN(name, names) ? wd_text_unquoted(value) : WD_STR_NONE;
}

static bool known(const struct wd_event *event, struct wd_str s)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_has(event->texts[i].s, s))
            return true;
    return false;
}

/* The lines that refuse, each once; those of a body by their message. The first one opened the failure, whatever it begins
 * with: "<HttpError 403 …>" is no body. What OSS answered below it says more than it. */
static void add_sentences(struct wd_reading *r, struct wd_str text)
{
    struct wd_str rest = text;
    bool first = true, answered = wd_str_has(text, WD_STR("\n<Error><Code>"));

    while (rest.len > 0 && r->event->text_count < SENTENCES_MAX) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        struct wd_str member = message_member(line);
        struct wd_str sentence = member.len > 0 ? member : wd_str_trim(line);
        bool opens = first && sentence.len > 0 && wd_char_in(sentence.ptr[0], "\"<");
        bool told = sentence.len > 0 && (opens || member.len > 0 || !is_body_line(line)) &&
                    !wd_str_starts(wd_str_trim_left(line), WD_STR("at ")) &&
                    (first ? !answered : wd_text_refuses(r, sentence));
        if (told && !known(r->event, sentence))
            wd_event_add_text(r->event, sentence, WD_TEXT_MESSAGE);
        first = false;
    }
}

static void finish(struct wd_reading *r, struct wd_str text)
{
    size_t newline = wd_str_find_char(text, '\n');

    wd_text_set_dialect(r, wd_str_sub(text, 0, newline));
    if (wd_str_find_char(text, '{') != WD_NPOS && wd_read_json_part(r, text) &&
        r->event->kind != WD_KIND_OTHER)
        return;
    if (newline == WD_NPOS) {
        wd_read_told(r, text);
        return;
    }
    add_sentences(r, text);
    wd_event_add_text(r->event, text, WD_TEXT_STACK);
    wd_judge_texts(r);
    if (r->event->kind == WD_KIND_CANDIDATE || r->event->kind == WD_KIND_FOREIGN)
        wd_text_facts(r, text);
    wd_text_settle_fragment(r->event, wd_str_sub(text, 0, newline));
}

const struct wd_joiner wd_join_failure = {"failure", "\n", NULL, next, finish, true};

/* OSS's SDKs of Java and .NET put a sentence first that may hold no word of refusal; the code that refuses stands below. */
static bool oss_opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    (void)message;
    return wd_str_has(line, WD_STR("OSSException: ")) && !wd_text_refuses(r, line);
}

const struct wd_joiner wd_join_oss_exception = {"oss exception", "\n", oss_opens, next,
                                                finish,          false};
