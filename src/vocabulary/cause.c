/* The causes, a row each: name, whether a grant may help, words, and the step when a rule has no
 * advice. And the words for levels and intents. */
#include "whydenied/vocabulary/cause.h"

static const struct {
    const char *name;
    bool grant_may_help;
    const char *words[WD_LANG_COUNT];
    struct wd_cause_step step;
} causes[WD_CAUSE_COUNT] = {
    [WD_CAUSE_MISSING_ROLE] =
        {"missing_role",
         true,
         {"a role is missing", "ロールがない"},
         {WD_REMEDY_INVESTIGATE,
          {"Find the denied permission in the audit log of the same second, then "
           "grant that.",
           "同時刻の監査ログで拒否された権限を調べ、その権限を付与します。"}}},
    [WD_CAUSE_MISSING_TRUST] =
        {"missing_trust",
         true,
         {"the role or provider does not trust the caller",
          "ロールまたはプロバイダーが呼び出し元を信頼していない"},
         {WD_REMEDY_CONFIGURATION,
          {"Let the role or provider trust this caller: its trust policy, attribute "
           "condition or issuer decides, not a role.",
           "ロールまたはプロバイダがこの呼び出し元を信頼するように設定します（信頼"
           "ポリシー、属性条件、発行者）。ロールの付与では解決しません。"}}},
    [WD_CAUSE_ACT_AS] =
        {"act_as",
         true,
         {"may not act as the account or role", "そのアカウントやロールとして動作する権限がない"},
         {WD_REMEDY_INVESTIGATE,
          {"Find which account was to be attached or impersonated, then grant on that "
           "account.",
           "使用または借用しようとしたアカウントを調べ、そのアカウントで付与します。"}}},
    [WD_CAUSE_UNAUTHENTICATED] =
        {"unauthenticated",
         false,
         {"no valid credential", "有効な認証情報がない"},
         {WD_REMEDY_CREDENTIAL,
          {"Send a valid credential: check that one is configured, current, of "
           "the right type and for this host. No grant helps.",
           "有効な認証情報を送ります。設定の有無、期限、種類、宛先ホストを確認"
           "してください。権限の付与では解決しません。"}}},
    [WD_CAUSE_PRINCIPAL_DEAD] =
        {"principal_dead",
         false,
         {"the account or key is deleted or disabled",
          "アカウントや鍵が削除または無効化されている"},
         {WD_REMEDY_CREDENTIAL,
          {"The account or key is deleted or disabled: make a new one or enable "
           "it. A new account of the same name needs its roles again.",
           "アカウントまたは鍵が削除・無効化されています。作り直すか有効にして"
           "ください。同名で作り直したアカウントにはロールの再付与が必要です。"}}},
    [WD_CAUSE_APP_AUTH] =
        {"app_auth",
         false,
         {"the application refused, not the platform",
          "基盤ではなくアプリケーションが拒否している"},
         {WD_REMEDY_CONFIGURATION,
          {"The platform let the call through; the application itself refused it. Give "
           "this caller an endpoint that relies on the platform's check, or change the "
           "application's own check.",
           "プラットフォームは呼び出しを通しており、拒否したのはアプリケーションです。"
           "プラットフォームの認証に任せる専用エンドポイントを用意するか、アプリケーション"
           "側の検証を直します。"}}},
    [WD_CAUSE_EXPLICIT_DENY] =
        {"explicit_deny",
         false,
         {"an explicit deny", "明示的な拒否 (Deny)"},
         {WD_REMEDY_POLICY_EXCEPTION,
          {"Find the policy that denies this and narrow it. Another allow never "
           "helps.",
           "拒否しているポリシーを見つけて範囲を狭めます。許可の追加では解決"
           "しません。"}}},
    [WD_CAUSE_ORG_POLICY] =
        {"org_policy",
         true,
         {"an organisation policy", "組織ポリシーによる制限"},
         {WD_REMEDY_POLICY_EXCEPTION,
          {"An organisation policy forbids this: use the allowed way, or ask the "
           "organisation's administrator for an exception.",
           "組織ポリシーで禁止されています。許可された方法を使うか、組織の管理者に"
           "例外を依頼してください。"}}},
    [WD_CAUSE_PERIMETER] =
        {"perimeter",
         true,
         {"a service perimeter or access level", "サービス境界またはアクセスレベル"},
         {WD_REMEDY_POLICY_EXCEPTION,
          {"A service perimeter or access level refused it: add an ingress or egress "
           "rule for exactly this caller and service, or use an allowed network or "
           "device.",
           "サービス境界またはアクセスレベルによる拒否です。この呼び出し元とサービスだけの"
           "上り・下りルールを追加するか、許可されたネットワークや端末を使います。"}}},
    [WD_CAUSE_BOUNDARY] =
        {"boundary",
         false,
         {"an access boundary", "アクセス境界"},
         {WD_REMEDY_POLICY_EXCEPTION,
          {"A boundary or session policy cuts the caller's rights: widen it there. A "
           "role changes nothing.",
           "境界またはセッションポリシーが権限を制限しています。そこで広げてください。"
           "ロールの付与では変わりません。"}}},
    [WD_CAUSE_CONDITION] =
        {"condition",
         false,
         {"the role's condition is not met", "ロールの条件を満たしていない"},
         {WD_REMEDY_POLICY_EXCEPTION,
          {"The role is held, its condition was not met or has expired: look at the "
           "condition.",
           "ロールはありますが、条件が満たされていないか期限切れです。条件を確認して"
           "ください。"}}},
    [WD_CAUSE_GUARDRAIL] =
        {"guardrail",
         true,
         {"a guardrail", "ガードレールによる制限"},
         {WD_REMEDY_CONFIGURATION,
          {"A guard forbids this: comply with it, or change the guard deliberately.",
           "保護設定による拒否です。設定に従うか、意図を確認したうえで設定を変更して"
           "ください。"}}},
    [WD_CAUSE_SCOPE] =
        {"scope",
         true,
         {"the token's scopes", "トークンのスコープ不足"},
         {WD_REMEDY_CONFIGURATION,
          {"The token's scopes or the key's restrictions are too narrow: change those. No "
           "role helps.",
           "トークンのスコープまたはキーの制限が狭すぎます。そちらを変更してください。"
           "ロールでは解決しません。"}}},
    [WD_CAUSE_SERVICE_DISABLED] =
        {"service_disabled",
         true,
         {"API, billing or account is off", "API・課金・アカウントが無効"},
         {WD_REMEDY_ENABLE,
          {"Enable the service, or settle what suspends the account or project.",
           "サービスを有効にするか、アカウントやプロジェクトの停止原因を解消"
           "します。"}}},
    [WD_CAUSE_WRONG_TARGET] =
        {"wrong_target",
         true,
         {"the target does not exist or is hidden", "対象が存在しないか見えない"},
         {WD_REMEDY_CONFIGURATION,
          {"Check the name: it does not exist, or it is hidden from this caller.",
           "名前を確認してください。存在しないか、この呼び出し元からは見えません。"}}},
    [WD_CAUSE_PLATFORM_ACL] =
        {"platform_acl",
         true,
         {"a second permission layer", "別の権限制御層"},
         {WD_REMEDY_PLATFORM_GRANT,
          {"A permission layer of the platform itself refused it: grant access "
           "there.",
           "プラットフォーム独自の権限による拒否です。その仕組みの中で権限を付与"
           "します。"}}},
    [WD_CAUSE_NOT_GRANTABLE] = {"not_grantable",
                                false,
                                {"nobody can be granted this", "誰にも付与できない"},
                                {WD_REMEDY_NONE,
                                 {"Nobody can be granted this: do it another way.",
                                  "誰にも付与できない操作です。別の方法を使ってください。"}}},
    [WD_CAUSE_PROPAGATING] =
        {"propagating",
         true,
         {"granted minutes ago, not yet everywhere", "付与直後で反映待ち"},
         {WD_REMEDY_WAIT,
          {"Wait a few minutes and try again: the change was made just before.",
           "数分待ってから再試行してください。直前に変更されています。"}}},
    [WD_CAUSE_NOT_PERMISSION] = {"not_permission",
                                 false,
                                 {"not a permission problem", "権限の問題ではない"},
                                 {WD_REMEDY_NONE,
                                  {"This is no matter of permissions.",
                                   "権限の問題ではありません。"}}},
    [WD_CAUSE_UNKNOWN] = {"unknown",
                          true,
                          {"unknown", "不明"},
                          {WD_REMEDY_INVESTIGATE, {"The cause is not known.", "原因は不明です。"}}},
};

static const char *const level_names[] = {
    [WD_LOW] = "low", [WD_MEDIUM] = "medium", [WD_HIGH] = "high"};
static const char *const intent_names[] = {
    [WD_INTENT_WORK] = "work", [WD_INTENT_INVESTIGATE] = "investigate"};

enum { LEVEL_COUNT = WD_HIGH + 1, INTENT_COUNT = WD_INTENT_INVESTIGATE + 1 };

/* Values come from saved reports and databases too: out of range is answered, not trusted. */
const char *wd_cause_name(enum wd_cause cause)
{
    return (unsigned)cause < WD_CAUSE_COUNT ? causes[cause].name : "unknown";
}

bool wd_cause_parse(struct wd_str name, enum wd_cause *ret_cause)
{
    for (int i = 0; i < WD_CAUSE_COUNT; i++)
        if (wd_str_eqz(name, causes[i].name)) {
            *ret_cause = (enum wd_cause)i;
            return true;
        }
    return false;
}

const char *wd_cause_words(enum wd_cause cause, enum wd_lang lang)
{
    return causes[(unsigned)cause < WD_CAUSE_COUNT ? cause : WD_CAUSE_UNKNOWN].words[lang];
}

bool wd_cause_grant_may_help(enum wd_cause cause)
{
    return (unsigned)cause >= WD_CAUSE_COUNT || causes[cause].grant_may_help;
}

const struct wd_cause_step *wd_cause_step(enum wd_cause cause)
{
    return &causes[(unsigned)cause < WD_CAUSE_COUNT ? cause : WD_CAUSE_UNKNOWN].step;
}

const char *wd_level_name(enum wd_level level)
{
    return (unsigned)level < LEVEL_COUNT ? level_names[level] : "low";
}

bool wd_level_parse(struct wd_str name, enum wd_level *ret_level)
{
    size_t i = wd_str_place(name, level_names, LEVEL_COUNT);
    if (i != WD_NPOS)
        *ret_level = (enum wd_level)i;
    return i != WD_NPOS;
}

const char *wd_intent_name(enum wd_intent intent)
{
    return (unsigned)intent < INTENT_COUNT ? intent_names[intent] : "work";
}
