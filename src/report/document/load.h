/* Reading saved reports: between loading, checking and merging. Private to src/report/. */
#ifndef WHYDENIED_REPORT_DOCUMENT_LOAD_H
#define WHYDENIED_REPORT_DOCUMENT_LOAD_H

#include <jansson.h>

#include "whydenied/base/error.h"
#include "whydenied/report.h"

/* The parsed file, checked. NULL after saying why. */
json_t *wd_document_load_root(const char *path, struct wd_error *err);
/* A document of it; `name` is for messages. The root stays the caller's, its parts are shared. */
struct wd_document *wd_document_of_root(const json_t *root, const char *name, struct wd_error *err);

/* Whether a saved report is one that this program can have written: 0, or -1 with what is wrong and where. */
int wd_document_check(const json_t *root, const char *path, struct wd_error *err);
/* check_terraform.c: whether the Terraform of a remedy grants, and does nothing else. */
bool wd_terraform_is_ours(struct wd_str text);

#endif
