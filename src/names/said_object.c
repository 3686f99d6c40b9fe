/* What a refusal's words name as refused, in the spelling of records: a bucket by its bare name, a table with a colon, an
 * image by its address. */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

/* "acme-prod:setIamPolicy": a project and its method. */
static struct wd_str project_of_method(struct wd_str object)
{
    struct wd_str method = object, project = wd_str_cut(&method, ':');

    return method.len > 0 && wd_str_find_char(method, '/') == WD_NPOS &&
                   wd_str_find_char(method, '.') == WD_NPOS &&
                   wd_ident_ok(WD_IDENT_PROJECT, project)
               ? project
               : WD_STR_NONE;
}

/* gcloud's "projects instance [acme-prod/topics/t:publish]" → "projects/acme-prod/topics/t": what was called, and how. */
static struct wd_str called_object(struct wd_str object, struct wd_arena *arena)
{
    size_t colon = wd_str_rfind_char(object, ':'), letters = 0;
    struct wd_str name = wd_str_sub(object, 0, colon == WD_NPOS ? 0 : colon), rest = name;
    struct wd_str project = wd_str_cut(&rest, '/');

    while (wd_is_letter(wd_str_at(object, colon + 1 + letters)))
        letters++;
    if (name.len == 0 || rest.len == 0 || letters == 0 || colon + 1 + letters != object.len ||
        !wd_ident_ok(WD_IDENT_PROJECT, project) || wd_str_find_char(rest, '/') == WD_NPOS)
        return WD_STR_NONE;
    return wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), name}, 2);
}

/* A repository of Alibaba's registry is called by its address. */
static struct wd_str acr_object(const struct wd_refusal *refusal, struct wd_arena *arena)
{
    const struct wd_str *part = refusal->part;

    return wd_arena_concat(arena,
                           (const struct wd_str[]){part[WD_PART_HOST], WD_STR("/"),
                                                   part[WD_PART_NAMESPACE], WD_STR("/"),
                                                   part[WD_PART_REPOSITORY]},
                           5);
}

/* "P:D.T" → as BigQuery's records name it. */
static struct wd_str dataset_object(const struct wd_refusal *refusal, struct wd_arena *arena)
{
    const struct wd_str *part = refusal->part;
    bool table = part[WD_PART_TABLE].len > 0;

    return wd_arena_concat(arena,
                           (const struct wd_str[]){WD_STR("projects/"), part[WD_PART_PROJECT],
                                                   WD_STR("/datasets/"), part[WD_PART_DATASET],
                                                   table ? WD_STR("/tables/") : WD_STR_NONE,
                                                   part[WD_PART_TABLE]},
                           6);
}

/* A table of Bigtable's, a dataset of Vertex AI's: the permission says whose. */
static bool is_of_bigquery(const struct wd_refusal *refusal)
{
    static const char *const services[] = {"bigquery", "datacatalog.", "dataplex.",
                                           "analyticshub."};

    return refusal->permission_count == 0 ||
           WD_STR_ANY(wd_str_starts, refusal->permissions[0], services);
}

/* "storage.objects.get … on bucket NAME", "bucket NAME denied; grant roles/storage.objectViewer" */
static bool is_bucket_by_name(const struct wd_refusal *refusal)
{
    return refusal->vendor == WD_REFUSAL_GOOGLE && refusal->part[WD_PART_BUCKET].len > 0 &&
           wd_str_eq(refusal->object, refusal->part[WD_PART_BUCKET]) &&
           wd_refusal_is_of_storage(refusal);
}

/* "on folder 123", "organizations instance [123:getIamPolicy]" → "folders/123", "organizations/123" */
static struct wd_str container(const struct wd_refusal *refusal, struct wd_arena *arena)
{
    static const struct {
        enum wd_refusal_part part;
        const char *collection;
    } containers[] = {{WD_PART_FOLDER, "folders/"}, {WD_PART_ORGANIZATION, "organizations/"}};

    for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
        struct wd_str id = refusal->part[containers[i].part];
        if (wd_ident_ok(WD_IDENT_NUMBER, id) && wd_str_starts(refusal->object, id) &&
            wd_str_find_char(refusal->object, '/') == WD_NPOS)
            return wd_arena_concat(
                arena, (const struct wd_str[]){wd_str_of(containers[i].collection), id}, 2);
    }
    return WD_STR_NONE;
}

/* "bigquery.datasets.update on P:D": what is asked of a data set, or of what lies in it, names it so; a new one's is asked of the
 * project. */
static struct wd_str dataset_behind_colon(const struct wd_refusal *refusal, struct wd_str project)
{
    static const char *const within[] = {"bigquery.datasets.", "bigquery.tables.",
                                         "bigquery.routines.", "bigquery.models."};
    struct wd_str permission =
        refusal->permission_count > 0 ? refusal->permissions[0] : WD_STR_NONE;
    struct wd_str name = wd_str_from(refusal->object, project.len + 1);

    return project.len > 0 && WD_STR_ANY(wd_str_starts, permission, within) &&
                   !wd_str_eqz(permission, "bigquery.datasets.create") &&
                   wd_ident_ok(WD_IDENT_DATASET, name) && !wd_str_ends(name, WD_STR("IamPolicy"))
               ? name
               : WD_STR_NONE;
}

/* "europe-docker.pkg.dev/p/r/image" → the repository's own name. */
struct wd_str wd_said_object(const struct wd_refusal *refusal, struct wd_arena *arena)
{
    const struct wd_str *part = refusal->part;
    struct wd_str project = project_of_method(refusal->object), held = container(refusal, arena);

    struct wd_str called = called_object(refusal->object, arena);

    if (held.len > 0 && refusal->vendor == WD_REFUSAL_GOOGLE)
        return held;
    if (called.len > 0 && refusal->vendor == WD_REFUSAL_GOOGLE)
        return called;
    /* BigQuery's lie in no location; those of Vertex AI and Healthcare do. */
    if (part[WD_PART_DATASET].len > 0 && part[WD_PART_PROJECT].len > 0 && is_of_bigquery(refusal) &&
        !wd_str_has(refusal->object, WD_STR("/locations/")))
        return dataset_object(refusal, arena);
    struct wd_str dataset = dataset_behind_colon(refusal, project);
    if (dataset.len > 0 && refusal->vendor == WD_REFUSAL_GOOGLE)
        return wd_arena_concat(
            arena,
            (const struct wd_str[]){WD_STR("projects/"), project, WD_STR("/datasets/"), dataset},
            4);
    if (project.len > 0 && refusal->vendor == WD_REFUSAL_GOOGLE)
        return wd_arena_concat(arena, (const struct wd_str[]){WD_STR("projects/"), project}, 2);
    if (refusal->vendor == WD_REFUSAL_ALIBABA && refusal->kind == WD_REFUSAL_REGISTRY &&
        part[WD_PART_REPOSITORY].len > 0 && part[WD_PART_NAMESPACE].len > 0)
        return acr_object(refusal, arena);
    if (refusal->vendor == WD_REFUSAL_GOOGLE && part[WD_PART_SECRET].len > 0 &&
        part[WD_PART_PROJECT].len > 0 && wd_str_eq(refusal->object, part[WD_PART_SECRET]))
        return wd_arena_concat(arena,
                               (const struct wd_str[]){WD_STR("projects/"), part[WD_PART_PROJECT],
                                                       WD_STR("/secrets/"), refusal->object},
                               4);
    if (is_bucket_by_name(refusal))
        return wd_arena_concat(
            arena, (const struct wd_str[]){WD_STR("projects/_/buckets/"), refusal->object}, 2);
    if (part[WD_PART_REPOSITORY].len == 0 || part[WD_PART_PROJECT].len == 0 ||
        part[WD_PART_LOCATION].len == 0 || refusal->vendor != WD_REFUSAL_GOOGLE)
        return refusal->object;
    return wd_arena_concat(arena,
                           (const struct wd_str[]){WD_STR("projects/"), part[WD_PART_PROJECT],
                                                   WD_STR("/locations/"), part[WD_PART_LOCATION],
                                                   WD_STR("/repositories/"),
                                                   part[WD_PART_REPOSITORY]},
                           6);
}
