/* One change on the page: the sentence, commands, policy, warnings, checks, other roles, Terraform. */
#include "report/html/html.h"
#include "report/remedy.h"
#include "whydenied/base/json_value.h"
#include "whydenied/report/value.h"

void wd_html_paragraphs(struct wd_html *html, const char *style, const json_t *texts)
{
    for (size_t i = 0; i < json_array_size(texts); i++) {
        wd_output_printf(html->out, "<p class=\"%s\">", style);
        wd_html_text(html, wd_value_item(texts, i));
        wd_html_raw(html, "</p>\n");
    }
}

/* Under a label, to be copied. */
static void put_block(struct wd_html *html, enum wd_word title, struct wd_str text)
{
    if (!text.len)
        return;
    wd_html_raw(html, "<p class=\"label\">");
    wd_html_word(html, title);
    wd_html_raw(html, "</p><div class=\"command\"><pre><code>");
    wd_html_lines(html, text);
    wd_html_raw(html, "</code></pre><button type=\"button\" class=\"copy js\" hidden>");
    wd_html_word(html, WD_W_H_COPY);
    wd_html_raw(html, "</button></div>\n");
}

static void put_policy(struct wd_html *html, const json_t *policy)
{
    char *json = json_is_object(policy) ? wd_json_dump(policy, JSON_INDENT(2)) : NULL;

    put_block(html, WD_W_POLICY, wd_str_of(json));
    free(json);
}

void wd_html_verify(struct wd_html *html, const json_t *commands)
{
    if (!json_array_size(commands))
        return;
    wd_html_raw(html, "<p class=\"label\">");
    wd_html_word(html, WD_W_H_VERIFY);
    wd_html_raw(html, "</p>\n");
    wd_html_commands(html, commands);
}

static void put_alternatives(struct wd_html *html, const json_t *others)
{
    if (!json_array_size(others))
        return;
    wd_html_raw(html, "<p class=\"label\">");
    wd_html_word(html, WD_W_H_OTHER_ROLES);
    wd_html_raw(html, "</p><ul>\n");
    for (size_t i = 0; i < json_array_size(others); i++) {
        wd_buf_clear(&html->plain);
        wd_remedy_other_role(&html->plain, html->lang, json_array_get(others, i));
        wd_html_wrap(html, "<li>", wd_buf_str(&html->plain), "</li>\n");
    }
    wd_html_raw(html, "</ul>\n");
}

void wd_html_role(struct wd_html *html, const json_t *remedy)
{
    wd_buf_clear(&html->plain);
    wd_remedy_breadth(&html->plain, html->lang, remedy);
    if (html->plain.len)
        wd_html_wrap(html, "<p class=\"aside\">", wd_buf_str(&html->plain), "</p>\n");
    wd_html_paragraphs(html, "warning", json_object_get(remedy, "warnings"));
}

static void put_label(struct wd_html *html, struct wd_str label)
{
    wd_html_wrap(html, "<p class=\"label\">", label, "</p>\n");
}

static void put_entitlement(struct wd_html *html, const json_t *entitlement)
{
    json_t *search = json_object_get(entitlement, "search");
    json_t *commands = json_is_object(search) ? json_pack("[O]", search) : NULL;

    if (commands) {
        put_label(html, wd_str_of(wd_word(html->lang, WD_W_ENTITLED)));
        wd_html_commands(html, commands);
        put_block(html, WD_W_TEMPLATE, wd_value_str(entitlement, "template"));
    }
    json_decref(commands);
}

/* Ready, or to be completed: the same grant with an end. */
static void put_temporary(struct wd_html *html, const json_t *temporary)
{
    json_t *commands = wd_value_str(temporary, "until").len
                           ? json_pack("[O]", json_object_get(temporary, "command"))
                           : NULL;
    struct wd_buf text;
    struct wd_str command;

    wd_buf_init(&text, 8192);
    command = wd_remedy_ending(&text, html->lang, temporary);
    if (command.len)
        put_label(html, wd_buf_str(&text));
    if (commands)
        wd_html_commands(html, commands);
    else
        put_block(html, WD_W_TEMPLATE, command);
    put_entitlement(html, json_object_get(temporary, "entitlement"));
    json_decref(commands);
    wd_buf_done(&text);
}

void wd_html_links(struct wd_html *html, const json_t *addresses)
{
    if (!json_array_size(addresses))
        return;
    wd_html_raw(html, "<p class=\"links\">");
    for (size_t i = 0; i < json_array_size(addresses); i++) {
        wd_html_raw(html, i ? "<br>" : "");
        wd_html_link(html, wd_value_item(addresses, i));
    }
    wd_html_raw(html, "</p>\n");
}

void wd_html_change(struct wd_html *html, const json_t *remedy)
{
    struct wd_str why_not = wd_value_str(remedy, "why_no_command");

    wd_html_wrap(html, "<p class=\"change\"><b>", wd_value_str(remedy, "id"), "</b> ");
    wd_html_text(html, wd_value_str(remedy, "summary"));
    wd_html_raw(html, "</p>\n");
    wd_html_commands(html, json_object_get(remedy, "commands"));
    if (why_not.len) {
        wd_html_raw(html, "<p class=\"aside\">");
        wd_html_fill(html, WD_W_NO_COMMAND, &why_not, 1);
        wd_html_raw(html, "</p>\n");
    }
    put_block(html, WD_W_TEMPLATE, wd_value_str(remedy, "template"));
}

void wd_html_remedy(struct wd_html *html, const json_t *remedy)
{
    wd_html_change(html, remedy);
    put_policy(html, json_object_get(remedy, "policy"));
    wd_html_role(html, remedy);
    wd_html_verify(html, json_object_get(remedy, "verify"));
    put_alternatives(html, json_object_get(remedy, "alternatives"));
    put_temporary(html, json_object_get(remedy, "temporary"));
    put_block(html, WD_W_TERRAFORM, wd_value_str(remedy, "terraform"));
}
