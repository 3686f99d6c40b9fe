/* `reduce`: records of equal keys become one. */
#include <unistd.h>

#include "app/app.h"
#include "app/options/help.h"
#include "whydenied/run/shards.h"

static void tell(void *context, const char *text)
{
    (void)context;
    wd_say("%s", text);
}

static void tell_counters(const struct wd_reduce_sums *sums)
{
    wd_say_plain("reporter:counter:whydenied,records_in,%llu", (unsigned long long)sums->read);
    wd_say_plain("reporter:counter:whydenied,records_out,%llu", (unsigned long long)sums->written);
    wd_say_plain("reporter:counter:whydenied,shards_doubled,%llu",
                 (unsigned long long)sums->doubled);
}

static int end_output(struct wd_output *out)
{
    struct wd_error err;

    return wd_output_commit(out, &err) < 0 ? wd_say_and(WD_EXIT_OUTPUT, "%s", err.text)
                                           : WD_EXIT_OK;
}

int wd_cmd_reduce(const struct wd_options *options)
{
    const struct wd_reduce_options how = {
        .paths = {(const char *const *)options->arguments, options->argument_count},
        .unsorted = options->unsorted,
        .allow_mixed = options->allow_mixed};
    const struct wd_run_calls calls = {.interrupted = &wd_interrupted,
                                       .tell = options->quiet ? NULL : tell};
    struct wd_reduce_sums sums;
    struct wd_output *out;
    struct wd_error err;

    if (options->argument_count == 0 && isatty(STDIN_FILENO))
        return wd_help_usage();
    if (options->outputs.count > 1)
        return wd_say_and(WD_EXIT_USAGE, "reduce writes to one output");
    out = wd_output_open(options->outputs.item[0].path, &err);
    if (!out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    if (wd_reduce(&how, &calls, out, &sums, &err) < 0) {
        wd_output_abandon(out);
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    }
    if (wd_interrupted) {
        wd_output_abandon(out);
        return 128 + wd_interrupted;
    }
    if (options->hadoop_counters)
        tell_counters(&sums);
    return end_output(out);
}
