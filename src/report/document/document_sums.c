/* What the incidents add up to: denials over time by cause, and the names that occur most. */
#include "report/document/document.h"
#include "whydenied/report/value.h"

/* Of every incident and every unmatched group; look-alikes are no denials and stay out. */
static struct wd_incident *denial_at(const struct wd_table *table, size_t index)
{
    size_t count = wd_table_count(table);
    struct wd_incident *incident =
        index < count ? wd_table_at(table, index) : wd_table_unmatched_at(table, index - count);

    return incident->lookalike ? NULL : incident;
}

static size_t denial_count(const struct wd_table *table)
{
    return wd_table_count(table) + wd_table_unmatched_count(table);
}

static enum wd_cause cause_of(const struct wd_incident *incident)
{
    return incident->rule ? incident->cause : WD_CAUSE_UNKNOWN;
}

/* The counts of one cause in the bins of `all`, which is at least as wide and as long. */
static json_t *make_cause(const struct wd_table *table, enum wd_cause cause,
                          const struct wd_histogram *all, unsigned first, unsigned last)
{
    struct wd_histogram sum = *all, own;
    json_t *object = json_object();
    json_t *counts = json_array();
    bool failed = !object || !counts;
    bool any = false;

    memset(sum.counts, 0, sizeof sum.counts);
    for (size_t i = 0; i < denial_count(table); i++) {
        const struct wd_incident *incident = denial_at(table, i);

        if (!incident || cause_of(incident) != cause)
            continue;
        wd_incident_histogram(incident, &own);
        any = any || own.start != WD_TIME_NONE;
        wd_histogram_merge(&sum, &own);
    }
    for (unsigned i = first; i < last && any && !failed; i++)
        wd_value_append(counts, json_integer((json_int_t)sum.counts[i]), &failed);
    if (failed || !any) {
        json_decref(counts);
        json_decref(object);
        return failed ? NULL : json_null();
    }
    wd_value_set(object, "cause", json_string(wd_cause_name(cause)), &failed);
    wd_value_set(object, "counts", counts, &failed);
    return wd_value_finish(object, failed);
}

static json_t *make_causes(const struct wd_table *table, const struct wd_histogram *all,
                           unsigned first, unsigned last)
{
    json_t *array = json_array();
    bool failed = !array;

    for (int cause = 0; cause < WD_CAUSE_COUNT && !failed; cause++) {
        json_t *object = make_cause(table, (enum wd_cause)cause, all, first, last);

        if (json_is_null(object))
            continue;
        wd_value_append(array, object, &failed);
    }
    return wd_value_finish(array, failed);
}

json_t *wd_document_make_timeline(const struct wd_table *table)
{
    struct wd_histogram all = {.start = WD_TIME_NONE, .width = WD_SECOND}, own;
    json_t *object = NULL;
    unsigned first = 0;
    unsigned last = WD_HISTOGRAM_BINS;
    bool failed = false;

    for (size_t i = 0; i < denial_count(table); i++) {
        if (!denial_at(table, i))
            continue;
        wd_incident_histogram(denial_at(table, i), &own);
        wd_histogram_merge(&all, &own);
    }
    if (all.start == WD_TIME_NONE)
        return json_null();
    while (last && !all.counts[last - 1])
        last--;
    while (first < last && !all.counts[first])
        first++;
    object = json_object();
    if (!object)
        return NULL;
    wd_value_set(object, "start", wd_document_time(all.start + first * all.width), &failed);
    wd_value_set_count(object, "width_s", (uint64_t)(all.width / WD_SECOND), &failed);
    wd_value_set_count(object, "bins", last - first, &failed);
    wd_value_set(object, "causes", make_causes(table, &all, first, last), &failed);
    return wd_value_finish(object, failed);
}

struct name_count {
    const char *name;
    uint64_t count;
    uint64_t incidents;
};

static int by_name(const void *a, const void *b)
{
    const struct name_count *x = a;
    const struct name_count *y = b;

    return strcmp(x->name, y->name);
}

static int by_count(const void *a, const void *b)
{
    const struct name_count *x = a;
    const struct name_count *y = b;

    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return strcmp(x->name, y->name);
}

/* Sorts and adds up equal names; returns how many are left, most denials first. */
static size_t add_up(struct name_count *names, size_t count)
{
    size_t kept = 0;

    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        if (kept && strcmp(names[kept - 1].name, names[i].name) == 0) {
            names[kept - 1].count += names[i].count;
            names[kept - 1].incidents += names[i].incidents;
        } else {
            names[kept++] = names[i];
        }
    }
    qsort(names, kept, sizeof *names, by_count);
    return kept;
}

/* The n-th name of an incident under one heading; NULL past the last. */
typedef const char *(*name_fn)(const struct wd_incident *incident, size_t n);

static const char *principal_name(const struct wd_incident *incident, size_t n)
{
    return n ? NULL : incident->slot[WD_SLOT_PRINCIPAL];
}

static const char *permission_name(const struct wd_incident *incident, size_t n)
{
    return n < incident->permission_count ? incident->permissions[n] : NULL;
}

static const char *resource_name(const struct wd_incident *incident, size_t n)
{
    if (n)
        return NULL;
    return wd_incident_fact(incident, WD_SLOT_RESOURCE);
}

static const char *project_name(const struct wd_incident *incident, size_t n)
{
    if (n)
        return NULL;
    return wd_incident_fact(incident, WD_SLOT_PROJECT);
}

static const char *system_name(const struct wd_incident *incident, size_t n)
{
    return n ? NULL : wd_system_name(incident->system);
}

static const char *cause_name(const struct wd_incident *incident, size_t n)
{
    return n ? NULL : wd_cause_name(cause_of(incident));
}

/* Fills `names` (NULL: only counts) with one entry a name of each incident. */
static size_t collect(const struct wd_table *table, name_fn name_of, struct name_count *names)
{
    size_t count = 0;

    for (size_t i = 0; i < denial_count(table); i++) {
        const struct wd_incident *incident = denial_at(table, i);
        const char *name;

        for (size_t n = 0; incident && (name = name_of(incident, n)) != NULL; n++) {
            if (names)
                names[count] = (struct name_count){name, incident->count, 1};
            count++;
        }
    }
    return count;
}

static json_t *make_row(const struct wd_report_source *source, const struct name_count *row,
                        bool labelled)
{
    const char *label = labelled && source->advisor
                            ? wd_advisor_account_label(source->advisor, wd_str_of(row->name))
                            : NULL;
    const struct wd_member members[] = {
        {"name", wd_value_textz(row->name)},
        {labelled && source->advisor ? "label" : NULL, wd_value_textz(label)},
        {"count", wd_value_count(row->count)},
        {"incidents", wd_value_count(row->incidents)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *make_breakdown(const struct wd_report_source *source, name_fn name_of)
{
    size_t count = collect(source->table, name_of, NULL);
    struct name_count *names = calloc(count ? count : 1, sizeof *names);
    json_t *object = json_object();
    json_t *top = json_array();
    bool failed = !names || !object || !top;

    if (failed) {
        json_decref(top);
        goto done;
    }
    collect(source->table, name_of, names);
    count = add_up(names, count);
    for (size_t i = 0; i < count && i < WD_BREAKDOWN_TOP && !failed; i++)
        wd_value_append(top, make_row(source, &names[i], name_of == principal_name), &failed);
    wd_value_set_count(object, "distinct", count, &failed);
    wd_value_set(object, "top", top, &failed);
done:
    free(names);
    return wd_value_finish(object, failed);
}

json_t *wd_document_make_breakdowns(const struct wd_report_source *source)
{
    static const struct {
        const char *name;
        name_fn name_of;
    } rows[] = {{"principals", principal_name}, {"permissions", permission_name},
                {"resources", resource_name},   {"projects", project_name},
                {"systems", system_name},       {"causes", cause_name}};
    json_t *object = json_object();
    bool failed = !object;

    for (size_t i = 0; i < sizeof rows / sizeof *rows && !failed; i++)
        wd_value_set(object, rows[i].name, make_breakdown(source, rows[i].name_of), &failed);
    return wd_value_finish(object, failed);
}
