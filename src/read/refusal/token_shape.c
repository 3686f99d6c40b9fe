/* What a token looks like: by its prefix, else by its dots, colons and slashes. */
#include "read/refusal/token.h"
#include "whydenied/base/char.h"

enum { LONGEST = 1024, PARTS_MAX = 7 };

static const struct {
    struct wd_str prefix;
    enum wd_shape shape;
} prefixes[] = {
    {{"principal://", sizeof "principal://" - 1}, WD_SHAPE_IDENTITY},
    {{"principalSet://", sizeof "principalSet://" - 1}, WD_SHAPE_IDENTITY},
    {{"system:", sizeof "system:" - 1}, WD_SHAPE_IDENTITY},
    {{"RAM$", sizeof "RAM$" - 1}, WD_SHAPE_IDENTITY}, /* as MaxCompute and Hologres write users */
    {{"ALIYUN$", sizeof "ALIYUN$" - 1}, WD_SHAPE_IDENTITY},
    {{"/namespaces/", sizeof "/namespaces/" - 1}, WD_SHAPE_RESOURCE},
    {{"gs://", sizeof "gs://" - 1}, WD_SHAPE_STORAGE},
    {{"oss://", sizeof "oss://" - 1}, WD_SHAPE_STORAGE},
    {{"acs:", sizeof "acs:" - 1}, WD_SHAPE_ACS},
    {{"roles/", sizeof "roles/" - 1}, WD_SHAPE_ROLE},
    {{"constraints/", sizeof "constraints/" - 1}, WD_SHAPE_CONSTRAINT},
    {{"//", sizeof "//" - 1}, WD_SHAPE_RESOURCE},
    {{"%2F%2F", sizeof "%2F%2F" - 1}, WD_SHAPE_WORD}, /* of an address: said elsewhere, too */
    {{"projects/", sizeof "projects/" - 1}, WD_SHAPE_RESOURCE},
    {{"/projects/", sizeof "/projects/" - 1}, WD_SHAPE_RESOURCE},
    {{"project/", sizeof "project/" - 1}, WD_SHAPE_RESOURCE},
    {{"folders/", sizeof "folders/" - 1}, WD_SHAPE_RESOURCE},
    {{"organizations/", sizeof "organizations/" - 1}, WD_SHAPE_RESOURCE},
    {{"billingAccounts/", sizeof "billingAccounts/" - 1}, WD_SHAPE_RESOURCE},
    {{"namespaces/", sizeof "namespaces/" - 1}, WD_SHAPE_RESOURCE},
    {{"locations/", sizeof "locations/" - 1}, WD_SHAPE_RESOURCE},
    {{"serviceAccounts/", sizeof "serviceAccounts/" - 1}, WD_SHAPE_RESOURCE},
    {{"topics/", sizeof "topics/" - 1}, WD_SHAPE_RESOURCE},
    {{"instances/", sizeof "instances/" - 1}, WD_SHAPE_RESOURCE},
};

/* Ends of names of hosts and files: no permission ends so. */
static const char *const ends_of_names[] = {
    "com", "net",  "org",  "io",   "dev",   "cn",   "app",  "py",   "js",       "ts",
    "go",  "rs",   "java", "json", "yaml",  "yml",  "txt",  "log",  "html",     "sh",
    "md",  "csv",  "gz",   "tar",  "zip",   "goog", "cpp",  "cc",   "internal", "local",
    "jar", "test", "exe",  "so",   "cloud", "xml",  "conf", "toml", "example",  "google"};
static const char *const ends_of_hosts[] = {"com",   "net", "org",     "io",   "dev",
                                            "cn",    "app", "cloud",   "goog", "internal",
                                            "local", "ai",  "example", "test"};
/* Starts of names of packages, classes and hosts. */
static const char *const starts_of_names[] = {
    "com", "org",    "io",    "net", "java", "javax", "google", "cn",
    "sun", "kotlin", "scala", "jdk", "node", "www",   "k8s",    "github",
    "dev", "apache", "os",    "sys", "self", "http",  "tea",    "darabonba"};

static bool all(struct wd_str s, bool upper, bool dash)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_lower(s.ptr[i]) && !wd_is_digit(s.ptr[i]) && !(upper && wd_is_upper(s.ptr[i])) &&
            !(dash && s.ptr[i] == '-'))
            return false;
    return s.len > 0;
}

/* service.resource.verb; "service.googleapis.com/resource.verb" is one as well. */
static enum wd_shape dotted(const struct wd_vocabulary *vocabulary, struct wd_str text)
{
    struct wd_str rest = text, service = wd_str_cut(&rest, '.'), last = service;
    size_t parts = 1;

    /* gcloud.pubsub.topics.publish in some messages of Pub/Sub; mostly the name of a command */
    bool gcloud = wd_str_eqz(service, "gcloud");
    if (gcloud)
        last = service = wd_str_cut(&rest, '.');
    if (!all(service, false, true))
        return WD_SHAPE_WORD;
    for (; rest.len > 0 && parts < PARTS_MAX; parts++) {
        last = wd_str_cut(&rest, '.');
        if (!all(last, true, false))
            return WD_SHAPE_WORD;
    }
    bool known = wd_vocabulary_google(vocabulary, service);
    if (parts < 3 || rest.len > 0 || WD_STR_IN(last, ends_of_names) || wd_is_digit(last.ptr[0]))
        return WD_SHAPE_WORD;
    if (gcloud)
        return known ? WD_SHAPE_MAYBE : WD_SHAPE_WORD;
    if (known)
        return wd_is_lower(last.ptr[0]) || wd_str_ieq(last, WD_STR("actAs")) ? WD_SHAPE_PERMISSION
                                                                             : WD_SHAPE_WORD;
    if (WD_STR_IN(service, starts_of_names) || !wd_is_lower(last.ptr[0]) || last.len < 3 ||
        wd_is_digit(service.ptr[0]))
        return WD_SHAPE_WORD;
    return WD_SHAPE_MAYBE;
}

static bool is_host(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':');
    struct wd_str name = colon == WD_NPOS ? s : wd_str_sub(s, 0, colon);
    size_t dot = wd_str_rfind_char(name, '.');

    if (dot == WD_NPOS || dot == 0)
        return false;
    return WD_STR_IN(wd_str_from(name, dot + 1), ends_of_hosts);
}

static enum wd_shape with_slash(const struct wd_vocabulary *vocabulary, struct wd_str text,
                                size_t slash)
{
    struct wd_str host = wd_str_sub(text, 0, slash), rest = wd_str_from(text, slash + 1);
    struct wd_str verb = wd_last_part(rest, '.');

    if (wd_str_eq(
            host,
            WD_STR("type.googleapis.com"))) /* the type of a message: "…/google.rpc.ErrorInfo" */
        return WD_SHAPE_WORD;
    if (wd_str_eqz(text, "resource/api")) /* "access this resource/api": Workspace names none */
        return WD_SHAPE_WORD;
    if (wd_str_ends(host, WD_STR(".googleapis.com")))
        return wd_str_find_char(rest, '/') == WD_NPOS && verb.len > 0 && verb.len < rest.len &&
                       wd_is_lower(verb.ptr[0])
                   ? WD_SHAPE_PERMISSION
                   : WD_SHAPE_RESOURCE;
    if (wd_str_has(text, WD_STR("/roles/")))
        return WD_SHAPE_ROLE;
    (void)vocabulary;
    if (is_host(host))
        return WD_SHAPE_ADDRESS;
    return slash > 0 && rest.len > 0 && text.ptr[0] != '.' ? WD_SHAPE_PATH : WD_SHAPE_WORD;
}

/* CreateCluster, DescribeRegions: how the operations of Alibaba Cloud begin. */
static bool is_operation(struct wd_str s)
{
    static const char *const verbs[] = {
        "Add",    "Apply",  "Attach", "Batch",    "Bind",     "Cancel", "Check",   "Create",
        "Delete", "Deploy", "Detach", "Describe", "Disable",  "Enable", "Export",  "Get",
        "Grant",  "Import", "Invoke", "List",     "Modify",   "Post",   "Publish", "Pull",
        "Push",   "Put",    "Query",  "Reboot",   "Register", "Remove", "Run",     "Search",
        "Send",   "Set",    "Start",  "Stop",     "Submit",   "Unbind", "Update",  "Upload"};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        size_t len = strlen(verbs[i]);
        if (s.len > len + 1 && wd_str_starts(s, wd_str_of(verbs[i])) && wd_is_upper(s.ptr[len]))
            return true;
    }
    return false;
}

/* "custom policy:Service Name": a colon without its blank. */
static bool is_prose(struct wd_str before, struct wd_str behind)
{
    return wd_is_upper(behind.ptr[0]) && wd_str_letters(before).len == before.len &&
           wd_str_find_char(before, '-') == WD_NPOS && wd_str_find_char(behind, '.') == WD_NPOS &&
           wd_str_find_char(behind, ':') == WD_NPOS;
}

/* product:Action, or a name whose parts are held together by colons. */
static enum wd_shape with_colon(const struct wd_vocabulary *vocabulary, struct wd_str text,
                                size_t colon, bool quoted)
{
    struct wd_str product = wd_str_sub(text, 0, colon), action = wd_str_from(text, colon + 1);
    char folded[32];

    if (action.len == 0 || action.ptr[0] == ':')
        return WD_SHAPE_WORD;
    if (product.len < sizeof folded && wd_is_upper(action.ptr[0]) && action.len > 2 &&
        all(action, true, false)) {
        for (size_t i = 0; i < product.len; i++)
            folded[i] = (char)(product.ptr[i] | (wd_is_upper(product.ptr[i]) ? 0x20 : 0));
        if (wd_vocabulary_alibaba(vocabulary, wd_str_make(folded, product.len)))
            return WD_SHAPE_ACTION;
        if (all(product, false, true) && wd_is_lower(product.ptr[0]) && is_operation(action))
            return WD_SHAPE_MAYBE; /* of a product that is not in the list */
        if (quoted && all(product, false, true) && wd_is_lower(product.ptr[0]) &&
            wd_str_find_char(action, 'a') != WD_NPOS)
            return WD_SHAPE_WORD;
    }
    if (wd_str_ends(product, WD_STR(".googleapis.com")))
        return WD_SHAPE_API;
    if (is_host(text))
        return WD_SHAPE_HOST;
    return all(product, false, true) && product.len >= 6 && wd_is_lower(product.ptr[0]) &&
                   !is_prose(product, action)
               ? WD_SHAPE_COLONS
               : WD_SHAPE_WORD;
}

static enum wd_shape by_signs(const struct wd_vocabulary *vocabulary, struct wd_str text,
                              bool quoted)
{
    size_t at = wd_str_find_char(text, '@'), slash = wd_str_find_char(text, '/'),
           colon = wd_str_find_char(text, ':');

    if (wd_str_has(text, WD_STR("://")))
        return WD_SHAPE_URL;
    if (wd_str_has(text, WD_STR(".svc.id.goog")) && text.ptr[text.len - 1] == ']')
        return WD_SHAPE_IDENTITY;
    if (at != WD_NPOS && at > 0 && slash == WD_NPOS &&
        wd_str_find_char(wd_str_from(text, at), '.') != WD_NPOS)
        return WD_SHAPE_EMAIL;
    if (at == 0 && slash == WD_NPOS) /* "<NAME>@example.com": an address whose name is none */
        return WD_SHAPE_WORD;
    if (slash != WD_NPOS)
        return with_slash(vocabulary, text, slash);
    if (colon != WD_NPOS)
        return with_colon(vocabulary, text, colon, quoted);
    if (wd_str_find_char(text, '.') == WD_NPOS)
        return WD_SHAPE_WORD;
    if (wd_str_ends(text, WD_STR(".googleapis.com")))
        return WD_SHAPE_API;
    enum wd_shape shape = dotted(vocabulary, text);
    return shape == WD_SHAPE_WORD && is_host(text) ? WD_SHAPE_HOST : shape;
}

/* "acs:SourceIp", "acs:MFAPresent": what a policy's condition compares; a resource's name has five parts. */
static bool is_condition_key(struct wd_str text)
{
    return wd_str_starts(text, WD_STR("acs:")) && text.len > 4 && wd_is_upper(text.ptr[4]) &&
           wd_str_find_char(wd_str_from(text, 4), ':') == WD_NPOS;
}

enum wd_shape wd_shape_of(const struct wd_vocabulary *vocabulary, struct wd_str text, bool quoted)
{
    size_t digits = 0;
    bool signs = false;

    if (text.len < 2 || text.len > LONGEST)
        return WD_SHAPE_WORD;
    for (size_t i = 0; i < text.len; i++) {
        signs =
            signs || (text.ptr[i] >= '-' && text.ptr[i] <= '@' && memchr("./:@", text.ptr[i], 4));
        digits += wd_is_digit(text.ptr[i]);
    }
    if (digits == text.len)
        return WD_SHAPE_NUMBER;
    if (!signs) /* most words */
        return WD_SHAPE_WORD;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (wd_str_starts(text, prefixes[i].prefix))
            return is_condition_key(text) ? WD_SHAPE_WORD : prefixes[i].shape;
    return by_signs(vocabulary, text, quoted);
}
