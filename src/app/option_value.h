/* One option's value into its field. */
#ifndef WHYDENIED_APP_OPTION_VALUE_H
#define WHYDENIED_APP_OPTION_VALUE_H

#include "app/app.h"
#include "app/option_table.h"

/* `value`: NULL for an option that takes none; kept, not copied. -1 after telling what is wrong with it. */
int wd_option_take(struct wd_options *options, const struct wd_option *row, const char *value);

#endif
