/* A jansson value as text: the buffer remembers a failure that jansson does not look at. */
#include "whydenied/base/json_dump.h"

#include <stdlib.h>

#include "whydenied/base/buf.h"
#include "whydenied/base/limits.h"

static int append(const char *text, size_t len, void *context)
{
    struct wd_buf *out = context;

    wd_buf_put(out, wd_str_make(text, len));
    return out->failed ? -1 : 0;
}

char *wd_json_dump(const json_t *value, size_t flags)
{
    struct wd_buf out;

    wd_buf_init(&out, WD_REPORT_BYTES_MAX);
    if (json_dump_callback(value, append, &out, flags) != 0 || !*wd_buf_cstr(&out)) {
        wd_buf_done(&out);
        return NULL;
    }
    return out.ptr; /* ended by wd_buf_cstr */
}
