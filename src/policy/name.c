/* Names of resources: one path for every spelling, and what stands above by the path alone. */
#include "whydenied/base/char.h"

#include "policy/set.h"

static struct wd_str join(struct wd_arena *arena, struct wd_str a, struct wd_str b)
{
    return wd_arena_concat(arena, (const struct wd_str[]){a, b}, 2);
}

/* "//storage.googleapis.com/B", "…/projects/_/buckets/B", "…/b/B/o/O", with or without an object. */
static struct wd_str bucket_path(struct wd_arena *arena, struct wd_str rest)
{
    struct wd_str under = WD_STR("projects/_/buckets/");

    if (wd_str_starts(rest, WD_STR("projects/")))
        return rest;
    if (wd_str_starts(rest, WD_STR("buckets/")))
        return join(arena, WD_STR("projects/_/"), rest);
    return join(arena, under, rest);
}

/* gs://B/O */
static struct wd_str gs_path(struct wd_arena *arena, struct wd_str rest)
{
    struct wd_str object = rest, bucket = wd_str_cut(&object, '/');

    if (object.len == 0)
        return join(arena, WD_STR("projects/_/buckets/"), bucket);
    return wd_arena_concat(
        arena,
        (const struct wd_str[]){WD_STR("projects/_/buckets/"), bucket, WD_STR("/objects/"), object},
        4);
}

/* "123456789012-compute", "service-123456789012", "123456789012": accounts that Google makes. */
static bool numbered(struct wd_str *local)
{
    unsigned long long n;

    if (wd_str_starts(*local, WD_STR("service-")))
        *local = wd_str_from(*local, 8);
    else if (wd_str_ends(*local, WD_STR("-compute")))
        local->len -= 8;
    return local->len >= 6 && wd_str_to_u64(*local, &n);
}

/* The project of an account's address: x@P.iam.gserviceaccount.com, P@appspot.gserviceaccount.com. */
static struct wd_str home(struct wd_str email)
{
    struct wd_str rest = email, local = wd_str_cut(&rest, '@');
    struct wd_str iam = WD_STR(".iam.gserviceaccount.com");

    if (wd_str_eqz(rest, "appspot.gserviceaccount.com"))
        return local;
    if (wd_str_ends(rest, WD_STR("gserviceaccount.com")) && numbered(&local))
        return local;
    return wd_str_ends(rest, iam) ? wd_str_sub(rest, 0, rest.len - iam.len) : WD_STR_NONE;
}

bool wd_policy_unique_id(struct wd_str id)
{
    size_t n = 0;

    while (n < id.len && wd_is_digit(id.ptr[n]))
        n++;
    return n == id.len && n >= 18 && n <= 25;
}

static struct wd_str account_path(struct wd_arena *arena, struct wd_str email)
{
    struct wd_str project = home(email);

    return wd_arena_concat(arena,
                           (const struct wd_str[]){WD_STR("projects/"),
                                                   project.len ? project : WD_STR("-"),
                                                   WD_STR("/serviceAccounts/"), email},
                           4);
}

static struct wd_str without_host(struct wd_arena *arena, struct wd_str name,
                                  struct wd_str *ret_host)
{
    struct wd_str rest = wd_str_from(name, 2), version;

    *ret_host = wd_str_cut(&rest, '/');
    if (wd_str_eqz(*ret_host, "storage.googleapis.com"))
        return bucket_path(arena, rest);
    /* https://HOST/v1/… and https://www.googleapis.com/compute/v1/… */
    version = rest;
    if (wd_str_starts(version, WD_STR("compute/")))
        version = wd_str_from(version, 8);
    if (version.len > 2 && version.ptr[0] == 'v' && wd_is_digit(version.ptr[1])) {
        wd_str_cut(&version, '/');
        return version;
    }
    return rest;
}

/* Words of other spellings before the name that follows them. */
static const struct {
    const char *from, *to;
} spellings[] = {
    {"projectnumbers/", "projects/"}, {"apps/", "projects/"}, {"buckets/", "projects/_/buckets/"}};

struct wd_str wd_policy_path(struct wd_arena *arena, struct wd_str name, struct wd_str *ret_host)
{
    struct wd_str between = WD_STR("/serviceAccounts/");

    *ret_host = WD_STR_NONE;
    name = wd_str_trim(name);
    if (wd_str_starts(name, WD_STR("gs://")))
        name = gs_path(arena, wd_str_from(name, 5));
    else if (wd_str_starts(name, WD_STR("https://")))
        name = without_host(arena, wd_str_from(name, 6), ret_host);
    else if (wd_str_starts(name, WD_STR("//")))
        name = without_host(arena, name, ret_host);
    name = wd_str_trim_right_of(name, "/");
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (wd_str_starts(name, wd_str_of(spellings[i].from)))
            return join(arena, wd_str_of(spellings[i].to),
                        wd_str_from(name, strlen(spellings[i].from)));
    if (wd_str_find(name, between) != WD_NPOS && wd_str_starts(name, WD_STR("projects/-/")) &&
        wd_str_find_char(name, '@') != WD_NPOS)
        return account_path(arena, wd_str_from(name, wd_str_find(name, between) + between.len));
    if (wd_str_find_char(name, '/') == WD_NPOS && name.len > 0) {
        if (wd_str_find_char(name, '@') != WD_NPOS)
            return account_path(arena, name);
        if (wd_str_find_char(name, ':') == WD_NPOS)
            return join(arena, WD_STR("projects/"), name);
    }
    return name;
}

bool wd_policy_is_container(struct wd_str path)
{
    static const char *const kinds[] = {"projects", "folders", "organizations"};
    struct wd_str rest = path, kind = wd_str_cut(&rest, '/');

    return rest.len > 0 && wd_str_find_char(rest, '/') == WD_NPOS && WD_STR_IN(kind, kinds);
}

struct wd_str wd_policy_project_of(struct wd_str path)
{
    struct wd_str rest = path, kind = wd_str_cut(&rest, '/'), id = wd_str_cut(&rest, '/');

    if ((!wd_str_eqz(kind, "projects") && !wd_str_eqz(kind, "namespaces")) || id.len == 0 ||
        wd_str_eqz(id, "_") || wd_str_eqz(id, "-"))
        return WD_STR_NONE;
    return wd_str_make(path.ptr, (size_t)(id.ptr + id.len - path.ptr));
}

/* A bucket stands right above all its objects, whose names may hold any number of slashes. */
static struct wd_str bucket_of(struct wd_str path)
{
    struct wd_str under = WD_STR("projects/_/buckets/");
    size_t slash;

    if (!wd_str_starts(path, under))
        return WD_STR_NONE;
    slash = wd_str_find_char(wd_str_from(path, under.len), '/');
    return slash == WD_NPOS ? WD_STR_NONE : wd_str_sub(path, 0, under.len + slash);
}

struct wd_str wd_policy_parent(struct wd_str path)
{
    struct wd_str above = bucket_of(path);

    if (above.len > 0)
        return above;
    for (int part = 0; part < 2; part++) {
        size_t slash = wd_str_rfind_char(path, '/');
        if (slash == WD_NPOS)
            return WD_STR_NONE;
        path.len = slash;
    }
    if (wd_str_eqz(path, "projects/_") || wd_str_eqz(path, "projects/-") ||
        wd_str_find_char(path, '/') == WD_NPOS)
        return WD_STR_NONE;
    return path;
}

struct wd_str wd_policy_lookup(struct wd_arena *arena, struct wd_str path)
{
    struct wd_str rest = path, kind = wd_str_cut(&rest, '/'), after = rest;

    wd_str_cut(&after, '/');
    if (!wd_str_eqz(kind, "projects") || wd_policy_is_container(path))
        return wd_arena_copy(arena, path);
    return join(arena, WD_STR("projects/*/"), after);
}
