/* What to mind before a change: what else it gives, why it may not help, in what order it is met. As words.c. */
#include "advise/words.h"

const char *const wd_sentences_of_warning[WD_SAY_COUNT][WD_LANG_COUNT] = {
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
    [WD_SAY_AGENT_HOLDS_HERE] =
        {"Its default role {1} holds this in its own project {2}, and was removed there: the rest "
         "of it will be missed, too.",
         "既定のロール {1} は自身のプロジェクト {2} でこの権限を持ちますが、そこで外されています。"
         "ロールのほかの権限も不足します。"},
    [WD_SAY_AGENT_HOLDS_UNKNOWN] =
        {"Its default role {1} holds this in project {2}: removed there, or this is another "
         "project.",
         "既定のロール {1} はプロジェクト {2} でこの権限を持ちます。付与が外されたか、"
         "ここは別のプロジェクトです。"},
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
                               "production: ask gcloud iam "
                               "list-testable-permissions (under check).",
                               "{1} "
                               "はカスタムロールではテスト段階で、本番での使用は推奨されていません"
                               "。確認コマンドの gcloud iam list-testable-permissions で調べて"
                               "ください。"},
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
    [WD_SAY_BY_REST] =
        {"gcloud has no command that adds a binding to it, and the REST method replaces the whole "
         "policy: read it, add the one binding, look at it, write it back with its etag.",
         "これに権限を追加する gcloud コマンドはなく、REST "
         "メソッドはポリシー全体を置き換えるため、読み出して 1 つ追加し、確認してから etag "
         "付きで書き戻します。"},
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
    [WD_SAY_BEHIND_VIEW] =
        {"The query came to the table {1} through a view. Where the caller is to see no more than "
         "the view shows, authorize the view (or its data set) on the data set of the table; where "
         "the caller may read the table itself, run the template.",
         "クエリはビューを通してテーブル {1} を読んでいます。ビューの内容だけを見せるなら、"
         "テーブルのデータセットでビュー(またはそのデータセット)を承認します。テーブル自体を"
         "読ませてよい場合に、テンプレートを実行してください。"},
    [WD_SAY_UNORDERED_LET] =
        {"The log also shows the same being allowed, and this refusal tells no time that could be "
         "compared: look whether it is still refused, then run the template.",
         "ログには、同じ操作が許可されたことも記録されていますが、この拒否の時刻が分からず、前後を"
         "比べられません。いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_UNORDERED_GIVEN] =
        {"The log also shows a grant of what was refused, and this refusal tells no time that "
         "could "
         "be compared: look whether it is still refused, then run the template.",
         "ログには、拒否されたものの付与も記録されていますが、この拒否の時刻が分からず、前後を比べ"
         "られません。いまも拒否されるかを確かめてから、テンプレートを実行してください。"},
    [WD_SAY_UNORDERED_TAKEN] =
        {"The log also shows a change that may have taken this access away, or ended what was "
         "refused, and this refusal tells no time that could be compared: find out why it was "
         "made, then run the template.",
         "ログには、このアクセスを取り消した、または対象をなくした可能性のある変更も記録されていま"
         "すが、この拒否の時刻が分からず、前後を比べられません。変更の理由を確かめてから、"
         "テンプレートを実行してください。"},
};
