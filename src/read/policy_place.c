/* What a successful change of access was on, where its record names that otherwise than refusals do. */
#include "read/reading.h"

#include "whydenied/base/char.h"

/* An account's policy is called for by the account's number or its address; who is refused is told the address. */
void wd_policy_account_read(struct wd_reading *r)
{
    struct wd_str called = wd_field_str(r, r->proto, "resourceName");
    struct wd_str email = wd_label(r, "email_id");

    if (email.len == 0 && wd_str_has(called, WD_STR("@")))
        email = wd_last_part(called, '/');
    const struct wd_str name[] = {WD_STR("projects/-/serviceAccounts/"), email};
    if (email.len > 0 && wd_str_has(called, WD_STR("/serviceAccounts/")))
        wd_set(r, WD_SLOT_RESOURCE, wd_arena_concat(r->arena, name, 2));
}

/* "projects/123456789012/secrets/s" lies in the project whose log it is in: refusals call it by its id. */
void wd_policy_name_project(struct wd_reading *r)
{
    struct wd_str *name = &r->event->slot[WD_SLOT_RESOURCE], rest = *name, log = r->log_name;
    struct wd_str kind = wd_str_cut(&rest, '/'), project = wd_str_cut(&rest, '/');

    if (!wd_str_eqz(kind, "projects") || !wd_is_digit(wd_str_at(project, 0)) ||
        !wd_str_eqz(wd_str_cut(&log, '/'), "projects"))
        return;
    const struct wd_str parts[] = {WD_STR("projects/"), wd_str_cut(&log, '/'),
                                   rest.len ? WD_STR("/") : WD_STR_NONE, rest};
    *name = wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
}
