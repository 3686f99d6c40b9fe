/* An event looked at whole: as the key of the matcher's memo and of repeated denials, as a hash, as a copy.
 * What each field means to them stands in WD_EVENT_FIELDS; here is how each kind of field is put. */
#include "whydenied/base/digest.h"
#include "whydenied/event.h"

enum field_kind {
    NUMBER,   /* by value */
    PRESENCE, /* only whether there is one */
    TEXT,
    SLOTS,    /* texts; empty ones are left out */
    OF_SLOTS, /* beside the slots, put with them */
    PERMISSIONS,
    TEXTS,
    CLAIMS,
    OBJECT,
    RECORD /* points into the record: never put, not copied */
};

struct field {
    enum field_kind kind;
    unsigned short at, size;
    bool memo, repeat, says;
};

static const struct field fields[] = {
#define FIELD(type, name, dimension, kind, memo, repeat, says)                                     \
    {kind, offsetof(struct wd_event, name), sizeof(((struct wd_event *)0)->name), memo, repeat,    \
     says},
    WD_EVENT_FIELDS(FIELD)
#undef FIELD
};
#define FIELD_COUNT (sizeof fields / sizeof *fields)

/* What conditions of rules look at; the rest of the slots they capture themselves. */
static const enum wd_slot memo_slots[] = {WD_SLOT_REASON,    WD_SLOT_METHOD, WD_SLOT_SERVICE,
                                          WD_SLOT_PRINCIPAL, WD_SLOT_URL,    WD_SLOT_HOST};

/* Slots that differ between repeats of one denial, and decide nothing but rank; of a build also a link. */
static bool slot_varies(unsigned slot)
{
    return slot == WD_SLOT_USER_AGENT || slot == WD_SLOT_OPERATION || slot == WD_SLOT_BUILD ||
           slot == WD_SLOT_HELP;
}

/* ---- keys -------------------------------------------------------------------------------------- */

void wd_event_key_put_bytes(struct wd_event_key *key, const void *bytes, size_t len)
{
    if (key->full || len > key->max - key->len) {
        key->full = true;
        return;
    }
    if (len)
        memcpy(key->bytes + key->len, bytes, len);
    key->len += (unsigned)len;
}

static void put_marked(struct wd_event_key *key, unsigned mark, struct wd_str s)
{
    const uint32_t head[] = {mark, s.len < key->max ? (uint32_t)s.len : UINT32_MAX};

    wd_event_key_put_bytes(key, head, sizeof head);
    wd_event_key_put_bytes(key, s.ptr, s.len);
}

void wd_event_key_put_str(struct wd_event_key *key, struct wd_str s)
{
    put_marked(key, 0, s);
}

static void put_slots(struct wd_event_key *key, const struct wd_event *event,
                      enum wd_event_looker looker)
{
    if (looker == WD_LOOKER_MEMO) {
        for (size_t i = 0; i < sizeof memo_slots / sizeof *memo_slots; i++)
            put_marked(key, 0, event->slot[memo_slots[i]]);
        return;
    }
    for (unsigned i = 0; i < WD_SLOT_COUNT && !key->full; i++)
        if (event->slot[i].len && !slot_varies(i))
            put_marked(key, i << 8 | event->source[i], event->slot[i]);
}

static void put_permissions(struct wd_event_key *key, const struct wd_event *event,
                            enum wd_event_looker looker)
{
    for (size_t i = 0; i < event->permission_count && !key->full; i++) {
        const struct wd_permission *permission = &event->permissions[i];
        put_marked(key, 0, permission->name);
        if (looker == WD_LOOKER_REPEAT)
            put_marked(key, (unsigned)permission->granted << 8 | permission->source,
                       permission->resource);
    }
}

static void put_texts(struct wd_event_key *key, const struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count && !key->full; i++)
        put_marked(key, (unsigned)event->texts[i].field, event->texts[i].s);
}

static void put_claims(struct wd_event_key *key, const struct wd_event *event)
{
    for (size_t i = 0; i < event->claim_count && !key->full; i++)
        put_marked(key, (unsigned)event->claims[i].slot << 8 | event->claims[i].source,
                   event->claims[i].s);
}

static void put_presence(struct wd_event_key *key, const char *value, size_t size)
{
    uint64_t n = 0;
    bool present;

    memcpy(&n, value, size < sizeof n ? size : sizeof n);
    present = n != 0;
    wd_event_key_put_bytes(key, &present, sizeof present);
}

static void put_field(struct wd_event_key *key, const struct wd_event *event,
                      const struct field *field, enum wd_event_looker looker)
{
    const char *value = (const char *)event + field->at;

    switch (field->kind) {
    case NUMBER:
        wd_event_key_put_bytes(key, value, field->size);
        break;
    case PRESENCE:
        put_presence(key, value, field->size);
        break;
    case TEXT:
        put_marked(key, 0, *(const struct wd_str *)(const void *)value);
        break;
    case SLOTS:
        put_slots(key, event, looker);
        break;
    case PERMISSIONS:
        put_permissions(key, event, looker);
        break;
    case TEXTS:
        put_texts(key, event);
        break;
    case CLAIMS:
        put_claims(key, event);
        break;
    case OF_SLOTS:
    case OBJECT:
    case RECORD:
        break;
    }
}

void wd_event_key_put(struct wd_event_key *key, const struct wd_event *event,
                      enum wd_event_looker looker)
{
    for (size_t i = 0; i < FIELD_COUNT && !key->full; i++)
        if (looker == WD_LOOKER_MEMO ? fields[i].memo : fields[i].repeat)
            put_field(key, event, &fields[i], looker);
}

/* ---- hashes ------------------------------------------------------------------------------------ */

static uint64_t join_text(uint64_t hash, struct wd_str s)
{
    return wd_hash_join(hash, wd_hash(s));
}

static uint64_t join_slots(uint64_t hash, const struct wd_event *event, bool varying,
                           unsigned *filled)
{
    for (unsigned i = 0; i < WD_SLOT_COUNT; i++)
        if (event->slot[i].len && slot_varies(i) == varying) {
            hash = join_text(hash + (i << 8 | event->source[i]), event->slot[i]);
            ++*filled;
        }
    return hash;
}

static uint64_t join_permissions(uint64_t hash, const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        hash =
            join_text(join_text(hash, event->permissions[i].name), event->permissions[i].resource);
    return hash;
}

static uint64_t join_texts(uint64_t hash, const struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++)
        hash = join_text(hash, event->texts[i].s);
    return hash;
}

/* Numbers that are told apart by hash are ints; the first one starts the chain. */
static uint64_t join_number(uint64_t hash, const char *value)
{
    int n;

    memcpy(&n, value, sizeof n);
    return hash ? wd_hash_join(hash, (uint64_t)n) : (uint64_t)n;
}

static uint64_t join_field(uint64_t hash, const struct wd_event *event, const struct field *field,
                           unsigned *filled)
{
    switch (field->kind) {
    case NUMBER:
        return join_number(hash, (const char *)event + field->at);
    case SLOTS:
        return join_slots(hash, event, false, filled);
    case PERMISSIONS:
        return join_permissions(hash, event);
    case TEXTS:
        return join_texts(hash, event);
    case OBJECT:
        return join_text(hash, event->object.name);
    case TEXT:
    case PRESENCE:
    case OF_SLOTS:
    case CLAIMS:
    case RECORD:
        break;
    }
    return hash;
}

uint64_t wd_event_says(const struct wd_event *event, unsigned *ret_filled)
{
    uint64_t hash = 0;

    *ret_filled = 0;
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (fields[i].says)
            hash = join_field(hash, event, &fields[i], ret_filled);
    return hash;
}

uint64_t wd_event_says_varying(const struct wd_event *event, uint64_t hash, unsigned *filled)
{
    *filled += WD_SLOT_COUNT * (unsigned)(WD_VOICE_APPLICATION - event->voice);
    return join_slots(hash, event, true, filled);
}

/* ---- copies ------------------------------------------------------------------------------------ */

static void keep(struct wd_arena *arena, struct wd_str *s)
{
    *s = s->len ? wd_arena_copy(arena, *s) : WD_STR_NONE;
}

static void keep_object(struct wd_arena *arena, struct wd_object *object)
{
    keep(arena, &object->name);
    keep(arena, &object->project);
    keep(arena, &object->location);
    keep(arena, &object->leaf);
    keep(arena, &object->parent);
}

static void keep_field(struct wd_event *copy, const struct field *field, struct wd_arena *arena)
{
    switch (field->kind) {
    case TEXT:
        keep(arena, (struct wd_str *)(void *)((char *)copy + field->at));
        break;
    case SLOTS:
        for (size_t i = 0; i < WD_SLOT_COUNT; i++)
            keep(arena, &copy->slot[i]);
        break;
    case PERMISSIONS:
        for (size_t i = 0; i < copy->permission_count; i++) {
            keep(arena, &copy->permissions[i].name);
            keep(arena, &copy->permissions[i].resource);
        }
        break;
    case TEXTS:
        for (size_t i = 0; i < copy->text_count; i++)
            keep(arena, &copy->texts[i].s);
        break;
    case CLAIMS:
        for (size_t i = 0; i < copy->claim_count; i++)
            keep(arena, &copy->claims[i].s);
        break;
    case OBJECT:
        keep_object(arena, &copy->object);
        break;
    case RECORD:
        memset((char *)copy + field->at, 0, field->size);
        break;
    case NUMBER:
    case PRESENCE:
    case OF_SLOTS:
        break;
    }
}

void wd_event_copy(struct wd_event *copy, const struct wd_event *event, struct wd_arena *arena)
{
    *copy = *event;
    for (size_t i = 0; i < FIELD_COUNT; i++)
        keep_field(copy, &fields[i], arena);
}
