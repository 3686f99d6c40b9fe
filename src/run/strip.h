/* Standard input whose lines begin with a key and a tab, as some engines hand them over: the keys go. */
#ifndef WHYDENIED_RUN_STRIP_H
#define WHYDENIED_RUN_STRIP_H

#include <stdbool.h>
#include <stddef.h>

struct wd_strip {
    int fd;
    bool in_value, failed, ended;
    size_t from, used;  /* of what was read and not yet looked at */
    size_t held, given; /* of a key so far; what was no key after all goes out again */
    char key[256];
    char block[64 * 1024];
};

void wd_strip_init(struct wd_strip *strip, int fd);
/* As wd_read_fn; `context` is a struct wd_strip. A line without a tab in its first 255 bytes has no key. */
long wd_strip_read(void *context, char *to, size_t room);

#endif
