/* A request to OSS, as SDKs print it: verb, address, and behind "?" the setting that is meant. */
#include "whydenied/read/oss_calls.h"

#include "whydenied/base/char.h"

enum { NAME_MAX_BYTES = 48 };

/* What is asked for of an object where a word stands behind "?". */
static const struct {
    const char *word, *call;
} of_objects[] = {
    {"append", "appendobject"},          {"uploads", "initiatemultipartupload"},
    {"delete", "deletemultipleobjects"}, {"symlink", "putsymlink"},
    {"restore", "restoreobject"},
};

/* The address behind a verb; empty: none, or no bucket's. */
static struct wd_str address_behind(struct wd_str text, const char *verb)
{
    size_t at = wd_str_find(text, wd_str_of(verb));
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at + strlen(verb));
    size_t end = 0;

    if (rest.len == 0 || !wd_char_in(rest.ptr[0], " \t\"'"))
        return WD_STR_NONE;
    rest = wd_str_trim_left_of(rest, " \t\"'");
    while (end < rest.len && !wd_char_in(rest.ptr[end], " \t\r\n\"'<>,"))
        end++;
    rest = wd_str_sub(rest, 0, end);
    return wd_str_has(rest, WD_STR(".oss-")) ? rest : WD_STR_NONE;
}

/* The first word of a query that has no value: a setting. "?list-type=2" is none. */
static struct wd_str setting_of(struct wd_str address)
{
    struct wd_str query = address;

    wd_str_cut(&query, '?');
    while (query.len > 0) {
        struct wd_str word = wd_str_cut(&query, '&');
        while (word.len > 0 && !wd_is_word(word.ptr[word.len - 1]))
            word.len--; /* the full stop behind the address */
        if (word.len > 0 && !wd_str_has(word, WD_STR("=")))
            return word;
    }
    return WD_STR_NONE;
}

static bool names_object(struct wd_str address)
{
    size_t scheme = wd_str_find(address, WD_STR("://"));
    struct wd_str rest = wd_str_from(address, scheme == WD_NPOS ? 0 : scheme + 3);

    rest = wd_str_cut(&rest, '?');
    wd_str_cut(&rest, '/');
    return rest.len > 0;
}

/* "put", "/?lifecycle": "putbucketlifecycle". */
static size_t call_of(const char *verb, struct wd_str address, struct wd_str setting,
                      struct wd_str ret_actions[WD_OSS_ACTIONS_MAX])
{
    char name[NAME_MAX_BYTES];
    size_t n = 0;
    struct wd_str part[] = {
        wd_str_of(verb),
        names_object(address) ? WD_STR("object") : WD_STR("bucket"),
        wd_str_starts(setting, WD_STR("bucket")) ? wd_str_from(setting, strlen("bucket")) : setting,
    };

    for (size_t i = 0; i < sizeof of_objects / sizeof *of_objects; i++)
        if (wd_str_eqz(setting, of_objects[i].word))
            return wd_oss_actions(wd_str_of(of_objects[i].call), ret_actions);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i].len > sizeof name - n)
            return 0;
        memcpy(name + n, part[i].ptr, part[i].len);
        n += part[i].len;
    }
    return wd_oss_actions(wd_str_make(name, n), ret_actions);
}

bool wd_oss_setting(struct wd_str text, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX],
                    size_t *ret_count)
{
    static const char *const verbs[] = {"PUT", "GET", "DELETE", "POST", "HEAD"};

    *ret_count = 0;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct wd_str address = address_behind(text, verbs[i]);
        struct wd_str setting = address.len > 0 ? setting_of(address) : WD_STR_NONE;
        if (setting.len == 0)
            continue;
        *ret_count = call_of(verbs[i], address, setting, ret_actions);
        return true;
    }
    return false;
}
