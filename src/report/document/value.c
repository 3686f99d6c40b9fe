/* Reading jansson values, and writing them so that no reader of the output obeys what a log said. */
#include "whydenied/report/value.h"

#include <utf8proc.h>

#include "whydenied/base/escape.h"
#include "whydenied/base/limits.h"

struct wd_str wd_value_str(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    if (!json_is_string(value))
        return WD_STR_NONE;
    return wd_str_make(json_string_value(value), json_string_length(value));
}

uint64_t wd_value_int(const json_t *object, const char *name)
{
    json_int_t n = json_integer_value(json_object_get(object, name));

    return n > 0 ? (uint64_t)n : 0;
}

bool wd_value_is(const json_t *object, const char *name, const char *text)
{
    return wd_str_eqz(wd_value_str(object, name), text);
}

struct wd_str wd_value_item(const json_t *array, size_t index)
{
    const json_t *value = json_array_get(array, index);

    if (!json_is_string(value))
        return WD_STR_NONE;
    return wd_str_make(json_string_value(value), json_string_length(value));
}

struct wd_str wd_value_in(const json_t *object, const char *a, const char *b)
{
    return wd_value_str(json_object_get(object, a), b);
}

static struct wd_str or_group(struct wd_str own, const json_t *incident, const char *side)
{
    return own.len ? own : wd_value_str(wd_value_at(incident, "group", side), "says");
}

struct wd_str wd_value_who(const json_t *incident)
{
    return or_group(wd_value_in(incident, "principal", "id"), incident, "principals");
}

struct wd_str wd_value_what(const json_t *incident)
{
    return or_group(wd_value_in(incident, "resource", "name"), incident, "resources");
}

const json_t *wd_value_at(const json_t *object, const char *a, const char *b)
{
    return json_object_get(json_object_get(object, a), b);
}

uint64_t wd_value_sum(const json_t *head, const char *name)
{
    const json_t *sums = wd_value_at(head, "listed", "sums");

    return wd_value_int(json_object_get(sums, name) ? sums : json_object_get(head, "totals"), name);
}

uint64_t wd_value_problems(const json_t *head)
{
    const json_t *listed = json_object_get(head, "listed"), *sums = json_object_get(listed, "sums");

    return wd_value_int(json_object_get(sums, "problems") ? sums : listed, "problems");
}

void *wd_value_iter(const json_t *object)
{
    return json_object_iter((json_t *)(uintptr_t)object);
}

void *wd_value_iter_next(const json_t *object, void *it)
{
    return json_object_iter_next((json_t *)(uintptr_t)object, it);
}

uint64_t wd_value_sum_of(const json_t *object)
{
    uint64_t sum = 0;

    for (void *it = wd_value_iter(object); it; it = wd_value_iter_next(object, it))
        sum += wd_value_int(object, json_object_iter_key(it));
    return sum;
}

/* Length of the valid character at the start of s, or 0. */
static size_t character(struct wd_str s, utf8proc_int32_t *ret_code)
{
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, ret_code);

    return n > 0 ? (size_t)n : 0;
}

bool wd_value_is_utf8(struct wd_str s)
{
    utf8proc_int32_t code;
    size_t n = 1;

    if (wd_str_is_ascii(s))
        return true;
    for (; s.len && n; s = wd_str_from(s, n))
        n = character(s, &code);
    return n > 0;
}

void wd_value_mend(struct wd_buf *out, struct wd_str s)
{
    utf8proc_int32_t code;

    while (s.len) {
        size_t n = character(s, &code);

        wd_buf_put(out, n ? wd_str_sub(s, 0, n) : WD_STR("\xEF\xBF\xBD"));
        s = wd_str_from(s, n ? n : 1);
    }
}

json_t *wd_value_text(struct wd_str s)
{
    json_t *value = NULL;
    struct wd_buf mended;

    if (!s.ptr)
        return json_null();
    /* Nearly every text of a report; jansson would look for UTF-8 byte by byte. */
    value = wd_str_is_ascii(s) ? json_stringn_nocheck(s.ptr, s.len) : json_stringn(s.ptr, s.len);
    if (value)
        return value;
    wd_buf_init(&mended, s.len * 3 + 1);
    wd_value_mend(&mended, s);
    if (!mended.failed)
        value = json_stringn(mended.ptr ? mended.ptr : "", mended.len);
    wd_buf_done(&mended);
    return value;
}

json_t *wd_value_textz(const char *z)
{
    return wd_value_text(wd_str_of(z));
}

void wd_value_put_members(json_t *object, const struct wd_member *members, size_t count,
                          bool *failed)
{
    for (size_t i = 0; i < count; i++)
        if (members[i].name)
            wd_value_set(object, members[i].name, members[i].value, failed);
        else
            json_decref(members[i].value);
}

json_t *wd_value_object(const struct wd_member *members, size_t count)
{
    json_t *object = json_object();
    bool failed = !object;

    wd_value_put_members(object, members, count, &failed);
    return wd_value_finish(object, failed);
}

json_t *wd_value_array(size_t count, json_t *(*make)(const void *of, size_t index), const void *of)
{
    json_t *array = json_array();
    bool failed = !array;

    for (size_t i = 0; i < count && !failed; i++)
        wd_value_append(array, make(of, i), &failed);
    return wd_value_finish(array, failed);
}

static json_t *text_at(const void *texts, size_t index)
{
    return wd_value_textz(((const char *const *)texts)[index]);
}

json_t *wd_value_texts(const char *const *texts, size_t count)
{
    return wd_value_array(count, text_at, texts);
}

json_t *wd_value_count(uint64_t n)
{
    return json_integer((json_int_t)n);
}

void wd_value_set(json_t *object, const char *name, json_t *value, bool *failed)
{
    if (!value || json_object_set_new_nocheck(object, name, value) != 0)
        *failed = true;
}

void wd_value_set_count(json_t *object, const char *name, uint64_t n, bool *failed)
{
    wd_value_set(object, name, wd_value_count(n), failed);
}

void wd_value_append(json_t *array, json_t *value, bool *failed)
{
    if (!value || json_array_append_new(array, value) != 0)
        *failed = true;
}

json_t *wd_value_finish(json_t *value, bool failed)
{
    if (!failed)
        return value;
    json_decref(value);
    return NULL;
}

struct wd_str wd_value_number(char text[WD_VALUE_NUMBER], uint64_t n)
{
    size_t at = WD_VALUE_NUMBER, count = 0;

    do {
        if (count && count % 3 == 0)
            text[--at] = ',';
        text[--at] = (char)('0' + n % 10);
        count++;
    } while (n /= 10);
    return wd_str_make(text + at, WD_VALUE_NUMBER - at);
}

void wd_value_put_number(struct wd_buf *out, uint64_t n)
{
    char text[WD_VALUE_NUMBER];

    wd_buf_put(out, wd_value_number(text, n));
}

unsigned wd_value_percent(uint64_t n, uint64_t all)
{
    if (all == 0 || n == 0)
        return 0;
    if (n >= all)
        return 100;
    return n > UINT64_MAX / 100 ? (unsigned)(n / (all / 100)) : (unsigned)(n * 100 / all);
}

void wd_value_put_percent(struct wd_buf *out, uint64_t n, uint64_t all)
{
    unsigned percent = wd_value_percent(n, all);

    wd_buf_printf(out, percent == 0 && n > 0 ? "<1 %%" : "%u %%", percent);
}

void wd_value_shell(struct wd_buf *out, const json_t *argv)
{
    for (size_t i = 0; i < json_array_size(argv); i++) {
        if (i)
            wd_buf_putc(out, ' ');
        wd_shell_quote(out, wd_value_item(argv, i));
    }
}

void wd_value_put_where(struct wd_buf *out, struct wd_str file, uint64_t record)
{
    wd_buf_put(out, file);
    wd_buf_putc(out, ':');
    wd_buf_put_count(out, record);
}

void wd_value_where(struct wd_buf *out, const json_t *sample)
{
    wd_value_put_where(out, wd_value_str(sample, "file"), wd_value_int(sample, "record"));
}

void wd_value_visible(struct wd_buf *out, struct wd_str s)
{
    for (;;) {
        size_t at = wd_str_find(s, WD_STR("##"));

        wd_escape_visible(out, wd_str_sub(s, 0, at == WD_NPOS ? s.len : at + 1));
        if (at == WD_NPOS)
            return;
        wd_buf_putz(out, "\\x23");
        s = wd_str_from(s, at + 2);
    }
}

uint64_t wd_value_files(const json_t *head)
{
    const json_t *inputs = json_object_get(head, "inputs");
    uint64_t sum = wd_value_int(json_object_get(head, "inputs_rest"), "files");

    for (size_t i = 0; i < json_array_size(inputs); i++)
        sum += !wd_value_is(json_array_get(inputs, i), "end", "left_out");
    return sum;
}
