/* What one member needs at one place beyond predefined roles: gathered in grant_custom.c, written down in
 * custom_write.c once all incidents are advised. */
#ifndef WHYDENIED_ADVISE_GOOGLE_CUSTOM_H
#define WHYDENIED_ADVISE_GOOGLE_CUSTOM_H

#include "advise/google/grant.h"

enum {
    CUSTOM_ROLE_MAX =
        100 /* permissions of one role: IAM takes 3,000, nobody reads them; then another */
};

struct wd_custom_need {
    struct wd_str key; /* of member and place */
    uint64_t digest;   /* of the key: thousands are compared */
    unsigned part;     /* 1, 2, …: the first ones are full */
    struct wd_remedy *remedy;
    struct wd_work work; /* of the first incident that asked */
    struct wd_grant_plan grant;
    struct wd_str *permissions; /* sorted */
    size_t count, room;
    struct wd_custom_need *next;
};

/* "a.b.get,a.b.list"; empty if one of them is no permission's name. */
struct wd_str wd_custom_list(struct wd_arena *arena, const struct wd_str *permissions,
                             size_t count);

#endif
