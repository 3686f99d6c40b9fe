/* Facts that stand beside a message, under names of their own; see beside.c. */
#ifndef WHYDENIED_READ_BESIDE_H
#define WHYDENIED_READ_BESIDE_H

#include "read/beside_place.h"
#include "read/reading.h"

enum { WD_BESIDE_PERMISSIONS = 8 };

/* Slices of the record. */
struct wd_beside {
    struct wd_str permission[WD_BESIDE_PERMISSIONS];
    size_t permission_count;
    struct wd_str principal, account, resource, address;
    struct wd_beside_things things;
};

/* A name and its value, if it is such a fact. */
void wd_beside_take(struct wd_beside *beside, struct wd_str name, struct wd_str value);
/* What was said and, if that refuses, the facts that it does not name; in the reading's arena. */
struct wd_str wd_beside_said(struct wd_reading *r, const struct wd_beside *beside,
                             struct wd_str said);
/* Of an object's members, for the event's first text. */
void wd_beside_read(struct wd_reading *r, struct wd_jv object);
/* An answer with the status 401 or 403: whose it is, if an address tells and no message does. */
void wd_beside_status(struct wd_reading *r, struct wd_jv object, int status);

#endif
