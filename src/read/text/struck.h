/* A line without the words of refusal that refuse nothing where they stand. What is left is asked again whether it refuses.
 * Lines that do not fit are left as they are. Nothing is allocated; `s` lies in `bytes`. */
#ifndef WHYDENIED_READ_TEXT_STRUCK_H
#define WHYDENIED_READ_TEXT_STRUCK_H

#include "whydenied/base/str.h"

enum { WD_STRUCK_MAX = 1024 };

struct wd_struck {
    struct wd_str s;
    char bytes[WD_STRUCK_MAX];
};

/* Copies the line; names, titles and what describes a noun are struck out of it. Returns whether anything was. */
bool wd_struck_names(struct wd_struck *struck, struct wd_str line);

/* Of a copy: "no longer denied", "is not explicitly denied" and their kin in other languages. */
bool wd_struck_negated(struct wd_struck *struck, struct wd_str line);

void wd_strike(struct wd_struck *struck, size_t at, size_t len);

#endif
