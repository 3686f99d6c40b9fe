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
        stars += wd_char_in(s.ptr[i], "*<>{}$[]/") ? 1 : 0;
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

/* "Access to bucket B denied. You must grant Storage Object Viewer to X", in a function's entry: what the role is a role
 * of, not what the entry is about. */
static void follow_role(struct wd_event *event)
{
    static const struct {
        struct wd_str roles, service;
        enum wd_slot thing;
    } kinds[] = {{{"roles/storage.", 14}, {"storage", 7}, WD_SLOT_BUCKET},
                 {{"roles/artifactregistry.", 23}, {"artifactregistry", 16}, WD_SLOT_REPOSITORY},
                 {{"roles/cloudkms.", 15}, {"cloudkms", 8}, WD_SLOT_KEY}};

    if (event->permission_count > 0 || event->source[WD_SLOT_ROLE] != WD_SOURCE_MESSAGE ||
        event->source[WD_SLOT_RESOURCE] == WD_SOURCE_MESSAGE)
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_starts(event->slot[WD_SLOT_ROLE], kinds[i].roles) &&
            !wd_str_starts(event->slot[WD_SLOT_SERVICE], kinds[i].service) &&
            event->source[kinds[i].thing] == WD_SOURCE_MESSAGE)
            wd_event_unset(event, WD_SLOT_RESOURCE);
}

/* The one name with such a part ("/cryptoKeys/") that the text holds, whole; nothing if it holds another. */
static struct wd_str only_name(struct wd_str text, struct wd_str part)
{
    struct wd_str found = WD_STR_NONE;

    for (size_t at, from = 0; (at = wd_str_find(wd_str_from(text, from), part)) != WD_NPOS;) {
        size_t begin = from + at, end = begin + part.len;
        while (begin > 0 &&
               (wd_is_word(text.ptr[begin - 1]) || wd_char_in(text.ptr[begin - 1], "/-.")))
            begin--;
        while (end < text.len && (wd_is_word(text.ptr[end]) || text.ptr[end] == '-'))
            end++;
        from = end;
        struct wd_str name = wd_str_sub(text, begin, end - begin);
        size_t whole = wd_str_find(name, WD_STR("projects/"));
        if (whole == WD_NPOS)
            return WD_STR_NONE;
        name = wd_str_from(name, whole);
        if (found.len > 0 && !wd_str_eq(found, name))
            return WD_STR_NONE;
        found = name;
    }
    return found;
}

/* "… the key projects/P/…/cryptoKeys/K. Permission cloudkms.… denied for X": the words name in full what the permission
 * is of, the record's field something else. */
static void follow_key(struct wd_event *event)
{
    if (event->permission_count != 1 || event->permissions[0].source != WD_SOURCE_MESSAGE ||
        !wd_str_starts(event->permissions[0].name, WD_STR("cloudkms.cryptoKey")) ||
        event->source[WD_SLOT_RESOURCE] == WD_SOURCE_MESSAGE || event->slot[WD_SLOT_KEY].len > 0)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str key = only_name(event->texts[i].s, WD_STR("/cryptoKeys/"));
        if (key.len == 0)
            continue;
        wd_event_unset(event, WD_SLOT_RESOURCE);
        wd_event_set(event, WD_SLOT_RESOURCE, key, WD_SOURCE_MESSAGE);
        return;
    }
}

void wd_evidence_follow(struct wd_event *event)
{
    follow_role(event);
    follow_key(event);
}
