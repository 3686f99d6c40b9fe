/* What a call was answered, where only members of a record tell; see answered.c. */
#ifndef WHYDENIED_READ_ANSWERED_H
#define WHYDENIED_READ_ANSWERED_H

#include "read/reading.h"

/* Adds the words that the members stand for, if no text of the event speaks of a refusal yet. */
void wd_answered_read(struct wd_reading *r, struct wd_jv object);

#endif
