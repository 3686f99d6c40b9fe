/* What a record that refuses by its code says besides. Most say only that a permission is missing; some say what else refuses:
 * a lock, a limit, a state, a bill, a rule of the product's; some name a thing, a layer or a party that the call's action is
 * not about. No Allow of that action opens it, so such words are told to the rules in a sentence of our own. */
#include "read/alibaba.h"

#include "whydenied/base/char.h"

/* That something is missing, or refused, and no more. */
static const char *const plain[] = {
    "authoriz",
    "authoris",
    "permission",
    "privilege",
    "no right",
    "no access",
    "have access",
    "forbidden",
    "denied",
    "deny",
    "not allowed",
    "unauthenticat",
    "ram.",
    "acs:",
    "action:",
    "\xe6\x9d\x83\xe9\x99\x90", /* 权限 */
    "\xe6\x8e\x88\xe6\x9d\x83", /* 授权 */
    "\xe6\x97\xa0\xe6\x9d\x83", /* 无权 */
    "\xe7\xa6\x81\xe6\xad\xa2", /* 禁止 */
    "\xe6\x8b\x92\xe7\xbb\x9d", /* 拒绝 */
};

/* What else refuses. Policies of RAM's own are what a grant is made of. */
static const char *const other[] = {
    " because ",
    " because of",
    "due to",
    "owing to",
    "exceed",
    "frozen",
    "arrear",
    "overdue",
    "disabled",
    "locked",
    "suspended",
    "pending",
    "expired",
    "quota",
    "condition",
    "https",
    "mfa ",
    "whitelist",
    "white list",
    "source ip",
    "restore",
    "archive",
    "worm ",
    "retention",
    "belongs to another",
    "belongs to a different",
    "only the owner",
    "only the creator",
    "risk",
    "workspace role",
    "endpoint policy",
    "issued with a policy",
    "session policy",
    "block public",
    "key state",
    "not opened",
    "not activated",
    "been opened",
    "been activated",
    "been enabled",
    "\xe6\x9c\xaa\xe5\xbc\x80\xe9\x80\x9a",             /* 未开通 */
    "\xe6\xb2\xa1\xe6\x9c\x89\xe5\xbc\x80\xe9\x80\x9a", /* 没有开通 */
    "\xe5\x9b\xa0\xe4\xb8\xba",                         /* 因为 */
    "\xe7\x94\xb1\xe4\xba\x8e",                         /* 由于 */
    "\xe6\x9d\xa1\xe4\xbb\xb6",                         /* 条件 */
    "\xe6\x9d\xa5\xe6\xba\x90",                         /* 来源 */
    "\xe6\xac\xa0\xe8\xb4\xb9",                         /* 欠费 */
    "\xe5\x86\xbb\xe7\xbb\x93",                         /* 冻结 */
    "\xe8\xbf\x87\xe6\x9c\x9f",                         /* 过期 */
    "\xe7\xa6\x81\xe7\x94\xa8",                         /* 禁用 */
    "\xe7\x99\xbd\xe5\x90\x8d\xe5\x8d\x95",             /* 白名单 */
    "\xe9\x85\x8d\xe9\xa2\x9d",                         /* 配额 */
};

/* "acs:oss:*:*:acme-archive/x", "oss:RestoreObject", "https://…", "risk-model": a name's words tell no reason. */
static bool is_name(struct wd_str word)
{
    for (size_t i = 1; i + 1 < word.len; i++)
        if (wd_char_in(word.ptr[i], ":/_-*=.@") ||
            (wd_is_lower(word.ptr[i - 1]) && wd_is_upper(word.ptr[i])))
            return true;
    return false;
}

/* The message without its names; itself if there is no room. */
static struct wd_str prose_of(struct wd_str message, struct wd_arena *arena)
{
    struct wd_str rest = message;
    char *copy = wd_arena_alloc(arena, message.len + 1);
    size_t len = 0;

    if (!copy)
        return message;
    while (rest.len > 0) {
        struct wd_str word = wd_str_cut(&rest, ' ');
        if (is_name(word))
            continue;
        wd_str_copy(copy + len, word);
        len += word.len;
        copy[len++] = ' ';
    }
    return wd_str_make(copy, len);
}

/* A word or two ("AccessDenied", "rejected") tells nothing. */
static bool is_sentence(struct wd_str message)
{
    return message.len >= 12 && wd_str_find_char(wd_str_trim(message), ' ') != WD_NPOS;
}

/* Codes of RAM and of products for a missing permission; those of credentials, limits and states have rules of their own. */
static bool is_of_permission(struct wd_str code)
{
    static const char *const parts[] = {"NoPermission",  "Forbidden",    "AccessDenied",
                                        "NotAuthorized", "Unauthorized", "PermissionDenied"};

    return WD_STR_IHAS_ANY(code, parts) && !wd_str_ends(code, WD_STR("AccessKeyNotFound"));
}

/* The words may be a reason of their own: nothing tells that the call's action is what is missing. */
static void doubt_action(struct wd_reading *r, struct wd_str message)
{
    if ((is_sentence(message) || !wd_str_is_ascii(message)) &&
        !wd_alibaba_says_no_more(r->event, message))
        r->event->doubts |= WD_DOUBT_PERMISSION;
}

void wd_alibaba_reason(struct wd_reading *r, struct wd_str code, struct wd_str message)
{
    const struct wd_str parts[] = {WD_STR("Own words: another reason than a missing permission: "),
                                   message};

    if (r->event->kind == WD_KIND_OTHER || !is_of_permission(code) ||
        r->event->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE)
        return;
    doubt_action(r, message);
    if (r->event->kind == WD_KIND_DENIAL &&
        (WD_STR_IHAS_ANY(prose_of(message, r->arena), other) ||
         (is_sentence(message) && !WD_STR_IHAS_ANY(message, plain))))
        wd_event_add_text(r->event, wd_arena_concat(r->arena, parts, 2), WD_TEXT_DETAIL);
}
