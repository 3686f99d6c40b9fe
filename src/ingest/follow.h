/* Bytes of something that is still being written: a pipe, or a regular file that grows. Private to ingest. */
#ifndef WHYDENIED_INGEST_FOLLOW_H
#define WHYDENIED_INGEST_FOLLOW_H

#include "ingest/source.h"

struct wd_follower;

/* NULL with *ret_why: it cannot be opened (a sentence's end), or NULL there: lack of memory. */
struct wd_follower *wd_follower_new(const char *path, const struct wd_follow *follow,
                                    bool no_follow, const char **ret_why);
void wd_follower_free(struct wd_follower *follower); /* accepts NULL */
/* A wd_read_fn: waits until there are bytes. 0: a pipe's writers are gone, or the end was asked for. */
long wd_follower_read(void *follower, char *to, size_t room);

#endif
