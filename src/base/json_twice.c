/* Crossing out: every name is put down with its object, sorted, and neighbours that are equal are the
 * same member said twice. A text that is no JSON gives nonsense, which the parser then refuses. */
#include "base/json_mend.h"

#include <stdlib.h>

#include "whydenied/base/digest.h"
#include "whydenied/base/limits.h"

struct name {
    uint64_t key; /* the object and the name in it */
    size_t at, len;
};

struct names {
    struct name *items;
    size_t count, room;
    bool failed;
    struct wd_buf plain; /* a name without escapes */
};

static void put_utf8(struct wd_buf *out, unsigned c)
{
    char bytes[3] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)),
                     (char)(0x80 | (c & 0x3F))};

    if (c < 0x80) {
        wd_buf_putc(out, (char)c);
    } else if (c < 0x800) {
        bytes[1] = (char)(0xC0 | c >> 6);
        wd_buf_put(out, wd_str_make(bytes + 1, 2));
    } else { /* halves of a pair each for itself: equal names stay equal */
        wd_buf_put(out, wd_str_make(bytes, sizeof bytes));
    }
}

static unsigned hex_of(struct wd_str digits)
{
    unsigned value = 0;

    for (size_t i = 0; i < digits.len; i++) {
        unsigned char c = (unsigned char)digits.ptr[i];
        value = value * 16 + (c <= '9' ? c - 48u : (c | 0x20u) - 87u);
    }
    return value;
}

static struct wd_str without_escapes(struct names *names, struct wd_str name)
{
    static const char escapes[] = "b\bf\fn\nr\rt\t";

    if (!memchr(name.ptr, '\\', name.len))
        return name;
    wd_buf_clear(&names->plain);
    for (size_t i = 0; i < name.len; i++) {
        const char *known;
        if (name.ptr[i] != '\\' || i + 1 == name.len) {
            wd_buf_putc(&names->plain, name.ptr[i]);
        } else if (name.ptr[++i] == 'u' && i + 4 < name.len) {
            put_utf8(&names->plain, hex_of(wd_str_sub(name, i + 1, 4)));
            i += 4;
        } else {
            known = memchr(escapes, name.ptr[i], sizeof escapes - 1);
            wd_buf_putc(&names->plain, known ? known[1] : name.ptr[i]);
        }
    }
    return wd_buf_str(&names->plain);
}

static void put_down(struct names *names, uint64_t object, struct wd_str text, size_t at,
                     size_t len)
{
    struct wd_str name = without_escapes(names, wd_str_sub(text, at, len));

    if (names->count == names->room) {
        size_t room = names->room > 0 ? 2 * names->room : 64;
        struct name *items = realloc(names->items, room * sizeof *items);
        names->failed = names->failed || !items;
        if (!items)
            return;
        names->items = items;
        names->room = room;
    }
    names->items[names->count++] = (struct name){wd_hash_join(object, wd_hash(name)), at, len};
}

/* The place behind a string whose first byte is at `at`: of its closing quote. */
static size_t string_end(struct wd_str text, size_t at)
{
    while (at < text.len && text.ptr[at] != '"')
        at += text.ptr[at] == '\\' ? 2 : 1;
    return at < text.len ? at : text.len;
}

static size_t blanks_end(struct wd_str text, size_t at)
{
    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t' || text.ptr[at] == '\n' ||
                             text.ptr[at] == '\r'))
        at++;
    return at;
}

/* A string with a colon behind it is a name; the innermost bracket that is open is its object's. */
static void collect(struct names *names, struct wd_str text)
{
    uint64_t open[WD_DEPTH_MAX + 1] = {0};
    uint64_t opened = 0;
    size_t depth = 0;

    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"') {
            size_t end = string_end(text, i + 1), next = blanks_end(text, end + 1);
            if (next < text.len && text.ptr[next] == ':')
                put_down(names, open[depth], text, i + 1, end - i - 1);
            i = end;
        } else if ((c == '{' || c == '[') && depth < WD_DEPTH_MAX) {
            open[++depth] = ++opened;
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
}

static int compare(const void *a, const void *b)
{
    const struct name *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

/* A name that nobody looks for, and another one at every place: two that are crossed out are not one name twice. */
static void cross_out(char *name, size_t len, size_t at)
{
    static const char signs[] = "~^`|!%&()*+,-./:;<=>?[]";

    for (size_t i = 0; i < len; i++, at /= sizeof signs - 1)
        name[i] = signs[at % (sizeof signs - 1)];
}

bool wd_json_cross_out(struct wd_buf *out, struct wd_str text, enum wd_json_reading reading)
{
    struct names names = {0};

    wd_buf_init(&names.plain, WD_RECORD_MAX);
    collect(&names, text);
    wd_buf_clear(out);
    wd_buf_put(out, text);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, compare);
    for (size_t i = 1; i < names.count && !out->failed; i++) {
        const struct name *gone = &names.items[reading == WD_JSON_FIRST ? i : i - 1];
        if (names.items[i].key == names.items[i - 1].key)
            cross_out(out->ptr + gone->at, gone->len, gone->at);
    }
    names.failed = names.failed || out->failed || names.plain.failed;
    wd_buf_done(&names.plain);
    free(names.items);
    return !names.failed;
}
