/* Denials that are read like one before them (the course of a reading: base/json.h).
 *
 * In a storm nothing differs but time, insert id, client and operation, and what nobody reads. Of those four a reading makes
 * fields of the event and nothing else, so they are left out of what must be equal; the fields are made of them here. */
#include <stdlib.h>

#include "read/reading.h"
#include "read/text/streams.h"

static const bool left_out[WD_TOLD_COUNT] = {
    [WD_TOLD_TIME] = true, [WD_TOLD_ID] = true, [WD_TOLD_AGENT] = true, [WD_TOLD_OPERATION] = true};

_Static_assert(WD_TOLD_COUNT <= WD_JSON_MARKS_MAX, "each has a mark");

/* Another key than that of the entry or the operation, or a record in a wrapper, is read each time. */
void wd_recall_tell(struct wd_reading *r)
{
    const struct wd_event *event = r->event;
    const struct wd_str told[WD_TOLD_COUNT] = {
        [WD_TOLD_TIME] = r->time,
        [WD_TOLD_ID] = event->entry_id,
        [WD_TOLD_AGENT] = event->slot[WD_SLOT_USER_AGENT],
        [WD_TOLD_OPERATION] = event->slot[WD_SLOT_OPERATION],
        [WD_TOLD_LOG] = r->log_name,
        [WD_TOLD_WHO] = event->slot[WD_SLOT_PRINCIPAL],
    };

    r->n->retold = event->kind == WD_KIND_DENIAL && event->voice == WD_VOICE_SERVICE &&
                   r->level == 0 && event->slot[WD_SLOT_UNIQUE_ID].len == 0;
    memcpy(r->n->told, told, sizeof told);
}

/* What differs between the records of one course. */
static void retell(struct wd_event *event, const struct wd_str *told)
{
    struct wd_str operation = told[WD_TOLD_OPERATION];

    wd_event_clear(event);
    event->dialect = WD_DIALECT_AUDIT;
    event->kind = WD_KIND_DENIAL;
    event->voice = WD_VOICE_SERVICE;
    event->log_kind = wd_entry_stream(wd_entry_log(told[WD_TOLD_LOG]));
    event->entry_id = told[WD_TOLD_ID];
    wd_event_time(event, told[WD_TOLD_TIME]);
    wd_event_set(event, WD_SLOT_USER_AGENT, told[WD_TOLD_AGENT], WD_SOURCE_FIELD);
    wd_event_set(event, WD_SLOT_OPERATION, operation, WD_SOURCE_FIELD);
    if (operation.len > 0)
        event->dedup = wd_key("operation", operation, WD_STR_NONE, WD_STR_NONE);
    else
        event->dedup = wd_key_of_caller(
            wd_entry_key(told[WD_TOLD_LOG], event->entry_id, event->time), told[WD_TOLD_WHO]);
}

enum wd_json_fault wd_recall_parse(struct wd_reading *r, struct wd_str body)
{
    struct wd_normaliser *n = r->n;
    bool mended;

    if (!n->parsed) {
        wd_json_read_as(n->parsers[0], n->reading);
        n->fault = wd_json_parse_mended(n->parsers[0], body, &n->root, &mended);
    }
    n->parsed = false;
    r->root = n->root;
    return n->fault;
}

/* Messages that are open may go on in any record. */
bool wd_may_recall(const struct wd_normaliser *n, const struct wd_record *record)
{
    return record->form == WD_RECORD_JSON && record->flags == 0 && !n->printed &&
           wd_streams_open_count(n->streams) == 0;
}

static void parse(struct wd_normaliser *n, const struct wd_record *record)
{
    struct wd_reading r = {.n = n, .arena = n->arena, .record = record};

    n->parsed = false;
    wd_recall_parse(&r, record->body);
    n->parsed = true;
}

bool wd_normaliser_recall(struct wd_normaliser *n, const struct wd_record *record, size_t which,
                          struct wd_event *ret_event, struct wd_event_key *key)
{
    struct wd_str told[WD_JSON_MARKS_MAX];
    size_t len;

    if (!n->courses || !wd_may_recall(n, record))
        return false;
    if (which == 0)
        parse(n, record);
    len = wd_json_course(n->parsers[0], which, key->bytes + key->len, key->max - key->len, told);
    if (len == 0 || (n->enveloped && told[WD_TOLD_LOG].len == 0))
        return false; /* among entries of the platform a bare one is a program's, whatever it was before */
    key->len += (unsigned)len;
    retell(ret_event, told);
    return ret_event->time != WD_TIME_NONE && !ret_event->zoneless;
}

void wd_normaliser_recalled(struct wd_normaliser *n, size_t which)
{
    wd_json_course_held(n->parsers[0], which);
    n->parsed = false;
}

static bool same_slot(const struct wd_event *a, const struct wd_event *b, enum wd_slot slot)
{
    return wd_str_eq(a->slot[slot], b->slot[slot]) && a->source[slot] == b->source[slot];
}

/* Of the fields that differ, those made here are those that were read. */
static bool is_retold(const struct wd_event *made, const struct wd_event *event)
{
    for (size_t i = 0; i < event->claim_count; i++)
        if (event->claims[i].slot == WD_SLOT_USER_AGENT ||
            event->claims[i].slot == WD_SLOT_OPERATION)
            return false;
    return made->time != WD_TIME_NONE && made->time == event->time && !event->zoneless &&
           made->dedup == event->dedup && made->log_kind == event->log_kind &&
           made->kind == event->kind && made->dialect == event->dialect &&
           made->voice == event->voice && wd_str_eq(made->entry_id, event->entry_id) &&
           same_slot(made, event, WD_SLOT_USER_AGENT) && same_slot(made, event, WD_SLOT_OPERATION);
}

bool wd_normaliser_keep_course(struct wd_normaliser *n, const struct wd_event *event,
                               struct wd_event_key *key)
{
    struct wd_json_mark marks[WD_TOLD_COUNT];
    struct wd_str told[WD_JSON_MARKS_MAX];
    size_t len;

    for (size_t i = 0; i < WD_TOLD_COUNT; i++)
        marks[i] = (struct wd_json_mark){n->told[i], left_out[i]};
    if (!n->again)
        n->again = calloc(1, sizeof *n->again);
    if (!n->again || !wd_json_keep_course(n->parsers[0], marks, WD_TOLD_COUNT))
        return false;
    n->courses = true;
    len = wd_json_course(n->parsers[0], 0, key->bytes + key->len, key->max - key->len, told);
    if (len == 0)
        return false;
    key->len += (unsigned)len;
    retell(n->again, told);
    return is_retold(n->again, event);
}
