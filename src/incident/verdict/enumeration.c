/* Enumeration: one principal denied many different permissions within an hour, or twice as many within a day, as who
 * tries one now and one then, or an account whose jobs run by a clock.
 *
 * Works on what incidents know of time: their first and last denial, and their bins while these are
 * narrow. One call that needs many permissions is no enumeration, so several incidents are asked for. */
#include "incident/verdict/verdict.h"
#include "whydenied/base/list.h"

#define INCIDENTS_MIN 5u
#define NARROW        (128 * WD_SECOND)

static const struct span {
    wd_time width;
    size_t permissions; /* at least */
} spans[] = {{WD_HOUR, 10}, {WD_DAY, 20}};

struct point {
    wd_time time;
    size_t incident; /* index into the principal's incidents */
};

/* One principal's incidents under the window. */
struct window {
    struct wd_entry **entries;
    size_t entry_count;
    struct point *points;
    size_t point_count;
    uint64_t *names; /* hashes of all permissions, sorted, each once */
    size_t name_count;
    unsigned *name_seen, *entry_seen; /* how many points in the window hold each */
    size_t names_in, entries_in;
};

static int compare_points(const void *a, const void *b)
{
    const struct point *x = a, *y = b;

    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return x->incident < y->incident ? -1 : x->incident > y->incident;
}

static int compare_principals(const void *a, const void *b)
{
    const struct wd_entry *x = *(struct wd_entry *const *)a, *y = *(struct wd_entry *const *)b;
    uint64_t p = x->same[WD_SAME_PRINCIPAL], q = y->same[WD_SAME_PRINCIPAL];

    if (p != q)
        return p < q ? -1 : 1;
    return x->identity.fingerprint < y->identity.fingerprint
               ? -1
               : x->identity.fingerprint > y->identity.fingerprint;
}

static void add_points(struct window *w, size_t index)
{
    const struct wd_incident *incident = &w->entries[index]->incident;
    const struct wd_histogram *h = &incident->histogram;

    w->points[w->point_count++] = (struct point){incident->first, index};
    w->points[w->point_count++] = (struct point){incident->last, index};
    if (h->width > NARROW)
        return;
    for (size_t i = 0; i < WD_HISTOGRAM_BINS; i++)
        if (h->counts[i])
            w->points[w->point_count++] = (struct point){h->start + (wd_time)i * h->width, index};
}

static void collect_names(struct window *w)
{
    size_t kept = 0;

    for (size_t e = 0; e < w->entry_count; e++)
        for (size_t i = 0; i < w->entries[e]->incident.permission_count; i++)
            w->names[w->name_count++] = wd_hash(wd_str_of(w->entries[e]->incident.permissions[i]));
    qsort(w->names, w->name_count, sizeof *w->names, wd_list_by_number);
    for (size_t i = 0; i < w->name_count; i++)
        if (kept == 0 || w->names[kept - 1] != w->names[i])
            w->names[kept++] = w->names[i];
    w->name_count = kept;
}

static void move(struct window *w, const struct point *point, bool in)
{
    const struct wd_incident *incident = &w->entries[point->incident]->incident;
    unsigned *seen = &w->entry_seen[point->incident];

    w->entries_in += in ? *seen == 0 : 0;
    *seen += in ? 1u : -1u;
    w->entries_in -= !in && *seen == 0;
    for (size_t i = 0; i < incident->permission_count; i++) {
        uint64_t name = wd_hash(wd_str_of(incident->permissions[i]));
        uint64_t *at = bsearch(&name, w->names, w->name_count, sizeof name, wd_list_by_number);
        unsigned *count = &w->name_seen[at - w->names];
        w->names_in += in ? *count == 0 : 0;
        *count += in ? 1u : -1u;
        w->names_in -= !in && *count == 0;
    }
}

/* Refused to whoever calls: what mends an API that is off is the same, whoever holds the key. */
static bool stands_for_all(enum wd_cause cause)
{
    return cause == WD_CAUSE_SERVICE_DISABLED || cause == WD_CAUSE_ORG_POLICY ||
           cause == WD_CAUSE_PERIMETER || cause == WD_CAUSE_SCOPE;
}

static void mark(struct wd_incident *found, wd_time since)
{
    if (found->intent_reason) /* by the narrower span */
        return;
    if (stands_for_all(found->cause))
        return;
    found->intent = WD_INTENT_INVESTIGATE;
    found->intent_reason = "enumeration";
    found->lost_at = since;
}

static void slide(struct window *w, const struct span *span)
{
    size_t from = 0, told = 0; /* points before `told` are marked */
    wd_time since = WD_TIME_NONE;

    memset(w->name_seen, 0, w->name_count * sizeof *w->name_seen);
    memset(w->entry_seen, 0, w->entry_count * sizeof *w->entry_seen);
    w->names_in = w->entries_in = 0;
    for (size_t to = 0; to < w->point_count; to++) {
        move(w, &w->points[to], true);
        while (w->points[to].time - w->points[from].time > span->width)
            move(w, &w->points[from++], false);
        if (w->names_in < span->permissions || w->entries_in < INCIDENTS_MIN)
            continue;
        since = since == WD_TIME_NONE ? w->points[from].time : since;
        for (told = told < from ? from : told; told <= to; told++)
            mark(&w->entries[w->points[told].incident]->incident, since);
    }
}

static int search(struct wd_entry **entries, size_t count, struct wd_error *err)
{
    struct window w = {.entries = entries, .entry_count = count};
    size_t names = 0;
    int status = -1;

    for (size_t i = 0; i < count; i++)
        names += entries[i]->incident.permission_count;
    if (count < INCIDENTS_MIN || names < spans[0].permissions)
        return 0;
    w.points = malloc(count * (WD_HISTOGRAM_BINS + 2) * sizeof *w.points);
    w.names = malloc(names * sizeof *w.names);
    w.name_seen = calloc(names, sizeof *w.name_seen);
    w.entry_seen = calloc(count, sizeof *w.entry_seen);
    if (!w.points || !w.names || !w.name_seen || !w.entry_seen) {
        wd_fail_memory(err);
        goto done;
    }
    for (size_t i = 0; i < count; i++)
        add_points(&w, i);
    qsort(w.points, w.point_count, sizeof *w.points, compare_points);
    collect_names(&w);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        slide(&w, &spans[i]);
    status = 0;
done:
    free(w.points);
    free(w.names);
    free(w.name_seen);
    free(w.entry_seen);
    return status;
}

/* So many names that the whole rule collapsed, and all of one principal. */
static void flag_flood(struct wd_entry *entry)
{
    struct wd_incident *incident = &entry->incident;

    if (entry->level < WD_GROUP_LEVELS || !incident->many_permissions ||
        incident->many_principals || !incident->slot[WD_SLOT_PRINCIPAL] || incident->lookalike)
        return;
    incident->intent = WD_INTENT_INVESTIGATE;
    incident->intent_reason = "enumeration";
    incident->lost_at = incident->first;
}

static bool is_wanted(const struct wd_entry *entry)
{
    return entry->incident.count > 0 && !entry->incident.lookalike &&
           entry->incident.first != WD_TIME_NONE &&
           entry->incident.slot[WD_SLOT_PRINCIPAL] != NULL && !entry->incident.many_principals &&
           entry->incident.source[WD_SLOT_PRINCIPAL] >= WD_SOURCE_WRAPPER;
}

int wd_table_find_enumeration(struct wd_table *table, struct wd_error *err)
{
    struct wd_entry **entries = malloc((table->sorted_count + 1) * sizeof *entries);
    size_t count = 0;
    int status = 0;

    if (!entries)
        return wd_fail_memory(err);
    for (size_t i = 0; i < table->sorted_count; i++) {
        flag_flood(table->sorted[i]);
        if (is_wanted(table->sorted[i]))
            entries[count++] = table->sorted[i];
    }
    qsort(entries, count, sizeof *entries, compare_principals);
    for (size_t i = 0, end; i < count && status == 0; i = end) {
        for (end = i + 1; end < count && entries[end]->same[WD_SAME_PRINCIPAL] ==
                                             entries[i]->same[WD_SAME_PRINCIPAL];)
            end++;
        status = search(&entries[i], end - i, err);
    }
    free(entries);
    return status;
}
