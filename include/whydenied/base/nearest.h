/* What somebody may have meant: the name nearest to a wrong word. Letters that changed places, one more, one less or
 * another are slips; a name that begins as it was written is near. */
#ifndef WHYDENIED_BASE_NEAREST_H
#define WHYDENIED_BASE_NEAREST_H

#include "whydenied/base/buf.h"

/* Looks at names one by one; starts as {.word = …}. */
struct wd_nearest {
    const char *word; /* what was written */
    const char *name; /* the nearest so far, NULL: none is near */
    size_t best;      /* how many letters lie between them */
};

void wd_nearest_look(struct wd_nearest *nearest, const char *name);

/* The names there are: number i, NULL behind the last. */
typedef const char *(*wd_nearest_names)(const void *context, size_t i);

/* Appends to what was said of a wrong word: "; did you mean title? (id, version, title)". */
void wd_nearest_tell(struct wd_buf *out, const char *word, wd_nearest_names names,
                     const void *context);

#endif
