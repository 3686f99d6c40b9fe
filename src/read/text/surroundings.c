/* What stands around a refusal, asked for who is told of it: of a line of text at once, of a program's line that is a record of its
 * own (rows.h) once others of its stream have come. */
#include "read/text/around/around.h"
#include "read/text/awaited.h"
#include "read/text/rows.h"
#include "read/text/text.h"

enum {
    BEFORE_MAX =
        2048, /* bytes of the rows before the refusal that are looked at, with their times */
    AFTER_MAX = 4096,   /* … and behind it */
    REFUSING_LINES = 8, /* of a row of several lines */
    TEXT_MAX = BEFORE_MAX + WD_ROW_MAX + AFTER_MAX + 2 * WD_TIME_TEXT
};

static bool is_kept(const struct wd_rows *rows, uint64_t number)
{
    return number > 0 && number <= rows->last && rows->last - number < WD_ROWS &&
           rows->end - rows->row[number % WD_ROWS].at <= WD_ROWS_BYTES;
}

bool wd_normaliser_row_waits(const struct wd_normaliser *n, uint64_t number)
{
    const struct wd_rows *rows = n->rows;

    if (number & WD_ROW_FAR)
        return wd_awaited_waits(n->awaited, number);
    return rows && is_kept(rows, number) && rows->last - number < WD_ROWS / 2 &&
           rows->end - rows->row[number % WD_ROWS].at < WD_ROWS_BYTES / 2;
}

void wd_text_doubt_around(struct wd_reading *r)
{
    enum wd_kind kind = r->event->kind;

    if (!r->joined && (kind == WD_KIND_DENIAL || kind == WD_KIND_CANDIDATE))
        r->event->doubts |= (unsigned short)wd_around_doubts(r);
    if (kind == WD_KIND_DENIAL || kind == WD_KIND_CANDIDATE)
        wd_text_await(r, r->event->doubts);
}

void wd_text_await(struct wd_reading *r, unsigned doubts)
{
    if (!r->joined && r->record->form == WD_RECORD_TEXT && !(doubts & WD_DOUBT_ASIDE))
        wd_awaited_note(r);
}

void wd_text_hear(struct wd_reading *r)
{
    if (r->n->awaited_names)
        wd_awaited_hear(r);
}

/* The kept rows of one source, in order of time. */
struct listed {
    const struct wd_row *row[WD_ROWS];
    size_t count, own;
};

static bool is_newest_first(const struct listed *list)
{
    return list->count > 1 && list->row[0]->time > list->row[list->count - 1]->time;
}

/* Rows of one moment stand as they do in the input, which lists the newest or the oldest first. */
static void sort(struct listed *list)
{
    if (is_newest_first(list))
        for (size_t i = 0, k = list->count - 1; i < k; i++, k--) {
            const struct wd_row *row = list->row[i];
            list->row[i] = list->row[k];
            list->row[k] = row;
        }
    for (size_t i = 1; i < list->count; i++) {
        const struct wd_row *row = list->row[i];
        size_t k = i;
        for (; k > 0 && list->row[k - 1]->time > row->time; k--)
            list->row[k] = list->row[k - 1];
        list->row[k] = row;
    }
}

static void list_rows(struct wd_rows *rows, uint64_t number, struct listed *list)
{
    const struct wd_row *own = wd_row_at(rows, number);
    uint64_t first = number;

    while (is_kept(rows, first - 1))
        first--;
    list->count = list->own = 0;
    list->row[0] = own;
    for (uint64_t i = first; i <= rows->last; i++)
        if (wd_row_at(rows, i)->source == own->source)
            list->row[list->count++] = wd_row_at(rows, i);
    sort(list);
    while (list->own + 1 < list->count && list->row[list->own] != own)
        list->own++;
}

/* As a file of them would have it, behind when it was printed. */
static void put(struct wd_buf *buf, const struct wd_rows *rows, const struct wd_row *row)
{
    char time[WD_TIME_TEXT];

    if (row->time != WD_TIME_NONE) {
        wd_buf_putz(buf, wd_time_format(row->time, time));
        wd_buf_putc(buf, ' ');
    }
    wd_buf_put(buf, wd_row_text(rows, row));
    wd_buf_putc(buf, '\n');
}

/* The nearest that fit. */
static size_t first_of(const struct listed *list)
{
    size_t first = list->own, bytes = 0;

    while (first > 0 && list->own - first < WD_AROUND_LINES &&
           (bytes += list->row[first - 1]->len + WD_TIME_TEXT) <= BEFORE_MAX)
        first--;
    return first;
}

static size_t end_of(const struct listed *list)
{
    size_t end = list->own + 1, bytes = 0;

    while (end < list->count && end - list->own <= WD_AROUND_LINES &&
           (bytes += list->row[end]->len + WD_TIME_TEXT) <= AFTER_MAX)
        end++;
    return end;
}

/* Of text[from, to), the row that refuses: what stands around each of its lines that says so, up to the first of which it tells. */
static unsigned ask_lines(struct wd_normaliser *n, struct wd_str text, size_t from, size_t to)
{
    struct wd_record record = {.form = WD_RECORD_TEXT};
    struct wd_reading r = {.n = n, .arena = n->arena, .record = &record};
    unsigned doubts = 0;

    for (unsigned asked = 0; from < to && asked < REFUSING_LINES && doubts == 0;) {
        size_t newline = wd_str_find_char(wd_str_from(text, from), '\n');
        record.body = wd_str_sub(text, from, newline);
        record.before = wd_str_sub(text, 0, from);
        from += newline + 1;
        record.after = wd_str_from(text, from);
        if (!(wd_screen_scan(&n->words.interest, record.body) & WD_WORD_MARKER))
            continue;
        doubts = wd_around_doubts(&r);
        asked++;
    }
    return doubts;
}

/* What is asked, by everything that the answer depends on: lines, and how far from each other in time, up to what is far. */
static uint64_t digest(const struct wd_rows *rows, const struct listed *list, size_t first,
                       size_t end)
{
    const wd_time own = list->row[list->own]->time, far = 3;
    uint64_t hash = list->own - first;

    for (size_t i = first; i < end; i++) {
        const struct wd_row *row = list->row[i];
        wd_time apart = row->time / WD_SECOND - own / WD_SECOND;
        if (row->time == WD_TIME_NONE || own == WD_TIME_NONE)
            apart = far + 1;
        else
            apart = apart > far ? far : apart < -far ? -far : apart;
        hash = wd_hash_join(wd_hash_join(hash, wd_hash(wd_row_text(rows, row))), (uint64_t)apart);
    }
    return hash | 1;
}

static unsigned ask(struct wd_normaliser *n, const struct listed *list, size_t first, size_t end)
{
    char *room = wd_arena_alloc(n->arena, TEXT_MAX);
    struct wd_buf text;
    size_t from = 0, to = 0;
    unsigned doubts;

    if (!room)
        return 0;
    wd_buf_init_in(&text, TEXT_MAX, room, TEXT_MAX);
    for (size_t i = first; i < end; i++) {
        from = i == list->own ? text.len : from;
        put(&text, n->rows, list->row[i]);
        to = i == list->own ? text.len : to;
    }
    doubts = text.failed ? 0 : ask_lines(n, wd_buf_str(&text), from, to);
    wd_buf_done(&text);
    return doubts;
}

unsigned wd_normaliser_row_doubts(struct wd_normaliser *n, uint64_t number)
{
    struct wd_rows *rows = n->rows;
    struct listed list;

    if (number & WD_ROW_FAR)
        return wd_awaited_doubts(n->awaited, number);
    wd_arena_clear(n->arena);
    if (!rows || !is_kept(rows, number))
        return 0;
    list_rows(rows, number, &list);
    const size_t first = first_of(&list), end = end_of(&list);
    const uint64_t asked = digest(rows, &list, first, end);
    for (size_t i = 0; i < WD_ROW_ANSWERS; i++)
        if (rows->answer[i].asked == asked)
            return rows->answer[i].doubts;
    const size_t place = rows->answers++ % WD_ROW_ANSWERS;
    rows->answer[place].asked = asked;
    return rows->answer[place].doubts = ask(n, &list, first, end);
}
