/* What loggers and consoles put before a line, or around it: boxes of Terraform, GitHub's and
 * GitLab's marks, steps of BuildKit, names of services in brackets or before a bar, klog's head,
 * logfmt. Only lines that are worth a look come here, so the list may be long; a row is asked when
 * the line's first byte is one of its own. Several may lie around each other. */
#include "read/text/carried.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* What is indented behind the mark stays so: a traceback is told by it. */
static struct wd_str one_blank_off(struct wd_str s)
{
    return s.len > 0 && s.ptr[0] == ' ' ? wd_str_from(s, 1) : s;
}

/* "text        │": the right side of a box; a row of a table has more bars and keeps all. */
static struct wd_str without_right_side(struct wd_str s)
{
    struct wd_str text = wd_str_trim(s);
    size_t bar = wd_str_find(text, WD_STR("\xe2\x94\x82"));

    if (bar == WD_NPOS || bar + 3 != text.len || bar < 2 || text.ptr[bar - 1] != ' ')
        return s;
    return wd_str_trim_right_of(wd_str_sub(s, 0, wd_str_find(s, WD_STR("\xe2\x94\x82"))), " ");
}

/* "│ Error: …", "┃ …", "║ …": box-drawing of Terraform, Streamlit and the like (U+2500 to U+257F). */
static struct wd_str strip_box(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = s;

    while (rest.len >= 3 && rest.ptr[0] == '\xe2' &&
           (rest.ptr[1] == '\x94' || rest.ptr[1] == '\x95'))
        rest = wd_str_from(rest, 3);
    c->boxed = c->boxed || rest.ptr != s.ptr;
    return rest.ptr == s.ptr ? s : without_right_side(one_blank_off(rest));
}

/* The bar that closes a line of a box; a row of a table has more of them and keeps all. */
static struct wd_str without_closing_bar(struct wd_str s)
{
    struct wd_str text = wd_str_trim(s);

    if (!wd_str_ends(text, WD_STR(" |")) || wd_str_find_char(text, '|') + 1 != text.len)
        return s;
    return wd_str_trim(wd_str_sub(text, 0, text.len - 1));
}

/* "| NoPermission | You are not authorized … |": cells, of which the first is no time. */
static bool is_row_of_table(struct wd_str s)
{
    static const char *const told[] = {"error",  "message", "reason", "detail", "details",
                                       "stderr", "output",  "result", "cause"};
    struct wd_str text = wd_str_trim(wd_str_from(s, 2));
    struct wd_str first = wd_str_cut(&text, '|');

    return !WD_STR_IIN(wd_str_trim(first), told) && wd_str_ends(text, WD_STR(" |")) &&
           wd_str_ends(first, WD_STR(" ")) && text.len > 2 &&
           wd_str_find_char(first, ':') == WD_NPOS;
}

/* "- | text", "| text", "| text |": a box in ASCII (sops). */
static struct wd_str strip_bar(struct wd_carried *c, struct wd_str s)
{
    struct wd_str rest = s.ptr[0] == '-' ? wd_str_trim_left(wd_str_from(s, 1)) : s;

    if (rest.len < 2 || rest.ptr[0] != '|' || rest.ptr[1] != ' ' || is_row_of_table(rest))
        return s;
    c->boxed = true;
    return without_closing_bar(wd_str_from(rest, 2));
}

/* "> text": quoted in a mail or a report. */
static struct wd_str strip_quote(struct wd_carried *c, struct wd_str s)
{
    if (s.len < 2 || s.ptr[1] != ' ')
        return s;
    c->quoted = true;
    c->marks |= WD_MARK_TELLS;
    return wd_str_from(s, 2);
}

/* "#3 /app/job.php(12): f()", "#4 {main}" */
static bool is_php_frame(struct wd_str s)
{
    return wd_str_has(s, WD_STR(".php(")) || wd_str_ends(s, WD_STR(" {main}"));
}

/* "##[error]text", "##vso[task.logissue type=error]text" of GitHub and Azure runners; "#14 1.234 text" of BuildKit. */
static struct wd_str strip_hash(struct wd_carried *c, struct wd_str s)
{
    size_t n = wd_str_digits(s, 1), end;

    (void)c;
    if (wd_str_starts(s, WD_STR("##[")) || wd_str_starts(s, WD_STR("##vso[task."))) {
        end = wd_str_find_char(s, ']');
        return end == WD_NPOS || end > 200 ? s : wd_str_trim_left(wd_str_from(s, end + 1));
    }
    if (n == 0 || n > 4 || 1 + n >= s.len || s.ptr[1 + n] != ' ' || is_php_frame(s))
        return s;
    s = wd_str_trim_left(wd_str_from(s, 1 + n));
    n = wd_str_digits(s, 0);
    if (n > 0 && n < s.len && s.ptr[n] == '.' && (end = wd_str_digits(s, n + 1)) > 0 &&
        n + 1 + end < s.len && s.ptr[n + 1 + end] == ' ')
        s = wd_str_trim_left(wd_str_from(s, n + 1 + end));
    return s;
}

/* "::error title=t,file=f::text" of GitHub's workflow commands. */
static struct wd_str strip_command(struct wd_carried *c, struct wd_str s)
{
    static const char *const words[] = {"::error", "::warning", "::notice", "::debug", NULL};

    for (const char *const *word = words; *word; word++) {
        struct wd_str rest = wd_str_from(s, strlen(*word));
        size_t end = wd_str_find(rest, WD_STR("::"));
        if (wd_str_starts(s, wd_str_of(*word)) && end != WD_NPOS && end < 400) {
            c->marks |= word == words ? 0 : WD_MARK_ANYBODYS; /* what no error is may be a hint */
            return wd_str_trim_left(wd_str_from(rest, end + 2));
        }
    }
    return s;
}

/* " (pid 11)" of Metaflow's "[12/start/7 (pid 11)] text": its length, 0 if it is not there. */
static size_t pid_length(struct wd_str s)
{
    size_t n = wd_str_starts(s, WD_STR(" (pid ")) ? wd_str_digits(s, 6) : 0;

    return n > 0 && 6 + n < s.len && s.ptr[6 + n] == ')' ? 7 + n : 0;
}

static const char *const people[] = {"chat", "customer", "guest", "user", "visitor"};

/* The length of "[rank0]: ", "[default0]:" of torchrun, "[1,0]<stderr>:" of mpirun; 0: none of a worker stands there. */
static size_t worker_length(struct wd_str s)
{
    static const char *const pipes[] = {"<stderr>", "<stdout>"};
    size_t name = 1, i;

    while (wd_is_lower(wd_str_at(s, name)))
        name++;
    i = name;
    while (wd_is_digit(wd_str_at(s, i)) || wd_str_at(s, i) == ',')
        i++;
    if (i == name || i > 32 || wd_str_at(s, i) != ']' ||
        WD_STR_IN(wd_str_sub(s, 1, name - 1), people))
        return 0;
    bool piped = WD_STR_ANY(wd_str_starts, wd_str_from(s, i + 1), pipes);
    i += piped ? strlen("<stderr>") + 1 : 1;
    return wd_str_at(s, i) == ':' && (piped || name > 1) ? i + 1 : 0;
}

/* What is set in behind the blank stays so. */
static struct wd_str strip_worker(struct wd_carried *c, struct wd_str s)
{
    size_t len = worker_length(s);

    if (len == 0)
        return s;
    if (!wd_str_starts(s, WD_STR("[rank")))
        c->marks |= WD_MARK_ANYBODYS;
    return one_blank_off(wd_str_from(s, len));
}

/* "[build] text": one word in small letters; levels ("[ERROR]"), errno and people stay. */
static struct wd_str strip_bracket(struct wd_carried *c, struct wd_str s)
{
    size_t i = 1;

    while (i < s.len && i < 32 &&
           (wd_is_lower(s.ptr[i]) || wd_is_digit(s.ptr[i]) || wd_char_in(s.ptr[i], "-_./")))
        i++;
    i += pid_length(wd_str_from(s, i));
    if (i < 3 || i + 1 >= s.len || s.ptr[i] != ']' || s.ptr[i + 1] != ' ' ||
        WD_STR_IN(wd_str_sub(s, 1, i - 1), people))
        return strip_worker(c, s);
    c->marks |= WD_MARK_ANYBODYS;
    if (wd_str_find_char(wd_str_sub(s, 0, i), '/') != WD_NPOS) /* "[1/4]" */
        c->marks |= WD_MARK_TELLS;
    return wd_str_from(s, i + 2);
}

/* "web-1  | text" of docker compose. */
static struct wd_str strip_compose(struct wd_carried *c, struct wd_str s)
{
    size_t i = 0, blanks;

    if (c->plain || wd_str_find_char(s, '|') == WD_NPOS)
        return s;
    while (i < s.len && i < 40 && (wd_is_alnum(s.ptr[i]) || wd_char_in(s.ptr[i], "_-.")))
        i++;
    blanks = i;
    while (i < s.len && s.ptr[i] == ' ')
        i++;
    if (i == blanks || i + 1 >= s.len || s.ptr[i] != '|' || s.ptr[i + 1] != ' ' ||
        wd_str_digits(s, 0) == blanks) /* a row of a table, a line of a listing */
        return s;
    if (blanks < 3 || !wd_is_digit(s.ptr[blanks - 1]) || !wd_char_in(s.ptr[blanks - 2], "-_"))
        c->marks |= WD_MARK_ANYBODYS; /* compose counts its containers: "web-1" */
    return wd_str_from(s, i + 2);
}

enum { LAYERS_MAX = 6 }; /* that lie around each other */

/* "   12.345678": since the machine began. */
static bool is_uptime(struct wd_str time)
{
    struct wd_str seconds = wd_str_trim_left(time);
    size_t n = wd_str_digits(seconds, 0);

    return n > 0 && wd_str_at(seconds, n) == '.' && wd_str_digits(seconds, n + 1) == 6 &&
           seconds.len == n + 7;
}

/* "[2026-11-20T10:00:00.123Z] text" of Jenkins and of many loggers; "[   12.345678] text" of a machine's console. */
static struct wd_str strip_bracketed_time(struct wd_carried *c, struct wd_str s)
{
    size_t end = wd_str_find(s, WD_STR("] "));
    struct wd_str time = wd_str_sub(s, 1, end == WD_NPOS || end > 40 ? 0 : end - 1);

    if (time.len == 0 || !(is_uptime(time) || wd_carried_time(c, time).len == 0 ||
                           wd_carried_named_time(c, time).len == 0))
        return s;
    return wd_str_from(s, end + 2);
}

/* In the order in which they are asked; the bytes that a line of theirs may begin with stand below. */
static struct wd_str (*const carriers[])(struct wd_carried *c, struct wd_str line) = {
    strip_box,        strip_bar,        strip_quote,        strip_hash,
    strip_command,    strip_bracket,    wd_head_klog,       wd_head_gitlab,
    wd_head_rank,     wd_head_event,    wd_head_python,     strip_bracketed_time,
    wd_head_source,   wd_head_summary,  wd_head_labels,     wd_head_source_place,
    wd_head_padded,   wd_head_repeated, wd_head_columns,    wd_head_process,
    wd_head_barred,   strip_compose,    wd_head_syslog,     wd_head_file,
    wd_head_progress, wd_head_instance, wd_head_named_time, wd_head_priority,
};
enum {
    BOX = 1 << 0,
    BAR = 1 << 1,
    QUOTE = 1 << 2,
    HASH = 1 << 3,
    COMMAND = 1 << 4,
    BRACKET = 1 << 5,
    KLOG = 1 << 6,
    GITLAB = 1 << 7,
    RANK = 1 << 8,
    EVENT = 1 << 9,
    PYTHON = 1 << 10,
    BRACKETED_TIME = 1 << 11,
    SOURCE = 1 << 12,
    SUMMARY = 1 << 13,
    LABELS = 1 << 14,
    PLACE = 1 << 15,
    PADDED = 1 << 16,
    REPEATED = 1 << 17,
    COLUMNS = 1 << 18,
    PROCESS = 1 << 19,
    BARRED = 1 << 20,
    ANY = 1 << 21 | 1 << 22 | 1 << 23 | 1 << 24 | 1 << 25 | 1 << 26,
    PRIORITY = 1 << 27
};
static const unsigned begun_by[256] = {
    [0xe2] = BOX,
    ['|'] = BAR,
    ['-'] = BAR,
    ['>'] = QUOTE,
    ['#'] = HASH,
    [':'] = COMMAND | PLACE,
    ['['] = BRACKET | BRACKETED_TIME | PADDED,
    ['{'] = SOURCE | LABELS,
    ['m'] = REPEATED,
    ['('] = PROCESS,
    ['+'] = BARRED,
    ['<'] = PRIORITY,
    ['C'] = PYTHON | COLUMNS,
    ['D'] = PYTHON | EVENT | COLUMNS,
    ['E'] = KLOG | PYTHON | SUMMARY | EVENT | COLUMNS,
    ['F'] = KLOG | SUMMARY | EVENT,
    ['I'] = KLOG | PYTHON | EVENT | COLUMNS,
    ['N'] = EVENT | COLUMNS,
    ['W'] = KLOG | EVENT | PYTHON | COLUMNS,
    ['0'] = GITLAB,
    ['1'] = GITLAB,
    ['2'] = GITLAB,
};

/* What is left without one carrier; the text itself if it has none. */
static struct wd_str without_one(struct wd_carried *c, struct wd_str s)
{
    const char *const start = s.ptr;
    unsigned rows = begun_by[(unsigned char)wd_str_at(s, 0)] | ANY;

    rows |= wd_is_digit(wd_str_at(s, 0)) ? RANK | BARRED : 0;
    for (; rows && s.len > 0 && s.ptr == start && !(c->keeps & c->marks); rows &= rows - 1) {
        struct wd_str rest = carriers[__builtin_ctz(rows)](c, s);
        s = c->keeps & c->marks ? s : rest;
    }
    return s;
}

/* A line that is plain begins with nothing that any carrier's mark begins with: what without_one() would find out. */
static bool begins_plainly(struct wd_str s)
{
    const unsigned rows = begun_by[(unsigned char)wd_str_at(s, 0)];

    if (!wd_is_digit(wd_str_at(s, 0)))
        return rows == 0 && !wd_begins_with_date(s);
    const size_t n = wd_str_digits(s, 0);
    return n != 2 && wd_str_at(s, n) != ':';
}

struct wd_str wd_carried_marks(struct wd_carried *c, struct wd_str line)
{
    if (c->plain && begins_plainly(wd_str_trim_left(line)))
        return line;
    for (unsigned layers = 0; layers < LAYERS_MAX; layers++) {
        const struct wd_str s = wd_str_trim_left(line);
        const struct wd_str rest = without_one(c, s);
        if (rest.ptr == s.ptr)
            break;
        line = rest;
    }
    return line;
}

/* A column's end, a bar, a bracket; a colour. */
static const char of_marks[4] = {'\t', '|', '[', '\x1b'};

struct wd_str wd_carried_bare(struct wd_str line, wd_time *ret_time)
{
    struct wd_carried c = {.time = WD_TIME_NONE, .keeps = WD_MARK_TELLS};

    c.plain = !wd_str_has_one_of(line, of_marks);
    if (!c.plain)
        line = wd_text_uncoloured(line);
    line = wd_carried_marks(&c, wd_carried_line(&c, line));
    if (ret_time)
        *ret_time = c.time;
    return wd_str_trim(line);
}

/* "[eu] ", "Step #2 - \"pull\": ", "deploy (eu)\tRun deploy\t": up to a time, which each line has of its own. */
struct wd_str wd_carried_branch(struct wd_str line, struct wd_str words)
{
    struct wd_carried c = {.time = WD_TIME_NONE};

    line = wd_carried_time(&c, line);
    if (words.ptr < line.ptr || words.ptr > line.ptr + line.len)
        return WD_STR_NONE;
    line = wd_str_sub(line, 0, (size_t)(words.ptr - line.ptr));
    for (size_t i = 0; i < line.len; i++) {
        struct wd_carried inner = {.time = WD_TIME_NONE};
        if (wd_str_starts(wd_str_from(line, i), WD_STR("20")) &&
            wd_carried_time(&inner, wd_str_from(line, i)).ptr != line.ptr + i)
            return wd_str_sub(line, 0, i);
    }
    return line;
}

struct wd_str wd_text_uncarried(struct wd_reading *r, struct wd_str line)
{
    struct wd_carried c = {.time = r->event->time};

    if (line.len > 0)
        line = wd_text_without_written_colours(r->arena, line);
    for (unsigned layers = 0; layers < LAYERS_MAX; layers++) {
        struct wd_str rest = wd_carried_marks(&c, line);
        line = wd_text_logfmt(r, rest); /* it may have said a line with marks of its own */
        if (line.ptr == rest.ptr)
            break;
    }
    wd_carried_told(r, &c);
    return wd_text_of_yaml(r, line);
}
