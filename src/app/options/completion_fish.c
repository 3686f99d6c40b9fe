/* fish: a `complete` line for each command and option. */
#include "app/options/help.h"

static const char head[] =
    "# Completion of whydenied for fish, made by: whydenied help --completion fish\n"
    "\n"
    "# The command of the line, analyze if it names none.\n"
    "function __whydenied_command\n"
    "    set -l words (commandline -opc)\n"
    "    if test (count $words) -gt 1; and contains -- $words[2] $__whydenied_commands\n"
    "        echo $words[2]\n"
    "    else\n"
    "        echo analyze\n"
    "    end\n"
    "end\n"
    "\n"
    "function __whydenied_is\n"
    "    contains -- (__whydenied_command) $argv\n"
    "end\n"
    "\n"
    "# Is the word being typed the first, or the first behind the command?\n"
    "function __whydenied_at\n"
    "    test (count (commandline -opc)) -eq $argv[1]\n"
    "end\n"
    "\n"
    "function __whydenied_rules\n"
    "    whydenied rules list 2>/dev/null | string match -r '^[a-z0-9._-]+'\n"
    "end\n"
    "\n";

static void put_text(struct wd_buf *out, const char *text)
{
    wd_buf_putc(out, '\'');
    wd_put_quoted(out, text, "\\'", "\\");
    wd_buf_putc(out, '\'');
}

static void put_command(struct wd_buf *out, const struct wd_app_command *command)
{
    wd_buf_printf(out, "complete -c whydenied -n '__whydenied_at 1' -a %s -d ", command->name);
    put_text(out, command->what);
    wd_buf_putc(out, '\n');
    if (command->verbs) {
        wd_buf_printf(out,
                      "complete -c whydenied -n '__whydenied_is %s; and __whydenied_at 2' -f -a '",
                      command->name);
        wd_offer_verbs(out, command);
        wd_buf_putz(out, "'\n");
    }
}

static void put_offer(struct wd_buf *out, const struct wd_option *row)
{
    switch (wd_offer_of(row)) {
    case WD_OFFER_WORDS:
        wd_buf_putz(out, " -x -a '");
        wd_offer_words(out, row);
        wd_buf_putc(out, '\'');
        break;
    case WD_OFFER_RULES:
        wd_buf_putz(out, " -x -a '(__whydenied_rules)'");
        break;
    case WD_OFFER_FILES:
        wd_buf_putz(out, " -r -F");
        break;
    case WD_OFFER_FOLDERS:
        wd_buf_putz(out, " -x -a '(__fish_complete_directories)'");
        break;
    case WD_OFFER_NOTHING:
        wd_buf_putz(out, " -x");
        break;
    }
}

static void put_option(struct wd_buf *out, const struct wd_option *row)
{
    wd_buf_putz(out, "complete -c whydenied -n '__whydenied_is ");
    wd_offer_commands(out, row->commands);
    wd_buf_printf(out, "' -l %s", row->name);
    if (row->letter)
        wd_buf_printf(out, " -s %c", row->letter);
    if (row->value)
        put_offer(out, row);
    wd_buf_putz(out, " -d ");
    put_text(out, row->help);
    wd_buf_putc(out, '\n');
}

void wd_completion_fish(struct wd_buf *out)
{
    wd_buf_putz(out, "set -g __whydenied_commands ");
    wd_offer_commands(out, WD_FOR_EVERY);
    wd_buf_putz(out, "\n\n");
    wd_buf_putz(out, head);
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        put_command(out, c);
    wd_buf_putz(out, "complete -c whydenied -n '__whydenied_is help; and __whydenied_at 2' -f -a "
                     "\"$__whydenied_commands\"\n"
                     "complete -c whydenied -n '__whydenied_is rules; and not __whydenied_at 2' -f "
                     "-a '(__whydenied_rules)'\n");
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        put_option(out, row);
}
