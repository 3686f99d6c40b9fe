/* A pack as its reader takes it: JSON text, and where each piece of it stands in the files it came from.
 *
 * A pack in JSON is its file as it is. One written as YAML is compiled (pack/yaml.h); the marks then tell
 * which line of which file a byte of the text comes from. No JSON library tells the place of a value, so a
 * pass over the text notes rules, alternatives and examples the first time a place is asked for. */
#ifndef WHYDENIED_MATCH_PACK_SOURCE_H
#define WHYDENIED_MATCH_PACK_SOURCE_H

#include "match/pack/scan.h"
#include "whydenied/base/buf.h"
#include "whydenied/match/rule.h"

struct wd_pack_mark {
    size_t offset; /* in the text; holds up to the next mark */
    struct wd_file_place at;
};

/* A text, expression or reference as it is written in a rule, before what is shared is put in. */
enum wd_pack_written_kind { WD_WRITTEN_TEXT, WD_WRITTEN_EXPRESSION, WD_WRITTEN_REFERENCE };

struct wd_pack_written {
    enum wd_pack_written_kind kind;
    size_t offset, len; /* in `words` */
    struct wd_file_place at;
};

struct wd_pack_source {
    const char *file; /* that messages name when nothing better is known; outlives the source */
    struct wd_buf text;
    bool folder;                /* of files, a rule each, named after it */
    struct wd_pack_mark *marks; /* by offset; none: the text is the file */
    size_t mark_count, mark_room;
    struct wd_pack_written *written; /* of a folder; in the order of its files */
    size_t written_count, written_room;
    struct wd_buf words;
    struct wd_pack_scan scan;
    bool scanned, no_memory;
    bool late; /* rules point into the text */
    struct
    { /* how far the lines of a JSON file are counted, and the characters of the last of them */
        size_t offset;
        unsigned line, column;
    } counted;
};

void wd_pack_source_init(struct wd_pack_source *source, const char *file);
void wd_pack_source_done(struct wd_pack_source *source);
/* From here on the text comes from this place. */
void wd_pack_source_mark(struct wd_pack_source *source, struct wd_file_place at);
/* Something a rule says in its own file. */
void wd_pack_source_wrote(struct wd_pack_source *source, enum wd_pack_written_kind kind,
                          struct wd_str words, struct wd_file_place at);
/* Padding behind the text, for the parser. False without memory or when it is too long. */
bool wd_pack_source_close(struct wd_pack_source *source);

/* The place of a rule, or of its part number `index`; of the rule, or of the pack, if there is none. */
struct wd_file_place wd_pack_source_part(struct wd_pack_source *source, size_t rule,
                                         enum wd_pack_part part, size_t index);
/* Where a key stands within a rule; rule WD_NPOS: in the whole pack. */
struct wd_file_place wd_pack_source_key(struct wd_pack_source *source, size_t rule,
                                        const char *key);

#endif
