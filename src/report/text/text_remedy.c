/* One change in a text report: the sentence, the command to copy, or why there is none. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/advise.h"
#include "whydenied/base/json_value.h"
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

/* "no command: …"; in short where the report has the whole reason. */
static void put_why_no_command(struct wd_text_report *text, const json_t *remedy)
{
    struct wd_str why = wd_value_str(remedy, "why_no_command");
    struct wd_page *page = text->page;
    char room[WD_PAGE_ROOM];
    struct wd_buf clause;

    if (!why.len)
        return;
    wd_buf_init_in(&clause, WD_PAGE_TEXT_MAX, room, sizeof room);
    if (!wd_text_first_time(text, why)) {
        wd_text_put_clause(&clause, why);
        why = wd_buf_str(&clause);
    }
    wd_buf_clear(&page->scratch);
    wd_words_fill(&page->scratch, page->lang, WD_W_NO_COMMAND, &why, 1);
    wd_page_text(page, WD_PAGE_FIELD, WD_STYLE_FAINT, wd_buf_str(&page->scratch));
    wd_buf_done(&clause);
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
        wd_buf_clear(&page->scratch);
        wd_remedy_other_role(&page->scratch, page->lang, json_array_get(others, i));
        wd_page_field(page, wd_word(page->lang, WD_W_OR), WD_STYLE_PLAIN,
                      wd_buf_str(&page->scratch));
    }
}

static void put_entitlement(struct wd_page *page, const json_t *entitlement)
{
    if (!json_is_object(entitlement))
        return;
    wd_page_field(page, wd_word(page->lang, WD_W_UNTIL), WD_STYLE_PLAIN,
                  wd_str_of(wd_word(page->lang, WD_W_ENTITLED)));
    wd_page_line(page, WD_PAGE_FIELD, WD_STYLE_GOOD,
                 wd_value_str(json_object_get(entitlement, "search"), "shell"));
    put_lines(page, wd_value_str(entitlement, "template"));
}

static void put_temporary(struct wd_page *page, const json_t *temporary)
{
    struct wd_str command;

    wd_buf_clear(&page->scratch);
    command = wd_remedy_ending(&page->scratch, page->lang, temporary);
    if (command.len) {
        wd_page_field(page, wd_word(page->lang, WD_W_UNTIL), WD_STYLE_PLAIN,
                      wd_buf_str(&page->scratch));
        if (wd_value_str(temporary, "until").len)
            wd_page_line(page, WD_PAGE_FIELD, WD_STYLE_GOOD, command);
        else
            put_lines(page, command);
    }
    put_entitlement(page, json_object_get(temporary, "entitlement"));
}

void wd_text_links(struct wd_page *page, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        wd_page_unwrapped(page, wd_word(page->lang, WD_W_LINK), WD_STYLE_PLAIN,
                          wd_value_item(array, i));
}

/* All that tells most at high detail, the one that tells most by default, nothing at low. */
static void put_breadth(struct wd_page *page, const json_t *remedy)
{
    wd_buf_clear(&page->scratch);
    if (page->detail != WD_DETAIL_LOW)
        wd_remedy_size(&page->scratch, page->lang, remedy,
                       page->detail == WD_DETAIL_HIGH ? SIZE_MAX : 1);
    if (page->scratch.len)
        wd_page_field(page, wd_word(page->lang, WD_W_GIVES), WD_STYLE_PLAIN,
                      wd_buf_str(&page->scratch));
}

/* What is to be completed stands behind its label, so that nobody takes it for ready. */
static void put_template(struct wd_text_report *text, const json_t *remedy)
{
    struct wd_page *page = text->page;
    struct wd_str template = wd_value_str(remedy, "template");
    const json_t *check = json_array_get(json_object_get(remedy, "verify"), 0);

    wd_page_unwrapped(page, wd_word(page->lang, WD_W_HAND), WD_STYLE_PLAIN,
                      wd_str_cut(&template, '\n'));
    put_lines(page, template);
    if (check && wd_text_first_time(text, wd_value_str(check, "shell")))
        wd_page_unwrapped(page, wd_word(page->lang, WD_W_CHECK), WD_STYLE_GOOD,
                          wd_value_str(check, "shell"));
}

/* The first warning that the report does not have yet; that the resource may be absent is what "else?" says. */
static void put_first_warning(struct wd_text_report *text, const json_t *remedy)
{
    const json_t *warnings = json_object_get(remedy, "warnings");
    struct wd_page *page = text->page;

    for (size_t i = 0; i < json_array_size(warnings); i++)
        if (!wd_str_eqz(wd_value_item(warnings, i), wd_advice_uncertain(page->lang)) &&
            wd_text_first_time(text, wd_value_item(warnings, i))) {
            wd_page_field(page, wd_word(page->lang, WD_W_WARN), WD_STYLE_WARN,
                          wd_value_item(warnings, i));
            return;
        }
}

bool wd_text_commands(struct wd_text_report *text, const json_t *remedy)
{
    const json_t *commands = json_object_get(remedy, "commands");
    const json_t *policy = json_object_get(remedy, "policy");
    bool ready = json_array_size(commands) > 0;

    if (ready)
        put_commands(text->page, commands);
    else if (wd_value_str(remedy, "template").len)
        put_template(text, remedy);
    else if (json_is_object(policy))
        put_policy(text->page, policy);
    else
        put_why_no_command(text, remedy);
    put_breadth(text->page, remedy);
    put_first_warning(text, remedy);
    return ready;
}

static void put_place(struct wd_text_report *text, struct wd_str id, enum wd_word label,
                      enum wd_word phrase, size_t place)
{
    struct wd_page *page = text->page;
    char number[24];

    snprintf(number, sizeof number, "%zu", place);
    wd_buf_clear(&page->scratch);
    wd_words_fill(&page->scratch, page->lang, phrase,
                  (const struct wd_str[]){id, wd_str_of(number)}, 2);
    wd_page_field(page, wd_word(page->lang, label), WD_STYLE_STRONG, wd_buf_str(&page->scratch));
}

/* Says where the change was told, if it was; else remembers that it is told here. */
static bool told_before(struct wd_text_report *text, struct wd_str id, enum wd_word label)
{
    size_t index = wd_remedy_index(text->document, id);
    struct wd_text_told *told = index == WD_NPOS ? NULL : &text->told[index];

    bool told_now = false;

    if (!told)
        return false;
    if (told->problem)
        put_place(text, id, label, WD_W_AS_PROBLEM, told->problem);
    else if (told->first && text->page->detail != WD_DETAIL_HIGH)
        put_place(text, id, label, WD_W_AS_FIRST, 0);
    else
        told_now = true;
    if (!told->problem)
        told->problem = text->number;
    return !told_now;
}

void wd_text_take_as_told(struct wd_text_report *text, struct wd_str id)
{
    size_t index = wd_remedy_index(text->document, id);

    if (index != WD_NPOS && !text->told[index].problem)
        text->told[index].problem = text->number;
}

/* One grant, one command: it says all, to whom, what and where. */
static bool is_command_alone(const struct wd_page *page, const json_t *remedy)
{
    return page->detail == WD_DETAIL_MEDIUM && wd_text_is_role_grant(remedy) &&
           json_array_size(json_object_get(remedy, "commands")) == 1;
}

static void put_command_alone(struct wd_text_report *text, const json_t *remedy, enum wd_word label)
{
    const json_t *command = json_array_get(json_object_get(remedy, "commands"), 0);
    struct wd_page *page = text->page;

    wd_buf_clear(&page->scratch);
    wd_buf_put(&page->scratch, wd_value_str(remedy, "id"));
    wd_buf_putz(&page->scratch, ": ");
    wd_buf_put(&page->scratch, wd_value_str(command, "shell"));
    wd_page_unwrapped(page, wd_word(page->lang, label), WD_STYLE_GOOD, wd_buf_str(&page->scratch));
    put_breadth(page, remedy);
    put_first_warning(text, remedy);
}

static void put_summary(struct wd_text_report *text, const json_t *remedy, enum wd_word label)
{
    struct wd_page *page = text->page;

    wd_buf_clear(&page->scratch);
    wd_buf_put(&page->scratch, wd_value_str(remedy, "id"));
    wd_buf_putz(&page->scratch, ": ");
    wd_text_sentence(text, remedy);
    wd_page_field(page, wd_word(page->lang, label), WD_STYLE_STRONG, wd_buf_str(&page->scratch));
}

void wd_text_change(struct wd_text_report *text, struct wd_str id, enum wd_word label)
{
    size_t index = wd_remedy_index(text->document, id);
    json_t *remedy;

    if (index == WD_NPOS || told_before(text, id, label))
        return;
    remedy = wd_document_remedy_in(text->document, index, WD_EXTENT_SHOWN, NULL);
    if (!remedy)
        return;
    if (is_command_alone(text->page, remedy)) {
        put_command_alone(text, remedy, label);
    } else {
        put_summary(text, remedy, label);
        wd_text_commands(text, remedy);
    }
    json_decref(remedy);
}

void wd_text_remedy(struct wd_text_report *text, const json_t *remedy, enum wd_word label)
{
    struct wd_page *page = text->page;

    if (!remedy || told_before(text, wd_value_str(remedy, "id"), label))
        return;
    put_summary(text, remedy, label);
    put_commands(page, json_object_get(remedy, "commands"));
    put_why_no_command(text, remedy);
    put_block(page, WD_W_TEMPLATE, wd_value_str(remedy, "template"));
    put_policy(page, json_object_get(remedy, "policy"));
    put_breadth(page, remedy);
    put_strings(page, WD_W_WARN, WD_STYLE_WARN, json_object_get(remedy, "warnings"));
    put_verify(page, remedy);
    put_alternatives(page, remedy);
    put_temporary(page, json_object_get(remedy, "temporary"));
    put_block(page, WD_W_TERRAFORM, wd_value_str(remedy, "terraform"));
}
