/* Fields by table, and the plain kinds of value. */
#include "match/pack/fields.h"

#include <stdio.h>

enum { WD_KEY_MAX = 256 };

struct wd_file_place wd_pack_place(struct wd_pack_reader *reader, enum wd_pack_part part,
                                   size_t index)
{
    if (!reader->user && !(reader->set->flags & WD_RULES_EXAMPLES))
        return (struct wd_file_place){.file = reader->source->file};
    return wd_pack_source_part(reader->source, reader->rule_index, part, index);
}

/* "/" stands for any pointer. */
static const struct wd_field *find_field(const struct wd_field *fields, struct wd_str key)
{
    const char first = wd_str_at(key, 0);

    for (const struct wd_field *field = fields; field->name; field++)
        if (*field->name == first && (first == '/' || wd_str_eqz(key, field->name)))
            return field;
    return NULL;
}

static const char *field_name(const void *context, size_t i)
{
    const char *name = ((const struct wd_field *)context)[i].name;

    return name && strcmp(name, "/") == 0 ? "/json/pointer" : name;
}

static void unknown_key(struct wd_pack_reader *reader, const struct wd_field *fields,
                        const char *key, const char *what)
{
    const struct wd_pack_words words = {"key", what, field_name, fields};

    wd_pack_unknown(reader, "P001", key, key, &words);
}

static void read_member(struct wd_pack_reader *reader, const struct wd_field *fields, void *target,
                        const struct wd_jiter *it, const char *what, uint64_t *seen)
{
    char key[WD_KEY_MAX];
    const struct wd_field *field = find_field(fields, it->name);
    size_t len = it->name.len < sizeof key ? it->name.len : sizeof key - 1;
    memcpy(key, len ? it->name.ptr : "", len);
    key[len] = '\0';
    if (!field || len != it->name.len || strlen(key) != len) {
        unknown_key(reader, fields, key, what);
        return;
    }
    uint64_t bit = UINT64_C(1) << (field - fields);
    if (*seen & bit && field->name[0] != '/')
        wd_pack_problem(reader, "P001", key, "\"%.64s\" stands twice in %s", key, what);
    *seen |= bit;
    field->read(reader, target, key, it->value);
}

void wd_pack_object(struct wd_pack_reader *reader, const struct wd_field *fields, void *target,
                    struct wd_jv object, const char *what)
{
    uint64_t seen = 0;
    if (wd_jv_type(object) != WD_JSON_OBJECT) {
        wd_pack_problem(reader, "P004", NULL, "%s must hold names with values, such as {en: ...}",
                        what);
        return;
    }
    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);)
        read_member(reader, fields, target, &it, what, &seen);
    for (const struct wd_field *field = fields; field->name; field++) {
        if (field->required && !(seen & UINT64_C(1) << (field - fields)))
            wd_pack_problem(reader, "P005", NULL, "%s lacks \"%s\"", what, field->name);
    }
}

const char *wd_pack_string(struct wd_pack_reader *reader, const char *key, struct wd_jv value)
{
    struct wd_str s;
    if (!wd_jv_is_str(value, &s) || s.len == 0 || memchr(s.ptr, '\0', s.len)) {
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a text that is not empty", key);
        return NULL;
    }
    char *copy = wd_arena_strdup(reader->set->arena, s);
    if (!copy)
        reader->set->no_memory = true;
    return copy;
}

static void *take(struct wd_pack_reader *reader, size_t count, size_t size)
{
    void *room = wd_arena_alloc(reader->set->arena, count * size);
    if (!room)
        reader->set->no_memory = true;
    return room;
}

size_t wd_pack_count(struct wd_jv container)
{
    size_t count = 0;
    for (struct wd_jiter it = wd_jv_iter(container); wd_jiter_next(&it);)
        count++;
    return count;
}

const char **wd_pack_strings(struct wd_pack_reader *reader, const char *key, struct wd_jv value,
                             size_t *ret_count)
{
    bool alone = wd_jv_type(value) == WD_JSON_STRING;
    size_t count = alone ? 1 : wd_jv_type(value) == WD_JSON_ARRAY ? wd_pack_count(value) : 0;
    if (count == 0 || count > WD_STRINGS_MAX) {
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a list of 1 to %u texts", key,
                        WD_STRINGS_MAX);
        return NULL;
    }
    const char **list = take(reader, count, sizeof *list);
    if (!list)
        return NULL;
    struct wd_jiter it = wd_jv_iter(value);
    for (size_t i = 0; i < count; i++) {
        if (!alone)
            wd_jiter_next(&it);
        list[i] = wd_pack_string(reader, key, alone ? value : it.value);
        if (!list[i])
            return NULL;
    }
    *ret_count = count;
    return list;
}

bool wd_pack_bool(struct wd_pack_reader *reader, const char *key, struct wd_jv value)
{
    bool b = false;
    if (wd_jv_type(value) != WD_JSON_BOOL || !wd_jv_bool(value, &b))
        wd_pack_problem(reader, "P004", key, "\"%s\" must be true or false", key);
    return b;
}

int wd_pack_int(struct wd_pack_reader *reader, const char *key, struct wd_jv value)
{
    int64_t n = -1;
    if (wd_jv_type(value) != WD_JSON_INTEGER || !wd_jv_int(value, &n) || n < 0 || n > 1000000) {
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a whole number from 0 to 1000000",
                        key);
        return 0;
    }
    return (int)n;
}

void wd_pack_ints(struct wd_pack_reader *reader, const char *key, struct wd_jv value, int *to,
                  size_t max, size_t *ret_count)
{
    bool alone = wd_jv_type(value) == WD_JSON_INTEGER;
    size_t count = alone ? 1 : wd_jv_type(value) == WD_JSON_ARRAY ? wd_pack_count(value) : 0;
    if (count == 0 || count > max) {
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a list of 1 to %zu numbers", key, max);
        return;
    }
    struct wd_jiter it = wd_jv_iter(value);
    for (size_t i = 0; i < count; i++) {
        if (!alone)
            wd_jiter_next(&it);
        to[i] = wd_pack_int(reader, key, alone ? value : it.value);
    }
    *ret_count = count;
}

static void read_en(struct wd_pack_reader *reader, void *target, const char *key,
                    struct wd_jv value)
{
    ((struct wd_text_i18n *)target)->in[WD_LANG_EN] = wd_pack_string(reader, key, value);
}

static void read_ja(struct wd_pack_reader *reader, void *target, const char *key,
                    struct wd_jv value)
{
    ((struct wd_text_i18n *)target)->in[WD_LANG_JA] = wd_pack_string(reader, key, value);
}

void wd_pack_text(struct wd_pack_reader *reader, const char *key, struct wd_jv value,
                  struct wd_text_i18n *to)
{
    static const struct wd_field fields[] = {
        {"en", read_en, true}, {"ja", read_ja, false}, {NULL, NULL, false}};
    wd_pack_object(reader, fields, to, value, key);
}

void *wd_pack_array(struct wd_pack_reader *reader, const char *key, struct wd_jv value, size_t max,
                    size_t size, size_t *ret_count)
{
    size_t count = wd_pack_count(value);
    if (wd_jv_type(value) != WD_JSON_ARRAY || count > max) {
        wd_pack_problem(reader, "P004", key, "\"%s\" must be a list of at most %zu objects", key,
                        max);
        return NULL;
    }
    void *room = count ? take(reader, count, size) : NULL;
    *ret_count = room ? count : 0;
    return room;
}
