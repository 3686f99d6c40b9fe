/* The words around what was found, English and Japanese side by side. */
#include "report/words.h"

#include "whydenied/report/value.h"
#include "whydenied/vocabulary/say.h"
#include "whydenied/vocabulary/system.h"

typedef const char *const wd_phrase[WD_LANG_COUNT];

static const wd_phrase words[WD_W_COUNT] = {
    [WD_W_TITLE] = {"Permission denials", "権限エラーの報告"},
    [WD_W_INCOMPLETE] =
        {"INCOMPLETE: the run was interrupted, or part of the input was not read whole. "
         "This is what was found.",
         "未完了: 処理が中断されたか、入力の一部をすべては読み取れませんでした。"
         "ここまでに見つかった内容です。"},
    [WD_W_READ] = {"{1} record{1?s}, {2} file{2?s}", "レコード {1} 件、ファイル {2} 個"},
    [WD_W_UNSEEN] = {"not in the input: {1}", "入力に含まれないもの: {1}"},
    [WD_W_UNSEEN_TEXT] = {"any record of the platform (audit log)",
                          "プラットフォーム自身の記録 (監査ログ)"},
    [WD_W_UNSEEN_DAY] = {"records of {1}", "{1} のレコード"},
    [WD_W_UNSEEN_DAYS] = {"records of {1} days of {2} (first {3})",
                          "{2} 日のうち {1} 日分のレコード (最初は {3})"},
    [WD_W_SPAN] = {"{1} … {2}", "{1} … {2}"},
    [WD_W_NO_SPAN] = {"no timestamps in the input", "入力に時刻なし"},
    [WD_W_DENIALS] = {"{1} denial{1?s} = {2} matched in {3} problem{3?s} + {4} unmatched",
                      "拒否 {1} 件 = 原因を特定 {2} 件 (問題 {3} 種) + 未特定 {4} 件"},
    [WD_W_NOTHING_READ] = {"Nothing could be read: whether there were denials is not known.",
                           "何も読み取れませんでした。拒否の有無は不明です。"},
    [WD_W_NO_RECORDS] = {"There was no record to read.", "読み取るレコードがありませんでした。"},
    [WD_W_NONE_IN_PART] = {"No permission denials found in what could be read.",
                           "読み取れた範囲に権限の拒否は見つかりませんでした。"},
    [WD_W_NO_DENIALS] = {"No permission denials found.", "権限の拒否は見つかりませんでした。"},
    [WD_W_APART] = {"counted apart: {1}", "別計上: {1}"},
    [WD_W_LOOKALIKES] = {"{1} look-alike{1?s}", "類似 {1} 件"},
    [WD_W_NOT_ENFORCED] = {"{1} not enforced", "未適用 (ドライラン) {1} 件"},
    [WD_W_FOREIGN] = {"{1} of other vendors", "他社サービスの拒否 {1} 件"},
    [WD_W_DUPLICATES] = {"{1} duplicate{1?s}", "重複 {1} 件"},
    [WD_W_POLICY_CHANGES] = {"{1} policy change{1?s}", "ポリシー変更 {1} 件"},
    [WD_W_LEFT_OUT] = {"not listed: {1}", "一覧の対象外: {1}"},
    [WD_W_SELECTED_OUT] = {"{1} left out by filters", "フィルターで除外 {1} 件"},
    [WD_W_ACCEPTED] = {"{1} accepted", "受容済み {1} 件"},
    [WD_W_SKIPPED] = {"{1} record{1?s} skipped: {2}", "読み飛ばし {1} 件: {2}"},
    [WD_W_GAVE_UP] = {"{1} record{1?s} on which a rule gave up",
                      "ルールの照合を打ち切ったレコード {1} 件"},
    [WD_W_ST_NEW] = {"new", "新規"},
    [WD_W_ST_GROWING] = {"growing", "増加"},
    [WD_W_ST_ONGOING] = {"ongoing", "継続"},
    [WD_W_ST_QUIET] = {"quiet", "沈静"},
    [WD_W_ST_BACK] = {"back", "再発"},
    [WD_W_ST_FIXED] = {"fixed", "解消"},
    [WD_W_FIX_FIRST] = {"Fix first: {1} changes answer {2} % of {3} denial{3?s}",
                        "最優先の対処: {1} 件の変更で拒否 {3} 件の {2} % に対応"},
    [WD_W_FIX_FIRST_ONE] = {"Fix first: one change answers {2} % of {3} denial{3?s}",
                            "最優先の対処: 1 件の変更で拒否 {3} 件の {2} % に対応"},
    [WD_W_FIX_MORE] = {"{1} more change{1?s} below", "ほかの変更 {1} 件は以下に記載"},
    [WD_W_CHANGES] = {"Changes", "変更"},
    [WD_W_READY] = {"ready", "実行可"},
    [WD_W_TO_FILL] = {"fill in", "要記入"},
    [WD_W_BY_HAND] = {"by hand", "手作業"},
    [WD_W_GRANT] = {"grant {1}", "{1} を付与"},
    [WD_W_WANTS_ON] = {"{1} on {2}", "{1} (対象: {2})"},
    [WD_W_WHO_WANTS] = {"{1} wants {2}", "{1} (必要: {2})"},
    [WD_W_TITLE_FIRST] = {"fix: {1} above", "対処: 上の {1} 番"},
    [WD_W_TITLE_PROBLEM] = {"same change as {1}", "問題 {1} と同じ変更"},
    [WD_W_AS_FIRST] = {"{1}: number {2} under Fix first", "{1}: 「最優先の対処」の {2} 番"},
    [WD_W_AS_PROBLEM] = {"{1}: same change as {2}", "{1}: 問題 {2} と同じ変更"},
    [WD_W_MORE_DETAIL] = {"reasons, checks, alternatives and Terraform: --detail high",
                          "理由、確認方法、別案、Terraform: --detail high"},
    [WD_W_FIX_ROW] = {"{1} denial{1?s}", "拒否 {1} 件"},

    [WD_W_PROBLEMS] = {"Problems", "問題"},
    [WD_W_UNMATCHED] = {"Unmatched: {1} denial{1?s} in {2} shape{2?s}",
                        "未特定: 拒否 {1} 件 ({2} 種)"},
    [WD_W_UNMATCHED_WHY] = {"They read like denials, but no rule knows them.",
                            "拒否と読めますが、該当するルールがありません。"},
    [WD_W_LOOKALIKE_PART] = {"Look-alikes", "権限エラーに見えるだけのもの"},
    [WD_W_LOOKALIKE_WHY] = {"They present themselves as refusals and are none; no grant helps.",
                            "拒否のように見えますが権限の問題ではなく、権限の付与では直りません。"},
    [WD_W_SUPPRESSED] = {"Suppressed: {1}", "抑制中: {1} 件"},
    [WD_W_INPUTS] = {"Input", "入力"},
    [WD_W_RULES] = {"Rules", "ルール"},
    [WD_W_RULES_LINE] = {"{1} rule{1?s} from {2} pack{2?s}", "ルール {1} 件、パック {2} 個"},
    [WD_W_TIMELINE] = {"Timeline", "時系列"},
    [WD_W_BREAKDOWN] = {"Breakdown", "内訳"},
    [WD_W_PRINCIPALS] = {"Who was denied", "拒否された主体"},
    [WD_W_PERMISSIONS] = {"Permissions", "権限"},
    [WD_W_RESOURCES] = {"Resources", "リソース"},
    [WD_W_SYSTEMS] = {"Systems", "システム"},
    [WD_W_PROJECTS] = {"Projects", "プロジェクト"},
    [WD_W_CAUSES] = {"Causes", "原因"},
    [WD_W_OTHERS] = {"{1} other{1?s}", "ほか {1} 種"},

    [WD_W_WHO] = {"who", "主体"},
    [WD_W_WANTS] = {"wants", "権限"},
    [WD_W_ON] = {"on", "対象"},
    [WD_W_VIA] = {"via", "操作"},
    [WD_W_WHY] = {"why", "理由"},
    [WD_W_SURE] = {"sure", "確度"},
    [WD_W_SEEN] = {"seen", "時刻"},
    [WD_W_FIX] = {"fix", "対処"},
    [WD_W_OR] = {"or", "別案"},
    [WD_W_AND] = {"and", "併せて"},
    [WD_W_ALSO] = {"also", "範囲"},
    [WD_W_CHECK] = {"check", "確認"},
    [WD_W_TELL] = {"else?", "見分け"},
    [WD_W_RULE] = {"rule", "規則"},
    [WD_W_LINE] = {"line", "記録"},
    [WD_W_NOTE] = {"note", "注記"},
    [WD_W_MORE] = {"more", "補足"},
    [WD_W_FACTS] = {"facts", "事実"},
    [WD_W_LINK] = {"link", "資料"},
    [WD_W_WARN] = {"warn", "注意"},
    [WD_W_HAND] = {"edit", "編集"},
    [WD_W_STATE] = {"since", "経過"},

    [WD_W_UNKNOWN_WHO] = {"not named in the log", "ログに記載なし"},
    [WD_W_GROUP_WHO] = {"{1} principals, among them {2}", "{1} 件の主体（{2} など）"},
    [WD_W_GROUP_WHO_MORE] = {"more than {1} principals, among them {2}",
                             "{1} 件を超える主体（{2} など）"},
    [WD_W_GROUP_WHAT] = {"{1} resources, among them {2}", "{1} 件のリソース（{2} など）"},
    [WD_W_GROUP_WHAT_MORE] = {"more than {1} resources, among them {2}",
                              "{1} 件を超えるリソース（{2} など）"},
    [WD_W_TIMES] = {"{1}×", "{1} 件"},
    [WD_W_NO_TIME] = {"at no known time", "時刻不明"},
    [WD_W_BY_FIELDS] = {"from the record's own fields", "レコードの項目による"},
    [WD_W_BY_TEXT] = {"from message text", "メッセージ文による"},
    [WD_W_BY_INFERENCE] = {"inferred from other records", "ほかのレコードからの推定"},
    [WD_W_SURE_HIGH] = {"high", "高"},
    [WD_W_SURE_MEDIUM] = {"medium", "中"},
    [WD_W_SURE_LOW] = {"low", "低"},
    [WD_W_SEV_HIGH] = {"HIGH", "重大"},
    [WD_W_SEV_MEDIUM] = {"MEDIUM", "中度"},
    [WD_W_SEV_LOW] = {"LOW", "軽度"},
    [WD_W_INVESTIGATE] = {"INVESTIGATE", "要調査"},
    [WD_W_NO_ADVICE] = {"no advice for this one; see the line",
                        "対処案なし。記録を確認してください"},
    [WD_W_NO_COMMAND] = {"no command: {1}", "コマンドなし: {1}"},
    [WD_W_CHOICE] = {"{1}: {2}", "{1}: {2}"},
    [WD_W_BREADTH] = {"the role holds {1} permission{1?s}", "このロールの権限は {1} 個"},
    [WD_W_BREADTH_AMONG] = {"the role holds {1} permissions, among them {2}",
                            "このロールの権限は {1} 個 ({2} など)"},
    [WD_W_ROLE_CHOICE] = {"{1} ({3}): {2}", "{1} ({3}): {2}"},
    [WD_W_ALSO_FIXES] = {"answers {1} problem{1?s}", "問題 {1} 種に対応"},
    [WD_W_DISTINCT_RESOURCES] = {"{1} distinct resource{1?s}", "リソース {1} 種"},
    [WD_W_LINKED] = {"see also {1}", "関連: {1}"},
    [WD_W_INPUT_LINE] = {"{1} record{1?s}, {2}", "レコード {1} 件、{2}"},
    [WD_W_INPUTS_FINE] = {"{1} file{1?s}, read to the end", "ファイル {1} 個、すべて末尾まで読了"},
    [WD_W_INPUTS_REST] = {"and {1} file{1?s} more, {2} record{2?s}",
                          "ほかにファイル {1} 個、レコード {2} 件"},
    [WD_W_TEMPLATE] = {"complete this, then run it", "内容を補ってから実行"},
    [WD_W_POLICY] = {"policy document", "ポリシー文書"},
    [WD_W_TERRAFORM] = {"Terraform", "Terraform"},
    [WD_W_BYTE] = {"byte", "バイト"},
    [WD_W_UNTIL] = {"until", "期限"},
    [WD_W_ENDS] = {"the same grant, ending by itself at {1}", "同じ付与を {1} までの期限付きで"},
    [WD_W_ENDS_OPEN] = {"the same grant, ending by itself: put its end (RFC 3339) for UNTIL",
                        "同じ付与を期限付きで (UNTIL を RFC 3339 の終了時刻に置き換え)"},
    [WD_W_REQUEST] = {"Access request {1}: {2}", "アクセス権の申請 {1}: {2}"},
    [WD_W_REQUEST_WHO] = {"Who", "対象"},
    [WD_W_REQUEST_WHAT] = {"What", "ロール"},
    [WD_W_REQUEST_ON] = {"On", "リソース"},
    [WD_W_REQUEST_WHY] = {"Why", "理由"},
    [WD_W_REQUEST_DENIED] = {"{1} ({2} denial{2?s}, {3} to {4})",
                             "{1} (拒否 {2} 件、{3} から {4})"},
    [WD_W_REQUEST_UNTIMED] = {"{1} ({2} denial{2?s}, at no known time)",
                              "{1} (拒否 {2} 件、時刻不明)"},
    [WD_W_REQUEST_UNTIL] = {"Until", "期限"},
    [WD_W_REQUEST_STANDING] = {"no end; name one if the work has one",
                               "期限なし。作業に終わりがあれば記入"},
    [WD_W_REQUEST_NAME_END] = {"to be named by the requester", "申請者が記入"},
    [WD_W_REQUEST_ENDING] = {"Command, ending by itself", "コマンド (期限付き)"},
    [WD_W_REQUEST_EVIDENCE] = {"Evidence", "根拠"},
    [WD_W_REQUEST_CHANGE] = {"Command", "コマンド"},
    [WD_W_REQUEST_FILL_IN] = {"Command to complete", "補って実行するコマンド"},
    [WD_W_REQUEST_OPEN] = {"Open", "未確定"},
    [WD_W_REQUEST_MIND] = {"Mind", "注意"},
    [WD_W_REQUEST_CHECK] = {"Check", "確認"},
    [WD_W_REQUEST_SEE] = {"See", "資料"},
    [WD_W_REQUEST_OTHERS] =
        {"Not asked for here, because the reader can do it: {1} change{1?s}; see the report.",
         "ほかの対処 {1} 件は申請なしで行えます。報告を参照してください。"},
    [WD_W_REQUEST_NONE] = {"Nothing here has to be asked for.", "申請の必要なものはありません。"},
    [WD_W_STATUS_NIGHTS] = {"{1}, {2} night{2?s}", "{1} から {2} 夜"},

    [WD_W_N_NOT_DEDUPLICATED] =
        {"Too many denials to remember them all: repeats of one denial are "
         "counted each time.",
         "拒否が多すぎるため重複を除けません。同じ拒否も毎回数えています。"},
    [WD_W_N_MANY_PRINCIPALS] = {"More than 64 principals met this; they are shown as one problem.",
                                "64 を超える主体が該当するため、1 つの問題にまとめました。"},
    [WD_W_N_MANY_RESOURCES] = {"More than 256 resources are concerned; they are shown as one "
                               "problem.",
                               "256 を超えるリソースが該当するため、1 つの問題にまとめました。"},
    [WD_W_N_MEMBERS_MORE] =
        {"Not every one of them was kept by name: whether one that is not "
         "listed is among them cannot be told.",
         "すべての名前を保持してはいません。一覧にないものが含まれるかどうかは判断できません。"},
    [WD_W_N_UNTOLD] = {"Problems of earlier nights may go on in this one; it cannot be told.",
                       "以前の夜の問題がここで続いている可能性がありますが、判断できません。"},
    [WD_W_N_MANY_PERMISSIONS] =
        {"This rule met more different denials than are kept apart; they are "
         "shown as one problem.",
         "このルールに該当する拒否が多様すぎるため、1 つの問題にまとめました。"},
    [WD_W_N_UNCERTAIN] =
        {"The message says that the resource may not exist: check its name first.",
         "メッセージによれば対象が存在しない可能性があります。まず名前を確認してください。"},
    [WD_W_N_ENUMERATION] = {"One principal was denied many different permissions in a short time. "
                            "Find out what it was doing before granting anything.",
                            "1 "
                            "つの主体が短時間に多種の権限を拒否されています。付与の前に、何をしてい"
                            "たかを調べてください。"},
    [WD_W_N_OUTSIDE] =
        {"The principal is not from your domains or accounts. Find out who it is "
         "before granting anything.",
         "自組織のドメインやアカウントに属さない主体です。付与の前に身元を確認してください。"},
    [WD_W_N_LOST_ROLE] =
        {"This account was denied many different permissions in a short time: it "
         "has probably lost a role. One grant may end them all.",
         "このアカウントは短時間に多くの異なる権限を拒否されています。ロールを失った"
         "可能性があります。1件の付与ですべて解消することがあります。"},
    [WD_W_N_REWRITES] = {"The permission would let its holder change access itself. Decide that "
                         "deliberately; no ready command is given.",
                         "この権限はアクセス制御そのものを変更できます。意図を確かめて判断してくだ"
                         "さい。コマンドは示しません。"},
    [WD_W_N_GRANTED_AT] = {"The log shows a matching grant at {1}.",
                           "ログによると {1} に該当する付与が行われています。"},
    [WD_W_N_UNTESTED_APP] = {"No request log of the target was read, so the platform and the "
                             "application could not be told apart.",
                             "対象のリクエストログがないため、基盤とアプリケーションのどちらの拒否"
                             "かを判別できません。"},

    [WD_W_H_SKIP] = {"Skip to the problems", "問題の一覧へ移動"},
    [WD_W_H_RECORDS] = {"records read", "読んだレコード"},
    [WD_W_H_DENIALS] = {"denials", "拒否"},
    [WD_W_H_PROBLEMS] = {"distinct problems", "問題の種類"},
    [WD_W_H_NEW] = {"new problems", "新規の問題"},
    [WD_W_H_UNMATCHED] = {"unmatched", "未特定"},
    [WD_W_H_LOOKALIKES] = {"look-alikes", "類似"},
    [WD_W_H_SELECTED_OUT] = {"left out by filters", "フィルターで除外"},
    [WD_W_H_ACCEPTED] = {"accepted", "受容済み"},
    [WD_W_H_SKIPPED] = {"records skipped", "読み飛ばし"},
    [WD_W_H_DAMAGED] = {"damaged inputs", "破損した入力"},
    [WD_W_H_COPY] = {"Copy", "コピー"},
    [WD_W_H_COPIED] = {"Copied", "コピーしました"},
    [WD_W_H_FILTER] = {"Filter", "絞り込み"},
    [WD_W_H_FILTER_HINT] = {"account, permission, project, rule …",
                            "アカウント、権限、プロジェクト、ルールなど"},
    [WD_W_H_SHOWN] = {"{1} of {2} shown", "{2} 件中 {1} 件を表示"},
    [WD_W_H_OPEN] = {"Open all", "すべて開く"},
    [WD_W_H_CLOSE] = {"Close all", "すべて閉じる"},
    [WD_W_H_EVIDENCE] = {"Evidence", "根拠となる記録"},
    [WD_W_H_TELL] = {"What else it could be, and how to tell", "ほかの可能性と見分け方"},
    [WD_W_H_OTHER_ROLES] = {"Other roles that would do", "ほかに使えるロール"},
    [WD_W_H_VERIFY] = {"To check it", "確認するには"},
    [WD_W_H_COUNT] = {"Denials", "拒否"},
    [WD_W_H_REST] = {"{1} further problems, a row each", "ほかの問題 {1} 種 (1 行ずつ)"},
    [WD_W_H_SEVERITY] = {"Severity", "重大度"},
    [WD_W_H_RULE] = {"Rule", "ルール"},
    [WD_W_H_CHANGE] = {"Change", "変更"},
    [WD_W_H_FILE] = {"File", "ファイル"},
    [WD_W_H_STATE] = {"State", "状態"},
    [WD_W_H_FORMAT] = {"Format", "形式"},
    [WD_W_H_READ_ALL] = {"read to the end", "末尾まで読了"},
    [WD_W_H_FIRST_NOTE] = {"Each denial is counted once, at the first change that answers it.",
                           "拒否は、最初に該当する変更で 1 度だけ数えています。"},
    [WD_W_H_TIMELINE_NOTE] = {"Denials by cause; one bar is {1}. Times are UTC.",
                              "原因別の拒否件数。棒 1 本は {1}。時刻は UTC。"},
    [WD_W_H_UTC_BINS] = {"{1} to {2}", "{1} から {2}"},
    [WD_W_H_NIGHTS] = {"Nights", "夜ごとの推移"},
    [WD_W_H_NIGHT] = {"{1}: {2} denials, {3} problems, {4} of them first seen",
                      "{1}: 拒否 {2} 件、問題 {3} 種、うち初出 {4} 種"},
    [WD_W_H_FOOT] = {"This page holds everything it shows: it loads nothing and sends nothing. "
                     "Commands are proposals: read them, then run them yourself.",
                     "このページは単体で完結し、何も読み込まず何も送信しません。"
                     "コマンドは提案です。内容を確認してから実行してください。"},
    [WD_W_H_DETAILS] = {"In detail:", "詳細:"},
    [WD_W_H_CONTENTS] = {"Contents", "目次"},
    [WD_W_H_OTHER_CAUSES] = {"other causes", "ほかの原因"},
    [WD_W_H_RECORD] = {"Records", "レコード"},
    [WD_W_H_BYTES] = {"Bytes", "バイト"},

    [WD_W_END_TRUNCATED] = {"TRUNCATED: the data stops early", "途中で切れています"},
    [WD_W_END_CORRUPT] = {"CORRUPT: the compressed data is damaged", "圧縮データが壊れています"},
    [WD_W_END_TRAILING] = {"foreign bytes after the end", "末尾に余分なデータがあります"},
    [WD_W_END_LIMIT] = {"STOPPED: it expands beyond all measure",
                        "展開量が限度を超えたため中止しました"},
    [WD_W_END_UNREADABLE] = {"UNREADABLE", "読み取れません"},
    [WD_W_END_LEFT_OUT] = {"LEFT OUT", "対象外"},
    [WD_W_SKIP_ROW] = {"{1} {2}", "{2} {1} 件"},
    [WD_W_SKIP_TOO_LONG] = {"too long", "長すぎる"},
    [WD_W_SKIP_TOO_DEEP] = {"too deep", "入れ子が深すぎる"},
    [WD_W_SKIP_MALFORMED] = {"malformed", "形式が不正"},
    [WD_W_SKIP_BINARY] = {"binary", "バイナリ"},
    [WD_W_SKIP_NO_MEMORY] = {"no memory", "メモリ不足"},
    [WD_W_SKIP_OUTSIDE] = {"outside the time span", "対象期間外"},
};

enum wd_lang wd_words_lang(const json_t *head)
{
    enum wd_lang lang = WD_LANG_EN;

    if (!wd_lang_parse(wd_value_str(head, "lang"), &lang))
        lang = WD_LANG_EN;
    return lang;
}

enum wd_word wd_words_none(const json_t *head)
{
    const json_t *totals = json_object_get(head, "totals");
    bool whole = !json_is_false(json_object_get(head, "complete"));

    if (totals && !wd_value_int(totals, "records"))
        return whole ? WD_W_NO_RECORDS : WD_W_NOTHING_READ;
    return whole ? WD_W_NO_DENIALS : WD_W_NONE_IN_PART;
}

const char *wd_word(enum wd_lang lang, enum wd_word word)
{
    return words[word][lang];
}

void wd_words_fill(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                   const struct wd_str *arguments, size_t count)
{
    wd_say_put(out, words[word][lang], arguments, count);
}

void wd_words_fill_numbers(struct wd_buf *out, enum wd_lang lang, enum wd_word word,
                           const uint64_t *numbers, size_t count)
{
    struct wd_buf buffers[WD_WORDS_NUMBERS];
    struct wd_str texts[WD_WORDS_NUMBERS];

    for (size_t i = 0; i < WD_WORDS_NUMBERS; i++) {
        wd_buf_init(&buffers[i], 64);
        wd_value_put_number(&buffers[i], i < count ? numbers[i] : 0);
        texts[i] = wd_buf_str(&buffers[i]);
    }
    wd_words_fill(out, lang, word, texts, count < WD_WORDS_NUMBERS ? count : WD_WORDS_NUMBERS);
    for (size_t i = 0; i < WD_WORDS_NUMBERS; i++)
        wd_buf_done(&buffers[i]);
}

struct wd_str wd_words_cause(enum wd_lang lang, struct wd_str name)
{
    enum wd_cause cause;

    return wd_cause_parse(name, &cause) ? wd_str_of(wd_cause_words(cause, lang)) : name;
}

struct wd_str wd_words_system(enum wd_lang lang, struct wd_str name)
{
    enum wd_system system;

    return wd_system_parse(name, &system) ? wd_str_of(wd_system_words(system, lang)) : name;
}

/* One word of a list that starts at `first` and follows `names`; NULL if it is none of them. */
static const char *one_of(enum wd_lang lang, struct wd_str name, const char *const *names,
                          size_t count, enum wd_word first)
{
    size_t i = wd_str_place(name, names, count);

    return i == WD_NPOS ? NULL : words[(size_t)first + i][lang];
}

const char *wd_words_severity(enum wd_lang lang, struct wd_str level)
{
    static const char *const names[] = {"high", "medium", "low"};
    const char *word = one_of(lang, level, names, 3, WD_W_SEV_HIGH);

    return word ? word : words[WD_W_SEV_LOW][lang];
}

const char *wd_words_confidence(enum wd_lang lang, struct wd_str level)
{
    static const char *const names[] = {"high", "medium", "low"};
    const char *word = one_of(lang, level, names, 3, WD_W_SURE_HIGH);

    return word ? word : words[WD_W_SURE_LOW][lang];
}

const char *wd_words_source(enum wd_lang lang, struct wd_str source)
{
    static const char *const names[] = {"structured", "text", "inferred"};

    return one_of(lang, source, names, 3, WD_W_BY_FIELDS);
}

const char *wd_words_status(enum wd_lang lang, struct wd_str status)
{
    static const char *const names[] = {"new", "growing", "ongoing", "quiet", "back", "fixed"};

    return one_of(lang, status, names, 6, WD_W_ST_NEW);
}

const char *wd_words_end(enum wd_lang lang, struct wd_str end)
{
    static const char *const names[] = {"truncated", "corrupt",    "trailing",
                                        "limit",     "unreadable", "left_out"};

    return one_of(lang, end, names, 6, WD_W_END_TRUNCATED);
}

struct wd_str wd_words_skip(enum wd_lang lang, struct wd_str reason)
{
    static const char *const names[] = {"too_long", "too_deep",  "malformed",
                                        "binary",   "no_memory", "outside"};
    const char *word = one_of(lang, reason, names, 6, WD_W_SKIP_TOO_LONG);

    return word ? wd_str_of(word) : reason;
}
