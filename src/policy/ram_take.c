/* RAM's answers: GetRole, GetPolicy, GetPolicyVersion, ListPoliciesForRole and its kin, ListGroupsForUser,
 * ListUsersForGroup, GetControlPolicy, and bare documents, of which RESOURCE=FILE says what they hang on. */
#include "policy/ram.h"

#include <stdlib.h>

#include "whydenied/base/char.h"

struct wd_ram_store *wd_ram_new(void)
{
    return calloc(1, sizeof(struct wd_ram_store));
}

void wd_ram_free(struct wd_ram_store *ram)
{
    if (!ram)
        return;
    for (struct wd_ram_document *d = ram->documents, *next; d; d = next) {
        next = d->next;
        json_decref(d->statements);
        free(d);
    }
    for (struct wd_ram_attachment *a = ram->attachments, *next; a; a = next) {
        next = a->next;
        free(a);
    }
    for (struct wd_ram_membership *m = ram->memberships, *next; m; m = next) {
        next = m->next;
        free(m);
    }
    free(ram);
}

struct wd_str wd_ram_owner(struct wd_arena *arena, struct wd_str arn)
{
    struct wd_str tail = wd_last_part(arn, ':'), assumed = WD_STR("assumed-role/");
    char *copy;

    if (wd_str_istarts(tail, assumed)) {
        struct wd_str rest = wd_str_from(tail, assumed.len);
        tail = wd_arena_concat(arena,
                               (const struct wd_str[]){WD_STR("role/"), wd_str_cut(&rest, '/')}, 2);
    }
    copy = wd_arena_strdup(arena, tail);
    for (size_t i = 0; copy && i < tail.len; i++)
        copy[i] = wd_lower(copy[i]);
    return wd_str_make(copy, copy ? tail.len : 0);
}

struct wd_str wd_ram_account(struct wd_str arn)
{
    struct wd_str account = wd_between(arn, "acs:ram::", ":");

    return account.len > 0 ? account : wd_between(arn, "arn:sts::", ":");
}

/* ---- documents ------------------------------------------------------------------------------------- */

static json_t *plain(struct wd_jv v, unsigned depth)
{
    struct wd_str s = wd_jv_str(v);
    bool b = false;
    json_t *out = NULL;

    if (depth > 32)
        return NULL;
    switch (wd_jv_type(v)) {
    case WD_JSON_STRING:
        return json_stringn(s.len ? s.ptr : "", s.len);
    case WD_JSON_BOOL:
        wd_jv_bool(v, &b);
        return json_boolean(b);
    case WD_JSON_ARRAY:
        out = json_array();
        for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);)
            json_array_append_new(out, plain(it.value, depth + 1));
        return out;
    case WD_JSON_OBJECT:
        out = json_object();
        for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);)
            json_object_setn_new(out, it.name.ptr, it.name.len, plain(it.value, depth + 1));
        return out;
    default:
        return json_null();
    }
}

/* A document as RAM prints it (a text that holds JSON) or as people write it. */
static json_t *statements_of(struct wd_jv document)
{
    struct wd_str text;
    json_t *whole = wd_jv_is_str(document, &text) ? json_loadb(text.ptr, text.len, 0, NULL)
                                                  : plain(document, 0);
    json_t *list = json_object_get(whole, "Statement");

    if (json_is_object(list))
        list = json_pack("[O]", list);
    else
        json_incref(list);
    json_decref(whole);
    if (json_is_array(list))
        return list;
    json_decref(list);
    return NULL;
}

static void keep(struct wd_policy_set *set, const struct wd_policy_source *source,
                 enum wd_ram_document_kind kind, struct wd_str name, struct wd_str arn,
                 struct wd_jv document)
{
    struct wd_ram_document *d = calloc(1, sizeof *d);

    if (!d) {
        set->failed = true;
        return;
    }
    d->statements = statements_of(document);
    if (!d->statements) {
        wd_policy_gap_note(set, "%s:%llu: a policy document without statements", source->file,
                           (unsigned long long)source->line);
        free(d);
        return;
    }
    d->kind = kind;
    d->name = wd_policy_lower(set, name);
    d->account = wd_policy_text(set, wd_ram_account(arn));
    d->next = set->ram->documents;
    set->ram->documents = d;
}

static void attach(struct wd_policy_set *set, struct wd_str arn, struct wd_str policy)
{
    struct wd_ram_attachment *a = calloc(1, sizeof *a);

    if (!a) {
        set->failed = true;
        return;
    }
    a->owner = wd_policy_lower(set, wd_last_part(arn, ':'));
    a->account = wd_policy_text(set, wd_ram_account(arn));
    a->policy = policy.len ? wd_policy_text(set, policy) : WD_STR_NONE;
    a->next = set->ram->attachments;
    set->ram->attachments = a;
}

/* What RESOURCE of RESOURCE=FILE hangs a bare document on. */
static bool by_name(struct wd_policy_set *set, const struct wd_policy_source *source,
                    struct wd_jv document)
{
    struct wd_str name = source->name, tail = wd_last_part(name, ':');
    enum wd_ram_document_kind kind = WD_RAM_IDENTITY;

    if (name.len == 0)
        return false;
    if (wd_str_eqz(name, "session"))
        kind = WD_RAM_SESSION;
    else if (wd_str_eqz(name, "control"))
        kind = WD_RAM_CONTROL;
    else if (wd_str_istarts(name, WD_STR("acs:oss:")) || wd_str_istarts(name, WD_STR("oss://"))) {
        kind = WD_RAM_BUCKET;
        if (wd_str_istarts(name, WD_STR("oss://")))
            tail = wd_str_from(name, 6);
        tail = wd_str_cut(&tail, '/');
    } else if (wd_str_istarts(tail, WD_STR("policy/"))) {
        kind = WD_RAM_NAMED;
        tail = wd_str_from(tail, 7);
    } else if (!wd_str_has(tail, WD_STR("/"))) {
        kind = WD_RAM_NAMED;
    }
    keep(set, source, kind, tail, name, document);
    return true;
}

static bool role(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value)
{
    struct wd_jv one = wd_jv_get(value, "Role"), document;
    struct wd_str name = wd_jv_str(wd_jv_get(one, "RoleName"));
    char text[160] = "role/";

    document = wd_jv_get(one, "AssumeRolePolicyDocument");
    if (wd_jv_type(document) == WD_JSON_ABSENT || name.len == 0 || name.len + 6 > sizeof text)
        return false;
    wd_str_copy(text + 5, name);
    keep(set, source, WD_RAM_TRUST, wd_str_make(text, 5 + name.len),
         wd_jv_str(wd_jv_get(one, "Arn")), document);
    return true;
}

static bool attachments(struct wd_policy_set *set, struct wd_policy_source *source,
                        struct wd_jv value)
{
    struct wd_jv policies = wd_jv_get(value, "Policies");
    struct wd_jv list = wd_jv_get(policies, "Policy");
    struct wd_str owner = source->name;

    if (wd_jv_type(list) != WD_JSON_ARRAY)
        return false;
    if (owner.len == 0) {
        source->nameless = true;
        return true;
    }
    attach(set, owner, WD_STR_NONE);
    for (struct wd_jiter it = wd_jv_iter(list); wd_jiter_next(&it);)
        attach(set, owner, wd_jv_str(wd_jv_get(it.value, "PolicyName")));
    return true;
}

static void join(struct wd_policy_set *set, struct wd_str arn, struct wd_str user,
                 struct wd_str group)
{
    struct wd_ram_membership *m = calloc(1, sizeof *m);

    if (!m) {
        set->failed = true;
        return;
    }
    m->user = wd_policy_lower(set, user);
    m->group = wd_policy_lower(set, group);
    m->account = wd_policy_text(set, wd_ram_account(arn));
    m->next = set->ram->memberships;
    set->ram->memberships = m;
}

static struct wd_str prefixed(struct wd_arena *arena, const char *prefix, struct wd_str name)
{
    return wd_arena_concat(arena, (const struct wd_str[]){wd_str_of(prefix), name}, 2);
}

/* ListGroupsForUser, ListUsersForGroup; RESOURCE of RESOURCE=FILE is the user or the group. */
static bool memberships(struct wd_policy_set *set, struct wd_policy_source *source,
                        struct wd_jv value)
{
    struct wd_jv groups = wd_jv_get(wd_jv_get(value, "Groups"), "Group");
    struct wd_jv users = wd_jv_get(wd_jv_get(value, "Users"), "User");
    bool of_user = wd_jv_type(groups) == WD_JSON_ARRAY;
    struct wd_str owner = wd_last_part(source->name, ':');
    struct wd_arena *scratch;

    if (!of_user && wd_jv_type(users) != WD_JSON_ARRAY)
        return false;
    source->nameless = owner.len == 0;
    scratch = owner.len > 0 ? wd_arena_new(1 << 20) : NULL;
    if (!scratch)
        return true;
    join(set, source->name, of_user ? owner : WD_STR_NONE, of_user ? WD_STR_NONE : owner);
    for (struct wd_jiter it = wd_jv_iter(of_user ? groups : users); wd_jiter_next(&it);) {
        struct wd_str name =
            of_user ? prefixed(scratch, "group/", wd_jv_str(wd_jv_get(it.value, "GroupName")))
                    : prefixed(scratch, "user/", wd_jv_str(wd_jv_get(it.value, "UserName")));
        join(set, source->name, of_user ? owner : name, of_user ? name : owner);
    }
    wd_arena_free(scratch);
    return true;
}

static bool policy(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value)
{
    struct wd_jv version = wd_jv_get(value, "PolicyVersion");
    struct wd_jv latest = wd_jv_get(value, "DefaultPolicyVersion");
    struct wd_jv control = wd_jv_get(value, "ControlPolicy");
    struct wd_str name = wd_jv_str(wd_jv_get(wd_jv_get(value, "Policy"), "PolicyName"));
    bool in_force = true;

    if (wd_jv_type(wd_jv_get(control, "PolicyDocument")) != WD_JSON_ABSENT) {
        keep(set, source, WD_RAM_CONTROL, wd_jv_str(wd_jv_get(control, "PolicyName")), WD_STR_NONE,
             wd_jv_get(control, "PolicyDocument"));
        return true;
    }
    if (name.len > 0 && wd_jv_type(latest) == WD_JSON_OBJECT) {
        keep(set, source, WD_RAM_NAMED, name, WD_STR_NONE, wd_jv_get(latest, "PolicyDocument"));
        return true;
    }
    if (wd_jv_type(version) != WD_JSON_OBJECT)
        return false;
    wd_jv_bool(wd_jv_get(version, "IsDefaultVersion"), &in_force);
    if (in_force && !by_name(set, source, wd_jv_get(version, "PolicyDocument")))
        source->nameless = true;
    return true;
}

bool wd_ram_take(struct wd_policy_set *set, struct wd_policy_source *source, struct wd_jv value)
{
    bool cut = false;

    wd_jv_bool(wd_jv_get(value, "IsTruncated"), &cut);
    if (cut)
        wd_policy_gap_note(set, "%s:%llu: one page of several (IsTruncated)", source->file,
                           (unsigned long long)source->line);
    if (role(set, source, value) || policy(set, source, value) || attachments(set, source, value) ||
        memberships(set, source, value))
        return true;
    if (wd_jv_type(wd_jv_get(value, "Statement")) == WD_JSON_ABSENT)
        return false;
    if (!by_name(set, source, value))
        source->nameless = true;
    return true;
}
