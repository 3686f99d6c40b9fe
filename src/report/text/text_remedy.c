/* One change in a text report: the sentence, the command to copy, or why there is none. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/json_dump.h"
#include "whydenied/report/value.h"

static void put_commands(struct wd_page *page, const json_t *commands)
{
    for (size_t i = 0; i < json_array_size(commands); i++)
        wd_page_line(page, WD_PAGE_FIELD, WD_STYLE_GOOD,
                     wd_value_str(json_array_get(commands, i), "shell"));
}

/* A text of several lines, each on its own line and none wrapped. */
static void put_lines(struct wd_page *page, struct wd_str text)
{
    while (text.len)
        wd_page_line(page, WD_PAGE_FIELD, WD_STYLE_PLAIN, wd_str_cut(&text, '\n'));
}

static void put_block(struct wd_page *page, enum wd_word title, struct wd_str text)
{
    if (!text.len)
        return;
    wd_page_field(page, wd_word(page->lang, WD_W_HAND), WD_STYLE_PLAIN,
                  wd_str_of(wd_word(page->lang, title)));
    put_lines(page, text);
}

/* A policy is what the reader has to paste: whole, in any detail above low. */
static void put_policy(struct wd_page *page, const json_t *policy)
{
    char *json = json_is_object(policy) ? wd_json_dump(policy, JSON_INDENT(2)) : NULL;

    put_block(page, WD_W_POLICY, wd_str_of(json));
    free(json);
}

static void put_strings(struct wd_page *page, enum wd_word label, enum wd_style style,
                        const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        wd_page_field(page, wd_word(page->lang, label), style, wd_value_item(array, i));
}

static void put_why_no_command(struct wd_page *page, const json_t *remedy)
{
    struct wd_str why = wd_value_str(remedy, "why_no_command");

    if (!why.len)
        return;
    wd_buf_clear(&page->scratch);
    wd_words_fill(&page->scratch, page->lang, WD_W_NO_COMMAND, &why, 1);
    wd_page_text(page, WD_PAGE_FIELD, WD_STYLE_FAINT, wd_buf_str(&page->scratch));
}

static void put_verify(struct wd_page *page, const json_t *remedy)
{
    const json_t *verify = json_object_get(remedy, "verify");

    for (size_t i = 0; i < json_array_size(verify); i++) {
        struct wd_str shell = wd_value_str(json_array_get(verify, i), "shell");

        wd_page_unwrapped(page, wd_word(page->lang, WD_W_CHECK), WD_STYLE_GOOD, shell);
    }
}

static void put_alternatives(struct wd_page *page, const json_t *remedy)
{
    const json_t *others = json_object_get(remedy, "alternatives");

    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        unsigned long long size = wd_value_int(other, "size");
        char number[24];

        snprintf(number, sizeof number, "%llu", size);
        wd_buf_clear(&page->scratch);
        wd_words_fill(&page->scratch, page->lang, size ? WD_W_ROLE_CHOICE : WD_W_CHOICE,
                      (const struct wd_str[]){wd_value_str(other, "role"),
                                              wd_value_str(other, "why"), wd_str_of(number)},
                      3);
        wd_page_field(page, wd_word(page->lang, WD_W_OR), WD_STYLE_PLAIN,
                      wd_buf_str(&page->scratch));
    }
}

void wd_text_links(struct wd_page *page, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        wd_page_unwrapped(page, wd_word(page->lang, WD_W_LINK), WD_STYLE_PLAIN,
                          wd_value_item(array, i));
}

static void put_breadth(struct wd_page *page, const json_t *remedy)
{
    wd_buf_clear(&page->scratch);
    wd_remedy_breadth(&page->scratch, page->lang, remedy);
    if (page->scratch.len)
        wd_page_field(page, wd_word(page->lang, WD_W_ALSO), WD_STYLE_PLAIN,
                      wd_buf_str(&page->scratch));
}

void wd_text_remedy(struct wd_page *page, const json_t *remedy, enum wd_word label)
{
    bool first = label != WD_W_OR;

    if (!remedy)
        return;
    wd_buf_clear(&page->scratch);
    wd_words_fill(
        &page->scratch, page->lang, WD_W_CHOICE,
        (const struct wd_str[]){wd_value_str(remedy, "id"), wd_value_str(remedy, "summary")}, 2);
    wd_page_field(page, wd_word(page->lang, label), WD_STYLE_STRONG, wd_buf_str(&page->scratch));
    put_commands(page, json_object_get(remedy, "commands"));
    put_why_no_command(page, remedy);
    put_block(page, WD_W_TEMPLATE, wd_value_str(remedy, "template"));
    if (page->detail != WD_DETAIL_LOW) {
        put_policy(page, json_object_get(remedy, "policy"));
        put_breadth(page, remedy);
    }
    put_strings(page, WD_W_WARN, WD_STYLE_WARN, json_object_get(remedy, "warnings"));
    if (first || page->detail == WD_DETAIL_HIGH)
        put_verify(page, remedy);
    if (page->detail != WD_DETAIL_HIGH)
        return;
    put_alternatives(page, remedy);
    put_block(page, WD_W_TERRAFORM, wd_value_str(remedy, "terraform"));
}
