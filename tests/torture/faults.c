/* Preloaded: makes calls to the system fail, so that the program's way out of every one is walked.
 *
 * FAULT_CALL=read FAULT_AT=n FAULT_ERRNO=5: the n-th of these calls fails; FAULT_FOREVER=1: and all after it.
 * FAULT_SHORT=1: every read gives one byte, every write takes one. FAULT_COUNT=fd: at the end a line "name count" for
 * each call is written there. A close that fails has closed; a rename, unlink or fsync that fails did nothing.
 * What the libraries do before main is neither counted nor hurt. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* clang-format off */
#define CALLS(X) \
    X(read) \
    X(write) \
    X(pread64) \
    X(pwrite64) \
    X(open64) \
    X(fopen64) \
    X(fsync) \
    X(fdatasync) \
    X(rename) \
    X(mmap64) \
    X(pthread_create) \
    X(ftruncate64) \
    X(close) \
    X(fstat64) \
    X(stat64) \
    X(lstat64) \
    X(opendir) \
    X(readdir64) \
    X(unlink) \
    X(realpath) \
    X(fstatfs64) \
    X(dup) \
    X(fdopen)
/* clang-format on */

#define AS_MEMBER(name) CALL_##name,
#define AS_TEXT(name)   #name,
enum call { CALLS(AS_MEMBER) CALL_COUNT };
static const char *const names[] = {CALLS(AS_TEXT)};

static atomic_ulong counts[CALL_COUNT];
static enum call chosen = CALL_COUNT;
static unsigned long fail_at;
static int forever, armed, bytewise, error_number;

__attribute__((constructor)) static void start(void)
{
    const char *name = getenv("FAULT_CALL"), *at = getenv("FAULT_AT"),
               *number = getenv("FAULT_ERRNO");

    for (unsigned i = 0; name && i < CALL_COUNT; i++)
        if (strcmp(name, names[i]) == 0)
            chosen = (enum call)i;
    fail_at = at ? strtoul(at, NULL, 10) : 0;
    error_number = number ? atoi(number) : EIO;
    forever = getenv("FAULT_FOREVER") != NULL;
    bytewise = getenv("FAULT_SHORT") != NULL;
    armed = 1;
}

__attribute__((destructor)) static void finish(void)
{
    const char *where = getenv("FAULT_COUNT");

    armed = 0;
    for (unsigned i = 0; where && i < CALL_COUNT; i++)
        dprintf(atoi(where), "%s %lu\n", names[i], atomic_load(&counts[i]));
}

/* Nothing fails behind main: a coverage build would lose what it counted. Registered in main, so that it runs first. */
static void disarm(void)
{
    armed = 0;
}

static int fails(enum call call)
{
    static atomic_flag registered = ATOMIC_FLAG_INIT;
    unsigned long n;

    if (!armed)
        return 0;
    if (!atomic_flag_test_and_set(&registered))
        atexit(disarm);
    n = atomic_fetch_add(&counts[call], 1) + 1;
    if (call != chosen || !fail_at || (forever ? n < fail_at : n != fail_at))
        return 0;
    errno = error_number;
    return 1;
}

static void *next_of(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (!found)
        abort();
    return found;
}

/* The function behind a name, looked up once. */
#define NEXT(type, name)                                                                           \
    static type(*next) ARGUMENTS;                                                                  \
    if (!next)                                                                                     \
    next = (type(*) ARGUMENTS)next_of(#name)

static size_t piece(size_t size)
{
    return armed && bytewise && size > 1 ? 1 : size;
}

#define ARGUMENTS (int, void *, size_t)
ssize_t read(int fd, void *to, size_t size)
{
    NEXT(ssize_t, read);
    return fails(CALL_read) ? -1 : next(fd, to, piece(size));
}
#undef ARGUMENTS
#define ARGUMENTS (int, const void *, size_t)
ssize_t write(int fd, const void *from, size_t size)
{
    NEXT(ssize_t, write);
    return fails(CALL_write) ? -1 : next(fd, from, piece(size));
}
#undef ARGUMENTS
#define ARGUMENTS (int, void *, size_t, off64_t)
ssize_t pread64(int fd, void *to, size_t size, off64_t at)
{
    NEXT(ssize_t, pread64);
    return fails(CALL_pread64) ? -1 : next(fd, to, size, at);
}
#undef ARGUMENTS
#define ARGUMENTS (int, const void *, size_t, off64_t)
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at)
{
    NEXT(ssize_t, pwrite64);
    return fails(CALL_pwrite64) ? -1 : next(fd, from, size, at);
}
#undef ARGUMENTS
#define ARGUMENTS (const char *, int, ...)
int open64(const char *path, int flags, ...)
{
    va_list arguments;
    mode_t mode;

    NEXT(int, open64);
    va_start(arguments, flags);
    mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return fails(CALL_open64) ? -1 : next(path, flags, mode);
}
#undef ARGUMENTS
#define ARGUMENTS (const char *, const char *)
FILE *fopen64(const char *path, const char *mode)
{
    NEXT(FILE *, fopen64);
    return fails(CALL_fopen64) ? NULL : next(path, mode);
}
int rename(const char *from, const char *to)
{
    NEXT(int, rename);
    return fails(CALL_rename) ? -1 : next(from, to);
}
#undef ARGUMENTS
#define ARGUMENTS (int)
int fsync(int fd)
{
    NEXT(int, fsync);
    return fails(CALL_fsync) ? -1 : next(fd);
}
int fdatasync(int fd)
{
    NEXT(int, fdatasync);
    return fails(CALL_fdatasync) ? -1 : next(fd);
}
int dup(int fd)
{
    NEXT(int, dup);
    return fails(CALL_dup) ? -1 : next(fd);
}
int close(int fd)
{
    int failed = fails(CALL_close);

    NEXT(int, close);
    if (next(fd) < 0)
        return -1;
    if (failed)
        errno = error_number;
    return failed ? -1 : 0;
}
#undef ARGUMENTS
#define ARGUMENTS (void *, size_t, int, int, int, off64_t)
void *mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t offset)
{
    NEXT(void *, mmap64);
    return fails(CALL_mmap64) ? MAP_FAILED : next(at, size, protection, flags, fd, offset);
}
void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    NEXT(void *, mmap);
    return fails(CALL_mmap64) ? MAP_FAILED : next(at, size, protection, flags, fd, offset);
}
#undef ARGUMENTS
#define ARGUMENTS (pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)
int pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *),
                   void *argument)
{
    NEXT(int, pthread_create);
    return fails(CALL_pthread_create) ? error_number : next(thread, how, run, argument);
}
#undef ARGUMENTS
#define ARGUMENTS (int, off64_t)
int ftruncate64(int fd, off64_t size)
{
    NEXT(int, ftruncate64);
    return fails(CALL_ftruncate64) ? -1 : next(fd, size);
}
#undef ARGUMENTS
#define ARGUMENTS (int, struct stat64 *)
int fstat64(int fd, struct stat64 *to)
{
    NEXT(int, fstat64);
    return fails(CALL_fstat64) ? -1 : next(fd, to);
}
#undef ARGUMENTS
#define ARGUMENTS (const char *, struct stat64 *)
int stat64(const char *path, struct stat64 *to)
{
    NEXT(int, stat64);
    return fails(CALL_stat64) ? -1 : next(path, to);
}
int lstat64(const char *path, struct stat64 *to)
{
    NEXT(int, lstat64);
    return fails(CALL_lstat64) ? -1 : next(path, to);
}
#undef ARGUMENTS
#define ARGUMENTS (const char *)
DIR *opendir(const char *path)
{
    NEXT(DIR *, opendir);
    return fails(CALL_opendir) ? NULL : next(path);
}
int unlink(const char *path)
{
    NEXT(int, unlink);
    return fails(CALL_unlink) ? -1 : next(path);
}
#undef ARGUMENTS
#define ARGUMENTS (DIR *)
struct dirent64 *readdir64(DIR *folder)
{
    NEXT(struct dirent64 *, readdir64);
    return fails(CALL_readdir64) ? NULL : next(folder);
}
#undef ARGUMENTS
#define ARGUMENTS (const char *, char *)
char *realpath(const char *path, char *to)
{
    NEXT(char *, realpath);
    return fails(CALL_realpath) ? NULL : next(path, to);
}
#undef ARGUMENTS
#define ARGUMENTS (int, struct statfs64 *)
int fstatfs64(int fd, struct statfs64 *to)
{
    NEXT(int, fstatfs64);
    return fails(CALL_fstatfs64) ? -1 : next(fd, to);
}
#undef ARGUMENTS
#define ARGUMENTS (int, const char *)
FILE *fdopen(int fd, const char *mode)
{
    NEXT(FILE *, fdopen);
    return fails(CALL_fdopen) ? NULL : next(fd, mode);
}
