/* What a trust policy asks of a call beside who makes it: sts:ExternalId, the audience and subject of an
 * OIDC token, a source address. Conditions are read, kept and explained; none is ever dropped or loosened.
 *
 * Form: https://www.alibabacloud.com/help/en/ram/user-guide/edit-the-trust-policy-of-a-ram-role */
#include "advise/alibaba/ram.h"

enum { SHOWN_MAX = 400 }; /* bytes of conditions in a sentence; the file itself has the rest */

bool wd_trust_allows(const json_t *statement)
{
    const char *effect = json_string_value(json_object_get(statement, "Effect"));

    return effect && strcmp(effect, "Allow") == 0;
}

bool wd_trust_holds(const json_t *value, struct wd_str who)
{
    json_t *item;
    size_t i;

    if (json_is_string(value))
        return wd_str_eqz(who, json_string_value(value));
    json_array_foreach (value, i, item)
        if (wd_trust_holds(item, who))
            return true;
    return false;
}

/* "acs:ram::123:role/x" is one of the identities that "acs:ram::123:root" stands for. */
static struct wd_str root_of(struct wd_arena *arena, struct wd_str who)
{
    size_t colon = wd_str_rfind_char(who, ':');

    if (!wd_str_starts(who, WD_STR("acs:ram::")) || colon == WD_NPOS)
        return WD_STR_NONE;
    return wd_arena_printf(arena, "%.*s:root", (int)colon, who.ptr);
}

enum wd_trusted wd_trust_of(struct wd_arena *arena, const json_t *policy, const char *kind,
                            struct wd_str who)
{
    struct wd_str root = root_of(arena, who);
    enum wd_trusted trusted = WD_TRUSTED_NOT;
    json_t *statement;
    size_t i;

    json_array_foreach (json_object_get(policy, "Statement"), i, statement) {
        json_t *named = json_object_get(json_object_get(statement, "Principal"), kind);
        if (!wd_trust_allows(statement) ||
            (!wd_trust_holds(named, who) && !(root.len && wd_trust_holds(named, root))))
            continue;
        if (!json_object_get(statement, "Condition"))
            return WD_TRUSTED_PLAINLY;
        trusted = WD_TRUSTED_ON_CONDITION;
    }
    return trusted;
}

static void put_values(struct wd_buf *out, const json_t *value)
{
    json_t *item;
    size_t i;

    if (json_is_string(value))
        wd_buf_put(out, wd_str_of(json_string_value(value)));
    json_array_foreach (value, i, item) {
        if (i > 0)
            wd_buf_put(out, WD_STR(" | "));
        put_values(out, item);
    }
}

/* {"StringEquals": {"sts:ExternalId": "x"}} → "sts:ExternalId (StringEquals) x" */
static void put_condition(struct wd_buf *out, json_t *condition)
{
    const char *test, *key;
    json_t *keys, *value;

    json_object_foreach (condition, test, keys) {
        json_object_foreach (keys, key, value) {
            if (wd_buf_str(out).len > 0)
                wd_buf_put(out, WD_STR("; "));
            wd_buf_put(out, wd_str_of(key));
            wd_buf_put(out, WD_STR(" ("));
            wd_buf_put(out, wd_str_of(test));
            wd_buf_put(out, WD_STR(") "));
            put_values(out, value);
        }
    }
}

struct wd_str wd_trust_conditions(struct wd_arena *arena, const json_t *policy)
{
    struct wd_buf out;
    struct wd_str all;
    json_t *statement;
    size_t i;

    wd_buf_init(&out, SHOWN_MAX);
    json_array_foreach (json_object_get(policy, "Statement"), i, statement)
        if (wd_trust_allows(statement))
            put_condition(&out, json_object_get(statement, "Condition"));
    all = wd_arena_copy(arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return all;
}
