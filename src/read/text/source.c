/* Lines of a program's source that hold the words of a refusal to compare them, to match them or to number them; and an
 * interface's description that gives an example. Asked of every line with a word of refusal: the first bytes decide. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* `if (reason === "API_KEY_SERVICE_BLOCKED") {`, `elif err.code == 'forbidden':` */
static bool is_compared(struct wd_str s)
{
    static const char *const opens[] = {"if ", "if(", "} else if ", "else if ", "elif ", "return "};
    static const char *const signs[] = {" == \"", " == '",   " === \"",      " === '",
                                        " != \"", " != '",   " !== \"",      " !== '",
                                        ".test(", ".match(", ".startswith(", ".startsWith("};

    return WD_STR_ANY(wd_str_starts, s, opens) && WD_STR_ANY(wd_str_has, s, signs) &&
           wd_char_in(s.ptr[s.len - 1], "{:;)|&");
}

/* A backslash before a class or a mark, as no path has. */
static bool has_class(struct wd_str s)
{
    for (size_t i = 0; i + 1 < s.len; i++)
        if (s.ptr[i] == '\\' && wd_char_in(s.ptr[i + 1], "bdswBDSW.[](){}?*+|'"))
            return true;
    return false;
}

/* `/Error while connecting \[4033: 'not authorized'\]/;`, `{ pattern: /Required 'a\.b\.get' permission/ },` */
static bool is_matched(struct wd_str s)
{
    size_t at = wd_str_find_char(s, '/');

    if (at == WD_NPOS ||
        (at > 0 && (at < 2 || s.ptr[at - 1] != ' ' || !wd_char_in(s.ptr[at - 2], ":=([,"))))
        return false;
    s = wd_str_trim_right_of(wd_str_from(s, at + 1), ",;)}] ");
    s = wd_str_trim_right_of(s, "gimsu");
    return s.len > 1 && s.ptr[s.len - 1] == '/' && has_class(s);
}

static bool is_constant(struct wd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!wd_is_upper(word.ptr[i]) && !wd_is_digit(word.ptr[i]) && word.ptr[i] != '_')
            return false;
    return word.len > 4;
}

/* The next word of the line, which loses it; empty at the end. */
static struct wd_str next_word(struct wd_str *rest)
{
    size_t len = 0;

    while (rest->len > 0 && !wd_is_word(rest->ptr[0]))
        *rest = wd_str_from(*rest, 1);
    while (len < rest->len && wd_is_word(rest->ptr[len]))
        len++;
    struct wd_str word = wd_str_sub(*rest, 0, len);
    *rest = wd_str_from(*rest, len);
    return word;
}

/* `super(403, "User not authorized …");`, `log.warn('…');`: a call with a text in it, and a sign that ends a statement. */
static bool is_call(struct wd_str s)
{
    static const char *const words[] = {"return ", "throw ", "await ", "new "};
    size_t len = 0;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wd_str_starts(s, wd_str_of(words[i])))
            s = wd_str_from(s, strlen(words[i]));
    while (len < s.len && (wd_is_word(s.ptr[len]) || wd_char_in(s.ptr[len], ".$")))
        len++;
    return len > 1 && wd_str_at(s, len) == '(' && wd_str_ends(s, WD_STR(");")) &&
           (wd_str_find_char(s, '"') != WD_NPOS || wd_str_find_char(s, '\'') != WD_NPOS ||
            wd_str_find_char(s, '`') != WD_NPOS);
}

/* `PERMISSION_DENIED = 7;`, `const {'1': 'SERVICE_DISABLED', '2': 1},`: constants and their numbers, and a sign behind the
 * last one, as a log has none. */
static bool is_numbered(struct wd_str s)
{
    static const char *const ends[] = {";", ",", "},"};
    static const char *const words[] = {"const", "case", "static", "final", "int", "public"};
    bool constant = false, number = false;

    if (!WD_STR_ANY(wd_str_ends, s, ends) || wd_str_find_char(s, '@') != WD_NPOS ||
        (wd_str_find_char(s, '=') == WD_NPOS && wd_str_find_char(s, ':') == WD_NPOS))
        return false; /* a row of figures has neither */
    for (struct wd_str word; (word = next_word(&s)).len > 0;) {
        bool digits = wd_str_digits(word, 0) == word.len, named = is_constant(word);
        if (!digits && !named && !WD_STR_IN(word, words))
            return false;
        constant = constant || named;
        number = number || (digits && word.len < 3);
    }
    return constant && number;
}

/* ` *   example: "Bearer error=…"`, `example: 'PERMISSION_DENIED: …'`: of an answer, in the description of an interface. */
static bool is_example(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("example: \"")) || wd_str_starts(s, WD_STR("example: '"));
}

bool wd_text_is_source(struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);

    return s.len > 0 && (is_compared(s) || is_matched(s) || is_call(s) || is_numbered(s) ||
                         is_example(wd_text_marks_off(s)));
}
