/* A member of an object that somebody printed, by itself on a line: of JSON, of a dictionary of Python's, of a hash of Ruby's or an
 * array of PHP's. It belongs to a refusal that is told elsewhere, and is nothing on its own. */
#include "read/text/text.h"

#include "whydenied/read.h"

/* "error_code", "@type"; no name of a thing that somebody calls. */
static bool is_key(struct wd_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!wd_is_word(name.ptr[i]) && name.ptr[i] != '@')
            return false;
    return name.len > 0;
}

/* Begins as a value of such an object does: a string, a number, a list, an object. */
static bool begins_value(struct wd_str s)
{
    static const char *const words[] = {"None", "True", "False", "nil", "NULL", "Array"};

    return s.len > 0 && (wd_char_in(s.ptr[0], "'\"[{(") || wd_is_digit(s.ptr[0]) ||
                         WD_STR_ANY(wd_str_starts, s, words));
}

/* "string(17) "X"" of PHP's var_dump, "=> X" of its print_r behind a name that was taken for a logger's. */
static struct wd_str nameless(struct wd_str line)
{
    struct wd_str s = line;

    if (wd_str_starts(s, WD_STR("=> ")))
        return wd_str_from(s, 3);
    if (!wd_str_starts(s, WD_STR("string(")))
        return WD_STR_NONE;
    s = wd_str_from(s, strlen("string("));
    s = wd_str_from(s, wd_str_digits(s, 0));
    return wd_str_starts(s, WD_STR(") \"")) ? wd_str_from(s, 2) : WD_STR_NONE;
}

struct wd_str wd_text_member(struct wd_str line, struct wd_str *name)
{
    char first = wd_str_at(line, 0), close = first == '[' ? ']' : first;
    struct wd_str rest;
    size_t end;

    *name = WD_STR_NONE;
    if (!wd_char_in(first, "\"'[") || line.len < 3)
        return nameless(line);
    end = wd_str_find_char(wd_str_from(line, 1), close);
    if (end == WD_NPOS)
        return WD_STR_NONE;
    *name = wd_str_sub(line, 1, end);
    rest = wd_str_from(line, end + 2);
    if (first == '"' && wd_str_starts(rest, WD_STR(":")))
        return wd_str_trim(wd_str_from(rest, 1));
    rest = wd_str_trim_left(rest);
    if (wd_str_starts(rest, WD_STR("=>")) && is_key(*name))
        return wd_str_trim(wd_str_from(rest, 2));
    rest = wd_str_starts(rest, WD_STR(":")) ? wd_str_trim(wd_str_from(rest, 1)) : WD_STR_NONE;
    return first == '\'' && is_key(*name) && begins_value(rest) ? rest : WD_STR_NONE;
}

struct wd_str wd_text_unquoted(struct wd_str value)
{
    char quote = wd_str_at(value, 0);
    size_t end;

    if (!wd_char_in(quote, "\"'"))
        return value;
    value = wd_str_from(value, 1);
    end = wd_str_rfind_char(value, quote);
    return end == WD_NPOS ? value : wd_str_sub(value, 0, end);
}

bool wd_text_is_member(struct wd_str line)
{
    struct wd_str name;

    return wd_text_member(line, &name).ptr != NULL;
}
