/* Where the options' values come from: the command line, the configuration file, and where things lie on this machine.
 * options.c goes through the three and fills the blanks; the rows are option_table.c's. */
#ifndef WHYDENIED_APP_OPTIONS_H
#define WHYDENIED_APP_OPTIONS_H

#include "app/app.h"
#include "app/options/option_table.h"

/* option_value.c: one option's value into its field. `value`: NULL for an option that takes none; kept, not copied.
 * -1 after telling what is wrong with it. */
int wd_option_take(struct wd_options *options, const struct wd_option *row, const char *value);

/* config.c: takes the options of $XDG_CONFIG_HOME/whydenied/config, if there is one: those that are the same every day,
 * one a line, as on the command line. Those of other commands are passed over. -1 after telling what is wrong, and in
 * which line. */
int wd_config_read(struct wd_options *options);

/* paths.c: fills the paths of the options that were not given. The shipped packs are looked for beside the program
 * (../share/whydenied/patterns when installed, build/patterns in a checkout), then where `make install` puts
 * them. To test, show or pack rules in a checkout their sources are read, patterns/. */
int wd_paths_fill(struct wd_options *options);

/* Where the configuration file would lie; the caller frees it. NULL without a home. */
char *wd_paths_config(void);

/* ---- slips.c ----------------------------------------------------------------------------------------------
 * Slips of people and scripts: empty words, a command in the wrong place, options without a use. Each is told in one
 * line, before the first byte is read. */

/* The option is not one of this command's: whose it is, or which word of the line was meant for the command. Returns the
 * exit status. */
int wd_slip_of_command(const struct wd_option *row, const struct wd_app_command *command,
                       char **argv);
/* Before the options are read: a text to explain that begins like one. -1: told. */
int wd_slips_of_text(int argc, char **argv);
/* -1: told. */
int wd_slips_check(const struct wd_options *o);

#endif
