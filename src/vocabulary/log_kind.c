/* The kinds of logs, a row each: name, words, and what makes one miss it.
 *
 * Where denials are logged: https://cloud.google.com/logging/docs/audit (activity: changes; data access: reads, and
 * writes of data, to be enabled for most services; policy: refusals by VPC Service Controls),
 * https://cloud.google.com/run/docs/logging (requests). */
#include "whydenied/vocabulary/log_kind.h"

#define BIT(kind) (1u << (kind))
#define GOOGLE                                                                                     \
    (BIT(WD_LOG_ACTIVITY) | BIT(WD_LOG_DATA_ACCESS) | BIT(WD_LOG_SYSTEM_EVENT) |                   \
     BIT(WD_LOG_POLICY) | BIT(WD_LOG_AUDIT) | BIT(WD_LOG_REQUESTS) | BIT(WD_LOG_SCHEDULER) |       \
     BIT(WD_LOG_BUILD) | BIT(WD_LOG_APPLICATION))

static const struct row {
    const char *name;
    const char *words[WD_LANG_COUNT];
    unsigned beside; /* missed beside these kinds ... */
    unsigned unless; /* ... unless one of these is there */
} rows[WD_LOG_COUNT] = {
    [WD_LOG_OTHER] = {"other", {"other", "その他"}, 0, 0},
    [WD_LOG_ACTIVITY] = {"activity",
                         {"activity log", "管理アクティビティログ"},
                         GOOGLE,
                         BIT(WD_LOG_AUDIT)},
    [WD_LOG_DATA_ACCESS] = {"data_access",
                            {"data access log", "データアクセスログ"},
                            GOOGLE,
                            BIT(WD_LOG_AUDIT)},
    [WD_LOG_SYSTEM_EVENT] = {"system_event", {"system event log", "システムイベントログ"}, 0, 0},
    [WD_LOG_POLICY] = {"policy", {"policy log", "ポリシー拒否ログ"}, GOOGLE, BIT(WD_LOG_AUDIT)},
    [WD_LOG_AUDIT] = {"audit", {"audit log", "監査ログ"}, 0, 0},
    [WD_LOG_REQUESTS] = {"requests",
                         {"request log", "リクエストログ"},
                         BIT(WD_LOG_SCHEDULER) | BIT(WD_LOG_APPLICATION),
                         0},
    [WD_LOG_SCHEDULER] = {"scheduler", {"Scheduler log", "Cloud Scheduler のログ"}, 0, 0},
    [WD_LOG_BUILD] = {"build", {"build log", "ビルドログ"}, 0, 0},
    [WD_LOG_APPLICATION] = {"application", {"application log", "アプリケーションログ"}, 0, 0},
    [WD_LOG_ACTIONTRAIL] = {"actiontrail", {"ActionTrail", "ActionTrail"}, BIT(WD_LOG_ALIBABA), 0},
    [WD_LOG_ALIBABA] = {"alibaba", {"Alibaba Cloud log", "Alibaba Cloud のログ"}, 0, 0},
    [WD_LOG_WANDB] = {"wandb", {"W&B log", "W&B のログ"}, 0, 0},
    [WD_LOG_TEXT] = {"text", {"text", "テキスト"}, 0, 0},
};

const char *wd_log_name(enum wd_log_kind kind)
{
    return rows[kind].name;
}

const char *wd_log_words(enum wd_log_kind kind, enum wd_lang lang)
{
    return rows[kind].words[lang];
}

/* Asked of every record: most leave at the first byte compared, the last of the name. */
static const struct {
    struct wd_str suffix;
    enum wd_log_kind kind;
} suffixes[] = {
    {{"data_access", 11}, WD_LOG_DATA_ACCESS},
    {{"activity", 8}, WD_LOG_ACTIVITY},
    {{"requests", 8}, WD_LOG_REQUESTS},
    {{"system_event", 12}, WD_LOG_SYSTEM_EVENT},
    {{"policy", 6}, WD_LOG_POLICY},
};

enum wd_log_kind wd_log_of_name(struct wd_str log)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        const struct wd_str suffix = suffixes[i].suffix;
        if (log.len > suffix.len && log.ptr[log.len - 1] == suffix.ptr[suffix.len - 1] &&
            memcmp(log.ptr + log.len - suffix.len, suffix.ptr, suffix.len) == 0)
            return suffixes[i].kind;
    }
    return WD_LOG_OTHER;
}

bool wd_log_is_missed(enum wd_log_kind kind, unsigned present)
{
    return (present & BIT(kind)) == 0 && (present & rows[kind].beside) != 0 &&
           (present & rows[kind].unless) == 0;
}
