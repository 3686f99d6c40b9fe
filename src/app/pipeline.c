/* The hot loop, and the workers around it.
 *
 * A worker takes the next input, reads its records one by one and gives each to its engine. With one
 * worker the reader inflates in a thread of its own; with more, each worker does both itself, which
 * keeps all processors busy without handing blocks over. The tables are merged when all is read; since
 * merging is a lattice, neither the number of workers nor the order in which they finish shows. */
#include "app/pipeline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "app/progress.h"

struct shared {
    const struct wd_options *options;
    struct wd_run *run;
    struct wd_progress *progress;
    atomic_size_t next; /* input to take */
    pthread_mutex_t unmatched_lock;
};

struct worker {
    struct shared *shared;
    struct wd_engine engine;
    struct wd_error error;
    int status;
    pthread_t thread;
    struct wd_record current; /* for --unmatched: the record the engine is looking at */
};

/* ---- the hot loop ------------------------------------------------------------------------------ */

static int read_input(struct worker *worker, struct wd_reader *reader, const char *name)
{
    struct wd_engine *engine = &worker->engine;
    struct wd_error *err = &worker->error;
    struct wd_record *record = &worker->current;
    enum wd_skip skip;
    int got;

    wd_normaliser_next_input(engine->normaliser);
    while ((got = wd_reader_next(reader, record, err)) > 0) {
        if (wd_engine_record(engine, record, name, &skip, err) < 0)
            return -1;
        if (skip != WD_SKIP_COUNT)
            wd_reader_reject(reader, skip);
        /* Interrupted, the source stops; the few blocks that it had read are still looked at. */
        (void)wd_progress_tick(worker->shared->progress, reader, engine->table);
    }
    return got < 0 ? -1 : wd_engine_flush(engine, name, err);
}

/* ---- workers ----------------------------------------------------------------------------------- */

static void count_records(struct wd_totals *totals, const struct wd_input_report *report)
{
    totals->records += report->records;
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        totals->skipped[i] += report->skipped[i];
}

static struct wd_input_report *take_report(struct wd_reader *reader)
{
    struct wd_input_report *report = malloc(sizeof *report);

    if (report)
        wd_reader_take_report(reader, report);
    return report;
}

static int do_input(struct worker *worker, size_t index)
{
    struct wd_run *run = worker->shared->run;
    unsigned flags = worker->shared->options->jobs > 1 ? 0 : WD_READ_THREAD;
    struct wd_reader *reader = wd_reader_open(run->inputs.paths[index], flags, &worker->error);
    int status = -1;

    if (!reader)
        return -1;
    wd_reader_stop_on(reader, &wd_interrupted);
    if (read_input(worker, reader, run->inputs.paths[index]) == 0) {
        count_records(wd_table_totals_edit(worker->engine.table), wd_reader_report(reader));
        run->reports[index] = take_report(reader);
        status = run->reports[index] ? 0 : wd_fail_memory(&worker->error);
        wd_progress_input_done(worker->shared->progress, run->reports[index]);
    }
    wd_reader_close(reader);
    return status;
}

static void *work(void *context)
{
    struct worker *worker = context;
    size_t count = worker->shared->run->inputs.count;

    for (;;) {
        size_t index = atomic_fetch_add(&worker->shared->next, 1);
        if (index >= count || wd_interrupted)
            break;
        worker->status = do_input(worker, index);
        if (worker->status < 0)
            break;
    }
    return NULL;
}

/* What no rule recognised, as it was read; for writing rules and for bug reports. */
static void keep_unmatched(void *context, const struct wd_event *event, const struct wd_hit *hit)
{
    struct worker *worker = context;
    struct wd_output *file = worker->shared->run->unmatched;

    if (event->kind != WD_KIND_DENIAL || hit->rule)
        return;
    pthread_mutex_lock(&worker->shared->unmatched_lock);
    wd_output_put(file, worker->current.body);
    wd_output_putz(file, "\n");
    pthread_mutex_unlock(&worker->shared->unmatched_lock);
}

static int start(struct worker *worker, struct shared *shared, const struct wd_ruleset *rules,
                 struct wd_error *err)
{
    worker->shared = shared;
    if (wd_engine_init(&worker->engine, rules, err) < 0)
        return -1;
    worker->engine.since = shared->options->since;
    worker->engine.until = shared->options->until;
    if (shared->run->unmatched) {
        worker->engine.observe = keep_unmatched;
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
static int gather(struct worker *workers, size_t count, struct wd_run *run, struct wd_error *err)
{
    for (size_t i = 0; i < count; i++) {
        struct wd_engine *engine = &workers[i].engine;
        if (workers[i].status < 0) {
            *err = workers[i].error;
            return -1;
        }
        wd_table_totals_edit(engine->table)->gave_up += wd_matcher_gave_up(engine->matcher);
        if (i > 0 && wd_table_merge(workers[0].engine.table, engine->table, err) < 0)
            return -1;
    }
    run->table = workers[0].engine.table;
    workers[0].engine.table = NULL;
    return 0;
}

int wd_run_inputs(const struct wd_options *options, const struct wd_ruleset *rules,
                  struct wd_run *run, struct wd_error *err)
{
    size_t count = options->jobs < run->inputs.count ? options->jobs : run->inputs.count;
    struct shared shared = {
        .options = options, .run = run, .unmatched_lock = PTHREAD_MUTEX_INITIALIZER};
    struct worker *workers = NULL;
    int status = -1;

    count = count ? count : 1;
    workers = calloc(count, sizeof *workers);
    run->reports = calloc(run->inputs.count + 1, sizeof *run->reports);
    shared.progress = wd_progress_new(options, run->inputs.total_bytes);
    if (!workers || !run->reports || !shared.progress) {
        wd_fail_memory(err);
        goto done;
    }
    for (size_t i = 0; i < count; i++)
        if (start(&workers[i], &shared, rules, err) < 0)
            goto done;
    run_workers(workers, count);
    run->complete = !wd_interrupted;
    status = gather(workers, count, run, err);
done:
    for (size_t i = 0; workers && i < count; i++)
        wd_engine_done(&workers[i].engine);
    free(workers);
    wd_progress_free(shared.progress);
    return status;
}

void wd_run_done(struct wd_run *run)
{
    for (size_t i = 0; run->reports && i < run->inputs.count; i++)
        if (run->reports[i]) {
            wd_input_report_done(run->reports[i]);
            free(run->reports[i]);
        }
    free(run->reports);
    wd_inputs_done(&run->inputs);
    wd_table_free(run->table);
    memset(run, 0, sizeof *run);
}

bool wd_run_damaged(const struct wd_run *run)
{
    for (size_t i = 0; i < run->inputs.count; i++)
        if (run->reports[i] && wd_input_damaged(run->reports[i]))
            return true;
    return false;
}

bool wd_run_unrecognised(const struct wd_run *run)
{
    const struct wd_totals *totals = wd_table_totals(run->table);

    return totals->records > 0 && totals->events == 0 && totals->skipped[WD_SKIP_OUTSIDE] == 0;
}
