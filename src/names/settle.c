/* The last step before counting: permissions in one spelling, the resource as an object, gaps
 * filled from each other. Runs after the rules, whose captures it treats like fields. */
#include "whydenied/base/char.h"
#include "whydenied/names.h"

#include "names/evidence.h"
#include "names/resource.h"
#include "whydenied/names/ident.h"
#include "whydenied/vocabulary/vendor.h"

static struct wd_str unquoted(struct wd_str s)
{
    s = wd_str_trim(s);
    while (s.len > 1 && wd_char_in(s.ptr[0], "\"'`["))
        s = wd_str_from(s, 1);
    while (s.len > 1 && wd_char_in(s.ptr[s.len - 1], "\"'`].,;"))
        s.len--;
    return s;
}

/* Policies of the second version put the service's host before a slash: https://cloud.google.com/iam/docs/deny-permissions-support */
struct wd_str wd_permission_service(struct wd_str host)
{
    static const char *const exceptions[][2] = {
        {"cloudresourcemanager", "resourcemanager"}, {"bigqueryconnection", "bigquery"},
        {"bigqueryreservation", "bigquery"},         {"bigquerydatapolicy", "bigquery"},
        {"bigquerydatatransfer", "bigquery"},
    };
    struct wd_str first = wd_str_cut(&host, '.');

    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (wd_str_eqz(first, exceptions[i][0]))
            return wd_str_of(exceptions[i][1]);
    return first;
}

/* IAM's pools and clients have their host in the names of the first version too, and roles hold those names; only
 * what binds policies to workload pools has none (https://cloud.google.com/iam/docs/permissions-reference). */
static bool is_of_pools(struct wd_str rest)
{
    static const char *const types[] = {"workforcePool", "workloadIdentityPool", "workspacePools",
                                        "oauthClient"};

    return WD_STR_ANY(wd_str_starts, rest, types) &&
           !(wd_str_starts(rest, WD_STR("workloadIdentityPools.")) &&
             wd_str_has(rest, WD_STR("PolicyBinding")));
}

struct wd_str wd_permission_canonical(struct wd_str name, struct wd_arena *arena)
{
    struct wd_str s = unquoted(name);
    struct wd_str rest = s;
    struct wd_str host = wd_str_cut(&rest, '/');

    if (wd_str_eqz(host, "iam.googleapis.com") && is_of_pools(rest))
        return s;
    if (wd_str_starts(s, WD_STR("iam.")) && is_of_pools(wd_str_from(s, 4)))
        return wd_arena_concat(
            arena, (const struct wd_str[]){WD_STR("iam.googleapis.com/"), wd_str_from(s, 4)}, 2);
    if (wd_str_starts(s, WD_STR("cloudresourcemanager.projects.")))
        return wd_str_from(s, 5); /* what was left of the host, read as a service */
    if (rest.len > 0 && wd_str_ends(host, WD_STR(".googleapis.com")))
        return wd_arena_concat(
            arena, (const struct wd_str[]){wd_permission_service(host), WD_STR("."), rest}, 3);
    if (wd_str_starts(s, WD_STR("iam.serviceaccounts.")))
        return wd_arena_concat(
            arena, (const struct wd_str[]){WD_STR("iam.serviceAccounts."), wd_str_from(s, 20)}, 2);
    return s;
}

/* Two spellings have become one. */
static void drop_doubles(struct wd_event *event)
{
    size_t kept = 0;

    for (size_t i = 0, j; i < event->permission_count; i++) {
        for (j = 0; j < kept; j++)
            if (wd_str_eq(event->permissions[j].name, event->permissions[i].name))
                break;
        if (j == kept)
            event->permissions[kept++] = event->permissions[i];
        else if (event->permissions[j].source < event->permissions[i].source)
            event->permissions[j].source = event->permissions[i].source;
    }
    event->permission_count = kept;
}

/* The slot holds one of the list: the first, unless what it holds is in it. */
static void settle_permission_slot(struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_eq(event->permissions[i].name, event->slot[WD_SLOT_PERMISSION]))
            return;
    if (event->permission_count == 0)
        return;
    event->slot[WD_SLOT_PERMISSION] = event->permissions[0].name;
    event->source[WD_SLOT_PERMISSION] = event->permissions[0].source;
}

static void settle_permissions(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str *slot = &event->slot[WD_SLOT_PERMISSION];

    if (event->permission_count == 0) {
        wd_event_add_permission(event, *slot, event->slot[WD_SLOT_RESOURCE], WD_GRANTED_NO);
        wd_event_add_permission_from(event, *slot,
                                     (enum wd_source)event->source[WD_SLOT_PERMISSION]);
    }
    for (size_t i = 0; i < event->permission_count; i++)
        event->permissions[i].name = wd_permission_canonical(event->permissions[i].name, arena);
    drop_doubles(event);
    if (slot->len > 0)
        *slot = wd_permission_canonical(*slot, arena);
}

/* The permission's own service knows the resource's form better than the service that logged; but one
 * that only a rule supplied knows nothing of it. */
static struct wd_str service_hint(const struct wd_event *event)
{
    bool guess = event->source[WD_SLOT_PERMISSION] <= WD_SOURCE_RULE;
    struct wd_str permission = event->slot[WD_SLOT_PERMISSION];
    struct wd_str rest = permission;
    struct wd_str first = wd_str_cut(&rest, '.');

    if (guess && event->slot[WD_SLOT_SERVICE].len > 0)
        return event->slot[WD_SLOT_SERVICE];
    if (rest.len > 0 && !wd_str_has(permission, WD_STR(":")) && !wd_str_eq(first, WD_STR("io")))
        return first;
    return event->slot[WD_SLOT_SERVICE];
}

static bool about_accounts(const struct wd_event *event)
{
    struct wd_str permission = event->slot[WD_SLOT_PERMISSION];

    return wd_str_starts(permission, WD_STR("iam.serviceAccounts.")) &&
           !wd_str_eq(permission, WD_STR("iam.serviceAccounts.create")) &&
           !wd_str_eq(permission, WD_STR("iam.serviceAccounts.list"));
}

static bool in_alibaba(const struct wd_event *event)
{
    return wd_system_cloud(event->system) == WD_CLOUD_ALIBABA;
}

static bool bucket_object(const struct wd_event *event, struct wd_arena *arena,
                          struct wd_object *object)
{
    struct wd_str bucket = event->slot[WD_SLOT_BUCKET];
    bool oss = in_alibaba(event) || /* or what a Google record carries, before a rule is known */
               wd_str_ends(event->slot[WD_SLOT_HOST], WD_STR(".aliyuncs.com"));
    const char *prefix = oss ? "oss://" : "gs://";

    if (bucket.len == 0)
        return false;
    bucket = wd_arena_concat(arena, (const struct wd_str[]){wd_str_of(prefix), bucket}, 2);
    wd_resource_canonical(bucket, WD_STR_NONE, arena, object);
    return true;
}

/* W&B has no resource names: entity/project. */
static bool wandb_object(const struct wd_event *event, struct wd_arena *arena,
                         struct wd_object *object)
{
    struct wd_str entity = event->slot[WD_SLOT_ENTITY], project = event->slot[WD_SLOT_PROJECT];

    if (event->system != WD_SYSTEM_WANDB || (entity.len == 0 && project.len == 0))
        return false;
    *object = (struct wd_object){.type = project.len ? "wandb_project" : "wandb_entity",
                                 .project = project,
                                 .leaf = project.len ? project : entity,
                                 .parent = project.len ? entity : WD_STR_NONE};
    object->name =
        entity.len == 0 || project.len == 0
            ? object->leaf
            : wd_arena_concat(arena, (const struct wd_str[]){entity, WD_STR("/"), project}, 3);
    return true;
}

/* "acme-team/Shop demo/rjih2419": a project's name may hold blanks; what was refused was read up to the first one. */
static bool wandb_with_blank(const struct wd_event *event, struct wd_arena *arena,
                             struct wd_object *object)
{
    struct wd_object whole;

    if (wd_str_find_char(event->slot[WD_SLOT_PROJECT], ' ') == WD_NPOS ||
        !wandb_object(event, arena, &whole) ||
        !wd_str_starts(whole.name, event->slot[WD_SLOT_RESOURCE]))
        return false;
    *object = whole;
    return true;
}

/* A queue, a registry or a report of W&B by its bare name, in the entity that is named beside it. */
static bool wandb_thing(const struct wd_event *event, struct wd_arena *arena,
                        struct wd_object *object)
{
    struct wd_str entity = event->slot[WD_SLOT_ENTITY], thing = event->slot[WD_SLOT_RESOURCE];

    if (event->system != WD_SYSTEM_WANDB || entity.len == 0 || thing.len == 0 ||
        event->slot[WD_SLOT_PROJECT].len > 0 || wd_str_eq(thing, entity) ||
        wd_str_find_char(thing, '/') != WD_NPOS || wd_str_find_char(thing, ':') != WD_NPOS)
        return false;
    *object = (struct wd_object){.type = "other", .leaf = thing, .parent = entity};
    object->name = wd_arena_concat(arena, (const struct wd_str[]){entity, WD_STR("/"), thing}, 3);
    return true;
}

static bool slot_object(const struct wd_event *event, enum wd_slot slot, struct wd_arena *arena,
                        struct wd_object *object)
{
    if (event->slot[slot].len == 0)
        return false;
    wd_resource_canonical(event->slot[slot], service_hint(event), arena, object);
    if (object->type)
        wd_resource_of_bigquery(event->slot[slot], event->slot[WD_SLOT_PERMISSION], arena, object);
    return object->type != NULL;
}

static bool project_object(const struct wd_event *event, struct wd_arena *arena,
                           struct wd_object *object)
{
    struct wd_str project = event->slot[WD_SLOT_PROJECT];

    if (project.len == 0 || in_alibaba(event) || event->system == WD_SYSTEM_WANDB)
        return false;
    wd_resource_canonical(
        wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), project}, 2),
        WD_STR_NONE, arena, object);
    return true;
}

/* "acme-feed.cn-hangzhou.ots.aliyuncs.com", "registry.cn-hangzhou.aliyuncs.com": the host of an instance or a registry, which
 * is a place; that of a product in a region ("ecs.cn-hangzhou.aliyuncs.com") is none. */
static bool is_place_of_alibaba(struct wd_str host)
{
    static const char *const products[] = {".cr",       ".ots", ".tablestore",
                                           ".hologres", ".rds", ".kvstore"};
    struct wd_str domain = WD_STR(".aliyuncs.com");

    if (!wd_str_ends(host, domain))
        return false;
    host = wd_str_sub(host, 0, host.len - domain.len);
    return WD_STR_ANY(wd_str_ends, host, products) || wd_str_starts(host, WD_STR("registry"));
}

/* What a refusal of Alibaba Cloud is about when it names nothing else: a role that is not there, an instance, a registry. */
static bool alibaba_object(const struct wd_event *event, struct wd_arena *arena,
                           struct wd_object *object)
{
    struct wd_str role = event->slot[WD_SLOT_ROLE], host = event->slot[WD_SLOT_HOST];

    if (!in_alibaba(event) || event->kind == WD_KIND_POLICY_CHANGE)
        return false;
    if (role.len > 0 && !wd_str_eq(role, event->slot[WD_SLOT_PRINCIPAL]))
        return slot_object(event, WD_SLOT_ROLE, arena, object);
    return is_place_of_alibaba(host) && slot_object(event, WD_SLOT_HOST, arena, object);
}

/* "acme/web" of a registry that is named beside it is called by its whole address. */
static bool registry_object(const struct wd_event *event, struct wd_arena *arena,
                            struct wd_object *object)
{
    struct wd_str host = event->slot[WD_SLOT_HOST], rest = event->slot[WD_SLOT_REPOSITORY];
    struct wd_str first = wd_str_cut(&rest, '/');

    if (!in_alibaba(event) || !is_place_of_alibaba(host) || rest.len == 0 ||
        wd_str_find_char(first, '.') != WD_NPOS)
        return slot_object(event, WD_SLOT_REPOSITORY, arena, object);
    wd_resource_canonical(
        wd_arena_concat(
            arena, (const struct wd_str[]){host, WD_STR("/"), event->slot[WD_SLOT_REPOSITORY]}, 3),
        WD_STR_NONE, arena, object);
    return true;
}

/* Permissions on accounts are checked on the account, whatever the caller was busy with. */
static void choose_object(const struct wd_event *event, struct wd_arena *arena,
                          struct wd_object *object)
{
    memset(object, 0, sizeof *object);
    /* The right to use a project for quota is checked on that project, whatever was called. */
    if (wd_str_eqz(event->slot[WD_SLOT_PERMISSION], "serviceusage.services.use") &&
        event->source[WD_SLOT_PROJECT] > WD_SOURCE_FIELD && project_object(event, arena, object))
        return;
    if (about_accounts(event) && slot_object(event, WD_SLOT_SERVICE_ACCOUNT, arena, object))
        return;
    if (wandb_thing(event, arena, object) || wandb_with_blank(event, arena, object) ||
        slot_object(event, WD_SLOT_RESOURCE, arena, object) || wandb_object(event, arena, object) ||
        bucket_object(event, arena, object) || registry_object(event, arena, object) ||
        slot_object(event, WD_SLOT_KEY, arena, object) || project_object(event, arena, object) ||
        alibaba_object(event, arena, object))
        return;
    slot_object(event, WD_SLOT_SERVICE_ACCOUNT, arena, object);
}

/* Cloud Run's older API leaves the region out of the name; the record knows it. That of a program tells where it runs, and
 * services of other regions are deployed from there, too. */
static void add_region(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_object *object = &event->object;
    struct wd_str rest = object->name;

    if (!wd_str_eq(wd_str_cut(&rest, '/'), WD_STR("namespaces")) || object->location.len == 0 ||
        object->project.len == 0)
        return;
    wd_str_cut(&rest, '/');
    object->name = wd_arena_concat(arena,
                                   (const struct wd_str[]){WD_STR("projects/"), object->project,
                                                           WD_STR("/locations/"), object->location,
                                                           WD_STR("/"), rest},
                                   6);
    if (event->source[WD_SLOT_LOCATION] == WD_SOURCE_CARRIER && event->voice != WD_VOICE_SERVICE)
        event->doubts |= WD_DOUBT_READ;
}

/* The project of the refusal is that of what was refused, else the one named beside it. The platform's own
 * entry lies in its resource's project: there a number and the log's id are one. */
static void settle_project(struct wd_event *event, const struct wd_object *object)
{
    struct wd_str project = object->project, log = event->slot[WD_SLOT_LOG_PROJECT];
    enum wd_source source = (enum wd_source)event->source[WD_SLOT_RESOURCE];

    if (project.len == 0 || wd_evidence_is_placeholder(project) ||
        wd_evidence_is_client_project(project))
        return;
    if (source == WD_SOURCE_FIELD && log.len > 0 && wd_ident_ok(WD_IDENT_NUMBER, project))
        project = log;
    if (event->source[WD_SLOT_PROJECT] <= WD_SOURCE_CARRIER)
        wd_event_set(event, WD_SLOT_PROJECT, project,
                     source > WD_SOURCE_CARRIER ? source : WD_SOURCE_STREAM);
}

/* What a push or pull that was begun before needs is asked for where its registry refused, and nowhere else. */
static void settle_registry_action(struct wd_event *event)
{
    struct wd_str action = event->slot[WD_SLOT_ACTION];

    if (event->source[WD_SLOT_ACTION] != WD_SOURCE_STREAM || !wd_str_starts(action, WD_STR("cr:")))
        return;
    wd_event_unset(event, WD_SLOT_ACTION);
    if (event->system != WD_SYSTEM_ALIBABA_ACR || event->permission_count > 0)
        return;
    wd_event_add_permission_from(event, action, WD_SOURCE_STREAM);
    wd_event_set(event, WD_SLOT_PERMISSION, action, WD_SOURCE_STREAM);
}

/* The Google project in whose log it lies is no project of another cloud's. */
static void forget_envelope(struct wd_event *event)
{
    if ((in_alibaba(event) || event->system == WD_SYSTEM_WANDB) &&
        event->source[WD_SLOT_PROJECT] <= WD_SOURCE_CARRIER)
        wd_event_unset(event, WD_SLOT_PROJECT);
}

/* Of the pages that details link and texts name, only the vendor's troubleshooter is kept. */
static void settle_help(struct wd_event *event)
{
    struct wd_str link = wd_vendor_troubleshooter(event->slot[WD_SLOT_HELP]);

    for (size_t i = 0; i < event->text_count && link.len == 0; i++)
        link = wd_vendor_troubleshooter(event->texts[i].s);
    wd_event_unset(event, WD_SLOT_HELP);
    wd_event_set(event, WD_SLOT_HELP, link, WD_SOURCE_DETAIL);
}

void wd_event_settle(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_object *object = &event->object;
    struct wd_str project;

    settle_help(event);
    settle_registry_action(event);
    settle_permissions(event, arena);
    wd_evidence_weigh(event, arena);
    settle_permission_slot(event);
    forget_envelope(event);
    project = event->slot[WD_SLOT_PROJECT];
    choose_object(event, arena, object);
    if (!in_alibaba(event))
        wd_evidence_note_making(event, arena);
    if (object->project.len == 0 && !in_alibaba(event)) {
        wd_evidence_doubt_lent(event, object);
        object->project = project;
    }
    if (object->location.len == 0)
        object->location = event->slot[WD_SLOT_LOCATION];
    if (object->type && strncmp(object->type, "cloud_run", 9) == 0)
        add_region(event, arena);
    if (!in_alibaba(event) && event->system != WD_SYSTEM_WANDB) {
        wd_evidence_settle_called(event, object, arena);
        settle_project(event, object);
    }
    if (object->location.len > 0 && event->source[WD_SLOT_LOCATION] <= WD_SOURCE_CARRIER)
        wd_event_set(event, WD_SLOT_LOCATION, object->location, WD_SOURCE_STREAM);
    if (event->principal_kind == WD_PRINCIPAL_UNKNOWN)
        event->principal_kind =
            wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect);
}
