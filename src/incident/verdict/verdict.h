/* What is judged of a finished table: whose a refusal is, what changed before it, whether it was let since. Each file answers one
 * question and notes it in the incident; wd_table_finish asks them in order. Nobody outside src/incident/verdict/ includes this.
 *
 * A change is looked at only as far as it may explain the incident: of access first (explained.c), then whom it names
 * (member.c), on what (written.c), and whether it denies (denied.c). What can fail fails for lack of memory alone. */
#ifndef WHYDENIED_INCIDENT_VERDICT_VERDICT_H
#define WHYDENIED_INCIDENT_VERDICT_VERDICT_H

#include "incident/table/table.h"

/* ours.c. Before any is judged: who else was refused? */
void wd_ours_survey(struct wd_table *table);
enum wd_ours wd_ours_judge(const struct wd_table *table, const struct wd_incident *incident,
                           const struct wd_finish_options *own);
/* claimed.c: what its words may not claim becomes a doubt. */
void wd_incident_doubt_claims(const struct wd_table *table, struct wd_incident *incident,
                              const struct wd_finish_options *own);
/* enumeration.c, correlate.c: 0, or -1. */
int wd_table_find_enumeration(struct wd_table *table, struct wd_error *err);
int wd_table_correlate(struct wd_table *table, const struct wd_finish_options *options,
                       struct wd_error *err);

/* ---- what changed, and what was let ---------------------------------------------------------------- */

/* changed.c, let_since.c */
void wd_incident_find_change(const struct wd_table *table, struct wd_incident *incident);
void wd_incident_find_allowed(const struct wd_table *table, struct wd_incident *incident);
void wd_table_weigh_heard(struct wd_table *table); /* heard.c: after these, of every incident */
void wd_table_weigh_walls(
    struct wd_table *table); /* outranked.c: of incidents, against each other */
void wd_table_weigh_next(struct wd_table *table); /* next_wall.c */

/* explained.c: it can be the incident's reason; its resource is the denied one, or holds it; of access, and it concerns it. */
bool wd_change_explains(const struct wd_change *change, const struct wd_incident *incident);
bool wd_change_concerns(const struct wd_change *change, const struct wd_incident *incident);
/* … apart from whom it names. */
bool wd_change_reaches(const struct wd_change *change, const struct wd_incident *incident);
/* … its role, apart from where and to whom it was given. */
bool wd_change_may_hold(const struct wd_change *change, const struct wd_incident *incident);
/* … apart from whom it names; whatever its role is called. */
bool wd_change_is_above(const struct wd_change *change, const struct wd_incident *incident);
/* A cluster's own role or binding, where it holds for what was denied. */
bool wd_change_is_of_cluster(const struct wd_change *change, const struct wd_incident *incident);
bool wd_change_gains(const struct wd_change *change,
                     const struct wd_incident *incident); /* a role, what was denied */
/* Its member is who was refused, by name. */
bool wd_change_is_callers(const struct wd_change *change, const struct wd_incident *incident);
bool wd_change_is_of(const struct wd_change *change, const struct wd_incident *incident);
bool wd_incident_wants_access(const struct wd_incident *incident);
bool wd_incident_wants_role(
    const struct wd_incident *incident); /* … or a cluster's, that a role of IAM opens */
bool wd_incident_is_slot(const struct wd_incident *incident, enum wd_slot slot, const char *value);
/* written.c: a policy that was written, and what it refuses. */
bool wd_change_refuses(const struct wd_change *change, const struct wd_incident *incident);
/* Of the role that was to be assumed: its trust policy was written with the caller, or without. */
bool wd_change_trusts(const struct wd_change *change, const struct wd_incident *incident);
bool wd_change_distrusts(const struct wd_change *change, const struct wd_incident *incident);
/* A policy's document allows it, a bucket's to some. */
bool wd_change_lets_in(const struct wd_change *change, const struct wd_incident *incident);
/* Deleted: the resource of that ARN, or what it lies in. */
bool wd_change_is_of_arn(const struct wd_change *change, struct wd_str name);
/* denied.c */
bool wd_change_denies(const struct wd_change *change, const struct wd_incident *incident);
/* member.c: its names are those of another account, of another cluster. */
bool wd_change_is_elsewhere(const struct wd_change *change, const struct wd_incident *incident);
/* member.c: is its party among these, with blanks between? */
bool wd_change_has_member(const char *members, const struct wd_incident *incident);
/* sets.c: of "principalSet://…"; other members are in none. */
enum wd_in_set { WD_IN_NOT, WD_IN_MAYBE, WD_IN_SURELY };
enum wd_in_set wd_set_has(struct wd_str set, struct wd_str principal, enum wd_principal_kind kind);
bool wd_change_may_have_member(const struct wd_change *change, const struct wd_incident *incident);
/* cluster.c: a rule of a cluster's role allows what was refused. */
bool wd_change_rules_hold(const struct wd_change *change, const struct wd_incident *incident);
/* A cluster refused who may hold roles of IAM, which it asks, too; and what those call what was refused. */
bool wd_incident_is_clusters(const struct wd_incident *incident);
struct wd_str wd_permission_in_iam(const struct wd_incident *incident, char *buffer, size_t size);
/* set_held.c */
bool wd_change_may_hold_in_cluster(const struct wd_change *change,
                                   const struct wd_incident *incident);
void wd_incident_find_set(const struct wd_table *table, struct wd_incident *incident);
/* reach.c: of a resource, bound on it or on what holds it. */
bool wd_place_covers(const char *resource, const struct wd_incident *incident);
/* It is the service of Cloud Run that the refused job of Scheduler calls. */
bool wd_place_is_called(struct wd_str bound, const struct wd_incident *incident);
/* The denied resource, apart from its project: of one that is called by number, the log has the id. */
bool wd_place_by_number(struct wd_str bound, struct wd_str name,
                        const struct wd_incident *incident);
/* made.c: it made what was refused. */
bool wd_change_made_it(const struct wd_change *change, const struct wd_incident *incident);

#endif
