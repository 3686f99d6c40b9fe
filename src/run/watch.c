/* Following one input through the same engine and the same session as every other command.
 *
 * The table of what was read goes on growing; an answer is made of a copy, since finishing ends a table. A copy is
 * made only when the table holds something new, and not before a moment has passed, so that a burst is one answer:
 * at a pause of the input, or WATCH_MS after the first new denial. */
#include <stdlib.h>

#include "run/run.h"

#include "whydenied/base/list.h"

#define WATCH_MS 400u /* a problem is shown within a second */

struct following {
    struct wd_session *session;
    const struct wd_watch *watch;
    struct wd_engine engine;
    struct wd_reader *reader;
    const char *name;
    size_t held;     /* incidents in the table when it was last looked at */
    bool news;       /* something was added since the last answer */
    uint64_t since;  /* when it was noticed */
    uint64_t *shown; /* fingerprints, sorted */
    size_t count, cap;
    bool over;  /* no more answers are wanted */
    int status; /* of the last callback */
    struct wd_error error;
};

/* ---- what was shown ------------------------------------------------------------------------------ */

/* Where the fingerprint stands, or would. */
static size_t place_of(const struct following *f, uint64_t fingerprint)
{
    return wd_list_place(f->shown, f->count, sizeof *f->shown, fingerprint);
}

static bool was_shown(void *context, const struct wd_incident *incident)
{
    const struct following *f = context;
    size_t at = place_of(f, incident->fingerprint);

    return at < f->count && f->shown[at] == incident->fingerprint;
}

static int remember(struct following *f, uint64_t fingerprint)
{
    size_t at = place_of(f, fingerprint);

    if (at < f->count && f->shown[at] == fingerprint)
        return 0;
    if (!wd_list_grow(&f->shown, f->count, &f->cap, sizeof *f->shown))
        return wd_fail_memory(&f->error);
    memmove(f->shown + at + 1, f->shown + at, (f->count - at) * sizeof *f->shown);
    f->shown[at] = fingerprint;
    f->count++;
    return 0;
}

static int remember_all(struct following *f)
{
    const struct wd_table *table = f->session->table;
    int status = 0;

    for (size_t i = 0; i < wd_table_count(table) && status == 0; i++)
        status = remember(f, wd_table_at(table, i)->fingerprint);
    for (size_t i = 0; i < wd_table_unmatched_count(table) && status == 0; i++)
        status = remember(f, wd_table_unmatched_at(table, i)->fingerprint);
    return status;
}

/* ---- an answer in between -------------------------------------------------------------------------- */

static struct wd_table *copy_table(struct following *f)
{
    struct wd_table *copy = wd_table_new(&f->error);

    if (copy && wd_table_merge(copy, f->engine.table, &f->error) < 0) {
        wd_table_free(copy);
        return NULL;
    }
    if (copy)
        wd_totals_count_input(wd_table_totals_edit(copy), wd_reader_report(f->reader));
    return copy;
}

static int answer(struct following *f)
{
    struct wd_session *session = f->session;
    struct wd_table *copy = copy_table(f);
    int status = 0;

    if (!copy || wd_session_finish(session, copy, &f->error) < 0 ||
        wd_session_answer(session, was_shown, f, &f->error) < 0)
        return -1;
    wd_table_leave_out_unmatched(copy, was_shown, f);
    if (wd_table_count(copy) + wd_table_unmatched_count(copy) > 0)
        status = f->watch->show(f->watch->context, session);
    if (status == 0)
        status = remember_all(f);
    wd_session_clear(session);
    return status;
}

/* 1 to end the input, else as wd_between_fn. */
static int answer_now(struct following *f)
{
    f->news = false;
    wd_engine_settle(&f->engine);
    f->status = answer(f);
    f->over = f->status != 0;
    return f->status;
}

static void look_for_news(struct following *f)
{
    size_t held = wd_table_held(f->engine.table);

    if (held == f->held)
        return;
    f->held = held;
    if (!f->news)
        f->since = f->watch->milliseconds(f->watch->context);
    f->news = true;
}

static int between(void *context, struct wd_error *err)
{
    struct following *f = context;

    (void)err; /* the callback's own is kept in f->error */
    look_for_news(f);
    if (!f->news || f->watch->milliseconds(f->watch->context) - f->since < WATCH_MS)
        return f->over;
    return answer_now(f);
}

/* A pause: what waited for more lines waits no longer. */
static int pause_told(void *context)
{
    struct following *f = context;

    f->status = wd_engine_flush(&f->engine, f->name, &f->error);
    f->over = f->status != 0;
    look_for_news(f);
    return f->news && !f->over ? answer_now(f) : f->status;
}

/* ---- the input ------------------------------------------------------------------------------------- */

static int read_all(struct following *f)
{
    const struct wd_records records = wd_records_of(f->reader, f->name);
    struct wd_session *session = f->session;

    if (wd_engine_read(&f->engine, &records, between, f, &f->error) < 0 || f->status < 0)
        return -1;
    look_for_news(f);
    if (f->news && !f->over && answer_now(f) < 0)
        return -1;
    wd_engine_count_input(&f->engine, wd_reader_report(f->reader));
    session->table = f->engine.table;
    f->engine.table = NULL;
    return wd_run_list_input(session, f->reader, &f->error);
}

static int open_all(struct following *f)
{
    const struct wd_session *session = f->session;
    const struct wd_follow follow = {session->calls->interrupted, pause_told, f};
    unsigned flags = session->options->no_follow ? WD_READ_NO_FOLLOW : 0u;

    if (wd_engine_init(&f->engine, session->rules, &f->error) < 0 ||
        !(f->engine.table = wd_table_new(&f->error)))
        return -1;
    f->engine.since = session->options->since;
    f->engine.until = session->options->until;
    f->reader = wd_reader_follow(f->name, flags, &follow, &f->error);
    return f->reader ? 0 : -1;
}

int wd_session_watch(struct wd_session *session, const struct wd_watch *watch, struct wd_error *err)
{
    struct following f = {.session = session, .watch = watch, .name = session->inputs.paths[0]};
    int status = open_all(&f) == 0 ? read_all(&f) : -1;

    *err = f.error;
    if (f.reader)
        wd_reader_close(f.reader);
    wd_table_free(f.engine.table);
    wd_engine_done(&f.engine);
    free(f.shown);
    return status;
}
