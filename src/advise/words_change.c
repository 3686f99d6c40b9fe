/* What is to be done: summaries of remedies, what took the access away, further ways, nouns. As words.c. */
#include "advise/words.h"

const char *const wd_sentences_of_change[WD_SAY_COUNT][WD_LANG_COUNT] = {
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
    [WD_SAY_RBAC_NOBODY] =
        {"The request came without credentials that the cluster knows: bind nothing to {1}. Give "
         "the "
         "client a kubeconfig of its own or, in a pod, its service account's token.",
         "クラスタが知る認証情報のない要求です。{1} "
         "には何もバインドせず、クライアントにkubeconfig、Podではサービス"
         "アカウントのトークンを与えます。"},
    [WD_SAY_RBAC_BUILT_IN] =
        {"{1} is a part of Kubernetes, which authorises it by what it is: bind nothing to it. A "
         "node may "
         "touch its own objects and those of its pods: check that its name in its credentials is "
         "the one it is registered under. Of the others, check that their default ClusterRoles "
         "and bindings are whole.",
         "{1} "
         "はKubernetesの構成要素で、何もバインドしません。ノードは自身とそのPodのオブジェクトだけを"
         "扱えるので、認証情報のノード名が登録名と一致するか確認します。その他は既定のClusterRoleと"
         "バインドが揃っているか確認します。"},
    [WD_SAY_RBAC_CONTEXT] =
        {"kubectl acts on the cluster of its context, and the log does not say which that is.",
         "kubectl "
         "はコンテキストのクラスタに対して実行されますが、どのクラスタかはログにありません。"},
    [WD_SAY_TENANT] =
        {"{1} is a tenant project, which Google keeps for a product: nobody outside grants roles "
         "there. A program that took it for its project is told its own, in the client's or the "
         "command's parameter; if the product itself was refused, set it up again or ask Google's "
         "support.",
         "{1} "
         "はGoogleが製品のために管理するテナントプロジェクトで、外部からはロールを付与できません。"
         "プログラムが誤って使った場合は自分のプロジェクトを明示し、製品自体が拒否された場合は再設"
         "定するか"
         "Googleサポートに問い合わせます。"},
    [WD_SAY_OTHERS_LET] =
        {"The log also shows the same being allowed on other objects of the bucket, last at {1}: a "
         "role on the bucket would let this one, too. Look for a condition on the grant, a managed "
         "folder, or a change since; then run the template.",
         "ログには {1} "
         "に、同じバケットの別のオブジェクトで同じ操作が許可された記録もあります。バケット全体のロ"
         "ール"
         "が欠けているわけではありません。付与の条件、マネージドフォルダ、その後の変更を確かめてか"
         "ら、"
         "テンプレートを実行してください。"},
    [WD_SAY_HIDDEN_DATASET] =
        {"{1} is a hidden data set, in which BigQuery keeps somebody's results or the temporary "
         "tables of a session: only who ran the query may read it, and nobody can share it. Read "
         "the "
         "result as the account that ran the query, or write it to a table of a data set of your "
         "own.",
         "{1} "
         "はBigQueryがクエリ結果やセッションの一時テーブルを置く隠しデータセットで、クエリを実行し"
         "た本"
         "人だけが読め、共有できません。同じアカウントで読むか、結果を自分のデータセットのテーブル"
         "に書"
         "き込みます。"},
    [WD_SAY_ONE_OF_MANY] =
        {"{1} looks like one of many that a program makes and drops, or that each day brings: a "
         "grant on it would end with it, so the template grants on what it lies in. If this one "
         "alone is meant, grant on it.",
         "{1} "
         "はプログラムが作っては消すもの、または日ごとに増えるものの一つに見えます。そこへの付与は"
         "一緒"
         "に消えるため、テンプレートは上位に付与します。これだけでよければ、これに付与してください"
         "。"},
    [WD_SAY_LIST_OF_TABLES] = {"{1} is no table but BigQuery's own list of what the data set "
                               "holds, and carries no policy. "
                               "The template gives the data set's data, too: for the list alone, "
                               "roles/bigquery.metadataViewer on the data set may be enough.",
                               "{1} "
                               "はテーブルではなく、データセットの内容を示すBigQueryの一覧で、ポリ"
                               "シーを持ちません。テンプレ"
                               "ートはデータも読めるようにします。一覧だけなら、データセットの "
                               "roles/bigquery.metadataViewer で足りる可能性があります。"},
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
    [WD_SAY_LOST_ROLES] =
        {"From {2} on {1} was refused many different permissions within an hour. Look at what "
         "changed "
         "before that: a role taken away is to be restored once, for all of them. If nothing "
         "changed, "
         "somebody may be trying what a key of {1} opens: turn the key off first.",
         "{2} から 1 時間のうちに {1} は多くの異なる権限を拒否されました。その前の変更を調べて"
         "ください。外されたロールがあれば、1 件戻すだけですべて解消します。変更がなければ、{1} "
         "の鍵を誰かが試している可能性があります。先に鍵を無効にしてください。"},
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
    [WD_SAY_GIVEN_IF] =
        {"{1} was given to {2} on {3} at {4} by {5} under a condition. Look at the condition "
         "first: it may "
         "have ended, or not be met by this call.",
         "{4} に {5} が {3} で {2} に {1} を条件付きで付与しています。まず条件を確認してください。"
         "期限が切れたか、この呼び出しでは満たされていない可能性があります。"},
    [WD_SAY_GIVEN_SINCE] = {"{1} was given to {2} on {3} at {4} by {5}, after the last of these "
                            "refusals: nothing is left to do "
                            "but to try again. Where it is refused still, look for what outranks "
                            "it (a deny rule, a boundary, "
                            "a perimeter).",
                            "最後の拒否の後、{4} に {5} が {3} で {2} に {1} "
                            "を付与しています。再試行するだけで足ります。それでも拒否されるなら、"
                            "優先されるもの（拒否ルール、境界、サービス境界）を確認してください。"},
    [WD_SAY_MADE_SINCE] =
        {"{3} was made at {4} by {5}, after the last of these refusals: it may have been refused "
         "because it was not there. Try again first.",
         "最後の拒否の後、{4} に {5} が {3} "
         "を作成しています。存在しなかったために拒否された可能性が"
         "あります。まず再試行してください。"},
    [WD_SAY_API_SINCE] =
        {"{1} was enabled in {3} at {4} by {5}, which takes some minutes. Try again first.",
         "{4} に {5} が {3} で {1} を有効にしています。反映には数分かかります。"
         "まず再試行してください。"},
    [WD_SAY_ANSWERED_SINCE] =
        {"The log shows that this has been answered: run the template only where it is refused "
         "still.",
         "ログには対応済みの記録があります。いまも拒否される場合にのみテンプレートを実行してくださ"
         "い。"},
    [WD_SAY_GIVEN_BEFORE] = {"{1} was given to {2} on {3} at {4} by {5}, and the log shows nobody "
                             "taking it back: granting it "
                             "again changes nothing. Look for what outranks it (a deny rule, a "
                             "boundary, a perimeter), or "
                             "for a change that this log does not hold.",
                             "{4} に {5} が {3} で {2} に {1} "
                             "を付与しており、取り消しの記録はありません。再度付与しても"
                             "変わりません。それより優先されるもの（拒否ルール、境界、サービス境界"
                             "）か、このログにない変更を"
                             "調べてください。"},
    [WD_SAY_MEANT_TO_END] = {"The access was given for a while and ended as it was meant to: a "
                             "standing grant is another decision.",
                             "このアクセス権は期限付きで与えられ、予定どおり終了しました。恒久的な"
                             "付与は別の判断です。"},
    [WD_SAY_STILL_SPREADING] =
        {"Access was given moments before this refusal: wait and try again. Run the template "
         "only if the refusal stays and the given role lacks the permission.",
         "この拒否の直前にアクセス権が付与されています。待ってから再試行し、拒否が続き、"
         "そのロールに権限が含まれない場合にのみテンプレートを実行してください。"},
    [WD_SAY_TAKEN_ON_PURPOSE] =
        {"The log shows who took this away, and they may have meant it: ask them before "
         "anything is given.",
         "ログに取り消した人が残っており、意図した変更かもしれません。付与する前に確認してください"
         "。"},
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
    [WD_SAY_TAKEN_RESOURCE] =
        {"{3} was deleted at {4} by {5}: nothing on it can be given. Call what takes its "
         "place, make it again, or ask {5}.",
         "{4} に {5} が {3} を削除しました。存在しないものには権限を付与できません。"
         "代わりのリソースを使うか、作り直すか、{5} に確認してください。"},
    [WD_SAY_TAKEN_TRUST] =
        {"The trust policy of {1} was written at {4} by {5}, without the caller. Ask {5}, or have "
         "the caller put back into it.",
         "{4} に {5} が {1} の信頼ポリシーを書き換え、呼び出し元は含まれていません。{5} "
         "に確認するか、"
         "呼び出し元を戻してもらってください。"},
    [WD_SAY_TAKEN_POLICY] =
        {"The policy {1} was written anew at {4} by {5}, and as it stands it does not allow this "
         "call. If the caller holds it, have the statement put back, or ask {5}.",
         "{4} に {5} がポリシー {1} を書き換え、現在の内容ではこの呼び出しは許可されません。"
         "呼び出し元に付与されているポリシーなら、ステートメントを戻してもらうか、{5} "
         "に確認してください。"},
    [WD_SAY_ATTACHED_BEFORE] =
        {"{1} was attached to {2} at {3} by {4}, and the log shows nobody taking it back: it holds "
         "what was refused, and attaching more of the same changes nothing. Look for what outranks "
         "it (a Deny, a control policy, a session's own policy), or for a change that this log "
         "does not hold.",
         "{3} に {4} が {2} に {1} をアタッチしており、取り消しの記録はありません。"
         "拒否されたものはすでに含まれており、同じものを追加しても変わりません。"
         "優先されるもの（Deny、コントロールポリシー、セッションのポリシー）か、"
         "このログにない変更を確認してください。"},
    [WD_SAY_TAKEN_BY_DENY] =
        {"The policy {1}, which {5} made at {4} and the caller was given, denies this call, and no "
         "Allow outranks that. Have the statement taken out, or ask {5}.",
         "{4} に {5} が作成し呼び出し元に付与されたポリシー {1} がこの呼び出しを拒否しています。"
         "どの Allow もこれに優先しません。ステートメントを外してもらうか、{5} "
         "に確認してください。"},
    [WD_SAY_TAKEN_BUCKET] =
        {"The access of the bucket {3} was written anew or taken off at {4} by {5}, and nothing in "
         "it allows this call any more. Have it put back, or ask {5}.",
         "{4} に {5} がバケット {3} のアクセス設定を書き換えるか削除し、この呼び出しは"
         "許可されなくなりました。元に戻してもらうか、{5} に確認してください。"},
    [WD_SAY_TAKEN_PERMISSION] =
        {"The custom role {1} lost the denied permission at {4} by {5}. If the caller holds that "
         "role, have the permission put back into it, or ask {5}.",
         "{4} に {5} がカスタムロール {1} から、拒否された権限を外しました。"
         "呼び出し元に付与されているロールなら、権限を戻してもらうか、{5} に確認してください。"},
    [WD_SAY_TAKEN_CUSTOM_ROLE] =
        {"The custom role {1} was deleted at {4} by {5}; the record does not say who held it. If "
         "the caller did, have it undeleted (within 7 days: `gcloud iam roles undelete`), or ask "
         "{5}.",
         "{4} に {5} がカスタムロール {1} を削除しました。付与先は記録にありません。"
         "呼び出し元に付与されていたなら、7 日以内に `gcloud iam roles undelete` "
         "で復元するか、{5} に確認してください。"},
    [WD_SAY_TAKEN_ACCOUNT_ANEW] =
        {"{2} was deleted at {4} by {5} and made again since: the new account holds nothing of "
         "what "
         "the old one held. Give it what it needs.",
         "{4} に {5} が {2} を削除し、その後作り直されています。新しいアカウントは以前の権限を"
         "引き継ぎません。必要な権限を付与してください。"},
    [WD_SAY_TAKEN_RENAMED] =
        {"{2} bears the name {1} since {4}, by {5}: nothing can be given to the name of before. "
         "Let "
         "the caller be looked at again under its new one, or ask {5}.",
         "{4} に {5} が {2} の名前を {1} に変更しました。以前の名前には付与できません。"
         "新しい名前で確認し直すか、{5} に確認してください。"},
    [WD_SAY_TAKEN_GROUP_ROLE] =
        {"{1} was removed from {2} on {3} at {4} by {5}. If the caller belongs to {2}, restore it "
         "where nobody meant to, or ask {5}.",
         "{4} に {5} が {3} で {2} から {1} を外しました。呼び出し元が {2} に属しているなら、"
         "意図したものでなければ戻し、そうでなければ {5} に確認してください。"},
    [WD_SAY_TAKEN_PUBLIC] =
        {"{3} was open to everybody until {5} took {1} from {2} at {4}. Let the caller "
         "authenticate, with "
         "a role of its own, or ask {5}.",
         "{3} は公開されていましたが、{4} に {5} が {2} から {1} を外しました。"
         "呼び出し元を認証し、専用のロールを付与するか、{5} に確認してください。"},
    [WD_SAY_TAKEN_MEMBERSHIP] =
        {"{2} was taken out of the group {1} at {4} by {5}: what the group holds went with it. Put "
         "it "
         "back if nobody meant to, or ask {5}.",
         "{4} に {5} が {2} をグループ {1} から外しました。グループの権限も失われています。"
         "意図したものでなければ戻し、そうでなければ {5} に確認してください。"},
    [WD_SAY_TAKEN_RBAC] =
        {"The cluster's role or binding {1} ({3}) was deleted at {4} by {5}. If the caller had its "
         "access by it, make it again, or ask {5}.",
         "{4} に {5} がクラスタのロールまたはバインディング {1}（{3}）を削除しました。"
         "呼び出し元の権限がそれによるものなら作り直すか、{5} に確認してください。"},
    [WD_SAY_TAKEN_BOUNDARY] =
        {"A principal access boundary, or what it is bound to, was written at {4} by {5}. Ask {5} "
         "whether "
         "this call was meant.",
         "{4} に {5} がプリンシパル アクセス境界またはそのバインディングを変更しました。"
         "この呼び出しが対象かどうか {5} に確認してください。"},
    [WD_SAY_TAKEN_POLICY_VERSION] =
        {"The policy {1} was deleted, or set to another of its versions, at {4} by {5}; the record "
         "does "
         "not say what it allows now, nor who has it. If the caller does, set the version back, or "
         "ask "
         "{5}.",
         "{4} に {5} がポリシー {1} "
         "を削除したか、別のバージョンに切り替えました。内容も付与先も記録に"
         "ありません。呼び出し元に付与されているなら、バージョンを戻すか、{5} "
         "に確認してください。"},
    [WD_SAY_SOMEBODY] = {"somebody", "操作者不明"},
    [WD_SAY_ALSO_HOLDS] = {"also holds the permission", "この権限を持つ別のロール"},
    [WD_SAY_FULL_ACCESS] = {"system policy; allows much more",
                            "システムポリシー。許可範囲がずっと広い"},
    [WD_SAY_CUSTOM_ALTERNATIVE] = {"exactly the denied permissions, nothing else",
                                   "拒否された権限だけを持つ"},
    [WD_SAY_BUNDLE_ROLE] =
        {"on the project: the documented bundle for build accounts, holds this too",
         "プロジェクト単位: ビルド用アカウント向けに文書化されたまとめのロール。この権限も含む"},
    [WD_SAY_RBAC_NOUN] = {"a Kubernetes Role", "Kubernetes の Role"},
    [WD_SAY_RBAC_NARROWER] =
        {"narrower: in one namespace of one cluster (RBAC); an IAM role holds in all of the "
         "project's clusters",
         "より狭い: 1 つのクラスタの 1 つの名前空間だけ (RBAC)。IAM "
         "ロールはプロジェクトの全クラスタに効く"},
    [WD_SAY_IF_WANTED] = {"only if the access turns out to be wanted",
                          "必要なアクセスだと確認できた場合のみ"},
    [WD_SAY_ROLE_NOUN] = {"a custom role", "カスタムロール"},
    [WD_SAY_THE_CALLER] = {"the caller", "呼び出し元"},
    [WD_SAY_THE_WORKS_ROLE] = {"the RAM role that the service or job works as",
                               "サービスやジョブが使う RAM ロール"},
    [WD_SAY_THE_CALLERS] = {"those of the many callers who need it",
                            "多数の呼び出し元のうち必要とするもの"},
};
