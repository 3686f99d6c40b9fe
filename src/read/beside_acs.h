/* ARNs and RAM actions beside a message, W&B's team and project; see beside_acs.c. */
#ifndef WHYDENIED_READ_BESIDE_ACS_H
#define WHYDENIED_READ_BESIDE_ACS_H

#include "read/reading.h"

/* The message with what the object's other members name, ARNs and RAM actions of Alibaba's; the same where they
 * name none. _read: of the event's first text, or as a text of its own if there is none; W&B's team and project, too. */
struct wd_str wd_beside_acs(struct wd_reading *r, struct wd_jv v, struct wd_str message);
void wd_beside_acs_read(struct wd_reading *r, struct wd_jv v);

#endif
