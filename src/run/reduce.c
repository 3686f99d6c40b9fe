/* `reduce`: records of one key become one record a night.
 *
 * Grouped, only the records of one key are held, and keys leave in the order they came in: Hadoop merges what its
 * combiners wrote without sorting it again. Unsorted, all is held, in tables with the bounds that every table has,
 * and keys leave in order. The shapes of records are the same going in and out, so any number of passes gives
 * the same. */
#include "run/keyed.h"
#include "whydenied/run/shards.h"

#define UNSORTED_NIGHTS 64u     /* tables of up to 17 MiB */
#define UNSORTED_SHARDS 100000u /* some hundred bytes each */

struct reducing {
    const struct wd_reduce_options *options;
    const struct wd_run_calls *calls;
    struct wd_output *out;
    struct wd_reduce_sums *sums;
    struct wd_keyed_file file;
    struct wd_key_order order;
    char key[WD_KEY_MAX];
    struct wd_gather group; /* of the key; unsorted: of all */
};

static void tell_doubled(struct reducing *r)
{
    char text[600];

    for (size_t i = 0; i < r->group.shard_count; i++) {
        const json_t *value = r->group.shards[i].value;
        uint64_t times = wd_shard_times(value);
        if (times < 2)
            continue;
        r->sums->doubled++;
        snprintf(
            text, sizeof text,
            "the shard of %.400s came %llu times: denials without a key of their own are counted "
            "each time",
            wd_shard_word(value), (unsigned long long)times);
        if (r->calls && r->calls->tell)
            r->calls->tell(r->calls->context, text);
    }
}

/* An incident's states come without the lines of their nights, which have keys of their own. */
static int put_group(struct reducing *r, struct wd_error *err)
{
    int64_t lines;

    tell_doubled(r);
    lines = wd_gather_put(&r->group, r->options->unsorted || r->key[0] == '!', r->out, err);
    r->sums->written += lines > 0 ? (uint64_t)lines : 0;
    wd_gather_clear(&r->group);
    return lines < 0 ? -1 : 0;
}

static int take_grouped(struct reducing *r, const struct wd_keyed *keyed, struct wd_error *err)
{
    if (strcmp(keyed->key, r->key) != 0) {
        if (put_group(r, err) < 0 || wd_key_order_see(&r->order, keyed->key, err) < 0)
            return -1;
        memcpy(r->key, keyed->key, sizeof r->key);
    }
    return wd_gather_take(&r->group, keyed, err);
}

static int take_unsorted(struct reducing *r, const struct wd_keyed *keyed, struct wd_error *err)
{
    if (wd_gather_take(&r->group, keyed, err) < 0)
        return -1;
    if (r->group.night_count > UNSORTED_NIGHTS || r->group.shard_count > UNSORTED_SHARDS)
        return wd_fail(err,
                       "--unsorted holds %u nights and %u shards at most; these are more: sort the "
                       "input by key instead",
                       UNSORTED_NIGHTS, UNSORTED_SHARDS);
    return 0;
}

static int take(struct reducing *r, const struct wd_keyed *keyed, struct wd_error *err)
{
    struct wd_error why;
    int status =
        r->options->unsorted ? take_unsorted(r, keyed, &why) : take_grouped(r, keyed, &why);

    r->sums->read++;
    return status == 0 ? 0
                       : wd_fail(err, "%.150s:%llu: %.340s", r->file.name,
                                 (unsigned long long)r->file.number, why.text);
}

static bool interrupted(const struct reducing *r)
{
    return r->calls && r->calls->interrupted && *r->calls->interrupted != 0;
}

static int read_file(struct reducing *r, const char *path, struct wd_error *err)
{
    struct wd_keyed keyed;
    int got = 0;

    if (wd_keyed_open(&r->file, path, err) < 0)
        return -1;
    while (!interrupted(r) && !wd_output_broken_pipe(r->out) &&
           (got = wd_keyed_next(&r->file, &keyed, err)) > 0) {
        int status = take(r, &keyed, err);
        wd_keyed_done(&keyed);
        if (status < 0) {
            got = -1;
            break;
        }
    }
    wd_keyed_close(&r->file);
    return got < 0 ? -1 : 0;
}

static int read_all(struct reducing *r, struct wd_error *err)
{
    const struct wd_run_list *paths = &r->options->paths;

    if (paths->count == 0)
        return read_file(r, "-", err);
    for (size_t i = 0; i < paths->count; i++)
        if (read_file(r, paths->items[i], err) < 0)
            return -1;
    return 0;
}

int wd_reduce(const struct wd_reduce_options *options, const struct wd_run_calls *calls,
              struct wd_output *out, struct wd_reduce_sums *ret_sums, struct wd_error *err)
{
    struct reducing r = {.options = options, .calls = calls, .out = out, .sums = ret_sums};
    int status;

    memset(ret_sums, 0, sizeof *ret_sums);
    r.file.allow_mixed = options->allow_mixed;
    status = read_all(&r, err);
    if (status == 0 && !interrupted(&r))
        status = put_group(&r, err);
    wd_gather_done(&r.group);
    wd_key_order_done(&r.order);
    return status;
}
