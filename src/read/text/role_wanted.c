/* A role that an account of Google Cloud must have or has not, told without a status of refusal: "X lacks the Compute Network User
 * role on project P", "googleapi: Error 400: X must be granted roles/r on R". What only must be, somebody plans; it was refused
 * where the line says that a call failed for it. */
#include "read/text/text.h"

enum { TITLE = 48 }; /* bytes of a role's title and the words before it */

static bool is_role_behind(struct wd_str s, const char *words)
{
    for (size_t at; (at = wd_str_find(s, wd_str_of(words))) != WD_NPOS;) {
        s = wd_str_from(s, at + strlen(words));
        struct wd_str near = wd_str_sub(s, 0, TITLE);
        size_t stop = wd_str_find(near, WD_STR(". "));
        near = wd_str_sub(near, 0, stop);
        if (wd_str_has(near, WD_STR("roles/")) || wd_str_has(near, WD_STR(" role")))
            return true;
    }
    return false;
}

bool wd_text_wants_role(struct wd_str s)
{
    static const char *const lacks[] = {"gserviceaccount.com lacks the ",
                                        "gserviceaccount.com is missing the ",
                                        "gserviceaccount.com does not have the "};
    static const char *const needs[] = {
        " must be granted ",     " must have ", " needs ", " requires ", " has to have ",
        " needs to be granted ", "give ",       "grant ",  "Give ",      "Grant "};
    static const char *const failed[] = {
        "Error 400",          "FAILED_PRECONDITION", "INVALID_ARGUMENT", "FailedPrecondition",
        "failedPrecondition", "InvalidArgument",     "badRequest"};

    if (!wd_str_has(s, WD_STR("gserviceaccount.com")))
        return false;
    for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++)
        if (is_role_behind(s, lacks[i]))
            return true;
    if (!WD_STR_ANY(wd_str_has, s, failed))
        return false;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (is_role_behind(s, needs[i]))
            return true;
    return false;
}
