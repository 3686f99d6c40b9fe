/* Addresses: what a host of ours means by its path. Registries, buckets, REST paths, W&B's pages. */
#include "read/refusal/parts.h"
#include "whydenied/base/char.h"

static bool is_pkg_dev(struct wd_str host)
{
    return wd_str_ends(host, WD_STR(".pkg.dev"));
}

static bool is_gcr(struct wd_str host)
{
    return wd_str_eqz(host, "gcr.io") || wd_str_eqz(host, "us.gcr.io") ||
           wd_str_eqz(host, "eu.gcr.io") || wd_str_eqz(host, "asia.gcr.io") ||
           wd_str_eqz(host, "mirror.gcr.io");
}

static bool is_acr(struct wd_str host)
{
    return wd_str_ends(host, WD_STR(".cr.aliyuncs.com")) ||
           (wd_str_ends(host, WD_STR(".aliyuncs.com")) && wd_str_starts(host, WD_STR("registry")));
}

bool wd_is_registry(struct wd_str host)
{
    return is_pkg_dev(host) || is_gcr(host) || is_acr(host);
}

/* Of an image's path: without tag and digest. */
static struct wd_str untagged(struct wd_str s)
{
    size_t cut = wd_str_find_char(s, '@');

    s = wd_str_sub(s, 0, cut);
    cut = wd_str_rfind_char(s, ':');
    return cut == WD_NPOS ? s : wd_str_sub(s, 0, cut);
}

/* "scope=repository:P/R/image:pull" asks for what its path does not say. */
static struct wd_str scope_of(struct wd_str query)
{
    size_t at = wd_str_find(query, WD_STR("scope=repository:"));
    struct wd_str rest = wd_str_from(query, at == WD_NPOS ? query.len : at + 17);

    return wd_str_sub(rest, 0, wd_str_find_char(rest, ':'));
}

/* What the registry's protocol hangs on a repository's name: "/blobs/uploads/", "/manifests/TAG". */
static struct wd_str without_protocol(struct wd_str path)
{
    static const char *const tails[] = {"/blobs/", "/manifests/", "/tags/list"};

    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        path = wd_str_sub(path, 0, wd_str_find(path, wd_str_of(tails[i])));
    return path;
}

static struct wd_str without(struct wd_str path, struct wd_str start)
{
    return wd_str_starts(path, start) ? wd_str_from(path, start.len) : path;
}

/* gcr.io/example.com/P/image: a project of a domain's, "example.com:P", whose colon cannot stand there. */
static struct wd_str project_in(struct wd_naming *n, struct wd_str *path)
{
    struct wd_str first = wd_str_cut(path, '/'), project;

    if (wd_str_find_char(first, '.') == WD_NPOS || path->len == 0)
        return first;
    project = wd_arena_concat(
        n->arena, (const struct wd_str[]){first, WD_STR(":"), wd_str_cut(path, '/')}, 3);
    n->failed = n->failed || !project.ptr;
    return project;
}

/* L-FORMAT.pkg.dev/P/R/…; apt and yum ask for projects/P/R, apt for projects/P/dists/R and projects/P/pool/R */
static void parts_of_pkg_dev(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    struct wd_str label = wd_str_sub(host, 0, wd_str_find_char(host, '.'));
    size_t dash = wd_str_rfind_char(label, '-');

    path = without(path, WD_STR("projects/"));
    if (dash != WD_NPOS)
        wd_part_set(n, WD_PART_LOCATION, wd_str_sub(label, 0, dash));
    wd_part_set(n, WD_PART_PROJECT, project_in(n, &path));
    path = without(without(path, WD_STR("dists/")), WD_STR("pool/"));
    wd_part_set(n, WD_PART_REPOSITORY, untagged(wd_str_cut(&path, '/')));
}

/* gcr.io/P/image: since 2025 a repository of Artifact Registry that is named as the host is. mirror.gcr.io is Google's own
 * cache of Docker Hub: https://cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images */
static void parts_of_gcr(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    struct wd_str continent = wd_str_eqz(host, "gcr.io")
                                  ? WD_STR("us")
                                  : wd_str_sub(host, 0, wd_str_find_char(host, '.'));

    wd_part_set(n, WD_PART_LOCATION, wd_str_eqz(continent, "eu") ? WD_STR("europe") : continent);
    wd_part_set(n, WD_PART_PROJECT,
                wd_str_eqz(host, "mirror.gcr.io") ? host : project_in(n, &path));
    wd_part_set(n, WD_PART_REPOSITORY, host);
}

/* registry.R.aliyuncs.com/NS/REPO, NAME-registry.R.cr.aliyuncs.com/NS/REPO, crpi-….R.personal.cr.aliyuncs.com */
static void parts_of_acr(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    struct wd_str rest = host;

    wd_str_cut(&rest, '.');
    wd_part_set(n, WD_PART_LOCATION, wd_str_cut(&rest, '.'));
    wd_part_set(n, WD_PART_NAMESPACE, wd_str_cut(&path, '/'));
    wd_part_set(n, WD_PART_REPOSITORY, untagged(path));
}

static void parts_of_registry(struct wd_naming *n, struct wd_str host, struct wd_str path,
                              struct wd_str query)
{
    struct wd_str scope = scope_of(query);

    if (wd_str_starts(path, WD_STR("v2/")))
        path = without_protocol(wd_str_from(path, 3));
    if (wd_str_starts(path, WD_STR("artifacts-uploads/namespaces/")))
        path = wd_str_from(path, 29);
    if (wd_str_eqz(path, "token") || wd_str_eqz(path, "auth") || scope.len > 0)
        path = scope;
    if (path.len == 0 || wd_str_eqz(path, "v2")) /* the registry itself, where docker logs in */
        return;
    if (is_pkg_dev(host))
        parts_of_pkg_dev(n, host, path);
    else if (is_gcr(host))
        parts_of_gcr(n, host, path);
    else
        parts_of_acr(n, host, path);
}

/* Of "oss-R.aliyuncs.com", and of OSS-HDFS's "R.oss-dls.aliyuncs.com". */
static struct wd_str region_of_oss(struct wd_str host, size_t oss)
{
    struct wd_str region = wd_str_from(host, oss + 5);

    region = wd_str_cut(&region, '.');
    if (wd_str_eqz(region, "dls")) {
        host = wd_str_sub(host, 0, oss);
        return wd_last_part(host, '.');
    }
    if (wd_str_ends(region, WD_STR("-internal")))
        region.len -= 9;
    return region;
}

/* B.oss-R.aliyuncs.com/key, P.R.log.aliyuncs.com, product.R.aliyuncs.com */
static void parts_of_aliyun(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    size_t oss = wd_str_find(host, WD_STR(".oss-")),
           log = wd_str_find(host, WD_STR(".log.aliyuncs.com"));

    if (oss != WD_NPOS) {
        struct wd_str labels = wd_str_sub(host, 0, oss), bucket = wd_str_cut(&labels, '.');
        if (!wd_str_eqz(bucket, "s3")) /* "B.s3.oss-R", "s3.oss-R": for clients that speak S3 */
            wd_part_set(n, WD_PART_BUCKET, bucket);
        wd_part_set(n, WD_PART_LOCATION, region_of_oss(host, oss));
        wd_part_set(n, WD_PART_KEY, path);
    } else if (log != WD_NPOS) {
        struct wd_str rest = wd_str_sub(host, 0, log), project = wd_str_cut(&rest, '.');
        if (rest.len > 0) {
            wd_part_set(n, WD_PART_PROJECT, project);
            wd_part_set(n, WD_PART_LOCATION, rest);
        }
    }
}

static bool is_rest(struct wd_str path)
{
    return wd_str_starts(path, WD_STR("storage/")) || wd_str_starts(path, WD_STR("upload/")) ||
           wd_str_starts(path, WD_STR("download/")) || wd_str_starts(path, WD_STR("batch"));
}

/* "us-central1-run.googleapis.com": a region before its service. */
static void parts_of_rest(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    size_t dash = wd_str_rfind_char(host, '-');
    bool regional =
        dash != WD_NPOS && dash > 1 && host.ptr[dash - 1] >= '0' && host.ptr[dash - 1] <= '9';
    struct wd_str api = regional ? wd_str_from(host, dash + 1) : host;
    size_t run =
        wd_str_eqz(api, "run.googleapis.com") ? wd_str_find(path, WD_STR("namespaces/")) : WD_NPOS;

    wd_part_set(n, WD_PART_API, api);
    if (regional)
        wd_part_set(n, WD_PART_LOCATION, wd_str_sub(host, 0, dash));
    wd_parts_of_path(n, run == WD_NPOS ? path : wd_str_from(path, run));
}

static void parts_of_google(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    size_t bucket = wd_str_find(host, WD_STR(".storage.googleapis.com"));

    if (bucket != WD_NPOS) {
        wd_part_set(n, WD_PART_BUCKET, wd_str_sub(host, 0, bucket));
        wd_part_set(n, WD_PART_KEY, path);
    } else if (wd_str_eqz(host, "storage.googleapis.com") && !is_rest(path)) {
        wd_part_set(n, WD_PART_BUCKET, wd_str_cut(&path, '/'));
        wd_part_set(n, WD_PART_KEY, path);
    } else {
        parts_of_rest(n, host, path);
    }
}

/* console.developers.google.com/apis/api/NAME/overview?project=P */
static void parts_of_console(struct wd_naming *n, struct wd_str path, struct wd_str query)
{
    size_t api = wd_str_find(path, WD_STR("apis/api/")),
           at = wd_str_find(query, WD_STR("project="));

    if (api != WD_NPOS) {
        struct wd_str rest = wd_str_from(path, api + 9);
        wd_part_set(n, WD_PART_API, wd_str_cut(&rest, '/'));
    }
    if (at != WD_NPOS) {
        struct wd_str rest = wd_str_from(query, at + 8);
        wd_part_set(n, WD_PART_PROJECT, wd_str_cut(&rest, '&'));
    }
}

/* source.developers.google.com/p/P/r/REPOSITORY, whose own name may hold slashes */
static void parts_of_source(struct wd_naming *n, struct wd_str path)
{
    if (!wd_str_eqz(wd_str_cut(&path, '/'), "p"))
        return;
    wd_part_set(n, WD_PART_PROJECT, wd_str_cut(&path, '/'));
    if (!wd_str_eqz(wd_str_cut(&path, '/'), "r") || path.len == 0)
        return;
    wd_part_set(n, WD_PART_TYPE, WD_STR("repos"));
    wd_part_set(n, WD_PART_NAME, path);
}

/* wandb.ai/E/P/…, api.wandb.ai/files/E/P/… */
static void parts_of_wandb(struct wd_naming *n, struct wd_str path)
{
    static const char *const pages[] = {
        "graphql", "authorize", "settings",    "login",           "site", "docs", "api",
        "home",    "artifacts", "artifactsV2", "service-redirect"};

    if (wd_str_starts(path, WD_STR("files/")))
        path = wd_str_from(path, 6);
    struct wd_str entity = wd_str_cut(&path, '/');
    if (WD_STR_IN(entity, pages))
        return;
    wd_part_set(n, WD_PART_ENTITY, entity);
    wd_part_set(n, WD_PART_PROJECT, wd_str_cut(&path, '/'));
}

/* REGION-PROJECT.cloudfunctions.net/FUNCTION: a region ends in its number. */
static void parts_of_function(struct wd_naming *n, struct wd_str host, struct wd_str path)
{
    struct wd_str label = wd_str_cut(&host, '.');
    size_t dash = wd_str_find_char(label, '-'), end = dash == WD_NPOS ? label.len : dash + 1;

    while (end < label.len && label.ptr[end] != '-')
        end++;
    if (end + 1 >= label.len || !wd_is_digit(label.ptr[end - 1]))
        return;
    wd_part_set(n, WD_PART_LOCATION, wd_str_sub(label, 0, end));
    wd_part_set(n, WD_PART_PROJECT, wd_str_from(label, end + 1));
    wd_part_set(n, WD_PART_TYPE, WD_STR("functions"));
    wd_part_set(n, WD_PART_NAME, wd_str_cut(&path, '/'));
}

/* metadata.google.internal/computeMetadata/v1/instance/service-accounts/X/token: whose token was asked for. */
static void parts_of_metadata(struct wd_naming *n, struct wd_str path)
{
    size_t at = wd_str_find(path, WD_STR("service-accounts/"));
    struct wd_str rest = wd_str_from(path, at == WD_NPOS ? path.len : at + 17);
    struct wd_str account = wd_str_cut(&rest, '/');

    if (wd_str_find_char(account, '@') != WD_NPOS)
        wd_part_set(n, WD_PART_SERVICE_ACCOUNT, account);
}

void wd_parts_of_address(struct wd_naming *n, struct wd_str address)
{
    struct wd_str query = address, path = wd_str_cut(&query, '?'), host, port;

    host = wd_str_cut(&path, '/');
    port = host;
    host = wd_str_cut(&port, ':');
    if (wd_str_find_char(host, '@') != WD_NPOS || host.len > 253)
        return;
    if (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    wd_part_set(n, WD_PART_HOST, host);
    if (wd_is_registry(host))
        parts_of_registry(n, host, path, query);
    else if (wd_str_ends(host, WD_STR("aliyuncs.com")))
        parts_of_aliyun(n, host, path);
    else if (wd_str_ends(host, WD_STR(".cloudfunctions.net")))
        parts_of_function(n, host, path);
    else if (wd_str_eqz(host, "metadata.google.internal"))
        parts_of_metadata(n, path);
    else if (wd_str_ends(host, WD_STR("googleapis.com")))
        parts_of_google(n, host, path);
    else if (wd_str_eqz(host, "source.developers.google.com"))
        parts_of_source(n, path);
    else if (wd_str_ends(host, WD_STR(".google.com")))
        parts_of_console(n, path, query);
    else if (wd_str_eqz(host, "wandb.ai") || wd_str_eqz(host, "api.wandb.ai"))
        parts_of_wandb(n, path);
}
