/* Messages of several lines: opened, continued and finished by the joiners, delivered in order. */
#include <stdlib.h>

#include "read/text/around/around.h"
#include "read/text/streams.h"
#include "read/text/text.h"

/* Most particular first: an SDK block may stand inside a longer text. */
static const struct wd_joiner *const joiners[] = {
    &wd_join_traceback,
    &wd_join_sdk_block,
    &wd_join_log_exception,
    &wd_join_odps,
    &wd_join_xml,
    &wd_join_wandb_response,
    &wd_join_gcloud,
    &wd_join_oss_exception,
    &wd_join_apt,
    &wd_join_dialog,
    NULL,
};

/* The first line keeps its prefix: later ones are held against it. */
static struct wd_str without_indent(const struct wd_message *message, struct wd_str line)
{
    if (message->indent > 0 && line.len >= message->indent &&
        message->text.len >= message->indent &&
        memcmp(line.ptr, message->text.ptr, message->indent) == 0)
        return wd_str_from(line, message->indent);
    return line;
}

static void append(const struct wd_joiner *joiner, struct wd_message *message, struct wd_str line,
                   enum wd_join how)
{
    const char *between = how == WD_JOIN_GLUE ? "" : how == WD_JOIN_FOLD ? " " : joiner->separator;

    if (message->lines > 0)
        wd_buf_putz(&message->text, between);
    wd_buf_put(&message->text, how == WD_JOIN_FOLD ? wd_str_trim(line) : line);
    message->lines++;
}

/* Its last line, and the one that follows it at once, whole: what has a prefix of its own goes on with nothing. */
static bool is_broken(const struct wd_reading *r, const struct wd_message *message,
                      struct wd_str line, enum wd_join how)
{
    struct wd_str text = wd_buf_str(&message->text);

    return message->seen + 1 == message->lines && line.ptr == r->record->body.ptr &&
           !wd_text_begins_paragraph(r->record) && !message->blank &&
           !(how == WD_JOIN_GLUE && (wd_text_splits_name(wd_last_part(text, '\n'), line) ||
                                     wd_text_splits_account(wd_last_part(text, '\n'), line))) &&
           wd_text_breaks_word(wd_last_part(text, '\n'), line);
}

static void become_context(struct wd_event *event)
{
    event->kind = WD_KIND_CONTEXT;
    event->structured = false;
    event->text_count = 0;
}

static struct wd_head head_for(const struct wd_event *event)
{
    return (struct wd_head){.time = event->time,
                            .voice = event->voice,
                            .own_log = event->own_log,
                            .zoneless = event->zoneless,
                            .dialect = event->dialect,
                            .system = event->system,
                            .principal_kind = event->principal_kind,
                            .code = event->code,
                            .http_status = event->http_status,
                            .dedup = event->dedup,
                            .row = event->row,
                            .doubts = event->doubts};
}

/* A message of this record, which began with the line; NULL: no memory. */
static struct wd_joined *message_new(struct wd_reading *r, const struct wd_joiner *joiner,
                                     struct wd_str line, const struct wd_message *seed)
{
    struct wd_joined *joined = malloc(sizeof *joined);

    if (!joined)
        return NULL;
    joined->next = NULL;
    joined->joiner = joiner;
    joined->part = joined->refused = false;
    joined->message = *seed;
    joined->looked = r->looked;
    wd_buf_init(&joined->message.text, (size_t)(WD_JOIN_BYTES_MAX));
    wd_facts_init(&joined->facts);
    wd_facts_of_event(&joined->facts, r->event);
    joined->head = head_for(r->event);
    joined->where = *r->record;
    joined->where.body = joined->where.before = joined->where.after =
        WD_STR_NONE; /* they end with the record */
    wd_buf_init(&joined->body, KEPT_BODY + WD_PADDING);
    if (r->record->form == WD_RECORD_JSON || joiner == &wd_join_failure)
        wd_buf_put(&joined->body, wd_str_sub(r->record->body, 0, KEPT_BODY + WD_PADDING));
    append(joiner, &joined->message, line, WD_JOIN_MORE);
    r->n->streams->lacked |=
        joined->message.text.lacked || joined->body.lacked || joined->facts.bytes.lacked;
    return joined;
}

/* Of lines that are records of their own the first that refuses: what stands around the message is asked of it. */
static void note_row(struct wd_reading *r, struct wd_joined *joined, struct wd_str line)
{
    const bool text = r->record->form == WD_RECORD_TEXT;

    if ((r->event->row == 0 && !text) || joined->refused || !(r->groups & WD_WORD_MARKER) ||
        !(text ? wd_around_refuses(line) : wd_text_refuses(r, line)))
        return;
    if (text)
        wd_text_await(r, joined->head.doubts);
    joined->head.row = r->event->row;
    joined->refused = true;
}

/* A first line that is longer than a message may be is read by itself: nothing of it may be lost. */
static bool open_message(struct wd_reading *r, const struct wd_joiner *joiner, struct wd_str line,
                         const struct wd_message *seed)
{
    struct wd_stream *stream = line.len > WD_JOIN_BYTES_MAX ? NULL : wd_stream_of(r, true);
    struct wd_joined *joined;

    if (!stream)
        return false;
    wd_stream_finish(r->n->streams, stream);
    wd_facts_fill(&stream->context, r->event, WD_SOURCE_STREAM, r->arena);
    joined = message_new(r, joiner, line, seed);
    r->n->streams->lacked |= !joined || stream->context.bytes.lacked;
    if (!joined)
        return true;
    if (r->groups & WD_WORD_MARKER)
        joined->head.doubts |= (unsigned short)wd_around_doubts(r);
    else
        joined->head.doubts |= (unsigned short)wd_around_announces(r);
    note_row(r, joined, line);
    stream->open = joined;
    r->n->streams->open++;
    r->n->streams->failures += joiner->waits;
    r->n->streams->quiet = 0;
    return true;
}

/* Told of in a text by itself: what stands around it there is not asked, so it is read with care. The record's id is
 * another one's. */
void wd_streams_add_part(struct wd_reading *r, struct wd_str text)
{
    struct wd_streams *streams = r->n->streams;
    struct wd_message seed = {.lines = 0};
    struct wd_joined *joined;

    r->looked = (struct wd_looked){r->groups, 0, 0};
    joined = wd_stream_of(r, true) ? message_new(r, &wd_join_failure, text, &seed) : NULL;
    streams->lacked |= !joined;
    if (!joined)
        return;
    joined->part = true;
    joined->message.lines = 2; /* it was not looked at as one line */
    joined->head.doubts |= WD_DOUBT_READ;
    joined->head.dedup =
        joined->head.dedup ? wd_hash_join(joined->head.dedup, wd_hash(text)) | 1 : 0;
    *streams->last = joined;
    streams->last = &joined->next;
}

bool wd_streams_open(struct wd_reading *r, const struct wd_joiner *joiner, struct wd_str text)
{
    struct wd_message seed = {.lines = 0};

    if (!open_message(r, joiner, text, &seed))
        return false;
    become_context(r->event);
    return true;
}

/* What finds no room in the message is a line of its own. Of a line that came in pieces a name may be cut there: that is told. */
static bool is_full(struct wd_reading *r, const struct wd_joiner *joiner,
                    const struct wd_message *message, struct wd_str line)
{
    bool full = message->text.len + line.len + 1 > WD_JOIN_BYTES_MAX;

    if (full && joiner == &wd_join_partial)
        r->n->failures = SIZE_MAX;
    return full;
}

bool wd_message_is_over(const struct wd_message *message, enum wd_join verdict)
{
    return verdict == WD_JOIN_END || verdict == WD_JOIN_PUSH_BACK || message->text.failed ||
           message->lines >= WD_JOIN_LINES_MAX || message->seen >= 2 * WD_JOIN_LINES_MAX;
}

enum wd_join wd_message_take(struct wd_reading *r, const struct wd_joiner *joiner,
                             struct wd_message *message, struct wd_str line)
{
    line = without_indent(message, line);
    if (wd_str_trim(line).len == 0) { /* behind a carrier's mark; those of a file nobody reads */
        message->blank = true;
        return WD_JOIN_WAIT;
    }
    enum wd_join verdict =
        is_full(r, joiner, message, line) ? WD_JOIN_PUSH_BACK : joiner->next(r, line, message);
    bool taken = wd_join_takes(verdict);

    message->broken = message->broken || is_broken(r, message, line, verdict);
    message->seen++;
    message->blank = false;
    message->passed = !taken && (message->passed || wd_text_is_headed(r->record, line));
    if (taken)
        append(joiner, message, line, verdict);
    return verdict;
}

/* As whom a command runs is told between it and its answer. */
static void recall_party(struct wd_joined *joined, const struct wd_stream *stream)
{
    if (joined->message.lines == 2)
        wd_facts_copy(&joined->facts, &stream->context, WD_SLOT_PRINCIPAL);
}

/* Gives the line to the stream's open message; true if it was taken. */
static bool continue_message(struct wd_reading *r, struct wd_stream *stream, struct wd_str line)
{
    struct wd_joined *joined = stream->open;
    enum wd_join verdict = wd_message_take(r, joined->joiner, &joined->message, line);
    bool taken = wd_join_takes(verdict);

    if (taken) {
        recall_party(joined, stream);
        if ((r->groups & WD_WORD_MARKER) && !joined->head.doubts)
            joined->head.doubts |= (unsigned short)wd_around_doubts(r);
        note_row(r, joined, line);
        r->n->streams->lacked |= joined->message.text.lacked;
        r->n->streams->quiet = 0;
    }
    if (!joined->message.blank && wd_message_is_over(&joined->message, verdict))
        wd_stream_finish(r->n->streams, stream);
    if (taken)
        become_context(r->event);
    return taken;
}

bool wd_streams_contradict(struct wd_reading *r, struct wd_str body)
{
    struct wd_stream *stream = wd_stream_of(r, false);

    return stream && stream->open &&
           wd_failure_contradicts(wd_buf_str(&stream->open->message.text), body);
}

bool wd_streams_continue(struct wd_reading *r, const struct wd_joiner *joiner, struct wd_str text)
{
    struct wd_stream *stream = wd_stream_of(r, false);

    return stream && stream->open && stream->open->joiner == joiner &&
           continue_message(r, stream, text);
}

bool wd_streams_go_on(struct wd_reading *r, struct wd_str line)
{
    struct wd_stream *stream = r->n->streams->open > 0 ? wd_stream_of(r, false) : NULL;

    return stream && stream->open && continue_message(r, stream, line);
}

const struct wd_joiner *wd_joiner_of(struct wd_reading *r, struct wd_str line,
                                     struct wd_message *ret_seed)
{
    for (size_t i = 0; joiners[i]; i++) {
        *ret_seed = (struct wd_message){.lines = 0};
        if (joiners[i]->opens(r, line, ret_seed))
            return joiners[i];
    }
    return NULL;
}

bool wd_streams_begin(struct wd_reading *r, struct wd_str line)
{
    struct wd_message seed;
    const struct wd_joiner *joiner = wd_joiner_of(r, line, &seed);

    if (!joiner || !open_message(r, joiner, line, &seed))
        return false;
    become_context(r->event);
    return true;
}

void wd_join_judged(struct wd_reading *r, struct wd_str text)
{
    wd_event_add_text(r->event, text, WD_TEXT_MESSAGE);
    wd_judge_texts(r);
    if (r->event->kind == WD_KIND_CANDIDATE)
        wd_text_facts(r, text);
}

bool wd_streams_whole(struct wd_reading *r, struct wd_str text)
{
    struct wd_str rest = text;
    struct wd_str first = wd_str_cut(&rest, '\n');
    struct wd_message seed;
    const struct wd_joiner *joiner = wd_str_has(rest, WD_STR("Traceback (most recent call last)"))
                                         ? &wd_join_traceback
                                         : wd_joiner_of(r, first, &seed);

    if (joiner)
        joiner->finish(r, text);
    return joiner != NULL;
}

/* Oldest first, so that the order of messages does not depend on where in the table they lie. */
void wd_streams_end_all(struct wd_streams *streams)
{
    for (;;) {
        struct wd_stream *next = NULL;
        for (size_t i = 0; i < WD_STREAMS_MAX; i++) {
            struct wd_stream *stream = &streams->stream[i];
            if (stream->open && (!next || stream->open->where.ordinal < next->open->where.ordinal))
                next = stream;
        }
        if (!next)
            return;
        wd_stream_finish(streams, next);
    }
}
