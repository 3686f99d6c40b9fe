/* `roles check`: the promises about roles, tried on every permission of the imported catalogue. */
#include "app/roles/roles.h"

struct check {
    struct wd_catalogue *catalogue;
    struct wd_roles_db *db;
    struct wd_arena *arena;
    struct wd_output *out;
    unsigned long long permissions, roles, custom, refused, custom_first, custom_only, broken;
};

static void broken(struct check *check, struct wd_str permission, struct wd_str role,
                   const char *why)
{
    check->broken++;
    wd_output_printf(check->out, "broken: %.*s for %.*s: %s\n", WD_STR_ARG(role),
                     WD_STR_ARG(permission), why);
}

/* The imported facts are asked again, apart from how the choice was made. */
static void check_role(struct check *check, struct wd_str permission,
                       const struct wd_role_choice *choice)
{
    struct wd_role_row row;

    check->roles++;
    if (!wd_roles_db_role(check->db, choice->role, check->arena, &row))
        broken(check, permission, choice->role, "there is no such role");
    else if (wd_roles_db_holds(check->db, choice->role, permission) != 1)
        broken(check, permission, choice->role, "it does not hold the permission");
    else if (row.flags & (WD_ROLE_BASIC | WD_ROLE_AGENT | WD_ROLE_DEPRECATED | WD_ROLE_CUSTOM))
        broken(check, permission, choice->role, "basic, a service agent's, deprecated or private");
}

static int each(void *context, struct wd_str name)
{
    struct check *check = context;
    struct wd_role_choice choices[8];
    struct wd_str permission = wd_arena_copy(check->arena, name);
    const char *refused = NULL;
    size_t n =
        wd_catalogue_choose(check->catalogue, &permission, 1, check->arena, choices, 8, &refused);

    check->permissions++;
    check->refused += n == 0;
    check->custom_first += n > 1 && choices[0].custom;
    check->custom_only += n == 1 && choices[0].custom;
    if (n == 0 && !refused)
        broken(check, permission, WD_STR("nothing"), "neither a role nor a reason");
    for (size_t i = 0; i < n; i++) {
        if (choices[i].custom)
            check->custom++;
        else
            check_role(check, permission, &choices[i]);
    }
    wd_arena_clear(check->arena);
    return 0;
}

int wd_roles_check(struct wd_catalogue *catalogue, struct wd_roles_db *db, struct wd_output *out)
{
    struct check check = {
        .catalogue = catalogue, .db = db, .out = out, .arena = wd_arena_new(16u << 20)};

    if (!check.arena)
        return wd_say_and(WD_EXIT_USAGE, "out of memory");
    wd_roles_db_each(db, 0, each, &check);
    wd_output_printf(
        out,
        "%llu permissions: %llu with a role, %llu with a custom role before any, %llu with a "
        "custom "
        "role only, %llu refused\n"
        "%llu roles recommended in all: every one holds its permission, exists, and is "
        "neither basic nor an agent's nor deprecated, but for %llu\n",
        check.permissions,
        check.permissions - check.custom_first - check.custom_only - check.refused,
        check.custom_first, check.custom_only, check.refused, check.roles, check.broken);
    wd_arena_free(check.arena);
    return check.broken ? WD_EXIT_FINDINGS : WD_EXIT_OK;
}
