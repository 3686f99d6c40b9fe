/* An option's value is read as its kind says. A wrong one is told with what would have been right. */
#include "app/options/options.h"
#include <stdlib.h>

#include "whydenied/base/nearest.h"

static void *field(struct wd_options *o, const struct wd_option *row)
{
    return (char *)o + row->offset;
}

static int add(struct wd_option_list *list, const struct wd_option *row, const char *value)
{
    if (list->count == WD_LIST_MAX)
        return wd_say_and(-1, "--%s: more than %d values", row->name, WD_LIST_MAX);
    list->item[list->count++] = value;
    return 0;
}

static int add_output(struct wd_outputs *outputs, const struct wd_option *row, const char *path)
{
    if (outputs->count == WD_LIST_MAX)
        return wd_say_and(-1, "--%s: more than %d values", row->name, WD_LIST_MAX);
    outputs->item[outputs->count++].path = path;
    return 0;
}

static int set_number(const struct wd_option *row, const char *text, unsigned *ret_number)
{
    unsigned long long n;

    if (!wd_str_to_u64(wd_str_of(text), &n) || n < row->low || n > row->high)
        return wd_say_and(-1, "--%s takes a number from %u to %u, not \"%s\"", row->name, row->low,
                          row->high, text);
    *ret_number = (unsigned)n;
    return 0;
}

/* Permissions in octal; nobody else may write, whatever is asked for. */
static int set_mode(const struct wd_option *row, const char *text, unsigned *ret_mode)
{
    size_t len = strlen(text);
    unsigned long mode = strtoul(text, NULL, 8);

    if (len < 3 || len > 4 || strspn(text, "01234567") != len || (mode & ~0755ul) != 0 ||
        (mode & 0600) != 0600)
        return wd_say_and(-1, "--%s takes permissions like 0600, 0640 or 0644, not \"%s\"",
                          row->name, text);
    *ret_mode = (unsigned)mode;
    return 0;
}

static int set_time(const struct wd_option *row, const char *text, wd_time now, wd_time *ret_time)
{
    *ret_time = wd_time_parse_relative(wd_str_of(text), now);
    if (*ret_time == WD_TIME_NONE)
        return wd_say_and(-1,
                          "--%s takes a time (2026-09-01, 2026-09-01T02:00:00Z, 2h, yesterday), "
                          "not \"%s\"",
                          row->name, text);
    return 0;
}

static int set_path(char **path, const char *value)
{
    free(*path);
    *path = strdup(value);
    return *path ? 0 : wd_say_and(-1, "out of memory");
}

static int tell_words(const struct wd_option *row, const char *wrong)
{
    struct wd_nearest nearest = {.word = wrong};
    struct wd_buf known;

    wd_buf_init(&known, 1024);
    for (size_t i = 0; row->choice->name(i); i++) {
        wd_nearest_look(&nearest, row->choice->name(i));
        wd_buf_printf(&known, "%s%s", i ? ", " : "", row->choice->name(i));
    }
    if (nearest.name)
        wd_say("--%s: \"%s\" is none of its words; did you mean %s? (%s)", row->name, wrong,
               nearest.name, wd_buf_cstr(&known));
    else
        wd_say("--%s takes one of %s, not \"%s\"", row->name, wd_buf_cstr(&known), wrong);
    wd_buf_done(&known);
    return -1;
}

static int find_word(const struct wd_option *row, const char *text, unsigned *ret_index)
{
    for (unsigned i = 0; row->choice->name(i); i++)
        if (strcmp(text, row->choice->name(i)) == 0) {
            *ret_index = i;
            return 0;
        }
    if (row->choice->parse && row->choice->parse(wd_str_of(text), ret_index))
        return 0;
    return tell_words(row, text);
}

/* An enum has the size and the alignment of an unsigned, with the compilers we build with. */
static int set_word(const struct wd_option *row, const char *text, unsigned *ret_enum)
{
    unsigned index = 0;

    _Static_assert(sizeof(enum wd_report_format) == sizeof(unsigned), "enums are unsigned");
    if (find_word(row, text, &index) < 0)
        return -1;
    *ret_enum = index;
    return 0;
}

static int add_word(struct wd_option_list *list, const struct wd_option *row, const char *text)
{
    unsigned index = 0;

    return find_word(row, text, &index) < 0 ? -1 : add(list, row, row->choice->name(index));
}

/* Of the others `value` is NULL. */
static bool has_value(const struct wd_option *row)
{
    return row->kind != WD_OPTION_FLAG && row->kind != WD_OPTION_SET &&
           row->kind != WD_OPTION_HELP && row->kind != WD_OPTION_VERSION;
}

int wd_option_take(struct wd_options *o, const struct wd_option *row, const char *value)
{
    void *at = field(o, row);

    if (has_value(row) && !*value)
        return wd_say_and(
            -1, "option \"--%s\" needs a value, not \"\" (a variable that is not set?)", row->name);
    switch (row->kind) {
    case WD_OPTION_FLAG:
        *(bool *)at = true;
        return 0;
    case WD_OPTION_SET:
        *(unsigned *)at = row->low;
        return 0;
    case WD_OPTION_STRING:
        *(const char **)at = value;
        return 0;
    case WD_OPTION_PATH:
        return set_path(at, value);
    case WD_OPTION_LIST:
        return add(at, row, value);
    case WD_OPTION_OUTPUTS:
        return add_output(at, row, value);
    case WD_OPTION_NUMBER:
        return set_number(row, value, at);
    case WD_OPTION_MODE:
        return set_mode(row, value, at);
    case WD_OPTION_TIME:
        return set_time(row, value, o->now, at);
    case WD_OPTION_WORD:
        return set_word(row, value, at);
    case WD_OPTION_WORDS:
        return add_word(at, row, value);
    case WD_OPTION_HELP:
    case WD_OPTION_VERSION:
        break; /* they end the line: options.c */
    }
    return 0;
}
