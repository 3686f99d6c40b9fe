/* Statements of RAM policies: effect, action, resource, principal, condition.
 *
 * https://www.alibabacloud.com/help/en/ram/policy-structure-and-syntax */
#include "policy/ram.h"

/* "acme-data/": some object of the bucket, the log does not say which. Sure is what holds for all of them. */
static enum wd_truth any_object(struct wd_str pattern, struct wd_str bucket)
{
    size_t plain = 0, n;

    while (plain < pattern.len && pattern.ptr[plain] != '*' && pattern.ptr[plain] != '?')
        plain++;
    if (plain == pattern.len && pattern.len < bucket.len)
        return WD_NO; /* the bucket itself */
    if (wd_str_ends(pattern, WD_STR("*")) && wd_str_ilike(pattern, bucket))
        return WD_YES;
    n = plain < bucket.len ? plain : bucket.len;
    return wd_str_ieq(wd_str_sub(pattern, 0, n), wd_str_sub(bucket, 0, n)) ? WD_MAYBE : WD_NO;
}

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
    if (wd_str_ends(arn, WD_STR("/"))) {
        enum wd_truth some = any_object(pattern, arn);
        return some < all ? some : all;
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

/* All must hold. Only the request's time is known; *ret_key is the first key that is not met, or not known. */
static enum wd_truth condition(const json_t *statement, wd_time now, struct wd_str *ret_key)
{
    json_t *operators = json_object_get(statement, "Condition"), *keys, *value;
    const char *test, *key;
    enum wd_truth all = WD_YES;

    json_object_foreach (operators, test, keys) {
        json_object_foreach (keys, key, value) {
            enum wd_truth one =
                strcmp(key, "acs:CurrentTime") == 0 ? date(test, value, now) : WD_MAYBE;
            if (one < all)
                *ret_key = wd_str_of(key);
            all = one < all ? one : all;
        }
    }
    return all;
}

/* Whom the statement means; one without a principal means whoever its policy hangs on. */
static enum wd_truth meant(const json_t *statement, const struct wd_ram_caller *who,
                           struct wd_str *ret_open)
{
    const json_t *yes = json_object_get(statement, "Principal");
    const json_t *no = json_object_get(statement, "NotPrincipal");

    if (yes)
        return wd_ram_principal(yes, who, ret_open);
    return no ? (enum wd_truth)(WD_YES - wd_ram_principal(no, who, ret_open)) : WD_YES;
}

static enum wd_truth least(enum wd_truth a, enum wd_truth b)
{
    return a < b ? a : b;
}

static void weigh(const json_t *s, const struct wd_ram_request *r, struct wd_ram_answer *answer)
{
    const char *effect = json_string_value(json_object_get(s, "Effect"));
    struct wd_str key = WD_STR_NONE, who = WD_STR_NONE;
    enum wd_truth is = what(s, "Action", "NotAction", r->action, false), met, on;
    bool allow = effect && strcmp(effect, "Allow") == 0;

    answer->has_allow = answer->has_allow || allow;
    on = what(s, "Resource", "NotResource", r->resource, true);
    answer->partly = answer->partly || (is == WD_YES && on == WD_MAYBE);
    is = least(is, on);
    is = is == WD_NO ? is : least(is, meant(s, r->who, &who));
    met = condition(s, r->time, &key);
    if (is == WD_YES && met == WD_NO && allow)
        answer->unmet = key;
    if (is != WD_NO && met == WD_MAYBE)
        answer->condition = key;
    else if (is == WD_MAYBE && met == WD_YES && who.len > 0)
        answer->member = who;
    is = least(is, met);
    if (allow)
        answer->allows = is > answer->allows ? is : answer->allows;
    else if (effect && strcmp(effect, "Deny") == 0)
        answer->denies = is > answer->denies ? is : answer->denies;
    else
        answer->denies = answer->denies > WD_MAYBE ? answer->denies : WD_MAYBE;
}

struct wd_ram_answer wd_ram_statements(const json_t *statements, const struct wd_ram_request *r)
{
    struct wd_ram_answer answer = {.denies = WD_NO, .allows = WD_NO};
    const json_t *s;
    size_t i;

    json_array_foreach (statements, i, s) {
        weigh(s, r, &answer);
    }
    return answer;
}
