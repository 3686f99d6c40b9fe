/* A line of a program's source that gives a name a text. */
#include "read/text/around/around.h"

/* `= "`, `= new Denied('`, `= b"`: a value of a program's source, with a call around it or not. */
static bool is_value(struct wd_str s)
{
    size_t i = 0;

    while (i < s.len && (wd_is_word(s.ptr[i]) || wd_char_in(s.ptr[i], ".(")))
        i++;
    if (wd_str_starts(s, WD_STR("new ")))
        return is_value(wd_str_from(s, 4));
    return i < 60 && wd_char_in(wd_str_at(s, i), "\"'`") && (i < 3 || wd_str_at(s, i - 1) == '(');
}

/* `MSG="…"`: a variable of a shell; journald's and programs' own keys stand without quotes or in small letters. */
static bool is_variable(struct wd_str s)
{
    size_t len = 0;

    if (wd_str_starts(s, WD_STR("export ")))
        s = wd_str_from(s, 7);
    while (len < s.len && (wd_is_upper(s.ptr[len]) || s.ptr[len] == '_'))
        len++;
    return len > 2 && wd_str_at(s, len) == '=' && wd_char_in(wd_str_at(s, len + 1), "\"'") &&
           s.ptr[s.len - 1] == s.ptr[len + 1] && !wd_str_starts(s, WD_STR("ERROR=")) &&
           !wd_str_starts(s, WD_STR("MESSAGE="));
}

/* `MSG = "…"`, `const MSG: &str = "…"`, `ERR_DENIED := '…'`, `mock.error = Forbidden('…')`: a constant of a program, with
 * blanks around the sign. Loggers set none: `msg="…"`. */
bool wd_text_is_constant(struct wd_str s)
{
    size_t at = wd_str_find(s, WD_STR("= ")), words = 1;
    struct wd_str name = wd_str_trim(wd_str_sub(s, 0, at == WD_NPOS ? 0 : at));

    if (is_variable(s))
        return true;
    if (name.len > 0 && name.ptr[name.len - 1] == ':')
        name.len--;
    if (name.len == 0 || name.len > 80 || !is_value(wd_str_from(s, at + 2)) ||
        (at > 0 && !wd_char_in(s.ptr[at - 1], " :")))
        return false;
    for (size_t i = 0; i < name.len; i++) {
        words += name.ptr[i] == ' ';
        if (!wd_is_word(name.ptr[i]) && !wd_char_in(name.ptr[i], " :&*.<>[]"))
            return false;
    }
    return words <= 6;
}
