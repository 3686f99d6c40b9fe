/* The surroundings of a refusal. A line that refuses may be what a test wanted, what a document quotes, or the first try of
 * several; the lines beside it tell. The refusal is counted all the same, but nothing ready-made comes of it.
 *
 * Asked once for each refusal of running text, so the lines beside it are looked through for words of interest first,
 * in one pass. */
#include "read/text/around/around.h"

#include "whydenied/base/limits.h"

unsigned wd_signs_in(struct wd_str line, const struct wd_sign *signs, size_t count)
{
    const char first = wd_lower(wd_str_at(line, 0));
    unsigned found = 0;

    for (size_t i = 0; i < count; i++) {
        bool begins = signs[i].place == WD_SIGN_START || signs[i].place == WD_SIGN_WHOLE;
        if (begins && *signs[i].text != first)
            continue; /* nearly all */
        struct wd_str word = wd_str_of(signs[i].text);
        struct wd_str tail = line.len > word.len ? wd_str_from(line, line.len - word.len) : line;
        bool here = false;
        switch (signs[i].place) {
        case WD_SIGN_START:
            here = wd_str_istarts(line, word);
            break;
        case WD_SIGN_END:
            here = wd_str_ieq(tail, word);
            break;
        case WD_SIGN_WHOLE:
            here = wd_str_ieq(line, word);
            break;
        case WD_SIGN_ANYWHERE:
            here = wd_str_ihas(line, signs[i].text);
            break;
        }
        found |= here ? signs[i].what : 0;
    }
    return found;
}

long wd_count_before(struct wd_str line, const char *words)
{
    size_t at = wd_str_ifind(line, words), from = at;
    long count = 0;

    if (at == WD_NPOS)
        return -1;
    while (from > 0 && wd_is_digit(line.ptr[from - 1]))
        from--;
    if (from == at || at - from > 8)
        return -1;
    for (; from < at; from++)
        count = count * 10 + (line.ptr[from] - '0');
    return count;
}

static void take_before(struct wd_around *around, struct wd_str text)
{
    while (text.len > 0 && around->before_count < WD_AROUND_LINES) {
        if (text.ptr[text.len - 1] == '\n')
            text.len--;
        size_t newline = wd_str_rfind_char(text, '\n');
        size_t from = newline == WD_NPOS ? 0 : newline + 1;
        struct wd_str line = wd_str_trim(wd_str_from(text, from));
        if (line.len > 0)
            around->before[around->before_count++] = line;
        text = wd_str_sub(text, 0, from);
    }
}

static void take_after(struct wd_around *around, struct wd_str text)
{
    while (text.len > 0 && around->after_count < WD_AROUND_LINES) {
        struct wd_str line = wd_str_trim(wd_str_cut(&text, '\n'));
        if (line.len > 0)
            around->after[around->after_count++] = line;
    }
}

unsigned wd_around_doubts(const struct wd_reading *r)
{
    const struct wd_words *words = &r->n->words;
    const struct wd_record *record = r->record;
    struct wd_around around = {.words = words, .line = record->body};

    if (record->form != WD_RECORD_TEXT)
        return 0;
    take_before(&around, record->before);
    take_after(&around, record->after);
    if (wd_around_is_cited(&around) || wd_around_is_announced(&around))
        return WD_DOUBT_ASIDE;
    if ((wd_screen_scan(&words->tested, record->before) |
         wd_screen_scan(&words->tested, record->after)) &&
        wd_around_is_tested(&around))
        return WD_DOUBT_ASIDE;
    if (wd_around_is_succeeded(&around))
        return WD_DOUBT_ASIDE | WD_DOUBT_LATER;
    return wd_around_tried(&around);
}

unsigned wd_around_announces(const struct wd_reading *r)
{
    struct wd_around around = {.words = &r->n->words, .line = r->record->body};

    if (r->record->form != WD_RECORD_TEXT)
        return 0;
    take_before(&around, r->record->before);
    return wd_around_is_announced(&around) ? WD_DOUBT_ASIDE : 0;
}
