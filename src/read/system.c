/* Which of the report's systems a service, resource type or product belongs to. */
#include "read/reading.h"

struct row {
    const char *word;
    enum wd_system system;
};

static enum wd_system look_up(const struct row *rows, size_t count, struct wd_str word,
                              enum wd_system otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_ieq(word, wd_str_of(rows[i].word)))
            return rows[i].system;
    return otherwise;
}

enum wd_system wd_system_of_service(struct wd_str service)
{
    static const struct row rows[] = {
        {"run", WD_SYSTEM_CLOUD_RUN},
        {"aiplatform", WD_SYSTEM_VERTEX_AI},
        {"notebooks", WD_SYSTEM_VERTEX_AI},
        {"ml", WD_SYSTEM_ML_ENGINE},
        {"cloudbuild", WD_SYSTEM_CLOUD_BUILD},
        {"artifactregistry", WD_SYSTEM_CLOUD_BUILD},
        {"containerregistry", WD_SYSTEM_CLOUD_BUILD},
        {"cloudscheduler", WD_SYSTEM_CLOUD_SCHEDULER},
        {"k8s", WD_SYSTEM_GKE},
        {"container", WD_SYSTEM_GKE},
    };
    struct wd_str first = wd_str_cut(&service, '.');

    return look_up(rows, sizeof rows / sizeof *rows, first, WD_SYSTEM_CLOUD_AUDIT);
}

enum wd_system wd_system_of_resource(struct wd_str type)
{
    static const struct row rows[] = {
        {"cloud_run_revision", WD_SYSTEM_CLOUD_RUN},
        {"cloud_run_job", WD_SYSTEM_CLOUD_RUN},
        {"cloud_run_worker_pool", WD_SYSTEM_CLOUD_RUN},
        {"build", WD_SYSTEM_CLOUD_BUILD},
        {"cloud_scheduler_job", WD_SYSTEM_CLOUD_SCHEDULER},
        {"ml_job", WD_SYSTEM_VERTEX_AI},
        {"cloudml_job", WD_SYSTEM_ML_ENGINE},
        {"cloudml_model_version", WD_SYSTEM_ML_ENGINE},
        {"k8s_container", WD_SYSTEM_GKE},
        {"k8s_pod", WD_SYSTEM_GKE},
        {"k8s_node", WD_SYSTEM_GKE},
        {"k8s_cluster", WD_SYSTEM_GKE},
        {"gke_cluster", WD_SYSTEM_GKE},
    };
    struct wd_str first = type;

    if (wd_str_starts(wd_str_cut(&first, '/'), WD_STR("aiplatform.googleapis.com")))
        return WD_SYSTEM_VERTEX_AI;
    return look_up(rows, sizeof rows / sizeof *rows, type, WD_SYSTEM_CLOUD_AUDIT);
}

enum wd_system wd_system_of_product(struct wd_str product)
{
    static const struct row rows[] = {
        {"oss", WD_SYSTEM_ALIBABA_OSS},
        {"sls", WD_SYSTEM_ALIBABA_SLS},
        {"log", WD_SYSTEM_ALIBABA_SLS},
        {"odps", WD_SYSTEM_ALIBABA_MAXCOMPUTE},
        {"maxcompute", WD_SYSTEM_ALIBABA_MAXCOMPUTE},
        {"cr", WD_SYSTEM_ALIBABA_ACR},
        {"acr", WD_SYSTEM_ALIBABA_ACR},
        {"pai", WD_SYSTEM_ALIBABA_DLC},
        {"paidlc", WD_SYSTEM_ALIBABA_DLC},
        {"pai-dlc", WD_SYSTEM_ALIBABA_DLC},
        {"pai-dlc-proxy", WD_SYSTEM_ALIBABA_DLC},
        {"aiworkspace", WD_SYSTEM_ALIBABA_DLC},
        {"paiworkspace", WD_SYSTEM_ALIBABA_DLC},
        {"paistudio", WD_SYSTEM_ALIBABA_DLC},
        {"eas", WD_SYSTEM_ALIBABA_DLC},
        {"pai-eas", WD_SYSTEM_ALIBABA_DLC},
        {"pai-dsw", WD_SYSTEM_ALIBABA_DLC},
    };
    struct wd_str first = product;

    return look_up(rows, sizeof rows / sizeof *rows, wd_str_cut(&first, '.'),
                   WD_SYSTEM_ALIBABA_RAM);
}
