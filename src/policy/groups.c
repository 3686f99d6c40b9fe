/* Groups: who is a member of which.
 *
 * A Cloud Identity export (groups with groupKey, memberships with preferredMemberKey; one names the other by
 * "groups/ID"), lines "group,member" or "group<TAB>member", or GROUP=FILE with the members of one group.
 * https://cloud.google.com/identity/docs/reference/rest/v1/groups.memberships */
#include "policy/set.h"

static struct wd_policy_group *group_of(struct wd_policy_set *set, struct wd_str name)
{
    struct wd_policy_group *g;

    name = wd_policy_lower(set, name);
    g = wd_policy_find(set->groups, name);
    if (!g && name.len > 0 && (g = wd_policy_alloc(set, sizeof *g)))
        wd_policy_put(set, &set->groups, name, g);
    return g;
}

/* "group:x", "user:x", "x"; a group in a group is one, whether or not its own members are known. */
static struct wd_str plain(struct wd_policy_set *set, struct wd_str member, bool group)
{
    static const char *const kinds[] = {"group:", "user:", "serviceAccount:"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_starts(member, wd_str_of(kinds[i]))) {
            member = wd_str_from(member, strlen(kinds[i]));
            group = group || i == 0;
        }
    member = wd_policy_lower(set, member);
    if (group)
        wd_policy_put(set, &set->subgroups, member, NULL);
    return member;
}

static void add_member(struct wd_policy_set *set, struct wd_policy_group *g, struct wd_str member)
{
    if (!g || member.len == 0)
        return;
    if (g->members.count == g->room) {
        size_t room = g->room ? 2 * g->room : 8;
        struct wd_str *item = wd_policy_alloc(set, room * sizeof *item);
        if (!item)
            return;
        if (g->members.count > 0)
            memcpy(item, g->members.item, g->members.count * sizeof *item);
        g->members.item = item;
        g->room = room;
    }
    g->members.item[g->members.count++] = plain(set, member, false);
}

/* "groups/ID" → the group of that id, whichever came first, its key or a membership. */
static struct wd_policy_group *by_id(struct wd_policy_set *set, struct wd_str id)
{
    struct wd_policy_group *g = wd_policy_find(set->group_ids, id);

    if (!g && (g = wd_policy_alloc(set, sizeof *g)))
        wd_policy_put(set, &set->group_ids, id, g);
    return g;
}

static struct wd_str key_id(struct wd_jv value, const char *camel, const char *snake)
{
    return wd_jv_str(wd_jv_get(wd_policy_get(value, camel, snake), "id"));
}

static void group(struct wd_policy_set *set, struct wd_str name, struct wd_str email)
{
    struct wd_policy_group *g = by_id(set, name), *known;

    email = wd_policy_lower(set, email);
    known = wd_policy_find(set->groups, email);
    for (size_t i = 0; known && g && known != g && i < known->members.count; i++)
        add_member(set, g, known->members.item[i]);
    if (g && email.len > 0)
        wd_policy_put(set, &set->groups, email, g);
}

bool wd_policy_take_group(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_jv value)
{
    struct wd_str name = wd_jv_str(wd_jv_get(value, "name"));
    struct wd_str email = key_id(value, "groupKey", "group_key");
    struct wd_str member = key_id(value, "preferredMemberKey", "preferred_member_key");
    size_t end = wd_str_find(name, WD_STR("/memberships/"));

    if (member.len == 0)
        member = key_id(value, "memberKey", "member_key");
    if (!wd_str_starts(name, WD_STR("groups/")))
        return false;
    if (email.len > 0) {
        group(set, name, email);
        return true;
    }
    if (end == WD_NPOS || member.len == 0)
        return false;
    if (wd_str_eqz(wd_jv_str(wd_jv_get(value, "type")), "GROUP"))
        plain(set, member, true);
    add_member(
        set, source->name.len ? group_of(set, source->name) : by_id(set, wd_str_sub(name, 0, end)),
        member);
    return true;
}

static struct wd_str unquoted(struct wd_str s)
{
    s = wd_str_trim(s);
    return s.len >= 2 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"' ? wd_str_sub(s, 1, s.len - 2)
                                                                    : s;
}

void wd_policy_group_line(struct wd_policy_set *set, struct wd_policy_source *source,
                          struct wd_str line)
{
    struct wd_str rest = wd_str_trim(line);
    char separator = wd_str_find_char(rest, '\t') != WD_NPOS  ? '\t'
                     : wd_str_find_char(rest, ',') != WD_NPOS ? ','
                                                              : ' ';
    struct wd_str first = unquoted(wd_str_cut(&rest, separator)), second = unquoted(rest);

    if (first.len == 0 || first.ptr[0] == '#')
        return;
    if (source->name.len == 0)
        first = plain(set, first, false);
    if (wd_str_find_char(first, '@') == WD_NPOS) { /* a heading, or no addresses at all */
        if (source->line > 1)
            wd_policy_gap_note(set, "%s:%llu: not \"group,member\"", source->file,
                               (unsigned long long)source->line);
        return;
    }
    source->understood++;
    if (source->name.len > 0)
        add_member(set, group_of(set, source->name), first);
    else if (second.len > 0)
        add_member(set, group_of(set, first), second);
    else
        group_of(set, first); /* known, and empty so far */
}
