/* Lines in which there is nothing: most of most logs of text. What is told here of many lines at once is what
 * reading them one by one comes to: no word of interest, no colours to take off, no message open that they
 * could belong to. */
#include "read/text/carried.h"
#include "read/text/grams.h"
#include "read/text/streams.h"
#include "read/text/text.h"

enum { PREFIX_MAX = 120 }; /* as in text_prefix.c */

enum { NUMBER_AT = sizeof "Step " - 1 }; /* of the '#' in a prefix */

static bool begins_line(struct wd_str text, size_t at)
{
    return at == NUMBER_AT || (at > NUMBER_AT && text.ptr[at - NUMBER_AT - 1] == '\n');
}

/* "Step #2: ", as nearly all have it: eight bytes at once, whatever the seventh is. */
static inline bool is_short_prefix(struct wd_str text, size_t at)
{
    static const char wanted[8] = {'S', 't', 'e', 'p', ' ', '#', '\0', ':'};
    static const char counted[8] = {'\xff', '\xff', '\xff', '\xff', '\xff', '\xff', '\0', '\xff'};
    uint64_t bytes, prefix, mask;

    if (at + 3 >= text.len)
        return false;
    memcpy(&bytes, text.ptr + at - NUMBER_AT, sizeof bytes);
    memcpy(&prefix, wanted, sizeof prefix);
    memcpy(&mask, counted, sizeof mask);
    return (bytes & mask) == prefix && text.ptr[at + 3] == ' ' && text.ptr[at + 1] != ':' &&
           text.ptr[at + 1] != '\n';
}

/* "Step #2: " or `Step #2 - "build": ` at the start of a line comes off before the line is looked through. `at`
 * is that of the '#'. */
static bool is_prefix(struct wd_str text, size_t at)
{
    size_t colon = at + 1, last = at + PREFIX_MAX - NUMBER_AT;

    if (!begins_line(text, at) || memcmp(text.ptr + at - NUMBER_AT, "Step ", NUMBER_AT) != 0)
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

static bool is_other_stop(struct wd_str text, size_t at)
{
    return text.ptr[at] != '#' || (!is_prefix(text, at) && is_step(text, at));
}

/* Colours and what else terminals put into a line, which reading takes off; and a step that is spoken of anywhere but
 * in a prefix. */
static bool is_stop(struct wd_str text, size_t at)
{
    return !(text.ptr[at] == '#' && begins_line(text, at) && is_short_prefix(text, at)) &&
           is_other_stop(text, at);
}

void wd_quiet_init(struct wd_screen *screen)
{
    wd_screen_stop_at(screen, WD_STR("\x1b\xef\xe2#"), is_stop);
}

/* The lines that no open message wants: one by one wd_streams_pass() would pass them. Lines of blanks are no records. */
static struct wd_str unwanted(const struct wd_streams *streams, struct wd_str text)
{
    size_t most = wd_streams_wait_for(streams), len = 0;

    for (struct wd_str rest = text; most > 0 && rest.len > 0;) {
        struct wd_carried c = {.time = WD_TIME_NONE};
        struct wd_str line = wd_str_cut(&rest, '\n');
        bool blank = wd_str_trim(line).len == 0;
        if (!blank && wd_streams_may_want(wd_carried_line(&c, line)))
            break;
        most -= !blank;
        len += line.len + 1;
    }
    return wd_str_sub(text, 0, len);
}

size_t wd_normaliser_quiet(const void *normaliser, struct wd_str text)
{
    const struct wd_normaliser *n = normaliser;
    unsigned groups;

    if (wd_streams_open_count(n->streams) > 0)
        text = unwanted(n->streams, text);
    if (text.len == 0)
        return 0;
    text = wd_str_sub(text, 0, wd_screen_next(&n->words.unstepped, text, 0, &groups));
    return n->awaited_names ? wd_name_grams_find(n->awaited_names, text) : text.len;
}

void wd_normaliser_passed(struct wd_normaliser *n, uint64_t lines)
{
    wd_streams_passed(n->streams, lines);
}
