/* The surroundings of a refusal. A line that refuses may be what a test wanted, what a document quotes, or the first try of
 * several; the lines beside it tell. The refusal is counted all the same, but nothing ready-made comes of it.
 *
 * Asked once for each refusal of running text, so the lines beside it are looked through for words of interest first,
 * in one pass. */
#include "read/text/around/around.h"
#include "read/text/carried.h"
#include "read/text/text.h"

#include "whydenied/base/limits.h"
#include "whydenied/read.h"

void wd_signs_make(struct wd_signs *signs)
{
    if (signs->made)
        return;
    wd_cited_signs(signs);
    wd_announced_signs(signs);
    wd_overtaken_signs(signs);
    wd_walled_signs(signs);
    wd_emulated_signs(signs);
    wd_succeeded_signs(signs);
    wd_mended_signs(signs);
    wd_tried_signs(signs);
    wd_tested_signs(signs);
    wd_settled_signs(signs);
    wd_framed_signs(signs);
    wd_bound_signs(signs);
    wd_done_signs(signs);
    wd_signs_finish(signs);
}

static void take(struct wd_str line, struct wd_str stage, struct wd_nearby *lines, size_t *count)
{
    lines[*count].text = wd_text_without_stage(wd_carried_bare(line, &lines[*count].time), stage);
    *count += lines[*count].text.len > 0;
}

static void take_before(struct wd_around *around, struct wd_str text, size_t most)
{
    while (text.len > 0 && around->before_count < most) {
        if (text.ptr[text.len - 1] == '\n')
            text.len--;
        size_t newline = wd_str_rfind_char(text, '\n');
        size_t from = newline == WD_NPOS ? 0 : newline + 1;
        take(wd_str_from(text, from), around->stage, around->before, &around->before_count);
        text = wd_str_sub(text, 0, from);
    }
}

static void take_after(struct wd_around *around, struct wd_str text)
{
    while (text.len > 0 && around->after_count < WD_AROUND_LINES)
        take(wd_str_cut(&text, '\n'), around->stage, around->after, &around->after_count);
}

/* The signs of lines that follow one another, in this order or the other; all of these. */
static uint64_t look_at(const struct wd_signs *signs, struct wd_nearby *lines, size_t count)
{
    uint64_t all = 0;

    if (count == 0)
        return 0;
    const struct wd_str a = lines[0].text, b = lines[count - 1].text;
    const char *from = a.ptr < b.ptr ? a.ptr : b.ptr,
               *to = a.ptr < b.ptr ? b.ptr + b.len : a.ptr + a.len;
    const bool brief = wd_signs_may_be_brief(signs, wd_str_make(from, (size_t)(to - from)));

    for (size_t i = 0; i < count; i++) {
        lines[i].signs =
            brief ? wd_signs_of(signs, lines[i].text) : wd_signs_of_long(signs, lines[i].text);
        all |= lines[i].signs;
    }
    return all;
}

static bool is_same_slice(struct wd_str a, struct wd_str b)
{
    return a.ptr == b.ptr && a.len == b.len;
}

/* Most lines have no blanks around them, and nothing before them that a carrier put there. */
static struct wd_nearby part_of(const struct wd_signs *signs, struct wd_str text,
                                const struct wd_nearby *known)
{
    return is_same_slice(text, known->text)
               ? *known
               : (struct wd_nearby){.text = text, .signs = wd_signs_of(signs, text)};
}

static void take_line(struct wd_around *around, struct wd_str body)
{
    struct wd_carried c = {.time = WD_TIME_NONE};
    struct wd_nearby whole = {.time = WD_TIME_NONE};
    wd_time time;

    whole.text = around->line =
        wd_text_without_stage(wd_carried_line(&c, wd_text_uncoloured(body)), around->stage);
    whole.signs = around->line_signs = wd_signs_of(around->signs, whole.text);
    around->own = part_of(around->signs, wd_str_trim(around->line), &whole);
    around->printed =
        part_of(around->signs, wd_text_without_stage(wd_carried_bare(body, &time), around->stage),
                &around->own);
    around->printed.time = time;
}

/* "user input: x\r…": a terminal shows what stands behind the mark over what stood before it. Programs count on in such a
 * line ("45%\r", "Uploading 3/10\r", "Waiting...\r"); words alone are somebody's. */
static bool is_overwriting(struct wd_str before)
{
    size_t newline = wd_str_rfind_char(before, '\n'), letters = 0;

    if (before.len == 0 || before.ptr[before.len - 1] != '\r')
        return false;
    before = wd_carried_bare(wd_str_from(before, newline == WD_NPOS ? 0 : newline + 1), NULL);
    for (size_t i = 0; i < before.len; i++) {
        if (wd_is_digit(before.ptr[i]) && (i == 0 || before.ptr[i - 1] != '['))
            return false;
        letters += wd_is_letter(before.ptr[i]);
    }
    return letters > 2 && !wd_str_has(before, WD_STR("...")) &&
           !wd_str_has(before, WD_STR("\xe2\x80\xa6"));
}

/* Its first line; the marks of carriers, which the reader takes off, the names do not see. */
static bool is_headed_strangely(const struct wd_reading *r, struct wd_str stage)
{
    struct wd_carried c = {.time = WD_TIME_NONE, .keeps = WD_MARK_TELLS | WD_MARK_ANYBODYS};
    struct wd_str body = r->record->body, line = wd_str_sub(body, 0, wd_str_find_char(body, '\n'));

    line = wd_carried_line(&c, wd_text_plain(r->arena, line));
    return wd_text_is_headed_strangely(wd_text_without_stage(wd_carried_marks(&c, line), stage));
}

/* An address that begins its line, behind what carriers put there, and the line above ends in the beginning of a name: it is
 * half of an address. Lines of another stream may stand between; then, or where a width alone breaks the name, the line
 * above begins to refuse. */
static bool begins_above(const struct wd_record *record, const struct wd_around *around)
{
    struct wd_str own = around->printed.text;

    if (wd_str_find_char(wd_str_sub(own, 0, wd_str_find_char(own, ' ')), '@') == WD_NPOS ||
        wd_text_begins_paragraph(record))
        return false;
    for (size_t i = 0; i < around->before_count && i < WD_AROUND_NEAR; i++) {
        struct wd_str above = around->before[i].text;
        if (wd_text_begins_account(above)
                ? i == 0 || wd_text_begins_refusal(above)
                : i == 0 && wd_text_begins_refusal(above) && wd_text_breaks_word(above, own))
            return true;
    }
    return false;
}

/* Of the lines only what is counted is read. */
static void begin(struct wd_around *around, const struct wd_reading *r)
{
    wd_signs_make(&r->n->signs);
    around->signs = &r->n->signs;
    around->stage = wd_text_stage(r->record);
    around->before_count = around->after_count = 0;
    around->far = false;
}

unsigned wd_around_doubts(const struct wd_reading *r)
{
    const struct wd_record *record = r->record;
    struct wd_around around;

    if (record->form != WD_RECORD_TEXT)
        return 0;
    begin(&around, r);
    take_line(&around, record->body);
    take_before(&around, record->before, WD_AROUND_LINES);
    take_after(&around, record->after);
    around.before_signs = look_at(around.signs, around.before, around.before_count);
    around.after_signs = look_at(around.signs, around.after, around.after_count);
    if (is_overwriting(record->before) || is_headed_strangely(r, around.stage) ||
        wd_around_is_cited(&around) || wd_around_is_announced(&around) ||
        wd_around_is_foretold(&around) || wd_around_is_settled(&around) ||
        wd_around_is_framed(&around))
        return WD_DOUBT_ASIDE;
    if (wd_around_is_tested(&around, record->before, record->after))
        return WD_DOUBT_ASIDE;
    if (wd_around_is_succeeded(&around) || wd_around_is_named_again(&around) ||
        wd_around_is_mended(&around) || wd_around_is_done(&around))
        return WD_DOUBT_ASIDE | WD_DOUBT_LATER;
    if (wd_around_is_attached(&around) || wd_around_is_of_console(&around) ||
        wd_around_is_overtaken(&around) || wd_around_was_bound(&around) ||
        wd_around_is_emulated(&around))
        return WD_DOUBT_ASIDE | (wd_around_tried(&around) & WD_DOUBT_LATER);
    return wd_around_tried(&around) |
           (wd_around_runs_as_another(&around) || wd_around_ran_as_another(&around) ||
                    begins_above(record, &around)
                ? WD_DOUBT_PRINCIPAL
                : 0u) |
           (wd_around_is_walled(&around) || wd_around_is_answered(&around) ? WD_DOUBT_WALL : 0u) |
           (wd_around_is_contradicted(&around) ? WD_DOUBT_PERMISSION | WD_DOUBT_READ : 0u);
}

void wd_around_take_below(struct wd_around *around, const struct wd_reading *r)
{
    begin(around, r);
    take_line(around, r->record->body);
    take_after(around, r->record->after);
    around->before_signs = 0;
    around->after_signs = look_at(around->signs, around->after, around->after_count);
}

unsigned wd_around_announces(const struct wd_reading *r)
{
    struct wd_around around;

    if (r->record->form != WD_RECORD_TEXT)
        return 0;
    begin(&around, r);
    take_line(&around, r->record->body);
    take_before(&around, r->record->before, WD_AROUND_NEAR);
    around.before_signs = look_at(around.signs, around.before, around.before_count);
    return is_headed_strangely(r, around.stage) || wd_around_is_announced(&around) ? WD_DOUBT_ASIDE
                                                                                   : 0;
}
