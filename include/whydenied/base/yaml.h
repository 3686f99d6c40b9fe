/* YAML: one walk over libyaml's events, JSON text from it, and YAML for people.
 *
 * A document is met item by item, each with its place. Nothing is followed: aliases are how a small
 * document becomes a huge one. Nesting is limited to WD_DEPTH_MAX; the text is in memory, so its owner
 * limits the size. */
#ifndef WHYDENIED_BASE_YAML_H
#define WHYDENIED_BASE_YAML_H

#include <jansson.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/limits.h"

enum wd_yaml_kind {
    WD_YAML_MAP,
    WD_YAML_LIST,
    WD_YAML_NAME, /* of a member of a map; its value comes next */
    WD_YAML_SCALAR,
    WD_YAML_END /* of a map or a list */
};

struct wd_yaml_item {
    enum wd_yaml_kind kind;
    struct wd_str text;    /* of names and scalars; dies with the call */
    bool plain;            /* a scalar without quotes, not in a block */
    unsigned line, column; /* from 1; of an END: where it ends */
};

struct wd_yaml_fault {
    unsigned line, column;
    char text[160];
};

enum {
    WD_YAML_NO_ALIASES = 1, /* anchors and aliases are faults; else an alias is null */
    WD_YAML_STRICT = 3      /* so are tags, names that stand twice, and a second document */
};

/* Takes one item. False ends the walk; a sink that refuses an item says why in the fault. */
typedef bool (*wd_yaml_sink)(void *context, const struct wd_yaml_item *item,
                             struct wd_yaml_fault *fault);

/* The first document of the text. 1; 0 it is no YAML, is refused, or is empty (the fault says which);
 * -1 lack of memory. */
int wd_yaml_walk(struct wd_str text, unsigned flags, wd_yaml_sink sink, void *context,
                 struct wd_yaml_fault *fault);

/* Notes a fault at the item and returns false, so that a sink can return it. */
bool wd_yaml_refuse(struct wd_yaml_fault *fault, const struct wd_yaml_item *item,
                    const char *format, ...) __attribute__((format(printf, 3, 4)));

/* JSON text, item by item: commas and brackets are its business. Zero but `out` to begin with. */
struct wd_yaml_json {
    struct wd_buf *out;
    struct {
        bool mapping, named; /* named: the name is written, its value must follow */
        size_t count;
    } levels[WD_DEPTH_MAX + 1];
    unsigned depth;
};

/* Writes the item; `typed`: a plain scalar is what JSON would spell so, else every scalar is a string. */
void wd_yaml_json_put(struct wd_yaml_json *writer, const struct wd_yaml_item *item, bool typed);

/* The whole document as JSON text, appended to `out`. Results as wd_yaml_walk. */
int wd_yaml_to_json(struct wd_buf *out, struct wd_str text, unsigned flags, bool typed,
                    struct wd_yaml_fault *fault);

/* ---- writing ----------------------------------------------------------------------------------------- */

/* A jansson value as YAML that people edit: blocks, quotes where they are needed, nothing escaped that can be
 * read. Read back with texts as texts it gives the same value.
 * Members named in `blocks` (ended by NULL) are written as blocks when they are long, so that no line of theirs
 * is folded. False without memory. */
bool wd_yaml_write(struct wd_buf *out, const json_t *value, const char *const *blocks);

#endif
