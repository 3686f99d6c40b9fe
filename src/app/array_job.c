/* Which part of the inputs this process is to read: --shard, or what the array job put into the environment.
 *
 * Cloud Run Jobs set CLOUD_RUN_TASK_INDEX and _COUNT; a Kubernetes Indexed Job sets JOB_COMPLETION_INDEX and no
 * count; Slurm sets SLURM_ARRAY_TASK_ID, _MIN and _COUNT; AWS Batch sets AWS_BATCH_JOB_ARRAY_INDEX and no
 * count (their documentation). */
#include <stdlib.h>

#include "app/app.h"

#define SHARDS_MAX 1000000u

struct place {                         /* where an engine tells index and count */
    const char *index, *first, *count; /* NULL: it does not */
};

static const struct place places[] = {
    {"CLOUD_RUN_TASK_INDEX", NULL, "CLOUD_RUN_TASK_COUNT"},
    {"JOB_COMPLETION_INDEX", NULL, NULL},
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"},
    {"AWS_BATCH_JOB_ARRAY_INDEX", NULL, NULL},
};

static bool number(const char *text, unsigned *ret_number)
{
    unsigned long long n;

    if (!text || !wd_str_to_u64(wd_str_of(text), &n) || n > SHARDS_MAX)
        return false;
    *ret_number = (unsigned)n;
    return true;
}

static int check(struct wd_run_options *run, const char *from)
{
    if (run->shards >= 1 && run->shard < run->shards)
        return 0;
    return wd_say_and(-1, "%s: part %u of %u is none; parts count from 0", from, run->shard,
                      run->shards);
}

/* "3/32" */
static int parse(const char *text, struct wd_run_options *run)
{
    struct wd_str rest = wd_str_of(text), index = wd_str_cut(&rest, '/');
    unsigned long long i, n;

    if (!wd_str_to_u64(index, &i) || !wd_str_to_u64(rest, &n) || i > SHARDS_MAX || n > SHARDS_MAX)
        return wd_say_and(-1, "--shard: \"%s\" is no part like 3/32, nor auto", text);
    run->shard = (unsigned)i;
    run->shards = (unsigned)n;
    return check(run, "--shard");
}

static unsigned count_of(const struct wd_options *options, const struct place *place)
{
    unsigned count = 0;

    if (options->shards)
        return options->shards;
    if ((place->count && number(getenv(place->count), &count)) ||
        number(getenv("WHYDENIED_SHARDS"), &count))
        return count;
    return 0;
}

static int take(const struct wd_options *options, const struct place *place,
                struct wd_run_options *run)
{
    unsigned first = 0;

    if (!number(getenv(place->index), &run->shard))
        return wd_say_and(-1, "--shard auto: %s is no number", place->index);
    run->shards = count_of(options, place);
    if (run->shards == 0)
        return wd_say_and(
            -1,
            "--shard auto: %s tells which part this is, and nothing of how many there "
            "are: give --shards N, or WHYDENIED_SHARDS",
            place->index);
    if (place->first && number(getenv(place->first), &first))
        run->shard -= first <= run->shard ? first : run->shard;
    return check(run, place->index);
}

static int detect(const struct wd_options *options, struct wd_run_options *run)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (getenv(places[i].index))
            return take(options, &places[i], run);
    run->shard = 0;
    run->shards = 1;
    return 0;
}

int wd_shard_choose(const struct wd_options *options, struct wd_run_options *run,
                    char label[WD_SHARD_LABEL_MAX])
{
    bool automatic = options->shard && strcmp(options->shard, "auto") == 0;

    if (!options->shard)
        return options->shards ? wd_say_and(-1, "--shards goes with --shard auto") : 0;
    if ((automatic ? detect(options, run) : parse(options->shard, run)) < 0)
        return -1;
    snprintf(label, WD_SHARD_LABEL_MAX, "%u/%u", run->shard, run->shards);
    run->shard_label = label;
    if (automatic && !options->quiet)
        wd_say("this is part %s", label);
    return 0;
}
