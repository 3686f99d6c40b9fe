/* A verdict in one sentence, English and Japanese side by side. {1} who, {2} permission, {3} resource, {4} role,
 * {5} where it is bound, {6} member, {7} condition, {8} policy. */
#include "policy/set.h"

#include "whydenied/base/buf.h"

static const char *const truths[] = {
    [WD_NO] = "denied", [WD_MAYBE] = "unknown", [WD_YES] = "allowed"};

const char *wd_truth_name(enum wd_truth allowed)
{
    return truths[allowed];
}

static const struct {
    const char *name;
    const char *words[WD_LANG_COUNT];
} reasons[WD_VERDICT_REASON_COUNT] = {
    [WD_VERDICT_HELD] = {"held",
                         {"The policies given already allow it: {1} holds {4} on {5} through {6}",
                          "与えられたポリシーはすでに許可しています: {1} は {5} で {4} を {6} "
                          "経由で保持しています"}},
    [WD_VERDICT_MISSING] = {"missing_role",
                            {"No policy that was given grants {2} on {3} to {1}",
                             "{3} の {2} を {1} に与えるポリシーは、与えられた中にありません"}},
    [WD_VERDICT_CONDITION] =
        {"condition",
         {"{1} holds {4} on {5}, but its condition is not met: {7}",
          "{1} は {5} で {4} を持っていますが、条件が満たされていません: {7}"}},
    [WD_VERDICT_DELETED] = {"deleted_member",
                            {"{5} grants {4} to {6}, an account that was deleted; a new one of the "
                             "same name does not hold it",
                             "{5} の {4} は削除済みのアカウント {6} "
                             "に付与されています。同名で作り直したアカウントには効きません"}},
    [WD_VERDICT_GROUP] =
        {"group",
         {"{6} holds {4} on {5}, and {1} does not belong to it in the memberships given",
          "{6} は {5} で {4} を持っていますが、与えられた一覧では {1} "
          "はそのメンバーではありません"}},
    [WD_VERDICT_DENIED] =
        {"explicit_deny",
         {"The deny policy {8} refuses {2} to {1}; no grant helps against it",
          "拒否ポリシー {8} が {1} の {2} を拒否しています。権限の付与では解決しません"}},
    [WD_VERDICT_BOUNDARY] =
        {"boundary",
         {"{3} is not inside what {8} lets {1} reach; no grant helps against it",
          "{3} は {8} が {1} に許す範囲の外です。権限の付与では解決しません"}},
    [WD_VERDICT_TRUST] = {"trust",
                          {"The trust policy of {5} does not list {1}",
                           "{5} の信頼ポリシーに {1} がありません"}},
    [WD_VERDICT_TRUST_UNKNOWN] =
        {"trust_unknown",
         {"Cannot be told: the trust policy of {3} was not given (aliyun ram GetRole)",
          "判定できません: {3} の信頼ポリシーが与えられていません（aliyun ram GetRole）"}},
    [WD_VERDICT_DOCUMENT] =
        {"document_unknown",
         {"Cannot be told: what {1} may do by {4} was not given (aliyun ram GetPolicy; "
          "ListPoliciesForRole or "
          "ListPoliciesForUser names its policies)",
          "判定できません: {1} が {4} で何を許可されているか不明です（aliyun ram "
          "GetPolicy、ListPoliciesForRole、ListPoliciesForUser の結果を渡してください）"}},
    [WD_VERDICT_ROLE] =
        {"role_unknown",
         {"Cannot be told: {1} holds {4} on {5}, and what that holds is not known here (whydenied "
          "roles import, "
          "or give its definition with --policy)",
          "判定できません: {1} は {5} で {4} を持っていますが、その内容が不明です（whydenied roles "
          "import、または --policy で定義を渡してください）"}},
    [WD_VERDICT_MEMBER] = {"member_unknown",
                           {"Cannot be told: whether {1} is among {6}{8} is not known (--groups "
                            "FILE tells memberships)",
                            "判定できません: {1} が {6}{8} に含まれるか不明です（--groups FILE "
                            "で所属を渡してください）"}},
    [WD_VERDICT_ANCESTRY] =
        {"ancestry_unknown",
         {"Cannot be told: whether {5} stands above {3} is not known; {4}{8} there would decide",
          "判定できません: {5} が {3} の上位か不明です。そこにある {4}{8} が結果を決めます"}},
    [WD_VERDICT_EXPRESSION] =
        {"condition_unknown",
         {"Cannot be told: {4}{8} depends on a condition that is not evaluated here: {7}",
          "判定できません: {4}{8} は、ここでは評価できない条件に依存します: {7}"}},
    [WD_VERDICT_PART] = {"part_unknown",
                         {"Cannot be told: {8} has statements on a part of {3}, and which part is "
                          "meant is not known",
                          "判定できません: {8} には {3} "
                          "の一部を対象とする文がありますが、どの部分が対象か不明です"}},
    [WD_VERDICT_ELSEWHERE] =
        {"elsewhere",
         {"Cannot be told: none of the policies given is of {3} or of what stands above it",
          "判定できません: {3} とその上位のポリシーが、与えられた中にありません"}},
    [WD_VERDICT_LISTS] =
        {"acl_unknown",
         {"Cannot be told: no policy that was given grants {2} on {3} to {1}, but the bucket's "
          "access is fine-grained, and an access control list may (gcloud storage objects describe "
          "shows it)",
          "判定できません: {3} の {2} を {1} "
          "に与えるポリシーはありませんが、バケットは均一でないアクセス制御のため、ACL "
          "で許可されている可能性があります（gcloud storage objects describe で確認）"}},
    [WD_VERDICT_GAP] = {"not_understood", {"Cannot be told: {8}", "判定できません: {8}"}},
};

/* RAM: documents allow, not roles that are bound somewhere. */
static const char *const by_document[][WD_LANG_COUNT] = {
    [WD_VERDICT_HELD] = {"The policies given already allow it: {8} allows {2} on {3} to {1}",
                         "与えられたポリシーはすでに許可しています: {8} が {1} に {3} の {2} "
                         "を許可しています"},
    [WD_VERDICT_CONDITION] =
        {"{8} allows {2} on {3} to {1}, but its condition is not met: {7}",
         "{8} は {1} に {3} の {2} を許可していますが、条件が満たされていません: {7}"},
};

static const char *sentence_of(const struct wd_verdict *v, enum wd_lang lang)
{
    bool ram = (v->reason == WD_VERDICT_HELD || v->reason == WD_VERDICT_CONDITION) &&
               v->role.len == 0 && v->policy.len > 0;

    return ram ? by_document[v->reason][lang] : reasons[v->reason].words[lang];
}

static const char *const the_caller[] = {"the caller", "呼び出し元"};
static const char *const the_resource[] = {"the resource", "対象"};
static const char *const its_policies[] = {"its policies", "自身のポリシー"};

const char *wd_verdict_reason_name(enum wd_verdict_reason reason)
{
    return reasons[reason].name;
}

struct wd_str wd_verdict_say(struct wd_arena *arena, enum wd_lang lang,
                             const struct wd_verdict *verdict, const struct wd_access *access)
{
    const struct wd_str who =
        access->principal.len ? access->principal : wd_str_of(the_caller[lang]);
    const struct wd_str args[] = {
        who,
        access->permission,
        access->resource.len ? access->resource : wd_str_of(the_resource[lang]),
        verdict->role.len || verdict->reason != WD_VERDICT_DOCUMENT ? verdict->role
                                                                    : wd_str_of(its_policies[lang]),
        verdict->where,
        verdict->member,
        verdict->condition,
        verdict->policy};
    struct wd_str text;
    struct wd_buf out;

    wd_buf_init(&out, 1 << 16);
    for (const char *p = sentence_of(verdict, lang); *p; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '8' && p[2] == '}') {
            wd_buf_put(&out, args[p[1] - '1']);
            p += 2;
        } else {
            wd_buf_putc(&out, *p);
        }
    }
    if (verdict->missing_too && verdict->reason != WD_VERDICT_MISSING)
        wd_buf_putz(&out, lang == WD_LANG_JA ? "。さらに、付与もありません"
                                             : ". And no policy that was given grants it either");
    wd_buf_putz(&out, lang == WD_LANG_JA ? "。" : ".");
    if (verdict->reason == WD_VERDICT_CONDITION && verdict->ended)
        wd_buf_putz(&out, lang == WD_LANG_JA ? "期限が過ぎており、今後も満たされません。"
                                             : " It ended: no later time meets it again.");
    if (verdict->allowed == WD_NO && verdict->grant_helps == WD_MAYBE && verdict->blocker.len > 0) {
        wd_buf_putz(&out, lang == WD_LANG_JA
                              ? "権限の付与だけでは解決しない可能性があります: "
                              : " A grant alone may not help, this may stand above it: ");
        wd_buf_put(&out, verdict->blocker);
        wd_buf_putz(&out, lang == WD_LANG_JA ? "。" : ".");
    }
    text = wd_arena_copy(arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}
