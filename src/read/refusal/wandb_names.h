/* What the words of a text about W&B name: team, project and account. */
#ifndef WHYDENIED_READ_REFUSAL_WANDB_NAMES_H
#define WHYDENIED_READ_REFUSAL_WANDB_NAMES_H

#include "read/refusal/sentence.h"

/* Of one text. Slices of it. */
struct wd_wandb_names {
    struct wd_str path; /* ENTITY/PROJECT[/RUN], the only one */
    bool paths;         /* there are several */
    struct wd_str entity, project, account;
};

void wd_wandb_note(struct wd_wandb_names *names, const struct wd_sentence *sentence);
/* Fills what the refusal itself does not name. 0, or -1: memory. */
int wd_wandb_settle(struct wd_refusal *refusal, const struct wd_wandb_names *names,
                    struct wd_arena *arena);

#endif
