/* Signs in a whole text: whose it is, and what it is about. */
#include "read/refusal/vocabulary.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Whose text it is. */
const struct wd_word wd_vendor_signs[] = {
    {"googleapi", WD_SIGN_GOOGLE},
    {"gserviceaccount", WD_SIGN_GOOGLE},
    {"google", WD_SIGN_GOOGLE},
    {"gcloud", WD_SIGN_GOOGLE},
    {"pkg.dev", WD_SIGN_GOOGLE},
    {"gcr.io", WD_SIGN_GOOGLE},
    {"gs://", WD_SIGN_GOOGLE},
    {"run.app", WD_SIGN_GOOGLE},
    {"cloudfunctions.net", WD_SIGN_GOOGLE},
    {"appspot.com", WD_SIGN_GOOGLE},
    {"cloudworkstations.dev", WD_SIGN_GOOGLE},
    {"bigquery", WD_SIGN_GOOGLE},
    {"access denied: table_", WD_SIGN_GOOGLE}, /* BigQuery's */
    {"access denied: dataset_", WD_SIGN_GOOGLE},
    {"access denied: project_", WD_SIGN_GOOGLE},
    {"access denied: view_", WD_SIGN_GOOGLE},
    {"access denied: routine_", WD_SIGN_GOOGLE},
    {"access denied: model_", WD_SIGN_GOOGLE},
    {"access denied: connection_", WD_SIGN_GOOGLE},
    {"access denied: reservation_", WD_SIGN_GOOGLE},
    {"access denied: bi reservation_", WD_SIGN_GOOGLE},
    {"access denied: job_", WD_SIGN_GOOGLE},
    {"access denied: snapshot_", WD_SIGN_GOOGLE},
    {"access denied: catalog_", WD_SIGN_GOOGLE},
    {"gcsfuse", WD_SIGN_GOOGLE},
    {"actas", WD_SIGN_GOOGLE},
    {"iam_permission_denied", WD_SIGN_GOOGLE},
    {"vertex", WD_SIGN_GOOGLE},
    {"firebase", WD_SIGN_GOOGLE},
    {"error code 7, message",
     WD_SIGN_GOOGLE}, /* of an operation, as Terraform's provider prints it */
    {"aliyun", WD_SIGN_ALIBABA},
    {"alibaba", WD_SIGN_ALIBABA},
    {"alicloud", WD_SIGN_ALIBABA},
    {"acs:", WD_SIGN_ALIBABA},
    {"\xe9\x89\xb4\xe6\x9d\x83\xe6\x93\x8d\xe4\xbd\x9c", WD_SIGN_ALIBABA}, /* 鉴权操作 */
    {"\xe9\x91\x92\xe6\xac\x8a\xe6\x93\x8d\xe4\xbd\x9c", WD_SIGN_ALIBABA}, /* 鑒權操作 */
    {"\xe9\x98\xbf\xe9\x87\x8c\xe4\xba\x91", WD_SIGN_ALIBABA},             /* 阿里云 */
    {"\xe9\xa1\xb9\xe7\x9b\xae\xe7\xa9\xba\xe9\x97\xb4",
     WD_SIGN_ALIBABA}, /* 项目空间, MaxCompute's project */
    {"oss2.", WD_SIGN_ALIBABA},
    {"oss: service returned", WD_SIGN_ALIBABA}, /* Go's client */
    {"oss://", WD_SIGN_ALIBABA},
    {"forbidden.ram", WD_SIGN_ALIBABA},
    {"accesskey.policydenied", WD_SIGN_ALIBABA},
    {"forbidden.nopermission", WD_SIGN_ALIBABA},
    {"forbidden.privilegedenied", WD_SIGN_ALIBABA},
    {"accessdenieddetail", WD_SIGN_ALIBABA},
    {"odps-", WD_SIGN_ALIBABA},
    {"denied by sts or ram", WD_SIGN_ALIBABA},
    {"authorized by ram", WD_SIGN_ALIBABA},
    {"sub-user", WD_SIGN_ALIBABA},
    {"_ram user_", WD_SIGN_ALIBABA},
    {"\"ram user_", WD_SIGN_ALIBABA},
    {"wandb", WD_SIGN_WANDB},
    {"w&b", WD_SIGN_WANDB},
    {"weave:", WD_SIGN_WANDB},
    {"\"upsertbucket\"", WD_SIGN_WANDB}, /* the call that every run begins with */
    {"weave.trace", WD_SIGN_WANDB},
    {"fetch artifact with name", WD_SIGN_WANDB},
    {"in api group", WD_SIGN_KUBERNETES},
    {"forbidden: user \"", WD_SIGN_KUBERNETES},
    {"system:serviceaccount:", WD_SIGN_KUBERNETES},
    {"error from server", WD_SIGN_KUBERNETES},
    {"at the cluster scope", WD_SIGN_KUBERNETES},
    {"arn:aws", 1u << 8},
    {"amazonaws", 1u << 8},
    {"botocore", 1u << 8},
    {"windows.net", 1u << 9},
    {"azure", 1u << 9},
    {"authorizationfailed", 1u << 9},
    {"github.com", 1u << 10},
    {"githubusercontent", 1u << 10},
    {"ghcr.io", 1u << 10},
    {"gitlab", 1u << 11},
    {"huggingface", 1u << 12},
    {"docker.io", 1u << 13},
    {"docker.com", 1u << 13},
    {"quay.io", 1u << 14},
    {"registry.k8s.io", 1u << 15},
    {"pypi.org", 1u << 16},
    {"registry.npmjs", 1u << 16},
    {"ldap", 1u << 17},
    {"mysql", 1u << 18},
    {"psql", 1u << 18},
    {"postgres", 1u << 18},
    {"permission denied for table", 1u << 18},
    {"permission denied for schema", 1u << 18},
    {"permission denied for relation", 1u << 18},
    {"topicauthorization", 1u << 19},
    {"publickey", 1u << 20},
    {"sudo", 1u << 21},
    {"errno 13", 1u << 22},
    {"eacces:", 1u << 22},
    {"docker.sock", 1u << 22},
    {"avc:", 1u << 23},
};

const struct wd_word wd_text_signs[] = {
    {"403", WD_TEXT_REFUSES},
    {"401", WD_TEXT_REFUSES},
    {"denied", WD_TEXT_REFUSES},
    {"permission_denied", WD_TEXT_REFUSES},
    {"permissiondenied", WD_TEXT_REFUSES},
    {"nopermission", WD_TEXT_REFUSES},
    {"no permission", WD_TEXT_REFUSES},
    {"unauthenticated", WD_TEXT_REFUSES | WD_TEXT_ANONYMOUS},
    {"unauthorized", WD_TEXT_REFUSES},
    {"forbidden", WD_TEXT_REFUSES},
    {"code=7", WD_TEXT_REFUSES},
    {"error code 7,", WD_TEXT_REFUSES},
    {"error code 9,", WD_TEXT_REFUSES}, /* these refuse what stands beside a need only */
    {"error code 3,", WD_TEXT_REFUSES},
    {"error 400", WD_TEXT_REFUSES},
    {"invalid_argument", WD_TEXT_REFUSES},
    {"invalidargument", WD_TEXT_REFUSES},
    {"failed_precondition", WD_TEXT_REFUSES},
    {"failedprecondition", WD_TEXT_REFUSES},
    {"authorization error", WD_TEXT_REFUSES},
    {"error:", WD_TEXT_REFUSES},
    {"may not exist", WD_TEXT_UNCERTAIN},
    {"does not exist in", WD_TEXT_UNCERTAIN},
    {"it does not exist", WD_TEXT_UNCERTAIN},
    {"default credentials", WD_TEXT_CREDENTIAL},
    {"no credentials", WD_TEXT_CREDENTIAL},
    {"invalid authentication",
     WD_TEXT_CREDENTIAL}, /* credentials, or yarn's "(as an anonymous user)" */
    {"no authorization header was set", WD_TEXT_CREDENTIAL}, /* pnpm */
    {"unregistered callers", WD_TEXT_CREDENTIAL},
    {"api key not valid", WD_TEXT_CREDENTIAL},
    {"api key is not valid", WD_TEXT_CREDENTIAL},
    {"invalid credentials", WD_TEXT_CREDENTIAL},
    {"id-token: write", WD_TEXT_CREDENTIAL},
    {"actions_id_token_request", WD_TEXT_CREDENTIAL},
    {"was not authenticated", WD_TEXT_CREDENTIAL},
    {"you must be logged in", WD_TEXT_CREDENTIAL},
    {"authentication failed", WD_TEXT_CREDENTIAL | WD_TEXT_ANONYMOUS},
    {"authentication required", WD_TEXT_CREDENTIAL | WD_TEXT_ANONYMOUS},
    {"failed authentication", WD_TEXT_CREDENTIAL | WD_TEXT_ANONYMOUS},
    {"user is not logged in", WD_TEXT_CREDENTIAL},
    {"api key is invalid", WD_TEXT_CREDENTIAL},
    {"invalid api key", WD_TEXT_CREDENTIAL},
    {"has not been used in project", WD_TEXT_UNUSED_API},
    {"tunnel connection failed", WD_TEXT_PROXY},
    {"to tunnel through proxy", WD_TEXT_PROXY},
    {"proxyconnect", WD_TEXT_PROXY},
    {"http proxy returned", WD_TEXT_PROXY},
    {"proxy authentication required", WD_TEXT_PROXY},
    {"errno", WD_TEXT_LOCAL},
    {".config/gcloud", WD_TEXT_LOCAL},
    {"no such file", WD_TEXT_LOCAL},
    {"\xe6\x9d\x83\xe9\x99\x90", WD_TEXT_CJK}, /* 权限 */
    {"\xe6\x8b\x92\xe7\xbb\x9d", WD_TEXT_CJK}, /* 拒绝 */
    {"\xe6\x8b\x92\xe5\x90\xa6", WD_TEXT_CJK}, /* 拒否 */
    {"\xe6\xa8\xa9\xe9\x99\x90", WD_TEXT_CJK}, /* 権限 */
    {"\xe8\xa8\xb1\xe5\x8f\xaf", WD_TEXT_CJK}, /* 許可 */
    {"\xe6\xac\x8a\xe9\x99\x90", WD_TEXT_CJK}, /* 權限 */
    {"\xe6\x8b\x92\xe7\xb5\x95", WD_TEXT_CJK}, /* 拒絕 */
    {"\xe6\x8e\x88\xe6\xac\x8a", WD_TEXT_CJK}, /* 授權 */
    {"\xe9\x81\xad\xe6\x8b\x92", WD_TEXT_CJK}, /* 遭拒 */
    {"\xe6\x8e\x88\xe6\x9d\x83", WD_TEXT_CJK}, /* 授权 */
    {"\xe9\x89\xb4\xe6\x9d\x83", WD_TEXT_CJK}, /* 鉴权 */
    {"\xe6\x97\xa0\xe6\x9d\x83", WD_TEXT_CJK}, /* 无权 */
    {"\xea\xb6\x8c\xed\x95\x9c", WD_TEXT_CJK}, /* 권한 */
    {"\xea\xb1\xb0\xeb\xb6\x80", WD_TEXT_CJK}, /* 거부 */
    {"push", WD_TEXT_UPLOAD},
    {"publish", WD_TEXT_UPLOAD},
    {"upload", WD_TEXT_UPLOAD},
    {"deploy-file", WD_TEXT_UPLOAD},
    {"initializing source", WD_TEXT_SOURCE}, /* containers/image: podman, skopeo, buildah */
    {"reading manifest", WD_TEXT_SOURCE},
    {"trying to pull", WD_TEXT_SOURCE},
    {"podman pull", WD_TEXT_SOURCE},
    {"at destination", WD_TEXT_DESTINATION},
    {"writing blob", WD_TEXT_DESTINATION},
    {"failed to write image", WD_TEXT_DESTINATION}, /* pack, kpack */
    {"failed to push", WD_TEXT_DESTINATION},        /* buildkit */
    {"helm push", WD_TEXT_DESTINATION},
    {"helm pull", WD_TEXT_SOURCE},
    {"podman push", WD_TEXT_DESTINATION},
    {"impersonat", WD_TEXT_IMPERSONATES},
    {"generate google cloud", WD_TEXT_IMPERSONATES},
    {"iamcredentials", WD_TEXT_IMPERSONATES},
    {"anonymous caller", WD_TEXT_ANONYMOUS},
    {"anonymous user", WD_TEXT_ANONYMOUS},
    {"had no credentials", WD_TEXT_ANONYMOUS},
};

const size_t wd_vendor_signs_count = COUNT(wd_vendor_signs),
             wd_text_signs_count = COUNT(wd_text_signs);
_Static_assert(COUNT(wd_vendor_signs) <= WD_SCREEN_MAX && COUNT(wd_text_signs) <= WD_SCREEN_MAX,
               "a screen is full");

/* 'User "system:serviceaccount:wandb:launch" cannot …': what Kubernetes names so is a namespace or a chart. */
unsigned wd_vocabulary_vendors(const struct wd_vocabulary *vocabulary, struct wd_str text)
{
    unsigned found = wd_screen_scan(&vocabulary->vendors, text);

    return found & WD_SIGN_KUBERNETES ? found & ~(unsigned)WD_SIGN_WANDB : found;
}

/* In the order of the bits from WD_FOREIGN_FIRST on. */
static const char *const foreign[] = {
    "aws",  "azure",  "github",         "gitlab", "huggingface", "dockerhub",
    "quay", "k8s.io", "package-mirror", "ldap",   "database",    "kafka",
    "ssh",  "sudo",   "filesystem",     "selinux"};

/* "没有访问权限", "缺少该项目的权限": what is lacking, and the right, in one run of hanzi. */
static bool lacks_a_right(struct wd_str text)
{
    static const char *const lacks[] = {
        "\xe6\xb2\xa1\xe6\x9c\x89",             /* 没有 */
        "\xe6\xb2\x92\xe6\x9c\x89",             /* 沒有 */
        "\xe7\xbc\xba\xe5\xb0\x91",             /* 缺少 */
        "\xe7\xbc\xba\xe4\xb9\x8f",             /* 缺乏 */
        "\xe4\xb8\x8d\xe5\x85\xb7\xe5\xa4\x87", /* 不具备 */
        "\xe6\x97\xa0",                         /* 无 */
        "\xe7\x84\xa1",                         /* 無 */
    };
    static const char *const rights[] = {
        "\xe6\x9d\x83\xe9\x99\x90",             /* 权限 */
        "\xe6\xac\x8a\xe9\x99\x90",             /* 權限 */
        "\xe8\xae\xb8\xe5\x8f\xaf\xe6\x9d\x83", /* 许可权 */
        "\xe8\xa8\xb1\xe5\x8f\xaf\xe6\xac\x8a", /* 許可權 */
    };
    enum { APART = 36 };

    for (size_t i = 0; i < COUNT(lacks); i++) {
        size_t at = wd_str_find(text, wd_str_of(lacks[i]));
        struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_sub(text, at, APART);
        for (size_t k = 0; rest.len > 0 && k < COUNT(rights); k++)
            if (wd_str_has(rest, wd_str_of(rights[k])))
                return true;
    }
    return false;
}

/* Words of refusal where words are not parted. */
bool wd_vocabulary_wide(struct wd_str text)
{
    static const char *const refusals[] = {
        "\xe6\xb2\xa1\xe6\x9c\x89\xe6\x9d\x83\xe9\x99\x90",             /* 没有权限 */
        "\xe6\xb2\x92\xe6\x9c\x89\xe6\xac\x8a\xe9\x99\x90",             /* 沒有權限 */
        "\xe6\xac\x8a\xe9\x99\x90\xe4\xb8\x8d\xe8\xb6\xb3",             /* 權限不足 */
        "\xe6\x97\xa0\xe6\x9d\x83",                                     /* 无权 */
        "\xe6\x8b\x92\xe7\xbb\x9d",                                     /* 拒绝 */
        "\xe6\x9c\xaa\xe6\x8e\x88\xe6\x9d\x83",                         /* 未授权 */
        "\xe6\x9d\x83\xe9\x99\x90\xe4\xb8\x8d\xe8\xb6\xb3",             /* 权限不足 */
        "\xe9\x89\xb4\xe6\x9d\x83\xe5\xa4\xb1\xe8\xb4\xa5",             /* 鉴权失败 */
        "\xe6\x8e\x88\xe6\x9d\x83\xe5\xa4\xb1\xe8\xb4\xa5",             /* 授权失败 */
        "\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8e\x88\xe6\x9d\x83",             /* 未被授权 */
        "\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8e\x88\xe4\xba\x88",             /* 未被授予 */
        "\xe6\x9c\xaa\xe6\x8e\x88\xe4\xba\x88",                         /* 未授予 */
        "\xe6\xb2\xa1\xe6\x9c\x89\xe8\xa2\xab\xe6\x8e\x88\xe6\x9d\x83", /* 没有被授权 */
        "\xe6\xb2\x92\xe6\x9c\x89\xe8\xa2\xab\xe6\x8e\x88\xe6\xac\x8a", /* 沒有被授權 */
        "\xe6\xb2\xa1\xe6\x9c\x89\xe6\x8e\x88\xe6\x9d\x83",             /* 没有授权 */
        "\xe6\xb2\x92\xe6\x9c\x89\xe6\x8e\x88\xe6\xac\x8a",             /* 沒有授權 */
        "\xe6\x9c\xaa\xe8\x8e\xb7\xe6\x8e\x88\xe6\x9d\x83",             /* 未获授权 */
        "\xe6\x9c\xaa\xe7\x8d\xb2\xe6\x8e\x88\xe6\xac\x8a",             /* 未獲授權 */
        "\xe6\x8b\x92\xe7\xb5\x95",                                     /* 拒絕 */
        "\xe9\x81\xad\xe6\x8b\x92",                                     /* 遭拒 */
        "\xe8\xa8\xb1\xe5\x8f\xaf\xe3\x81\x95\xe3\x82\x8c\xe3\x81\xbe\xe3\x81\x9b", /* 許可されませ */
        "\xe7\xbc\xba\xe5\xb0\x91\xe6\x9d\x83\xe9\x99\x90",             /* 缺少权限 */
        "\xe4\xb8\x8d\xe5\x85\xb7\xe5\xa4\x87",                         /* 不具备 */
        "\xe6\x8b\x92\xe5\x90\xa6",                                     /* 拒否 */
        "\xe3\x81\x82\xe3\x82\x8a\xe3\x81\xbe\xe3\x81\x9b\xe3\x82\x93", /* ありません */
        "\xe6\xa8\xa9\xe9\x99\x90\xe4\xb8\x8d\xe8\xb6\xb3",             /* 権限不足 */
        "\xe6\xa8\xa9\xe9\x99\x90\xe3\x81\x8c\xe3\x81\xaa",             /* 権限がな(い) */
        "\xe8\xa8\xb1\xe5\x8f\xaf\xe3\x81\x95\xe3\x82\x8c\xe3\x81\xa6", /* 許可されて(いません) */
        "\xe6\x8c\x81\xe3\x81\xa3\xe3\x81\xa6\xe3\x81\x84\xe3\x81\xbe\xe3\x81\x9b", /* 持っていませ(ん) */
        "\xea\xb1\xb0\xeb\xb6\x80",                                                 /* 거부 */
    };

    if (text.len >= 256)
        return false;
    for (size_t i = 0; i < COUNT(refusals); i++)
        if (wd_str_has(text, wd_str_of(refusals[i])))
            return true;
    return lacks_a_right(text);
}

/* Behind the word for a right: "권한이 없습니다", "권한이 부족하여". */
bool wd_vocabulary_wide_lacks(struct wd_str text)
{
    static const char *const words[] = {"\xec\x97\x86",              /* 없 */
                                        "\xeb\xb6\x80\xec\xa1\xb1"}; /* 부족 */

    return text.len < 64 && WD_STR_IHAS_ANY(text, words);
}

bool wd_vocabulary_wide_negates(struct wd_str text)
{
    static const char *const words[] = {
        "\xe6\xb2\xa1\xe6\x9c\x89",             /* 没有 */
        "\xe6\xb2\x92\xe6\x9c\x89",             /* 沒有 */
        "\xe7\xbc\xba\xe5\xb0\x91",             /* 缺少 */
        "\xe7\xbc\xba\xe4\xb9\x8f",             /* 缺乏 */
        "\xe4\xb8\x8d\xe5\x85\xb7\xe5\xa4\x87", /* 不具备 */
        "\xe6\x9c\xaa\xe6\x8b\xa5\xe6\x9c\x89", /* 未拥有 */
        "\xe6\x9c\xaa\xe8\x8e\xb7\xe5\xbe\x97", /* 未获得 */
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (text.len < 256 && wd_str_has(text, wd_str_of(words[i])))
            return true;
    return false;
}

bool wd_vocabulary_wide_bars(struct wd_str text)
{
    static const char *const words[] = {
        "\xe4\xb8\x8d\xe5\x85\x81\xe8\xae\xb8",             /* 不允许 */
        "\xe7\xa6\x81\xe6\xad\xa2",                         /* 禁止 */
        "\xe6\x9c\xaa\xe9\x80\x9a\xe8\xbf\x87",             /* 未通过 */
        "\xe4\xb8\x8d\xe9\x80\x9a\xe8\xbf\x87",             /* 不通过 */
        "\xe6\xa0\xa1\xe9\xaa\x8c\xe5\xa4\xb1\xe8\xb4\xa5", /* 校验失败 */
        "\xe9\xaa\x8c\xe8\xaf\x81\xe5\xa4\xb1\xe8\xb4\xa5", /* 验证失败 */
    };

    for (size_t i = 0; i < COUNT(words); i++)
        if (text.len < 256 && wd_str_has(text, wd_str_of(words[i])))
            return true;
    return false;
}

const char *wd_vocabulary_foreign(unsigned found)
{
    for (size_t i = 0; i < COUNT(foreign); i++)
        if (found & (1u << (WD_FOREIGN_FIRST + i)))
            return foreign[i];
    return NULL;
}
