/* Incidents: denials with the same fingerprint, and the table that holds them.
 *
 * The table is the only place where event text is copied. Everything in it is a lattice: adding
 * events in any order, splitting them over tables in any way and merging those in any order or
 * grouping gives the same table (tests/unit/incident/test_incident.c holds it to that). A table belongs to
 * one thread until it is merged.
 *
 * Life: wd_table_new, wd_table_add for each event, wd_table_merge, then wd_table_finish once, which
 * applies the caps, correlates, computes cause, severity and intent and sorts; after it only reading.
 *
 * Sums: events = denials + lookalikes + not_enforced + foreign + duplicates + policy_changes +
 * context + other; denials = matched + unmatched; matched + lookalikes = the counts of the listed
 * incidents with a rule + selected_out + suppressed; the counts of those without a rule add up to
 * unmatched. */
#ifndef WHYDENIED_INCIDENT_H
#define WHYDENIED_INCIDENT_H

#include "whydenied/incident/coverage.h"
#include "whydenied/match.h"

struct wd_where {
    const char *file;
    uint64_t record; /* line for text and line-framed JSON, else the record's ordinal */
    uint64_t offset;
};

#define WD_TOTALS_MAX 24u

/* Sums; every one adds up when tables are merged. After finish `listed`, `selected_out` and `suppressed` are
 * those of incidents with a rule. */
struct wd_totals {
    union {
        struct {
            uint64_t records, events, denials, matched, unmatched, duplicates, not_enforced,
                lookalikes, foreign, policy_changes, context, other, gave_up, listed, selected_out,
                suppressed;
            uint64_t skipped[8]; /* by enum wd_skip; with records: from the inputs' reports */
        };
        uint64_t each[WD_TOTALS_MAX];
    };
};
/* Promise 2. Returns 0, or -1 with the sum that does not hold. */
int wd_totals_check(const struct wd_totals *totals, struct wd_error *err);

struct wd_sample {
    wd_time time;  /* or WD_TIME_NONE */
    uint64_t hash; /* of the record's text: ties, and equal samples once */
    char *file;
    uint64_t record, offset;
    char *text;                   /* at most WD_SAMPLE_TEXT_MAX bytes, redacted, not yet escaped */
    char *entry_id, *log_project; /* where Cloud Logging has it; NULL: not from there */
};

struct wd_histogram {
    wd_time start; /* multiple of width; WD_TIME_NONE while empty */
    wd_time width; /* a second at first, then doubling: 64 bins always cover the span */
    uint64_t counts[WD_HISTOGRAM_BINS];
};
void wd_histogram_add(struct wd_histogram *histogram, wd_time t, uint64_t n);
void wd_histogram_merge(struct wd_histogram *into, const struct wd_histogram *from);
/* The same bins with counts that add up to `total`, each in its proportion; never more than they held. */
void wd_histogram_fit(struct wd_histogram *histogram, uint64_t total);

struct wd_distinct { /* exact up to WD_DISTINCT_EXACT, then an estimate from the smallest hashes */
    uint64_t hashes[WD_DISTINCT_EXACT]; /* sorted, the smallest */
    unsigned count;
    bool more;
};
uint64_t wd_distinct_estimate(const struct wd_distinct *distinct);

/* One of those that a collapsed incident stands for, by the name it would have had alone. */
struct wd_group_member {
    uint64_t fingerprint;
    uint64_t count;              /* after finish: deduplicated, as an incident's */
    uint64_t raw_count, unkeyed; /* as read; without a key */
    struct wd_name *principal, *resource, *denied; /* NULL: not told */
};
const char *wd_name_text(const struct wd_name *name); /* NULL for NULL */

/* The members with the smallest names: which they are depends on the set of denials alone, and what is
 * counted of those that are kept is exact. */
struct wd_group_members {
    struct wd_group_member *items; /* by fingerprint; after finish the heaviest first */
    size_t count, capacity;
    bool more; /* others were not kept; whom they concern cannot be told */
};

/* Whether who was refused is one of ours; only OURS gets a ready command. */
enum wd_ours {
    WD_OURS,          /* or nothing says otherwise */
    WD_OURS_OUTSIDE,  /* at home in another project or account */
    WD_OURS_UNPLACED, /* carries a number that nothing ties to a project */
    WD_OURS_VENDOR    /* a vendor's own identity: no grant at all */
};

#define WD_OBJECT_TEXTS 6

struct wd_incident {
    uint64_t fingerprint;
    uint64_t
        former; /* the name before the recipe changed; 0: it did not. Goes with the next release */
    const struct wd_rule *rule; /* NULL: denials that no rule matched, grouped by shape */
    enum wd_system system;
    enum wd_dialect dialect;
    enum wd_level confidence;
    enum wd_principal_kind principal_kind;
    bool lookalike, uncertain, structured;
    int http_status;       /* or -1 */
    unsigned short doubts; /* enum wd_doubt: of any of its events; wd_doubts_join() */
    enum wd_voice voice;   /* the surest of its events */
    /* Facts of one record: that with the most slots filled, ties by time and hash. After
     * wd_table_finish correlation may have filled blanks (trust: inferred). */
    char *slot[WD_SLOT_COUNT];           /* owned, NULL when empty */
    unsigned char source[WD_SLOT_COUNT]; /* enum wd_source */
    union { /* the canonical resource: by name, and as what a loop goes over; owned, may be NULL */
        struct {
            char *object_type, *object_name, *object_project, *object_location, *object_leaf,
                *object_parent;
        };
        char *object[WD_OBJECT_TEXTS];
    };
    uint64_t call;      /* of the same record, as what was allowed is compared with; 0: none */
    char **permissions; /* sorted, owned */
    size_t permission_count;

    uint64_t count, raw_count; /* deduplicated; as read */
    wd_time first, last;
    struct wd_histogram histogram;
    struct wd_distinct resources;
    struct wd_sample samples[WD_SAMPLES_MAX];
    unsigned sample_count;
    uint64_t links[WD_LINKS_MAX]; /* smallest hashes of URL host and path, build, unique id, run */
    unsigned link_count;
    bool many_principals, many_resources, many_permissions; /* collapsed: see limits.h */
    struct wd_group_members members;                        /* of a collapsed incident */
    uint64_t groups[3]; /* names of the incidents it collapses into, fine to coarse */
    unsigned untold;    /* problems of earlier nights that may go on in it */

    /* Set by wd_table_finish. */
    const struct wd_finish_options *finish; /* its own, which live as long as the table; or NULL */
    enum wd_cause cause;                    /* the rule's, or what correlation found */
    enum wd_level severity;
    enum wd_intent intent;
    enum wd_ours ours;
    const char *
        intent_reason; /* "enumeration", "lost_role", "outside_principal", "rewrites_access"; NULL */
    uint64_t linked[WD_LINKS_MAX]; /* fingerprints of related incidents, sorted */
    unsigned linked_count;
    wd_time lost_at;    /* "lost_role": the first of the many refusals, else WD_TIME_NONE */
    wd_time granted_at; /* propagating: the change seen in the log, else WD_TIME_NONE */
    const struct wd_change *
        held; /* given long before the first denial, or after the last, and not taken back; NULL; the
                  table's */
    const struct wd_change *taken; /* the change that took the access away; NULL; the table's */
    bool anew;                     /* … an account, which was made again since */
    bool comes_and_goes;           /* it was allowed, refused, and allowed again */
    wd_time let_at; /* allowed after the last refusal, by a record: when last; else WD_TIME_NONE */
    enum wd_heard_of {
        WD_HEARD_NOTHING,
        WD_HEARD_LET,   /* the same was allowed, after or between */
        WD_HEARD_GIVEN, /* `heard_role`, or what it was refused, a moment before or since */
        WD_HEARD_TAKEN  /* a change shuts it out, or ended it */
    } heard; /* what somebody tells who is not the platform: a command waits for it, nothing else does */
    const struct wd_change
        *set_held; /* given to a set that may hold its party; NULL; the table's */
    const struct wd_change *heard_held; /* given by that word; NULL; the table's */
    bool
        unordered; /* … it is the platform's word, and whether before or after the refusal is not told */
    wd_time others_let; /* of a bucket: when other objects were let last; WD_TIME_NONE: never */
    bool tested_app;    /* a request log was there to tell application from platform */
};

/* After finish: when its denials happened, each counted once. A histogram holds them as they were read: which of its
 * bins a second delivery lies in is not known, so all give way in proportion. Those without a time are in none. */
void wd_incident_histogram(const struct wd_incident *incident, struct wd_histogram *ret_histogram);

/* The resource, project or location in the canonical form, else as written; another slot as it is. NULL: not
 * told. */
const char *wd_incident_fact(const struct wd_incident *incident, enum wd_slot slot);

/* Whether it is one of its names: its own, that of before, or that of a group it belongs to. */
bool wd_incident_is_named(const struct wd_incident *incident, uint64_t name);
/* Whether one of its members has the name. */
bool wd_incident_has_member(const struct wd_incident *incident, uint64_t name);

struct wd_table;

/* Where the table stops telling things apart. Tests lower them; tables that are merged have the same. */
struct wd_table_limits {
    uint32_t incidents;  /* in all; then whole rules collapse, the largest first */
    uint32_t principals; /* of one rule, permissions and resource */
    uint32_t resources;  /* of one rule and permissions */
    uint32_t group;      /* incidents of one rule and permissions */
    uint32_t members;    /* of a collapsed incident, kept by name */
    uint32_t dedup, changes, contexts, unmatched;
};
extern const struct wd_table_limits wd_table_default_limits;

struct wd_table *wd_table_new(struct wd_error *err);
struct wd_table *wd_table_new_with(const struct wd_table_limits *limits, struct wd_error *err);
void wd_table_free(struct wd_table *table);
/* Counts the event by kind; a denial or look-alike enters its incident, a policy change the grants, a
 * context the correlation facts. hit may be NULL. -1 only for lack of memory. */
int wd_table_add(struct wd_table *table, const struct wd_event *event, const struct wd_hit *hit,
                 const struct wd_where *where, struct wd_error *err);

/* The record was looked at, whatever it says. */
void wd_table_see(struct wd_table *table, const struct wd_event *event);
/* So many lines of running text that say nothing and have no time. */
void wd_table_count_quiet(struct wd_table *table, uint64_t n);
const struct wd_coverage *wd_table_coverage(const struct wd_table *table);

/* Denials that repeat an earlier one need not be matched and settled again. The key is made of the
 * event as it was read, and of what rules look up in the record beside it (wd_matcher_pointers). */
#define WD_REPEAT_KEY_MAX 1536u
struct wd_repeat_key {
    unsigned len; /* 0: not to be remembered */
    uint64_t hash;
    char bytes[WD_REPEAT_KEY_MAX];
};
void wd_repeat_key_of(struct wd_repeat_key *ret_key, const struct wd_event *event,
                      struct wd_str said_by_rules);
/* A key that was made of the record itself; it begins unlike any that is made of an event. */
struct wd_event_key wd_repeat_key_begin(struct wd_repeat_key *ret_key);
void wd_repeat_key_end(struct wd_repeat_key *ret_key, const struct wd_event_key *key);
/* What is remembered, of all tables of one reader; NULL (no memory) remembers nothing. */
struct wd_repeats;
struct wd_repeats *wd_repeats_new(void);
void wd_repeats_free(
    struct wd_repeats *repeats); /* accepts NULL; also before or after its tables */
/* Counts the event like the one remembered under the key. 1: done. 0: nothing is remembered, or this
 * event shows in its incident: match, settle and add it. -1: no memory. */
int wd_table_add_repeat(struct wd_table *table, struct wd_repeats *repeats,
                        const struct wd_repeat_key *key, const struct wd_event *event,
                        struct wd_error *err);
/* The event added last is what the key stands for. */
void wd_table_remember(const struct wd_table *table, struct wd_repeats *repeats,
                       const struct wd_repeat_key *key);
/* Of the denial added last, repeat or not; NULL: no rule matched it. */
const struct wd_rule *wd_table_added_rule(const struct wd_table *table);

/* Where the denial that was added last went, for wd_table_doubt; false: it was none, or no rule matched it. */
struct wd_where_added {
    uint64_t names[4];
};
bool wd_table_added_place(const struct wd_table *table, struct wd_where_added *ret_place);
/* What is doubted of one that went there is known now; it was added with all of WD_DOUBT_OF_EACH. */
void wd_table_doubt(struct wd_table *table, const struct wd_where_added *place, unsigned doubts);

/* Everything of `from` counts in `into`, in any order and grouping; `from` stays. -1 only for lack of memory. */
int wd_table_merge(struct wd_table *into, const struct wd_table *from, struct wd_error *err);

struct wd_finish_options {
    const char *const *own_domains;
    size_t own_domain_count; /* users of others are `investigate` */
    const char *const *own_accounts;
    size_t own_account_count; /* Alibaba account ids */
    const char *const *own_projects;
    size_t own_project_count; /* ids, numbers, globs */
    /* Would the permission let its holder change who may do what? NULL: it is not asked. */
    bool (*rewrites_access)(const void *context, struct wd_str permission);
    /* Does the predefined role hold it? -1: not known. NULL: it is not asked. */
    int (*role_holds)(const void *context, struct wd_str role, struct wd_str permission);
    const void *context;
};
int wd_table_finish(struct wd_table *table, const struct wd_finish_options *options,
                    struct wd_error *err);

const struct wd_totals *wd_table_totals(const struct wd_table *table);
struct wd_totals *wd_table_totals_edit(struct wd_table *table); /* for records, skipped, gave_up */
bool wd_table_deduplicated(const struct wd_table *table);       /* false past WD_DEDUP_MAX keys */
/* After finish, of a table that is deduplicated, for who tells every denial: the name under which the one with this
 * key is counted, the first time it is asked for; then false, as for a key that was not seen. */
bool wd_table_take_key(struct wd_table *table, uint64_t key, uint64_t *ret_fingerprint);
size_t wd_table_held(const struct wd_table *table);   /* incidents in memory now */
wd_time wd_table_first(const struct wd_table *table); /* of all events with a time */
wd_time wd_table_last(const struct wd_table *table);
/* After finish. Incidents with a rule, sorted: look-alikes last, then severity, count, fingerprint. */
size_t wd_table_count(const struct wd_table *table);
struct wd_incident *wd_table_at(const struct wd_table *table, size_t index);
/* After finish. Groups no rule matched, by count, then fingerprint. */
size_t wd_table_unmatched_count(const struct wd_table *table);
struct wd_incident *wd_table_unmatched_at(const struct wd_table *table, size_t index);

/* Why an incident is not listed: a filter, or somebody has accepted it. */
enum wd_left_out { WD_LISTED, WD_LEFT_SELECTED, WD_LEFT_SUPPRESSED };
/* After finish: what `why` (wd_table_count items) does not list is no longer there for advice or report;
 * the sums selected_out and suppressed keep its counts. */
void wd_table_leave_out(struct wd_table *table, const enum wd_left_out *why);
/* The same for the groups that no rule matched; no sum changes. */
void wd_table_leave_out_unmatched(struct wd_table *table,
                                  bool (*gone)(void *context, const struct wd_incident *group),
                                  void *context);
size_t wd_table_left_out(const struct wd_table *table); /* incidents */
/* After finish, before wd_table_leave_out: takes the members for which `goes` holds out of a collapsed
 * incident, and with `rest` also what was not kept by name. Their counts go into the sum of `why`; returns
 * them. */
uint64_t wd_table_take_members(struct wd_table *table, size_t index,
                               bool (*goes)(const void *context,
                                            const struct wd_group_member *member),
                               const void *context, bool rest, enum wd_left_out why);

/* After finish, and after everything that looks at real names: puts invented ones in their place, in what is listed
 * and in changes. Texts of the log, entry ids and names of files are gone; fingerprints are numbers in order. */
int wd_table_anonymise(struct wd_table *table, struct wd_error *err);

/* What a change of access did; the platform's own records only. The words stand in states. */
enum wd_change_what {
    WD_CHANGE_GRANTED,     /* member got role on resource */
    WD_CHANGE_REMOVED,     /* member lost it */
    WD_CHANGE_DENY_POLICY, /* a deny policy was written on resource */
    WD_CHANGE_ORG_POLICY,  /* role: the constraint */
    WD_CHANGE_PERIMETER,   /* VPC Service Controls */
    WD_CHANGE_ACCOUNT_OFF, /* member: the account that was disabled or deleted */
    WD_CHANGE_KEY_OFF,     /* member: the account whose key was disabled or deleted */
    WD_CHANGE_API_OFF,     /* role: the API; resource: the project; member: the project by number */
    WD_CHANGE_API_ON,      /* … that was switched on */
    WD_CHANGE_BILLING_OFF, /* resource: the project */
    WD_CHANGE_TRUST, /* who may assume the role `resource` was written anew; member: whom it trusts, with blanks */
    WD_CHANGE_GRANTED_IF, /* member got role on resource under a condition */
    WD_CHANGE_DELETED,    /* the resource is gone: nothing on it can be given */
    WD_CHANGE_MADE,       /* … it was made, perhaps again; resource: it, or what it was made in */
    WD_CHANGE_POLICY, /* the document of the RAM policy `role` was written anew; member: actions that it allows, with
                       * a minus those that it denies; resource: on what. With blanks */
    WD_CHANGE_BUCKET_POLICY, /* the document of the bucket `resource` was written (member: as above) or deleted */
    WD_CHANGE_ACCOUNT_ON, /* member: the account that was enabled or restored */
    WD_CHANGE_ACCOUNT_MADE, /* member: the account that was made, perhaps again: it holds nothing of what it held */
    WD_CHANGE_ROLE, /* the custom role `role` of the project `resource` lost permissions; member: those, with blanks */
    WD_CHANGE_ROLE_MORE, /* … got permissions; member: those */
    WD_CHANGE_ROLE_OFF, /* the custom role `role` of `resource` was deleted; member: what it held, where that is said */
    WD_CHANGE_ROLE_ON,      /* … it was brought back */
    WD_CHANGE_LEFT_GROUP,   /* member was taken out of the group `role` */
    WD_CHANGE_JOINED_GROUP, /* … and put in */
    WD_CHANGE_RBAC_OFF, /* a cluster's role or binding `role` of the namespace `resource` was deleted; "cluster": of none */
    WD_CHANGE_RBAC_ON, /* … was made, or a binding changed; member: whom it binds, with blanks */
    WD_CHANGE_RBAC_MORE, /* a cluster's role was made or changed; member: "VERB,…|GROUP,…|RESOURCE,…" of each of its rules, with blanks */
    WD_CHANGE_POLICY_OFF, /* the RAM policy `role` was deleted, or holds what another version of it does */
    WD_CHANGE_BOUNDARY,    /* a principal access boundary or what it is bound to was written */
    WD_CHANGE_POLICY_MADE, /* the RAM policy `role` was made, with such a document */
    WD_CHANGE_JOB, /* a Scheduler job was made or changed; member: by which account it calls */
    WD_CHANGE_COUNT
};
const char *wd_change_word(enum wd_change_what what); /* "granted" */

/* A change that the log shows. Texts are NULL when the record does not say. */
struct wd_change {
    wd_time time;
    uint64_t hash;
    enum wd_change_what what;
    char *actor, *member, *role, *resource; /* owned */
    char *home; /* owned: the Alibaba account, or the cluster, whose names these are */
};
size_t wd_table_change_count(const struct wd_table *table); /* the latest, in order of time */

/* Before finish: incidents of another table (earlier nights) that this one does not have are listed with
 * a count of 0 and add to no sum; what its log says of access (policy changes, calls that went through, whose projects and
 * people they are) is known here, too. */
int wd_table_echo(struct wd_table *into, const struct wd_table *from, struct wd_error *err);
/* After finish: lists incidents by rank first (smallest first), then as they were. */
int wd_table_reorder(struct wd_table *table,
                     int (*rank)(void *context, const struct wd_incident *incident), void *context,
                     struct wd_error *err);
/* Whether the log shows a change of policy that gives the incident what it lacked: same principal,
 * resource and family of role; the latest not after `until`. */
const struct wd_change *wd_table_find_grant(const struct wd_table *table,
                                            const struct wd_incident *incident, wd_time until);

/* The name an incident has in every command, format and night: 64 bits over rule, normalised
 * principal (role without session, deleted: without uid), sorted permissions or method, canonical
 * resource. Taken before correlation; never changes with time, file or count. */
uint64_t wd_fingerprint(const struct wd_event *event, const struct wd_rule *rule,
                        struct wd_arena *scratch);
/* All names under which a denial may be reported: that one, then the one by the recipe before, and those of the groups
 * it is put into when there are too many problems. Returns how many; 0 for lack of memory. */
#define WD_FINGERPRINTS 5u
unsigned wd_fingerprints(const struct wd_event *event, const struct wd_rule *rule,
                         struct wd_arena *scratch, uint64_t ret_names[WD_FINGERPRINTS]);
/* "role:session" → role, "deleted:serviceAccount:x?uid=1" → x, "user:" and "serviceAccount:" off. */
struct wd_str wd_principal_normalise(struct wd_str principal, enum wd_principal_kind kind);

#endif
