/* Shared by the readers of patterns/roles: opening, argv arrays, texts in two languages.
 *
 * Texts stay in the jansson value, which the table that read it keeps alive. */
#ifndef WHYDENIED_ADVISE_FACTS_H
#define WHYDENIED_ADVISE_FACTS_H

#include <jansson.h>

#include "advise/bind.h"
#include "whydenied/buf.h"

enum {
    WD_FACTS_MAX = 4 * 1024 * 1024 /* the shipped tables are 200 KiB */
};

json_t *wd_facts_file(const char *dir, const char *name, struct wd_error *err);
int wd_facts_words(struct wd_arena *arena, const json_t *array, struct wd_words *ret_words);
void wd_facts_text(const json_t *object,
                   const char *ret_text[WD_LANG_COUNT]); /* en for ja if absent */

#endif
