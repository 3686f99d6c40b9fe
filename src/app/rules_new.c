/* `rules new --from-line FILE`: a skeleton to start from. The line becomes the example and, escaped,
 * the expression; quoted words, permissions, e-mail addresses and resource paths in it become
 * captures, and the longest plain stretch the anchor. A person then edits it; nothing is guessed about
 * causes and fixes. */
#include "app/rules_test.h"

#include "whydenied/base/char.h"
#include <stdio.h>

#include "whydenied/base/json_dump.h"
#include "whydenied/report/output.h"

enum { LINE_MAX_BYTES = 8 * 1024 };

struct skeleton {
    struct wd_buf re;
    struct wd_str anchor, plain; /* the best so far; the stretch at hand */
    uint64_t used;               /* slots captured already, a bit each */
    json_t *expect;
};

static bool is_name_byte(char c)
{
    return wd_is_alnum(c) || (c != '\0' && strchr("._-/@:~%+*", c) != NULL);
}

static size_t name_length(struct wd_str s)
{
    size_t len = 0;
    while (len < s.len && is_name_byte(s.ptr[len]))
        len++;
    while (len > 0 && strchr(".:", s.ptr[len - 1]) != NULL)
        len--;
    return len;
}

static size_t count_of(struct wd_str s, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == c;
    return n;
}

/* service.resource.verb: two dots, letters only. */
static bool is_permission(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool letter = wd_is_letter(c) || c == '.';
        if (!letter)
            return false;
    }
    return count_of(s, '.') == 2 && wd_is_lower(s.ptr[0]);
}

static bool guess(struct wd_str word, bool quoted, enum wd_slot *ret_slot, const char **ret_class)
{
    if (wd_str_find_char(word, '@') != WD_NPOS && wd_str_find_char(word, '/') == WD_NPOS) {
        *ret_slot = WD_SLOT_PRINCIPAL;
        *ret_class = "[^\\s\"'@]+@[A-Za-z0-9.-]+";
        return true;
    }
    if (is_permission(word)) {
        *ret_slot = WD_SLOT_PERMISSION;
        *ret_class = "[a-z][A-Za-z.]+";
        return true;
    }
    bool path = count_of(word, '/') >= 2 || wd_str_starts(word, WD_STR("projects/")) ||
                wd_str_starts(word, WD_STR("acs:"));
    if (path || quoted) {
        *ret_slot = path ? WD_SLOT_RESOURCE : WD_SLOT_DETAIL;
        *ret_class = quoted ? "[^\"']+" : "[^\\s\"']+";
        return true;
    }
    return false;
}

static void end_plain(struct skeleton *skeleton)
{
    struct wd_str plain = wd_str_trim(skeleton->plain);
    if (plain.len > skeleton->anchor.len)
        skeleton->anchor = plain;
    skeleton->plain = WD_STR_NONE;
}

static void put_literal(struct skeleton *skeleton, const char *at)
{
    if (strchr("\\^$.[]|()?*+{}", *at) != NULL)
        wd_buf_putc(&skeleton->re, '\\');
    wd_buf_putc(&skeleton->re, *at);
    if (skeleton->plain.len == 0)
        skeleton->plain.ptr = at;
    skeleton->plain.len++;
}

/* A capture for the word, or false when it stays as it is. Each slot is captured once. */
static bool put_capture(struct skeleton *skeleton, struct wd_str word, bool quoted)
{
    enum wd_slot slot;
    const char *class;
    if (word.len < 3 || !guess(word, quoted, &slot, &class))
        return false;
    if (slot == WD_SLOT_PRINCIPAL && skeleton->used & UINT64_C(1) << slot)
        slot = WD_SLOT_SERVICE_ACCOUNT; /* the second address is mostly the account acted upon */
    if (skeleton->used & UINT64_C(1) << slot) {
        wd_buf_putz(&skeleton->re, class);
    } else {
        wd_buf_printf(&skeleton->re, "(?<%s>%s)", wd_slot_name(slot), class);
        json_object_set_new(skeleton->expect, wd_slot_name(slot), json_stringn(word.ptr, word.len));
    }
    skeleton->used |= UINT64_C(1) << slot;
    end_plain(skeleton);
    return true;
}

/* The length of the text between a quotation mark and its twin, or WD_NPOS. */
static size_t quoted_length(struct wd_str s)
{
    if (s.len < 3 || strchr("\"'`", s.ptr[0]) == NULL)
        return WD_NPOS;
    size_t end = wd_str_find_char(wd_str_from(s, 1), s.ptr[0]);
    return end != WD_NPOS && end > 0 && end < 300 ? end : WD_NPOS;
}

static void read_line(struct skeleton *skeleton, struct wd_str line)
{
    bool starts = true; /* a word can start here */
    for (size_t i = 0; i < line.len;) {
        struct wd_str rest = wd_str_from(line, i);
        size_t quoted = starts ? quoted_length(rest) : WD_NPOS;
        size_t name = starts ? name_length(rest) : 0;
        if (quoted != WD_NPOS) {
            put_literal(skeleton, rest.ptr);
            if (!put_capture(skeleton, wd_str_sub(rest, 1, quoted), true)) {
                i++;
                continue;
            }
            i += 1 + quoted;
            put_literal(skeleton, line.ptr + i++);
            starts = true;
        } else if (name > 0 && put_capture(skeleton, wd_str_sub(rest, 0, name), false)) {
            i += name;
            starts = false;
        } else {
            put_literal(skeleton, rest.ptr);
            starts = !is_name_byte(*rest.ptr);
            i++;
        }
    }
    end_plain(skeleton);
}

static json_t *make_rule(struct skeleton *skeleton, struct wd_str line)
{
    return json_pack("{s:s, s:i, s:s, s:{s:s}, s:{s:s}, s:s, s:[s%], s:[{s:s, s:s, s:s}], "
                     "s:[{s:s, s:{s:s}}], s:[{s:s%, s:O}], s:[{s:s, s:s}]}",
                     "id", "my.system.what-was-refused", "version", 1, "status", "experimental",
                     "title", "en", "Say in a few words what was refused", "why", "en",
                     "Say for whom, and why", "cause", "unknown", "anchors", skeleton->anchor.ptr,
                     skeleton->anchor.len, "match", "name", "text", "field", "any", "re",
                     wd_buf_cstr(&skeleton->re), "advice", "kind", "investigate", "text", "en",
                     "Say the one change that fixes it", "examples", "record", line.ptr, line.len,
                     "expect", skeleton->expect, "counterexamples", "record",
                     "a text that looks like it and is something else", "why", "say what it is");
}

static int write_pack(json_t *rule)
{
    struct wd_error err;
    json_t *pack = json_pack("{s:s, s:s, s:i, s:[o]}", "$schema", "pack.schema.json", "pack",
                             "mine", "schema", 1, "rules", rule);
    char *text = pack ? wd_json_dump(pack, JSON_INDENT(2)) : NULL;
    struct wd_output *out = text ? wd_output_open("-", &err) : NULL;
    json_decref(pack);
    if (!out)
        return wd_say_and(WD_EXIT_USAGE, "%s", text ? err.text : "the line is not UTF-8 text");
    wd_output_putz(out, text);
    wd_output_putz(out, "\n");
    free(text);
    if (wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return WD_EXIT_OK;
}

int wd_cmd_rules_new(const struct wd_options *options)
{
    char line[LINE_MAX_BYTES];
    if (!options->from_line)
        return wd_say_and(WD_EXIT_USAGE, "rules new takes --from-line FILE (- is standard input)");
    bool standard = strcmp(options->from_line, "-") == 0;
    FILE *file = standard ? stdin : fopen(options->from_line, "re");
    if (!file)
        return wd_say_and(WD_EXIT_USAGE, "%s cannot be read", options->from_line);
    size_t len = fread(line, 1, sizeof line, file);
    if (!standard)
        fclose(file);
    struct wd_str rest = wd_str_make(line, len);
    struct wd_str text = wd_str_trim(wd_str_cut(&rest, '\n'));
    if (text.len == 0)
        return wd_say_and(WD_EXIT_USAGE, "%s has no line", options->from_line);

    struct skeleton skeleton = {.expect = json_object()};
    wd_buf_init(&skeleton.re, (size_t)WD_PATTERN_MAX * 4);
    read_line(&skeleton, text);
    int status = write_pack(make_rule(&skeleton, text));
    json_decref(skeleton.expect);
    wd_buf_done(&skeleton.re);
    return status;
}
