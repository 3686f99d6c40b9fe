/* The files of packs; one written as YAML is a file that stands alone, or a folder. */
#include "match/pack/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "match/pack/yaml.h"
#include "whydenied/base/json_put.h"
#include "whydenied/base/json_value.h"
#include "whydenied/base/limits.h"

struct pack {
    struct wd_ruleset *set;
    struct wd_pack_source *source;
    struct wd_pack_shared shared;
    struct wd_pack_source shared_source; /* for the places of what it says */
};

static void note_unread(struct wd_ruleset *set, struct wd_file_place at, bool no_memory)
{
    if (no_memory)
        set->no_memory = true;
    else
        wd_ruleset_note(set, "P000", at, "cannot be read, or is longer than %u bytes",
                        WD_PACK_BYTES_MAX);
}

bool wd_pack_read_file(struct wd_ruleset *set, const char *path, struct wd_buf *text)
{
    const struct wd_file_place at = {.file = path};
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
    bool read = false;

    if (!file || fstat(fd, &status) < 0)
        wd_ruleset_note_errno(set, at);
    else if (!S_ISREG(status.st_mode))
        wd_ruleset_note(set, "P000", at, "not a regular file");
    else if (wd_buf_put_file(text, file) < 0)
        note_unread(set, at, !ferror(file) && status.st_size <= WD_PACK_BYTES_MAX);
    else
        read = true;
    if (file)
        fclose(file);
    else if (fd >= 0)
        close(fd);
    return read;
}

/* Compiles the text into the source; false after noting why not. */
static bool compile(struct wd_ruleset *set, struct wd_pack_yaml *yaml,
                    struct wd_pack_source *source, const char *path, struct wd_str text)
{
    int got = wd_pack_yaml_compile(yaml, source, path, text);

    if (got == 0)
        wd_ruleset_note(set, yaml->lint, (struct wd_file_place){path, yaml->line, yaml->column},
                        "%s", yaml->fault);
    set->no_memory = set->no_memory || got < 0;
    return got == 1;
}

static bool compile_file(struct wd_ruleset *set, struct wd_pack_yaml *yaml,
                         struct wd_pack_source *source, const char *path)
{
    struct wd_buf text;

    wd_buf_init(&text, WD_PACK_BYTES_MAX);
    bool sound =
        wd_pack_read_file(set, path, &text) && compile(set, yaml, source, path, wd_buf_str(&text));
    wd_buf_done(&text);
    return sound;
}

bool wd_pack_compile_rule(struct wd_ruleset *set, struct wd_pack_source *source, struct wd_str text)
{
    struct wd_pack_yaml yaml = {.pack = "mine", .schema = "1"};

    wd_buf_putz(&source->text, "{\"rules\":[");
    if (!compile(set, &yaml, source, source->file, text))
        return false;
    wd_buf_putz(&source->text, "],\"pack\":");
    wd_json_put_string(&source->text, wd_str_of(yaml.pack));
    wd_buf_putz(&source->text, ",\"schema\":");
    wd_json_put_plain(&source->text, wd_str_of(yaml.schema));
    wd_buf_putz(&source->text, "}");
    return !source->text.failed;
}

/* ---- what the rules share ---------------------------------------------------------------------- */

static const char *const known[] = {"pack", "schema", "system", "texts", "fragments", "references"};

static bool complain(struct pack *pack, const char *lint, const char *key, const char *words)
{
    wd_ruleset_note(pack->set, lint, wd_pack_source_key(&pack->shared_source, WD_NPOS, key),
                    "\"%.64s\" %s", key, words);
    return false;
}

static bool is_known(const char *key)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(key, known[i]) == 0)
            return true;
    }
    return false;
}

static bool is_text(const json_t *value)
{
    const char *key;
    json_t *words;

    json_object_foreach ((json_t *)(uintptr_t)value, key, words) {
        if ((strcmp(key, "en") != 0 && strcmp(key, "ja") != 0) || !json_is_string(words))
            return false;
    }
    return json_object_get(value, "en") != NULL;
}

static bool check_group(struct pack *pack, const char *group)
{
    json_t *named = json_object_get(pack->shared.root, group), *value;
    bool texts = strcmp(group, "texts") == 0, sound = true;
    const char *key;

    if (named && !json_is_object(named))
        return complain(pack, "P004", group, "must be a map of names");
    json_object_foreach (named, key, value) {
        if (texts && !is_text(value))
            sound = complain(pack, "P004", key, "must be a text: en, and ja");
        else if (!texts && !json_is_string(value))
            sound = complain(pack, "P004", key, "must be a text");
    }
    return sound;
}

static bool check(struct pack *pack)
{
    const char *key;
    json_t *value;
    bool sound = true;

    json_object_foreach (pack->shared.root, key, value) {
        if (!is_known(key))
            sound = complain(pack, "P001", key,
                             "is no key of _shared.yaml: pack, schema, system, texts, fragments, "
                             "references");
    }
    for (size_t i = 3; i < sizeof known / sizeof known[0]; i++)
        sound = check_group(pack, known[i]) && sound;
    return sound;
}

/* False after noting why the file cannot be used. */
static bool read_shared(struct pack *pack, const char *path)
{
    const struct wd_buf *text = &pack->shared_source.text;
    struct wd_pack_yaml yaml = {.plain = true};

    wd_pack_source_init(&pack->shared_source, path);
    if (!compile_file(pack->set, &yaml, &pack->shared_source, path))
        return false;
    pack->shared.root = json_loadb(text->ptr, text->len, 0, NULL);
    pack->set->no_memory = pack->set->no_memory || !pack->shared.root;
    return pack->shared.root && check(pack);
}

/* ---- the folder -------------------------------------------------------------------------------- */

bool wd_pack_is_yaml(const char *path)
{
    struct wd_str s = wd_str_of(path);

    return wd_str_ends(s, WD_STR(".yaml")) || wd_str_ends(s, WD_STR(".yml"));
}

static int yaml_filter(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && entry->d_name[0] != '_' && wd_pack_is_yaml(entry->d_name);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* What _shared.yaml says of the pack, as far as it says it; the reader finds out what is missing. */
static void put_header(struct pack *pack)
{
    static const char *const keys[] = {"pack", "schema", "system"};
    struct wd_pack_source *source = pack->source;

    wd_pack_source_mark(source, (struct wd_file_place){pack->shared_source.file, 1, 1});
    wd_buf_putc(&source->text, '{');
    for (size_t i = 0; i < 3; i++) {
        const json_t *value = json_object_get(pack->shared.root, keys[i]);
        char *text = value ? wd_json_dump(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
        pack->set->no_memory = pack->set->no_memory || (value && !text);
        if (!text)
            continue;
        wd_pack_source_mark(source, wd_pack_source_key(&pack->shared_source, WD_NPOS, keys[i]));
        wd_buf_printf(&source->text, "\"%s\":%s,", keys[i], text);
        free(text);
    }
    wd_buf_putz(&source->text, "\"rules\":[");
}

static void compile_entry(struct pack *pack, const char *folder, const char *name, size_t *count)
{
    struct wd_str path = wd_arena_printf(pack->set->arena, "%s/%s", folder, name);
    struct wd_pack_yaml yaml = {.shared = &pack->shared};
    struct wd_buf *text = &pack->source->text;

    if (!path.ptr) {
        pack->set->no_memory = true;
        return;
    }
    if (*count > 0)
        wd_buf_putc(text, ',');
    if (compile_file(pack->set, &yaml, pack->source, path.ptr))
        ++*count;
    else if (*count > 0)
        text->len--;
}

static bool compile_entries(struct pack *pack, const char *path)
{
    struct dirent **entries = NULL;
    size_t count = 0;
    int found = scandir(path, &entries, yaml_filter, by_bytes);

    if (found < 0)
        wd_ruleset_note_errno(pack->set, (struct wd_file_place){.file = path});
    put_header(pack);
    pack->source->folder = true;
    for (int i = 0; i < found; i++) {
        compile_entry(pack, path, entries[i]->d_name, &count);
        free(entries[i]);
    }
    free(entries);
    wd_buf_putz(&pack->source->text, "]}");
    return found >= 0 && !pack->source->text.failed;
}

bool wd_pack_compile_folder(struct wd_ruleset *set, struct wd_pack_source *source, const char *path)
{
    struct wd_str header = wd_arena_printf(set->arena, "%s/" WD_PACK_SHARED_FILE, path);
    struct pack pack = {.set = set, .source = source};
    bool sound = header.ptr && read_shared(&pack, header.ptr) && compile_entries(&pack, path);

    set->no_memory = set->no_memory || !header.ptr;
    json_decref(pack.shared.root);
    wd_pack_source_done(&pack.shared_source);
    return sound;
}
