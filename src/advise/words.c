/* All fixed text of the advice, English and Japanese side by side.
 *
 * Short sentences that say the one thing to do or to know. Names go in as {1}, {2}, … Here stands why there is no
 * command; what to mind before one is words_warning.c, what is to be done words_change.c. */
#include "advise/words.h"

#include "whydenied/advise.h"
#include "whydenied/vocabulary/say.h"

static const char *const sentences[WD_SAY_COUNT][WD_LANG_COUNT] = {
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
         "number {2} is (gcloud projects describe {2}); then run the template (--projects FILE or "
         "--own-project {2} says that it is yours).",
         "{1} にはプロジェクト番号がありますが、どのプロジェクトのものか分かりません。{2} "
         "が誰の番号か"
         "確認してから（gcloud projects describe {2}）、テンプレートを実行してください（自分のもの"
         "なら --projects FILE または --own-project {2}）。"},
    [WD_SAY_HOME_DOMAIN] =
        {"Nothing in this log tells that people of {2} work here: calls were allowed, none to "
         "them, or people of "
         "another domain were refused too. Make sure that {1} is one of yours; then run the "
         "template (--own-domain {2} says so).",
         "このログからは {2} の人がここで働いていると分かりません（許可された呼び出しに {2} "
         "のものがないか、別のドメインの人も"
         "拒否されています）。{1} "
         "が自分たちの一員か確認してから、テンプレートを実行してください（そうなら --own-domain "
         "{2}）。"},
    [WD_SAY_HOME_ACCOUNT] =
        {"{1} is of the account {2}, and nothing here says whether that one is yours. Look which "
         "account you work in (aliyun sts GetCallerIdentity); then run the template "
         "(--own-account {2} says that it is yours).",
         "{1} はアカウント {2} のものですが、自分のアカウントかどうか分かりません。作業中の"
         "アカウントを確認してから（aliyun sts GetCallerIdentity）、テンプレートを実行して"
         "ください（自分のものなら --own-account {2}）。"},
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
    [WD_SAY_PROGRAM_CLAIMS] =
        {"A program's own output says so, and whoever can make it print a line can name any "
         "account, "
         "resource and permission. Make sure that {1} is meant to have this access (the platform's "
         "audit log names who was refused), then run the template.",
         "プログラム自身の出力にだけある記述で、その出力に 1 "
         "行書かせることができれば誰でも任意のアカウント、リソース、権限を名乗れます。{1} "
         "にアクセスを与えてよいか（拒否されたのが誰かは監査ログで分かります）"
         "確認してから、テンプレートを実行してください。"},
    [WD_SAY_PROJECT_STRANGE] =
        {"{1} is none of the projects that this log lies in. Make sure that it is yours and that "
         "the API is "
         "wanted there; then run the template (--own-project {1} says that it is yours).",
         "{1} はこのログのどのプロジェクトでもありません。自分のプロジェクトで、その API "
         "が必要であることを確認してから、テンプレートを実行してください（自分のものなら "
         "--own-project {1}）。"},
    [WD_SAY_API_ENDED] = {"The service of {1} has ended: nobody can enable it any more.",
                          "{1} のサービスは終了しており、もう有効にできません。"},
    [WD_SAY_API_REPLACED] =
        {"The service of {1} has ended: nobody can enable it any more. {2} took its place.",
         "{1} のサービスは終了しており、もう有効にできません。後継は {2} です。"},
    [WD_SAY_PROGRAM_RECORD] =
        {"This record stands among what a program printed, and a program may print any record. "
         "Find it in the platform's own log, then run the template.",
         "このレコードはプログラムの出力の中にあり、プログラムはどんなレコードでも出力できます。"
         "プラットフォーム自身のログで確かめてから、テンプレートを実行してください。"},
    [WD_SAY_RECORD_TORN] = {"The record breaks off: what it went on to say may change the answer. "
                            "Look for the whole record, then run the template.",
                            "レコードが途中で切れています。続きによって答えが変わることがあります。"
                            "全体のレコードを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_ALSO_REFUSED] =
        {"The record lists other refusals of the same call, each on a place of its own: {1}. Each "
         "needs a grant there, or the next try fails at it; make sure that all of them are meant.",
         "この記録には、同じ呼び出しに対する別の場所での拒否も含まれています: "
         "{1}"
         "。それぞれの場所で付与しないと、次の試行はそこで失敗します。すべて意図したものか確かめて"
         "ください。"},
    [WD_SAY_WALL_BESIDE] =
        {"Beside the permission stands what no role opens (a deny policy, an access boundary, a "
         "condition, a perimeter, an organisation policy, billing, access that ended or is held "
         "already): see to that first, then look whether the template is still needed.",
         "権限のほかに、ロールでは解けないもの（拒否ポリシー、アクセス境界、条件、サービス境界、"
         "組織ポリシー、課金、期限の切れたアクセスや付与済みのアクセス）が記されています。"
         "先にそれを確かめ、テンプレートがまだ必要かを"
         "見てください。"},
    [WD_SAY_ODPS_ACCOUNT] =
        {"{1} has neither the number nor the address of its account: compare it with `list users;` "
         "in the project, then run the template.",
         "{1} にはアカウントの番号もアドレスもありません。プロジェクトで `list users;` の結果と"
         "照合してから、テンプレートを実行してください。"},
    [WD_SAY_ODPS_OBJECT] =
        {"Whether MaxCompute grants {1} on {2} by this statement (a schema may have to be switched "
         "on, "
         "or a role's policy hold it) is for the project's owner to look up; then run the "
         "template.",
         "MaxComputeが {2} への {1} "
         "をこの文で付与するか（スキーマの有効化やロールのポリシーが要る場合も"
         "あります）をプロジェクト所有者が確かめてから、テンプレートを実行してください。"},
    [WD_SAY_AGENT_USED] =
        {"{1} is a service agent, an account in a project of Google's own: nobody else can grant "
         "on "
         "it. Run the workload as a service account of your project, and grant on that one.",
         "{1} はGoogle自身のプロジェクトにあるサービスエージェントで、ほかの人は権限を"
         "付与できません。自分のプロジェクトのサービスアカウントで実行し、そのアカウントに付与して"
         "ください。"},
    [WD_SAY_GIVEN_LATER] =
        {"{1} was given at {2}, after the last of these refusals, and may hold what was refused: "
         "look whether it is refused still, then run the template.",
         "最後の拒否の後、{2} に {1} が付与されており、拒否されたものを含むかもしれません。"
         "いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_GIVEN_TO_SET] =
        {"{1} was given to {2} at {3}, and the caller may be one of these: look whether it holds "
         "the role already, then run the template.",
         "{3} に {2} に {1} が付与されており、呼び出し元が含まれるかもしれません。"
         "すでに持っていないかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_JOINED_LATER] =
        {"The caller was put into the group {1} at {2}, after the last of these refusals, and what "
         "the group holds may hold what was refused: look whether it is refused still, then run "
         "the template.",
         "最後の拒否の後、{2} に呼び出し元がグループ {1} に追加されており、"
         "拒否されたものを含むかもしれません。"
         "いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_GAINED_LATER] =
        {"The role {1} got what was refused at {2}, after the last of these refusals, and the "
         "caller may hold that role: look whether it is refused still, then run the template.",
         "最後の拒否の後、{2} にロール {1} に拒否されたものが追加されており、"
         "呼び出し元がそのロールを持っているかもしれません。"
         "いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_BUCKET_LATER] =
        {"The policy of the bucket {1} was written at {2}, after the last of these refusals, and "
         "may allow what was refused: look whether it is refused still, then run the template.",
         "最後の拒否の後、{2} にバケット {1} のポリシーが書き換えられており、"
         "拒否されたものを許可しているかもしれません。"
         "いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_WRITTEN_LATER] =
        {"{1} (a policy, or a role's trust) was written anew at {2}, after the last of these "
         "refusals, and allows it: look whether it is refused still, then run the template.",
         "最後の拒否の後、{2} に "
         "{1}(ポリシー、またはロールの信頼)が書き換えられ、それを許可しています。"
         "いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_SET_ASIDE] =
        {"It stands in the output of a test, a document, a message or the text of a "
         "program, and may be no refusal of now: find out whether it was met, then "
         "run the template.",
         "テストの出力、文書、メッセージ、プログラムの文面の中にあり、実際の拒否では"
         "ないかもしれません。本当に起きたことかを確かめてから、テンプレートを実行し"
         "てください。"},
    [WD_SAY_DONE_LATER] =
        {"The log also shows that a later try succeeded: look whether it is still "
         "refused, then run the template.",
         "ログには、その後の再試行が成功したことも記録されています。いまも拒否され"
         "るかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_DONE_AT] =
        {"The log also shows that a later try was let through, last at {1}: look whether it is "
         "still "
         "refused, then run the template.",
         "ログには {1} "
         "に、その後の再試行が許可されたことも記録されています。いまも拒否されるかを確かめてから、"
         "テンプレートを実行してください。"},
    [WD_SAY_DONE_BETWEEN] =
        {"Between these refusals the log shows the same being allowed: no role is missing all the "
         "time. Look for a condition, an access level or a grant that ends, then run the template.",
         "これらの拒否の間に、同じ操作が許可された記録があります。ロールが常に欠けているわけでは"
         "ありません。条件、アクセスレベル、期限付きの付与を確かめてから、テンプレートを実行して"
         "ください。"},
    [WD_SAY_HEARD_LET] =
        {"The log also tells that the same was allowed, in a form that anybody could have written: "
         "look whether it is still refused, then run the template.",
         "ログには、同じ操作が許可されたという記述もありますが、誰でも書ける形です。"
         "いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_HEARD_GIVEN] =
        {"The log also tells of a grant of what was refused, in a form that anybody could have "
         "written: look whether it was made and whether this is still refused, then run the "
         "template.",
         "ログには、拒否されたものが付与されたという記述もありますが、誰でも書ける形です。"
         "本当に付与されたか、いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_HEARD_TAKEN] =
        {"The log also tells of a change that took this access away or answered it, in a form that "
         "anybody could have written: find out whether it was made, and why, then run the "
         "template.",
         "ログには、このアクセスを取り消した、または解決した変更の記述もありますが、"
         "誰でも書ける形です。本当に行われたか、その理由を確かめてから、"
         "テンプレートを実行してください。"},
    [WD_SAY_READ_BY_WORDS] =
        {"Account, resource and permission do not all stand in one sentence that a service prints, "
         "but were pieced together from running text: compare them with the text, then run the "
         "template.",
         "アカウント、リソース、権限は、サービスが出力する一つの文にそろっておらず、本文の言葉から"
         "読み取ったものです。本文と照合してから、テンプレートを実行してください。"},
    [WD_SAY_LOST_AT_ONCE] =
        {"{1} was refused many different permissions within an hour, and one cause is likelier "
         "than many missing grants. Find out what happened to it first; then run the template if "
         "it is still needed.",
         "{1} は 1 時間のうちに多くの異なる権限を拒否されました。個々の付与漏れより、1 "
         "つの原因の可能性が高いです。まず何が起きたかを調べ、それでも必要ならテンプレートを"
         "実行してください。"},
    [WD_SAY_GIVES_ON] =
        {"Whoever holds {1} decides who may use this resource. Make sure that the account is meant "
         "to decide that; then run the template.",
         "{1} を持つ者は、このリソースを誰が使えるかを決められます。それでよいか確認してから、"
         "テンプレートを実行してください。"},
    [WD_SAY_GIVES_MORE] =
        {"{1} gives its holder more than its name says; the warnings tell what. Make sure that the "
         "account is meant to have that; then run the template.",
         "{1} "
         "は、名前が示す以上のことを可能にします（内容は警告を参照）。それでよいか確認してから、"
         "テンプレートを実行してください。"},
    [WD_SAY_ENDS_GUARD] =
        {"{1} can end what keeps watch or a copy: a backup, a log, an alert, a key, a check. Make "
         "sure that the account is meant to do that; then run the template.",
         "{1} があれば、バックアップ、ログ、アラート、鍵、検査をなくせます。"
         "それでよいか確認してから、テンプレートを実行してください。"},
    [WD_SAY_ROLE_RANKED] =
        {"The role is the narrowest that holds {1}, but nobody has judged what else it gives: look "
         "at it (gcloud iam roles describe), then run the template.",
         "このロールは {1} "
         "を含む最も狭いものですが、ほかに何を許可するかは確認されていません。内容を確認し(gcloud "
         "iam roles describe)、テンプレートを実行してください。"},
    [WD_SAY_BEHIND_CALLER] =
        {"{1} made the call, but the refused permission belongs to another service: it was the "
         "product's own agent, or the account that the workload runs as, that lacks it. Find out "
         "which "
         "and fill it in.",
         "呼び出したのは {1} ですが、拒否された権限は別のサービスのものです。製品のサービス "
         "エージェント"
         "か、ワークロードの実行アカウントに権限がありません。どちらか調べて記入してください。"},
    [WD_SAY_VENDOR_DATA] =
        {"{1} belongs to others, who keep public data, samples or a service's own files there: "
         "nobody else grants anything there. Most of it may be read by everybody: is the name "
         "right, and does the job run (and write) in a project of your own?",
         "{1} "
         "は公開データやサービスのファイルを置く他者のもので、他の誰もそこで権限を付与できません。"
         "多くは誰でも"
         "読めます。名前は正しいですか。ジョブの実行と書き込みは自分のプロジェクトで行っていますか"
         "。"},
    [WD_SAY_VENDOR_PROJECT] =
        {"{1} is a project in which Google or another vendor keeps images for "
         "everybody: nobody else grants anything "
         "there. Is the name right, tag and region "
         "too? Is a stale or foreign credential sent to a registry that is "
         "open to everybody, or does a perimeter "
         "stand between? A copy in a project of your own is the way out.",
         "{1} は Google "
         "などのベンダーが公開イメージを置くプロジェクトで、他の誰もそこで権限を付与できません。名"
         "前、タ"
         "グ、リージョンは正しいですか。"
         "公開レジストリに古い認証情報を送っていませんか。境界（VPC Service "
         "Controls）はありませんか。"
         "自分のプロジェクトにコピーする方法もあります。"},
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
        {"The log names no account: find it with the first command under check and fill it in.",
         "ログにアカウント名がありません。確認コマンドの 1 つ目で調べて、テンプレートに記入して"
         "ください。"},
    [WD_SAY_MEMBER_MANY] =
        {"Many principals share this problem, and not all of them need the access: fill in one of "
         "those listed, or a group.",
         "多数の主体がこの問題に該当します。全員に必要とは限りません。一覧の 1 つ、または"
         "グループを記入してください。"},
    [WD_SAY_NO_MEMBER_AT_ALL] =
        {"The log names no account: find out who it is and fill it in.",
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
         "with the first command under check.",
         "ログにあるのはユーザー番号です。コマンドには名前が必要なので、確認コマンドの 1 つ目で"
         "調べてください。"},
    [WD_SAY_RAM_ROLE_NUMBER] =
        {"The log shows the role's number; the command needs its name: `aliyun ram ListRoles` "
         "shows both (RoleId, RoleName).",
         "ログにあるのはロールの番号です。コマンドには名前が必要なので、`aliyun ram ListRoles` の "
         "RoleId と RoleName で調べてください。"},
    [WD_SAY_RAM_OUTSIDER] =
        {"{1} is no user of RAM's (a service, or somebody who signed in through SSO), and no "
         "policy attaches to that name: find the role under which it works.",
         "{1} は RAM ユーザーではなく（サービス、または SSO でサインインした人）、その名前には"
         "ポリシーを付けられません。実際に使われているロールを調べてください。"},
    [WD_SAY_RAM_SERVICE_LINKED] =
        {"A service-linked role takes no policies of yours: its service alone says what it may do. "
         "Give the job a role of your own.",
         "サービスリンクロールには独自のポリシーを付与できません。権限はサービスだけが決めます。"
         "ジョブには自分のロールを割り当ててください。"},
    [WD_SAY_RAM_OF_SERVICE] = {"This is a service's default role, whose policy the service keeps: "
                               "authorise it again in the "
                               "service's console, or give the job a role of your own.",
                               "サービスの既定ロールで、ポリシーはサービスが管理します。サービスの"
                               "コンソールで再度承認するか、"
                               "ジョブに自分のロールを割り当ててください。"},
    [WD_SAY_RAM_OF_SSO] =
        {"CloudSSO made this role, and RAM cannot change it: add the action to the inline policy "
         "of its access configuration and provision that again.",
         "このロールは CloudSSO が作成したもので、RAM では変更できません。アクセス設定のインライン"
         "ポリシーにアクションを追加し、再プロビジョニングしてください。"},
    [WD_SAY_RAM_FOR_SERVICE_ALONE] =
        {"{1} is a service's own role: its trust policy lists that service alone, and no user or "
         "role of yours may assume it. Assume a role made for this work instead.",
         "{1} はサービス専用のロールです。信頼ポリシーにはそのサービスだけがあり、ユーザーや自分の"
         "ロールは引き受けられません。この作業のために作ったロールを引き受けてください。"},
    [WD_SAY_RAM_BECOMES_ADMIN] =
        {"Whoever may pass or assume a role of administrators has its rights: use a role made for "
         "this work rather, or let an administrator decide.",
         "管理者のロールを渡したり引き受けたりできる人は、その権限を持つことになります。この作業"
         "専用のロールを使うか、管理者が判断してください。"},
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
};

/* A sentence stands in one of the three tables. */
static const char *sentence(enum wd_words_say what, enum wd_lang lang)
{
    if (what >= WD_SAY_COUNT)
        return "";
    if (sentences[what][lang])
        return sentences[what][lang];
    return wd_sentences_of_warning[what][lang] ? wd_sentences_of_warning[what][lang]
                                               : wd_sentences_of_change[what][lang];
}

struct wd_str wd_words_say(struct wd_arena *arena, enum wd_lang lang, enum wd_words_say what,
                           const struct wd_str *args, size_t count)
{
    return wd_say_text(arena, sentence(what, lang), args, count);
}

const char *wd_advice_uncertain(enum wd_lang lang)
{
    return sentence(WD_SAY_UNCERTAIN, lang);
}
