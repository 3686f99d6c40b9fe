/* Suppressions; see ignore.h. */
#include "whydenied/history/ignore.h"

#include <errno.h>
#include <stdlib.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/digest.h"
#include "whydenied/history.h"

#define ENTRIES_MAX 10000u

struct entry {
    const char *fingerprint, *rule, *principal, *resource; /* NULL: any; of the document */
    const char *reason, *owner, *expires;
    bool expired;
    uint64_t incidents, denials;
    json_t *fingerprints; /* of what it suppressed */
};

struct wd_ignore {
    json_t *document;
    struct entry *entries;
    size_t count;
};

/* ---- reading ----------------------------------------------------------------------------------- */

const char *const wd_ignore_keys[WD_IGNORE_KEYS] = {"fingerprint", "rule",  "principal", "resource",
                                                    "reason",      "owner", "expires"};

static int check_keys(const char *path, size_t number, json_t *object, struct wd_error *err)
{
    const char *name;
    json_t *value;

    json_object_foreach (object, name, value) {
        if (wd_str_place(wd_str_of(name), wd_ignore_keys, WD_IGNORE_KEYS) == WD_NPOS)
            return wd_fail(err, "%s: entry %zu: unknown key \"%.60s\"", path, number, name);
        if (!json_is_string(value) || json_string_length(value) == 0)
            return wd_fail(err, "%s: entry %zu: \"%s\" must be a text that says something", path,
                           number, name);
    }
    return 0;
}

static int check_entry(const char *path, size_t number, const struct entry *e, struct wd_error *err)
{
    wd_night last;

    if (!e->fingerprint && !e->rule && !e->principal && !e->resource)
        return wd_fail(err, "%s: entry %zu: needs a fingerprint, rule, principal or resource", path,
                       number);
    if (!e->reason || !e->owner || !e->expires)
        return wd_fail(err, "%s: entry %zu: reason, owner and expires must be given", path, number);
    if (!wd_night_parse(wd_str_of(e->expires), &last))
        return wd_fail(err, "%s: entry %zu: expires must be a date like 2026-12-31", path, number);
    if (e->fingerprint && !wd_is_digest(wd_str_of(e->fingerprint)))
        return wd_fail(err, "%s: entry %zu: a fingerprint is 16 hex digits", path, number);
    return 0;
}

static int read_entry(const char *path, size_t number, json_t *object, wd_night today,
                      struct entry *e, struct wd_error *err)
{
    wd_night last;

    if (!json_is_object(object))
        return wd_fail(err, "%s: entry %zu is no object", path, number);
    if (check_keys(path, number, object, err) < 0)
        return -1;
    e->fingerprint = json_string_value(json_object_get(object, "fingerprint"));
    e->rule = json_string_value(json_object_get(object, "rule"));
    e->principal = json_string_value(json_object_get(object, "principal"));
    e->resource = json_string_value(json_object_get(object, "resource"));
    e->reason = json_string_value(json_object_get(object, "reason"));
    e->owner = json_string_value(json_object_get(object, "owner"));
    e->expires = json_string_value(json_object_get(object, "expires"));
    if (check_entry(path, number, e, err) < 0)
        return -1;
    e->expired = wd_night_parse(wd_str_of(e->expires), &last) && today > last;
    e->fingerprints = json_array();
    return e->fingerprints ? 0 : wd_fail_memory(err);
}

static int check_document(const char *path, json_t *document, struct wd_error *err)
{
    const char *name;
    json_t *value;

    if (!json_is_object(document))
        return wd_fail(err, "%s: must be an object with \"suppressions\"", path);
    json_object_foreach (document, name, value) {
        (void)value;
        if (strcmp(name, "schema") != 0 && strcmp(name, "$schema") != 0 &&
            strcmp(name, "suppressions") != 0)
            return wd_fail(err, "%s: unknown key \"%.60s\"", path, name);
    }
    value = json_object_get(document, "schema");
    if (value &&
        !(json_is_string(value) && strcmp(json_string_value(value), "whydenied.ignore/1") == 0))
        return wd_fail(err, "%s: schema must be \"whydenied.ignore/1\"", path);
    if (!json_is_array(json_object_get(document, "suppressions")))
        return wd_fail(err, "%s: \"suppressions\" must be a list", path);
    if (json_array_size(json_object_get(document, "suppressions")) > ENTRIES_MAX)
        return wd_fail(err, "%s: more than %u suppressions", path, ENTRIES_MAX);
    return 0;
}

/* Never more than a limit: a path may lead to a device. */
static json_t *load(const char *path, struct wd_error *err)
{
    char *text = malloc(WD_IGNORE_BYTES_MAX + 1);
    FILE *file = text ? fopen(path, "re") : NULL;
    json_error_t why;
    json_t *document = NULL;
    size_t len = 0;

    if (!text)
        wd_fail_memory(err);
    else if (!file)
        wd_fail(err, "%s: %s", path, strerror(errno));
    else if ((len = fread(text, 1, WD_IGNORE_BYTES_MAX + 1, file)) > WD_IGNORE_BYTES_MAX)
        wd_fail(err, "%s: is longer than %u bytes", path, WD_IGNORE_BYTES_MAX);
    else if (ferror(file))
        wd_fail(err, "%s: %s", path, strerror(errno));
    else if (!(document = json_loadb(text, len, JSON_REJECT_DUPLICATES, &why)))
        wd_fail(err, "%s:%d: %s", path, why.line, why.text);
    if (file)
        fclose(file);
    free(text);
    return document;
}

static int read_document(struct wd_ignore *ignore, const char *path, wd_night today,
                         struct wd_error *err)
{
    json_t *list;

    if (check_document(path, ignore->document, err) < 0)
        return -1;
    list = json_object_get(ignore->document, "suppressions");
    ignore->entries = calloc(json_array_size(list) + 1, sizeof *ignore->entries);
    if (!ignore->entries)
        return wd_fail_memory(err);
    for (size_t i = 0; i < json_array_size(list); i++, ignore->count++)
        if (read_entry(path, i + 1, json_array_get(list, i), today, &ignore->entries[i], err) < 0)
            return -1;
    return 0;
}

struct wd_ignore *wd_ignore_load(const char *path, wd_time today, struct wd_error *err)
{
    struct wd_ignore *ignore = calloc(1, sizeof *ignore);

    if (!ignore) {
        wd_fail_memory(err);
        return NULL;
    }
    ignore->document = load(path, err);
    if (ignore->document && read_document(ignore, path, wd_night_of(today), err) == 0)
        return ignore;
    wd_ignore_free(ignore);
    return NULL;
}

void wd_ignore_free(struct wd_ignore *ignore)
{
    if (!ignore)
        return;
    for (size_t i = 0; i < ignore->count; i++)
        json_decref(ignore->entries[i].fingerprints);
    free(ignore->entries);
    json_decref(ignore->document);
    free(ignore);
}

/* ---- acting ------------------------------------------------------------------------------------ */

static bool matches_text(const char *pattern, const char *text)
{
    return !pattern || (text && wd_str_like(wd_str_of(pattern), wd_str_of(text)));
}

/* The file's reader has seen to it that it is 16 hex digits. */
static uint64_t name_of(const char *fingerprint)
{
    return strtoull(fingerprint, NULL, 16);
}

static bool matches(const struct entry *e, const struct wd_incident *incident)
{
    const char *resource = wd_incident_fact(incident, WD_SLOT_RESOURCE);

    return (!e->fingerprint || wd_incident_is_named(incident, name_of(e->fingerprint))) &&
           matches_text(e->rule, incident->rule ? incident->rule->id : NULL) &&
           matches_text(e->principal, incident->slot[WD_SLOT_PRINCIPAL]) &&
           matches_text(e->resource, resource);
}

/* What an entry asks of the members of a group. */
struct asked {
    const struct entry *entry;
    bool named; /* the group itself is */
};

static bool matches_member(const void *context, const struct wd_group_member *member)
{
    const struct asked *asked = context;
    const struct entry *e = asked->entry;

    return (asked->named || name_of(e->fingerprint) == member->fingerprint) &&
           matches_text(e->principal, wd_name_text(member->principal)) &&
           matches_text(e->resource, wd_name_text(member->resource));
}

/* Those of a group who are accepted go; of those who were not kept by name it cannot be told. */
static uint64_t take_members(struct entry *e, struct wd_table *table, size_t index)
{
    const struct wd_incident *incident = wd_table_at(table, index);
    struct asked asked = {e, !e->fingerprint ||
                                 wd_incident_is_named(incident, name_of(e->fingerprint))};

    if (!matches_text(e->rule, incident->rule ? incident->rule->id : NULL) ||
        (!e->fingerprint && !e->principal && !e->resource))
        return 0;
    return wd_table_take_members(table, index, matches_member, &asked, false, WD_LEFT_SUPPRESSED);
}

static void take(struct entry *e, const struct wd_incident *incident, uint64_t denials)
{
    char name[17];

    snprintf(name, sizeof name, "%016llx", (unsigned long long)incident->fingerprint);
    e->incidents++;
    e->denials += denials;
    json_array_append_new(e->fingerprints, json_string(name));
}

/* What was counted for another table counts no more. */
static void forget_counts(struct wd_ignore *ignore)
{
    for (size_t i = 0; i < ignore->count; i++) {
        ignore->entries[i].incidents = ignore->entries[i].denials = 0;
        json_array_clear(ignore->entries[i].fingerprints);
    }
}

/* The first entry that says so answers for it. */
static bool apply_to(struct wd_ignore *ignore, struct wd_table *table, size_t index)
{
    const struct wd_incident *incident = wd_table_at(table, index);
    uint64_t some;

    for (size_t i = 0; i < ignore->count; i++) {
        struct entry *e = &ignore->entries[i];
        if (e->expired)
            continue;
        if (matches(e, incident)) {
            take(e, incident, incident->count);
            return true;
        }
        some = incident->members.count ? take_members(e, table, index) : 0;
        if (some)
            take(e, incident, some);
        if (some && incident->count == 0)
            return true;
    }
    return false;
}

void wd_ignore_apply(struct wd_ignore *ignore, struct wd_table *table, bool *hidden)
{
    forget_counts(ignore);
    for (size_t i = 0; i < wd_table_count(table); i++)
        hidden[i] = apply_to(ignore, table, i) || hidden[i];
}

static const char *state_of(const struct entry *e)
{
    if (e->expired)
        return "expired";
    return e->incidents ? "active" : "unused";
}

static json_t *entry_to_json(const struct entry *e)
{
    const struct {
        const char *name, *value;
    } texts[] = {{"state", state_of(e)},    {"fingerprint", e->fingerprint},
                 {"rule", e->rule},         {"principal", e->principal},
                 {"resource", e->resource}, {"reason", e->reason},
                 {"owner", e->owner},       {"expires", e->expires}};
    json_t *object = json_object();

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].value)
            json_object_set_new(object, texts[i].name, json_string(texts[i].value));
    json_object_set_new(object, "incidents", json_integer((json_int_t)e->incidents));
    json_object_set_new(object, "denials", json_integer((json_int_t)e->denials));
    json_object_set(object, "fingerprints", e->fingerprints);
    return object;
}

json_t *wd_ignore_to_json(const struct wd_ignore *ignore)
{
    json_t *array = json_array();

    for (size_t i = 0; i < ignore->count; i++)
        json_array_append_new(array, entry_to_json(&ignore->entries[i]));
    if (json_array_size(array) == ignore->count)
        return array;
    json_decref(array);
    return NULL;
}

static json_t *stale_sentence(const struct entry *e)
{
    const char *const names[] = {"fingerprint", "rule", "principal", "resource"};
    const char *const values[] = {e->fingerprint, e->rule, e->principal, e->resource};
    struct wd_buf text;
    json_t *sentence;

    wd_buf_init(&text, WD_IGNORE_BYTES_MAX);
    wd_buf_putz(&text, "suppression of");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (values[i])
            wd_buf_printf(&text, " %s %s", names[i], values[i]);
    if (e->expired)
        wd_buf_printf(&text, " (%s): expired on %s", e->owner, e->expires);
    else
        wd_buf_printf(&text, " (%s): matches nothing", e->owner);
    sentence = text.failed ? NULL : json_stringn(text.ptr, text.len);
    wd_buf_done(&text);
    return sentence;
}

json_t *wd_ignore_stale(const struct wd_ignore *ignore)
{
    json_t *array = json_array();

    for (size_t i = 0; i < ignore->count; i++)
        if ((ignore->entries[i].expired || ignore->entries[i].incidents == 0) &&
            json_array_append_new(array, stale_sentence(&ignore->entries[i])) < 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}
