/* The lines that belong to a failure by their form: frames of its stack, the fields that client libraries
 * print a line each, and what explains it; and lines that say a failure begins below them. */
#include "read/text/streams.h"
#include "read/text/text.h"

/* "tests/test_io.py:78: PermissionDenied": where pytest saw an exception, and which one. */
static bool is_raised_at(struct wd_str s)
{
    size_t at = wd_str_find(s, WD_STR(".py:"));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(s, at + 4);
    size_t digits = wd_str_digits(rest, 0);

    return digits > 0 && wd_str_find_char(s, ' ') == at + 4 + digits + 1 &&
           wd_str_find_char(wd_str_from(rest, digits + 2), ' ') == WD_NPOS;
}

/* "gs://acme-raw/x": no code runs there. */
static bool is_address_of_data(struct wd_str s)
{
    static const char *const schemes[] = {"gs://", "oss://", "projects/"};

    return WD_STR_ANY(wd_str_starts, s, schemes);
}

/* Frames of stacks and what stands between them, in Java, JavaScript, .NET, Go and pytest. */
static bool is_stack_line(struct wd_str line)
{
    static const char *const words[] = {
        "at ",  "... ",       "Caused by",   "Suppressed:", "--- End",
        "--->", "goroutine ", "created by ", "File \"",     "[Circular"};
    struct wd_str s = wd_str_trim_left(line);

    if (s.len > 3 && s.ptr[0] == '#' && wd_is_digit(s.ptr[1])) /* "#3 /app/job.php(12): …" */
        return wd_str_has(s, WD_STR("): ")) || wd_str_has(s, WD_STR("{main}"));
    if (wd_str_starts(s, WD_STR("at ")) || wd_str_starts(s, WD_STR("... ")))
        return s.ptr != line.ptr && !is_address_of_data(wd_str_from(s, 3));
    return WD_STR_ISTARTS_ANY(s, words) || is_raised_at(s);
}

/* What client libraries print of one answer, a line each. */
static const char *const field_words[] = {
    "details =", "status =", "debug_error_string", "details:", "domain:", "metadata {",
    "metadata:", "key:", "value:", "url:", "description:", ", reason",
    "reason:", "(reason:", "location:", "retryable:", "code:", "name: '", "status: 4",
    "(status: ", "host: '", "errors:", "links {", "help token:", "requestid",
    "host:", "[requestid]", "[hostid]", "[errorcode]", "[responseerror]", "[rawresponseerror]",
    "hostid", "recommend:", "errorcode:", "errormessage:", "message:", "statuscode:",
    "status code: ", "data:", "post http", "get http", "put http", "patch http", "delete http",
    "troubleshooter_url", "http status code:", "error code:", "request id:", "ec:", "timestamp:",
    "request endpoint:", "error: upload", "error: download", "response:", "response headers",
    "<?xml", "server response:", "permission:", "service:", "principal:", "error details:",
    "body:",                /* Go's apierror */
    "error detail:",        /* mails of Cloud Logging */
    "errors [", "message[", /* Google's client of .NET */
    "(1) ",                 /* GKE's list of reasons */
    "http response headers: ", "http response body: ",
    "wandb: \xf0\x9f\x9a\x80 view run ", /* W&B's end, which names team and project */
    "when reading ", "when writing ", "while reading ",
    "while writing ", /* TensorFlow's file systems */
    /* an answer's code and id, as Chinese and Japanese programs print them */
    "\xe9\x94\x99\xe8\xaf\xaf\xe7\xa0\x81",             /* 错误码 */
    "\xe9\x94\x99\xe8\xaf\xaf\xe4\xbb\xa3\xe7\xa0\x81", /* 错误代码 */
    "\xe9\x94\x99\xe8\xaf\xaf\xe4\xbf\xa1\xe6\x81\xaf", /* 错误信息 */
    "\xe9\x94\x99\xe8\xaf\xaf\xe6\xb6\x88\xe6\x81\xaf", /* 错误消息 */
    "\xe9\x94\x99\xe8\xaf\xaf\xe6\x8f\x8f\xe8\xbf\xb0", /* 错误描述 */
    "\xe8\xab\x8b\xe6\xb1\x82\x69\x64",                 /* 請求, 请求 */
    "\xe8\xaf\xb7\xe6\xb1\x82\x69\x64",
    "\xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc\xe3\x82\xb3\xe3\x83\xbc\xe3\x83\x89", /* エラーコード */
    /* the dialog of Alibaba Cloud's console */
    "\xe9\x89\xb4\xe6\x9d\x83",                                     /* 鉴权 */
    "\xe9\x91\x92\xe6\xac\x8a",                                     /* 鑒權 */
    "\xe8\xba\xab\xe4\xbb\xbd",                                     /* 身份 */
    "\xe6\x89\x80\xe5\xb1",                                         /* 所属, 所屬 */
    "\xe6\x9d\x83\xe9\x99\x90\xe7\xad\x96\xe7\x95\xa5",             /* 权限策略 */
    "\xe6\xac\x8a\xe9\x99\x90\xe7\xad\x96\xe7\x95\xa5",             /* 權限策略 */
    "\xe7\xad\x96\xe7\x95\xa5\xe7\xb1\xbb\xe5\x9e\x8b",             /* 策略类型 */
    "\xe7\xad\x96\xe7\x95\xa5\xe9\xa1\x9e\xe5\x9e\x8b",             /* 策略類型 */
    "\xe6\x97\xa0\xe6\x9d\x83\xe9\x99\x90\xe7\xb1\xbb\xe5\x9e\x8b", /* 无权限类型 */
    "\xe6\x93\x8d\xe4\xbd\x9c\xef\xbc\x9a",                         /* 操作： */
    "\xe6\x93\x8d\xe4\xbd\x9c\x3a",                                 /* 操作: */
    "\xe8\xb5\x84\xe6\xba\x90\xef\xbc\x9a",                         /* 资源： */
    "\xe8\xb5\x84\xe6\xba\x90\x3a",                                 /* 资源: */
    "\xe4\xb8\xbb\xe4\xbd\x93\xef\xbc\x9a",                         /* 主体： */
    "\xe7\x94\xa8\xe6\x88\xb7\xef\xbc\x9a",                         /* 用户： */
    "\xe6\x8b\x92\xe7\xbb\x9d\xe7\xb1\xbb\xe5\x9e\x8b",             /* 拒绝类型 */
    "\xe8\xa6\x81\xe6\xb1\x82\xe7\x9a\x84\xe6\x9d\x83\xe9\x99\x90", /* 要求的权限 */
    "\xe6\x89\x80\xe9\x9c\x80\xe6\x9d\x83\xe9\x99\x90",             /* 所需权限 */
    "accessdenieddetail:", "auth action", "auth subject", "identity type", "identity information",
    "account id", "policy type"};

/* "错误信息：" as the failure itself began: the next one. */
static bool begins_as(struct wd_str s, struct wd_str text)
{
    static const char wide[] = "\xef\xbc\x9a"; /* ： */
    size_t end = wd_str_find(s, wd_str_of(wide));

    return end != WD_NPOS && wd_str_starts(text, wd_str_sub(s, 0, end + strlen(wide)));
}

static bool is_field_line(struct wd_str line, struct wd_str text)
{
    struct wd_str s = wd_str_trim_left(line);

    return wd_str_eqz(wd_str_trim(s), ">") ||
           (WD_STR_ISTARTS_ANY(s, field_words) && !begins_as(s, text));
}

/* Sentences that explain the refusal before them, and what to do about it. */
static bool is_explanation(struct wd_str line)
{
    static const char *const words[] = {"this error c",
                                        "this may be",
                                        "this might be",
                                        "this could be",
                                        "for more information",
                                        "see http",
                                        "please ",
                                        "otherwise, ",
                                        "help token",
                                        "wandb: network error (",
                                        "you may not have"};

    return WD_STR_ISTARTS_ANY(wd_str_trim_left(line), words);
}

/* "  with module.dwh.google_bigquery_dataset.raw," and "  on bq.tf line 1, in resource "google_…" "raw":": what Terraform
 * could not make. */
static bool is_place_in_plan(struct wd_str line)
{
    static const char *const providers[] = {"google_", "kubernetes_", "alicloud_"};
    struct wd_str s = wd_str_trim_left(line);

    if (wd_str_starts(s, WD_STR("with ")))
        return WD_STR_ANY(wd_str_has, s, providers) && wd_str_ends(wd_str_trim(s), WD_STR(","));
    return wd_str_starts(s, WD_STR("on ")) && wd_str_has(s, WD_STR(", in resource \""));
}

/* "host r-….redis.rds.aliyuncs.com", "base_url: https://api.inference.wandb.ai/v1", "url=jdbc:…": the address that was called, and
 * little else. */
static bool is_address(struct wd_str line)
{
    enum { LONGEST = 200 };
    static const char *const names[] = {"host", "hostname", "endpoint", "base_url", "baseurl",
                                        "url",  "server",   "instance", "address",  "registry"};
    static const char *const domains[] = {".aliyuncs.com", ".wandb.ai"};
    struct wd_str s = wd_str_trim_left(line);
    size_t len = 0;

    if (s.len > LONGEST || !WD_STR_ANY(wd_str_has, s, domains))
        return false;
    if (wd_str_starts(s, WD_STR("jdbc:")) && wd_str_find_char(s, ' ') == WD_NPOS)
        return true;
    while (len < s.len && wd_is_word(s.ptr[len]))
        len++;
    return len < s.len && wd_char_in(s.ptr[len], " :=") && WD_STR_IIN(wd_str_sub(s, 0, len), names);
}

/* The permissions that the refusal lists below it: an item a line, or all in one, in brackets as Python prints them. */
static bool is_listed_permission(struct wd_str line, struct wd_str text)
{
    struct wd_str s = wd_str_trim(line);

    if (s.len > 1 && wd_char_in(s.ptr[0], "{[(") && wd_char_in(s.ptr[s.len - 1], "}])"))
        s = wd_str_sub(s, 1, s.len - 2);
    do {
        if (!wd_failure_is_permission(wd_str_cut(&s, ',')))
            return false;
    } while (wd_str_trim(s).len > 0);
    return wd_str_ihas(text, "permission");
}

/* "weave: {'message': …}" below "weave: Unable to access X": the same speaker hands on the body. Who said a body before says
 * another one now: two answers. */
static bool is_labelled_body(struct wd_str line, struct wd_str text)
{
    size_t colon = wd_str_find(line, WD_STR(": {"));

    return colon != WD_NPOS && colon > 0 && colon < 40 && wd_str_at(text, colon + 2) != '{' &&
           wd_str_starts(text, wd_str_sub(line, 0, colon + 2)) &&
           wd_str_ends(wd_str_trim(line), WD_STR("}"));
}

/* "HTTPError: 403 Forbidden from https://…", and indented below it what the server said (twine); or below "body:" (cargo). */
static bool is_told_below(struct wd_str line, struct wd_str text)
{
    if (wd_str_ends(text, WD_STR(" body:")))
        return wd_str_starts(line, WD_STR("  "));
    return wd_str_starts(line, WD_STR("    ")) && wd_str_find_char(text, '\n') == WD_NPOS &&
           (wd_str_has(text, WD_STR("403 Forbidden from http")) ||
            wd_str_has(text, WD_STR("401 Unauthorized from http")));
}

/* "Response Code: 403 (Forbidden)", and below it the method and the address that were asked (Yarn). */
static bool is_asked_below(struct wd_str line, struct wd_str text)
{
    static const char *const keys[] = {"Request Method: ", "Request URL: "};

    return wd_str_has(text, WD_STR("Response Code: 40")) && WD_STR_ANY(wd_str_has, line, keys);
}

/* "HTTP response code 403 with body '{", and behind the body its quote, and "when initiating an upload to gs://…" (TensorFlow's
 * file system). */
static bool is_behind_body(struct wd_str line, struct wd_str text)
{
    struct wd_str s = wd_str_trim(line);

    if (!wd_str_has(text, WD_STR("with body '{\n")))
        return false;
    return wd_str_eqz(s, "'") ||
           (wd_str_ends(text, WD_STR("'")) && wd_str_starts(s, WD_STR("when ")));
}

/* "[ERROR] 403 Forbidden": a status and nothing else. */
static bool is_status_alone(struct wd_str line)
{
    static const char *const statuses[] = {"403 Forbidden", "401 Unauthorized"};
    size_t at = wd_str_find(wd_str_trim(line), WD_STR("] "));

    line = wd_str_trim(line);
    return WD_STR_IN(wd_str_from(line, at == WD_NPOS ? 0 : at + 2), statuses);
}

/* "Access Denied: Dataset p.d", and below it "User does not have P permission for dataset p.d.": what BigQuery says in one. */
static bool is_told_of_above(struct wd_str line, struct wd_str text)
{
    static const struct wd_str head = {"Access Denied: ", 15};
    struct wd_str last = wd_str_from(text, wd_str_rfind_char(text, '\n') + 1);
    size_t at = wd_str_find(last, head);
    struct wd_str name = wd_str_from(last, at == WD_NPOS ? last.len : at + head.len);

    wd_str_word(&name);
    name = wd_str_trim(name);
    return name.len > 2 && wd_str_find_char(name, ' ') == WD_NPOS &&
           wd_str_starts(wd_str_trim_left(line), WD_STR("User does not have ")) &&
           wd_str_has(line, name);
}

bool wd_failure_repeats(struct wd_str line, struct wd_str text)
{
    return is_told_of_above(line, text) ||
           (is_status_alone(line) &&
            !is_status_alone(wd_str_sub(text, 0, wd_str_find_char(text, '\n'))));
}

bool wd_failure_says_what_was_asked(struct wd_str text)
{
    text = wd_str_from(text, wd_str_rfind_char(text, '\n') + 1); /* all of it, if it is one line */
    size_t at = wd_str_find(text, WD_STR("Forbidden: "));
    struct wd_str asked = at == WD_NPOS ? WD_STR_NONE : wd_str_trim(wd_str_from(text, at + 11));

    return (wd_str_starts(asked, WD_STR("b/")) || wd_str_starts(asked, WD_STR("https://"))) &&
           wd_str_find_char(asked, ' ') == WD_NPOS;
}

bool wd_failure_detail(struct wd_str line, struct wd_str text)
{
    return is_stack_line(line) || is_address(line) || is_field_line(line, text) ||
           is_explanation(line) || is_place_in_plan(line) || is_labelled_body(line, text) ||
           is_told_below(line, text) || is_asked_below(line, text) || is_behind_body(line, text) ||
           is_listed_permission(line, text) || wd_failure_labels(line, text) ||
           wd_failure_header(line, text);
}

static bool names_any(struct wd_str s, const char *const *names)
{
    for (; *names; names++)
        if (wd_str_has(s, wd_str_of(*names)))
            return true;
    return false;
}

bool wd_failure_of_another_cloud(struct wd_str line, struct wd_str text)
{
    static const char *const google[] = {"googleapis.com", "gserviceaccount.com", "projects/",
                                         NULL};
    static const char *const alibaba[] = {"acs:", "aliyun", "Aliyun", "oss2.", "ODPS-", NULL};

    return (names_any(line, alibaba) && names_any(text, google) && !names_any(text, alibaba) &&
            !names_any(line, google)) ||
           (names_any(line, google) && names_any(text, alibaba) && !names_any(text, google) &&
            !names_any(line, alibaba));
}

/* A database of Alibaba Cloud refuses by its own words; clients print the host that they called below it. */
static bool is_of_database(struct wd_str s)
{
    static const char *const words[] = {"ERR illegal address", "role \"RAM$", "role \"p4_",
                                        "role \"p5_", "ermission denied for "};

    return WD_STR_ANY(wd_str_has, s, words);
}

/* "googleapi: Error 400: …", whose list of details begins below it, may be in a box: Go's client of Google. */
static bool has_details_below(const struct wd_reading *r, struct wd_str line)
{
    enum { NEAR = 24 };

    return wd_str_has(line, WD_STR("googleapi: Error 4")) &&
           wd_str_has(wd_str_sub(r->record->after, 0, NEAR), WD_STR("Details:"));
}

/* "failed to generate a token for X: {", "XError: DashscopeException - ": what was tried; the lines below
 * say that it was refused. ossfs and s3fs print OSS's answer below their own line. */
bool wd_failure_announced(const struct wd_reading *r, struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);

    if (wd_str_has(s, WD_STR("s3fs_")) || wd_str_has(s, WD_STR("ossfs: ")))
        return wd_str_ihas(s, "invalid credentials") || wd_str_ihas(s, "error");
    if (wd_str_has(s, WD_STR("Failed!!!")))
        return wd_str_ends(s, WD_STR("ERROR]:"));
    if (wd_str_has(s, WD_STR("impersonated credentials"))) /* google-auth, and whoever prints it */
        return wd_str_ends(s, WD_STR(": {")) || wd_str_ends(s, WD_STR(", '{"));
    if (wd_str_has(s, WD_STR("unexpected status from "))) /* containerd and buildkit, folded */
        return wd_str_ends(s, WD_STR(" GET")) || wd_str_ends(s, WD_STR(" request to")) ||
               (wd_str_ends(s, WD_STR(":")) && wd_str_has(s, WD_STR("pkg.dev/")));
    if (wd_str_has(s, WD_STR("Permanent error in ")) || wd_str_has(s, WD_STR("olicy exhausted")))
        return wd_str_ends(s, WD_STR(": {")); /* Google's client of C++ */
    if (is_of_database(s) || has_details_below(r, s) ||
        wd_str_ends(s, WD_STR(" denied the request:"))) /* an admission webhook, and below it why */
        return true;
    return (wd_str_ends(s, WD_STR(": {")) || wd_str_ends(s, WD_STR(" -"))) &&
           (wd_str_ihas(s, "failed") || wd_str_ihas(s, "error")) &&
           (wd_screen_scan(&r->n->words.tokens, s) & WD_TOKEN_OWN) != 0;
}

bool wd_failure_links_causes(struct wd_str line)
{
    return wd_str_starts(line, WD_STR("During handling of the above exception")) ||
           wd_str_starts(line, WD_STR("The above exception was the direct cause"));
}

bool wd_failure_is_class_and_status(struct wd_str line)
{
    const size_t colon = wd_str_find(line, WD_STR(": "));
    struct wd_str name, status;

    if (colon == WD_NPOS)
        return false;
    name = wd_str_sub(line, 0, colon);
    status = wd_str_from(line, colon + 2);
    for (size_t i = 0; i < name.len; i++)
        if (!wd_is_word(name.ptr[i]) && name.ptr[i] != '.')
            return false;
    return wd_str_find_char(name, '.') != WD_NPOS &&
           (wd_str_eqz(status, "403") || wd_str_eqz(status, "401"));
}
