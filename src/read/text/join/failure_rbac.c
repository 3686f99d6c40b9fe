/* A cluster's sentence that goes on in the next line: it ends by telling where, and the words of its frame are known. */
#include "read/text/streams.h"
#include "whydenied/base/char.h"

/* 'secrets is forbidden: User' and '"ci" cannot list', 'resource "secrets" in': Kubernetes' sentence goes on until it has told
 * where, which is one namespace or the cluster. */
bool wd_failure_goes_on_with_rbac(struct wd_str last, struct wd_str text, struct wd_str next)
{
    static const char *const words[] = {"\"",   "resource ",  "in ", "API ",     "group ",
                                        "the ", "namespace ", "at ", "cluster ", "scope"};
    static const char *const ends[] = {" namespace \"", " namespace \\\"", " cluster scope"};
    size_t at = wd_str_find(text, WD_STR(" is forbidden: "));
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at);

    return wd_str_starts(wd_str_trim_left(wd_str_from(rest, 15)), WD_STR("User")) &&
           !WD_STR_ANY(wd_str_has, rest, ends) && last.ptr[last.len - 1] != '.' &&
           (WD_STR_ANY(wd_str_starts, next, words) || wd_str_ends(last, WD_STR(" cannot")));
}

/* "ca" and "nnot patch", "at the cluste" and "r scope": what is no name in Kubernetes' sentence, cut within a word. */
bool wd_failure_cuts_rbac(struct wd_str last, struct wd_str text, struct wd_str next)
{
    static const char *const fixed[] = {" cannot ", " resource ", " in API group ",
                                        " in the namespace ", " at the cluster scope"};

    if (!wd_is_letter(last.ptr[last.len - 1]) || !wd_is_letter(wd_str_at(next, 0)))
        return false;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        struct wd_str words = wd_str_of(fixed[i]);
        for (size_t len = 3; len < words.len; len++)
            if (words.ptr[len - 1] != ' ' && words.ptr[len] != ' ' &&
                wd_str_ends(last, wd_str_sub(words, 0, len)) &&
                wd_str_starts(next, wd_str_from(words, len)))
                return wd_str_has(text, WD_STR(" is forbidden: User"));
    }
    return false;
}
