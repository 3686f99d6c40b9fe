/* One pack file: read, scanned, parsed, its rules taken in.
 *
 * The fast parser of log records reads packs too: all of them are loaded at every start. jansson comes
 * in for the place of a mistake and for examples. A pack is data from strangers: the size has a
 * maximum, names may stand once, and nothing in it names another file. */
#include "match/pack/fields.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Room is made for a step more than is read: the last one holds the parser's padding. */
enum { READ_STEP = 64 * 1024 };

/* The whole file into *text; -1 after noting why not. */
static int read_file(struct wd_ruleset *set, const char *path, struct wd_buf *text)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &status) < 0) {
        wd_ruleset_note(set, NULL, path, 0, "%s", strerror(errno));
        goto failed;
    }
    if (!S_ISREG(status.st_mode)) {
        wd_ruleset_note(set, NULL, path, 0, "not a regular file");
        goto failed;
    }
    for (;;) {
        char *to = wd_buf_reserve(text, READ_STEP);
        ssize_t got = to ? read(fd, to, READ_STEP) : 0;
        if (!to) {
            wd_ruleset_note(set, NULL, path, 0, "larger than %u bytes", WD_PACK_BYTES_MAX);
            goto failed;
        }
        if (got < 0 && errno != EINTR) {
            wd_ruleset_note(set, NULL, path, 0, "%s", strerror(errno));
            goto failed;
        }
        if (got == 0) {
            memset(to, 0, WD_PADDING);
            break;
        }
        text->len += got > 0 ? (size_t)got : 0;
    }
    close(fd);
    return 0;
failed:
    if (fd >= 0)
        close(fd);
    return -1;
}

static void read_pack_name(struct wd_pack_reader *reader, void *target, const char *key,
                           struct wd_jv value)
{
    (void)target;
    reader->pack = wd_pack_string(reader, key, value);
}

static void read_schema(struct wd_pack_reader *reader, void *target, const char *key,
                        struct wd_jv value)
{
    (void)target;
    int64_t n = 0;
    if (wd_jv_type(value) != WD_JSON_INTEGER || !wd_jv_int(value, &n) || n != 1)
        wd_pack_problem(reader, "P004", key, "this program reads packs of schema 1");
}

static void read_pack_system(struct wd_pack_reader *reader, void *target, const char *key,
                             struct wd_jv value)
{
    (void)target;
    const char *s = wd_pack_string(reader, key, value);
    if (s && !wd_system_parse(wd_str_of(s), &reader->system))
        wd_pack_problem(reader, "P004", key, "unknown system \"%.64s\"", s);
}

static void read_nothing(struct wd_pack_reader *reader, void *target, const char *key,
                         struct wd_jv value)
{
    (void)reader, (void)target, (void)key, (void)value;
}

static void read_rules(struct wd_pack_reader *reader, void *target, const char *key,
                       struct wd_jv value)
{
    (void)target;
    if (wd_jv_type(value) != WD_JSON_ARRAY)
        wd_pack_problem(reader, "P004", key, "\"rules\" must be a list");
}

/* Examples stay JSON, for `rules test` to give to the engine; `kept` is the same pack, parsed by
 * jansson, or NULL when nobody asked. */
static bool keep_source(struct wd_ruleset *set, struct wd_rule *rule, const json_t *kept, size_t i)
{
    if (!kept)
        return true;
    if (!wd_ruleset_grow(set, &set->kept, set->kept_count, &set->kept_cap, sizeof(json_t *)))
        return false;
    json_t *object = json_array_get(json_object_get(kept, "rules"), i);
    rule->source = set->kept[set->kept_count++] = json_incref(object);
    return true;
}

static void take_rules(struct wd_pack_reader *reader, struct wd_jv rules, const json_t *kept)
{
    struct wd_ruleset *set = reader->set;
    size_t before = set->count, pack = set->pack_count;
    if (!wd_ruleset_grow(set, &set->packs, set->pack_count, &set->pack_cap, sizeof *set->packs))
        return;
    set->packs[set->pack_count++] = (struct wd_pack_entry){reader->pack, reader->file, 0};
    reader->rule_index = 0;
    for (struct wd_jiter it = wd_jv_iter(rules); !set->no_memory && wd_jiter_next(&it);) {
        struct wd_rule *rule = wd_pack_rule(reader, it.value);
        if (rule && keep_source(set, rule, kept, reader->rule_index))
            wd_ruleset_add(set, rule);
        reader->rule_index++;
    }
    set->packs[pack].rules = set->count - before;
}

static void read_parsed(struct wd_pack_reader *reader, struct wd_jv root, const json_t *kept)
{
    static const struct wd_field fields[] = {
        {"$schema", read_nothing, false}, {"pack", read_pack_name, true},
        {"schema", read_schema, true},    {"system", read_pack_system, false},
        {"rules", read_rules, true},      {NULL, NULL, false}};
    wd_pack_object(reader, fields, NULL, root, "the pack");
    if (!reader->broken)
        take_rules(reader, wd_jv_get(root, "rules"), kept);
}

/* jansson tells the place of a mistake, and refuses names that stand twice anywhere. */
static json_t *parse_strictly(struct wd_pack_reader *reader)
{
    json_error_t error = {.line = -1};
    json_t *root = json_loadb(reader->text.ptr, reader->text.len, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        wd_ruleset_note(reader->set, NULL, reader->file, error.line > 0 ? (unsigned)error.line : 1,
                        "not JSON: %s (column %d)", error.text, error.column);
    return root;
}

static void read_text(struct wd_pack_reader *reader, struct wd_json *parser)
{
    bool examples = (reader->set->flags & WD_RULES_EXAMPLES) != 0;
    struct wd_jv root;
    enum wd_json_fault fault = wd_json_parse(parser, reader->text, &root);
    json_t *kept = fault != WD_JSON_OK || examples ? parse_strictly(reader) : NULL;

    if (fault == WD_JSON_NO_MEMORY)
        reader->set->no_memory = true;
    else if (fault != WD_JSON_OK && kept)
        wd_ruleset_note(reader->set, NULL, reader->file, 1, "not JSON, too deep or too long");
    else if (fault == WD_JSON_OK && (kept || !examples))
        read_parsed(reader, root, kept);
    json_decref(kept);
}

void wd_pack_read_text(struct wd_ruleset *set, const char *name, struct wd_str text, bool user)
{
    struct wd_json *parser = wd_json_new();
    struct wd_pack_reader reader = {.set = set,
                                    .file = name,
                                    .text = text,
                                    .system = WD_SYSTEM_COUNT,
                                    .user = user,
                                    .rule_index = WD_NPOS,
                                    .rule_id = "?"};
    if (!parser) {
        set->no_memory = true;
        return;
    }
    wd_pack_scan_run(&reader.scan, text);
    set->no_memory = set->no_memory || reader.scan.no_memory;
    read_text(&reader, parser);
    wd_pack_scan_done(&reader.scan);
    wd_json_free(parser);
}

void wd_pack_read(struct wd_ruleset *set, const char *path, bool user)
{
    struct wd_buf text;
    wd_buf_init(&text, WD_PACK_BYTES_MAX + READ_STEP);
    if (read_file(set, path, &text) == 0)
        wd_pack_read_text(set, path, wd_buf_str(&text), user);
    wd_buf_done(&text);
}
