/* Does one of some names stand in a text? A look at every fourth byte, for texts in which none stands.
 *
 * Names of seven bytes and more, in letters of either case. What stands there is compared by whoever asks: a bit may be another
 * name's. Nothing is taken out; all are put anew. Nothing fails. */
#ifndef WHYDENIED_READ_TEXT_GRAMS_H
#define WHYDENIED_READ_TEXT_GRAMS_H

#include <stdint.h>

#include "whydenied/base/str.h"

enum { WD_NAME_GRAMS = 1 << 16 };

/* The bits of what stands in names: of four bytes together, and of the seven around them. */
struct wd_name_grams {
    uint32_t four[WD_NAME_GRAMS / 32], seven[WD_NAME_GRAMS / 32];
};

/* Puts the seven bytes that tell the name best from others; shorter names are not put. */
void wd_name_grams_put(struct wd_name_grams *grams, struct wd_str name);
/* The place of the next that may stand there, or the length. */
size_t wd_name_grams_find(const struct wd_name_grams *grams, struct wd_str text);

#endif
