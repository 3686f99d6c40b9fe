/* RAM policy documents: always built as JSON values, never by printing. */
#include "advise/alibaba/ram.h"

#include "whydenied/base/char.h"
#include "whydenied/base/json_value.h"
#include "whydenied/names/ident.h"

static struct wd_str oss_resource(const struct wd_work *work, struct wd_str action)
{
    struct wd_str bucket = wd_slot(work, WD_SLOT_BUCKET);

    if (wd_str_eqz(action, "oss:ListBuckets"))
        return WD_STR("acs:oss:*:*:*");
    if (wd_str_eqz(wd_str_of(work->incident->object_type), "oss_bucket"))
        bucket = wd_str_of(work->incident->object_leaf);
    if (!wd_ident_ok(WD_IDENT_BUCKET, bucket))
        return WD_STR_NONE;
    return wd_arena_printf(work->arena, "acs:oss:*:*:%.*s%s", WD_STR_ARG(bucket),
                           wd_ram_on_objects(work->advisor->ram, action) ? "/*" : "");
}

/* A record tells the role that called, too: nobody was refused to assume oneself. */
static bool is_caller(const struct wd_work *work, struct wd_str role)
{
    return work->incident->principal_kind == WD_PRINCIPAL_RAM_ROLE &&
           wd_str_eq(role, wd_ram_role_name(wd_slot(work, WD_SLOT_PRINCIPAL), NULL));
}

/* The role that the call was about. Its ARN's account is the role's, whoever's log this is; only a role
 * without an ARN is looked for in the account of the log. */
struct wd_ram wd_ram_role_meant(const struct wd_work *work)
{
    const enum wd_slot slots[] = {WD_SLOT_RESOURCE, WD_SLOT_ROLE};
    struct wd_ram meant = {WD_RAM_UNKNOWN, WD_STR_NONE, WD_STR_NONE};

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        struct wd_str told = wd_slot(work, slots[i]), account;
        struct wd_str role = wd_ram_role_name(told, &account);
        bool arn = wd_str_starts(told, WD_STR("acs:"));
        if (role.len > 0 && (arn || (slots[i] == WD_SLOT_ROLE && !is_caller(work, role))))
            meant =
                (struct wd_ram){WD_RAM_ROLE, role, arn ? account : wd_slot(work, WD_SLOT_ACCOUNT)};
        if (meant.kind == WD_RAM_ROLE)
            break;
    }
    if (meant.kind == WD_RAM_UNKNOWN &&
        wd_str_eqz(wd_str_of(work->incident->object_type), "ram_role"))
        meant = (struct wd_ram){WD_RAM_ROLE,
                                wd_ram_role_name(wd_str_of(work->incident->object_leaf), NULL),
                                wd_slot(work, WD_SLOT_ACCOUNT)};
    if (!wd_ident_ok(WD_IDENT_ACCOUNT, meant.account))
        meant.account = WD_STR_NONE;
    return meant;
}

static struct wd_str role_resource(const struct wd_work *work, bool any_account)
{
    struct wd_ram meant = wd_ram_role_meant(work);
    struct wd_str account = meant.account, role = meant.name;

    if (role.len == 0)
        return WD_STR_NONE;
    if (any_account && account.len == 0)
        return wd_arena_printf(work->arena, "acs:ram::*:role/%.*s", WD_STR_ARG(role));
    if (any_account)
        return wd_arena_printf(work->arena, "acs:ram::%.*s:role/%.*s", WD_STR_ARG(account),
                               WD_STR_ARG(role));
    if (!wd_ident_ok(WD_IDENT_ACCOUNT, account))
        return WD_STR_NONE;
    return wd_arena_printf(work->arena, "acs:ram:*:%.*s:role/%.*s", WD_STR_ARG(account),
                           WD_STR_ARG(role));
}

/* Cut short, masked, or with a word to fill in: an ARN that is no more than the shape of one. */
static bool is_stub(struct wd_str arn)
{
    static const char *const signs[] = {"**", "..", "xxx", "XXX", "ACCOUNT", "your-", "<", "{"};
    struct wd_str rest = arn, account;

    if (WD_STR_ANY(wd_str_has, arn, signs))
        return true;
    for (int part = 0; part < 3; part++)
        wd_str_cut(&rest, ':');
    account = wd_str_cut(&rest, ':');
    return rest.len == 0 || wd_char_in(rest.ptr[rest.len - 1], "/:-_") ||
           (account.len > 0 && !wd_str_eqz(account, "*") &&
            !wd_ident_ok(WD_IDENT_ACCOUNT, account));
}

static bool is_of(struct wd_str arn, struct wd_str action)
{
    struct wd_str rest = arn, product = wd_str_cut(&action, ':');

    wd_str_cut(&rest, ':');
    return wd_ident_ok(WD_IDENT_RAM_RESOURCE, arn) && wd_str_eq(wd_str_cut(&rest, ':'), product);
}

/* The log's own resource, when it is whole and of the action's product. */
static struct wd_str told_resource(const struct wd_work *work, struct wd_str action)
{
    struct wd_str told = wd_slot(work, WD_SLOT_RESOURCE);

    return is_of(told, action) && !is_stub(told) ? told : WD_STR_NONE;
}

/* "DescribeInstances" lists, "DescribeInstanceAttribute" reads one. */
static bool lists(struct wd_str verb)
{
    return wd_str_starts(verb, WD_STR("List")) ||
           (wd_str_starts(verb, WD_STR("Describe")) && wd_str_ends(verb, WD_STR("s")));
}

/* Actions that create and list are checked on every resource of a kind ("…:service/" and a star), since there
 * is no single one yet: that is what the refusal names, and what the policy has to allow. */
static struct wd_str all_of_a_kind(const struct wd_work *work, struct wd_str action)
{
    struct wd_str told = wd_slot(work, WD_SLOT_RESOURCE), verb = action;
    struct wd_str kind =
        wd_str_ends(told, WD_STR("/*")) ? wd_str_sub(told, 0, told.len - 2) : WD_STR_NONE;

    wd_str_cut(&verb, ':');
    if (!wd_str_starts(verb, WD_STR("Create")) && !lists(verb) &&
        !wd_ram_without_resource(work->advisor->ram, action))
        return WD_STR_NONE;
    return is_of(kind, action) && !is_stub(kind) ? told : WD_STR_NONE;
}

/* "service qwen_chat": the action is on one kind of thing, and this is its name. */
static struct wd_str by_name(const struct wd_work *work, struct wd_str action)
{
    struct wd_str name = wd_slot(work, WD_SLOT_RESOURCE);
    const char *kind = wd_ram_named(work->advisor->ram, action);
    struct wd_str arn =
        kind ? wd_arena_printf(work->arena, "%s%.*s", kind, WD_STR_ARG(name)) : WD_STR_NONE;

    return name.len > 0 && wd_str_find_char(name, ':') == WD_NPOS &&
                   wd_str_find_char(name, '/') == WD_NPOS && wd_ident_ok(WD_IDENT_RAM_RESOURCE, arn)
               ? arn
               : WD_STR_NONE;
}

struct wd_str wd_ram_resource(const struct wd_work *work, struct wd_str action)
{
    if (wd_str_eqz(action, "ram:PassRole"))
        return role_resource(work, true);
    if (wd_str_eqz(action, "sts:AssumeRole"))
        return role_resource(work, false);
    if (wd_str_starts(action, WD_STR("oss:")))
        return oss_resource(work, action);
    struct wd_str told = told_resource(work, action);
    if (told.len == 0)
        told = all_of_a_kind(work, action);
    if (told.len == 0)
        told = by_name(work, action);
    if (told.len == 0 && wd_ram_without_resource(work->advisor->ram, action))
        return WD_STR("*");
    return told;
}

/* A role that is named without its account: what is left to fill in is that. */
static const char *role_to_fill(const struct wd_work *work)
{
    struct wd_str role = wd_ram_role_meant(work).name;

    return wd_ident_ok(WD_IDENT_RAM_ROLE, role)
               ? wd_arena_printf(work->arena, "acs:ram:*:ACCOUNT_ID:role/%.*s", WD_STR_ARG(role))
                     .ptr
               : "acs:ram:*:ACCOUNT_ID:role/ROLE";
}

const char *wd_ram_stand_in(const struct wd_work *work, struct wd_str action)
{
    if (wd_str_eqz(action, "ram:PassRole"))
        return "acs:ram::*:role/ROLE";
    if (wd_str_eqz(action, "sts:AssumeRole"))
        return role_to_fill(work);
    if (wd_str_starts(action, WD_STR("oss:")))
        return wd_ram_on_objects(work->advisor->ram, action) ? "acs:oss:*:*:BUCKET/*"
                                                             : "acs:oss:*:*:BUCKET";
    return "RESOURCE";
}

static json_t *strings(const struct wd_str *list, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; array && i < count; i++)
        if (json_array_append_new(array, json_stringn(list[i].ptr, list[i].len)) != 0) {
            json_decref(array);
            array = NULL;
        }
    return array;
}

json_t *wd_ram_policy(const struct wd_str *actions, size_t count, const struct wd_str *resources,
                      size_t resource_count)
{
    json_t *action = strings(actions, count), *resource = strings(resources, resource_count);

    if (!action || !resource) {
        json_decref(action);
        json_decref(resource);
        return NULL;
    }
    return json_pack("{s:s, s:[{s:s, s:o, s:o}]}", "Version", "1", "Statement", "Effect", "Allow",
                     "Action", action, "Resource", resource);
}

struct wd_str wd_json_text(struct wd_arena *arena, const json_t *value)
{
    char *text = value ? wd_json_dump(value, JSON_COMPACT) : NULL;
    struct wd_str copy = wd_arena_copy(arena, wd_str_of(text));

    free(text);
    return copy;
}
