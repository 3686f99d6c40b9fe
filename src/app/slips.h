/* Slips of people and scripts: empty words, a command in the wrong place, options without a use. Each is told in one
 * line, before the first byte is read. */
#ifndef WHYDENIED_APP_SLIPS_H
#define WHYDENIED_APP_SLIPS_H

#include "app/app.h"
#include "app/option_table.h"

/* The option is not one of this command's: whose it is, or which word of the line was meant for the command. Returns the
 * exit status. */
int wd_slip_of_command(const struct wd_option *row, const struct wd_app_command *command,
                       char **argv);
/* Before the options are read: a text to explain that begins like one. -1: told. */
int wd_slips_of_text(int argc, char **argv);
/* -1: told. */
int wd_slips_check(const struct wd_options *o);

#endif
