/* Fills every word of an argv; and an argv as a line of shell. */
#include "advise/fill.h"

#include "whydenied/base/escape.h"

enum { LINE_MAX_BYTES = 65536 };

int wd_fill_argv(struct wd_fill *fill, const char *const *argv, size_t argc,
                 struct wd_argv *ret_command)
{
    const char **words = wd_arena_alloc(fill->arena, (argc + 1) * sizeof *words);

    if (!words)
        return -1;
    for (size_t i = 0; i < argc; i++) {
        words[i] = wd_fill_text(fill, wd_str_of(argv[i])).ptr;
        if (!words[i])
            return -1;
    }
    *ret_command = (struct wd_argv){words, argc};
    return 0;
}

struct wd_str wd_command_text(struct wd_arena *arena, const struct wd_argv *command)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, LINE_MAX_BYTES);
    wd_shell_line(&out, command);
    if (!out.failed)
        text = wd_arena_copy(arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}
