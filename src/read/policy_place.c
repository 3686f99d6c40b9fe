/* What a successful change of access was on, where its record names that otherwise than refusals do. */
#include "read/reading.h"

#include "whydenied/base/char.h"

enum { SUBJECTS_MAX = 16 };

/* Whom a binding binds, as refusals name them. */
static struct wd_str subjects_of(struct wd_reading *r)
{
    struct wd_str part[SUBJECTS_MAX * 5];
    size_t count = 0;

    for (struct wd_jiter it = wd_jv_iter(wd_call_path(r, "request.subjects"));
         wd_jiter_next(&it) && count + 5 <= sizeof part / sizeof *part; count += 5) {
        bool account = wd_str_eqz(wd_field_str(r, it.value, "kind"), "ServiceAccount");
        const struct wd_str subject[] = {
            account ? WD_STR("system:serviceaccount:") : WD_STR_NONE,
            account ? wd_field_str(r, it.value, "namespace") : WD_STR_NONE,
            account ? WD_STR(":") : WD_STR_NONE, wd_field_str(r, it.value, "name"), WD_STR(" ")};
        memcpy(&part[count], subject, sizeof subject);
    }
    return count ? wd_arena_concat(r->arena, part, count - 1) : WD_STR_NONE;
}

/* "rbac.authorization.k8s.io/v1/namespaces/ops/rolebindings/sync": what it is called, and where it holds. */
void wd_policy_rbac_read(struct wd_reading *r)
{
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    size_t at = wd_str_find(name, WD_STR("namespaces/"));
    struct wd_str rest = wd_str_from(name, at == WD_NPOS ? name.len : at);
    const struct wd_str home[] = {wd_label(r, "project_id"), WD_STR("/"), wd_label(r, "location"),
                                  WD_STR("/"), wd_label(r, "cluster_name")};

    wd_set(r, WD_SLOT_ROLE, wd_last_part(name, '/'));
    wd_str_cut(&rest, '/');
    wd_set(r, WD_SLOT_RESOURCE, rest.len ? wd_str_cut(&rest, '/') : WD_STR("cluster"));
    wd_set(r, WD_SLOT_PRINCIPAL, subjects_of(r));
    wd_set(r, WD_SLOT_ACCOUNT, wd_arena_concat(r->arena, home, 5)); /* whose names these are */
}

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
