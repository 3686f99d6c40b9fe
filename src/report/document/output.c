/* Results on their way out: standard output, a file that replaces its target at the end, or memory.
 *
 * Bytes collect in one block and go out with write(2), so that the first failure is known exactly
 * and nothing is printed twice. After it everything is dropped; commit tells. */
#include "whydenied/report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "whydenied/report/value.h"

#define BLOCK        ((size_t)64 * 1024)
#define TEMP_TRIES   100u
#define PRINTF_STACK 512u

struct wd_output {
    int fd;
    char *path; /* the target; NULL for standard output and memory */
    char *temp; /* the file being written, beside it */
    struct wd_buf *memory;
    int failure; /* errno of the first failed write, 0 so far */
    size_t used;
    char block[BLOCK];
};

static void free_output(struct wd_output *out)
{
    free(out->path);
    free(out->temp);
    free(out);
}

/* A target must be absent or a regular file: never a link to somewhere else, never a device. */
static int check_target(const char *path, struct wd_error *err)
{
    struct stat st;

    if (lstat(path, &st) != 0) {
        if (errno == ENOENT)
            return 0;
        return wd_fail(err, "%s: cannot be written: %s", path, strerror(errno));
    }
    if (S_ISLNK(st.st_mode))
        return wd_fail(err, "%s: is a symbolic link; results are not written through links", path);
    if (!S_ISREG(st.st_mode))
        return wd_fail(err, "%s: is not a regular file", path);
    return 0;
}

/* Names differ by process and try, so what a killed run left behind is in nobody's way. */
static int open_temp(struct wd_output *out, struct wd_error *err)
{
    size_t room = strlen(out->path) + 48;

    out->temp = malloc(room);
    if (!out->temp)
        return wd_fail_memory(err);
    for (unsigned i = 0; i < TEMP_TRIES; i++) {
        snprintf(out->temp, room, "%s.part-%ld-%u", out->path, (long)getpid(), i);
        out->fd = open(out->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (out->fd >= 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    return wd_fail(err, "%s: cannot be created: %s", out->path, strerror(errno));
}

struct wd_output *wd_output_open(const char *path, struct wd_error *err)
{
    struct wd_output *out = calloc(1, sizeof *out);

    if (!out) {
        wd_fail_memory(err);
        return NULL;
    }
    out->fd = STDOUT_FILENO;
    if (strcmp(path, "-") == 0)
        return out;
    out->path = strdup(path);
    if (!out->path) {
        wd_fail_memory(err);
        goto failed;
    }
    if (check_target(path, err) != 0 || open_temp(out, err) != 0)
        goto failed;
    return out;
failed:
    free_output(out);
    return NULL;
}

void wd_output_mode(struct wd_output *out, unsigned mode)
{
    if (out->temp && fchmod(out->fd, (mode_t)mode) != 0 && !out->failure)
        out->failure = errno;
}

struct wd_output *wd_output_to_memory(struct wd_buf *memory, struct wd_error *err)
{
    struct wd_output *out = calloc(1, sizeof *out);

    if (!out) {
        wd_fail_memory(err);
        return NULL;
    }
    out->fd = -1;
    out->memory = memory;
    return out;
}

static void write_all(struct wd_output *out, const char *from, size_t n)
{
    while (n && !out->failure) {
        ssize_t did = write(out->fd, from, n);

        if (did < 0 && errno == EINTR)
            continue;
        if (did < 0) {
            out->failure = errno;
            return;
        }
        from += did;
        n -= (size_t)did;
    }
}

static void flush(struct wd_output *out)
{
    write_all(out, out->block, out->used);
    out->used = 0;
}

void wd_output_put(struct wd_output *out, struct wd_str s)
{
    if (out->failure || !s.len)
        return;
    if (out->memory) {
        wd_buf_put(out->memory, s);
        if (out->memory->failed)
            out->failure = ENOMEM;
        return;
    }
    if (s.len > BLOCK - out->used)
        flush(out);
    if (s.len >= BLOCK) {
        write_all(out, s.ptr, s.len);
        return;
    }
    wd_str_copy(out->block + out->used, s);
    out->used += s.len;
}

bool wd_output_put_visible(struct wd_output *out, struct wd_str s)
{
    struct wd_buf shown;
    bool whole;

    wd_buf_init(&shown, s.len * 12 + 64); /* the longest escape, and room for none */
    wd_value_visible(&shown, s);
    whole = !shown.failed;
    if (whole)
        wd_output_put(out, wd_buf_str(&shown));
    wd_buf_done(&shown);
    return whole;
}

void wd_output_putz(struct wd_output *out, const char *z)
{
    wd_output_put(out, wd_str_of(z));
}

void wd_output_printf(struct wd_output *out, const char *format, ...)
{
    char stack[PRINTF_STACK];
    char *heap = NULL;
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(stack, sizeof stack, format, args);
    va_end(args);
    if (n >= (int)sizeof stack) {
        va_start(args, format);
        n = vasprintf(&heap, format, args);
        va_end(args);
    }
    if (n < 0) {
        if (!out->failure)
            out->failure = ENOMEM;
        return;
    }
    wd_output_put(out, wd_str_make(heap ? heap : stack, (size_t)n));
    free(heap);
}

void wd_output_flush(struct wd_output *out)
{
    if (!out->memory)
        flush(out);
}

bool wd_output_unwanted(const struct wd_output *out)
{
    struct pollfd pipe = {.fd = out->fd};

    if (out->path || out->memory)
        return false;
    return out->failure == EPIPE || (poll(&pipe, 1, 0) > 0 && (pipe.revents & POLLERR));
}

bool wd_output_is_stdout(const struct wd_output *out)
{
    return !out->path && !out->memory;
}

bool wd_output_broken_pipe(const struct wd_output *out)
{
    return out->failure == EPIPE;
}

/* A file system that cannot sync (EINVAL, ENOSYS) is no failed write. */
static void close_file(struct wd_output *out)
{
    if (!out->failure && out->path && fsync(out->fd) != 0 && errno != EINVAL && errno != ENOSYS)
        out->failure = errno;
    if (!out->path)
        out->fd = dup(out->fd); /* if there is none left, nothing more is asked */
    if (out->fd >= 0 && close(out->fd) != 0 && !out->failure && errno != EINTR)
        out->failure = errno;
    out->fd = -1;
}

static int put_in_place(struct wd_output *out, struct wd_error *err)
{
    if (check_target(out->path, err) != 0)
        return -1;
    if (rename(out->temp, out->path) != 0)
        return wd_fail(err, "%s: cannot be replaced: %s", out->path, strerror(errno));
    return 0;
}

static const char *name_of(const struct wd_output *out)
{
    if (out->path)
        return out->path;
    return out->memory ? "memory" : "standard output";
}

int wd_output_commit(struct wd_output *out, struct wd_error *err)
{
    int result = 0;

    if (!out->memory) {
        flush(out);
        close_file(out);
    }
    if (wd_output_is_stdout(out) && wd_output_broken_pipe(out))
        out->failure = 0; /* the reader has what it wanted */
    if (out->failure)
        result = wd_fail(err, "%s: cannot be written: %s", name_of(out), strerror(out->failure));
    else if (out->path)
        result = put_in_place(out, err);
    if (result != 0 && out->temp)
        unlink(out->temp);
    free_output(out);
    return result;
}

void wd_output_abandon(struct wd_output *out)
{
    if (!out)
        return;
    if (out->path) {
        close(out->fd);
        unlink(out->temp);
    }
    free_output(out);
}
