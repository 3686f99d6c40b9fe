/* Lines in which there is nothing: most of most logs of text. What is told here of many lines at once is what
 * reading them one by one comes to: no word of interest, no colours to take off, no message open that they
 * could belong to. */
#include "read/text/streams.h"
#include "read/text/text.h"

enum { PREFIX_MAX = 120 }; /* as in text_prefix.c */

/* "Step #2: " or `Step #2 - "build": ` at the start of a line comes off before the line is looked through. `at`
 * is that of the '#'. */
static inline bool is_prefix(struct wd_str text, size_t at)
{
    const size_t before = sizeof "Step " - 1;
    size_t colon = at + 1, last = at + PREFIX_MAX - before;

    if (at < before || memcmp(text.ptr + at - before, "Step ", before) != 0 ||
        (at > before && text.ptr[at - before - 1] != '\n'))
        return false;
    if (at + 3 < text.len && text.ptr[at + 2] == ':' && text.ptr[at + 3] == ' ' &&
        text.ptr[at + 1] != ':' && text.ptr[at + 1] != '\n')
        return true; /* "#2: ", as nearly all */
    last = last < text.len - 1 ? last : text.len - 1;
    while (colon < last && text.ptr[colon] != ':' && text.ptr[colon] != '\n')
        colon++;
    return colon <= last && colon + 1 < text.len && text.ptr[colon] == ':' &&
           text.ptr[colon + 1] == ' ';
}

static bool is_step(struct wd_str text, size_t at)
{
    for (size_t blanks = 0; blanks < 2 && at >= 4 + blanks; blanks++)
        if (wd_word_at(wd_str_from(text, at - 4 - blanks), "step #"))
            return true;
    return false;
}

/* Colours and what else terminals put into a line, which reading takes off; and a step that is spoken of anywhere but
 * in a prefix. */
static bool is_stop(struct wd_str text, size_t at)
{
    return text.ptr[at] != '#' || (!is_prefix(text, at) && is_step(text, at));
}

void wd_quiet_init(struct wd_screen *screen)
{
    wd_screen_stop_at(screen, WD_STR("\x1b\xef\xe2#"), is_stop);
}

size_t wd_normaliser_quiet(const void *normaliser, struct wd_str text)
{
    const struct wd_normaliser *n = normaliser;
    unsigned groups;

    if (wd_streams_open_count(n->streams) > 0 || text.len == 0)
        return 0;
    return wd_screen_next(&n->words.unstepped, text, 0, &groups);
}
