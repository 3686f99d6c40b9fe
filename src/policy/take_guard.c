/* What stands before or behind allow policies: deny policies, principal access boundaries, custom roles.
 *
 * https://cloud.google.com/iam/docs/reference/rest/v2/policies,
 * .../v3/organizations.locations.principalAccessBoundaryPolicies, .../v3/policyBindings */
#include "policy/set.h"

#include "whydenied/base/char.h"

static int hex(char c)
{
    return wd_is_digit(c) ? c - '0' : wd_lower(c) - 'a' + 10;
}

/* "cloudresourcemanager.googleapis.com%2Fprojects%2F1" → "cloudresourcemanager.googleapis.com/projects/1". */
static struct wd_str decoded(struct wd_arena *arena, struct wd_str s)
{
    char *out = wd_arena_alloc(arena, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; out && i < s.len; i++) {
        if (s.ptr[i] == '%' && i + 2 < s.len && wd_is_hex(s.ptr[i + 1]) &&
            wd_is_hex(s.ptr[i + 2])) {
            out[n++] = (char)(16 * hex(s.ptr[i + 1]) + hex(s.ptr[i + 2]));
            i += 2;
        } else {
            out[n++] = s.ptr[i];
        }
    }
    return wd_str_make(out, n);
}

/* "policies/ATTACHED/denypolicies/ID" → the path of what it is attached to. */
static struct wd_str attached(struct wd_arena *arena, struct wd_str name)
{
    struct wd_str host, text = decoded(arena, wd_between(name, "policies/", "/denypolicies/"));
    struct wd_str parts[] = {WD_STR("//"), text};

    return text.len ? wd_policy_path(arena, wd_arena_concat(arena, parts, 2), &host) : WD_STR_NONE;
}

static void deny_rule(struct wd_policy_set *set, struct wd_str name, struct wd_str where,
                      struct wd_jv rule)
{
    struct wd_policy_deny *deny = wd_policy_alloc(set, sizeof *deny);
    struct wd_jv condition = wd_policy_get(rule, "denialCondition", "denial_condition");

    if (!deny)
        return;
    deny->name = wd_policy_text(set, name);
    deny->where = wd_policy_text(set, where);
    deny->principals =
        wd_policy_strings(set, wd_policy_get(rule, "deniedPrincipals", "denied_principals"));
    deny->exempt =
        wd_policy_strings(set, wd_policy_get(rule, "exceptionPrincipals", "exception_principals"));
    deny->permissions =
        wd_policy_strings(set, wd_policy_get(rule, "deniedPermissions", "denied_permissions"));
    deny->exempt_permissions = wd_policy_strings(
        set, wd_policy_get(rule, "exceptionPermissions", "exception_permissions"));
    if (wd_jv_type(condition) == WD_JSON_OBJECT) {
        struct wd_str expression = wd_jv_str(wd_jv_get(condition, "expression"));
        deny->condition = wd_policy_text(set, expression.len ? expression : WD_STR("?"));
    }
    /* By a number, only the export can tell whose it is. */
    if (wd_policy_is_container(where) && wd_policy_project_of(where).len > 0 &&
        wd_policy_twin(set, where).len == 0)
        wd_policy_want_project(set, deny->where);
    deny->next = set->denies;
    set->denies = deny;
}

static bool has_deny_rule(struct wd_jv rules)
{
    for (struct wd_jiter it = wd_jv_iter(rules); wd_jiter_next(&it);)
        if (wd_jv_type(wd_policy_get(it.value, "denyRule", "deny_rule")) == WD_JSON_OBJECT)
            return true;
    return false;
}

static bool deny_policy(struct wd_policy_set *set, struct wd_policy_source *source,
                        struct wd_jv value)
{
    struct wd_jv rules = wd_jv_get(value, "rules");
    struct wd_str name = wd_jv_str(wd_jv_get(value, "name")), host, where;
    struct wd_arena *scratch;

    if (!has_deny_rule(rules) && !wd_str_has(name, WD_STR("/denypolicies/")))
        return false;
    scratch = wd_arena_new(1 << 20);
    if (!scratch) {
        set->failed = true;
        return true;
    }
    where = attached(scratch, name);
    if (source->name.len > 0) {
        struct wd_str said = wd_policy_path(scratch, source->name, &host);
        if (where.len > 0 && wd_policy_project_of(where).len > 0 &&
            wd_policy_project_of(said).len > 0)
            wd_policy_tie(set, said, where);
        where = where.len ? where : said;
    }
    if (where.len == 0)
        source->nameless = true;
    for (struct wd_jiter it = wd_jv_iter(rules); where.len > 0 && wd_jiter_next(&it);)
        deny_rule(set, name.len ? name : wd_str_of(source->file), where,
                  wd_policy_get(it.value, "denyRule", "deny_rule"));
    wd_arena_free(scratch);
    return true;
}

/* "3"; 0 for "latest", or where nothing is said. */
static int version_of(struct wd_jv details)
{
    unsigned long long n = 0;
    struct wd_str text =
        wd_jv_str(wd_policy_get(details, "enforcementVersion", "enforcement_version"));

    return wd_str_to_u64(text, &n) && n < 100 ? (int)n : 0;
}

static bool boundary(struct wd_policy_set *set, struct wd_jv value)
{
    struct wd_str name = wd_jv_str(wd_jv_get(value, "name"));
    struct wd_jv rules = wd_jv_get(wd_jv_get(value, "details"), "rules");

    if (!wd_str_has(name, WD_STR("/principalAccessBoundaryPolicies/")))
        return false;
    for (struct wd_jiter it = wd_jv_iter(rules); wd_jiter_next(&it);) {
        struct wd_policy_boundary *b = wd_policy_alloc(set, sizeof *b);
        if (!b)
            break;
        b->name = wd_policy_text(set, name);
        b->resources = wd_policy_strings(set, wd_jv_get(it.value, "resources"));
        b->version = version_of(wd_jv_get(value, "details"));
        b->next = set->boundaries;
        set->boundaries = b;
    }
    return true;
}

static bool bound(struct wd_policy_set *set, struct wd_jv value)
{
    struct wd_str name = wd_jv_str(wd_jv_get(value, "name"));
    struct wd_jv target = wd_jv_get(value, "target"), condition = wd_jv_get(value, "condition");
    struct wd_policy_bound *b;

    if (!wd_str_has(name, WD_STR("/policyBindings/")) || !(b = wd_policy_alloc(set, sizeof *b)))
        return false;
    b->policy = wd_policy_text(set, wd_jv_str(wd_jv_get(value, "policy")));
    b->target =
        wd_policy_text(set, wd_jv_str(wd_policy_get(target, "principalSet", "principal_set")));
    if (wd_jv_type(condition) == WD_JSON_OBJECT)
        b->condition = wd_policy_text(set, wd_jv_str(wd_jv_get(condition, "expression")));
    b->next = set->bounds;
    set->bounds = b;
    return true;
}

/* Of a role only the permissions that are asked about are kept. */
static struct wd_policy_list permissions_of(struct wd_policy_set *set, struct wd_jv array)
{
    struct wd_policy_list list = {0};
    struct wd_str p;
    size_t n = 0;

    if (!set->choosy)
        return wd_policy_strings(set, array);
    for (struct wd_jiter it = wd_jv_iter(array); wd_jiter_next(&it);)
        n += wd_jv_is_str(it.value, &p) && wd_policy_has(set->wanted_permissions, p);
    list.item = n ? wd_policy_alloc(set, n * sizeof *list.item) : NULL;
    for (struct wd_jiter it = wd_jv_iter(array); list.item && wd_jiter_next(&it);)
        if (list.count < n && wd_jv_is_str(it.value, &p) &&
            wd_policy_has(set->wanted_permissions, p))
            list.item[list.count++] = wd_policy_text(set, p);
    return list;
}

static bool role(struct wd_policy_set *set, struct wd_jv value)
{
    struct wd_jv permissions = wd_policy_get(value, "includedPermissions", "included_permissions");
    struct wd_str name = wd_jv_str(wd_jv_get(value, "name"));
    struct wd_str stage = wd_jv_str(wd_jv_get(value, "stage"));
    struct wd_policy_role *r;
    bool deleted = false;

    if (wd_jv_type(permissions) != WD_JSON_ARRAY || name.len == 0)
        return false;
    r = wd_policy_alloc(set, sizeof *r);
    if (!r)
        return true;
    wd_jv_bool(wd_jv_get(value, "deleted"), &deleted);
    r->off = deleted || wd_str_eqz(stage, "DISABLED");
    r->permissions = permissions_of(set, permissions);
    wd_policy_put(set, &set->roles, name, r);
    return true;
}

bool wd_policy_take_guard(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_jv value)
{
    return bound(set, value) || boundary(set, value) || deny_policy(set, source, value) ||
           role(set, value);
}
