/* `roles for`: from permissions to roles, for people and line by line for programs. */
#include "app/roles/roles.h"

#include "whydenied/base/json_value.h"
#include "whydenied/names/ident.h"

enum { GROUPS_MAX = 64, CHOICES_MAX = 6 };

/* Where the service gives its first permission by another way, or Google refuses it to custom roles, NULL. */
static const char *role_text(struct wd_catalogue *catalogue, const struct wd_role_group *group)
{
    struct wd_permission_fact fact;
    bool instead = wd_catalogue_fact(catalogue, group->permissions[0], &fact) && fact.instead;
    bool refused =
        wd_catalogue_custom_support(catalogue, group->permissions[0]) == WD_CUSTOM_REFUSED;

    if (!group->choice.custom)
        return group->choice.role.ptr;
    return instead || refused ? NULL : "a custom role";
}

/* What Google says of custom roles with these; where it refuses one of them, none is offered. */
static void print_custom(struct wd_catalogue *catalogue, const struct wd_role_group *group,
                         struct wd_output *out)
{
    bool refused = false;

    for (size_t i = 0; i < group->count; i++)
        refused |=
            wd_catalogue_custom_support(catalogue, group->permissions[i]) == WD_CUSTOM_REFUSED;
    if (!group->choice.custom && !refused)
        wd_output_putz(out, "    or a custom role with exactly these\n");
    for (size_t i = 0; i < group->count; i++) {
        enum wd_custom_support support =
            wd_catalogue_custom_support(catalogue, group->permissions[i]);
        if (support == WD_CUSTOM_REFUSED)
            wd_output_printf(out, "    no custom role takes %.*s\n",
                             WD_STR_ARG(group->permissions[i]));
        else if (support == WD_CUSTOM_TESTING)
            wd_output_printf(out, "    Google only tests %.*s in custom roles\n",
                             WD_STR_ARG(group->permissions[i]));
    }
}

static void print_alternatives(struct wd_catalogue *catalogue, const struct wd_role_group *group,
                               struct wd_arena *arena, struct wd_output *out)
{
    struct wd_role_choice choices[CHOICES_MAX];
    size_t n = wd_catalogue_choose(catalogue, group->permissions, group->count, arena, choices,
                                   CHOICES_MAX, NULL);

    for (size_t i = 0; i < n; i++)
        if (!choices[i].custom &&
            (!group->choice.role.ptr || !wd_str_eq(choices[i].role, group->choice.role)))
            wd_output_printf(out, "    or %.*s (%u permissions)\n", WD_STR_ARG(choices[i].role),
                             choices[i].size);
    print_custom(catalogue, group, out);
}

static void print_group(struct wd_catalogue *catalogue, const struct wd_role_group *group,
                        enum wd_lang lang, struct wd_arena *arena, struct wd_output *out)
{
    struct wd_permission_fact fact;

    const char *role = role_text(catalogue, group);

    wd_output_putz(out, role ? role : "no role is bound by hand");
    if (role)
        wd_output_printf(out, "  on the %s", group->choice.level ? group->choice.level : "project");
    if (role && group->choice.size > 0)
        wd_output_printf(out, "  (%u permission%s)", group->choice.size,
                         group->choice.size == 1 ? "" : "s");
    wd_output_putz(out, "\n");
    for (size_t i = 0; i < group->count; i++)
        wd_output_printf(out, "    %s %.*s\n", role ? "holds" : "for",
                         WD_STR_ARG(group->permissions[i]));
    if (!wd_catalogue_fact(catalogue, group->permissions[0], &fact) || !fact.instead)
        print_alternatives(catalogue, group, arena, out);
    for (size_t i = 0; i < group->count; i++) {
        const char *climbing = wd_catalogue_climbing(catalogue, group->permissions[i], lang, NULL);
        if (wd_catalogue_fact(catalogue, group->permissions[i], &fact) && fact.note[lang])
            wd_output_printf(out, "    note: %s\n", fact.note[lang]);
        if (climbing)
            wd_output_printf(out, "    warning: %s\n", climbing);
    }
}

/* Google documents one role for build accounts that holds what several services ask for. */
static void print_bundle(struct wd_catalogue *catalogue, const struct wd_str *permissions,
                         size_t count, struct wd_output *out)
{
    size_t held = 0;

    for (size_t i = 0; i < count; i++)
        held +=
            wd_catalogue_role_holds(catalogue, WD_STR("roles/run.builder"), permissions[i]) == 1;
    if (held >= 2)
        wd_output_printf(out,
                         "For a build account: roles/run.builder on the project is the documented "
                         "bundle; it holds %zu of these %zu.\n",
                         held, count);
}

/* Both are said, nothing is refused. */
void wd_roles_tell_nearest(const struct wd_catalogue *catalogue, const char *permission)
{
    const char *nearest = wd_catalogue_nearest(catalogue, permission);

    if (nearest)
        wd_say("%s is not in the table of permissions; did you mean %s?", permission, nearest);
}

/* In the table, or in a role. A custom role of a name that does not exist cannot even be made. */
static bool is_known(struct wd_catalogue *catalogue, struct wd_str permission,
                     struct wd_arena *arena)
{
    struct wd_role_choice choices[CHOICES_MAX];
    struct wd_permission_fact fact;
    size_t n = wd_catalogue_choose(catalogue, &permission, 1, arena, choices, CHOICES_MAX, NULL);
    bool held = wd_catalogue_fact(catalogue, permission, &fact);

    for (size_t i = 0; i < n && !held; i++)
        held = !choices[i].custom;
    return held || wd_str_has(permission, WD_STR(":")); /* RAM's actions are in no such table */
}

/* Names that are known, in their order; the others are said. */
static size_t keep_known(struct wd_catalogue *catalogue, struct wd_str *names, size_t count,
                         struct wd_arena *arena)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (is_known(catalogue, names[i], arena))
            names[kept++] = names[i];
        else
            wd_say("%.*s: no such permission is known; no role holds it", WD_STR_ARG(names[i]));
    return kept;
}

int wd_roles_for(const struct wd_options *options, struct wd_catalogue *catalogue,
                 char **permissions, size_t count, struct wd_output *out)
{
    struct wd_arena *arena = wd_arena_new(8u << 20);
    struct wd_str *names = calloc(count + 1, sizeof *names);
    struct wd_role_group groups[GROUPS_MAX];
    int status = WD_EXIT_OK;
    size_t n = 0;

    if (!arena || !names) {
        status = wd_say_and(WD_EXIT_USAGE, "out of memory");
        goto done;
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = wd_str_of(permissions[i]);
        if (!wd_ident_ok(WD_IDENT_PERMISSION, names[i])) {
            status = wd_say_and(WD_EXIT_USAGE, "%s: not a permission (service.resource.verb)",
                                permissions[i]);
            goto done;
        }
    }
    for (size_t i = 0; i < count; i++)
        wd_roles_tell_nearest(catalogue, permissions[i]);
    size_t known = keep_known(catalogue, names, count, arena);
    status = known < count ? WD_EXIT_FINDINGS : WD_EXIT_OK;
    count = known;
    n = wd_catalogue_cover(catalogue, names, count, arena, groups, GROUPS_MAX);
    for (size_t i = 0; i < n; i++)
        print_group(catalogue, &groups[i], options->lang, arena, out);
    print_bundle(catalogue, names, count, out);
done:
    free(names);
    wd_arena_free(arena);
    return status;
}

static json_t *choice_json(const struct wd_role_choice *choice)
{
    return json_pack("{s:o, s:s, s:s, s:s%}", "role",
                     choice->custom ? json_null()
                                    : json_stringn(choice->role.ptr, choice->role.len),
                     "kind", choice->custom ? "custom_role" : "grant", "level",
                     choice->level ? choice->level : "project", "why",
                     choice->why.len ? choice->why.ptr : "", choice->why.len);
}

static json_t *line_json(struct wd_catalogue *catalogue, struct wd_str permission,
                         struct wd_arena *arena)
{
    struct wd_role_choice choices[CHOICES_MAX];
    const char *refused = NULL;
    size_t n =
        wd_catalogue_choose(catalogue, &permission, 1, arena, choices, CHOICES_MAX, &refused);
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(list, choice_json(&choices[i]));
    json_t *name = json_stringn(permission.ptr, permission.len);
    return json_pack("{s:o, s:o, s:s?}", "permission", name ? name : json_string("?"), "choices",
                     list, "refused",
                     n         ? NULL
                     : refused ? refused
                               : "no role");
}

int wd_roles_for_lines(struct wd_catalogue *catalogue, FILE *in, struct wd_output *out)
{
    struct wd_arena *arena = wd_arena_new(8u << 20);
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    if (!arena)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    while ((len = getline(&line, &room, in)) > 0) {
        struct wd_str permission = wd_str_trim(wd_str_make(line, (size_t)len));
        if (permission.len == 0)
            continue;
        json_t *object = line_json(catalogue, permission, arena);
        char *text = object ? wd_json_dump(object, JSON_COMPACT) : NULL;
        wd_output_putz(out, text ? text : "{}");
        wd_output_putz(out, "\n");
        free(text);
        json_decref(object);
        wd_arena_clear(arena);
    }
    free(line);
    wd_arena_free(arena);
    return WD_EXIT_OK;
}
