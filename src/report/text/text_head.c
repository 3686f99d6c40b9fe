/* The top of a text report: what was read, what was found in it, what was left out. */
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/report/value.h"

void wd_text_numbers(struct wd_page *page, enum wd_word word, const uint64_t *numbers, size_t count)
{
    wd_words_fill_numbers(&page->scratch, page->lang, word, numbers, count);
}

void wd_text_number(struct wd_page *page, enum wd_word word, uint64_t n)
{
    wd_text_numbers(page, word, &n, 1);
}

void wd_text_put(struct wd_page *page, unsigned indent, enum wd_style style)
{
    wd_page_text(page, indent, style, wd_buf_str(&page->scratch));
}

static void put_read(struct wd_page *page, const json_t *head)
{
    const json_t *totals = json_object_get(head, "totals");
    struct wd_str span[] = {wd_value_in(head, "span", "first"), wd_value_in(head, "span", "last")};

    wd_buf_clear(&page->scratch);
    wd_buf_putz(&page->scratch, "whydenied: ");
    wd_text_numbers(page, WD_W_READ,
                    (const uint64_t[]){wd_value_int(totals, "records"), wd_value_files(head)}, 2);
    wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "、" : ", ");
    wd_words_fill(&page->scratch, page->lang, span[0].len ? WD_W_SPAN : WD_W_NO_SPAN, span, 2);
    wd_text_put(page, 0, WD_STYLE_STRONG);
}

/* What is listed. Where all of it is left out there were denials nevertheless. */
static void put_denials(struct wd_page *page, const json_t *head)
{
    wd_buf_clear(&page->scratch);
    if (wd_value_int(json_object_get(head, "totals"), "denials") && !wd_value_sum(head, "denials"))
        wd_buf_putz(&page->scratch, wd_word(page->lang, WD_W_NONE_LISTED));
    else if (wd_value_int(json_object_get(head, "totals"), "denials"))
        wd_text_numbers(page, WD_W_DENIALS,
                        (const uint64_t[]){wd_value_sum(head, "denials"),
                                           wd_value_sum(head, "matched"), wd_value_problems(head),
                                           wd_value_sum(head, "unmatched")},
                        4);
    else
        wd_buf_putz(&page->scratch, wd_word(page->lang, wd_words_none(head)));
    wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
}

const char *wd_text_comma(const struct wd_page *page)
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
        wd_text_number(page, rows[i].word, n);
        wd_buf_putz(&list, list.len ? wd_text_comma(page) : "");
        wd_buf_put(&list, wd_buf_str(&page->scratch));
    }
    all = wd_buf_str(&list);
    wd_buf_clear(&page->scratch);
    if (list.len)
        wd_words_fill(&page->scratch, page->lang, frame, &all, 1);
    wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_PLAIN);
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
        wd_buf_putz(out, sum ? wd_text_comma(page) : "");
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
    wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_WARN);
    wd_buf_clear(&page->scratch);
    if (wd_value_int(totals, "gave_up"))
        wd_text_number(page, WD_W_GAVE_UP, wd_value_int(totals, "gave_up"));
    wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_WARN);
    wd_buf_done(&list);
    wd_buf_done(&number);
}

void wd_text_head(struct wd_page *page, const json_t *head)
{
    const json_t *totals = json_object_get(head, "totals");
    const json_t *notes = json_object_get(head, "notes");

    put_read(page, head);
    if (json_is_false(json_object_get(head, "complete")) &&
        (!totals || wd_value_int(totals, "records")))
        wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_BAD,
                     wd_str_of(wd_word(page->lang, WD_W_INCOMPLETE)));
    put_denials(page, head);
    put_apart(page, head);
    put_skipped(page, totals);
    for (size_t i = 0; i < json_array_size(notes); i++)
        wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_PLAIN, wd_value_item(notes, i));
}
