/* Denied next: what a workload needs beyond the permission that failed first (patterns/roles/chains.json). */
#ifndef WHYDENIED_ADVISE_NEXT_H
#define WHYDENIED_ADVISE_NEXT_H

#include "advise/work.h"

struct wd_chains;

struct wd_chains *wd_chains_load(const char *roles_dir, struct wd_error *err);
void wd_chains_free(struct wd_chains *chains);

/* Where an incident stands; journey NULL: on none. */
struct wd_spot {
    const json_t *journey; /* the chains' */
    size_t step;
};
/* Whether the incident is of this actor of the journey: by its address, by the rule's word for it, or (an actor without
 * an address of its own) by being none of the others. */
bool wd_chains_is_actor(const json_t *journey, const char *name,
                        const struct wd_incident *incident);
/* One a problem of the table; those of one journey and project lie in one chain. */
#define WD_SPOT_CHAINS 1024u
struct wd_spots {
    const struct wd_spot *of; /* in the arena */
    size_t *next;             /* in its chain, from 1 */
    size_t chains[WD_SPOT_CHAINS];
};
/* NULL for lack of memory. */
struct wd_spots *wd_spots_new(const struct wd_advisor *advisor, const struct wd_table *table,
                              struct wd_arena *arena);
void wd_spots_free(struct wd_spots *spots); /* accepts NULL */
/* Where the chain of a spot begins: the number of an incident from 1; 0: empty. */
size_t *wd_spots_chain(struct wd_spots *spots, const struct wd_spot *spot,
                       const struct wd_incident *incident);

/* The later steps of its journey, but those that the table shows as denied already or a policy as held, in one sentence
 * (*ret_next; NULL: nothing), once a journey and project, at its first incident. With --policy a remedy besides, whose
 * template holds the commands for all of them. -1: no memory. */
int wd_remedy_next(struct wd_work *work, const struct wd_table *table, struct wd_spots *spots,
                   size_t index, const char **ret_next);

#endif
