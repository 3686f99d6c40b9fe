/* What the clouds named themselves. Private to names. */
#ifndef WHYDENIED_NAMES_ALIAS_WORDS_H
#define WHYDENIED_NAMES_ALIAS_WORDS_H

#include "whydenied/base/str.h"

/* "repositories" → "repository": what a name behind this word is; NULL: no collection. */
const char *wd_alias_kind_of(struct wd_str collection);
bool wd_alias_is_clouds(struct wd_str word);

#endif
