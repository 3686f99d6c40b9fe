/* mdoc wants a line for each macro, and a line for each sentence. */
#include "app/options/help.h"

#include <ctype.h>
#include <string.h>

#include "app/app.h"
#include "app/options/option_table.h"

/* ---- sentences --------------------------------------------------------------------------------- */

static void end_line(struct wd_buf *out)
{
    if (out->len && out->ptr[out->len - 1] != '\n')
        wd_buf_putc(out, '\n');
}

/* `--name` is a flag, any other word a literal; the points behind it go onto its line. Returns what follows. */
static const char *put_literal(struct wd_buf *out, const char *text)
{
    size_t n = strcspn(text, "`");
    bool flag = strncmp(text, "--", 2) == 0;

    end_line(out);
    wd_buf_printf(out, flag ? ".Fl %.*s" : ".Ql %.*s", (int)(flag ? n - 1 : n),
                  flag ? text + 1 : text);
    text += n + (text[n] ? 1 : 0);
    while (*text && strchr(" ,.;:)", *text)) {
        if (*text != ' ')
            wd_buf_printf(out, " %c", *text);
        text++;
    }
    wd_buf_putc(out, '\n');
    return text;
}

/* Plain text with `words` set apart; every sentence begins a line. */
static void put_text(struct wd_buf *out, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "`.");
        wd_buf_put(out, wd_str_make(text, n));
        text += n;
        if (*text == '`') {
            while (out->len && out->ptr[out->len - 1] == ' ')
                out->len--;
            text = put_literal(out, text + 1);
        } else if (*text) {
            wd_buf_putc(out, *text++);
            if (*text == ' ' && isupper((unsigned char)text[1])) {
                wd_buf_putc(out, '\n');
                text++;
            }
        }
    }
    end_line(out);
}

/* ---- one option -------------------------------------------------------------------------------- */

static void put_head(struct wd_buf *out, const struct wd_option *row)
{
    wd_buf_putz(out, ".It");
    if (row->letter)
        wd_buf_printf(out, " Fl %c ,", row->letter);
    wd_buf_printf(out, " Fl -%s", row->name);
    for (const char *p = row->value ? row->value : ""; *p; p++) {
        if (p == row->value)
            wd_buf_putz(out, " Ar ");
        wd_buf_putc(out, (char)tolower((unsigned char)*p));
    }
    wd_buf_putc(out, '\n');
}

static void put_body(struct wd_buf *out, const struct wd_option *row)
{
    const char *text = row->manual ? row->manual : row->help;

    if (!row->manual) {
        wd_buf_putc(out, (char)toupper((unsigned char)*text++));
        wd_buf_printf(out, "%s.\n", text);
    } else {
        put_text(out, text);
    }
}

/* "One of a , b , c ." on one line of macros. */
static void put_words(struct wd_buf *out, const struct wd_option *row)
{
    if (row->kind != WD_OPTION_WORD && row->kind != WD_OPTION_WORDS)
        return;
    wd_buf_putz(out, "One of\n.Cm");
    for (size_t i = 0; row->choice->name(i); i++)
        wd_buf_printf(out, "%s %s", i ? " ," : "", row->choice->name(i));
    wd_buf_putz(out, " .\n");
}

static void put_commands(struct wd_buf *out, unsigned bits, const char *after)
{
    const char *between = "";

    wd_buf_putz(out, ".Cm");
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        if (bits & c->bit) {
            wd_buf_printf(out, "%s %s", between, c->name);
            between = " ,";
        }
    wd_buf_printf(out, "%s\n", after);
}

static void put_option(struct wd_buf *out, const struct wd_option *row)
{
    put_head(out, row);
    put_body(out, row);
    put_words(out, row);
    if (row->kind == WD_OPTION_NUMBER)
        wd_buf_printf(out, "From %u to %u.\n", row->low, row->high);
    if (wd_option_repeats(row))
        wd_buf_putz(out, "May be given several times.\n");
    if (row->commands == WD_FOR_EVERY) {
        wd_buf_putz(out, "Every command takes it.\n");
    } else if (row->commands != wd_option_sections[row->section].commands) {
        put_commands(out, row->commands, "");
        wd_buf_putz(out, "only.\n");
    }
}

void wd_manual_options(struct wd_buf *out)
{
    for (size_t s = 0; s < WD_SECTION_COUNT; s++) {
        const struct wd_section *section = &wd_option_sections[s];
        wd_buf_printf(out, ".Ss %s\nOf\n", section->title);
        put_commands(out, section->commands, " .");
        if (section->intro)
            put_text(out, section->intro);
        wd_buf_putz(out, ".Bl -tag -width Ds\n");
        for (const struct wd_option *row = wd_option_table; row->name; row++)
            if ((size_t)row->section == s)
                put_option(out, row);
        wd_buf_putz(out, ".El\n");
    }
}
