/* The refused thing under a key of its own beside a message that names a permission and no thing: `err="… does not have
 * storage.objects.create access to the Google Cloud Storage object." bucket=acme-logs`. The permission says which of the
 * keys is meant; what a message names itself stands. */
#include "read/beside_place.h"

#include "whydenied/base/char.h"

enum { NAMES_MAX = 5, NAME_MAX = 255 };

/* By enum wd_beside_thing; NULL behind the last. */
static const char *const names[WD_BESIDE_THINGS][NAMES_MAX + 1] = {
    {"bucket", "bucket_name", "gcs_bucket", "gcs_bucket_name", "oss_bucket"},
    {"topic", "topic_id", "topic_name", "pubsub_topic"},
    {"subscription", "subscription_id", "subscription_name", "pubsub_subscription"},
    {"secret", "secret_id", "secret_name", "gcp_secret"},
    {"dataset", "dataset_id", "dataset_name", "bq_dataset"},
    {"table", "table_id", "table_name", "bq_table"},
    {"project", "project_id", "gcp_project", "google_cloud_project"},
    {"key", "kms_key", "key_name", "crypto_key", "kms_key_name"},
    {"endpoint", "endpoint_name", "endpoint_id", "vertex_endpoint"},
    {"queue", "queue_name", "queue_id", "cloud_tasks_queue"}};

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
              {"bigquery.tables.", WD_BESIDE_TABLE, "/datasets/"},
              {"permission to query table", WD_BESIDE_TABLE, "/datasets/"},
              {"cloudkms.cryptoKey", WD_BESIDE_KEY, "/cryptoKeys/"},
              {"aiplatform.endpoints.", WD_BESIDE_ENDPOINT, "/endpoints/"},
              {"cloudtasks.", WD_BESIDE_QUEUE, "/queues/"}};

/* A name without a path around it. */
static bool is_plain(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_word(s.ptr[i]) && !wd_char_in(s.ptr[i], ".-"))
            return false;
    return s.len > 2 && s.len <= NAME_MAX && wd_is_alnum(s.ptr[0]) && wd_is_alnum(s.ptr[s.len - 1]);
}

/* "projects/acme-prod/topics/orders" under the key "topic" */
static bool is_whole(struct wd_str s, enum wd_beside_thing thing)
{
    if (!wd_str_starts(s, WD_STR("projects/")) || s.len > NAME_MAX)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_word(s.ptr[i]) && !wd_char_in(s.ptr[i], ".-/~%+:"))
            return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i].thing == thing && wd_str_has(s, wd_str_of(places[i].before)))
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
        if (!wd_is_named_one_of(name, names[i]))
            continue;
        if (i == WD_BESIDE_BUCKET)
            value = without_store(value);
        if (things->named[i].len > 0 && !wd_str_eq(things->named[i], value))
            things->torn |= 1u << i;
        if ((i < WD_BESIDE_BY_PATH && is_plain(value)) || is_whole(value, (enum wd_beside_thing)i))
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

/* "P.D.T" by itself, else the project, the dataset and the table under a key each; the dataset alone. */
static struct wd_str table_path(struct wd_arena *arena, const struct wd_beside_things *things)
{
    struct wd_str project = named(things, WD_BESIDE_PROJECT);
    struct wd_str dataset = named(things, WD_BESIDE_DATASET);
    struct wd_str table = named(things, WD_BESIDE_TABLE);
    size_t dot = wd_str_rfind_char(table, '.');

    if (wd_str_starts(dataset, WD_STR("projects/")))
        return dataset;
    if (dataset.len == 0 && dot != WD_NPOS) {
        struct wd_str before = wd_str_sub(table, 0, dot);
        table = wd_str_from(table, dot + 1);
        dot = wd_str_rfind_char(before, '.');
        dataset = dot == WD_NPOS ? before : wd_str_from(before, dot + 1);
        project = dot == WD_NPOS ? WD_STR_NONE : wd_str_sub(before, 0, dot);
    }
    if (project.len == 0 || dataset.len == 0)
        return WD_STR_NONE;
    return wd_arena_concat(
        arena,
        (const struct wd_str[]){WD_STR("projects/"), project, WD_STR("/datasets/"), dataset,
                                wd_str_of(table.len > 0 ? "/tables/" : ""), table},
        6);
}

static struct wd_str path(struct wd_arena *arena, const struct wd_beside_things *things,
                          size_t place)
{
    struct wd_str name = named(things, places[place].thing);
    struct wd_str project = named(things, WD_BESIDE_PROJECT),
                  before = wd_str_of(places[place].before);

    if (wd_str_starts(name, WD_STR("projects/")))
        return name;
    if (places[place].thing == WD_BESIDE_TABLE)
        return table_path(arena, things);
    if (name.len > 0 && places[place].thing == WD_BESIDE_BUCKET)
        return wd_arena_concat(arena, (const struct wd_str[]){before, name}, 2);
    if (name.len == 0 || project.len == 0)
        return WD_STR_NONE;
    return wd_arena_concat(arena,
                           (const struct wd_str[]){WD_STR("projects/"), project, before, name}, 4);
}

/* Pub/Sub's own sentence names no permission: the topic or the subscription, where only one of them stands beside it. */
static bool is_of_pubsub(const struct wd_beside_things *things, struct wd_str said, size_t place)
{
    enum wd_beside_thing thing = places[place].thing, other = thing == WD_BESIDE_TOPIC
                                                                  ? WD_BESIDE_SUBSCRIPTION
                                                                  : WD_BESIDE_TOPIC;

    return (thing == WD_BESIDE_TOPIC || thing == WD_BESIDE_SUBSCRIPTION) &&
           things->named[thing].len > 0 && things->named[other].len == 0 &&
           wd_str_has(said, WD_STR("User not authorized to perform this action"));
}

struct wd_str wd_beside_place(struct wd_arena *arena, const struct wd_beside_things *things,
                              struct wd_str said)
{
    struct wd_str found = WD_STR_NONE;

    for (size_t i = 0; found.len == 0 && i < sizeof places / sizeof *places; i++)
        if (wd_str_has(said, wd_str_of(places[i].permissions)) || is_of_pubsub(things, said, i))
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
