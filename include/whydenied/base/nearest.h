/* What somebody may have meant: the name nearest to a wrong word. Letters that changed places, one more, one less or
 * another are slips; a name that begins as it was written is near. */
#ifndef WHYDENIED_BASE_NEAREST_H
#define WHYDENIED_BASE_NEAREST_H

#include <stddef.h>

/* Looks at names one by one; starts as {.word = …}. */
struct wd_nearest {
    const char *word; /* what was written */
    const char *name; /* the nearest so far, NULL: none is near */
    size_t best;      /* how many letters lie between them */
};

void wd_nearest_look(struct wd_nearest *nearest, const char *name);

#endif
