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
    wd_emulated_signs(signs);
    wd_mended_signs(signs);
    wd_tried_signs(signs);
    wd_tested_signs(signs);
    wd_settled_signs(signs);
    signs->made = true;
}

/* As it was printed: what carriers put before it hides how it begins. A mark that tells something itself stays. */
static struct wd_str printed(struct wd_str line)
{
    struct wd_carried c = {.time = WD_TIME_NONE, .keeps_telling = true};

    return wd_str_trim(wd_carried_marks(&c, wd_carried_line(&c, wd_text_uncoloured(line))));
}

static void take_before(struct wd_around *around, struct wd_str text)
{
    while (text.len > 0 && around->before_count < WD_AROUND_LINES) {
        if (text.ptr[text.len - 1] == '\n')
            text.len--;
        size_t newline = wd_str_rfind_char(text, '\n');
        size_t from = newline == WD_NPOS ? 0 : newline + 1;
        struct wd_str line = printed(wd_str_from(text, from));
        if (line.len > 0)
            around->before[around->before_count++] = line;
        text = wd_str_sub(text, 0, from);
    }
}

static void take_after(struct wd_around *around, struct wd_str text)
{
    while (text.len > 0 && around->after_count < WD_AROUND_LINES) {
        struct wd_str line = printed(wd_str_cut(&text, '\n'));
        if (line.len > 0)
            around->after[around->after_count++] = line;
    }
}

/* "user input: x\r…": a terminal shows what stands behind the mark over what stood before it. Programs count on in such a
 * line ("45%\r", "Uploading 3/10\r", "Waiting...\r"); words alone are somebody's. */
static bool is_overwriting(struct wd_str before)
{
    size_t newline = wd_str_rfind_char(before, '\n'), letters = 0;

    if (before.len == 0 || before.ptr[before.len - 1] != '\r')
        return false;
    before = printed(wd_str_from(before, newline == WD_NPOS ? 0 : newline + 1));
    for (size_t i = 0; i < before.len; i++) {
        if (wd_is_digit(before.ptr[i]) && (i == 0 || before.ptr[i - 1] != '['))
            return false;
        letters += wd_is_letter(before.ptr[i]);
    }
    return letters > 2 && !wd_str_has(before, WD_STR("...")) &&
           !wd_str_has(before, WD_STR("\xe2\x80\xa6"));
}

/* Its first line; the marks of carriers, which the reader takes off, the names do not see. */
static bool is_headed_strangely(const struct wd_reading *r)
{
    struct wd_carried c = {.time = WD_TIME_NONE};
    struct wd_str body = r->record->body, line = wd_str_sub(body, 0, wd_str_find_char(body, '\n'));

    return wd_text_is_headed_strangely(wd_carried_line(&c, wd_text_plain(r->arena, line)));
}

/* An address that begins its line, and the line above ends in the beginning of a name: it is half of an address. */
static bool begins_above(const struct wd_record *record)
{
    struct wd_str above = record->before, first = record->body;

    first = wd_str_sub(first, 0, wd_str_find_char(first, ' '));
    if (above.len == 0 || above.ptr[above.len - 1] != '\n' ||
        wd_str_find_char(first, '@') == WD_NPOS)
        return false;
    above.len -= wd_str_ends(above, WD_STR("\r\n")) ? 2 : 1;
    return wd_text_begins_account(wd_last_part(above, '\n'));
}

/* The refusal's own line. */
static struct wd_around around_line(const struct wd_reading *r)
{
    struct wd_carried c = {.time = WD_TIME_NONE};

    wd_signs_make(&r->n->signs);
    return (struct wd_around){.signs = &r->n->signs,
                              .line = wd_carried_line(&c, wd_text_uncoloured(r->record->body)),
                              .printed = printed(r->record->body)};
}

unsigned wd_around_doubts(const struct wd_reading *r)
{
    const struct wd_record *record = r->record;
    struct wd_around around;

    if (record->form != WD_RECORD_TEXT)
        return 0;
    around = around_line(r);
    take_before(&around, record->before);
    take_after(&around, record->after);
    if (is_overwriting(record->before) || is_headed_strangely(r) || wd_around_is_cited(&around) ||
        wd_around_is_announced(&around) || wd_around_is_settled(&around) ||
        wd_around_is_framed(&around))
        return WD_DOUBT_ASIDE;
    if (wd_around_is_tested(&around, record->before, record->after))
        return WD_DOUBT_ASIDE;
    if (wd_around_is_succeeded(&around) || wd_around_is_mended(&around))
        return WD_DOUBT_ASIDE | WD_DOUBT_LATER;
    if (wd_around_is_overtaken(&around) || wd_around_is_emulated(&around))
        return WD_DOUBT_ASIDE;
    return wd_around_tried(&around) |
           (wd_around_runs_as_another(&around) || begins_above(record) ? WD_DOUBT_PRINCIPAL : 0u) |
           (wd_around_is_contradicted(&around) ? WD_DOUBT_PERMISSION : 0u);
}

unsigned wd_around_announces(const struct wd_reading *r)
{
    struct wd_around around;

    if (r->record->form != WD_RECORD_TEXT)
        return 0;
    around = around_line(r);
    take_before(&around, r->record->before);
    return wd_around_is_announced(&around) ? WD_DOUBT_ASIDE : 0;
}
