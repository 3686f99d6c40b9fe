/* One problem as a block: who wanted what on which resource, why it was refused, how sure that is,
 * what to change, how to check it, and the line that says so. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/report/value.h"

#define SPARK_CELLS 24u
#define TREND_CELLS 30u /* a night each */

static struct wd_buf *fresh(struct wd_page *page)
{
    wd_buf_clear(&page->scratch);
    return &page->scratch;
}

static void put_fresh(struct wd_page *page, enum wd_word label, enum wd_style style)
{
    wd_page_field(page, wd_word(page->lang, label), style, wd_buf_str(&page->scratch));
}

static void put_field(struct wd_page *page, enum wd_word label, struct wd_str s)
{
    wd_page_field(page, wd_word(page->lang, label), WD_STYLE_PLAIN, s);
}

static enum wd_style severity_style(const json_t *incident)
{
    if (wd_value_is(incident, "severity", "high"))
        return WD_STYLE_BAD;
    return wd_value_is(incident, "severity", "medium") ? WD_STYLE_WARN : WD_STYLE_STRONG;
}

/* "NEW  HIGH  rule            184×  fingerprint", then the title. */
static void put_title(struct wd_page *page, const json_t *incident)
{
    const char *status = wd_words_status(page->lang, wd_value_str(incident, "status"));
    uint64_t count = wd_value_int(incident, "count");
    struct wd_buf right;

    wd_buf_init(&right, 256);
    wd_words_fill_numbers(&right, page->lang, WD_W_TIMES, &count, 1);
    wd_buf_putz(&right, "  ");
    wd_buf_put(&right, wd_str_sub(wd_value_str(incident, "fingerprint"), 0, 16));
    fresh(page);
    if (status)
        wd_buf_printf(&page->scratch, "%s  ", status);
    wd_buf_putz(&page->scratch, wd_words_severity(page->lang, wd_value_str(incident, "severity")));
    if (wd_value_is(incident, "intent", "investigate"))
        wd_buf_printf(&page->scratch, "  %s", wd_word(page->lang, WD_W_INVESTIGATE));
    wd_buf_putz(&page->scratch, "  ");
    wd_buf_put(&page->scratch, wd_value_str(incident, "rule"));
    wd_page_blank(page);
    wd_page_sides(page, severity_style(incident), wd_buf_str(&page->scratch), wd_buf_str(&right));
    wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_STRONG, wd_value_str(incident, "title"));
    wd_buf_done(&right);
}

static void put_principal(struct wd_page *page, const json_t *incident)
{
    const json_t *principal = json_object_get(incident, "principal");
    struct wd_str id = wd_value_str(principal, "id");
    struct wd_str label = wd_value_str(principal, "label");
    const char *source = wd_words_source(page->lang, wd_value_str(principal, "source"));

    if (wd_value_is(principal, "source", "structured"))
        source = NULL; /* the rule, not worth a word */
    fresh(page);
    if (id.len)
        wd_buf_put(&page->scratch, id);
    else
        wd_buf_putz(&page->scratch, wd_word(page->lang, WD_W_UNKNOWN_WHO));
    if (label.len || source) {
        wd_buf_putz(&page->scratch, " (");
        wd_buf_put(&page->scratch, label);
        wd_buf_putz(&page->scratch, label.len && source ? "; " : "");
        wd_buf_putz(&page->scratch, source ? source : "");
        wd_buf_putz(&page->scratch, ")");
    }
    put_fresh(page, WD_W_WHO, WD_STYLE_PLAIN);
}

static void put_wants(struct wd_page *page, const json_t *incident)
{
    const json_t *permissions = json_object_get(incident, "permissions");

    fresh(page);
    for (size_t i = 0; i < json_array_size(permissions); i++) {
        wd_buf_putz(&page->scratch, i ? ", " : "");
        wd_buf_put(&page->scratch, wd_value_item(permissions, i));
    }
    put_fresh(page, WD_W_WANTS, WD_STYLE_PLAIN);
    if (!json_array_size(permissions) || page->detail == WD_DETAIL_HIGH)
        put_field(page, WD_W_VIA, wd_value_str(incident, "method"));
}

static void put_resource(struct wd_page *page, const json_t *incident)
{
    const json_t *resource = json_object_get(incident, "resource");
    struct wd_str name = wd_value_str(resource, "name");
    uint64_t distinct = wd_value_int(incident, "distinct_resources");

    if (!name.len)
        name = wd_value_str(resource, "project");
    fresh(page);
    wd_buf_put(&page->scratch, name);
    if (name.len && distinct > 1) {
        wd_buf_putz(&page->scratch, " (");
        wd_words_fill_numbers(&page->scratch, page->lang, WD_W_DISTINCT_RESOURCES, &distinct, 1);
        wd_buf_putz(&page->scratch, ")");
    }
    put_fresh(page, WD_W_ON, WD_STYLE_PLAIN);
}

static void put_why(struct wd_page *page, const json_t *incident)
{
    struct wd_str why = wd_value_str(incident, "why");

    fresh(page);
    wd_buf_put(&page->scratch, wd_words_cause(page->lang, wd_value_str(incident, "cause")));
    if (why.len) {
        wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "。" : ". ");
        wd_buf_put(&page->scratch, why);
    }
    put_fresh(page, WD_W_WHY, WD_STYLE_PLAIN);
}

static void put_seen(struct wd_page *page, const json_t *incident)
{
    struct wd_str first = wd_value_str(incident, "first");
    struct wd_str last = wd_value_str(incident, "last");

    fresh(page);
    if (!first.len) {
        wd_buf_putz(&page->scratch, wd_word(page->lang, WD_W_NO_TIME));
    } else {
        wd_buf_put(&page->scratch, first);
        if (!wd_str_eq(first, last)) {
            wd_buf_putz(&page->scratch, " … ");
            wd_buf_put(&page->scratch, last);
        }
    }
    if (json_array_size(wd_value_at(incident, "histogram", "counts")) > 1) {
        wd_buf_putz(&page->scratch, "  ");
        wd_sparkline(&page->scratch, wd_value_at(incident, "histogram", "counts"), SPARK_CELLS);
    }
    put_fresh(page, WD_W_SEEN, WD_STYLE_PLAIN);
}

static void put_history(struct wd_page *page, const json_t *incident)
{
    struct wd_str night = wd_value_str(incident, "first_night");
    struct wd_buf number;

    if (!night.len)
        return;
    wd_buf_init(&number, 64);
    wd_value_put_number(&number, wd_value_int(incident, "nights"));
    fresh(page);
    wd_words_fill(&page->scratch, page->lang, WD_W_STATUS_NIGHTS,
                  (const struct wd_str[]){night, wd_buf_str(&number)}, 2);
    wd_buf_putz(&page->scratch, "  ");
    wd_sparkline(&page->scratch, wd_value_at(incident, "trend", "counts"), TREND_CELLS);
    put_fresh(page, WD_W_STATE, WD_STYLE_PLAIN);
    wd_buf_done(&number);
}

static void put_sure(struct wd_page *page, const json_t *incident)
{
    const char *basis = wd_words_source(page->lang, wd_value_str(incident, "decided_by"));

    fresh(page);
    wd_buf_putz(&page->scratch,
                wd_words_confidence(page->lang, wd_value_str(incident, "confidence")));
    if (basis)
        wd_buf_printf(&page->scratch, " (%s)", basis);
    put_fresh(page, WD_W_SURE, WD_STYLE_PLAIN);
}

static void put_remedy(struct wd_page *page, struct wd_document *document, struct wd_str id,
                       enum wd_word label)
{
    json_t *remedy = wd_remedy_find(document, id);

    wd_text_remedy(page, remedy, label);
    json_decref(remedy);
}

static void put_remedies(struct wd_page *page, struct wd_document *document, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");
    size_t together = wd_value_int(incident, "together");
    size_t all = json_array_size(ids);
    size_t shown = page->detail == WD_DETAIL_LOW && all > 1 ? (together ? together : 1) : all;

    if (!json_array_size(ids))
        put_field(page, WD_W_FIX, wd_str_of(wd_word(page->lang, WD_W_NO_ADVICE)));
    for (size_t i = 0; i < shown; i++)
        put_remedy(page, document, wd_value_item(ids, i), wd_remedy_label(incident, i));
}

static void put_tell_apart(struct wd_page *page, const json_t *incident)
{
    const json_t *others = json_object_get(incident, "tell_apart");

    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        fresh(page);
        wd_words_fill(
            &page->scratch, page->lang, WD_W_CHOICE,
            (const struct wd_str[]){wd_words_cause(page->lang, wd_value_str(other, "cause")),
                                    wd_value_str(other, "check")},
            2);
        put_fresh(page, WD_W_TELL, WD_STYLE_PLAIN);
    }
}

static void put_samples(struct wd_page *page, const json_t *incident)
{
    const json_t *samples = json_object_get(incident, "samples");
    size_t shown = json_array_size(samples);
    unsigned lines = page->detail == WD_DETAIL_HIGH ? 12 : 3;

    if (page->detail != WD_DETAIL_HIGH && shown > 1)
        shown = 1;
    for (size_t i = 0; i < shown; i++) {
        const json_t *sample = json_array_get(samples, i);

        fresh(page);
        wd_value_where(&page->scratch, sample);
        put_fresh(page, WD_W_LINE, WD_STYLE_PLAIN);
        if (page->detail != WD_DETAIL_LOW)
            wd_page_quote(page, WD_PAGE_FIELD, wd_value_str(sample, "text"), lines);
    }
}

static void put_strings(struct wd_page *page, enum wd_word label, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        put_field(page, label, wd_value_item(array, i));
}

static void put_more(struct wd_page *page, struct wd_document *document, const json_t *incident)
{
    json_t *links = wd_remedy_links(document, incident);
    const json_t *facts = json_object_get(incident, "facts");
    const json_t *linked = json_object_get(incident, "linked");

    for (void *it = wd_value_iter(facts); it; it = wd_value_iter_next(facts, it)) {
        fresh(page);
        wd_buf_printf(&page->scratch, "%s: ", json_object_iter_key(it));
        wd_buf_put(&page->scratch, wd_value_str(facts, json_object_iter_key(it)));
        put_fresh(page, WD_W_FACTS, WD_STYLE_PLAIN);
    }
    for (size_t i = 0; i < json_array_size(linked); i++) {
        struct wd_str other = wd_value_item(linked, i);

        fresh(page);
        wd_words_fill(&page->scratch, page->lang, WD_W_LINKED, &other, 1);
        put_fresh(page, WD_W_MORE, WD_STYLE_PLAIN);
    }
    wd_text_links(page, links);
    json_decref(links);
}

void wd_text_incident(struct wd_page *page, struct wd_document *document, const json_t *incident)
{
    put_title(page, incident);
    put_principal(page, incident);
    put_wants(page, incident);
    put_resource(page, incident);
    if (page->detail != WD_DETAIL_LOW) {
        put_why(page, incident);
        put_sure(page, incident);
        put_seen(page, incident);
    }
    put_history(page, incident);
    put_remedies(page, document, incident);
    if (page->detail != WD_DETAIL_LOW) {
        put_tell_apart(page, incident);
        put_strings(page, WD_W_NOTE, json_object_get(incident, "notes"));
    }
    put_samples(page, incident);
    if (page->detail == WD_DETAIL_HIGH)
        put_more(page, document, incident);
}
