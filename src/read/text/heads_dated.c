/* Heads that begin with the name of a month or a day: syslog's, the console's, Java's; and what syslog sends before them. A row of
 * carriers.c each. */
#include "read/text/carried.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* The word and the blank behind it; 0: something else stands there. */
static size_t word_and_blank(struct wd_str s, char blank)
{
    size_t i = 0;

    while (i < s.len && i < 64 && (wd_is_word(s.ptr[i]) || wd_char_in(s.ptr[i], "-./@")))
        i++;
    return i > 0 && i < s.len && s.ptr[i] == blank ? i + 1 : 0;
}

/* "Nov 20 10:00:00 ", whose year nobody tells; its length, or 0. */
static size_t syslog_time(struct wd_str s)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

    return s.len > 16 && s.ptr[3] == ' ' && s.ptr[6] == ' ' && wd_is_digit(s.ptr[5]) &&
                   s.ptr[9] == ':' && s.ptr[12] == ':' && s.ptr[15] == ' ' &&
                   WD_STR_IN(wd_str_sub(s, 0, 3), months)
               ? 16
               : 0;
}

/* "Nov 20 10:00:00 host app[123]: text", "host app[123]: text" of syslog and journald. */
struct wd_str wd_head_syslog(struct wd_carried *c, struct wd_str s)
{
    size_t time = syslog_time(s);

    if (time == 0 && (c->plain || wd_str_find_char(s, '[') == WD_NPOS))
        return s;
    size_t host = word_and_blank(wd_str_from(s, time), ' ');
    struct wd_str rest = wd_str_from(s, time + host);
    size_t name = host > 0 ? word_and_blank(rest, '[') : 0;
    size_t pid = wd_str_digits(rest, name);

    if (name > 0 && pid > 0 && wd_str_starts(wd_str_from(rest, name + pid), WD_STR("]: ")))
        return wd_str_from(rest, name + pid + 3);
    name = time > 0 && host > 0 ? word_and_blank(rest, ':') : 0;
    return name > 0 && name < rest.len && rest.ptr[name] == ' ' ? wd_str_from(rest, name + 1) : s;
}

/* "Sat Nov 28", "Sat, 28 Nov", "Nov 28, ": so may a time begin whose year is told. */
static bool begins_with_name(struct wd_str s)
{
    return s.len > 20 && wd_is_upper(s.ptr[0]) && wd_is_lower(s.ptr[1]) && wd_is_lower(s.ptr[2]) &&
           wd_char_in(s.ptr[3], " ,") && (wd_is_digit(s.ptr[5]) || wd_is_upper(s.ptr[4]));
}

struct wd_str wd_head_named_time(struct wd_carried *c, struct wd_str s)
{
    return begins_with_name(s) ? wd_carried_named_time(c, s) : s;
}

/* "<14>Nov 28 10:00:00 …" of syslog's wire, "<14>1 2026-11-28T10:00:00Z host app pid id - text" (RFC 5424). */
struct wd_str wd_head_priority(struct wd_carried *c, struct wd_str s)
{
    size_t n = wd_str_digits(s, 1);
    struct wd_str rest = wd_str_from(s, n + 2), timed;

    if (n == 0 || n > 3 || wd_str_at(s, n + 1) != '>')
        return s;
    if (!wd_str_starts(rest, WD_STR("1 ")))
        return rest;
    timed = wd_carried_time(c, wd_str_from(rest, 2));
    if (timed.ptr == rest.ptr + 2)
        return s;
    for (unsigned words = 0; words < 4; words++) /* host, program, process, kind of message */
        wd_str_word(&timed);
    timed = wd_str_trim_left(timed);
    size_t end = wd_str_at(timed, 0) == '[' ? wd_str_find(timed, WD_STR("] ")) : 0;
    return end == WD_NPOS ? s : wd_str_trim_left(wd_str_from(timed, end + 1));
}

bool wd_begins_with_date(struct wd_str s)
{
    return syslog_time(s) > 0 || begins_with_name(s);
}
