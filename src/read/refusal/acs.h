/* What names of Alibaba's resources tell by their form alone. */
#ifndef WHYDENIED_READ_REFUSAL_ACS_H
#define WHYDENIED_READ_REFUSAL_ACS_H

#include "read/refusal/sentence.h"

enum { WD_ACS_THINGS_MAX = 4 };

/* The ARNs of one text. Slices of it. */
struct wd_acs_names {
    struct wd_str party; /* the RAM user or role, or a session of one */
    bool parties;        /* there are several */
    struct wd_str role;  /* "RAM role X", by its noun */
    struct wd_str thing[WD_ACS_THINGS_MAX];
    size_t things;
};

/* Notes the ARNs of a sentence. */
void wd_acs_note(struct wd_acs_names *names, const struct wd_sentence *sentence);
/* A RAM action that was refused takes its party and its object from them, where no word says which they are. 0, or -1: memory. */
int wd_acs_settle(struct wd_refusal *refusal, const struct wd_acs_names *names,
                  struct wd_arena *arena);

#endif
