/* What the sources of a ruleset share: its inside, and how problems are noted.
 *
 * Everything a rule points to lives in the ruleset's arena. Problems never stop loading; lack of
 * memory does, through `no_memory`. */
#ifndef WHYDENIED_MATCH_RULESET_H
#define WHYDENIED_MATCH_RULESET_H

#include <stdarg.h>

#include "whydenied/base/arena.h"
#include "whydenied/base/buf.h"
#include "whydenied/match/rule.h"

#define WD_RULESET_ARENA                                                                           \
    ((size_t)128 * 1024 * 1024) /* packs of WD_PACK_BYTES_MAX times a few dozen */
#define WD_PROBLEMS_MAX 1000u   /* told; a pack with more has one cause */
#define WD_STRINGS_MAX  256u    /* elements of one list in a rule */

struct wd_pack_entry {
    const char *name;
    const char *file;
    const struct wd_pack_source *source; /* with WD_RULES_EXAMPLES */
    size_t rules;
};

/* A pack's text, or its digest if it was not kept. */
struct wd_pack_text {
    struct wd_str text;
    uint64_t digest;
};

struct wd_ruleset {
    struct wd_arena *arena;
    struct wd_rule **rules; /* in order of trial once loaded */
    size_t count, cap;
    uint32_t *ids; /* while loading: a table by id, of places in `rules` from 1 */
    size_t id_room;
    struct wd_rule_problem *problems;
    size_t problem_count, problem_cap;
    struct wd_pack_entry *packs;
    size_t pack_count, pack_cap;
    json_t **kept; /* with WD_RULES_EXAMPLES: rules as they are written … */
    size_t kept_count, kept_cap;
    struct wd_pack_source **sources; /* … and the packs they come from */
    size_t source_count, source_cap;
    struct wd_pack_text *texts; /* of all packs as read, in order */
    size_t text_count, text_cap;
    unsigned flags;
    bool no_memory;
};

void wd_ruleset_note(struct wd_ruleset *set, const char *lint, struct wd_file_place at,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));
void wd_ruleset_vnote(struct wd_ruleset *set, const char *lint, struct wd_file_place at,
                      const char *format, va_list arguments) __attribute__((format(printf, 4, 0)));
/* Why a file or folder cannot be read; lack of memory is no mistake of a file's. */
void wd_ruleset_note_errno(struct wd_ruleset *set, struct wd_file_place at);
/* The same of a rule; `words` stand behind its id. */
void wd_ruleset_note_rule(struct wd_ruleset *set, const char *lint, const char *rule,
                          struct wd_file_place at, const char *words);
/* Room for one more element of *list; false and `no_memory` when there is none. */
bool wd_ruleset_grow(struct wd_ruleset *set, void *list, size_t count, size_t *cap, size_t size);
/* Takes the rule in, or notes why not (a second rule of its id). */
void wd_ruleset_add(struct wd_ruleset *set, struct wd_rule *rule);

/* Reads one file into the set: a pack in JSON, or a rule in YAML, by its name. */
void wd_pack_read(struct wd_ruleset *set, const char *path, bool user);
/* The same from memory; the name must live as long as the set. */
void wd_pack_read_text(struct wd_ruleset *set, const char *name, struct wd_str text, bool user);
/* By its name, ".yaml" or ".yml". */
bool wd_pack_is_yaml(const char *path);
/* A folder of rules in YAML with the _shared.yaml of their pack. */
void wd_pack_read_folder(struct wd_ruleset *set, const char *path, bool user);
/* An empty set, to be sorted once it is filled. */
struct wd_ruleset *wd_ruleset_new(unsigned flags);

/* Sorts into the order of trial and numbers the rules (order.c). */
void wd_ruleset_sort(struct wd_ruleset *set);
/* A rule that its conditions can decide: tried before those that need words. */
bool wd_rule_is_structured(const struct wd_rule *rule);
/* One that has to be looked for in a text. */
bool wd_rule_has_expression(const struct wd_rule *rule);

/* Why a regular expression may not be used at all, or NULL: what its text alone tells (expression.c).
 * The first capture name that is no slot goes to *ret_name. */
const char *wd_expression_refused(const char *re, struct wd_str *ret_name);
/* The expression with its literal letters in either case and every quote for any; up to four times as long. */
void wd_expression_loosen(struct wd_buf *out, const char *re);

#endif
