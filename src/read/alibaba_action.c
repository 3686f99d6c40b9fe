/* The RAM action that an operation of a product takes. */
#include "read/alibaba.h"

#include "whydenied/base/char.h"
#include "whydenied/read/trail_calls.h"

/* A product's action prefix where it is not the service's name in lower case. */
static struct wd_str ram_code(struct wd_str service)
{
    static const char *const codes[][2] = {
        {"pai-dlc", "paidlc"},
        {"paidlc", "paidlc"},
        {"aiworkspace", "paiworkspace"},
        {"sls", "log"},
        {"cr", "cr"},
        {"paieas", "eas"},
        {"dataworks-public", "dataworks"},
        {"dms-enterprise", "dms"},
        {"r-kvstore", "kvstore"},
        {"pai-eas", "eas"},
        {"pai-dsw", "paidsw"},
        {"maxcompute", "odps"},
    };

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (wd_str_ieq(service, wd_str_of(codes[i][0])))
            return wd_str_of(codes[i][1]);
    return service;
}

static void add_action(struct wd_reading *r, struct wd_str action, enum wd_source source)
{
    struct wd_event *event = r->event;

    wd_event_add_permission(event, action, event->slot[WD_SLOT_RESOURCE], WD_GRANTED_NO);
    event->permissions[event->permission_count - 1].source = (unsigned char)source;
    wd_event_set(event, WD_SLOT_PERMISSION, action, source);
}

/* An operation of a product's table tells its actions for sure (ListObjectsV2 takes oss:ListObjects); elsewhere
 * "product:Operation" is how most actions are called, and a guess. */
void wd_alibaba_action(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str service = ram_code(event->slot[WD_SLOT_SERVICE]);
    struct wd_str method = event->slot[WD_SLOT_METHOD];
    struct wd_str actions[WD_OSS_ACTIONS_MAX];
    size_t count;

    if (event->permission_count > 0 || service.len == 0 || method.len == 0)
        return;
    count = wd_trail_actions(service, method, actions);
    for (size_t i = 0; i < count; i++)
        add_action(r, actions[i], WD_SOURCE_FIELD);
    if (count == 0)
        add_action(
            r, wd_arena_concat(r->arena, (const struct wd_str[]){service, WD_STR(":"), method}, 3),
            WD_SOURCE_CARRIER);
}

bool wd_alibaba_is_api(struct wd_str s)
{
    size_t uppers = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (!wd_is_upper(s.ptr[i]) && !wd_is_lower(s.ptr[i]))
            return false;
        uppers += wd_is_upper(s.ptr[i]);
    }
    return uppers >= 2 && uppers < s.len && wd_is_upper(s.ptr[0]);
}

/* Names of classes and codes are written alike; an operation begins with what it does. */
static bool is_operation(struct wd_str s)
{
    static const char *const verbs[] = {
        "Create",  "Delete", "Describe", "List",    "Get",     "Put",      "Run",
        "Start",   "Stop",   "Modify",   "Update",  "Add",     "Remove",   "Set",
        "Attach",  "Detach", "Assume",   "Invoke",  "Query",   "Send",     "Tag",
        "Untag",   "Enable", "Disable",  "Copy",    "Submit",  "Allocate", "Associate",
        "Release", "Reboot", "Resize",   "Encrypt", "Decrypt", "Generate"};

    return wd_alibaba_is_api(s) && WD_STR_ANY(wd_str_starts, s, verbs);
}

void wd_alibaba_called(struct wd_reading *r, struct wd_str words)
{
    struct wd_str found = WD_STR_NONE;

    if (r->event->slot[WD_SLOT_SERVICE].len == 0 || r->event->slot[WD_SLOT_METHOD].len > 0)
        return;
    for (size_t at = 0, end; at < words.len; at = end + 1) {
        for (end = at; end < words.len && wd_is_word(words.ptr[end]);)
            end++;
        struct wd_str word = wd_str_sub(words, at, end - at);
        if (!is_operation(word) || wd_str_eq(word, found))
            continue;
        if (found.len > 0)
            return;
        found = word;
    }
    wd_event_set(r->event, WD_SLOT_METHOD, found, WD_SOURCE_WRAPPER);
    wd_alibaba_action(r);
}
