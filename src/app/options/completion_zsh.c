/* zsh: the specifications of _arguments, a list for each command. */
#include "app/options/help.h"

static const char head[] =
    "#compdef whydenied\n"
    "# Completion of whydenied for zsh, made by: whydenied help --completion zsh\n"
    "\n"
    "_whydenied_rules() {\n"
    "    local -a ids\n"
    "    ids=(${(f)\"$(_call_program rules whydenied rules list 2>/dev/null | sed -n "
    "'s/^\\([a-z0-9._-]*\\) "
    ".*/\\1/p')\"})\n"
    "    compadd -a ids\n"
    "}\n"
    "\n"
    "_whydenied_first() {\n"
    "    _alternative 'commands:command:_whydenied_commands' 'files:file:_files'\n"
    "}\n"
    "\n";

/* Where the shell looks for completions the file is the function; read by hand it only makes it known. */
static const char tail[] = "    _arguments -s -S : $specs\n"
                           "}\n"
                           "\n"
                           "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
                           "    _whydenied \"$@\"\n"
                           "else\n"
                           "    compdef _whydenied whydenied\n"
                           "fi\n";

/* What follows the options of a command. */
static const struct {
    unsigned bit;
    const char *specs;
} arguments[] = {
    {WD_FOR_ANALYZE, "'*:file:_files'"},
    {WD_FOR_EXPLAIN, "'*:message:'"},
    {WD_FOR_NIGHTLY, "'*:file:_files'"},
    {WD_FOR_REPORT, "'1:report:_files'"},
    {WD_FOR_RULES, "'*:rule:_whydenied_rules'"},
    {WD_FOR_ROLES, "'*:file:_files'"},
    {WD_FOR_HELP, "'1:command:_whydenied_commands'"},
};

static void put_text(struct wd_buf *out, const char *text)
{
    wd_put_quoted(out, text, "'\\''", "[]:\\");
}

static void put_commands(struct wd_buf *out)
{
    wd_buf_putz(out, "_whydenied_commands() {\n    local -a commands\n    commands=(\n");
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++) {
        wd_buf_printf(out, "        '%s:", c->name);
        put_text(out, c->what);
        wd_buf_putz(out, "'\n");
    }
    wd_buf_putz(out, "    )\n    _describe -t commands command commands\n}\n\n");
}

static void put_offer(struct wd_buf *out, const struct wd_option *row)
{
    switch (wd_offer_of(row)) {
    case WD_OFFER_WORDS:
        wd_buf_putc(out, '(');
        wd_offer_words(out, row);
        wd_buf_putc(out, ')');
        break;
    case WD_OFFER_RULES:
        wd_buf_putz(out, "_whydenied_rules");
        break;
    case WD_OFFER_FILES:
        wd_buf_putz(out, "_files");
        break;
    case WD_OFFER_FOLDERS:
        wd_buf_putz(out, "_files -/");
        break;
    case WD_OFFER_NOTHING:
        break;
    }
}

/* '*--name=[help]:VALUE:offer', with a letter '(-o --output)'{-o+,--output=}'[…' */
static void put_option(struct wd_buf *out, const struct wd_option *row)
{
    const char *star = wd_option_repeats(row) ? "*" : "";
    const char *equals = row->value ? "=" : "";

    wd_buf_putz(out, "            ");
    if (row->letter && *star)
        wd_buf_printf(out, "'*'{-%c%s,--%s%s}'", row->letter, row->value ? "+" : "", row->name,
                      equals);
    else if (row->letter)
        wd_buf_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'", row->letter, row->name, row->letter,
                      row->value ? "+" : "", row->name, equals);
    else
        wd_buf_printf(out, "'%s--%s%s", star, row->name, equals);
    wd_buf_putc(out, '[');
    put_text(out, row->help);
    wd_buf_putc(out, ']');
    if (row->value) {
        wd_buf_printf(out, ":%s:", row->value);
        put_offer(out, row);
    }
    wd_buf_putz(out, "'\n");
}

static void put_specs(struct wd_buf *out, const struct wd_app_command *command)
{
    wd_buf_printf(out, "    %s)\n        specs=(\n", command->name);
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (row->commands & command->bit)
            put_option(out, row);
    if (command == wd_app_commands)
        wd_buf_putz(out, "            '1: :_whydenied_first'\n");
    if (command->verbs) {
        wd_buf_putz(out, "            '1:verb:(");
        wd_offer_verbs(out, command);
        wd_buf_putz(out, ")'\n");
    }
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++)
        if (arguments[i].bit & command->bit)
            wd_buf_printf(out, "            %s\n", arguments[i].specs);
    wd_buf_putz(out, "        )\n        ;;\n");
}

void wd_completion_zsh(struct wd_buf *out)
{
    wd_buf_putz(out, head);
    put_commands(out);
    wd_buf_putz(out, "_whydenied() {\n    local command=analyze\n    local -a specs\n"
                     "    if ((CURRENT > 2)) && [[ \" ");
    wd_offer_commands(out, WD_FOR_EVERY);
    wd_buf_putz(out, " \" == *\" $words[2] \"* ]]; then\n"
                     "        command=$words[2]\n"
                     "        words=(\"$words[1]\" \"${(@)words[3,-1]}\")\n"
                     "        ((CURRENT--))\n"
                     "    fi\n"
                     "    case $command in\n");
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++)
        put_specs(out, c);
    wd_buf_putz(out, "    esac\n");
    wd_buf_putz(out, tail);
}
