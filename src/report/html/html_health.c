/* The end of the page: what no rule knows, what is suppressed, the inputs, the rules. */
#include "report/html/html.h"
#include "whydenied/report/value.h"

#define UNMATCHED_SHOWN 100u

static void put_section(struct wd_html *html, const char *id)
{
    wd_output_printf(html->out, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">",
                     id, id, id);
}

void wd_html_unmatched(struct wd_html *html, const json_t *tail)
{
    const json_t *groups = json_object_get(tail, "unmatched");
    size_t count = json_array_size(groups);

    if (!count)
        return;
    put_section(html, "unmatched");
    wd_html_word(html, WD_W_H_UNMATCHED);
    wd_html_raw(html, "</h2>\n<p>");
    wd_html_word(html, WD_W_UNMATCHED_WHY);
    wd_html_raw(html, "</p>\n");
    for (size_t i = 0; i < count && i < UNMATCHED_SHOWN; i++) {
        const json_t *group = json_array_get(groups, i);
        const json_t *sample = json_object_get(group, "sample");

        wd_html_raw(html, "<div data-row><p class=\"where\"><b>");
        wd_html_count(html, WD_W_TIMES, wd_value_int(group, "count"));
        wd_buf_clear(&html->plain);
        wd_value_where(&html->plain, sample);
        wd_html_wrap(html, "</b> ", wd_buf_str(&html->plain), "</p>\n");
        wd_html_wrap(html, "<pre class=\"sample\">", wd_value_str(sample, "text"), "</pre>");
        wd_html_raw(html, "</div>\n");
    }
    if (count > UNMATCHED_SHOWN) {
        wd_html_raw(html, "<p>");
        wd_html_count(html, WD_W_OTHERS, count - UNMATCHED_SHOWN);
        wd_html_raw(html, "</p>\n");
    }
    wd_html_raw(html, "</section>\n");
}

static void put_value(struct wd_html *html, const json_t *row, const char *name)
{
    const json_t *value = json_object_get(row, name);

    if (json_is_string(value))
        wd_html_text(html, wd_value_str(row, name));
    else if (json_is_integer(value))
        wd_html_number(html, wd_value_int(row, name));
}

void wd_html_suppressed(struct wd_html *html, const json_t *tail)
{
    const json_t *rows = json_object_get(tail, "suppressed");

    if (!json_array_size(rows))
        return;
    put_section(html, "suppressed");
    wd_html_count(html, WD_W_SUPPRESSED, json_array_size(rows));
    wd_html_raw(html, "</h2>\n<ul>\n");
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);

        wd_html_raw(html, "<li>");
        for (void *it = wd_value_iter(row); it; it = wd_value_iter_next(row, it)) {
            wd_html_wrap(html, "<span class=\"aside\">", wd_str_of(json_object_iter_key(it)),
                         "</span> ");
            put_value(html, row, json_object_iter_key(it));
            wd_html_raw(html, " ");
        }
        wd_html_raw(html, "</li>\n");
    }
    wd_html_raw(html, "</ul>\n</section>\n");
}

static void put_input_state(struct wd_html *html, const json_t *input)
{
    const char *end = wd_words_end(html->lang, wd_value_str(input, "end"));
    const json_t *skipped = json_object_get(input, "skipped");
    const json_t *notes = json_object_get(input, "notes");

    wd_html_raw(html, end ? "<td class=\"bad\">" : "<td>");
    wd_html_text(html, wd_str_of(end ? end : wd_word(html->lang, WD_W_H_READ_ALL)));
    if (end)
        wd_output_printf(html->out, " (%s %llu)", wd_word(html->lang, WD_W_BYTE),
                         (unsigned long long)wd_value_int(input, "end_offset"));
    for (void *it = wd_value_iter(skipped); it; it = wd_value_iter_next(skipped, it)) {
        wd_html_wrap(html, "<br>", wd_words_skip(html->lang, wd_str_of(json_object_iter_key(it))),
                     ": ");
        wd_html_number(html, wd_value_int(skipped, json_object_iter_key(it)));
    }
    wd_buf_clear(&html->plain);
    wd_words_rewritten(&html->plain, html->lang, input);
    wd_html_wrap(html, "<br>", wd_buf_str(&html->plain), "");
    for (size_t i = 0; i < json_array_size(notes); i++) {
        struct wd_buf note;

        wd_buf_init(&note, 4096);
        wd_words_note(&note, html->lang, wd_value_item(notes, i));
        wd_html_wrap(html, "<br>", wd_buf_str(&note), "");
        wd_buf_done(&note);
    }
    wd_html_raw(html, "</td>");
}

static void put_input(struct wd_html *html, const json_t *input)
{
    wd_html_raw(html, "<tr><td>");
    wd_html_text(html, wd_value_str(input, "name"));
    wd_html_raw(html, "</td><td class=\"n\">");
    wd_html_number(html, wd_value_int(input, "records"));
    wd_html_raw(html, "</td><td class=\"n\">");
    wd_html_number(html, wd_value_int(input, "decoded_bytes"));
    wd_html_raw(html, "</td><td>");
    wd_html_text(html, wd_value_str(input, "format"));
    if (!wd_value_is(input, "compression", "none"))
        wd_html_wrap(html, ", ", wd_value_str(input, "compression"), "");
    wd_html_raw(html, "</td>");
    put_input_state(html, input);
    wd_html_raw(html, "</tr>\n");
}

void wd_html_inputs(struct wd_html *html)
{
    static const struct {
        enum wd_word word;
        const char *open;
    } columns[] = {{WD_W_H_FILE, "<th scope=\"col\">"},
                   {WD_W_H_RECORD, "<th scope=\"col\" class=\"n\">"},
                   {WD_W_H_BYTES, "<th scope=\"col\" class=\"n\">"},
                   {WD_W_H_FORMAT, "<th scope=\"col\">"},
                   {WD_W_H_STATE, "<th scope=\"col\">"}};
    const json_t *inputs = json_object_get(html->head, "inputs");

    put_section(html, "input");
    wd_html_word(html, WD_W_INPUTS);
    wd_html_raw(html, "</h2>\n<div class=\"scroll\"><table class=\"inputs\"><thead><tr>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        wd_html_wrap(html, columns[i].open, wd_str_of(wd_word(html->lang, columns[i].word)),
                     "</th>");
    wd_html_raw(html, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < json_array_size(inputs); i++)
        put_input(html, json_array_get(inputs, i));
    wd_html_raw(html, "</tbody></table></div>\n</section>\n");
}

void wd_html_rules(struct wd_html *html, const json_t *tail)
{
    const json_t *rules = json_object_get(tail, "rules");
    const json_t *packs = json_object_get(rules, "packs");
    const json_t *errors = json_object_get(rules, "errors");

    put_section(html, "rules");
    wd_html_word(html, WD_W_RULES);
    wd_html_raw(html, "</h2>\n<p>");
    wd_html_numbers(html, WD_W_RULES_LINE,
                    (const uint64_t[]){wd_value_int(rules, "loaded"), json_array_size(packs)}, 2);
    for (size_t i = 0; i < json_array_size(packs); i++)
        wd_html_wrap(html, i ? ", " : ": ", wd_value_str(json_array_get(packs, i), "name"), "");
    wd_html_raw(html, "</p>\n");
    for (size_t i = 0; i < json_array_size(errors); i++)
        wd_html_wrap(html, "<p class=\"warning\">", wd_value_item(errors, i), "</p>\n");
    wd_html_raw(html, "</section>\n");
}
