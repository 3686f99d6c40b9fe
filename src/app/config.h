/* The configuration file: options that are the same every day, one a line, as on the command line. */
#ifndef WHYDENIED_APP_CONFIG_H
#define WHYDENIED_APP_CONFIG_H

#include "app/app.h"

/* Takes the options of $XDG_CONFIG_HOME/whydenied/config, if there is one. Those of other commands are passed over.
 * -1 after telling what is wrong, and in which line. */
int wd_config_read(struct wd_options *options);

#endif
