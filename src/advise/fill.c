/* Fills {placeholders}; a brace without a matching one stands for itself. */
#include "advise/fill.h"

#include "whydenied/base/escape.h"

enum { FILLED_MAX = 16384 };

static void put_value(struct wd_fill *fill, struct wd_buf *out, struct wd_str name)
{
    struct wd_fill_value got = fill->resolve(fill->context, name);

    if (got.state > fill->worst) {
        fill->worst = got.state;
        fill->word = got.value;
    }
    wd_buf_put(out, got.value);
}

/* Lower-case letters and '_' between braces; JSON and shell braces are left alone. */
static bool is_name(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || s.ptr[i] == '_'))
            return false;
    return s.len > 0;
}

struct wd_str wd_fill_text(struct wd_fill *fill, struct wd_str pattern)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, FILLED_MAX);
    while (pattern.len > 0) {
        size_t open = wd_str_find_char(pattern, '{');
        size_t close =
            open == WD_NPOS ? WD_NPOS : wd_str_find_char(wd_str_from(pattern, open), '}');
        if (close == WD_NPOS) {
            wd_buf_put(&out, pattern);
            break;
        }
        struct wd_str name = wd_str_sub(pattern, open + 1, close - 1);
        wd_buf_put(&out, wd_str_sub(pattern, 0, open));
        if (is_name(name)) {
            put_value(fill, &out, name);
            pattern = wd_str_from(pattern, open + close + 1);
        } else {
            wd_buf_putc(&out, '{');
            pattern = wd_str_from(pattern, open + 1);
        }
    }
    if (!out.failed)
        text = wd_arena_copy(fill->arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}

int wd_fill_argv(struct wd_fill *fill, const char *const *argv, size_t argc,
                 struct wd_command *ret_command)
{
    const char **words = wd_arena_alloc(fill->arena, (argc + 1) * sizeof *words);

    if (!words)
        return -1;
    for (size_t i = 0; i < argc; i++) {
        words[i] = wd_fill_text(fill, wd_str_of(argv[i])).ptr;
        if (!words[i])
            return -1;
    }
    *ret_command = (struct wd_command){words, argc};
    return 0;
}

struct wd_str wd_command_text(struct wd_arena *arena, const struct wd_command *command)
{
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, FILLED_MAX * 4);
    for (size_t i = 0; i < command->argc; i++) {
        if (i > 0)
            wd_buf_putc(&out, ' ');
        wd_shell_quote(&out, wd_str_of(command->argv[i]));
    }
    if (!out.failed)
        text = wd_arena_copy(arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}
