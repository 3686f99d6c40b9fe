/* Any bytes as the nightly database, as somebody else may have left it: refused in words, or opened, read, reported and
 * written to without a fault. */
#include "replay.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "whydenied/history.h"

#define NIGHT 20000

static char folder[] = "/tmp/whydenied-fuzz-XXXXXX";
static char path[64], journal[64];

static void forget(void)
{
    unlink(path);
    unlink(journal);
    rmdir(folder);
}

static void start(void)
{
    MUST(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/db", folder);
    snprintf(journal, sizeof journal, "%s/db-journal", folder);
    atexit(forget);
}

static void stand(struct wd_history *history, struct wd_table *table, wd_night night)
{
    struct wd_error err;

    if (wd_table_finish(table, NULL, &err) < 0)
        return;
    for (size_t i = 0; i < wd_table_count(table); i++) {
        struct wd_standing standing;
        wd_history_standing(history, table, wd_table_at(table, i), night, 7, &standing, &err);
    }
}

static void read_it(void)
{
    struct wd_error err;
    struct wd_history *history = wd_history_open(path, WD_HISTORY_READ, &err);
    struct wd_night_sum sums[WD_HISTORY_NIGHTS];
    struct wd_table *table;
    wd_night night;

    if (!history)
        return;
    if (wd_history_latest(history, NIGHT, &night, &err) == 0 && night != WD_NIGHT_NONE) {
        table = wd_history_table(history, night - 3, night, NULL, &err);
        if (table)
            stand(history, table, night);
        wd_table_free(table);
        wd_history_nights(history, night - WD_HISTORY_NIGHTS + 1, night, sums, WD_HISTORY_NIGHTS,
                          &err);
    }
    wd_history_close(history);
}

static void write_it(void)
{
    struct wd_error err;
    struct wd_history *history = wd_history_open(path, WD_HISTORY_WRITE, &err);

    if (!history)
        return;
    if (wd_history_settle(history, &err) == 0 &&
        wd_history_forget(history, NIGHT - 30, &err) == 0 &&
        wd_history_put_run(history, NIGHT, 0, 1, &err) == 0)
        wd_history_commit(history, &err);
    wd_history_close(history);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd;

    if (!path[0])
        start();
    unlink(journal);
    fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size && close(fd) == 0);
    read_it();
    write_it();
    return 0;
}
