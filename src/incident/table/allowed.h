/* What the platform says it allowed, while it is little: sorted by who, permission and resource. Seen by verdict/allowed.c,
 * asked by verdict/let_since.c; both make their keys here. Adding fails for want of memory only. */
#ifndef WHYDENIED_INCIDENT_TABLE_ALLOWED_H
#define WHYDENIED_INCIDENT_TABLE_ALLOWED_H

#include "whydenied/base/error.h"
#include "whydenied/base/str.h"
#include "whydenied/base/timestamp.h"

struct wd_event;
struct wd_table;

enum { WD_ALLOWED_MAX = 256 };
enum wd_allowed_by {
    WD_ALLOWED_WHAT,  /* who, which permission, at which level */
    WD_ALLOWED_ON,    /* who changed something there; 0: it was read */
    WD_ALLOWED_AT,    /* who, a service in a project; of ActionTrail, the account */
    WD_ALLOWED_CHECK, /* who, a service in a project, which permission, on what */
    WD_ALLOWED_CALL, /* who called what on what, which permission was checked (none where none is listed) */
    WD_ALLOWED_ANYBODY, /* a call that came to its end, whoever made it; 0: it did not */
    WD_ALLOWED_BY_COUNT
};
struct wd_allowed {
    struct wd_allowed_fact {
        uint64_t key, by[WD_ALLOWED_BY_COUNT]; /* these follow from what the key is made of */
        wd_time first, time;                   /* the first and the last */
    } * items;
    size_t count, capacity;
    bool many; /* there was more: nothing is kept */
};
int wd_allowed_see(struct wd_table *table, const struct wd_event *event, struct wd_error *err);
int wd_allowed_add(struct wd_allowed *allowed, const struct wd_allowed_fact *fact,
                   struct wd_error *err);
/* True: it is there (and its times are widened), or nothing is kept any more. */
bool wd_allowed_holds(struct wd_allowed *allowed, uint64_t key, wd_time first, wd_time last);
int wd_allowed_merge(struct wd_allowed *into, const struct wd_allowed *from, struct wd_error *err);
void wd_allowed_give_up(struct wd_allowed *allowed);

/* Of who used a service of a project, which permission, on what. */
uint64_t wd_allowed_key(uint64_t at_service, struct wd_str permission, struct wd_str resource);
/* Who used a service of a project. */
uint64_t wd_allowed_at_service(uint64_t caller, struct wd_str service, struct wd_str project);

/* The call of an entry of Cloud Audit that was refused, to be compared with WD_ALLOWED_CALL, or with WD_ALLOWED_ANYBODY where
 * somebody else than its caller was refused; 0: it names none. */
uint64_t wd_allowed_call_of(const struct wd_event *event);
/* Of a call the check of a permission; of one whose entry lists none, of nothing. */
uint64_t wd_allowed_of_call(uint64_t call, struct wd_str permission);
/* Who works with a token of the account. */
uint64_t wd_allowed_lent(struct wd_str who, struct wd_str account);
/* "serviceAccount:etl@…" is etl@…, too. */
struct wd_str wd_allowed_bare(struct wd_str who);

/* A call of ActionTrail's. */
struct wd_allowed_call {
    struct wd_str who, product, name, account;
};
uint64_t wd_allowed_hash_call(const struct wd_allowed_call *call, struct wd_str place);
int wd_allowed_see_trail(struct wd_table *table, const struct wd_event *event,
                         struct wd_error *err);

#endif
