/* Local time, for people. Machines, and everything that decides anything, keep to UTC (timestamp.h).
 *
 * One zone a process, by its name in the system's database of time zones (TZif files, RFC 8536, where tzset(3) looks for
 * them); what TZ says is not asked. The file is read when the zone is set, so before a sandbox closes. */
#ifndef WHYDENIED_BASE_ZONE_H
#define WHYDENIED_BASE_ZONE_H

#include "whydenied/base/error.h"
#include "whydenied/base/timestamp.h"

/* "Asia/Tokyo", "UTC". -1: the system has none of that name; the message has the nearest. */
int wd_zone_set(const char *name, struct wd_error *err);

/* "2026-09-01T11:03:04+09:00": whole seconds; WD_TIME_NONE gives "". In UTC while no zone is set. Returns `out`. */
const char *wd_zone_format(wd_time t, char out[WD_TIME_TEXT]);

#endif
