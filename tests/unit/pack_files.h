/* Packs for tests: written into a folder of their own, loaded, removed. */
#ifndef WHYDENIED_TESTS_PACK_FILES_H
#define WHYDENIED_TESTS_PACK_FILES_H

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "whydenied/match/rule.h"

struct pack_files {
    char folder[256];
};

static inline void pack_files_init(struct pack_files *files)
{
    snprintf(files->folder, sizeof files->folder, "%s/whydenied-test-XXXXXX", P_tmpdir);
    assert_non_null(mkdtemp(files->folder));
}

static inline const char *pack_files_write(const struct pack_files *files, const char *name,
                                           const char *text)
{
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", files->folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return path;
}

static inline void pack_files_done(const struct pack_files *files)
{
    DIR *folder = opendir(files->folder);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL) {
        char path[600];
        snprintf(path, sizeof path, "%s/%s", files->folder, entry->d_name);
        if (unlink(path) != 0 && entry->d_name[0] != '.') { /* a folder of rules */
            struct pack_files inner;
            snprintf(inner.folder, sizeof inner.folder, "%.255s", path);
            pack_files_done(&inner);
        }
    }
    if (folder)
        closedir(folder);
    rmdir(files->folder);
}

/* A set of one shipped pack that holds `rules`, the text of a JSON list. */
static inline struct wd_ruleset *pack_of_rules(const char *rules, unsigned flags)
{
    struct pack_files files;
    static char text[64 * 1024];
    struct wd_error err = {.text = ""};
    pack_files_init(&files);
    snprintf(text, sizeof text, "{\"pack\": \"test\", \"schema\": 1, \"rules\": [\n%s\n]}\n",
             rules);
    pack_files_write(&files, "test.json", text);
    struct wd_ruleset *set = wd_ruleset_load(files.folder, NULL, 0, flags, &err);
    pack_files_done(&files);
    assert_non_null(set);
    return set;
}

/* A whole rule: R("gcp.x", "\"when\": {…}, \"match\": […]"). */
#define R(id, rest)                                                                                \
    "{\"id\": \"" id "\", \"version\": 1, \"title\": {\"en\": \"t\"}, \"why\": {\"en\": \"w\"}, "  \
    "\"cause\": \"missing_role\", " rest "}"

#endif
