/* Rows: a ring of a program's lines, each with whose it is and when it was printed. */
#include "read/text/rows.h"

#include <stdlib.h>

struct wd_rows *wd_rows_new(void)
{
    return calloc(1, sizeof(struct wd_rows));
}

void wd_rows_clear(struct wd_rows *rows)
{
    if (rows)
        rows->last = rows->record = rows->end = 0;
}

/* ---- whose line --------------------------------------------------------------------------------- */

/* Members in any order. */
static uint64_t named(struct wd_str name, struct wd_str value)
{
    return wd_hash_join(wd_hash(name), wd_hash(value));
}

/* What is another in each line or try of one program. */
static bool varies(struct wd_str label)
{
    return wd_str_eqz(label, "step_id");
}

static bool names_instance(struct wd_str label)
{
    static const char *const labels[] = {"instanceId",
                                         "execution_id",
                                         "run.googleapis.com/execution_name",
                                         "run.googleapis.com/task_index",
                                         "workflow",
                                         "task-id",
                                         "execution-date"};

    return WD_STR_IN(label, labels);
}

/* A program's two outputs are one program's. */
static bool is_output(struct wd_str log)
{
    return wd_str_ends(log, WD_STR("stdout")) || wd_str_ends(log, WD_STR("stderr"));
}

uint64_t wd_rows_source_of_entry(struct wd_reading *r)
{
    uint64_t source = named(r->resource_type, is_output(r->log) ? WD_STR_NONE : r->log);

    for (struct wd_jiter it = wd_jv_iter(r->labels); wd_jiter_next(&it);)
        if (!varies(it.name))
            source += named(it.name, wd_jv_str(it.value));
    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(r->root, "labels")); wd_jiter_next(&it);)
        if (names_instance(it.name))
            source += named(it.name, wd_jv_str(it.value));
    return source | 1;
}

static bool names_source(struct wd_str member)
{
    static const char *const names[] = {
        "pod",       "pod_name",       "pod_id",         "_pod_name_",
        "container", "container_id",   "container_name", "_container_name_",
        "instance",  "instance_id",    "host",           "hostname",
        "job",       "job_id",         "build_id",       "run_id",
        "task",      "task_id",        "worker",         "rank",
        "namespace", "namespace_name", "service",        "app"};

    return WD_STR_IN(member, names);
}

uint64_t wd_rows_source_of_members(struct wd_jv root)
{
    uint64_t source = 0;

    for (struct wd_jiter it = wd_jv_iter(root); wd_jiter_next(&it);) {
        if (names_source(it.name) && wd_jv_type(it.value) == WD_JSON_STRING)
            source += named(it.name, wd_jv_str(it.value));
        else if (wd_str_eqz(it.name, "kubernetes"))
            source += wd_rows_source_of_members(it.value);
    }
    return source | 1;
}

/* ---- keeping ------------------------------------------------------------------------------------- */

/* In one piece. */
static void keep(struct wd_rows *rows, struct wd_str text, const struct wd_row *like)
{
    struct wd_row *row = wd_row_at(rows, ++rows->last);
    size_t left = WD_ROWS_BYTES - (size_t)(rows->end % WD_ROWS_BYTES);

    rows->end += text.len > left ? left : 0;
    *row = *like;
    row->at = rows->end;
    row->len = text.len;
    memcpy(rows->bytes + row->at % WD_ROWS_BYTES, text.ptr, text.len);
    rows->end += text.len;
}

void wd_rows_note(struct wd_reading *r, struct wd_str text)
{
    struct wd_normaliser *n = r->n;
    struct wd_row row = {.time = r->event->time};

    if (r->record->form == WD_RECORD_TEXT || r->in_text || r->joined)
        return;
    text = wd_str_sub(wd_str_trim_right_of(text, " \t\r\n"), 0, WD_ROW_MAX);
    if (!n->rows)
        n->rows = wd_rows_new();
    if (!n->rows || text.len == 0)
        return;
    row.source = r->source ? r->source : wd_hash(r->stream) | 1;
    if (n->rows->record != r->record->ordinal)
        keep(n->rows, text, &row);
    n->rows->record = r->record->ordinal;
    r->event->row = n->rows->last;
}
