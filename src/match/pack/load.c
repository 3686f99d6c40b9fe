/* Which files make a set of rules, and in what order.
 *
 * Shipped packs come first, each folder's files sorted by name, then the user's. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "match/pack/shared.h"
#include "match/ruleset.h"

static bool is_pack_file(const char *name)
{
    struct wd_str s = wd_str_of(name);
    bool json =
        s.len > 5 && wd_str_ends(s, WD_STR(".json")) && !wd_str_ends(s, WD_STR(".schema.json"));
    return json || (name[0] != '_' && wd_pack_is_yaml(name));
}

static int visible_filter(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* "folder/name" in the set's arena; NULL without memory. */
static const char *path_in(struct wd_ruleset *set, const char *folder, const char *name)
{
    struct wd_str path = wd_arena_printf(set->arena, "%s/%s", folder, name);
    set->no_memory = set->no_memory || !path.ptr;
    return path.ptr;
}

/* A folder with a _shared.yaml is a pack. */
static bool is_pack_folder(struct wd_ruleset *set, const char *path)
{
    const char *shared = path_in(set, path, WD_PACK_SHARED_FILE);
    struct stat status;
    return shared && stat(shared, &status) == 0;
}

static void read_entry(struct wd_ruleset *set, const char *folder, const char *name, bool user,
                       bool is_pack)
{
    bool file = is_pack_file(name) && !(is_pack && wd_pack_is_yaml(name));
    const char *path = path_in(set, folder, name);
    if (path && file)
        wd_pack_read(set, path, user);
    else if (path && is_pack_folder(set, path))
        wd_pack_read_folder(set, path, user);
}

/* -1 with errno if the folder cannot be read. */
static int read_folder(struct wd_ruleset *set, const char *path, bool user)
{
    struct dirent **entries = NULL;
    bool is_pack = is_pack_folder(set, path);
    int count = scandir(path, &entries, visible_filter, by_bytes);
    if (count < 0)
        return -1;
    if (is_pack)
        wd_pack_read_folder(set, path, user);
    for (int i = 0; i < count; i++) {
        read_entry(set, path, entries[i]->d_name, user, is_pack);
        free(entries[i]);
    }
    free(entries);
    return 0;
}

static void read_user_path(struct wd_ruleset *set, const char *path)
{
    struct stat status;
    char *owned = wd_arena_strdup(set->arena, wd_str_of(path));
    if (!owned) {
        set->no_memory = true;
        return;
    }
    bool readable = stat(owned, &status) == 0;
    if (readable && !S_ISDIR(status.st_mode))
        wd_pack_read(set, owned, true);
    else if (!readable || read_folder(set, owned, true) < 0)
        wd_ruleset_note_errno(set, (struct wd_file_place){.file = owned});
}

struct wd_ruleset *wd_ruleset_load(const char *shipped_dir, const char *const *user_paths,
                                   size_t user_path_count, unsigned flags, struct wd_error *err)
{
    struct wd_ruleset *set = wd_ruleset_new(flags);
    if (!set) {
        wd_fail_memory(err);
        return NULL;
    }
    if (shipped_dir && read_folder(set, shipped_dir, false) < 0) {
        wd_fail(err, "%s: %s", shipped_dir, strerror(errno));
        goto failed;
    }
    for (size_t i = 0; i < user_path_count; i++)
        read_user_path(set, user_paths[i]);
    if (set->no_memory) {
        wd_fail_memory(err);
        goto failed;
    }
    wd_ruleset_sort(set);
    return set;
failed:
    wd_ruleset_free(set);
    return NULL;
}
