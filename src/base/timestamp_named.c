/* Times whose month has a name, and numbers that nothing parts, as consoles, web servers and Java's loggers head their lines.
 * Only what tells its year. */
#include "base/timestamp_parts.h"
#include "whydenied/base/char.h"

/* Which of these names of three letters, from 1; 0: none. */
static int eat_name(struct wd_str *rest, const char *names)
{
    for (int i = 0; names[i * 3] && rest->len >= 3; i++)
        if (memcmp(rest->ptr, names + i * 3, 3) == 0) {
            *rest = wd_str_from(*rest, 3);
            return i + 1;
        }
    return 0;
}

static bool eat_month(struct wd_str *rest, struct wd_time_parts *t)
{
    t->month = eat_name(rest, "JanFebMarAprMayJunJulAugSepOctNovDec");
    return t->month > 0;
}

static bool eat_day(struct wd_str *rest, struct wd_time_parts *t)
{
    wd_time_eat_one_of(rest, " "); /* "Nov  8" */
    return wd_time_eat_number(rest, wd_time_digits(*rest) == 1 ? 1 : 2, 1, 31, &t->day);
}

static bool eat_year(struct wd_str *rest, struct wd_time_parts *t)
{
    return wd_time_digits(*rest) == 4 && wd_time_eat_number(rest, 4, 1970, 2261, &t->year);
}

/* "10:00:00 AM": twelve is the first of its hours. */
static void eat_half(struct wd_str *rest, struct wd_time_parts *t)
{
    bool after = wd_str_starts(*rest, WD_STR(" PM"));
    if ((!after && !wd_str_starts(*rest, WD_STR(" AM"))) || t->hour < 1 || t->hour > 12)
        return;
    t->hour = t->hour % 12 + (after ? 12 : 0);
    *rest = wd_str_from(*rest, 3);
}

/* "Nov 28 10:00:00 2026", "Nov 28 10:00:00.123 UTC 2026", "Nov 28, 2026 10:00:00 AM" */
static bool eat_month_first(struct wd_str *rest, struct wd_time_parts *t)
{
    if (!eat_month(rest, t) || !wd_time_eat_one_of(rest, " ") || !eat_day(rest, t))
        return false;
    if (wd_str_starts(*rest, WD_STR(", "))) {
        *rest = wd_str_from(*rest, 2);
        if (!eat_year(rest, t) || !wd_time_eat_one_of(rest, " ") || !wd_time_eat_hours(rest, t))
            return false;
        eat_half(rest, t);
        return true;
    }
    if (!wd_time_eat_one_of(rest, " ") || !wd_time_eat_hours(rest, t))
        return false;
    wd_time_eat_zone(rest, t);
    return wd_time_eat_one_of(rest, " ") && eat_year(rest, t);
}

/* "28/Nov/2026:10:00:00 +0000", "28-Nov-2026 10:00:00", "28 Nov 2026 10:00:00 GMT" */
static bool eat_day_first(struct wd_str *rest, struct wd_time_parts *t)
{
    char parts = eat_day(rest, t) ? wd_time_eat_one_of(rest, "/- ") : '\0';
    if (!parts || !eat_month(rest, t) || wd_time_eat_one_of(rest, "/- ") != parts ||
        !eat_year(rest, t) || !wd_time_eat_one_of(rest, ": T") || !wd_time_eat_hours(rest, t))
        return false;
    wd_time_eat_zone(rest, t);
    return true;
}

/* "20261128T100000Z", "20261128 10:00:00.123" */
static bool eat_unparted(struct wd_str *rest, struct wd_time_parts *t)
{
    if (wd_time_digits(*rest) != 8 || !wd_time_eat_number(rest, 4, 1970, 2261, &t->year) ||
        !wd_time_eat_number(rest, 2, 1, 12, &t->month) ||
        !wd_time_eat_number(rest, 2, 1, 31, &t->day) || !wd_time_eat_one_of(rest, "T "))
        return false;
    if (wd_time_digits(*rest) == 6) {
        wd_time_eat_number(rest, 2, 0, 23, &t->hour);
        if (!wd_time_eat_number(rest, 2, 0, 59, &t->minute) ||
            !wd_time_eat_number(rest, 2, 0, 60, &t->second))
            return false;
    } else if (!wd_time_eat_hours(rest, t)) {
        return false;
    }
    wd_time_eat_zone(rest, t);
    return true;
}

/* "1795860000 ", "1795860000.123 ", "1795860000123 ", of 2015 to 2035: other numbers of ten digits are none. */
static wd_time parse_unix_prefix(struct wd_str line, size_t *ret_len)
{
    size_t n = wd_time_digits(line), end = n;
    if (n != 10 && n != 13)
        return WD_TIME_NONE;
    if (end < line.len && line.ptr[end] == '.')
        end += 1 + wd_time_digits(wd_str_from(line, end + 1));
    if (end >= line.len || (line.ptr[end] != ' ' && line.ptr[end] != '\t'))
        return WD_TIME_NONE;
    wd_time t = wd_time_parse_unix(wd_str_sub(line, 0, end));
    *ret_len = end;
    return t >= 1420070400 * WD_SECOND && t < 2082758400 * WD_SECOND ? t : WD_TIME_NONE;
}

wd_time wd_time_parse_named(struct wd_str line, size_t *ret_len, bool *ret_zoneless)
{
    struct wd_time_parts t = {0};
    struct wd_str rest = line;
    wd_time epoch = parse_unix_prefix(line, ret_len);
    if (ret_zoneless)
        *ret_zoneless = false;
    if (epoch != WD_TIME_NONE)
        return epoch;
    if (eat_name(&rest, "MonTueWedThuFriSatSun"))
        rest = wd_str_trim_left(wd_str_from(rest, wd_str_starts(rest, WD_STR(","))));
    bool told = !wd_is_digit(wd_str_at(rest, 0)) ? eat_month_first(&rest, &t)
                : wd_time_digits(rest) == 8      ? eat_unparted(&rest, &t)
                                                 : eat_day_first(&rest, &t);
    if (!told || t.day > wd_time_days_in_month(t.year, t.month) || wd_is_word(wd_str_at(rest, 0)))
        return WD_TIME_NONE;
    *ret_len = line.len - rest.len;
    if (ret_zoneless)
        *ret_zoneless = !t.zone;
    return wd_time_of(&t);
}
