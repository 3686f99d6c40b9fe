/* Points in time: nanoseconds since 1970-01-01T00:00:00Z in a signed 64-bit integer (years 1677 to 2262). No function
 * here reads a clock or a locale, none but those of zone.c a time zone. A time without a zone is taken as UTC and said
 * so. */
#ifndef WHYDENIED_BASE_TIMESTAMP_H
#define WHYDENIED_BASE_TIMESTAMP_H

#include <stdint.h>

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"

typedef int64_t wd_time;

#define WD_TIME_NONE INT64_MIN
#define WD_SECOND    ((wd_time)1000000000)
#define WD_MINUTE    (60 * WD_SECOND)
#define WD_HOUR      (3600 * WD_SECOND)
#define WD_DAY       (24 * WD_HOUR)
#define WD_TIME_TEXT 36 /* bytes for wd_time_format, NUL included */

/* RFC 3339 and its relatives met in logs: "2026-09-01T02:03:04.123456789Z", with an offset, with a blank for the T,
 * "2021-07-09 10:34:34,450", a bare date, Unix seconds / milliseconds / microseconds / nanoseconds as digits (nine at
 * least, told apart by their number). The whole slice must be the time. Returns WD_TIME_NONE if it is none;
 * *ret_zoneless (may be NULL) is set when no zone was given. */
wd_time wd_time_parse(struct wd_str text, bool *ret_zoneless);

/* A date and time at the start of a line of text, in square brackets perhaps, but not as bare digits;
 * *ret_len is how many bytes it took, 0 if there is none. */
wd_time wd_time_parse_prefix(struct wd_str line, size_t *ret_len, bool *ret_zoneless);

/* The same of what names its month, or has no separators: "Sat Nov 28 10:00:00 2026", "28/Nov/2026:10:00:00 +0000", "Sat, 28
 * Nov 2026 10:00:00 GMT", "Nov 28, 2026 10:00:00 AM", "20261128T100000Z"; seconds or milliseconds of these years before a
 * blank. One without a year is none. No brackets. */
wd_time wd_time_parse_named(struct wd_str line, size_t *ret_len, bool *ret_zoneless);

/* "2026-09-01T02:03:04Z": whole seconds; WD_TIME_NONE gives "". Returns `out`. */
const char *wd_time_format(wd_time t, char out[WD_TIME_TEXT]);

/* For --since and --until: RFC 3339, a date, "90s", "15m", "2h", "3d", "now", "today", "yesterday",
 * counted back from `now`. Returns WD_TIME_NONE when it is none of these. */
wd_time wd_time_parse_relative(struct wd_str text, wd_time now);

/* ---- zone.c ------------------------------------------------------------------------------------------ */

/* Local time, for people. Machines, and everything that decides anything, keep to UTC.
 *
 * One zone a process, by its name in the system's database of time zones (TZif files, RFC 8536, where tzset(3) looks for
 * them); what TZ says is not asked. The file is read when the zone is set, so before a sandbox closes. */

/* "Asia/Tokyo", "UTC". -1: the system has none of that name; the message has the nearest. */
int wd_zone_set(const char *name, struct wd_error *err);

/* "2026-09-01T11:03:04+09:00": whole seconds; WD_TIME_NONE gives "". In UTC while no zone is set. Returns `out`. */
const char *wd_zone_format(wd_time t, char out[WD_TIME_TEXT]);

#endif
