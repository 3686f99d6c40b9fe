/* Times of logs, in integers only: no clock, locale, zone table or floating point.
 *
 * A small cursor eats one part after the other; a part that does not fit ends the attempt. The
 * calendar is the proleptic Gregorian one; the day arithmetic counts from 1 March of the year 0, so
 * that the leap day is the last of a year. Whatever does not fit 64 bits of nanoseconds is no time. */
#include "base/timestamp_parts.h"
#include "whydenied/base/char.h"

size_t wd_time_digits(struct wd_str s)
{
    size_t n = 0;
    while (n < s.len && wd_is_digit(s.ptr[n]))
        n++;
    return n;
}

/* Eats exactly `n` digits with a value from `low` to `high`. */
bool wd_time_eat_number(struct wd_str *rest, size_t n, int low, int high, int *ret_value)
{
    int value = 0;
    if (rest->len < n)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!wd_is_digit(rest->ptr[i]))
            return false;
        value = value * 10 + (rest->ptr[i] - '0');
    }
    if (value < low || value > high)
        return false;
    *ret_value = value;
    *rest = wd_str_from(*rest, n);
    return true;
}

/* Eats one of the characters of `set`; returns it, or 0. */
char wd_time_eat_one_of(struct wd_str *rest, const char *set)
{
    for (; rest->len && *set; set++) {
        if (rest->ptr[0] == *set) {
            *rest = wd_str_from(*rest, 1);
            return *set;
        }
    }
    return 0;
}

int wd_time_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool eat_date(struct wd_str *rest, struct wd_time_parts *t)
{
    struct wd_str s = *rest;
    char separator;
    if (!wd_time_eat_number(&s, 4, 0, 9999, &t->year) ||
        !(separator = wd_time_eat_one_of(&s, "-/")) ||
        !wd_time_eat_number(&s, 2, 1, 12, &t->month) || wd_time_eat_one_of(&s, "-/") != separator ||
        !wd_time_eat_number(&s, 2, 1, wd_time_days_in_month(t->year, t->month), &t->day))
        return false;
    *rest = s;
    return true;
}

/* Digits past the ninth are below a nanosecond and dropped. */
static bool eat_fraction(struct wd_str *rest, int64_t *ret_nanos)
{
    size_t n = wd_time_digits(*rest);
    int64_t nanos = 0;
    for (size_t i = 0; i < 9; i++)
        nanos = nanos * 10 + (i < n ? rest->ptr[i] - '0' : 0);
    *ret_nanos = nanos;
    *rest = wd_str_from(*rest, n);
    return n > 0;
}

/* "10:00", "10:00:00.123" */
bool wd_time_eat_hours(struct wd_str *rest, struct wd_time_parts *t)
{
    struct wd_str s = *rest;
    if (!wd_time_eat_number(&s, 2, 0, 23, &t->hour) || !wd_time_eat_one_of(&s, ":") ||
        !wd_time_eat_number(&s, 2, 0, 59, &t->minute))
        return false;
    if (wd_time_eat_one_of(&s, ":") && !wd_time_eat_number(&s, 2, 0, 60, &t->second))
        return false;
    struct wd_str fraction = s;
    if (wd_time_eat_one_of(&fraction, ".,") && eat_fraction(&fraction, &t->nanos))
        s = fraction;
    *rest = s;
    return true;
}

static bool eat_clock(struct wd_str *rest, struct wd_time_parts *t)
{
    struct wd_str s = *rest;
    if (wd_str_starts(s, WD_STR(", "))) /* Airflow's "2026-11-20, 10:00:00 UTC" */
        wd_time_eat_one_of(&s, ",");
    if (!wd_time_eat_one_of(&s, "Tt ") || !wd_time_eat_hours(&s, t))
        return false;
    *rest = s;
    return true;
}

static bool eat_offset(struct wd_str *rest, struct wd_time_parts *t)
{
    struct wd_str s = *rest;
    int hours, minutes = 0;
    char sign = wd_time_eat_one_of(&s, "+-");
    if (!sign || !wd_time_eat_number(&s, 2, 0, 23, &hours))
        return false;
    bool colon = wd_time_eat_one_of(&s, ":") != 0;
    if (!wd_time_eat_number(&s, 2, 0, 59, &minutes) && colon)
        return false;
    t->offset_minutes = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    *rest = s;
    return true;
}

/* "Z", "+09:00", " +0900", " UTC". A zone ends where a word ends, so "…:05 -1st" has none. */
void wd_time_eat_zone(struct wd_str *rest, struct wd_time_parts *t)
{
    struct wd_str s = *rest;
    bool blank = wd_time_eat_one_of(&s, " ") != 0;
    struct wd_str word = s;
    if (!blank && wd_time_eat_one_of(&s, "Zz"))
        t->zone = true;
    else if (wd_str_starts(s, WD_STR("UTC")) || wd_str_starts(s, WD_STR("GMT")))
        t->zone = true, s = wd_str_from(s, 3);
    else
        t->zone = eat_offset(&s, t) && (!blank || word.len - s.len > 3);
    if (s.len && wd_is_word(s.ptr[0]))
        t->zone = false;
    if (t->zone)
        *rest = s;
    else
        t->offset_minutes = 0;
}

/* Days since 1970-01-01. Valid for years from 0 on. */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = (month + 9) % 12; /* March is 0 */
    int64_t leap_days = y >= 0 ? y / 4 - y / 100 + y / 400 : -1;
    return y * 365 + leap_days + (m * 153 + 2) / 5 + day - 1 - 719468;
}

static wd_time make_time(int64_t seconds, int64_t nanos)
{
    wd_time t;
    if (__builtin_mul_overflow(seconds, WD_SECOND, &t) || __builtin_add_overflow(t, nanos, &t))
        return WD_TIME_NONE;
    return t;
}

wd_time wd_time_of(const struct wd_time_parts *t)
{
    int64_t minutes = (int64_t)t->hour * 60 + t->minute - t->offset_minutes;
    return make_time(days_of(t->year, t->month, t->day) * 86400 + minutes * 60 + t->second,
                     t->nanos);
}

static bool eat_calendar(struct wd_str *rest, struct wd_time_parts *t)
{
    *t = (struct wd_time_parts){0};
    if (!eat_date(rest, t))
        return false;
    if (eat_clock(rest, t))
        wd_time_eat_zone(rest, t);
    return true;
}

/* Seconds, milli-, micro- or nanoseconds, told by the number of digits: each span covers the years
 * 1973 to 2286 and more, and none of them overlaps. Fewer than nine digits are a number, no time. */
wd_time wd_time_parse_unix(struct wd_str s)
{
    size_t n = wd_time_digits(s);
    unsigned long long value;
    int64_t nanos = 0;
    if (n < 9 || !wd_str_to_u64(wd_str_sub(s, 0, n), &value) || value > INT64_MAX)
        return WD_TIME_NONE;
    struct wd_str fraction = wd_str_from(s, n);
    if (fraction.len &&
        (n > 11 || !wd_time_eat_one_of(&fraction, ".") || !eat_fraction(&fraction, &nanos)))
        return WD_TIME_NONE;
    if (fraction.len)
        return WD_TIME_NONE;
    int64_t v = (int64_t)value;
    if (n <= 11)
        return make_time(v, nanos);
    if (n <= 14)
        return make_time(v / 1000, v % 1000 * 1000000);
    if (n <= 17)
        return make_time(v / 1000000, v % 1000000 * 1000);
    return v;
}

wd_time wd_time_parse(struct wd_str text, bool *ret_zoneless)
{
    struct wd_time_parts t;
    struct wd_str rest = text;
    wd_time result = WD_TIME_NONE;
    bool zoneless = false;
    if (!eat_calendar(&rest, &t)) {
        result = wd_time_parse_unix(text);
    } else if (rest.len == 0) {
        result = wd_time_of(&t);
        zoneless = !t.zone;
    }
    if (ret_zoneless)
        *ret_zoneless = zoneless;
    return result;
}

wd_time wd_time_parse_prefix(struct wd_str line, size_t *ret_len, bool *ret_zoneless)
{
    struct wd_time_parts t;
    struct wd_str rest = line;
    bool bracket = wd_time_eat_one_of(&rest, "[") != 0;
    wd_time result = WD_TIME_NONE;
    if (eat_calendar(&rest, &t) && !(bracket && !wd_time_eat_one_of(&rest, "]")) &&
        !(rest.len && (wd_is_word(rest.ptr[0]) || rest.ptr[0] == '-' || rest.ptr[0] == '/')))
        result = wd_time_of(&t);
    if (ret_len)
        *ret_len = result == WD_TIME_NONE ? 0 : line.len - rest.len;
    if (ret_zoneless)
        *ret_zoneless = result != WD_TIME_NONE && !t.zone;
    return result;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static void put_digits(char *at, int count, int value)
{
    for (; count > 0; count--, value /= 10)
        at[count - 1] = (char)('0' + value % 10);
}

const char *wd_time_format(wd_time t, char out[WD_TIME_TEXT])
{
    out[0] = '\0';
    if (t == WD_TIME_NONE)
        return out;
    int64_t seconds = floor_div(t, WD_SECOND);
    int64_t days = floor_div(seconds, 86400);
    int second = (int)(seconds - days * 86400);
    int64_t from_march = days + 719468; /* since 0000-03-01; positive for every wd_time */
    int64_t of_era = from_march % 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (int)((5 * of_year + 2) / 153);
    int day = (int)of_year - (153 * month_from_march + 2) / 5 + 1;
    int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    int year = (int)(from_march / 146097 * 400 + year_of_era) + (month <= 2);
    memcpy(out, "0000-00-00T00:00:00Z", sizeof "0000-00-00T00:00:00Z");
    put_digits(out, 4, year);
    put_digits(out + 5, 2, month);
    put_digits(out + 8, 2, day);
    put_digits(out + 11, 2, second / 3600);
    put_digits(out + 14, 2, second / 60 % 60);
    put_digits(out + 17, 2, second % 60);
    return out;
}

/* "90s", "15m", "2h", "3d" before now. */
static wd_time parse_ago(struct wd_str text, wd_time now)
{
    static const struct {
        char letter;
        wd_time unit;
    } units[] = {{'s', WD_SECOND}, {'m', WD_MINUTE}, {'h', WD_HOUR}, {'d', WD_DAY}};
    unsigned long long amount;
    if (text.len < 2 || !wd_str_to_u64(wd_str_sub(text, 0, text.len - 1), &amount))
        return WD_TIME_NONE;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        wd_time back, t;
        if (text.ptr[text.len - 1] != units[i].letter)
            continue;
        if (__builtin_mul_overflow(amount, units[i].unit, &back) ||
            __builtin_sub_overflow(now, back, &t))
            return WD_TIME_NONE;
        return t;
    }
    return WD_TIME_NONE;
}

wd_time wd_time_parse_relative(struct wd_str text, wd_time now)
{
    wd_time absolute = wd_time_parse(text, NULL);
    if (absolute != WD_TIME_NONE || now == WD_TIME_NONE)
        return absolute;
    wd_time midnight, day_before;
    bool has_midnight = !__builtin_mul_overflow(floor_div(now, WD_DAY), WD_DAY, &midnight);
    if (wd_str_eqz(text, "now"))
        return now;
    if (wd_str_eqz(text, "today"))
        return has_midnight ? midnight : WD_TIME_NONE;
    if (wd_str_eqz(text, "yesterday"))
        return has_midnight && !__builtin_sub_overflow(midnight, WD_DAY, &day_before)
                   ? day_before
                   : WD_TIME_NONE;
    return parse_ago(text, now);
}
