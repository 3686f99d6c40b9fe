/* The refused thing beside a message, under a key of its own; see beside_place.c. */
#ifndef WHYDENIED_READ_BESIDE_PLACE_H
#define WHYDENIED_READ_BESIDE_PLACE_H

#include "read/reading.h"

enum wd_beside_thing {
    WD_BESIDE_BUCKET,
    WD_BESIDE_TOPIC,
    WD_BESIDE_SUBSCRIPTION,
    WD_BESIDE_SECRET,
    WD_BESIDE_DATASET,
    WD_BESIDE_TABLE,
    WD_BESIDE_PROJECT,
    WD_BESIDE_BY_PATH, /* a name by itself does not say where these lie */
    WD_BESIDE_KEY = WD_BESIDE_BY_PATH,
    WD_BESIDE_ENDPOINT,
    WD_BESIDE_QUEUE,
    WD_BESIDE_THINGS
};

/* Slices of the record. */
struct wd_beside_things {
    struct wd_str named[WD_BESIDE_THINGS];
    unsigned torn; /* bits of things that two keys name unlike */
};

/* A key and its value, if it names a thing that is granted on. */
void wd_beside_take_thing(struct wd_beside_things *things, struct wd_str name, struct wd_str value);
/* The path of what `said` was refused, in the arena; empty if it names one itself or no key does. */
struct wd_str wd_beside_place(struct wd_arena *arena, const struct wd_beside_things *things,
                              struct wd_str said);
/* The bucket that a refusal in OSS's own words does not name: those name no permission either. */
struct wd_str wd_beside_oss_bucket(const struct wd_beside_things *things, struct wd_str said);

#endif
