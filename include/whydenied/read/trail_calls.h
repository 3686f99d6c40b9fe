/* What a call of ActionTrail's tells by its names alone: the RAM action that it takes where that bears another name, and
 * whether an answer is one that only a call gets whose access was checked. Nothing is allocated; the texts are static. */
#ifndef WHYDENIED_READ_TRAIL_CALLS_H
#define WHYDENIED_READ_TRAIL_CALLS_H

#include "whydenied/read/oss_calls.h"

/* The actions of an operation of a product's ("Oss", "Sls"), in any case of letters. 0: not in a table; most are
 * "product:Operation". */
size_t wd_trail_actions(struct wd_str product, struct wd_str operation,
                        struct wd_str ret_actions[WD_OSS_ACTIONS_MAX]);

/* "NoSuchKey", "LogStoreNotExist", "IncorrectInstanceStatus": of the thing, which is looked at when RAM has let the caller in,
 * or needs no grant since it is not there. Limits, parameters, keys and clocks are asked about before, or may be. */
bool wd_trail_is_past_access(struct wd_str code);

#endif
