/* A command as a list of words. */
#ifndef WHYDENIED_BASE_ARGV_H
#define WHYDENIED_BASE_ARGV_H

#include <stddef.h>

struct wd_argv { /* the words belong to whoever made them; no NULL at the end */
    const char **argv;
    size_t argc;
};

#endif
