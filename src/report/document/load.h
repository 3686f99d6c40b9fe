/* Between loading and merging. Private to src/report/. */
#ifndef WHYDENIED_REPORT_DOCUMENT_LOAD_H
#define WHYDENIED_REPORT_DOCUMENT_LOAD_H

#include "whydenied/report.h"

/* The parsed file, checked. NULL after saying why. */
json_t *wd_document_load_root(const char *path, struct wd_error *err);
/* A document of it; `name` is for messages. The root stays the caller's, its parts are shared. */
struct wd_document *wd_document_of_root(const json_t *root, const char *name, struct wd_error *err);

#endif
