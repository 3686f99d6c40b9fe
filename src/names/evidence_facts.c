/* What is asked of facts before they are weighed: which names name nothing, where the permissions come from. */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/names/home.h"

bool wd_evidence_is_placeholder(struct wd_str s)
{
    static const char *const words[] = {"-",          "_",       "unknown",  "null",
                                        "PROJECT_ID", "PROJECT", "ACCOUNT",  "my-project",
                                        "(unset)",    "None",    "undefined"};
    size_t stars = 0;

    if (WD_STR_IIN(s, words))
        return true;
    for (size_t i = 0; i < s.len; i++)
        stars += wd_char_in(s.ptr[i], "*<>{}$[]") ? 1 : 0;
    return s.len > 0 && (stars == s.len || wd_char_in(s.ptr[0], "<{$["));
}

bool wd_evidence_is_client_project(struct wd_str project)
{
    /* The gcloud CLI, the Cloud SDK's auth library, Cloud Shell and the Terraform of old. */
    static const char *const numbers[] = {"764086051850", "32555940559", "563584335869",
                                          "618104708054", "717225234187"};

    if (WD_STR_IN(project, numbers))
        return true;
    return wd_home_is_tenant(project);
}

void wd_evidence_drop_permissions_below(struct wd_event *event, enum wd_source source)
{
    size_t kept = 0;

    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source >= source)
            event->permissions[kept++] = event->permissions[i];
    event->permission_count = kept;
}

enum wd_source wd_evidence_best_permission(const struct wd_event *event)
{
    enum wd_source best = WD_SOURCE_NONE;

    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source > best)
            best = (enum wd_source)event->permissions[i].source;
    return best;
}
