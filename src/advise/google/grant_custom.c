/* A custom role with exactly the denied permissions, and its binding.
 *
 * The role's id is a digest of the permissions: equal needs share one role, and a second run prints
 * the same command. */
#include "advise/google/grant.h"

#include "whydenied/base/buf.h"
#include "whydenied/names/ident.h"

static struct wd_str join(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, 8192);
    for (size_t i = 0; i < grant->count; i++) {
        if (!wd_ident_ok(WD_IDENT_PERMISSION, grant->permissions[i]))
            goto done;
        if (i > 0)
            wd_buf_putc(&out, ',');
        wd_buf_put(&out, grant->permissions[i]);
    }
    if (!out.failed)
        text = wd_arena_copy(work->arena, wd_buf_str(&out));
done:
    wd_buf_done(&out);
    return text;
}

struct custom {
    struct wd_binding binding;
    struct wd_str id, list;
    bool above;                /* made in the organisation, for what stands above projects */
    struct wd_fill_value home; /* that project or organisation; not every resource's name tells */
    struct wd_fill_value role; /* its full name */
};

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct custom *custom = context;

    if (wd_str_eqz(name, "id"))
        return wd_fill_as(custom->id, WD_FILL_OK);
    if (wd_str_eqz(name, "permissions"))
        return wd_fill_as(custom->list, WD_FILL_OK);
    if (wd_str_eqz(name, "home"))
        return custom->home;
    if (wd_str_eqz(name, "role"))
        return custom->role;
    return wd_binding_resolve(&custom->binding, name);
}

/* A role for folders, organisations and billing accounts is made in the organisation. */
static bool above_projects(const struct wd_bind_level *level)
{
    return strcmp(level->type, "folder") == 0 || strcmp(level->type, "organization") == 0 ||
           strcmp(level->type, "billing_account") == 0;
}

static void commands(const struct wd_work *work, struct wd_remedy *remedy,
                     const struct wd_grant_plan *grant, struct custom *custom)
{
    static const char *create[][8] = {
        {"gcloud", "iam", "roles", "create", "{id}", "--project={home}",
         "--permissions={permissions}", "--stage=GA"},
        {"gcloud", "iam", "roles", "create", "{id}", "--organization={home}",
         "--permissions={permissions}", "--stage=GA"}};
    static const char *support[][6] = {
        {"gcloud", "iam", "list-testable-permissions",
         "//cloudresourcemanager.googleapis.com/projects/{home}", "--filter=name={permissions}",
         "--format=value(customRolesSupportLevel)"},
        {"gcloud", "iam", "list-testable-permissions",
         "//cloudresourcemanager.googleapis.com/organizations/{home}",
         "--filter=name={permissions}", "--format=value(customRolesSupportLevel)"}};
    struct wd_fill fill = {.resolve = resolve, .context = custom, .arena = work->arena};
    struct wd_argv check;

    if (grant->count == 1 && wd_fill_argv(&fill, support[custom->above], 6, &check) == 0)
        wd_remedy_verify(work, remedy, check);
    wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){create[custom->above], 8});
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

int wd_grant_custom(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str list = join(work, grant);
    struct wd_grant_plan one = *grant;
    struct wd_remedy *remedy;

    one.role = list;
    struct wd_str key = wd_grant_key(work, &one, WD_REMEDY_CUSTOM_ROLE);
    int fresh = wd_work_open(work, key, WD_REMEDY_CUSTOM_ROLE, &remedy);
    if (fresh != 1)
        return fresh;
    one.role = WD_STR_NONE;
    struct wd_str hex = wd_key_hex(work->arena, list, 8);
    struct custom custom = {
        .binding = {&one.place, wd_grant_member(&one), WD_STR_NONE},
        .id = wd_arena_printf(work->arena, "whydenied_%.*s", WD_STR_ARG(hex)),
        .list = list,
        .above = above_projects(one.place.level),
    };
    set_home(work, &one, &custom);
    remedy->summary =
        WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_ROLE, list,
                    wd_str_of(one.place.level->label[work->lang]), wd_grant_place_words(work, &one),
                    wd_grant_member_words(work, &one))
            .ptr;
    wd_grant_describe(work, remedy, &one);
    for (size_t i = 0; i < one.count; i++)
        if (wd_catalogue_custom_doubtful(work->advisor->catalogue, one.permissions[i]))
            wd_remedy_warn(
                work, remedy,
                WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_SUPPORT, one.permissions[i]));
    if (list.len == 0)
        remedy->why_no_command =
            WD_SENTENCE0(work->arena, work->lang, WD_SAY_PERMISSION_REFUSED).ptr;
    else if (one.who.state <= WD_WHO_REFUSED)
        commands(work, remedy, &one, &custom);
    return remedy->summary ? 0 : -1;
}
