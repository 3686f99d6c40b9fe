/* Facts that stand in a text in a fixed form, whatever rule will match: error bodies in XML or as a
 * Python dictionary, the SDK's keys, AccessDeniedDetail, MaxCompute's tips, perimeter ids. */
#include "read/alibaba.h"
#include "read/text/command.h"
#include "read/text/streams.h"

#include "whydenied/base/char.h"
#include "whydenied/read/oss_calls.h"

static void set(struct wd_reading *r, enum wd_slot slot, struct wd_str s)
{
    wd_event_set(r->event, slot, wd_str_trim(s), WD_SOURCE_DETAIL);
}

static void set_system(struct wd_event *event, enum wd_system system)
{
    if (event->system == WD_SYSTEM_OTHER)
        event->system = system;
}

/* The bucket is the first label of an OSS host. */
void wd_read_oss_host(struct wd_reading *r, struct wd_str host)
{
    struct wd_str rest = host;
    struct wd_str first = wd_str_cut(&rest, '.');

    if (wd_str_eqz(first, "s3")) /* the endpoint itself, for clients that speak S3 */
        return;
    if (wd_str_starts(rest, WD_STR("s3.oss-")))
        wd_str_cut(&rest, '.');
    if ((!wd_str_starts(rest, WD_STR("oss-")) && !wd_str_has(rest, WD_STR(".oss-dls."))) ||
        host.len == 0)
        return;
    set(r, WD_SLOT_BUCKET, first);
    set(r, WD_SLOT_HOST, host);
    set(r, WD_SLOT_SERVICE, WD_STR("oss"));
    set_system(r->event, WD_SYSTEM_ALIBABA_OSS);
}

/* "http://1234567890123456.mns.cn-hangzhou.aliyuncs.com": the account and its product. */
static void read_product_host(struct wd_reading *r, struct wd_str host)
{
    size_t slashes = wd_str_find(host, WD_STR("://"));
    struct wd_str rest = slashes == WD_NPOS ? host : wd_str_from(host, slashes + 3);
    struct wd_str first = wd_str_cut(&rest, '.');
    unsigned long long number;

    if (wd_str_to_u64(first, &number) && first.len == 16) {
        set(r, WD_SLOT_ACCOUNT, first);
        first = wd_str_cut(&rest, '.');
    }
    set(r, WD_SLOT_SERVICE, first);
    set_system(r->event, WD_SYSTEM_ALIBABA_RAM);
}

/* <Error><Code>…</Code>…: OSS, unless the host says that another store of the same dialect wrote
 * it. */
static void read_xml(struct wd_reading *r, struct wd_str text)
{
    struct wd_str host = wd_between(text, "<HostId>", "</HostId>");
    bool oss = wd_str_has(host, WD_STR("oss-")) || wd_str_has(host, WD_STR(".oss.")) ||
               wd_str_has(text, WD_STR("<EC>")) || wd_str_has(text, WD_STR("<Endpoint>oss-"));

    set(r, WD_SLOT_REASON, wd_between(text, "<Code>", "</Code>"));
    if (!oss && wd_str_ends(host, WD_STR(".aliyuncs.com")))
        read_product_host(r, host);
    if (!oss)
        return;
    set(r, WD_SLOT_REQUEST_ID, wd_between(text, "<RequestId>", "</RequestId>"));
    set(r, WD_SLOT_BUCKET, wd_between(text, "<BucketName>", "</BucketName>"));
    set(r, WD_SLOT_BUCKET, wd_between(text, "<Bucket>", "</Bucket>"));
    wd_read_oss_host(r, host);
    set_system(r->event, WD_SYSTEM_ALIBABA_OSS);
    r->event->http_status = 403;
}

/* oss2 prints the error as a dictionary: {'status': 403, 'details': {'Code': …}}. */
static void read_oss2(struct wd_reading *r, struct wd_str text)
{
    set(r, WD_SLOT_SERVICE, WD_STR("oss"));
    set(r, WD_SLOT_REASON, wd_between(text, "'Code': '", "'"));
    set(r, WD_SLOT_REQUEST_ID, wd_between(text, "'RequestId': '", "'"));
    set(r, WD_SLOT_BUCKET, wd_between(text, "'Bucket': '", "'"));
    set(r, WD_SLOT_BUCKET, wd_between(text, "'BucketName': '", "'"));
    wd_read_oss_host(r, wd_between(text, "'HostId': '", "'"));
    set_system(r->event, WD_SYSTEM_ALIBABA_OSS);
}

/* A word behind "Key:" or "Key=": codes and ids of the SDKs. */
static struct wd_str word_behind(struct wd_str text, const char *key)
{
    size_t at = wd_str_find(text, wd_str_of(key));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(text, at + strlen(key));
    size_t len = 0;

    rest = wd_str_trim_left_of(rest, " \t\"'");
    while (len < rest.len && (unsigned char)rest.ptr[len] < 0x80 && /* "…:role/x，请问" */
           !wd_char_in(rest.ptr[len], " \t\r\n\"'`,;)}]"))
        len++;
    return wd_str_sub(rest, 0, len);
}

static void read_sdk(struct wd_reading *r, struct wd_str text)
{
    struct wd_str code = word_behind(text, "ErrorCode:");

    if (code.len == 0)
        code = word_behind(text, "ErrorCode=");
    set(r, WD_SLOT_REASON, code);
    set(r, WD_SLOT_REQUEST_ID, word_behind(text, "RequestId:"));
    set(r, WD_SLOT_REQUEST_ID, word_behind(text, "RequestId="));
    set(r, WD_SLOT_BUCKET, word_behind(text, "Bucket="));
    if (wd_str_has(text, WD_STR("because of bucket acl"))) /* JindoSDK's keys */
        set(r, WD_SLOT_BUCKET, word_behind(text, ", bucket: "));
    if (wd_str_has(text, WD_STR("oss: service returned error"))) {
        set(r, WD_SLOT_SERVICE, WD_STR("oss"));
        set_system(r->event, WD_SYSTEM_ALIBABA_OSS);
    }
    set_system(r->event, WD_SYSTEM_ALIBABA_RAM);
}

/* OSS's SDK of Java prints "[HostId]: B.oss-…", that of .NET "HostID: B.oss-…", that of Node
 * "host: 'B.oss-…'", those of the second generation a line "Request Endpoint: GET
 * https://B.oss-…/key". */
static bool is_of_host(char c)
{
    return wd_is_lower(c) || wd_is_digit(c) || c == '-' || c == '.';
}

/* "https://BUCKET.oss-REGION.aliyuncs.com/key", anywhere; nothing if several buckets are named. */
static struct wd_str only_oss_host(struct wd_str text)
{
    struct wd_str found = WD_STR_NONE;

    for (size_t at = 0, next;
         (next = wd_str_find(wd_str_from(text, at), WD_STR(".oss-"))) != WD_NPOS;) {
        size_t from = at + next, to = from;
        while (from > 0 && is_of_host(text.ptr[from - 1]))
            from--;
        while (to < text.len && is_of_host(text.ptr[to]))
            to++;
        struct wd_str host = wd_str_sub(text, from, to - from);
        if (found.len > 0 && !wd_str_eq(found, host))
            return WD_STR_NONE;
        found = wd_str_ends(host, WD_STR(".aliyuncs.com")) ? host : found;
        at = to;
    }
    return found;
}

static void read_oss_lines(struct wd_reading *r, struct wd_str text)
{
    size_t key = wd_str_find(text, WD_STR("Request Endpoint: "));
    struct wd_str line = key == WD_NPOS ? WD_STR_NONE : wd_str_from(text, key);
    size_t at = wd_str_find(line, WD_STR("://"));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at + 3);

    set(r, WD_SLOT_REASON, word_behind(text, "[ErrorCode]:"));
    wd_read_oss_host(r, word_behind(text, "[HostId]:"));
    wd_read_oss_host(r, word_behind(text, "HostID:"));
    wd_read_oss_host(r, word_behind(text, "HostId:"));
    wd_read_oss_host(r, word_behind(text, "host: '"));
    wd_read_oss_host(r, wd_str_cut(&rest, '/'));
    if (r->event->slot[WD_SLOT_BUCKET].len == 0)
        wd_read_oss_host(r, only_oss_host(text));
}

/* "Resource acme-tf CreateBucket Failed!!! [SDK aliyun-oss-go-sdk ERROR]": what a plan calls by its bucket; a type is none. */
static struct wd_str bucket_of_plan(struct wd_str text, size_t call)
{
    struct wd_str rest = wd_str_trim(wd_str_sub(text, 0, call));
    struct wd_str name = wd_str_from(rest, wd_str_rfind_char(rest, ' ') + 1);

    if (!wd_str_has(text, WD_STR("[SDK aliyun-oss-go-sdk")) ||
        !wd_str_ends(wd_str_sub(rest, 0, rest.len - name.len), WD_STR("Resource ")) ||
        wd_str_starts(name, WD_STR("alicloud_")))
        return WD_STR_NONE;
    return wd_str_sub(name, 0, wd_str_find_char(name, ':'));
}

/* Terraform's provider: "CreateDisk got a error: …", "Resource r CreateDisk Failed!!! …", and the product's
 * host in the answer. What the product calls its action follows, as a guess. */
static void read_provider(struct wd_reading *r, struct wd_str text)
{
    static const char *const tails[] = {" got a error", " got an error", " Failed!!!"};
    struct wd_str host = word_behind(text, "HostId:"), rest = host;
    size_t at = WD_NPOS, from;

    for (size_t i = 0; i < sizeof tails / sizeof *tails && at == WD_NPOS; i++)
        at = wd_str_find(text, wd_str_of(tails[i]));
    if (at == WD_NPOS)
        return;
    if (!wd_str_ends(host, WD_STR(".aliyuncs.com")))
        rest = wd_between(text, "[SDK aliyun-", " ERROR]"); /* "aliyun-oss-go-sdk": OSS's, SLS's */
    if (rest.len == 0)
        return;
    for (from = at; from > 0 && !wd_char_in(text.ptr[from - 1], " \t\n"); from--)
        ;
    struct wd_str api = wd_str_sub(text, from, at - from);
    if (!wd_alibaba_is_api(api))
        return;
    set(r, WD_SLOT_METHOD, api);
    set(r, WD_SLOT_BUCKET, bucket_of_plan(text, from));
    set(r, WD_SLOT_SERVICE, rest.ptr == host.ptr ? wd_str_cut(&rest, '.') : wd_str_cut(&rest, '-'));
    wd_alibaba_action(r);
}

/* "--->Tips: CurrentProject:p; Pricipal:RAM$account:user;": the misspelling is the server's, and not of all its
 * versions. */
static void read_odps(struct wd_reading *r, struct wd_str text)
{
    size_t at = wd_str_find(text, WD_STR("ODPS-"));

    set(r, WD_SLOT_REASON, wd_str_sub(text, at, 12));
    set(r, WD_SLOT_SERVICE, WD_STR("odps"));
    set(r, WD_SLOT_PRINCIPAL, word_behind(text, "Pricipal:"));
    set(r, WD_SLOT_PRINCIPAL, word_behind(text, "Principal:"));
    if (r->event->slot[WD_SLOT_PRINCIPAL].len == 0)
        set(r, WD_SLOT_PRINCIPAL, word_behind(text, "CurrentUser:"));
    set(r, WD_SLOT_REQUEST_ID, word_behind(text, "RequestId:"));
    set_system(r->event, WD_SYSTEM_ALIBABA_MAXCOMPUTE);
}

/* "ossfs B:/path /mnt -ourl=…": what was to be mounted; of two, none. */
static void read_ossfs(struct wd_reading *r, struct wd_str text)
{
    struct wd_str found = WD_STR_NONE, rest = text;
    size_t at;

    while ((at = wd_str_find(rest, WD_STR("ossfs "))) != WD_NPOS) {
        struct wd_str bucket = rest = wd_str_from(rest, at + 6), mount;
        size_t len = 0;
        while (len < bucket.len && is_of_host(bucket.ptr[len]) && bucket.ptr[len] != '.')
            len++;
        mount = wd_str_from(bucket, len);
        bucket = wd_str_sub(bucket, 0, len);
        if (wd_str_starts(mount, WD_STR(":/")))
            mount = wd_str_from(mount, wd_str_find_char(mount, ' '));
        if (len < 3 || !wd_str_starts(mount, WD_STR(" /")))
            continue;
        if (found.len > 0 && !wd_str_eq(found, bucket))
            return;
        found = bucket;
    }
    if (found.len == 0)
        return;
    set(r, WD_SLOT_BUCKET, found);
    set(r, WD_SLOT_SERVICE, WD_STR("oss"));
    set_system(r->event, WD_SYSTEM_ALIBABA_OSS);
}

static void read_oss_frames(struct wd_reading *r, struct wd_str text)
{
    struct wd_str bucket = wd_oss_bucket_in_frames(text);

    if (bucket.len == 0)
        return;
    wd_event_set(r->event, WD_SLOT_BUCKET, bucket, WD_SOURCE_WRAPPER);
    set(r, WD_SLOT_SERVICE, WD_STR("oss"));
    set_system(r->event, WD_SYSTEM_ALIBABA_OSS);
}

/* The one role that a text about assuming a role names, wherever it stands; of two, none. */
static void read_assumed_role(struct wd_reading *r, struct wd_str text)
{
    struct wd_str found = WD_STR_NONE;
    size_t at;

    while ((at = wd_str_find(text, WD_STR("acs:ram::"))) != WD_NPOS) {
        struct wd_str arn = word_behind(wd_str_from(text, at), "");
        text = wd_str_from(text, at + 9);
        arn = wd_str_trim_right_of(arn, ".:\\");
        if (!wd_str_has(arn, WD_STR(":role/")) || wd_str_eq(arn, found))
            continue;
        if (found.len > 0)
            return;
        found = arn;
    }
    if (found.len > 0)
        wd_event_set(r->event, WD_SLOT_RESOURCE, found, WD_SOURCE_WRAPPER);
}

static void read_perimeter_id(struct wd_reading *r, struct wd_str text)
{
    static const char marker[] = "vpcServiceControlsUniqueIdentifier:";
    struct wd_str id = word_behind(text, marker);

    id = wd_str_trim_right_of(id, ".");
    set(r, WD_SLOT_UNIQUE_ID, id);
}

static void read_error_info(struct wd_reading *r, struct wd_str text)
{
    static const char *const openings[] = {"[reason: \"", "google.rpc.ErrorInfo"};

    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t at = wd_str_find(text, wd_str_of(openings[i]));
        if (at != WD_NPOS)
            wd_text_error_info(r, wd_str_from(text, at));
    }
}

static bool has(struct wd_str text, const char *z)
{
    return wd_str_has(text, wd_str_of(z));
}

enum {
    OF_XML = 1,
    OF_OSS2 = 2,
    OF_SDK = 4,
    OF_OSS_HOST = 8,
    OF_PROVIDER = 16,
    OF_COMMAND = 32,
    OF_ODPS = 64,
    OF_ROLE = 128,
    OF_ERROR_INFO = 256,
    OF_PERIMETER = 512,
    OF_DETAIL = 1024,
    OF_OSSFS = 2048,
    OF_OSS_FRAME = 4096
};

/* What no text lacks that has such facts; looked for in one pass, for most have none. */
static const struct wd_word signs[] = {
    {"<error", OF_XML},
    {"<code>", OF_XML},
    {"'x-oss-request-id'", OF_OSS2},
    {"oss2.exceptions", OF_OSS2},
    {"errorcode", OF_SDK},
    {".oss-", OF_OSS_HOST},
    {"hostid:", OF_PROVIDER},
    {"failed!!!", OF_PROVIDER},
    {"aliyun", OF_COMMAND},
    {"ossutil", OF_COMMAND},
    {"ossfs", OF_OSSFS},
    {"ossclient->", OF_OSS_FRAME},
    {"odps-", OF_ODPS},
    {"acs:ram::", OF_ROLE},
    {"[reason:", OF_ERROR_INFO},
    {"google.rpc.errorinfo", OF_ERROR_INFO},
    {"vpcservicecontrolsuniqueidentifier", OF_PERIMETER},
    {"explicit", OF_DETAIL},
    {"policy", OF_DETAIL},
    {"auth", OF_DETAIL},
    {"nopermissiontype", OF_DETAIL},
};

void wd_fact_signs_init(struct wd_screen *screen)
{
    wd_screen_init(screen, signs, sizeof signs / sizeof *signs);
}

void wd_text_facts(struct wd_reading *r, struct wd_str text)
{
    const unsigned found = wd_screen_scan(&r->n->words.facts, text);

    if ((found & OF_XML) && (has(text, "<Error") || has(text, "<Code>")))
        read_xml(r, text);
    if ((found & OF_OSS2) && (has(text, "'x-oss-request-id'") || has(text, "oss2.exceptions")))
        read_oss2(r, text);
    if ((found & OF_SDK) && (has(text, "ErrorCode") || has(text, "errorCode: ")))
        read_sdk(r, text);
    if ((found & OF_OSS_HOST) && has(text, ".oss-"))
        read_oss_lines(r, text);
    if ((found & OF_OSSFS) && has(text, "ossfs "))
        read_ossfs(r, text);
    if (found & OF_OSS_FRAME)
        read_oss_frames(r, text);
    if ((found & OF_PROVIDER) && (has(text, "HostId:") || has(text, "Failed!!! [SDK aliyun-")))
        read_provider(r, text);
    if ((found & OF_COMMAND) && (has(text, "aliyun ") || has(text, "ossutil")))
        wd_command_facts(r, text);
    if ((found & OF_ODPS) && has(text, "ODPS-"))
        read_odps(r, text);
    if ((found & OF_ROLE) && has(text, "acs:ram::") &&
        (has(text, "AssumeRole") || has(text, "AuthenticationFail") ||
         has(text, "\xe6\x89\xae\xe6\xbc\x94"))) /* 扮演 */
        read_assumed_role(r, text);
    if (found & OF_ERROR_INFO)
        read_error_info(r, text);
    if ((found & OF_PERIMETER) && has(text, "vpcServiceControlsUniqueIdentifier"))
        read_perimeter_id(r, text);
    if ((found & OF_DETAIL) || !wd_str_is_ascii(text))
        wd_denied_detail_in_text(r, text);
}

void wd_texts_facts(struct wd_reading *r)
{
    size_t count = r->event->text_count; /* facts may add texts */

    for (size_t i = 0; r->event->kind != WD_KIND_OTHER && i < count; i++)
        wd_text_facts(r, r->event->texts[i].s);
}
