/* What to do for each cause when a rule brings no advice of its own, and nouns for facts that a log
 * left out. */
#include "advise/words.h"
#include "whydenied/event.h"

static const struct wd_cause_step steps[WD_CAUSE_COUNT] = {
    [WD_CAUSE_MISSING_TRUST] =
        {"configuration",
         {"Let the role or provider trust this caller: its trust policy, attribute "
          "condition or issuer decides, not a role.",
          "ロールまたはプロバイダがこの呼び出し元を信頼するように設定します（信頼"
          "ポリシー、属性条件、発行者）。ロールの付与では解決しません。"}},
    [WD_CAUSE_UNAUTHENTICATED] =
        {"credential",
         {"Send a valid credential: check that one is configured, current, of "
          "the right type and for this host. No grant helps.",
          "有効な認証情報を送ります。設定の有無、期限、種類、宛先ホストを確認"
          "してください。権限の付与では解決しません。"}},
    [WD_CAUSE_PRINCIPAL_DEAD] =
        {"credential",
         {"The account or key is deleted or disabled: make a new one or enable "
          "it. A new account of the same name needs its roles again.",
          "アカウントまたは鍵が削除・無効化されています。作り直すか有効にして"
          "ください。同名で作り直したアカウントにはロールの再付与が必要です。"}},
    [WD_CAUSE_APP_AUTH] =
        {"configuration",
         {"The platform let the call through; the application itself refused it. Give "
          "this caller an endpoint that relies on the platform's check, or change the "
          "application's own check.",
          "プラットフォームは呼び出しを通しており、拒否したのはアプリケーションです。"
          "プラットフォームの認証に任せる専用エンドポイントを用意するか、アプリケーション"
          "側の検証を直します。"}},
    [WD_CAUSE_EXPLICIT_DENY] =
        {"policy_exception",
         {"Find the policy that denies this and narrow it. Another allow never "
          "helps.",
          "拒否しているポリシーを見つけて範囲を狭めます。許可の追加では解決"
          "しません。"}},
    [WD_CAUSE_ORG_POLICY] =
        {"policy_exception",
         {"An organisation policy forbids this: use the allowed way, or ask the "
          "organisation's administrator for an exception.",
          "組織ポリシーで禁止されています。許可された方法を使うか、組織の管理者に"
          "例外を依頼してください。"}},
    [WD_CAUSE_PERIMETER] =
        {"policy_exception",
         {"A service perimeter or access level refused it: add an ingress or egress "
          "rule for exactly this caller and service, or use an allowed network or "
          "device.",
          "サービス境界またはアクセスレベルによる拒否です。この呼び出し元とサービスだけの"
          "上り・下りルールを追加するか、許可されたネットワークや端末を使います。"}},
    [WD_CAUSE_BOUNDARY] =
        {"policy_exception",
         {"A boundary or session policy cuts the caller's rights: widen it there. A "
          "role changes nothing.",
          "境界またはセッションポリシーが権限を制限しています。そこで広げてください。"
          "ロールの付与では変わりません。"}},
    [WD_CAUSE_CONDITION] =
        {"policy_exception",
         {"The role is held, its condition was not met or has expired: look at the "
          "condition.",
          "ロールはありますが、条件が満たされていないか期限切れです。条件を確認して"
          "ください。"}},
    [WD_CAUSE_GUARDRAIL] =
        {"configuration",
         {"A guard forbids this: comply with it, or change the guard deliberately.",
          "保護設定による拒否です。設定に従うか、意図を確認したうえで設定を変更して"
          "ください。"}},
    [WD_CAUSE_SCOPE] =
        {"configuration",
         {"The token's scopes or the key's restrictions are too narrow: change those. No "
          "role helps.",
          "トークンのスコープまたはキーの制限が狭すぎます。そちらを変更してください。"
          "ロールでは解決しません。"}},
    [WD_CAUSE_SERVICE_DISABLED] =
        {"enable",
         {"Enable the service, or settle what suspends the account or project.",
          "サービスを有効にするか、アカウントやプロジェクトの停止原因を解消"
          "します。"}},
    [WD_CAUSE_WRONG_TARGET] =
        {"configuration",
         {"Check the name: it does not exist, or it is hidden from this caller.",
          "名前を確認してください。存在しないか、この呼び出し元からは見えません。"}},
    [WD_CAUSE_PLATFORM_ACL] =
        {"platform_grant",
         {"A permission layer of the platform itself refused it: grant access "
          "there.",
          "プラットフォーム独自の権限による拒否です。その仕組みの中で権限を付与"
          "します。"}},
    [WD_CAUSE_NOT_GRANTABLE] = {"none",
                                {"Nobody can be granted this: do it another way.",
                                 "誰にも付与できない操作です。別の方法を使ってください。"}},
    [WD_CAUSE_PROPAGATING] = {"wait",
                              {"Wait a few minutes and try again: the change was made just before.",
                               "数分待ってから再試行してください。直前に変更されています。"}},
    [WD_CAUSE_NOT_PERMISSION] = {"none",
                                 {"This is no matter of permissions.",
                                  "権限の問題ではありません。"}},
    [WD_CAUSE_MISSING_ROLE] =
        {"investigate",
         {"Find the denied permission in the audit log of the same second, then "
          "grant that.",
          "同時刻の監査ログで拒否された権限を調べ、その権限を付与します。"}},
    [WD_CAUSE_ACT_AS] =
        {"investigate",
         {"Find which account was to be attached or impersonated, then grant on that "
          "account.",
          "使用または借用しようとしたアカウントを調べ、そのアカウントで付与します。"}},
    [WD_CAUSE_UNKNOWN] = {"investigate", {"The cause is not known.", "原因は不明です。"}},
};

const struct wd_cause_step *wd_cause_step(enum wd_cause cause)
{
    return &steps[cause < WD_CAUSE_COUNT ? cause : WD_CAUSE_UNKNOWN];
}

static const char *const nouns[WD_SLOT_COUNT][WD_LANG_COUNT] = {
    [WD_SLOT_PRINCIPAL] = {"the caller", "呼び出し元"},
    [WD_SLOT_PERMISSION] = {"the permission", "その権限"},
    [WD_SLOT_RESOURCE] = {"the resource", "対象リソース"},
    [WD_SLOT_PROJECT] = {"the project", "プロジェクト"},
    [WD_SLOT_LOCATION] = {"the region", "リージョン"},
    [WD_SLOT_SERVICE] = {"the service", "サービス"},
    [WD_SLOT_METHOD] = {"the call", "呼び出し"},
    [WD_SLOT_REASON] = {"the reason", "理由"},
    [WD_SLOT_SERVICE_ACCOUNT] = {"the service account", "サービス アカウント"},
    [WD_SLOT_CALLER] = {"the caller", "呼び出し元"},
    [WD_SLOT_REPOSITORY] = {"the repository", "リポジトリ"},
    [WD_SLOT_HOST] = {"the host", "ホスト"},
    [WD_SLOT_URL] = {"the URL", "URL"},
    [WD_SLOT_BUCKET] = {"the bucket", "バケット"},
    [WD_SLOT_ROLE] = {"the role", "ロール"},
    [WD_SLOT_ACCOUNT] = {"the account", "アカウント"},
    [WD_SLOT_POLICY] = {"the policy", "ポリシー"},
    [WD_SLOT_CONSTRAINT] = {"the constraint", "制約"},
    [WD_SLOT_UNIQUE_ID] = {"the identifier", "識別子"},
    [WD_SLOT_API] = {"the API", "API"},
    [WD_SLOT_JOB] = {"the job", "ジョブ"},
    [WD_SLOT_BUILD] = {"the build", "ビルド"},
    [WD_SLOT_RUN] = {"the run", "実行"},
    [WD_SLOT_ENTITY] = {"the entity", "エンティティ"},
    [WD_SLOT_KEY] = {"the key", "鍵"},
    [WD_SLOT_NAMESPACE] = {"the namespace", "名前空間"},
    [WD_SLOT_CLUSTER] = {"the cluster", "クラスタ"},
    [WD_SLOT_REQUEST_ID] = {"the request id", "リクエスト ID"},
    [WD_SLOT_USER_AGENT] = {"the client", "クライアント"},
    [WD_SLOT_OPERATION] = {"the operation", "操作"},
    [WD_SLOT_AUDIENCE] = {"the service's URL", "サービスの URL"},
    [WD_SLOT_ACTION] = {"the action", "アクション"},
    [WD_SLOT_DETAIL] = {"the detail", "詳細"},
};

const char *wd_slot_noun(unsigned slot, enum wd_lang lang)
{
    const char *noun = slot < WD_SLOT_COUNT ? nouns[slot][lang] : NULL;

    return noun ? noun : "";
}
