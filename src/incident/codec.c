/* A table not yet finished, as text that another process can merge.
 *
 * {"state":1, "totals":[…], "span":[…], "cap":n, "deduplicated":true, "shapes_full":false,
 *  "contexts":[["hex",flags],…], "grants":[…], "incidents":[{…,"keys":"hex…"},…], "shapes":[…],
 *  "overflow":{…}}
 *
 * Incidents are written one by one, in order of their names; a key is 16 hex digits, and 16 more for the
 * fingerprint it was seen with where that is not the incident's own. */
#include "codec.h"

/* ---- writing ----------------------------------------------------------------------------------- */

struct key {
    uint64_t key, fingerprint;
    uint32_t owner;
};

static int compare_keys(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static struct key *sorted_keys(const struct wd_dedup *dedup)
{
    struct key *keys = malloc((dedup->count + 1) * sizeof *keys);
    size_t count = 0;

    for (size_t i = 0; keys && i < dedup->capacity; i++)
        if (dedup->owners[i] != UINT32_MAX)
            keys[count++] = (struct key){dedup->keys[i], dedup->fingerprints[i], dedup->owners[i]};
    if (keys)
        qsort(keys, count, sizeof *keys, compare_keys);
    return keys;
}

static int append(const char *text, size_t len, void *out)
{
    wd_buf_put(out, wd_str_make(text, len));
    return 0;
}

static int put_json(struct wd_buf *out, json_t *json)
{
    int status = json ? json_dump_callback(json, append, out, JSON_COMPACT | JSON_ENCODE_ANY) : -1;

    json_decref(json);
    return status;
}

struct encoder {
    const struct wd_table *table;
    struct wd_buf *out;
    struct key *keys;
};

static void put_keys(struct encoder *e, const struct wd_entry *entry)
{
    size_t count = e->table->dedup.count, low = 0, high = count;
    char digits[17];

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (e->keys[middle].owner < entry->id)
            low = middle + 1;
        else
            high = middle;
    }
    wd_buf_putz(e->out, ",\"keys\":\"");
    for (; low < count && e->keys[low].owner == entry->id; low++) {
        wd_hex_write(e->keys[low].key, digits);
        wd_buf_putz(e->out, digits);
        wd_hex_write(e->keys[low].fingerprint, digits);
        if (e->keys[low].fingerprint != entry->incident.fingerprint)
            wd_buf_printf(e->out, "=%s", digits);
    }
    wd_buf_putz(e->out, "\"}");
}

static int put_entry(struct encoder *e, const struct wd_entry *entry)
{
    if (put_json(e->out, wd_entry_to_json(entry)) < 0 || e->out->failed || e->out->len == 0)
        return -1;
    e->out->len--; /* the closing brace comes after the keys */
    put_keys(e, entry);
    return 0;
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
    int status = sorted ? 0 : -1;

    for (const struct wd_entry *entry = head; sorted && entry; entry = entry->hh.next)
        sorted[count++] = entry;
    if (sorted)
        qsort(sorted, count, sizeof *sorted, compare_entries);
    wd_buf_putc(e->out, '[');
    for (size_t i = 0; i < count && status == 0; i++) {
        if (i > 0)
            wd_buf_putc(e->out, ',');
        status = put_entry(e, sorted[i]);
    }
    wd_buf_putc(e->out, ']');
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

static void put_head(struct encoder *e)
{
    struct wd_totals totals = e->table->totals;
    uint64_t *numbers[24];
    size_t count = wd_codec_totals(&totals, numbers);

    wd_buf_printf(e->out, "{\"state\":%d,\"totals\":[", WD_STATE_VERSION);
    for (size_t i = 0; i < count; i++)
        wd_buf_printf(e->out, "%lld,", (long long)*numbers[i]);
    wd_buf_printf(e->out, "%lld],\"span\":[", (long long)e->table->declared_duplicates);
    put_time(e->out, e->table->first);
    wd_buf_putc(e->out, ',');
    put_time(e->out, e->table->last);
    wd_buf_printf(e->out, "],\"cap\":%llu,\"deduplicated\":%s,\"shapes_full\":%s",
                  (unsigned long long)e->table->rule_cap, e->table->dedup.full ? "false" : "true",
                  e->table->unmatched_full ? "true" : "false");
}

static int put_facts(struct encoder *e)
{
    const struct wd_contexts *contexts = &e->table->contexts;
    const struct wd_grants *grants = &e->table->grants;
    json_t *array = json_array();

    for (size_t i = 0; i < contexts->count; i++)
        json_array_append_new(array, json_pack("[o,i]", wd_hex_to_json(contexts->items[i].key),
                                               (int)contexts->items[i].flags));
    wd_buf_putz(e->out, ",\"contexts\":");
    if (put_json(e->out, array) < 0)
        return -1;
    array = json_array();
    for (size_t i = 0; i < grants->count; i++) {
        const struct wd_grant *grant = &grants->items[i];
        json_array_append_new(
            array, json_pack("[I,o,o,o,o,o]", (json_int_t)grant->time, wd_hex_to_json(grant->hash),
                             wd_text_to_json(grant->actor), wd_text_to_json(grant->member),
                             wd_text_to_json(grant->role), wd_text_to_json(grant->resource)));
    }
    wd_buf_putz(e->out, ",\"grants\":");
    return json_array_size(array) == grants->count ? put_json(e->out, array)
                                                   : (json_decref(array), -1);
}

int wd_table_encode(const struct wd_table *table, struct wd_buf *out, struct wd_error *err)
{
    struct encoder e = {.table = table, .out = out, .keys = sorted_keys(&table->dedup)};
    int status = e.keys ? 0 : -1;

    if (table->finished) {
        free(e.keys);
        return wd_fail(err, "a finished table has no state");
    }
    put_head(&e);
    if (status == 0)
        status = put_facts(&e);
    wd_buf_putz(out, ",\"incidents\":");
    if (status == 0)
        status = put_entries(&e, table->entries);
    wd_buf_putz(out, ",\"shapes\":");
    if (status == 0)
        status = put_entries(&e, table->unmatched);
    if (table->overflow && status == 0) {
        wd_buf_putz(out, ",\"overflow\":");
        status = put_entry(&e, table->overflow);
    }
    wd_buf_putz(out, "}");
    free(e.keys);
    return status < 0 || out->failed ? wd_fail(err, "no memory for the state of the table") : 0;
}

/* ---- reading ----------------------------------------------------------------------------------- */

struct decoder {
    struct wd_table *table;
    const struct wd_ruleset *rules;
    struct wd_error *err;
};

static int damaged(struct decoder *d, const char *what)
{
    return wd_fail(d->err, "the %s of the state are damaged", what);
}

static const struct wd_rule *rule_of(struct decoder *d, const char *id, bool lookalike)
{
    const struct wd_rule *rule = d->rules ? wd_ruleset_find(d->rules, wd_str_of(id)) : NULL;

    return rule ? rule : wd_table_own_rule(d->table, id, lookalike);
}

static int read_keys(struct decoder *d, const json_t *json, uint64_t fingerprint, uint32_t owner)
{
    const char *at = json_string_value(json), *end;

    if (!at)
        return damaged(d, "keys");
    end = at + json_string_length(json);
    while (end - at >= 16) {
        uint64_t key, seen = fingerprint;
        if (!wd_hex_parse(at, &key))
            return damaged(d, "keys");
        at += 16;
        if (end - at >= 17 && *at == '=') {
            if (!wd_hex_parse(at + 1, &seen))
                return damaged(d, "keys");
            at += 17;
        }
        if (wd_dedup_add(&d->table->dedup, key, seen, owner, d->err) < 0)
            return -1;
    }
    return at == end ? 0 : damaged(d, "keys");
}

/* Names may only fall together if the state was tampered with; then entries merge. */
static int read_entry(struct decoder *d, const json_t *json, bool overflow)
{
    const char *id = json_string_value(json_object_get(json, "rule"));
    struct wd_entry *read = wd_entry_of_json(json, d->err), *entry = NULL;
    bool lookalike = json_is_true(json_object_get(json, "lookalike"));
    const struct wd_rule *rule = read && id ? rule_of(d, id, lookalike) : NULL;
    int status = -1;

    if (!read)
        return -1;
    if (id && !rule)
        wd_fail_memory(d->err);
    else if (id)
        entry = wd_table_place(d->table, rule, &read->identity, read->level, d->err);
    else
        entry = wd_table_place_unmatched(d->table, &read->identity, overflow, d->err);
    if (entry && wd_entry_merge(entry, read, d->err) == 0)
        status = read_keys(d, json_object_get(json, "keys"), read->incident.fingerprint, entry->id);
    wd_entry_free(read);
    return status;
}

static int read_entries(struct decoder *d, const json_t *array)
{
    if (!json_is_array(array))
        return damaged(d, "incidents");
    for (size_t i = 0; i < json_array_size(array); i++)
        if (read_entry(d, json_array_get(array, i), false) < 0)
            return -1;
    return 0;
}

static int read_totals(struct decoder *d, const json_t *root)
{
    struct wd_table *table = d->table;
    const json_t *array = json_object_get(root, "totals"), *span = json_object_get(root, "span");
    const json_t *first = json_array_get(span, 0), *last = json_array_get(span, 1);
    uint64_t *numbers[24];
    size_t count = wd_codec_totals(&table->totals, numbers);

    if (json_array_size(array) != count + 1)
        return damaged(d, "totals");
    for (size_t i = 0; i < count; i++)
        *numbers[i] = (uint64_t)json_integer_value(json_array_get(array, i));
    table->declared_duplicates = (uint64_t)json_integer_value(json_array_get(array, count));
    table->first = json_is_integer(first) ? json_integer_value(first) : WD_TIME_NONE;
    table->last = json_is_integer(last) ? json_integer_value(last) : WD_TIME_NONE;
    return 0;
}

static int read_contexts(struct decoder *d, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *item = json_array_get(array, i);
        uint64_t key;
        if (!wd_hex_of_json(json_array_get(item, 0), &key))
            return damaged(d, "contexts");
        if (wd_contexts_add(&d->table->contexts, key,
                            (unsigned)json_integer_value(json_array_get(item, 1)) & 15u,
                            d->err) < 0)
            return -1;
    }
    return json_is_array(array) ? 0 : damaged(d, "contexts");
}

static int read_grant(struct decoder *d, const json_t *item)
{
    struct wd_grant grant = {.time = json_integer_value(json_array_get(item, 0))};
    char **const texts[] = {&grant.actor, &grant.member, &grant.role, &grant.resource};
    int status = json_array_size(item) == 6 && wd_hex_of_json(json_array_get(item, 1), &grant.hash)
                     ? 0
                     : damaged(d, "grants");

    for (size_t i = 0; i < 4 && status == 0; i++)
        if (wd_text_of_json(json_array_get(item, i + 2), texts[i]) < 0)
            status = damaged(d, "grants");
    if (status == 0)
        status = wd_grants_add(&d->table->grants, &grant, d->err);
    for (size_t i = 0; i < 4; i++)
        free(*texts[i]);
    return status;
}

static int read_grants(struct decoder *d, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (read_grant(d, json_array_get(array, i)) < 0)
            return -1;
    return json_is_array(array) ? 0 : damaged(d, "grants");
}

static int read_state(struct decoder *d, const json_t *root)
{
    const json_t *overflow = json_object_get(root, "overflow");
    json_int_t cap = json_integer_value(json_object_get(root, "cap"));

    if (json_integer_value(json_object_get(root, "state")) != WD_STATE_VERSION)
        return wd_fail(d->err, "this is no state of a table, or one of another version");
    if (json_is_false(json_object_get(root, "deduplicated")))
        wd_dedup_give_up(&d->table->dedup);
    if (cap < 0 || wd_table_lower_cap(d->table, (uint64_t)cap, d->err) < 0)
        return damaged(d, "caps");
    if (read_totals(d, root) < 0 || read_contexts(d, json_object_get(root, "contexts")) < 0 ||
        read_grants(d, json_object_get(root, "grants")) < 0 ||
        read_entries(d, json_object_get(root, "incidents")) < 0 ||
        read_entries(d, json_object_get(root, "shapes")) < 0)
        return -1;
    wd_table_note_shapes_full(d->table, json_is_true(json_object_get(root, "shapes_full")));
    return overflow ? read_entry(d, overflow, true) : 0;
}

struct wd_table *wd_table_decode_with(const struct wd_table_limits *limits, struct wd_str text,
                                      const struct wd_ruleset *rules, struct wd_error *err)
{
    struct decoder d = {.table = wd_table_new_with(limits, err), .rules = rules, .err = err};
    json_error_t why;
    json_t *root;

    if (!d.table)
        return NULL;
    root = json_loadb(text.len ? text.ptr : "", text.len, JSON_REJECT_DUPLICATES, &why);
    if (!root)
        wd_fail(err, "this is no state of a table: %s", why.text);
    if (!root || read_state(&d, root) < 0) {
        wd_table_free(d.table);
        d.table = NULL;
    }
    json_decref(root);
    return d.table;
}

struct wd_table *wd_table_decode(struct wd_str text, const struct wd_ruleset *rules,
                                 struct wd_error *err)
{
    return wd_table_decode_with(&wd_table_default_limits, text, rules, err);
}
