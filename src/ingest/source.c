/* Reading, with all that can come between: short reads, signals, descriptors that do not block,
 * files that grow while being read, inputs that are no files. Nothing is mapped: a file cut short
 * under a mapping kills the process. */
#include "ingest/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#define WAIT_MS 100 /* how long a wish to stop may go unnoticed */

static void clear(struct wd_source *source)
{
    source->fd = -1;
    source->owned = source->waits = source->live = source->stopped = source->ended = false;
    source->read = NULL;
    source->context = NULL;
    source->stop = NULL;
    source->size = 0;
    source->error = 0;
    atomic_init(&source->closing, false);
    atomic_init(&source->bytes, 0);
}

bool wd_source_is_kernels(int fd)
{
    static const unsigned long kinds[] = {0x9fa0 /* proc */,
                                          0x62656572 /* sysfs */,
                                          0x64626720 /* debugfs */,
                                          0x74726163 /* tracefs */,
                                          0x73636673 /* securityfs */,
                                          0x27e0eb /* cgroup */,
                                          0x63677270 /* cgroup 2 */,
                                          0x6165676C /* pstore */,
                                          0xcafe4a11 /* bpf */,
                                          0x62656570 /* configfs */,
                                          0x42494e4d /* binfmt_misc */};
    struct statfs fs;

    if (fstatfs(fd, &fs) < 0)
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (((unsigned long)fs.f_type & 0xFFFFFFFFu) == kinds[i])
            return true;
    return false;
}

static const char *judge(struct wd_source *source)
{
    struct stat st;

    if (fstat(source->fd, &st) < 0)
        return strerror(errno);
    if (S_ISREG(st.st_mode)) {
        if (wd_source_is_kernels(source->fd))
            return "is a file of the kernel";
        off_t at = lseek(source->fd, 0, SEEK_CUR); /* of standard input, some may be read already */
        source->size = (uint64_t)(at > 0 && at < st.st_size ? st.st_size - at : st.st_size);
        if (at >= st.st_size)
            source->size = 0;
        posix_fadvise(source->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
        return NULL;
    }
    if (S_ISDIR(st.st_mode))
        return "is a directory";
    source->waits = true;
    if (S_ISFIFO(st.st_mode) || !source->owned)
        return NULL; /* whatever standard input is, it was meant */
    if (S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3))
        return NULL; /* /dev/null: empty */
    return S_ISSOCK(st.st_mode) ? "is a socket" : "is a device";
}

const char *wd_source_open(struct wd_source *source, const char *path, bool no_follow)
{
    const char *why;

    clear(source);
    if (strcmp(path, "-") == 0) {
        source->fd = STDIN_FILENO;
    } else {
        /* without O_NONBLOCK opening a pipe nobody writes to would hang here */
        source->fd =
            open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | (no_follow ? O_NOFOLLOW : 0));
        source->owned = true;
        if (source->fd < 0 && errno == ELOOP && no_follow)
            return "is a symbolic link, which --no-follow leaves alone";
        if (source->fd < 0)
            return errno == ENXIO ? "is a socket or a device" : strerror(errno);
    }
    why = judge(source);
    if (why)
        wd_source_close(source);
    return why;
}

void wd_source_open_fn(struct wd_source *source, wd_read_fn read, void *context)
{
    clear(source);
    source->read = read;
    source->context = context;
}

void wd_source_close(struct wd_source *source)
{
    if (source->owned && source->fd >= 0)
        close(source->fd);
    source->fd = -1;
}

static bool wished_to_stop(struct wd_source *source)
{
    if ((source->stop && *source->stop) ||
        atomic_load_explicit(&source->closing, memory_order_relaxed))
        source->stopped = true;
    return source->stopped;
}

/* False when the wait was in vain and must be repeated. */
static bool ready(struct wd_source *source)
{
    struct pollfd wait = {.fd = source->fd, .events = POLLIN};

    return poll(&wait, 1, WAIT_MS) > 0;
}

static long read_once(struct wd_source *source, char *to, size_t room)
{
    uint64_t done = atomic_load_explicit(&source->bytes, memory_order_relaxed);

    if (source->read)
        return source->read(source->context, to, room);
    if (source->size > 0 && room > source->size - done)
        room = (size_t)(source->size - done);
    return room > 0 ? read(source->fd, to, room) : 0;
}

bool wd_source_over(const struct wd_source *source)
{
    return source->ended || source->stopped || source->error != 0;
}

size_t wd_source_fill(struct wd_source *source, char *to, size_t room)
{
    size_t len = 0;

    while (len < room && !source->ended && !source->error && !wished_to_stop(source)) {
        if (source->waits && !ready(source))
            continue;
        long n = read_once(source, to + len, room - len);
        if (n > 0) {
            len += (size_t)n;
            atomic_fetch_add_explicit(&source->bytes, (uint64_t)n, memory_order_relaxed);
            if (source->live)
                break;
        } else if (n == 0) {
            source->ended = true;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            source->waits = source->fd >= 0;
        } else if (errno != EINTR) {
            source->error = errno;
        }
    }
    return len;
}
