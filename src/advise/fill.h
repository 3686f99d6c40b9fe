/* {placeholders} in argv and in sentences.
 *
 * A resolver says for each name what stands there: a value that passed its grammar, or a PLACEHOLDER
 * word and whether the log lacked the value or had one that may not stand in a command. Only an argv
 * without a single such word is a command; the others are templates for the reader to fill in. */
#ifndef WHYDENIED_ADVISE_FILL_H
#define WHYDENIED_ADVISE_FILL_H

#include "whydenied/advise.h"
#include "whydenied/base/arena.h"

enum wd_fill_state { WD_FILL_OK, WD_FILL_MISSING, WD_FILL_REFUSED };

struct wd_fill_value {
    struct wd_str value; /* or the PLACEHOLDER word */
    enum wd_fill_state state;
};

struct wd_fill {
    struct wd_fill_value (*resolve)(const void *context, struct wd_str name);
    const void *context;
    struct wd_arena *arena;
    /* The worst met so far, and the placeholder word it left behind. */
    enum wd_fill_state worst;
    struct wd_str word;
};

/* Empty only when memory is lacking (or the pattern is empty). */
struct wd_str wd_fill_text(struct wd_fill *fill, struct wd_str pattern);
int wd_fill_argv(struct wd_fill *fill, const char *const *argv, size_t argc,
                 struct wd_command *ret_command); /* -1: no memory */

/* An argv as one line for a POSIX shell. */
struct wd_str wd_command_text(struct wd_arena *arena, const struct wd_command *command);

#endif
