/* The walk over a sentence, word by word. */
#ifndef WHYDENIED_READ_REFUSAL_WALK_H
#define WHYDENIED_READ_REFUSAL_WALK_H

#include "read/refusal/sentence.h"

/* 0, or -1: memory. `vendors`, `signs`: of the whole text. */
int wd_sentence_read(const struct wd_sentence *sentence, unsigned vendors, unsigned signs,
                     struct wd_arena *arena, struct wd_sentence_facts *ret);

#endif
