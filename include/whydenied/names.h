/* Names after matching: permissions in one spelling, resources in canonical form, gaps filled from each other.
 *
 * Runs once a denial, after the rules, whose captures it treats like fields. Slices that it makes live in
 * the given arena. */
#ifndef WHYDENIED_NAMES_H
#define WHYDENIED_NAMES_H

#include "whydenied/base/arena.h"
#include "whydenied/event.h"

/* DETAIL of an entry begins so where checks were refused on other places, too: "P on R; P on R". */
#define WD_ALSO_REFUSED WD_STR("also refused: ")

/* After the rules have filled slots from text: permission spelling, canonical object, project,
 * principal kind. Idempotent. Slices it makes live in `arena`. */
void wd_event_settle(struct wd_event *event, struct wd_arena *arena);

/* "//storage.googleapis.com/projects/_/buckets/b/objects/o" → bucket b. `hint` is the service or ""; names the
 * table of docs/facts.md describes. Unknown forms give type "other" and the name as it stands. */
void wd_resource_canonical(struct wd_str raw, struct wd_str service, struct wd_arena *arena,
                           struct wd_object *ret_object);

/* "cloudresourcemanager.googleapis.com/projects.setIamPolicy" → "resourcemanager.projects.setIamPolicy";
 * "iam.serviceaccounts.actAs" → "iam.serviceAccounts.actAs". */
struct wd_str wd_permission_canonical(struct wd_str name, struct wd_arena *arena);
/* What permissions begin with, of a service by its host: its first label, with a few exceptions
 * ("cloudresourcemanager.googleapis.com" → "resourcemanager"). */
struct wd_str wd_permission_service(struct wd_str host);

/* The call makes what the name is of ("v1.compute.instances.insert", "…/instances/b1"): it is not there yet. */
bool wd_resource_is_made_by(struct wd_str name, struct wd_str method);

/* One of many that a program makes and drops, or that each day brings: a node of a cluster's pool, a run's temporary table, a
 * day's. What is granted on it goes with it. */
bool wd_resource_is_one_of_many(struct wd_str type, struct wd_str leaf);
/* "__TABLES__": what BigQuery tells of a data set under a table's name. */
bool wd_resource_is_list(struct wd_str type, struct wd_str leaf);

#endif
