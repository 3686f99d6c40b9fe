/* Grants: who gets which role where.
 *
 * The rule may pin the role, the level and the account; what it leaves open comes from the incident
 * and the catalogue. One remedy a role. */
#include "advise/google/grant.h"

#include "whydenied/names.h"
#include "whydenied/names/ident.h"

enum { GROUPS_MAX = 8, CHOICES_MAX = 4 };

/* A guess at the account needs evidence of its setting (a rule whose sentence is a build's own names account_of_this_build,
 * which is no guess): no build's account on somebody's laptop, no product's
 * agent where a program speaks for itself. */
static bool has_setting(const struct wd_work *work, const char *hint)
{
    const struct wd_incident *incident = work->incident;

    if (strcmp(hint, "cloud_build_service_account") == 0)
        return incident->dialect == WD_DIALECT_CLOUD_BUILD || incident->slot[WD_SLOT_BUILD] ||
               incident->voice == WD_VOICE_SERVICE;
    return true;
}

/* A sentence that names one account names the one acted upon. An account may well be refused to sign as
 * itself, and, where a record's fields say so, to deploy as itself. */
static bool is_acted_upon(const struct wd_work *work, struct wd_str name)
{
    struct wd_str permission = wd_slot(work, WD_SLOT_PERMISSION);

    return work->incident->cause == WD_CAUSE_ACT_AS && name.len > 0 &&
           !wd_str_starts(permission, WD_STR("iam.serviceAccounts.sign")) &&
           work->incident->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_MESSAGE &&
           wd_str_eq(name, wd_slot(work, WD_SLOT_SERVICE_ACCOUNT));
}

/* "product_service_agent" is, where a call of Compute's failed, Compute's. */
static const struct wd_hint *hint_of(const struct wd_work *work, const char *name)
{
    struct wd_accounts *accounts = work->advisor->accounts;
    struct wd_str api = wd_slot(work, WD_SLOT_SERVICE), own;
    const struct wd_hint *found = NULL;

    if (api.len > 0) {
        own = wd_arena_printf(work->arena, "%s@%.*s", name, WD_STR_ARG(api));
        found = own.len > 0 ? wd_accounts_hint(accounts, own) : NULL;
    }
    return found ? found : wd_accounts_hint(accounts, wd_str_of(name));
}

void wd_grant_who(const struct wd_work *work, const char *to, struct wd_grant_plan *grant)
{
    const struct wd_incident *incident = work->incident;
    const char *own = incident->rule ? incident->rule->principal : NULL;
    bool named = to && strcmp(to, "principal") != 0;
    const char *hint = named ? to : own;

    if (hint && !has_setting(work, hint))
        hint = NULL;
    grant->hint = hint ? hint_of(work, hint) : NULL;
    wd_who_google(work->advisor->accounts, wd_slot(work, WD_SLOT_PRINCIPAL),
                  incident->principal_kind, wd_slot(work, WD_SLOT_PROJECT), work->arena,
                  &grant->who);
    if (is_acted_upon(work, grant->who.name))
        grant->who = (struct wd_who){.state = WD_WHO_UNKNOWN};
    if (!named)
        return;
    /* An account of a form of its own: the denied one is it only if it has that form. */
    if (grant->hint && grant->hint->email) {
        if (grant->who.state == WD_WHO_KNOWN &&
            wd_account_matches(grant->hint->email, grant->who.name, NULL))
            return;
    } else if (own && strcmp(to, own) == 0) {
        return;
    }
    grant->who = (struct wd_who){.state = WD_WHO_UNKNOWN};
    if (strcmp(to, "service_account") == 0)
        wd_who_google(work->advisor->accounts, wd_slot(work, WD_SLOT_SERVICE_ACCOUNT),
                      WD_PRINCIPAL_SERVICE_ACCOUNT, WD_STR_NONE, work->arena, &grant->who);
}

static bool verb_is_create(const struct wd_grant_plan *grant)
{
    return grant->count > 0 && wd_str_ends(grant->permissions[0], WD_STR(".create"));
}

/* "roles/storage.objectViewer" is no role of a function, "roles/bigquery.connectionUser" is one of a connection: what
 * lies in projects takes its own service's roles. */
static bool can_hold(const struct wd_bind_level *level, struct wd_str role)
{
    struct wd_str host = wd_str_of(level->full_resource), service = wd_last_part(role, '/');

    service = wd_str_cut(&service, '.');
    host = wd_str_cut(&host, '.');
    host = wd_last_part(host, '/');
    if (!wd_str_starts(role, WD_STR("roles/")) || host.len == 0 ||
        wd_str_eqz(host, "cloudresourcemanager"))
        return true;
    return wd_str_has(host, service) || wd_str_has(service, host) ||
           (wd_str_eqz(host, "run") && wd_str_eqz(service, "cloudfunctions")) ||
           (wd_str_eqz(host, "cloudfunctions") && wd_str_eqz(service, "run"));
}

/* Without a word from rule or table: the resource itself if it carries a policy, its parent for a
 * creation, else the project. */
static struct wd_str natural_level(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str object = wd_str_of(work->incident->object_type);
    const struct wd_bind_level *level = wd_bind_find(work->advisor->levels, object);

    if (!level || !can_hold(level, grant->role))
        return WD_STR("project");
    if (verb_is_create(grant) && level->parent)
        return wd_str_of(level->parent);
    return object;
}

static bool is_being_made(const struct wd_work *work)
{
    return wd_resource_is_made_by(wd_str_of(work->incident->object_name),
                                  wd_slot(work, WD_SLOT_METHOD));
}

bool wd_grant_place(const struct wd_work *work, const char *level, struct wd_grant_plan *grant)
{
    struct wd_str object = wd_str_of(work->incident->object_type);
    struct wd_str type = level ? wd_str_of(level) : natural_level(work, grant);
    struct wd_str above = wd_place_above_projects(wd_str_of(work->incident->object_name), NULL);

    const struct wd_bind_level *narrow = wd_bind_find(work->advisor->levels, type);

    /* What was to be made is not there to be granted on. */
    if (narrow && wd_str_eq(type, object) && is_being_made(work)) {
        type = wd_str_of(narrow->parent ? narrow->parent : "project");
    } else if (narrow && wd_str_eq(type, object) && wd_grant_lasting(work->incident, narrow)) {
        type = wd_str_of(wd_grant_lasting(work->incident, narrow));
        grant->widened = true;
    }
    /* A denial that names only the dataset is answered there, not on a table nobody named. */
    if (narrow && narrow->parent && !wd_str_eqz(object, "project") &&
        wd_str_eqz(object, narrow->parent))
        type = object;
    /* IAP before Cloud Run, App Engine or a backend: the name says before which. */
    if (wd_str_starts(type, WD_STR("iap_")) && wd_str_starts(object, WD_STR("iap_")))
        type = object;
    /* What lies on a folder, an organisation or a billing account is above every project: there it was denied. */
    if (above.len > 0 && (wd_str_eqz(type, "project") || wd_place_is_above_projects(type)))
        type = above;
    if (!wd_place_of(work, type, &grant->place) &&
        !wd_place_of(work, WD_STR("project"), &grant->place))
        return false;
    grant->narrow = NULL;
    if (grant->place.level->rest && grant->role.len > 0)
        return true;
    if (grant->place.level->grant.argc == 0) {
        grant->narrow = grant->place.level;
        return wd_place_of(work, WD_STR("project"), &grant->place);
    }
    return true;
}

/* Roles that no rule and no table may bring in: basic ones, and agents' roles for anyone else. */
static bool role_allowed(const struct wd_grant_plan *grant)
{
    if (!wd_ident_ok(WD_IDENT_ROLE, grant->role) || wd_role_is_basic(grant->role))
        return false;
    if (!wd_role_is_service_agent(grant->role))
        return true;
    if (grant->who.account && grant->who.account->role)
        return wd_str_eqz(grant->role, grant->who.account->role);
    return grant->hint && grant->hint->email && grant->who.state == WD_WHO_UNKNOWN;
}

static bool any_rewrites(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    for (size_t i = 0; i < grant->count; i++)
        if (wd_permission_rewrites_access(work->advisor->danger, grant->permissions[i],
                                          wd_str_of(work->incident->object_type)))
            return true;
    return false;
}

static int with_agent(struct wd_work *work, const struct wd_grant_plan *grant,
                      int (*make)(struct wd_work *, const struct wd_grant_plan *))
{
    enum wd_agent_case agent = grant->pinned && wd_role_is_service_agent(grant->role)
                                   ? WD_AGENT_NO
                                   : wd_agent_judge(work, grant);

    work->restores |= agent == WD_AGENT_HOME || agent == WD_AGENT_UNSURE;
    if (agent == WD_AGENT_HOME && wd_agent_restore(work, grant) != 0)
        return -1;
    if (make(work, grant) != 0)
        return -1;
    return agent == WD_AGENT_UNSURE ? wd_agent_restore(work, grant) : 0;
}

static int grant_one(struct wd_work *work, struct wd_grant_plan *grant, const char *level)
{
    if (!wd_grant_place(work, level, grant))
        return 0;
    work->widened = grant->widened;
    int others = wd_grant_in_others(work, grant);
    if (others != 0)
        return others > 0 ? 0 : -1;
    if (any_rewrites(work, grant))
        return wd_remedy_investigate(work);
    if (grant->role.len > 0 && !role_allowed(grant))
        return 0;
    int held = wd_grant_already(work, grant);
    if (held != 0)
        return held > 0 ? 0 : -1;
    return with_agent(work, grant, grant->role.len > 0 ? wd_grant_role : wd_grant_custom);
}

/* A member of GKE or workload identity takes over an account through a role of its own. */
static struct wd_str role_for(const struct wd_grant_plan *grant, struct wd_str role)
{
    bool federated = wd_str_starts(grant->who.member, WD_STR("principal")) ||
                     wd_str_has(grant->who.member, WD_STR(".svc.id.goog["));

    return federated && wd_str_eqz(role, "roles/iam.serviceAccountTokenCreator")
               ? WD_STR("roles/iam.workloadIdentityUser")
               : role;
}

/* The rule's, or the one that the refusal itself asks for: {role}. */
static struct wd_str pinned_role(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str role = wd_str_of(grant->step->role);

    return wd_str_eqz(role, "{role}") ? wd_slot(work, WD_SLOT_ROLE) : role_for(grant, role);
}

/* A role that is known, and a permission that no role known here holds: nobody can say whether it is in there. */
static bool cannot_tell(const struct wd_work *work, struct wd_str role, struct wd_str permission)
{
    struct wd_catalogue *catalogue = work->advisor->catalogue;
    unsigned size = 0;

    wd_catalogue_breadth(catalogue, role, NULL, 0, work->arena, &size, NULL, 0);
    return size > 0 && wd_catalogue_custom_support(catalogue, permission) == WD_CUSTOM_UNKNOWN;
}

/* A rule's constant is a guess: where the refusal itself names a permission that the rule's role does not hold, or may
 * not hold, the permission decides. What another account is to get is another matter. */
static bool guesses_wrong(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str role = wd_str_of(grant->step->role);

    if (grant->step->to || (grant->count == 1 && wd_grant_decides(work, grant->step)))
        return false;
    for (size_t i = 0; i < grant->count; i++)
        if (wd_catalogue_role_holds(work->advisor->catalogue, role, grant->permissions[i]) == 0 ||
            cannot_tell(work, role, grant->permissions[i]))
            return true;
    return wd_grant_asks_less(work, grant->step);
}

static bool may_hold(const void *context, struct wd_str permission)
{
    const struct wd_work *work = context;

    return wd_catalogue_role_holds(work->advisor->catalogue, wd_slot(work, WD_SLOT_ROLE),
                                   permission) == 1;
}

/* A role that a text asks for, and that lets its holder take any other: a text is no request. */
static bool asks_for_power(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    return wd_str_eqz(wd_str_of(grant->step->role), "{role}") &&
           wd_danger_any(work->advisor->danger, may_hold, work);
}

static int grant_pinned(struct wd_work *work, struct wd_grant_plan *grant)
{
    struct wd_permission_fact fact = {0};

    grant->role = pinned_role(work, grant);
    if (grant->role.len == 0)
        return 0;
    if (asks_for_power(work, grant))
        return wd_remedy_investigate(work);
    grant->pinned = true;
    if (grant->count > 0)
        wd_catalogue_fact(work->advisor->catalogue, grant->permissions[0], &fact);
    if (grant->step->on || fact.level)
        return grant_one(work, grant, grant->step->on ? grant->step->on : fact.level);
    return grant_one(work, grant,
                     wd_catalogue_level_of_role(work->advisor->catalogue, grant->role));
}

/* Several roles for one refusal are one answer, unless something stands between them: a role to
 * restore, a grant that is there already. */
static void bind_together(struct wd_work *work)
{
    if (work->restores || work->count < 2)
        return;
    for (size_t i = 0; i < work->count; i++) {
        enum wd_remedy_kind kind = wd_drafts_remedy(work->drafts, work->remedies[i])->kind;
        if (kind != WD_REMEDY_GRANT && kind != WD_REMEDY_CUSTOM_ROLE)
            return;
    }
    work->together = work->count;
}

/* level NULL: where the table of roles says. */
static int grant_cover(struct wd_work *work, struct wd_grant_plan *grant, bool custom,
                       const char *level)
{
    struct wd_role_group groups[GROUPS_MAX];
    size_t n = wd_catalogue_cover(work->advisor->catalogue, grant->permissions, grant->count,
                                  work->arena, groups, GROUPS_MAX);

    for (size_t i = 0; i < n; i++) {
        struct wd_grant_plan one = *grant;
        one.role = custom ? WD_STR_NONE : role_for(grant, groups[i].choice.role);
        one.permissions = groups[i].permissions;
        one.count = groups[i].count;
        one.size = groups[i].choice.size;
        if (grant_one(work, &one, level ? level : wd_grant_level(work, &groups[i])) != 0)
            return -1;
    }
    return 0;
}

static bool is_of_account(struct wd_str permission)
{
    return wd_str_istarts(permission, WD_STR("iam.serviceAccount"));
}

/* "run.services.create, iam.serviceAccounts.actAs": the second is given on the account, the first is not. */
static int grant_chosen(struct wd_work *work, struct wd_grant_plan *grant, bool custom,
                        const char *level)
{
    struct wd_str here[WD_PERMISSIONS_MAX], elsewhere[WD_PERMISSIONS_MAX];
    struct wd_grant_plan on = *grant, off = *grant;
    bool account = level && strcmp(level, "service_account") == 0;
    size_t before = work->count;

    on.count = off.count = 0;
    on.permissions = here;
    off.permissions = elsewhere;
    for (size_t i = 0; i < grant->count; i++) {
        if (!account || is_of_account(grant->permissions[i]))
            here[on.count++] = grant->permissions[i];
        else
            elsewhere[off.count++] = grant->permissions[i];
    }
    if ((on.count > 0 && grant_cover(work, &on, custom, level) != 0) ||
        (off.count > 0 && grant_cover(work, &off, custom, NULL) != 0))
        return -1;
    if (before == 0)
        bind_together(work);
    return 0;
}

/* What its service gives by another way, and says so itself: that, and the rest is granted. */
static int say_instead(struct wd_work *work, struct wd_grant_plan *grant,
                       struct wd_str *permissions)
{
    struct wd_permission_fact fact;
    size_t left = 0;

    for (size_t i = 0; i < grant->count; i++) {
        bool known = wd_catalogue_fact(work->advisor->catalogue, permissions[i], &fact);
        if (!known || !fact.instead) {
            permissions[left++] = permissions[i];
            continue;
        }
        struct wd_str parts[] = {WD_STR("platform grant\ninstead\n"), permissions[i]};
        struct wd_remedy *remedy;
        int fresh =
            wd_work_say(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_PLATFORM_GRANT,
                        wd_str_of(fact.note[work->lang]), &remedy);
        if (fresh < 0)
            return -1;
        if (fresh == 1)
            wd_remedy_refer(work, remedy, fact.source);
    }
    grant->count = left;
    return 0;
}

int wd_remedy_grant(struct wd_work *work, const struct wd_advice *step)
{
    struct wd_str permissions[WD_PERMISSIONS_MAX];
    struct wd_grant_plan grant = {.step = step, .permissions = permissions};
    bool custom = step && step->kind == WD_REMEDY_CUSTOM_ROLE;

    grant.count = wd_grant_wanted(work, step, permissions);
    wd_grant_who(work, step ? step->to : NULL, &grant);
    if (step && step->role && !custom && !guesses_wrong(work, &grant))
        return grant_pinned(work, &grant);
    if (grant.count == 0)
        return wd_remedy_cause(work);
    if (say_instead(work, &grant, permissions) != 0 || grant.count == 0)
        return grant.count == 0 ? 0 : -1;
    return grant_chosen(work, &grant, custom, step && !step->role ? step->on : NULL);
}
