/* What a time is read of, part by part, for timestamp.c and timestamp_named.c. What eats takes its part off *rest, or leaves it
 * and returns false (0). */
#ifndef WHYDENIED_BASE_TIMESTAMP_PARTS_H
#define WHYDENIED_BASE_TIMESTAMP_PARTS_H

#include "whydenied/base/timestamp.h"

struct wd_time_parts {
    int year, month, day;
    int hour, minute, second; /* second 60: a leap second, the same instant as the next second */
    int64_t nanos;
    int offset_minutes;
    bool zone;
};

size_t wd_time_digits(struct wd_str s);
/* Exactly `n` digits with a value from `low` to `high`. */
bool wd_time_eat_number(struct wd_str *rest, size_t n, int low, int high, int *ret_value);
char wd_time_eat_one_of(struct wd_str *rest, const char *set);
/* "10:00", "10:00:00.123" */
bool wd_time_eat_hours(struct wd_str *rest, struct wd_time_parts *t);
void wd_time_eat_zone(struct wd_str *rest, struct wd_time_parts *t);
int wd_time_days_in_month(int year, int month);
wd_time wd_time_of(const struct wd_time_parts *t);
/* Bare digits; the whole slice. */
wd_time wd_time_parse_unix(struct wd_str s);

#endif
