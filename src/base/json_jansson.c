/* The JSON view on jansson, for builds without a C++ compiler, and the oracle for simdjson.
 *
 * A wd_jv is a json_t. jansson reports lack of memory as a syntax error and spends up to 70 bytes on
 * a byte of text, so its allocator is watched while a record is parsed: what a record may cost is
 * bounded, and a refused allocation is told from bad text. Depth is checked beforehand, since
 * jansson's own limit is 2048. */
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/json_engine.h"
#include "whydenied/base/json_pool.h"
#include "whydenied/base/limits.h"

struct wd_json_engine {
    json_t *root;
};

#define PARSE_BYTES_MAX (48u * 1024u * 1024u) /* allocated for one record */

/* jansson's allocator is one for the process, so what belongs to a parse must belong to its thread. */
static _Thread_local struct {
    size_t left;
    bool watching, spent, no_memory;
} watch;

static void *watched_malloc(size_t size)
{
    void *memory;

    if (watch.watching && size > watch.left) {
        watch.spent = true;
        return NULL;
    }
    memory = wd_json_pool_alloc(size);
    if (watch.watching) {
        watch.left -= size;
        watch.no_memory = watch.no_memory || !memory;
    }
    return memory;
}

static void install_allocator(void)
{
    json_set_alloc_funcs(watched_malloc, wd_json_pool_free);
}

struct wd_json_engine *wd_json_engine_new(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, install_allocator);
    return calloc(1, sizeof(struct wd_json_engine));
}

void wd_json_engine_free(struct wd_json_engine *engine)
{
    if (engine)
        json_decref(engine->root);
    free(engine);
}

const char *wd_json_engine_name(void)
{
    return "jansson";
}

static bool too_deep(struct wd_str text)
{
    unsigned depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"')
            quoted = !quoted;
        else if (quoted)
            i += c == '\\';
        else if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && depth > 0)
            depth--;
        if (depth > WD_DEPTH_MAX)
            return true;
    }
    return false;
}

static bool said_twice(const json_error_t *error)
{
    return json_error_code(error) == json_error_duplicate_key;
}

/* ---- names with a NUL ------------------------------------------------------------------------------ */

/* What stands behind a string makes it a name. */
static bool is_name(const char *text, size_t behind, size_t len)
{
    while (behind < len && strchr(" \t\r\n", text[behind]) && text[behind])
        behind++;
    return behind < len && text[behind] == ':';
}

static void rename_nul(char *name, size_t len)
{
    for (size_t i = 0; i + 5 < len; i++) {
        if (name[i] != '\\')
            continue;
        if (memcmp(name + i + 1, "u0000", 5) == 0)
            name[i + 5] = '1';
        i++;
    }
}

static void rename_nuls(char *text, size_t len)
{
    size_t from = 0;
    bool quoted = false;

    for (size_t i = 0; i < len; i++) {
        if (quoted && text[i] == '\\') {
            i++;
        } else if (text[i] == '"') {
            if (quoted && is_name(text, i + 1, len))
                rename_nul(text + from, i - from);
            quoted = !quoted;
            from = i + 1;
        }
    }
}

/* jansson takes a NUL in a value, but in no name. None that anybody looks for has one: \u0001 stands for it. */
static json_t *load(struct wd_str text, json_error_t *error)
{
    const size_t flags = JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES;
    json_t *root = json_loadb(text.ptr, text.len, flags, error);

    if (root || json_error_code(error) != json_error_null_byte_in_key)
        return root;
    char *copy = watched_malloc(text.len);
    if (!copy)
        return NULL;
    memcpy(copy, text.ptr, text.len);
    rename_nuls(copy, text.len);
    root = json_loadb(copy, text.len, flags, error);
    wd_json_pool_free(copy);
    return root;
}

/* Objects with a name twice are refused before anybody looks into them. */
bool wd_json_engine_twice(const struct wd_json_engine *engine)
{
    (void)engine;
    return false;
}

enum wd_json_fault wd_json_engine_parse(struct wd_json_engine *engine, struct wd_str text,
                                        struct wd_jv *ret_root)
{
    json_error_t error;

    json_decref(engine->root);
    engine->root = NULL;
    if (text.len > WD_RECORD_MAX)
        return WD_JSON_TOO_LONG;
    if (too_deep(text))
        return WD_JSON_TOO_DEEP;
    if (text.len > 0 && memchr(text.ptr, '\0', text.len)) /* jansson passes one behind a number */
        return WD_JSON_MALFORMED;
    watch.left = PARSE_BYTES_MAX;
    watch.spent = watch.no_memory = false;
    watch.watching = true;
    engine->root = load(text, &error);
    watch.watching = false;
    if (!engine->root)
        return watch.spent          ? WD_JSON_TOO_LONG
               : watch.no_memory    ? WD_JSON_NO_MEMORY
               : said_twice(&error) ? WD_JSON_TWICE
                                    : WD_JSON_MALFORMED;
    *ret_root = (struct wd_jv){engine->root, 0};
    return WD_JSON_OK;
}

/* jansson's readers want json_t that is not const although they leave it alone. */
static json_t *node(struct wd_jv v)
{
    union {
        const void *in;
        json_t *out;
    } u = {v.a};

    return u.out;
}

enum wd_json_type wd_tree_type(struct wd_jv v)
{
    if (!v.a)
        return WD_JSON_ABSENT;
    switch (json_typeof(node(v))) {
    case JSON_OBJECT:
        return WD_JSON_OBJECT;
    case JSON_ARRAY:
        return WD_JSON_ARRAY;
    case JSON_STRING:
        return WD_JSON_STRING;
    case JSON_INTEGER:
        return WD_JSON_INTEGER;
    case JSON_REAL:
        return WD_JSON_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
        return WD_JSON_BOOL;
    case JSON_NULL:
        break;
    }
    return WD_JSON_NULL;
}

struct wd_jv wd_tree_member(struct wd_jv object, struct wd_str name)
{
    return (struct wd_jv){json_object_getn(node(object), name.ptr, name.len), 0};
}

struct wd_jv wd_tree_element(struct wd_jv array, size_t index)
{
    return (struct wd_jv){json_array_get(node(array), index), 0};
}

bool wd_tree_str(struct wd_jv v, struct wd_str *ret_s)
{
    if (!json_is_string(node(v)))
        return false;
    *ret_s = wd_str_make(json_string_value(node(v)), json_string_length(node(v)));
    return true;
}

int64_t wd_tree_integer(struct wd_jv integer)
{
    return json_integer_value(node(integer));
}

double wd_tree_real(struct wd_jv real)
{
    return json_real_value(node(real));
}

bool wd_tree_bool(struct wd_jv boolean)
{
    return json_is_true(node(boolean));
}

/* state[0]: an object's iterator, or an array's next index. Objects keep the order of insertion. */
struct wd_jiter wd_tree_iter(struct wd_jv container)
{
    struct wd_jiter it = {0};

    if (!json_is_object(node(container)) && !json_is_array(node(container)))
        return it;
    it.container = container;
    it.state[0] = (uintptr_t)json_object_iter(node(container));
    return it;
}

bool wd_tree_next(struct wd_jiter *it)
{
    json_t *container = node(it->container);

    if (json_is_object(container)) {
        void *at = (void *)(uintptr_t)it->state[0];
        if (!at)
            return false;
        it->name = wd_str_make(json_object_iter_key(at), json_object_iter_key_len(at));
        it->value = (struct wd_jv){json_object_iter_value(at), 0};
        it->state[0] = (uintptr_t)json_object_iter_next(container, at);
        return true;
    }
    if (!json_is_array(container) || it->state[0] >= json_array_size(container))
        return false;
    it->value = (struct wd_jv){json_array_get(container, (size_t)it->state[0]), 0};
    it->state[0]++;
    return true;
}
