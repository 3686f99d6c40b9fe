/* The bindings of one policy, as far as a question is about them. */
#include "policy/set.h"

struct wd_jv wd_policy_get(struct wd_jv value, const char *camel, const char *snake)
{
    struct wd_jv found = wd_jv_get(value, camel);

    return wd_jv_type(found) == WD_JSON_ABSENT ? wd_jv_get(value, snake) : found;
}

/* An account that no question names has no part in any answer. */
static bool concerns(const struct wd_policy_set *set, struct wd_str member)
{
    static const char *const accounts[] = {
        "user:", "serviceAccount:", "deleted:user:", "deleted:serviceAccount:"};

    if (!set->choosy)
        return true;
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++) {
        struct wd_str rest = member;
        char small[320];
        if (!wd_str_starts(member, wd_str_of(accounts[i])))
            continue;
        if (set->numbered && wd_str_has(member, WD_STR("serviceAccount:")))
            return true; /* the number may be that account's */
        rest = wd_str_from(rest, strlen(accounts[i]));
        rest = wd_str_cut(&rest, '?');
        if (rest.len >= sizeof small)
            return true;
        if (wd_str_starts(rest, WD_STR("service-")) || wd_str_has(rest, WD_STR("@developer.")) ||
            wd_str_has(rest, WD_STR("@cloudbuild.")) || wd_str_has(rest, WD_STR("@appspot.")))
            return true; /* accounts of products: advice may grant to them */
        for (size_t n = 0; n < rest.len; n++)
            small[n] =
                (char)(rest.ptr[n] >= 'A' && rest.ptr[n] <= 'Z' ? rest.ptr[n] + 32 : rest.ptr[n]);
        return wd_policy_has(set->wanted_who, wd_str_make(small, rest.len));
    }
    return true;
}

/* projectOwner:P is decided by P's own policy. */
static void want_convenience(struct wd_policy_set *set, struct wd_str member)
{
    static const char *const kinds[] = {"projectOwner:", "projectEditor:", "projectViewer:"};
    char path[128] = "projects/";

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct wd_str rest;
        if (!wd_str_starts(member, wd_str_of(kinds[i])) || member.len > 100)
            continue;
        rest = wd_str_from(member, strlen(kinds[i]));
        wd_str_copy(path + 9, rest);
        wd_policy_want_project(set, wd_str_make(path, 9 + rest.len));
    }
}

static void note_member(struct wd_policy_set *set, struct wd_str member)
{
    struct wd_str group = WD_STR("group:");

    want_convenience(set, member);
    if (wd_str_starts(member, group))
        wd_policy_put(set, &set->subgroups, wd_policy_lower(set, wd_str_from(member, group.len)),
                      NULL);
}

static struct wd_policy_list members_of(struct wd_policy_set *set, struct wd_jv array)
{
    struct wd_policy_list list = {0};
    struct wd_str member;
    size_t room = 0;

    for (struct wd_jiter it = wd_jv_iter(array); wd_jiter_next(&it);)
        room += wd_jv_is_str(it.value, &member) && concerns(set, member);
    list.item = room ? wd_policy_alloc(set, room * sizeof *list.item) : NULL;
    for (struct wd_jiter it = wd_jv_iter(array); list.item && wd_jiter_next(&it);)
        if (list.count < room && wd_jv_is_str(it.value, &member) && concerns(set, member))
            list.item[list.count++] = wd_policy_text(set, member);
    for (size_t i = 0; i < list.count; i++)
        note_member(set, list.item[i]);
    return list;
}

/* It has a policy, whether or not anything stands in it. */
static void has_policy(struct wd_policy_set *set, struct wd_policy_node *node)
{
    if (node->has_policy)
        return;
    node->next = set->with_policy;
    set->with_policy = node;
    node->has_policy = true;
}

static void add(struct wd_policy_set *set, struct wd_policy_node *node, struct wd_str role,
                struct wd_policy_list members, struct wd_str condition)
{
    struct wd_policy_binding *binding =
        members.count > 0 ? wd_policy_alloc(set, sizeof *binding) : NULL;

    if (!binding)
        return;
    size_t hidden = wd_str_find(role, WD_STR("_withcond_"));
    if (hidden !=
        WD_NPOS) { /* as version 1 prints a binding with a condition, which it does not show */
        role = wd_str_sub(role, 0, hidden);
        condition = WD_STR("?");
    }
    binding->role = wd_policy_text(set, role);
    binding->members = members;
    binding->condition = condition.len ? wd_policy_text(set, condition) : WD_STR_NONE;
    binding->next = node->bindings;
    node->bindings = binding;
}

void wd_policy_bind(struct wd_policy_set *set, struct wd_policy_node *node, struct wd_str role,
                    struct wd_str member, struct wd_str condition)
{
    struct wd_policy_list one = {.count = 1};

    has_policy(set, node);
    if (!concerns(set, member))
        return;
    one.item = wd_policy_alloc(set, sizeof *one.item);
    if (!one.item)
        return;
    one.item[0] = wd_policy_text(set, member);
    note_member(set, one.item[0]);
    add(set, node, role, one, condition);
}

void wd_policy_bindings(struct wd_policy_set *set, struct wd_policy_node *node,
                        struct wd_jv bindings)
{
    if (!node)
        return;
    has_policy(set, node);
    for (struct wd_jiter it = wd_jv_iter(bindings); wd_jiter_next(&it);) {
        struct wd_jv condition = wd_jv_get(it.value, "condition");
        struct wd_str expression = WD_STR_NONE;
        if (wd_jv_type(condition) == WD_JSON_OBJECT) {
            expression = wd_jv_str(wd_jv_get(condition, "expression"));
            expression = expression.len ? expression : WD_STR("?");
        }
        add(set, node, wd_jv_str(wd_jv_get(it.value, "role")),
            members_of(set, wd_jv_get(it.value, "members")), expression);
    }
}
