/* What the text of a regular expression alone tells: constructs that packs may not use.
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
