/* A rule in YAML, compiled to the JSON of a pack (pack.schema.json describes both).
 *
 * Every scalar is a string unless the schema types it: numbers of version, code and http, true and false
 * where they can stand; inside a record given as a map, plain scalars are what JSON would spell so. JSON is
 * YAML, so a log entry may be pasted as it is. What a file may not hold (tags, anchors, aliases, a name twice,
 * a second document) is told with its place. */
#ifndef WHYDENIED_MATCH_PACK_YAML_H
#define WHYDENIED_MATCH_PACK_YAML_H

#include "match/pack/shared.h"
#include "match/pack/source.h"

enum { WD_PACK_NAME_BYTES = 128 };

/* What to make of a file, and what came of it. */
struct wd_pack_yaml {
    bool plain;                          /* any map: every scalar but `schema` is a string */
    const struct wd_pack_shared *shared; /* of its pack; NULL: the file stands alone */
    /* The header of a file that stands alone, where it has one. */
    char pack[WD_PACK_NAME_BYTES], schema[WD_PACK_NAME_BYTES];
    /* The fault, when there is one. */
    const char *lint;
    unsigned line, column;
    char fault[256];
};

/* Appends the map of the text to the source, its pieces marked as of `file`. 1; 0 a fault, and the source
 * stays as it was; -1 lack of memory. */
int wd_pack_yaml_compile(struct wd_pack_yaml *yaml, struct wd_pack_source *source, const char *file,
                         struct wd_str text);

#endif
