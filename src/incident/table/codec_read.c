/* Lines of a state, one by one, into a table; those of every version that was ever kept. */
#include "incident/table/codec.h"
#include "whydenied/base/json_value.h"

enum { KEYS_MANY = 4096 /* bytes */, KEYS_TOGETHER = 16, LINE_ROOM = 8192 };

struct decoder {
    struct wd_table *table;
    const struct wd_ruleset *rules;
    struct wd_str keys; /* of the line's incident, where they were cut out before it was parsed */
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

struct seen_key {
    uint64_t key, fingerprint;
};

/* Some keys, each with the fingerprint it was seen with; their places are fetched meanwhile, for waiting for one after
 * the other takes three times as long. Returns how many, 0 where the next is none. */
static size_t parse_keys(struct decoder *d, struct wd_str *rest, uint64_t fingerprint,
                         struct seen_key keys[KEYS_TOGETHER])
{
    size_t count = 0;

    while (count < KEYS_TOGETHER && rest->len >= 16) {
        struct seen_key *key = &keys[count];
        bool other = rest->len >= 33 && rest->ptr[16] == '=';

        key->fingerprint = fingerprint;
        if (!wd_hex_parse(rest->ptr, &key->key) ||
            (other && !wd_hex_parse(rest->ptr + 17, &key->fingerprint)))
            break;
        *rest = wd_str_from(*rest, other ? 33 : 16);
        wd_dedup_expect(&d->table->dedup, key->key);
        count++;
    }
    return count;
}

static int read_keys(struct decoder *d, struct wd_str rest, uint64_t fingerprint, uint32_t owner)
{
    struct seen_key keys[KEYS_TOGETHER];
    size_t count;

    if (wd_dedup_reserve(&d->table->dedup, rest.len / 16, d->err) < 0)
        return -1;
    while ((count = parse_keys(d, &rest, fingerprint, keys)) > 0)
        for (size_t i = 0; i < count; i++)
            if (wd_dedup_add(&d->table->dedup, keys[i].key, keys[i].fingerprint, owner, d->err) < 0)
                return -1;
    return rest.len == 0 ? 0 : damaged(d, "keys");
}

/* Names may only fall together if the state was tampered with; then entries merge. */
static int read_entry(struct decoder *d, const json_t *json)
{
    bool overflow = json_is_true(json_object_get(json, "overflow"));
    const char *id = json_string_value(json_object_get(json, "rule"));
    struct wd_entry *read = wd_entry_of_json(json, d->err), *entry = NULL;
    bool lookalike = json_is_true(json_object_get(json, "lookalike"));
    const json_t *keys = json_object_get(json, "keys");
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
        status = !json_is_string(keys)
                     ? damaged(d, "keys")
                     : read_keys(d,
                                 d->keys.len > 0 ? d->keys
                                                 : wd_str_make(json_string_value(keys),
                                                               json_string_length(keys)),
                                 read->incident.fingerprint, entry->id);
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

static int read_grant(struct decoder *d, struct wd_changes *into, const json_t *item)
{
    struct wd_change grant = {.time = json_integer_value(json_array_get(item, 0))};
    char **const texts[] = {&grant.actor, &grant.member, &grant.role, &grant.resource, &grant.home};
    static const size_t places[] = {2, 3, 4, 5,
                                    7}; /* the account's is absent where there is none */
    const char *word =
        json_string_value(json_array_get(item, 6)); /* absent in states of version 1 */
    int status = (!word || wd_change_of(wd_str_of(word), &grant.what)) &&
                         json_array_size(item) >= 6 &&
                         wd_hex_of_json(json_array_get(item, 1), &grant.hash)
                     ? 0
                     : damaged(d, "grants");

    for (size_t i = 0; i < 5 && status == 0; i++)
        if (wd_text_of_json(json_array_get(item, places[i]), texts[i]) < 0)
            status = damaged(d, "grants");
    if (status == 0)
        status = wd_changes_add(into, &grant, d->err);
    for (size_t i = 0; i < 5; i++)
        free(*texts[i]);
    return status;
}

static int read_grants(struct decoder *d, struct wd_changes *into, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (read_grant(d, into, json_array_get(array, i)) < 0)
            return -1;
    return json_is_array(array) ? 0 : damaged(d, "grants");
}

/* Nights of before have none, as those in which nothing was allowed; or facts that were compared otherwise. */
static int read_allowed(struct decoder *d, struct wd_allowed *into, const json_t *allowed)
{
    if (json_is_true(allowed))
        wd_allowed_give_up(into);
    for (size_t i = 0; i < json_array_size(allowed); i++) {
        const json_t *item = json_array_get(allowed, i);
        struct wd_allowed_fact fact = {.time = json_integer_value(json_array_get(item, 1)),
                                       .first = json_integer_value(json_array_get(item, 2))};
        if (!wd_hex_of_json(json_array_get(item, 0), &fact.key))
            return damaged(d, "allowed");
        for (size_t by = 0; by < WD_ALLOWED_BY_COUNT; by++)
            if (json_array_size(item) > by + 3 &&
                !wd_hex_of_json(json_array_get(item, by + 3), &fact.by[by]))
                return damaged(d, "allowed");
        if (wd_allowed_add(into, &fact, d->err) < 0)
            return -1;
    }
    return 0;
}

static int read_heard(struct decoder *d, const json_t *root)
{
    const json_t *changes = json_object_get(root, "heard");
    struct wd_heard *heard = &d->table->heard;

    if (changes && read_grants(d, &heard->changes, changes) < 0)
        return -1;
    return read_allowed(d, &heard->allowed, json_object_get(root, "heard_allowed"));
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
    if (cap < 0 || wd_table_lower_cap(d->table, (uint64_t)cap, d->err) < 0)
        return damaged(d, "caps");
    const json_t *homes = json_object_get(root, "homes"); /* nights of before have none */
    if (read_totals(d, root) < 0 || read_coverage(d, root) < 0 ||
        read_contexts(d, json_object_get(root, "contexts"), &d->table->contexts) < 0 ||
        (homes && read_contexts(d, homes, &d->table->homes) < 0) ||
        read_allowed(d, &d->table->allowed, json_object_get(root, "allowed")) < 0 ||
        read_heard(d, root) < 0)
        return -1;
    return read_grants(d, &d->table->changes, json_object_get(root, "grants"));
}

static int decode(struct decoder *d, const json_t *state)
{
    if (json_is_false(json_object_get(state, "deduplicated")))
        wd_dedup_give_up(&d->table->dedup);
    return json_object_get(state, "state") ? read_head(d, state) : read_entry(d, state);
}

int wd_table_decode_json(struct wd_table *into, const json_t *state, const struct wd_ruleset *rules,
                         struct wd_error *err)
{
    struct decoder d = {.table = into, .rules = rules, .err = err};

    return decode(&d, state);
}

/* By the parser of records, which wants room behind the text; what it leaves is jansson's. */
static json_t *parse(struct wd_str line, json_error_t *ret_why)
{
    char room[LINE_ROOM];
    struct wd_buf text;
    json_t *root;

    wd_buf_init_in(&text, WD_STATE_LINE_MAX + WD_PADDING, room, sizeof room);
    wd_buf_put(&text, line);
    if (wd_buf_reserve(&text, WD_PADDING))
        memset(text.ptr + text.len, 0, WD_PADDING);
    root = text.failed ? NULL : wd_json_load(wd_buf_str(&text));
    wd_buf_done(&text);
    if (!root)
        root = json_loadb(line.len ? line.ptr : "", line.len, JSON_REJECT_DUPLICATES, ret_why);
    return root;
}

/* A storm's keys are megabytes beside a line of two thousand bytes, and need no parser: the line without them, and the
 * keys; NULL where the whole line must be parsed. */
static json_t *parse_without_keys(struct wd_str line, struct wd_str *ret_keys)
{
    static const struct wd_str name = {"\"keys\":\"", 8};
    size_t at = wd_str_find(line, name), len;
    struct wd_str keys = wd_str_from(line, at == WD_NPOS ? line.len : at + name.len);
    struct wd_buf rest;
    json_error_t why;
    json_t *root;

    len = wd_str_find_char(keys, '"');
    if (at == WD_NPOS || len == WD_NPOS || len < KEYS_MANY ||
        wd_str_find(wd_str_from(keys, len), WD_STR("\"keys\":")) != WD_NPOS)
        return NULL;
    wd_buf_init(&rest, WD_STATE_LINE_MAX);
    wd_buf_put(&rest, wd_str_sub(line, 0, at + name.len));
    wd_buf_put(&rest, wd_str_from(keys, len));
    root = rest.failed ? NULL : parse(wd_buf_str(&rest), &why);
    wd_buf_done(&rest);
    *ret_keys = wd_str_sub(keys, 0, len);
    if (json_string_length(json_object_get(root, "keys")) == 0)
        return root;
    json_decref(root);
    return NULL;
}

int wd_table_decode(struct wd_table *into, struct wd_str line, const struct wd_ruleset *rules,
                    struct wd_error *err)
{
    struct decoder d = {.table = into, .rules = rules, .err = err};
    json_t *root = parse_without_keys(line, &d.keys);
    json_error_t why;
    int status;

    if (!root) {
        d.keys = WD_STR_NONE;
        root = parse(line, &why);
    }
    if (!root)
        return wd_fail(err, "this is no state of a table: %s", why.text);
    status = decode(&d, root);
    json_decref(root);
    return status;
}
