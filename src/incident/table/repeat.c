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

/* A key has eight places; the one that was needed longest ago goes. So of two keys of one denial, that of the record
 * and that of the event, the one that is not asked for any more makes room. */
#define REPEATS   4096u
#define WAYS      8u
#define BYTES_MAX ((size_t)1024 * WD_REPEAT_KEY_MAX) /* of all keys */

struct repeat {
    char *bytes; /* NULL: free */
    unsigned len;
    struct wd_known known;
    uint64_t table, moves; /* its serial: an address may be used again */
};

struct wd_repeats {
    uint64_t hashes[REPEATS]; /* apart: eight are looked at for one key */
    uint64_t needed[REPEATS];
    uint64_t clock;
    size_t bytes;
    struct repeat places[REPEATS];
};

struct wd_repeats *wd_repeats_new(void)
{
    return calloc(1, sizeof(struct wd_repeats));
}

void wd_repeats_free(struct wd_repeats *repeats)
{
    for (size_t i = 0; repeats && i < REPEATS; i++)
        free(repeats->places[i].bytes);
    free(repeats);
}

void wd_repeat_key_of(struct wd_repeat_key *ret_key, const struct wd_event *event,
                      struct wd_str said_by_rules)
{
    struct wd_event_key key = {.bytes = ret_key->bytes, .max = sizeof ret_key->bytes};

    /* A request log's 401 is also a fact for correlation; of each record that names too much that is told. */
    key.full = event->overfull ||
               (event->kind != WD_KIND_DENIAL && event->kind != WD_KIND_CANDIDATE) ||
               event->dialect == WD_DIALECT_RUN_REQUEST;
    wd_event_key_put(&key, event, WD_LOOKER_REPEAT);
    wd_event_key_put_str(&key, said_by_rules);
    wd_repeat_key_end(ret_key, &key);
}

struct wd_event_key wd_repeat_key_begin(struct wd_repeat_key *ret_key)
{
    static const int no_dialect = -1; /* as an event's would begin */
    struct wd_event_key key = {.bytes = ret_key->bytes, .max = sizeof ret_key->bytes};

    wd_event_key_put_bytes(&key, &no_dialect, sizeof no_dialect);
    return key;
}

void wd_repeat_key_end(struct wd_repeat_key *ret_key, const struct wd_event_key *key)
{
    ret_key->len = key->full ? 0 : key->len;
    ret_key->hash = wd_hash(wd_str_make(ret_key->bytes, ret_key->len));
}

static size_t first_way(const struct wd_repeat_key *key)
{
    return key->hash % (REPEATS / WAYS) * WAYS;
}

static bool is_same(const struct repeat *repeat, const struct wd_repeat_key *key)
{
    return repeat->len == key->len && memcmp(repeat->bytes, key->bytes, key->len) == 0;
}

static struct repeat *find(const struct wd_table *table, struct wd_repeats *repeats,
                           const struct wd_repeat_key *key)
{
    if (!repeats || key->len == 0)
        return NULL;
    for (size_t i = first_way(key), end = i + WAYS; i < end; i++) {
        struct repeat *repeat = &repeats->places[i];
        if (repeats->hashes[i] != key->hash || repeat->table != table->serial ||
            repeat->moves != table->moves || !is_same(repeat, key))
            continue;
        repeats->needed[i] = ++repeats->clock;
        return repeat;
    }
    return NULL;
}

static void forget(struct wd_repeats *repeats, size_t place)
{
    struct repeat *repeat = &repeats->places[place];

    free(repeat->bytes);
    repeats->bytes -= repeat->len;
    repeats->hashes[place] = repeats->needed[place] = 0;
    *repeat = (struct repeat){0};
}

/* The key's own place, if it has one; else that of another that goes, or a free one. */
static size_t place_for(const struct wd_repeats *repeats, const struct wd_repeat_key *key)
{
    size_t first = first_way(key), place = first;

    for (size_t i = first; i < first + WAYS; i++) {
        if (repeats->hashes[i] == key->hash && is_same(&repeats->places[i], key))
            return i;
        if (repeats->needed[i] < repeats->needed[place])
            place = i;
    }
    return place;
}

/* An empty place, and room for the key; NULL: neighbours would have to go, too. */
static struct repeat *make_room(struct wd_repeats *repeats, const struct wd_repeat_key *key)
{
    size_t place = place_for(repeats, key);
    struct repeat *repeat = &repeats->places[place];

    forget(repeats, place);
    for (size_t i = first_way(key), end = i + WAYS; i < end; i++)
        if (repeats->bytes + key->len > BYTES_MAX)
            forget(repeats, i);
    if (repeats->bytes + key->len > BYTES_MAX || !(repeat->bytes = malloc(key->len)))
        return NULL;
    repeat->len = key->len;
    repeats->bytes += key->len;
    repeats->hashes[place] = key->hash;
    repeats->needed[place] = ++repeats->clock;
    return repeat;
}

int wd_table_add_repeat(struct wd_table *table, struct wd_repeats *repeats,
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
    repeat = make_room(repeats, key);
    if (!repeat)
        return;
    memcpy(repeat->bytes, key->bytes, key->len);
    repeat->known = table->added;
    repeat->table = table->serial;
    repeat->moves = table->moves;
}

const struct wd_rule *wd_table_added_rule(const struct wd_table *table)
{
    return table->added.entry ? table->added.entry->incident.rule : NULL;
}
