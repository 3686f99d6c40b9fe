/* Does a record hold log entries that nobody read? Framing opens pages and answers whose lists begin with an entry; what
 * is printed otherwise (a map of entries, a list whose first element is none, an answer among lines, texts and base64 of
 * entries deeper than unwrapping looks) would be one record that says nothing. */
#include "read/reading.h"

/* Members that only entries have, as they stand in a record; inside a string, quotes are escaped. */
static const char *const telling[] = {"\"protoPayload\"",
                                      "\"textPayload\"",
                                      "\"jsonPayload\"",
                                      "\"eventName\"",
                                      "\"auditID\"",
                                      "\"_source\"",
                                      NULL};

/* How often they stand in the text; no more than `enough` are counted. */
static unsigned count_telling(struct wd_str text, unsigned enough)
{
    unsigned count = 0;

    for (const char *const *name = telling; *name; name++) {
        struct wd_str needle = wd_str_of(*name), rest = text;
        for (size_t at; count < enough && (at = wd_str_find(rest, needle)) != WD_NPOS; count++)
            rest = wd_str_from(rest, at + needle.len);
    }
    return count;
}

static bool has(struct wd_jv v, const char *name, enum wd_json_type type)
{
    return wd_jv_type(wd_jv_get(v, name)) == type;
}

static bool is_entry(struct wd_jv v)
{
    if (has(v, "protoPayload", WD_JSON_OBJECT) || has(v, "_source", WD_JSON_OBJECT))
        return true;
    if (has(v, "logName", WD_JSON_STRING))
        return has(v, "textPayload", WD_JSON_STRING) || has(v, "jsonPayload", WD_JSON_OBJECT);
    if (has(v, "eventName", WD_JSON_STRING))
        return has(v, "eventSource", WD_JSON_STRING) || has(v, "userIdentity", WD_JSON_OBJECT);
    return has(v, "auditID", WD_JSON_STRING);
}

/* Entries at or below `v`, none of them inside another. */
static unsigned count_entries(struct wd_jv v, unsigned enough)
{
    unsigned count = 0;

    if (wd_jv_type(v) == WD_JSON_OBJECT && is_entry(v))
        return 1;
    if (wd_jv_type(v) != WD_JSON_OBJECT && wd_jv_type(v) != WD_JSON_ARRAY)
        return 0;
    for (struct wd_jiter it = wd_jv_iter(v); count < enough && wd_jiter_next(&it);)
        count += count_entries(it.value, enough - count);
    return count;
}

/* May a string of it be an entry, as text or in base64? */
static bool may_be_written(struct wd_str body)
{
    return wd_str_has(body, WD_STR("Payload\\\"")) || wd_str_has(body, WD_STR("eventName\\\"")) ||
           wd_str_has(body, WD_STR("\"eyJ"));
}

static bool holds_written(struct wd_reading *r, struct wd_jv v)
{
    struct wd_str s = wd_jv_str(v);

    if (wd_str_starts(s, WD_STR("eyJ")))
        s = wd_base64_decoded(r->arena, s);
    if (s.len > 0)
        return wd_there(wd_own_in_text(r, s));
    if (wd_jv_type(v) == WD_JSON_OBJECT || wd_jv_type(v) == WD_JSON_ARRAY)
        for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it);)
            if (holds_written(r, it.value))
                return true;
    return false;
}

bool wd_holds_entries(struct wd_reading *r, struct wd_jv whole)
{
    unsigned read = r->event->dialect != WD_DIALECT_TEXT;

    if (count_telling(r->record->body, read + 1) > read && count_entries(whole, read + 1) > read)
        return true;
    return r->event->kind != WD_KIND_DENIAL && read == 0 && may_be_written(r->record->body) &&
           holds_written(r, whole);
}
