/* Conditions, the cheap ones first: most rules fail on dialect or code. */
#include "match/when.h"

#include <stdio.h>

#include "whydenied/vocabulary/vendor.h"

/* '*' at the end, at the start, or at both stands for anything there. */
static bool fits(const char *pattern, struct wd_str value)
{
    struct wd_str p = wd_str_of(pattern);
    bool open_end = p.len > 0 && p.ptr[p.len - 1] == '*';
    bool open_start = p.len > 1 && p.ptr[0] == '*';
    if (open_end)
        p.len--;
    if (open_start)
        p = wd_str_from(p, 1);
    if (open_start && open_end)
        return wd_str_has(value, p);
    if (open_start)
        return wd_str_ends(value, p);
    return open_end ? wd_str_starts(value, p) : wd_str_eq(value, p);
}

static bool any_fits(const char **list, size_t count, struct wd_str value)
{
    for (size_t i = 0; i < count; i++) {
        if (fits(list[i], value))
            return true;
    }
    return false;
}

static bool any_within(const char **list, size_t count, struct wd_str value)
{
    for (size_t i = 0; i < count; i++) {
        if (wd_str_has(value, wd_str_of(list[i])))
            return true;
    }
    return false;
}

static bool has_number(const int *list, size_t count, int value)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i] == value)
            return true;
    }
    return count == 0;
}

bool wd_when_allows(const struct wd_when *when, enum wd_slot slot, struct wd_str value)
{
    switch (slot) {
    case WD_SLOT_SERVICE:
        return !when->service_count || any_fits(when->services, when->service_count, value);
    case WD_SLOT_REASON:
        return !when->reason_count || any_fits(when->reasons, when->reason_count, value);
    case WD_SLOT_METHOD:
        return !when->method_count || any_fits(when->methods, when->method_count, value);
    case WD_SLOT_PERMISSION:
        return !when->permission_count ||
               any_fits(when->permissions, when->permission_count, value);
    case WD_SLOT_PRINCIPAL:
        return !when->principal_count || any_within(when->principals, when->principal_count, value);
    case WD_SLOT_URL:
        return !when->url_count || any_within(when->urls, when->url_count, value);
    case WD_SLOT_PROJECT:
        return !when->vendor_project || wd_vendor_holds_images_in(value);
    case WD_SLOT_HOST:
        return !when->host_count || any_within(when->hosts, when->host_count, value);
    default:
        return true;
    }
}

static bool pointer_holds(const struct wd_pointer_test *test, struct wd_jv root)
{
    struct wd_jv v = wd_pointer_follow(&test->pointer, root);
    enum wd_json_type type = wd_jv_type(v);
    char digits[24];
    struct wd_str value = WD_STR_NONE;
    int64_t n;
    bool b;

    if (type == WD_JSON_ABSENT || type == WD_JSON_NULL)
        return false;
    if (test->value_count == 0)
        return true;
    if (type == WD_JSON_BOOL && wd_jv_bool(v, &b))
        value = b ? WD_STR("true") : WD_STR("false");
    else if (type == WD_JSON_INTEGER && wd_jv_int(v, &n))
        value = wd_str_make(digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)n));
    else if (!wd_jv_is_str(v, &value))
        return false;
    return any_fits(test->values, test->value_count, value);
}

static bool permission_holds(const struct wd_when *when, const struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++) {
        if (wd_when_allows(when, WD_SLOT_PERMISSION, event->permissions[i].name))
            return true;
    }
    return false;
}

static const char *numbers_fail(const struct wd_when *when, const struct wd_event *event)
{
    if (when->dialects && !(when->dialects & 1u << event->dialect))
        return "dialect";
    if (when->denial && event->kind != WD_KIND_DENIAL)
        return "denial";
    if (when->refusal_count && !any_fits(when->refusals, when->refusal_count, event->refusal))
        return "refusal";
    if (!has_number(when->codes, when->code_count, event->code))
        return "code";
    return has_number(when->http, when->http_count, event->http_status) ? NULL : "http";
}

static const char *slot_fails(const struct wd_when *when, enum wd_slot slot,
                              const struct wd_event *event, wd_slot_set *ret_later)
{
    if (event->slot[slot].len == 0)
        *ret_later |= WD_SLOT_BIT(slot);
    else if (!wd_when_allows(when, slot, event->slot[slot]))
        return wd_slot_name(slot);
    return NULL;
}

static const char *slots_fail(const struct wd_when *when, const struct wd_event *event,
                              wd_slot_set *ret_later)
{
    const char *failed = NULL;

    if (when->reason_count)
        failed = slot_fails(when, WD_SLOT_REASON, event, ret_later);
    if (!failed && when->method_count)
        failed = slot_fails(when, WD_SLOT_METHOD, event, ret_later);
    if (!failed && when->service_count)
        failed = slot_fails(when, WD_SLOT_SERVICE, event, ret_later);
    if (!failed && when->principal_count)
        failed = slot_fails(when, WD_SLOT_PRINCIPAL, event, ret_later);
    if (!failed && when->url_count)
        failed = slot_fails(when, WD_SLOT_URL, event, ret_later);
    if (!failed && when->host_count)
        failed = slot_fails(when, WD_SLOT_HOST, event, ret_later);
    return failed;
}

const char *wd_when_facts_fail(const struct wd_when *when, const struct wd_event *event,
                               wd_slot_set *ret_later)
{
    *ret_later = when->vendor_project ? WD_SLOT_BIT(WD_SLOT_PROJECT) : 0;
    const char *failed = numbers_fail(when, event);
    if (failed)
        return failed;
    if (when->permission_count || when->has_permission) {
        if (event->permission_count == 0)
            *ret_later |= WD_SLOT_BIT(WD_SLOT_PERMISSION);
        else if (when->permission_count && !permission_holds(when, event))
            return "permission";
    }
    if (when->has_role && event->slot[WD_SLOT_ROLE].len == 0)
        return "has_role";
    return slots_fail(when, event, ret_later);
}

const char *wd_when_pointers_fail(const struct wd_when *when, const struct wd_event *event)
{
    for (size_t i = 0; i < when->pointer_count; i++)
        if (!pointer_holds(&when->pointers[i], event->root))
            return when->pointers[i].text;
    return NULL;
}

const char *wd_when_fails(const struct wd_when *when, const struct wd_event *event,
                          wd_slot_set *ret_later)
{
    const char *failed = wd_when_facts_fail(when, event, ret_later);

    return failed ? failed : wd_when_pointers_fail(when, event);
}
