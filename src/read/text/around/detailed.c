/* The details that a tool prints below an error ("- '@type': …ErrorInfo", "permission: …", "resource: …"). They are the
 * same refusal's: a permission, a resource or an API there that is not the sentence's contradicts it. */
#include "read/text/around/around.h"
#include "read/text/command.h"
#include "read/text/streams.h"

/* Sentences spell a permission as details do, but for capitals ("iam.serviceaccounts.actAs"), or name none. */
static bool is_other_permission(struct wd_str sentence, struct wd_str detail)
{
    struct wd_str named = wd_between(sentence, "ermission '", "'");

    return detail.len > 0 && wd_str_find_char(detail, '/') == WD_NPOS &&
           wd_str_find_char(named, '.') != WD_NPOS && wd_str_find_char(named, '/') == WD_NPOS &&
           wd_str_find_char(named, ' ') == WD_NPOS && !wd_str_ieq(named, detail) &&
           !wd_str_has(sentence, detail);
}

/* "//service/projects/…", "/projects/…": from "projects/". */
static struct wd_str path_of(struct wd_str name)
{
    size_t at = wd_str_find(name, WD_STR("projects/"));

    return at == WD_NPOS ? WD_STR_NONE : wd_str_from(name, at);
}

/* A number is another spelling of a name, and "-" and "_" stand for any. */
static bool is_spelling(struct wd_str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!wd_is_digit(name.ptr[i]) && !wd_char_in(name.ptr[i], "-_*"))
            return false;
    return true;
}

/* Kind by kind: another name of the same kind, as far as both go. */
static bool is_other_resource(struct wd_str a, struct wd_str b)
{
    a = path_of(a), b = path_of(b);
    while (a.len > 0 && b.len > 0) {
        if (!wd_str_eq(wd_str_cut(&a, '/'), wd_str_cut(&b, '/')))
            return false;
        struct wd_str first = wd_str_cut(&a, '/'), second = wd_str_cut(&b, '/');
        if (!wd_str_eq(first, second) && !is_spelling(first) && !is_spelling(second))
            return true;
    }
    return false;
}

/* "Enable it by visiting …/apis/api/A/…", and the details are of B. */
static bool is_other_api(struct wd_str sentence, struct wd_str detail)
{
    struct wd_str api = wd_between(sentence, "/apis/api/", "/");

    return api.len > 0 && wd_str_ends(detail, WD_STR(".googleapis.com")) && !wd_str_eq(api, detail);
}

bool wd_around_is_contradicted(const struct wd_around *around)
{
    struct wd_str refused = wd_between(around->line, "resource '", "'");
    bool detailed = false;

    if (refused.len == 0 && !wd_str_has(around->line, WD_STR("ermission '")) &&
        !wd_str_has(around->line, WD_STR("/apis/api/")))
        return false;
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        if (wd_str_has(line, WD_STR("ERROR")) || wd_command_called(line).len > 0)
            return false;
        detailed = detailed || wd_str_has(line, WD_STR("google.rpc.ErrorInfo")) ||
                   wd_str_has(line, WD_STR("metadata"));
        if (detailed &&
            (is_other_api(around->line, wd_error_info_value(line, WD_STR("service"))) ||
             is_other_permission(around->line, wd_error_info_value(line, WD_STR("permission"))) ||
             is_other_resource(refused, wd_error_info_value(line, WD_STR("resource")))))
            return true;
    }
    return false;
}
