/* CSV for spreadsheets: one row a problem, counts that add up, no cell that is a formula. */
#include "../report_support.h"

static const struct wd_report_options plain = {.columns = 80};

/* One record of CSV (RFC 4180) off the front of *rest; returns its number of cells. */
static size_t take_row(struct wd_str *rest, struct wd_buf *cells, size_t room)
{
    size_t count = 0;
    bool quoted = false;
    size_t i = 0;

    wd_buf_clear(&cells[0]);
    for (; i < rest->len; i++) {
        char c = rest->ptr[i];

        if (quoted && c == '"' && i + 1 < rest->len && rest->ptr[i + 1] == '"') {
            wd_buf_putc(&cells[count], '"');
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            assert_true(++count < room);
            wd_buf_clear(&cells[count]);
        } else if (c == '\n' && !quoted) {
            break;
        } else {
            wd_buf_putc(&cells[count], c);
        }
    }
    *rest = wd_str_from(*rest, i + 1);
    return count + 1;
}

enum { COLUMNS = 32, COUNT_COLUMN = 9 };

static void init_cells(struct wd_buf *cells)
{
    for (size_t i = 0; i < COLUMNS; i++)
        wd_buf_init(&cells[i], 1u << 20);
}

static void done_cells(struct wd_buf *cells)
{
    for (size_t i = 0; i < COLUMNS; i++)
        wd_buf_done(&cells[i]);
}

static void every_row_has_every_column(void **state)
{
    static const char *const paths[] = {SAMPLE_REPORT, HOSTILE_REPORT};
    struct wd_buf cells[COLUMNS];

    (void)state;
    init_cells(cells);
    for (size_t i = 0; i < 2; i++) {
        struct wd_buf text;
        struct wd_str rest;

        draw(&text, paths[i], WD_REPORT_CSV, &plain);
        rest = wd_buf_str(&text);
        while (rest.len)
            assert_int_equal(take_row(&rest, cells, COLUMNS), COLUMNS);
        wd_buf_done(&text);
    }
    done_cells(cells);
}

static void the_counts_add_up_to_all_denials_and_look_alikes(void **state)
{
    struct wd_buf cells[COLUMNS];
    struct wd_buf text;
    struct wd_str rest;
    unsigned long long sum = 0;

    (void)state;
    init_cells(cells);
    draw(&text, SAMPLE_REPORT, WD_REPORT_CSV, &plain);
    rest = wd_buf_str(&text);
    take_row(&rest, cells, COLUMNS);
    assert_string_equal(wd_buf_cstr(&cells[COUNT_COLUMN]), "count");
    while (rest.len) {
        unsigned long long n = 0;

        take_row(&rest, cells, COLUMNS);
        assert_true(wd_str_to_u64(wd_buf_str(&cells[COUNT_COLUMN]), &n));
        sum += n;
    }
    assert_int_equal(sum, 18190 + 44 + 12);
    wd_buf_done(&text);
    done_cells(cells);
}

static void no_cell_starts_a_formula(void **state)
{
    struct wd_buf cells[COLUMNS];
    struct wd_buf text;
    struct wd_str rest;

    (void)state;
    init_cells(cells);
    draw(&text, HOSTILE_REPORT, WD_REPORT_CSV, &plain);
    rest = wd_buf_str(&text);
    while (rest.len) {
        size_t count = take_row(&rest, cells, COLUMNS);

        for (size_t i = 0; i < count; i++)
            if (cells[i].len)
                assert_null(memchr("=+-@\t\r\n", cells[i].ptr[0], 7));
    }
    wd_buf_done(&text);
    done_cells(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_every_column),
        cmocka_unit_test(the_counts_add_up_to_all_denials_and_look_alikes),
        cmocka_unit_test(no_cell_starts_a_formula),
    };

    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
