/* What matching found on events like this one: logs repeat themselves.
 *
 * The key holds everything that conditions and expressions look at, byte for byte, so a find is as
 * good as matching again; what conditions by pointer say of the record goes into it as bits. Not kept:
 * events with long texts, and those on which an expression gave up (each is counted). */
#ifndef WHYDENIED_MATCH_MEMO_H
#define WHYDENIED_MATCH_MEMO_H

#include <limits.h>

#include "whydenied/event.h"

enum { WD_MEMO_KEY_MAX = 768, WD_MEMO_CAPTURES_MAX = 24, WD_MEMO_ENTRIES = 1024 };

/* A capture as a place in the event's texts. */
struct wd_capture {
    unsigned char slot; /* enum wd_slot, or WD_CAPTURE_UNCERTAIN */
    unsigned char text;
    unsigned at, len;
};

#define WD_FOUND_NONE   UINT_MAX
#define WD_FOUND_FIELDS UCHAR_MAX

struct wd_found {
    unsigned rule, alternative; /* rule WD_FOUND_NONE: no rule matches */
    unsigned char text;         /* that matched; WD_FOUND_FIELDS: the fields decided */
    unsigned char count;
    struct wd_capture captures[WD_MEMO_CAPTURES_MAX];
};

struct wd_memo_key {
    unsigned len; /* 0: the event does not fit */
    uint64_t hash;
    char bytes[WD_MEMO_KEY_MAX];
};

struct wd_memo;

struct wd_memo *wd_memo_new(void); /* NULL without memory: matching works without */
void wd_memo_free(struct wd_memo *memo);
/* `pointers`: which conditions by pointer hold. */
void wd_memo_key_make(struct wd_memo_key *ret_key, const struct wd_event *event,
                      struct wd_str pointers);
const struct wd_found *wd_memo_find(const struct wd_memo *memo, const struct wd_memo_key *key);
void wd_memo_keep(struct wd_memo *memo, const struct wd_memo_key *key,
                  const struct wd_found *found);

#endif
