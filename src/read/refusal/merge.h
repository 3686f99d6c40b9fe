/* Refusals of one text: which of them are one, and which is the best. */
#ifndef WHYDENIED_READ_REFUSAL_MERGE_H
#define WHYDENIED_READ_REFUSAL_MERGE_H

#include "read/refusal/sentence.h"

struct wd_refusals {
    struct wd_refusal *item[WD_REFUSALS_MAX];
    size_t count;
};

/* Adds it, or lets it fill an earlier one that it speaks of. 0, or -1: memory. */
int wd_refusals_add(struct wd_refusals *all, const struct wd_refusal *refusal,
                    struct wd_arena *arena);
/* "Insufficient permissions for user X. Missing: p.": a refusal without a party takes that of the only one that has nothing
 * else. */
void wd_refusals_share_party(struct wd_refusals *all);
/* A word or a code of refusal, and nothing that says whose or of what. */
bool wd_refusal_bare(const struct wd_refusal *refusal);
/* "denied: Permission 'p' denied" says not on what; "failed to push to HOST/P/R/I:" before it does. */
bool wd_refusal_of_image(const struct wd_refusal *r, const struct wd_refusal *tried);
/* Is the permission one of the service that the address belongs to? */
bool wd_refusal_agrees(const struct wd_refusal *refusal, const struct wd_refusal *address);
/* The same, or it names no permission. */
bool wd_refusal_fits(const struct wd_refusal *refusal, const struct wd_refusal *address);
/* "… not authorized to create role R. Action: p, ServiceName: s": the keys name the permission that the sentence leaves out,
 * or whom, or on what. */
bool wd_refusal_leaves_open(const struct wd_refusal *sentence, const struct wd_refusal *keys);
/* The best one first, the others behind it in their order. NULL: none. */
struct wd_refusal *wd_refusals_best(struct wd_refusals *all);

/* cloud.c: does the host that it names, or what else it names, belong to a cloud of ours? */
bool wd_refusal_is_at_ours(const struct wd_refusal *refusal);
/* vendors: bits of the signs that the text has. */
enum wd_refusal_vendor wd_refusal_vendor_of(const struct wd_refusal *refusal, unsigned vendors);

#endif
