/* What follows from what was to be done, where no permission is named. Each row is documented:
 * act-as and tokens by IAM's page on service account impersonation, the registry's pair by Artifact
 * Registry's page on access control, serviceusage by "Caller does not have required permission to use
 * project", getData by BigQuery's page on required permissions, OSS's actions by RAM's page on OSS. */
#include "read/refusal/sentence.h"

static bool has_word(const struct wd_sentence *s, const char *word)
{
    for (size_t i = 0; i < s->count; i++)
        if (wd_str_ieq(s->token[i].text, wd_str_of(word)))
            return true;
    return false;
}

/* The two words, with at most one between them. */
static bool has_pair(const struct wd_sentence *s, const char *first, const char *second)
{
    for (size_t i = 0; i + 1 < s->count; i++)
        if (wd_str_ieq(s->token[i].text, wd_str_of(first)) &&
            (wd_str_ieq(s->token[i + 1].text, wd_str_of(second)) ||
             (i + 2 < s->count && wd_str_ieq(s->token[i + 2].text, wd_str_of(second)))))
            return true;
    return false;
}

static void conclude(struct wd_refusal *r, struct wd_str permission)
{
    r->permissions[0] = permission;
    r->permission_count = 1;
    r->derived = true;
}

static void derive_registry(struct wd_refusal *r)
{
    bool google = !wd_str_ends(r->part[WD_PART_HOST], WD_STR("aliyuncs.com"));

    if (r->access == WD_ACCESS_READ)
        conclude(r, google ? WD_STR("artifactregistry.repositories.downloadArtifacts")
                           : WD_STR("cr:PullRepository"));
    else if (r->access == WD_ACCESS_WRITE)
        conclude(r, google ? WD_STR("artifactregistry.repositories.uploadArtifacts")
                           : WD_STR("cr:PushRepository"));
}

static void derive_act_as(struct wd_refusal *r, const struct wd_sentence *s)
{
    bool token = has_word(s, "token") || has_word(s, "tokens") || has_word(s, "impersonate");

    conclude(r, token ? WD_STR("iam.serviceAccounts.getAccessToken")
                      : WD_STR("iam.serviceAccounts.actAs"));
}

static void derive_object(struct wd_refusal *r, const struct wd_sentence *s)
{
    static const struct {
        const char *verb, *noun;
        struct wd_str permission;
    } rows[] = {
        {"enable", "service", {"serviceusage.services.enable", 28}},
        {"use", "project", {"serviceusage.services.use", 25}},
        {"query", "table", {"bigquery.tables.getData", 23}},
    };

    static const struct {
        const char *action;
        enum wd_refusal_part part;
        struct wd_str permission;
    } methods[] = {
        {"enable", WD_PART_API, {"serviceusage.services.enable", 28}},
        {"getIamPolicy", WD_PART_PROJECT, {"resourcemanager.projects.getIamPolicy", 37}},
        {"setIamPolicy", WD_PART_PROJECT, {"resourcemanager.projects.setIamPolicy", 37}},
    };

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (wd_str_eqz(r->action, methods[i].action) && r->part[methods[i].part].len > 0 &&
            r->part[WD_PART_NAME].len == 0)
            conclude(r, methods[i].permission);
    if (r->permission_count == 0 && r->part[WD_PART_SECRET].len > 0 && has_pair(s, "on", "secret"))
        conclude(r, WD_STR("secretmanager.versions.access"));
    for (size_t i = 0; r->permission_count == 0 && i < sizeof rows / sizeof *rows; i++)
        if (has_pair(s, rows[i].verb, rows[i].noun))
            conclude(r, rows[i].permission);
}

/* The call that an SDK made, or the verb of a request, by RAM's action for it. */
void wd_refusal_derive_oss(struct wd_refusal *r)
{
    static const struct {
        const char *call;
        struct wd_str permission;
    } calls[] = {
        {"putobject", {"oss:PutObject", 13}},
        {"initiatemultipartupload", {"oss:PutObject", 13}},
        {"uploadpart", {"oss:PutObject", 13}},
        {"completemultipartupload", {"oss:PutObject", 13}},
        {"appendobject", {"oss:PutObject", 13}},
        {"put", {"oss:PutObject", 13}},
        {"getobject", {"oss:GetObject", 13}},
        {"headobject", {"oss:GetObject", 13}},
        {"head", {"oss:GetObject", 13}},
        {"listobjects", {"oss:ListObjects", 15}},
        {"listobjectsv2", {"oss:ListObjects", 15}},
        {"deleteobject", {"oss:DeleteObject", 16}},
        {"delete", {"oss:DeleteObject", 16}},
        {"getbucketinfo", {"oss:GetBucketInfo", 17}},
        {"listbuckets", {"oss:ListBuckets", 15}},
    };
    bool bare_get = wd_str_eqz(r->action, "GET");

    if (r->permission_count > 0 || r->part[WD_PART_BUCKET].len == 0)
        return;
    if (bare_get)
        conclude(r, r->part[WD_PART_KEY].len > 0 ? WD_STR("oss:GetObject")
                                                 : WD_STR("oss:ListObjects"));
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (wd_str_ieq(r->action, wd_str_of(calls[i].call)))
            conclude(r, calls[i].permission);
}

void wd_refusal_derive(struct wd_refusal *r, const struct wd_sentence *s)
{
    if (r->permission_count > 0)
        return;
    if (r->kind == WD_REFUSAL_REGISTRY)
        derive_registry(r);
    else if (r->kind == WD_REFUSAL_ACT_AS)
        derive_act_as(r, s);
    else if (r->kind == WD_REFUSAL_OBJECT)
        derive_object(r, s);
}
