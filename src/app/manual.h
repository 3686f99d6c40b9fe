/* The manual's OPTIONS section, made from the table. */
#ifndef WHYDENIED_APP_MANUAL_H
#define WHYDENIED_APP_MANUAL_H

#include "whydenied/base/buf.h"

/* mdoc: a heading and a list for each section that has options. */
void wd_manual_options(struct wd_buf *out);

#endif
