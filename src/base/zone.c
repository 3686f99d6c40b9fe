/* The C library knows the rules of a zone: it is given the file, and asked for the offset at a time. */
#include "whydenied/base/timestamp.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "whydenied/base/nearest.h"

#define PATH_LEN   512u
#define NAME_LEN   64u
#define DEPTH_MAX  3u /* "America/Argentina/Salta" */
#define NAME_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-"

static const char *folder(void)
{
    static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                          "/usr/share/lib/zoneinfo"};
    const char *own = getenv("TZDIR");
    struct stat st;

    if (own && *own)
        return own;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (stat(folders[i], &st) == 0)
            return folders[i];
    return NULL;
}

static bool is_zone_file(const char *path)
{
    char magic[4] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t n = fd < 0 ? -1 : read(fd, magic, sizeof magic);

    if (fd >= 0)
        close(fd);
    return n == (ssize_t)sizeof magic && memcmp(magic, "TZif", sizeof magic) == 0;
}

/* ---- the nearest name ---------------------------------------------------------------------------- */

struct search {
    const char *wanted;
    size_t best;
    char found[NAME_LEN]; /* empty: none is near */
};

/* "tokyo" is near "Asia/Tokyo": whole names and their last parts are compared, in any case. */
static void look(struct search *search, const char *name)
{
    const char *last = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
    const char *const spellings[] = {name, last};

    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct wd_nearest nearest = {.word = search->wanted};
        wd_nearest_look(&nearest, spellings[i]);
        if (strcasecmp(search->wanted, spellings[i]) == 0)
            nearest = (struct wd_nearest){.name = name, .best = 0};
        /* of equally near ones the first by name, whatever the order of the folder */
        if (nearest.name && (!search->found[0] || nearest.best < search->best ||
                             (nearest.best == search->best && strcmp(name, search->found) < 0))) {
            snprintf(search->found, sizeof search->found, "%s", name);
            search->best = nearest.best;
        }
    }
}

static void walk(struct search *search, const char *root, const char *below, unsigned depth)
{
    char path[PATH_LEN], name[NAME_LEN];
    DIR *dir;

    snprintf(path, sizeof path, "%s/%s", root, below);
    dir = opendir(path);
    for (const struct dirent *entry; dir && (entry = readdir(dir));) {
        struct stat st;
        if (strspn(entry->d_name, NAME_CHARS) != strlen(entry->d_name) ||
            strcmp(entry->d_name, "posix") == 0 || strcmp(entry->d_name, "right") == 0)
            continue;
        if (snprintf(name, sizeof name, "%s%s%s", below, *below ? "/" : "", entry->d_name) >=
                (int)sizeof name ||
            snprintf(path, sizeof path, "%s/%s", root, name) >= (int)sizeof path ||
            stat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
            walk(search, root, name, depth + 1);
        else if (S_ISREG(st.st_mode) && is_zone_file(path))
            look(search, name);
    }
    if (dir)
        closedir(dir);
}

/* ---- setting and showing --------------------------------------------------------------------------- */

int wd_zone_set(const char *name, struct wd_error *err)
{
    const char *root = folder();
    struct search search = {.wanted = name};
    char path[PATH_LEN], file[PATH_LEN + 1];

    if (strcmp(name, "UTC") == 0) /* needs no file */
        return setenv("TZ", "UTC0", 1) == 0 ? tzset(), 0 : wd_fail_memory(err);
    if (!root)
        return wd_fail(err, "\"%s\": this system has no time zones (package tzdata)", name);
    if (*name && *name != '/' && strspn(name, NAME_CHARS) == strlen(name) &&
        snprintf(path, sizeof path, "%s/%s", root, name) < (int)sizeof path && is_zone_file(path)) {
        snprintf(file, sizeof file, ":%s", path);
        if (setenv("TZ", file, 1) != 0)
            return wd_fail_memory(err);
        tzset();
        return 0;
    }
    walk(&search, root, "", 1);
    if (search.found[0])
        return wd_fail(err, "\"%s\" is no time zone; did you mean %s?", name, search.found);
    return wd_fail(err, "\"%s\" is no time zone like Europe/Berlin; %s has them all", name, root);
}

const char *wd_zone_format(wd_time t, char out[WD_TIME_TEXT])
{
    const int64_t seconds = t / WD_SECOND - (t % WD_SECOND < 0);
    const time_t when = (time_t)seconds;
    struct tm tm;
    unsigned offset;

    out[0] = '\0';
    if (t == WD_TIME_NONE || !localtime_r(&when, &tm))
        return out;
    offset = (unsigned)(labs(tm.tm_gmtoff) / 60 % (24 * 60));
    snprintf(out, WD_TIME_TEXT, "%04u-%02u-%02uT%02u:%02u:%02u%c%02u:%02u",
             (unsigned)(tm.tm_year + 1900) % 10000, (unsigned)(tm.tm_mon + 1) % 100,
             (unsigned)tm.tm_mday % 100, (unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100,
             (unsigned)tm.tm_sec % 100, tm.tm_gmtoff < 0 ? '-' : '+', offset / 60, offset % 60);
    return out;
}
