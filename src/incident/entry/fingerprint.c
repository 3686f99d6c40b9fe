/* The name of an incident: who was denied what on what, by which rule, and what else decides the fix.
 *
 * A fingerprint is a SHA-256 over length-prefixed fields and must never change for the same denial: it
 * stands in databases, suppression files and tickets. tests/unit/incident/test_fingerprint.c pins values.
 *
 * Recipe 1 knew rule, principal, resource and permissions, so that two APIs to enable were one incident with
 * one command. Recipe 2 adds the facts below; where a denial has none of them, its name is that of recipe 1.
 * Recipe 3 adds where Kubernetes' cluster lies: clusters of one name in two places were one incident.
 * For a release the former name is kept beside the new one: suppressions match either, and an incident that
 * only changed its name is no news. */
#include "incident/table/table.h"

#include <xxhash.h>

/* Two denials that differ in one of these need two changes. */
static const enum wd_slot deciding[] = {WD_SLOT_API,       WD_SLOT_CONSTRAINT,      WD_SLOT_HOST,
                                        WD_SLOT_ROLE,      WD_SLOT_SERVICE_ACCOUNT, WD_SLOT_ENTITY,
                                        WD_SLOT_NAMESPACE, WD_SLOT_CLUSTER};
#define DECIDING (sizeof deciding / sizeof *deciding)

#define FIELDS_MAX (WD_PERMISSIONS_MAX + 10 + DECIDING)

/* ---- principals -------------------------------------------------------------------------------- */

static struct wd_str without_prefixes(struct wd_str s)
{
    static const char *const prefixes[] = {"deleted:", "serviceAccount:", "user:"};

    return wd_str_strip(s, prefixes, sizeof prefixes / sizeof *prefixes);
}

/* "acs:sts::1:assumed-role/name/session", "name:session", "name/session". */
static struct wd_str without_session(struct wd_str s)
{
    size_t cut;

    if (wd_str_starts(s, WD_STR("acs:"))) {
        size_t role = wd_str_find(s, WD_STR("role/"));
        if (role == WD_NPOS)
            return s;
        role += strlen("role/");
        cut = wd_str_find_char(wd_str_from(s, role), '/');
        return cut == WD_NPOS ? s : wd_str_sub(s, 0, role + cut);
    }
    cut = wd_str_find_char(s, ':');
    if (cut == WD_NPOS)
        cut = wd_str_find_char(s, '/');
    return cut == WD_NPOS || cut == 0 ? s : wd_str_sub(s, 0, cut);
}

struct wd_str wd_principal_normalise(struct wd_str principal, enum wd_principal_kind kind)
{
    struct wd_str s = without_prefixes(wd_str_trim(principal));
    size_t uid = wd_str_find(s, WD_STR("?uid="));

    s = wd_str_sub(s, 0, uid);
    return kind == WD_PRINCIPAL_RAM_ROLE ? without_session(s) : s;
}

/* ---- resources --------------------------------------------------------------------------------- */

struct wd_str wd_url_key(struct wd_str url)
{
    size_t scheme = wd_str_find(url, WD_STR("://"));
    struct wd_str s = scheme == WD_NPOS ? url : wd_str_from(url, scheme + 3);
    size_t end = 0;

    while (end < s.len && s.ptr[end] != '?' && s.ptr[end] != '#')
        end++;
    while (end > 0 && s.ptr[end - 1] == '/')
        end--;
    return wd_str_sub(s, 0, end);
}

struct wd_str wd_resource_key(const struct wd_event *event)
{
    if (event->object.name.len)
        return event->object.name;
    if (event->slot[WD_SLOT_RESOURCE].len)
        return event->slot[WD_SLOT_RESOURCE];
    return wd_url_key(event->slot[WD_SLOT_URL]);
}

/* ---- fields ------------------------------------------------------------------------------------ */

enum { RECIPES = 3 };

struct fields {
    struct wd_str item[FIELDS_MAX];
    size_t count;
    size_t end[RECIPES]; /* of what each recipe knows; as before it where it adds nothing */
};

static void field(struct fields *fields, struct wd_str s)
{
    if (fields->count < FIELDS_MAX)
        fields->item[fields->count++] = s;
}

/* Sorted permissions with their number, or the method when none is known. */
static void what_fields(struct fields *fields, const struct wd_event *event)
{
    static const char numbers[] =
        "000102030405060708091011121314151617181920212223242526272829303132";
    struct wd_str names[WD_PERMISSIONS_MAX];
    size_t count = event->permission_count;

    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        while (at > 0 && wd_str_cmp(names[at - 1], event->permissions[i].name) > 0) {
            names[at] = names[at - 1];
            at--;
        }
        names[at] = event->permissions[i].name;
    }
    field(fields, wd_str_make(numbers + 2 * count, 2));
    if (count == 0)
        field(fields, event->slot[WD_SLOT_METHOD]);
    for (size_t i = 0; i < count; i++)
        field(fields, names[i]);
}

static int denial_fields(struct fields *fields, const struct wd_event *event,
                         const struct wd_rule *rule, struct wd_arena *scratch)
{
    field(fields, wd_str_of(rule ? rule->id : ""));
    if (rule) {
        field(fields,
              wd_principal_normalise(event->slot[WD_SLOT_PRINCIPAL], event->principal_kind));
        field(fields, wd_resource_key(event));
    } else {
        struct wd_str text = event->text_count ? event->texts[0].s : WD_STR_NONE;
        struct wd_str shape = wd_shape(text, scratch);
        if (text.len && !shape.ptr)
            return -1;
        field(fields, shape);
        field(fields, event->slot[WD_SLOT_SERVICE]);
    }
    what_fields(fields, event);
    return 0;
}

static uint64_t digest_of(const char *purpose, const struct fields *fields, uint64_t skip_mask)
{
    struct wd_digest digest;

    wd_digest_init(&digest);
    wd_digest_field(&digest, wd_str_of(purpose));
    for (size_t i = 0; i < fields->count; i++)
        if (!(skip_mask >> i & 1)) /* FIELDS_MAX is below 64 */
            wd_digest_field(&digest, fields->item[i]);
    return wd_digest_finish(&digest);
}

/* False, and nothing added, where the event has none of them. */
static bool deciding_fields(struct fields *fields, const struct wd_event *event)
{
    size_t some = 0;

    for (size_t i = 0; i < DECIDING; i++)
        some += event->slot[deciding[i]].len;
    for (size_t i = 0; some > 0 && i < DECIDING; i++)
        field(fields, event->slot[deciding[i]]);
    return some > 0;
}

/* Its name tells a cluster from others of the same project and place only. */
static bool is_of_cluster(const struct wd_event *event)
{
    return event->slot[WD_SLOT_CLUSTER].len > 0 && event->object.type &&
           wd_str_eqz(WD_STR("kubernetes_object"), event->object.type);
}

static struct wd_str place_of_cluster(const struct wd_event *event)
{
    return event->object.location.len ? event->object.location : event->slot[WD_SLOT_LOCATION];
}

static void cluster_fields(struct fields *fields, const struct wd_event *event)
{
    if (!is_of_cluster(event))
        return;
    field(fields, event->slot[WD_SLOT_PROJECT]);
    field(fields, place_of_cluster(event));
}

uint64_t wd_deciding_hash(const struct wd_event *event)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < DECIDING; i++)
        hash = wd_hash_join(hash, wd_hash(event->slot[deciding[i]]));
    return is_of_cluster(event) ? wd_hash_join(hash, wd_hash(place_of_cluster(event))) : hash;
}

void wd_deciding_each(void (*act)(struct wd_incident *incident, enum wd_slot slot),
                      struct wd_incident *incident)
{
    for (size_t i = 0; i < DECIDING; i++)
        act(incident, deciding[i]);
}

/* All that makes a name; what no rule explains has but its shape. */
static int name_fields(struct fields *fields, const struct wd_event *event,
                       const struct wd_rule *rule, struct wd_arena *scratch)
{
    if (denial_fields(fields, event, rule, scratch) < 0)
        return -1;
    fields->end[0] = fields->end[1] = fields->end[2] = fields->count;
    if (!rule || !deciding_fields(fields, event))
        return 0;
    fields->end[1] = fields->count;
    cluster_fields(fields, event);
    fields->end[2] = fields->count;
    return 0;
}

/* The latest that adds something. */
static unsigned recipe_of(const struct fields *fields)
{
    unsigned recipe = RECIPES - 1;

    while (recipe > 0 && fields->end[recipe] == fields->end[recipe - 1])
        recipe--;
    return recipe;
}

static uint64_t name_by(struct fields *fields, unsigned recipe)
{
    static const char *const purposes[RECIPES] = {"whydenied denial 1", "whydenied denial 2",
                                                  "whydenied denial 3"};

    fields->count = fields->end[recipe];
    return digest_of(purposes[recipe], fields, 0);
}

uint64_t wd_fingerprint(const struct wd_event *event, const struct wd_rule *rule,
                        struct wd_arena *scratch)
{
    struct fields fields = {.count = 0};

    if (name_fields(&fields, event, rule, scratch) < 0)
        return 0;
    return rule ? name_by(&fields, recipe_of(&fields)) : digest_of("whydenied shape 1", &fields, 0);
}

/* ---- the cache --------------------------------------------------------------------------------- */

#define CACHED_BYTES_MAX 512 /* longer names are rare, and memory is not free */

/* What a digest or an identity is made from as one string: the fields without those to skip behind `kind`, which
 * tells the keys of one cache apart. An empty slice when they are too long to be worth keeping. */
static struct wd_str flatten(char kind, const struct fields *fields, uint64_t skip_mask,
                             char buffer[CACHED_BYTES_MAX])
{
    size_t len = 1;

    buffer[0] = kind;
    for (size_t i = 0; i < fields->count; i++) {
        if (skip_mask >> i & 1)
            continue;
        const uint32_t size = (uint32_t)fields->item[i].len;
        if (fields->item[i].len > CACHED_BYTES_MAX - sizeof size - len ||
            len + sizeof size > CACHED_BYTES_MAX)
            return WD_STR_NONE;
        memcpy(buffer + len, &size, sizeof size);
        len += sizeof size;
        if (size)
            memcpy(buffer + len, fields->item[i].ptr, size);
        len += size;
    }
    return wd_str_make(buffer, len);
}

static struct wd_identity_slot *slot_of(struct wd_identity_slot *cache, struct wd_str bytes,
                                        uint64_t *ret_hash, bool *ret_known)
{
    uint64_t hash = XXH3_64bits(bytes.len ? bytes.ptr : "", bytes.len);
    struct wd_identity_slot *slot = &cache[hash % WD_IDENTITY_CACHE];

    *ret_hash = hash;
    *ret_known =
        bytes.len && slot->hash == hash && wd_str_eq(bytes, wd_str_make(slot->bytes, slot->len));
    return slot;
}

static void remember(struct wd_identity_slot *slot, struct wd_str bytes, uint64_t hash,
                     const struct wd_identity *identity)
{
    char *copy = realloc(slot->bytes, bytes.len);

    if (!copy)
        return; /* a cache may forget */
    wd_str_copy(copy, bytes);
    *slot = (struct wd_identity_slot){
        .hash = hash, .len = bytes.len, .bytes = copy, .identity = *identity};
}

/* The name of a group. Many incidents lie in one, so that the cache, if there is one, nearly always knows it. */
static uint64_t group_of(struct wd_identity_slot *cache, unsigned level,
                         const struct fields *fields, uint64_t skip_mask)
{
    static const char *const purposes[] = {[WD_BY_RESOURCE] = "whydenied many principals 1",
                                           [WD_BY_PERMISSIONS] = "whydenied many resources 1",
                                           [WD_BY_RULE] = "whydenied whole rule 1"};
    char buffer[CACHED_BYTES_MAX];
    struct wd_str bytes = flatten((char)(1 + level), fields, skip_mask, buffer);
    struct wd_identity name = {.fingerprint = 0};
    uint64_t hash = 0;
    bool known = false;
    struct wd_identity_slot *slot = cache ? slot_of(cache, bytes, &hash, &known) : NULL;

    if (known)
        return slot->identity.fingerprint;
    name.fingerprint = digest_of(purposes[level], fields, skip_mask);
    if (slot && bytes.len)
        remember(slot, bytes, hash, &name);
    return name.fingerprint;
}

/* Fields 0, 1 and 2 are rule, principal and resource, then what was denied. Groups are named by recipe 1: what differs
 * within them is shown as mixed. */
static void digest_all(struct wd_identity_slot *cache, struct fields *fields, bool has_rule,
                       struct wd_identity *identity)
{
    const struct fields rule_only = {.item = {fields->item[0]}, .count = 1};
    unsigned recipe = recipe_of(fields);

    memset(identity, 0, sizeof *identity);
    if (!has_rule) {
        identity->fingerprint = digest_of("whydenied shape 1", fields, 0);
        return;
    }
    identity->fingerprint = name_by(fields, recipe);
    if (recipe > 0)
        identity->former = name_by(fields, recipe - 1);
    fields->count = fields->end[0];
    identity->group[WD_BY_RESOURCE] = group_of(cache, WD_BY_RESOURCE, fields, 1u << 1);
    identity->group[WD_BY_PERMISSIONS] =
        group_of(cache, WD_BY_PERMISSIONS, fields, 1u << 1 | 1u << 2);
    identity->group[WD_BY_RULE] = group_of(cache, WD_BY_RULE, &rule_only, 0);
}

int wd_identity_of(struct wd_identity_slot *cache, const struct wd_event *event,
                   const struct wd_rule *rule, struct wd_arena *scratch,
                   struct wd_identity *ret_identity, struct wd_error *err)
{
    char buffer[CACHED_BYTES_MAX];
    struct fields fields = {.count = 0};
    struct wd_identity_slot *slot;
    struct wd_str bytes;
    uint64_t hash;
    bool known;

    if (name_fields(&fields, event, rule, scratch) < 0)
        return wd_fail_memory(err);
    bytes = flatten('\0', &fields, 0, buffer);
    slot = slot_of(cache, bytes, &hash, &known);
    if (known) {
        *ret_identity = slot->identity;
        return 0;
    }
    digest_all(cache, &fields, rule != NULL, ret_identity);
    if (bytes.len)
        remember(slot, bytes, hash, ret_identity);
    return 0;
}

void wd_identity_make(const struct wd_event *event, const struct wd_rule *rule,
                      struct wd_identity *ret_identity)
{
    struct fields fields = {.count = 0};

    name_fields(&fields, event, rule, NULL); /* only shapes need memory */
    digest_all(NULL, &fields, true, ret_identity);
}

unsigned wd_fingerprints(const struct wd_event *event, const struct wd_rule *rule,
                         struct wd_arena *scratch, uint64_t ret_names[WD_FINGERPRINTS])
{
    struct fields fields = {.count = 0};
    struct wd_identity identity;
    unsigned count = 0;

    if (name_fields(&fields, event, rule, scratch) < 0)
        return 0;
    digest_all(NULL, &fields, rule != NULL, &identity);
    ret_names[count++] = identity.fingerprint;
    if (identity.former)
        ret_names[count++] = identity.former;
    for (size_t i = 0; rule && i < WD_GROUP_LEVELS; i++)
        ret_names[count++] = identity.group[i];
    return count;
}
