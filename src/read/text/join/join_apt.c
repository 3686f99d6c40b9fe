/* apt tells the address on one line and what the server said on the next:
 *     Err:5 https://us-central1-apt.pkg.dev/projects/acme-prod debs Release
 *       403  Forbidden [IP: 142.250.1.82 443] */
#include "read/text/streams.h"
#include "read/text/text.h"

static bool opens(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    size_t at = wd_str_find(line, WD_STR("Err:"));

    (void)r;
    if (at == WD_NPOS || at > 40 || !wd_str_has(line, WD_STR("-apt.pkg.dev/projects/")))
        return false;
    message->indent = at;
    return true;
}

/* "https://us-central1-apt.pkg.dev/projects/acme-prod" and "debs" of the first line: "Failed to fetch …" and "The
 * repository '…' does not have a Release file" below say it again. */
static bool is_told_again(struct wd_str line, struct wd_str text)
{
    struct wd_str first = wd_str_cut(&text, '\n');
    struct wd_str rest = wd_str_from(first, wd_str_find(first, WD_STR("https://")));
    struct wd_str address = wd_str_cut(&rest, ' '), suite = wd_str_cut(&rest, ' ');

    return (wd_str_has(line, WD_STR(": Failed to fetch ")) ||
            wd_str_has(line, WD_STR(": The repository "))) &&
           wd_str_has(line, address) && wd_str_has(line, suite);
}

static enum wd_join next(struct wd_reading *r, struct wd_str line, struct wd_message *message)
{
    enum { WAIT_MAX = 60 }; /* lines: the other sources are fetched meanwhile */

    if (message->lines == 1)
        return wd_str_starts(line, WD_STR("  ")) ? WD_JOIN_MORE : WD_JOIN_PUSH_BACK;
    if (is_told_again(line, wd_buf_str(&message->text)))
        return WD_JOIN_MORE;
    if (wd_str_has(line, WD_STR("Err:")) ||
        ((r->groups & WD_WORD_MARKER) && wd_text_refuses(r, line)))
        return WD_JOIN_PUSH_BACK;
    return message->seen >= WAIT_MAX ? WD_JOIN_PUSH_BACK : WD_JOIN_WAIT;
}

const struct wd_joiner wd_join_apt = {"apt", "\n", opens, next, wd_join_judged, true};
