/* The words of `explain`, and how a line of it is written. */
#include "app/explain/explain.h"

#include "whydenied/base/columns.h"
#include "whydenied/base/escape.h"

enum { SHOWN_MAX = 400, LABEL_WIDTH = 9 };

static const char *const words[W_COUNT][WD_LANG_COUNT] = {
    [W_WHO] = {"who", "誰"},
    [W_WHAT] = {"what", "何を"},
    [W_ON] = {"on what", "対象"},
    [W_WHY] = {"why", "理由"},
    [W_FIX] = {"fix", "対処"},
    [W_AND] = {"and", "さらに"},
    [W_RULE] = {"rule", "規則"},
    [W_ALSO] = {"also", "他に"},
    [W_FURTHER] = {"more refused in the same text; all are told below",
                   "件の別の拒否が同じ文面にあります。すべてを以下に示します"},
    [W_EDIT] = {"edit", "編集"},
    [W_ROLE] = {"role", "ロール"},
    [W_CHECK] = {"check", "確認"},
    [W_MORE] = {"-v shows how it was read and which rules were tried",
                "-v で、読み取りの内容と試したルールを表示"},
    [W_UNKNOWN] = {"not said", "記載なし"},
    [W_EMPTY] = {"there is no text to explain: the input is empty",
                 "説明する文がありません。入力が空です"},
    [W_DAMAGED] = {"nothing was refused in what could be read, and the rest is not known: the "
                   "input is damaged",
                   "読み取れた部分に拒否はありませんが、入力が壊れているため残りは不明です"},
    [W_NOTHING] = {"nothing here was refused", "拒否されたものはありません"},
    [W_NO_CLOUD] =
        {"refused, but by whom is not said: no cloud, host or permission that is known stands "
         "here; "
         "add the lines around it",
         "拒否されていますが、どのクラウドによるものか書かれていません。前後の行も渡してください"},
    [W_FOREIGN] = {"refused by another vendor: none of Google Cloud, Alibaba Cloud or W&B",
                   "他社サービスによる拒否です（Google Cloud、Alibaba Cloud、W&B "
                   "のいずれでもありません）"},
    [W_UNMATCHED] = {"refused, but no rule explains it",
                     "拒否ですが、説明できるルールがありません"},
    [W_READ] = {"How it was read", "読み取り"},
    [W_FORMAT] = {"format", "形式"},
    [W_DIALECT] = {"dialect", "方言"},
    [W_EVENT] = {"event", "イベント"},
    [W_TEXT] = {"text", "本文"},
    [W_TRIED] = {"Rules tried", "試したルール"},
    [W_WINS] = {"wins", "一致"},
    [W_HIDDEN] = {"matches too", "これも一致"},
    [W_NEAR] = {"stopped at the mark", "印の所で不一致"},
    [W_ANSWER] = {"Answer", "回答"},
};

const char *wd_explain_say(const struct wd_explain *explain, enum wd_explain_word word)
{
    return words[word][explain->options->lang];
}

void wd_explain_put(struct wd_output *out, struct wd_str s)
{
    struct wd_buf plain;
    wd_buf_init(&plain, s.len * 4 + 1024);
    wd_redact(&plain, s);
    struct wd_str cut = wd_str_sub(wd_buf_str(&plain), 0, SHOWN_MAX);
    wd_output_put_visible(out, cut);
    if (plain.len > cut.len)
        wd_output_printf(out, " ... (%zu bytes)", plain.len);
    wd_buf_done(&plain);
}

void wd_explain_label(struct wd_output *out, const char *label)
{
    size_t used = wd_columns(wd_str_of(label));
    wd_output_printf(out, "%s%*s", label, (int)(used < LABEL_WIDTH ? LABEL_WIDTH - used : 1), "");
}

void wd_explain_line(struct wd_output *out, const char *label, struct wd_str value)
{
    wd_explain_label(out, label);
    wd_explain_put(out, value);
    wd_output_putz(out, "\n");
}

void wd_explain_prose(const struct wd_explain *explain, struct wd_output *out, const char *label,
                      struct wd_str sentence)
{
    struct wd_buf plain;

    wd_buf_init(&plain, sentence.len * 4 + 1024);
    wd_redact(&plain, sentence);
    wd_report_prose(out, &explain->options->report, label, *label ? LABEL_WIDTH : 0,
                    wd_buf_str(&plain));
    wd_buf_done(&plain);
}

void wd_explain_heading(struct wd_output *out, const char *heading)
{
    wd_output_printf(out, "\n%s\n", heading);
    for (size_t i = 0; i < wd_columns(wd_str_of(heading)); i++)
        wd_output_putz(out, "-");
    wd_output_putz(out, "\n");
}
