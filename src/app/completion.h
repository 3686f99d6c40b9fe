/* Completions of three shells, made from the tables of commands and options. */
#ifndef WHYDENIED_APP_COMPLETION_H
#define WHYDENIED_APP_COMPLETION_H

#include "app/app.h"
#include "app/option_table.h"

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
