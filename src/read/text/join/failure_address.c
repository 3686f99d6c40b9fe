/* The call that a client's line tells, cut before its address or behind it: what stands on the next line is the same line's. */
#include "read/text/streams.h"
#include "read/text/text.h"
#include "whydenied/base/char.h"

/* "403 POST", "401 GET": a status and the call that it answers. */
static bool ends_in_method(struct wd_str s)
{
    static const char *const methods[] = {"403 GET",    "403 POST",  "403 PUT",  "403 PATCH",
                                          "403 DELETE", "401 GET",   "401 POST", "401 PUT",
                                          "401 PATCH",  "401 DELETE"};

    return WD_STR_ANY(wd_str_ends, s, methods);
}

/* "… Forbidden: 403 POST", "… Enable it by visiting", and the address on the next line. */
bool wd_failure_has_address_below(struct wd_str last, struct wd_str next)
{
    struct wd_str s = wd_str_trim(last);

    return wd_str_starts(next, WD_STR("https://")) &&
           (ends_in_method(s) || wd_str_ends(s, WD_STR(" by visiting")));
}

/* "403 POST https://…:": google-api-core puts the service's sentence behind the address. */
static bool tells_call(struct wd_str s, struct wd_str address)
{
    struct wd_str before = wd_str_trim(wd_str_sub(s, 0, s.len - address.len));

    return wd_str_starts(address, WD_STR("https://")) && ends_in_method(before);
}

static bool begins_sentence(struct wd_str s)
{
    return s.len > 1 && wd_is_upper(s.ptr[0]) && wd_is_lower(s.ptr[1]);
}

/* "… unexpected status from GET request to https://…-docker.pkg.dev/v2/token?…:", and "403 Forbidden" on the next line; "…
 * with service account "…":", and no more than the status there. */
bool wd_failure_goes_on_behind_address(struct wd_str s, struct wd_str next)
{
    static const char *const alone[] = {"generic::permission_denied", "permission_denied",
                                        "permissiondenied", "permission denied"};
    struct wd_str word = wd_str_from(s, wd_str_rfind_char(s, ' ') + 1);

    if (s.ptr[s.len - 1] != ':')
        return false;
    return WD_STR_IIN(wd_str_trim(next), alone) || (tells_call(s, word) && begins_sentence(next)) ||
           (wd_str_starts(word, WD_STR("https://")) &&
            (wd_str_starts(next, WD_STR("403 ")) || wd_str_starts(next, WD_STR("401 "))));
}

/* "<HttpError 403 when requesting https://…/locations/u": Google's client of Python puts the answer behind the address, in one
 * bracket; where it is not there yet and the next line has it, the address goes on. */
bool wd_failure_within_call(struct wd_str last, struct wd_str next)
{
    size_t at = wd_str_find(last, WD_STR("<HttpError 40"));
    struct wd_str rest = wd_str_from(last, at == WD_NPOS ? last.len : at);

    return wd_str_has(rest, WD_STR(" when requesting http")) &&
           !wd_str_has(rest, WD_STR(" returned")) && wd_str_has(next, WD_STR(" returned \""));
}
