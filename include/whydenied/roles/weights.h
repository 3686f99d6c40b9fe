/* What ranking knows of permissions and roles by their names (patterns/roles/weights.json and
 * mentions.json): how much harm a permission can do that came along unasked for, which roles are made
 * for something special, which ones people use.
 *
 * The figures were fitted on 70 denied permissions with the role an expert gives, and checked on 39
 * recommendations of Google's own pages. */
#ifndef WHYDENIED_ROLES_WEIGHTS_H
#define WHYDENIED_ROLES_WEIGHTS_H

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

/* What ranking needs to know of a role; bits of `flags`. */
enum {
    WD_ROLE_BASIC = 1,
    WD_ROLE_AGENT = 2,
    WD_ROLE_DEPRECATED = 4,
    WD_ROLE_CUSTOM = 8,     /* somebody's own: not offered elsewhere */
    WD_ROLE_AUTOMATIC = 16, /* "Viewer role for X" and its kin, made for every service */
    WD_ROLE_NICHE = 32,     /* for one tool or one step: migration, collector, … */
    WD_ROLE_LEGACY = 64,
    WD_ROLE_JOB = 128,  /* a job title: many permissions, few of its own service */
    WD_ROLE_OWNER = 256 /* owner of one object */
};

struct wd_weights;

/* weights.json and mentions.json; NULL with the reason. */
struct wd_weights *wd_weights_load(const char *roles_dir, struct wd_error *err);
void wd_weights_free(struct wd_weights *weights);

/* Weight of a permission that comes along unasked for. */
double wd_weights_permission(const struct wd_weights *weights, struct wd_str permission);
unsigned wd_weights_role_flags(const struct wd_weights *weights, struct wd_str name,
                               struct wd_str title, struct wd_str description, struct wd_str stage);
/* How often a role is met in public material, in rough classes. */
double wd_weights_mentions(const struct wd_weights *weights, struct wd_str role);

#endif
