/* A time that a line begins with: what it tells of the line, and the line without it. */
#include "read/text/carried.h"

#include "whydenied/base/char.h"

/* "2026-08-26T07:03:30.8481372Z text" of GitHub's and Azure's runners: one blank, and the line as it was printed, which
 * tells a traceback by its indents. */
static bool is_runners(struct wd_str time)
{
    return time.len == sizeof "2026-08-26T07:03:30.8481372Z" - 1 && time.ptr[19] == '.' &&
           time.ptr[27] == 'Z';
}

static size_t digits(struct wd_str s, size_t at, size_t least, size_t most)
{
    size_t n = 0;

    while (n < most && at + n < s.len && wd_is_digit(s.ptr[at + n]))
        n++;
    return n < least ? 0 : n;
}

/* "03:00:01", "03:00:01.123": its length, or 0. */
static size_t clock_length(struct wd_str s)
{
    if (s.len < 9 || digits(s, 0, 2, 2) == 0 || s.ptr[2] != ':' || digits(s, 3, 2, 2) == 0 ||
        s.ptr[5] != ':' || digits(s, 6, 2, 2) == 0)
        return 0;
    return wd_char_in(s.ptr[8], ".,") ? 9 + digits(s, 9, 1, 9) : 8;
}

/* "26/10/02", "02.10.2026", "02-Oct-2026": which number is the day nobody says. Its length, or 0. */
static size_t day_length(struct wd_str s)
{
    size_t len = digits(s, 0, 1, 4), n;
    char separator = len > 0 && len < s.len ? s.ptr[len] : 0;

    if (separator == 0 || !wd_char_in(separator, "/.-"))
        return 0;
    n = digits(s, ++len, 1, 2);
    while (n < 3 && len + n < s.len && (wd_is_upper(s.ptr[len + n]) || wd_is_lower(s.ptr[len + n])))
        n++;
    len += n;
    if (n == 0 || len >= s.len || s.ptr[len] != separator)
        return 0;
    n = digits(s, len + 1, 2, 4);
    return n == 0 ? 0 : len + 1 + n;
}

/* Spark's "26/10/02 03:00:01 ", "03:00:01.123 ": a time whose day is not told, or not surely. */
static struct wd_str strip_unsure_time(struct wd_str line)
{
    struct wd_str rest = line;
    size_t day = day_length(line), clock;

    if (day > 0)
        rest = wd_str_trim_left(wd_str_from(line, day));
    clock = clock_length(rest);
    rest = wd_str_from(rest, clock);
    return clock > 0 && rest.len > 0 && rest.ptr[0] == ' ' ? wd_str_trim_left(rest) : line;
}

static void tell_time(struct wd_carried *c, wd_time time, bool zoneless)
{
    if (c->time != WD_TIME_NONE)
        return;
    c->time = time;
    c->zoneless = zoneless;
}

struct wd_str wd_carried_named_time(struct wd_carried *c, struct wd_str line)
{
    size_t len = 0;
    bool zoneless = false;
    wd_time t = wd_time_parse_named(line, &len, &zoneless);

    if (t == WD_TIME_NONE)
        return line;
    tell_time(c, t, zoneless);
    return wd_str_trim_left(wd_str_from(line, len));
}

struct wd_str wd_carried_time(struct wd_carried *c, struct wd_str line)
{
    size_t len = 0;
    bool zoneless = false;
    wd_time t;

    if (line.len < 10 || line.ptr[0] < '0' || line.ptr[0] > '9')
        return line;
    t = wd_time_parse_prefix(line, &len, &zoneless);
    if (t == WD_TIME_NONE || len == 0 || len > line.len) {
        struct wd_str named = wd_carried_named_time(c, line);
        return named.ptr != line.ptr ? named : strip_unsure_time(line);
    }
    tell_time(c, t, zoneless);
    struct wd_str rest = wd_str_from(line, len);
    return is_runners(wd_str_sub(line, 0, len)) && rest.len > 0 && rest.ptr[0] == ' '
               ? wd_str_from(rest, 1)
               : wd_str_trim_left(rest);
}
