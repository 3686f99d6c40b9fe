/* Sayings: phrases that settle by themselves what a line is. Only candidates are asked, so the list
 * may grow without a cost to the lines that are none.
 *
 * REFUSED: a refusal by one of our clouds or its client libraries, whatever else the line says (the
 * code names are those of google.rpc.Code as Go, Java, .NET, Python, Node and C++ print them).
 * STATUS: a 401 or 403 in the place of an HTTP status: a refusal if a host of ours is named.
 * ASKS, GIVE: no word of refusal, but of the right that is asked for.
 * NONE: the words of a refusal in a place where they refuse nothing: names of tests, files of
 * gcloud's own configuration. */
#include "read/text/lexicon.h"

static const struct wd_word sayings[] = {
    /* code names */
    {"code = permission denied", WD_SAYS_REFUSED},
    {"code = unauthenticated", WD_SAYS_REFUSED},
    {"code = \"permission denied", WD_SAYS_REFUSED}, /* Spanner's client of Go quotes them */
    {"code = \"unauthenticated", WD_SAYS_REFUSED},
    {"status code=\"permission denied", WD_SAYS_REFUSED},
    {"status code=\"unauthenticated", WD_SAYS_REFUSED},
    {"status code.permission denied", WD_SAYS_REFUSED},
    {"status code.unauthenticated", WD_SAYS_REFUSED},
    {"status{code=permission denied", WD_SAYS_REFUSED},
    {"status{code=unauthenticated", WD_SAYS_REFUSED},
    {"status { code: permission denied", WD_SAYS_REFUSED}, /* tonic, of Rust; and as it is shown */
    {"status { code: unauthenticated", WD_SAYS_REFUSED},
    {"status: permission denied, message:", WD_SAYS_REFUSED},
    {"status: unauthenticated, message:", WD_SAYS_REFUSED},
    {"permission denied exception", WD_SAYS_REFUSED},
    {"unauthenticated exception", WD_SAYS_REFUSED},
    {"generic::permission denied", WD_SAYS_REFUSED},
    {"generic::unauthenticated", WD_SAYS_REFUSED},
    {"access denied exception: 403", WD_SAYS_REFUSED}, /* gsutil */
    {"google::cloud::permission", WD_SAYS_REFUSED},
    {"google::cloud::status(permission", WD_SAYS_REFUSED}, /* pyarrow */
    {"google::apis::client error: forbidden", WD_SAYS_REFUSED},
    {"permission denied error)", WD_SAYS_REFUSED},
    {"grpc status\":7", WD_SAYS_REFUSED},
    {"grpc status\":16", WD_SAYS_REFUSED},
    {"oauth2/google: status code 40", WD_SAYS_REFUSED}, /* Go's client, of a token's exchange */
    {"error code 7, message", WD_SAYS_REFUSED},         /* an operation that Terraform waited for */
    {"error code 16, message", WD_SAYS_REFUSED},
    /* Google's own sentences */
    {"may not exist)", WD_SAYS_REFUSED},
    {"on resource project", WD_SAYS_REFUSED},
    {"http error: 403,", WD_SAYS_REFUSED}, /* Firebase's client */
    {"from request \"/v2/",
     WD_SAYS_REFUSED}, /* Google's registries, to clients that name no host */
    {"not found or permission denied", WD_SAYS_REFUSED},
    {"unregistered callers", WD_SAYS_REFUSED},
    {"api key not valid. please", WD_SAYS_REFUSED},
    {"api key expired. please", WD_SAYS_REFUSED},
    {"supported by this api. expected oauth", WD_SAYS_REFUSED},
    {"to be billed is associated with", WD_SAYS_REFUSED},
    {"check billing account associated", WD_SAYS_REFUSED},
    {"has not enabled billing", WD_SAYS_GRANT},
    {"violated the terms", WD_SAYS_GRANT}, /* a project that was taken */
    {"violated our terms", WD_SAYS_GRANT},
    {"violation of the terms", WD_SAYS_GRANT},
    {"violation of our terms", WD_SAYS_GRANT},
    {"violation of terms", WD_SAYS_GRANT},
    {"violating our terms", WD_SAYS_GRANT},
    {"violating the terms", WD_SAYS_GRANT},
    {"active account selected", WD_SAYS_REFUSED},
    {"unable to set the invoker", WD_SAYS_REFUSED},
    {"caller does not have permission", WD_SAYS_REFUSED},
    {"gserviceaccount.com cannot access", WD_SAYS_GRANT},
    {"gserviceaccount.com can't access", WD_SAYS_GRANT},
    {"gserviceaccount.com cannot read", WD_SAYS_GRANT},
    {"gserviceaccount.com cannot write", WD_SAYS_GRANT},
    {"has not been used in project", WD_SAYS_REFUSED},
    {"domain cannot use apis", WD_SAYS_REFUSED},
    {"key creation is not allowed", WD_SAYS_REFUSED},
    {"key upload is not allowed", WD_SAYS_REFUSED},
    {"insufficient authentication scopes", WD_SAYS_REFUSED},
    {"give you this permission", WD_SAYS_REFUSED}, /* the console: "Ask a … owner to …" */
    {"missing at least one of the",
     WD_SAYS_REFUSED}, /* the console; the rest may be on the next line */
    /* what is asked for: "Cannot access gs://b/k. Please give X read access", "X should be given access to image R" */
    {"read access", WD_SAYS_ASKS},
    {"write access", WD_SAYS_ASKS},
    {"read permission", WD_SAYS_ASKS},
    {"write permission", WD_SAYS_ASKS},
    {"be given access", WD_SAYS_GIVE},
    {"be granted access", WD_SAYS_GIVE},
    {"must have access to", WD_SAYS_GIVE},
    {"needs access to", WD_SAYS_GIVE},
    {"be given read", WD_SAYS_GIVE},
    {"be granted read", WD_SAYS_GIVE},
    /* a role that is not there */
    {"missing the role_", WD_SAYS_REFUSED},
    {"missing role", WD_SAYS_REFUSED},
    {"missing roles/", WD_SAYS_REFUSED},
    {"missing the roles/", WD_SAYS_REFUSED},
    {"missing the following role", WD_SAYS_REFUSED},
    {"missing required role", WD_SAYS_REFUSED},
    {"missing the required role", WD_SAYS_REFUSED},
    {"missing the necessary role", WD_SAYS_REFUSED},
    {"lacks the role_", WD_SAYS_REFUSED},
    {"lacks role", WD_SAYS_REFUSED},
    {"lacks the roles/", WD_SAYS_REFUSED},
    {"lacks required role", WD_SAYS_REFUSED},
    {"lacks the required role", WD_SAYS_REFUSED},
    {"does not have the roles/", WD_SAYS_REFUSED},
    {"does not have roles/", WD_SAYS_REFUSED},
    {"does not have role", WD_SAYS_REFUSED},
    {"does not have the role_", WD_SAYS_REFUSED},
    {"does not have the required role", WD_SAYS_REFUSED},
    {"does not have required role", WD_SAYS_REFUSED},
    {"not been granted role", WD_SAYS_GRANT},
    {"not been granted the role", WD_SAYS_GRANT},
    {"not granted role", WD_SAYS_GRANT},
    {"not granted the role", WD_SAYS_GRANT},
    /* no credential: each client library has its own words */
    {"default credentials were not found", WD_SAYS_REFUSED},
    {"find default credentials", WD_SAYS_REFUSED},
    {"find application default credentials", WD_SAYS_REFUSED},
    {"load the default credentials", WD_SAYS_REFUSED},
    {"automatically determine credentials", WD_SAYS_REFUSED},
    {"default credentials are not available", WD_SAYS_REFUSED},
    {"security access token from compute engine", WD_SAYS_REFUSED},
    {"actions id token request", WD_SAYS_REFUSED}, /* id-token: write is missing */
    {"\"invalid target\"", WD_SAYS_REFUSED},
    {"invalid grant", WD_SAYS_GRANT},
    {"invalid rapt", WD_SAYS_REFUSED},
    {"invalid jwt signature", WD_SAYS_REFUSED},
    {"can only stream logs if", WD_SAYS_REFUSED},
    {"weave: {'message", WD_SAYS_REFUSED},
    {"weave: unable to access", WD_SAYS_REFUSED},
    /* Alibaba Cloud's codes */
    {"privilege denied", WD_SAYS_REFUSED},
    {"forbidden.ram", WD_SAYS_REFUSED},
    {"accesskey.policydenied", WD_SAYS_REFUSED},
    {"no right to access", WD_SAYS_REFUSED}, /* OSS */
    {"service not open", WD_SAYS_REFUSED},
    {"service not activated", WD_SAYS_REFUSED},
    {"service not enabled", WD_SAYS_REFUSED},
    {"entity not exist.aliyun", WD_SAYS_REFUSED},
    {"entity not exist.role", WD_SAYS_REFUSED},
    {"linked role not exist", WD_SAYS_REFUSED},
    {"service role not found", WD_SAYS_REFUSED},
    {"signature does not match", WD_SAYS_GRANT},
    {"security token you provided", WD_SAYS_REFUSED}, /* OSS: has expired, is invalid */
    {"security token expired", WD_SAYS_REFUSED},
    {"invalid security token", WD_SAYS_REFUSED},
    {"invalid access key id", WD_SAYS_REFUSED},
    /* Workflows, in an entry of its own; in the answer that people show, what was refused stands beside */
    {"message\":\"http server responded with error code 403", WD_SAYS_REFUSED},
    {"message\":\"http server responded with error code 401", WD_SAYS_REFUSED},
    {"responded with error code 403\nin step", WD_SAYS_REFUSED},
    {"responded with error code 401\nin step", WD_SAYS_REFUSED},
    {"incomplete signature", WD_SAYS_REFUSED},
    {"w&b api: project not found", WD_SAYS_REFUSED},
    {"message\":\"project not found\"", WD_SAYS_REFUSED},
    {"not found during upsert",
     WD_SAYS_REFUSED}, /* W&B: an entity or a project that one may not see */
    {"key verification failed for host", WD_SAYS_REFUSED}, /* W&B */
    {"not configured (no_tty", WD_SAYS_REFUSED}, /* W&B: no key, and nobody to ask for one */
    /* HTTP */
    {"403 get_", WD_SAYS_STATUS},
    {"403 post_", WD_SAYS_STATUS},
    {"401 get_", WD_SAYS_STATUS},
    {"401 post_", WD_SAYS_STATUS},
    {"returned: 403", WD_SAYS_STATUS},
    {"returned 403", WD_SAYS_STATUS},
    {"returned: 401", WD_SAYS_STATUS},
    {"returned 401", WD_SAYS_STATUS},
    {"answered 403", WD_SAYS_STATUS},
    {"answered 401", WD_SAYS_STATUS},
    {"answered with 403", WD_SAYS_STATUS},
    {"answered with 401", WD_SAYS_STATUS},
    {"responded 403", WD_SAYS_STATUS},
    {"responded 401", WD_SAYS_STATUS},
    {"responded with 403", WD_SAYS_STATUS},
    {"responded with 401", WD_SAYS_STATUS},
    {"replied 403", WD_SAYS_STATUS},
    {"replied 401", WD_SAYS_STATUS},
    {"replied with 403", WD_SAYS_STATUS},
    {"replied with 401", WD_SAYS_STATUS},
    {"response code 403", WD_SAYS_STATUS},
    {"response code 401", WD_SAYS_STATUS},
    {"status code 403", WD_SAYS_STATUS},
    {"status code 401", WD_SAYS_STATUS},
    {"response code: 403", WD_SAYS_STATUS}, /* Java */
    {"response code: 401", WD_SAYS_STATUS},
    {"status 403", WD_SAYS_STATUS},
    {"status 401", WD_SAYS_STATUS},
    {"status=403", WD_SAYS_STATUS},
    {"status=401", WD_SAYS_STATUS},
    {"status: 403", WD_SAYS_STATUS},
    {"status: 401", WD_SAYS_STATUS},
    {"invalid authentication", WD_SAYS_STATUS},
    {"403 client error", WD_SAYS_STATUS},
    {"401 client error", WD_SAYS_STATUS},
    {"401 from http", WD_SAYS_STATUS},
    {"403 from http", WD_SAYS_STATUS},
    {"http 403", WD_SAYS_STATUS},
    {"https error 403", WD_SAYS_STATUS}, /* yum */
    {"https error 401", WD_SAYS_STATUS},
    {"returned error: 403", WD_SAYS_STATUS}, /* curl */
    {"returned error: 401", WD_SAYS_STATUS},
    {"awaiting response... 403", WD_SAYS_STATUS}, /* wget */
    {"awaiting response... 401", WD_SAYS_STATUS},
    {"from registry 403", WD_SAYS_STATUS}, /* containers/image */
    {"from registry 401", WD_SAYS_STATUS},
    {"http 401", WD_SAYS_STATUS},
    {"token exchange: 401", WD_SAYS_STATUS}, /* Google's client of registries in Python */
    {"token exchange: 403", WD_SAYS_STATUS},
    {"authentication required", WD_SAYS_STATUS},       /* registries */
    {"no token in bearer", WD_SAYS_STATUS},            /* likewise */
    {"authorization error accessing", WD_SAYS_STATUS}, /* Poetry */
    {"forbidden.quota", WD_SAYS_NONE},                 /* a limit, whatever the first word says */
    {"denied.quota", WD_SAYS_NONE},
    {"invalid object state", WD_SAYS_NONE}, /* archived: to be restored, whatever the status says */
    /* no refusals: names of tests */
    {"::test_", WD_SAYS_NONE},
    {"--- pass", WD_SAYS_NONE},
    {"--- fail", WD_SAYS_NONE},
    {"=== run", WD_SAYS_NONE},
    /* … and of what Terraform makes, as it makes it */
    {": refreshing state..._", WD_SAYS_NONE},
    {": creation complete after_", WD_SAYS_NONE},
    {": modifications complete after_", WD_SAYS_NONE},
    {": destruction complete after_", WD_SAYS_NONE},
    {": still creating..._", WD_SAYS_NONE},
    /* … and a query for refusals */
    {"proto payload.status.code", WD_SAYS_NONE},
    {"proto payload.status.message", WD_SAYS_NONE},
    /* … and a zone that is full */
    /* there was none, or it is over */
    {"\xe4\xb8\x8d\xe5\x86\x8d\xe6\x8b\x92\xe7\xbb\x9d", WD_SAYS_NONE}, /* 不再拒绝 */
    {"\xe5\xb7\xb2\xe4\xbf\xae\xe5\xa4\x8d", WD_SAYS_NONE},             /* 已修复 */
    {"\xe5\xb7\xb2\xe8\xa7\xa3\xe5\x86\xb3", WD_SAYS_NONE},             /* 已解决 */
    {"\xe6\x9c\xaa\xe5\x8f\x91\xe7\x8e\xb0\xe6\x8b\x92\xe7\xbb\x9d", WD_SAYS_NONE}, /* 未发现拒绝 */
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe6\x8b\x92\xe7\xbb\x9d", WD_SAYS_NONE}, /* 没有拒绝 */
    {"\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d", WD_SAYS_NONE}, /* 未被拒绝 */
    {"\xe6\xb2\xa1\xe6\x9c\x89\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d", WD_SAYS_NONE}, /* 没有被拒绝 */
    {"\xe8\xa7\xa3\xe6\xb1\xba\xe6\xb8\x88\xe3\x81\xbf", WD_SAYS_NONE}, /* 解決済み */
    {"\xe6\x8b\x92\xe5\x90\xa6\xe3\x81\x95\xe3\x82\x8c\xe3\x81\xbe\xe3\x81\x9b\xe3\x82\x93\xe3\x81"
     "\xa7\xe3\x81\x97\xe3\x81\x9f",
     WD_SAYS_NONE}, /* 拒否されませんでした */
    {"\xea\xb1\xb0\xeb\xb6\x80\xeb\x90\x98\xec\xa7\x80\x20\xec\x95\x8a",
     WD_SAYS_NONE}, /* 거부되지 않 */
    {"have enough resources available", WD_SAYS_NONE},
    {"resource pool exhausted", WD_SAYS_NONE},
    {".config/gcloud", WD_SAYS_CONFIG},
};
_Static_assert(sizeof sayings / sizeof *sayings <= WD_SCREEN_MAX, "a screen is full");

void wd_sayings_init(struct wd_screen *screen)
{
    wd_screen_init(screen, sayings, sizeof sayings / sizeof *sayings);
}
