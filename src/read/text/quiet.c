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

/* How far no line speaks of a step but in its prefix. */
static size_t before_step(struct wd_str text)
{
    size_t at = 0;

    for (;; at++) {
        const char *sign = memchr(text.ptr + at, '#', text.len - at);
        if (!sign)
            return text.len;
        at = (size_t)(sign - text.ptr);
        if (!is_prefix(text, at) && is_step(text, at))
            return at;
    }
}

size_t wd_normaliser_quiet(const void *normaliser, struct wd_str text)
{
    const struct wd_normaliser *n = normaliser;
    unsigned groups;

    if (wd_streams_open_count(n->streams) > 0 || text.len == 0)
        return 0;
    for (const char *c = "\x1b\xef\xe2"; *c; c++)
        text = wd_str_sub(text, 0, wd_str_find_char(text, *c));
    text = wd_str_sub(text, 0, wd_screen_next(&n->words.unstepped, text, 0, &groups));
    return text.len > 0 ? before_step(text) : 0;
}
