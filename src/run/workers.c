/* Many inputs into one table: the workers around the loop.
 *
 * A worker takes the next input and has its engine read it. Where there are processors left, as with one worker, the reader
 * inflates in threads of its own; else each worker does both itself, which keeps all processors busy without
 * handing blocks over. The tables are merged when all is read; since merging is a lattice, neither the
 * number of workers nor the order in which they finish shows. */
#include "run/run.h"
#include "whydenied/run/denials.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct shared {
    struct wd_session *session;
    unsigned flags;     /* of readers */
    atomic_size_t next; /* input to take */
    pthread_mutex_t unmatched_lock;
    pthread_mutex_t report_lock; /* of the session's list and sums of inputs */
};

struct worker {
    struct shared *shared;
    struct wd_engine engine;
    struct wd_reader *reader; /* of the input at hand */
    size_t input;             /* its number */
    struct wd_error error;
    int status;
    pthread_t thread;
};

/* ---- one input --------------------------------------------------------------------------------- */

/* Interrupted, the source stops; the few blocks that it had read are still looked at. */
static int show_progress(void *context, struct wd_error *err)
{
    const struct worker *worker = context;

    (void)err;
    wd_run_tick(worker->shared->session, worker->reader, worker->engine.table);
    return 0;
}

static int read_input(struct worker *worker, const char *name)
{
    const struct wd_records records = wd_records_in_passing(worker->reader, name);

    return wd_engine_read(&worker->engine, &records, show_progress, worker, &worker->error);
}

static int do_input(struct worker *worker, size_t index)
{
    struct wd_session *session = worker->shared->session;
    const char *name = session->inputs.paths[index];
    int status = -1;

    worker->input = index;
    worker->reader = wd_reader_open(name, worker->shared->flags, &worker->error);
    if (!worker->reader)
        return -1;
    wd_reader_stop_on(worker->reader, session->calls->interrupted);
    if (read_input(worker, name) == 0) {
        wd_engine_count_input(&worker->engine, wd_reader_report(worker->reader));
        pthread_mutex_lock(&worker->shared->report_lock);
        status = wd_run_list_input(session, worker->reader, &worker->error);
        pthread_mutex_unlock(&worker->shared->report_lock);
    }
    wd_reader_close(worker->reader);
    return status;
}

/* ---- workers ----------------------------------------------------------------------------------- */

static void *work(void *context)
{
    struct worker *worker = context;
    const struct wd_session *session = worker->shared->session;
    size_t count = session->inputs.count;

    for (;;) {
        size_t index = atomic_fetch_add(&worker->shared->next, 1);
        if (index >= count || wd_run_interrupted(session))
            break;
        worker->status = do_input(worker, index);
        if (worker->status < 0)
            break;
    }
    return NULL;
}

/* Raw into a file; where a terminal or a build service may read it, made harmless like all text. */
static void put_unmatched(struct wd_output *out, struct wd_str text)
{
    if (wd_output_is_stdout(out))
        wd_run_put_harmless(out, text);
    else
        wd_output_put(out, text);
}

/* Single denials; and what no rule recognised, as it was read, for writing rules and for bug reports. */
static void look_on(void *context, const struct wd_event *event, const struct wd_hit *hit)
{
    struct worker *worker = context;
    struct wd_output *file = worker->shared->session->options->unmatched;

    const struct wd_session *session = worker->shared->session;

    if (session->options->denials)
        wd_denials_keep(session->options->denials, &worker->engine,
                        session->inputs.paths[worker->input], event, hit);
    if (!file || event->kind != WD_KIND_DENIAL || hit->rule)
        return;
    pthread_mutex_lock(&worker->shared->unmatched_lock);
    put_unmatched(file, worker->engine.joined && event->text_count > 0
                            ? event->texts[0].s
                            : worker->engine.current->body);
    wd_output_putz(file, "\n");
    pthread_mutex_unlock(&worker->shared->unmatched_lock);
}

static int start(struct worker *worker, struct shared *shared, struct wd_error *err)
{
    const struct wd_run_options *options = shared->session->options;

    worker->shared = shared;
    if (wd_engine_init(&worker->engine, shared->session->rules, err) < 0 ||
        !(worker->engine.table = wd_table_new(err)))
        return -1;
    worker->engine.since = options->since;
    worker->engine.until = options->until;
    if (options->unmatched || options->denials) {
        worker->engine.observe = look_on;
        worker->engine.thorough = options->denials != NULL;
        worker->engine.wants_rule = true;
        worker->engine.observe_context = worker;
    }
    return 0;
}

static void run_workers(struct worker *workers, size_t count)
{
    size_t started = 1;

    while (started < count &&
           pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
        started++; /* fewer threads than asked for only take longer */
    work(&workers[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

/* The first worker's table takes in those of the others. */
static int gather(struct worker *workers, size_t count, struct wd_session *session,
                  struct wd_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (workers[i].status < 0) {
            *err = workers[i].error;
            return -1;
        }
        if (i > 0 && wd_table_merge(workers[0].engine.table, workers[i].engine.table, err) < 0)
            return -1;
    }
    session->table = workers[0].engine.table;
    workers[0].engine.table = NULL;
    return wd_run_list_end(session, err);
}

/* What is left of the jobs inflates: in a thread a worker, and with helpers. */
static unsigned reader_flags(const struct wd_run_options *options, size_t workers)
{
    size_t spare = options->jobs > workers ? (options->jobs - workers) / workers : 0;
    size_t helpers = spare < WD_READ_HELPERS_MAX ? spare : WD_READ_HELPERS_MAX;
    bool threads = workers == 1 || spare > 0;

    return (threads ? WD_READ_THREAD : 0u) | (unsigned)helpers * WD_READ_HELPER |
           (options->no_follow ? WD_READ_NO_FOLLOW : 0u);
}

int wd_session_read(struct wd_session *session, struct wd_error *err)
{
    size_t inputs = session->inputs.count, jobs = session->options->jobs;
    size_t count = jobs < inputs ? jobs : inputs;
    struct shared shared = {.session = session,
                            .unmatched_lock = PTHREAD_MUTEX_INITIALIZER,
                            .report_lock = PTHREAD_MUTEX_INITIALIZER};
    struct worker *workers = NULL;
    int status = -1;

    count = count && !session->options->denials ? count : 1; /* they stand in the order of inputs */
    shared.flags = reader_flags(session->options, count);
    workers = calloc(count, sizeof *workers);
    if (!workers) {
        wd_fail_memory(err);
        goto done;
    }
    wd_run_begin(session);
    for (size_t i = 0; i < count; i++)
        if (start(&workers[i], &shared, err) < 0)
            goto done;
    run_workers(workers, count);
    session->complete = !wd_run_interrupted(session);
    status = gather(workers, count, session, err);
done:
    wd_run_end(session);
    for (size_t i = 0; workers && i < count; i++) {
        wd_table_free(workers[i].engine.table);
        wd_engine_done(&workers[i].engine);
    }
    free(workers);
    return status;
}
