/* Whether a RAM policy, a bucket's policy or a role's trust, as it was written anew, refuses what an incident asked for.
 * Who holds the policy is not in its record, so it must speak of the same product and the same resource. */
#include "incident/verdict/verdict.h"

#include "whydenied/base/char.h"

/* A star stands for any letters. */
static bool fits(struct wd_str pattern, struct wd_str text)
{
    size_t at = 0, i = 0, star = WD_NPOS, from = 0;

    while (i < text.len) {
        if (at < pattern.len && pattern.ptr[at] == '*') {
            star = at++;
            from = i;
        } else if (at < pattern.len && wd_lower(pattern.ptr[at]) == wd_lower(text.ptr[i])) {
            at++;
            i++;
        } else if (star != WD_NPOS) {
            at = star + 1;
            i = ++from;
        } else
            return false;
    }
    while (at < pattern.len && pattern.ptr[at] == '*')
        at++;
    return at == pattern.len;
}

static struct wd_str product_of(struct wd_str action)
{
    return wd_str_cut(&action, ':');
}

/* What the document says of one action. */
struct said {
    bool allows, denies, speaks;
};

static struct said read_actions(const char *actions, struct wd_str permission)
{
    struct wd_str rest = actions ? wd_str_of(actions) : WD_STR_NONE;
    struct said said = {false, false, false};

    while (rest.len > 0) {
        struct wd_str word = wd_str_cut(&rest, ' ');
        bool denies = wd_str_starts(word, WD_STR("-"));
        word = wd_str_from(word, denies ? 1 : 0);
        bool fit = fits(word, permission);
        said.denies = said.denies || (denies && fit);
        said.allows = said.allows || (!denies && fit);
        said.speaks = said.speaks || wd_str_ieq(product_of(word), product_of(permission));
    }
    return said;
}

/* What stands behind the account: of a bucket's ARN its name. */
static struct wd_str relative(struct wd_str name)
{
    if (wd_str_starts(name, WD_STR("acs:")))
        for (unsigned part = 0; part < 4; part++)
            wd_str_cut(&name, ':');
    return name;
}

/* Product and account are the same; the region of one or the other may be any. */
static bool is_same_home(struct wd_str a, struct wd_str b)
{
    for (unsigned part = 0; part < 4; part++) {
        struct wd_str mine = wd_str_cut(&a, ':'), its = wd_str_cut(&b, ':');
        if (part != 2 && !wd_str_eqz(its, "*") && !wd_str_eq(mine, its))
            return false;
    }
    return true;
}

bool wd_change_is_of_arn(const struct wd_change *change, struct wd_str name)
{
    struct wd_str gone = wd_str_of(change->resource);

    return wd_str_starts(gone, WD_STR("acs:")) && wd_str_starts(name, WD_STR("acs:")) &&
           is_same_home(gone, name) && wd_str_is_within(relative(name), relative(gone));
}

static struct wd_str without_star(struct wd_str name)
{
    while (wd_str_ends(name, WD_STR("*")) || wd_str_ends(name, WD_STR("/")))
        name = wd_str_sub(name, 0, name.len - 1);
    return name;
}

/* One is the other, or lies in it. */
static bool touches(struct wd_str written, struct wd_str denied)
{
    written = relative(written);
    denied = without_star(relative(denied));
    if (fits(written, denied))
        return true;
    written = without_star(written);
    return written.len == 0 || denied.len == 0 || wd_str_is_within(denied, written) ||
           wd_str_is_within(written, denied);
}

static bool covers(const char *resources, const struct wd_incident *incident)
{
    struct wd_str rest = resources ? wd_str_of(resources) : WD_STR("*");
    struct wd_str name = incident->object_name ? wd_str_of(incident->object_name) : WD_STR_NONE;

    while (rest.len > 0)
        if (touches(wd_str_cut(&rest, ' '), name))
            return true;
    return false;
}

/* One that was rewritten may have allowed what it no longer speaks of; a new one takes away what it denies, no more. */
static bool policy_refuses(const struct wd_change *change, struct wd_str permission)
{
    struct said said = read_actions(change->member, permission);

    if (change->what == WD_CHANGE_POLICY_MADE)
        return said.denies;
    return said.denies || (said.speaks && !said.allows);
}

static bool bucket_refuses(const struct wd_change *change, struct wd_str permission)
{
    struct said said = read_actions(change->member, permission);

    return said.denies || !said.allows;
}

static bool is_oss(struct wd_str permission)
{
    return wd_str_ieq(product_of(permission), WD_STR("oss"));
}

bool wd_change_refuses(const struct wd_change *change, const struct wd_incident *incident)
{
    bool bucket = change->what == WD_CHANGE_BUCKET_POLICY;

    if ((bucket && (!change->resource || !incident->object_name)) ||
        !covers(change->resource, incident))
        return false;
    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        if (bucket ? is_oss(permission) && bucket_refuses(change, permission)
                   : policy_refuses(change, permission))
            return true;
    }
    return false;
}

bool wd_change_lets_in(const struct wd_change *change, const struct wd_incident *incident)
{
    bool bucket = change->what == WD_CHANGE_BUCKET_POLICY;

    if (!change->member || wd_change_is_elsewhere(change, incident) ||
        (bucket && (!change->resource || !incident->object_name)) ||
        !covers(change->resource, incident))
        return false;
    for (size_t i = 0; i < incident->permission_count; i++) {
        struct wd_str permission = wd_str_of(incident->permissions[i]);
        if ((bucket && !is_oss(permission)) || bucket_refuses(change, permission))
            return false;
    }
    return incident->permission_count > 0;
}

/* The role of the trust policy is what was to be assumed. */
static bool is_assumed(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->resource && incident->object_name &&
           (incident->cause == WD_CAUSE_MISSING_ROLE ||
            incident->cause == WD_CAUSE_MISSING_TRUST) &&
           wd_str_ieq(wd_str_of(change->resource), wd_str_of(incident->object_name));
}

/* Named by the last part of its ARN, or of an account that is trusted as a whole. */
static bool trusts(const struct wd_change *change, const struct wd_incident *incident)
{
    struct wd_str rest = change->member ? wd_str_of(change->member) : WD_STR_NONE;
    struct wd_str caller = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    while (rest.len > 0) {
        struct wd_str member = wd_str_cut(&rest, ' ');
        if (wd_str_ends(member, WD_STR(":root")) || caller.len == 0 ||
            wd_str_ieq(wd_last_part(member, '/'), wd_last_part(caller, '/')))
            return true;
    }
    return false;
}

bool wd_change_trusts(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_TRUST && is_assumed(change, incident) &&
           trusts(change, incident);
}

bool wd_change_distrusts(const struct wd_change *change, const struct wd_incident *incident)
{
    return change->what == WD_CHANGE_TRUST && is_assumed(change, incident) &&
           !trusts(change, incident);
}
