/* Reference data of the project's authors: big, not shipped. tests/run says where it lies; what needs it is skipped
 * where it is not. */
#ifndef WHYDENIED_TEST_REFERENCE_H
#define WHYDENIED_TEST_REFERENCE_H

#include <stdio.h>
#include <stdlib.h>

/* The path of a file of it; no file has it when there is none. Overwritten by the next call. */
static inline const char *reference(const char *rest)
{
    static char path[4096];
    const char *folder = getenv("WHYDENIED_REFERENCE");

    snprintf(path, sizeof path, "%s/%s", folder ? folder : "no-reference-data", rest);
    return path;
}

#endif
