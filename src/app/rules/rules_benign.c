/* The benign corpus: logs of a working day, in which no rule may find anything. */
#include "app/rules/rules_test.h"

#include <stdio.h>

struct benign {
    struct wd_rules_test *test;
    const char *path;
    size_t hits;
};

static void look(void *context, struct wd_bench *bench, const struct wd_event *event,
                 const struct wd_hit *hit)
{
    struct benign *benign = context;
    (void)bench;
    if (!hit->rule)
        return;
    struct wd_str text = hit->text.len ? hit->text : event->slot[WD_SLOT_METHOD];
    benign->test->rule = hit->rule;
    wd_rules_tell(benign->test, "P040", false, "wins on a harmless record of %s: %.*s",
                  benign->path, (int)(text.len > 160 ? 160 : text.len), text.len ? text.ptr : "");
    benign->hits++;
}

int wd_rules_benign(struct wd_rules_test *test, const char *path, struct wd_error *err)
{
    struct benign benign = {.test = test, .path = path};
    struct wd_reader *reader = wd_reader_open(path, 0, err);
    if (!reader || wd_bench_clear(&test->bench, err) < 0)
        return -1;
    test->bench.wanted = NULL;
    test->bench.look = look;
    test->bench.look_context = &benign;
    int status = wd_bench_reader(&test->bench, reader, NULL, err);
    test->bench.look = NULL;
    test->rule = NULL;
    test->passed += status == 0 && benign.hits == 0;
    return status;
}
