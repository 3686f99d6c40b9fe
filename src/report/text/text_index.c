/* The problems at a glance, a line each, and the changes to begin with. */
#include "report/document/stand.h"
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/columns.h"
#include "whydenied/report/value.h"

/* Narrower pages have rows that wrap instead of columns. */
#define TABLE_COLUMNS 72u

enum { NUMBER_WIDTH = 3, STATE_WIDTH = 10 };

/* Of the cells; 0: as long as its text is. */
struct index_widths {
    unsigned status, severity, count, who, wants;
};

static struct index_widths widths_of(const struct wd_text_report *text)
{
    struct index_widths widths = {.status = 7, .severity = 6, .count = 6};
    unsigned used = NUMBER_WIDTH + widths.severity + widths.count + STATE_WIDTH + 6 +
                    (text->nights ? widths.status + 1 : 0);

    if (text->page->columns < TABLE_COLUMNS)
        return (struct index_widths){0};
    /* With commands only there is no other place that names them whole. */
    if (text->page->detail != WD_DETAIL_LOW) {
        widths.who = (text->page->columns - used) * 9 / 20;
        widths.wants = text->page->columns - used - widths.who;
    }
    return widths;
}

static void put_blanks(struct wd_buf *row, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++)
        wd_buf_putc(row, ' ');
}

/* The longest start of s in so many columns. */
static size_t start_within(struct wd_str s, unsigned room)
{
    size_t end = 0;

    for (unsigned used = 0; end < s.len;) {
        unsigned columns;
        int32_t code;
        size_t n = wd_columns_step(wd_str_from(s, end), &columns, &code);

        if (used + columns > room)
            break;
        used += columns;
        end += n;
    }
    return end;
}

/* The longest end of s in so many columns: of a permission the end says more. */
static size_t end_within(struct wd_str s, unsigned room)
{
    size_t start = 0;

    for (unsigned left = wd_columns(s); start < s.len && left > room;) {
        unsigned columns;
        int32_t code;

        start += wd_columns_step(wd_str_from(s, start), &columns, &code);
        left -= columns;
    }
    return start;
}

static void put_cell(struct wd_buf *row, struct wd_str s, unsigned width, bool keep_end)
{
    unsigned columns = wd_columns(s);

    if (columns <= width || !width) {
        wd_buf_put(row, s);
        put_blanks(row, columns, width);
        return;
    }
    if (keep_end) {
        wd_buf_putz(row, "…");
        s = wd_str_from(s, end_within(s, width - 1));
        wd_buf_put(row, s);
    } else {
        s = wd_str_sub(s, 0, start_within(s, width - 1));
        wd_buf_put(row, s);
        wd_buf_putz(row, "…");
    }
    put_blanks(row, wd_columns(s) + 1, width);
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

static void put_wants(struct wd_buf *out, const struct wd_text_report *text, const json_t *incident)
{
    const json_t *permissions = json_object_get(incident, "permissions");
    size_t count = json_array_size(permissions);
    struct wd_str method = wd_value_str(incident, "method");

    if (count > 1)
        wd_buf_printf(out, "%zu: ", count);
    if (count)
        wd_buf_put(out, wd_value_item(permissions, 0));
    else if (method.len)
        wd_buf_put(out, method);
    else
        wd_buf_put(out, wd_words_cause(text->page->lang, wd_value_str(incident, "cause")));
}

/* What is to be done, and how far it is: the least ready of the changes that are needed together. */
static enum wd_word readiness(struct wd_document *document, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");
    size_t together = wd_value_int(incident, "together");
    enum wd_word word = WD_W_READY;

    for (size_t i = 0; i < (together ? together : 1) && word != WD_W_BY_HAND; i++) {
        size_t index = wd_remedy_index(document, wd_value_item(ids, i));
        struct wd_remedy_look look = wd_remedy_look(document, index);

        if (!look.ready)
            word = look.template ? WD_W_TO_FILL : WD_W_BY_HAND;
    }
    return word;
}

static void put_state(struct wd_buf *row, const struct wd_text_report *text, const json_t *incident)
{
    struct wd_str id = wd_value_item(json_object_get(incident, "remedies"), 0);

    if (!id.len || wd_value_is(incident, "status", "fixed")) {
        wd_buf_putz(row, "-");
        return;
    }
    wd_buf_put(row, id);
    wd_buf_printf(row, " %s", wd_word(text->page->lang, readiness(text->document, incident)));
}

static void put_count(struct wd_buf *row, const struct wd_text_report *text, const json_t *incident,
                      unsigned width)
{
    uint64_t count = wd_value_int(incident, "count");
    char room[64];
    struct wd_buf number;

    wd_buf_init_in(&number, 64, room, sizeof room);
    wd_words_fill_numbers(&number, text->page->lang, WD_W_TIMES, &count, 1);
    put_blanks(row, wd_columns(wd_buf_str(&number)), width);
    wd_buf_put(row, wd_buf_str(&number));
    wd_buf_done(&number);
}

static void put_cells(struct wd_buf *row, struct wd_text_report *text, const json_t *incident,
                      const struct index_widths *widths)
{
    const enum wd_lang lang = text->page->lang;
    const char *status = wd_words_status(lang, wd_value_str(incident, "status"));
    char room[WD_PAGE_ROOM];
    struct wd_buf wants;

    if (text->nights) {
        put_cell(row, wd_str_of(status), widths->status, false);
        wd_buf_putc(row, ' ');
    }
    put_cell(row, wd_str_of(wd_words_severity(lang, wd_value_str(incident, "severity"))),
             widths->severity, false);
    wd_buf_putc(row, ' ');
    put_count(row, text, incident, widths->count);
    wd_buf_putz(row, "  ");
    put_cell(row, short_name(text, wd_value_who(incident)), widths->who, false);
    wd_buf_putc(row, ' ');
    wd_buf_init_in(&wants, WD_PAGE_TEXT_MAX, room, sizeof room);
    put_wants(&wants, text, incident);
    put_cell(row, wd_buf_str(&wants), widths->wants, true);
    wd_buf_done(&wants);
    wd_buf_putc(row, ' ');
    put_state(row, text, incident);
}

static int put_row(struct wd_text_report *text, size_t index, size_t *number, struct wd_error *err)
{
    struct wd_page *page = text->page;
    const struct index_widths widths = widths_of(text);
    struct wd_stand stand;
    json_t *incident;
    char label[24];

    if (wd_stand_of(text->document, index, &stand, err) < 0)
        return -1;
    if (stand.apart)
        return 0;
    incident = wd_document_incident_in(text->document, index, WD_EXTENT_LISTED, err);
    if (!incident)
        return -1;
    snprintf(label, sizeof label, "%*zu", NUMBER_WIDTH, ++*number);
    wd_buf_clear(&page->scratch);
    if (widths.severity)
        wd_buf_printf(&page->scratch, "%s ", label);
    put_cells(&page->scratch, text, incident, &widths);
    if (widths.severity)
        wd_page_line(page, 0, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    else
        wd_page_field(page, label, WD_STYLE_PLAIN, wd_buf_str(&page->scratch));
    json_decref(incident);
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
    size_t number = 0;

    if (put_statuses(text, err) < 0)
        return -1;
    if (text->problems < 2 && page->detail != WD_DETAIL_LOW)
        return 0;
    if (text->problems)
        wd_page_blank(page);
    for (size_t i = 0; i < wd_document_count(text->document); i++) {
        if (put_row(text, i, &number, err) < 0)
            return -1;
    }
    return 0;
}

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
    wd_text_sentence(page, remedy);
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
    wd_remedy_first(text->document, &first);
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
        json_t *remedy = wd_document_remedy(text->document, i, NULL);

        if (!text->told[i].first && wd_value_int(remedy, "denials")) {
            if (!any)
                wd_page_heading(page, wd_str_of(wd_word(page->lang, WD_W_CHANGES)));
            any = true;
            char label[16];
            struct wd_str id = wd_value_str(remedy, "id");
            snprintf(label, sizeof label, "%.*s", WD_STR_ARG(id));
            wd_page_field(page, label, WD_STYLE_PLAIN, wd_value_str(remedy, "summary"));
            wd_text_commands(text, remedy);
        }
        json_decref(remedy);
    }
}
