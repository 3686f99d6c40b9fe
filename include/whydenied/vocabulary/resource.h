/* The types of resources, one table: the word of the report ("cloud_run_service"), the path or ARN that names one, the
 * service it belongs to, and where its parent stands. */
#ifndef WHYDENIED_VOCABULARY_RESOURCE_H
#define WHYDENIED_VOCABULARY_RESOURCE_H

#include "whydenied/base/str.h"

enum {                        /* flags of a row */
       WD_RESOURCE_WHOLE = 1, /* the name must end where the row does */
       WD_RESOURCE_OF_PROJECT =
           2, /* nothing below the project carries a policy: the project stands for it */
       WD_RESOURCE_OR_UNNAMED =
           4 /* where services share a path, the one that is meant when none is named */
};

struct wd_resource_row {
    const char *type;
    const char *
        path; /* '*' is one segment, "x-*" one that starts so; of an ARN: the word behind the account */
    const char *service; /* first label of the host, or the ARN's product; NULL: any */
    unsigned parent;     /* segment that holds the parent, 0: none */
    unsigned flags;
};

enum wd_resource_place {
    WD_RESOURCE_IN_PROJECT, /* behind "projects/<id>" */
    WD_RESOURCE_ANYWHERE,   /* whole names */
    WD_RESOURCE_IN_ARN
};
/* The rows in order: the first that fits wins. Ends with a row without a type. */
const struct wd_resource_row *wd_resource_rows(enum wd_resource_place place);
/* Of paths, not of ARNs: where those whose path begins with the letter begin; a row without a type if there are none. */
const struct wd_resource_row *wd_resource_rows_of(enum wd_resource_place place, char first);
bool wd_resource_type_known(struct wd_str type);

#endif
