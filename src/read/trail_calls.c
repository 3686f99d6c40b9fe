/* RAM actions that are not called as the operation is, and codes that come behind the check of access.
 *
 * Log Service: https://www.alibabacloud.com/help/en/sls/action-list (actions by API) */
#include "whydenied/read/trail_calls.h"

#define ROW(operation, action)                                                                     \
    {                                                                                              \
        operation,                                                                                 \
        {                                                                                          \
            "log:" action, sizeof "log:" action - 1                                                \
        }                                                                                          \
    }

static const struct {
    const char *operation;
    struct wd_str action;
} of_logs[] = {
    ROW("GetLogs", "GetLogStoreLogs"),
    ROW("GetLogsV2", "GetLogStoreLogs"),
    ROW("GetHistograms", "GetLogStoreHistogram"),
    ROW("GetContextLogs", "GetLogStoreContextLogs"),
    ROW("PutLogs", "PostLogStoreLogs"),
    ROW("GetCursor", "GetCursorOrData"),
    ROW("GetCursorTime", "GetCursorOrData"),
    ROW("PullLogs", "GetCursorOrData"),
};

size_t wd_trail_actions(struct wd_str product, struct wd_str operation,
                        struct wd_str ret_actions[WD_OSS_ACTIONS_MAX])
{
    if (wd_str_ieq(product, WD_STR("oss")))
        return wd_oss_actions(operation, ret_actions);
    if (!wd_str_ieq(product, WD_STR("sls")) && !wd_str_ieq(product, WD_STR("log")))
        return 0;
    for (size_t i = 0; i < sizeof of_logs / sizeof *of_logs; i++)
        if (wd_str_ieq(operation, wd_str_of(of_logs[i].operation))) {
            ret_actions[0] = of_logs[i].action;
            return 1;
        }
    return 0;
}

bool wd_trail_is_past_access(struct wd_str code)
{
    static const char *const things[] = {"NotExist", "NoSuch",      "NotFound", "AlreadyExist",
                                         "Conflict", "ObjectState", "Status",   "InUse"};
    static const char *const callers[] = {"AccessKey", "Token", "Signature", "Credential", "Api"};

    return WD_STR_IHAS_ANY(code, things) && !WD_STR_IHAS_ANY(code, callers);
}
