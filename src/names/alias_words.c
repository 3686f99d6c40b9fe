/* What the clouds named themselves. Everything that is not here is somebody's name. */
#include "names/alias_words.h"

#include "whydenied/base/char.h"

/* Collections of resource names, and the word for one of them. */
static const struct {
    const char *collection, *kind;
} collections[] = {
    {"projects", "project"},
    {"folders", "folder"},
    {"organizations", "organization"},
    {"locations", "location"},
    {"regions", "region"},
    {"zones", "zone"},
    {"repositories", "repository"},
    {"buckets", "bucket"},
    {"objects", "object"},
    {"serviceAccounts", "account"},
    {"services", "service"},
    {"jobs", "job"},
    {"secrets", "secret"},
    {"versions", "version"},
    {"topics", "topic"},
    {"subscriptions", "subscription"},
    {"datasets", "dataset"},
    {"tables", "table"},
    {"connections", "connection"},
    {"keyRings", "ring"},
    {"cryptoKeys", "key"},
    {"instances", "instance"},
    {"databases", "database"},
    {"functions", "function"},
    {"queues", "queue"},
    {"subnetworks", "subnet"},
    {"networks", "network"},
    {"images", "image"},
    {"models", "model"},
    {"endpoints", "endpoint"},
    {"clusters", "cluster"},
    {"namespaces", "namespace"},
    {"pipelineJobs", "job"},
    {"customJobs", "job"},
    {"builds", "build"},
    {"triggers", "trigger"},
    {"workloadIdentityPools", "pool"},
    {"workforcePools", "pool"},
    {"providers", "provider"},
    {"subject", "subject"},
    {"roles", "role"},
    {"role", "role"},
    {"user", "user"},
    {"users", "user"},
    {"policy", "policy"},
    {"group", "group"},
    {"groups", "group"},
    {"billingAccounts", "billing"},
    {"brands", "brand"},
    {"backendServices", "backend"},
    {"disks", "disk"},
    {"logs", "log"},
    {"views", "view"},
    {"operations", "operation"},
    {"agent", "agent"},
    {"registry", "registry"},
    {"workspace", "workspace"},
    {"project", "project"},
    {"logstore", "logstore"},
    {"tunnels", "tunnel"},
};

static const char *const words[] = {"-",
                                    "_",
                                    "~",
                                    ".",
                                    "acs",
                                    "ram",
                                    "oss",
                                    "log",
                                    "sts",
                                    "odps",
                                    "ecs",
                                    "cr",
                                    "kms",
                                    "global",
                                    "us",
                                    "eu",
                                    "asia",
                                    "serviceAccount",
                                    "domain",
                                    "principal",
                                    "principalSet",
                                    "deleted",
                                    "allUsers",
                                    "allAuthenticatedUsers",
                                    "attribute",
                                    "system",
                                    "serviceaccount",
                                    "https",
                                    "http",
                                    "gs",
                                    "iam.googleapis.com",
                                    "root",
                                    "default",
                                    "latest",
                                    "v1",
                                    "v1beta1",
                                    "v2",
                                    "anonymous",
                                    "unknown",
                                    "uid",
                                    "iap_web",
                                    "iap_tunnel",
                                    "compute",
                                    "appengine",
                                    "gserviceaccount.com",
                                    NULL};

static const char *const directions[] = {"central",   "east",      "west",      "north",
                                         "south",     "northeast", "northwest", "southeast",
                                         "southwest", NULL};
static const char *const continents[] = {
    "us", "europe", "asia", "northamerica", "southamerica", "australia", "me", "africa", NULL};
static const char *const cities[] = {"cn-hangzhou",
                                     "cn-shanghai",
                                     "cn-beijing",
                                     "cn-shenzhen",
                                     "cn-hongkong",
                                     "cn-zhangjiakou",
                                     "cn-wulanchabu",
                                     "cn-qingdao",
                                     "cn-chengdu",
                                     "cn-guangzhou",
                                     "ap-southeast-1",
                                     "ap-southeast-5",
                                     "ap-northeast-1",
                                     "eu-central-1",
                                     "us-west-1",
                                     "us-east-1",
                                     NULL};

const char *wd_alias_kind_of(struct wd_str collection)
{
    for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
        if (wd_str_eqz(collection, collections[i].collection))
            return collections[i].kind;
    return NULL;
}

/* "europe-west4", "us-central1-a", "cn-hangzhou": only what is on the map, since projects may look like it. */
static bool is_location(struct wd_str word)
{
    struct wd_str rest = word, continent = wd_str_cut(&rest, '-'), area = wd_str_cut(&rest, '-');
    size_t letters = area.len;

    while (letters > 0 && wd_is_digit(area.ptr[letters - 1]))
        letters--;
    return wd_one_of(word, cities) ||
           (wd_one_of(continent, continents) && letters < area.len && area.len - letters <= 2 &&
            wd_one_of(wd_str_sub(area, 0, letters), directions) &&
            (rest.len == 0 || (rest.len == 1 && wd_is_lower(*rest.ptr))));
}

/* "run.googleapis.com": letters, one label. A bucket's host has more. */
static bool is_api(struct wd_str word)
{
    struct wd_str label = wd_str_ends(word, WD_STR(".googleapis.com"))
                              ? wd_str_sub(word, 0, word.len - 15)
                              : WD_STR_NONE;

    for (size_t i = 0; i < label.len; i++)
        if (!wd_is_lower(label.ptr[i]))
            return false;
    return label.len > 0;
}

bool wd_alias_is_clouds(struct wd_str word)
{
    return wd_one_of(word, words) || wd_alias_kind_of(word) || is_location(word) || is_api(word);
}
