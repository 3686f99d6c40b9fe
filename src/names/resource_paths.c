/* Google's resource names by the table of paths: a row matches when the name starts with it, and the canonical name
 * ends where the row does: objects become their bucket, versions their secret. */
#include "names/resource.h"

#include "whydenied/base/char.h"
#include "whydenied/vocabulary/resource.h"

enum { SEGMENTS_MAX = 16 };

struct path {
    struct wd_str whole;
    struct wd_str part[SEGMENTS_MAX];
    size_t count; /* of segments kept; longer names have more */
    bool cut;
};

static void split(struct wd_str s, struct path *path)
{
    path->whole = s;
    path->count = 0;
    while (s.len > 0 && path->count < SEGMENTS_MAX)
        path->part[path->count++] = wd_str_cut(&s, '/');
    path->cut = s.len > 0;
}

/* Number of segments up to the row's end if the path goes on like the row from segment `at`, else 0. */
static size_t row_end(const struct wd_resource_row *row, const struct path *path, size_t at)
{
    for (const char *step = row->path; *step; at++) {
        size_t len = 1;
        if (at >= path->count || path->part[at].len == 0)
            return 0;
        if (*step != '*') {
            if (*step != path->part[at].ptr[0])
                return 0; /* most rows end here */
            len = strcspn(step, "/");
            struct wd_str word = wd_str_make(step, len);
            if (step[len - 1] == '*' ? !wd_str_starts(path->part[at], wd_str_sub(word, 0, len - 1))
                                     : !wd_str_eq(word, path->part[at]))
                return 0;
        }
        step += step[len] ? len + 1 : len;
    }
    return row->flags & WD_RESOURCE_WHOLE && (at != path->count || path->cut) ? 0 : at;
}

static bool service_fits(const struct wd_resource_row *row, struct wd_str service)
{
    return !row->service || wd_str_eqz(service, row->service) ||
           (service.len == 0 && row->flags & WD_RESOURCE_OR_UNNAMED);
}

/* Of the rows whose paths begin with one letter. */
static const struct wd_resource_row *find_of(const struct wd_resource_row *row,
                                             const struct path *path, size_t at,
                                             struct wd_str service, size_t *ret_end)
{
    for (const char *begin = row->path; row->type && *row->path == *begin; row++) {
        *ret_end = row_end(row, path, at);
        if (*ret_end > 0 && service_fits(row, service))
            return row;
    }
    return NULL;
}

/* The place itself, whose path is empty, is what no other row is. */
static const struct wd_resource_row *find_among(enum wd_resource_place place,
                                                const struct path *path, size_t at,
                                                struct wd_str service, size_t *ret_end)
{
    const char first = at < path->count ? wd_str_at(path->part[at], 0) : '\0';
    const struct wd_resource_row *row =
        first ? find_of(wd_resource_rows_of(place, first), path, at, service, ret_end) : NULL;

    return row ? row : find_of(wd_resource_rows_of(place, '\0'), path, at, service, ret_end);
}

static const struct wd_resource_row *find_row(const struct path *path, struct wd_str service,
                                              size_t *ret_end)
{
    struct wd_str label = wd_str_cut(&service, '.');
    const struct wd_resource_row *row = find_among(WD_RESOURCE_ANYWHERE, path, 0, label, ret_end);

    if (row || !wd_str_eq(path->part[0], WD_STR("projects")) || path->part[1].len == 0)
        return row;
    return find_among(WD_RESOURCE_IN_PROJECT, path, 2, label, ret_end);
}

/* "iap_web/cloud_run-us-central1/services/…", "iap_web/compute-us-central1/services/…" */
static void read_iap_region(struct wd_str kind, struct wd_object *object)
{
    static const struct wd_str regional[] = {{"cloud_run-", 10}, {"compute-", 8}};

    for (size_t i = 0; i < sizeof regional / sizeof *regional; i++)
        if (wd_str_starts(kind, regional[i]))
            object->location = wd_str_from(kind, regional[i].len);
}

static void read_places(const struct path *path, struct wd_object *object)
{
    for (size_t i = 0; i + 1 < path->count; i++) {
        struct wd_str step = path->part[i], value = path->part[i + 1];
        bool project =
            wd_str_eq(step, WD_STR("projects")) || wd_str_eq(step, WD_STR("projectnumbers")) ||
            wd_str_eq(step, WD_STR("apps")) || (i == 0 && wd_str_eq(step, WD_STR("namespaces")));
        bool place = wd_str_eq(step, WD_STR("locations")) || wd_str_eq(step, WD_STR("zones")) ||
                     wd_str_eq(step, WD_STR("regions"));
        if (project && i == 0 && !wd_str_eq(value, WD_STR("_")) && !wd_str_eq(value, WD_STR("-")))
            object->project = value;
        if (place && object->location.len == 0 && !wd_str_eq(value, WD_STR("global")))
            object->location = value;
        if (wd_str_eq(step, WD_STR("iap_web")))
            read_iap_region(value, object);
    }
}

static struct wd_str prefix_of(const struct path *path, size_t segments)
{
    const struct wd_str *last = &path->part[segments - 1];

    return wd_str_make(path->whole.ptr, (size_t)(last->ptr + last->len - path->whole.ptr));
}

/* Kubernetes: GROUP/VERSION/namespaces/NS/KIND/NAME, GROUP/VERSION/KIND/NAME. */
static bool read_kubernetes(const struct path *path, struct wd_str service,
                            struct wd_object *object)
{
    bool versioned = path->count >= 3 && path->part[1].len >= 2 && path->part[1].ptr[0] == 'v' &&
                     wd_is_digit(path->part[1].ptr[1]);

    if (!versioned && !wd_str_starts(service, WD_STR("k8s.io")))
        return false;
    bool spaced = path->count > 3 && wd_str_eq(path->part[2], WD_STR("namespaces"));
    size_t end = spaced ? 6 : 4; /* subresources belong to their object */
    if (end > path->count)
        end = path->count;
    object->type = "kubernetes_object";
    object->name = prefix_of(path, end);
    object->leaf = path->part[end - 1];
    object->parent = spaced ? path->part[3] : WD_STR_NONE;
    return true;
}

bool wd_resource_path(struct wd_str name, struct wd_str service, struct wd_arena *arena,
                      struct wd_object *object)
{
    struct path path;
    size_t length = 0;
    const struct wd_resource_row *row;

    split(name, &path);
    if (path.count < 2)
        return false;
    row = find_row(&path, service, &length);
    if (!row && read_kubernetes(&path, service, object))
        return true;
    if (!row && !wd_str_eq(path.part[0], WD_STR("projects")))
        return false;
    read_places(&path, object);
    object->type = row ? row->type : "other";
    object->name = row ? prefix_of(&path, length) : name;
    object->leaf = path.part[(row ? length : path.count) - 1];
    if (row && row->parent > 0)
        object->parent = path.part[row->parent];
    if (row && row->flags & WD_RESOURCE_OF_PROJECT) {
        object->leaf = object->project = path.part[1];
        object->name =
            wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), path.part[1]}, 2);
    }
    return true;
}
