/* A table not yet finished, as lines of JSON that another process can merge, one by one, into any table.
 *
 * First {"allowed":[["hex",last,first,"hex",…],…], "cap":n, "contexts":[["hex",flags],…], "deduplicated":true, "grants":[…], …, "span":[…], "state":2,
 * "totals":[…]}, then a line an incident, in order of their names: {…, "keys":"hex…", …}. A key is 16 hex digits, and
 * "=" with 16 more for the fingerprint it was seen with where that is not the incident's own. The overflow of
 * unmatched shapes says so; and what stands alone says that there were too many keys to hold. Lines are compact,
 * ASCII, and sorted by name: they travel through other people's programs (run/keyed.h). codec_read.c reads them. */
#include "incident/table/codec.h"
#include "whydenied/base/list.h"

/* ---- writing ----------------------------------------------------------------------------------- */

struct key {
    uint64_t key, fingerprint;
    uint32_t owner;
};

enum { KEY_BYTES = 12 };

/* Byte number `byte` of what keys are ordered by: the key, and above it the owner. */
static unsigned byte_of(const struct key *key, unsigned byte)
{
    return (unsigned)(byte < 8 ? key->key >> (8 * byte) : key->owner >> (8 * (byte - 8))) & 255u;
}

typedef unsigned byte_counts[KEY_BYTES][256];

static void count_bytes(const struct key *keys, size_t count, byte_counts counts)
{
    memset(counts, 0, sizeof(byte_counts));
    for (size_t i = 0; i < count; i++)
        for (unsigned byte = 0; byte < KEY_BYTES; byte++)
            counts[byte][byte_of(&keys[i], byte)]++;
}

/* Moves the keys to `to` in the order of one byte; false where that would change nothing. */
static bool order_by_byte(const struct key *keys, struct key *to, size_t count, unsigned byte,
                          unsigned starts[256])
{
    unsigned at = 0;

    if (count == 0 || starts[byte_of(&keys[0], byte)] == count)
        return false;
    for (unsigned i = 0; i < 256; i++) {
        unsigned many = starts[i];
        starts[i] = at;
        at += many;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[byte_of(&keys[i], byte)]++] = keys[i];
    return true;
}

/* By owner, then by key, byte by byte: a storm has up to 2^18, and comparing them takes five times as long. */
static struct key *sorted_keys(const struct wd_dedup *dedup)
{
    struct key *keys = malloc((dedup->count + 1) * sizeof *keys);
    struct key *room = malloc((dedup->count + 1) * sizeof *keys);
    byte_counts counts;
    size_t count = 0;

    for (size_t i = 0; keys && i < dedup->capacity; i++)
        if (dedup->owners[i] != UINT32_MAX)
            keys[count++] = (struct key){dedup->keys[i], dedup->fingerprints[i], dedup->owners[i]};
    count_bytes(keys, count, counts);
    for (unsigned byte = 0; keys && room && byte < KEY_BYTES; byte++)
        if (order_by_byte(keys, room, count, byte, counts[byte])) {
            struct key *ordered = room;
            room = keys;
            keys = ordered;
        }
    if (!room) {
        free(keys);
        keys = NULL;
    }
    free(room);
    return keys;
}

static int append(const char *text, size_t len, void *out)
{
    wd_buf_put(out, wd_str_make(text, len));
    return 0;
}

static int put_json(struct wd_buf *out, json_t *json)
{
    int status = json ? json_dump_callback(json, append, out,
                                           JSON_COMPACT | JSON_ENCODE_ANY | JSON_ENSURE_ASCII |
                                               JSON_SORT_KEYS)
                      : -1;

    json_decref(json);
    return status;
}

struct encoder {
    const struct wd_table *table;
    struct wd_buf *out; /* one line */
    struct key *keys;
    wd_state_line_fn line;
    void *context;
    struct wd_error *err;
};

static int emit(struct encoder *e, uint64_t fingerprint)
{
    if (e->out->failed)
        return wd_fail_memory(e->err);
    return e->line(e->context, fingerprint, wd_buf_str(e->out), e->err);
}

static void put_hex(struct wd_buf *out, uint64_t value)
{
    char digits[17];

    wd_hex_write(value, digits);
    wd_buf_put(out, wd_str_make(digits, 16));
}

static void put_keys(struct encoder *e, const struct wd_entry *entry)
{
    size_t count = e->table->dedup.count, low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->keys[middle].owner < entry->id)
            low = middle + 1;
        else
            high = middle;
    }
    wd_buf_putz(e->out, "\"keys\":\"");
    for (high = low; high < count && e->keys[high].owner == entry->id;)
        high++;
    wd_buf_reserve(e->out, 16 * (high - low));
    for (; low < high; low++) {
        put_hex(e->out, e->keys[low].key);
        if (e->keys[low].fingerprint == entry->incident.fingerprint)
            continue;
        wd_buf_putc(e->out, '=');
        put_hex(e->out, e->keys[low].fingerprint);
    }
    wd_buf_putc(e->out, '"');
}

/* Member by member, for one of them is longer than all others together and is not made a value first. */
static int put_members(struct encoder *e, json_t *json, const struct wd_entry *entry)
{
    const char *names[WD_ENTRY_MEMBERS_MAX] = {"keys"}, *name;
    size_t count = 1;
    json_t *value;
    int status = 0;

    json_object_foreach (json, name, value)
        if (count < WD_ENTRY_MEMBERS_MAX)
            names[count++] = name;
    qsort(names, count, sizeof *names, wd_list_by_bytes);
    for (size_t i = 0; i < count && status == 0; i++) {
        value = json_object_get(json, names[i]);
        wd_buf_putc(e->out, i ? ',' : '{');
        if (!value) {
            put_keys(e, entry);
            continue;
        }
        wd_buf_putc(e->out, '"');
        wd_buf_putz(e->out, names[i]);
        wd_buf_putz(e->out, "\":");
        status = put_json(e->out, json_incref(value));
    }
    wd_buf_putc(e->out, '}');
    return status;
}

static int put_entry(struct encoder *e, const struct wd_entry *entry)
{
    json_t *json = wd_entry_to_json(entry);
    int status = json ? 0 : -1;

    wd_buf_clear(e->out);
    if (status == 0 && entry == e->table->overflow)
        status = json_object_set_new(json, "overflow", json_true());
    if (status == 0 && e->table->dedup.full)
        status = json_object_set_new(json, "deduplicated", json_false());
    if (status == 0)
        status = put_members(e, json, entry);
    json_decref(json);
    return status < 0 ? wd_fail_memory(e->err) : emit(e, entry->incident.fingerprint);
}

static int compare_entries(const void *a, const void *b)
{
    const struct wd_entry *x = *(const struct wd_entry *const *)a;
    const struct wd_entry *y = *(const struct wd_entry *const *)b;

    return x->incident.fingerprint < y->incident.fingerprint
               ? -1
               : x->incident.fingerprint > y->incident.fingerprint;
}

static int put_entries(struct encoder *e, const struct wd_entry *head)
{
    const struct wd_entry **sorted = malloc((HASH_COUNT(head) + 1) * sizeof *sorted);
    size_t count = 0;
    int status = sorted ? 0 : wd_fail_memory(e->err);

    for (const struct wd_entry *entry = head; sorted && entry; entry = entry->hh.next)
        sorted[count++] = entry;
    if (sorted)
        qsort(sorted, count, sizeof *sorted, compare_entries);
    for (size_t i = 0; i < count && status == 0; i++)
        status = put_entry(e, sorted[i]);
    free(sorted);
    return status;
}

static void put_time(struct wd_buf *out, wd_time t)
{
    if (t == WD_TIME_NONE)
        wd_buf_putz(out, "null");
    else
        wd_buf_printf(out, "%lld", (long long)t);
}

/* From "span" on. */
static void put_sums(struct encoder *e)
{
    struct wd_totals totals = e->table->totals;
    uint64_t *numbers[24];
    size_t count = wd_codec_totals(&totals, numbers);

    wd_buf_putz(e->out, ",\"span\":[");
    put_time(e->out, e->table->first);
    wd_buf_putc(e->out, ',');
    put_time(e->out, e->table->last);
    wd_buf_printf(e->out, "],\"state\":%d,\"totals\":[", WD_STATE_VERSION);
    for (size_t i = 0; i < count; i++)
        wd_buf_printf(e->out, "%lld,", (long long)*numbers[i]);
    wd_buf_printf(e->out, "%lld,%lld]}", (long long)e->table->declared_duplicates,
                  (long long)totals.foreign);
}

static int put_contexts(struct encoder *e, const char *name, const struct wd_contexts *contexts)
{
    json_t *array = json_array();

    for (size_t i = 0; i < contexts->count; i++)
        json_array_append_new(array, json_pack("[o,i]", wd_hex_to_json(contexts->items[i].key),
                                               (int)contexts->items[i].flags));
    wd_buf_printf(e->out, ",\"%s\":", name);
    if (json_array_size(array) == contexts->count)
        return put_json(e->out, array);
    json_decref(array);
    return -1;
}

/* Most states have none. Between what stands before and behind it, where there is any. */
static int put_allowed(struct encoder *e, const char *before, const struct wd_allowed *allowed,
                       const char *behind)
{
    json_t *array;

    if (allowed->many)
        wd_buf_printf(e->out, "%s:true%s", before, behind);
    if (allowed->count == 0)
        return 0;
    array = json_array();
    for (size_t i = 0; i < allowed->count; i++) {
        const struct wd_allowed_fact *fact = &allowed->items[i];
        json_t *item = json_pack("[o,I,I]", wd_hex_to_json(fact->key), (json_int_t)fact->time,
                                 (json_int_t)fact->first);
        for (size_t by = 0; by < WD_ALLOWED_BY_COUNT; by++)
            json_array_append_new(item, wd_hex_to_json(fact->by[by]));
        json_array_append_new(array, item);
    }
    wd_buf_printf(e->out, "%s:", before);
    if (json_array_size(array) != allowed->count) {
        json_decref(array);
        return -1;
    }
    if (put_json(e->out, array) < 0)
        return -1;
    wd_buf_putz(e->out, behind);
    return 0;
}

/* An account stands behind the rest, where there is one. */
static json_t *change_to_json(const struct wd_change *change)
{
    json_t *item = json_pack("[I,o,o,o,o,o,s]", (json_int_t)change->time,
                             wd_hex_to_json(change->hash), wd_text_to_json(change->actor),
                             wd_text_to_json(change->member), wd_text_to_json(change->role),
                             wd_text_to_json(change->resource), wd_change_word(change->what));

    if (!item || !change->home || json_array_append_new(item, wd_text_to_json(change->home)) == 0)
        return item;
    json_decref(item);
    return NULL;
}

static int put_changes(struct encoder *e, const char *name, const struct wd_changes *changes)
{
    json_t *array = json_array();

    for (size_t i = 0; i < changes->count; i++)
        json_array_append_new(array, change_to_json(&changes->items[i]));
    wd_buf_printf(e->out, ",\"%s\":", name);
    return json_array_size(array) == changes->count ? put_json(e->out, array)
                                                    : (json_decref(array), -1);
}

/* By the word of who is not the platform: few states have any. */
static int put_heard(struct encoder *e)
{
    const struct wd_heard *heard = &e->table->heard;

    if (heard->changes.count > 0 && put_changes(e, "heard", &heard->changes) < 0)
        return -1;
    return put_allowed(e, ",\"heard_allowed\"", &heard->allowed, "");
}

/* What is of no incident. */
static int put_head(struct encoder *e)
{
    wd_buf_putz(e->out, "{");
    if (put_allowed(e, "\"allowed\"", &e->table->allowed, ",") < 0)
        return -1;
    wd_buf_printf(e->out, "\"cap\":%llu", (unsigned long long)e->table->rule_cap);
    if (put_contexts(e, "contexts", &e->table->contexts) < 0)
        return wd_fail_memory(e->err);
    wd_buf_putz(e->out, ",\"coverage\":");
    if (put_json(e->out, wd_coverage_to_json(&e->table->coverage)) < 0)
        return wd_fail_memory(e->err);
    wd_buf_printf(e->out, ",\"deduplicated\":%s", e->table->dedup.full ? "false" : "true");
    if (put_changes(e, "grants", &e->table->changes) < 0 || put_heard(e) < 0 ||
        put_contexts(e, "homes", &e->table->homes) < 0)
        return wd_fail_memory(e->err);
    put_sums(e);
    return emit(e, 0);
}

int wd_table_encode(const struct wd_table *table, wd_state_line_fn line, void *context,
                    struct wd_error *err)
{
    struct wd_buf out;
    struct encoder e = {.table = table, .out = &out, .line = line, .context = context, .err = err};
    int status;

    if (table->finished)
        return wd_fail(err, "a finished table has no state");
    wd_buf_init(&out, WD_STATE_LINE_MAX);
    e.keys = sorted_keys(&table->dedup);
    status = e.keys ? put_head(&e) : wd_fail_memory(err);
    if (status == 0)
        status = put_entries(&e, table->entries);
    if (status == 0)
        status = put_entries(&e, table->unmatched);
    if (table->overflow && status == 0)
        status = put_entry(&e, table->overflow);
    free(e.keys);
    wd_buf_done(&out);
    return status;
}
