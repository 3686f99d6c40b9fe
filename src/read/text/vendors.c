/* Other vendors: whose hosts and products stand in refusals that are none of ours. A refusal that
 * names one of them and nothing of ours (the own tokens of lexicon.c) is counted as foreign, and no
 * rule is asked. Hosts first: a bare brand name is talk more often than not. */
#include "read/text/lexicon.h"

static const struct wd_word vendors[] = {
    /* models and data */
    {"huggingface", 1},
    {"hf.co/", 1},
    {"gated repo", 1},
    {"kaggle.com", 1},
    {"weaviate.exceptions", 1},
    {"api.openai.com", 1},
    {"api.anthropic.com", 1},
    {"download.pytorch.org", 1},
    /* package mirrors; Alibaba's is a public mirror, not an account of anybody's */
    {"mirrors.", 1},
    {"maven.aliyun.com", 1},
    /* programs that Alibaba gave away: servers of anybody's, unless an address of the cloud stands beside */
    {"com.alibaba.nacos", 1},
    {"com.alibaba.druid", 1},
    {"com.alibaba.csp.", 1}, /* Sentinel */
    {"pypi.org", 1},
    {"pythonhosted.org", 1},
    {"registry.npmjs.org", 1},
    {"conda.anaconda.org", 1},
    {"repo.maven.apache.org", 1},
    {"proxy.golang.org", 1},
    {"nvidia.com", 1},
    /* registries */
    {"registry.k8s.io", 1},
    /* where registry.k8s.io redirects to, in pkg.dev, and its bucket: the very names, not what begins or ends like them */
    {"pkg.dev/v2/k8s-artifacts-prod/", WD_VENDOR_DECIDES},
    {"pkg.dev/k8s-artifacts-prod/", WD_VENDOR_DECIDES},
    {"projects/k8s-artifacts-prod/", WD_VENDOR_DECIDES},
    {"b/k8s-artifacts-prod/", WD_VENDOR_DECIDES},
    {"gs://k8s-artifacts-prod/", WD_VENDOR_DECIDES},
    {"artifacts.k8s-artifacts-prod.appspot.com", WD_VENDOR_DECIDES},
    {"docker.io", 1},
    {"docker.com", 1},
    {"ghcr.io", 1},
    {"quay.io", 1},
    {"nvcr.io", 1},
    {"azurecr.io", 1},
    /* clouds */
    {"amazonaws", 1},
    {"arn:aws", 1},
    {"id: root=1-", 1}, /* the trace id of AWS's load balancers, behind which others' sites stand */
    {"user: arn:aws", WD_VENDOR_DECIDES}, /* AWS's own sentence, whoever stands around it */
    {"botocore", 1},
    {"status code: 400, request id:", 1}, /* AWS's client of Go */
    {"code: 403, request id:", 1},
    {"_when calling the_",
     WD_VENDOR_OF_STORE}, /* what boto3 says, of S3 or of a store that speaks its language */
    {"sts:assumerolewithweb", WD_VENDOR_DECIDES}, /* Alibaba Cloud's is AssumeRoleWithOIDC */
    {"sts:tagsession", WD_VENDOR_DECIDES},
    {"s3:getobject", WD_VENDOR_DECIDES}, /* actions of AWS and of stores that speak its language */
    {"s3:putobject", WD_VENDOR_DECIDES},
    {"s3:listbucket", WD_VENDOR_DECIDES},
    {"s3:deleteobject", WD_VENDOR_DECIDES},
    {"windows.net", 1},
    {"microsoftonline", 1},
    {"azure.com", 1},
    {"azure.core", 1},
    {"perform this operation using this permission", 1}, /* of its stores, without a host */
    {"action 'microsoft.", 1},
    {"access to the resource in azure", WD_VENDOR_DECIDES}, /* of AKS, behind RBAC's sentence */
    {"azure does not have opinion", WD_VENDOR_DECIDES},     /* likewise */
    {"myqcloud.com", 1},
    {"qcloud_cos", 1},
    {"<traceid>", 1}, /* in its answers, beside <ServerTime> */
    {"tencentcloud", 1},
    {"qcs::", 1},
    {"huaweicloud", 1},
    {"volcengine", 1},
    {"_trn:", 1}, /* Volcengine's resource names */
    {"your aws_", 1},
    {"volces.com", 1},
    {"\xe8\x85\xbe\xe8\xae\xaf\xe4\xba\x91", 1},                         /* 腾讯云 */
    {"\xe5\x8d\x8e\xe4\xb8\xba\xe4\xba\x91", 1},                         /* 华为云 */
    {"\xe7\x81\xab\xe5\xb1\xb1\xe5\xbc\x95\xe6\x93\x8e", 1},             /* 火山引擎 */
    {"\xe7\x99\xbe\xe5\xba\xa6\xe6\x99\xba\xe8\x83\xbd\xe4\xba\x91", 1}, /* 百度智能云 */
    {"\xe5\xa4\xa9\xe7\xbf\xbc\xe4\xba\x91", 1},                         /* 天翼云 */
    {"digitalocean", 1},
    {"cloud.yandex", 1},
    {"yandexcloud", 1},
    {"bcebos.com", 1}, /* Baidu */
    {"ctyun", 1},
    {"ksyun", 1},
    {"ntruss.com", 1}, /* Naver */
    {"cloud.ibm.com", 1},
    {"scaleway", 1},
    {"ovhcloud", 1},
    {"linode", 1},
    {"hetzner", 1},
    {"oraclecloud.com", 1},
    {"oci.exceptions", 1},
    {"opc request id", 1}, /* of every answer of Oracle's cloud */
    {"cloudflare", 1},
    /* code, chat, monitoring, stores */
    {"api.github.com", 1},
    {"api/v4/projects", 1},                          /* GitLab */
    {"access forbidden by rule", WD_VENDOR_DECIDES}, /* nginx */
    /* Argo CD's own rules: "permission denied: applications, sync, default/web, sub: lena, iat: …" */
    {"denied: applications,_", WD_VENDOR_DECIDES},
    {"denied: repositories,_", WD_VENDOR_DECIDES},
    {"denied: applicationsets,_", WD_VENDOR_DECIDES},
    {"denied: projects,_", WD_VENDOR_DECIDES},
    {"denied: write-repositories,_", WD_VENDOR_DECIDES},
    {"denied: certificates,_", WD_VENDOR_DECIDES},
    {"denied: accounts,_", WD_VENDOR_DECIDES},
    {"denied: gpgkeys,_", WD_VENDOR_DECIDES},
    {"denied: exec,_", WD_VENDOR_DECIDES},
    {"denied: logs,_", WD_VENDOR_DECIDES},
    {"denied: clusters,_", WD_VENDOR_DECIDES},
    {"desc = request unauthorized.", WD_VENDOR_DECIDES}, /* Temporal's authorizer */
    {"mlflow.exceptions.restexception: permission_denied", WD_VENDOR_DECIDES},
    {"no identity issued", WD_VENDOR_DECIDES},      /* SPIRE: no registration entry fits */
    {"denied access to appid:", WD_VENDOR_DECIDES}, /* Dapr's own policy */
    {"access 'https://github.com", 1},
    {"access 'https://gitlab", 1},
    /* what a server of go-grpc-middleware answered its own caller */
    {"finished unary call with code permissiondenied", 1},
    {"finished unary call with code unauthenticated", 1},
    {"finished streaming call with code permissiondenied", 1},
    {"finished streaming call with code unauthenticated", 1},
    {"hooks.slack.com", 1},
    {"slack.com/api", 1},
    {"datadoghq", 1},
    {"sentry.io", 1},
    {"snowflakecomputing", 1},
    {"databricks", 1},
    {"salesforce", 1},
    {"okta.com", 1},
    {"atlassian.net", 1},
    {"kafka.common.errors", 1},
    /* directories and proxies: a gRPC client that met an HTML page */
    {"geolocation", 1}, /* what a browser's user was asked */
    {"ldap", 1},
    {"kerberos", 1},
    {"bad grpc response", 1},
};
_Static_assert(sizeof vendors / sizeof *vendors <= WD_SCREEN_MAX, "a screen is full");

void wd_vendors_init(struct wd_screen *screen)
{
    wd_screen_init(screen, vendors, sizeof vendors / sizeof *vendors);
}
