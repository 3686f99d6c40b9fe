/* Failing never allocates: the message is formatted into the caller's fixed array and cut there. */
#include "whydenied/base/error.h"

#include <stdarg.h>
#include <stdio.h>

int wd_fail(struct wd_error *err, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        if (vsnprintf(err->text, sizeof err->text, format, args) < 0)
            err->text[0] = '\0';
        va_end(args);
        err->unwritable = false;
    }
    return -1;
}

int wd_fail_memory(struct wd_error *err)
{
    return wd_fail(err, "out of memory");
}
