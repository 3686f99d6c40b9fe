/* Denials that say what one before them said.
 *
 * A storm is one sentence over and over: only the time differs, the key of the entry, and the client's
 * name. Such an event changes nothing of its incident but counts and times, unless it outranks the
 * record that facts were taken from or is one of the samples, which depends on its time: then it goes
 * the whole way. So this saves work and shows nowhere.
 *
 * The key holds everything else the event says, byte for byte. What is remembered points to an entry;
 * `moves` of the table tells when entries were folded into others and all of it is void. */
#include "incident/table/table.h"

#define REPEATS 1024u /* a key has one place; the newer of two takes it */

struct wd_repeat {
    struct wd_repeat_key key;
    struct wd_known known;
    uint64_t moves;
};

static bool put(struct wd_repeat_key *key, const void *bytes, size_t len)
{
    if (len > sizeof key->bytes - key->len)
        return false;
    if (len)
        memcpy(key->bytes + key->len, bytes, len);
    key->len += (unsigned)len;
    return true;
}

static bool put_text(struct wd_repeat_key *key, unsigned mark, struct wd_str s)
{
    const uint32_t head[] = {mark, s.len < sizeof key->bytes ? (uint32_t)s.len : UINT32_MAX};

    return put(key, head, sizeof head) && put(key, s.ptr, s.len);
}

static bool put_event(struct wd_repeat_key *key, const struct wd_event *event)
{
    const int head[] = {(int)event->dialect,
                        (int)event->system,
                        (int)event->kind,
                        (int)event->principal_kind,
                        event->code,
                        event->http_status,
                        event->structured,
                        event->uncertain,
                        event->has_cloud_token,
                        event->dedup != 0,
                        (int)event->text_count,
                        (int)event->permission_count};
    bool fits = put(key, head, sizeof head);

    for (unsigned i = 0; i < WD_SLOT_COUNT && fits; i++)
        if (event->slot[i].len && !wd_slot_varies(i))
            fits = put_text(key, i << 8 | event->trust[i], event->slot[i]);
    for (size_t i = 0; i < event->permission_count && fits; i++)
        fits = put_text(key, (unsigned)event->permissions[i].granted, event->permissions[i].name) &&
               put_text(key, 0, event->permissions[i].resource);
    for (size_t i = 0; i < event->text_count && fits; i++)
        fits = put_text(key, (unsigned)event->texts[i].field, event->texts[i].s);
    return fits;
}

void wd_repeat_key_of(struct wd_repeat_key *ret_key, const struct wd_event *event,
                      struct wd_str said_by_rules)
{
    ret_key->len = 0;
    /* A request log's 401 is also a fact for correlation. */
    if (event->kind != WD_KIND_DENIAL || event->dialect == WD_DIALECT_RUN_REQUEST ||
        !put_event(ret_key, event) || !put_text(ret_key, 0, said_by_rules))
        ret_key->len = 0;
    ret_key->hash = wd_hash(wd_str_make(ret_key->bytes, ret_key->len));
}

static const struct wd_repeat *find(const struct wd_table *table, const struct wd_repeat_key *key)
{
    const struct wd_repeat *repeat;

    if (!table->repeats || key->len == 0)
        return NULL;
    repeat = &table->repeats[key->hash % REPEATS];
    return repeat->moves == table->moves && repeat->key.hash == key->hash &&
                   wd_str_eq(wd_str_make(repeat->key.bytes, repeat->key.len),
                             wd_str_make(key->bytes, key->len))
               ? repeat
               : NULL;
}

int wd_table_add_repeat(struct wd_table *table, const struct wd_repeat_key *key,
                        const struct wd_event *event, struct wd_error *err)
{
    const struct wd_repeat *repeat = find(table, key);

    if (!repeat || !wd_entry_add_repeat(repeat->known.entry, event, &repeat->known.says))
        return 0;
    wd_table_count_denial(table, event, repeat->known.entry->incident.rule);
    if (event->dedup && wd_dedup_add(&table->dedup, event->dedup, repeat->known.fingerprint,
                                     repeat->known.entry->id, err) < 0)
        return -1;
    return 1;
}

void wd_table_remember(struct wd_table *table, const struct wd_repeat_key *key)
{
    struct wd_repeat *repeat;

    if (key->len == 0 || !table->added.entry)
        return;
    if (!table->repeats)
        table->repeats = calloc(REPEATS, sizeof *table->repeats);
    if (!table->repeats)
        return; /* it works without */
    repeat = &table->repeats[key->hash % REPEATS];
    repeat->key.len = key->len;
    repeat->key.hash = key->hash;
    memcpy(repeat->key.bytes, key->bytes, key->len);
    repeat->known = table->added;
    repeat->moves = table->moves;
}
