/* Reading a pack's objects by tables: one row a field, so that a key nobody knows is found out.
 *
 * A reader carries where we are in the pack, for messages, and whether the rule at hand is still
 * usable. Readers of fields note what is wrong and go on, so that one look finds every mistake. */
#ifndef WHYDENIED_MATCH_PACK_FIELDS_H
#define WHYDENIED_MATCH_PACK_FIELDS_H

#include "match/pack/source.h"
#include "match/ruleset.h"
#include "whydenied/base/json.h"
#include "whydenied/base/nearest.h"

struct wd_field;

struct wd_pack_reader {
    struct wd_ruleset *set;
    struct wd_pack_source *source;
    const char *pack;
    enum wd_system system;
    bool user;
    size_t rule_index;   /* WD_NPOS outside of rules */
    const char *rule_id; /* for messages; "?" before it is known */
    bool broken;         /* the object at hand cannot be used */
    const struct wd_field
        *rows; /* of a rule; NULL: all. Half a rule was read whole by `rules pack` */
};

/* Reads one field's value into `target`. */
typedef void (*wd_field_fn)(struct wd_pack_reader *reader, void *target, const char *key,
                            struct wd_jv value);

struct wd_field {
    const char *name; /* NULL ends a table; "/" stands for every key that starts with one */
    wd_field_fn read;
    bool required;
};

/* Reads every field of the object; unknown and missing ones are problems. */
void wd_pack_object(struct wd_pack_reader *reader, const struct wd_field *fields, void *target,
                    struct wd_jv object, const char *what);

/* Notes a problem at the line of `key` (NULL: of the rule) and marks the object broken. */
void wd_pack_problem(struct wd_pack_reader *reader, const char *lint, const char *key,
                     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Notes a word that is none of those that can stand there: the nearest, and all of them. */
struct wd_pack_words {
    const char *what; /* "key", "cause" */
    const char *in;   /* "the rule"; NULL: that goes without saying */
    wd_nearest_names names;
    const void *context;
};
void wd_pack_unknown(struct wd_pack_reader *reader, const char *lint, const char *key,
                     const char *word, const struct wd_pack_words *words);
extern const struct wd_pack_words wd_pack_causes, wd_pack_dialects, wd_pack_kinds, wd_pack_systems;
extern const struct wd_pack_words wd_pack_slots; /* what a capture may be called */

/* The place of the rule at hand or of its part. Of shipped packs nobody asks but `rules test`: to find it
 * costs a pass over the pack. */
struct wd_file_place wd_pack_place(struct wd_pack_reader *reader, enum wd_pack_part part,
                                   size_t index);

/* Values; NULL or empty after a problem. */
const char *wd_pack_string(struct wd_pack_reader *reader, const char *key, struct wd_jv value);
const char **wd_pack_strings(struct wd_pack_reader *reader, const char *key, struct wd_jv value,
                             size_t *ret_count); /* a string alone is a list of one */
bool wd_pack_bool(struct wd_pack_reader *reader, const char *key, struct wd_jv value);
int wd_pack_int(struct wd_pack_reader *reader, const char *key, struct wd_jv value);
void wd_pack_ints(struct wd_pack_reader *reader, const char *key, struct wd_jv value, int *to,
                  size_t max, size_t *ret_count);
void wd_pack_text(struct wd_pack_reader *reader, const char *key, struct wd_jv value,
                  struct wd_text_i18n *to);
/* A zeroed array of `count` elements for a JSON array of objects; NULL when it is none. */
void *wd_pack_array(struct wd_pack_reader *reader, const char *key, struct wd_jv value, size_t max,
                    size_t size, size_t *ret_count);

size_t wd_pack_count(struct wd_jv container); /* elements or members */

/* A rule, or NULL after a problem (rule.c). The others read into the rule `target` points to
 * (when.c, parts.c). */
struct wd_rule *wd_pack_rule(struct wd_pack_reader *reader, struct wd_jv object);
/* The rows of the half of a rule that is read late, or of the other (late.h); `rows` has room for WD_RULE_ROWS. */
enum { WD_RULE_ROWS = 32 };
const struct wd_field *wd_pack_rows(bool late, struct wd_field *rows);
void wd_pack_when(struct wd_pack_reader *reader, void *target, const char *key, struct wd_jv value);
void wd_pack_match(struct wd_pack_reader *reader, void *target, const char *key,
                   struct wd_jv value);
void wd_pack_advice(struct wd_pack_reader *reader, void *target, const char *key,
                    struct wd_jv value);
void wd_pack_tell_apart(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value);

#endif
