/* What a custom role lost and got when it was changed, brought back or deleted. */
#include "read/reading.h"

#define LIST_MAX 64u /* pieces: a name and a blank each */

/* A list of permissions, with blanks; empty: none, or so many that nothing can be said not to be among them. */
static struct wd_str join_list(struct wd_reading *r, struct wd_jv list)
{
    struct wd_str part[LIST_MAX];
    size_t count = 0;

    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it) && count + 2 <= LIST_MAX;) {
        part[count++] = wd_jv_str(it.value);
        part[count++] = WD_STR(" ");
    }
    if (count == 0 || count + 2 > LIST_MAX)
        return WD_STR_NONE;
    return wd_arena_concat(r->arena, part, count - 1);
}

/* A deletion answers with the role as it was (https://cloud.google.com/iam/docs/reference/rest/v1/projects.roles/delete). */
static struct wd_str lost_of_role(struct wd_reading *r, bool deleted)
{
    struct wd_jv list = wd_path(r, r->proto, "serviceData.permissionDelta.removedPermissions");

    if (deleted && !wd_there(list))
        list = wd_call_path(r, "response.includedPermissions");
    if (deleted && !wd_there(list))
        list = wd_call_path(r, "response.included_permissions");
    return join_list(r, list);
}

/* What a custom role lost, and what it got: of a project's role, in that project. */
void wd_policy_role_read(struct wd_reading *r, struct wd_str word)
{
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    struct wd_str lost = lost_of_role(r, wd_str_eqz(word, "role_off"));
    struct wd_str got =
        join_list(r, wd_path(r, r->proto, "serviceData.permissionDelta.addedPermissions"));
    const struct wd_str lines[] = {WD_STR("role_more\t"), got,  WD_STR("\t"), name,
                                   WD_STR("\n"),          word, WD_STR("\t"), lost,
                                   WD_STR("\t"),          name};

    wd_set(r, WD_SLOT_PRINCIPAL, lost);
    wd_set(r, WD_SLOT_ROLE, name);
    wd_set(r, WD_SLOT_RESOURCE, wd_str_sub(name, 0, wd_str_find(name, WD_STR("/roles/"))));
    if (got.len > 0)
        wd_set(r, WD_SLOT_DETAIL, wd_arena_concat(r->arena, lines, lost.len > 0 ? 9 : 4));
}
