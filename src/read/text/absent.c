/* What is not there was not refused, though words of refusal say so: "Forbidden.InstanceNotFound", "project P does not have a
 * subnetwork named S". */
#include "read/text/text.h"

/* "Forbidden.InstanceNotFound": Alibaba Cloud's word for what is not there, when nothing else refuses. */
static bool is_code_of_absence(struct wd_str s)
{
    size_t at = wd_str_find(s, WD_STR("Forbidden.")), len = 10;

    if (at == WD_NPOS)
        return false;
    struct wd_str rest = wd_str_from(s, at);
    while (len < rest.len && wd_is_letter(rest.ptr[len]))
        len++;
    return wd_str_ends(wd_str_sub(rest, 0, len), WD_STR("NotFound")) &&
           !wd_str_ihas(s, "authoriz") && !wd_str_ihas(s, "denied");
}

static bool refuses_besides(struct wd_str s)
{
    static const char *const words[] = {"403",      "401",           "denied",       "DENIED",
                                        "orbidden", "nauthorized",   "insufficient", "lacks ",
                                        "authoriz", "nauthenticated"};

    return WD_STR_ANY(wd_str_has, s, words);
}

/* Whoever lacks one of these was refused. */
static bool is_of_rights(struct wd_str s)
{
    static const char *const words[] = {"permission", "access",  "role",   "right",  "privilege",
                                        "authori",    "credent", "policy", "licen",  "grant",
                                        "quota",      "binding", "valid",  "subscr", "token"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wd_str_ihas(s, words[i]))
            return true;
    return false;
}

/* "does not have a subnetwork named S", "Not found: P does not have any instance": a part of what is named, not a right. */
static bool lacks_a_part(struct wd_str s)
{
    enum { AHEAD = 48 };
    static const char *const articles[] = {"a ", "an ", "any "};
    static const char *const called[] = {" named ", " called "};
    static const char *const missed[] = {"404", "ot found", "NOT_FOUND", "notFound"};
    struct wd_str verb = WD_STR("does not have ");
    size_t at = wd_str_find(s, verb);

    if (at == WD_NPOS || refuses_besides(s))
        return false;
    struct wd_str rest = wd_str_from(s, at + verb.len);
    struct wd_str part = wd_str_sub(rest, 0, rest.len < AHEAD ? rest.len : AHEAD);
    return WD_STR_ANY(wd_str_starts, rest, articles) && !is_of_rights(part) &&
           wd_str_find(rest, verb) == WD_NPOS &&
           (WD_STR_ANY(wd_str_has, part, called) || WD_STR_ANY(wd_str_has, s, missed));
}

bool wd_text_is_absence(struct wd_str s)
{
    return is_code_of_absence(s) || lacks_a_part(s);
}
