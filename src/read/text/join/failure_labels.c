/* Labels below a refusal, a fact a line, as consoles and ChatOps cards print them:
 *     You have no permission to perform this operation.
 *     Action: ecs:StopInstance
 *     Resource: acs:ecs:cn-hangzhou:1234567890123456:instance/i-1
 * A label is a common word; what makes it one of the refusal is its value: an action, a resource or a user of Alibaba Cloud's by its
 * own form. Labels of other clouds' names stand beside a refusal as often as they are of it (names/doubt/labelled.c). */
#include "read/text/streams.h"
#include "read/text/text.h"
#include "whydenied/base/char.h"

/* In any case; with the colon of either width. */
static const char *const of_alibaba[] = {
    "action",
    "actions",
    "api",
    "operation",
    "permission",
    "permissions",
    "required action",
    "required permission",
    "resource",
    "resources",
    "user",
    "role",
    "account",
    "identity",
    "principal",
    "caller",
    "ram user",
    "ram role",
    "\xe5\x8a\xa8\xe4\xbd\x9c",                                     /* 动作 */
    "\xe6\x93\x8d\xe4\xbd\x9c",                                     /* 操作 */
    "\xe6\x9d\x83\xe9\x99\x90",                                     /* 权限 */
    "\xe6\x9d\x83\xe9\x99\x90\xe7\x82\xb9",                         /* 权限点 */
    "\xe6\x89\x80\xe9\x9c\x80\xe6\x9d\x83\xe9\x99\x90",             /* 所需权限 */
    "\xe8\xb5\x84\xe6\xba\x90",                                     /* 资源 */
    "\xe8\xb4\xa6\xe5\x8f\xb7",                                     /* 账号 */
    "\xe5\xb8\x90\xe5\x8f\xb7",                                     /* 帐号 */
    "\xe5\xad\x90\xe8\xb4\xa6\xe5\x8f\xb7",                         /* 子账号 */
    "\xe7\x94\xa8\xe6\x88\xb7",                                     /* 用户 */
    "\xe8\xa7\x92\xe8\x89\xb2",                                     /* 角色 */
    "\xe8\xba\xab\xe4\xbb\xbd",                                     /* 身份 */
    "\xe3\x82\xa2\xe3\x82\xaf\xe3\x82\xb7\xe3\x83\xa7\xe3\x83\xb3", /* アクション */
    "\xe3\x83\xaa\xe3\x82\xbd\xe3\x83\xbc\xe3\x82\xb9",             /* リソース */
    "\xe3\x83\xa6\xe3\x83\xbc\xe3\x82\xb6\xe3\x83\xbc",             /* ユーザー */
    "\xe3\x83\xad\xe3\x83\xbc\xe3\x83\xab",                         /* ロール */
    "\xe6\xa8\xa9\xe9\x99\x90",                                     /* 権限 */
    "\xec\x9e\x91\xec\x97\x85",                                     /* 작업 */
    "\xea\xb6\x8c\xed\x95\x9c",                                     /* 권한 */
    "\xeb\xa6\xac\xec\x86\x8c\xec\x8a\xa4",                         /* 리소스 */
    "\xec\x82\xac\xec\x9a\xa9\xec\x9e\x90",                         /* 사용자 */
    "\xea\xb3\x84\xec\xa0\x95",                                     /* 계정 */
    "\xec\x97\xad\xed\x95\xa0",                                     /* 역할 */
};

/* What stands behind the label's colon; empty: the line begins with none. */
static struct wd_str labelled(struct wd_str line)
{
    static const char wide[] = "\xef\xbc\x9a"; /* ： */
    struct wd_str s = wd_str_trim_left_of(line, " \t-*\xe2\x80\xa2");
    size_t narrow = wd_str_find_char(s, ':'), at = wd_str_find(s, wd_str_of(wide));
    size_t skip = 1;

    if (at < narrow)
        skip = strlen(wide);
    else
        at = narrow;
    if (at == WD_NPOS || !WD_STR_IIN(wd_str_trim(wd_str_sub(s, 0, at)), of_alibaba))
        return WD_STR_NONE;
    return wd_str_trim(wd_str_from(s, at + skip));
}

/* "ecs:StopInstance", and nothing behind it. */
static bool is_action(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':');

    if (colon == WD_NPOS || colon == 0 || !wd_is_upper(wd_str_at(s, colon + 1)))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (i != colon && !wd_is_alnum(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    return true;
}

/* "Server: AliyunOSS", "x-oss-request-id: 66AA", below "HTTP/1.1 403 Forbidden": what curl -i, -I and -v print of an answer. Other
 * servers' headers say nothing of whose answer it is. */
bool wd_failure_header(struct wd_str line, struct wd_str text)
{
    static const char *const headers[] = {"server: aliyun", "x-oss-",  "x-acs-",
                                          "x-log-",         "x-odps-", "x-mns-"};
    struct wd_str first = wd_str_trim_left_of(text, "< ");

    return wd_str_starts(first, WD_STR("HTTP/")) &&
           WD_STR_ISTARTS_ANY(wd_str_trim_left_of(line, "< "), headers);
}

static bool is_labelled_of_alibaba(struct wd_str line)
{
    struct wd_str value = wd_str_trim_right_of(wd_str_trim_left_of(labelled(line), "'\"`"), "'\"`");

    if (value.len == 0 || wd_str_find_char(value, ' ') != WD_NPOS)
        return false;
    return wd_str_starts(value, WD_STR("acs:")) || is_action(value) ||
           wd_str_ends(value, WD_STR(".onaliyun.com"));
}

/* "storage.objects.get", in quotes or not. */
bool wd_failure_is_permission(struct wd_str s)
{
    size_t dots = 0;

    s = wd_str_trim_left_of(s, "-* '\"`");
    s = wd_str_trim_right_of(s, " \t'\"`,;.");
    for (size_t i = 0; i < s.len; i++) {
        if (!wd_is_alnum(s.ptr[i]) && s.ptr[i] != '.')
            return false;
        dots += s.ptr[i] == '.';
    }
    return dots == 2 && wd_is_lower(s.ptr[0]);
}

/* An account, a resource's name, an address or a permission, and nothing behind it. */
static bool is_name_of_cloud(struct wd_str s)
{
    return s.len > 4 && wd_str_find_char(s, ' ') == WD_NPOS &&
           (wd_str_find_char(s, '@') != WD_NPOS || wd_str_find_char(s, '/') != WD_NPOS ||
            wd_failure_is_permission(s));
}

/* "  caller: x@p.iam.gserviceaccount.com", "* Resource = projects/p/topics/t": a fact by its label, which no line of the failure had
 * before. */
static bool is_labelled_fact(struct wd_str line, struct wd_str text)
{
    static const char *const labels[] = {"permission",
                                         "permissions",
                                         "principal",
                                         "caller",
                                         "resource",
                                         "target",
                                         "who",
                                         "where",
                                         "service account",
                                         "missing permission",
                                         "required permission",
                                         "denied permission"};
    struct wd_str s = wd_str_trim_left_of(line, " \t*-\"'"), value = s;
    struct wd_str label = wd_str_trim_right_of(wd_str_cut(&value, ':'), " \t\"'");

    if (value.len == 0) {
        value = s;
        label = wd_str_trim_right_of(wd_str_cut(&value, '='), " \t\"'");
    }
    if (label.len > 20 || !WD_STR_IIN(label, labels) ||
        wd_str_starts(value, WD_STR("//"))) /* "principal://…" */
        return false;
    value = wd_str_trim_right_of(wd_str_trim_left_of(value, " \t'\"`["), " \t'\"`],;.");
    return is_name_of_cloud(value) &&
           !wd_str_has(text, wd_str_sub(s, 0, (size_t)(value.ptr - s.ptr)));
}

bool wd_failure_labels(struct wd_str line, struct wd_str text)
{
    return is_labelled_of_alibaba(line) || is_labelled_fact(line, text);
}
