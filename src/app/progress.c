/* The line of progress on a terminal: at most ten times a second, whichever worker asks. */
#include "app/app.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { EVENTS_BETWEEN_LOOKS = 1024 }; /* of a worker; many may come at once */

struct wd_progress {
    bool shown;
    uint64_t total;
    wd_time start;
    atomic_uint_fast64_t reached; /* looks due, of the worker that came last */
    pthread_mutex_t lock;
    wd_time last; /* under lock, as `done` */
    uint64_t done;
    bool drawn;
};

struct wd_progress *wd_progress_new(const struct wd_options *options, uint64_t total_bytes)
{
    struct wd_progress *progress = calloc(1, sizeof *progress);

    if (!progress)
        return NULL;
    progress->shown = options->progress == WD_ALWAYS ||
                      (options->progress == WD_AUTO && !options->quiet && wd_stderr_is_terminal());
    progress->total = total_bytes;
    progress->start = progress->last = wd_clock_now();
    pthread_mutex_init(&progress->lock, NULL);
    return progress;
}

static void put_size(struct wd_buf *line, uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    double value = (double)bytes;
    size_t unit = 0;

    while (value >= 1000 && unit < 4) {
        value /= 1000;
        unit++;
    }
    wd_buf_printf(line, unit ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

static void draw(struct wd_progress *progress, uint64_t bytes, uint64_t denials, wd_time now)
{
    struct wd_buf line;
    double seconds = (double)(now - progress->start) / (double)WD_SECOND;
    double rate = seconds > 0 ? (double)bytes / seconds : 0;

    wd_buf_init(&line, 256);
    wd_buf_putz(&line, "\r\033[K");
    put_size(&line, bytes);
    if (progress->total) {
        double left =
            rate > 0 && progress->total > bytes ? (double)(progress->total - bytes) / rate : 0;
        wd_buf_printf(&line, "  %.0f%%", 100.0 * (double)bytes / (double)progress->total);
        wd_buf_printf(&line, "  %.0f s left", left);
    }
    wd_buf_putz(&line, "  ");
    put_size(&line, (uint64_t)rate);
    wd_buf_printf(&line, "/s  %llu denials", (unsigned long long)denials);
    fputs(wd_buf_cstr(&line), stderr);
    wd_buf_done(&line);
    progress->drawn = true;
}

static void look(struct wd_progress *progress, uint64_t bytes, uint64_t denials)
{
    wd_time now = wd_clock_now();

    if (now - progress->last < WD_SECOND / 10)
        return;
    pthread_mutex_lock(&progress->lock);
    if (now - progress->last >= WD_SECOND / 10) {
        progress->last = now;
        draw(progress, progress->done + bytes, denials, now);
    }
    pthread_mutex_unlock(&progress->lock);
}

void wd_progress_tick(struct wd_progress *progress, uint64_t bytes, const struct wd_totals *totals)
{
    uint64_t reached = totals->events / EVENTS_BETWEEN_LOOKS;

    if (!progress || !progress->shown || atomic_load(&progress->reached) == reached)
        return;
    atomic_store(&progress->reached, reached);
    look(progress, bytes, totals->denials);
}

void wd_progress_input_done(struct wd_progress *progress, uint64_t bytes)
{
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->done += bytes;
    pthread_mutex_unlock(&progress->lock);
}

void wd_progress_free(struct wd_progress *progress)
{
    if (!progress)
        return;
    if (progress->drawn)
        fputs("\r\033[K", stderr);
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}
