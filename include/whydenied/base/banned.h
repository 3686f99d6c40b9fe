/* Included by every source through the compiler's command line (-include): functions nobody here may
 * call, with what to call instead. */
#ifndef WHYDENIED_BASE_BANNED_H
#define WHYDENIED_BASE_BANNED_H
#ifndef __cplusplus
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
/* wd_buf, wd_arena instead of fixed targets; slices instead of strtok; strtol family with checks;
 * no shell, ever; no locale or zone in results. Poison is lexical, so `system`, a good name for a
 * field, is made uncallable by a macro instead. */
#undef alloca
#define system(command) no_shell_ever(command)
#undef sprintf /* glibc's checked version is a macro to clang, and macros cannot be poisoned */
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok strtok_r atoi atol   \
    atof popen alloca localtime mktime ctime asctime setlocale tmpnam tempnam mktemp
#endif
#endif
