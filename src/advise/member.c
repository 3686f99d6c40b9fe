/* Members of Google policies and principals of RAM.
 *
 * Refusing is the safe side: deleted, anonymous and redacted callers never get a member, and
 * allUsers or allAuthenticatedUsers cannot come out of here at all. */
#include "advise/member.h"

#include "whydenied/names/ident.h"

static struct wd_str strip(struct wd_str s, const char *prefix)
{
    struct wd_str p = wd_str_of(prefix);

    return wd_str_starts(s, p) ? wd_str_from(s, p.len) : s;
}

/* Names that were masked before the log reached us, in any case. */
static bool is_redacted(struct wd_str s)
{
    return wd_str_ihas(s, "redacted") || wd_str_ihas(s, "xxxx") || wd_str_ihas(s, "hidden-") ||
           wd_str_has(s, WD_STR("***")) || wd_str_has(s, WD_STR("<")) ||
           wd_str_has(s, WD_STR("..."));
}

static bool is_everybody(struct wd_str s)
{
    return wd_str_eqz(s, "allUsers") || wd_str_eqz(s, "allAuthenticatedUsers") ||
           wd_str_ieq(s, WD_STR("anonymous")) || wd_str_eqz(s, "system:anonymous");
}

/* "system:serviceaccount:NAMESPACE:NAME" of a cluster with workload identity. */
static struct wd_str kubernetes_member(struct wd_str s, struct wd_str project,
                                       struct wd_arena *arena)
{
    struct wd_str name = strip(s, "system:serviceaccount:");
    struct wd_str space = wd_str_cut(&name, ':');

    if (!wd_str_starts(s, WD_STR("system:serviceaccount:")) || name.len == 0 || project.len == 0)
        return WD_STR_NONE;
    struct wd_str parts[] = {WD_STR("serviceAccount:"),
                             project,
                             WD_STR(".svc.id.goog["),
                             space,
                             WD_STR("/"),
                             name,
                             WD_STR("]")};
    return wd_arena_concat(arena, parts, sizeof parts / sizeof *parts);
}

static bool is_account(struct wd_str s)
{
    return wd_str_ends(s, WD_STR(".gserviceaccount.com")) || wd_str_has(s, WD_STR(".svc.id.goog["));
}

static struct wd_str with_prefix(struct wd_str s, struct wd_str project, struct wd_arena *arena)
{
    if (wd_str_starts(s, WD_STR("principal://")) || wd_str_starts(s, WD_STR("principalSet://")))
        return s;
    if (wd_str_starts(s, WD_STR("system:")))
        return kubernetes_member(s, project, arena);
    struct wd_str parts[] = {is_account(s) ? WD_STR("serviceAccount:")
                             : wd_str_ends(s, WD_STR("@googlegroups.com")) ? WD_STR("group:")
                                                                           : WD_STR("user:"),
                             s};
    return wd_arena_concat(arena, parts, 2);
}

/* People sign in with an address of a domain: not of a host without one, not of a number, and no account's whose end is
 * missing ("app@acme-prod.iam.gserviceaccount"). */
static bool is_no_mail(struct wd_str address)
{
    size_t at = wd_str_rfind_char(address, '@');
    struct wd_str domain = wd_str_from(address, at == WD_NPOS ? address.len : at + 1);
    struct wd_str top = wd_last_part(domain, '.');

    if (at == WD_NPOS)
        return false;
    return top.len < 2 || top.len == domain.len || wd_str_digits(top, 0) > 0 ||
           wd_str_has(domain, WD_STR(".iam.g")) || wd_str_ends(domain, WD_STR(".iam")) ||
           wd_str_starts(top, WD_STR("gserv"));
}

/* A label that the address contradicts, two labels, what only looks like an account's address, and what is nobody's
 * address: domains and the roles of a project. */
static bool is_mislabelled(struct wd_str principal, struct wd_str bare)
{
    if (wd_str_starts(bare, WD_STR("principal")) || wd_str_starts(bare, WD_STR("system:")))
        return false; /* judged by their own form */
    if (wd_str_find_char(bare, ':') != WD_NPOS)
        return true;
    if (wd_str_starts(principal, WD_STR("serviceAccount:")))
        return !is_account(bare);
    if (wd_str_starts(principal, WD_STR("group:")))
        return is_account(bare);
    return !is_account(bare) && (wd_str_has(bare, WD_STR("gserviceaccount.")) ||
                                 wd_str_has(bare, WD_STR(".svc.id.goog")) || is_no_mail(bare));
}

static bool other_layer(enum wd_principal_kind kind)
{
    return kind == WD_PRINCIPAL_RAM_USER || kind == WD_PRINCIPAL_RAM_ROLE ||
           kind == WD_PRINCIPAL_WANDB_USER;
}

static enum wd_who_state judge(struct wd_str principal, enum wd_principal_kind kind)
{
    if (wd_str_starts(principal, WD_STR("deleted:")) || wd_str_has(principal, WD_STR("?uid=")))
        return WD_WHO_DEAD;
    if (is_everybody(principal) || kind == WD_PRINCIPAL_ANONYMOUS)
        return WD_WHO_ANONYMOUS;
    if (principal.len == 0)
        return WD_WHO_UNKNOWN;
    if (is_redacted(principal))
        return WD_WHO_REFUSED;
    return other_layer(kind) ? WD_WHO_OTHER_LAYER : WD_WHO_KNOWN;
}

void wd_who_google(struct wd_accounts *accounts, struct wd_str principal,
                   enum wd_principal_kind kind, struct wd_str project, struct wd_arena *arena,
                   struct wd_who *ret_who)
{
    bool group = wd_str_starts(principal, WD_STR("group:"));
    struct wd_str bare =
        strip(group ? principal : strip(principal, "serviceAccount:"), group ? "group:" : "user:");

    *ret_who = (struct wd_who){.state = judge(principal, kind), .name = bare};
    if (ret_who->state == WD_WHO_KNOWN && is_mislabelled(principal, bare))
        ret_who->state = WD_WHO_REFUSED;
    if (ret_who->state != WD_WHO_KNOWN)
        return;
    ret_who->account = accounts ? wd_accounts_find(accounts, bare, &ret_who->home) : NULL;
    struct wd_str member = group ? principal : with_prefix(bare, project, arena);
    if (wd_ident_ok(WD_IDENT_MEMBER, member))
        ret_who->member = member;
    else
        ret_who->state = member.len == 0 ? WD_WHO_OTHER_LAYER : WD_WHO_REFUSED;
}

static bool all_digits(struct wd_str s)
{
    return wd_ident_ok(WD_IDENT_NUMBER, s);
}

/* "acs:ram::123:user/x" → "user/x", account 123. */
static struct wd_str cut_arn(struct wd_str s, struct wd_str *ret_account)
{
    for (int colon = 0; colon < 3; colon++)
        wd_str_cut(&s, ':');
    *ret_account = wd_str_cut(&s, ':');
    if (!wd_ident_ok(WD_IDENT_ACCOUNT, *ret_account))
        *ret_account = WD_STR_NONE;
    return s;
}

static void set_name(struct wd_ram *ram, enum wd_ram_kind kind, struct wd_str name)
{
    bool fits = wd_ident_ok(WD_IDENT_RAM_USER, name) && !is_redacted(name);

    ram->kind = fits ? kind : WD_RAM_UNKNOWN;
    ram->name = fits ? name : WD_STR_NONE;
    if (fits && all_digits(name) && name.len >= 15)
        ram->kind = kind == WD_RAM_ROLE ? WD_RAM_ROLE_ID : WD_RAM_USER_ID;
}

/* "role:session", another vendor's ARN, an access key: a user's name has no colon, and whose key it is nobody says. */
static bool is_no_user(struct wd_str name)
{
    return wd_str_find_char(name, ':') != WD_NPOS || wd_str_starts(name, WD_STR("LTAI")) ||
           wd_str_starts(name, WD_STR("STS."));
}

struct wd_ram wd_ram_of(struct wd_str principal, enum wd_principal_kind kind)
{
    struct wd_ram ram = {WD_RAM_UNKNOWN, WD_STR_NONE, WD_STR_NONE};
    struct wd_str rest = principal;

    if (wd_str_starts(principal, WD_STR("acs:"))) {
        rest = cut_arn(principal, &ram.account);
        struct wd_str what = wd_str_cut(&rest, '/');
        if (wd_str_eqz(what, "root"))
            ram.kind = WD_RAM_ROOT;
        else if (wd_str_eqz(what, "user"))
            set_name(&ram, WD_RAM_USER, rest);
        else if (wd_str_eqz(what, "role") || wd_str_eqz(what, "assumed-role"))
            set_name(&ram, WD_RAM_ROLE, wd_str_cut(&rest, '/'));
        return ram;
    }
    if (wd_str_eqz(principal, "root") || wd_str_eqz(principal, "root-account")) {
        ram.kind = WD_RAM_ROOT;
        return ram;
    }
    if (kind == WD_PRINCIPAL_FEDERATED || kind == WD_PRINCIPAL_SERVICE_AGENT) {
        ram.kind = WD_RAM_OUTSIDER;
        return ram;
    }
    if (kind != WD_PRINCIPAL_RAM_ROLE && is_no_user(principal))
        return ram;
    struct wd_str name = wd_str_cut(&rest, rest.len && wd_str_has(rest, WD_STR(":")) ? ':' : '@');
    set_name(&ram, kind == WD_PRINCIPAL_RAM_ROLE ? WD_RAM_ROLE : WD_RAM_USER, name);
    return ram;
}

struct wd_str wd_ram_role_name(struct wd_str role, struct wd_str *ret_account)
{
    struct wd_str account = WD_STR_NONE, name = role;

    if (wd_str_starts(role, WD_STR("acs:"))) {
        name = cut_arn(role, &account);
        name = wd_str_eqz(wd_str_cut(&name, '/'), "role") ? name : WD_STR_NONE;
    }
    if (ret_account)
        *ret_account = account;
    return wd_ident_ok(WD_IDENT_RAM_ROLE, name) ? name : WD_STR_NONE;
}
