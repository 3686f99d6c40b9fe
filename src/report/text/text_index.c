/* The problems at a glance, a line each. */
#include "report/document/stand.h"
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/columns.h"
#include "whydenied/report/value.h"

/* Narrower pages have rows that wrap instead of columns. */
#define TABLE_COLUMNS 72u

/* With commands only the names stand whole, in columns as wide as the widest of the first rows. */
#define WHO_COLUMNS   72u
#define WANTS_COLUMNS 56u
#define MEASURED_ROWS 200u

enum { NUMBER_WIDTH = 3, COUNT_WIDTH = 6, STATE_WIDTH = 10 };

/* Of the cells; 0: as long as its text is. */
struct index_widths {
    unsigned status, severity, count, who, wants;
};

/* No problem has more denials than all: its count is no wider than theirs. */
static unsigned count_width(const struct wd_text_report *text)
{
    uint64_t all = wd_value_sum(wd_document_head(text->document), "matched");
    char room[64];
    struct wd_buf number;
    unsigned width;

    wd_buf_init_in(&number, 64, room, sizeof room);
    wd_words_fill_numbers(&number, text->page->lang, WD_W_TIMES, &all, 1);
    width = wd_columns(wd_buf_str(&number));
    wd_buf_done(&number);
    return width > COUNT_WIDTH ? width : COUNT_WIDTH;
}

/* "R12 fill in" */
static unsigned state_width(const struct wd_text_report *text)
{
    unsigned width = STATE_WIDTH;

    for (size_t n = wd_document_remedy_count(text->document); n >= 10; n /= 10)
        width++;
    return width;
}

/* Where names are cut: the shares of the page. */
static struct index_widths widths_of(const struct wd_text_report *text)
{
    struct index_widths widths = {.status = 7, .severity = 6, .count = count_width(text)};
    unsigned used = NUMBER_WIDTH + widths.severity + widths.count + state_width(text) + 6 +
                    (text->nights ? widths.status + 1 : 0);

    if (text->page->columns < TABLE_COLUMNS)
        return (struct index_widths){0};
    if (text->page->detail != WD_DETAIL_LOW) {
        widths.who = (text->page->columns - used) * 9 / 20;
        widths.wants = text->page->columns - used - widths.who;
    }
    return widths;
}

/* "trainer@acme-prod" of a service account's address: the rest of it says nothing. */
static struct wd_str short_name(const struct wd_text_report *text, struct wd_str id)
{
    static const char *const ends[] = {".iam.gserviceaccount.com", ".gserviceaccount.com"};

    if (!id.len)
        return wd_str_of(wd_word(text->page->lang, WD_W_UNKNOWN_WHO));
    for (size_t i = 0; i < sizeof ends / sizeof *ends && text->page->detail != WD_DETAIL_LOW; i++)
        if (wd_str_ends(id, wd_str_of(ends[i])))
            return wd_str_sub(id, 0, id.len - strlen(ends[i]));
    return id;
}

/* True: the end of it says most, as of a permission. */
static bool put_wants(struct wd_buf *out, const struct wd_text_report *text,
                      const struct wd_brief *brief)
{
    const size_t count = brief->permission_count;

    if (count > 1)
        wd_buf_printf(out, "%zu: ", count);
    if (count)
        wd_buf_put(out, wd_brief_permission(brief, 0));
    else if (brief->method.len)
        wd_buf_put(out, brief->method);
    else
        wd_buf_put(out, wd_words_cause(text->page->lang, brief->cause));
    return count || brief->method.len;
}

/* What is to be done, and how far it is: the least ready of the changes that are needed together. */
static enum wd_word readiness(struct wd_document *document, const struct wd_brief *brief)
{
    const size_t together = brief->together;
    enum wd_word word = WD_W_READY;

    for (size_t i = 0; i < (together ? together : 1) && word != WD_W_BY_HAND; i++) {
        size_t index = wd_remedy_index(document, wd_brief_remedy(brief, i));
        struct wd_remedy_look look = wd_remedy_look(document, index);

        if (!look.ready)
            word = look.template ? WD_W_TO_FILL : WD_W_BY_HAND;
    }
    return word;
}

static void put_state(struct wd_buf *row, const struct wd_text_report *text,
                      const struct wd_brief *brief)
{
    struct wd_str id = wd_brief_remedy(brief, 0);

    /* What is fixed or quiet asks for nothing, and a night tells no change of it. */
    if (!id.len || wd_str_eqz(brief->status, "fixed") || wd_str_eqz(brief->status, "quiet")) {
        wd_buf_putz(row, "-");
        return;
    }
    wd_buf_put(row, id);
    wd_buf_putc(row, ' ');
    wd_buf_putz(row, wd_word(text->page->lang, readiness(text->document, brief)));
}

static void put_count(struct wd_buf *row, const struct wd_text_report *text,
                      const struct wd_brief *brief, unsigned width)
{
    char room[64];
    struct wd_buf number;

    wd_buf_init_in(&number, 64, room, sizeof room);
    wd_text_put_times(&number, text->page->lang, brief);
    wd_text_put_blanks(row, wd_columns(wd_buf_str(&number)), width);
    wd_buf_put(row, wd_buf_str(&number));
    wd_buf_done(&number);
}

static void put_cells(struct wd_buf *row, struct wd_text_report *text, const struct wd_brief *brief,
                      const struct index_widths *widths)
{
    const enum wd_lang lang = text->page->lang;
    const char *status = wd_words_status(lang, brief->status);
    char room[WD_PAGE_ROOM];
    struct wd_buf wants;
    enum wd_cell_end keep = text->page->detail == WD_DETAIL_LOW ? WD_KEEP_WHOLE : WD_KEEP_START;

    if (text->nights) {
        wd_text_put_cell(row, wd_str_of(status), widths->status, WD_KEEP_START);
        wd_buf_putc(row, ' ');
    }
    wd_text_put_cell(row, wd_str_of(wd_words_severity(lang, brief->severity)), widths->severity,
                     WD_KEEP_START);
    wd_buf_putc(row, ' ');
    put_count(row, text, brief, widths->count);
    wd_buf_putz(row, "  ");
    wd_text_put_cell(row, short_name(text, brief->who), widths->who, keep);
    wd_buf_putc(row, ' ');
    wd_buf_init_in(&wants, WD_PAGE_TEXT_MAX, room, sizeof room);
    if (put_wants(&wants, text, brief) && keep != WD_KEEP_WHOLE)
        keep = WD_KEEP_END;
    wd_text_put_cell(row, wd_buf_str(&wants), widths->wants, keep);
    wd_buf_done(&wants);
    wd_buf_putc(row, ' ');
    put_state(row, text, brief);
}

/* The listed problem of this place: 1; 0: a look-alike, -1: it cannot be read. */
static int row_at(struct wd_text_report *text, size_t index, struct wd_brief *ret_brief,
                  struct wd_error *err)
{
    struct wd_stand stand;

    if (wd_stand_of(text->document, index, &stand, err) < 0)
        return -1;
    if (stand.apart)
        return 0;
    return wd_brief_at(text->document, index, WD_EXTENT_LISTED, ret_brief, err) < 0 ? -1 : 1;
}

static void widen(unsigned *width, struct wd_str s, unsigned most)
{
    unsigned columns = wd_columns(s);

    if (columns > *width && columns <= most)
        *width = columns;
}

/* A longer name than a column takes stands out of it whole: there is no other place that names it. */
static int measure(struct wd_text_report *text, struct index_widths *widths, struct wd_error *err)
{
    size_t rows = wd_document_count(text->document);
    char room[WD_PAGE_ROOM];
    struct wd_buf wants;
    int status = 0;

    wd_buf_init_in(&wants, WD_PAGE_TEXT_MAX, room, sizeof room);
    for (size_t i = 0; i < rows && i < MEASURED_ROWS && status >= 0; i++) {
        struct wd_brief brief;

        status = row_at(text, i, &brief, err);
        if (status < 1)
            continue;
        wd_buf_clear(&wants);
        put_wants(&wants, text, &brief);
        widen(&widths->who, short_name(text, brief.who), WHO_COLUMNS);
        widen(&widths->wants, wd_buf_str(&wants), WANTS_COLUMNS);
    }
    wd_buf_done(&wants);
    return status < 0 ? -1 : 0;
}

/* What the night did not have, but is news, is told with its change all the same. */
static void note_news(struct wd_text_report *text, const struct wd_brief *brief)
{
    if (!wd_str_eqz(brief->status, "new") && !wd_str_eqz(brief->status, "back"))
        return;
    for (size_t i = 0; i < (brief->together ? brief->together : 1); i++) {
        size_t index = wd_remedy_index(text->document, wd_brief_remedy(brief, i));

        if (index != WD_NPOS)
            text->told[index].news = true;
    }
}

static int put_row(struct wd_text_report *text, size_t index, const struct index_widths *widths,
                   size_t *number, struct wd_error *err)
{
    struct wd_page *page = text->page;
    struct wd_brief brief;
    char label[24];
    int status = row_at(text, index, &brief, err);

    if (status < 1)
        return status;
    snprintf(label, sizeof label, "%*zu", NUMBER_WIDTH, ++*number);
    wd_buf_clear(&page->scratch);
    if (widths->severity) {
        wd_buf_putz(&page->scratch, label);
        wd_buf_putc(&page->scratch, ' ');
    }
    put_cells(&page->scratch, text, &brief, widths);
    if (widths->severity)
        wd_page_line(page, 0, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    else
        wd_page_field(page, label, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    note_news(text, &brief);
    return 0;
}

/* "1 new, 1 back, 8 ongoing": what the night brought. */
static int put_statuses(struct wd_text_report *text, struct wd_error *err)
{
    uint64_t counts[WD_STAND_STATUSES] = {0};
    struct wd_page *page = text->page;
    struct wd_buf number;

    for (size_t i = 0; i < wd_document_count(text->document); i++) {
        struct wd_stand stand;

        if (wd_stand_of(text->document, i, &stand, err) < 0)
            return -1;
        text->lookalikes = text->lookalikes || stand.apart;
        text->nights = text->nights || stand.status;
        for (size_t kind = 0; stand.status && kind < WD_STAND_STATUSES; kind++)
            counts[kind] += wd_stand_statuses[kind] == stand.status;
    }
    wd_buf_init(&number, 64);
    wd_buf_clear(&page->scratch);
    for (size_t i = 0; i < WD_STAND_STATUSES; i++) {
        if (!counts[i])
            continue;
        wd_buf_clear(&number);
        wd_value_put_number(&number, counts[i]);
        wd_buf_putz(&page->scratch, page->scratch.len ? wd_text_comma(page) : "");
        wd_words_fill(&page->scratch, page->lang, WD_W_SKIP_ROW,
                      (const struct wd_str[]){
                          wd_buf_str(&number),
                          wd_str_of(wd_words_status(page->lang, wd_str_of(wd_stand_statuses[i])))},
                      2);
    }
    wd_text_put(page, WD_PAGE_INDENT, WD_STYLE_STRONG);
    wd_buf_done(&number);
    return 0;
}

int wd_text_index(struct wd_text_report *text, struct wd_error *err)
{
    struct wd_page *page = text->page;
    struct index_widths widths;
    size_t number = 0;

    if (put_statuses(text, err) < 0)
        return -1;
    if (text->problems < 2 && page->detail != WD_DETAIL_LOW)
        return 0;
    widths = widths_of(text);
    if (widths.severity && page->detail == WD_DETAIL_LOW && measure(text, &widths, err) < 0)
        return -1;
    if (text->problems)
        wd_page_blank(page);
    for (size_t i = 0; i < wd_document_count(text->document); i++) {
        if (put_row(text, i, &widths, &number, err) < 0)
            return -1;
    }
    return 0;
}
