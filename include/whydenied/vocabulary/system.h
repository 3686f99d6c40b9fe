/* The systems of the report and the clouds they belong to. A new system is a member here and a row in
 * system.c, which holds all that is known of it. */
#ifndef WHYDENIED_VOCABULARY_SYSTEM_H
#define WHYDENIED_VOCABULARY_SYSTEM_H

#include "whydenied/vocabulary/lang.h"

enum wd_cloud { WD_CLOUD_NONE, WD_CLOUD_GOOGLE, WD_CLOUD_ALIBABA, WD_CLOUD_WANDB };

enum wd_system {
    WD_SYSTEM_OTHER,
    WD_SYSTEM_CLOUD_AUDIT,
    WD_SYSTEM_CLOUD_BUILD,
    WD_SYSTEM_CLOUD_RUN,
    WD_SYSTEM_CLOUD_SCHEDULER,
    WD_SYSTEM_VERTEX_AI,
    WD_SYSTEM_ML_ENGINE,
    WD_SYSTEM_GKE,
    WD_SYSTEM_ALIBABA_DLC,
    WD_SYSTEM_ALIBABA_RAM,
    WD_SYSTEM_ALIBABA_OSS,
    WD_SYSTEM_ALIBABA_SLS,
    WD_SYSTEM_ALIBABA_MAXCOMPUTE,
    WD_SYSTEM_ALIBABA_ACR,
    WD_SYSTEM_WANDB,
    WD_SYSTEM_COUNT
};

const char *wd_system_name(enum wd_system system);
bool wd_system_parse(struct wd_str name, enum wd_system *ret_system);
const char *wd_system_words(enum wd_system system, enum wd_lang lang); /* "Cloud Build" */
enum wd_cloud wd_system_cloud(enum wd_system system);
/* Its projects are named more freely than Google Cloud's. */
bool wd_system_names_projects_freely(enum wd_system system);

/* Which system a name of a log belongs to. */
enum wd_system wd_system_of_service(struct wd_str service); /* "run.googleapis.com", "k8s.io" */
enum wd_system wd_system_of_resource(struct wd_str resource_type); /* "cloud_run_revision" */
enum wd_system wd_system_of_product(struct wd_str product); /* Alibaba: "Oss", "sts", "paidlc" */

#endif
