/* The list of inputs. What is named is taken as it is (the reader will say what is wrong with it);
 * directories are walked in the order of their names' bytes, and what is no log in them is left out
 * with a note. Symbolic links are followed, but no directory is entered twice. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "ingest/magic.h"
#include "ingest/source.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/limits.h"
#include "whydenied/base/list.h"
#include "whydenied/ingest.h"

#define NOTES_MAX 1000u

struct walk {
    struct wd_inputs *inputs;
    struct wd_error *err;
    unsigned depth;
    struct {
        dev_t dev;
        ino_t ino;
    } above[WD_DIRECTORY_DEPTH]; /* the directories we are in: a link to one of them is a loop */
};

int wd_inputs_note(struct wd_inputs *inputs, struct wd_error *err, const char *format, ...)
{
    char(*notes)[160] = realloc(inputs->notes, (inputs->note_count + 1) * sizeof *notes);
    va_list arguments;

    if (!notes)
        return wd_fail_memory(err);
    inputs->notes = notes;
    va_start(arguments, format);
    vsnprintf(notes[inputs->note_count++], sizeof *notes, format, arguments);
    va_end(arguments);
    return 0;
}

static int note(struct wd_inputs *inputs, const char *path, const char *why)
{
    struct wd_buf shown;
    int status;

    if (inputs->note_count >= NOTES_MAX)
        return 0;
    wd_buf_init(&shown, 8192);
    wd_escape_visible(&shown, wd_str_of(path));
    status = wd_inputs_note(inputs, NULL, "%s: %s", wd_buf_cstr(&shown), why);
    wd_buf_done(&shown);
    return status;
}

/* A file of a folder that is not read: the report is not complete without it. */
static int leave_out(struct wd_inputs *inputs, const char *path, const char *why)
{
    struct wd_left_out_file *more;

    if (inputs->left_out_count >= WD_LEFT_OUT_MAX) {
        inputs->left_out_unnamed++;
        return 0;
    }
    more = realloc(inputs->left_out, (inputs->left_out_count + 1) * sizeof *more);
    if (!more)
        return -1;
    inputs->left_out = more;
    more[inputs->left_out_count] = (struct wd_left_out_file){strdup(path), why};
    return more[inputs->left_out_count++].path ? 0 : -1;
}

/* Arrays grow by doubling; their size is the next power of two. */
static int make_room(struct wd_inputs *inputs)
{
    size_t count = inputs->count;
    size_t room = count == 0 ? 16 : 2 * count;
    char **paths;
    bool *named;

    if (count >= 16 ? (count & (count - 1)) != 0 : count != 0)
        return 0;
    paths = realloc(inputs->paths, room * sizeof *paths);
    if (!paths)
        return -1;
    inputs->paths = paths;
    named = realloc(inputs->named, room * sizeof *named);
    if (!named)
        return -1;
    inputs->named = named;
    return 0;
}

static int add(struct wd_inputs *inputs, const char *path, bool named, struct wd_error *err)
{
    char *copy;

    if (inputs->count >= WD_INPUTS_MAX)
        return wd_fail(err, "more than %u input files", WD_INPUTS_MAX);
    copy = strdup(path);
    if (!copy || make_room(inputs) < 0) {
        free(copy);
        return wd_fail_memory(err);
    }
    inputs->paths[inputs->count] = copy;
    inputs->named[inputs->count++] = named;
    return 0;
}

/* ---- directories ------------------------------------------------------------------------------- */

/* As many bytes as there are and fit, however many a read gives; -1: it cannot be read. */
static ssize_t read_head(int fd, char *to, size_t room)
{
    size_t len = 0;

    while (len < room) {
        ssize_t got = read(fd, to + len, room - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return len > 0 || got == 0 ? (ssize_t)len : -1;
        len += (size_t)got;
    }
    return (ssize_t)len;
}

/* Why a file met in a directory is no input, or NULL. */
static const char *judge_file(const char *path, bool *ret_may_be_log)
{
    char head[4096];
    const char *why = NULL;
    ssize_t len;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

    if (fd < 0)
        return NULL; /* the reader says why, and it counts as unreadable */
    if (wd_source_is_kernels(fd)) {
        close(fd);
        return "is a file of the kernel";
    }
    len = read_head(fd, head, sizeof head);
    close(fd);
    if (len > 0 && !wd_magic_compression(wd_str_make(head, (size_t)len)))
        why = wd_magic_unreadable(wd_str_make(head, (size_t)len), ret_may_be_log);
    return why;
}

static void free_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static bool is_stopped(const struct wd_inputs *inputs)
{
    return inputs->stop && *inputs->stop != 0;
}

/* The next entry, NULL at the end; errno is 0 unless the listing broke off. */
static const struct dirent *next_entry(DIR *directory)
{
    errno = 0;
    return readdir(directory);
}

/* 1: what is there; 0: the listing broke off; -1: no memory. */
static int list(const struct wd_inputs *inputs, DIR *directory, char ***ret_names,
                size_t *ret_count)
{
    char **names = NULL;
    size_t count = 0;
    const struct dirent *entry;
    int status;

    while (!is_stopped(inputs) && (entry = next_entry(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if ((count & (count + 1)) == 0) { /* 0, 1, 3, 7 …: room for as many again */
            char **more = realloc(names, (2 * count + 1) * sizeof *more);
            if (!more)
                goto failed;
            names = more;
        }
        names[count] = strdup(entry->d_name);
        if (!names[count])
            goto failed;
        count++;
    }
    status = errno == 0;
    if (count > 0)
        qsort(names, count, sizeof *names, wd_list_by_bytes);
    *ret_names = names;
    *ret_count = count;
    return status;
failed:
    free_names(names, count);
    return -1;
}

/* Somebody may write a log to a pipe, and a walk must not wait for that. Sockets and /dev/null hold none. */
static int meet_special(struct wd_inputs *inputs, const char *path, const struct stat *st)
{
    if (S_ISFIFO(st->st_mode))
        return leave_out(inputs, path, "is a pipe, which is read only where it is named itself");
    if (S_ISSOCK(st->st_mode) || (S_ISCHR(st->st_mode) && st->st_rdev == makedev(1, 3)))
        return note(inputs, path, "is no regular file");
    return leave_out(inputs, path, "is a device");
}

static int walk_directory(struct walk *walk, const char *path, const struct stat *st);

static int meet(struct walk *walk, const char *path)
{
    struct stat st;
    bool may_be_log = true;
    const char *why;

    if (walk->inputs->no_follow ? lstat(path, &st) < 0 : stat(path, &st) < 0)
        return errno == ENOENT ? note(walk->inputs, path, strerror(errno)) /* a link to nowhere */
                               : leave_out(walk->inputs, path, "cannot be looked at");
    if (S_ISLNK(st.st_mode))
        return leave_out(walk->inputs, path, "is a symbolic link, which --no-follow leaves alone");
    if (S_ISDIR(st.st_mode))
        return walk_directory(walk, path, &st);
    if (!S_ISREG(st.st_mode))
        return meet_special(walk->inputs, path, &st);
    why = judge_file(path, &may_be_log);
    if (why)
        return may_be_log ? leave_out(walk->inputs, path, why) : note(walk->inputs, path, why);
    walk->inputs->total_bytes += (uint64_t)st.st_size;
    return add(walk->inputs, path, false, walk->err);
}

static char *join(const char *directory, const char *name)
{
    size_t size = strlen(directory) + strlen(name) + 2;
    char *path = malloc(size);
    bool slash = directory[0] && directory[strlen(directory) - 1] == '/';

    if (path)
        snprintf(path, size, "%s%s%s", directory, slash ? "" : "/", name);
    return path;
}

static int meet_all(struct walk *walk, const char *path, char **names, size_t count)
{
    for (size_t i = 0; i < count && !is_stopped(walk->inputs); i++) {
        char *inner = join(path, names[i]);
        int status = inner ? meet(walk, inner) : -1;
        free(inner);
        if (status < 0)
            return -1;
    }
    return 0;
}

static int walk_directory(struct walk *walk, const char *path, const struct stat *st)
{
    char **names = NULL;
    size_t count = 0;
    DIR *directory;
    int status;

    for (unsigned i = 0; i < walk->depth; i++)
        if (walk->above[i].dev == st->st_dev && walk->above[i].ino == st->st_ino)
            return note(walk->inputs, path, "leads back to a directory above it");
    if (walk->depth >= WD_DIRECTORY_DEPTH)
        return leave_out(walk->inputs, path, "is too deep: folders in it are not walked");
    directory = opendir(path);
    if (!directory)
        return leave_out(walk->inputs, path,
                         errno == EACCES ? "may not be read" : "cannot be read");
    status = list(walk->inputs, directory, &names, &count);
    closedir(directory);
    if (status == 0)
        status = leave_out(walk->inputs, path, "could not be listed to its end");
    if (status < 0) {
        free_names(names, count);
        return -1;
    }
    walk->above[walk->depth].dev = st->st_dev;
    walk->above[walk->depth++].ino = st->st_ino;
    status = meet_all(walk, path, names, count);
    walk->depth--;
    free_names(names, count);
    return status;
}

/* ---- what is named ----------------------------------------------------------------------------- */

static bool has(const struct wd_inputs *inputs, const char *path)
{
    for (size_t i = 0; i < inputs->count; i++)
        if (inputs->named[i] && strcmp(inputs->paths[i], path) == 0)
            return true;
    return false;
}

int wd_inputs_add(struct wd_inputs *inputs, const char *path, struct wd_error *err)
{
    struct walk walk = {.inputs = inputs, .err = err};
    struct stat st;

    if (strcmp(path, "-") == 0) {
        if (has(inputs, path))
            return wd_fail(err, "standard input (-) was given twice");
        return add(inputs, path, true, err);
    }
    if (inputs->no_follow ? lstat(path, &st) < 0 : stat(path, &st) < 0)
        return add(inputs, path, true, err);
    if (S_ISDIR(st.st_mode)) {
        if (err)
            err->text[0] = '\0';
        if (walk_directory(&walk, path, &st) == 0)
            return 0;
        return err && err->text[0] ? -1 : wd_fail_memory(err);
    }
    if (S_ISREG(st.st_mode))
        inputs->total_bytes += (uint64_t)st.st_size;
    return add(inputs, path, true, err);
}

void wd_inputs_done(struct wd_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        free(inputs->paths[i]);
    free(inputs->paths);
    free(inputs->named);
    free(inputs->notes);
    for (size_t i = 0; i < inputs->left_out_count; i++)
        free(inputs->left_out[i].path);
    free(inputs->left_out);
    memset(inputs, 0, sizeof *inputs);
}
