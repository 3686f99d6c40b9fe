/* Binding levels: how a role is bound on each kind of resource (patterns/roles/levels.json).
 *
 * A level knows its gcloud argv, how to look at its policy, the grammar of each part of its name, its
 * Terraform resource and the level above. The texts belong to the table. A level is read whole when it is first asked
 * for; what is wrong with it then is told by wd_bind_check. */
#ifndef WHYDENIED_ADVISE_BIND_H
#define WHYDENIED_ADVISE_BIND_H

#include "advise/fill.h"
#include "whydenied/base/argv.h"
#include "whydenied/names/ident.h"
#include "whydenied/vocabulary/cause.h"

enum wd_part {
    WD_PART_LEAF,
    WD_PART_PARENT,
    WD_PART_ABOVE, /* what the parent lies in, where the binding names that too: a backup's instance */
    WD_PART_PROJECT,
    WD_PART_LOCATION,
    WD_PART_COUNT
};

struct wd_bind_level {
    const char *type; /* "cloud_run_service" */
    const char *label[WD_LANG_COUNT];
    const char *note[WD_LANG_COUNT];
    struct wd_argv grant, show; /* argc 0: gcloud has no such command */
    const char *
        rest; /* where only the REST API binds: the resource's URL, before ":setIamPolicy"; or NULL */
    bool rest_posts; /* getIamPolicy is a POST there, too */
    bool uses[WD_PART_COUNT];
    enum wd_ident ident[WD_PART_COUNT];
    const char *word[WD_PART_COUNT]; /* PLACEHOLDER for templates */
    const char *full_resource;       /* for policy-intelligence; may be NULL */
    const char *terraform;           /* resource type, or NULL */
    struct wd_argv arguments;        /* name, value, name, value … */
    const char *parent;              /* type above, or NULL */
    const char *above_in;            /* "/instances/": behind it stands {above}; or NULL */
    bool expires;                    /* bindings take a condition, with an end too */
    const struct wd_bind_level
        *regional; /* what lies in a location is another thing than its namesake
                                           * without one, and is bound by other words; or NULL */
};

/* One resource of a level; parts may be empty or unfit. */
struct wd_place {
    const struct wd_bind_level *level;
    struct wd_str part[WD_PART_COUNT];
};

struct wd_bind_table;

struct wd_bind_table *wd_bind_load(const char *roles_dir, struct wd_error *err);
void wd_bind_free(struct wd_bind_table *table);
const struct wd_bind_level *wd_bind_find(struct wd_bind_table *table, struct wd_str type);
size_t wd_bind_count(const struct wd_bind_table *table);
const struct wd_bind_level *wd_bind_at(struct wd_bind_table *table, size_t index);
/* -1 if a level that was asked for could not be given. */
int wd_bind_check(const struct wd_bind_table *table, struct wd_error *err);

/* A part that passes its grammar, or its PLACEHOLDER word. */
struct wd_fill_value wd_place_part(const struct wd_place *place, enum wd_part part);
bool wd_place_known(const struct wd_place *place); /* every part is there and passes */
/* "projects/acme-ml-prod/locations/us-central1/repositories/acme-images" or so; for the report. */
struct wd_str wd_place_name(const struct wd_place *place, struct wd_arena *arena);

/* {leaf} {parent} {above} {project} {location} {member} {role} of a binding. */
struct wd_binding {
    const struct wd_place *place;
    struct wd_fill_value member;
    struct wd_str role;
};
struct wd_fill_value wd_binding_resolve(const void *binding, struct wd_str name);

#endif
