/* Permissions that rewrite access itself (patterns/roles/danger.json): never with a ready command. */
#ifndef WHYDENIED_ADVISE_DANGER_H
#define WHYDENIED_ADVISE_DANGER_H

#include "whydenied/base/arena.h"
#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

struct wd_danger;

struct wd_danger *wd_danger_load(const char *roles_dir, struct wd_error *err);
void wd_danger_free(struct wd_danger *danger);
/* A permission of Google Cloud or an action of RAM; object_type as in event.h, may be empty. */
bool wd_permission_rewrites_access(const struct wd_danger *danger, struct wd_str permission,
                                   struct wd_str object_type);
/* Whoever is refused it is looked at first: it would let them change who may do what. */
bool wd_danger_investigate(const struct wd_danger *danger, struct wd_str permission);
/* Why a command for it is a template with a question. */
enum wd_ask {
    WD_ASK_NOTHING,
    WD_ASK_USE, /* its holder decides who may use, reach or sign in to a resource */
    WD_ASK_MORE, /* gives its holder more than it names: an account's rights, root, the end of a project */
    WD_ASK_GUARD, /* takes away what keeps watch, holds a copy, or keeps others from doing harm */
    WD_ASK_COUNT
};
enum wd_ask wd_danger_asks(const struct wd_danger *danger, struct wd_str permission);
/* Does `holds` say so of any permission that rewrites access? */
bool wd_danger_any(const struct wd_danger *danger,
                   bool (*holds)(const void *context, struct wd_str permission),
                   const void *context);
/* A right of RBAC: "list", "pods" ("deployments.apps", "serviceaccounts/token"), "serving" (empty: everywhere). */
struct wd_rbac_right {
    struct wd_str verb, resource, space;
};
bool wd_rbac_rewrites_access(const struct wd_danger *danger, const struct wd_rbac_right *right,
                             struct wd_arena *arena);

#endif
