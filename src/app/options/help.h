/* What is made from the tables of commands and options: --help, --version, what is said of an option that does not
 * exist, the manual's OPTIONS, and the completions of three shells. */
#ifndef WHYDENIED_APP_HELP_H
#define WHYDENIED_APP_HELP_H

#include "app/app.h"
#include "app/options/option_table.h"
#include "whydenied/base/buf.h"

int wd_help_print(const struct wd_app_command *command); /* returns the exit status */
int wd_help_version(void);
int wd_help_wrong_option(const char *option,
                         bool lacks_value); /* WD_EXIT_USAGE, with a suggestion */
int wd_help_usage(void);                    /* short usage on stderr; WD_EXIT_USAGE */

/* manual.c: the OPTIONS of the manual in mdoc, a heading and a list for each section that has options. */
void wd_manual_options(struct wd_buf *out);

/* ---- completions -------------------------------------------------------------------------------------- */

/* What a shell offers for the value of an option. */
enum wd_offer {
    WD_OFFER_NOTHING,
    WD_OFFER_WORDS, /* wd_offer_words says which */
    WD_OFFER_RULES, /* ids, asked of the program */
    WD_OFFER_FILES,
    WD_OFFER_FOLDERS
};
enum wd_offer wd_offer_of(const struct wd_option *row);
void wd_offer_words(struct wd_buf *out, const struct wd_option *row); /* a blank between */
void wd_offer_commands(struct wd_buf *out, unsigned bits);            /* likewise: their names */
void wd_offer_verbs(struct wd_buf *out, const struct wd_app_command *command);

/* Text inside single quotes of a shell: `quote` stands for a quote, `also` are characters to put a backslash before. */
void wd_put_quoted(struct wd_buf *out, const char *text, const char *quote, const char *also);

void wd_completion_bash(struct wd_buf *out);
void wd_completion_zsh(struct wd_buf *out);
void wd_completion_fish(struct wd_buf *out);
void wd_completion_make(struct wd_buf *out, enum wd_shell shell);

#endif
