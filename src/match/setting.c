/* The vendor decides first: a sentence that several vendors' programs print reaches a rule only with evidence of
 * that rule's setting in the record, its stream or its text. */
#include "match/when.h"
#include "whydenied/match.h"

static bool holds(const struct wd_event *event, const char *const *words)
{
    for (size_t i = 0; i < event->text_count; i++)
        for (const char *const *word = words; *word; word++)
            if (wd_str_ihas(event->texts[i].s, *word))
                return true;
    return false;
}

/* Running text: nobody but the text says what it is about. */
static bool is_text(const struct wd_event *event)
{
    return event->dialect == WD_DIALECT_TEXT || event->dialect == WD_DIALECT_GCP_LOG ||
           event->dialect == WD_DIALECT_DLC || event->dialect == WD_DIALECT_CLOUD_BUILD;
}

/* Google's front end prints one page for all that it serves. */
static bool is_of_cloud_run(const struct wd_event *event)
{
    static const char *const words[] = {"run.app",  "cloud run",  "gcloud.run", "run.googleapis",
                                        "run.rout", "run.serv",   "run.jobs",   "cloudfunctions",
                                        "revision", "namespaces", NULL};
    static const char *const page[] = {"does not have permission to get URL", NULL};

    return !is_text(event) || event->system == WD_SYSTEM_CLOUD_RUN || !holds(event, page) ||
           wd_str_has(event->slot[WD_SLOT_HOST], WD_STR("run.app")) ||
           wd_str_has(event->slot[WD_SLOT_URL], WD_STR("run.app")) || holds(event, words);
}

/* Docker and containerd print one sentence for all registries: that of Alibaba Cloud's image is not about Google's. */
static bool is_of_other_registry(const struct wd_event *event)
{
    static const char *const theirs[] = {".aliyuncs.com", NULL};
    static const char *const ours[] = {"pkg.dev", "gcr.io", "googleapis", "gserviceaccount", NULL};

    return is_text(event) && holds(event, theirs) && !holds(event, ours);
}

/* A platform's own record says whose it is, whatever its resources are called ("secrets/azure-client-secret"). */
static bool is_of_platform(const struct wd_event *event)
{
    return event->dialect == WD_DIALECT_ACTIONTRAIL ||
           (event->source[WD_SLOT_SERVICE] == WD_SOURCE_FIELD &&
            wd_str_ends(event->slot[WD_SLOT_SERVICE], WD_STR(".googleapis.com")));
}

/* Kubernetes' own record is none of RAM's, whatever words its reason has in common with theirs ("Forbidden"). */
static bool is_of_cluster(const struct wd_rule *rule, const struct wd_event *event)
{
    return event->dialect == WD_DIALECT_AUDIT &&
           wd_system_cloud(rule->system) == WD_CLOUD_ALIBABA &&
           wd_str_eqz(event->slot[WD_SLOT_SERVICE], "k8s.io");
}

/* A cluster's own sentence, whosever controllers run in it ("compute.azure.upbound.io"); but AKS speaks behind it: "Azure does not
 * have opinion for this user." */
static bool is_clusters(const struct wd_event *event)
{
    static const char *const says[] = {"is forbidden: User ", "\" is forbidden: ", "in API group ",
                                       " at the cluster scope", NULL};
    static const char *const aks[] = {" azure ", NULL};

    return holds(event, says) && !holds(event, aks);
}

bool wd_setting_is_foreign(const struct wd_event *event)
{
    static const char *const theirs[] = {"arn:aws", "amazonaws.com", "[aws]", "botocore",
                                         "ldap://", "ldap server",   "azure", NULL};
    static const char *const ours[] = {
        "aliyun", "acs:",   "alibaba", "googleapis", "gserviceaccount",
        "wandb",  "gcloud", "google",  "oss-",       NULL};

    /* What theirs have in them. */
    static const char *const begins[] = {"aws", "botocore", "ldap", "azure", NULL};

    return wd_str_ihas(event->slot[WD_SLOT_HOST], "amazonaws.com") ||
           (!event->own_store && !is_of_platform(event) && holds(event, begins) &&
            holds(event, theirs) && !holds(event, ours) && !is_clusters(event));
}

static bool allows(const struct wd_rule *rule)
{
    return rule->cause == WD_CAUSE_MISSING_ROLE || rule->cause == WD_CAUSE_ACT_AS;
}

/* RAM said that a Deny matched: what answers by an Allow is no answer, however well its words fit. */
static bool is_denied_by_statement(const struct wd_rule *rule, const struct wd_event *event)
{
    return allows(rule) && wd_str_eqz(event->slot[WD_SLOT_DETAIL], "ExplicitDeny");
}

/* An audit entry whose status is UNAUTHENTICATED: whatever it says was checked, a role is the answer only of rules that
 * ask for this status. */
static bool is_unauthenticated(const struct wd_rule *rule, const struct wd_event *event)
{
    return allows(rule) && rule->when.code_count == 0 && event->dialect == WD_DIALECT_AUDIT &&
           event->code == 16;
}

bool wd_setting_holds(const struct wd_rule *rule, const struct wd_event *event)
{
    if (is_of_cluster(rule, event) || is_denied_by_statement(rule, event) ||
        is_unauthenticated(rule, event))
        return false;
    switch (rule->system) {
    case WD_SYSTEM_CLOUD_RUN:
        return is_of_cloud_run(event);
    case WD_SYSTEM_CLOUD_BUILD:
        return !wd_setting_is_foreign(event) && !is_of_other_registry(event);
    default:
        return !wd_setting_is_foreign(event);
    }
}
