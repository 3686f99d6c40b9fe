/* Whether a saved report is one that this program can have written. */
#ifndef WHYDENIED_REPORT_DOCUMENT_CHECK_H
#define WHYDENIED_REPORT_DOCUMENT_CHECK_H

#include <jansson.h>

#include "whydenied/base/error.h"

/* 0, or -1 with what is wrong and where. */
int wd_document_check(const json_t *root, const char *path, struct wd_error *err);

#endif
