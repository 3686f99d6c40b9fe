/* What the console's dialog of a refusal puts into the clipboard, a label a line:
 *     You need additional access to the project: acme-prod
 *     Troubleshooting info:
 *       Principal: kim@example.com
 *       Resource: acme-prod
 *     Missing or blocked permissions:
 *       dataflow.jobs.list
 * (https://docs.cloud.google.com/iam/docs/permission-error-messages) */
#include "read/text/streams.h"
#include "read/text/text.h"
#include "whydenied/base/char.h"

static bool opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    size_t at = wd_str_find(line, WD_STR("You need additional access to the "));

    (void)r;
    if (at == WD_NPOS || at > 40)
        return false;
    message->indent = at;
    return true;
}

/* A permission alone. */
static bool is_listed(struct wd_str line)
{
    bool dotted = false;

    for (size_t i = 0; i < line.len; i++) {
        if (!wd_is_alnum(line.ptr[i]) && !wd_char_in(line.ptr[i], ".-/_"))
            return false;
        dotted = dotted || line.ptr[i] == '.';
    }
    return dotted;
}

static enum wd_join next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    static const char *const labels[] = {"To request access", "Troubleshoot",   "Principal",
                                         "Resource",          "Missing",        "Project",
                                         "Permission",        "You are missing"};
    struct wd_str told = wd_str_trim(line);

    (void)r;
    if (told.len == 0)
        return WD_JOIN_WAIT;
    if (is_listed(told) || WD_STR_ANY(wd_str_starts, told, labels))
        return WD_JOIN_MORE;
    return message->lines == 1 ? WD_JOIN_WAIT : WD_JOIN_PUSH_BACK;
}

const struct wd_joiner wd_join_dialog = {"dialog", "\n", opens, next, wd_join_judged, true};
