/* The HTML report: one file that holds all it shows, for browsers without a network.
 *
 * The content security policy allows the one script by its hash and nothing from elsewhere. Without
 * the script everything can be read; with it one can filter, copy and open at once. No text of a log
 * becomes markup, an address or part of the script. */
#include "report/html/html.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "report/writer.h"
#include "whydenied/base/limits.h"
#include "whydenied/report/value.h"

static void put_policy(struct wd_html *html)
{
    struct wd_str script = wd_html_script();
    uint8_t digest[SHA256_DIGEST_SIZE];
    char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = "";
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, script.len, (const uint8_t *)script.ptr);
    sha256_digest(&sha, sizeof digest, digest);
    base64_encode_raw(text, sizeof digest, digest);
    wd_output_printf(html->out,
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri 'none'; "
                     "form-action 'none'\">\n",
                     text);
}

static void put_title(struct wd_html *html)
{
    wd_html_raw(html, "<title>whydenied: ");
    wd_html_count(html, WD_W_FIX_ROW, wd_value_sum(html->head, "denials"));
    wd_html_raw(html, "</title>\n");
}

static void put_top(struct wd_html *html)
{
    wd_html_raw(html, "<!doctype html>\n<html lang=\"");
    wd_html_raw(html, html->lang == WD_LANG_JA ? "ja" : "en");
    wd_html_raw(html, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    put_policy(html);
    wd_html_raw(html, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n");
    put_title(html);
    wd_html_raw(html, "<style>");
    wd_output_put(html->out, wd_html_style());
    wd_html_raw(html, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#problems\">");
    wd_html_word(html, WD_W_H_SKIP);
    wd_html_raw(html, "</a>\n");
}

/* Parts that stand only when they have something to say. */
static bool has_part(const struct wd_html *html, const char *anchor)
{
    if (strcmp(anchor, "timeline") == 0)
        return json_is_object(json_object_get(html->head, anchor));
    if (strcmp(anchor, "breakdown") == 0)
        return json_array_size(
                   json_object_get(wd_value_at(html->head, "breakdowns", "causes"), "top")) > 0;
    if (strcmp(anchor, "unmatched") == 0)
        return json_array_size(json_object_get(html->tail, anchor)) > 0;
    if (strcmp(anchor, "lookalikes") == 0)
        return wd_value_int(json_object_get(html->head, "listed"), anchor) > 0;
    return true;
}

static void put_nav(struct wd_html *html)
{
    static const struct {
        const char *anchor;
        enum wd_word word;
    } rows[] = {{"timeline", WD_W_TIMELINE},
                {"breakdown", WD_W_BREAKDOWN},
                {"problems", WD_W_PROBLEMS},
                {"unmatched", WD_W_H_UNMATCHED},
                {"lookalikes", WD_W_LOOKALIKE_PART},
                {"input", WD_W_INPUTS},
                {"rules", WD_W_RULES}};

    wd_html_raw(html, "<nav aria-label=\"");
    wd_html_word(html, WD_W_H_CONTENTS);
    wd_html_raw(html, "\"><ul>\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!has_part(html, rows[i].anchor))
            continue;
        wd_output_printf(html->out, "<li><a href=\"#%s\">", rows[i].anchor);
        wd_html_word(html, rows[i].word);
        wd_html_raw(html, "</a></li>\n");
    }
    wd_html_raw(html, "</ul></nav>\n");
}

static void put_header(struct wd_html *html)
{
    const json_t *notes = json_object_get(html->head, "notes");
    const struct wd_str span[] = {wd_value_in(html->head, "span", "first"),
                                  wd_value_in(html->head, "span", "last")};

    wd_html_raw(html, "<header>\n<h1>");
    wd_html_word(html, WD_W_TITLE);
    wd_html_raw(html, "</h1>\n<p class=\"span\">");
    if (span[0].len)
        wd_html_span(html, span[0], span[1]);
    else
        wd_html_word(html, WD_W_NO_SPAN);
    wd_html_raw(html, "</p>\n");
    if (json_is_false(json_object_get(html->head, "complete")))
        wd_html_wrap(html, "<p class=\"alarm\" role=\"alert\">",
                     wd_str_of(wd_word(html->lang, WD_W_INCOMPLETE)), "</p>\n");
    for (size_t i = 0; i < json_array_size(notes); i++)
        wd_html_wrap(html, "<p class=\"note\">", wd_value_item(notes, i), "</p>\n");
    put_nav(html);
    wd_html_raw(html, "</header>\n<main>\n");
}

static void put_card(struct wd_html *html, enum wd_word word, uint64_t n, const char *style)
{
    wd_output_printf(html->out, "<div class=\"card%s\"><dt>", style);
    wd_html_word(html, word);
    wd_html_raw(html, "</dt><dd>");
    wd_html_number(html, n);
    wd_html_raw(html, "</dd></div>\n");
}

static uint64_t count_damaged(const json_t *inputs)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < json_array_size(inputs); i++)
        sum += wd_words_end(WD_LANG_EN, wd_value_str(json_array_get(inputs, i), "end")) != NULL;
    return sum;
}

static void put_cards(struct wd_html *html)
{
    const json_t *totals = json_object_get(html->head, "totals");
    const json_t *listed = json_object_get(html->head, "listed");
    uint64_t skipped = wd_value_sum_of(json_object_get(totals, "skipped"));
    uint64_t damaged = count_damaged(json_object_get(html->head, "inputs"));

    wd_html_raw(html, "<dl class=\"cards\">\n");
    put_card(html, WD_W_H_DENIALS, wd_value_sum(html->head, "denials"), " main");
    put_card(html, WD_W_H_PROBLEMS, wd_value_problems(html->head), " main");
    if (wd_value_int(listed, "new"))
        put_card(html, WD_W_H_NEW, wd_value_int(listed, "new"), " warn");
    put_card(html, WD_W_H_UNMATCHED, wd_value_int(totals, "unmatched"), "");
    put_card(html, WD_W_H_LOOKALIKES, wd_value_sum(html->head, "lookalikes"), "");
    if (wd_value_int(totals, "selected_out"))
        put_card(html, WD_W_H_SELECTED_OUT, wd_value_int(totals, "selected_out"), "");
    if (wd_value_int(totals, "suppressed"))
        put_card(html, WD_W_H_ACCEPTED, wd_value_int(totals, "suppressed"), "");
    put_card(html, WD_W_H_RECORDS, wd_value_int(totals, "records"), "");
    put_card(html, WD_W_H_SKIPPED, skipped, skipped ? " warn" : "");
    put_card(html, WD_W_H_DAMAGED, damaged, damaged ? " warn" : "");
    wd_html_raw(html, "</dl>\n");
}

/* Problems that lie wholly outside of the days are hidden; those without a time stay, as with --since. */
static void put_date(struct wd_html *html, enum wd_word word, const char *id)
{
    const struct wd_str first = wd_value_in(html->head, "span", "first"),
                        last = wd_value_in(html->head, "span", "last");

    if (first.len < DATE_LEN || last.len < DATE_LEN)
        return;
    wd_output_printf(html->out, "<span class=\"day\"><label for=\"%s\">", id);
    wd_html_word(html, word);
    wd_output_printf(html->out, "</label><input id=\"%s\" type=\"date\" min=\"", id);
    wd_html_text(html, wd_str_sub(first, 0, DATE_LEN));
    wd_html_raw(html, "\" max=\"");
    wd_html_text(html, wd_str_sub(last, 0, DATE_LEN));
    wd_html_raw(html, "\"></span>");
}

static void put_tools(struct wd_html *html)
{
    wd_html_raw(html, "<div class=\"tools js\" hidden role=\"search\"><label for=\"filter\">");
    wd_html_word(html, WD_W_H_FILTER);
    wd_html_raw(html, "</label><input id=\"filter\" type=\"search\" autocomplete=\"off\" "
                      "spellcheck=\"false\" placeholder=\"");
    wd_html_word(html, WD_W_H_FILTER_HINT);
    wd_html_raw(html, "\">");
    put_date(html, WD_W_H_FROM, "from");
    put_date(html, WD_W_H_TO, "to");
    wd_html_raw(html, "<button type=\"button\" id=\"open\">");
    wd_html_word(html, WD_W_H_OPEN);
    wd_html_raw(html, "</button><button type=\"button\" id=\"close\">");
    wd_html_word(html, WD_W_H_CLOSE);
    wd_html_raw(html, "</button><output id=\"shown\" for=\"filter\" data-text=\"");
    wd_html_text(html, wd_str_of(wd_word(html->lang, WD_W_H_SHOWN)));
    wd_html_raw(html, "\"></output></div>\n");
}

/* Rows come in sheets of a table each, so that a browser need not lay out what is far from the screen:
 * it does so for all rows of a table or for none. */
#define SHEET_ROWS 50u

static void begin_sheet(struct wd_html *html)
{
    static const enum wd_word columns[] = {WD_W_H_SEVERITY, WD_W_H_COUNT, WD_W_H_RULE,  WD_W_WHO,
                                           WD_W_WANTS,      WD_W_ON,      WD_W_H_CHANGE};

    wd_html_raw(html, "<div class=\"sheet\"><table><thead><tr>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        wd_html_raw(html, "<th scope=\"col\">");
        wd_html_word(html, columns[i]);
        wd_html_raw(html, "</th>");
    }
    wd_html_raw(html, "</tr></thead><tbody>\n");
}

static void end_sheet(struct wd_html *html)
{
    wd_html_raw(html, "</tbody></table></div>\n");
}

static void begin_rest(struct wd_html *html, uint64_t count)
{
    wd_html_raw(html, "<h3>");
    wd_html_count(html, WD_W_H_REST, count);
    wd_html_raw(html, "</h3>\n<div class=\"scroll\"><div class=\"rest\">\n");
}

static void put_row(struct wd_html *html, const json_t *incident, size_t row)
{
    if (row > 0 && row % SHEET_ROWS == 0)
        end_sheet(html);
    if (row % SHEET_ROWS == 0)
        begin_sheet(html);
    wd_html_incident_row(html, incident);
}

static bool is_lookalike(const json_t *incident)
{
    return json_is_true(json_object_get(incident, "lookalike")) ||
           wd_value_is(incident, "cause", "not_permission");
}

/* The first incidents of a part in full, the others as a row each. */
static int put_incidents(struct wd_html *html, struct wd_document *document, bool lookalikes,
                         struct wd_error *err)
{
    size_t shown = 0;
    size_t all = (size_t)wd_value_int(json_object_get(html->head, "listed"),
                                      lookalikes ? "lookalikes" : "problems");

    for (size_t i = 0; i < wd_document_count(document); i++) {
        json_t *incident = wd_document_incident(document, i, err);

        if (!incident)
            return -1;
        if (is_lookalike(incident) == lookalikes) {
            if (shown == WD_HTML_FULL_INCIDENTS)
                begin_rest(html, all > shown ? all - shown : 0);
            if (shown < WD_HTML_FULL_INCIDENTS)
                wd_html_incident(html, incident, shown == 0 && !lookalikes);
            else
                put_row(html, incident, shown - WD_HTML_FULL_INCIDENTS);
            shown++;
        }
        json_decref(incident);
    }
    if (shown > WD_HTML_FULL_INCIDENTS) {
        end_sheet(html);
        wd_html_raw(html, "</div></div>\n");
    }
    return 0;
}

static int put_problems(struct wd_html *html, struct wd_document *document, struct wd_error *err)
{
    int result;

    wd_html_raw(html, "<section id=\"problems\" tabindex=\"-1\" "
                      "aria-labelledby=\"problems-h\">\n<h2 id=\"problems-h\">");
    wd_html_word(html, WD_W_PROBLEMS);
    wd_html_raw(html, "</h2>\n");
    if (wd_value_int(json_object_get(html->head, "totals"), "denials") == 0)
        wd_html_wrap(html, "<p>", wd_str_of(wd_word(html->lang, wd_words_none(html->head))),
                     "</p>\n");
    put_tools(html);
    result = put_incidents(html, document, false, err);
    wd_html_raw(html, "</section>\n");
    return result;
}

static int put_lookalikes(struct wd_html *html, struct wd_document *document, struct wd_error *err)
{
    int result;

    if (!has_part(html, "lookalikes"))
        return 0;
    wd_html_raw(html, "<section id=\"lookalikes\" aria-labelledby=\"lookalikes-h\">\n"
                      "<h2 id=\"lookalikes-h\">");
    wd_html_word(html, WD_W_LOOKALIKE_PART);
    wd_html_raw(html, "</h2>\n<p>");
    wd_html_word(html, WD_W_LOOKALIKE_WHY);
    wd_html_raw(html, "</p>\n");
    result = put_incidents(html, document, true, err);
    wd_html_raw(html, "</section>\n");
    return result;
}

static void put_end(struct wd_html *html)
{
    wd_html_raw(html, "</main>\n<footer><p>");
    wd_html_word(html, WD_W_H_FOOT);
    wd_html_raw(html, "</p></footer>\n<p id=\"said\" class=\"visually-hidden\" role=\"status\" "
                      "data-copied=\"");
    wd_html_word(html, WD_W_H_COPIED);
    wd_html_raw(html, "\"></p>\n<script>");
    wd_output_put(html->out, wd_html_script());
    wd_html_raw(html, "</script>\n</body>\n</html>\n");
}

int wd_write_html(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err)
{
    const json_t *tail = wd_document_tail(document);
    struct wd_html html = {
        .out = out, .document = document, .head = wd_document_head(document), .tail = tail};
    int result;

    html.timezone = options->timezone;
    html.lang = wd_words_lang(html.head);
    wd_buf_init(&html.plain, 1u << 20);
    wd_buf_init(&html.safe, 8u << 20);
    put_top(&html);
    put_header(&html);
    put_cards(&html);
    wd_html_first(&html);
    wd_html_nights(&html);
    wd_html_timeline(&html);
    wd_html_breakdowns(&html);
    result = put_problems(&html, document, err);
    wd_html_unmatched(&html, tail);
    if (result == 0)
        result = put_lookalikes(&html, document, err);
    wd_html_suppressed(&html, tail);
    wd_html_inputs(&html);
    wd_html_rules(&html, tail);
    put_end(&html);
    wd_buf_done(&html.plain);
    wd_buf_done(&html.safe);
    return result;
}
