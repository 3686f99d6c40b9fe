/* Where in its file a part of a rule stands: for messages, so the file is read again. */
#include <fcntl.h>
#include <unistd.h>

#include "match/pack/lint.h"
#include "match/pack/scan.h"
#include "whydenied/base/buf.h"

#define STEP ((size_t)64 * 1024)

static void read_again(const char *path, struct wd_buf *text)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    for (;;) {
        char *to = fd < 0 ? NULL : wd_buf_reserve(text, STEP);
        ssize_t got = to ? read(fd, to, STEP) : 0;
        if (got <= 0)
            break;
        text->len += (size_t)got;
    }
    if (fd >= 0)
        close(fd);
}

/* The rule's number in its pack: rules know their line. */
static size_t rule_number(const struct wd_pack_scan *scan, unsigned line)
{
    for (size_t i = 0; i < scan->count; i++) {
        if (scan->places[i].part == WD_PART_RULE && scan->places[i].line == line)
            return scan->places[i].rule;
    }
    return WD_NPOS;
}

static unsigned find(const struct wd_rule *rule, const char *key, enum wd_pack_part part,
                     size_t index)
{
    struct wd_buf text;
    struct wd_pack_scan scan;
    unsigned line = rule->line;
    wd_buf_init(&text, (size_t)WD_PACK_BYTES_MAX + STEP);
    read_again(rule->file, &text);
    wd_pack_scan_run(&scan, wd_buf_str(&text));
    size_t number = rule_number(&scan, rule->line);
    if (number != WD_NPOS)
        line = key ? wd_pack_scan_key_line(&scan, wd_buf_str(&text), number, key)
                   : wd_pack_scan_line(&scan, number, part, index);
    wd_pack_scan_done(&scan);
    wd_buf_done(&text);
    return line;
}

unsigned wd_lint_key_line(const struct wd_rule *rule, const char *key)
{
    return find(rule, key, WD_PART_RULE, 0);
}

unsigned wd_lint_example_line(const struct wd_rule *rule, bool counter, size_t index)
{
    return find(rule, NULL, counter ? WD_PART_COUNTEREXAMPLE : WD_PART_EXAMPLE, index);
}
