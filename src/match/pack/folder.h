/* Packs written as YAML, compiled whole: one rule that stands alone, or a folder of them. */
#ifndef WHYDENIED_MATCH_PACK_FOLDER_H
#define WHYDENIED_MATCH_PACK_FOLDER_H

#include "match/pack/source.h"
#include "match/ruleset.h"

/* The text of one rule, as a pack of one: `pack` and `schema` may stand in it. False after noting why it cannot
 * be read. */
bool wd_pack_compile_rule(struct wd_ruleset *set, struct wd_pack_source *source,
                          struct wd_str text);
/* A folder of rules and the _shared.yaml of their pack. A rule that cannot be read is left out. */
bool wd_pack_compile_folder(struct wd_ruleset *set, struct wd_pack_source *source,
                            const char *path);

/* The whole file into the buffer; false after noting why not. */
bool wd_pack_read_file(struct wd_ruleset *set, const char *path, struct wd_buf *text);

#endif
