/* Statements of RAM policies: effect, action, resource, principal, condition.
 *
 * https://www.alibabacloud.com/help/en/ram/policy-structure-and-syntax */
#include "policy/ram.h"


/* "acs:SERVICE:REGION:ACCOUNT:REST", field by field: a log may not say region and account ("*"). */
static enum wd_truth arn_matches(struct wd_str pattern, struct wd_str arn)
{
    enum wd_truth all = WD_YES;

    if (wd_str_eqz(pattern, "*"))
        return WD_YES;
    if (arn.len == 0)
        return WD_MAYBE;
    for (int field = 0; field < 4; field++) {
        struct wd_str p = wd_str_cut(&pattern, ':'), a = wd_str_cut(&arn, ':');
        if (p.len == 0 || wd_str_ilike(p, a) || (a.len == 0 && field > 1))
            continue;
        if (!wd_str_eqz(a, "*"))
            return WD_NO;
        all = WD_MAYBE;
    }
    return wd_str_ilike(pattern, arn) ? all : WD_NO;
}

/* One text or a list of texts: the surest of them. */
static enum wd_truth any_matches(const json_t *value, struct wd_str text, bool arn)
{
    enum wd_truth best = WD_NO, one;
    const json_t *item;
    size_t i;

    if (json_is_string(value)) {
        struct wd_str pattern = wd_str_of(json_string_value(value));
        return arn ? arn_matches(pattern, text) : wd_str_ilike(pattern, text) ? WD_YES : WD_NO;
    }
    json_array_foreach (value, i, item)
        if (json_is_string(item)) {
            one = any_matches(item, text, arn);
            best = one > best ? one : best;
        }
    return best;
}

static enum wd_truth what(const json_t *statement, const char *is, const char *is_not,
                          struct wd_str text, bool arn)
{
    const json_t *yes = json_object_get(statement, is), *no = json_object_get(statement, is_not);

    if (yes)
        return any_matches(yes, text, arn);
    return no ? (enum wd_truth)(WD_YES - any_matches(no, text, arn)) : WD_YES;
}

/* "acs:ram::1:root" is everybody of the account who is allowed to by a policy. */
static enum wd_truth caller_is(const json_t *principal, const char *caller)
{
    static const char *const kinds[] = {"RAM", "Service", "Federated"};
    struct wd_str who = wd_str_of(caller), account;
    const json_t *item;
    size_t n;

    if (json_is_string(principal) || json_is_array(principal))
        return any_matches(principal, who, false);
    account = wd_between(who, "acs:ram::", ":");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const json_t *list = json_object_get(principal, kinds[i]);
        if (any_matches(list, who, false) == WD_YES)
            return WD_YES;
        json_array_foreach (list, n, item) {
            struct wd_str named = wd_str_of(json_string_value(item));
            if (account.len > 0 && wd_str_ends(named, WD_STR(":root")) &&
                wd_str_eq(wd_between(named, "acs:ram::", ":"), account))
                return WD_YES;
        }
    }
    return WD_NO;
}

static enum wd_truth date(const char *test, const json_t *value, wd_time now)
{
    const json_t *one = json_is_array(value) ? json_array_get(value, 0) : value;
    wd_time t = wd_time_parse(wd_str_of(json_string_value(one)), NULL);
    bool yes;

    if (t == WD_TIME_NONE || now == WD_TIME_NONE || json_array_size(value) > 1)
        return WD_MAYBE;
    if (strncmp(test, "DateLessThan", 12) == 0)
        yes = now < t || (test[12] && now == t);
    else if (strncmp(test, "DateGreaterThan", 15) == 0)
        yes = now > t || (test[15] && now == t);
    else
        return WD_MAYBE;
    return yes ? WD_YES : WD_NO;
}

/* All must hold. Only the request's time is known; *ret_open is the first key that is not. */
static enum wd_truth condition(const json_t *statement, wd_time now, struct wd_str *ret_open)
{
    json_t *operators = json_object_get(statement, "Condition"), *keys, *value;
    const char *test, *key;
    enum wd_truth all = WD_YES;

    json_object_foreach (operators, test, keys) {
        json_object_foreach (keys, key, value) {
            enum wd_truth one =
                strcmp(key, "acs:CurrentTime") == 0 ? date(test, value, now) : WD_MAYBE;
            if (one == WD_MAYBE)
                *ret_open = wd_str_of(key);
            all = one < all ? one : all;
        }
    }
    return all;
}

struct wd_ram_answer wd_ram_statements(const json_t *statements, const struct wd_access *access,
                                       struct wd_str resource, const char *caller)
{
    struct wd_ram_answer answer = {WD_NO, WD_NO, WD_STR_NONE};
    const json_t *s;
    size_t i;

    json_array_foreach (statements, i, s) {
        const json_t *principal = json_object_get(s, "Principal");
        const char *effect = json_string_value(json_object_get(s, "Effect"));
        enum wd_truth is = what(s, "Action", "NotAction", access->permission, false), part;
        struct wd_str open = WD_STR_NONE;

        part = what(s, "Resource", "NotResource", resource, true);
        is = part < is ? part : is;
        part = principal && caller ? caller_is(principal, caller) : WD_YES;
        is = part < is ? part : is;
        part = condition(s, access->time, &open);
        is = part < is ? part : is;
        if (is == WD_MAYBE && open.len > 0)
            answer.condition = open;
        if (effect && strcmp(effect, "Deny") == 0)
            answer.denies = is > answer.denies ? is : answer.denies;
        else if (effect && strcmp(effect, "Allow") == 0)
            answer.allows = is > answer.allows ? is : answer.allows;
        else
            answer.denies = answer.denies > WD_MAYBE ? answer.denies : WD_MAYBE;
    }
    return answer;
}
