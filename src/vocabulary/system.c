/* The systems, a row each: name, words, cloud, and the names by which logs tell that it is meant. */
#include "whydenied/vocabulary/system.h"

enum { NAMES_MAX = 12 };

static const struct row {
    const char *name;
    const char *words[WD_LANG_COUNT];
    enum wd_cloud cloud;
    bool free_projects;
    const char *services[NAMES_MAX];       /* first label of a Google service's host */
    const char *resource_types[NAMES_MAX]; /* of a Google LogEntry */
    const char *products[NAMES_MAX];       /* of Alibaba Cloud */
} rows[WD_SYSTEM_COUNT] = {
    [WD_SYSTEM_OTHER] = {"other", {"other", "その他"}, .cloud = WD_CLOUD_NONE},
    [WD_SYSTEM_CLOUD_AUDIT] = {"cloud_audit",
                               {"Cloud Audit Logs", "Cloud Audit Logs"},
                               .cloud = WD_CLOUD_GOOGLE},
    [WD_SYSTEM_CLOUD_BUILD] = {"cloud_build",
                               {"Cloud Build", "Cloud Build"},
                               .cloud = WD_CLOUD_GOOGLE,
                               .services = {"cloudbuild", "artifactregistry", "containerregistry"},
                               .resource_types = {"build"}},
    [WD_SYSTEM_CLOUD_RUN] = {"cloud_run",
                             {"Cloud Run", "Cloud Run"},
                             .cloud = WD_CLOUD_GOOGLE,
                             .services = {"run"},
                             .resource_types = {"cloud_run_revision", "cloud_run_job",
                                                "cloud_run_worker_pool"}},
    [WD_SYSTEM_CLOUD_SCHEDULER] = {"cloud_scheduler",
                                   {"Cloud Scheduler", "Cloud Scheduler"},
                                   .cloud = WD_CLOUD_GOOGLE,
                                   .services = {"cloudscheduler"},
                                   .resource_types = {"cloud_scheduler_job"}},
    [WD_SYSTEM_VERTEX_AI] = {"vertex_ai",
                             {"Vertex AI", "Vertex AI"},
                             .cloud = WD_CLOUD_GOOGLE,
                             .services = {"aiplatform", "notebooks"},
                             .resource_types = {"ml_job"}},
    [WD_SYSTEM_ML_ENGINE] = {"ml_engine",
                             {"AI Platform", "AI Platform"},
                             .cloud = WD_CLOUD_GOOGLE,
                             .services = {"ml"},
                             .resource_types = {"cloudml_job", "cloudml_model_version"}},
    [WD_SYSTEM_GKE] = {"gke",
                       {"GKE", "GKE"},
                       .cloud = WD_CLOUD_GOOGLE,
                       .services = {"k8s", "container"},
                       .resource_types = {"k8s_container", "k8s_pod", "k8s_node", "k8s_cluster",
                                          "gke_cluster"}},
    [WD_SYSTEM_ALIBABA_DLC] = {"alibaba_dlc",
                               {"Alibaba PAI DLC", "Alibaba PAI DLC"},
                               .cloud = WD_CLOUD_ALIBABA,
                               .products = {"pai", "paidlc", "pai-dlc", "pai-dlc-proxy",
                                            "aiworkspace", "paiworkspace", "paistudio", "eas",
                                            "pai-eas", "pai-dsw"}},
    [WD_SYSTEM_ALIBABA_RAM] = {"alibaba_ram",
                               {"Alibaba RAM", "Alibaba RAM"},
                               .cloud = WD_CLOUD_ALIBABA},
    [WD_SYSTEM_ALIBABA_OSS] = {"alibaba_oss",
                               {"Alibaba OSS", "Alibaba OSS"},
                               .cloud = WD_CLOUD_ALIBABA,
                               .products = {"oss"}},
    [WD_SYSTEM_ALIBABA_SLS] = {"alibaba_sls",
                               {"Alibaba SLS", "Alibaba SLS"},
                               .cloud = WD_CLOUD_ALIBABA,
                               .free_projects = true,
                               .products = {"sls", "log"}},
    [WD_SYSTEM_ALIBABA_MAXCOMPUTE] = {"alibaba_maxcompute",
                                      {"Alibaba MaxCompute", "Alibaba MaxCompute"},
                                      .cloud = WD_CLOUD_ALIBABA,
                                      .free_projects = true,
                                      .products = {"odps", "maxcompute"}},
    [WD_SYSTEM_ALIBABA_ACR] = {"alibaba_acr",
                               {"Alibaba ACR", "Alibaba ACR"},
                               .cloud = WD_CLOUD_ALIBABA,
                               .products = {"cr", "acr"}},
    [WD_SYSTEM_WANDB] = {"wandb",
                         {"Weights & Biases", "Weights & Biases"},
                         .cloud = WD_CLOUD_WANDB,
                         .free_projects = true},
};

const char *wd_system_name(enum wd_system system)
{
    return (unsigned)system < WD_SYSTEM_COUNT ? rows[system].name : "unknown";
}

bool wd_system_parse(struct wd_str name, enum wd_system *ret_system)
{
    for (int system = 0; system < WD_SYSTEM_COUNT; system++)
        if (wd_str_eqz(name, rows[system].name)) {
            *ret_system = (enum wd_system)system;
            return true;
        }
    return false;
}

const char *wd_system_words(enum wd_system system, enum wd_lang lang)
{
    return rows[(unsigned)system < WD_SYSTEM_COUNT ? system : WD_SYSTEM_OTHER].words[lang];
}

enum wd_cloud wd_system_cloud(enum wd_system system)
{
    return (unsigned)system < WD_SYSTEM_COUNT ? rows[system].cloud : WD_CLOUD_NONE;
}

bool wd_system_names_projects_freely(enum wd_system system)
{
    return (unsigned)system < WD_SYSTEM_COUNT && rows[system].free_projects;
}

static bool among(struct wd_str word, const char *const names[NAMES_MAX])
{
    for (size_t i = 0; i < NAMES_MAX && names[i]; i++)
        if (wd_str_ieq(word, wd_str_of(names[i])))
            return true;
    return false;
}

enum wd_system wd_system_of_service(struct wd_str service)
{
    struct wd_str first = wd_str_cut(&service, '.');

    for (int system = 0; system < WD_SYSTEM_COUNT; system++)
        if (among(first, rows[system].services))
            return (enum wd_system)system;
    return WD_SYSTEM_CLOUD_AUDIT;
}

enum wd_system wd_system_of_resource(struct wd_str type)
{
    struct wd_str first = type;

    if (wd_str_starts(wd_str_cut(&first, '/'), WD_STR("aiplatform.googleapis.com")))
        return WD_SYSTEM_VERTEX_AI;
    for (int system = 0; system < WD_SYSTEM_COUNT; system++)
        if (among(type, rows[system].resource_types))
            return (enum wd_system)system;
    return WD_SYSTEM_CLOUD_AUDIT;
}

enum wd_system wd_system_of_product(struct wd_str product)
{
    struct wd_str first = wd_str_cut(&product, '.');

    for (int system = 0; system < WD_SYSTEM_COUNT; system++)
        if (among(first, rows[system].products))
            return (enum wd_system)system;
    return WD_SYSTEM_ALIBABA_RAM;
}
