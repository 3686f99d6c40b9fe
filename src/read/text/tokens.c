/* Names of clouds, their hosts, clients and resources, and what tells another's: the third list that a line of refusal is
 * asked by. */
#include "read/text/lexicon.h"

static const struct wd_word tokens[] = {
    {"googleapi", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST | WD_TOKEN_GOOGLE_HOST},
    {"gserviceaccount.com", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"roles/", WD_TOKEN_CLOUD},
    {"projects/", WD_TOKEN_CLOUD | WD_TOKEN_RESOURCE},
    {"gcloud", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"google.api core", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"google.cloud.exceptions", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"google api error", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* fastlane, before Google Play */
    {"com.google.cloud.", WD_TOKEN_CLOUD}, /* classes; a tool of Google's calls others too */
    {"google\\cloud\\", WD_TOKEN_CLOUD},
    {"google::cloud::", WD_TOKEN_CLOUD},
    {"grpc", WD_TOKEN_CLOUD},
    {"pkg.dev", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"gcr.io", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"run.app", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"cloudfunctions.net", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"appspot.com", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"source.developers.google.com", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"notebooks.googleusercontent.com", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"composer.googleusercontent.com", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"dataproc.googleusercontent.com", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"cloudworkstations.dev", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"gs://", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"oss://", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"resumableuploadabortexception", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* gsutil's */
    {"storage.objects", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"storage.buckets", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"iam.", WD_TOKEN_CLOUD},
    {"bigquery", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_BIGQUERY},
    {"resourceattributes{", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* Kubeflow's API server */
    {"kubeflow", WD_TOKEN_CLOUD},
    {"google secret key", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* Cloud Storage to a client of S3 */
    {"vpc service controls", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"cloud run", WD_TOKEN_CLOUD},
    {"cloud storage", WD_TOKEN_CLOUD},
    {"service account", WD_TOKEN_CLOUD},
    {"stackdriver", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"acs:", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"\xe9\x89\xb4\xe6\x9d\x83\xe6\x93\x8d\xe4\xbd\x9c",
     WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* 鉴权操作, of the console */
    {"\xe9\x91\x92\xe6\xac\x8a\xe6\x93\x8d\xe4\xbd\x9c",
     WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* 鑒權操作 */
    {"aliyun", WD_TOKEN_CLOUD},
    {"alibaba", WD_TOKEN_CLOUD},
    {"_ram user_", WD_TOKEN_CLOUD}, /* whoever says so means Alibaba Cloud's */
    {"\"ram user_", WD_TOKEN_CLOUD},
    {"odps-", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"oss-cn", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"oss2.", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    /* what stores answer S3's clients, too */
    {"access to the google cloud storage", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"oss access key", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"because of bucket acl", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"no right to access this object", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"no right to access this bucket", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"you access does not belong to you", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"you visit is not belong to you", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"you are forbidden to list buckets", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"by authorizer's policy", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"acl on this object", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_STORE},
    {"x-oss", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"\xe9\x98\xbf\xe9\x87\x8c\xe4\xba\x91", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* 阿里云 */
    {"\xe9\xa1\xb9\xe7\x9b\xae\xe7\xa9\xba\xe9\x97\xb4",
     WD_TOKEN_CLOUD}, /* 项目空间, MaxCompute's project */
    {"sdk.servererror", WD_TOKEN_CLOUD},
    {"wandb", WD_TOKEN_CLOUD | WD_TOKEN_HOST}, /* the bare name: a bucket, a switch of a trainer */
    {"wandb:", WD_TOKEN_OWN},
    {"wandb.", WD_TOKEN_OWN},
    {"wandb/", WD_TOKEN_OWN},
    /* of a cluster, whosever the image or the type of resource that it names ("nvidia.com", "datadoghq.com") */
    {"admission webhook", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"is forbidden: user", WD_TOKEN_OWN},
    {"\" is forbidden:", WD_TOKEN_OWN}, /* what admits pods, too */
    {"at the cluster scope", WD_TOKEN_OWN},
    {"in api group", WD_TOKEN_OWN},
    {"fetch artifact with name", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* of its client, alone */
    {"upsertbucket\"", WD_TOKEN_CLOUD | WD_TOKEN_OWN}, /* the call that every run begins with */
    {"hologres", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_RESOURCE},
    {"dashscope", WD_TOKEN_CLOUD | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"w&b", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"locations/", WD_TOKEN_CLOUD},
    {"billingaccounts/", WD_TOKEN_CLOUD},
    {"secretmanager", WD_TOKEN_CLOUD},
    {"aiplatform", WD_TOKEN_CLOUD},
    {"cloudkms", WD_TOKEN_CLOUD},
    {"pubsub", WD_TOKEN_CLOUD},
    {"artifactregistry", WD_TOKEN_CLOUD},
    {"firebase", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"weave: ", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"google.auth", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"google-github-actions", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"google cloud", WD_TOKEN_CLOUD | WD_TOKEN_OWN},
    {"request id", WD_TOKEN_REQUEST_ID},
    {"amazonaws", WD_TOKEN_AMAZON},
    {"s3://",
     WD_TOKEN_AMAZON}, /* or a store that speaks its language: whose request it was, its id does not say */
    {"<hostid>", WD_TOKEN_HOST_ID},
    {", host id:", WD_TOKEN_HOST_ID}, /* behind the request id, in the SDKs of Amazon's kind */
    {"aliyuncs", WD_TOKEN_ALIYUN_HOST | WD_TOKEN_OWN | WD_TOKEN_HOST},
    {"launch error", WD_TOKEN_LAUNCH},
    {"/mnt/.alibabacloud/credentials", WD_TOKEN_CLOUD_PATH},
    {"_/gcs/", WD_TOKEN_CLOUD_PATH},
    {"'/gcs/", WD_TOKEN_CLOUD_PATH},
    {"\"/gcs/", WD_TOKEN_CLOUD_PATH},
};
_Static_assert(sizeof tokens / sizeof *tokens <= WD_SCREEN_MAX, "a screen is full");

void wd_cloud_names_init(struct wd_screen *screen)
{
    wd_screen_init(screen, tokens, sizeof tokens / sizeof *tokens);
}
