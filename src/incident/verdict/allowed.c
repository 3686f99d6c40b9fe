/* What the platform's own entries say was allowed: who, which permission, on what, and when last. A refusal that was followed
 * by the same being allowed stands no longer.
 *
 * Logs of a night hold too many such triples to be kept, and which of them matter is not known before all is read. So
 * they are kept while there are few, as in what people filter and paste; with one more there are none, for good, and
 * nothing more of a success is looked at. Order shows in neither. */
#include "incident/table/table.h"

#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"

static uint64_t key_of(struct wd_str who, struct wd_str permission, struct wd_str resource)
{
    return wd_hash_join(wd_hash_join(wd_hash(who), wd_hash(permission)), wd_hash(resource));
}

/* "Ecs" and "StopInstance" make "ecs:StopInstance". */
static uint64_t key_of_call(struct wd_str who, struct wd_str product, struct wd_str name,
                            struct wd_str resource)
{
    char small[32];
    size_t len = product.len < sizeof small ? product.len : sizeof small;

    for (size_t i = 0; i < len; i++)
        small[i] = wd_lower(product.ptr[i]);
    return wd_hash_join(wd_hash(wd_str_make(small, len)), key_of(who, name, resource));
}

void wd_allowed_give_up(struct wd_allowed *allowed)
{
    free(allowed->items);
    *allowed = (struct wd_allowed){.many = true};
}

int wd_allowed_add(struct wd_allowed *allowed, uint64_t key, wd_time time, struct wd_error *err)
{
    size_t at = wd_list_place(allowed->items, allowed->count, sizeof *allowed->items, key);

    if (allowed->many)
        return 0;
    if (at < allowed->count && allowed->items[at].key == key) {
        if (time > allowed->items[at].time)
            allowed->items[at].time = time;
        return 0;
    }
    if (allowed->count == WD_ALLOWED_MAX) {
        wd_allowed_give_up(allowed);
        return 0;
    }
    if (!wd_list_grow(&allowed->items, allowed->count, &allowed->capacity, sizeof *allowed->items))
        return wd_fail_memory(err);
    memmove(&allowed->items[at + 1], &allowed->items[at],
            (allowed->count - at) * sizeof *allowed->items);
    allowed->items[at] = (struct wd_allowed_fact){.key = key, .time = time};
    allowed->count++;
    return 0;
}

int wd_allowed_merge(struct wd_allowed *into, const struct wd_allowed *from, struct wd_error *err)
{
    if (from->many)
        wd_allowed_give_up(into);
    for (size_t i = 0; i < from->count; i++)
        if (wd_allowed_add(into, from->items[i].key, from->items[i].time, err) < 0)
            return -1;
    return 0;
}

static int see_audit(struct wd_allowed *allowed, const struct wd_event *event, struct wd_error *err)
{
    struct wd_jv entry = wd_jv_get(event->root, "protoPayload");
    struct wd_jv who = wd_jv_get(wd_jv_get(entry, "authenticationInfo"), "principalEmail");
    struct wd_jv checks = wd_jv_get(entry, "authorizationInfo");

    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);) {
        struct wd_str permission = wd_jv_str(wd_jv_get(it.value, "permission"));
        struct wd_str resource = wd_jv_str(wd_jv_get(it.value, "resource"));
        bool granted = false;
        if (wd_jv_bool(wd_jv_get(it.value, "granted"), &granted) && granted && resource.len > 0 &&
            wd_allowed_add(allowed, key_of(wd_jv_str(who), permission, resource), event->time,
                           err) < 0)
            return -1;
    }
    return 0;
}

/* "on what": by its own member, or the bucket that was asked for. */
static struct wd_str resource_of_call(const struct wd_event *event)
{
    struct wd_str resource = wd_jv_str(wd_jv_get(event->root, "resourceName"));

    return resource.len > 0
               ? resource
               : wd_jv_str(wd_jv_get(wd_jv_get(event->root, "requestParameters"), "bucketName"));
}

/* A call tells its product and name, which make the action, and mostly on what; one that tells no more may have been on
 * the same. */
static int see_trail(struct wd_allowed *allowed, const struct wd_event *event, struct wd_error *err)
{
    struct wd_str resource = resource_of_call(event), who, product, name;

    if ((resource.len == 0 &&
         wd_jv_type(wd_jv_get(event->root, "requestParameters")) != WD_JSON_ABSENT) ||
        wd_jv_type(wd_jv_get(event->root, "errorCode")) != WD_JSON_ABSENT)
        return 0;
    who = wd_jv_str(wd_jv_get(wd_jv_get(event->root, "userIdentity"), "userName"));
    who = wd_str_cut(&who, ':'); /* a role's session */
    product = wd_jv_str(wd_jv_get(event->root, "serviceName"));
    name = wd_jv_str(wd_jv_get(event->root, "eventName"));
    return wd_allowed_add(allowed, key_of_call(who, product, name, resource), event->time, err);
}

int wd_allowed_see(struct wd_allowed *allowed, const struct wd_event *event, struct wd_error *err)
{
    if (allowed->many || event->voice != WD_VOICE_SERVICE || event->code > 0 ||
        event->time == WD_TIME_NONE)
        return 0;
    if (event->dialect == WD_DIALECT_AUDIT)
        return see_audit(allowed, event, err);
    return event->dialect == WD_DIALECT_ACTIONTRAIL ? see_trail(allowed, event, err) : 0;
}

static bool is_after(const struct wd_allowed *allowed, uint64_t key, wd_time refused)
{
    size_t at = wd_list_place(allowed->items, allowed->count, sizeof *allowed->items, key);

    return at < allowed->count && allowed->items[at].key == key &&
           allowed->items[at].time > refused;
}

static bool was_allowed(const struct wd_allowed *allowed, const struct wd_incident *incident,
                        struct wd_str permission)
{
    struct wd_str who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    struct wd_str resource = wd_str_of(incident->slot[WD_SLOT_RESOURCE]), product;

    if (incident->dialect != WD_DIALECT_ACTIONTRAIL)
        return is_after(allowed, key_of(who, permission, resource), incident->last);
    product = wd_str_cut(&permission, ':');
    resource = wd_last_part(resource, '/');
    return is_after(allowed, key_of_call(who, product, permission, resource), incident->last) ||
           is_after(allowed, key_of_call(who, product, permission, WD_STR_NONE), incident->last);
}

void wd_incident_find_allowed(const struct wd_table *table, struct wd_incident *incident)
{
    if (incident->last == WD_TIME_NONE || !incident->slot[WD_SLOT_PRINCIPAL] ||
        !incident->slot[WD_SLOT_RESOURCE] || incident->permission_count == 0)
        return;
    for (size_t i = 0; i < incident->permission_count; i++)
        if (!was_allowed(&table->allowed, incident, wd_str_of(incident->permissions[i])))
            return;
    incident->doubts |= WD_DOUBT_ASIDE | WD_DOUBT_LATER;
}
