/* Vendors' own projects, by name, and pages of theirs. */
#include "whydenied/vocabulary/vendor.h"

#include "whydenied/base/char.h"

/* No project of anybody else's has it in its id, no bucket in its name:
 * https://cloud.google.com/resource-manager/docs/creating-managing-projects#before_you_begin,
 * https://cloud.google.com/storage/docs/buckets#naming */
static bool is_named_as_googles(struct wd_str name)
{
    return wd_str_has(name, WD_STR("google"));
}

bool wd_vendor_holds_images_in(struct wd_str project)
{
    /* As in gcr.io/NAME/… and L-docker.pkg.dev/NAME/…, by the products' own manifests and pages; and where public images of
     * operating systems lie, https://cloud.google.com/compute/docs/images/os-details */
    static const char *const names[] = {
        "cloud-builders", "vertex-ai", "vertex-ai-restricted", "deeplearning-platform-release",
        "google-containers", "google-samples", "gke-release", "cloudrun", "distroless",
        "k8s-skaffold", "cloud-sql-connectors", "cloudsql-docker", "kaniko-project",
        "k8s-staging-test-infra", "ml-pipeline", "cloud-aiplatform", "cloud-tpu-images",
        "stackdriver-agents", "cloud-marketplace", "buildpacks", "google.com:cloudsdktool",
        "google-appengine", "mirror.gcr.io",
        /* https://cloud.google.com/docs/buildpacks/base-images */
        "gae-runtimes", "serverless-runtimes", "gcp-runtimes", "cloud-dataflow",
        "dataflow-templates", "dataflow-templates-base", "cloud-datalab", "cloud-spanner-emulator",
        "kubeflow-images-public", "knative-releases", "tekton-releases", "secretmanager-csi",
        "centos-cloud", "confidential-vm-images", "cos-cloud", "debian-cloud",
        "fedora-coreos-cloud", "freebsd-org-cloud-dev", "ml-images", "opensuse-cloud",
        "oracle-linux-cloud", "rhel-cloud", "rhel-sap-cloud", "rocky-linux-cloud", "suse-cloud",
        "suse-sap-cloud", "ubuntu-os-cloud", "ubuntu-os-pro-cloud", "windows-cloud",
        "windows-sql-cloud", "almalinux-cloud", "fedora-cloud", "coreos-cloud", "suse-byos-cloud",
        "rocky-linux-accelerator-cloud", "ubuntu-os-accelerator-images", "ubuntu-os-gke-cloud",
        "gce-uefi-images",
        /* what products start of themselves, by the disks of their machines and by
         * https://cloud.google.com/compute/docs/instances/create-hpc-vm,
         * https://cloud.google.com/confidential-computing/confidential-space/docs/confidential-space-images,
         * https://cloud.google.com/batch/docs/vm-os-environment-overview,
         * https://github.com/GoogleCloudPlatform/slurm-gcp */
        "gke-node-images", "cloud-dataproc", "dataflow-service-producer-prod", "batch-custom-image",
        "cloud-hpc-image-public", "confidential-space-images", "schedmd-slurm-public",
        "click-to-deploy-images", "nvidia-ngc-public", "nvidia-vgpu-public", "bitnami-launchpad"};

    return is_named_as_googles(project) || WD_STR_IN(project, names);
}

bool wd_vendor_holds_data_in(struct wd_str project)
{
    /* Public data, by the pages of those who keep it: https://cloud.google.com/bigquery/public-data,
     * https://isb-cancer-genomics-cloud.readthedocs.io, https://physionet.org/about/database,
     * https://www.alibabacloud.com/help/en/maxcompute/user-guide/public-datasets; MaxCompute's names are of either case */
    static const char *const names[] = {"bigquery-public-data",
                                        "bigquery-samples",
                                        "publicdata",
                                        "patents-public-data",
                                        "githubarchive",
                                        "httparchive",
                                        "isb-cgc",
                                        "isb-cgc-bq",
                                        "gdelt-bq",
                                        "physionet-data",
                                        "gcp-public-data-arco-era5",
                                        "bigdata_public_dataset",
                                        "maxcompute_public_data"};

    return WD_STR_IIN(project, names);
}

/* "B", "gs://B/x", "projects/_/buckets/B/objects/x" */
static struct wd_str bucket_in(struct wd_str name)
{
    static const char *const before[] = {"gs://", "projects/_/buckets/"};

    name = wd_str_strip(name, before, sizeof before / sizeof *before);
    return wd_str_cut(&name, '/');
}

/* One for each set of data, each model or each region. */
static bool is_of_a_family(struct wd_str bucket)
{
    /* https://cloud.google.com/storage/docs/access-public-data,
     * https://cloud.google.com/vertex-ai/generative-ai/docs/model-garden/explore-models */
    static const char *const families[] = {"gcp-public-data-", "vertex-model-garden-public-"};
    /* https://cloud.google.com/dataflow/docs/guides/templates/provided-templates; the rest is a region's */
    static const char *const regions[] = {"us-",           "europe-",      "asia-",
                                          "me-",           "africa-",      "australia-",
                                          "northamerica-", "southamerica-"};
    struct wd_str templates = WD_STR("dataflow-templates-");

    return WD_STR_ANY(wd_str_starts, bucket, families) ||
           (wd_str_starts(bucket, templates) &&
            WD_STR_ANY(wd_str_starts, wd_str_from(bucket, templates.len), regions));
}

bool wd_vendor_keeps_bucket(struct wd_str name)
{
    /* What samples of documentation read: https://www.tensorflow.org/datasets/gcs,
     * https://cloud.google.com/speech-to-text/docs/samples, https://cloud.google.com/tpu/docs/tutorials/resnet,
     * https://beam.apache.org/get-started/wordcount-example/,
     * https://cloud.google.com/dataflow/docs/guides/templates/provided-templates,
     * https://github.com/GoogleCloudPlatform/training-data-analyst,
     * https://github.com/google/init2winit (Google's own copy of the data sets),
     * https://github.com/google-research/text-to-text-transfer-transformer,
     * https://cloud.google.com/life-sciences/docs/resources/public-datasets,
     * https://github.com/google-research/google-research, https://github.com/mlcommons/training,
     * https://www.kaggle.com/docs/datasets; and what tools fetch, by their own pages of installing:
     * https://cloud.google.com/sdk/docs/downloads-versioned-archives, https://kubernetes.io/releases/download,
     * https://istio.io/latest/docs/setup/getting-started */
    static const char *const buckets[] = {"tfds-data",
                                          "cloud-sdk-release",
                                          "kubernetes-release",
                                          "kubernetes-release-dev",
                                          "istio-release",
                                          "istio-build",
                                          "knative-releases",
                                          "tekton-releases",
                                          "gke-release",
                                          "dataproc-initialization-actions",
                                          "hadoop-lib",
                                          "spark-lib",
                                          "cloud-samples-data",
                                          "apache-beam-samples",
                                          "dataflow-samples",
                                          "dataflow-templates",
                                          "cloud-tpu-test-datasets",
                                          "cloud-training-demos",
                                          "tensorflow-datasets",
                                          "t5-data",
                                          "genomics-public-data",
                                          "cloud-tpu-checkpoints",
                                          "cloud-ml-data",
                                          "gresearch",
                                          "mlperf-llm-public2",
                                          "kaggle-data-sets",
                                          "kaggle-competitions-data"};
    struct wd_str bucket = bucket_in(name);

    if (wd_str_has(bucket, WD_STR(".googleapis.com"))) /* an API */
        return false;
    /* a build's default logs, too:
     * https://cloud.google.com/build/docs/securing-builds/store-manage-build-logs */
    return wd_str_starts(bucket, WD_STR("goog")) || is_named_as_googles(bucket) ||
           is_of_a_family(bucket) || WD_STR_IN(bucket, buckets);
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

/* ---- troubleshooters ---------------------------------------------------------------------------- */

/* https://cloud.google.com/iam/docs/permission-error-messages,
 * https://cloud.google.com/vpc-service-controls/docs/violation-analyzer,
 * https://www.alibabacloud.com/help/en/openapi/troubleshoot */
static const char *const pages[] = {
    "https://console.cloud.google.com/iam-admin/troubleshooter",
    "https://console.cloud.google.com/security/service-perimeter/",
    "https://api.aliyun.com/troubleshoot?",
    "https://next.api.aliyun.com/troubleshoot?",
    "https://api.alibabacloud.com/troubleshoot?",
    "https://next.api.alibabacloud.com/troubleshoot?",
};

/* What such links consist of, behind the page's own address too. */
static struct wd_str link_at(struct wd_str text, size_t at)
{
    struct wd_str rest = wd_str_from(text, at);
    size_t n = 0;

    while (n < rest.len && (wd_is_alnum(rest.ptr[n]) || wd_char_in(rest.ptr[n], "-._~:/?#=&%;+,@")))
        n++;
    while (n > 0 && wd_char_in(rest.ptr[n - 1], ".,:;?"))
        n--;
    return wd_str_sub(rest, 0, n);
}

/* Without its scheme it is no part of another host's name, or of another's path. */
static bool stands_alone(struct wd_str text, size_t at)
{
    return at == 0 ||
           !(wd_is_alnum(text.ptr[at - 1]) || wd_char_in(text.ptr[at - 1], "-._~/@%=&?"));
}

struct wd_str wd_vendor_troubleshooter(struct wd_str text)
{
    static const char scheme[] = "https://";

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct wd_str page = wd_str_of(pages[i]), bare = wd_str_from(page, sizeof scheme - 1);
        size_t at = wd_str_find(text, bare);

        if (at == WD_NPOS)
            continue;
        if (at >= sizeof scheme - 1 &&
            wd_str_starts(wd_str_from(text, at - (sizeof scheme - 1)), page))
            return link_at(text, at - (sizeof scheme - 1));
        if (stands_alone(text, at))
            return link_at(text, at);
    }
    return WD_STR_NONE;
}
