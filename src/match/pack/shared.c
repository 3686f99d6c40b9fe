/* What _shared.yaml names, put in its place. */
#include "match/pack/shared.h"

static const json_t *find(const struct wd_pack_shared *shared, const char *group,
                          struct wd_str name)
{
    const json_t *named = json_object_get(shared->root, group);

    return named ? json_object_getn(named, name.ptr, name.len) : NULL;
}

const json_t *wd_pack_shared_text(const struct wd_pack_shared *shared, struct wd_str name)
{
    return find(shared, "texts", name);
}

/* Lower-case words with dashes, as {{a-name}} has between its braces; anything else is an expression's own. */
static size_t name_length(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && ((s.ptr[len] >= 'a' && s.ptr[len] <= 'z') ||
                           (s.ptr[len] >= '0' && s.ptr[len] <= '9') || s.ptr[len] == '-'))
        len++;
    return len > 0 && wd_str_starts(wd_str_from(s, len), WD_STR("}}")) ? len : 0;
}

bool wd_pack_shared_expand(const struct wd_pack_shared *shared, const char *kind,
                           struct wd_str text, struct wd_buf *out, struct wd_str *ret_unknown)
{
    for (;;) {
        size_t at = wd_str_find(text, WD_STR("{{"));
        size_t len = at == WD_NPOS ? 0 : name_length(wd_str_from(text, at + 2));
        if (at == WD_NPOS) {
            wd_buf_put(out, text);
            return true;
        }
        wd_buf_put(out, wd_str_sub(text, 0, at));
        if (len > 0) {
            struct wd_str name = wd_str_sub(text, at + 2, len);
            const json_t *value = find(shared, kind, name);
            if (!value) {
                *ret_unknown = name;
                return false;
            }
            wd_buf_putz(out, json_string_value(value));
            text = wd_str_from(text, at + 2 + len + 2);
        } else {
            wd_buf_putc(out, '{');
            text = wd_str_from(text, at + 1);
        }
    }
}
