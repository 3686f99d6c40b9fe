/* The tools of the HTML report: escaped text, numbers, commands, links. */
#include "report/html/html.h"
#include "whydenied/base/char.h"
#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

void wd_html_raw(struct wd_html *html, const char *markup)
{
    wd_output_putz(html->out, markup);
}

void wd_html_text(struct wd_html *html, struct wd_str s)
{
    wd_buf_clear(&html->safe);
    wd_escape_html(&html->safe, s);
    wd_output_put(html->out, wd_buf_str(&html->safe));
}

void wd_html_word(struct wd_html *html, enum wd_word word)
{
    wd_html_text(html, wd_str_of(wd_word(html->lang, word)));
}

void wd_html_fill(struct wd_html *html, enum wd_word word, const struct wd_str *arguments,
                  size_t count)
{
    wd_buf_clear(&html->plain);
    wd_words_fill(&html->plain, html->lang, word, arguments, count);
    wd_html_text(html, wd_buf_str(&html->plain));
}

void wd_html_number(struct wd_html *html, uint64_t n)
{
    wd_buf_clear(&html->plain);
    wd_value_put_number(&html->plain, n);
    wd_output_put(html->out, wd_buf_str(&html->plain));
}

void wd_html_numbers(struct wd_html *html, enum wd_word word, const uint64_t *numbers, size_t count)
{
    wd_buf_clear(&html->plain);
    wd_words_fill_numbers(&html->plain, html->lang, word, numbers, count);
    wd_html_text(html, wd_buf_str(&html->plain));
}

void wd_html_count(struct wd_html *html, enum wd_word word, uint64_t n)
{
    wd_html_numbers(html, word, &n, 1);
}

void wd_html_wrap(struct wd_html *html, const char *open, struct wd_str s, const char *close)
{
    if (!s.len)
        return;
    wd_html_raw(html, open);
    wd_html_text(html, s);
    wd_html_raw(html, close);
}

void wd_html_span(struct wd_html *html, struct wd_str first, struct wd_str last)
{
    wd_html_wrap(html, "<span class=\"t\">", first, "</span>");
    if (!wd_str_eq(first, last))
        wd_html_wrap(html, " … <span class=\"t\">", last, "</span>");
}

void wd_html_lines(struct wd_html *html, struct wd_str s)
{
    while (s.len) {
        struct wd_str line = wd_str_cut(&s, '\n');

        while (line.len) {
            size_t blank = wd_str_find_char(line, ' ');

            wd_html_wrap(html, "<span>", wd_str_sub(line, 0, blank), "</span>");
            wd_html_raw(html, blank == WD_NPOS ? "" : " ");
            line = wd_str_from(line, blank == WD_NPOS ? line.len : blank + 1);
        }
        wd_html_raw(html, "\n");
    }
}

/* Each word is a box of its own, so that no line ends inside "--member". The text of all of them is
 * the command, blanks included. */
static void put_command(struct wd_html *html, const json_t *command)
{
    const json_t *argv = json_object_get(command, "argv");

    if (!json_array_size(argv))
        return;
    wd_html_raw(html, "<div class=\"command\"><code>");
    for (size_t i = 0; i < json_array_size(argv); i++) {
        wd_html_raw(html, i ? " <span>" : "<span>");
        wd_buf_clear(&html->plain);
        wd_shell_quote(&html->plain, wd_value_item(argv, i));
        wd_html_text(html, wd_buf_str(&html->plain));
        wd_html_raw(html, "</span>");
    }
    wd_html_raw(html, "</code><button type=\"button\" class=\"copy js\" hidden>");
    wd_html_word(html, WD_W_H_COPY);
    wd_html_raw(html, "</button></div>\n");
}

void wd_html_commands(struct wd_html *html, const json_t *commands)
{
    for (size_t i = 0; i < json_array_size(commands); i++)
        put_command(html, json_array_get(commands, i));
}

void wd_html_anchor(struct wd_html *html, const char *open, struct wd_str fingerprint,
                    const char *close)
{
    if (fingerprint.len != 16)
        return;
    for (size_t i = 0; i < fingerprint.len; i++)
        if (!strchr("0123456789abcdef", fingerprint.ptr[i]) || !fingerprint.ptr[i])
            return;
    wd_html_wrap(html, open, fingerprint, close);
}

static bool plain_address(struct wd_str address)
{
    static const char allowed[] = "-._~:/?#@!$&*+,;=%()";

    if (!wd_str_starts(address, WD_STR("https://")))
        return false;
    for (size_t i = 0; i < address.len; i++) {
        char c = address.ptr[i];

        if (!(wd_is_alnum(c) || memchr(allowed, c, sizeof allowed - 1)))
            return false;
    }
    return true;
}

void wd_html_link(struct wd_html *html, struct wd_str address)
{
    if (!plain_address(address)) {
        wd_html_text(html, address);
        return;
    }
    wd_html_raw(html, "<a rel=\"noopener noreferrer\" href=\"");
    wd_html_text(html, address);
    wd_html_raw(html, "\">");
    wd_html_text(html, address);
    wd_html_raw(html, "</a>");
}

void wd_html_bar(struct wd_html *html, unsigned percent)
{
    wd_output_printf(html->out, " class=\"bar\" style=\"--p:%u%%\"", percent > 100 ? 100 : percent);
}
