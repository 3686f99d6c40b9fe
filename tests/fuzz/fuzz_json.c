/* The JSON view: reads everything a record holds, and agrees with jansson on what is JSON. What remembers forms says
 * of the text, of the text again and of one byte changed in it what the parser says. */
#include <jansson.h>

#include "replay.h"
#include "whydenied/base/json.h"
#include "whydenied/base/limits.h"

static unsigned walk(struct wd_jv v, unsigned depth)
{
    struct wd_jiter it = wd_jv_iter(v);
    struct wd_str s = wd_jv_str(v);
    unsigned sum = (unsigned)wd_jv_type(v);
    int64_t n;
    bool b;

    MUST(depth <= WD_DEPTH_MAX);
    sum += wd_jv_int(v, &n) + wd_jv_bool(v, &b);
    for (size_t i = 0; i < s.len; i++)
        sum += (unsigned char)s.ptr[i];
    while (wd_jiter_next(&it)) {
        sum += it.name.len > 0 ? (unsigned char)it.name.ptr[it.name.len - 1] : 0;
        sum += walk(it.value, depth + 1);
    }
    sum += (unsigned)wd_jv_type(wd_jv_at(v, "/a/0/b~1c"));
    return sum;
}

/* What the two are known to see differently (json.h). */
static bool known_difference(struct wd_str text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.len; i++) {
        digits = text.ptr[i] >= '0' && text.ptr[i] <= '9' ? digits + 1 : 0;
        if (digits >= 19)
            return true;
    }
    return wd_str_has(text, WD_STR("\\u0000")) || wd_str_find_char(text, '\0') != WD_NPOS;
}

static void must_agree(struct wd_json *parser, struct wd_json *forms, struct wd_str text)
{
    struct wd_jv root, other;
    enum wd_json_fault fault = wd_json_parse(parser, text, &root);

    MUST(wd_json_parse(forms, text, &other) == fault);
    MUST(wd_json_twice(forms) == wd_json_twice(parser));
    MUST(fault != WD_JSON_OK || walk(other, 0) == walk(root, 0));
}

static void try_forms(struct wd_json *parser, char *bytes, size_t size)
{
    static struct wd_json *forms;
    const struct wd_str text = {bytes, size};

    forms = forms ? forms : wd_json_new();
    MUST(forms);
    wd_json_remember_forms(forms);
    must_agree(parser, forms, text);
    must_agree(parser, forms, text);
    if (size < 2)
        return;
    bytes[(unsigned char)bytes[0] * size / 256] = bytes[size / 2];
    must_agree(parser, forms, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct wd_json *parser;
    struct wd_str text = {calloc(1, size + WD_PADDING), size};
    struct wd_jv root;
    bool mended;

    parser = parser ? parser : wd_json_new();
    MUST(parser && text.ptr);
    union {
        const char *in;
        char *out;
    } u = {text.ptr};
    if (size > 0)
        memcpy(u.out, data, size);
    enum wd_json_fault fault = wd_json_parse(parser, text, &root);
    walk(root, 0);
    json_error_t error;
    json_t *other = json_loadb(text.ptr, size, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (fault != WD_JSON_TOO_DEEP && !known_difference(text))
        MUST((other != NULL) == (fault == WD_JSON_OK));
    json_decref(other);
    if (wd_json_parse_mended(parser, text, &root, &mended) == WD_JSON_OK)
        walk(root, 0);
    try_forms(parser, u.out, size);
    free(u.out);
    return 0;
}

#ifndef WD_FUZZ_REPLAY
int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    json_object_seed(1);
    return 0;
}
#endif
