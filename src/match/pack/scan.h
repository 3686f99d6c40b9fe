/* Where things stand in a pack's text: no JSON library tells the line of a value.
 *
 * One pass notes where every rule, match alternative and example begins; keys are looked for when a message
 * needs them. */
#ifndef WHYDENIED_MATCH_PACK_SCAN_H
#define WHYDENIED_MATCH_PACK_SCAN_H

#include "whydenied/base/str.h"

enum wd_pack_part { WD_PART_RULE, WD_PART_MATCH, WD_PART_EXAMPLE, WD_PART_COUNTEREXAMPLE };

struct wd_pack_place {
    enum wd_pack_part part;
    size_t rule; /* index in "rules" */
    size_t offset;
};

struct wd_pack_scan {
    struct wd_pack_place *places;
    size_t count, cap;
    bool no_memory;
};

void wd_pack_scan_run(struct wd_pack_scan *scan, struct wd_str text);
void wd_pack_scan_done(struct wd_pack_scan *scan);

/* Offset of a rule, or of its part number `index`; the rule's, or WD_NPOS, if there is none. */
size_t wd_pack_scan_part(const struct wd_pack_scan *scan, size_t rule, enum wd_pack_part part,
                         size_t index);
/* Offset where `"key":` stands within a rule, else the rule's; rule WD_NPOS: in the whole text. */
size_t wd_pack_scan_key(const struct wd_pack_scan *scan, struct wd_str text, size_t rule,
                        const char *key);

#endif
