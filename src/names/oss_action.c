/* The OSS action behind a call: RAM's names differ from the API's where several calls are one right.
 * https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy-overview */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/read/oss_calls.h"

/* In the words of SDKs and tools, longest first where one holds another. */
static const struct {
    const char *call, *action;
} calls[] = {
    {"ListObjectsV2", "oss:ListObjects"},
    {"list_objects_v2", "oss:ListObjects"},
    {"InitiateMultipartUpload", "oss:PutObject"},
    {"init_multipart_upload", "oss:PutObject"},
    {"CompleteMultipartUpload", "oss:PutObject"},
    {"resumable_upload", "oss:PutObject"},
    {"UploadPart", "oss:PutObject"},
    {"upload_part", "oss:PutObject"},
    {"PutObjectACL", "oss:PutObjectAcl"},
    {"put_object_acl", "oss:PutObjectAcl"},
    {"PutObject", "oss:PutObject"},
    {"put_object", "oss:PutObject"},
    {"AppendObject", "oss:PutObject"},
    {"append_object", "oss:PutObject"},
    {"CopyObject", "oss:PutObject"},
    {"DeleteObject", "oss:DeleteObject"},
    {"delete_object", "oss:DeleteObject"},
    {"batch_delete_objects", "oss:DeleteObject"},
    {"GetObjectACL", "oss:GetObjectAcl"},
    {"GetObjectMeta", "oss:GetObject"},
    {"HeadObject", "oss:GetObject"},
    {"head_object", "oss:GetObject"},
    {"resumable_download", "oss:GetObject"},
    {"GetObject", "oss:GetObject"},
    {"get_object", "oss:GetObject"},
    {"ObjectIterator", "oss:ListObjects"},
    {"ListObjects", "oss:ListObjects"},
    {"list_objects", "oss:ListObjects"},
    {"GetBucketInfo", "oss:GetBucketInfo"},
    {"get_bucket_info", "oss:GetBucketInfo"},
    {"Failed to create object", "oss:PutObject"},
    {"put object", "oss:PutObject"}, /* as people's own logs have it */
    {"append object", "oss:PutObject"},
    {"upload object", "oss:PutObject"},
    {"get object", "oss:GetObject"},
    {"head object", "oss:GetObject"},
    {"download object", "oss:GetObject"},
    {"delete object", "oss:DeleteObject"},
    {"list objects", "oss:ListObjects"},
};

/* A word of its own: "put_object(" and ".putObject(", not "output_objects". */
static bool stands(struct wd_str text, const char *call)
{
    struct wd_str rest = text;
    size_t at, len = strlen(call);

    while ((at = wd_str_ifind(rest, call)) != WD_NPOS) {
        bool begins = at == 0 || !wd_is_word(rest.ptr[at - 1]);
        if (begins)
            return true;
        rest = wd_str_from(rest, at + len);
    }
    return false;
}

static struct wd_str of_call(struct wd_str text)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (stands(text, calls[i].call))
            return wd_str_of(calls[i].action);
    return WD_STR_NONE;
}

static const char *const verbs[][2] = {{"PUT", "oss:PutObject"},
                                       {"POST", "oss:PutObject"},
                                       {"DELETE", "oss:DeleteObject"},
                                       {"GET", "oss:GetObject"},
                                       {"HEAD", "oss:GetObject"}};

/* "object: dwd/part-0, method: PUT", as JindoSDK ends what OSS answered. */
static struct wd_str of_keys(struct wd_str text)
{
    size_t at = wd_str_find(text, WD_STR(", method: "));
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at + strlen(", method: "));
    struct wd_str object = wd_between(text, ", object: ", ",");

    for (size_t i = 0; object.len > 0 && i < sizeof verbs / sizeof *verbs; i++)
        if (wd_str_starts(rest, wd_str_of(verbs[i][0])))
            return wd_str_of(verbs[i][1]);
    return WD_STR_NONE;
}

/* "PUT https://acme-ckpt.oss-cn-hangzhou.aliyuncs.com/…": the verb tells reading from writing. */
static struct wd_str of_verb(struct wd_str text)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t at = wd_str_find(text, wd_str_of(verbs[i][0]));
        struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at + strlen(verbs[i][0]));
        if (rest.len > 0 && wd_char_in(rest.ptr[0], " \t\"'") &&
            wd_str_has(wd_str_sub(rest, 0, 200), WD_STR(".oss-")))
            return wd_str_of(verbs[i][1]);
    }
    return WD_STR_NONE;
}

struct wd_str wd_oss_action_in(struct wd_str text)
{
    struct wd_str action = of_call(text), actions[WD_OSS_ACTIONS_MAX];
    size_t count;

    if (action.len > 0)
        return action;
    if (wd_oss_actions_named(text, actions) > 0)
        return actions[0];
    if (wd_oss_setting(text, actions, &count))
        return count > 0 ? actions[0] : WD_STR_NONE;
    action = of_verb(text);
    return action.len > 0 ? action : of_keys(text);
}
