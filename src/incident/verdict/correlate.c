/* What several incidents say together that none says alone. Correlation fills display fields and links
 * incidents; names were taken before and stay.
 *
 * Every step works on a list of (key, incident) sorted by key and fingerprint: those with equal keys
 * stand together, and no step looks at all pairs. */
#include "incident/verdict/verdict.h"

struct keyed {
    uint64_t key;
    struct wd_entry *entry;
};

struct pairs {
    struct keyed *items;
    size_t count;
};

static int compare_keyed(const void *a, const void *b)
{
    const struct keyed *x = a, *y = b;
    uint64_t f = x->entry->incident.fingerprint, g = y->entry->incident.fingerprint;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return f < g ? -1 : f > g;
}

static void link_one(struct wd_incident *to, uint64_t fingerprint)
{
    if (to->fingerprint != fingerprint)
        wd_links_add(to->linked, &to->linked_count, fingerprint);
}

/* Links each of a group of equal keys with the group's smallest fingerprints. */
static void link_group(const struct keyed *group, size_t count)
{
    size_t most = count < WD_LINKS_MAX + 1 ? count : WD_LINKS_MAX + 1;

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < most; j++) {
            link_one(&group[i].entry->incident, group[j].entry->incident.fingerprint);
            link_one(&group[j].entry->incident, group[i].entry->incident.fingerprint);
        }
}

/* ---- who was it: one log names the principal, the other does not ----------------------------------- */

static bool names_principal(const struct wd_entry *entry)
{
    return entry->incident.slot[WD_SLOT_PRINCIPAL] != NULL && entry->incident.structured &&
           entry->incident.source[WD_SLOT_PRINCIPAL] >= WD_SOURCE_WRAPPER;
}

static bool lacks_principal(const struct wd_entry *entry)
{
    return entry->incident.slot[WD_SLOT_PRINCIPAL] == NULL && !entry->incident.many_principals;
}

/* A build and what runs in the cloud run as accounts; who was refused the same beside them is somebody else. */
static bool may_be(const struct wd_incident *incident, const struct wd_incident *witness)
{
    return witness->principal_kind != WD_PRINCIPAL_USER ||
           (incident->dialect != WD_DIALECT_CLOUD_BUILD && incident->dialect != WD_DIALECT_GCP_LOG);
}

/* The one entry of the group that names the principal; NULL if none does or they differ. */
static struct wd_entry *only_witness(const struct keyed *group, size_t count)
{
    struct wd_entry *witness = NULL;

    for (size_t i = 0; i < count; i++) {
        struct wd_entry *entry = group[i].entry;
        if (!names_principal(entry))
            continue;
        if (witness && witness->same[WD_SAME_PRINCIPAL] != entry->same[WD_SAME_PRINCIPAL])
            return NULL;
        witness = witness ? witness : entry;
    }
    return witness;
}

/* Nobody is known by what somebody else met on the same resource on another day. What has no time may be near. */
static bool is_near(const struct wd_incident *a, const struct wd_incident *b)
{
    return a->first == WD_TIME_NONE || b->first == WD_TIME_NONE ||
           (a->first - b->last <= WD_DAY && b->first - a->last <= WD_DAY);
}

static bool has_near_witness(const struct keyed *group, size_t count,
                             const struct wd_incident *incident)
{
    for (size_t i = 0; i < count; i++)
        if (names_principal(group[i].entry) && is_near(&group[i].entry->incident, incident))
            return true;
    return false;
}

static int name_principal(struct wd_incident *incident, const struct wd_incident *witness)
{
    if (wd_copy_optional(&incident->slot[WD_SLOT_PRINCIPAL], witness->slot[WD_SLOT_PRINCIPAL]) < 0)
        return -1;
    incident->source[WD_SLOT_PRINCIPAL] = WD_SOURCE_STREAM;
    incident->principal_kind = witness->principal_kind;
    return 0;
}

static int settle(const struct keyed *group, size_t count, bool any_day, struct wd_error *err)
{
    struct wd_entry *witness = only_witness(group, count);
    bool asked = false, told = false;

    for (size_t i = 0; i < count; i++) {
        asked = asked || lacks_principal(group[i].entry);
        told = told || names_principal(group[i].entry);
    }
    if (!asked || !told)
        return 0;
    link_group(group, count);
    for (size_t i = 0; witness && i < count; i++)
        if (lacks_principal(group[i].entry) &&
            may_be(&group[i].entry->incident, &witness->incident) &&
            (any_day || has_near_witness(group, count, &group[i].entry->incident)) &&
            name_principal(&group[i].entry->incident, &witness->incident) < 0)
            return wd_fail_memory(err);
    return 0;
}

static int settle_near(const struct keyed *group, size_t count, struct wd_error *err)
{
    return settle(group, count, false, err);
}

/* One refusal, told twice. */
static int settle_same(const struct keyed *group, size_t count, struct wd_error *err)
{
    return settle(group, count, true, err);
}

static int link_all(const struct keyed *group, size_t count, struct wd_error *err)
{
    (void)err;
    link_group(group, count);
    return 0;
}

static int for_groups(struct pairs *pairs,
                      int (*act)(const struct keyed *, size_t, struct wd_error *),
                      struct wd_error *err)
{
    qsort(pairs->items, pairs->count, sizeof *pairs->items, compare_keyed);
    for (size_t i = 0, end; i < pairs->count; i = end) {
        for (end = i + 1; end < pairs->count && pairs->items[end].key == pairs->items[i].key;)
            end++;
        if (end - i > 1 && act(&pairs->items[i], end - i, err) < 0)
            return -1;
    }
    return 0;
}

static void put(struct pairs *pairs, uint64_t key, struct wd_entry *entry)
{
    pairs->items[pairs->count++] = (struct keyed){.key = key, .entry = entry};
}

/* The same permission on the same resource: a build's log and the audit entry behind it. */
static void put_what(struct pairs *pairs, struct wd_entry *entry)
{
    const struct wd_incident *incident = &entry->incident;

    for (size_t i = 0; incident->object_name && i < incident->permission_count; i++)
        put(pairs,
            wd_hash_join(wd_link_of("permission", wd_str_of(incident->permissions[i])),
                         wd_hash(wd_str_of(incident->object_name))),
            entry);
}

/* The identifier of one refusal, which both the service and its client print. */
static void put_unique_id(struct pairs *pairs, struct wd_entry *entry)
{
    const char *id = entry->incident.slot[WD_SLOT_UNIQUE_ID];

    if (!id)
        return;
    for (unsigned i = 0; i < entry->incident.link_count; i++)
        put(pairs, entry->incident.links[i], entry);
}

static void put_links(struct pairs *pairs, struct wd_entry *entry)
{
    for (unsigned i = 0; i < entry->incident.link_count; i++)
        put(pairs, entry->incident.links[i], entry);
}

static int correlate_by(struct wd_table *table, void (*collect)(struct pairs *, struct wd_entry *),
                        int (*act)(const struct keyed *, size_t, struct wd_error *),
                        struct wd_error *err)
{
    size_t most = table->sorted_count * (WD_PERMISSIONS_MAX + WD_LINKS_MAX) + 1;
    struct pairs pairs = {.items = malloc(most * sizeof *pairs.items), .count = 0};
    int status;

    if (!pairs.items)
        return wd_fail_memory(err);
    for (size_t i = 0; i < table->sorted_count; i++)
        collect(&pairs, table->sorted[i]);
    status = for_groups(&pairs, act, err);
    free(pairs.items);
    return status;
}

/* ---- the Scheduler's 401: the platform, or the application behind it? ------------------------------- */

static bool is_scheduler_401(const struct wd_incident *incident)
{
    const char *reason = incident->slot[WD_SLOT_REASON];

    return incident->dialect == WD_DIALECT_SCHEDULER &&
           (incident->http_status == 401 ||
            (reason && wd_str_eqz(WD_STR("UNAUTHENTICATED"), reason)));
}

static void tell_application(const struct wd_table *table, struct wd_incident *incident)
{
    unsigned said = 0;

    for (unsigned i = 0; i < incident->link_count; i++)
        said |= wd_contexts_find(&table->contexts, incident->links[i]);
    if (said & (WD_SAID_PLATFORM_SCHEDULER | WD_SAID_NOTHING_SCHEDULER))
        said = (said & WD_SAID_PLATFORM_SCHEDULER ? WD_SAID_PLATFORM : 0u) |
               (said & WD_SAID_NOTHING_SCHEDULER ? WD_SAID_NOTHING : 0u);
    if (said != WD_SAID_PLATFORM && said != WD_SAID_NOTHING)
        return; /* no request log, or both: the rule names them both */
    incident->cause = said == WD_SAID_PLATFORM ? WD_CAUSE_UNAUTHENTICATED : WD_CAUSE_APP_AUTH;
    incident->tested_app = true;
}

/* ---- by which account does a job call? --------------------------------------------------------------- */

/* The attempt at a Google API lies on what was asked of it; of the job it keeps the name, and where it lies. */
static bool is_job_of(const char *name, const struct wd_incident *incident)
{
    struct wd_str path = wd_str_of(name), job = wd_str_of(incident->slot[WD_SLOT_JOB]);
    struct wd_str project = wd_str_of(incident->slot[WD_SLOT_LOG_PROJECT]);
    struct wd_str location = wd_str_of(wd_incident_fact(incident, WD_SLOT_LOCATION));

    if (incident->object_name && strcmp(name, incident->object_name) == 0)
        return true;
    return job.len > 0 && wd_str_eq(wd_last_part(path, '/'), job) &&
           wd_str_eqz(wd_str_cut(&path, '/'), "projects") &&
           wd_str_eq(wd_str_cut(&path, '/'), project) &&
           wd_str_eqz(wd_str_cut(&path, '/'), "locations") &&
           wd_str_eq(wd_str_cut(&path, '/'), location);
}

/* As the job was made or changed last before the attempt. */
static const struct wd_change *find_job(const struct wd_table *table,
                                        const struct wd_incident *incident)
{
    for (size_t i = table->changes.count; i > 0; i--) {
        const struct wd_change *change = &table->changes.items[i - 1];

        if (change->what == WD_CHANGE_JOB && change->time <= incident->last && change->resource &&
            is_job_of(change->resource, incident))
            return change;
    }
    return NULL;
}

/* The job was given another account since. */
static bool calls_as_another(const struct wd_table *table, const struct wd_change *job)
{
    const struct wd_change *end = table->changes.items + table->changes.count;

    for (const struct wd_change *later = job + 1; later < end; later++)
        if (later->what == WD_CHANGE_JOB && later->resource && later->member &&
            strcmp(later->resource, job->resource) == 0)
            return strcmp(later->member, job->member) != 0;
    return false;
}

/* An attempt does not say it. */
static int name_caller(const struct wd_table *table, struct wd_incident *incident)
{
    const struct wd_change *job = NULL;

    if (incident->dialect == WD_DIALECT_SCHEDULER && !incident->slot[WD_SLOT_PRINCIPAL])
        job = find_job(table, incident);
    if (!job || !job->member)
        return 0;
    if (calls_as_another(table, job))
        incident->doubts |= WD_DOUBT_PRINCIPAL;
    incident->source[WD_SLOT_PRINCIPAL] = WD_SOURCE_STREAM;
    incident->principal_kind = wd_principal_kind_of(wd_str_of(job->member), incident->dialect);
    return wd_copy_optional(&incident->slot[WD_SLOT_PRINCIPAL], job->member);
}

/* "mika" of one account and of another: two people, and a command for one of them. */
static void doubt_accounts(struct wd_entry *entry)
{
    if (entry->same[WD_SAME_ACCOUNT] == WD_UNIFORM_MIXED &&
        wd_system_cloud(entry->incident.system) == WD_CLOUD_ALIBABA)
        entry->incident.doubts |= WD_DOUBT_PRINCIPAL;
}

int wd_table_correlate(struct wd_table *table, const struct wd_finish_options *options,
                       struct wd_error *err)
{
    if (correlate_by(table, put_what, settle_near, err) < 0 ||
        correlate_by(table, put_unique_id, settle_same, err) < 0 ||
        correlate_by(table, put_links, link_all, err) < 0)
        return -1;
    for (size_t i = 0; i < table->sorted_count; i++) {
        struct wd_incident *incident = &table->sorted[i]->incident;
        if (is_scheduler_401(incident))
            tell_application(table, incident);
        doubt_accounts(table->sorted[i]);
        if (name_caller(table, incident) < 0)
            return wd_fail_memory(err);
        incident->finish = options;
        wd_incident_find_change(table, incident);
        wd_incident_find_set(table, incident);
        wd_incident_find_allowed(table, incident);
    }
    wd_table_weigh_heard(table);
    wd_table_weigh_walls(table);
    wd_table_weigh_next(table);
    return 0;
}
