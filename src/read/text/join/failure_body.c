/* The body of an answer behind a line of text that refuses: a part of that failure, or the answer to another call. */
#include "read/text/streams.h"
#include "read/text/text.h"
#include "whydenied/base/char.h"

/* What two texts of one failure have in common, if both name it. */
enum names { RIGHT, ACCOUNT, PLACE, NAMES };

/* "storage.googleapis.com", "com.google.cloud", "google.rpc.ErrorInfo": hosts, and packages of code. */
static bool is_host_or_package(struct wd_str word)
{
    static const char *const domains[] = {".com", ".dev", ".app", ".io", ".cn", ".ai"};
    static const char *const packages[] = {"com.", "org.",    "java.",  "io.",
                                           "net.", "google.", "gcloud."};

    return WD_STR_ANY(wd_str_ends, word, domains) || WD_STR_ANY(wd_str_starts, word, packages);
}

/* "storage.objects.get", "oss:GetObject". */
static bool is_right(struct wd_str word)
{
    size_t colon = wd_str_find_char(word, ':'), parts = 0;
    struct wd_str rest = word;

    if (word.len == 0 || !wd_is_lower(word.ptr[0]) || is_host_or_package(word))
        return false;
    if (colon != WD_NPOS)
        return colon + 2 < word.len && wd_is_upper(word.ptr[colon + 1]) &&
               wd_str_find_char(word, '.') == WD_NPOS;
    while (rest.len > 0) {
        struct wd_str part = wd_str_cut(&rest, '.');
        if (part.len < 2 || !wd_is_lower(part.ptr[0]))
            return false;
        parts++;
    }
    return parts == 3;
}

static enum names kind_of(struct wd_str word)
{
    enum { PLACE_MIN = 8 };

    if (wd_str_starts(word, WD_STR("system:")))
        return ACCOUNT;
    if (wd_str_find_char(word, '@') != WD_NPOS)
        return wd_str_find_char(word, '.') != WD_NPOS ? ACCOUNT : NAMES;
    if (wd_str_find_char(word, '/') != WD_NPOS)
        return word.len >= PLACE_MIN && !wd_str_has(word, WD_STR("googleapis.com")) ? PLACE : NAMES;
    return is_right(word) ? RIGHT : NAMES;
}

/* The next name of s, which loses it and what stands before it. */
static struct wd_str next_name(struct wd_str *s, enum names *ret_kind)
{
    while (s->len > 0) {
        size_t len = 0;
        while (len < s->len && (wd_is_word(s->ptr[len]) || wd_char_in(s->ptr[len], ".@/:-")))
            len++;
        struct wd_str word = wd_str_trim_right_of(wd_str_sub(*s, 0, len), ".:");
        *s = wd_str_from(*s, len + 1);
        *ret_kind = kind_of(word);
        if (*ret_kind != NAMES)
            return word;
    }
    return WD_STR_NONE;
}

/* Bits of the kinds of names that both have, and of those that one name of is in both. */
static void compare(struct wd_str text, struct wd_str body, unsigned *ret_both, unsigned *ret_same)
{
    struct wd_str rest = text, name;
    unsigned of_text = 0, of_body = 0;
    enum names kind;

    *ret_same = 0;
    while ((name = next_name(&rest, &kind)).len > 0) {
        of_text |= 1u << kind;
        if (wd_str_has(body, name))
            *ret_same |= 1u << kind;
    }
    for (rest = body; next_name(&rest, &kind).len > 0;)
        of_body |= 1u << kind;
    *ret_both = of_text & of_body;
}

/* It says by itself who lacks what, or where: no "403 Forbidden", and no address whose answer stands below. */
static bool is_whole(struct wd_str text)
{
    static const char *const words[] = {" does not have ",     "denied on resource",
                                        "Access Denied: ",     " is forbidden: User ",
                                        " not authorized to ", " is missing "};

    return WD_STR_ANY(wd_str_has, text, words);
}

/* W&B names neither rights nor accounts of a cloud. */
static bool is_behind_wandb(struct wd_str text, struct wd_str body)
{
    enum names kind = NAMES;

    if (!wd_str_has(text, WD_STR("wandb")) || wd_str_has(body, WD_STR("wandb")))
        return false;
    while (next_name(&body, &kind).len > 0)
        if (kind == RIGHT || kind == ACCOUNT)
            return true;
    return false;
}

bool wd_failure_contradicts(struct wd_str text, struct wd_str body)
{
    unsigned both, same;

    if (wd_failure_of_another_cloud(body, text) || is_behind_wandb(text, body))
        return true;
    compare(text, body, &both, &same);
    for (enum names kind = RIGHT; kind <= ACCOUNT; kind++)
        if ((both & 1u << kind) && !(same & 1u << kind))
            return true;
    if (both == 0)
        return is_whole(text) && is_whole(body) && !wd_text_echoes(text, body);
    return same == 0 && is_whole(text);
}

unsigned wd_failure_depth(struct wd_str line, unsigned depth)
{
    bool quoted = false;

    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '{' || c == '['))
            depth++;
        else if (!quoted && (c == '}' || c == ']') && depth > 0)
            depth--;
    }
    return depth;
}

bool wd_failure_is_object(struct wd_str line)
{
    line = wd_str_trim(line);
    return line.len > 2 && line.ptr[0] == '{' && line.ptr[1] == '"' &&
           line.ptr[line.len - 1] == '}' && wd_failure_depth(line, 0) == 0 &&
           !wd_str_starts(line, WD_STR("{\"log\":")); /* docker's, of a piece of a line */
}
