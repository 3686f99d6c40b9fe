/* Any bytes as records: the first byte chooses JSON or text, lines are records of one input. Looks
 * for crashes, and for what must always hold: a finished event settles, and settling twice is the
 * same. */
#include <stdlib.h>

#include "replay.h"
#include "whydenied/names.h"
#include "whydenied/read.h"

static void settle(struct wd_normaliser *n, struct wd_event *event)
{
    wd_event_settle(event, wd_normaliser_arena(n));
    struct wd_str name = event->object.name;
    wd_event_settle(event, wd_normaliser_arena(n));
    if (!wd_str_eq(name, event->object.name))
        abort();
}

static void take_all(struct wd_normaliser *n, struct wd_event *event, bool flush)
{
    struct wd_record where;

    while ((flush ? wd_normaliser_flush : wd_normaliser_pending)(n, event, &where, NULL) > 0)
        settle(n, event);
}

static void read_line(struct wd_normaliser *n, struct wd_event *event, struct wd_str line,
                      bool json)
{
    static uint64_t ordinal;
    struct wd_record record = {.form = json ? WD_RECORD_JSON : WD_RECORD_TEXT,
                               .ordinal = ++ordinal};
    char *body = calloc(1, line.len + WD_PADDING);
    enum wd_skip reason;

    if (!body)
        return;
    if (line.len)
        memcpy(body, line.ptr, line.len);
    record.body = wd_str_make(body, line.len);
    if (wd_normalise(n, &record, event, &reason, NULL) > 0)
        settle(n, event);
    take_all(n, event, false);
    free(body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct wd_normaliser *n;
    static struct wd_event event;

    if (!n && !(n = wd_normaliser_new(NULL)))
        abort();
    if (size < 1)
        return 0;
    struct wd_str rest = wd_str_make((const char *)data + 1, size - 1);
    if (data[0] & 2)
        read_line(n, &event, rest, data[0] & 1);
    while (rest.len > 0) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        read_line(n, &event, line, (data[0] & 1) || (line.len > 0 && line.ptr[0] == '{'));
    }
    take_all(n, &event, true);
    wd_normaliser_next_input(n);
    return 0;
}
