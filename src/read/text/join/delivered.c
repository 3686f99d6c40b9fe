/* Finished messages, given out in order: each becomes an event with what was known where it began, and is read whole. */
#include "read/text/streams.h"
#include "read/text/text.h"

static void head_of(const struct wd_joined *joined, struct wd_event *event, struct wd_arena *arena)
{
    const struct wd_head *head = &joined->head;

    wd_event_clear(event);
    event->time = head->time;
    event->zoneless = head->zoneless;
    event->dialect = head->dialect;
    event->system = head->system;
    event->principal_kind = head->principal_kind;
    event->code = head->code;
    event->http_status = head->http_status;
    event->dedup = head->dedup;
    event->voice = head->voice;
    event->own_log = head->own_log;
    event->doubts = head->doubts;
    event->row = head->row;
    event->doubts |= joined->message.broken ? WD_DOUBT_READ : 0;
    wd_facts_fill(&joined->facts, event, WD_SOURCE_MESSAGE, arena);
}

/* The first record once more, for rules that look at a field of it. */
static void find_root(struct wd_reading *r, const struct wd_buf *body)
{
    struct wd_event *event = r->event;
    wd_time time = event->time;
    bool zoneless = event->zoneless;
    unsigned level = r->level;
    struct wd_str text = wd_buf_str(body);

    if (text.len > 0 && text.ptr[0] != '{') /* an entry behind the text that carries it */
        text = wd_str_from(text, wd_str_find_char(text, '{'));
    if (text.len == 0 || body->len > KEPT_BODY)
        return;
    r->level = 0;
    r->root = wd_parse_text(r, text);
    if (wd_there(r->root) && wd_find_known(r))
        event->root = r->root;
    event->time = time; /* wrappers set it on their way */
    event->zoneless = zoneless;
    r->level = level;
    r->partial = false;
}

/* Messages that turn out to say nothing about access stay the context they were counted as. */
int wd_streams_take(struct wd_normaliser *n, struct wd_event *ret_event,
                    struct wd_record *ret_where)
{
    struct wd_streams *streams = n->streams;
    struct wd_joined *joined;

    while ((joined = streams->first) != NULL) {
        wd_joined_free(streams->taken);
        streams->taken = joined;
        streams->first = joined->next;
        if (!streams->first)
            streams->last = &streams->first;
        struct wd_reading r = {.n = n, .arena = n->arena, .event = ret_event};
        struct wd_str text = wd_buf_str(&joined->message.text);
        joined->where.body = joined->joiner == &wd_join_failure && joined->message.lines == 1
                                 ? wd_buf_str(&joined->body)
                                 : text;
        r.record = &joined->where;
        r.level = WD_UNWRAP_MAX - 1;
        r.joined = true;
        r.told = joined->joiner == &wd_join_failure && joined->message.lines == 1;
        r.looked = joined->looked;
        wd_arena_clear(n->arena);
        head_of(joined, ret_event, n->arena);
        if (joined->where.form == WD_RECORD_JSON || joined->joiner == &wd_join_failure)
            find_root(&r, &joined->body);
        joined->joiner->finish(&r, text);
        *ret_where = joined->where;
        if (ret_event->kind != WD_KIND_OTHER && ret_event->kind != WD_KIND_CONTEXT)
            return joined->part ? WD_PENDING_OF_RECORD : WD_PENDING_OF_LINES;
    }
    return 0;
}
