/* The curated table: which role a permission asks for, where it is bound, what it would also give.
 *
 * gcp.json as it lies, a row a line: lines are found at the start, and read when somebody asks for their permission; so a pointer
 * to a curated table is to one that remembers, and belongs to one thread. Rows and their texts live as long as it. NULL or
 * false is "not listed"; lack of memory reads like it. */
#ifndef WHYDENIED_ROLES_CURATED_H
#define WHYDENIED_ROLES_CURATED_H

#include <jansson.h>

#include "whydenied/roles.h"

struct wd_curated; /* gcp.json and breadth.json */

/* A row as it stands in the file. All but the name is cut when it is asked for (wd_curated_at). */
struct wd_curated_line {
    struct wd_str name, rest;   /* what stands behind the name */
    struct wd_str role, level;  /* no role: a custom role comes first */
    struct wd_str json;         /* of a row that says more; or empty */
    struct wd_curated_row *row; /* once it was found */
    const json_t *climbing;     /* what else its holder can reach, or NULL */
};

/* curated_line.c: its name alone, cut when it is asked for; empty: it is no such line. */
struct wd_str wd_curated_line_name(struct wd_curated_line *row);
/* All of it. */
void wd_curated_line_cut(struct wd_curated_line *row);

/* What is read of one that was found. */
struct wd_curated_row {
    const char *permission, *role, *level, *source; /* role NULL: a custom role comes first */
    const char *note[WD_LANG_COUNT];
    bool note_of_role;      /* it speaks of `role` and of no other */
    bool instead;           /* no role is bound for it: the note says what is done */
    json_t *alternatives;   /* array of role names, or NULL */
    const json_t *climbing; /* what else its holder can reach, or NULL */
};

/* alone: no imported roles are at hand, so that further.json answers what the table does not list. */
struct wd_curated *wd_curated_load(const char *roles_dir, bool alone, struct wd_error *err);
void wd_curated_free(struct wd_curated *curated);
const struct wd_curated_row *wd_curated_find(const struct wd_curated *curated,
                                             struct wd_str permission);
const char *wd_curated_nearest(const struct wd_curated *curated, const char *permission);
size_t wd_curated_count(const struct wd_curated *curated);
const struct wd_curated_line *wd_curated_at(const struct wd_curated *curated, size_t i);
int wd_curated_holds(const struct wd_curated *curated, struct wd_str role,
                     struct wd_str permission);
unsigned wd_curated_size(const struct wd_curated *curated, struct wd_str role);
/* Telling permissions of the role, the strongest first, apart by blanks; empty: not known. */
struct wd_str wd_curated_among(const struct wd_curated *curated, struct wd_str role);
/* Its role is further.json's: the ranking chose it, and nobody read what else it gives. */
bool wd_curated_ranked(const struct wd_curated *curated, struct wd_str permission);
bool wd_curated_climbs(const struct wd_curated *curated, struct wd_str permission);
bool wd_curated_destroys(const struct wd_curated *curated, struct wd_str permission);
const char *wd_curated_climbing(const struct wd_curated *curated, struct wd_str permission,
                                enum wd_lang lang, const char **ret_source);
bool wd_curated_retired(const struct wd_curated *curated, struct wd_str role); /* gone since */
/* level: "testing" or "refused" of custom_roles. */
bool wd_curated_custom_listed(const struct wd_curated *curated, const char *level,
                              struct wd_str permission);
bool wd_curated_knows(const struct wd_curated *curated, struct wd_str permission);

/* The level of the table's row, or else by the permission's name alone: "secret", "bucket", … or "project". */
const char *wd_curated_level(const struct wd_curated *curated, struct wd_str permission);

/* "storage.objects.get" → "storage"; "roles/storage.admin" → "storage"; "roles/browser" → "". */
struct wd_str wd_service_of(struct wd_str permission_or_role);
const char *wd_level_by_name(const json_t *types,
                             struct wd_str permission); /* types: of gcp.json */

#endif
