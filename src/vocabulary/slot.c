/* The slots, a row each: name, noun for what is missing, placeholder, grammar in a command. */
#include "whydenied/vocabulary/slot.h"

#define IS(kind) WD_IDENT_BIT(WD_IDENT_##kind)

static const struct wd_slot_row rows[WD_SLOT_COUNT] = {
    [WD_SLOT_PRINCIPAL] = {"principal",
                           {"the caller", "呼び出し元"},
                           "ACCOUNT",
                           IS(SERVICE_ACCOUNT) | IS(EMAIL) | IS(RAM_USER)},
    [WD_SLOT_PERMISSION] = {"permission",
                            {"the permission", "その権限"},
                            "PERMISSION",
                            IS(PERMISSION) | IS(RAM_ACTION)},
    [WD_SLOT_RESOURCE] = {"resource",
                          {"the resource", "対象リソース"},
                          "RESOURCE",
                          IS(TOKEN) | IS(RAM_RESOURCE)},
    [WD_SLOT_PROJECT] = {"project", {"the project", "プロジェクト"}, "PROJECT_ID", IS(PROJECT)},
    [WD_SLOT_LOCATION] = {"location", {"the region", "リージョン"}, "LOCATION", IS(LOCATION)},
    [WD_SLOT_SERVICE] = {"service",
                         {"the service", "サービス"},
                         "SERVICE",
                         IS(API) | IS(HOST) | IS(NAME)},
    [WD_SLOT_METHOD] = {"method", {"the call", "呼び出し"}, "METHOD", IS(TOKEN)},
    [WD_SLOT_REASON] = {"reason", {"the reason", "理由"}, "REASON", IS(TOKEN)},
    [WD_SLOT_SERVICE_ACCOUNT] = {"service_account",
                                 {"the service account", "サービス アカウント"},
                                 "SERVICE_ACCOUNT",
                                 IS(SERVICE_ACCOUNT)},
    [WD_SLOT_CALLER] = {"caller",
                        {"the caller", "呼び出し元"},
                        "CALLER",
                        IS(SERVICE_ACCOUNT) | IS(EMAIL)},
    [WD_SLOT_REPOSITORY] = {"repository", {"the repository", "リポジトリ"}, "REPOSITORY", IS(NAME)},
    [WD_SLOT_HOST] = {"host", {"the host", "ホスト"}, "HOST", IS(HOST)},
    [WD_SLOT_URL] = {"url", {"the URL", "URL"}, "URL", IS(URL)},
    [WD_SLOT_BUCKET] = {"bucket", {"the bucket", "バケット"}, "BUCKET", IS(BUCKET)},
    [WD_SLOT_ROLE] = {"role", {"the role", "ロール"}, "ROLE", IS(ROLE) | IS(RAM_ROLE)},
    [WD_SLOT_ACCOUNT] = {"account", {"the account", "アカウント"}, "ACCOUNT_ID", IS(ACCOUNT)},
    [WD_SLOT_POLICY] = {"policy", {"the policy", "ポリシー"}, "POLICY", IS(RAM_POLICY) | IS(TOKEN)},
    [WD_SLOT_CONSTRAINT] = {"constraint", {"the constraint", "制約"}, "CONSTRAINT", IS(TOKEN)},
    [WD_SLOT_UNIQUE_ID] = {"unique_id", {"the identifier", "識別子"}, "IDENTIFIER", IS(TOKEN)},
    [WD_SLOT_API] = {"api", {"the API", "API"}, "API", IS(API)},
    [WD_SLOT_JOB] = {"job", {"the job", "ジョブ"}, "JOB", IS(NAME) | IS(NUMBER)},
    [WD_SLOT_BUILD] = {"build", {"the build", "ビルド"}, "BUILD_ID", IS(UUID)},
    [WD_SLOT_RUN] = {"run", {"the run", "実行"}, "RUN", IS(WANDB)},
    [WD_SLOT_ENTITY] = {"entity", {"the entity", "エンティティ"}, "ENTITY", IS(WANDB)},
    [WD_SLOT_KEY] = {"key", {"the key", "鍵"}, "KEY", IS(NAME) | IS(TOKEN)},
    [WD_SLOT_NAMESPACE] = {"namespace", {"the namespace", "名前空間"}, "NAMESPACE", IS(KUBERNETES)},
    [WD_SLOT_CLUSTER] = {"cluster", {"the cluster", "クラスタ"}, "CLUSTER", IS(KUBERNETES)},
    [WD_SLOT_REQUEST_ID] = {"request_id",
                            {"the request id", "リクエスト ID"},
                            "REQUEST_ID",
                            IS(TOKEN)},
    [WD_SLOT_USER_AGENT] = {"user_agent", {"the client", "クライアント"}, "VALUE", 0},
    [WD_SLOT_OPERATION] = {"operation", {"the operation", "操作"}, "OPERATION", IS(TOKEN)},
    [WD_SLOT_AUDIENCE] = {"audience", {"the service's URL", "サービスの URL"}, "AUDIENCE", IS(URL)},
    [WD_SLOT_ACTION] = {"action", {"the action", "アクション"}, "ACTION", IS(RAM_ACTION)},
    [WD_SLOT_ORIGIN] = {"origin", {"the origin", "呼び出し元の場所"}, "ORIGIN", IS(TOKEN)},
    [WD_SLOT_TARGET] = {"target", {"the target", "宛先"}, "TARGET", IS(TOKEN)},
    [WD_SLOT_DETAIL] = {"detail", {"the detail", "詳細"}, "VALUE", 0},
    [WD_SLOT_LOG_PROJECT] = {"log_project",
                             {"the project of the log", "ログのプロジェクト"},
                             "PROJECT_ID",
                             IS(PROJECT)},
    [WD_SLOT_GROUP] = {"group", {"the API group", "API グループ"}, "GROUP", IS(KUBERNETES)},
    [WD_SLOT_HELP] = {"help", {"the page about it", "説明のページ"}, "URL", IS(URL)},
};

const struct wd_slot_row *wd_slot_row(enum wd_slot slot)
{
    return &rows[slot];
}

const char *wd_slot_name(enum wd_slot slot)
{
    return (unsigned)slot < WD_SLOT_COUNT ? rows[slot].name : "unknown";
}

const char *wd_slot_names(const void *context, size_t i)
{
    (void)context;
    return i < WD_SLOT_COUNT ? rows[i].name : NULL;
}

bool wd_slot_parse(struct wd_str name, enum wd_slot *ret_slot)
{
    for (int slot = 0; slot < WD_SLOT_COUNT; slot++)
        if (wd_str_eqz(name, rows[slot].name)) {
            *ret_slot = (enum wd_slot)slot;
            return true;
        }
    return false;
}
