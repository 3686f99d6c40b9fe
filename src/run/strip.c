/* Byte by byte only as far as the keys go; the rest of a line is copied at once. */
#include "run/strip.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

void wd_strip_init(struct wd_strip *strip, int fd)
{
    memset(strip, 0, sizeof *strip);
    strip->fd = fd;
}

/* false at the end and on failure. */
static bool fill(struct wd_strip *strip)
{
    ssize_t n;

    if (strip->from < strip->used)
        return true;
    if (strip->ended || strip->failed)
        return false;
    do
        n = read(strip->fd, strip->block, sizeof strip->block);
    while (n < 0 && errno == EINTR);
    strip->failed = n < 0;
    strip->ended = n == 0;
    strip->from = 0;
    strip->used = n > 0 ? (size_t)n : 0;
    return n > 0;
}

/* Of a line that turned out to have no key: what was held back. */
static size_t give_held(struct wd_strip *strip, char *to, size_t room)
{
    size_t n = strip->held - strip->given;

    n = n < room ? n : room;
    memcpy(to, strip->key + strip->given, n);
    strip->given += n;
    if (strip->given == strip->held)
        strip->held = strip->given = 0;
    return n;
}

/* Up to the end of the line, or of what was read. */
static size_t give_value(struct wd_strip *strip, char *to, size_t room)
{
    size_t n = strip->used - strip->from;
    const char *end;

    n = n < room ? n : room;
    end = memchr(strip->block + strip->from, '\n', n);
    if (end) {
        n = (size_t)(end - (strip->block + strip->from)) + 1;
        strip->in_value = false;
    }
    memcpy(to, strip->block + strip->from, n);
    strip->from += n;
    return n;
}

/* Holds a key back until its tab. True: the line goes on behind it, or has none. */
static bool pass_key(struct wd_strip *strip)
{
    while (strip->from < strip->used) {
        char c = strip->block[strip->from];
        if (c == '\t') {
            strip->from++;
            strip->held = 0;
            strip->in_value = true;
            return true;
        }
        if (c == '\n' || strip->held == sizeof strip->key - 1) {
            strip->in_value = true;
            return true;
        }
        strip->key[strip->held++] = c;
        strip->from++;
    }
    return false;
}

long wd_strip_read(void *context, char *to, size_t room)
{
    struct wd_strip *strip = context;

    if (room == 0)
        return 0;
    while (fill(strip)) {
        if (!strip->in_value && !pass_key(strip))
            continue;
        if (strip->held)
            return (long)give_held(strip, to, room);
        if (strip->from == strip->used)
            continue; /* the block ended right behind a key: 0 bytes would be the end of all */
        return (long)give_value(strip, to, room);
    }
    if (strip->held) /* the last line has no end */
        return (long)give_held(strip, to, room);
    return strip->failed ? -1 : 0;
}
