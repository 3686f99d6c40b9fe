/* What the three completions share: what may stand where. */
#include "app/options/help.h"

/* A value is described by its word in the table; these have something to offer. */
static const struct {
    const char *value;
    enum wd_offer offer;
    const char *words;
} offers[] = {
    {"FILE", WD_OFFER_FILES, NULL},
    {"PATH", WD_OFFER_FILES, NULL},
    {"DIR", WD_OFFER_FOLDERS, NULL},
    {"RULE", WD_OFFER_RULES, NULL},
    {"TIME", WD_OFFER_WORDS, "today yesterday 2h 24h 7d"},
    {"SPAN", WD_OFFER_WORDS, "7d 30d 400d"},
};
enum { OFFERS = sizeof offers / sizeof offers[0] };

static size_t find(const struct wd_option *row)
{
    size_t i = 0;

    while (i < OFFERS && strcmp(offers[i].value, row->value) != 0)
        i++;
    return i;
}

enum wd_offer wd_offer_of(const struct wd_option *row)
{
    size_t i = find(row);

    if (row->choice)
        return WD_OFFER_WORDS;
    return i < OFFERS ? offers[i].offer : WD_OFFER_NOTHING;
}

void wd_offer_words(struct wd_buf *out, const struct wd_option *row)
{
    size_t found = find(row);

    for (size_t i = 0; row->choice && row->choice->name(i); i++)
        wd_buf_printf(out, "%s%s", i ? " " : "", row->choice->name(i));
    if (!row->choice && found < OFFERS && offers[found].words)
        wd_buf_putz(out, offers[found].words);
}

void wd_offer_commands(struct wd_buf *out, unsigned bits)
{
    const char *between = "";

    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        if (bits & c->bit) {
            wd_buf_printf(out, "%s%s", between, c->name);
            between = " ";
        }
}

void wd_offer_verbs(struct wd_buf *out, const struct wd_app_command *command)
{
    for (size_t i = 0; command->verbs && command->verbs[i]; i++)
        wd_buf_printf(out, "%s%s", i ? " " : "", command->verbs[i]);
}

void wd_put_quoted(struct wd_buf *out, const char *text, const char *quote, const char *also)
{
    for (; *text; text++) {
        if (*text == '\'') {
            wd_buf_putz(out, quote);
            continue;
        }
        if (strchr(also, *text))
            wd_buf_putc(out, '\\');
        wd_buf_putc(out, *text);
    }
}

void wd_completion_make(struct wd_buf *out, enum wd_shell shell)
{
    static void (*const make[WD_SHELL_COUNT])(struct wd_buf *) = {
        [WD_SHELL_BASH] = wd_completion_bash,
        [WD_SHELL_ZSH] = wd_completion_zsh,
        [WD_SHELL_FISH] = wd_completion_fish,
    };

    make[shell](out);
}
