/* The end of a text report: how the inputs came through, and what was loaded. */
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/report/value.h"

static bool damaged(const json_t *input)
{
    return wd_words_end(WD_LANG_EN, wd_value_str(input, "end")) != NULL;
}

static bool worth_a_line(const struct wd_page *page, const json_t *input)
{
    return page->detail == WD_DETAIL_HIGH || damaged(input) || !wd_value_int(input, "records") ||
           json_array_size(json_object_get(input, "notes")) ||
           (wd_value_str(input, "rewritten").len && !wd_value_is(input, "rewritten", "grown")) ||
           json_object_size(json_object_get(input, "skipped"));
}

/* "none.log: UNREADABLE: No such file or directory": of what was never read there is no more to say. */
static void put_unreadable(struct wd_page *page, const json_t *input, const char *end)
{
    wd_buf_clear(&page->scratch);
    wd_buf_put(&page->scratch, wd_value_str(input, "name"));
    wd_buf_printf(&page->scratch, ": %s: ", end ? end : "");
    wd_words_note(&page->scratch, page->lang, wd_value_item(json_object_get(input, "notes"), 0));
    wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_WARN, wd_buf_str(&page->scratch));
}

/* "a.gz: 1,203 records, ndjson, gzip; TRUNCATED at byte 8812; skipped: 3 malformed" */
static void put_input(struct wd_page *page, const json_t *input)
{
    const json_t *notes = json_object_get(input, "notes");
    const json_t *skipped = json_object_get(input, "skipped");
    const char *end = wd_words_end(page->lang, wd_value_str(input, "end"));
    struct wd_buf number;

    if (wd_value_is(input, "end", "left_out") ||
        (wd_value_is(input, "end", "unreadable") && wd_value_int(input, "decoded_bytes") == 0)) {
        put_unreadable(page, input, end);
        return;
    }
    wd_buf_init(&number, 64);
    wd_value_put_number(&number, wd_value_int(input, "records"));
    wd_buf_clear(&page->scratch);
    wd_buf_put(&page->scratch, wd_value_str(input, "name"));
    wd_buf_putz(&page->scratch, ": ");
    wd_words_fill(&page->scratch, page->lang, WD_W_INPUT_LINE,
                  (const struct wd_str[]){wd_buf_str(&number), wd_value_str(input, "format")}, 2);
    if (!wd_value_is(input, "compression", "none")) {
        wd_buf_putz(&page->scratch, ", ");
        wd_buf_put(&page->scratch, wd_value_str(input, "compression"));
    }
    if (end)
        wd_buf_printf(&page->scratch, "; %s (%s %llu)", end, wd_word(page->lang, WD_W_BYTE),
                      (unsigned long long)wd_value_int(input, "end_offset"));
    for (void *it = wd_value_iter(skipped); it; it = wd_value_iter_next(skipped, it)) {
        wd_buf_putz(&page->scratch, "; ");
        wd_buf_put(&page->scratch, wd_words_skip(page->lang, wd_str_of(json_object_iter_key(it))));
        wd_buf_printf(&page->scratch, ": %llu",
                      (unsigned long long)wd_value_int(skipped, json_object_iter_key(it)));
    }
    wd_buf_putz(&page->scratch, wd_value_str(input, "rewritten").len ? "; " : "");
    wd_words_rewritten(&page->scratch, page->lang, input);
    wd_page_text(page, WD_PAGE_INDENT, end ? WD_STYLE_WARN : WD_STYLE_PLAIN,
                 wd_buf_str(&page->scratch));
    for (size_t i = 0; i < json_array_size(notes); i++) {
        if (wd_str_eq(wd_value_item(notes, i), wd_value_str(input, "format")))
            continue; /* "empty" stands on the line above */
        wd_buf_clear(&page->scratch);
        wd_words_note(&page->scratch, page->lang, wd_value_item(notes, i));
        wd_page_text(page, WD_PAGE_INDENT + 2, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    }
    wd_buf_done(&number);
}

static void put_rest(struct wd_page *page, const json_t *rest)
{
    if (!rest)
        return;
    wd_buf_clear(&page->scratch);
    wd_words_fill_numbers(
        &page->scratch, page->lang, WD_W_INPUTS_REST,
        (const uint64_t[]){wd_value_int(rest, "files"), wd_value_int(rest, "records")}, 2);
    wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
}

static void put_inputs(struct wd_page *page, const json_t *head)
{
    const json_t *inputs = json_object_get(head, "inputs");
    size_t count = json_array_size(inputs);
    size_t bad = 0;

    if (!count)
        return;
    wd_page_heading(page, wd_str_of(wd_word(page->lang, WD_W_INPUTS)));
    for (size_t i = 0; i < count; i++)
        bad += damaged(json_array_get(inputs, i));
    wd_buf_clear(&page->scratch);
    if (!bad)
        wd_words_fill_numbers(&page->scratch, page->lang, WD_W_INPUTS_FINE,
                              &(uint64_t){wd_value_files(head)}, 1);
    wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    for (size_t i = 0; i < count; i++)
        if (worth_a_line(page, json_array_get(inputs, i)))
            put_input(page, json_array_get(inputs, i));
    put_rest(page, json_object_get(head, "inputs_rest"));
}

static void put_rules(struct wd_page *page, const json_t *tail)
{
    const json_t *rules = json_object_get(tail, "rules");
    const json_t *packs = json_object_get(rules, "packs");
    const json_t *errors = json_object_get(rules, "errors");

    if (!json_object_size(rules) || (page->detail != WD_DETAIL_HIGH && !json_array_size(errors)))
        return;
    wd_page_heading(page, wd_str_of(wd_word(page->lang, WD_W_RULES)));
    wd_buf_clear(&page->scratch);
    wd_words_fill_numbers(&page->scratch, page->lang, WD_W_RULES_LINE,
                          (const uint64_t[]){wd_value_int(rules, "loaded"), json_array_size(packs)},
                          2);
    for (size_t i = 0; i < json_array_size(packs) && page->detail == WD_DETAIL_HIGH; i++) {
        wd_buf_putz(&page->scratch, i ? ", " : ": ");
        wd_buf_put(&page->scratch, wd_value_str(json_array_get(packs, i), "name"));
    }
    wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    for (size_t i = 0; i < json_array_size(errors); i++)
        wd_page_text(page, WD_PAGE_INDENT, WD_STYLE_WARN, wd_value_item(errors, i));
}

void wd_text_end(struct wd_page *page, const json_t *head, const json_t *tail)
{
    const json_t *inputs = json_object_get(head, "inputs");
    const json_t *rules = json_object_get(tail, "rules");
    bool quiet = json_array_size(inputs) > 0 && json_object_size(rules) > 0 &&
                 !json_array_size(json_object_get(rules, "errors"));

    for (size_t i = 0; i < json_array_size(inputs) && quiet; i++)
        quiet = !worth_a_line(page, json_array_get(inputs, i));
    if (quiet && page->detail != WD_DETAIL_HIGH)
        return; /* the first line has the number of files, and nothing else is worth a word */
    put_inputs(page, head);
    put_rules(page, tail);
}
