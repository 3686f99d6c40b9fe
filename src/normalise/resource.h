/* The tables behind wd_resource_canonical. */
#ifndef WHYDENIED_NORMALISE_RESOURCE_H
#define WHYDENIED_NORMALISE_RESOURCE_H

#include "normalise/reading.h"

/* Google's slash-separated names. False if no row knows it. */
bool wd_resource_path(struct wd_str path, struct wd_str service, struct wd_arena *arena,
                      struct wd_object *ret_object);
/* acs:product:region:account:rest, oss://bucket/key, registry…aliyuncs.com/namespace/name. */
void wd_resource_acs(struct wd_str name, struct wd_arena *arena, struct wd_object *ret_object);

#endif
