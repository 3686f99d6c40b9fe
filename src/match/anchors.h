/* All anchors of all rules, looked for in one pass over a text, letters in any case (ASCII), quotes of
 * any kind.
 *
 * An Aho-Corasick automaton over the first WD_ANCHOR_PREFIX bytes of each anchor, with bytes folded
 * into classes so that the table stays small; what follows the prefix is compared on a hit. Linear in
 * the text. Immutable once built; the anchors' text must outlive it. */
#ifndef WHYDENIED_MATCH_ANCHORS_H
#define WHYDENIED_MATCH_ANCHORS_H

#include <stdint.h>

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"
#include "whydenied/match.h"

#define WD_ANCHOR_PREFIX 10u

struct wd_anchor {
    struct wd_str text;
    uint32_t rule; /* whatever the caller means by it */
};

struct wd_anchors;

struct wd_anchors *wd_anchors_new(const struct wd_anchor *anchors, size_t count,
                                  struct wd_error *err);
void wd_anchors_free(struct wd_anchors *anchors);

/* Called for each occurrence, by place; `at` is its first byte. */
typedef void (*wd_anchor_fn)(void *context, uint32_t rule, size_t at);
void wd_anchors_scan(const struct wd_anchors *anchors, struct wd_str text, wd_anchor_fn found,
                     void *context);

#endif
