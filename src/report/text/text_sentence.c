/* What a change is, in a sentence; why its command is not ready; what the report has said already. */
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/report/value.h"

bool wd_text_is_new(struct wd_text_report *text, struct wd_str sentence, size_t *ret_problem)
{
    uint64_t hash = wd_hash(sentence);

    for (size_t i = 0; i < text->said_count; i++)
        if (text->said[i].hash == hash) {
            *ret_problem = text->said[i].problem;
            return false;
        }
    if (text->said_count < WD_TEXT_SAID_MAX)
        text->said[text->said_count++] = (struct wd_text_said){hash, text->number};
    return true;
}

bool wd_text_first_time(struct wd_text_report *text, struct wd_str sentence)
{
    size_t problem;

    return wd_text_is_new(text, sentence, &problem);
}

/* A word in capitals: PROJECT_ID, MEMBER. */
static bool has_gap(struct wd_str s)
{
    size_t run = 0;

    for (size_t i = 0; i < s.len; i++) {
        run = wd_is_upper(s.ptr[i]) || s.ptr[i] == '_' ? run + 1 : 0;
        if (run == 3)
            return true;
    }
    return false;
}

void wd_text_put_clause(struct wd_buf *out, struct wd_str why)
{
    static const char *const ends[] = {": ", ". ", "。"};
    size_t end = why.len;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = wd_str_find(why, wd_str_of(ends[i]));

        if (at < end)
            end = at;
    }
    wd_buf_put(out, wd_str_sub(why, 0, end));
    if (end < why.len)
        wd_buf_putz(out, wd_str_starts(wd_str_from(why, end), WD_STR("。")) ? "。" : ".");
}

bool wd_text_is_role_grant(const json_t *remedy)
{
    return wd_value_is(remedy, "kind", "grant") &&
           wd_str_starts(wd_value_str(remedy, "role"), WD_STR("roles/"));
}

/* Why the command is not ready, behind the sentence. In short where the gap and the check say the rest, or the
 * report has it. */
static void put_why_open(struct wd_text_report *text, const json_t *remedy)
{
    struct wd_str why = wd_value_str(remedy, "why_no_command");
    struct wd_str template = wd_value_str(remedy, "template");
    struct wd_page *page = text->page;
    bool check = json_array_size(json_object_get(remedy, "verify")) > 0;

    if (!why.len || !template.len)
        return;
    if (!wd_str_ends(wd_buf_str(&page->scratch), WD_STR(".")) &&
        !wd_str_ends(wd_buf_str(&page->scratch), WD_STR("。")))
        wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "。" : ".");
    wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "" : " ");
    if ((check && has_gap(template)) || !wd_text_first_time(text, why))
        wd_text_put_clause(&page->scratch, why);
    else
        wd_buf_put(&page->scratch, why);
}

/* Beside its command a grant needs no more words for where and to whom. */
void wd_text_sentence(struct wd_text_report *text, const json_t *remedy)
{
    struct wd_page *page = text->page;
    struct wd_str role = wd_value_str(remedy, "role");
    bool ready = json_array_size(json_object_get(remedy, "commands")) > 0;
    bool shown = page->detail == WD_DETAIL_MEDIUM && ready;

    shown = shown || (page->detail != WD_DETAIL_HIGH && wd_value_str(remedy, "template").len);

    if (shown && wd_text_is_role_grant(remedy))
        wd_words_fill(&page->scratch, page->lang, WD_W_GRANT, &role, 1);
    else if (shown && wd_value_is(remedy, "kind", "custom_role"))
        wd_buf_putz(&page->scratch, wd_word(page->lang, WD_W_ALLOW_EXACTLY));
    else
        wd_buf_put(&page->scratch, wd_value_str(remedy, "summary"));
    if (!ready && page->detail != WD_DETAIL_HIGH)
        put_why_open(text, remedy);
}
