/* `rules new --from-line FILE`: a skeleton to start from. The line becomes the example and, escaped,
 * the expression; quoted words, permissions, e-mail addresses and resource paths in it become
 * captures, and the longest plain stretch the anchor. A person then edits it; nothing is guessed about
 * causes and fixes. */
#include "app/rules/rules_test.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"
#include <errno.h>
#include <stdio.h>

#include "whydenied/base/json_put.h"
#include "whydenied/report/output.h"

enum { LINE_MAX_BYTES = 8 * 1024 };

/* What a person has to say instead. */
#define SAY_ID     "my.system.what-was-refused"
#define SAY_TITLE  "Say in a few words what was refused"
#define SAY_WHY    "Say for whom, and why"
#define SAY_ADVICE "Say the one change that fixes it"
#define SAY_OTHER  "a text that looks like it and is something else"
#define SAY_WHAT   "say what it is"

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

/* A scalar of YAML: quoted, so that nothing in it means anything. */
static void put_scalar(struct wd_buf *out, struct wd_str s)
{
    bool plain_bytes = true;

    for (size_t i = 0; i < s.len; i++)
        plain_bytes = plain_bytes && (unsigned char)s.ptr[i] >= ' ' && s.ptr[i] != 0x7F;
    if (!plain_bytes) {
        wd_json_put_string(out, s);
        return;
    }
    wd_buf_putc(out, '\'');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\'')
            wd_buf_putc(out, '\'');
        wd_buf_putc(out, s.ptr[i]);
    }
    wd_buf_putc(out, '\'');
}

static void put_expect(struct wd_buf *out, json_t *expect)
{
    const char *key;
    json_t *value;

    if (json_object_size(expect) == 0)
        wd_buf_putz(out, " {match: text}");
    json_object_foreach (expect, key, value) {
        wd_buf_printf(out, "\n      %s: ", key);
        put_scalar(out, wd_str_of(json_string_value(value)));
    }
}

static void put_rule(struct wd_buf *out, struct skeleton *skeleton, struct wd_str line)
{
    wd_buf_putz(out, "# What a rule may say: patterns/README.md. When it is yours:\n"
                     "#   whydenied rules test --patterns THIS_FILE ID\n"
                     "id: " SAY_ID "\n"
                     "version: 1\n"
                     "status: experimental\n"
                     "title: {en: " SAY_TITLE "}\n"
                     "why: {en: '" SAY_WHY "'}\n"
                     "cause: unknown\n"
                     "anchors:\n  - ");
    put_scalar(out, skeleton->anchor);
    wd_buf_putz(out, "\nmatch:\n"
                     "  - name: text\n"
                     "    field: any\n"
                     "    re: ");
    put_scalar(out, wd_buf_str(&skeleton->re));
    wd_buf_putz(out, "\nadvice:\n"
                     "  - kind: investigate\n"
                     "    text: {en: " SAY_ADVICE "}\n"
                     "examples:\n"
                     "  - record: ");
    put_scalar(out, line);
    wd_buf_putz(out, "\n    expect:");
    put_expect(out, skeleton->expect);
    wd_buf_putz(out, "\ncounterexamples:\n"
                     "  - record: " SAY_OTHER "\n"
                     "    why: " SAY_WHAT "\n");
}

static bool says(const json_t *value, const char *words)
{
    const char *text = json_string_value(value);

    return text && strcmp(text, words) == 0;
}

static bool any_says(const json_t *list, const char *key, const char *words)
{
    size_t i;
    json_t *value;

    json_array_foreach (list, i, value) {
        const json_t *said = json_object_get(value, key);
        if (says(json_is_object(said) ? json_object_get(said, "en") : said, words))
            return true;
    }
    return false;
}

void wd_rules_unedited(const json_t *rule, struct wd_buf *names)
{
    const json_t *others = json_object_get(rule, "counterexamples");
    const struct {
        const char *name;
        bool left;
    } parts[] = {
        {"id", says(json_object_get(rule, "id"), SAY_ID)},
        {"title", says(json_object_get(json_object_get(rule, "title"), "en"), SAY_TITLE)},
        {"why", says(json_object_get(json_object_get(rule, "why"), "en"), SAY_WHY)},
        {"advice", any_says(json_object_get(rule, "advice"), "text", SAY_ADVICE)},
        {"counterexamples",
         any_says(others, "record", SAY_OTHER) || any_says(others, "why", SAY_WHAT)},
    };

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].left)
            wd_buf_printf(names, "%s%s", names->len > 0 ? ", " : "", parts[i].name);
    }
}

static int write_rule(struct skeleton *skeleton, struct wd_str line)
{
    struct wd_error err;
    struct wd_buf text;
    struct wd_output *out;
    json_t *readable = json_stringn(line.ptr, line.len);

    json_decref(readable);
    if (!readable)
        return wd_say_and(WD_EXIT_USAGE, "the line is not UTF-8 text");
    wd_buf_init(&text, (size_t)WD_PATTERN_MAX * 16);
    put_rule(&text, skeleton, line);
    out = text.failed ? NULL : wd_output_open("-", &err);
    if (text.failed)
        wd_fail_memory(&err);
    if (out)
        wd_output_put(out, wd_buf_str(&text));
    wd_buf_done(&text);
    if (!out)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    if (wd_output_commit(out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    return WD_EXIT_OK;
}

int wd_cmd_rules_new(const struct wd_options *options)
{
    char line[LINE_MAX_BYTES];
    if (!options->from_line || options->argument_count > 1)
        return wd_say_and(WD_EXIT_USAGE, "rules new takes --from-line FILE (- is standard input)");
    bool standard = strcmp(options->from_line, "-") == 0;
    FILE *file = standard ? stdin : fopen(options->from_line, "re");
    if (!file)
        return wd_say_and(WD_EXIT_USAGE, "%s: %s", options->from_line, strerror(errno));
    size_t len = fread(line, 1, sizeof line, file);
    if (!standard)
        fclose(file);
    struct wd_str rest = wd_str_make(line, len);
    struct wd_str text = wd_str_trim(wd_str_cut(&rest, '\n'));
    if (text.len == 0)
        return wd_say_and(WD_EXIT_USAGE, "%s has no line", options->from_line);

    struct skeleton skeleton = {.expect = json_object()};
    wd_buf_init(&skeleton.re, (size_t)WD_PATTERN_MAX * 4);
    if (text.ptr[0] != '{' && !wd_text_is_candidate(text))
        wd_say("no word of a refusal stands in this line (denied, forbidden, permission, 403 ...): "
               "lines of text without one are never shown to rules, so this one would match in "
               "JSON records only");
    read_line(&skeleton, text);
    int status = write_rule(&skeleton, text);
    json_decref(skeleton.expect);
    wd_buf_done(&skeleton.re);
    return status;
}
