/* --help, --version, and what is said of an option that does not exist. */
#ifndef WHYDENIED_APP_HELP_H
#define WHYDENIED_APP_HELP_H

#include <stdbool.h>

#include "app/option_table.h"

int wd_help_print(const struct wd_app_command *command); /* returns the exit status */
int wd_help_version(void);
int wd_help_wrong_option(const char *option,
                         bool lacks_value); /* WD_EXIT_USAGE, with a suggestion */
int wd_help_usage(void);                    /* short usage on stderr; WD_EXIT_USAGE */

#endif
