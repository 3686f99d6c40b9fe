/* The tables behind wd_resource_canonical. */
#ifndef WHYDENIED_NAMES_RESOURCE_H
#define WHYDENIED_NAMES_RESOURCE_H

#include "whydenied/names.h"

/* Google's slash-separated names. False if no row knows it. */
bool wd_resource_path(struct wd_str path, struct wd_str service, struct wd_arena *arena,
                      struct wd_object *ret_object);
/* acs:product:region:account:rest, oss://bucket/key, registry…aliyuncs.com/namespace/name. */
void wd_resource_acs(struct wd_str name, struct wd_arena *arena, struct wd_object *ret_object);
/* Models, routines and connections of BigQuery, which the permission tells from a table; `object` is what `raw` was read
 * as without it. */
void wd_resource_of_bigquery(struct wd_str raw, struct wd_str permission, struct wd_arena *arena,
                             struct wd_object *object);

#endif
