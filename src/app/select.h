/* Which incidents are listed, and which make the program exit 1. */
#ifndef WHYDENIED_APP_SELECT_H
#define WHYDENIED_APP_SELECT_H

#include "app/app.h"

/* --principal, --project, --cause, --rule, --system. */
bool wd_select_filtered_out(const struct wd_options *options, const struct wd_incident *incident);
bool wd_select_has_filters(const struct wd_options *options);

/* --fail-on, for one incident; look-alikes never. `status` is the history's word or NULL. */
bool wd_select_fails(const struct wd_options *options, const struct wd_incident *incident,
                     const char *status);
/* The values of --fail-on are known words, causes, or ids of loaded rules; tells what is not. */
bool wd_select_check(const struct wd_options *options, const struct wd_ruleset *rules);

#endif
