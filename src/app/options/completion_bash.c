/* bash: two case statements from the table, and what looks at the line. */
#include "app/options/help.h"

static const char head[] =
    "# shellcheck shell=bash\n"
    "# Completion of whydenied for bash, made by: whydenied help --completion bash\n"
    "\n"
    "# Ids go through the shell's expansions below: nothing but an id may pass.\n"
    "_whydenied_rules() {\n"
    "    \"$1\" rules list 2>/dev/null | sed -n 's/^\\([a-z0-9._-]*\\) .*/\\1/p'\n"
    "}\n"
    "\n"
    "# Sets COMPREPLY to those of the words that begin with $current. $2 says that file names are "
    "wanted too.\n"
    "_whydenied_offer() {\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$current\")\n"
    "    if [[ ${2-} == files ]]; then\n"
    "        mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$current\")\n"
    "        compopt -o filenames\n"
    "    else\n"
    "        compopt +o default +o bashdefault\n"
    "    fi\n"
    "}\n"
    "\n";

static const char tail[] =
    "# What stands after the command's word.\n"
    "_whydenied_argument() {\n"
    "    case $command:$1 in\n"
    "    rules:1 | roles:1) _whydenied_offer \"$verbs\" ;;\n"
    "    rules:*) _whydenied_offer \"$(_whydenied_rules \"$program\")\" ;;\n"
    "    roles:*) [[ ${COMP_WORDS[2]} == import ]] || _whydenied_offer '' ;;\n"
    "    help:1) _whydenied_offer \"$commands\" ;;\n"
    "    help:* | version:*) _whydenied_offer '' ;;\n"
    "    explain:*) _whydenied_offer '-' ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_whydenied() {\n"
    "    local program=${1/#\\~/$HOME} current=${COMP_WORDS[COMP_CWORD]} "
    "previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    local command=analyze commands options='' verbs='' word value=''\n"
    "    COMPREPLY=()\n"
    "    _whydenied_commands\n"
    "    [[ \" $commands \" != *\" ${COMP_WORDS[1]} \"* ]] || command=${COMP_WORDS[1]}\n"
    "    _whydenied_table\n"
    "\n"
    "    case $current:$previous in # --format=json comes as three words\n"
    "    =:*) current='' ;;\n"
    "    *:=) previous=${COMP_WORDS[COMP_CWORD - 2]} ;;\n"
    "    esac\n"
    "    for word in $options; do\n"
    "        [[ $word != \"$previous=\" ]] || value=yes\n"
    "    done\n"
    "\n"
    "    if [[ $value ]]; then\n"
    "        _whydenied_value \"$previous\"\n"
    "    elif [[ $current == -?* ]]; then\n"
    "        _whydenied_offer \"${options//=/}\"\n"
    "    elif ((COMP_CWORD == 1)); then\n"
    "        _whydenied_offer \"$commands\" files\n"
    "    else\n"
    "        _whydenied_argument $((COMP_CWORD - 1))\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -o bashdefault -o default -F _whydenied whydenied\n";

static void put_options(struct wd_buf *out, unsigned bit)
{
    const char *between = "";

    for (const struct wd_option *row = wd_option_table; row->name; row++) {
        const char *equals = row->value ? "=" : "";
        if (!(row->commands & bit))
            continue;
        if (row->letter)
            wd_buf_printf(out, "%s-%c%s", between, row->letter, equals);
        wd_buf_printf(out, "%s--%s%s", row->letter ? " " : between, row->name, equals);
        between = " ";
    }
}

/* The options of each command, = behind those that take a value. */
static void put_table(struct wd_buf *out)
{
    wd_buf_putz(out, "# The options of $command; = stands behind those that take a value.\n"
                     "_whydenied_table() {\n    case $command in\n");
    for (const struct wd_app_command *c = wd_app_commands; c->name; c++) {
        wd_buf_printf(out, "    %s)\n        options='", c->name);
        put_options(out, c->bit);
        wd_buf_putz(out, "'\n");
        if (c->verbs) {
            wd_buf_putz(out, "        verbs='");
            wd_offer_verbs(out, c);
            wd_buf_putz(out, "'\n");
        }
        wd_buf_putz(out, "        ;;\n");
    }
    wd_buf_putz(out, "    esac\n}\n\n");
}

static void put_value(struct wd_buf *out, const struct wd_option *row)
{
    enum wd_offer offer = wd_offer_of(row);

    if (offer == WD_OFFER_FILES)
        return; /* left to the shell */
    wd_buf_putz(out, "    ");
    if (row->letter)
        wd_buf_printf(out, "-%c | ", row->letter);
    wd_buf_printf(out, "--%s) ", row->name);
    if (offer == WD_OFFER_RULES) {
        wd_buf_putz(out, "_whydenied_offer \"$(_whydenied_rules \"$program\")\"");
    } else if (offer == WD_OFFER_FOLDERS) {
        wd_buf_putz(out, "compopt -o dirnames +o default +o bashdefault");
    } else {
        wd_buf_putz(out, "_whydenied_offer '");
        wd_offer_words(out, row);
        wd_buf_putc(out, '\'');
    }
    wd_buf_putz(out, " ;;\n");
}

void wd_completion_bash(struct wd_buf *out)
{
    wd_buf_putz(out, head);
    wd_buf_putz(out, "_whydenied_commands() {\n    commands='");
    wd_offer_commands(out, WD_FOR_EVERY);
    wd_buf_putz(out, "'\n}\n\n");
    put_table(out);
    wd_buf_putz(out, "# The value of an option: known words, or nothing, or a file name.\n"
                     "_whydenied_value() {\n    case $1 in\n");
    for (const struct wd_option *row = wd_option_table; row->name; row++)
        if (row->value)
            put_value(out, row);
    wd_buf_putz(out, "    esac\n}\n\n");
    wd_buf_putz(out, tail);
}
