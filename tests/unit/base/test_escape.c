/* Escapes: for each reader what must stay, what must change, and the attacks it knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "whydenied/base/escape.h"

typedef void escape_fn(struct wd_buf *out, struct wd_str s);

struct row {
    struct wd_str in;
    const char *out;
};

#define ROW(in, out)                                                                               \
    {                                                                                              \
        {(in), sizeof(in) - 1}, (out)                                                              \
    }
#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void check(escape_fn *escape, const struct row *rows, size_t count)
{
    struct wd_buf buf;
    wd_buf_init(&buf, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        wd_buf_clear(&buf);
        escape(&buf, rows[i].in);
        assert_string_equal(wd_buf_cstr(&buf), rows[i].out);
    }
    wd_buf_done(&buf);
}

static void visible_text_passes_and_the_rest_is_numbered(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("", ""),
        ROW("plain text, 権限がありません, é, 😀", "plain text, 権限がありません, é, 😀"),
        ROW("a\x1b[31mred\a\n\t\r", "a\\x1b[31mred\\x07\\x0a\\x09\\x0d"),
        ROW("a\0b\x7f", "a\\x00b\\x7f"),
        ROW("\xC2\x9b"
            "31m\xC2\x85",
            "\\x9b31m\\x85"),
        ROW("\xC2\xA0", "\xC2\xA0"),
    };
    check(wd_escape_visible, rows, COUNT(rows));
}

static void malformed_utf8_shows_byte_by_byte(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("\x80\xBF", "\\x80\\xbf"),          /* continuation alone */
        ROW("\xC3", "\\xc3"),                   /* cut */
        ROW("\xE3\x81", "\\xe3\\x81"),          /* cut */
        ROW("\xF0\x9F\x98", "\\xf0\\x9f\\x98"), /* cut */
        ROW("\xC0\xAF", "\\xc0\\xaf"),          /* overlong slash */
        ROW("\xE0\x80\xAF", "\\xe0\\x80\\xaf"), /* overlong slash */
        ROW("\xF0\x80\x80\xAF", "\\xf0\\x80\\x80\\xaf"),
        ROW("\xED\xA0\x80", "\\xed\\xa0\\x80"),          /* surrogate */
        ROW("\xF4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"), /* past U+10FFFF */
        ROW("\xFF\xFE", "\\xff\\xfe"),
        ROW("\xC3(", "\\xc3("),
        ROW("\xE3\x81\xC3\xA9", "\\xe3\\x81\xC3\xA9"),
    };
    check(wd_escape_visible, rows, COUNT(rows));
}

static void bidirectional_and_invisible_characters_are_named(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("a\xE2\x80\xAE"
            "b",
            "a\\u{202e}b"), /* right-to-left override */
        ROW("\xE2\x80\x8B\xE2\x80\x8D", "\\u{200b}\\u{200d}"),
        ROW("\xE2\x80\xA8\xE2\x80\xA9", "\\u{2028}\\u{2029}"),
        ROW("\xE2\x81\xA6\xE2\x81\xA9", "\\u{2066}\\u{2069}"),
        ROW("\xEF\xBB\xBF", "\\u{feff}"),
        ROW("\xC2\xAD", "\\u{00ad}"),
        ROW("\xF3\xA0\x81\x81", "\\u{e0041}"), /* a tag character */
        ROW("\xEF\xBF\xBF", "\\u{ffff}"),
        ROW("\xEF\xBF\xBD", "\xEF\xBF\xBD"), /* the replacement character is visible */
    };
    check(wd_escape_visible, rows, COUNT(rows));
}

static void html_cannot_leave_text_or_attribute(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
        ROW("\" onload=\"x", "&quot; onload=&quot;x"),
        ROW("a&amp;b", "a&amp;amp;b"),
        ROW("\xFF<\x01", "\\xff&lt;\\x01"),
    };
    check(wd_escape_html, rows, COUNT(rows));
}

static void csv_cells_are_quoted_and_start_no_formula(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("", "\"\""),
        ROW("a,\"b\"", "\"a,\"\"b\"\"\""),
        ROW("=1+1", "\"'=1+1\""),
        ROW("+1", "\"'+1\""),
        ROW("-1", "\"'-1\""),
        ROW("@SUM(A1)", "\"'@SUM(A1)\""),
        ROW("  =1", "\"'  =1\""),
        ROW("\t=1", "\"'\\x09=1\""),
        ROW("\r=1", "\"'\\x0d=1\""),
        ROW("\xEF\xBC\x9D"
            "1",
            "\"'\xEF\xBC\x9D"
            "1\""), /* full-width = */
        ROW("a\nb", "\"a\\x0ab\""),
        ROW("a=1", "\"a=1\""),
    };
    check(wd_escape_csv, rows, COUNT(rows));
}

static void terraform_strings_evaluate_nothing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("${file(\"/etc/passwd\")}", "$${file(\\\"/etc/passwd\\\")}"),
        ROW("%{ if true }", "%%{ if true }"),
        ROW("$${x}", "\\u0024$${x}"),
        ROW("$$${x}", "\\u0024\\u0024$${x}"),
        ROW("100% $5", "100% $5"),
        ROW("a\\b\n", "a\\\\b\\\\x0a"),
        ROW("end$", "end$"),
    };
    check(wd_escape_hcl, rows, COUNT(rows));
}

static void markdown_has_no_markup_left(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("a|b", "a\\|b"),
        ROW("`code` *b* _i_ ~s~", "\\`code\\` \\*b\\* \\_i\\_ \\~s\\~"),
        ROW("[x](y) ![i](u)", "\\[x\\](y) \\!\\[i\\](u)"),
        ROW("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ROW("a\\b", "a\\\\b"),
        ROW("$x$", "\\$x\\$"),
        ROW("a\n\n# b", "a\\\\x0a\\\\x0a\\# b"),
    };
    check(wd_escape_markdown, rows, COUNT(rows));
}

static void markdown_starts_no_block(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("- a", "\\- a"),
        ROW("+ a", "\\+ a"),
        ROW("1. a", "1\\. a"),
        ROW("12) a", "12\\) a"),
        ROW("---", "\\-\\-\\-"),
        ROW("===", "\\=\\=\\="),
        ROW("    a", "&#32;&#32;&#32;&#32;a"),
        ROW("> a", "&gt; a"),
        ROW("# a", "\\# a"),
        ROW(": a", "\\: a"),
    };
    check(wd_escape_markdown, rows, COUNT(rows));
}

static void markdown_makes_no_links_mentions_or_emoji(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("https://example.com", "https:&#8203;//example.com"),
        ROW("www.example.com", "www.&#8203;example.com"),
        ROW("@team", "@&#8203;team"),
        ROW("to user:a.b@example.com.", "to `user:a.b@example.com`."),
        ROW("a@b, (c@d) e@", "`a@b`, (`c@d`) e@"),
        ROW("x@@y `a@b` -a@b", "`x@@y` \\`a@&#8203;b\\` `-a@b`"),
        ROW("#12 GH-12 !12", "\\#&#8203;12 GH-&#8203;12 \\!&#8203;12"),
        ROW("acs:ram::1:role/x", "acs:&#8203;ram::&#8203;1:role/x"),
        ROW("50% @ 3 # !", "50% @ 3 \\# \\!"),
    };
    check(wd_escape_markdown, rows, COUNT(rows));
}

static void code_spans_choose_their_fence_and_stay_in_their_cell(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("a", "`a`"),
        ROW("", "` `"),
        ROW("a`b", "``a`b``"),
        ROW("`a``b", "``` `a``b ```"),
        ROW("a|b", "`a\\x7cb`"),
        ROW(" a ", "`  a  `"),
        ROW("a\nb<c>", "`a\\x0ab<c>`"),
    };
    check(wd_escape_markdown_code, rows, COUNT(rows));
}

static void shell_words_are_quoted_only_when_needed(void **state)
{
    (void)state;
    static const struct row rows[] = {
        ROW("--member=serviceAccount:a@b.iam.gserviceaccount.com",
            "--member=serviceAccount:a@b.iam.gserviceaccount.com"),
        ROW("", "''"),
        ROW("a b", "'a b'"),
        ROW("it's", "'it'\\''s'"),
        ROW("$(id)", "'$(id)'"),
        ROW("`id`;|&<>*?~!#\\", "'`id`;|&<>*?~!#\\'"),
        ROW("a\nb", "'a\nb'"),
    };
    check(wd_shell_quote, rows, COUNT(rows));
}

static void every_byte_survives_the_shell(void **state)
{
    (void)state;
    struct wd_buf quoted, back;
    char bytes[256];
    wd_buf_init(&quoted, 4096);
    wd_buf_init(&back, 4096);
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    for (size_t from = 0; from < 256; from++) {
        wd_buf_clear(&quoted);
        wd_buf_clear(&back);
        wd_shell_quote(&quoted, wd_str_make(bytes + from, 256 - from));
        assert_int_equal(wd_shell_unquote(&back, wd_buf_str(&quoted)), 0);
        assert_int_equal(back.len, 256 - from);
        assert_memory_equal(back.ptr, bytes + from, back.len);
    }
    wd_buf_done(&quoted);
    wd_buf_done(&back);
}

static void what_is_not_one_word_is_not_unquoted(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "a b", "'a", "$x", "\"a\"", "\\", "a;b", "'a'\\"};
    struct wd_buf buf;
    wd_buf_init(&buf, 100);
    wd_buf_putz(&buf, "kept");
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_int_equal(wd_shell_unquote(&buf, wd_str_of(texts[i])), -1);
        assert_string_equal(wd_buf_cstr(&buf), "kept");
    }
    wd_buf_done(&buf);
}

/* Whatever the bytes, no escape lets a control byte through, and none ends without an end. */
static void no_escape_lets_a_control_byte_through(void **state)
{
    (void)state;
    static escape_fn *const all[] = {wd_escape_visible,       wd_escape_html, wd_escape_markdown,
                                     wd_escape_markdown_code, wd_escape_csv,  wd_escape_hcl};
    struct wd_buf buf;
    uint32_t seed = 1;
    wd_buf_init(&buf, 1 << 16);
    for (int round = 0; round < 3000; round++) {
        char bytes[40];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (char)(seed >> 24);
        }
        wd_buf_clear(&buf);
        all[(size_t)round % COUNT(all)](&buf, wd_str_make(bytes, sizeof bytes));
        assert_false(buf.failed);
        for (size_t i = 0; i < buf.len; i++)
            assert_true((unsigned char)buf.ptr[i] >= 0x20 && buf.ptr[i] != 0x7F);
    }
    wd_buf_done(&buf);
}

static void a_full_buffer_is_a_failure_not_a_cut(void **state)
{
    (void)state;
    static escape_fn *const all[] = {wd_escape_visible,       wd_escape_html, wd_escape_markdown,
                                     wd_escape_markdown_code, wd_escape_csv,  wd_escape_hcl,
                                     wd_shell_quote,          wd_redact};
    for (size_t i = 0; i < COUNT(all); i++) {
        struct wd_buf buf;
        wd_buf_init(&buf, 8);
        all[i](&buf, WD_STR("more than eight bytes"));
        assert_true(buf.failed);
        wd_buf_done(&buf);
    }
}

static void a_build_agents_command_is_broken_anywhere_in_a_line(void **state)
{
    struct wd_buf out;
    (void)state;

    wd_buf_init(&out, 256);
    wd_escape_visible(&out, WD_STR("a ##vso[task.setvariable] # b"));

    assert_string_equal(wd_buf_cstr(&out), "a #\\x23vso[task.setvariable] # b");
    wd_buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_build_agents_command_is_broken_anywhere_in_a_line),
        cmocka_unit_test(visible_text_passes_and_the_rest_is_numbered),
        cmocka_unit_test(malformed_utf8_shows_byte_by_byte),
        cmocka_unit_test(bidirectional_and_invisible_characters_are_named),
        cmocka_unit_test(html_cannot_leave_text_or_attribute),
        cmocka_unit_test(csv_cells_are_quoted_and_start_no_formula),
        cmocka_unit_test(terraform_strings_evaluate_nothing),
        cmocka_unit_test(markdown_has_no_markup_left),
        cmocka_unit_test(markdown_starts_no_block),
        cmocka_unit_test(markdown_makes_no_links_mentions_or_emoji),
        cmocka_unit_test(code_spans_choose_their_fence_and_stay_in_their_cell),
        cmocka_unit_test(shell_words_are_quoted_only_when_needed),
        cmocka_unit_test(every_byte_survives_the_shell),
        cmocka_unit_test(what_is_not_one_word_is_not_unquoted),
        cmocka_unit_test(no_escape_lets_a_control_byte_through),
        cmocka_unit_test(a_full_buffer_is_a_failure_not_a_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
