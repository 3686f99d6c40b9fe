/* Skimming finds the same end as scanning, for whatever the parser takes. */
#include "../byte_source.h"

#include "ingest/scan.h"

static uint64_t state_of_random = 1;

static unsigned below(unsigned n)
{
    state_of_random = state_of_random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(state_of_random >> 33) % n;
}

static void random_string(struct wd_buf *out)
{
    static const char *const pieces[] = {
        "a",       "}",   "{", "]", "[",        "\\\"",
        "\\\\",    "\\n", ":", " ", "\\\\\\\"", "long enough to cross a border",
        "\xC3\xA9"};

    wd_buf_putc(out, '"');
    for (unsigned n = below(12); n > 0; n--)
        wd_buf_putz(out, pieces[below(COUNT(pieces))]);
    wd_buf_putc(out, '"');
}

static void random_value(struct wd_buf *out, unsigned depth)
{
    static const char *const breaks[] = {"", "", " ", "\n", "\n    "};
    bool object = below(2);

    if (depth > 0 && below(3) == 0) {
        wd_buf_putz(out, below(2) ? "-12.5e3" : "null");
        return;
    }
    if (depth > 5 || (depth > 0 && below(2))) {
        random_string(out);
        return;
    }
    wd_buf_putc(out, object ? '{' : '[');
    for (unsigned i = 0, n = below(6); i < n; i++) {
        wd_buf_putz(out, i ? "," : "");
        wd_buf_putz(out, breaks[below(COUNT(breaks))]);
        if (object)
            random_string(out);
        wd_buf_putz(out, object ? ":" : "");
        random_value(out, depth + 1);
    }
    wd_buf_putz(out, breaks[below(COUNT(breaks))]);
    wd_buf_putc(out, object ? '}' : ']');
}

static size_t scanned(struct wd_str text)
{
    struct wd_scan scan;

    wd_scan_start(&scan, 0, false);
    scan.entry = true;
    return wd_scan_run(&scan, text.ptr, text.len) == WD_SCAN_VALUE ? scan.at : 0;
}

/* A copy with the padding that is asked for and no more. */
static struct wd_str padded(const struct wd_buf *text)
{
    static char *copy;

    free(copy);
    copy = calloc(1, text->len + WD_PADDING);
    assert_non_null(copy);
    memcpy(copy, text->ptr, text->len);
    return wd_str_make(copy, text->len);
}

/* Whatever this processor can, it finds what any would. */
static size_t skimmed(struct wd_str text, uint64_t *ret_lines)
{
    uint64_t anywhere = 0;
    size_t len = wd_skim_value(text.ptr, text.len, ret_lines);

    assert_int_equal(wd_skim_value_anywhere(text.ptr, text.len, &anywhere), len);
    if (len > 0)
        assert_int_equal(*ret_lines, anywhere);
    return len;
}

#ifdef __SSE2__
static void sound_values_end_where_they_end(void **state)
{
    struct wd_buf text;
    (void)state;

    wd_buf_init(&text, 1u << 20);
    for (int round = 0; round < 20000; round++) {
        uint64_t lines = 0, newlines = 0;
        wd_buf_clear(&text);
        random_value(&text, 0);
        size_t len = text.len;
        for (size_t i = 0; i < len; i++)
            newlines += text.ptr[i] == '\n';
        wd_buf_putz(&text, below(2) ? ",{\"next\":1}\n" : "");
        struct wd_str copy = padded(&text);
        if (skimmed(copy, &lines) != len || lines != newlines)
            fail_msg("%.*s", (int)text.len, text.ptr);
        assert_int_equal(scanned(copy), len);
    }
    wd_buf_done(&text);
}
#endif

static void what_is_found_in_broken_text_is_right_or_refused(void **state)
{
    struct wd_json *parser = wd_json_new();
    struct wd_buf text;
    (void)state;

    assert_non_null(parser);
    wd_buf_init(&text, 1u << 20);
    for (int round = 0; round < 20000; round++) {
        uint64_t lines;
        struct wd_jv root;
        wd_buf_clear(&text);
        random_value(&text, 0);
        for (unsigned n = 1 + below(3); n > 0; n--)
            text.ptr[1 + below((unsigned)text.len - 1)] = "{}[]\"\\\n,x"[below(9)];
        struct wd_str copy = padded(&text);
        size_t len = skimmed(copy, &lines);
        assert_true(len <= copy.len);
        if (len == 0)
            continue;
        text.len = len;
        copy = padded(&text);
        if (wd_json_parse(parser, copy, &root) == WD_JSON_OK)
            assert_int_equal(scanned(copy), len);
    }
    wd_buf_done(&text);
    wd_json_free(parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#ifdef __SSE2__
        cmocka_unit_test(sound_values_end_where_they_end),
#endif
        cmocka_unit_test(what_is_found_in_broken_text_is_right_or_refused),
    };

    return cmocka_run_group_tests_name("skim", tests, NULL, NULL);
}
