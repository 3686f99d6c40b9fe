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
