/* Lines of stored state, as a database that somebody else wrote to may hold them: each is merged or
 * refused; the table can be written, read again to the same lines, merged and finished whatever it read. */
#include "replay.h"
#include "whydenied/base/buf.h"
#include "whydenied/incident.h"
#include "whydenied/incident/state.h"

static int append(void *context, uint64_t fingerprint, struct wd_str line, struct wd_error *err)
{
    (void)fingerprint;
    (void)err;
    wd_buf_put(context, line);
    wd_buf_putc(context, '\n');
    return 0;
}

static void decode(struct wd_table *into, struct wd_str text)
{
    struct wd_error err;

    while (text.len)
        wd_table_decode(into, wd_str_cut(&text, '\n'), NULL, &err);
}

static void encode(const struct wd_table *table, struct wd_buf *out)
{
    struct wd_error err;

    wd_buf_init(out, 64u << 20);
    MUST(wd_table_encode(table, append, out, &err) == 0 && !out->failed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct wd_error err;
    struct wd_table *first = wd_table_new(&err), *second = wd_table_new(&err);
    struct wd_buf once, twice;

    MUST(first && second);
    decode(first, wd_str_make((const char *)data, size));
    encode(first, &once);
    decode(second, wd_buf_str(&once));
    encode(second, &twice);
    MUST(wd_str_eq(wd_buf_str(&once), wd_buf_str(&twice)));
    MUST(wd_table_merge(first, second, &err) == 0);
    MUST(wd_table_finish(first, NULL, &err) == 0);
    wd_buf_done(&once);
    wd_buf_done(&twice);
    wd_table_free(first);
    wd_table_free(second);
    return 0;
}
