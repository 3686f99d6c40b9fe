/* Any spelling of a resource → type and canonical name: "//HOST/…", selfLinks, gs:// and oss://
 * paths, registry references, service-account addresses, ARNs. The table of Google's paths is in
 * resource_paths.c, Alibaba's in resource_acs.c; what no row knows keeps its name as "other". */
#include "names/resource.h"

#include "whydenied/base/char.h"

static struct wd_str unquoted(struct wd_str s)
{
    s = wd_str_trim(s);
    s = wd_str_trim_left_of(s, "\"'`<[({");
    while (s.len > 0 && wd_char_in(s.ptr[s.len - 1], "\"'`>]),.;}") &&
           !wd_str_ends(s, WD_STR("(default)")))
        s.len--;
    return wd_str_trim(s);
}

static bool is_version(struct wd_str s)
{
    return s.len >= 2 && s.ptr[0] == 'v' && wd_is_digit(s.ptr[1]);
}

/* https://compute.googleapis.com/compute/v1/projects/…, https://www.googleapis.com/storage/v1/b/… */
static struct wd_str strip_self_link(struct wd_str path)
{
    struct wd_str rest = path;

    for (int i = 0; i < 2; i++) {
        struct wd_str part = wd_str_cut(&rest, '/');
        if (is_version(part) || wd_str_eq(part, WD_STR("beta")) || wd_str_eq(part, WD_STR("alpha")))
            return rest;
    }
    return path;
}

/* "//storage.googleapis.com/projects/…", "privateca.googleapis.com/projects/…" → path; the host
 * tells the service better than anything else. */
static struct wd_str strip_host(struct wd_str s, struct wd_str *service)
{
    struct wd_str rest = s;
    bool link = false;

    if (wd_str_starts(s, WD_STR("//"))) {
        rest = wd_str_from(s, 2);
    } else if (wd_str_starts(s, WD_STR("https://")) || wd_str_starts(s, WD_STR("http://"))) {
        rest = wd_str_from(s, wd_str_find(s, WD_STR("://")) + 3);
        link = true;
    }
    struct wd_str after = rest;
    struct wd_str host = wd_str_cut(&after, '/');
    if (is_version(host) &&
        wd_str_starts(after, WD_STR("projects/"))) /* a path of REST, as Terraform has it */
        return after;
    if (!wd_str_ends(host, WD_STR(".googleapis.com")) || after.len == 0)
        return s;
    if (!wd_str_eq(host, WD_STR("www.googleapis.com")))
        *service = host;
    return link ? strip_self_link(after) : after;
}

/* "service-123456789012@cloudcomposer-accounts.iam…": Google's agent for a project of that number; what stands behind the
 * @ is a project of Google's own, where nobody else binds anything. */
static bool is_agent(struct wd_str local)
{
    if (!wd_str_starts(local, WD_STR("service-")) || local.len < 8 + 6)
        return false;
    for (size_t i = 8; i < local.len; i++)
        if (!wd_is_digit(local.ptr[i]))
            return false;
    return true;
}

static bool canonical_account(struct wd_str s, struct wd_arena *arena, struct wd_object *object)
{
    size_t slash = wd_str_rfind_char(s, '/');

    if (slash != WD_NPOS && !wd_str_has(s, WD_STR("serviceAccounts/")))
        return false;
    if (slash != WD_NPOS)
        s = wd_str_from(s, wd_str_find(s, WD_STR("serviceAccounts/")) + 16);
    s = wd_str_sub(s, 0, wd_str_find_char(s, '/')); /* keys/… */
    s = wd_str_sub(s, 0, wd_str_find_char(s, '?')); /* a constraint's subject: ?configvalue=… */
    if (wd_str_starts(s, WD_STR("serviceAccount:")))
        s = wd_str_from(s, 15);
    if (!wd_str_ends(s, WD_STR("gserviceaccount.com")))
        return false;
    struct wd_str domain = s, local = wd_str_cut(&domain, '@');
    if (local.len == 0) /* "service-<PROJECT_NUMBER>@gcp-sa-….iam…": the end of a guide's address */
        return false;
    object->type = "service_account";
    object->name = wd_arena_concat(
        arena, (const struct wd_str[]){WD_STR("projects/-/serviceAccounts/"), s}, 2);
    object->leaf = s;
    if (!is_agent(local) && !wd_str_starts(domain, WD_STR("gcp-sa-")) &&
        wd_str_ends(domain, WD_STR(".iam.gserviceaccount.com")))
        object->project = wd_str_sub(domain, 0, domain.len - 24);
    return true;
}

/* gs://bucket/object, and the b/bucket/o/object of selfLinks. */
static bool canonical_bucket(struct wd_str s, struct wd_arena *arena, struct wd_object *object)
{
    if (wd_str_starts(s, WD_STR("gs://")))
        s = wd_str_from(s, 5);
    else if (wd_str_starts(s, WD_STR("b/")))
        s = wd_str_from(s, 2);
    else
        return false;
    object->type = "bucket";
    object->leaf = wd_str_cut(&s, '/');
    object->name = wd_arena_concat(
        arena, (const struct wd_str[]){WD_STR("projects/_/buckets/"), object->leaf}, 2);
    return true;
}

static void set_repository(struct wd_str project, struct wd_str location, struct wd_str repository,
                           struct wd_arena *arena, struct wd_object *object)
{
    object->type = "artifact_registry_repository";
    object->project = project;
    object->location = location;
    object->leaf = repository;
    object->name =
        wd_arena_concat(arena,
                        (const struct wd_str[]){WD_STR("projects/"), project, WD_STR("/locations/"),
                                                location, WD_STR("/repositories/"), repository},
                        6);
}

/* "example.com/P" is the project of a domain's, "example.com:P", whose colon cannot stand there:
 * https://cloud.google.com/artifact-registry/docs/docker/names */
static struct wd_str image_project(struct wd_str *path, struct wd_arena *arena)
{
    struct wd_str first = wd_str_cut(path, '/');

    if (wd_str_find_char(first, '.') == WD_NPOS || wd_str_find_char(*path, '/') == WD_NPOS)
        return first;
    return wd_arena_concat(arena,
                           (const struct wd_str[]){first, WD_STR(":"), wd_str_cut(path, '/')}, 3);
}

/* REGION-docker.pkg.dev/P/R/IMAGE; [us.|eu.|asia.]gcr.io/P/IMAGE, which lives in repository
 * gcr.io. */
static bool canonical_image(struct wd_str s, struct wd_arena *arena, struct wd_object *object)
{
    struct wd_str rest = s;
    struct wd_str host = wd_str_cut(&rest, '/');
    size_t dash = wd_str_find(host, WD_STR("-docker.pkg.dev"));
    struct wd_str project = image_project(&rest, arena);

    if (project.len == 0)
        return false;
    if (dash != WD_NPOS && dash + 15 == host.len) {
        struct wd_str repository = wd_str_cut(&rest, '/');
        repository = wd_str_sub(repository, 0, wd_str_find_char(repository, ':'));
        if (repository.len == 0)
            return false;
        set_repository(project, wd_str_sub(host, 0, dash), repository, arena, object);
        return true;
    }
    if (!wd_str_eq(host, WD_STR("gcr.io")) && !wd_str_ends(host, WD_STR(".gcr.io")))
        return false;
    bool eu = wd_str_starts(host, WD_STR("eu.")), asia = wd_str_starts(host, WD_STR("asia."));
    set_repository(project,
                   eu     ? WD_STR("europe")
                   : asia ? WD_STR("asia")
                          : WD_STR("us"),
                   host, arena, object);
    return true;
}

static void set_project(struct wd_str id, struct wd_arena *arena, struct wd_object *object)
{
    object->type = "project";
    object->project = object->leaf = id;
    object->name = wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), id}, 2);
}

/* Where the project's id ends in "acme-dw:sales.orders", and in "example.com:acme-dw:sales.orders", whose project is of a
 * domain; the whole of "example.com:acme-dw". */
static size_t project_end(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':');

    if (colon == WD_NPOS || wd_str_find_char(wd_str_sub(s, 0, colon), '.') == WD_NPOS ||
        wd_str_ends(wd_str_sub(s, 0, colon), WD_STR(".googleapis.com")))
        return colon;
    size_t second = wd_str_find_char(wd_str_from(s, colon + 1), ':');
    return second == WD_NPOS ? s.len : colon + 1 + second;
}

/* BigQuery's older spelling: project:dataset.table, project:dataset, project.dataset.table; and project:dataset.events_*,
 * tables that only their dataset names. */
static bool canonical_table(struct wd_str s, struct wd_str service, struct wd_arena *arena,
                            struct wd_object *object)
{
    size_t colon = project_end(s);

    if (!wd_str_starts(service, WD_STR("bigquery")) || colon == WD_NPOS ||
        wd_str_find_char(s, '/') != WD_NPOS)
        return false;
    if (colon == s.len) {
        set_project(s, arena, object);
        return true;
    }
    struct wd_str rest = wd_str_trim(wd_str_from(s, colon + 1));
    struct wd_str dataset = wd_str_cut(&rest, '.');

    if (wd_str_ends(rest, WD_STR("*")))
        rest = WD_STR_NONE;
    object->project = wd_str_sub(s, 0, colon);
    object->type = rest.len ? "table" : "dataset";
    object->leaf = rest.len ? rest : dataset;
    object->parent = rest.len ? dataset : WD_STR_NONE;
    object->name = wd_arena_concat(
        arena,
        (const struct wd_str[]){WD_STR("projects/"), object->project, WD_STR("/datasets/"), dataset,
                                wd_str_of(rest.len ? "/tables/" : ""), rest},
        6);
    return true;
}

/* A project id: 6 to 30 of small letters, digits and '-', a letter first. */
static bool is_project_id(struct wd_str s)
{
    if (s.len < 6 || s.len > 30 || s.ptr[0] < 'a' || s.ptr[0] > 'z')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_lower(s.ptr[i]) && !wd_is_digit(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    return true;
}

static bool is_number(struct wd_str s)
{
    unsigned long long n;

    return wd_str_to_u64(s, &n);
}

/* A bare number or id: a project for the services that log one, IAP's backend for IAP. */
static bool canonical_bare(struct wd_str s, struct wd_str service, struct wd_arena *arena,
                           struct wd_object *object)
{
    bool number = is_number(s);

    if (wd_str_find_char(s, '/') != WD_NPOS)
        return false;
    if (number && wd_str_starts(service, WD_STR("iap"))) {
        object->type = "iap_backend";
        object->name = object->leaf = s;
        return true;
    }
    bool manager = wd_str_has(service, WD_STR("resourcemanager")) ||
                   wd_str_starts(service, WD_STR("serviceusage"));
    if (!(number && s.len >= 6 && s.len <= 14) && !(manager && is_project_id(s)))
        return false;
    set_project(s, arena, object);
    return true;
}

void wd_resource_canonical(struct wd_str raw, struct wd_str service, struct wd_arena *arena,
                           struct wd_object *ret_object)
{
    struct wd_object object = {0};
    struct wd_str s = unquoted(raw);

    *ret_object = object;
    if (s.len == 0)
        return;
    if (wd_str_starts(s, WD_STR("acs:")) || wd_str_starts(s, WD_STR("oss://")) ||
        wd_str_has(s, WD_STR(".aliyuncs.com/"))) {
        wd_resource_acs(s, arena, ret_object);
        return;
    }
    s = strip_host(s, &service);
    if (!canonical_account(s, arena, &object) && !canonical_bucket(s, arena, &object) &&
        !canonical_image(s, arena, &object) && !wd_resource_path(s, service, arena, &object) &&
        !canonical_table(s, service, arena, &object) &&
        !canonical_bare(s, service, arena, &object)) {
        object.type = "other";
        object.name = s;
        object.leaf = wd_last_part(s, '/');
    }
    *ret_object = object;
}
