/* MaxCompute keeps its own grants inside each project: RAM policies do not reach them.
 *
 * The statement goes to the client as one argument; names pass narrow grammars, so that none can end
 * the statement or start another. */
#include "advise/alibaba/ram.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

struct need {
    struct wd_str privilege, kind, object, project; /* "Select", "table", "sales", "acme_dw" */
    bool granted_so;                                /* by a statement that names kind and object */
    struct wd_ram who;
    struct wd_str account;
    struct wd_str statement;
};

/* What is granted on what, in documents' words:
 * https://www.alibabacloud.com/help/en/maxcompute/user-guide/maxcompute-permissions
 * https://www.alibabacloud.com/help/en/maxcompute/user-guide/permission-related-command-set
 * A package is another project's, a schema's objects depend on the session's switches: they are for a person. */
static const struct odps_kind {
    const char *path, *word;
    const char *privileges[10];
} kinds[] = {
    {NULL,
     "project",
     {"Read", "Write", "List", "CreateTable", "CreateInstance", "CreateFunction", "CreateResource",
      "CreateVolume", "All"}},
    {"tables",
     "table",
     {"Describe", "Select", "Alter", "Update", "Drop", "ShowHistory", "Download", "All"}},
    {"functions", "function", {"Read", "Write", "Delete", "Execute", "Download", "All"}},
    {"resources", "resource", {"Read", "Write", "Delete", "Download", "All"}},
    {"instances", "instance", {"Read", "Write", "All"}},
    {"volumes", "volume", {"Read", "Write"}},
    {"packages", "package", {NULL}},
    {"schemas", "schema", {NULL}},
};

/* "odps:Select" → "Select"; anything but letters is refused. */
static struct wd_str privilege_of(struct wd_str permission)
{
    size_t colon = wd_str_find_char(permission, ':');
    struct wd_str s = colon == WD_NPOS ? permission : wd_str_from(permission, colon + 1);

    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_letter(s.ptr[i]))
            return WD_STR_NONE;
    return s.len <= 32 ? s : WD_STR_NONE;
}

static struct wd_str fitting(enum wd_ident ident, struct wd_str s)
{
    return wd_ident_ok(ident, s) ? s : WD_STR_NONE;
}

/* "information_schema.systables": what the tenant's own project installed. */
static bool is_package(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_word(s.ptr[i]) && s.ptr[i] != '.')
            return false;
    return wd_str_istarts(s, WD_STR("information_schema.")) && s.len < 64;
}

static const struct odps_kind *kind_of(struct wd_str path)
{
    for (size_t i = 1; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_eqz(path, kinds[i].path))
            return &kinds[i];
    return NULL;
}

/* Below the project stands what kind of object it is, which may lie in a schema: in the default one it bears the name that
 * it has without schemas.
 * https://www.alibabacloud.com/help/en/maxcompute/user-guide/schema-related-operations */
static void collect_object(const struct wd_work *work, struct need *need)
{
    struct wd_str leaf = wd_str_of(work->incident->object_leaf);
    struct wd_str path = wd_str_of(work->incident->object_name);
    struct wd_str above = wd_str_sub(path, 0, path.len - leaf.len - (leaf.len < path.len));
    struct wd_str schema = wd_between(above, "/schemas/", "/");
    const struct odps_kind *kind = kind_of(wd_last_part(above, '/'));

    need->kind = wd_str_of(kind ? kind->word : "OBJECT_TYPE");
    need->object = fitting(WD_IDENT_RAM_USER, leaf); /* letters, digits, ". _ -" */
    if (schema.len > 0 && !wd_str_eqz(schema, "default"))
        need->object = wd_ident_ok(WD_IDENT_DATASET, schema) && need->object.len > 0
                           ? wd_arena_printf(work->arena, "%.*s.%.*s", WD_STR_ARG(schema),
                                             WD_STR_ARG(need->object))
                           : WD_STR_NONE;
    else if (kind)
        need->granted_so = wd_one_of(need->privilege, kind->privileges);
}

static struct need collect(const struct wd_work *work, const struct wd_advice *step)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str type = wd_str_of(incident->object_type);
    const char *permission = step && step->permission     ? step->permission
                             : incident->permission_count ? incident->permissions[0]
                                                          : incident->slot[WD_SLOT_PERMISSION];
    struct need need = {.privilege = privilege_of(wd_str_of(permission))};

    need.project = fitting(WD_IDENT_DATASET, wd_slot(work, WD_SLOT_PROJECT));
    if (wd_str_eqz(type, "odps_table") || wd_str_eqz(type, "odps_object")) {
        collect_object(work, &need);
    } else if (is_package(wd_slot(work, WD_SLOT_RESOURCE))) {
        need.kind = WD_STR("package");
        need.object = wd_slot(work, WD_SLOT_RESOURCE);
        need.granted_so = true;
    } else {
        need.kind = wd_str_of(kinds[0].word);
        need.object = need.project;
        need.granted_so = wd_one_of(need.privilege, kinds[0].privileges);
    }
    if (wd_str_ieq(need.privilege, WD_STR("All"))) /* whoever asks for everything needs something */
        need.granted_so = false;
    need.who = wd_ram_of(wd_slot(work, WD_SLOT_PRINCIPAL), incident->principal_kind);
    need.account = need.who.account.len ? need.who.account : wd_slot(work, WD_SLOT_ACCOUNT);
    need.account = fitting(WD_IDENT_ACCOUNT, need.account);
    return need;
}

/* "RAM$1234…:etl", "RAM$acme@aliyun.com:etl", "RAM$1234…:role/etl", "ALIYUN$acme@aliyun.com": as MaxCompute names who was
 * refused, so it takes who is granted. https://www.alibabacloud.com/help/en/maxcompute/user-guide/user-and-role-operations */
static bool is_own_name(struct wd_str name, bool *ret_role)
{
    bool ram = wd_str_starts(name, WD_STR("RAM$"));

    if (!ram && !wd_str_starts(name, WD_STR("ALIYUN$")))
        return false;
    wd_str_cut(&name, '$');
    struct wd_str account = wd_str_cut(&name, ':');
    *ret_role = wd_str_starts(name, WD_STR("role/"));
    if (!wd_ident_ok(WD_IDENT_ACCOUNT, account) && !wd_ident_ok(WD_IDENT_EMAIL, account))
        return false;
    if (*ret_role)
        return wd_ident_ok(WD_IDENT_RAM_ROLE, wd_str_from(name, 5));
    return ram ? wd_ident_ok(WD_IDENT_RAM_USER, name) : name.len == 0;
}

/* "RAM$acme:etl": what stands for the account is a name that people gave it. */
static bool is_named_account(struct wd_str name)
{
    struct wd_str account = wd_between(name, "RAM$", ":");

    return wd_str_starts(name, WD_STR("RAM$")) && wd_ident_ok(WD_IDENT_RAM_USER, account) &&
           wd_ident_ok(WD_IDENT_RAM_USER, wd_str_from(name, 4 + account.len + 1));
}

static struct wd_str user_words(const struct wd_work *work, const struct need *need,
                                bool *ret_known)
{
    struct wd_str own = wd_slot(work, WD_SLOT_PRINCIPAL);
    bool role = false;

    *ret_known = is_own_name(own, &role);
    if (*ret_known)
        return role ? wd_arena_printf(work->arena, "`%.*s`", WD_STR_ARG(own))
                    : wd_arena_copy(work->arena, own);
    role = need->who.kind == WD_RAM_ROLE;
    *ret_known = need->account.len > 0 && (need->who.kind == WD_RAM_USER || role);
    if (!*ret_known)
        return is_named_account(own) ? own : WD_STR("RAM$ACCOUNT:RAM_USER");
    return wd_arena_printf(work->arena, role ? "`RAM$%.*s:role/%.*s`" : "RAM$%.*s:%.*s",
                           WD_STR_ARG(need->account), WD_STR_ARG(need->who.name));
}

static struct wd_fill_value resolve(const void *context, struct wd_str name)
{
    const struct need *need = context;

    if (wd_str_eqz(name, "statement"))
        return wd_fill_as(need->statement, WD_FILL_OK);
    if (need->project.len > 0)
        return wd_fill_as(need->project, WD_FILL_OK);
    return wd_fill_as(WD_STR("PROJECT"), WD_FILL_MISSING);
}

static struct wd_str why_unknown(const struct wd_work *work, const struct need *need,
                                 struct wd_str user)
{
    if (need->object.len == 0)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_PART_MISSING, WD_STR("OBJECT"));
    if (!need->granted_so)
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_ODPS_OBJECT, need->privilege,
                           need->object);
    if (is_named_account(user) && wd_str_eq(user, wd_slot(work, WD_SLOT_PRINCIPAL)))
        return WD_SENTENCE(work->arena, work->lang, WD_SAY_ODPS_ACCOUNT, user);
    return WD_SENTENCE0(work->arena, work->lang,
                        work->incident->many_principals ? WD_SAY_MEMBER_MANY
                                                        : WD_SAY_NO_MEMBER_AT_ALL);
}

static void commands(const struct wd_work *work, struct wd_remedy *remedy, struct need *need,
                     struct wd_str user, bool known)
{
    static const char *run[] = {"odpscmd", "--project={project}", "-e", "{statement}"};
    struct wd_fill fill = {.resolve = resolve, .context = need, .arena = work->arena};
    struct wd_argv command;

    need->statement = wd_arena_printf(
        work->arena, "grant %.*s on %.*s %.*s to USER %.*s;", WD_STR_ARG(need->privilege),
        WD_STR_ARG(need->kind), WD_STR_ARG(need->object.len ? need->object : WD_STR("OBJECT")),
        WD_STR_ARG(user));
    known = known && need->object.len > 0 && need->granted_so;
    if (known)
        wd_remedy_fill(work, remedy, &fill, &(struct wd_argv){run, 4});
    else if (wd_fill_argv(&fill, run, 4, &command) == 0) {
        remedy->template_text = wd_command_text(work->arena, &command).ptr;
        remedy->why_no_command = why_unknown(work, need, user).ptr;
    }
    need->statement = wd_arena_printf(work->arena, "show grants for %.*s;", WD_STR_ARG(user));
    if (wd_fill_argv(&fill, run, 4, &command) == 0)
        wd_remedy_verify(work, remedy, command);
}

int wd_remedy_maxcompute(struct wd_work *work, const struct wd_advice *step)
{
    struct need need = collect(work, step);
    struct wd_remedy *remedy;
    bool known;

    if (need.privilege.len == 0)
        return step ? wd_remedy_step(work, step) : wd_remedy_cause(work);
    struct wd_str user = user_words(work, &need, &known);
    struct wd_str parts[] = {
        WD_STR("maxcompute\n"), need.privilege, WD_STR("\n"), need.kind, WD_STR(" "), need.object,
        WD_STR("\n"),           need.project,   WD_STR("\n"), user};
    int fresh = wd_work_open(work, wd_arena_concat(work->arena, parts, 10),
                             WD_REMEDY_PLATFORM_GRANT, &remedy);
    if (fresh != 1)
        return fresh;
    struct wd_str what =
        wd_arena_printf(work->arena, "%.*s %.*s", WD_STR_ARG(need.kind),
                        WD_STR_ARG(need.object.len ? need.object : WD_STR("OBJECT")));
    remedy->summary = WD_SENTENCE(work->arena, work->lang, WD_SAY_MAXCOMPUTE, need.privilege, what,
                                  need.project.len ? need.project : WD_STR("PROJECT"), user)
                          .ptr;
    remedy->member = known ? user.ptr : NULL;
    remedy->on_type = work->incident->object_type && need.kind.ptr != kinds[0].word
                          ? work->incident->object_type
                          : "odps_project";
    remedy->on_name = need.object.len ? wd_arena_copy(work->arena, need.object).ptr : NULL;
    commands(work, remedy, &need, user, known);
    if (work->incident->rule)
        for (size_t i = 0; i < work->incident->rule->reference_count; i++)
            wd_remedy_refer(work, remedy, work->incident->rule->references[i]);
    return remedy->summary ? 0 : -1;
}
