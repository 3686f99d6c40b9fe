/* What the words name as refused, as a claim on the resource: where it beats a field that says what the call was for. */
#include "names/evidence.h"

#include "whydenied/names.h"
#include "whydenied/names/ident.h"

/* The image that was to be read or written says where it lies; the fields, what it was for. */
void wd_said_place_image(struct wd_event *event, const struct wd_refusal *refusal,
                         struct wd_arena *arena)
{
    bool registry =
        refusal->permission_count > 0 &&
        wd_str_starts(refusal->permissions[0], WD_STR("artifactregistry.repositories."));

    if (registry && refusal->part[WD_PART_HOST].len > 0 &&
        refusal->part[WD_PART_REPOSITORY].len > 0)
        wd_event_set(event, WD_SLOT_RESOURCE, wd_said_object(refusal, arena), WD_SOURCE_MESSAGE);
}

/* "pubsub.topics.publish" and ".../topics/t": a permission that was concluded from a verb is of this object. */
static bool is_of_object(const struct wd_refusal *refusal)
{
    struct wd_str rest = refusal->permission_count ? refusal->permissions[0] : WD_STR_NONE;
    size_t at;

    wd_str_cut(&rest, '.');
    rest = wd_str_cut(&rest, '.');
    at = wd_str_find(refusal->object, rest);
    return rest.len > 0 && at != WD_NPOS && at > 0 && refusal->object.ptr[at - 1] == '/' &&
           wd_str_at(refusal->object, at + rest.len) == '/';
}

/* A bucket's bare name in the words, and a field that names one whole: objects are called by whoever writes them, so
 * words may stand in a name. */
static bool is_bare_beside_field(const struct wd_event *event, const struct wd_refusal *refusal,
                                 struct wd_str object)
{
    struct wd_str field = event->slot[WD_SLOT_RESOURCE]; /* what is claimed later comes beside it */

    return !wd_str_eq(object, refusal->object) && wd_str_has(object, WD_STR("/buckets/")) &&
           wd_str_has(field, WD_STR("/buckets/"));
}

/* "storage.objects.get access to gs://b/o" in a record of another product: the job that wanted it is not what was
 * refused. */
static bool is_store_of_another(const struct wd_event *event, const struct wd_refusal *refusal,
                                struct wd_str object)
{
    return wd_str_starts(object, WD_STR("gs://")) && refusal->permission_count > 0 &&
           wd_str_starts(refusal->permissions[0], WD_STR("storage.")) &&
           !wd_str_has(event->slot[WD_SLOT_RESOURCE], WD_STR("/buckets/"));
}

static bool is_held(struct wd_str object)
{
    return wd_str_starts(object, WD_STR("folders/")) ||
           wd_str_starts(object, WD_STR("organizations/"));
}

/* gcloud's "projects instance [acme-barn:setIamPolicy]": a project and what was asked of it. */
static bool is_method(struct wd_str named)
{
    size_t colon = wd_str_find_char(named, ':');

    return colon != WD_NPOS && colon == wd_str_rfind_char(named, ':') &&
           wd_str_ends(named, WD_STR("IamPolicy")) &&
           wd_ident_ok(WD_IDENT_PROJECT, wd_str_sub(named, 0, colon));
}

/* "p in project A", in an entry of something in project B: it was refused on A. */
static struct wd_str other_project(const struct wd_event *event, const struct wd_refusal *refusal,
                                   struct wd_arena *arena)
{
    struct wd_str project = refusal->part[WD_PART_PROJECT];
    struct wd_object field;

    if (!wd_str_eq(refusal->object, project) || !wd_ident_ok(WD_IDENT_PROJECT, project) ||
        event->source[WD_SLOT_RESOURCE] != WD_SOURCE_FIELD)
        return WD_STR_NONE;
    wd_resource_canonical(event->slot[WD_SLOT_RESOURCE], WD_STR_NONE, arena, &field);
    return wd_ident_ok(WD_IDENT_PROJECT, field.project) && !wd_str_eq(field.project, project)
               ? wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), project}, 2)
               : WD_STR_NONE;
}

/* "acme-prod/topics/t:publish" of the same. */
static bool is_called(struct wd_str named, struct wd_str object)
{
    struct wd_str rest = wd_str_from(object, strlen("projects/"));

    return wd_str_has(rest, WD_STR("/")) && wd_str_starts(object, WD_STR("projects/")) &&
           wd_str_starts(named, rest) && wd_str_at(named, rest.len) == ':';
}

/* The whole name of what the permission was refused on beats a field that says what it was for. */
void wd_said_claim_object(struct wd_event *event, const struct wd_refusal *refusal,
                          struct wd_arena *arena)
{
    struct wd_str other = other_project(event, refusal, arena);
    struct wd_str object = other.len > 0 ? other : wd_said_object(refusal, arena);
    bool whole = wd_str_starts(object, WD_STR("projects/")) || is_held(object) ||
                 wd_str_starts(object, WD_STR("//")) || is_store_of_another(event, refusal, object);
    bool named = refusal->kind == WD_REFUSAL_PERMISSION && !refusal->derived;

    if (whole && !is_bare_beside_field(event, refusal, object) &&
        (named || (refusal->derived && is_of_object(refusal))))
        wd_event_set(event, WD_SLOT_RESOURCE, object, WD_SOURCE_MESSAGE);
}

/* Rules' conditions know a resource in the words' own spelling, but for what only the other one tells whole. */
struct wd_str wd_said_beside_rule(const struct wd_refusal *refusal, struct wd_arena *arena)
{
    struct wd_str object = wd_said_object(refusal, arena);
    bool image = refusal->vendor == WD_REFUSAL_ALIBABA && refusal->kind == WD_REFUSAL_REGISTRY;

    return image || is_held(object) || is_method(refusal->object) ||
                   is_called(refusal->object, object)
               ? object
               : refusal->object;
}
