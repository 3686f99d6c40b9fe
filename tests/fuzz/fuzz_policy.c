/* Files that people hand over: IAM policies (JSON, YAML, asset exports), RAM trust policies, roles to
 * import; and every identifier grammar. Input is the file's bytes. */
#include "replay.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "advise/alibaba/ram.h"
#include "advise/snapshot.h"
#include "whydenied/names/ident.h"
#include "whydenied/roles/import.h"

static void grammars(struct wd_str s)
{
    for (int kind = 0; kind < WD_IDENT_COUNT; kind++) {
        if (!wd_ident_ok((enum wd_ident)kind, s))
            continue;
        /* Whatever passes is printable ASCII that starts no option and no file loader. */
        if (s.ptr[0] == '-' || s.ptr[0] == '@')
            abort();
        for (size_t i = 0; i < s.len; i++)
            if (s.ptr[i] <= ' ' || s.ptr[i] > '~' || strchr(",^*?$`'\"\\;&|<>(){}!#", s.ptr[i]))
                if (!(s.ptr[i] == '*' && kind == WD_IDENT_RAM_RESOURCE))
                    abort();
    }
}

static void files(const char *path)
{
    const char *paths[] = {path};
    struct wd_import_result result;
    struct wd_error err;
    struct wd_trust_files *trust = wd_trust_files_load(paths, 1, &err);

    if (trust) {
        const json_t *policy = wd_trust_files_find(trust, WD_STR("r"), WD_STR_NONE);
        bool had;
        json_decref(policy ? wd_trust_merge(policy, "Service", WD_STR("pai.aliyuncs.com"), &had)
                           : NULL);
    }
    wd_trust_files_free(trust);
    wd_snapshot_free(wd_snapshot_load(paths, 1, &err));
    wd_roles_import(":memory:", "patterns/roles", paths, 1, &result, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd;

    grammars(wd_str_make((const char *)data, size));
    fd = memfd_create("input", 0);
    if (fd < 0)
        return 0;
    if (write(fd, data, size) == (ssize_t)size) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        files(path);
    }
    close(fd);
    return 0;
}
