/* Inside of a policy set: resources with their bindings, deny rules, boundaries, roles, groups.
 *
 * Everything lives in the set's arena; equal texts once (wd_policy_text). Lists are singly linked, newest first. */
#ifndef WHYDENIED_POLICY_SET_H
#define WHYDENIED_POLICY_SET_H

#include "whydenied/base/json.h"
#include "whydenied/policy.h"

#define HASH_NONFATAL_OOM            1 /* lack of memory shows as hh.tbl == NULL */
#define uthash_nonfatal_oom(element) ((void)0)
/* The library's own function falls through cases without saying so. */
#define HASH_FUNCTION(key, length, hash)                                                           \
    ((hash) = (unsigned)wd_hash(wd_str_make((const char *)(key), (length))))
#include <uthash.h>

#include "whydenied/base/digest.h"

/* Real exports hold fewer; the maximum is a guard, and what does not fit makes a gap. */
#define WD_POLICY_ARENA_MAX (512u << 20)

enum { WD_POLICY_GAPS_MAX = 100 };

/* A text that stands once in the set; what hangs on it depends on the table. */
struct wd_policy_key {
    struct wd_str text;
    void *value;
    UT_hash_handle hh;
};

struct wd_policy_binding {
    struct wd_str role, condition; /* condition: empty without one, "?" if it has no expression */
    struct wd_policy_list members;
    struct wd_policy_binding *next;
};

struct wd_policy_node { /* a resource, by its path */
    struct wd_str path, host;
    struct wd_policy_list ancestors; /* as the export says; nearest first */
    bool placed;                     /* the ancestors are known to the top */
    bool has_policy;
    bool no_public;    /* a bucket whose public access is prevented */
    bool fine_grained; /* a bucket with access control lists, which no policy shows */
    struct wd_policy_binding *bindings;
    struct wd_policy_node *next; /* all nodes with a policy */
};

struct wd_policy_deny {
    struct wd_str name, where; /* where: path of what it is attached to */
    struct wd_policy_list principals, exempt, permissions, exempt_permissions;
    struct wd_str condition;
    struct wd_policy_deny *next;
};

struct wd_policy_boundary { /* a principal access boundary: what it lets be reached */
    struct wd_str name;
    struct wd_policy_list resources;
    int version; /* of enforcement; 0: the newest */
    struct wd_policy_boundary *next;
};

struct wd_policy_bound { /* whom it binds */
    struct wd_str policy, target, condition;
    struct wd_policy_bound *next;
};

struct wd_policy_members_rule { /* an organisation policy on who may be a member */
    struct wd_str where, constraint;
    struct wd_policy_list values;
    bool all, inherits, conditional;
    struct wd_policy_members_rule *next;
};

struct wd_policy_role {
    struct wd_policy_list permissions;
    bool off; /* deleted or disabled: gives nothing */
};

struct wd_policy_group {
    struct wd_policy_list members; /* lower case, without prefix */
    size_t room;
    unsigned long long seen; /* the visit that looked through it: groups may hold each other */
};

struct wd_ram_store; /* ram.h */
struct wd_ram_store *wd_ram_new(void);
void wd_ram_free(struct wd_ram_store *ram);

struct wd_policy_set {
    struct wd_arena *arena;
    struct wd_json *json;
    struct wd_policy_key *texts;
    struct wd_policy_key *nodes; /* path → node */
    struct wd_policy_key *
        twins; /* "projects/ID" ↔ "projects/NUMBER", an account's address ↔ its unique id; value: the other's key */
    struct wd_policy_key *roles;     /* name → role */
    struct wd_policy_key *groups;    /* e-mail → group */
    struct wd_policy_key *group_ids; /* "groups/ID" → e-mail or group */
    struct wd_policy_key
        *subgroups; /* e-mails that are groups', whether or not their members are known */
    struct wd_policy_key *accounts; /* unique id → e-mail */
    struct wd_policy_node *with_policy;
    struct wd_policy_deny *denies;
    struct wd_policy_boundary *boundaries;
    struct wd_policy_bound *bounds;
    struct wd_policy_members_rule *member_rules;
    struct wd_policy_key *customers; /* "organizations/N", its domain → key of the customer's id */
    struct wd_ram_store *ram;
    bool choosy;   /* wd_policy_want was called */
    bool numbered; /* a question names an account by its unique id */
    bool open; /* a question does not say in which project its resource lies: all projects count */
    bool dropped; /* projects of an export were passed over */
    bool again;   /* a resource in question lies in a project that may be among them */
    bool second;  /* the files are read for the second time: notes were taken */
    struct wd_policy_key *wanted_who, *wanted_paths, *wanted_permissions;
    char **gaps;
    size_t gap_count, unjudged;
    unsigned long long visits; /* of groups */
    bool failed;               /* memory was lacking: a gap, too */
};

/* The set's copy of a text; the same pointer for equal texts. Empty for lack of memory (and `failed`). */
struct wd_str wd_policy_text(struct wd_policy_set *set, struct wd_str text);
struct wd_str wd_policy_lower(struct wd_policy_set *set, struct wd_str text);
struct wd_policy_key *wd_policy_key_of(struct wd_policy_set *set, struct wd_str text);
void *wd_policy_find(struct wd_policy_key *table, struct wd_str text);
bool wd_policy_has(struct wd_policy_key *table, struct wd_str text);
/* A project is in question, too; if it may have been passed over, the files are read again. */
void wd_policy_want_project(struct wd_policy_set *set, struct wd_str path);
void wd_policy_put(struct wd_policy_set *set, struct wd_policy_key **table, struct wd_str text,
                   void *value);
void *wd_policy_alloc(struct wd_policy_set *set, size_t size); /* zeroed; NULL sets `failed` */
void wd_policy_gap_note(struct wd_policy_set *set, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* An array of texts; other values are left out. */
struct wd_policy_list wd_policy_strings(struct wd_policy_set *set, struct wd_jv array);
struct wd_policy_node *wd_policy_node_of(struct wd_policy_set *set, struct wd_str path);
void wd_policy_tie(struct wd_policy_set *set, struct wd_str project, struct wd_str other);
struct wd_str wd_policy_twin(const struct wd_policy_set *set, struct wd_str project_path);

/* ---- names ---- */
bool wd_policy_unique_id(struct wd_str id); /* of a service account: some 21 digits */
/* Any spelling of a resource → its path without host ("projects/_/buckets/B/objects/O"). */
struct wd_str wd_policy_path(struct wd_arena *arena, struct wd_str name, struct wd_str *ret_host);
struct wd_str wd_policy_parent(struct wd_str path);     /* by the path alone; empty at the top */
struct wd_str wd_policy_project_of(struct wd_str path); /* "projects/P", or empty */
struct wd_str wd_policy_lookup(struct wd_arena *arena,
                               struct wd_str path); /* the project left open */
bool wd_policy_is_container(struct wd_str path);    /* project, folder, organisation */
enum wd_truth wd_policy_same(const struct wd_policy_set *set, struct wd_str a, struct wd_str b);

/* The resource and what stands above it, as far as known. */
enum { WD_CHAIN_MAX = 40 };
struct wd_chain {
    struct wd_str path[WD_CHAIN_MAX];
    size_t count;
    bool has_project; /* a real one */
    bool placed;      /* the top is known */
    struct wd_str host;
};
void wd_chain_of(const struct wd_policy_set *set, struct wd_arena *arena, struct wd_str resource,
                 struct wd_str project, struct wd_chain *ret_chain);
enum wd_truth wd_chain_has(const struct wd_policy_set *set, const struct wd_chain *chain,
                           struct wd_str where, struct wd_str host);

/* ---- who ---- */
struct wd_policy_who {
    struct wd_str id;     /* lower case e-mail, or the principal:// identifier */
    struct wd_str domain; /* of an e-mail */
    bool service_account, federated, anonymous, number; /* number: a unique id that nothing ties */
};
void wd_policy_who_of(const struct wd_policy_set *set, struct wd_arena *arena,
                      struct wd_str principal, struct wd_policy_who *ret_who);
/* "projects/P" in which an identity is at home; empty: a person's, or nobody knows. */
struct wd_str wd_policy_home(struct wd_arena *arena, const struct wd_policy_who *who);
struct wd_match {
    enum wd_truth is;
    bool deleted, by_group; /* why not */
    bool strange;           /* a kind of member that is not known */
};
struct wd_match wd_policy_member(struct wd_policy_set *set, const struct wd_policy_who *who,
                                 struct wd_str member, unsigned depth);

/* ---- permissions, roles, conditions ---- */
enum wd_truth wd_policy_denies_permission(struct wd_str pattern, struct wd_str permission);
/* False: known that boundaries of this version of enforcement let the permission pass. */
bool wd_policy_boundary_blocks(struct wd_str permission, int version);
enum wd_truth wd_policy_role_holds(const struct wd_policy_set *set, struct wd_catalogue *catalogue,
                                   struct wd_str role, struct wd_str permission);
struct wd_facts_of_request {
    wd_time time;
    struct wd_str name,
        twin; /* resource.name with the project's id and with its number; twin may be empty */
    struct wd_str type, service;
    struct wd_str principal_type, principal_subject;
};
void wd_policy_facts(const struct wd_policy_set *set, struct wd_arena *arena,
                     const struct wd_policy_who *who, const struct wd_chain *chain, wd_time time,
                     struct wd_facts_of_request *ret_facts);
/* What the expression says; MAYBE for whatever this program does not evaluate. */
enum wd_truth wd_policy_condition(struct wd_str expression,
                                  const struct wd_facts_of_request *facts);

/* ---- reading ---- */
struct wd_policy_source {
    const char *file;
    struct wd_str name; /* the RESOURCE of RESOURCE=FILE, or empty */
    uint64_t line;
    bool groups;       /* a file of groups */
    size_t understood; /* values that were */
    bool nameless;     /* a bare policy was met without a name */
};
/* Takes one JSON value of a file. */
void wd_policy_take(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value);
bool wd_policy_take_asset(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_jv value);
bool wd_policy_take_guard(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_jv value);
bool wd_policy_take_group(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_jv value);
void wd_policy_group_line(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_str line);
void wd_policy_bindings(struct wd_policy_set *set, struct wd_policy_node *node,
                        struct wd_jv bindings);
void wd_policy_bind(struct wd_policy_set *set, struct wd_policy_node *node, struct wd_str role,
                    struct wd_str member, struct wd_str condition);
/* An organisation policy (either form) that restricts members; false: another one. */
bool wd_policy_take_members_rule(struct wd_policy_set *set, struct wd_str where,
                                 struct wd_jv value);
void wd_policy_take_customer(struct wd_policy_set *set, struct wd_str path, struct wd_jv data);
/* What the data of a resource say of access that is in no policy. */
void wd_policy_take_access(struct wd_policy_set *set, struct wd_arena *arena,
                           struct wd_policy_node *node, struct wd_jv data);
/* Of two spellings of a key (protocol buffers in JSON) the one that is there. */
struct wd_jv wd_policy_get(struct wd_jv value, const char *camel, const char *snake);

#endif
