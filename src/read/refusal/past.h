/* Whether a clause behind "when" tells what happened, or what would: by the tense of its verbs. Takes and keeps no memory. */
#ifndef WHYDENIED_READ_REFUSAL_PAST_H
#define WHYDENIED_READ_REFUSAL_PAST_H

#include "whydenied/base/str.h"

/* "the job started it failed with: …": two verbs in the past before anything is quoted, and none in the present. */
bool wd_tells_the_past(struct wd_str clause);

#endif
