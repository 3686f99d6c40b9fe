/* Denials that say what one before them said.
 *
 * A storm is one sentence over and over: only the time differs, the key of the entry, and the client's
 * name. Such an event changes nothing of its incident but counts and times, unless it outranks the
 * record that facts were taken from or is one of the samples, which depends on its time: then it goes
 * the whole way. So this saves work and shows nowhere.
 *
 * The key holds everything else the event says, byte for byte. What is remembered points to an entry of
 * one table; `moves` of the table tells when entries were folded into others and all of it is void. One
 * store serves many tables: a night more costs no memory. */
#include "incident/table/table.h"

#define REPEATS 1024u /* a key has one place; the newer of two takes it */

struct repeat {
    struct wd_repeat_key key;
    struct wd_known known;
    uint64_t table, moves; /* its serial: an address may be used again */
};

struct wd_repeats {
    struct repeat places[REPEATS];
};

struct wd_repeats *wd_repeats_new(void)
{
    return calloc(1, sizeof(struct wd_repeats));
}

void wd_repeats_free(struct wd_repeats *repeats)
{
    free(repeats);
}

void wd_repeat_key_of(struct wd_repeat_key *ret_key, const struct wd_event *event,
                      struct wd_str said_by_rules)
{
    struct wd_event_key key = {.bytes = ret_key->bytes, .max = sizeof ret_key->bytes};

    /* A request log's 401 is also a fact for correlation. */
    key.full = event->kind != WD_KIND_DENIAL || event->dialect == WD_DIALECT_RUN_REQUEST;
    wd_event_key_put(&key, event, WD_LOOKER_REPEAT);
    wd_event_key_put_str(&key, said_by_rules);
    ret_key->len = key.full ? 0 : key.len;
    ret_key->hash = wd_hash(wd_str_make(ret_key->bytes, ret_key->len));
}

static const struct repeat *find(const struct wd_table *table, const struct wd_repeats *repeats,
                                 const struct wd_repeat_key *key)
{
    const struct repeat *repeat;

    if (!repeats || key->len == 0)
        return NULL;
    repeat = &repeats->places[key->hash % REPEATS];
    return repeat->table == table->serial && repeat->moves == table->moves &&
                   repeat->key.hash == key->hash &&
                   wd_str_eq(wd_str_make(repeat->key.bytes, repeat->key.len),
                             wd_str_make(key->bytes, key->len))
               ? repeat
               : NULL;
}

int wd_table_add_repeat(struct wd_table *table, const struct wd_repeats *repeats,
                        const struct wd_repeat_key *key, const struct wd_event *event,
                        struct wd_error *err)
{
    const struct repeat *repeat = find(table, repeats, key);

    if (!repeat || !wd_entry_add_repeat(repeat->known.entry, event, repeat->known.fingerprint,
                                        &repeat->known.says))
        return 0;
    wd_table_count_denial(table, event, repeat->known.entry->incident.rule);
    if (event->dedup && wd_dedup_add(&table->dedup, event->dedup, repeat->known.fingerprint,
                                     repeat->known.entry->id, err) < 0)
        return -1;
    table->added = repeat->known;
    return 1;
}

void wd_table_remember(const struct wd_table *table, struct wd_repeats *repeats,
                       const struct wd_repeat_key *key)
{
    struct repeat *repeat;

    if (!repeats || key->len == 0 || !table->added.entry)
        return;
    repeat = &repeats->places[key->hash % REPEATS];
    repeat->key.len = key->len;
    repeat->key.hash = key->hash;
    memcpy(repeat->key.bytes, key->bytes, key->len);
    repeat->known = table->added;
    repeat->table = table->serial;
    repeat->moves = table->moves;
}

const struct wd_rule *wd_table_added_rule(const struct wd_table *table)
{
    return table->added.entry ? table->added.entry->incident.rule : NULL;
}
