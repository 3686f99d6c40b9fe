/* Files that people hand over: IAM policies (JSON, YAML, asset exports), RAM trust policies, roles to
 * import; and every identifier grammar. Input is the file's bytes. */
#include "replay.h"

#include <stdlib.h>

#include "advise/alibaba/ram.h"
#include "whydenied/names/ident.h"
#include "whydenied/policy.h"
#include "whydenied/roles/db.h"

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

/* Any file gives a verdict, and with a gap in it never "allowed". */
static void judge(const char *path)
{
    const struct wd_access asked[] = {{WD_STR("x@acme-prod.iam.gserviceaccount.com"),
                                       WD_STR("storage.objects.get"), WD_STR("gs://acme-models/m"),
                                       WD_STR("acme-prod"), 0, false},
                                      {WD_STR("acs:ram::1:role/r"), WD_STR("oss:GetObject"),
                                       WD_STR("oss://b/k"), WD_STR_NONE, 0, false}};
    struct wd_error err;
    struct wd_policy_set *set = wd_policy_set_new(&err);
    struct wd_arena *arena = wd_arena_new(1u << 20);
    char named[128];

    snprintf(named, sizeof named, "projects/acme-prod=%s", path);
    if (set && arena && wd_policy_load(set, named, &err) == 0)
        for (size_t i = 0; i < 2; i++) {
            struct wd_policy_above above[WD_POLICY_ABOVE_MAX];
            struct wd_policy_hurdle hurdle;
            struct wd_verdict verdict;
            wd_policy_may_bind(set, &asked[i], arena, &hurdle);
            wd_policy_above(set, &asked[i], arena, above);
            wd_policy_judge(set, NULL, &asked[i], arena, &verdict);
            if (verdict.allowed == WD_YES && wd_policy_gap_count(set) > 0)
                abort();
            wd_verdict_say(arena, WD_LANG_EN, &verdict, &asked[i]);
        }
    wd_arena_free(arena);
    wd_policy_set_free(set);
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
    judge(path);
    wd_roles_import(":memory:", "patterns/roles", paths, 1, &result, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct wd_str bytes = wd_str_make((const char *)data, size);
    char path[64];
    int fd = bytes_in_file(bytes, path);

    grammars(bytes);
    files(path);
    close(fd);
    return 0;
}
