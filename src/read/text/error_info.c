/* ErrorInfo, as texts hold it: in the spelling of its own type (Python's clients), in YAML (gcloud) and in JSON (the body
 * of an answer). https://cloud.google.com/apis/design/errors#error_info */
#include "read/text/streams.h"

#include "whydenied/base/char.h"

static const struct {
    const char *key;
    enum wd_slot slot;
} members[] = {{"reason", WD_SLOT_REASON},
               {"permission", WD_SLOT_PERMISSION},
               {"resource", WD_SLOT_RESOURCE},
               {"service", WD_SLOT_API},
               {"email", WD_SLOT_PRINCIPAL}, /* of an account's state */
               {"uid", WD_SLOT_UNIQUE_ID},
               {"error_info_id", WD_SLOT_UNIQUE_ID},
               {"customConstraints", WD_SLOT_CONSTRAINT}};

/* " reason: …" behind a value whose lines were joined: the next member. */
static bool begins_member(struct wd_str s)
{
    size_t len = 1;

    while (len < s.len && wd_is_word(s.ptr[len]))
        len++;
    return wd_str_at(s, 0) == ' ' && len > 1 && wd_str_at(s, len) == ':' &&
           wd_str_at(s, len + 1) == ' ';
}

/* Behind `permission: `, `"permission":`, `key: "permission" value: `: what stands there, without its quotes. */
static struct wd_str value_behind(struct wd_str s)
{
    s = wd_str_trim_left_of(s, "\\\"'");
    if (wd_str_at(s, 0) != ':') {
        s = wd_str_trim_left_of(s, " \n\t");
        if (!wd_str_starts(s, WD_STR("value:")))
            return WD_STR_NONE;
        s = wd_str_from(s, strlen("value"));
    }
    s = wd_str_trim_left_of(wd_str_from(s, 1), " ");

    struct wd_str open = wd_str_trim_left_of(s, "\\\"'");
    bool quoted = open.len < s.len;
    size_t end = 0;
    while (end < open.len && !wd_char_in(open.ptr[end], quoted ? "\\\"'\n" : "\n") &&
           (quoted || !begins_member(wd_str_from(open, end))))
        end++;
    return wd_str_trim(wd_str_sub(open, 0, end));
}

struct wd_str wd_error_info_value(struct wd_str info, struct wd_str key)
{
    for (size_t at, from = 0; (at = wd_str_find(wd_str_from(info, from), key)) != WD_NPOS;) {
        at += from, from = at + key.len;
        struct wd_str value = value_behind(wd_str_from(info, from));
        if (value.len > 0 && (at == 0 || !wd_is_word(info.ptr[at - 1])))
            return value;
    }
    return WD_STR_NONE;
}

/* "Alpha Access" on "Compute API" are words for people. */
void wd_text_error_info(struct wd_reading *r, struct wd_str info)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct wd_str value = wd_error_info_value(info, wd_str_of(members[i].key));
        if (wd_str_find_char(value, ' ') == WD_NPOS)
            wd_event_set(r->event, members[i].slot, value, WD_SOURCE_DETAIL);
    }
}
