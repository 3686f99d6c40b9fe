/* Whom a collapsed incident stands for.
 *
 * Kept are the members with the smallest fingerprints, which are digests, so a sample of all: the set is
 * the same in any order, and whoever is kept at the end was kept from his first denial on, so his count is
 * exact. How many are kept never grows from fine groups to coarse ones, nor as the cap on rules sinks.
 * A group that collapsed freed the incidents it was made of, and its members take less than those. */
#include "incident/table/table.h"

#include "whydenied/base/list.h"

static const char mark[] = "\xe2\x80\xa6";

#define PER_WEIGHT 4u /* members instead of one incident that is no more */

size_t wd_members_room(unsigned level, size_t most, uint64_t rule_cap)
{
    if (level == 0)
        return 0;
    return level == WD_GROUP_LEVELS && rule_cap < most / PER_WEIGHT ? PER_WEIGHT * (size_t)rule_cap
                                                                    : most;
}

/* ---- names -------------------------------------------------------------------------------------- */

const char *wd_name_text(const struct wd_name *name)
{
    return name ? name->text : NULL;
}

/* A C string: a NUL ends it, and what is too long ends in a mark. */
static struct wd_str shown(struct wd_str s, bool *ret_cut)
{
    struct wd_str whole = wd_str_sub(s, 0, wd_str_find_char(s, '\0'));
    size_t max = WD_NAMING_MAX;

    *ret_cut = whole.len > max;
    if (!*ret_cut)
        return whole;
    while (max > 0 && ((unsigned char)whole.ptr[max] & 0xc0) == 0x80)
        max--;
    return wd_str_sub(whole, 0, max);
}

static bool says(const struct wd_name *name, struct wd_str s, bool cut)
{
    size_t len = strlen(name->text);

    if (cut && (len < sizeof mark - 1 || strcmp(name->text + len - (sizeof mark - 1), mark) != 0))
        return false;
    return s.ptr && wd_str_eq(wd_str_make(name->text, len - (cut ? sizeof mark - 1 : 0)), s);
}

/* `like`, if it says the same, is shared. */
static int take_name(struct wd_name **ret_name, struct wd_str text, struct wd_name *like)
{
    bool cut;
    struct wd_str s = shown(text, &cut);

    *ret_name = NULL;
    if (s.len == 0)
        return 0;
    if (like && says(like, s, cut)) {
        like->refs++;
        *ret_name = like;
        return 0;
    }
    *ret_name = malloc(sizeof **ret_name + s.len + sizeof mark);
    if (!*ret_name)
        return -1;
    (*ret_name)->refs = 1;
    wd_str_copy((*ret_name)->text, s);
    memcpy((*ret_name)->text + s.len, cut ? mark : "", cut ? sizeof mark : 1);
    return 0;
}

static void drop_name(struct wd_name *name)
{
    if (name && --name->refs == 0)
        free(name);
}

void wd_member_done(struct wd_group_member *member)
{
    drop_name(member->principal);
    drop_name(member->resource);
    drop_name(member->denied);
    member->principal = member->resource = member->denied = NULL;
}

static int name_member(struct wd_group_member *member, const struct wd_member_name *naming,
                       const struct wd_group_member *like)
{
    if (take_name(&member->principal, naming->principal, like ? like->principal : NULL) == 0 &&
        take_name(&member->resource, naming->resource, like ? like->resource : NULL) == 0 &&
        take_name(&member->denied, naming->denied, like ? like->denied : NULL) == 0)
        return 0;
    wd_member_done(member);
    return -1;
}

static struct wd_member_name naming_of_member(const struct wd_group_member *member)
{
    return (struct wd_member_name){wd_str_of(wd_name_text(member->principal)),
                                   wd_str_of(wd_name_text(member->resource)),
                                   wd_str_of(wd_name_text(member->denied))};
}

void wd_member_free(struct wd_group_member *member)
{
    if (member)
        wd_member_done(member);
    free(member);
}

int wd_member_new(struct wd_group_member **ret_member, const struct wd_member_name *naming)
{
    *ret_member = calloc(1, sizeof **ret_member);
    if (*ret_member && name_member(*ret_member, naming, NULL) == 0)
        return 0;
    free(*ret_member);
    *ret_member = NULL;
    return -1;
}

int wd_member_copy(struct wd_group_member **ret_copy, const struct wd_group_member *from)
{
    struct wd_member_name naming = naming_of_member(from);

    return wd_member_new(ret_copy, &naming);
}

struct wd_member_name wd_naming_of_event(const struct wd_event *event)
{
    struct wd_member_name naming = {
        .principal = wd_principal_normalise(event->slot[WD_SLOT_PRINCIPAL], event->principal_kind),
        .resource = wd_resource_key(event),
        .denied =
            event->permission_count ? event->permissions[0].name : event->slot[WD_SLOT_METHOD]};

    for (size_t i = 1; i < event->permission_count; i++)
        if (wd_str_cmp(event->permissions[i].name, naming.denied) < 0)
            naming.denied = event->permissions[i].name;
    return naming;
}

/* ---- one that stands alone ----------------------------------------------------------------------- */

/* What the facts that were kept of it give. */
static struct wd_member_name naming_of_facts(const struct wd_incident *incident)
{
    struct wd_str resource = wd_str_of(incident->object_name);

    if (resource.len == 0)
        resource = wd_str_of(incident->slot[WD_SLOT_RESOURCE]);
    if (resource.len == 0)
        resource = wd_url_key(wd_str_of(incident->slot[WD_SLOT_URL]));
    return (struct wd_member_name){
        .principal = wd_principal_normalise(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                                            incident->principal_kind),
        .resource = resource,
        .denied = wd_str_of(incident->permission_count ? incident->permissions[0]
                                                       : incident->slot[WD_SLOT_METHOD])};
}

static bool same_text(struct wd_str a, struct wd_str b)
{
    bool cut_a, cut_b;
    struct wd_str x = shown(a, &cut_a), y = shown(b, &cut_b);

    return cut_a == cut_b && wd_str_eq(x, y);
}

int wd_entry_keep_names(struct wd_entry *entry, const struct wd_event *event)
{
    struct wd_member_name facts = naming_of_facts(&entry->incident),
                          naming = wd_naming_of_event(event);

    wd_member_free(entry->self);
    entry->self = NULL;
    if (same_text(facts.principal, naming.principal) &&
        same_text(facts.resource, naming.resource) && same_text(facts.denied, naming.denied))
        return 0;
    return wd_member_new(&entry->self, &naming);
}

int wd_members_add_entry(struct wd_group_members *members, size_t room,
                         const struct wd_entry *entry, struct wd_error *err)
{
    struct wd_group_member one = {.fingerprint = entry->identity.fingerprint,
                                  .raw_count = entry->incident.raw_count,
                                  .unkeyed = entry->unkeyed};
    struct wd_member_name naming =
        entry->self ? naming_of_member(entry->self) : naming_of_facts(&entry->incident);

    return wd_members_add(members, room, &one, &naming, err);
}

/* ---- the set ------------------------------------------------------------------------------------- */

/* The first whose fingerprint is not smaller. */
static size_t place_of(const struct wd_group_members *members, uint64_t fingerprint)
{
    return wd_list_place(members->items, members->count, sizeof *members->items, fingerprint);
}

struct wd_group_member *wd_members_find(const struct wd_group_members *members,
                                        uint64_t fingerprint)
{
    size_t at = place_of(members, fingerprint);

    return at < members->count && members->items[at].fingerprint == fingerprint
               ? &members->items[at]
               : NULL;
}

void wd_members_trim(struct wd_group_members *members, size_t room)
{
    while (members->count > room) {
        wd_member_done(&members->items[--members->count]);
        members->more = true;
    }
}

void wd_members_done(struct wd_group_members *members)
{
    wd_members_trim(members, 0);
    free(members->items);
    *members = (struct wd_group_members){.items = NULL};
}

int wd_members_add(struct wd_group_members *members, size_t room,
                   const struct wd_group_member *from, const struct wd_member_name *naming,
                   struct wd_error *err)
{
    size_t at = place_of(members, from->fingerprint);
    struct wd_group_member one = *from;

    if (at < members->count && members->items[at].fingerprint == from->fingerprint) {
        members->items[at].raw_count += from->raw_count;
        members->items[at].unkeyed += from->unkeyed;
        return 0;
    }
    if (at >= room) {
        members->more = true;
        return 0;
    }
    wd_members_trim(members, room);
    if (members->count == room) {
        wd_member_done(&members->items[--members->count]);
        members->more = true;
    }
    one.count = 0;
    if (!wd_list_grow(&members->items, members->count, &members->capacity,
                      sizeof *members->items) ||
        name_member(&one, naming, members->count ? &members->items[0] : NULL) < 0)
        return wd_fail_memory(err);
    memmove(&members->items[at + 1], &members->items[at],
            (members->count++ - at) * sizeof *members->items);
    members->items[at] = one;
    return 0;
}

int wd_members_merge(struct wd_group_members *into, size_t room,
                     const struct wd_group_members *from, struct wd_error *err)
{
    into->more = into->more || from->more;
    for (size_t i = 0; i < from->count; i++) {
        struct wd_member_name naming = naming_of_member(&from->items[i]);
        if (wd_members_add(into, room, &from->items[i], &naming, err) < 0)
            return -1;
    }
    return 0;
}
