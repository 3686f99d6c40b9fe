/* The table of streams, what each remembers, the queue of finished messages, and for how many lines those wait that may have
 * more to come. */
#include <stdlib.h>

#include "read/text/streams.h"

struct wd_streams *wd_streams_new(void)
{
    struct wd_streams *streams = calloc(1, sizeof *streams);

    if (streams)
        streams->last = &streams->first;
    return streams;
}

void wd_joined_free(struct wd_joined *joined)
{
    if (!joined)
        return;
    wd_buf_done(&joined->message.text);
    wd_buf_done(&joined->body);
    wd_facts_done(&joined->facts);
    free(joined);
}

static void stream_reset(struct wd_stream *stream)
{
    wd_joined_free(stream->open);
    wd_facts_done(&stream->context);
    memset(stream, 0, sizeof *stream);
}

void wd_streams_clear(struct wd_streams *streams)
{
    for (size_t i = 0; i < WD_STREAMS_MAX; i++)
        stream_reset(&streams->stream[i]);
    while (streams->first) {
        struct wd_joined *joined = streams->first;
        streams->first = joined->next;
        wd_joined_free(joined);
    }
    wd_joined_free(streams->taken);
    streams->taken = NULL;
    streams->last = &streams->first;
    streams->open = streams->failures = streams->quiet = 0;
    streams->raised = 0;
    streams->raised_first = streams->raised_on = false;
}

void wd_streams_free(struct wd_streams *streams)
{
    if (!streams)
        return;
    wd_streams_clear(streams);
    free(streams);
}

/* To the queue of finished messages. */
void wd_stream_finish(struct wd_streams *streams, struct wd_stream *stream)
{
    if (!stream->open)
        return;
    *streams->last = stream->open;
    streams->last = &stream->open->next;
    streams->failures -= stream->open->joiner->waits;
    stream->open = NULL;
    streams->open--;
}

static struct wd_stream *oldest(struct wd_streams *streams)
{
    struct wd_stream *found = &streams->stream[0];

    for (size_t i = 0; i < WD_STREAMS_MAX; i++) {
        if (streams->stream[i].key == 0)
            return &streams->stream[i];
        if (streams->stream[i].touched < found->touched)
            found = &streams->stream[i];
    }
    return found;
}

/* The stream of this record; made if `make`. */
struct wd_stream *wd_stream_of(struct wd_reading *r, bool make)
{
    struct wd_streams *streams = r->n->streams;
    uint64_t key = wd_hash(r->stream) | 1;
    struct wd_stream *stream = NULL;

    for (size_t i = 0; i < WD_STREAMS_MAX && !stream; i++)
        if (streams->stream[i].key == key)
            stream = &streams->stream[i];
    if (!stream && make) {
        stream = oldest(streams);
        wd_stream_finish(streams, stream);
        stream_reset(stream);
        stream->key = key;
        wd_facts_init(&stream->context);
    }
    if (stream)
        stream->touched = ++streams->clock;
    return stream;
}

uint64_t wd_streams_clock(const struct wd_streams *streams)
{
    return streams->clock;
}

static void remember(struct wd_reading *r, enum wd_slot slot, struct wd_str s,
                     enum wd_source source)
{
    struct wd_stream *stream = wd_stream_of(r, true);

    wd_facts_put(&stream->context, slot, s, source);
    r->n->streams->lacked |= stream->context.bytes.lacked;
}

void wd_streams_remember(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    remember(r, slot, s, WD_SOURCE_STREAM);
}

void wd_streams_guess(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    remember(r, slot, s, WD_SOURCE_RULE);
}

void wd_streams_forget(struct wd_reading *r, enum wd_slot slot)
{
    struct wd_stream *stream = wd_stream_of(r, false);

    if (stream)
        wd_facts_forget(&stream->context, slot);
}

void wd_streams_recall(struct wd_reading *r)
{
    struct wd_stream *stream = wd_stream_of(r, false);

    if (stream)
        wd_facts_fill(&stream->context, r->event, WD_SOURCE_STREAM, r->arena);
    if (r->stream.len == 0 || r->event->dialect != WD_DIALECT_CLOUD_BUILD)
        return;
    /* The steps of a build's log are streams within the file's own. */
    struct wd_str own = r->stream;
    r->stream = WD_STR_NONE;
    if ((stream = wd_stream_of(r, false)) != NULL)
        wd_facts_fill(&stream->context, r->event, WD_SOURCE_STREAM, r->arena);
    r->stream = own;
}

void wd_streams_set_dialect(struct wd_reading *r, enum wd_dialect dialect)
{
    wd_stream_of(r, true)->dialect = dialect;
}

enum wd_dialect wd_streams_dialect(struct wd_reading *r)
{
    struct wd_stream *stream = wd_stream_of(r, false);

    return stream ? stream->dialect : WD_DIALECT_UNKNOWN;
}

bool wd_streams_lacked(struct wd_streams *streams)
{
    bool lacked = streams->lacked;

    streams->lacked = false;
    return lacked;
}

unsigned wd_streams_open_count(const struct wd_streams *streams)
{
    return streams->open;
}

/* Failures end for want of more, wherever in the file they stand: told without a look at streams. */
static void finish_failures(struct wd_streams *streams)
{
    for (size_t i = 0; i < WD_STREAMS_MAX; i++)
        if (streams->stream[i].open && streams->stream[i].open->joiner->waits)
            wd_stream_finish(streams, &streams->stream[i]);
}

bool wd_streams_may_want(struct wd_str line)
{
    return line.len == 0 || wd_char_in(line.ptr[0], " \t{}[]\">");
}

bool wd_streams_pass(struct wd_reading *r, struct wd_str line)
{
    struct wd_streams *streams = r->n->streams;

    if (streams->open > streams->failures || ++streams->quiet <= WD_FAILURE_GAP ||
        wd_streams_may_want(line))
        return false;
    if (streams->quiet > WD_FAILURE_WAIT)
        finish_failures(streams);
    return true;
}

size_t wd_streams_wait_for(const struct wd_streams *streams)
{
    return streams->open > streams->failures || streams->quiet < WD_FAILURE_GAP ||
                   streams->quiet > WD_FAILURE_WAIT
               ? 0
               : WD_FAILURE_WAIT + 1 - streams->quiet;
}

void wd_streams_passed(struct wd_streams *streams, uint64_t lines)
{
    if (streams->open == 0)
        return;
    streams->quiet += (unsigned)lines;
    if (streams->quiet > WD_FAILURE_WAIT)
        finish_failures(streams);
}
