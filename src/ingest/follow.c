/* A file is followed by its name. When nothing more comes from the open one, the name is looked up: another file
 * (rotated by renaming) is gone over to once the old one is read to its end; one that has become shorter (cut and
 * written anew) is read from its beginning. A line that the old file left open is ended, so that it does not run into
 * the new one's first. */
#include "ingest/source.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define WAIT_MS     50 /* between two looks at a file; how long a wish to stop may go unnoticed */
#define QUIET_WAITS 4u /* so many in vain make a pause */

struct wd_follower {
    struct wd_source source; /* the open one; only its descriptor is used */
    struct wd_follow calls;
    char *path;
    bool no_follow;
    bool grows;     /* a regular file under a name: its end is not the end */
    bool ended;     /* idle said so */
    uint64_t at;    /* bytes read of the open file */
    char last;      /* the last of them */
    bool end_line;  /* a newline is owed before the next file's bytes */
    unsigned waits; /* in vain, since the last byte */
};

struct wd_follower *wd_follower_new(const char *path, const struct wd_follow *follow,
                                    bool no_follow, const char **ret_why)
{
    struct wd_follower *follower = calloc(1, sizeof *follower);

    *ret_why = NULL;
    if (!follower || !(follower->path = strdup(path))) {
        free(follower);
        return NULL;
    }
    follower->calls = *follow;
    follower->no_follow = no_follow;
    follower->last = '\n';
    *ret_why = wd_source_open(&follower->source, path, no_follow);
    if (*ret_why) {
        wd_follower_free(follower);
        return NULL;
    }
    follower->grows = follower->source.owned && !follower->source.waits;
    return follower;
}

void wd_follower_free(struct wd_follower *follower)
{
    if (!follower)
        return;
    wd_source_close(&follower->source);
    free(follower->path);
    free(follower);
}

static bool wished_to_stop(const struct wd_follower *follower)
{
    return follower->ended || (follower->calls.stop && *follower->calls.stop);
}

static void start_anew(struct wd_follower *follower)
{
    follower->at = 0;
    follower->end_line = follower->last != '\n';
    follower->last = '\n';
}

/* The name leads to another file: true, and that one is open. While there is none, the old one is kept. */
static bool go_over(struct wd_follower *follower)
{
    struct wd_source next;

    if (wd_source_open(&next, follower->path, follower->no_follow))
        return false;
    wd_source_close(&follower->source);
    follower->source = next;
    follower->grows = !next.waits;
    start_anew(follower);
    return true;
}

/* Looked at before the last read, so that what the old file got until then is not lost. */
static bool is_another(const struct wd_follower *follower)
{
    struct stat open_one, named;

    return fstat(follower->source.fd, &open_one) == 0 && stat(follower->path, &named) == 0 &&
           (open_one.st_dev != named.st_dev || open_one.st_ino != named.st_ino);
}

static bool was_cut(struct wd_follower *follower)
{
    struct stat st;

    if (fstat(follower->source.fd, &st) < 0 || (uint64_t)st.st_size >= follower->at ||
        lseek(follower->source.fd, 0, SEEK_SET) < 0)
        return false;
    start_anew(follower);
    return true;
}

/* Nothing is to be read: waits a little; a pause is told once. */
static void wait_a_little(struct wd_follower *follower)
{
    struct pollfd wait = {.fd = follower->grows ? -1 : follower->source.fd, .events = POLLIN};

    if (follower->waits <= QUIET_WAITS && follower->waits++ == QUIET_WAITS && follower->calls.idle)
        follower->ended = follower->calls.idle(follower->calls.context) != 0;
    if (!follower->ended)
        poll(&wait, 1, WAIT_MS);
}

static bool may_read(const struct wd_follower *follower)
{
    struct pollfd ready = {.fd = follower->source.fd, .events = POLLIN};

    return follower->grows || poll(&ready, 1, 0) > 0;
}

static long read_some(struct wd_follower *follower, char *to, size_t room)
{
    long n = read(follower->source.fd, to, room);

    if (n > 0) {
        follower->at += (uint64_t)n;
        follower->last = to[n - 1];
        follower->waits = 0;
    }
    return n;
}

long wd_follower_read(void *context, char *to, size_t room)
{
    struct wd_follower *follower = context;

    while (!wished_to_stop(follower)) {
        bool another = follower->grows && is_another(follower);
        if (follower->end_line && room > 0) {
            follower->end_line = false;
            *to = '\n';
            return 1;
        }
        long n = may_read(follower) ? read_some(follower, to, room) : -2;
        if (n > 0 || (n == 0 && !follower->grows))
            return n;
        if (n == -1 && errno != EAGAIN && errno != EINTR)
            return -1;
        if (!(another && go_over(follower)) && !(follower->grows && was_cut(follower)))
            wait_a_little(follower);
    }
    return 0;
}
