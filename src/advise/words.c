/* All fixed text of the advice, English and Japanese side by side.
 *
 * Short sentences that say the one thing to do or to know. Names go in as {1}, {2}, … */
#include "advise/words.h"

#include "whydenied/advise.h"
#include "whydenied/vocabulary/say.h"

static const char *const sentences[WD_SAY_COUNT][WD_LANG_COUNT] = {
    [WD_SAY_GRANT] = {"Grant {1} on the {2} {3} to {4}.", "{2} {3} の {1} を {4} に付与します。"},
    [WD_SAY_GRANT_HINT] =
        {"Grant {1} on the {2} {3} to {4}, which the log does not name.",
         "{2} {3} の {1} を {4} に付与します（アカウント名はログにありません）。"},
    [WD_SAY_CUSTOM_ROLE] =
        {"Make a custom role with exactly {1} and grant it on the {2} {3} to {4}.",
         "{1} だけを持つカスタムロールを作成し、{2} {3} で {4} に付与します。"},
    [WD_SAY_CUSTOM_EXTEND] = {"Add {1} to the custom role {2}, which {3} holds on {4}.",
                              "{3} が {4} で持つカスタムロール {2} に {1} を追加します。"},
    [WD_SAY_RESTORE_AGENT] = {"Give {1} its default role {2} on its own project back.",
                              "{1} に、自身のプロジェクトでの既定のロール {2} を戻します。"},
    [WD_SAY_RAM_POLICY] = {"Give {3} a custom policy that allows exactly {1} on {2}.",
                           "{2} に対する {1} だけを許可するカスタムポリシーを {3} に付与します。"},
    [WD_SAY_TRUST] =
        {"Add {1} to the trust policy of the RAM role {2}; keep every principal that is "
         "there.",
         "RAM ロール {2} の信頼ポリシーに {1} を追加します。既存の信頼先はすべて残します。"},
    [WD_SAY_TRUST_CONDITION] =
        {"The trust policy of {1} asks for more than who calls: {2}. Send that with the call "
         "(AssumeRole takes --ExternalId; a token its audience and subject), and keep the "
         "condition.",
         "{1} の信頼ポリシーには呼び出し元以外の条件があります: "
         "{2}。呼び出しでそれを満たしてください"
         "(AssumeRole の --ExternalId、トークンの aud と sub)。条件は残してください。"},
    [WD_SAY_TRUST_ALREADY] =
        {"The trust policy of {2} already lists {1}: look for a condition, another "
         "role of the same name in another account, or a change of minutes ago.",
         "{2} の信頼ポリシーには {1} がすでにあります。条件、別アカウントの同名ロール、"
         "直前の変更を確認してください。"},
    [WD_SAY_MAXCOMPUTE] = {"Inside the MaxCompute project {3}: grant {1} on {2} to {4}.",
                           "MaxCompute プロジェクト {3} の中で、{2} の {1} を {4} に付与します。"},
    [WD_SAY_RBAC] = {"Bind a Role that allows exactly {1} on {2} in the namespace {3} to {4}.",
                     "名前空間 {3} で {2} への {1} だけを許可する Role を {4} に紐付けます。"},
    [WD_SAY_RBAC_WIDE] = {"Bind a ClusterRole that allows exactly {1} on {2} to {3}.",
                          "{2} への {1} だけを許可する ClusterRole を {3} に紐付けます。"},
    [WD_SAY_RBAC_CLUSTER] =
        {"The refusal names no namespace: a ClusterRole is for the whole cluster. Where one "
         "namespace is enough, take a Role there.",
         "拒否には名前空間がありません。ClusterRole はクラスタ全体に及びます。1 つの名前空間で"
         "足りるなら、そこに Role を作成してください。"},
    [WD_SAY_RBAC_CONTEXT] =
        {"kubectl acts on the cluster of its context, and the log does not say which that is.",
         "kubectl "
         "はコンテキストのクラスタに対して実行されますが、どのクラスタかはログにありません。"},
    [WD_SAY_WAIT] =
        {"Wait: an access change was made just before. It takes 2 minutes typically, 7 or "
         "more at times, longer through groups.",
         "待ちます。直前に権限が変更されています。反映には通常 2 分、場合により 7 分以上"
         "（グループではさらに長く）かかります。"},
    [WD_SAY_WAIT_SINCE] =
        {"Wait: the log shows an access change at {1}. It takes 2 minutes typically, "
         "7 or more at times, longer through groups.",
         "待ちます。ログには {1} の権限変更があります。反映には通常 2 分、場合により "
         "7 分以上（グループではさらに長く）かかります。"},
    [WD_SAY_ALREADY_GRANTED] =
        {"According to {3}, {1} already holds {2}. A second grant changes nothing: "
         "look for a deny policy, a principal access boundary, a wrong resource, "
         "or a change of minutes ago.",
         "{3} によると、{1} はすでに {2} を持っています。再付与では変わりません。拒否"
         "ポリシー、プリンシパル アクセス境界、対象リソースの間違い、直前の変更を"
         "確認してください。"},
    [WD_SAY_JOIN_GROUP] = {"If {1} belongs there, put it into {2} rather than granting once more.",
                           "{1} が属すべきなら、再度付与するより {2} に加えます。"},
    [WD_SAY_HELD_SINCE] =
        {"{1} is held since {2}, and every denial is older: nothing is left to do.",
         "{1} は {2} から付与されており、拒否はすべてそれ以前のものです。対応は不要です。"},
    [WD_SAY_DENIED_NEXT] = {"{1}: after this fix the next refusals will be: {2}.{3}",
                            "{1}: この修正の後は次が拒否されます: {2}。{3}"},
    [WD_SAY_CHECK_NEXT] = {"{1} needs more than this; check what comes next: {2}.{3}",
                           "{1} にはほかの権限も必要です。続きを確認してください: {2}。{3}"},
    [WD_SAY_PREDICTED] =
        {"Most of this was not denied yet: leave out what the workload does not do.",
         "大半はまだ拒否されていません。ワークロードが使わないものは省いてください。"},
    [WD_SAY_ALREADY_CONDITIONAL] =
        {"According to {3}, {1} already holds {2}, under the condition {4}. Look "
         "at the condition: it was not met, or it has expired.",
         "{3} によると、{1} はすでに {2} を持っていますが、条件 {4} があります。条件が"
         "満たされていないか、期限切れです。"},
    [WD_SAY_OPEN_LINK] = {"Open the link that the message carries; it tells what decided: {1}",
                          "メッセージにあるリンクを開くと、何が拒否したかが分かります: {1}"},
    [WD_SAY_OVERFLOW] =
        {"There are more different problems than advice fits here: make the first "
         "changes, then look again.",
         "問題の種類が多すぎるため、個別の助言は省略しました。上位の変更を行ってから、"
         "もう一度実行してください。"},
    [WD_SAY_INVESTIGATE] = {"Find out who asked for this and why before granting anything.",
                            "付与する前に、誰が何のために要求したのかを確認してください。"},
    [WD_SAY_INVESTIGATE_ENUMERATION] =
        {"One account tried many different permissions in a short time. "
         "Find out who uses it before granting anything.",
         "1 つのアカウントが短時間に多くの異なる権限を試しています。付与する"
         "前に、誰が使っているのかを確認してください。"},
    [WD_SAY_INVESTIGATE_OUTSIDE] =
        {"The caller is outside your own domains and accounts. Find out who "
         "it is before granting anything.",
         "呼び出し元は自組織のドメインやアカウントの外です。付与する前に、"
         "誰なのかを確認してください。"},
    [WD_SAY_INVESTIGATE_REWRITES] =
        {"The denied permission rewrites access itself: whoever holds it can "
         "take any other. Let an administrator make this one change, or "
         "decide with care.",
         "拒否された権限は、アクセス権そのものを書き換えるものです。持つ人は他の"
         "どの権限も得られます。管理者が変更を行うか、慎重に判断してください。"},
    [WD_SAY_TAKEN_ROLE] =
        {"{1} was removed from {2} on {3} at {4} by {5}. Restore it if nobody "
         "meant to, or ask {5}.",
         "{4} に {5} が {3} で {2} から {1} を外しました。意図したものでなければ戻し、"
         "そうでなければ {5} に確認してください。"},
    [WD_SAY_TAKEN_PAM] =
        {"The grant of Privileged Access Manager that gave {2} {1} on {3} ended at {4}: ask for "
         "another one through its entitlement.",
         "{3} で {2} に {1} を与えていた Privileged Access Manager の権限付与は {4} "
         "に終了しました。"
         "利用資格から改めてリクエストします。"},
    [WD_SAY_MEANT_TO_END] = {"The access was given for a while and ended as it was meant to: a "
                             "standing grant is another decision.",
                             "このアクセス権は期限付きで与えられ、予定どおり終了しました。恒久的な"
                             "付与は別の判断です。"},
    [WD_SAY_TAKEN_DENY_POLICY] =
        {"A deny policy was written on {3} at {4} by {5}. Ask {5}, or have "
         "the rule narrowed.",
         "{4} に {5} が {3} に拒否ポリシーを設定しました。{5} に確認するか、"
         "ルールの範囲を狭めてもらってください。"},
    [WD_SAY_TAKEN_ORG_POLICY] =
        {"The organisation policy {1} was set on {3} at {4} by {5}. Ask {5} "
         "for the way to comply.",
         "{4} に {5} が {3} に組織ポリシー {1} を設定しました。"
         "満たし方を {5} に確認してください。"},
    [WD_SAY_TAKEN_PERIMETER] = {"The perimeter {3} was changed at {4} by {5}. Ask {5}.",
                                "{4} に {5} が境界 {3} を変更しました。{5} に確認してください。"},
    [WD_SAY_TAKEN_ACCOUNT] = {"{2} was disabled or deleted at {4} by {5}. Enable it again, or ask "
                              "{5} which account takes its place.",
                              "{4} に {5} が {2} を無効化または削除しました。再度有効にするか、"
                              "代わりのアカウントを {5} に確認してください。"},
    [WD_SAY_TAKEN_KEY] =
        {"A key of {2} was disabled or deleted at {4} by {5}. Use a credential that "
         "lives, or ask {5}.",
         "{4} に {5} が {2} の鍵を無効化または削除しました。有効な認証情報を使うか、"
         "{5} に確認してください。"},
    [WD_SAY_TAKEN_API] = {"{1} was disabled in {3} at {4} by {5}. Enable it again, or ask {5}.",
                          "{4} に {5} が {3} で {1} を無効化しました。再度有効にするか、{5} に"
                          "確認してください。"},
    [WD_SAY_TAKEN_BILLING] = {"Billing was taken off {3} at {4} by {5}. Link it again, or ask {5}.",
                              "{4} に {5} が {3} の課金を外しました。再度リンクするか、{5} に"
                              "確認してください。"},
    [WD_SAY_SOMEBODY] = {"somebody", "操作者不明"},
    [WD_SAY_HOME_OUTSIDE] =
        {"{1} is at home in {2}, which is none of the projects that this log lies in. Make sure "
         "that "
         "it "
         "is meant to have this access; then run the template (--own-project {2} says that it is "
         "yours).",
         "{1} は {2} のアカウントで、このログのどのプロジェクトにも属しません。アクセスを与えて"
         "よいか確認してから、テンプレートを実行してください（自分のものなら --own-project "
         "{2}）。"},
    [WD_SAY_HOME_UNPLACED] =
        {"{1} carries the number of a project, and nothing here says which one that is. Look whose "
         "number {2} is (first command under check); then run the template (--projects FILE or "
         "--own-project {2} says that it is yours).",
         "{1} にはプロジェクト番号がありますが、どのプロジェクトのものか分かりません。{2} "
         "が誰の番号か"
         "確認してから（確認コマンドの 1 つ目）、テンプレートを実行してください（自分のものなら "
         "--projects FILE または --own-project {2}）。"},
    [WD_SAY_HOME_VENDOR] =
        {"{1} is an identity of the vendor's own. There is nothing to grant: check the address "
         "that "
         "was "
         "called, the network between and the vendor's status.",
         "{1} はベンダー自身の ID です。付与するものはありません。呼び出し先のアドレス、経路の"
         "ネットワーク、ベンダーの状態を確認してください。"},
    [WD_SAY_FACTS_DISAGREE] = {"The record names two answers to who was refused what. Make sure "
                               "which one is meant before "
                               "running the template.",
                               "誰が何を拒否されたかについて、記録に食い違いがあります。どちらか確"
                               "認してからテンプレートを"
                               "実行してください。"},
    [WD_SAY_PROGRAM_NAMES] =
        {"Only a program's own output names {1}, and it may name anybody: ask that person before "
         "running the "
         "template, or tell your domains with --own-domain.",
         "{1} "
         "はプログラム自身の出力にだけ現れ、そこには誰の名でも書けます。実行前に本人に確認するか、"
         "--own-domain で自組織のドメインを指定してください。"},
    [WD_SAY_RECORD_TORN] = {"The record breaks off: what it went on to say may change the answer. "
                            "Look for the whole record, then run the template.",
                            "レコードが途中で切れています。続きによって答えが変わることがあります。"
                            "全体のレコードを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_READ_BY_WORDS] = {"Read by its words, in a text that no rule knows: check account, "
                              "resource and permission against "
                              "the text, then run the template.",
                              "どのルールにもない文を、その言葉から読み取りました。アカウント、リソ"
                              "ース、権限を本文と照合して"
                              "から、テンプレートを実行してください。"},
    [WD_SAY_BEHIND_CALLER] =
        {"{1} made the call, but the refused permission belongs to another service: it was the "
         "product's own agent, or the account that the workload runs as, that lacks it. Find out "
         "which "
         "and fill it in.",
         "呼び出したのは {1} ですが、拒否された権限は別のサービスのものです。製品のサービス "
         "エージェント"
         "か、ワークロードの実行アカウントに権限がありません。どちらか調べて記入してください。"},
    [WD_SAY_VENDOR_PROJECT] = {"{1} is a project of Google's own: nobody else grants anything "
                               "there. Is the name right, tag and region "
                               "too? Is a stale or foreign credential sent to a registry that is "
                               "open to everybody, or does a perimeter "
                               "stand between? A copy in a repository of your own is the way out.",
                               "{1} は Google "
                               "自身のプロジェクトで、他の誰もそこで権限を付与できません。名前、タ"
                               "グ、リージョンは正しいですか。"
                               "公開レジストリに古い認証情報を送っていませんか。境界（VPC Service "
                               "Controls）はありませんか。"
                               "自分のリポジトリにコピーする方法もあります。"},
    [WD_SAY_QUOTA_PROJECT] = {"The project of this message is Google's own, of the client program: "
                              "nobody can switch an API "
                              "on there. The credentials have no quota project: set one (with the "
                              "API switched on), or use "
                              "a service account.",
                              "このメッセージのプロジェクトは、クライアント用の Google "
                              "自身のものです。そこで API を有効に"
                              "することはできません。認証情報に quota project がないので、（API "
                              "が有効な）quota project を"
                              "設定するか、サービス アカウントを使ってください。"},
    [WD_SAY_NO_MEMBER] =
        {"The log does not name the account. Find it with the command under check and "
         "fill it in.",
         "ログにアカウント名がありません。確認コマンドで調べて、テンプレートに記入してください。"},
    [WD_SAY_MEMBER_MANY] =
        {"Many principals share this problem, and not all of them need the access: fill in one of "
         "those listed, or a group.",
         "多数の主体がこの問題に該当します。全員に必要とは限りません。一覧の 1 つ、または"
         "グループを記入してください。"},
    [WD_SAY_NO_MEMBER_AT_ALL] =
        {"The log does not name the account: find out who it is and fill it in.",
         "ログにアカウント名がありません。調べてからテンプレートに記入してください。"},
    [WD_SAY_MEMBER_REFUSED] =
        {"The account's name in the log is redacted or not of a form that may "
         "stand in a command.",
         "ログのアカウント名は伏せられているか、コマンドに使えない形式です。"},
    [WD_SAY_MEMBER_DEAD] =
        {"The account was deleted: nothing is granted to it. Make it again, then give "
         "the new one its roles.",
         "このアカウントは削除されています。付与はできません。作り直してから、新しい"
         "アカウントにロールを付与してください。"},
    [WD_SAY_MEMBER_ANONYMOUS] = {"The request came without an identity: there is nobody to grant "
                                 "anything to.",
                                 "リクエストに ID がなく、付与する相手がいません。"},
    [WD_SAY_MEMBER_OTHER_LAYER] = {"The caller is no identity of Google Cloud IAM.",
                                   "呼び出し元は Google Cloud IAM の ID ではありません。"},
    [WD_SAY_PART_MISSING] = {"The log does not tell {1}: fill it in.",
                             "ログに {1} がありません。記入してください。"},
    [WD_SAY_PART_REFUSED] =
        {"A name in the log does not have a form that may stand in a command ({1}).",
         "ログの名前が、コマンドに使える形式ではありません（{1}）。"},
    [WD_SAY_ASK_FIRST] = {"A denial is not a request: no command before somebody has looked at it.",
                          "拒否の記録は申請ではありません。確認が済むまでコマンドは示しません。"},
    [WD_SAY_TRUST_UNKNOWN] =
        {"UpdateRole replaces the whole trust policy and the current one is unknown: "
         "read it with GetRole and merge, or run again with --trust-policy FILE.",
         "UpdateRole は信頼ポリシー全体を置き換えますが、現在の内容が分かりません。"
         "GetRole で読んで統合するか、--trust-policy FILE を付けて再実行してください。"},
    [WD_SAY_ROLE_MISSING] = {"The log does not name the RAM role.",
                             "ログに RAM ロール名がありません。"},
    [WD_SAY_RAM_USER_NUMBER] =
        {"The log shows the user's number; the command needs the name. Look it up "
         "with the command under check.",
         "ログにあるのはユーザー番号です。コマンドには名前が必要なので、確認コマンドで"
         "調べてください。"},
    [WD_SAY_RAM_SERVICE_LINKED] =
        {"A service-linked role takes no policies of yours: its service alone says what it may do. "
         "Give the job a role of your own.",
         "サービスリンクロールには独自のポリシーを付与できません。権限はサービスだけが決めます。"
         "ジョブには自分のロールを割り当ててください。"},
    [WD_SAY_RAM_RESOURCE_MISSING] =
        {"The log does not tell the resource exactly: fill it in rather than "
         "allow the action everywhere.",
         "ログから対象リソースを特定できません。全体に許可せず、対象を記入して"
         "ください。"},
    [WD_SAY_RAM_ROOT] =
        {"The Alibaba Cloud account itself (root) made this call: policies do not apply "
         "to it. Use a RAM user or role.",
         "Alibaba Cloud のルートアカウントによる呼び出しです。ポリシーは適用されません。"
         "RAM ユーザーまたは RAM ロールを使ってください。"},
    [WD_SAY_ACTION_MISSING] = {"The log does not tell the denied action.",
                               "ログに拒否されたアクションがありません。"},
    [WD_SAY_OUTSIDE_ACCOUNT] =
        {"The caller is of an account that is not named with --own-account: trust "
         "is not opened to it.",
         "呼び出し元は --own-account にないアカウントです。信頼は追加しません。"},
    [WD_SAY_PERMISSION_REFUSED] =
        {"The permission's name in the log is not of a form that may stand in "
         "a command.",
         "ログの権限名が、コマンドに使える形式ではありません。"},
    [WD_SAY_BIG_ROLE] =
        {"{1} holds {2} permissions: a custom role with the denied ones alone is narrower.",
         "{1} には {2} 個の権限があります。拒否された権限だけのカスタムロールの方が限定的です。"},
    [WD_SAY_AGENT_LACKS] =
        {"Its default role {1} does not hold this permission: it is an addition, not "
         "something that was lost.",
         "既定のロール {1} にこの権限はありません。失われたのではなく、追加が必要です。"},
    [WD_SAY_AGENT_HOLDS_OTHER] =
        {"Its default role {1} holds this permission, in its own project {2} only: "
         "this resource is in another.",
         "既定のロール {1} にこの権限がありますが、自身のプロジェクト {2} だけで有効です。"
         "このリソースは別のプロジェクトにあります。"},
    [WD_SAY_AGENT_HOLDS_UNKNOWN] =
        {"Its default role {1} holds this permission in its own project {2}: "
         "either that grant was removed, or this resource is in another "
         "project.",
         "既定のロール {1} は自身のプロジェクト {2} でこの権限を持ちます。その付与が"
         "外されたか、リソースが別のプロジェクトにあります。"},
    [WD_SAY_MERGE_TRUST] =
        {"One statement is added. UpdateRole takes the whole document: put those that GetRole "
         "shows "
         "in the place of STATEMENTS_OF_GETROLE, or their principals lose access.",
         "追加する文は1つです。UpdateRole は文書全体を置き換えるため、STATEMENTS_OF_GETROLE には "
         "GetRole "
         "で見える文を入れてください。そうしないと既存の信頼先がアクセスを失います。"},
    [WD_SAY_UNCERTAIN] =
        {"The same message comes when the resource does not exist: check its name first.",
         "リソースが存在しない場合も同じメッセージになります。先に名前を確認してください。"},
    [WD_SAY_MANY] =
        {"Many accounts or resources share this problem: what differs among them is left open.",
         "多数のアカウントまたはリソースがまとめられています。異なる部分は空欄のままです。"},
    [WD_SAY_LEGACY_ML] =
        {"The legacy AI Platform was retired on 31 January 2025: this helps with old "
         "logs only. Use Vertex AI (roles/aiplatform.user).",
         "旧 AI Platform は 2025 年 1 月 31 日に終了しました。過去のログの説明にのみ有効です。"
         "現在は Vertex AI（roles/aiplatform.user）を使います。"},
    [WD_SAY_CUSTOM_SUPPORT] = {"Google only tests {1} in custom roles and advises against it in "
                               "production: check with the first "
                               "command under check.",
                               "{1} "
                               "はカスタムロールではテスト段階で、本番での使用は推奨されていません"
                               "。確認コマンドで調べてください。"},
    [WD_SAY_CUSTOM_UNKNOWN] = {"No role known here holds {1}: it may not exist, or custom roles "
                               "may not take it; check that first.",
                               "{1} "
                               "を含むロールがここでは知られておらず、実在しないかカスタムロールで"
                               "使えない可能性があるため、先に確認が必要です。"},
    [WD_SAY_CUSTOM_NEVER] = {"No custom role can hold {1}, and no predefined role for it is known "
                             "here: see what gives it before "
                             "anything is granted.",
                             "{1} "
                             "はカスタムロールに含められず、この権限を持つ事前定義ロールも知られて"
                             "いません。付与の前に、何がこの権限を与えるのかを調べます。"},
    [WD_SAY_MEMBER_KEPT_OUT] =
        {"{1} cannot be bound on {2}: the organisation policy {3} on {4} lets only {5} be members. "
         "A grant is refused until that changes; ask whoever keeps the policy, or use an account "
         "that it lets.",
         "{1} は {2} に追加できません。{4} の組織ポリシー {3} は {5} "
         "だけをメンバーとして許可します。"
         "ポリシーの管理者に相談するか、許可されたアカウントを使ってください。"},
    [WD_SAY_MEMBER_MAY_BE_KEPT_OUT] =
        {"The organisation policy {3} on {4} lets only {5} be members: if {1} is not one of them, "
         "this grant is refused.",
         "{4} の組織ポリシー {3} は {5} だけをメンバーとして許可します。{1} "
         "が含まれない場合、この付与は拒否されます。"},
    [WD_SAY_MAY_NOT_HELP] = {"This grant alone may not help: {1} may stand above it.",
                             "この付与だけでは解決しない可能性があります。{1} "
                             "が上位にあるかもしれません。"},
    [WD_SAY_NOT_BY_GRANT] = {" [a grant alone does not help: {1} stands above it]",
                             " [付与だけでは解決しません: {1} が上位にあります]"},
    [WD_SAY_ORDER_CONFIRMED] = {" The log met them in this order.",
                                " ログでもこの順に拒否されています。"},
    [WD_SAY_ORDER_CORRECTED] =
        {" The log met a later one first, so that earlier ones are listed too.",
         " ログでは後の手順が先に拒否されているため、前の手順も挙げています。"},
    [WD_SAY_ALSO_HOLDS] = {"also holds the permission", "この権限を持つ別のロール"},
    [WD_SAY_FULL_ACCESS] = {"system policy; allows much more",
                            "システムポリシー。許可範囲がずっと広い"},
    [WD_SAY_CUSTOM_ALTERNATIVE] = {"exactly the denied permissions, nothing else",
                                   "拒否された権限だけを持つ"},
    [WD_SAY_BUNDLE_ROLE] =
        {"on the project: the documented bundle for build accounts, holds this too",
         "プロジェクト単位: ビルド用アカウント向けに文書化されたまとめのロール。この権限も含む"},
    [WD_SAY_IF_WANTED] = {"only if the access turns out to be wanted",
                          "必要なアクセスだと確認できた場合のみ"},
    [WD_SAY_ROLE_NOUN] = {"a custom role", "カスタムロール"},
    [WD_SAY_THE_CALLER] = {"the caller", "呼び出し元"},
    [WD_SAY_THE_CALLERS] = {"those of the many callers who need it",
                            "多数の呼び出し元のうち必要とするもの"},
};

struct wd_str wd_words_say(struct wd_arena *arena, enum wd_lang lang, enum wd_words_say what,
                           const struct wd_str *args, size_t count)
{
    return wd_say_text(arena, what < WD_SAY_COUNT ? sentences[what][lang] : "", args, count);
}

const char *wd_advice_uncertain(enum wd_lang lang)
{
    return sentences[WD_SAY_UNCERTAIN][lang];
}
