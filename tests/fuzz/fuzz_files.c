/* Files that people keep: suppressions, groups, YAML; and words on their way to a shell and a screen. The first byte of the
 * input says which it is; the rest are its bytes. */
#include "replay.h"

#include <jansson.h>

#include "whydenied/base/escape.h"
#include "whydenied/base/yaml.h"
#include "whydenied/history/ignore.h"
#include "whydenied/policy.h"

static void suppressions(const char *path)
{
    struct wd_error err;
    struct wd_ignore *ignore = wd_ignore_load(path, 0, &err);
    json_t *words;

    if (!ignore)
        return;
    words = wd_ignore_to_json(ignore);
    MUST(words);
    json_decref(words);
    words = wd_ignore_stale(ignore);
    MUST(words);
    json_decref(words);
    wd_ignore_free(ignore);
}

static void groups(const char *path)
{
    struct wd_error err;
    struct wd_policy_set *set = wd_policy_set_new(&err);
    char named[128];

    MUST(set);
    wd_policy_load_groups(set, path, &err);
    snprintf(named, sizeof named, "team@example.com=%s", path);
    wd_policy_load_groups(set, named, &err);
    wd_policy_set_free(set);
}

static bool put(void *context, const struct wd_yaml_item *item, struct wd_yaml_fault *fault)
{
    (void)fault;
    wd_yaml_json_put(context, item, true);
    return true;
}

/* What the loader takes for YAML is JSON when it comes out. */
static void yaml(struct wd_str text)
{
    static const unsigned flags[] = {0, WD_YAML_NO_ALIASES, WD_YAML_STRICT};

    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        struct wd_yaml_fault fault;
        struct wd_buf out;
        struct wd_yaml_json json = {.out = &out};
        json_error_t why;
        json_t *value;
        wd_buf_init(&out, 16u << 20);
        if (wd_yaml_walk(text, flags[i], put, &json, &fault) == 1) {
            value = json_loadb(out.ptr, out.len,
                               JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &why);
            MUST(value || json_error_code(&why) == json_error_null_byte_in_key ||
                 json_error_code(&why) == json_error_numeric_overflow);
            json_decref(value);
        }
        wd_buf_done(&out);
    }
}

/* A word for the shell is the word again; a text for the screen holds no byte that does something. */
static void words(struct wd_str s)
{
    struct wd_buf quoted, again;

    wd_buf_init(&quoted, 1u << 20);
    wd_buf_init(&again, 1u << 20);
    if (!wd_str_has(s, wd_str_make("", 1))) {
        wd_shell_quote(&quoted, s);
        MUST(wd_shell_unquote(&again, wd_buf_str(&quoted)) == 0 &&
             wd_str_eq(wd_buf_str(&again), s));
    }
    wd_buf_clear(&quoted);
    wd_escape_visible(&quoted, s);
    for (size_t i = 0; i < quoted.len; i++)
        MUST((unsigned char)quoted.ptr[i] >= ' ' && quoted.ptr[i] != 0x7f);
    wd_buf_done(&quoted);
    wd_buf_done(&again);
}

static void in_a_file(struct wd_str bytes, void (*read_it)(const char *path))
{
    char path[64];
    int fd = bytes_in_file(bytes, path);

    read_it(path);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wd_str rest = wd_str_make((const char *)data + 1, size ? size - 1 : 0);

    if (size == 0)
        return 0;
    switch (data[0] & 3) {
    case 0:
        in_a_file(rest, suppressions);
        break;
    case 1:
        in_a_file(rest, groups);
        break;
    case 2:
        yaml(rest);
        break;
    default:
        words(rest);
    }
    return 0;
}
