/* Text from a log on its way out: escapes let nothing through that a reader would act on, shell words
 * come back as they were, masking hides what it must and leaves a clean text alone, times stay in
 * their slice. */
#include "replay.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/timestamp.h"

static bool is_plain(struct wd_str s) /* no control byte; one line */
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7F)
            return false;
    return true;
}

static void escape_all(struct wd_str text)
{
    static void (*const escapes[])(struct wd_buf *, struct wd_str) = {
        wd_escape_visible,       wd_escape_html, wd_escape_markdown,
        wd_escape_markdown_code, wd_escape_csv,  wd_escape_hcl};
    struct wd_buf out;

    wd_buf_init(&out, 1u << 24);
    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        wd_buf_clear(&out);
        escapes[i](&out, text);
        MUST(!out.failed && is_plain(wd_buf_str(&out)));
    }
    wd_buf_clear(&out);
    wd_escape_html(&out, text);
    MUST(wd_str_find_char(wd_buf_str(&out), '<') == WD_NPOS &&
         wd_str_find_char(wd_buf_str(&out), '"') == WD_NPOS);
    wd_buf_done(&out);
}

static void quote(struct wd_str text)
{
    struct wd_buf quoted, back;

    wd_buf_init(&quoted, 1u << 24);
    wd_buf_init(&back, 1u << 24);
    wd_shell_quote(&quoted, text);
    MUST(wd_shell_unquote(&back, wd_buf_str(&quoted)) == 0);
    MUST(wd_str_eq(wd_buf_str(&back), text));
    wd_buf_clear(&back);
    wd_shell_unquote(&back, text);
    wd_buf_done(&quoted);
    wd_buf_done(&back);
}

static void redact(struct wd_str text)
{
    struct wd_buf once, twice;

    wd_buf_init(&once, 1u << 24);
    wd_buf_init(&twice, 1u << 26);
    wd_redact(&once, text);
    wd_redact(&twice, wd_buf_str(&once));
    MUST(!once.failed && !twice.failed);
    MUST(!wd_str_has(wd_buf_str(&once), WD_STR(" ya29.aaaaaaaaaaaaaaaa")));
    wd_buf_done(&once);
    wd_buf_done(&twice);
}

static void read_times(struct wd_str text)
{
    char out[WD_TIME_TEXT];
    size_t len = 0;
    bool zoneless;
    wd_time t = wd_time_parse(text, &zoneless);

    wd_time_parse_prefix(text, &len, &zoneless);
    MUST(len <= text.len);
    wd_time_parse_relative(text, t == WD_TIME_NONE ? 0 : t);
    wd_time back = wd_time_parse(wd_str_of(wd_time_format(t, out)), NULL);
    if (t > INT64_MIN + WD_SECOND)
        MUST(back <= t && t - back < WD_SECOND);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wd_str text = wd_str_make((const char *)data, size);

    escape_all(text);
    quote(text);
    redact(text);
    read_times(text);
    return 0;
}
