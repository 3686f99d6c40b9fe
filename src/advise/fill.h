/* Commands from argv with {placeholders}. Only an argv without a single PLACEHOLDER word is a command; the
 * others are templates for the reader to fill in. */
#ifndef WHYDENIED_ADVISE_FILL_H
#define WHYDENIED_ADVISE_FILL_H

#include "whydenied/advise.h"
#include "whydenied/vocabulary/say.h"

int wd_fill_argv(struct wd_fill *fill, const char *const *argv, size_t argc,
                 struct wd_argv *ret_command); /* -1: no memory */

/* An argv as one line for a POSIX shell. */
struct wd_str wd_command_text(struct wd_arena *arena, const struct wd_argv *command);

#endif
