/* What the text of a regular expression alone tells: constructs that packs may not use; and the expression of the same
 * words in another spelling.
 *
 * Packs may come from strangers, and an expression is a program. Refused before compiling: option
 * leaders (they could lift the limits), callouts, recursion and calls of groups, conditions on
 * them, \C; and capture names that are no slot. Comments and quoting (\Q) are refused too: they
 * would hide text from the lints. */
#include "match/ruleset.h"

#include "whydenied/base/char.h"

static bool digit_follows(const char *p)
{
    return wd_is_digit(*p);
}

/* p stands behind "(?". */
static const char *refuse_group(const char *p)
{
    if (*p == 'C')
        return "callouts (?C) are not allowed";
    if (*p == 'R' || *p == '&' || digit_follows(p) || strncmp(p, "P>", 2) == 0 ||
        (*p == '+' && digit_follows(p + 1)) || (*p == '-' && digit_follows(p + 1)))
        return "recursion and calls of groups are not allowed";
    if (*p == '(')
        return "conditional groups are not allowed";
    if (*p == '#')
        return "comments are not allowed";
    return NULL;
}

static const char *refuse_escape(char c)
{
    if (c == 'C')
        return "\\C is not allowed";
    if (c == 'g' || c == 'k')
        return "\\g and \\k are not allowed";
    if (c == 'Q')
        return "\\Q is not allowed: escape each character";
    return NULL;
}

/* p stands behind "(?<", "(?P<" or "(?'"; look-behinds have no name. */
static bool name_is_known(const char *p, char end, struct wd_str *ret_name)
{
    const char *stop = strchr(p, end);
    struct wd_str name = wd_str_make(p, stop ? (size_t)(stop - p) : strlen(p));
    enum wd_slot slot;
    if (wd_str_eq(name, WD_STR("uncertain")) || wd_slot_parse(name, &slot))
        return true;
    *ret_name = name;
    return false;
}

static const char *refuse_name(const char *p, struct wd_str *ret_name)
{
    bool ok = true;
    if (*p == '<' && p[1] != '=' && p[1] != '!')
        ok = name_is_known(p + 1, '>', ret_name);
    else if (strncmp(p, "P<", 2) == 0)
        ok = name_is_known(p + 2, '>', ret_name);
    else if (*p == '\'')
        ok = name_is_known(p + 1, '\'', ret_name);
    return ok ? NULL : "a capture is named after a slot of the event or \"uncertain\"";
}

/* The end of a class that starts at p ('['), so that what looks like a group in it is left alone. */
static const char *skip_class(const char *p)
{
    p++;
    p += *p == '^';
    p += *p == ']';
    while (*p && *p != ']') {
        if (*p == '[' && p[1] == ':') {
            const char *end = strstr(p + 2, ":]");
            p = end ? end + 1 : p;
        }
        p += *p == '\\' && p[1] ? 2 : 1;
    }
    return *p ? p : p - 1;
}

const char *wd_expression_refused(const char *re, struct wd_str *ret_name)
{
    *ret_name = WD_STR_NONE;
    if (strlen(re) > WD_PATTERN_MAX)
        return "the expression is too long";
    for (const char *p = re; *p; p++) {
        const char *reason = NULL;
        if (*p == '\\' && p[1])
            reason = refuse_escape(*++p);
        else if (*p == '[')
            p = skip_class(p);
        else if (p[0] == '(' && p[1] == '*')
            reason = "option leaders and verbs (*…) are not allowed";
        else if (p[0] == '(' && p[1] == '?')
            reason = refuse_group(p + 2);
        if (!reason && p[0] == '(' && p[1] == '?')
            reason = refuse_name(p + 2, ret_name);
        if (reason)
            return reason;
    }
    return NULL;
}

/* ---- other spellings --------------------------------------------------------------------------- */

/* Bytes of what stays as it is at p: an escape, or the head of a group ("(?:", "(?<name>", "(?i)"); 0: neither. */
static size_t fixed_part(const char *p)
{
    size_t len = 2;

    if (*p == '\\')
        return p[1] ? 2 : 1;
    if (p[0] != '(' || p[1] != '?')
        return 0;
    len += strspn(p + len, "P<'");
    if (wd_char_in(p[len], "!=")) /* looks ahead or behind: words follow */
        return len + 1;
    len += strspn(p + len, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return len + (p[len] == '\'');
}

static bool is_quote(char c)
{
    return c == '\'' || c == '"' || c == '`';
}

/* Letters of a class stay: they tell names apart. A quote in it stands for every kind. */
static size_t put_class(struct wd_buf *out, const char *p)
{
    const char *end = skip_class(p);
    bool quotes = false;

    for (const char *c = p; c < end; c++)
        quotes = quotes || is_quote(*c);
    wd_buf_put(out, wd_str_make(p, (size_t)(end - p)));
    wd_buf_putz(out, quotes ? "'\"`" : "");
    if (*end)
        wd_buf_putc(out, *end);
    return (size_t)(end - p) + 1;
}

/* The letters at p. A word in capitals is a constant, which nobody spells otherwise. */
static size_t put_word(struct wd_buf *out, const char *p)
{
    size_t len = 0, capitals = 0;

    for (; wd_is_letter(p[len]); len++)
        capitals += wd_is_upper(p[len]);
    for (size_t i = 0; i < len; i++) {
        if (capitals == len && len > 1)
            wd_buf_putc(out, p[i]);
        else
            wd_buf_printf(out, "[%c%c]", p[i], p[i] ^ 0x20);
    }
    return len;
}

void wd_expression_loosen(struct wd_buf *out, const char *re)
{
    for (size_t len; *re; re += len) {
        len = fixed_part(re);
        if (len > 0)
            wd_buf_put(out, wd_str_make(re, len));
        else if (*re == '[')
            len = put_class(out, re);
        else if (wd_is_letter(*re))
            len = put_word(out, re);
        else if (is_quote(*re) && (len = 1))
            wd_buf_putz(out, "['\"`]");
        else if ((len = 1))
            wd_buf_putc(out, *re);
    }
}
