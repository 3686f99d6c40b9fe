/* Refusals of a text of which a line far below may tell more: that the very call went well, or that the account was given the role.
 *
 * What stands beside a refusal is looked at with it (around/); a job goes on for hundreds of lines. So the last WD_AWAITED
 * refusals that stand are kept with the names in them, and each later line in which one of these names stands, or
 * which tells of a try, is asked whether it answers one of them (wd_around_far_doubts). Other lines cost one look at every
 * fourth byte, and none before the first refusal. What is found takes readiness and gives none. Nothing fails. */
#ifndef WHYDENIED_READ_TEXT_AWAITED_H
#define WHYDENIED_READ_TEXT_AWAITED_H

#include "read/reading.h"
#include "read/text/grams.h"

enum {
    WD_AWAITED = 32,
    WD_AWAITED_SPARE = 8,   /* are asked before their place is taken */
    WD_AWAITED_LINE = 1024, /* bytes of a refusal that are kept */
    WD_AWAITED_NAMES = 8,
    WD_AWAITED_ASKS = 256 /* lines that name one of its names, and tell nothing */
};

struct wd_awaited_refusal {
    uint64_t number; /* 0: none */
    uint64_t hash;   /* of what it says */
    uint64_t seen;   /* byte of the input up to which its surroundings were looked at */
    unsigned doubts; /* 0: it waits */
    unsigned asked;
    size_t len, count;
    struct {
        unsigned short at, len;
    } name[WD_AWAITED_NAMES]; /* in the line */
    char line[WD_AWAITED_LINE];
};

struct wd_awaited {
    uint64_t
        last; /* number of the refusal kept last, from 1; its place is its rest by WD_AWAITED */
    bool interrupted; /* something else failed or was tried since */
    struct wd_name_grams grams;
    struct wd_awaited_refusal refusal[WD_AWAITED];
};

/* The line of text at hand refuses, and what stands beside it does not say that it is over: r->event->row names it. */
void wd_awaited_note(struct wd_reading *r);
/* Any line of text, before it is read. */
void wd_awaited_hear(struct wd_reading *r);
void wd_awaited_clear(struct wd_awaited *awaited);
bool wd_awaited_waits(const struct wd_awaited *awaited, uint64_t row);
unsigned wd_awaited_doubts(const struct wd_awaited *awaited, uint64_t row);

#endif
