/* Names taken apart: paths of resources, addresses of hosts. */
#ifndef WHYDENIED_READ_REFUSAL_PARTS_H
#define WHYDENIED_READ_REFUSAL_PARTS_H

#include "whydenied/read/refusal.h"

struct wd_naming {
    struct wd_arena *arena;
    struct wd_str *part; /* WD_PART_COUNT of them */
    bool failed;         /* the arena was full */
};

/* Fills an empty part; a placeholder names nothing. */
void wd_part_set(struct wd_naming *n, enum wd_refusal_part part, struct wd_str value);
/* "projects/P/topics/T", with or without what leads to it. */
void wd_parts_of_path(struct wd_naming *n, struct wd_str path);
/* An account, whose project its domain names. */
void wd_parts_of_account(struct wd_naming *n, struct wd_str email);
/* host[:port]/path?query, without scheme. */
void wd_parts_of_address(struct wd_naming *n, struct wd_str address);
/* P:D.T or P.D.T */
void wd_parts_of_table(struct wd_naming *n, struct wd_str table);
/* "example.com:acme-dw", a project of a domain? The word behind the colon is no method then. */
bool wd_is_project_of_domain(struct wd_str s);
/* Is the host a registry of ours? */
bool wd_is_registry(struct wd_str host);

#endif
