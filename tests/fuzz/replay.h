/* What fuzz targets share; without a fuzzer, a main that runs the target over the files (and folders of files) named. */
#ifndef WHYDENIED_TESTS_REPLAY_H
#define WHYDENIED_TESTS_REPLAY_H

#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "whydenied/base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#ifdef WD_FUZZ_REPLAY
#include <dirent.h>

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1u << 20, len;
    uint8_t *data = malloc(room);

    if (!file || !data)
        abort();
    len = fread(data, 1, room, file);
    fclose(file);
    /* as large as the content, so that sanitizers see one byte too many */
    uint8_t *exact = malloc(len ? len : 1);
    if (!exact)
        abort();
    memcpy(exact, data, len);
    LLVMFuzzerTestOneInput(exact, len);
    free(exact);
    free(data);
}

/* Returns how many. */
static size_t replay(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    char inner[4096];
    size_t count = 0;

    if (!directory) {
        replay_file(path);
        return 1;
    }
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        count += replay(inner);
    }
    closedir(directory);
    return count;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        printf("%s: %zu inputs\n", argv[i], replay(argv[i]));
    return 0;
}
#endif

/* Like assert, but never compiled out. */
#define MUST(condition)                                                                            \
    do                                                                                             \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    while (0)

/* The bytes as a file without a name; the descriptor is the caller's to close. */
static inline int bytes_in_file(struct wd_str bytes, char ret_path[64])
{
    int fd = memfd_create("input", MFD_CLOEXEC);

    MUST(fd >= 0 && write(fd, bytes.ptr, bytes.len) == (ssize_t)bytes.len);
    snprintf(ret_path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

#endif
