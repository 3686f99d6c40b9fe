/* Vendors' own projects, by name. */
#include "whydenied/vocabulary/vendor.h"

bool wd_vendor_holds_images_in(struct wd_str project)
{
    /* As in gcr.io/NAME/… and L-docker.pkg.dev/NAME/…, by the products' own manifests and pages. */
    static const char *const names[] = {"cloud-builders",
                                        "vertex-ai",
                                        "vertex-ai-restricted",
                                        "deeplearning-platform-release",
                                        "google-containers",
                                        "google-samples",
                                        "gke-release",
                                        "cloudrun",
                                        "distroless",
                                        "k8s-skaffold",
                                        "cloud-sql-connectors",
                                        "cloudsql-docker",
                                        "kaniko-project",
                                        "k8s-staging-test-infra",
                                        "ml-pipeline",
                                        "cloud-aiplatform",
                                        "cloud-tpu-images",
                                        "stackdriver-agents",
                                        "cloud-marketplace",
                                        "buildpacks",
                                        "google.com:cloudsdktool",
                                        "google-appengine",
                                        "secretmanager-csi"};

    return WD_STR_IN(project, names);
}

bool wd_vendor_signs_in(struct wd_str project)
{
    /* https://docs.wandb.ai/platform/hosting/data-security/secure-storage-connector */
    static const char *const names[] = {"wandb-production", "wandb-qa", "wandb-integration"};

    return WD_STR_IN(project, names);
}

bool wd_vendor_ended(struct wd_str api, struct wd_str *ret_next)
{
    /* https://cloud.google.com/ai-platform/docs/release-notes, https://cloud.google.com/iot/docs/release-notes,
     * https://cloud.google.com/debugger/docs/release-notes */
    static const struct {
        const char *api, *next;
    } rows[] = {{"ml.googleapis.com", "aiplatform.googleapis.com"},
                {"cloudiot.googleapis.com", ""},
                {"clouddebugger.googleapis.com", ""}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        *ret_next = wd_str_of(rows[i].next);
        if (wd_str_eqz(api, rows[i].api))
            return true;
    }
    return false;
}
