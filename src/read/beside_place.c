/* The refused thing under a key of its own beside a message that names a permission and no thing: `err="… does not have
 * storage.objects.create access to the Google Cloud Storage object." bucket=acme-logs`. The permission says which of the
 * keys is meant; what a message names itself stands. */
#include "read/beside_place.h"

#include "whydenied/base/char.h"

enum { NAMES_MAX = 5, NAME_MAX = 255 };

/* By enum wd_beside_thing. */
static const char *const names[WD_BESIDE_THINGS][NAMES_MAX] = {
    {"bucket", "bucket_name", "gcs_bucket", "gcs_bucket_name", "oss_bucket"},
    {"topic", "topic_id", "topic_name", "pubsub_topic"},
    {"subscription", "subscription_id", "subscription_name", "pubsub_subscription"},
    {"secret", "secret_id", "secret_name", "gcp_secret"},
    {"dataset", "dataset_id", "dataset_name", "bq_dataset"},
    {"table", "table_id", "table_name", "bq_table"},
    {"project", "project_id", "gcp_project", "google_cloud_project"}};

/* The permissions of each thing, and how its path names it. */
static const struct {
    const char *permissions;
    enum wd_beside_thing thing;
    const char *before;
} places[] = {{"storage.objects.", WD_BESIDE_BUCKET, "gs://"},
              {"storage.buckets.", WD_BESIDE_BUCKET, "gs://"},
              {"pubsub.topics.", WD_BESIDE_TOPIC, "/topics/"},
              {"pubsub.subscriptions.", WD_BESIDE_SUBSCRIPTION, "/subscriptions/"},
              {"secretmanager.versions.", WD_BESIDE_SECRET, "/secrets/"},
              {"secretmanager.secrets.", WD_BESIDE_SECRET, "/secrets/"},
              {"bigquery.datasets.", WD_BESIDE_DATASET, "/datasets/"},
              {"bigquery.tables.", WD_BESIDE_DATASET, "/datasets/"}};

/* A name without a path around it. */
static bool is_plain(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_word(s.ptr[i]) && !wd_char_in(s.ptr[i], ".-"))
            return false;
    return s.len > 2 && s.len <= NAME_MAX && wd_is_alnum(s.ptr[0]) && wd_is_alnum(s.ptr[s.len - 1]);
}

static bool is_named(struct wd_str name, const char *const *of)
{
    for (size_t i = 0; i < NAMES_MAX && of[i]; i++)
        if (wd_names_equal(name, wd_str_of(of[i])))
            return true;
    return false;
}

/* "gs://B", "GCS:B" as Thanos and Loki write it: B. */
static struct wd_str without_store(struct wd_str value)
{
    static const char *const stores[] = {"gs://", "oss://", "GCS:", "gcs:"};

    for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
        if (wd_str_starts(value, wd_str_of(stores[i])))
            return wd_str_from(value, strlen(stores[i]));
    return value;
}

void wd_beside_take_thing(struct wd_beside_things *things, struct wd_str name, struct wd_str value)
{
    for (size_t i = 0; i < WD_BESIDE_THINGS; i++) {
        if (!is_named(name, names[i]))
            continue;
        if (i == WD_BESIDE_BUCKET)
            value = without_store(value);
        if (things->named[i].len > 0 && !wd_str_eq(things->named[i], value))
            things->torn |= 1u << i;
        if (is_plain(value))
            things->named[i] = value;
    }
}

static struct wd_str named(const struct wd_beside_things *things, enum wd_beside_thing thing)
{
    return things->torn >> thing & 1 ? WD_STR_NONE : things->named[thing];
}

/* Says itself what was refused? */
static bool names_thing(struct wd_str said)
{
    static const char *const heads[] = {"gs://", "/b/", "projects/", "buckets/", "//"};

    return WD_STR_ANY(wd_str_has, said, heads);
}

static struct wd_str path(struct wd_arena *arena, const struct wd_beside_things *things,
                          size_t place)
{
    struct wd_str name = named(things, places[place].thing);
    struct wd_str project = named(things, WD_BESIDE_PROJECT), table = WD_STR_NONE;

    if (name.len == 0)
        return WD_STR_NONE;
    if (places[place].thing == WD_BESIDE_BUCKET)
        return wd_arena_concat(arena,
                               (const struct wd_str[]){wd_str_of(places[place].before), name}, 2);
    if (project.len == 0)
        return WD_STR_NONE;
    if (wd_str_eqz(wd_str_of(places[place].permissions), "bigquery.tables."))
        table = named(things, WD_BESIDE_TABLE);
    return wd_arena_concat(
        arena,
        (const struct wd_str[]){WD_STR("projects/"), project, wd_str_of(places[place].before), name,
                                wd_str_of(table.len > 0 ? "/tables/" : ""), table},
        6);
}

struct wd_str wd_beside_place(struct wd_arena *arena, const struct wd_beside_things *things,
                              struct wd_str said)
{
    struct wd_str found = WD_STR_NONE;

    for (size_t i = 0; found.len == 0 && i < sizeof places / sizeof *places; i++)
        if (wd_str_has(said, wd_str_of(places[i].permissions)))
            found = path(arena, things, i);
    return found.len > 0 && names_thing(said) ? WD_STR_NONE : found;
}

struct wd_str wd_beside_oss_bucket(const struct wd_beside_things *things, struct wd_str said)
{
    static const char *const words[] = {"oss: service returned error", "oss2.",
                                        "because of bucket acl", "acl permission on this object",
                                        ".aliyuncs.com"};
    static const char *const named_by[] = {"oss://", ".oss-", "Bucket=", "'Bucket", "BucketName"};

    if (!WD_STR_ANY(wd_str_has, said, words) || WD_STR_ANY(wd_str_has, said, named_by))
        return WD_STR_NONE;
    return named(things, WD_BESIDE_BUCKET);
}
