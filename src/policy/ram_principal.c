/* Principals of trust and bucket policies against a caller.
 *
 * https://www.alibabacloud.com/help/en/ram/principal (trust: RAM, Service, Federated),
 * https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy (buckets: "*", a UID,
 * arn:sts::…:assumed-role/…) */
#include "policy/ram.h"

#include "whydenied/base/char.h"

struct wd_ram_caller wd_ram_caller_of(struct wd_arena *arena, struct wd_str arn)
{
    struct wd_str session = WD_STR(":assumed-role/"), rest;
    struct wd_ram_caller who = {.arn = arn, .owner = wd_ram_owner(arena, arn)};
    size_t at = wd_str_find(arn, session);

    who.account = wd_ram_account(arn);
    rest = who.owner;
    who.kind = wd_str_cut(&rest, '/');
    if (at != WD_NPOS) {
        rest = wd_str_from(arn, at + session.len);
        wd_str_cut(&rest, '/');
        who.session = rest;
    }
    return who;
}

bool wd_ram_caller_is_user(const struct wd_ram_caller *who)
{
    return wd_str_eqz(who->kind, "user");
}

/* A product, or a provider of identities: what it may do is in the trust policy alone. */
bool wd_ram_caller_by_trust(const struct wd_ram_caller *who)
{
    return who->owner.len > 0 && !wd_str_eqz(who->kind, "user") && !wd_str_eqz(who->kind, "role");
}

/* "arn:sts::A:assumed-role/R/S": of a session whose name the log does not tell only a star is sure. */
static enum wd_truth session_is(struct wd_str pattern, const struct wd_ram_caller *who)
{
    struct wd_str rest = pattern, account = wd_between(pattern, "arn:sts::", ":"), role, mine;

    rest = wd_str_from(pattern, wd_str_rfind_char(pattern, ':') + 1);
    if (!wd_str_eqz(who->kind, "role") || !wd_str_eqz(wd_str_cut(&rest, '/'), "assumed-role"))
        return WD_NO;
    role = wd_str_cut(&rest, '/');
    mine = wd_last_part(who->owner, '/');
    if (!wd_str_ilike(role, mine) || (who->account.len > 0 && !wd_str_ilike(account, who->account)))
        return WD_NO;
    if (who->account.len == 0 && !wd_str_eqz(account, "*"))
        return WD_MAYBE;
    if (wd_str_eqz(rest, "*") || rest.len == 0)
        return WD_YES;
    return who->session.len == 0 ? WD_MAYBE : wd_str_ilike(rest, who->session) ? WD_YES : WD_NO;
}

/* "acs:ram::A:root" is everybody of the account whom a policy lets; a bare number the UID of somebody. */
static enum wd_truth is_named(struct wd_str named, const struct wd_ram_caller *who)
{
    unsigned long long n;

    if (wd_str_eqz(named, "*") || wd_str_ilike(named, who->arn))
        return WD_YES;
    if (wd_str_starts(named, WD_STR("arn:sts::")))
        return session_is(named, who);
    if (wd_str_to_u64(named, &n))
        return wd_ram_caller_by_trust(who) ? WD_NO : WD_MAYBE;
    if (!wd_str_istarts(named, WD_STR("acs:ram::")) ||
        !wd_str_eq(wd_between(named, "acs:ram::", ":"), who->account))
        return WD_NO;
    if (wd_str_ends(named, WD_STR(":root")))
        return wd_ram_caller_by_trust(who) ? WD_NO : WD_YES;
    return wd_str_ieq(wd_last_part(named, ':'), who->owner) ? WD_YES : WD_NO;
}

static enum wd_truth among(const json_t *list, const struct wd_ram_caller *who,
                           struct wd_str *ret_open)
{
    enum wd_truth best = WD_NO, one;
    const json_t *item;
    size_t i;

    if (json_is_string(list)) {
        best = is_named(wd_str_of(json_string_value(list)), who);
        if (best == WD_MAYBE)
            *ret_open = wd_str_of(json_string_value(list));
        return best;
    }
    json_array_foreach (list, i, item)
        if (json_is_string(item) && (one = among(item, who, ret_open)) > best)
            best = one;
    return best;
}

enum wd_truth wd_ram_principal(const json_t *principal, const struct wd_ram_caller *who,
                               struct wd_str *ret_open)
{
    static const char *const kinds[] = {"RAM", "Service", "Federated"};
    enum wd_truth best = WD_NO, one;

    if (!json_is_object(principal))
        return among(principal, who, ret_open);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((one = among(json_object_get(principal, kinds[i]), who, ret_open)) > best)
            best = one;
    return best;
}
