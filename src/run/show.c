/* The records of a problem, in their surroundings.
 *
 * The engine runs as always and tells of every event. Records go through a ring and are written, or not, when they leave
 * it: a message of several lines is known only when a later line has ended it, and what stands before a record has
 * passed when it is found. */
#include <inttypes.h>
#include <stdlib.h>

#include "run/run.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/limits.h"

#define MESSAGE_LINES 200u  /* of a joined message and what followed before it was ended */
#define AROUND_MAX    1024u /* bytes shown of a record around */
#define RING          (WD_SHOW_CONTEXT_MAX + MESSAGE_LINES)

enum mark { NOT_SHOWN, AROUND, FOUND };

struct kept {
    uint64_t ordinal, line;
    enum mark mark;
    bool part;  /* of a message, perhaps */
    char *text; /* owned */
    size_t len, whole, room;
};

struct showing {
    struct wd_show *show;
    struct wd_session *session;
    struct wd_engine engine;
    struct wd_arena *scratch;
    const char *file;
    struct kept ring[RING];
    uint64_t count;   /* records of this input that went into the ring */
    uint64_t written; /* ordinal of the last one written; 0 none */
    uint64_t until;   /* records up to this ordinal are surroundings */
    bool part;        /* the record being looked at is counted as part of a message */
    bool here;        /* the record being looked at is one of the problem */
    bool any;         /* something was written */
};

/* ---- writing --------------------------------------------------------------------------------------- */

static void put_visible(struct wd_output *out, struct wd_str text)
{
    if (wd_str_starts(text, WD_STR("::")))
        wd_output_putz(out, " "); /* at the start of a line it is a command to GitHub's runner */
    wd_output_put_visible(out, text);
}

void wd_run_put_harmless(struct wd_output *out, struct wd_str text)
{
    struct wd_buf masked;

    wd_buf_init(&masked, 8 * WD_RECORD_MAX);
    wd_redact(&masked, text);
    put_visible(out, wd_buf_str(&masked));
    wd_buf_done(&masked);
}

/* One line of the answer; mark: ':' of the problem, '-' of what is around. */
static void put_line(struct showing *s, uint64_t line, char mark, struct wd_str text)
{
    struct wd_output *out = s->show->out;

    put_visible(out, wd_str_of(s->file));
    wd_output_printf(out, "%c%" PRIu64 "%c ", mark, line, mark);
    put_visible(out, text);
}

/* A record over several lines has their numbers. */
static void put_found(struct showing *s, uint64_t line, struct wd_str text)
{
    do {
        put_line(s, line++, ':', wd_str_cut(&text, '\n'));
        wd_output_putz(s->show->out, "\n");
    } while (text.len > 0);
}

/* On one line, and not all of it: the end of a line and the blanks of the next are one blank. */
static void put_around(struct showing *s, const struct kept *kept, struct wd_str text)
{
    char flat[AROUND_MAX];
    size_t len = 0;

    while (text.len > 0 && len + 1 < AROUND_MAX) {
        struct wd_str line = wd_str_trim(wd_str_cut(&text, '\n'));
        size_t n = line.len < AROUND_MAX - 1 - len ? line.len : AROUND_MAX - 1 - len;
        memcpy(flat + len, line.ptr, n);
        len += n;
        if (text.len > 0)
            flat[len++] = ' ';
    }
    put_line(s, kept->line, '-', wd_str_make(flat, len));
    if (kept->whole > AROUND_MAX)
        wd_output_printf(s->show->out, " ... (%zu bytes)", kept->whole);
    wd_output_putz(s->show->out, "\n");
}

/* A record leaves the ring. */
static void leave(struct showing *s, const struct kept *kept)
{
    struct wd_buf masked;

    if (kept->mark == NOT_SHOWN)
        return;
    if (s->any && kept->ordinal != s->written + 1)
        wd_output_putz(s->show->out, "--\n");
    wd_buf_init(&masked, 8 * WD_RECORD_MAX);
    if (s->show->secrets)
        wd_buf_put(&masked, wd_str_make(kept->text, kept->len));
    else
        wd_redact(&masked, wd_str_make(kept->text, kept->len));
    if (kept->mark == FOUND)
        put_found(s, kept->line, wd_buf_str(&masked));
    else
        put_around(s, kept, wd_buf_str(&masked));
    wd_buf_done(&masked);
    s->any = true;
    s->written = kept->ordinal;
}

static void leave_all(struct showing *s)
{
    for (uint64_t i = s->count > RING ? s->count - RING : 0; i < s->count; i++)
        leave(s, &s->ring[i % RING]);
}

/* ---- looking on -------------------------------------------------------------------------------------- */

/* Marks what is in the ring of the records from `from` to `to`. */
static void mark(struct showing *s, uint64_t from, uint64_t to, enum mark as)
{
    for (uint64_t i = s->count > RING ? s->count - RING : 0; i < s->count; i++) {
        struct kept *kept = &s->ring[i % RING];
        if (kept->ordinal >= from && kept->ordinal <= to && kept->mark < as)
            kept->mark = as;
    }
}

/* The last of the records behind `from` that may be parts of the message that begins there. */
static uint64_t end_of_message(const struct showing *s, uint64_t from)
{
    for (uint64_t i = s->count > RING ? s->count - RING : 0; i < s->count; i++) {
        const struct kept *kept = &s->ring[i % RING];
        if (kept->ordinal == from + 1 && kept->part)
            from++;
    }
    return from;
}

/* The event's record, or the lines of a message: those went into the ring. */
static void show_event(struct showing *s, const struct wd_event *event)
{
    const uint64_t context = s->show->context, first = s->engine.ordinal;
    uint64_t last = first;

    if (s->engine.joined && event->text_count > 0)
        for (struct wd_str text = event->texts[0].s; wd_str_cut(&text, '\n').ptr && text.len > 0;)
            last++;
    s->here = s->here || !s->engine.joined;
    mark(s, first, last, FOUND);
    if (s->engine.joined)
        last = end_of_message(s, last);
    mark(s, first > context ? first - context : 1, last + context, AROUND);
    if (last + context > s->until)
        s->until = last + context;
}

static void look(void *context, const struct wd_event *event, const struct wd_hit *hit)
{
    struct showing *s = context;
    uint64_t names[WD_FINGERPRINTS];
    unsigned count;

    if (!s->engine.joined)
        s->part = event->kind == WD_KIND_CONTEXT && s->engine.current->form == WD_RECORD_TEXT;
    if (event->kind != WD_KIND_DENIAL && !(event->kind == WD_KIND_LOOKALIKE && hit->rule))
        return;
    wd_arena_clear(s->scratch);
    count = wd_fingerprints(event, hit->rule, s->scratch, names);
    for (unsigned i = 0; i < count; i++)
        if (names[i] == s->show->fingerprint) {
            if (s->show->found++ < s->show->most)
                show_event(s, event);
            return;
        }
}

static int keep(struct showing *s, const struct wd_record *record, struct wd_error *err)
{
    struct kept *kept = &s->ring[s->count % RING];
    bool whole = s->here || record->form == WD_RECORD_TEXT;
    size_t len = whole || record->body.len < 2 * AROUND_MAX ? record->body.len : 2 * AROUND_MAX;

    if (s->count >= RING)
        leave(s, kept);
    if (kept->room < len || kept->room > 64 * AROUND_MAX) {
        free(kept->text);
        kept->room = len;
        kept->text = malloc(len + 1);
        if (!kept->text)
            return wd_fail_memory(err);
    }
    memcpy(kept->text, record->body.ptr, len);
    kept->len = len;
    kept->whole = record->body.len;
    kept->ordinal = record->ordinal;
    kept->line = record->line;
    kept->mark = s->here ? FOUND : record->ordinal <= s->until ? AROUND : NOT_SHOWN;
    s->count++;
    kept->part = s->part;
    s->here = s->part = false;
    return 0;
}

static int between(void *context, struct wd_error *err)
{
    struct showing *s = context;

    if (wd_run_interrupted(s->session) || wd_output_broken_pipe(s->show->out))
        return 1;
    return keep(s, s->engine.current, err);
}

/* ---- the inputs -------------------------------------------------------------------------------------- */

static int read_one(struct showing *s, const char *name, struct wd_error *err)
{
    unsigned flags = WD_READ_THREAD | (s->session->options->no_follow ? WD_READ_NO_FOLLOW : 0u);
    struct wd_reader *reader = wd_reader_open(name, flags, err);
    const uint64_t before = s->show->found;
    int status;

    if (!reader)
        return -1;
    wd_reader_stop_on(reader, s->session->calls->interrupted);
    s->file = name;
    s->count = s->written = s->until = 0;
    s->here = false;
    const struct wd_records records = wd_records_of(reader, name);
    status = wd_engine_read(&s->engine, &records, between, s, err);
    leave_all(s);
    s->show->files += s->show->found > before;
    if (status == 0)
        status = wd_run_list_input(s->session, reader, err);
    wd_reader_close(reader);
    return status;
}

int wd_session_show(struct wd_session *session, struct wd_show *show, struct wd_error *err)
{
    struct showing *s = calloc(1, sizeof *s);
    int status = -1;

    if (!s || wd_engine_init(&s->engine, session->rules, err) < 0 ||
        !(s->engine.table = wd_table_new(err)) || !(s->scratch = wd_arena_new(WD_RECORD_MAX))) {
        wd_fail_memory(err);
        goto done;
    }
    s->show = show;
    s->session = session;
    s->engine.since = session->options->since;
    s->engine.until = session->options->until;
    s->engine.observe = look;
    s->engine.observe_context = s;
    s->engine.thorough = true;
    status = 0;
    for (size_t i = 0; i < session->inputs.count && status == 0; i++)
        status = read_one(s, session->inputs.paths[i], err);
    if (status == 0)
        status = wd_run_list_end(session, err);
done:
    for (size_t i = 0; s && i < RING; i++)
        free(s->ring[i].text);
    if (s) {
        wd_arena_free(s->scratch);
        wd_table_free(s->engine.table);
        wd_engine_done(&s->engine);
    }
    free(s);
    return status;
}
