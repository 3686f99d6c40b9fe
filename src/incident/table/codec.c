/* A table not yet finished, as lines of JSON that another process can merge, one by one, into any table.
 *
 * First {"cap":n, "contexts":[["hex",flags],…], "deduplicated":true, "grants":[…], …, "span":[…], "state":2,
 * "totals":[…]}, then a line an incident, in order of their names: {…, "keys":"hex…", …}. A key is 16 hex
 * digits, and "=" with 16 more for the fingerprint it was seen with where that is not the incident's own.
 * The overflow of unmatched shapes says so. Lines are compact, ASCII, and sorted by name: they travel
 * through other people's programs (run/keyed.h). */
#include "incident/table/codec.h"

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
    wd_buf_putz(e->out, "\"keys\":\"");
    for (; low < count && e->keys[low].owner == entry->id; low++) {
        wd_hex_write(e->keys[low].key, digits);
        wd_buf_putz(e->out, digits);
        wd_hex_write(e->keys[low].fingerprint, digits);
        if (e->keys[low].fingerprint != entry->incident.fingerprint)
            wd_buf_printf(e->out, "=%s", digits);
    }
    wd_buf_putc(e->out, '"');
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
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
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count && status == 0; i++) {
        value = json_object_get(json, names[i]);
        wd_buf_putc(e->out, i ? ',' : '{');
        if (!value) {
            put_keys(e, entry);
            continue;
        }
        wd_buf_printf(e->out, "\"%s\":", names[i]);
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

static int put_changes(struct encoder *e)
{
    const struct wd_changes *changes = &e->table->changes;
    json_t *array = json_array();

    for (size_t i = 0; i < changes->count; i++) {
        const struct wd_change *change = &changes->items[i];
        json_array_append_new(
            array, json_pack("[I,o,o,o,o,o,s]", (json_int_t)change->time,
                             wd_hex_to_json(change->hash), wd_text_to_json(change->actor),
                             wd_text_to_json(change->member), wd_text_to_json(change->role),
                             wd_text_to_json(change->resource), wd_change_word(change->what)));
    }
    wd_buf_putz(e->out, ",\"grants\":");
    return json_array_size(array) == changes->count ? put_json(e->out, array)
                                                    : (json_decref(array), -1);
}

/* What is of no incident. */
static int put_head(struct encoder *e)
{
    wd_buf_printf(e->out, "{\"cap\":%llu", (unsigned long long)e->table->rule_cap);
    if (put_contexts(e, "contexts", &e->table->contexts) < 0)
        return wd_fail_memory(e->err);
    wd_buf_putz(e->out, ",\"coverage\":");
    if (put_json(e->out, wd_coverage_to_json(&e->table->coverage)) < 0)
        return wd_fail_memory(e->err);
    wd_buf_printf(e->out, ",\"deduplicated\":%s", e->table->dedup.full ? "false" : "true");
    if (put_changes(e) < 0 || put_contexts(e, "homes", &e->table->homes) < 0)
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
static int read_entry(struct decoder *d, const json_t *json)
{
    bool overflow = json_is_true(json_object_get(json, "overflow"));
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

static int read_totals(struct decoder *d, const json_t *root)
{
    const json_t *array = json_object_get(root, "totals"), *span = json_object_get(root, "span");
    uint64_t *numbers[24];
    size_t count = wd_codec_totals(&d->table->totals, numbers);

    /* States of before the foreign were counted end one number earlier. */
    if (json_array_size(array) != count + 1 && json_array_size(array) != count + 2)
        return damaged(d, "totals");
    for (size_t i = 0; i < count; i++)
        *numbers[i] += (uint64_t)json_integer_value(json_array_get(array, i));
    d->table->declared_duplicates += (uint64_t)json_integer_value(json_array_get(array, count));
    d->table->totals.foreign += (uint64_t)json_integer_value(json_array_get(array, count + 1));
    for (size_t i = 0; i < 2; i++)
        if (json_is_integer(json_array_get(span, i)))
            wd_table_see_time(d->table, json_integer_value(json_array_get(span, i)));
    return 0;
}

static int read_contexts(struct decoder *d, const json_t *array, struct wd_contexts *into)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *item = json_array_get(array, i);
        uint64_t key;
        if (!wd_hex_of_json(json_array_get(item, 0), &key))
            return damaged(d, "contexts");
        if (wd_contexts_add(into, key, (unsigned)json_integer_value(json_array_get(item, 1)) & 15u,
                            d->err) < 0)
            return -1;
    }
    return json_is_array(array) ? 0 : damaged(d, "contexts");
}

static int read_grant(struct decoder *d, const json_t *item)
{
    struct wd_change grant = {.time = json_integer_value(json_array_get(item, 0))};
    char **const texts[] = {&grant.actor, &grant.member, &grant.role, &grant.resource};
    const char *word =
        json_string_value(json_array_get(item, 6)); /* absent in states of version 1 */
    int status = (!word || wd_change_of(wd_str_of(word), &grant.what)) &&
                         json_array_size(item) >= 6 &&
                         wd_hex_of_json(json_array_get(item, 1), &grant.hash)
                     ? 0
                     : damaged(d, "grants");

    for (size_t i = 0; i < 4 && status == 0; i++)
        if (wd_text_of_json(json_array_get(item, i + 2), texts[i]) < 0)
            status = damaged(d, "grants");
    if (status == 0)
        status = wd_changes_add(&d->table->changes, &grant, d->err);
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

static int read_coverage(struct decoder *d, const json_t *root)
{
    struct wd_coverage coverage;

    if (!wd_coverage_of_json(json_object_get(root, "coverage"), &coverage))
        return damaged(d, "logs seen");
    wd_coverage_merge(&d->table->coverage, &coverage);
    return 0;
}

static int read_head(struct decoder *d, const json_t *root)
{
    json_int_t cap = json_integer_value(json_object_get(root, "cap"));
    json_int_t version = json_integer_value(json_object_get(root, "state"));

    if (version < 1 || version > WD_STATE_VERSION)
        return wd_fail(d->err, "this is no state of a table, or one of another version");
    if (json_is_false(json_object_get(root, "deduplicated")))
        wd_dedup_give_up(&d->table->dedup);
    if (cap < 0 || wd_table_lower_cap(d->table, (uint64_t)cap, d->err) < 0)
        return damaged(d, "caps");
    const json_t *homes = json_object_get(root, "homes"); /* nights of before have none */
    if (read_totals(d, root) < 0 || read_coverage(d, root) < 0 ||
        read_contexts(d, json_object_get(root, "contexts"), &d->table->contexts) < 0 ||
        (homes && read_contexts(d, homes, &d->table->homes) < 0))
        return -1;
    return read_grants(d, json_object_get(root, "grants"));
}

int wd_table_decode_json(struct wd_table *into, const json_t *state, const struct wd_ruleset *rules,
                         struct wd_error *err)
{
    struct decoder d = {.table = into, .rules = rules, .err = err};

    return json_object_get(state, "state") ? read_head(&d, state) : read_entry(&d, state);
}

int wd_table_decode(struct wd_table *into, struct wd_str line, const struct wd_ruleset *rules,
                    struct wd_error *err)
{
    json_error_t why;
    json_t *root;
    int status;

    root = json_loadb(line.len ? line.ptr : "", line.len, JSON_REJECT_DUPLICATES, &why);
    if (!root)
        return wd_fail(err, "this is no state of a table: %s", why.text);
    status = wd_table_decode_json(into, root, rules, err);
    json_decref(root);
    return status;
}
