/* Base64 as carriers use it. */
#ifndef WHYDENIED_BASE_BASE64_H
#define WHYDENIED_BASE_BASE64_H

#include "whydenied/base/arena.h"
#include "whydenied/base/str.h"

/* Both alphabets, the standard and the URL-safe one; white space is skipped. Made in the arena; empty if
 * the text is no Base64. */
struct wd_str wd_base64_decoded(struct wd_arena *arena, struct wd_str text);

#endif
