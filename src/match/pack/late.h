/* What of a rule is read late: a compiled pack says in one line how a rule is recognised and in the next what it
 * answers, and a run needs the answers of the few rules that it has met.
 *
 * The layout is JSON like any other, and a pack in another one is read whole. It is looked for in shipped packs only:
 * `rules pack` has read every rule of them whole. */
#ifndef WHYDENIED_MATCH_PACK_LATE_H
#define WHYDENIED_MATCH_PACK_LATE_H

#include "match/ruleset.h"

/* Where a rule's answer still stands as text. */
struct wd_rule_rest {
    struct wd_ruleset *set;
    struct wd_rule *rule;
    const char *file;
    struct wd_str line; /* of the pack's text, which the set keeps: ",\"title\":…}" */
};

/* The pack without its rules' answers, as JSON with padding. False: the text has another layout. */
bool wd_pack_heads(struct wd_str text, struct wd_buf *heads);
/* The next answer of such a text; `text` moves on behind it. Empty when there is none. */
struct wd_str wd_pack_next_rest(struct wd_str *text);

/* A member of a rule that stands in its second line (rule.c). */
bool wd_pack_is_late(const char *key);

#endif
