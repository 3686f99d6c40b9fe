/* Where packs, role facts and the user's own files lie. */
#ifndef WHYDENIED_APP_PATHS_H
#define WHYDENIED_APP_PATHS_H

#include "app/app.h"

/* Fills the paths of the options that were not given. The shipped packs are looked for beside the program
 * (../share/whydenied/patterns when installed, build/patterns in a checkout), then where `make install` puts
 * them. To test, show or pack rules in a checkout their sources are read, patterns/. */
int wd_paths_fill(struct wd_options *options);

/* Where the configuration file would lie; the caller frees it. NULL without a home. */
char *wd_paths_config(void);

#endif
