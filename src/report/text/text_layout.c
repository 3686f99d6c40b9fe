/* Measuring, wrapping and printing lines. */
#include "report/text/text_layout.h"

#include "whydenied/base/columns.h"
#include "whydenied/report/value.h"

#define COLUMNS_MIN     40u
#define COLUMNS_MAX     200u
#define COLUMNS_DEFAULT 80u
/* Less of a line is no evidence. */
#define CUT_MIN 24u
/* No name is longer; what is was written to trouble. */
#define WORD_MAX 1024u

static const char *const style_codes[] = {
    [WD_STYLE_PLAIN] = "",       [WD_STYLE_STRONG] = "\033[1m", [WD_STYLE_FAINT] = "\033[2m",
    [WD_STYLE_BAD] = "\033[31m", [WD_STYLE_WARN] = "\033[33m",  [WD_STYLE_GOOD] = "\033[32m",
};

void wd_page_init(struct wd_page *page, struct wd_output *out, enum wd_lang lang,
                  const struct wd_report_options *options)
{
    page->out = out;
    page->lang = lang;
    page->detail = options->detail;
    page->color = options->color;
    page->columns = options->columns ? options->columns : COLUMNS_DEFAULT;
    if (page->columns < COLUMNS_MIN)
        page->columns = COLUMNS_MIN;
    if (page->columns > COLUMNS_MAX)
        page->columns = COLUMNS_MAX;
    wd_buf_init(&page->scratch, WD_PAGE_TEXT_MAX);
    wd_buf_init(&page->visible, WD_PAGE_TEXT_MAX);
}

void wd_page_done(struct wd_page *page)
{
    wd_buf_done(&page->scratch);
    wd_buf_done(&page->visible);
}

static struct wd_str make_visible(struct wd_page *page, struct wd_str s)
{
    wd_buf_clear(&page->visible);
    wd_value_visible(&page->visible, s);
    return wd_buf_str(&page->visible);
}

static void put_spaces(struct wd_page *page, unsigned n)
{
    static const char blanks[] = "                                                  ";

    while (n) {
        unsigned some = n < sizeof blanks - 1 ? n : (unsigned)sizeof blanks - 1;

        wd_output_put(page->out, wd_str_make(blanks, some));
        n -= some;
    }
}

static void put_styled(struct wd_page *page, enum wd_style style, struct wd_str s)
{
    bool colored = page->color && style != WD_STYLE_PLAIN && s.len;

    if (colored)
        wd_output_putz(page->out, style_codes[style]);
    wd_output_put(page->out, s);
    if (colored)
        wd_output_putz(page->out, "\033[0m");
}

/* GitHub's runner skips blanks before it looks for "::", so indenting is no protection. */
static void put_guarded(struct wd_page *page, enum wd_style style, struct wd_str s)
{
    if (wd_str_starts(s, WD_STR("::"))) {
        put_styled(page, style, WD_STR("\\x3A"));
        s = wd_str_from(s, 1);
    }
    put_styled(page, style, s);
}

/* A line may end before or after a wide character, but not before closing marks. */
static bool no_line_start(int32_t code)
{
    static const int32_t marks[] = {0x3001, 0x3002, 0x300D, 0x300F, 0xFF09, 0xFF0C, 0xFF0E,
                                    0xFF1A, 0xFF01, 0xFF1F, 0x30FC, 0x3083, 0x3085, 0x3087,
                                    0x3063, 0x30E3, 0x30E5, 0x30E7, 0x30C3};

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (code == marks[i])
            return true;
    return false;
}

static bool soft_break_after(int32_t code)
{
    return code == '/' || code == ',' || code == ':' || code == '@' || code == '.' || code == '-' ||
           code == '_';
}

/* Where the first line of s ends: at a blank or between wide characters. A longer word, which may be a name,
 * an address or a command, stays whole unless `cut`: then it ends after a mark that separates its parts,
 * else anywhere. */
static size_t line_end(struct wd_str s, unsigned room, bool cut)
{
    size_t hard = 0;
    size_t soft = 0;
    size_t blank = 0;
    unsigned used = 0;
    bool wide_before = false;

    if (s.len <= room) /* no character has more columns than bytes */
        return s.len;
    for (size_t i = 0; i < s.len;) {
        unsigned columns = 1;
        int32_t code = (unsigned char)s.ptr[i];
        size_t n = 1;
        if (code < ' ' || code > '~')
            n = wd_columns_step(wd_str_from(s, i), &columns, &code);
        bool wide = columns == 2;

        if (code == ' ' || (i && (wide || wide_before) && !no_line_start(code)))
            blank = i;
        if (used + columns > room && code != ' ' && (cut || blank || used > WORD_MAX))
            break;
        used += columns;
        i += n;
        hard = i;
        if (soft_break_after(code))
            soft = i;
        wide_before = wide;
        if (i == s.len)
            return i;
    }
    if (blank)
        return blank;
    if (soft > hard / 2)
        return soft;
    return hard ? hard : s.len;
}

static struct wd_str skip_blanks(struct wd_str s)
{
    while (wd_str_starts(s, WD_STR(" ")))
        s = wd_str_from(s, 1);
    return s;
}

/* Wraps visible text. The first line starts where the cursor is. */
static void put_wrapped(struct wd_page *page, unsigned indent, enum wd_style style, struct wd_str s)
{
    unsigned room = page->columns > indent + 10 ? page->columns - indent : 10;

    while (s.len) {
        size_t end = line_end(s, room, false);
        size_t shown = end;

        while (wd_str_ends(wd_str_sub(s, 0, shown), WD_STR(" ")))
            shown--;
        put_guarded(page, style, wd_str_sub(s, 0, shown));
        wd_output_putz(page->out, "\n");
        s = wd_str_from(s, end);
        s = skip_blanks(s);
        if (s.len)
            put_spaces(page, indent);
    }
}

void wd_page_blank(struct wd_page *page)
{
    wd_output_putz(page->out, "\n");
}

void wd_page_text(struct wd_page *page, unsigned indent, enum wd_style style, struct wd_str s)
{
    if (!s.len)
        return;
    s = make_visible(page, s);
    put_spaces(page, indent);
    put_wrapped(page, indent, style, s);
}

void wd_page_line(struct wd_page *page, unsigned indent, enum wd_style style, struct wd_str s)
{
    s = make_visible(page, s);
    put_spaces(page, indent);
    put_guarded(page, style, s);
    wd_output_putz(page->out, "\n");
}

static void put_label(struct wd_page *page, const char *label)
{
    unsigned used = wd_columns(wd_str_of(label));
    unsigned gap = WD_PAGE_FIELD - WD_PAGE_INDENT;

    put_spaces(page, WD_PAGE_INDENT);
    put_styled(page, WD_STYLE_FAINT, wd_str_of(label));
    put_spaces(page, used < gap ? gap - used : 1);
}

void wd_page_field(struct wd_page *page, const char *label, enum wd_style style, struct wd_str s)
{
    if (!s.len)
        return;
    s = make_visible(page, s);
    put_label(page, label);
    put_wrapped(page, WD_PAGE_FIELD, style, s);
}

void wd_report_prose(struct wd_output *out, const struct wd_report_options *options,
                     const char *label, unsigned indent, struct wd_str sentence)
{
    const unsigned used = wd_columns(wd_str_of(label));
    struct wd_page page;

    wd_page_init(&page, out, WD_LANG_EN, options);
    sentence = make_visible(&page, sentence);
    wd_output_putz(out, label);
    put_spaces(&page, used < indent ? indent - used : indent > 0);
    if (sentence.len)
        put_wrapped(&page, indent, WD_STYLE_PLAIN, sentence);
    else
        wd_output_putz(out, "\n");
    wd_page_done(&page);
}

void wd_page_put(struct wd_page *page, enum wd_word label, struct wd_str s)
{
    wd_page_field(page, wd_word(page->lang, label), WD_STYLE_PLAIN, s);
}

struct wd_buf *wd_page_fresh(struct wd_page *page)
{
    wd_buf_clear(&page->scratch);
    return &page->scratch;
}

void wd_page_put_scratch(struct wd_page *page, enum wd_word label, enum wd_style style)
{
    wd_page_field(page, wd_word(page->lang, label), style, wd_buf_str(&page->scratch));
}

void wd_page_unwrapped(struct wd_page *page, const char *label, enum wd_style style,
                       struct wd_str s)
{
    put_label(page, label);
    s = make_visible(page, s);
    put_guarded(page, style, s);
    wd_output_putz(page->out, "\n");
}

void wd_page_sides(struct wd_page *page, enum wd_style style, struct wd_str left,
                   struct wd_str right)
{
    const unsigned right_columns = wd_columns(right);
    struct wd_str first;
    size_t end;

    left = make_visible(page, left);
    end = line_end(left, page->columns - 2 - right_columns, false);
    first = wd_str_trim(wd_str_sub(left, 0, end));
    put_guarded(page, style, first);
    if (wd_columns(first) + 2 + right_columns <= page->columns)
        put_spaces(page, page->columns - wd_columns(first) - right_columns);
    else
        put_spaces(page, 2);
    wd_output_put(page->out, right);
    wd_output_putz(page->out, "\n");
    left = skip_blanks(wd_str_from(left, end));
    if (left.len) {
        put_spaces(page, WD_PAGE_INDENT);
        put_wrapped(page, WD_PAGE_INDENT, style, left);
    }
}

void wd_page_heading(struct wd_page *page, struct wd_str s)
{
    wd_page_blank(page);
    put_wrapped(page, 0, WD_STYLE_STRONG, make_visible(page, s));
}

void wd_page_quote(struct wd_page *page, unsigned indent, struct wd_str s, unsigned lines)
{
    unsigned room = page->columns > indent + 12 ? page->columns - indent - 2 : 10;

    s = make_visible(page, s);
    for (unsigned i = 0; i < lines && s.len; i++) {
        size_t end = line_end(s, i + 1 == lines ? room - 2 : room, true);

        put_spaces(page, indent);
        wd_output_putz(page->out, "| ");
        put_styled(page, WD_STYLE_FAINT, wd_str_trim(wd_str_sub(s, 0, end)));
        s = wd_str_from(s, end);
        s = skip_blanks(s);
        wd_output_putz(page->out, s.len && i + 1 == lines ? " …\n" : "\n");
    }
}

void wd_page_cut(struct wd_page *page, const char *label, struct wd_str where, struct wd_str s)
{
    unsigned used = WD_PAGE_FIELD;
    unsigned room;

    put_label(page, label);
    where = make_visible(page, where);
    used += wd_columns(where) + 2;
    put_guarded(page, WD_STYLE_PLAIN, where);
    if (used + CUT_MIN > page->columns) {
        wd_output_putz(page->out, "\n");
        wd_page_quote(page, WD_PAGE_FIELD, s, 1);
        return;
    }
    s = make_visible(page, s);
    room = page->columns - used;
    if (s.len)
        wd_output_putz(page->out, "  ");
    if (wd_columns(s) <= room) {
        put_styled(page, WD_STYLE_FAINT, wd_str_trim(s));
        wd_output_putz(page->out, "\n");
        return;
    }
    put_styled(page, WD_STYLE_FAINT, wd_str_trim(wd_str_sub(s, 0, line_end(s, room - 2, true))));
    wd_output_putz(page->out, " …\n");
}

void wd_sparkline(struct wd_buf *out, const json_t *counts, unsigned cells)
{
    size_t bins = json_array_size(counts);
    size_t fold = cells ? (bins + cells - 1) / cells : 0;
    double sums[64] = {0};
    double highest = 0;
    size_t used = 0;

    if (!bins || !fold || cells > 64)
        return;
    for (size_t i = 0; i < bins; i++) {
        json_int_t n = json_integer_value(json_array_get(counts, i));

        used = i / fold + 1;
        sums[i / fold] += n > 0 ? (double)n : 0;
        if (sums[i / fold] > highest)
            highest = sums[i / fold];
    }
    for (size_t i = 0; i < used; i++) {
        char bar[] = "\xE2\x96\x81"; /* U+2581, one eighth */
        int eighths = sums[i] > 0 ? (int)(sums[i] / highest * 7.999) : 0;

        bar[2] = (char)(bar[2] + eighths);
        wd_buf_putz(out, sums[i] > 0 ? bar : ".");
    }
}
