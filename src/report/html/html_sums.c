/* The shortest list of changes, and the breakdowns with bars in their cells. */
#include "report/html/html.h"
#include "report/remedy.h"
#include "whydenied/report/value.h"

#define COVERED_MAX 4u

/* Where to read more: the first problems that this change answers. */
static void put_covered(struct wd_html *html, const json_t *covers)
{
    if (!json_array_size(covers))
        return;
    wd_html_raw(html, "<p class=\"aside\">");
    wd_html_word(html, WD_W_H_DETAILS);
    for (size_t i = 0; i < json_array_size(covers) && i < COVERED_MAX; i++) {
        struct wd_str fingerprint = wd_value_item(covers, i);

        wd_html_anchor(html, " <a href=\"#i-", fingerprint, "\">");
        wd_html_anchor(html, "", fingerprint, "</a>");
    }
    wd_html_raw(html, json_array_size(covers) > COVERED_MAX ? " …</p>\n" : "</p>\n");
}

static void put_first_item(struct wd_html *html, const json_t *remedy, uint64_t all)
{
    uint64_t denials = wd_value_int(remedy, "denials");
    uint64_t problems = json_array_size(json_object_get(remedy, "covers"));

    wd_output_printf(html->out, "<li><div class=\"share\" style=\"--p:%u%%\">",
                     wd_value_percent(denials, all));
    wd_buf_clear(&html->plain);
    wd_value_put_percent(&html->plain, denials, all);
    wd_html_wrap(html, "<b>", wd_buf_str(&html->plain), "</b> ");
    wd_html_count(html, WD_W_FIX_ROW, denials);
    if (problems > 1) {
        wd_html_raw(html, ", ");
        wd_html_count(html, WD_W_ALSO_FIXES, problems);
    }
    wd_html_raw(html, "</div>");
    wd_html_change(html, remedy);
    wd_html_role(html, remedy);
    if (wd_value_str(remedy, "why_no_command").len) /* which refers to it */
        wd_html_verify(html, json_object_get(remedy, "verify"));
    put_covered(html, json_object_get(remedy, "covers"));
    wd_html_raw(html, "</li>\n");
}

void wd_html_first(struct wd_html *html)
{
    struct wd_remedy_first first;

    wd_remedy_first(html->document, WD_EXTENT_WHOLE, &first);
    if (!first.count)
        return;
    wd_html_raw(html, "<section id=\"first\" aria-labelledby=\"first-h\">\n<h2 id=\"first-h\">");
    wd_html_numbers(
        html, first.count == 1 ? WD_W_FIX_FIRST_ONE : WD_W_FIX_FIRST,
        (const uint64_t[]){first.count, wd_value_percent(first.denials, first.all), first.all}, 3);
    wd_html_raw(html, "</h2>\n<p class=\"aside\">");
    wd_html_word(html, WD_W_H_FIRST_NOTE);
    wd_html_raw(html, "</p>\n<ol class=\"first\">\n");
    for (size_t i = 0; i < first.count; i++)
        put_first_item(html, first.remedies[i], first.all);
    wd_html_raw(html, "</ol>\n</section>\n");
    wd_remedy_first_done(&first);
}

static void put_row(struct wd_html *html, const json_t *row, const char *kind, uint64_t highest)
{
    struct wd_str name = wd_value_str(row, "name");
    struct wd_str shown = name;

    if (strcmp(kind, "causes") == 0)
        shown = wd_words_cause(html->lang, name);
    else if (strcmp(kind, "systems") == 0)
        shown = wd_words_system(html->lang, name);
    wd_html_raw(html, "<tr><td");
    wd_html_bar(html, wd_value_percent(wd_value_int(row, "count"), highest));
    wd_html_raw(html, "><span data-pick>");
    wd_html_text(html, shown);
    wd_html_raw(html, "</span>");
    wd_html_wrap(html, " <span class=\"aside\">", wd_value_str(row, "label"), "</span>");
    wd_html_raw(html, "</td><td class=\"n\">");
    wd_html_number(html, wd_value_int(row, "count"));
    wd_html_raw(html, "</td></tr>\n");
}

static void put_breakdown(struct wd_html *html, const char *kind, enum wd_word word)
{
    const json_t *breakdown = wd_value_at(html->head, "breakdowns", kind);
    const json_t *top = json_object_get(breakdown, "top");
    uint64_t distinct = wd_value_int(breakdown, "distinct");
    size_t count = json_array_size(top);

    if (!count)
        return;
    wd_html_raw(html, "<table class=\"breakdown\"><thead><tr><th scope=\"col\">");
    wd_html_word(html, word);
    wd_html_raw(html, "</th><th scope=\"col\" class=\"n\">");
    wd_html_word(html, WD_W_H_COUNT);
    wd_html_raw(html, "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < count; i++)
        put_row(html, json_array_get(top, i), kind, wd_value_int(json_array_get(top, 0), "count"));
    if (distinct > count) {
        wd_html_raw(html, "<tr><td colspan=\"2\" class=\"aside\">");
        wd_html_count(html, WD_W_OTHERS, distinct - count);
        wd_html_raw(html, "</td></tr>\n");
    }
    wd_html_raw(html, "</tbody></table>\n");
}

void wd_html_breakdowns(struct wd_html *html)
{
    static const struct {
        const char *name;
        enum wd_word word;
    } rows[] = {{"causes", WD_W_CAUSES},         {"systems", WD_W_SYSTEMS},
                {"principals", WD_W_PRINCIPALS}, {"permissions", WD_W_PERMISSIONS},
                {"resources", WD_W_RESOURCES},   {"projects", WD_W_PROJECTS}};

    if (!json_array_size(json_object_get(wd_value_at(html->head, "breakdowns", "causes"), "top")))
        return;
    wd_html_raw(html, "<section id=\"breakdown\" aria-labelledby=\"breakdown-h\">\n"
                      "<h2 id=\"breakdown-h\">");
    wd_html_word(html, WD_W_BREAKDOWN);
    wd_html_raw(html, "</h2>\n<div class=\"grid\">\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_breakdown(html, rows[i].name, rows[i].word);
    wd_html_raw(html, "</div>\n</section>\n");
}
