/* A command of Alibaba Cloud's CLI or of ossutil, echoed before its answer ("$ aliyun ecs DescribeZones", "+
 * ossutil cp a oss://b/"): the answer names neither the action nor, often, the object. */
#include "read/text/command.h"

#include "read/alibaba.h"
#include "whydenied/base/char.h"

/* "mika@laptop ~/src", of fish, "mika@laptop src" before zsh's "%": who, on which machine, and where. */
static bool is_place(struct wd_str prompt, char mark)
{
    struct wd_str where = prompt, who = wd_str_cut(&where, ' ');

    return wd_str_find_char(who, '@') != WD_NPOS && where.len > 0 &&
           wd_str_find_char(wd_str_trim(where), ' ') == WD_NPOS &&
           (mark == '%' || (mark == '>' && wd_char_in(where.ptr[0], "~/")));
}

struct wd_str wd_command_called(struct wd_str line)
{
    static const char *const marks[] = {"$ ", "# ", "> ", "% "};

    if (line.len > 2 && wd_char_in(line.ptr[0], "$+%") && line.ptr[1] == ' ')
        return wd_str_trim_left(wd_str_from(line, 2));
    if (wd_str_find_char(line, '@') == WD_NPOS && !wd_str_starts(line, WD_STR("PS ")))
        return WD_STR_NONE; /* most */
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct wd_str prompt = wd_str_sub(line, 0, wd_str_find(line, wd_str_of(marks[i])));
        bool placed = wd_str_find_char(prompt, '@') != WD_NPOS &&
                      (wd_str_find_char(prompt, ':') != WD_NPOS || prompt.ptr[0] == '[' ||
                       is_place(prompt, marks[i][0]));
        if (prompt.len > 0 && prompt.len < 80 && prompt.len < line.len &&
            (placed || wd_str_starts(prompt, WD_STR("PS "))) && !wd_str_has(prompt, WD_STR(": ")))
            return wd_str_trim_left(wd_str_from(line, prompt.len + 2));
    }
    return WD_STR_NONE;
}

/* Behind nothing, a prompt, a shell's trace, or "Run". */
static bool begins_here(struct wd_str line, size_t at)
{
    struct wd_str before = wd_str_trim(wd_str_sub(line, 0, at));

    return before.len == 0 || wd_char_in(before.ptr[before.len - 1], "$+#%>:") ||
           wd_str_ends(before, WD_STR("Run")) || wd_str_ends(before, WD_STR("Running"));
}

/* "--profile ci", "-p ci": options of the CLI itself stand before the product. */
static struct wd_str without_options(struct wd_str rest)
{
    static const char *const with_value[] = {
        "--profile", "-p", "--region", "--config-path", "--mode", "--lang", "--read-timeout"};
    struct wd_str behind = rest;

    for (struct wd_str s = wd_command_word(&behind); s.len > 1 && s.ptr[0] == '-';
         s = wd_command_word(&behind)) {
        if (WD_STR_IN(s, with_value))
            wd_command_word(&behind);
        rest = behind;
    }
    return rest;
}

/* What stands behind the program's name; empty: no such command. */
static struct wd_str arguments(struct wd_str line)
{
    static const char *const programs[] = {"aliyun ", "ossutil ", "ossutil64 ", "ossutilmac64 "};
    struct wd_str first = wd_str_sub(line, 0, wd_str_find_char(line, '\n'));

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        size_t at = wd_str_find(first, wd_str_of(programs[i]));
        if (at == WD_NPOS || !begins_here(first, at))
            continue;
        struct wd_str rest = without_options(wd_str_from(first, at + strlen(programs[i])));
        struct wd_str oss = rest;
        return i == 0 && wd_str_eqz(wd_command_word(&oss), "oss") ? oss : rest;
    }
    return WD_STR_NONE;
}

static bool is_product(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_lower(s.ptr[i]) && !wd_is_digit(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    return s.len > 1 && wd_is_lower(s.ptr[0]);
}

/* DescribeZones, Decrypt, describe-zones */
static bool is_operation(struct wd_str s)
{
    size_t uppers = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (!wd_is_alnum(s.ptr[i]) && s.ptr[i] != '-')
            return false;
        uppers += wd_is_upper(s.ptr[i]);
    }
    return s.len > 4 &&
           (wd_is_upper(s.ptr[0]) ? uppers < s.len / 2
                                  : uppers == 0 && wd_str_find_char(s, '-') != WD_NPOS);
}

/* DescribeZones, or describe-zones as the plugins of the CLI spell it. */
static struct wd_str operation(struct wd_arena *arena, struct wd_str s)
{
    char *out;
    size_t n = 0;

    if (!is_operation(s))
        return WD_STR_NONE;
    if (wd_is_upper(s.ptr[0]))
        return s;
    out = wd_arena_alloc(arena, s.len);
    for (size_t i = 0; out && i < s.len; i++) {
        bool first = i == 0 || s.ptr[i - 1] == '-';
        if (s.ptr[i] != '-')
            out[n++] = first && wd_is_lower(s.ptr[i]) ? (char)(s.ptr[i] - ('a' - 'A')) : s.ptr[i];
    }
    return out ? wd_str_make(out, n) : WD_STR_NONE;
}

struct places {
    struct wd_str store[2]; /* oss://… */
    unsigned stores;
    bool store_first;
};

static struct places places_of(struct wd_str rest)
{
    struct places places = {.stores = 0};
    unsigned count = 0;

    while (rest.len > 0) {
        struct wd_str s = wd_command_word(&rest);
        if (s.len == 0 || s.ptr[0] == '-')
            continue;
        if (wd_str_starts(s, WD_STR("oss://")) && places.stores < 2) {
            places.store_first = places.store_first || count == 0;
            places.store[places.stores++] = s;
        }
        count++;
    }
    return places;
}

/* What ossutil's verb calls, by the names of OSS's table of actions. */
static const char *call_of(struct wd_str verb, const struct places *places)
{
    static const char *const rows[][2] = {
        {"ls", "ListObjects"}, {"rm", "DeleteObject"}, {"mb", "PutBucket"},
        {"cat", "GetObject"},  {"stat", "GetObject"},  {"append", "AppendObject"},
    };

    if (wd_str_eqz(verb, "cp") || wd_str_eqz(verb, "sync"))
        return places->stores == 2   ? "CopyObject"
               : places->stores == 0 ? NULL
               : places->store_first ? "GetObject"
                                     : "PutObject";
    if (wd_str_eqz(verb, "ls") && places->stores == 0)
        return "ListBuckets";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (wd_str_eqz(verb, rows[i][0]))
            return rows[i][1];
    return NULL;
}

static void tell(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    if (s.len > 0)
        wd_event_set(r->event, slot, s, WD_SOURCE_WRAPPER);
}

static void read_oss(struct wd_reading *r, struct wd_str verb, struct wd_str rest)
{
    struct places places = places_of(rest);
    const char *call = call_of(verb, &places);

    if (!call)
        return;
    tell(r, WD_SLOT_SERVICE, WD_STR("oss"));
    tell(r, WD_SLOT_METHOD, wd_str_of(call));
    if (places.stores == 1) {
        struct wd_str bucket = wd_str_from(places.store[0], 6);
        tell(r, WD_SLOT_BUCKET, wd_str_cut(&bucket, '/'));
    }
    wd_alibaba_action(r);
}

/* --RoleArn acs:ram::…:role/x */
static struct wd_str role_arn(struct wd_str rest)
{
    size_t at = wd_str_find(rest, WD_STR("acs:ram::"));
    struct wd_str arn = at == WD_NPOS ? WD_STR_NONE : wd_str_from(rest, at);
    size_t len = 0;

    while (len < arn.len && !wd_char_in(arn.ptr[len], " \t\"'\n"))
        len++;
    return wd_str_sub(arn, 0, len);
}

bool wd_command_is(struct wd_str line)
{
    static const char *const verbs[] = {"ls", "cp", "rm", "mb", "cat", "stat", "sync", "append"};
    struct wd_str rest = arguments(line);
    struct wd_str first = wd_command_word(&rest), second = wd_command_word(&rest);

    if (WD_STR_IN(first, verbs))
        return true;
    return is_product(first) && is_operation(second);
}

void wd_command_facts(struct wd_reading *r, struct wd_str text)
{
    struct wd_str rest = arguments(text);
    struct wd_str first = wd_command_word(&rest), second = rest;
    struct wd_str name = operation(r->arena, wd_command_word(&second));

    if (first.len == 0 || r->event->slot[WD_SLOT_METHOD].len > 0)
        return;
    if (!is_product(first) || name.len == 0 || wd_str_find(rest, WD_STR("oss://")) != WD_NPOS ||
        first.len == 2) {
        read_oss(r, first, rest);
        if (r->event->slot[WD_SLOT_METHOD].len > 0 || name.len == 0 || !is_product(first))
            return;
    }
    tell(r, WD_SLOT_SERVICE, first);
    tell(r, WD_SLOT_METHOD, name);
    if (wd_str_has(name, WD_STR("AssumeRole")))
        tell(r, WD_SLOT_RESOURCE, role_arn(rest));
    wd_alibaba_action(r);
}
