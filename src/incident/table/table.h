/* What the files of this floor share: the entry behind an incident, the groups it may collapse into,
 * and the table. Nobody outside src/incident/ includes this.
 *
 * Everything is a lattice: each part has an add and a merge that do not mind order, grouping or
 * repetition of neutral elements. Where a cap drops something, what is dropped depends on the set of
 * events alone: a cap either keeps the k smallest of a fixed order (samples, links, contexts, shapes
 * of unmatched text), the k latest (grants), or compares a number that can only grow (groups, keys). */
#ifndef WHYDENIED_INCIDENT_TABLE_TABLE_H
#define WHYDENIED_INCIDENT_TABLE_TABLE_H

#include <stdlib.h>

#define HASH_NONFATAL_OOM            1 /* lack of memory shows as hh.tbl == NULL */
#define uthash_nonfatal_oom(element) ((void)0)
/* Keys are digests; the library's own function falls through cases without saying so. */
#define HASH_FUNCTION(key, length, hash)                                                           \
    ((hash) = (unsigned)wd_hash(wd_str_make((const char *)(key), (length))))
#include <uthash.h>

#include "incident/table/allowed.h"

#include "whydenied/base/digest.h"
#include "whydenied/incident.h"
#include "whydenied/names.h"

/* ---- names ------------------------------------------------------------------------------------ */

enum { WD_BY_RESOURCE, WD_BY_PERMISSIONS, WD_BY_RULE, WD_GROUP_LEVELS };

/* The incident's name, and those of the groups it may collapse into, fine to coarse. */
struct wd_identity {
    uint64_t fingerprint, group[WD_GROUP_LEVELS];
    uint64_t former; /* its name by the recipe before; 0: the same */
};

#define WD_IDENTITY_CACHE 4096u /* names met before: saves the digests, not the comparison */

struct wd_identity_slot {
    uint64_t hash;
    size_t len;
    char *bytes; /* owned; the fields, length-prefixed */
    struct wd_identity identity;
};

int wd_identity_of(struct wd_identity_slot *cache, const struct wd_event *event,
                   const struct wd_rule *rule, struct wd_arena *scratch,
                   struct wd_identity *ret_identity, struct wd_error *err);
/* The same of a denial that a rule explains, without a cache. */
void wd_identity_make(const struct wd_event *event, const struct wd_rule *rule,
                      struct wd_identity *ret_identity);
/* The message with everything that varies taken out: numbers, hex, quoted values. */
struct wd_str wd_shape(struct wd_str text, struct wd_arena *scratch);
/* What the event is about: the canonical resource, else what stands in its place. */
struct wd_str wd_resource_key(const struct wd_event *event);
/* What else decides the fix: the API to enable, the constraint, the host … */
uint64_t wd_deciding_hash(const struct wd_event *event);
void wd_deciding_each(void (*act)(struct wd_incident *incident, enum wd_slot slot),
                      struct wd_incident *incident);
/* Host and path of a URL, without scheme, user, port, query and the slash at the end. */
struct wd_str wd_url_key(struct wd_str url);

/* ---- one incident ----------------------------------------------------------------------------- */

/* A value that all events of an incident share: none yet, the one, or mixed. */
#define WD_UNIFORM_NONE  0u
#define WD_UNIFORM_MIXED UINT64_MAX
enum {
    WD_SAME_PRINCIPAL,
    WD_SAME_RESOURCE,
    WD_SAME_PERMISSIONS,
    WD_SAME_PROJECT,
    WD_SAME_DECIDING,
    WD_SAME_ACCOUNT, /* of Alibaba Cloud, where a user's name is another's in another account */
    WD_SAME_COUNT
};

/* Which record the facts were taken from: the greater wins. */
struct wd_fact_rank {
    unsigned filled;
    wd_time time;
    uint64_t hash;
};

/* What an event says without what varies from one delivery to the next. */
struct wd_says {
    unsigned filled; /* slots */
    uint64_t hash;
};

/* What is computed of an event once, before it is known where it goes. */
struct wd_sighting {
    const struct wd_event *event;
    const struct wd_hit *hit; /* may be NULL */
    const struct wd_where *where;
    struct wd_identity identity;
    struct wd_says says;
    struct wd_fact_rank rank;
    uint64_t same[WD_SAME_COUNT];
    uint64_t resource;
    uint64_t links[WD_LINKS_MAX];
    unsigned link_count;
    struct wd_str text; /* of the sample */
};

/* Text that members share. */
struct wd_name {
    uint32_t refs;
    char text[];
};

/* What tells the members of a group apart; the same for every event of a fingerprint. */
struct wd_member_name {
    struct wd_str principal, resource, denied;
};
#define WD_NAMING_MAX 256u /* bytes of each, else cut with a mark */

struct wd_group;

struct wd_entry {
    struct wd_incident incident; /* first: the address of one is the address of the other */
    struct wd_identity identity; /* groups below `level` mean nothing */
    unsigned level;              /* 0 one incident; 1 to 3 collapsed at identity.group[level - 1] */
    size_t room;                 /* members it may keep by name */
    uint32_t id;                 /* owner of keys in the dedup set */
    uint64_t unkeyed;            /* events without a key */
    struct wd_fact_rank rank;
    uint64_t same[WD_SAME_COUNT];
    struct wd_group_member
        *self;             /* level 0: its names, where the facts that are kept do not give them */
    struct wd_entry *next; /* in its group */
    UT_hash_handle hh;     /* by incident.fingerprint */
};

struct wd_entry *wd_entry_new(const struct wd_rule *rule, const struct wd_identity *identity,
                              unsigned level, struct wd_error *err);
void wd_entry_name(struct wd_entry *entry, const struct wd_identity *identity);
void wd_entry_free(struct wd_entry *entry);
void wd_sighting_make(struct wd_sighting *sighting, const struct wd_event *event,
                      const struct wd_hit *hit, const struct wd_where *where);
/* Of it what follows from names and slots alone: what it shares with others, its resource and links. */
void wd_sighting_relate(struct wd_sighting *sighting);
/* Not the counts of deduplication: those are the table's. */
int wd_entry_add(struct wd_entry *entry, const struct wd_sighting *sighting, struct wd_error *err);
/* Counts one more event that says the same; false, and nothing done, if it shows in the incident. */
bool wd_entry_add_repeat(struct wd_entry *entry, const struct wd_event *event, uint64_t fingerprint,
                         const struct wd_says *says);
struct wd_fact_rank wd_rank_of(const struct wd_event *event, const struct wd_says *says);
bool wd_outranks(const struct wd_fact_rank *a, const struct wd_fact_rank *b);
int wd_entry_merge(struct wd_entry *into, const struct wd_entry *from, struct wd_error *err);

/* entry/facts.c. -1 without memory. Taken only from an event that outranks the one of before. */
int wd_entry_take_facts(struct wd_entry *entry, const struct wd_sighting *sighting);
int wd_entry_copy_facts(struct wd_entry *into, const struct wd_entry *from);
void wd_incident_clear_facts(struct wd_incident *incident);
char *wd_copy_text(struct wd_str s);
int wd_copy_optional(char **to, const char *from);
/* At most `max` bytes, secrets masked, no NUL. */
int wd_copy_redacted(char **to, struct wd_str s, size_t max);

void wd_sample_done(struct wd_sample *sample);
int wd_samples_add(struct wd_incident *incident, const struct wd_sample *sample,
                   struct wd_error *err);
/* The event's record; redacted only if it is kept. */
int wd_samples_see(struct wd_incident *incident, const struct wd_sighting *sighting,
                   struct wd_error *err);
/* Most events of a busy incident come too late to be a sample. */
bool wd_may_be_sample(const struct wd_incident *incident, const struct wd_fact_rank *rank);
void wd_distinct_add(struct wd_distinct *distinct, uint64_t hash);
void wd_distinct_merge(struct wd_distinct *into, const struct wd_distinct *from);
void wd_links_add(uint64_t links[WD_LINKS_MAX], unsigned *count, uint64_t hash);
/* The one link in which repeats of a denial differ. */
void wd_links_add_build(uint64_t links[WD_LINKS_MAX], unsigned *count,
                        const struct wd_event *event);
uint64_t wd_link_of(const char *kind, struct wd_str value);

/* entry/members.c. A collapsed entry keeps at most so many members; it only sinks as tables grow. */
size_t wd_members_room(unsigned level, size_t most, uint64_t rule_cap);
void wd_members_trim(struct wd_group_members *members, size_t room);
void wd_members_done(struct wd_group_members *members);
void wd_member_free(struct wd_group_member *member); /* accepts NULL */
void wd_member_done(struct wd_group_member *member);
struct wd_group_member *wd_members_find(const struct wd_group_members *members,
                                        uint64_t fingerprint);
struct wd_member_name wd_naming_of_event(const struct wd_event *event);
/* Adds what `from` counts to the member of that name, who may be new; the names are copied. */
int wd_members_add(struct wd_group_members *members, size_t room,
                   const struct wd_group_member *from, const struct wd_member_name *naming,
                   struct wd_error *err);
int wd_members_merge(struct wd_group_members *into, size_t room,
                     const struct wd_group_members *from, struct wd_error *err);
/* A single incident as the member of a group it would be. */
int wd_members_add_entry(struct wd_group_members *members, size_t room,
                         const struct wd_entry *entry, struct wd_error *err);
int wd_member_new(struct wd_group_member **ret_member, const struct wd_member_name *naming);
/* A new one with the same names, of its own. */
int wd_member_copy(struct wd_group_member **ret_copy, const struct wd_group_member *from);
/* Level 0, after facts were taken from the event. */
int wd_entry_keep_names(struct wd_entry *entry, const struct wd_event *event);

/* ---- deduplication ---------------------------------------------------------------------------- */

/* Key of a denial → the smallest fingerprint it was seen with, and the entry that holds that now. */
struct wd_dedup {
    uint64_t *keys, *fingerprints;
    uint32_t *owners;
    size_t count, capacity, max;
    uint64_t seed;
    bool full; /* more than max keys: emptied for good, raw counts hold */
};

void wd_dedup_init(struct wd_dedup *dedup, size_t max, uint64_t seed);
void wd_dedup_done(struct wd_dedup *dedup);
/* Room for so many keys at once; fewer may come. */
int wd_dedup_reserve(struct wd_dedup *dedup, size_t more, struct wd_error *err);
/* The key will be added soon: its place is fetched meanwhile. */
void wd_dedup_expect(const struct wd_dedup *dedup, uint64_t key);
int wd_dedup_add(struct wd_dedup *dedup, uint64_t key, uint64_t fingerprint, uint32_t owner,
                 struct wd_error *err);
bool wd_dedup_take(struct wd_dedup *dedup, uint64_t key, uint64_t *ret_fingerprint); /* once */
void wd_dedup_give_up(struct wd_dedup *dedup);
/* Entries became another: every key of owner o belongs to map[o] from now on. */
void wd_dedup_move(struct wd_dedup *dedup, const uint32_t *map);

/* ---- groups and caps -------------------------------------------------------------------------- */

struct wd_group {
    uint64_t key;    /* also the fingerprint of the collapsed incident */
    unsigned level;  /* 1 to 3 */
    uint64_t weight; /* most incidents that can have stood in it at once; see caps.c */
    uint32_t children;
    bool collapsed;
    struct wd_entry *entry;  /* once collapsed */
    struct wd_entry *leaves; /* level 1 */
    struct wd_group *groups; /* levels 2 and 3 */
    struct wd_group *next, *parent;
    const struct wd_rule *rule;
    UT_hash_handle hh; /* by key */
};

/* ---- facts for correlation -------------------------------------------------------------------- */

enum { /* what a request log said about a 401 for a URL; all and those the Scheduler sent */
       WD_SAID_PLATFORM = 1,
       WD_SAID_NOTHING = 2,
       WD_SAID_PLATFORM_SCHEDULER = 4,
       WD_SAID_NOTHING_SCHEDULER = 8
};

struct wd_context_fact {
    uint64_t key; /* wd_link_of("url", host and path) */
    unsigned flags;
};

struct wd_contexts { /* the `max` smallest keys, sorted */
    struct wd_context_fact *items;
    size_t count, capacity, max;
};
int wd_contexts_add(struct wd_contexts *contexts, uint64_t key, unsigned flags,
                    struct wd_error *err);
unsigned wd_contexts_find(const struct wd_contexts *contexts, uint64_t key);

/* homes.c: kept like contexts. */
enum wd_homes_answer { WD_HOMES_NO, WD_HOMES_YES, WD_HOMES_CANNOT_TELL };
enum { WD_HOMES_RECENT = 64, WD_HOME_BYTES = 31 }; /* longer names are looked up each time */
struct wd_homes_recent { /* which were seen lately: asked of every record */
    bool allowed;        /* a call */
    struct {
        unsigned char len;
        char name[WD_HOME_BYTES];
    } item[WD_HOMES_RECENT];
};
int wd_homes_see(struct wd_contexts *homes, struct wd_homes_recent *recent,
                 const struct wd_event *event, struct wd_error *err);
enum wd_homes_answer wd_homes_find(const struct wd_contexts *homes, struct wd_str project);
bool wd_homes_none(
    const struct wd_contexts *homes); /* no record of the platform's own told of one */
/* Records lie in some projects, whoever printed them, and in this one none does. */
bool wd_homes_elsewhere(const struct wd_contexts *homes, struct wd_str project);
/* Others were allowed calls here, none of them of this person's domain. */
bool wd_homes_strange(const struct wd_contexts *homes, struct wd_str person);
/* Calls were allowed here, none to people of this one's domain. */
bool wd_homes_unknown(const struct wd_contexts *homes, struct wd_str person);

/* level.c: what is compared of two resources, and where their records lie. */
struct wd_thing {
    struct wd_str type, name, parent; /* as wd_object has them */
    struct wd_str project, location, cluster;
};
uint64_t wd_level_of(const struct wd_thing *thing, struct wd_str permission);
/* A thing of a name as it stands in a record that lies in `place`; `service` or a permission of it is a hint. */
struct wd_thing wd_level_thing(struct wd_str resource, struct wd_str service,
                               const struct wd_thing *place, struct wd_arena *arena);

struct wd_changes { /* the `max` latest by (time, hash), sorted */
    struct wd_change *items;
    size_t count, capacity, max;
};
int wd_changes_add(struct wd_changes *grants, const struct wd_change *grant, struct wd_error *err);
int wd_changes_merge(struct wd_changes *into, const struct wd_changes *from, struct wd_error *err);
int wd_changes_see(struct wd_changes *grants, const struct wd_event *event, struct wd_error *err);
bool wd_change_of(struct wd_str word, enum wd_change_what *ret_what);
void wd_changes_done(struct wd_changes *grants);

/* ---- the table -------------------------------------------------------------------------------- */

struct wd_own_rule { /* of a decoded state whose rule is not loaded */
    struct wd_rule rule;
    char *id;
    struct wd_own_rule *next;
};

/* Where a denial went. */
struct wd_known {
    struct wd_entry *entry;
    uint64_t fingerprint; /* its own, though the entry may be a group's */
    struct wd_says says;
};

struct wd_table {
    struct wd_table_limits limits;
    uint64_t serial;         /* of the process: no two tables have had the same; shows nowhere */
    struct wd_totals totals; /* counts of incidents in it are made by finish */
    wd_time first, last;

    struct wd_entry *entries;   /* uthash: with a rule */
    struct wd_entry *unmatched; /* uthash: without */
    struct wd_entry *overflow;  /* of unmatched: shapes past the limit */
    uint64_t unmatched_max;     /* greatest fingerprint kept, once `unmatched_full` */
    bool unmatched_full;        /* only saves work: what is above the greatest falls out anyway */
    uint32_t next_id;

    struct wd_group *groups; /* uthash: all levels */
    struct wd_group *rules;  /* level 3, linked by next */
    uint64_t rule_cap;       /* a rule of more weight collapses; only sinks */
    uint64_t weight;         /* sum over rules of min(weight, rule_cap + 1) */

    struct wd_dedup dedup;
    struct wd_contexts contexts;
    struct wd_contexts homes;
    struct wd_homes_recent recent_homes;
    bool mixed_people; /* of finish: people of two mail domains were refused */
    struct wd_changes changes;
    struct wd_allowed allowed;
    struct
        wd_heard { /* the same by the word of who is not the platform: it holds back, and retracts nothing */
        struct wd_changes changes;
        struct wd_allowed allowed;
    } heard;
    struct wd_coverage coverage;
    uint64_t declared_duplicates; /* the normaliser knew */

    struct wd_arena *scratch;
    struct wd_identity_slot *cache; /* made with the first denial */
    struct wd_known added;          /* the denial added last; entry NULL: it was none */
    uint64_t moves;                 /* how often entries were folded into others */
    struct wd_own_rule *own_rules;

    struct wd_entry *echoes; /* uthash: not in `entries` */
    bool finished;
    struct wd_entry **sorted, **sorted_unmatched;
    size_t sorted_count, sorted_unmatched_count, left_out;
};

/* The set of what was allowed by the platform's word, or by anybody's. */
static inline struct wd_allowed *wd_allowed_kept(struct wd_table *table,
                                                 const struct wd_event *event)
{
    return event->voice == WD_VOICE_SERVICE ? &table->allowed : &table->heard.allowed;
}

/* The entry where an identity belongs now: its own, or the group's it fell into. `level` above 0
 * forces that group to collapse first (merging a table where it did). */
struct wd_entry *wd_table_place(struct wd_table *table, const struct wd_rule *rule,
                                const struct wd_identity *identity, unsigned level,
                                struct wd_error *err);
struct wd_entry *wd_table_place_unmatched(struct wd_table *table,
                                          const struct wd_identity *identity, bool overflow,
                                          struct wd_error *err);
void wd_table_see_time(struct wd_table *table, wd_time t);
/* An event that is a denial, or a look-alike if its rule says so, in the sums. */
void wd_table_count_denial(struct wd_table *table, const struct wd_event *event,
                           const struct wd_rule *rule);
/* What the other's log says of access beside its denials: changes, calls that went through, whose projects they are. */
int wd_table_merge_facts(struct wd_table *into, const struct wd_table *from, struct wd_error *err);
/* Lowers the cap on rules to at most `cap`, and as far as the weight demands. */
int wd_table_lower_cap(struct wd_table *table, uint64_t cap, struct wd_error *err);
void wd_table_free_groups(struct wd_table *table);
/* The coarsest collapsed incident that an identity belongs to; NULL: there is none. */
struct wd_entry *wd_table_group_of(struct wd_table *table, const struct wd_identity *identity);

/* totals.c: what was counted of each incident, duplicates apart. */
int wd_table_resolve_counts(struct wd_table *table, struct wd_error *err);

/* Rules of states that are not loaded. */
const struct wd_rule *wd_table_own_rule(struct wd_table *table, const char *id, bool lookalike);
bool wd_rule_is_own(const struct wd_rule *rule);

#endif
