/* An error that can be printed as it is.
 *
 * Functions that can fail take `struct wd_error *err` last and return -1; the message is complete
 * ("rules.json:12: unknown key \"matchs\""). The text lives in a fixed array, so failing never
 * allocates. Bad input (a broken record, a damaged file) is a counted event, never an error return:
 * an error means that we could not do our work. */
#ifndef WHYDENIED_BASE_ERROR_H
#define WHYDENIED_BASE_ERROR_H

#include <stdbool.h>

struct wd_error {
    char text[512];
    bool unwritable; /* the disk is full, or the place is read-only: reading would still do */
};

/* Writes the message (cut at the array's end) and returns -1, so `return wd_fail(err, …)` works.
 * err may be NULL. */
int wd_fail(struct wd_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The message for lack of memory; the same everywhere. */
int wd_fail_memory(struct wd_error *err);

#endif
