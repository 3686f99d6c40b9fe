/* Names that somebody hid before showing a text: "***", "<project-id>", "[redacted]", "ac*****od", "service-{}@…". Rules
 * ask for names that are well-formed, so that prose is none. Where no rule knows a text, they are asked again with a
 * stand-in for each hidden name; what they take of it is given back as it was written, and is nobody's: WD_DOUBT_TORN. */
#include "whydenied/match.h"

#include "whydenied/base/char.h"

#define MASKS_MAX     32u /* of one text; what hides more is a form to fill in */
#define MASK_NAME_MAX 48u /* between brackets */

struct span {
    size_t at, len;
};

struct masked {
    struct wd_str original, text;
    size_t count;
    struct span from[MASKS_MAX]; /* in the original */
    struct span to[MASKS_MAX];   /* in the text */
};

static bool is_name_byte(char c)
{
    return wd_is_word(c) || c == '-';
}

static size_t run_of(struct wd_str s, size_t at, char c)
{
    size_t n = 0;

    while (wd_str_at(s, at + n) == c)
        n++;
    return n;
}

/* What stands between brackets says that a name belongs there. A name that only holds such a word is given back whole. */
static bool is_blank_to_fill(struct wd_str inner)
{
    static const char *const words[] = {
        "project", "account",  "user",  "mail",    "name",   "number",  "bucket",
        "region",  "location", "repo",  "secret",  "redact", "hidden",  "mask",
        "service", "hash",     "image", "removed", "...",    "omitted", "\xE2\x80\xA6"};
    static const char *const ids[] = {"id"};
    static const char *const ids_of[] = {"-id", "_id", " id", "-ID", "_ID", " ID", "Id"};

    return WD_STR_IHAS_ANY(inner, words) || WD_STR_IIN(inner, ids) ||
           WD_STR_ANY(wd_str_ends, inner, ids_of);
}

static bool is_inner_byte(char c)
{
    return is_name_byte(c) || c == ' ' || c == '.' || (unsigned char)c > 0x7F;
}

/* "<project-id>", "[owner email]", "{hash}", "${PROJECT}"; braces alone belong to a name beside them. */
static size_t bracketed(struct wd_str s, size_t at)
{
    static const char opens[] = "<[{", closes[] = ">]}";
    size_t dollar = s.ptr[at] == '$', len = 0;
    const char *open = strchr(opens, wd_str_at(s, at + dollar));
    struct wd_str inner = wd_str_from(s, at + dollar + 1);

    if (!open || !*open)
        return 0;
    while (len < inner.len && len < MASK_NAME_MAX && is_inner_byte(inner.ptr[len]))
        len++;
    if (wd_str_at(inner, len) != closes[open - opens])
        return 0;
    size_t whole = dollar + len + 2;
    bool beside = (at > 0 && is_name_byte(s.ptr[at - 1])) || wd_str_at(s, at + whole) == '@';
    return dollar || is_blank_to_fill(wd_str_sub(inner, 0, len)) || (len == 0 && beside) ? whole
                                                                                         : 0;
}

/* "1008....82", "...@gmail.com", "'...'": dots for what was left out. */
static size_t dotted(struct wd_str s, size_t at)
{
    char before = at > 0 ? s.ptr[at - 1] : ' ';
    size_t n = before == '.' ? 0 : run_of(s, at, '.');
    char behind = wd_str_at(s, at + n);

    if (n < 3)
        return 0;
    return behind == '@' || (is_name_byte(before) && wd_is_alnum(behind)) ||
                   (behind == before && wd_char_in(before, "'\"`"))
               ? n
               : 0;
}

/* "apps/PROJECT_ID]", "projects/MY_PROJECT/": a word in capitals where a name's segment belongs. */
static size_t capitals(struct wd_str s, size_t at)
{
    size_t len = 0;

    if (at == 0 || s.ptr[at - 1] != '/')
        return 0;
    while (wd_is_upper(wd_str_at(s, at + len)) || wd_str_at(s, at + len) == '_')
        len++;
    return len > 3 && wd_char_in(wd_str_at(s, at + len), "/]'\"") ? len : 0;
}

/* How long the mark is that hides a name here; 0: none. */
static size_t mark_at(struct wd_str s, size_t at)
{
    size_t n;

    switch (s.ptr[at]) {
    case '*':
        n = run_of(s, at, '*');
        return n > 2 ? n : 0;
    case '.':
        return dotted(s, at);
    case '<':
    case '[':
    case '{':
    case '$':
        return bracketed(s, at);
    default:
        return wd_is_upper(s.ptr[at]) ? capitals(s, at) : 0;
    }
}

/* The name of which the mark is a part, with the marks that follow in it. */
static struct span whole_name(struct wd_str s, struct span mark, size_t floor)
{
    size_t begin = mark.at, end = mark.at + mark.len;

    while (begin > floor && is_name_byte(s.ptr[begin - 1]))
        begin--;
    for (size_t more = 1; end < s.len && more > 0; end += more)
        more = is_name_byte(s.ptr[end]) ? 1 : mark_at(s, end);
    return (struct span){begin, end - begin};
}

/* A name of the form that stands there: an address, an agent's, a default account's, else a project's. */
static struct wd_str stand_in(struct wd_str name, char behind)
{
    if (behind == '@' && wd_str_starts(name, WD_STR("service-")))
        return WD_STR("service-100000000001");
    if (behind == '@' && wd_str_ends(name, WD_STR("-compute")))
        return WD_STR("100000000001-compute");
    if (behind != '@' && wd_str_ihas(name, "mail"))
        return WD_STR("masked-name@masked-name.iam.gserviceaccount.com");
    return WD_STR("masked-name");
}

static bool find_masks(struct masked *m)
{
    size_t floor = 0;

    m->count = 0;
    for (size_t at = 0; at < m->original.len && m->count < MASKS_MAX; at++) {
        size_t len = mark_at(m->original, at);
        if (len == 0)
            continue;
        m->from[m->count] = whole_name(m->original, (struct span){at, len}, floor);
        floor = at = m->from[m->count].at + m->from[m->count].len;
        m->count++;
        at--;
    }
    return m->count > 0;
}

/* False without memory. */
static bool put_stand_ins(struct masked *m, struct wd_arena *arena)
{
    struct wd_str parts[2 * MASKS_MAX + 1];
    size_t at = 0, n = 0, written = 0;

    for (size_t i = 0; i < m->count; i++) {
        struct span from = m->from[i];
        parts[n] = wd_str_sub(m->original, at, from.at - at);
        written += parts[n++].len;
        at = from.at + from.len;
        parts[n] = stand_in(wd_str_sub(m->original, from.at, from.len), wd_str_at(m->original, at));
        m->to[i] = (struct span){written, parts[n].len};
        written += parts[n++].len;
    }
    parts[n++] = wd_str_from(m->original, at);
    m->text = wd_arena_concat(arena, parts, n);
    return m->text.len > 0;
}

/* Where a place of the text is in the original; of a stand-in, the begin or the end of what it stands for. */
static size_t original_place(const struct masked *m, size_t at, bool end)
{
    size_t behind_from = 0, behind_to = 0;

    for (size_t i = 0; i < m->count && m->to[i].at < at + !end; i++) {
        behind_from = m->from[i].at + m->from[i].len;
        behind_to = m->to[i].at + m->to[i].len;
        if (at < behind_to)
            return end ? behind_from : m->from[i].at;
    }
    return behind_from + (at - behind_to);
}

static struct wd_str original_of(const struct masked *m, struct wd_str value)
{
    size_t at, from;

    if (value.ptr < m->text.ptr || value.ptr >= m->text.ptr + m->text.len)
        return value;
    at = (size_t)(value.ptr - m->text.ptr);
    from = original_place(m, at, false);
    return wd_str_sub(m->original, from, original_place(m, at + value.len, true) - from);
}

static void give_back(struct wd_event *event, struct wd_hit *hit, const struct masked *masked)
{
    for (size_t i = 0; i < event->text_count; i++) {
        if (masked[i].count == 0)
            continue;
        event->texts[i].s = masked[i].original;
        hit->text = original_of(&masked[i], hit->text);
        for (unsigned slot = 0; slot < WD_SLOT_COUNT; slot++)
            event->slot[slot] = original_of(&masked[i], event->slot[slot]);
    }
}

enum wd_outcome wd_match_masked(struct wd_matcher *matcher, struct wd_event *event,
                                struct wd_arena *arena, struct wd_hit *ret_hit)
{
    struct masked *masked = wd_arena_alloc(arena, WD_TEXTS_MAX * sizeof *masked);
    enum wd_kind kind = event->kind;
    enum wd_outcome outcome;
    bool any = false;

    *ret_hit = (struct wd_hit){0};
    if (!masked)
        return WD_NO_MATCH;
    for (size_t i = 0; i < event->text_count; i++) {
        masked[i].original = event->texts[i].s;
        if (!find_masks(&masked[i]) || !put_stand_ins(&masked[i], arena)) {
            masked[i].count = 0;
            continue;
        }
        event->texts[i].s = masked[i].text;
        any = true;
    }
    if (!any)
        return WD_NO_MATCH;
    event->kind = WD_KIND_CANDIDATE;
    outcome = wd_match(matcher, event, ret_hit);
    give_back(event, ret_hit, masked);
    if (outcome == WD_MATCH)
        event->doubts |= WD_DOUBT_TORN;
    else
        event->kind = kind;
    return outcome;
}
