/* Nights as numbers and as dates. */
#include <stdio.h>

#include "whydenied/history.h"

wd_night wd_night_of(wd_time t)
{
    if (t == WD_TIME_NONE)
        return WD_NIGHT_NONE;
    return (wd_night)(t / WD_DAY - (t % WD_DAY < 0 ? 1 : 0));
}

wd_time wd_night_start(wd_night night)
{
    return night == WD_NIGHT_NONE ? WD_TIME_NONE : (wd_time)night * WD_DAY;
}

bool wd_night_parse(struct wd_str date, wd_night *ret_night)
{
    wd_time t;

    if (date.len != strlen("2026-09-01") || date.ptr[4] != '-' || date.ptr[7] != '-')
        return false;
    t = wd_time_parse(date, NULL);
    if (t == WD_TIME_NONE)
        return false;
    *ret_night = wd_night_of(t);
    return true;
}

bool wd_nights_parse(struct wd_str span, int32_t *ret_count)
{
    unsigned long long n;
    char unit = span.len ? span.ptr[span.len - 1] : '\0';

    if ((unit != 'd' && unit != 'w') || !wd_str_to_u64(wd_str_sub(span, 0, span.len - 1), &n) ||
        n > 36500)
        return false;
    n *= unit == 'w' ? 7 : 1;
    if (n < 1 || n > 36500)
        return false;
    *ret_count = (int32_t)n;
    return true;
}

const char *wd_night_format(wd_night night, char out[WD_NIGHT_TEXT])
{
    char text[WD_TIME_TEXT];

    wd_time_format(wd_night_start(night), text);
    snprintf(out, WD_NIGHT_TEXT, "%.10s", text);
    return out;
}
