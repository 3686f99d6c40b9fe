/* One problem with all that is known of it: the reason in full, how sure that is, every change and how to
 * check it, every other cause, the lines that say so, facts, addresses. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/report/value.h"

#define SPARK_CELLS  24u
#define SAMPLE_LINES 12u

static void put_why(struct wd_page *page, const json_t *incident)
{
    struct wd_str why = wd_value_str(incident, "why");

    wd_page_fresh(page);
    wd_buf_put(&page->scratch, wd_words_cause(page->lang, wd_value_str(incident, "cause")));
    if (why.len) {
        wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "。" : ". ");
        wd_buf_put(&page->scratch, why);
    }
    wd_page_put_scratch(page, WD_W_WHY, WD_STYLE_PLAIN);
}

static void put_seen(struct wd_page *page, const json_t *incident)
{
    struct wd_str first = wd_value_str(incident, "first");
    struct wd_str last = wd_value_str(incident, "last");

    wd_page_fresh(page);
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
    wd_page_put_scratch(page, WD_W_SEEN, WD_STYLE_PLAIN);
}

static void put_sure(struct wd_page *page, const json_t *incident)
{
    const char *basis = wd_words_source(page->lang, wd_value_str(incident, "decided_by"));

    wd_page_fresh(page);
    wd_buf_putz(&page->scratch,
                wd_words_confidence(page->lang, wd_value_str(incident, "confidence")));
    if (basis)
        wd_buf_printf(&page->scratch, " (%s)", basis);
    wd_page_put_scratch(page, WD_W_SURE, WD_STYLE_PLAIN);
}

static void put_remedies(struct wd_text_report *text, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");

    if (!json_array_size(ids))
        wd_page_put(text->page, WD_W_FIX, wd_str_of(wd_word(text->page->lang, WD_W_NO_ADVICE)));
    for (size_t i = 0; i < json_array_size(ids); i++) {
        json_t *remedy = wd_remedy_find(text->document, wd_value_item(ids, i));

        wd_text_remedy(text, remedy, wd_remedy_label(wd_value_int(incident, "together"), i));
        json_decref(remedy);
    }
}

static void put_tell_apart(struct wd_page *page, const json_t *incident)
{
    const json_t *others = json_object_get(incident, "tell_apart");

    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        wd_page_fresh(page);
        wd_words_fill(
            &page->scratch, page->lang, WD_W_CHOICE,
            (const struct wd_str[]){wd_words_cause(page->lang, wd_value_str(other, "cause")),
                                    wd_value_str(other, "check")},
            2);
        wd_page_put_scratch(page, WD_W_TELL, WD_STYLE_PLAIN);
    }
}

static void put_samples(struct wd_page *page, const json_t *incident)
{
    const json_t *samples = json_object_get(incident, "samples");

    for (size_t i = 0; i < json_array_size(samples); i++) {
        const json_t *sample = json_array_get(samples, i);
        struct wd_str find = wd_value_in(sample, "find", "shell");

        wd_page_fresh(page);
        wd_value_where(&page->scratch, sample);
        wd_page_put_scratch(page, WD_W_LINE, WD_STYLE_PLAIN);
        wd_page_quote(page, WD_PAGE_FIELD, wd_value_str(sample, "text"), SAMPLE_LINES);
        if (find.len)
            wd_page_line(page, WD_PAGE_FIELD, WD_STYLE_GOOD, find);
    }
}

static void put_strings(struct wd_page *page, enum wd_word label, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        wd_page_put(page, label, wd_value_item(array, i));
}

static void put_more(struct wd_page *page, struct wd_document *document, const json_t *incident)
{
    json_t *links = wd_remedy_links(document, incident);
    const json_t *facts = json_object_get(incident, "facts");
    const json_t *linked = json_object_get(incident, "linked");

    for (void *it = wd_value_iter(facts); it; it = wd_value_iter_next(facts, it)) {
        wd_page_fresh(page);
        wd_buf_printf(&page->scratch, "%s: ", json_object_iter_key(it));
        wd_buf_put(&page->scratch, wd_value_str(facts, json_object_iter_key(it)));
        wd_page_put_scratch(page, WD_W_FACTS, WD_STYLE_PLAIN);
    }
    for (size_t i = 0; i < json_array_size(linked); i++) {
        struct wd_str other = wd_value_item(linked, i);

        wd_page_fresh(page);
        wd_words_fill(&page->scratch, page->lang, WD_W_LINKED, &other, 1);
        wd_page_put_scratch(page, WD_W_MORE, WD_STYLE_PLAIN);
    }
    wd_text_links(page, links);
    json_decref(links);
}

void wd_text_detail(struct wd_text_report *text, const json_t *incident, size_t number)
{
    struct wd_page *page = text->page;
    struct wd_brief brief;

    wd_brief_of(incident, &brief);
    text->number = number;
    wd_text_title(text, &brief, number);
    wd_text_asked(page, &brief);
    put_why(page, incident);
    put_sure(page, incident);
    put_seen(page, incident);
    wd_text_history(page, &brief);
    put_remedies(text, incident);
    put_tell_apart(page, incident);
    put_strings(page, WD_W_NOTE, json_object_get(incident, "notes"));
    put_samples(page, incident);
    wd_text_rule(page, &brief);
    put_more(page, text->document, incident);
}
