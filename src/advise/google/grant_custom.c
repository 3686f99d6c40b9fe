/* A custom role with exactly the denied permissions, and its binding.
 *
 * What one member is denied at one place goes into one role, whatever incident it comes from: the
 * permissions are gathered while incidents are advised, and written down once all are. The role's id
 * is a digest of them: equal needs share one role, and a second run prints the same command. A role
 * of ours that a policy shows there already is extended. */
#include "advise/google/grant.h"

#include "whydenied/base/buf.h"
#include "whydenied/base/digest.h"
#include "whydenied/names/ident.h"
#include "whydenied/policy.h"

enum {
    OWED_EACH = 2560, /* two commands, a check and a sentence, with long names */
    ROOM_AT_FIRST = 4,
    ROLE_MAX = 100 /* permissions of one role: IAM takes 3,000, nobody reads them; then another */
};

struct wd_custom_need {
    struct wd_str key; /* of member and place */
    uint64_t digest;   /* of the key: thousands are compared */
    unsigned part;     /* 1, 2, …: the first ones are full */
    struct wd_remedy *remedy;
    struct wd_work work; /* of the first incident that asked */
    struct wd_grant_plan grant;
    struct wd_str *permissions; /* sorted */
    size_t count, room;
    struct wd_custom_need *next;
};

static bool holds(const struct wd_custom_need *need, struct wd_str permission)
{
    for (size_t i = 0; i < need->count; i++)
        if (wd_str_eq(need->permissions[i], permission))
            return true;
    return false;
}

static int make_room(struct wd_custom_need *need)
{
    size_t room = need->room ? 2 * need->room : ROOM_AT_FIRST;
    struct wd_str *list;

    if (need->count < need->room)
        return 0;
    list = wd_arena_alloc(need->work.arena, room * sizeof *list);
    if (!list)
        return -1;
    if (need->count > 0)
        memcpy(list, need->permissions, need->count * sizeof *list);
    need->permissions = list;
    need->room = room;
    return 0;
}

static int add_permission(struct wd_custom_need *need, struct wd_str permission)
{
    size_t at = need->count;

    if (holds(need, permission))
        return 0;
    if (make_room(need) != 0)
        return -1;
    for (; at > 0 && wd_str_cmp(permission, need->permissions[at - 1]) < 0; at--)
        need->permissions[at] = need->permissions[at - 1];
    need->permissions[at] = permission;
    need->count++;
    wd_drafts_owe(need->work.drafts, 4 * (permission.len + 2)); /* summary, command, template */
    return 0;
}

static struct wd_str join(struct wd_arena *arena, const struct wd_str *permissions, size_t count)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, 256 * ROLE_MAX);
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
    bool above;                /* made in the organisation, for what stands above projects */
    bool there;                /* a role of ours that the member holds there already */
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
         "//cloudresourcemanager.googleapis.com/projects/{home}", "--filter=name={permissions}",
         "--format=value(customRolesSupportLevel)"},
        {"gcloud", "iam", "list-testable-permissions",
         "//cloudresourcemanager.googleapis.com/organizations/{home}",
         "--filter=name={permissions}", "--format=value(customRolesSupportLevel)"}};
    struct wd_fill fill = {.resolve = resolve, .context = custom, .arena = work->arena};
    struct wd_argv check;

    if (grant->count == 1 && wd_fill_argv(&fill, support[custom->above], 6, &check) == 0)
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
        if (wd_catalogue_custom_doubtful(work->advisor->catalogue, need->permissions[i]))
            wd_remedy_warn(
                work, need->remedy,
                WD_SENTENCE(work->arena, work->lang, WD_SAY_CUSTOM_SUPPORT, need->permissions[i]));
    }
}

static int write_down(struct wd_custom_need *need)
{
    const struct wd_work *work = &need->work;
    struct wd_grant_plan *grant = &need->grant;
    struct wd_str list = join(work->arena, need->permissions, need->count);
    struct wd_str hex = wd_key_hex(work->arena, list, 8);
    struct custom custom = {
        .binding = {&grant->place, wd_grant_member(grant), WD_STR_NONE},
        .id = wd_arena_printf(work->arena, "whydenied_%.*s", WD_STR_ARG(hex)),
        .list = list,
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
    else if (grant->who.state <= WD_WHO_REFUSED)
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

/* What the key tells apart: all needs of a known member at a place are one; a rule's own custom role
 * (an alternative to something else) and a member that is not known stand alone. */
static struct wd_str key_of(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    bool own = grant->step && grant->step->kind == WD_REMEDY_CUSTOM_ROLE;
    struct wd_grant_plan one = *grant;

    one.role = own || grant->who.state != WD_WHO_KNOWN
                   ? join(work->arena, grant->permissions, grant->count)
                   : WD_STR_NONE;
    return wd_grant_key(work, &one, WD_REMEDY_CUSTOM_ROLE);
}

/* The last role for the key, and whether it has room for what comes. */
static struct wd_custom_need *need_of(struct wd_drafts *drafts, struct wd_str key,
                                      const struct wd_grant_plan *grant, bool *ret_room)
{
    struct wd_custom_need *found = NULL;
    uint64_t digest = wd_hash(key);

    for (struct wd_custom_need *need = *wd_drafts_customs(drafts); need; need = need->next)
        if (need->digest == digest && wd_str_eq(need->key, key))
            found = need;
    *ret_room = found && found->count + grant->count <= ROLE_MAX;
    return found;
}

static struct wd_custom_need *new_need(struct wd_work *work, const struct wd_grant_plan *grant,
                                       struct wd_str key, unsigned part)
{
    struct wd_custom_need **last = wd_drafts_customs(work->drafts);
    struct wd_custom_need *need = wd_arena_alloc(work->arena, sizeof *need);

    if (!need)
        return NULL;
    *need = (struct wd_custom_need){
        .key = wd_arena_copy(work->arena, key), .digest = wd_hash(key), .part = part};
    need->grant = *grant;
    need->grant.role = WD_STR_NONE;
    while (*last)
        last = &(*last)->next;
    *last = need;
    return need->key.len > 0 ? need : NULL;
}

int wd_grant_custom(struct wd_work *work, const struct wd_grant_plan *grant)
{
    struct wd_str key = key_of(work, grant);
    bool room;
    struct wd_custom_need *need = need_of(work->drafts, key, grant, &room);
    unsigned part = !need ? 1 : room ? need->part : need->part + 1;
    struct wd_str name =
        part == 1 ? key : wd_arena_printf(work->arena, "%.*s\n%u", WD_STR_ARG(key), part);
    struct wd_remedy *remedy = NULL;
    int fresh = wd_work_open(work, name, WD_REMEDY_CUSTOM_ROLE, &remedy);

    if (fresh < 0)
        return -1;
    if (!remedy)
        return 0; /* the incident has enough */
    if (fresh) {
        need = new_need(work, grant, key, part);
        if (!need)
            return -1;
        wd_drafts_owe(work->drafts, OWED_EACH);
        need->remedy = remedy;
        need->work = *work;
        wd_grant_describe(work, remedy, &need->grant);
    }
    for (size_t i = 0; need && i < grant->count; i++)
        if (add_permission(need, grant->permissions[i]) != 0)
            return -1;
    return 0;
}
