/* What will not be there tomorrow, or is there under another name each day. */
#include "whydenied/base/char.h"
#include "whydenied/names.h"

static unsigned number(struct wd_str digits)
{
    unsigned n = 0;

    for (size_t i = 0; i < digits.len; i++)
        n = n * 10 + (unsigned)(digits.ptr[i] - '0');
    return n;
}

/* "20261128" */
static bool is_date(struct wd_str s)
{
    unsigned year, month, day;

    if (s.len != 8 || wd_str_digits(s, 0) != 8)
        return false;
    year = number(wd_str_sub(s, 0, 4));
    month = number(wd_str_sub(s, 4, 2));
    day = number(wd_str_sub(s, 6, 2));
    return year >= 1990 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* "ga_sessions_20261128": https://cloud.google.com/bigquery/docs/partitioned-tables#dt_partition_shard;
 * "churn__dbt_tmp_20261129…", "x_1764381600": https://docs.getdbt.com/docs/build/incremental-models */
static bool is_passing_table(struct wd_str name)
{
    enum { SECONDS = 10 };
    static const char *const marks[] = {"__dbt_tmp", "__dbt_backup", "LOAD_TEMP_"};
    struct wd_str last = wd_last_part(name, '_');

    return WD_STR_ANY(wd_str_has, name, marks) ||
           (last.len < name.len &&
            (is_date(last) || (last.len >= SECONDS && wd_str_digits(last, 0) == last.len)));
}

/* https://beam.apache.org/documentation/io/built-in/google-bigquery/ */
static bool is_passing_dataset(struct wd_str name)
{
    return wd_str_starts(name, WD_STR("beam_temp_dataset_")) ||
           wd_str_starts(name, WD_STR("temp_dataset_beam_"));
}

/* A node of GKE's is its pool's, a worker of Dataflow's its job's:
 * https://cloud.google.com/kubernetes-engine/docs/concepts/node-pools,
 * https://cloud.google.com/dataflow/docs/guides/logging */
static bool is_passing_machine(struct wd_str name)
{
    return wd_str_starts(name, WD_STR("gke-")) || wd_str_starts(name, WD_STR("gk3-")) ||
           wd_str_has(name, WD_STR("-harness-"));
}

bool wd_resource_is_one_of_many(struct wd_str type, struct wd_str leaf)
{
    return (wd_str_eqz(type, "table") && is_passing_table(leaf)) ||
           (wd_str_eqz(type, "dataset") && is_passing_dataset(leaf)) ||
           (wd_str_eqz(type, "instance") && is_passing_machine(leaf));
}

bool wd_resource_is_list(struct wd_str type, struct wd_str leaf)
{
    return wd_str_eqz(type, "table") && leaf.len > strlen("____") &&
           wd_str_starts(leaf, WD_STR("__")) && wd_str_ends(leaf, WD_STR("__"));
}
