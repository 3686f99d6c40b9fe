/* What a condition may ask of a request: its time, the resource's name, type and service, the principal's type.
 *
 * https://cloud.google.com/iam/docs/conditions-resource-attributes */
#include "policy/set.h"

/* Types by the shape of the path. Equal words of different services are told apart by what stands before them; a shape
 * that is not here has no type that is known, and a condition that asks for it is open. */
static const struct {
    const char *shape, *type;
} types[] = {
    {"projects/*", "cloudresourcemanager.googleapis.com/Project"},
    {"folders/*", "cloudresourcemanager.googleapis.com/Folder"},
    {"organizations/*", "cloudresourcemanager.googleapis.com/Organization"},
    {"projects/_/buckets/*", "storage.googleapis.com/Bucket"},
    {"projects/*/topics/*", "pubsub.googleapis.com/Topic"},
    {"projects/*/subscriptions/*", "pubsub.googleapis.com/Subscription"},
    {"projects/*/secrets/*", "secretmanager.googleapis.com/Secret"},
    {"projects/*/secrets/*/versions/*", "secretmanager.googleapis.com/SecretVersion"},
    {"projects/*/locations/*/secrets/*", "secretmanager.googleapis.com/Secret"},
    {"projects/*/locations/*/secrets/*/versions/*", "secretmanager.googleapis.com/SecretVersion"},
    {"projects/*/locations/*/keyRings/*", "cloudkms.googleapis.com/KeyRing"},
    {"projects/*/locations/*/keyRings/*/cryptoKeys/*", "cloudkms.googleapis.com/CryptoKey"},
    {"projects/*/locations/*/keyRings/*/cryptoKeys/*/cryptoKeyVersions/*",
     "cloudkms.googleapis.com/CryptoKeyVersion"},
    {"projects/*/datasets/*", "bigquery.googleapis.com/Dataset"},
    {"projects/*/datasets/*/tables/*", "bigquery.googleapis.com/Table"},
    {"projects/*/datasets/*/models/*", "bigquery.googleapis.com/Model"},
    {"projects/*/datasets/*/routines/*", "bigquery.googleapis.com/Routine"},
    {"projects/*/serviceAccounts/*", "iam.googleapis.com/ServiceAccount"},
};

static bool has_shape(struct wd_str path, struct wd_str shape)
{
    while (path.len > 0 && shape.len > 0) {
        struct wd_str part = wd_str_cut(&path, '/'), want = wd_str_cut(&shape, '/');
        if (!wd_str_eqz(want, "*") && !wd_str_eq(part, want))
            return false;
    }
    return path.len == 0 && shape.len == 0;
}

static struct wd_str type_of(struct wd_str path)
{
    if (wd_str_starts(path, WD_STR("projects/_/buckets/"))) { /* names of objects hold slashes */
        if (wd_str_has(path, WD_STR("/objects/")))
            return WD_STR("storage.googleapis.com/Object");
        if (wd_str_has(path, WD_STR("/managedFolders/")))
            return WD_STR("storage.googleapis.com/ManagedFolder");
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (has_shape(path, wd_str_of(types[i].shape)))
            return wd_str_of(types[i].type);
    return WD_STR_NONE;
}

/* The same name with the project's other name. */
static struct wd_str twin_of(const struct wd_policy_set *set, struct wd_arena *arena,
                             struct wd_str path)
{
    struct wd_str project = wd_policy_project_of(path), twin = wd_policy_twin(set, project);

    if (twin.len == 0)
        return WD_STR_NONE;
    return wd_arena_concat(arena, (const struct wd_str[]){twin, wd_str_from(path, project.len)}, 2);
}

void wd_policy_facts(const struct wd_policy_set *set, struct wd_arena *arena,
                     const struct wd_policy_who *who, const struct wd_chain *chain, wd_time time,
                     struct wd_facts_of_request *ret_facts)
{
    struct wd_facts_of_request *f = ret_facts;
    struct wd_str service;

    f->time = time;
    f->name = chain->count > 0 ? chain->path[0] : WD_STR_NONE;
    f->twin = twin_of(set, arena, f->name);
    f->type = type_of(f->name);
    service = wd_str_sub(f->type, 0, f->type.len ? wd_str_find_char(f->type, '/') : 0);
    if (chain->host.len > 0 && !wd_str_eq(chain->host, service))
        f->type = WD_STR_NONE; /* a shape of another service */
    f->service = chain->host.len > 0 ? chain->host : service;
    f->principal_subject = who->federated || who->number ? WD_STR_NONE : who->id;
    if (!who->anonymous && !who->federated)
        f->principal_type = who->service_account ? WD_STR("iam.googleapis.com/ServiceAccount")
                                                 : WD_STR("iam.googleapis.com/WorkspaceIdentity");
}
