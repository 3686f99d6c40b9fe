/* The normaliser: one record in, one event out. What a value is read as is dialects.c; here stands what a record is: text,
 * a value, one that breaks off, one that names a member twice. */
#include <stdlib.h>

#include "read/text/awaited.h"
#include "read/text/rows.h"
#include "read/text/streams.h"
#include "read/text/text.h"

struct wd_normaliser *wd_normaliser_new(struct wd_error *err)
{
    struct wd_normaliser *n = calloc(1, sizeof *n);

    if (n) {
        n->arena = wd_arena_new((size_t)(WD_ARENA_RECORD));
        n->parsers[0] = wd_json_new();
        n->streams = wd_streams_new();
        wd_words_init(&n->words);
    }
    if (n && n->arena && n->parsers[0] && n->streams) {
        wd_json_remember_forms(n->parsers[0]);
        return n;
    }
    wd_normaliser_free(n);
    wd_fail_memory(err);
    return NULL;
}

void wd_normaliser_free(struct wd_normaliser *n)
{
    if (!n)
        return;
    for (size_t i = 0; i < WD_PARSERS_MAX; i++)
        wd_json_free(n->parsers[i]);
    wd_streams_free(n->streams);
    free(n->rows);
    free(n->awaited);
    wd_arena_free(n->arena);
    free(n->again);
    free(n);
}

void wd_normaliser_next_input(struct wd_normaliser *n)
{
    wd_streams_clear(n->streams);
    wd_rows_clear(n->rows);
    wd_awaited_clear(n->awaited);
    n->awaited_names = NULL;
    n->asked.len = 0;
    n->printed = n->enveloped = false;
}

struct wd_arena *wd_normaliser_arena(struct wd_normaliser *n)
{
    return n->arena;
}

enum wd_unread wd_normaliser_unread(const struct wd_normaliser *n, size_t told)
{
    if (n->entries)
        return WD_UNREAD_ENTRIES;
    return n->failures > told ? WD_UNREAD_FAILURES : WD_UNREAD_NOTHING;
}

static enum wd_skip skip_of(enum wd_json_fault fault)
{
    switch (fault) {
    case WD_JSON_TOO_DEEP:
        return WD_SKIP_TOO_DEEP;
    case WD_JSON_TOO_LONG:
        return WD_SKIP_TOO_LONG;
    case WD_JSON_NO_MEMORY:
        return WD_SKIP_NO_MEMORY;
    default:
        return WD_SKIP_MALFORMED;
    }
}

/* Documentation samples and broken exporters: what the parser cannot read may still be text. */
static bool is_entry(struct wd_jv root)
{
    return wd_there(wd_jv_get(root, "logName")) || wd_there(wd_jv_get(root, "insertId")) ||
           wd_there(wd_jv_get(root, "timestamp"));
}

/* The body of an answer behind the line of text that tells of the refusal: one failure. An event of a trail is none. */
static bool belongs_to_text(struct wd_reading *r)
{
    return wd_streams_open_count(r->n->streams) > 0 && !is_entry(r->root) &&
           !wd_actiontrail_recognise(r) &&
           (wd_google_body_recognise(r) || wd_pop_error_recognise(r)) &&
           !wd_streams_contradict(r, r->record->body) &&
           (wd_streams_continue(r, &wd_join_failure, r->record->body) ||
            wd_streams_continue(r, &wd_join_gcloud, r->record->body));
}

/* Of a record that breaks off only a refusal is believed, in earnest or as a dry run: that nothing was refused it might have
 * said later. */
static bool keep_torn(struct wd_reading *r, enum wd_skip *ret_reason)
{
    *ret_reason = WD_SKIP_MALFORMED;
    r->event->doubts |= WD_DOUBT_TORN;
    return r->event->kind == WD_KIND_DENIAL || r->event->kind == WD_KIND_CANDIDATE ||
           r->event->kind == WD_KIND_NOT_ENFORCED;
}

/* No record of a platform's, and what it begins with refuses nothing: a program's line whose JSON was broken by whoever
 * copied it (an escape too many, a name without quotes, a value that was blacked out). Its words tell all the same. */
static bool read_broken(struct wd_reading *r)
{
    if (is_entry(r->root) || r->event->kind != WD_KIND_OTHER)
        return false;
    wd_event_clear(r->event);
    r->event->log_kind = WD_LOG_TEXT;
    r->voice = WD_VOICE_APPLICATION;
    wd_read_told(r, r->record->body);
    return r->event->kind != WD_KIND_OTHER;
}

static bool read_record(struct wd_reading *r, enum wd_skip *ret_reason)
{
    struct wd_str body = r->record->body;
    bool printed = r->n->printed;
    enum wd_json_fault fault;
    struct wd_jv whole;

    if (r->record->form == WD_RECORD_TEXT) {
        r->voice = WD_VOICE_CLIENT;
        r->event->log_kind = WD_LOG_TEXT;
        wd_asked_note(r);
        wd_read_text(r, r->record->body);
        return true;
    }
    r->parsers = 1;
    wd_spelt_forget(r->n);
    if ((r->record->flags & WD_RECORD_LOGGED) || r->n->printed)
        r->voice = WD_VOICE_APPLICATION;
    if (r->record->flags & WD_RECORD_TORN)
        body = wd_json_beginning(r->arena, body);
    fault = wd_recall_parse(r, body);
    if (fault != WD_JSON_OK) {
        *ret_reason = skip_of(fault);
        return false;
    }
    whole = r->root;
    if (!belongs_to_text(r))
        wd_read_value(r);
    if (r->level > 0 && wd_holds_entries(r, whole)) {
        r->n->entries = true;
        r->n->printed = printed; /* no program's line, but what its entries lie in */
    }
    return !(r->record->flags & WD_RECORD_TORN) || keep_torn(r, ret_reason) ||
           (read_broken(r) && keep_torn(r, ret_reason));
}

/* ---- a name twice ------------------------------------------------------------------------------
 * Parsers disagree about an object that names a member twice, so whoever writes logs could hide a denial
 * from this program or show it one that nobody else sees. Such a record is read with the first and with the
 * last of them. If both say the same nothing is lost; else a denial in either is a denial, and nothing
 * ready-made comes of it. */

static bool named_twice(const struct wd_reading *r)
{
    for (unsigned i = 0; i < r->parsers; i++)
        if (wd_json_twice(r->n->parsers[i]))
            return true;
    return false;
}

static bool read_as(struct wd_reading *r, enum wd_json_reading reading, enum wd_skip *ret_reason)
{
    struct wd_reading again = {
        .n = r->n, .arena = r->arena, .event = r->event, .record = r->record};
    bool done;

    wd_event_clear(r->event);
    r->n->reading = reading;
    done = read_record(&again, ret_reason);
    r->n->reading = WD_JSON_AS_IS;
    return done;
}

static uint64_t hash_of(const struct wd_event *event)
{
    unsigned filled = 0;
    uint64_t hash = wd_event_says(event, &filled);

    hash = wd_hash_join(wd_event_says_varying(event, hash, &filled), (uint64_t)event->kind);
    hash = wd_hash_join(hash, (uint64_t)event->time);
    return wd_hash_join(hash, event->dedup);
}

/* Lines of streams were told to them with the first reading, and are not told twice. */
static bool read_both(struct wd_reading *r, uint64_t clock, enum wd_skip *ret_reason)
{
    enum wd_kind last_kind;
    uint64_t last;

    if (wd_streams_clock(r->n->streams) != clock) {
        r->event->doubts |= WD_DOUBT_TWICE;
        return true;
    }
    if (!read_as(r, WD_JSON_LAST, ret_reason))
        return false;
    last = hash_of(r->event);
    last_kind = r->event->kind;
    if (!read_as(r, WD_JSON_FIRST, ret_reason))
        return false;
    if (hash_of(r->event) == last)
        return true;
    if (last_kind == WD_KIND_DENIAL && r->event->kind != WD_KIND_DENIAL &&
        !read_as(r, WD_JSON_LAST, ret_reason))
        return false;
    r->event->doubts |= WD_DOUBT_TWICE;
    return true;
}

int wd_normalise(struct wd_normaliser *n, const struct wd_record *record,
                 struct wd_event *ret_event, enum wd_skip *ret_reason, struct wd_error *err)
{
    struct wd_reading r = {.n = n, .arena = n->arena, .event = ret_event, .record = record};
    uint64_t clock = wd_streams_clock(n->streams);

    (void)err;
    n->retold = false;
    n->entries = false;
    n->failures = 0;
    wd_arena_clear(n->arena);
    wd_event_clear(ret_event);
    if (!read_record(&r, ret_reason) || (named_twice(&r) && !read_both(&r, clock, ret_reason)))
        return 0;
    if (!wd_streams_lacked(n->streams) && !wd_arena_lacked(n->arena))
        return 1;
    *ret_reason = WD_SKIP_NO_MEMORY; /* what is missing in the event may be what it is about */
    return 0;
}

size_t wd_normaliser_form(void *normaliser, struct wd_str text, uint64_t *ret_lines)
{
    const struct wd_normaliser *n = normaliser;

    return wd_json_form(n->parsers[0], text, ret_lines);
}

int wd_normaliser_pending(struct wd_normaliser *n, struct wd_event *ret_event,
                          struct wd_record *ret_where, struct wd_error *err)
{
    int got = wd_streams_take(n, ret_event, ret_where);

    return wd_arena_lacked(n->arena) ? wd_fail_memory(err) : got;
}

int wd_normaliser_flush(struct wd_normaliser *n, struct wd_event *ret_event,
                        struct wd_record *ret_where, struct wd_error *err)
{
    wd_streams_end_all(n->streams);
    return wd_normaliser_pending(n, ret_event, ret_where, err);
}

bool wd_normaliser_watch(struct wd_normaliser *n, const struct wd_record *record,
                         struct wd_event *ret_event)
{
    enum wd_skip reason;
    struct wd_error err;
    int got;

    if (!n->retold || !wd_may_recall(n, record) || !wd_json_watch(n->parsers[0]))
        return false;
    n->parsed = n->watched = true;
    got = wd_normalise(n, record, ret_event, &reason, &err);
    n->watched = false;
    return got == 1 && n->retold;
}
