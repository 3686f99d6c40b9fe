/* The text report: sums, the problems at a glance, the shortest list of changes, the problems, what no rule
 * knows, look-alikes, what is suppressed, the state of the input, the rules. */
#include "report/text/text.h"
#include "report/document/stand.h"
#include "report/words.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

#define UNMATCHED_MEDIUM 3u
#define UNMATCHED_LOW    1u

/* What a night does not bring anew has its line at a glance, and one alone is told whole: there is no glance then. */
static bool has_block(const struct wd_text_report *text, const struct wd_stand *stand)
{
    return text->page->detail == WD_DETAIL_HIGH || text->problems < 2 || stand->apart ||
           !stand->status ||
           (strcmp(stand->status, "ongoing") != 0 && strcmp(stand->status, "quiet") != 0);
}

/* Problems need no heading, they have numbers. */
static void put_part(struct wd_page *page)
{
    wd_page_heading(page, wd_str_of(wd_word(page->lang, WD_W_LOOKALIKE_PART)));
    wd_page_text(page, 0, WD_STYLE_PLAIN, wd_str_of(wd_word(page->lang, WD_W_LOOKALIKE_WHY)));
}

static int put_incident(struct wd_text_report *text, size_t index, size_t number,
                        struct wd_error *err)
{
    struct wd_brief brief;
    json_t *incident;

    if (text->page->detail != WD_DETAIL_HIGH) {
        if (wd_brief_at(text->document, index, WD_EXTENT_SHOWN, &brief, err) < 0)
            return -1;
        wd_text_incident(text, &brief, number);
        return 0;
    }
    incident = wd_document_incident(text->document, index, err);
    if (!incident)
        return -1;
    wd_text_detail(text, incident, number);
    json_decref(incident);
    return 0;
}

/* All incidents that are look-alikes, or all that are not, under a heading when there are any. Look-alikes
 * are numbered on. */
static int put_incidents(struct wd_text_report *text, bool lookalikes, struct wd_error *err)
{
    size_t number = text->before + (lookalikes ? text->problems : 0);
    bool any = false;

    for (size_t i = 0; i < wd_document_count(text->document); i++) {
        struct wd_stand stand;

        if (wd_stand_of(text->document, i, &stand, err) < 0)
            return -1;
        bool is = stand.apart == lookalikes;
        bool shown = is && has_block(text, &stand);

        number += is;
        if (shown && !any && lookalikes)
            put_part(text->page);
        any = any || shown;
        if (shown && put_incident(text, i, number, err) < 0)
            return -1;
    }
    return 0;
}

static void put_unmatched_row(struct wd_page *page, const json_t *group)
{
    const json_t *sample = json_object_get(group, "sample");

    wd_page_blank(page);
    wd_buf_clear(&page->scratch);
    wd_text_number(page, WD_W_TIMES, wd_value_int(group, "count"));
    wd_buf_putz(&page->scratch, "  ");
    wd_value_where(&page->scratch, sample);
    wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
    wd_page_quote(page, WD_PAGE_INDENT, wd_value_str(sample, "text"),
                  page->detail == WD_DETAIL_HIGH ? 12 : 3);
}

static void put_unmatched(struct wd_page *page, const json_t *head, const json_t *tail)
{
    const json_t *groups = json_object_get(tail, "unmatched");
    size_t count = json_array_size(groups);
    size_t shown = page->detail == WD_DETAIL_HIGH  ? count
                   : page->detail == WD_DETAIL_LOW ? UNMATCHED_LOW
                                                   : UNMATCHED_MEDIUM;

    if (!count)
        return;
    wd_buf_clear(&page->scratch);
    wd_text_numbers(
        page, WD_W_UNMATCHED,
        (const uint64_t[]){wd_value_int(json_object_get(head, "totals"), "unmatched"), count}, 2);
    wd_page_heading(page, wd_buf_str(&page->scratch));
    wd_page_text(page, 0, WD_STYLE_PLAIN, wd_str_of(wd_word(page->lang, WD_W_UNMATCHED_WHY)));
    for (size_t i = 0; i < count && i < shown; i++)
        put_unmatched_row(page, json_array_get(groups, i));
    if (shown < count) {
        wd_page_blank(page);
        wd_buf_clear(&page->scratch);
        wd_text_number(page, WD_W_OTHERS, count - shown);
        wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
    }
}

/* "rule gcp.run.*, principal x: known (platform, until 2027-01-01)" */
static void put_suppression(struct wd_page *page, const json_t *row)
{
    static const char *const names[] = {"fingerprint", "rule", "principal", "resource"};
    const struct wd_str why[] = {wd_value_str(row, "reason"), wd_value_str(row, "owner"),
                                 wd_value_str(row, "expires")};
    struct wd_buf label;

    wd_buf_init(&label, 64);
    if (wd_value_is(row, "state", "expired"))
        wd_buf_putz(&label, wd_word(page->lang, WD_W_SUP_EXPIRED));
    else if (wd_value_is(row, "state", "unused"))
        wd_buf_putz(&label, wd_word(page->lang, WD_W_SUP_UNUSED));
    else if (json_object_get(row, "denials"))
        wd_words_fill_numbers(&label, page->lang, WD_W_TIMES,
                              &(uint64_t){wd_value_int(row, "denials")}, 1);
    wd_buf_clear(&page->scratch);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!wd_value_str(row, names[i]).len)
            continue;
        wd_buf_printf(&page->scratch, "%s%s ", page->scratch.len ? ", " : "", names[i]);
        wd_buf_put(&page->scratch, wd_value_str(row, names[i]));
    }
    wd_words_fill(&page->scratch, page->lang, WD_W_SUP_REASON, why, 3);
    wd_page_field(page, wd_buf_cstr(&label), WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    wd_buf_done(&label);
}

/* Suppressed problems keep their place in the report: what hides how many, why, whose it is, until when. */
static void put_suppressed(struct wd_page *page, const json_t *tail)
{
    const json_t *rows = json_object_get(tail, "suppressed");

    if (!json_array_size(rows))
        return;
    wd_buf_clear(&page->scratch);
    wd_text_number(page, WD_W_SUPPRESSED, json_array_size(rows));
    wd_page_heading(page, wd_buf_str(&page->scratch));
    for (size_t i = 0; i < json_array_size(rows); i++)
        put_suppression(page, json_array_get(rows, i));
}

static int put_problems(struct wd_text_report *text, struct wd_error *err)
{
    const json_t *head = wd_document_head(text->document);
    const json_t *tail = wd_document_tail(text->document);

    if (put_incidents(text, false, err) < 0)
        return -1;
    put_unmatched(text->page, head, tail);
    return text->lookalikes ? put_incidents(text, true, err) : 0;
}

static int put_body(struct wd_text_report *text, struct wd_error *err)
{
    const json_t *head = wd_document_head(text->document);
    const json_t *tail = wd_document_tail(text->document);
    const bool blocks = text->page->detail != WD_DETAIL_LOW;

    if (wd_text_index(text, err) < 0)
        return -1;
    wd_text_first(text);
    if (blocks)
        return put_problems(text, err);
    wd_text_changes(text);
    put_unmatched(text->page, head, tail);
    return 0;
}

static int put_report(struct wd_text_report *text, struct wd_error *err)
{
    const json_t *head = wd_document_head(text->document);
    const json_t *tail = wd_document_tail(text->document);

    wd_text_head(text->page, head);
    if (put_body(text, err) < 0)
        return -1;
    put_suppressed(text->page, tail);
    wd_text_end(text->page, head, tail);
    return 0;
}

int wd_write_text(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    struct wd_page page;
    struct wd_text_report text = {.page = &page,
                                  .document = document,
                                  .before = options->problems_before,
                                  .lookalikes = options->problems_only};
    int result;

    text.told = calloc(wd_document_remedy_count(document) + 1, sizeof *text.told);
    if (!text.told)
        return wd_fail_memory(err);
    text.problems = wd_value_int(json_object_get(head, "listed"), "problems");
    wd_page_init(&page, out, wd_words_lang(head), options);
    result = options->problems_only ? put_problems(&text, err) : put_report(&text, err);
    wd_page_done(&page);
    free(text.told);
    return result;
}
