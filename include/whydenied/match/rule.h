/* Rules: what a pack says, in memory.
 *
 * A pack is the rules of a system: a folder of YAML files, or the one JSON file made of them (patterns/README.md,
 * patterns/pack.schema.json). The shipped packs come first, then the user's; a user's rule with the id of a
 * shipped one must say "replace": true. All text belongs to the ruleset and lives as long as it does. A rule
 * that cannot be used is left out, with a problem that names file, line, column and reason; the rest loads. A
 * ruleset is read-only once loaded and may be shared by threads: what compiles or counts is in the matcher. */
#ifndef WHYDENIED_MATCH_RULE_H
#define WHYDENIED_MATCH_RULE_H

#include <jansson.h>
#include <stdint.h>

#include "whydenied/event.h"
#include "whydenied/vocabulary/cause.h"

/* Where something stands in a file, for messages. */
struct wd_file_place {
    const char *file;
    unsigned line, column; /* from 1; 0: not known */
};

void wd_file_place_print(struct wd_file_place at, char *to, size_t size); /* "file:line:column" */

/* A text in the languages the pack gives; NULL where it gives none. */
struct wd_text_i18n {
    const char *in[WD_LANG_COUNT];
};
const char *wd_i18n(const struct wd_text_i18n *text, enum wd_lang lang); /* falls back to English */
enum wd_lang wd_i18n_lang(const struct wd_text_i18n *text, enum wd_lang lang); /* of that text */

/* A condition on a field of the record by JSON Pointer: any of the values, or merely present. */
struct wd_pointer_test {
    const char *text; /* as the pack has it */
    struct wd_pointer pointer;
    const char **values; /* NULL: present and not null is enough */
    size_t value_count;
};

/* All that is given must hold; within a list, any one. In services, reasons, methods, permissions and
 * pointer values a '*' at the start or the end stands for anything there. A condition on a fact that
 * the event lacks is not a "no" to an alternative whose expression captures it: it is checked then. */
struct wd_when {
    unsigned dialects; /* bit set by enum wd_dialect; 0 = any */
    const char **services;
    size_t service_count;
    const char **reasons;
    size_t reason_count;
    const char **methods;
    size_t method_count;
    const char **permissions;
    size_t permission_count; /* any denied permission */
    const char **principals;
    size_t principal_count; /* substring of the principal's name */
    const char **urls;
    size_t url_count; /* substring of the url slot */
    const char **hosts;
    size_t host_count; /* substring of the host slot */
    int codes[16];
    size_t code_count; /* google.rpc.Code */
    int http[16];
    size_t http_count;
    struct wd_pointer_test *pointers;
    size_t pointer_count;
    const char **refusals;
    size_t refusal_count; /* what the general grammar read, where no rule knows the text */
    bool denial;          /* only records that structure already calls a denial */
    bool has_permission;  /* only if at least one denied permission is known */
    bool has_role;        /* only if the refusal names the role that is needed */
    bool vendor_project;  /* only if the expression finds a project of a vendor's images */
};

struct wd_alternative {
    const char *name;
    const char *re; /* NULL: `when` alone decides (a structured rule) */
    int field;      /* enum wd_text_field, or -1 for any text */
    enum wd_level confidence;
    bool confidence_set;
    struct wd_file_place at;
};

/* One step of advice. Texts and argv may hold
 * {slot} placeholders; those of argv are filled only with identifiers that pass their grammar. */
struct wd_advice {
    enum wd_remedy_kind kind;
    const char *permission;    /* overrides the incident's permissions; NULL keeps them */
    const char *role;          /* pins a role (needs a reference); NULL: chosen by the catalogue */
    const char *on;            /* level: "artifact_registry_repository", "project", …; NULL: the
                                   narrowest of the incident's resource */
    const char *to;            /* "principal" (default), or a name of the accounts table:
                                   "cloud_build_service_account", "cloud_run_service_agent",
                                   "scheduler_service_account", "scheduler_service_agent", … */
    const char *trust_service; /* trust_policy: "pai.aliyuncs.com" */
    struct wd_text_i18n text;  /* the summary or the step in words */
    const char **argv;
    size_t argv_count; /* a command, one word an element */
    const char **verify;
    size_t verify_count;
    const char *draft; /* a document for review, with {slot} placeholders; never a ready command */
    wd_time from, until; /* for denials from this moment on, and before that one; 0: at any time */
};

struct wd_tell_apart {
    enum wd_cause cause;
    struct wd_text_i18n check;
};

struct wd_rule_rest;

/* What it answers (title, why, advice, tell_apart, references, serves) may be left unread: wd_rule_complete. */
struct wd_rule {
    const char *id;
    const char *pack;
    int version;
    const char *status;    /* "stable", "experimental", "deprecated" */
    enum wd_system system; /* WD_SYSTEM_COUNT: the event's own */
    enum wd_cause cause;
    bool fallback; /* after every other rule (generic families) */
    bool exact;    /* no other spelling of its words is taken for them */
    bool user;     /* from a user's pack */
    struct wd_text_i18n title, why;
    struct wd_when when;
    const char **anchors;
    size_t anchor_count;
    struct wd_alternative *match;
    size_t match_count;
    const char *principal; /* accounts-table name of the denied party, when no field names it */
    const char
        *permission; /* that is lacked, when the text names none; default: the first advice's */
    struct wd_advice *advice;
    size_t advice_count;
    struct wd_tell_apart *tell_apart;
    size_t tell_apart_count;
    const char **references;
    size_t reference_count;
    const char **serves;
    size_t serve_count; /* rows of the five systems it answers ("vertex: …") */
    bool replace;       /* a user's rule that stands for the shipped one of its id */
    bool propagates;    /* a grant just before explains it (default: cause missing_role, act_as,
                                   missing_trust) */
    struct wd_file_place at;
    uint64_t rank;                 /* how early it is tried, while rules are put in order */
    unsigned index;                /* position in wd_ruleset.order: 0 is tried first */
    const json_t *source;          /* the rule as it is written, only with WD_RULES_EXAMPLES */
    struct wd_pack_source *origin; /* the same, for the places of its parts */
    size_t number;                 /* which rule of its pack it is */
    struct wd_rule_rest *rest;     /* what is not read yet, or NULL */
};

struct wd_rule_problem {
    const char *lint; /* "P001" */
    char rule[100];   /* its id, as far as it is known; "" */
    char where[256];  /* file:line:column */
    char text[1024];
};

struct wd_ruleset;
struct wd_pack_source;

enum {
    WD_RULES_EXAMPLES = 1, /* keep examples, for `rules test` */
    WD_RULES_LATE = 2      /* leave the answers of shipped rules unread */
};

/* Loads the packs of `shipped_dir` (NULL: none), then those of each user directory or file. Problems
 * are collected, not returned as errors; -1 (NULL) is lack of memory or an unreadable shipped_dir. */
struct wd_ruleset *wd_ruleset_load(const char *shipped_dir, const char *const *user_paths,
                                   size_t user_path_count, unsigned flags, struct wd_error *err);
void wd_ruleset_free(struct wd_ruleset *set);
/* What the packs say, in a number: two sets of equal packs, read in the same order, have the same. */
uint64_t wd_ruleset_digest(const struct wd_ruleset *set);
/* Reads what was left unread of the rule; no other thread may look at its answer meanwhile. A text that cannot be read
 * (the file was checked when it was compiled) is told in the answer; -1 is lack of memory. */
int wd_rule_complete(const struct wd_rule *rule, struct wd_error *err);
/* The rule's keys, in the order in which a rule is read; NULL behind the last. */
const char *wd_rule_key_at(size_t index);
/* The pack as text of two lines a rule: what recognises it, what it answers (src/match/pack/late.h). NULL without
 * memory; to be freed. */
char *wd_pack_print(const json_t *pack);
size_t wd_ruleset_count(const struct wd_ruleset *set);
const struct wd_rule *wd_ruleset_at(const struct wd_ruleset *set,
                                    size_t index); /* in order of trial */
const struct wd_rule *wd_ruleset_find(const struct wd_ruleset *set, struct wd_str id);
size_t wd_ruleset_problem_count(const struct wd_ruleset *set);
const struct wd_rule_problem *wd_ruleset_problem(const struct wd_ruleset *set, size_t index);
size_t wd_ruleset_pack_count(const struct wd_ruleset *set);
/* Neither of the two is tried before the other but by its id. */
bool wd_rule_same_rank(const struct wd_rule *a, const struct wd_rule *b);
/* The pack as JSON text, compiled if it is written as YAML; empty without WD_RULES_EXAMPLES. */
struct wd_str wd_ruleset_pack_json(const struct wd_ruleset *set, size_t index);
/* Pack name and number of its rules. */
const char *wd_ruleset_pack(const struct wd_ruleset *set, size_t index, size_t *ret_rules);

#endif
