/* A custom role and its binding, in words and commands.
 *
 * The role's id is a digest of its permissions: equal needs share one role, and a second run prints the same
 * command. A role of ours that a policy shows there already is extended. */
#include "advise/google/custom.h"

#include "whydenied/base/buf.h"
#include "whydenied/base/digest.h"
#include "whydenied/names/ident.h"
#include "whydenied/policy.h"

struct wd_str wd_custom_list(struct wd_arena *arena, const struct wd_str *permissions, size_t count)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, 256 * CUSTOM_ROLE_MAX);
    for (size_t i = 0; i < count; i++) {
        if (!wd_ident_ok(WD_IDENT_PERMISSION, permissions[i]))
            goto done;
        if (i > 0)
            wd_buf_putc(&out, ',');
        wd_buf_put(&out, permissions[i]);
    }
    if (!out.failed)
        text = wd_arena_copy(arena, wd_buf_str(&out));
done:
    wd_buf_done(&out);
    return text;
}

struct custom {
    struct wd_binding binding;
    struct wd_str id, list;
    bool above;   /* made in the organisation, for what stands above projects */
    bool there;   /* a role of ours that the member holds there already */
    bool unknown; /* no role known here holds one of them: for review, not for pasting */
    struct wd_fill_value home; /* that project or organisation; not every resource's name tells */
    struct wd_fill_value role; /* its full name */
};

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct custom *custom = context;

    if (wd_str_eqz(name, "id"))
        return wd_fill_as(custom->id, WD_FILL_OK);
    if (wd_str_eqz(name, "permissions"))
        return wd_fill_as(custom->list, custom->unknown ? WD_FILL_MISSING : WD_FILL_OK);
    if (wd_str_eqz(name, "home"))
        return custom->home;
    if (wd_str_eqz(name, "role"))
        return custom->role;
    return wd_binding_resolve(&custom->binding, name);
}

/* A role for folders, organisations and billing accounts is made in the organisation: by where it is
 * bound, and by what it holds, for a project's role with such a permission does nothing. */
static bool above_projects(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    if (wd_level_above_projects(grant->place.level->type))
        return true;
    for (size_t i = 0; i < grant->count; i++)
        if (wd_level_above_projects(
                wd_catalogue_level(work->advisor->catalogue, grant->permissions[i])))
            return true;
    return false;
}

static void commands(const struct wd_work *work, struct wd_remedy *remedy,
                     const struct wd_grant_plan *grant, struct custom *custom)
{
    static const char *make[][8] = {{"gcloud", "iam", "roles", "create", "{id}", "--project={home}",
                                     "--permissions={permissions}", "--stage=GA"},
                                    {"gcloud", "iam", "roles", "create", "{id}",
                                     "--organization={home}", "--permissions={permissions}",
                                     "--stage=GA"}};
    static const char *extend[] = {"gcloud",
                                   "iam",
                                   "roles",
                                   "update",
                                   "{id}",
                                   "--project={home}",
                                   "--add-permissions={permissions}"};
    static const char *support[][6] = {
        {"gcloud", "iam", "list-testable-permissions",
         "//cloudresourcemanager.googleapis.com/projects/{home}", "--filter=name=({permissions})",
         "--format=value(name,customRolesSupportLevel)"},
        {"gcloud", "iam", "list-testable-permissions",
         "//cloudresourcemanager.googleapis.com/organizations/{home}",
         "--filter=name=({permissions})", "--format=value(name,customRolesSupportLevel)"}};
    struct wd_fill fill = {.resolve = resolve, .context = custom, .arena = work->arena};
    struct wd_argv check;

    if (wd_fill_argv(&fill, support[custom->above], 6, &check) == 0)
        wd_remedy_verify(work, remedy, check);
    if (custom->there) {
        wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){extend, 7});
        return;
    }
    wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){make[custom->above], 8});
    wd_remedy_fill(work, remedy, &fill, &grant->place.level->grant);
}

static void set_home(const struct wd_work *work, const struct wd_grant_plan *grant,
                     struct custom *custom)
{
    bool organization = strcmp(grant->place.level->type, "organization") == 0;

    if (organization)
        custom->home = wd_place_part(&grant->place, WD_PART_LEAF);
    else if (custom->above)
        custom->home = wd_fill_as(WD_STR("ORGANIZATION_ID"), WD_FILL_MISSING);
    else if (grant->place.level->uses[WD_PART_PROJECT])
        custom->home = wd_place_part(&grant->place, WD_PART_PROJECT);
    else
        custom->home = wd_slot_value(work, WD_STR("project"));
    custom->role.state = custom->home.state;
    custom->role.value = wd_arena_printf(work->arena, "%s/%.*s/roles/%.*s",
                                         custom->above ? "organizations" : "projects",
                                         WD_STR_ARG(custom->home.value), WD_STR_ARG(custom->id));
}

/* "projects/acme/roles/whydenied_…", held by the member at the place: it takes the further
 * permissions. */
static void find_own(const struct wd_work *work, const struct wd_grant_plan *grant,
                     struct custom *custom)
{
    struct wd_str role;

    if (custom->above || custom->home.state != WD_FILL_OK || grant->who.state != WD_WHO_KNOWN)
        return;
    if (!work->advisor->policies)
        return;
    role = wd_policy_role_like(work->advisor->policies, grant->who.member,
                               wd_arena_printf(work->arena, "projects/%.*s/roles/whydenied_",
                                               WD_STR_ARG(custom->home.value)),
                               wd_place_name(&grant->place, work->arena));
    if (role.len == 0 || !wd_ident_ok(WD_IDENT_ROLE, role))
        return;
    custom->id = wd_str_from(role, wd_str_rfind_char(role, '/') + 1);
    custom->role.value = role;
    custom->there = true;
}

static struct wd_str summary(const struct wd_work *work, const struct wd_grant_plan *grant,
                             const struct custom *custom)
{
    struct wd_str place = wd_grant_place_words(work, grant);
    struct wd_str member = wd_grant_member_words(work, grant);

    if (custom->there)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_EXTEND, custom->list,
                           custom->role.value, member, place);
    return WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_ROLE, custom->list,
                       wd_str_of(grant->place.level->label[work->lang]), place, member);
}

static void warn_of(const struct wd_custom_need *need)
{
    const struct wd_work *work = &need->work;
    const char *link = NULL;

    for (size_t i = 0; i < need->count; i++) {
        wd_remedy_warn(work, need->remedy,
                       wd_str_of(wd_catalogue_climbing(work->advisor->catalogue,
                                                       need->permissions[i], work->lang, &link)));
        if (wd_catalogue_custom_support(work->advisor->catalogue, need->permissions[i]) ==
            WD_CUSTOM_TESTING)
            wd_remedy_warn(
                work, need->remedy,
                WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_SUPPORT, need->permissions[i]));
    }
}

/* The first of them that no role known here holds; empty: all are known. */
static struct wd_str first_unknown(const struct wd_custom_need *need)
{
    for (size_t i = 0; i < need->count; i++)
        if (wd_catalogue_custom_support(need->work.advisor->catalogue, need->permissions[i]) ==
            WD_CUSTOM_UNKNOWN)
            return need->permissions[i];
    return WD_STR_NONE;
}

static int write_down(struct wd_custom_need *need)
{
    const struct wd_work *work = &need->work;
    struct wd_grant_plan *grant = &need->grant;
    struct wd_str list = wd_custom_list(work->arena, need->permissions, need->count);
    struct wd_str hex = wd_key_hex(work->arena, list, 8), unknown = first_unknown(need);
    struct custom custom = {
        .binding = {&grant->place, wd_grant_member(grant), WD_STR_NONE},
        .id = wd_arena_printf(work->arena, "whydenied_%.*s", WD_STR_ARG(hex)),
        .list = list,
        .unknown = unknown.len > 0,
    };

    grant->permissions = need->permissions;
    grant->count = need->count;
    custom.above = above_projects(work, grant);
    set_home(work, grant, &custom);
    find_own(work, grant, &custom);
    need->remedy->summary = summary(work, grant, &custom).ptr;
    warn_of(need);
    if (list.len == 0)
        need->remedy->why_no_command =
            WD_SENTENCE0(work->arena, work->lang, WD_SAY_PERMISSION_REFUSED).ptr;
    else if (unknown.len > 0 && !need->remedy->why_no_command)
        need->remedy->why_no_command =
            WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_UNKNOWN, unknown).ptr;
    if (!grant->step || grant->step->kind != WD_REMEDY_CUSTOM_ROLE)
        wd_grant_beside(work, need->remedy, grant); /* else the rule says what stands beside it */
    if (list.len > 0 && grant->who.state <= WD_WHO_REFUSED)
        commands(work, need->remedy, grant, &custom);
    return need->remedy->summary ? 0 : -1;
}

int wd_customs_finish(struct wd_drafts *drafts)
{
    for (struct wd_custom_need *need = *wd_drafts_customs(drafts); need; need = need->next)
        if (write_down(need) != 0)
            return -1;
    return 0;
}
