/* Calls that were allowed. A refusal is over when the same caller is allowed the same later, so the permissions of allowed
 * calls are read as well: near refusals and at the start of an input, for whoever prints the newest entries first. Not of
 * all records, for there are millions of them, and most of what is allowed was never refused. How many is a matter of the
 * input alone, so that neither threads nor the order of files show. */
#include "read/reading.h"

#include "whydenied/base/limits.h"

void wd_allowed_begin(struct wd_normaliser *n)
{
    n->allowed_near = WD_ALLOWED_NEAR;
    n->allowed_left = WD_ALLOWED_MAX;
}

void wd_allowed_expect(struct wd_normaliser *n)
{
    n->allowed_near = WD_ALLOWED_NEAR;
}

static void read_rows(struct wd_reading *r)
{
    struct wd_jv checks = wd_field(r, r->proto, "authorizationInfo");

    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);) {
        struct wd_str resource = wd_field_str(r, it.value, "resource");
        if (!wd_truth(wd_field(r, it.value, "granted")))
            continue;
        if (resource.len == 0)
            resource = wd_field_str(r, r->proto, "resourceName");
        wd_event_add_permission(r->event, wd_field_str(r, it.value, "permission"), resource,
                                WD_GRANTED_YES);
    }
}

void wd_audit_allowed(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str caller = event->slot[WD_SLOT_CALLER];

    if (r->n->allowed_near == 0 || r->n->allowed_left == 0)
        return;
    r->n->allowed_near--;
    r->n->allowed_left--;
    if (r->voice != WD_VOICE_SERVICE)
        return;
    wd_audit_principal(r);
    event->slot[WD_SLOT_CALLER] = caller;
    event->doubts = 0;
    read_rows(r);
}
