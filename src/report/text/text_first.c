/* The changes to begin with, and for those who want commands only, all others. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/report/value.h"

/* "R1     81 %, 640 denials: summary", then what to run. */
static void put_first_row(struct wd_text_report *text, const json_t *remedy, uint64_t all)
{
    struct wd_page *page = text->page;
    uint64_t denials = wd_value_int(remedy, "denials");
    size_t index = wd_remedy_index(text->document, wd_value_str(remedy, "id"));
    struct wd_str id = wd_value_str(remedy, "id");
    char label[32];

    snprintf(label, sizeof label, "%.*s", WD_STR_ARG(id));
    wd_buf_clear(&page->scratch);
    wd_value_put_percent(&page->scratch, denials, all);
    wd_buf_putz(&page->scratch, wd_text_comma(page));
    wd_text_number(page, WD_W_FIX_ROW, denials);
    wd_buf_putz(&page->scratch, ": ");
    wd_text_sentence(text, remedy);
    wd_page_field(page, label, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    wd_text_commands(text, remedy);
    if (index != WD_NPOS)
        text->told[index].first = true;
}

void wd_text_first(struct wd_text_report *text)
{
    struct wd_page *page = text->page;
    struct wd_remedy_first first;

    /* The one problem tells it itself. */
    if (text->problems < 2)
        return;
    wd_remedy_first(text->document, WD_EXTENT_SHOWN, &first);
    wd_buf_clear(&page->scratch);
    wd_text_numbers(
        page, first.count == 1 ? WD_W_FIX_FIRST_ONE : WD_W_FIX_FIRST,
        (const uint64_t[]){first.count, wd_value_percent(first.denials, first.all), first.all}, 3);
    if (first.count && first.more) {
        wd_buf_putz(&page->scratch, page->lang == WD_LANG_JA ? "。" : "; ");
        wd_text_number(page, WD_W_FIX_MORE, first.more);
    }
    if (first.count)
        wd_page_heading(page, wd_buf_str(&page->scratch));
    for (size_t i = 0; i < first.count; i++)
        put_first_row(text, first.remedies[i], first.all);
    wd_remedy_first_done(&first);
}

void wd_text_changes(struct wd_text_report *text)
{
    struct wd_page *page = text->page;
    bool any = false;

    for (size_t i = 0; i < wd_document_remedy_count(text->document); i++) {
        json_t *remedy = wd_document_remedy_in(text->document, i, WD_EXTENT_SHOWN, NULL);

        if (!text->told[i].first && (wd_value_int(remedy, "denials") || text->told[i].news)) {
            if (!any)
                wd_page_heading(page, wd_str_of(wd_word(page->lang, WD_W_CHANGES)));
            any = true;
            char label[16];
            struct wd_str id = wd_value_str(remedy, "id");
            snprintf(label, sizeof label, "%.*s", WD_STR_ARG(id));
            wd_buf_clear(&page->scratch);
            wd_text_sentence(text, remedy);
            wd_page_field(page, label, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
            wd_text_commands(text, remedy);
        }
        json_decref(remedy);
    }
}
