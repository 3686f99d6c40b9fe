/* The text report: sums, the shortest list of changes, the problems, what no rule knows, look-alikes,
 * what is suppressed, the state of the input, the rules. */
#include "report/text/text.h"
#include "report/words.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

#define UNMATCHED_MEDIUM 10u
#define UNMATCHED_LOW    3u

/* A frame text with numbers for its blanks, into the page's scratch. */
static void fill_numbers(struct wd_page *page, enum wd_word word, const uint64_t *numbers,
                         size_t count)
{
    wd_words_fill_numbers(&page->scratch, page->lang, word, numbers, count);
}

static void fill_number(struct wd_page *page, enum wd_word word, uint64_t n)
{
    fill_numbers(page, word, &n, 1);
}

static void put_scratch(struct wd_page *page, unsigned indent, enum wd_style style)
{
    wd_page_text(page, indent, style, wd_buf_str(&page->scratch));
}

static void put_read(struct wd_page *page, const json_t *head)
{
    const json_t *totals = json_object_get(head, "totals");
    struct wd_str span[] = {wd_value_in(head, "span", "first"), wd_value_in(head, "span", "last")};

    wd_buf_clear(&page->scratch);
    wd_buf_putz(&page->scratch, "whydenied: ");
    fill_numbers(page, WD_W_READ,
                 (const uint64_t[]){wd_value_int(totals, "records"),
                                    json_array_size(json_object_get(head, "inputs"))},
                 2);
    wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "、" : ", ");
    wd_words_fill(&page->scratch, page->lang, span[0].len ? WD_W_SPAN : WD_W_NO_SPAN, span, 2);
    put_scratch(page, 0, WD_STYLE_STRONG);
}

/* What is listed. Where all of it is left out there were denials nevertheless. */
static void put_denials(struct wd_page *page, const json_t *head)
{
    wd_buf_clear(&page->scratch);
    if (wd_value_int(json_object_get(head, "totals"), "denials"))
        fill_numbers(page, WD_W_DENIALS,
                     (const uint64_t[]){wd_value_sum(head, "denials"),
                                        wd_value_sum(head, "matched"),
                                        wd_value_int(json_object_get(head, "listed"), "problems"),
                                        wd_value_sum(head, "unmatched")},
                     4);
    else
        wd_buf_putz(&page->scratch, wd_word(page->lang, WD_W_NO_DENIALS));
    put_scratch(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
}

static const char *comma(const struct wd_page *page)
{
    return page->lang == WD_LANG_JA ? "、" : ", ";
}

struct sum_word {
    const char *name;
    enum wd_word word;
};

/* "counted apart: 12 look-alikes, 3 not enforced"; nothing when all are zero. */
static void put_sums(struct wd_page *page, const json_t *head, enum wd_word frame,
                     const struct sum_word *rows, size_t count)
{
    struct wd_buf list;
    struct wd_str all;

    wd_buf_init(&list, WD_PAGE_TEXT_MAX);
    for (size_t i = 0; i < count; i++) {
        uint64_t n = wd_value_sum(head, rows[i].name);

        if (!n)
            continue;
        wd_buf_clear(&page->scratch);
        fill_number(page, rows[i].word, n);
        wd_buf_putz(&list, list.len ? comma(page) : "");
        wd_buf_put(&list, wd_buf_str(&page->scratch));
    }
    all = wd_buf_str(&list);
    wd_buf_clear(&page->scratch);
    if (list.len)
        wd_words_fill(&page->scratch, page->lang, frame, &all, 1);
    put_scratch(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
    wd_buf_done(&list);
}

static void put_apart(struct wd_page *page, const json_t *head)
{
    static const struct sum_word apart[] = {{"lookalikes", WD_W_LOOKALIKES},
                                            {"not_enforced", WD_W_NOT_ENFORCED},
                                            {"foreign", WD_W_FOREIGN},
                                            {"duplicates", WD_W_DUPLICATES},
                                            {"policy_changes", WD_W_POLICY_CHANGES}};
    static const struct sum_word left_out[] = {{"selected_out", WD_W_SELECTED_OUT},
                                               {"suppressed", WD_W_ACCEPTED}};

    put_sums(page, head, WD_W_APART, apart, sizeof apart / sizeof *apart);
    put_sums(page, head, WD_W_LEFT_OUT, left_out, sizeof left_out / sizeof *left_out);
}

/* "3 malformed, 1 too long" of a "skipped" object; returns the sum. */
static uint64_t list_skipped(struct wd_buf *out, const struct wd_page *page, const json_t *skipped)
{
    uint64_t sum = 0;
    struct wd_buf number;

    wd_buf_init(&number, 64);
    for (void *it = wd_value_iter(skipped); it; it = wd_value_iter_next(skipped, it)) {
        const char *reason = json_object_iter_key(it);
        uint64_t n = wd_value_int(skipped, reason);

        if (!n)
            continue;
        wd_buf_clear(&number);
        wd_value_put_number(&number, n);
        wd_buf_putz(out, sum ? comma(page) : "");
        wd_words_fill(out, page->lang, WD_W_SKIP_ROW,
                      (const struct wd_str[]){wd_buf_str(&number),
                                              wd_words_skip(page->lang, wd_str_of(reason))},
                      2);
        sum += n;
    }
    wd_buf_done(&number);
    return sum;
}

static void put_skipped(struct wd_page *page, const json_t *totals)
{
    struct wd_buf list;
    struct wd_buf number;
    uint64_t sum;

    wd_buf_init(&list, WD_PAGE_TEXT_MAX);
    wd_buf_init(&number, 64);
    sum = list_skipped(&list, page, json_object_get(totals, "skipped"));
    wd_value_put_number(&number, sum);
    wd_buf_clear(&page->scratch);
    if (sum)
        wd_words_fill(&page->scratch, page->lang, WD_W_SKIPPED,
                      (const struct wd_str[]){wd_buf_str(&number), wd_buf_str(&list)}, 2);
    put_scratch(page, WD_PAGE_INDENT, WD_STYLE_WARN);
    wd_buf_clear(&page->scratch);
    if (wd_value_int(totals, "gave_up"))
        fill_number(page, WD_W_GAVE_UP, wd_value_int(totals, "gave_up"));
    put_scratch(page, WD_PAGE_INDENT, WD_STYLE_WARN);
    wd_buf_done(&list);
    wd_buf_done(&number);
}

static void put_head(struct wd_page *page, const json_t *head)
{
    const json_t *totals = json_object_get(head, "totals");
    const json_t *notes = json_object_get(head, "notes");

    put_read(page, head);
    if (json_is_false(json_object_get(head, "complete")))
        wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_BAD,
                     wd_str_of(wd_word(page->lang, WD_W_INCOMPLETE)));
    put_denials(page, head);
    put_apart(page, head);
    put_skipped(page, totals);
    for (size_t i = 0; i < json_array_size(notes); i++)
        wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_PLAIN, wd_value_item(notes, i));
}

/* "1. 81%  R1: summary", then its first command. */
static void put_first_row(struct wd_page *page, size_t rank, const json_t *remedy, uint64_t all)
{
    const json_t *command = json_array_get(json_object_get(remedy, "commands"), 0);
    uint64_t denials = wd_value_int(remedy, "denials");
    char label[32];

    snprintf(label, sizeof label, "%zu. %u%%", rank, wd_value_percent(denials, all));
    wd_buf_clear(&page->scratch);
    wd_buf_put(&page->scratch, wd_value_str(remedy, "id"));
    wd_buf_putz(&page->scratch, " (");
    fill_number(page, WD_W_FIX_ROW, denials);
    wd_buf_putz(&page->scratch, "): ");
    wd_buf_put(&page->scratch, wd_value_str(remedy, "summary"));
    wd_page_field(page, label, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    if (command)
        wd_page_line(page, WD_PAGE_FIELD, WD_STYLE_GOOD, wd_value_str(command, "shell"));
}

static void put_first(struct wd_page *page, struct wd_document *document)
{
    struct wd_remedy_first first;

    wd_remedy_first(document, &first);
    wd_buf_clear(&page->scratch);
    fill_numbers(
        page, first.count == 1 ? WD_W_FIX_FIRST_ONE : WD_W_FIX_FIRST,
        (const uint64_t[]){first.count, wd_value_percent(first.denials, first.all), first.all}, 3);
    if (first.count)
        wd_page_heading(page, wd_buf_str(&page->scratch));
    for (size_t i = 0; i < first.count; i++)
        put_first_row(page, i + 1, first.remedies[i], first.all);
    wd_remedy_first_done(&first);
}

/* All incidents that are look-alikes, or all that are not, under a heading when there are any. Tells how
 * many there are of the other kind. */
static int put_incidents(struct wd_page *page, struct wd_document *document, bool lookalikes,
                         size_t *ret_others, struct wd_error *err)
{
    bool any = false;

    *ret_others = 0;

    for (size_t i = 0; i < wd_document_count(document); i++) {
        json_t *incident = wd_document_incident(document, i, err);
        bool is = wd_value_is(incident, "cause", "not_permission") ||
                  json_is_true(json_object_get(incident, "lookalike"));

        if (!incident)
            return -1;
        if (is == lookalikes && !any)
            wd_page_heading(page, wd_str_of(wd_word(page->lang, lookalikes ? WD_W_LOOKALIKE_PART
                                                                           : WD_W_PROBLEMS)));
        if (is == lookalikes && !any && lookalikes)
            wd_page_text(page, 0, WD_STYLE_PLAIN,
                         wd_str_of(wd_word(page->lang, WD_W_LOOKALIKE_WHY)));
        if (is == lookalikes) {
            any = true;
            wd_text_incident(page, document, incident);
        } else {
            (*ret_others)++;
        }
        json_decref(incident);
    }
    return 0;
}

static void put_unmatched_row(struct wd_page *page, const json_t *group)
{
    const json_t *sample = json_object_get(group, "sample");

    wd_page_blank(page);
    wd_buf_clear(&page->scratch);
    fill_number(page, WD_W_TIMES, wd_value_int(group, "count"));
    wd_buf_putz(&page->scratch, "  ");
    wd_value_where(&page->scratch, sample);
    put_scratch(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
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
    fill_numbers(
        page, WD_W_UNMATCHED,
        (const uint64_t[]){wd_value_int(json_object_get(head, "totals"), "unmatched"), count}, 2);
    wd_page_heading(page, wd_buf_str(&page->scratch));
    wd_page_text(page, 0, WD_STYLE_PLAIN, wd_str_of(wd_word(page->lang, WD_W_UNMATCHED_WHY)));
    for (size_t i = 0; i < count && i < shown; i++)
        put_unmatched_row(page, json_array_get(groups, i));
    if (shown < count) {
        wd_page_blank(page);
        wd_buf_clear(&page->scratch);
        fill_number(page, WD_W_OTHERS, count - shown);
        put_scratch(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
    }
}

/* Suppressed problems keep their place in the report: who hid them, why, until when. */
static void put_suppressed(struct wd_page *page, const json_t *tail)
{
    const json_t *rows = json_object_get(tail, "suppressed");

    if (!json_array_size(rows))
        return;
    wd_buf_clear(&page->scratch);
    fill_number(page, WD_W_SUPPRESSED, json_array_size(rows));
    wd_page_heading(page, wd_buf_str(&page->scratch));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const char *between = "";

        wd_buf_clear(&page->scratch);
        for (void *it = wd_value_iter(row); it; it = wd_value_iter_next(row, it)) {
            const json_t *value = json_object_iter_value(it);

            if (!json_is_string(value) && !json_is_integer(value))
                continue;
            wd_buf_printf(&page->scratch, "%s%s: ", between, json_object_iter_key(it));
            if (json_is_string(value))
                wd_buf_put(&page->scratch, wd_value_str(row, json_object_iter_key(it)));
            else
                wd_value_put_number(&page->scratch, wd_value_int(row, json_object_iter_key(it)));
            between = "; ";
        }
        put_scratch(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
    }
}

int wd_write_text(struct wd_document *document, const struct wd_report_options *options,
                  struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    const json_t *tail = wd_document_tail(document);
    struct wd_page page;
    size_t others;
    int result;

    wd_page_init(&page, out, wd_words_lang(head), options);
    put_head(&page, head);
    put_first(&page, document);
    result = put_incidents(&page, document, false, &others, err);
    if (result == 0)
        put_unmatched(&page, head, tail);
    if (result == 0 && others > 0)
        result = put_incidents(&page, document, true, &others, err);
    if (result == 0) {
        put_suppressed(&page, tail);
        wd_text_inputs(&page, head);
        wd_text_rules(&page, tail);
    }
    wd_page_done(&page);
    return result;
}
