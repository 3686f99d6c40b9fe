/* Whose lines belong together: the key of a log entry's stream. */
#include "read/reading.h"

/* What runs apart under one id: the containers of a pod, whose name another namespace may have as well, and a job's replicas. */
static struct wd_str branch_of(struct wd_reading *r)
{
    static const struct wd_str slash = {"/", 1};

    if (wd_str_eqz(r->resource_type, "ml_job"))
        return wd_label(r, "task_name");
    if (!wd_str_eqz(r->resource_type, "k8s_container"))
        return WD_STR_NONE;
    const struct wd_str parts[] = {wd_label(r, "cluster_name"), slash,
                                   wd_label(r, "namespace_name"), slash,
                                   wd_label(r, "container_name")};
    return wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
}

/* Lines of one job, container or revision belong together. */
struct wd_str wd_gcp_stream(struct wd_reading *r)
{
    static const char *const names[] = {
        "job_id",        "pod_name",     "instance_id", "revision_name",
        "function_name", "service_name", "job_name",    NULL};
    const struct wd_str parts[] = {r->log, WD_STR("\n"), wd_first_str(r, r->labels, names),
                                   WD_STR("\n"), branch_of(r)};

    return wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
}
