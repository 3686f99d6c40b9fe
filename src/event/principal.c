/* What kind of account a name is, by its spelling alone. */
#include "whydenied/event.h"

/* Google's own accounts live in projects of their own: the domain's first label is that project's
 * name. What customers can create is <id>@<their project>.iam.gserviceaccount.com. */
static bool is_agent_domain(struct wd_str domain)
{
    static const char *const agents[] = {
        "gcp-sa-",
        "gcp-ri-",
        "serverless-robot-prod.",
        "gcf-admin-robot.",
        "compute-system.",
        "container-engine-robot.",
        "cloud-ml.",
        "gs-project-accounts.",
        "bigquery-encryption.",
        "cloudservices.",
        "dataflow-service-producer-prod.",
        "dataproc-accounts.",
        "containerregistry.",
        "container-analysis.",
        "cloudcomposer-accounts.",
        "service-networking.",
        "storage-transfer-service.",
        "sourcerepo-service-accounts.",
        "cloud-tpu.",
        "cloud-redis.",
        "cloud-filer.",
        "cloud-memcache-sa.",
        "dlp-api.",
        "gae-api-prod.",
        "firebase-rules.",
        "endpoints-portal.",
        "remotebuildexecution.",
        "service-consumer-management.",
        "security-center-api.",
        "genomics-api.",
        "gcp-gae-service.",
        "trifacta-gcloud-prod.",
        "cloud-cdn-fill.",
        "system.gserviceaccount.",
        "firebase-sa-management.",
        "project.gserviceaccount.",
    };
    for (size_t i = 0; domain.len > 0 && i < sizeof agents / sizeof *agents; i++)
        if (agents[i][0] == domain.ptr[0] && wd_str_starts(domain, wd_str_of(agents[i])))
            return true;
    return false;
}

static enum wd_principal_kind account_kind(struct wd_str email)
{
    struct wd_str rest = email;
    struct wd_str name = wd_str_cut(&rest, '@');

    /* PROJECT_NUMBER@cloudbuild.gserviceaccount.com is the build's own identity: people grant it
     * roles like any account of theirs. */
    if (wd_str_eq(rest, WD_STR("cloudbuild.gserviceaccount.com")))
        return WD_PRINCIPAL_SERVICE_ACCOUNT;
    if (is_agent_domain(rest) || wd_str_starts(name, WD_STR("custom-online-prediction")))
        return WD_PRINCIPAL_SERVICE_AGENT;
    return WD_PRINCIPAL_SERVICE_ACCOUNT;
}

static bool is_federated(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("principal://")) || wd_str_starts(s, WD_STR("principalSet://"));
}

/* acs:ram::123:user/x, acs:ram::123:role/x, acs:sts::123:assumed-role/x/session. */
static enum wd_principal_kind arn_kind(struct wd_str s)
{
    if (wd_str_has(s, WD_STR(":user/")))
        return WD_PRINCIPAL_RAM_USER;
    if (wd_str_has(s, WD_STR("role/")))
        return WD_PRINCIPAL_RAM_ROLE;
    return WD_PRINCIPAL_UNKNOWN;
}

static bool is_kubernetes(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("system:serviceaccount:")) ||
           wd_str_starts(s, WD_STR("system:node:")) ||
           (wd_str_starts(s, WD_STR("system:")) && !wd_str_has(s, WD_STR("@")));
}

static enum wd_principal_kind in_alibaba(struct wd_str s)
{
    if (wd_str_eq(s, WD_STR("root")))
        return WD_PRINCIPAL_USER;
    return wd_str_has(s, WD_STR(":")) || wd_str_has(s, WD_STR("/")) ? WD_PRINCIPAL_RAM_ROLE
                                                                    : WD_PRINCIPAL_RAM_USER;
}

static enum wd_principal_kind in_dialect(struct wd_str s, enum wd_dialect dialect)
{
    switch (dialect) {
    case WD_DIALECT_ACTIONTRAIL:
    case WD_DIALECT_ALIBABA_LOG:
    case WD_DIALECT_DLC:
        return in_alibaba(s);
    case WD_DIALECT_WANDB_LOG:
    case WD_DIALECT_WANDB_AUDIT:
        return WD_PRINCIPAL_WANDB_USER;
    default:
        return wd_str_has(s, WD_STR("@")) ? WD_PRINCIPAL_USER : WD_PRINCIPAL_UNKNOWN;
    }
}

/* Off go "deleted:", "?uid=…" and the member prefix. */
static struct wd_str bare(struct wd_str s)
{
    static const char *const prefixes[] = {"deleted:", "serviceAccount:", "user:"};
    s = wd_str_strip(s, prefixes, sizeof prefixes / sizeof *prefixes);
    return wd_str_sub(s, 0, wd_str_find_char(s, '?'));
}

enum wd_principal_kind wd_principal_kind_of(struct wd_str principal, enum wd_dialect dialect)
{
    struct wd_str s = bare(principal);

    if (s.len == 0)
        return WD_PRINCIPAL_UNKNOWN;
    if (is_federated(s) || wd_str_has(s, WD_STR(".svc.id.goog[")))
        return WD_PRINCIPAL_FEDERATED;
    if (wd_str_eq(s, WD_STR("system:anonymous")) || wd_str_ieq(s, WD_STR("anonymous")) ||
        wd_str_eq(s, WD_STR("allUsers")))
        return WD_PRINCIPAL_ANONYMOUS;
    if (wd_str_ends(s, WD_STR("gserviceaccount.com")))
        return account_kind(s);
    if (is_kubernetes(s))
        return WD_PRINCIPAL_KUBERNETES;
    if (wd_str_starts(s, WD_STR("acs:")))
        return arn_kind(s);
    return in_dialect(s, dialect);
}
