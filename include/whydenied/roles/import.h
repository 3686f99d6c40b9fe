/* Importing roles into the catalogue's file. */
#ifndef WHYDENIED_ROLES_IMPORT_H
#define WHYDENIED_ROLES_IMPORT_H

#include <stddef.h>

#include "whydenied/base/error.h"

struct wd_import_result {
    unsigned long long roles, pairs, skipped, permissions; /* permissions: with their support */
};

/* Files or directories of roles, or of the permissions that custom roles take (`gcloud iam
 * list-testable-permissions --format=json`); the whole import or nothing. roles_dir: patterns/roles. */
int wd_roles_import(const char *db_path, const char *roles_dir, const char *const *paths,
                    size_t count, struct wd_import_result *ret_result, struct wd_error *err);

#endif
