/* OSS calls and the RAM actions behind them: the table of RAM's page on OSS, by names without '_' and in
 * lower case, so that every SDK's spelling is one.
 *
 * Source: https://www.alibabacloud.com/help/en/oss/user-guide/ram-policy-overview (actions by API) */
#include "whydenied/read/oss_calls.h"

#include "whydenied/base/char.h"

#define ACTION(name)                                                                               \
    {                                                                                              \
        "oss:" name, sizeof "oss:" name - 1                                                        \
    }

static const struct call {
    const char *name;
    struct wd_str actions[WD_OSS_ACTIONS_MAX];
} calls[] = {
    {"getservice", {ACTION("ListBuckets")}},
    {"listbuckets", {ACTION("ListBuckets")}},
    {"putbucket", {ACTION("PutBucket")}},
    {"createbucket", {ACTION("PutBucket")}},
    {"deletebucket", {ACTION("DeleteBucket")}},
    {"getbucket", {ACTION("ListObjects")}},
    {"listobjects", {ACTION("ListObjects")}},
    {"objectiterator", {ACTION("ListObjects")}},
    {"getbucketversions", {ACTION("ListObjectVersions")}},
    {"listobjectversions", {ACTION("ListObjectVersions")}},
    {"getbucketinfo", {ACTION("GetBucketInfo")}},
    {"getbucketlocation", {ACTION("GetBucketLocation")}},
    {"getbucketacl", {ACTION("GetBucketAcl")}},
    {"putbucketacl", {ACTION("PutBucketAcl")}},
    {"getbucketpolicy", {ACTION("GetBucketPolicy")}},
    {"putbucketpolicy", {ACTION("PutBucketPolicy")}},
    {"getbuckettags", {ACTION("GetBucketTagging")}},
    {"putbuckettags", {ACTION("PutBucketTagging")}},
    {"getbuckettagging", {ACTION("GetBucketTagging")}},
    {"putbuckettagging", {ACTION("PutBucketTagging")}},
    {"deletebuckettagging", {ACTION("DeleteBucketTagging")}},
    {"deletebuckettags", {ACTION("DeleteBucketTagging")}},
    {"deletebucketpolicy", {ACTION("DeleteBucketPolicy")}},
    {"deletebucketcors", {ACTION("DeleteBucketCors")}},
    {"deletebucketlifecycle", {ACTION("DeleteBucketLifecycle")}},
    {"deletebucketlogging", {ACTION("DeleteBucketLogging")}},
    {"deletebucketwebsite", {ACTION("DeleteBucketWebsite")}},
    {"deletebucketencryption", {ACTION("DeleteBucketEncryption")}},
    {"getbucketstat", {ACTION("GetBucketStat")}},
    {"getbucketreplication", {ACTION("GetBucketReplication")}},
    {"putbucketreplication", {ACTION("PutBucketReplication")}},
    {"deletebucketreplication", {ACTION("DeleteBucketReplication")}},
    {"getbucketinventory", {ACTION("GetBucketInventory")}},
    {"putbucketinventory", {ACTION("PutBucketInventory")}},
    {"deletebucketinventory", {ACTION("DeleteBucketInventory")}},
    {"getbucketcors", {ACTION("GetBucketCors")}},
    {"putbucketcors", {ACTION("PutBucketCors")}},
    {"getbucketlifecycle", {ACTION("GetBucketLifecycle")}},
    {"putbucketlifecycle", {ACTION("PutBucketLifecycle")}},
    {"getbucketlogging", {ACTION("GetBucketLogging")}},
    {"putbucketlogging", {ACTION("PutBucketLogging")}},
    {"getbucketwebsite", {ACTION("GetBucketWebsite")}},
    {"putbucketwebsite", {ACTION("PutBucketWebsite")}},
    {"getbucketreferer", {ACTION("GetBucketReferer")}},
    {"putbucketreferer", {ACTION("PutBucketReferer")}},
    {"getbucketencryption", {ACTION("GetBucketEncryption")}},
    {"putbucketencryption", {ACTION("PutBucketEncryption")}},
    {"getbucketversioning", {ACTION("GetBucketVersioning")}},
    {"putbucketversioning", {ACTION("PutBucketVersioning")}},
    {"putobject", {ACTION("PutObject")}},
    {"postobject", {ACTION("PutObject")}},
    {"appendobject", {ACTION("PutObject")}},
    {"putsymlink", {ACTION("PutObject")}},
    {"initiatemultipartupload", {ACTION("PutObject")}},
    {"initmultipartupload", {ACTION("PutObject")}},
    {"multipartupload", {ACTION("PutObject")}},
    {"completemultipart", {ACTION("PutObject")}},
    {"completemultipartupload", {ACTION("PutObject")}},
    {"completeupload", {ACTION("PutObject")}},
    {"uploadpart", {ACTION("PutObject")}},
    {"uploadfile", {ACTION("PutObject")}},
    {"resumableupload", {ACTION("PutObject")}},
    {"getobject", {ACTION("GetObject")}},
    {"getobjectmeta", {ACTION("GetObject")}},
    {"headobject", {ACTION("GetObject")}},
    {"selectobject", {ACTION("GetObject")}},
    {"getsymlink", {ACTION("GetObject")}},
    {"downloadfile", {ACTION("GetObject")}},
    {"resumabledownload", {ACTION("GetObject")}},
    {"deleteobject", {ACTION("DeleteObject")}},
    {"deleteobjects", {ACTION("DeleteObject")}},
    {"deletemultipleobjects", {ACTION("DeleteObject")}},
    {"batchdeleteobjects", {ACTION("DeleteObject")}},
    {"copyobject", {ACTION("GetObject"), ACTION("PutObject")}},
    {"uploadpartcopy", {ACTION("GetObject"), ACTION("PutObject")}},
    {"abortmultipartupload", {ACTION("AbortMultipartUpload")}},
    {"listparts", {ACTION("ListParts")}},
    {"listmultipartuploads", {ACTION("ListMultipartUploads")}},
    {"getobjectacl", {ACTION("GetObjectAcl")}},
    {"putobjectacl", {ACTION("PutObjectAcl")}},
    {"restoreobject", {ACTION("RestoreObject")}},
    {"getobjecttagging", {ACTION("GetObjectTagging")}},
    {"putobjecttagging", {ACTION("PutObjectTagging")}},
    {"deleteobjecttagging", {ACTION("DeleteObjectTagging")}},
};

enum { NAME_MAX_BYTES = 48 };

/* What SDKs hang on a call's name. */
static struct wd_str stem(struct wd_str name)
{
    static const char *const tails[] = {"fromfile", "tofile", "fromstream", "withurl",
                                        "withkey",  "async",  "request",    "v2"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        struct wd_str tail = wd_str_of(tails[i]);
        if (wd_str_ends(name, tail))
            return wd_str_sub(name, 0, name.len - tail.len);
    }
    return name;
}

static const struct call *find(struct wd_str operation)
{
    char lower[NAME_MAX_BYTES];
    size_t n = 0;

    if (operation.len > NAME_MAX_BYTES)
        return NULL;
    for (size_t i = 0; i < operation.len; i++)
        if (operation.ptr[i] != '_')
            lower[n++] = (char)(wd_is_upper(operation.ptr[i]) ? operation.ptr[i] + ('a' - 'A')
                                                              : operation.ptr[i]);
    struct wd_str name = stem(wd_str_make(lower, n));
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (wd_str_eqz(name, calls[i].name))
            return &calls[i];
    return NULL;
}

static size_t actions_of(const struct call *call, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX])
{
    size_t count = 0;

    for (; call && count < WD_OSS_ACTIONS_MAX && call->actions[count].len > 0; count++)
        ret_actions[count] = call->actions[count];
    return count;
}

size_t wd_oss_actions(struct wd_str operation, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX])
{
    return actions_of(find(operation), ret_actions);
}

static bool same(const struct call *one, const struct call *other)
{
    return wd_str_eq(one->actions[0], other->actions[0]) &&
           wd_str_eq(one->actions[1], other->actions[1]);
}

/* Sentences about files, where no call is named: "upload a.pt to oss://…", "Failed to create object". */
static const struct call *of_sentence(struct wd_str text)
{
    bool up = wd_str_ihas(text, "upload") || wd_str_ihas(text, "failed to create object") ||
              wd_str_ihas(text, "failed to write") || wd_str_ihas(text, "failed to save");
    bool down = wd_str_ihas(text, "download") || wd_str_ihas(text, "failed to open object") ||
                wd_str_ihas(text, "failed to read");

    if (up == down)
        return NULL;
    return find(up ? WD_STR("putobject") : WD_STR("getobject"));
}

/* *ret_several: of different calls. */
static const struct call *named_in(struct wd_str text, bool *ret_several)
{
    const struct call *named = NULL;

    *ret_several = false;

    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && wd_is_word(text.ptr[end]))
            end++;
        const struct call *call = end - at > 8 ? find(wd_str_sub(text, at, end - at)) : NULL;
        *ret_several |= call && named && !same(call, named);
        named = call ? call : named;
        at = end + 1;
    }
    return *ret_several ? NULL : named;
}

size_t wd_oss_actions_named(struct wd_str text, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX])
{
    bool several;

    return actions_of(named_in(text, &several), ret_actions);
}

size_t wd_oss_actions_in_text(struct wd_str text, struct wd_str ret_actions[WD_OSS_ACTIONS_MAX])
{
    bool several;
    const struct call *named = named_in(text, &several);

    return several ? 0 : actions_of(named ? named : of_sentence(text), ret_actions);
}

static bool is_bucket(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_lower(s.ptr[i]) && !wd_is_digit(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    return s.len >= 3 && s.len <= 63;
}

struct wd_str wd_oss_bucket_in_frames(struct wd_str text)
{
    static const char call[] = "OssClient->";
    struct wd_str found = WD_STR_NONE;
    size_t at;

    while ((at = wd_str_find(text, wd_str_of(call))) != WD_NPOS) {
        text = wd_str_from(text, at + strlen(call));
        struct wd_str rest = text, line = wd_str_cut(&rest, '\n');
        struct wd_str bucket = wd_between(line, "('", "'");
        if (!is_bucket(bucket))
            continue;
        if (found.len > 0 && !wd_str_eq(found, bucket))
            return WD_STR_NONE;
        found = bucket;
    }
    return found;
}
