/* Python tracebacks, whether the lines come from a file or one an entry from a job's log.
 *
 * The message is the last line at the margin; what is indented quotes source code and is not looked
 * at. "During handling of …" and "The above exception …" continue with a further traceback. Some
 * libraries break their message over two lines. */
#include "read/text/streams.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

enum state { IN_FRAMES, AFTER_EXCEPTION, AFTER_BLANK };

static const char head[] = "Traceback (most recent call last)";

/* `"module_stderr": "Traceback (most recent call last):\\n  File …"`: a string that holds all of it (Ansible). */
static bool goes_on_escaped(struct wd_str line, size_t at)
{
    struct wd_str rest = wd_str_from(line, at + strlen(head));

    return wd_str_starts(rest, WD_STR(":\\n")) || wd_str_starts(rest, WD_STR(":\\r"));
}

static bool opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    size_t at = wd_str_find(line, WD_STR("Traceback (most recent call last)"));

    if (at == WD_NPOS || at > 160 || goes_on_escaped(line, at))
        return false;
    if (!r->n->streams->raised_on)
        r->n->streams->raised = 0;
    r->n->streams->raised_on = false;
    message->indent = at;
    message->state = IN_FRAMES;
    return true;
}

static bool is_indented(struct wd_str line)
{
    return line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* "package.Error: text", "Error", "KeyError: 'x'": a dotted name, then a colon or the end. */
static bool is_exception(struct wd_str line)
{
    size_t i = 0;

    while (i < line.len && (line.ptr[i] == '.' || line.ptr[i] == '_' || wd_is_alnum(line.ptr[i])))
        i++;
    return i > 2 && (i == line.len || line.ptr[i] == ':');
}

/* ODPS puts its code on one line and its sentence on the next; gRPC prints braces. */
static bool continues_message(const struct wd_message *message, struct wd_str line)
{
    struct wd_str text = wd_buf_str(&message->text);
    size_t last = wd_str_rfind_char(text, '\n');
    struct wd_str previous = last == WD_NPOS ? text : wd_str_from(text, last + 1);

    if (wd_odps_names_ids(previous) &&
        (wd_str_has(previous, WD_STR("ODPS-")) || wd_str_starts(previous, WD_STR("odps.errors."))))
        return true;
    return wd_char_in(line.ptr[0], "{}<>[]|+") || wd_str_starts(line, WD_STR("details =")) ||
           wd_str_starts(line, WD_STR("Details:")) || wd_str_starts(line, WD_STR("domain: ")) ||
           wd_str_starts(line, WD_STR("metadata {")) || wd_str_starts(line, WD_STR("Data: {")) ||
           wd_str_starts(line, WD_STR("Marking task as ")); /* Airflow's, before it repeats it */
}

/* What an exception says behind its name, on its first line. */
static struct wd_str said_by(struct wd_str exception)
{
    struct wd_str first = wd_str_sub(exception, 0, wd_str_find_char(exception, '\n'));
    size_t colon = wd_str_find(first, WD_STR(": "));

    return colon == WD_NPOS ? WD_STR_NONE : wd_str_trim(wd_str_from(first, colon + 2));
}

/* "… ERROR feed.runner Job failed: 403 GET …": a logger's line below the traceback, with all that the exception says. */
static bool repeats(struct wd_str line, struct wd_str said)
{
    enum { SENTENCE = 40 };

    return said.len >= SENTENCE && wd_str_has(line, said);
}

static struct wd_str exception_of(struct wd_str text);

/* A head that nothing links to the exception above it is of another failure, or of the same one printed again. */
static enum wd_join begins_another(struct wd_reading *r, const struct wd_message *message)
{
    if (message->state == IN_FRAMES)
        return WD_JOIN_MORE;
    struct wd_streams *streams = r->n->streams;
    uint64_t raised = wd_hash(exception_of(wd_buf_str(&message->text)));
    streams->raised_first = streams->raised_first || streams->raised != raised;
    streams->raised = raised;
    streams->raised_on = true;
    return WD_JOIN_PUSH_BACK;
}

static enum wd_join next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    if (message->state != IN_FRAMES &&
        repeats(line, said_by(exception_of(wd_buf_str(&message->text)))))
        return WD_JOIN_END;
    if (line.len == 0) {
        if (message->state == IN_FRAMES)
            return WD_JOIN_MORE;
        if (message->state == AFTER_BLANK)
            return WD_JOIN_PUSH_BACK;
        message->state = AFTER_BLANK;
        return WD_JOIN_MORE;
    }
    if (wd_failure_links_causes(line)) {
        message->state = IN_FRAMES;
        return WD_JOIN_MORE;
    }
    if (wd_str_starts(line, wd_str_of(head)))
        return begins_another(r, message);
    if (message->state == AFTER_BLANK)
        return WD_JOIN_PUSH_BACK;
    if (is_indented(line))
        return WD_JOIN_MORE;
    if (message->state == IN_FRAMES) {
        if (!is_exception(line))
            return WD_JOIN_PUSH_BACK;
        message->state = AFTER_EXCEPTION;
        return WD_JOIN_MORE;
    }
    if (message->state == AFTER_EXCEPTION &&
        wd_failure_says_what_was_asked(wd_buf_str(&message->text)))
        return WD_JOIN_FOLD;
    enum wd_join fold = wd_failure_folds(r, line, message);
    if (fold != WD_JOIN_WAIT)
        return fold;
    return continues_message(message, line) ? WD_JOIN_MORE : WD_JOIN_PUSH_BACK;
}

/* Without the line that repeats it. */
static struct wd_str told_once(struct wd_str exception)
{
    struct wd_str rest = exception, said = said_by(exception);

    wd_str_cut(&rest, '\n');
    while (rest.len > 0) {
        size_t from = (size_t)(rest.ptr - exception.ptr);
        if (repeats(wd_str_cut(&rest, '\n'), said))
            return wd_str_trim(wd_str_sub(exception, 0, from));
    }
    return exception;
}

/* From the line at the margin that ends the last traceback to the end of the text. */
static struct wd_str exception_of(struct wd_str text)
{
    struct wd_str rest = text, found = WD_STR_NONE;
    bool looking = true;

    while (rest.len > 0) {
        struct wd_str from = rest;
        struct wd_str line = wd_str_cut(&rest, '\n');
        if (wd_str_has(line, wd_str_of(head)) || wd_failure_links_causes(line)) {
            looking = true;
        } else if (looking && !is_indented(line) && is_exception(line)) {
            found = from;
            looking = false;
        }
    }
    return wd_str_trim(found);
}

/* Logged, and then thrown: the same exception, and nothing between the two. */
static bool is_raised_again(struct wd_streams *streams, struct wd_str exception)
{
    bool first = streams->raised_first;

    if (streams->raised == 0 || wd_hash(exception) != streams->raised)
        return false;
    streams->raised_first = false;
    return !first;
}

static void finish(struct wd_reading *r, struct wd_str text)
{
    struct wd_str exception = exception_of(text);

    if (is_raised_again(r->n->streams, exception)) {
        r->event->kind = WD_KIND_CONTEXT;
        return;
    }
    exception = told_once(exception);
    wd_text_set_dialect(r, exception);
    wd_event_add_text(r->event, exception, WD_TEXT_MESSAGE);
    wd_event_add_text(r->event, text, WD_TEXT_STACK);
    wd_judge_texts(r);
    if (r->event->kind == WD_KIND_CANDIDATE)
        wd_text_facts(r, exception);
}

const struct wd_joiner wd_join_traceback = {"traceback", "\n", opens, next, finish, false};
