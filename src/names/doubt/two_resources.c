/* Two resources of one kind in a platform's entry: the words refuse one topic, the denied check, the call or the entry's
 * label names another. A service checks, says and files one and the same, so one of the two was written by somebody
 * else, or the words tell of another refusal. Which one a role is for cannot be told. */
#include "names/doubt/doubt.h"
#include "names/evidence.h"

#include "whydenied/names.h"

/* Of these a call concerns one. A copied disk or table, a restored database are named beside what they come from. */
static const char *const single[] = {"bucket",
                                     "topic",
                                     "subscription",
                                     "secret",
                                     "artifact_registry_repository",
                                     "cloud_run_service",
                                     "cloud_run_job",
                                     "function",
                                     "queue",
                                     "scheduler_job",
                                     "kms_key",
                                     "service_account",
                                     "endpoint",
                                     "oss_bucket"};
/* In these everything lies: a quota project beside the project of the data. */
static const char *const holders[] = {"project", "other", "billing_account"};

/* However long: an account's unique id has 21 digits. */
static bool is_number(struct wd_str name)
{
    return wd_str_digits(name, 0) == name.len;
}

/* Both are named, in one spelling (an account by its address, a project by its id), and not the same. */
static bool names_differ(struct wd_str a, struct wd_str b)
{
    return a.len > 0 && b.len > 0 && is_number(a) == is_number(b) && !wd_str_ieq(a, b) &&
           !wd_evidence_is_placeholder(a) && !wd_evidence_is_placeholder(b);
}

/* "pods/log", as a cluster's sentence has it: a kind and a part of it, and no object's name. */
static bool is_kind_alone(const struct wd_object *object)
{
    size_t at = wd_str_find_char(object->name, '/');

    return strcmp(object->type, "kubernetes_object") == 0 && at != WD_NPOS &&
           at == wd_str_rfind_char(object->name, '/');
}

bool wd_evidence_are_rivals(const struct wd_object *a, const struct wd_object *b)
{
    return a->type && b->type && strcmp(a->type, b->type) == 0 && !is_kind_alone(a) &&
           !is_kind_alone(b) && !WD_STR_IN(wd_str_of(a->type), holders) &&
           (names_differ(a->leaf, b->leaf) || names_differ(a->parent, b->parent) ||
            names_differ(a->location, b->location) || names_differ(a->project, b->project));
}

/* What each source names. */
struct named {
    struct wd_object told, checked, called, filed;
};

static void read_object(const struct wd_event *event, struct wd_str name, struct wd_arena *arena,
                        struct wd_object *object)
{
    if (name.len > 0)
        wd_resource_canonical(name, event->slot[WD_SLOT_SERVICE], arena, object);
}

/* Mostly the check and the call spell it alike: read once. */
static void read_alike(const struct wd_event *event, struct wd_str name, struct wd_str known,
                       const struct wd_object *of_known, struct wd_arena *arena,
                       struct wd_object *object)
{
    if (wd_str_eq(name, known))
        *object = *of_known;
    else
        read_object(event, name, arena, object);
}

/* What the sentence names where details or fields do, too: a bucket has a slot of its own. */
static struct wd_str told_by_words(const struct wd_event *event, struct wd_arena *arena)
{
    if (event->source[WD_SLOT_RESOURCE] == WD_SOURCE_MESSAGE)
        return event->slot[WD_SLOT_RESOURCE];
    if (event->source[WD_SLOT_BUCKET] == WD_SOURCE_MESSAGE)
        return wd_arena_concat(
            arena,
            (const struct wd_str[]){WD_STR("projects/_/buckets/"), event->slot[WD_SLOT_BUCKET]}, 2);
    return WD_STR_NONE;
}

/* An account to act as is told in a slot of its own. */
static struct wd_str told_resource(const struct wd_event *event, struct wd_arena *arena)
{
    if (event->source[WD_SLOT_RESOURCE] >= WD_SOURCE_DETAIL)
        return event->slot[WD_SLOT_RESOURCE];
    if (event->source[WD_SLOT_SERVICE_ACCOUNT] >= WD_SOURCE_DETAIL &&
        wd_str_starts(event->permissions[0].name, WD_STR("iam.serviceAccounts.")))
        return event->slot[WD_SLOT_SERVICE_ACCOUNT];
    return told_by_words(event, arena);
}

static struct wd_str checked_resource(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].resource.len > 0)
            return event->permissions[i].resource;
    return WD_STR_NONE;
}

/* The entry's own labels: https://cloud.google.com/logging/docs/api/v2/resource-list */
static struct wd_str filed_resource(const struct wd_event *event, struct wd_arena *arena)
{
    static const struct {
        const char *pointer, *before;
    } labels[] = {{"/resource/labels/bucket_name", "projects/_/buckets/"},
                  {"/resource/labels/topic_id", ""},
                  {"/resource/labels/subscription_id", ""},
                  {"/resource/labels/email_id", "projects/-/serviceAccounts/"}};

    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct wd_str s = wd_jv_str(wd_jv_at(event->root, labels[i].pointer));
        if (s.len > 0)
            return wd_arena_concat(arena, (const struct wd_str[]){wd_str_of(labels[i].before), s},
                                   2);
    }
    return WD_STR_NONE;
}

/* "permission p in project A", and p was checked on project B itself. */
static bool projects_differ(const struct named *n)
{
    return n->told.type && n->checked.type && strcmp(n->told.type, "project") == 0 &&
           strcmp(n->checked.type, "project") == 0 && names_differ(n->told.leaf, n->checked.leaf);
}

static bool any_differ(const struct named *n)
{
    const struct wd_object *known = n->told.type ? &n->told : &n->checked;
    bool single_kind = known->type && WD_STR_IN(wd_str_of(known->type), single);

    return wd_evidence_are_rivals(&n->told, &n->checked) || projects_differ(n) ||
           (single_kind && (wd_evidence_are_rivals(known, &n->called) ||
                            wd_evidence_are_rivals(known, &n->filed) ||
                            wd_evidence_are_rivals(&n->checked, &n->called)));
}

/* "…/datasets/sales" and "…/datasets/hr/tables/t": they part ways at a thing of one kind, and not at a project or a zone. */
static bool lie_apart(struct wd_str a, struct wd_str b)
{
    static const char *const wide[] = {"projects", "locations", "zones", "regions"};

    while (a.len > 0 && b.len > 0) {
        struct wd_str kind = wd_str_cut(&a, '/');
        if (!wd_str_eq(kind, wd_str_cut(&b, '/')))
            return false;
        struct wd_str one = wd_str_cut(&a, '/'), other = wd_str_cut(&b, '/');
        if (!WD_STR_IN(kind, wide) && names_differ(one, other))
            return true;
        if (!wd_str_eq(one, other))
            return false;
    }
    return false;
}

/* Two checks were refused on two of a kind, or in two: no one binding ends both. */
static bool are_scattered(const struct wd_event *event, struct wd_arena *arena)
{
    struct wd_object first = {0};

    for (size_t i = 0; i < event->permission_count && event->permission_count > 1; i++) {
        struct wd_object on = {0};
        if (i > 0 && wd_str_eq(event->permissions[i].resource, event->permissions[i - 1].resource))
            continue;
        read_object(event, event->permissions[i].resource, arena, &on);
        if (wd_evidence_are_rivals(&first, &on) || lie_apart(first.name, on.name))
            return true;
        first = first.type ? first : on;
    }
    return false;
}

/* An error's details (ErrorInfo) are of its own sentence: where they name another thing, one of the two was written by
 * somebody else. */
static bool details_differ(const struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str detail = wd_event_told_by(event, WD_SLOT_RESOURCE, WD_SOURCE_DETAIL);
    struct wd_object told = {0}, detailed = {0};

    if (detail.len == 0)
        return false;
    read_object(event, told_by_words(event, arena), arena, &told);
    read_object(event, detail, arena, &detailed);
    return wd_evidence_are_rivals(&told, &detailed);
}

/* A copy is called on what it writes, which was checked and granted by itself; refused is what it reads. */
static bool was_granted(const struct wd_event *event, struct wd_str called)
{
    struct wd_jv checks = wd_jv_at(event->root, "/protoPayload/authorizationInfo");

    for (struct wd_jiter it = wd_jv_iter(checks); called.len > 0 && wd_jiter_next(&it);) {
        bool granted = false;
        if (wd_str_eq(wd_jv_str(wd_jv_get(it.value, "resource")), called) &&
            wd_jv_bool(wd_jv_get(it.value, "granted"), &granted) && granted)
            return true;
    }
    return false;
}

void wd_doubt_two_resources(struct wd_event *event, struct wd_arena *arena)
{
    struct named named = {0};

    if (event->dialect != WD_DIALECT_AUDIT) {
        event->doubts |= details_differ(event, arena) ? WD_DOUBT_PERMISSION : 0;
        return;
    }
    if (event->permission_count == 0)
        return;
    struct wd_str told = told_resource(event, arena), checked = checked_resource(event);
    struct wd_str called = wd_jv_str(wd_jv_at(event->root, "/protoPayload/resourceName"));

    read_object(event, told, arena, &named.told);
    read_alike(event, checked, told, &named.told, arena, &named.checked);
    if (checked.len == 0 || wd_str_eq(checked, called) || !was_granted(event, called)) {
        read_alike(event, called, checked, &named.checked, arena, &named.called);
        read_object(event, filed_resource(event, arena), arena, &named.filed);
    }
    if (any_differ(&named) || are_scattered(event, arena))
        event->doubts |= WD_DOUBT_PERMISSION;
}

/* ---- each check with its own place ------------------------------------------------------------------ */

static void put(struct wd_event *event, enum wd_slot slot, struct wd_str s)
{
    wd_event_unset(event, slot);
    wd_event_set(event, slot, s, WD_SOURCE_FIELD);
}

static bool are_apart(const struct wd_object *a, const struct wd_object *b)
{
    return names_differ(a->project, b->project) || wd_evidence_are_rivals(a, b) ||
           lie_apart(a->name, b->name);
}

/* A check of the same service on another place than the main one's: roles are chosen by service, and one of the two would
 * be bound on the other's place. */
static bool is_of_other_place(const struct wd_event *event, size_t main, size_t i,
                              struct wd_arena *arena)
{
    const struct wd_permission *own = &event->permissions[main], *its = &event->permissions[i];
    struct wd_str a = own->name, b = its->name;
    struct wd_object on = {0}, other = {0};

    if (own->resource.len == 0 || its->resource.len == 0 ||
        !wd_str_eq(wd_str_cut(&a, '.'), wd_str_cut(&b, '.')))
        return false;
    read_object(event, own->resource, arena, &on);
    read_object(event, its->resource, arena, &other);
    return are_apart(&on, &other);
}

/* The one that the words name, or else the first. */
static size_t main_check(const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        for (size_t t = 0; t < event->text_count; t++)
            if (wd_str_has(event->texts[t].s, event->permissions[i].name))
                return i;
    return 0;
}

void wd_evidence_part_checks(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str others = WD_STR_NONE;
    size_t main = main_check(event);
    bool apart[WD_PERMISSIONS_MAX];

    if (event->dialect != WD_DIALECT_AUDIT || event->permission_count < 2)
        return;
    for (size_t i = 0; i < event->permission_count; i++)
        apart[i] = is_of_other_place(event, main, i, arena);
    const struct wd_permission first = event->permissions[main];
    for (size_t i = 0; i < event->permission_count; i++) {
        const struct wd_permission *p = &event->permissions[i];
        const struct wd_str parts[] = {others, others.len > 0 ? WD_STR("; ") : WD_ALSO_REFUSED,
                                       p->name, WD_STR(" on "), p->resource};
        if (apart[i])
            others = wd_arena_concat(arena, parts, sizeof parts / sizeof *parts);
    }
    if (others.len == 0)
        return;
    event->slot[WD_SLOT_PERMISSION] = first.name;
    put(event, WD_SLOT_RESOURCE, first.resource);
    put(event, WD_SLOT_DETAIL, others);
}
