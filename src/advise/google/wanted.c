/* What is to be given: the permission that a rule answers, or those that the refusal names. */
#include "advise/google/grant.h"

#include "whydenied/names.h"

/* The refusal names permissions, all of another service than the one that the rule's answer is about. */
static bool is_of_another_service(const struct wd_work *work, const struct wd_advice *step)
{
    struct wd_str rest = wd_str_of(step->permission), service = wd_str_cut(&rest, '.');

    if (work->count > 0 || step->to || !step->role)
        return false;
    for (size_t i = 0; i < work->incident->permission_count; i++) {
        struct wd_str named = wd_str_of(work->incident->permissions[i]);
        if (wd_str_eq(wd_str_cut(&named, '.'), service) ||
            wd_catalogue_role_holds(work->advisor->catalogue, wd_str_of(step->role),
                                    wd_str_of(work->incident->permissions[i])) == 1)
            return false;
    }
    return work->incident->permission_count > 0;
}

/* The refusal names permissions, and the role of the rule's answer holds none of them: what the rule takes the
 * sentence for was not what was called. Of a text only what its own words name counts. */
static bool holds_none(const struct wd_work *work, const struct wd_advice *step)
{
    const struct wd_incident *incident = work->incident;
    bool named = incident->dialect == WD_DIALECT_AUDIT ||
                 incident->source[WD_SLOT_PERMISSION] >= WD_SOURCE_DETAIL;

    if (work->count > 0 || step->to || !step->role || !named || incident->permission_count == 0)
        return false;
    for (size_t i = 0; i < incident->permission_count; i++)
        if (wd_str_eqz(wd_str_of(incident->permissions[i]), step->permission) ||
            wd_catalogue_role_holds(work->advisor->catalogue, wd_str_of(step->role),
                                    wd_str_of(incident->permissions[i])) == 1)
            return false;
    return true;
}

/* A step of the rule's gives it. */
static bool is_given(const struct wd_work *work, struct wd_str permission)
{
    const struct wd_rule *rule = work->incident->rule;

    for (size_t i = 0; rule && i < rule->advice_count; i++)
        if (rule->advice[i].role &&
            wd_catalogue_role_holds(work->advisor->catalogue, wd_str_of(rule->advice[i].role),
                                    permission) == 1)
            return true;
    return false;
}

/* The refusal names the one permission of the rule's answer and more of its service, or the platform's record lists more of
 * any, and the answer's role does not hold it: alone it would be refused again. Where the needs of a text are of several
 * things, each is told with its own. */
static bool leaves_out(const struct wd_work *work, const struct wd_advice *step)
{
    struct wd_str rest = wd_str_of(step->permission), service = wd_str_cut(&rest, '.');
    bool itself = false, more = false;
    bool listed = work->incident->dialect == WD_DIALECT_AUDIT &&
                  work->incident->source[WD_SLOT_PERMISSION] == WD_SOURCE_FIELD;

    if (work->count > 0 || step->to || !step->role ||
        (work->incident->doubts & WD_DOUBT_PERMISSION) != 0)
        return false;
    for (size_t i = 0; i < work->incident->permission_count; i++) {
        struct wd_str named = wd_str_of(work->incident->permissions[i]), tail = named;
        itself = itself || wd_str_eqz(named, step->permission);
        more = more ||
               ((listed || wd_str_eq(wd_str_cut(&tail, '.'), service)) && !is_given(work, named));
    }
    return itself && more;
}

/* Of what is done as an account: the refusal names one permission, the rule's answer is about another, and the table's own
 * role for what was named gives that and not the other. No more is asked for. */
bool wd_grant_asks_less(const struct wd_work *work, const struct wd_advice *step)
{
    struct wd_catalogue *catalogue = work->advisor->catalogue;
    struct wd_permission_fact fact = {0};

    if (work->incident->cause != WD_CAUSE_ACT_AS || work->count > 0 || step->to || !step->role ||
        !step->permission || work->incident->permission_count != 1)
        return false;
    struct wd_str named = wd_str_of(work->incident->permissions[0]);
    return !wd_str_eqz(named, step->permission) && wd_catalogue_fact(catalogue, named, &fact) &&
           fact.role && !fact.instead &&
           wd_catalogue_role_holds(catalogue, wd_str_of(step->role), named) == 1 &&
           wd_catalogue_role_holds(catalogue, wd_str_of(fact.role), wd_str_of(step->permission)) ==
               0;
}

bool wd_grant_decides(const struct wd_work *work, const struct wd_advice *step)
{
    return step->permission && !is_of_another_service(work, step) && !holds_none(work, step) &&
           !leaves_out(work, step) && !wd_grant_asks_less(work, step);
}

/* A product's agent that may not encrypt with a customer's key will next be refused to decrypt with it: products ask for
 * both. https://cloud.google.com/kms/docs/cmek#grant_permission */
static size_t add_other_half(const struct wd_work *work, struct wd_str *permissions, size_t n)
{
    static const struct wd_str halves[] = {{"cloudkms.cryptoKeyVersions.useToEncrypt", 39},
                                           {"cloudkms.cryptoKeyVersions.useToDecrypt", 39}};

    if (n != 1 || work->incident->principal_kind != WD_PRINCIPAL_SERVICE_AGENT)
        return n;
    for (size_t i = 0; i < 2; i++)
        if (wd_str_eq(permissions[0], halves[i])) {
            permissions[n++] = halves[1 - i];
            break;
        }
    return n;
}

/* Is `type` this level, or does it lie in it? */
static bool lies_in(const struct wd_work *work, const char *type, const char *level)
{
    while (type && strcmp(type, level) != 0) {
        const struct wd_bind_level *at = wd_bind_find(work->advisor->levels, wd_str_of(type));
        type = at ? at->parent : NULL;
    }
    return type != NULL;
}

const char *wd_grant_level(const struct wd_work *work, const struct wd_role_group *group)
{
    const char *level = wd_catalogue_level(work->advisor->catalogue, group->permissions[0]);

    for (size_t i = 1; level && i < group->count; i++) {
        const char *other = wd_catalogue_level(work->advisor->catalogue, group->permissions[i]);
        while (level && !lies_in(work, other, level)) {
            const struct wd_bind_level *at = wd_bind_find(work->advisor->levels, wd_str_of(level));
            level = at ? at->parent : NULL;
        }
    }
    return level ? level : group->choice.level;
}

/* The entry tells of it that it was refused on another place. */
static bool is_of_other_place(const struct wd_work *work, struct wd_str permission)
{
    struct wd_str others = wd_slot(work, WD_SLOT_DETAIL);
    size_t at = wd_str_starts(others, WD_ALSO_REFUSED) ? wd_str_find(others, permission) : WD_NPOS;

    return at != WD_NPOS && wd_str_starts(wd_str_from(others, at + permission.len), WD_STR(" on "));
}

size_t wd_grant_wanted(const struct wd_work *work, const struct wd_advice *step,
                       struct wd_str *permissions)
{
    size_t n = 0;

    if (step && wd_grant_decides(work, step)) {
        permissions[0] = wd_str_of(step->permission);
        return add_other_half(work, permissions, 1);
    }
    for (size_t i = 0; i < work->incident->permission_count && n < WD_PERMISSIONS_MAX; i++)
        if (!is_of_other_place(work, wd_str_of(work->incident->permissions[i])))
            permissions[n++] = wd_str_of(work->incident->permissions[i]);
    if (n == 0 && work->incident->slot[WD_SLOT_PERMISSION])
        permissions[n++] = wd_str_of(work->incident->slot[WD_SLOT_PERMISSION]);
    return add_other_half(work, permissions, n);
}
