/* gcloud prints an API's error as one line and its details as YAML below it:
 *     ERROR: (gcloud.run.deploy) PERMISSION_DENIED: …
 *     - '@type': type.googleapis.com/google.rpc.ErrorInfo
 *       metadata:
 *         permission: run.services.get
 *       reason: IAM_PERMISSION_DENIED
 * A command that is echoed above it, or what it prints before it calls, names project and place, where the error does not. */
#include "read/text/carried.h"
#include "read/text/command.h"
#include "read/text/streams.h"
#include "read/text/text.h"

static bool opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    size_t at = wd_str_find(line, WD_STR("ERROR: (gcloud."));

    (void)r;
    message->indent = at == WD_NPOS ? 0 : at; /* what carries it carries its details */
    return at != WD_NPOS || wd_command_announces(line);
}

/* The text from the error on; "": a command that has not failed so far. */
static struct wd_str error_in(struct wd_str text)
{
    size_t at = wd_str_find(text, WD_STR("ERROR: (gcloud."));

    return wd_str_from(text, at == WD_NPOS ? text.len : at);
}

/* Of jobs that run beside each other: the command right above the error is another one's, and further up stands the
 * error's own. What is a stream of its own holds no other's lines. */
static bool is_anothers(const struct wd_reading *r)
{
    struct wd_str before = r->record->before, line = r->record->body;
    struct wd_str branch = wd_carried_branch(line, wd_carried_bare(line, NULL));
    bool own = false, last = false;

    while (before.len > 0 && branch.len > 0 && r->stream.len == 0) {
        line = wd_str_cut(&before, '\n');
        struct wd_str bare = wd_carried_bare(line, NULL);
        if (wd_command_announces(bare)) {
            last = wd_str_eq(wd_carried_branch(line, bare), branch);
            own = own || last;
        }
    }
    return own && !last;
}

/* Its options may go over lines; its error follows within some lines of what it prints. */
static enum wd_join after_command(struct wd_reading *r, struct wd_str line,
                                  struct wd_message *message)
{
    struct wd_str text = wd_buf_str(&message->text);

    if (message->seen + 1 == message->lines && wd_str_ends(wd_str_trim(text), WD_STR("\\")))
        return WD_JOIN_FOLD;
    if (wd_str_starts(line, WD_STR("ERROR: (gcloud.")) && is_anothers(r))
        return WD_JOIN_PUSH_BACK;
    if (wd_str_starts(line, WD_STR("ERROR: (gcloud."))) {
        message->seen = message->lines - 1; /* the next line may go on with this one */
        return WD_JOIN_MORE;
    }
    bool other = (r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line);
    return other || wd_command_announces(line) || message->seen >= message->lines + WD_FAILURE_WAIT
               ? WD_JOIN_PUSH_BACK
               : WD_JOIN_WAIT;
}

/* "ResponseError: status=[403], code=[Ok], message=[": the sentence is on the lines below, up to the bracket. */
static bool ends_open(const struct wd_message *message)
{
    struct wd_str error = error_in(wd_buf_str(&message->text));

    return wd_str_ends(wd_str_trim(error), WD_STR("[")) && wd_str_find_char(error, '\n') == WD_NPOS;
}

/* "Some requests did not succeed:", and below it an answer an item. */
static bool is_item(struct wd_str line, const struct wd_message *message)
{
    struct wd_str text = error_in(wd_buf_str(&message->text));
    struct wd_str first = wd_str_trim(wd_str_cut(&text, '\n'));

    return wd_str_starts(line, WD_STR(" - ")) && wd_str_ends(first, WD_STR(":"));
}

/* "Service x.googleapis.com is not available to this consumer.": why it may not be bound, below that it may not. */
static bool is_reason(struct wd_str line)
{
    return wd_str_starts(line, WD_STR("Service ")) && wd_str_has(line, WD_STR(".googleapis.com")) &&
           (wd_str_has(line, WD_STR(" is an internal service")) ||
            wd_str_has(line, WD_STR(" is not available to this consumer")));
}

/* What gcloud prints below any command, failed or not (of its updates, its survey, and the command for each), and what its
 * runner goes on with. */
static bool is_epilogue(struct wd_str line)
{
    static const char *const starts[] = {"Updates are available for some",
                                         "please run:",
                                         "To take a quick anonymous survey",
                                         "  $ gcloud ",
                                         "[Pipeline] ",
                                         "[INFO] "};

    return WD_STR_ANY(wd_str_starts, line, starts);
}

/* The message goes over lines where nothing but it stands above the details. */
static bool details_follow(const struct wd_reading *r, const struct wd_message *message)
{
    enum { AHEAD = 600, LINES_MAX = 4 };
    struct wd_str ahead = wd_str_sub(r->record->after, 0, AHEAD);
    size_t at = wd_str_find(ahead, WD_STR("- '@type'")), lines = 0;

    if (at == WD_NPOS || message->seen + 1 != message->lines ||
        wd_str_has(wd_buf_str(&message->text), WD_STR("\n- '@type'")))
        return false;
    ahead = wd_str_sub(ahead, 0, at);
    for (struct wd_str rest = ahead; rest.len > 0; lines++)
        wd_str_cut(&rest, '\n');
    return lines < LINES_MAX && !wd_str_has(ahead, WD_STR("ERROR: (gcloud."));
}

static enum wd_join next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    enum { PLAIN, IN_BRACKETS = 2 }; /* 1 is the failure's own */
    enum { BRACKETED_MAX = 12 };     /* lines */

    if (error_in(wd_buf_str(&message->text)).len == 0)
        return after_command(r, line, message);
    if (message->state == IN_BRACKETS || ends_open(message)) {
        message->state = wd_str_starts(line, WD_STR("]")) ? PLAIN : IN_BRACKETS;
        return message->lines < BRACKETED_MAX ? WD_JOIN_MORE : WD_JOIN_PUSH_BACK;
    }
    if (wd_str_starts(line, WD_STR("ERROR: (gcloud.")) || is_epilogue(line))
        return WD_JOIN_PUSH_BACK; /* the next command's, or nobody's */
    if (message->seen + 1 != message->lines && wd_str_starts(line, WD_STR("Traceback (most ")))
        return WD_JOIN_PUSH_BACK; /* of the runner that called it */
    if (wd_str_starts(line, WD_STR("Help Token:")) ||
        wd_str_starts(line, WD_STR("This command is authenticated")))
        return WD_JOIN_MORE;
    if (is_item(line, message) || is_reason(line) || details_follow(r, message))
        return WD_JOIN_MORE;
    if (wd_str_starts(line, WD_STR("+ ")))
        return wd_join_failure.next(r, line, message); /* PowerShell */
    if (wd_str_starts(line, WD_STR("- '@type'")) || wd_str_starts(line, WD_STR("- \"@type\"")) ||
        (message->seen + 1 == message->lines && wd_str_starts(line, WD_STR("  ")) &&
         !wd_str_starts(wd_str_trim_left(line), WD_STR("at ")))) /* of a stack, no field */
        return WD_JOIN_MORE;
    return wd_join_failure.next(r, line, message); /* folds, echoes, the answer's body */
}

static struct wd_str value(struct wd_str text, const char *key)
{
    size_t at = wd_str_find(text, wd_str_of(key));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(text, at + strlen(key));

    rest = wd_str_trim(wd_str_cut(&rest, '\n'));
    if (rest.len >= 2 && (rest.ptr[0] == '\'' || rest.ptr[0] == '"'))
        rest = wd_str_sub(rest, 1, rest.len - 2);
    return rest;
}

static void read_details(struct wd_reading *r, struct wd_str details)
{
    struct wd_str type = value(details, " type: ");

    wd_text_error_info(r, details);
    if (wd_str_starts(type, WD_STR("constraints/")))
        wd_event_set(r->event, WD_SLOT_CONSTRAINT, type, WD_SOURCE_DETAIL);
    wd_event_add_text(r->event, details, WD_TEXT_DETAIL);
}

/* "- Required 'p' permission for 'projects/P/…'": P. */
static struct wd_str project_of_item(struct wd_str line)
{
    struct wd_str name = wd_between(line, "' permission for 'projects/", "'");

    return wd_str_starts(line, WD_STR("- Required '")) ? wd_str_cut(&name, '/') : WD_STR_NONE;
}

/* The message in one line: what was folded below it, up to the first detail. Items of a list that are of another project
 * stay apart: they are needs of their own. */
static struct wd_str message_of(struct wd_reading *r, struct wd_str *text)
{
    struct wd_str message = wd_str_cut(text, '\n'), last = WD_STR_NONE;

    while (text->len > 0) {
        struct wd_str rest = *text;
        struct wd_str line = wd_str_cut(&rest, '\n');
        if (wd_str_starts(line, WD_STR("- "))) /* an item of the message is set in */
            break;
        line = wd_str_trim(line);
        struct wd_str project = project_of_item(line);
        bool other = last.len > 0 && project.len > 0 && !wd_str_eq(last, project);
        struct wd_str glue = other ? WD_STR("\n") : WD_STR(" ");
        last = project.len > 0 ? project : last;
        message = wd_arena_concat(r->arena, (const struct wd_str[]){message, glue, line}, 3);
        *text = rest;
    }
    return message;
}

/* What PowerShell prints below an error: the command once more, and the error's beginning. */
static struct wd_str without_position(struct wd_str text)
{
    size_t at = wd_str_find(text, WD_STR("\nAt "));

    return at != WD_NPOS && wd_str_has(wd_str_from(text, at), WD_STR(" char:"))
               ? wd_str_sub(text, 0, at)
               : text;
}

static struct wd_str line_at(struct wd_str text, size_t at)
{
    struct wd_str rest = wd_str_from(text, at);

    return wd_str_trim(wd_str_cut(&rest, '\n'));
}

/* A runner prints the command's error once more, behind words of its own: "failed with: … : ERROR: (gcloud.x) …". As long as
 * each is the first, letter by letter, one of them tells all. */
static struct wd_str without_repeats(struct wd_str text)
{
    const struct wd_str mark = WD_STR("ERROR: (gcloud.");
    size_t first = wd_str_find(text, mark), at = first, cut = text.len, next;

    if (first == WD_NPOS)
        return text;
    while ((next = wd_str_find(wd_str_from(text, at + mark.len), mark)) != WD_NPOS) {
        at += mark.len + next;
        if (!wd_str_eq(line_at(text, at), line_at(text, first)))
            return text;
        cut = cut < text.len ? cut : wd_str_rfind_char(wd_str_sub(text, 0, at), '\n');
    }
    return cut == WD_NPOS ? text : wd_str_sub(text, 0, cut);
}

static void finish(struct wd_reading *r, struct wd_str text)
{
    text = without_repeats(without_position(text));
    struct wd_str error = error_in(text);

    if (wd_command_announces(text) && error.len > 0) {
        wd_command_gcloud_facts(r, text, error);
        text = error;
    }
    if (error.len == 0) {
        wd_join_failure.finish(r, text);
        return;
    }
    if (wd_str_has(text, WD_STR("\n{"))) {
        wd_join_failure.finish(r, text); /* the body of the answer */
        return;
    }
    size_t first = wd_str_find(text, WD_STR("ERROR: (gcloud.")); /* behind a runner's words, too */
    struct wd_str rest = wd_str_from(text, first == WD_NPOS ? text.len : first + 1);
    struct wd_str message = message_of(r, &text);

    if (wd_str_has(
            rest,
            WD_STR("ERROR: (gcloud."))) /* two commands in one text: whose permission is it? */
        r->event->doubts |= WD_DOUBT_PERMISSION;

    wd_text_set_dialect(r, message);
    wd_event_add_text(r->event, message, WD_TEXT_MESSAGE);
    if (text.len > 0)
        read_details(r, text);
    wd_judge_texts(r);
    if (r->event->kind == WD_KIND_CANDIDATE)
        wd_text_facts(r, message);
}

const struct wd_joiner wd_join_gcloud = {"gcloud", "\n", opens, next, finish, true};
