/* Cells of the rows at a glance: padded to their width, or cut to it. */
#include "report/text/text.h"
#include "whydenied/base/columns.h"

void wd_text_put_blanks(struct wd_buf *row, unsigned from, unsigned to)
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

void wd_text_put_cell(struct wd_buf *row, struct wd_str s, unsigned width, enum wd_cell_end keep)
{
    unsigned columns = wd_columns(s);

    if (columns <= width || !width || keep == WD_KEEP_WHOLE) {
        wd_buf_put(row, s);
        wd_text_put_blanks(row, columns, width);
        return;
    }
    if (keep == WD_KEEP_END) {
        wd_buf_putz(row, "…");
        s = wd_str_from(s, end_within(s, width - 1));
        wd_buf_put(row, s);
    } else {
        s = wd_str_sub(s, 0, start_within(s, width - 1));
        wd_buf_put(row, s);
        wd_buf_putz(row, "…");
    }
    wd_text_put_blanks(row, wd_columns(s) + 1, width);
}
