/* What `nightly` and `report --db` share. */
#ifndef WHYDENIED_APP_NIGHTLY_H
#define WHYDENIED_APP_NIGHTLY_H

#include "app/app.h"

/* Draws nights of the database (--night, --last; the latest unless told). An exit status. */
int wd_nightly_report(const struct wd_options *options);

#endif
