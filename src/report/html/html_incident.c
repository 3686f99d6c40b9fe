/* One problem as a section that folds, or as a row. */
#include "report/html/html.h"
#include "report/remedy.h"
#include "report/text/text_layout.h"
#include "whydenied/report/value.h"

static void put_term(struct wd_html *html, enum wd_word word)
{
    wd_html_raw(html, "<dt>");
    wd_html_word(html, word);
    wd_html_raw(html, "</dt>");
}

static void put_fact(struct wd_html *html, enum wd_word word, struct wd_str s)
{
    if (!s.len)
        return;
    put_term(html, word);
    wd_html_wrap(html, "<dd>", s, "</dd>\n");
}

static const char *severity_class(const json_t *incident)
{
    if (wd_value_is(incident, "severity", "high"))
        return "high";
    return wd_value_is(incident, "severity", "medium") ? "medium" : "low";
}

static void put_badges(struct wd_html *html, const json_t *incident)
{
    const char *status = wd_words_status(html->lang, wd_value_str(incident, "status"));

    wd_output_printf(html->out, "<span class=\"badge %s\">%s</span>", severity_class(incident),
                     wd_words_severity(html->lang, wd_value_str(incident, "severity")));
    if (wd_value_is(incident, "intent", "investigate"))
        wd_html_wrap(html, "<span class=\"badge investigate\">",
                     wd_str_of(wd_word(html->lang, WD_W_INVESTIGATE)), "</span>");
    if (status)
        wd_html_wrap(html, "<span class=\"badge status\">", wd_str_of(status), "</span>");
}

/* What stands in the line that is seen while the problem is folded. */
static void put_summary(struct wd_html *html, const json_t *incident)
{
    struct wd_str title = wd_value_str(incident, "title");
    struct wd_str id = wd_value_who(incident);

    wd_html_raw(html, "<summary><span class=\"badges\">");
    put_badges(html, incident);
    wd_html_raw(html, "</span><h3>");
    wd_html_text(html, title.len ? title : wd_value_str(incident, "rule"));
    wd_html_raw(html, "</h3><span class=\"times\">");
    wd_html_count(html, WD_W_TIMES, wd_value_int(incident, "count"));
    wd_html_raw(html, "</span><span class=\"brief\">");
    wd_html_text(html, id);
    wd_html_wrap(html, id.len ? " → " : "", wd_value_what(incident), "");
    wd_html_raw(html, "</span></summary>\n");
}

static void put_who(struct wd_html *html, const json_t *incident)
{
    const json_t *principal = json_object_get(incident, "principal");
    struct wd_str id = wd_value_str(principal, "id"), who = wd_value_who(incident);
    const char *source = wd_words_source(html->lang, wd_value_str(principal, "source"));

    put_term(html, WD_W_WHO);
    wd_html_raw(html, "<dd>");
    if (id.len)
        wd_html_wrap(html, "<code>", id, "</code>");
    else if (who.len)
        wd_html_text(html, who);
    else
        wd_html_word(html, WD_W_UNKNOWN_WHO);
    wd_html_wrap(html, " <span class=\"aside\">", wd_value_str(principal, "label"), "</span>");
    if (source && !wd_value_is(principal, "source", "structured"))
        wd_html_wrap(html, " <span class=\"aside\">", wd_str_of(source), "</span>");
    wd_html_raw(html, "</dd>\n");
}

static void put_codes(struct wd_html *html, enum wd_word word, const json_t *array)
{
    if (!json_array_size(array))
        return;
    put_term(html, word);
    wd_html_raw(html, "<dd>");
    for (size_t i = 0; i < json_array_size(array); i++)
        wd_html_wrap(html, i ? "<br><code>" : "<code>", wd_value_item(array, i), "</code>");
    wd_html_raw(html, "</dd>\n");
}

static void put_where(struct wd_html *html, const json_t *incident)
{
    const json_t *resource = json_object_get(incident, "resource");
    struct wd_str name = wd_value_what(incident);
    uint64_t distinct = wd_value_int(incident, "distinct_resources");

    if (!name.len)
        name = wd_value_str(resource, "project");
    if (!name.len)
        return;
    put_term(html, WD_W_ON);
    wd_html_wrap(html, "<dd><code>", name, "</code>");
    wd_html_wrap(html, " <span class=\"aside\">", wd_value_str(resource, "type"), "</span>");
    if (distinct > 1 && wd_value_str(resource, "name").len) {
        wd_html_raw(html, " <span class=\"aside\">");
        wd_html_count(html, WD_W_DISTINCT_RESOURCES, distinct);
        wd_html_raw(html, "</span>");
    }
    wd_html_raw(html, "</dd>\n");
}

static void put_why(struct wd_html *html, const json_t *incident)
{
    put_term(html, WD_W_WHY);
    wd_html_raw(html, "<dd><strong>");
    wd_html_text(html, wd_words_cause(html->lang, wd_value_str(incident, "cause")));
    wd_html_raw(html, "</strong>");
    wd_html_wrap(html, "<br>", wd_value_str(incident, "why"), "");
    wd_html_raw(html, "</dd>\n");
}

static void put_sure(struct wd_html *html, const json_t *incident)
{
    const char *basis = wd_words_source(html->lang, wd_value_str(incident, "decided_by"));

    put_term(html, WD_W_SURE);
    wd_html_raw(html, "<dd>");
    wd_html_raw(html, wd_words_confidence(html->lang, wd_value_str(incident, "confidence")));
    if (basis)
        wd_html_wrap(html, " <span class=\"aside\">", wd_str_of(basis), "</span>");
    wd_html_raw(html, "</dd>\n");
}

static void put_seen(struct wd_html *html, const json_t *incident)
{
    struct wd_str first = wd_value_str(incident, "first");
    struct wd_str last = wd_value_str(incident, "last");

    put_term(html, WD_W_SEEN);
    wd_html_raw(html, "<dd>");
    if (!first.len)
        wd_html_word(html, WD_W_NO_TIME);
    wd_html_span(html, first, last);
    if (json_array_size(wd_value_at(incident, "histogram", "counts")) > 1) {
        wd_buf_clear(&html->plain);
        wd_sparkline(&html->plain, wd_value_at(incident, "histogram", "counts"), 40);
        wd_html_wrap(html, " <span class=\"spark\" aria-hidden=\"true\">", wd_buf_str(&html->plain),
                     "</span>");
    }
    wd_html_raw(html, "</dd>\n");
}

/* Since which night, on how many, and the last thirty. */
static void put_history(struct wd_html *html, const json_t *incident)
{
    wd_buf_clear(&html->plain);
    wd_words_nights(&html->plain, html->lang, incident);
    if (!html->plain.len)
        return;
    put_term(html, WD_W_STATE);
    wd_html_wrap(html, "<dd>", wd_buf_str(&html->plain), "");
    wd_buf_clear(&html->plain);
    wd_sparkline(&html->plain, wd_value_at(incident, "trend", "counts"), 30);
    wd_html_wrap(html, " <span class=\"spark\" aria-hidden=\"true\">", wd_buf_str(&html->plain),
                 "</span>");
    wd_html_raw(html, "</dd>\n");
}

static void put_facts(struct wd_html *html, const json_t *incident)
{
    wd_html_raw(html, "<dl class=\"facts\">\n");
    put_who(html, incident);
    put_codes(html, WD_W_WANTS, json_object_get(incident, "permissions"));
    put_where(html, incident);
    put_fact(html, WD_W_VIA, wd_value_str(incident, "method"));
    put_why(html, incident);
    put_sure(html, incident);
    put_seen(html, incident);
    put_history(html, incident);
    wd_html_raw(html, "</dl>\n");
}

static void put_remedies(struct wd_html *html, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");

    wd_html_raw(html, "<h4>");
    wd_html_word(html, WD_W_FIX);
    wd_html_raw(html, "</h4>\n");
    if (!json_array_size(ids))
        wd_html_wrap(html, "<p>", wd_str_of(wd_word(html->lang, WD_W_NO_ADVICE)), "</p>\n");
    for (size_t i = 0; i < json_array_size(ids); i++) {
        json_t *remedy = wd_remedy_find(html->document, wd_value_item(ids, i));

        enum wd_word label = wd_remedy_label(wd_value_int(incident, "together"), i);

        wd_html_raw(html, label == WD_W_OR ? "<div class=\"remedy other\">\n"
                                           : "<div class=\"remedy\">\n");
        if (label == WD_W_AND)
            wd_html_wrap(html, "<p class=\"label\">", wd_str_of(wd_word(html->lang, label)),
                         "</p>\n");
        wd_html_remedy(html, remedy);
        json_decref(remedy);
        wd_html_raw(html, "</div>\n");
    }
}

static void put_tell_apart(struct wd_html *html, const json_t *others)
{
    if (!json_array_size(others))
        return;
    wd_html_raw(html, "<h4>");
    wd_html_word(html, WD_W_H_TELL);
    wd_html_raw(html, "</h4>\n<dl class=\"tell\">\n");
    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        wd_html_raw(html, "<dt>");
        wd_html_text(html, wd_words_cause(html->lang, wd_value_str(other, "cause")));
        wd_html_raw(html, "</dt><dd>");
        wd_html_text(html, wd_value_str(other, "check"));
        wd_html_raw(html, "</dd>\n");
    }
    wd_html_raw(html, "</dl>\n");
}

static void put_samples(struct wd_html *html, const json_t *samples)
{
    if (!json_array_size(samples))
        return;
    wd_html_raw(html, "<h4>");
    wd_html_word(html, WD_W_H_EVIDENCE);
    wd_html_raw(html, "</h4>\n");
    for (size_t i = 0; i < json_array_size(samples); i++) {
        const json_t *sample = json_array_get(samples, i);

        wd_buf_clear(&html->plain);
        wd_value_where(&html->plain, sample);
        wd_html_wrap(html, "<p class=\"where\">", wd_buf_str(&html->plain), "");
        wd_html_wrap(html, " <span class=\"aside\">", wd_value_str(sample, "time"), "</span>");
        wd_html_raw(html, "</p>\n");
        wd_html_wrap(html, "<pre class=\"sample\">", wd_value_str(sample, "text"), "</pre>\n");
    }
}

static void put_more(struct wd_html *html, const json_t *incident)
{
    const json_t *facts = json_object_get(incident, "facts");
    json_t *links = wd_remedy_links(html->document, incident);

    wd_html_raw(html, "<p class=\"ids\">");
    wd_html_wrap(html, "<code>", wd_value_str(incident, "rule"), "</code> ");
    wd_html_wrap(html, "<code>", wd_value_str(incident, "fingerprint"), "</code> ");
    wd_html_text(html, wd_words_system(html->lang, wd_value_str(incident, "system")));
    wd_html_raw(html, "</p>\n");
    for (void *it = wd_value_iter(facts); it; it = wd_value_iter_next(facts, it)) {
        wd_html_raw(html, "<p class=\"fact\">");
        wd_html_text(html, wd_str_of(json_object_iter_key(it)));
        wd_html_wrap(html, ": <code>", wd_value_str(facts, json_object_iter_key(it)), "</code>");
        wd_html_raw(html, "</p>\n");
    }
    wd_html_links(html, links);
    json_decref(links);
}

/* The days of its first and last denial, for the filter. */
static void put_days(struct wd_html *html, const json_t *incident)
{
    const struct wd_str first = wd_value_str(incident, "first"),
                        last = wd_value_str(incident, "last");

    if (first.len < DATE_LEN || last.len < DATE_LEN)
        return;
    wd_html_wrap(html, " data-first=\"", wd_str_sub(first, 0, DATE_LEN), "\"");
    wd_html_wrap(html, " data-last=\"", wd_str_sub(last, 0, DATE_LEN), "\"");
}

void wd_html_incident(struct wd_html *html, const json_t *incident, bool open)
{
    wd_output_printf(html->out, "<details class=\"incident %s\" data-row%s",
                     severity_class(incident), open ? " open" : "");
    wd_html_anchor(html, " id=\"i-", wd_value_str(incident, "fingerprint"), "\"");
    put_days(html, incident);
    wd_html_raw(html, ">\n");
    put_summary(html, incident);
    wd_html_raw(html, "<div class=\"body\">\n");
    put_facts(html, incident);
    wd_html_paragraphs(html, "note", json_object_get(incident, "notes"));
    put_remedies(html, incident);
    put_tell_apart(html, json_object_get(incident, "tell_apart"));
    put_samples(html, json_object_get(incident, "samples"));
    put_more(html, incident);
    wd_html_raw(html, "</div></details>\n");
}

static void put_cell(struct wd_html *html, struct wd_str s)
{
    wd_html_raw(html, "<td>");
    wd_html_text(html, s);
}

/* Cells are not closed: HTML allows it, and there may be thousands. */
void wd_html_incident_row(struct wd_html *html, const json_t *incident)
{
    const json_t *permissions = json_object_get(incident, "permissions");
    json_t *remedy = wd_remedy_of(html->document, incident);

    wd_html_raw(html, "<tr data-row");
    wd_html_anchor(html, " id=\"i-", wd_value_str(incident, "fingerprint"), "\"");
    put_days(html, incident);
    wd_html_raw(html, ">");
    put_cell(html, wd_str_of(wd_words_severity(html->lang, wd_value_str(incident, "severity"))));
    wd_html_raw(html, "<td>");
    wd_html_number(html, wd_value_int(incident, "count"));
    put_cell(html, wd_value_str(incident, "rule"));
    put_cell(html, wd_value_who(incident));
    put_cell(html, wd_value_item(permissions, 0));
    if (json_array_size(permissions) > 1)
        wd_output_printf(html->out, " +%zu", json_array_size(permissions) - 1);
    put_cell(html, wd_value_what(incident));
    put_cell(html, wd_value_str(remedy, "summary"));
    json_decref(remedy);
    wd_html_raw(html, "\n");
}
