/* A command of gcloud's that was refused without a permission: "ERROR: (gcloud.secrets.versions.access) PERMISSION_DENIED:
 * The caller does not have permission". Commands of one call, by gcloud's reference and each service's page on access
 * control; what calls several (compute instances create, run deploy) concludes nothing. */
#include "read/refusal/sentence.h"

static const struct {
    const char *command, *permission;
} whole[] = {
    {"secrets.versions.access", "secretmanager.versions.access"},
    {"secrets.versions.add", "secretmanager.versions.add"},
    {"pubsub.topics.publish", "pubsub.topics.publish"},
    {"pubsub.subscriptions.pull", "pubsub.subscriptions.consume"},
    {"kms.encrypt", "cloudkms.cryptoKeyVersions.useToEncrypt"},
    {"kms.decrypt", "cloudkms.cryptoKeyVersions.useToDecrypt"},
    {"container.clusters.get-credentials", "container.clusters.get"},
    {"projects.get-iam-policy", "resourcemanager.projects.getIamPolicy"},
    {"services.enable", "serviceusage.services.enable"},
    {"services.list", "serviceusage.services.list"},
    {"iam.service-accounts.keys.create", "iam.serviceAccountKeys.create"},
    {"iam.service-accounts.keys.list", "iam.serviceAccountKeys.list"},
};

/* Groups whose describe, list, create, delete and update are one call each; `reads`: only the first two and delete are. */
static const struct {
    const char *group, *stem;
    bool reads;
} groups[] = {
    {"secrets", "secretmanager.secrets", false},
    {"secrets.versions", "secretmanager.versions", true},
    {"pubsub.topics", "pubsub.topics", false},
    {"pubsub.subscriptions", "pubsub.subscriptions", true},
    {"logging.sinks", "logging.sinks", false},
    {"logging.metrics", "logging.logMetrics", false},
    {"dns.managed-zones", "dns.managedZones", true},
    {"dns.record-sets", "dns.resourceRecordSets", true},
    {"kms.keyrings", "cloudkms.keyRings", false},
    {"kms.keys", "cloudkms.cryptoKeys", false},
    {"spanner.instances", "spanner.instances", false},
    {"spanner.databases", "spanner.databases", false},
    {"bigtable.instances", "bigtable.instances", false},
    {"container.clusters", "container.clusters", true},
    {"dataproc.clusters", "dataproc.clusters", true},
    {"dataflow.jobs", "dataflow.jobs", true},
    {"composer.environments", "composer.environments", true},
    {"iam.service-accounts", "iam.serviceAccounts", false},
    {"redis.instances", "redis.instances", false},
    {"projects", "resourcemanager.projects", true},
    {"compute.instances", "compute.instances", true},
    {"compute.disks", "compute.disks", true},
    {"compute.images", "compute.images", true},
    {"compute.snapshots", "compute.snapshots", true},
    {"compute.networks", "compute.networks", true},
    {"compute.networks.subnets", "compute.subnetworks", true},
    {"compute.firewall-rules", "compute.firewalls", true},
    {"compute.addresses", "compute.addresses", true},
};

static const struct {
    const char *verb, *ending;
    bool reads;
} verbs[] = {
    {"describe", ".get", true},   {"list", ".list", true},      {"delete", ".delete", true},
    {"create", ".create", false}, {"update", ".update", false},
};

/* "secrets.versions.access" of "(gcloud.beta.secrets.versions.access)" */
static struct wd_str command_in(struct wd_str text)
{
    static const char *const tracks[] = {"beta.", "alpha.", "preview."};
    size_t at = wd_str_find(text, WD_STR("(gcloud."));
    struct wd_str command = wd_str_from(text, at == WD_NPOS ? text.len : at + 8);

    command = wd_str_sub(command, 0, wd_str_find_char(command, ')'));
    for (size_t i = 0; i < sizeof tracks / sizeof *tracks; i++)
        if (wd_str_starts(command, wd_str_of(tracks[i])))
            return wd_str_from(command, strlen(tracks[i]));
    return command;
}

static struct wd_str of_group(struct wd_str command, struct wd_arena *arena)
{
    size_t dot = wd_str_rfind_char(command, '.');
    struct wd_str group = wd_str_sub(command, 0, dot == WD_NPOS ? 0 : dot),
                  verb = wd_str_from(command, dot == WD_NPOS ? command.len : dot + 1);

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (!wd_str_eqz(group, groups[i].group))
            continue;
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            if (wd_str_eqz(verb, verbs[k].verb) && (verbs[k].reads || !groups[i].reads))
                return wd_arena_concat(
                    arena,
                    (const struct wd_str[]){wd_str_of(groups[i].stem), wd_str_of(verbs[k].ending)},
                    2);
    }
    return WD_STR_NONE;
}

static void derive_command(struct wd_refusal *r, struct wd_str text, struct wd_arena *arena)
{
    struct wd_str command = command_in(text), permission = WD_STR_NONE;

    if (r->permission_count > 0 || command.len == 0 || command.len > 80)
        return;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (wd_str_eqz(command, whole[i].command))
            permission = wd_str_of(whole[i].permission);
    if (permission.len == 0)
        permission = of_group(command, arena);
    if (permission.len == 0)
        return;
    r->permissions[0] = permission;
    r->permission_count = 1;
    r->derived = r->concluded = true;
}

/* The text says why, and no permission is the reason. */
static bool has_another_reason(struct wd_str text, unsigned signs)
{
    static const char *const reasons[] = {
        "constraint",     "rganization's policy", "rganization policy",
        "erviceControls", "authentication scope", "SCOPE_INSUFFICIENT",
        "illing"};

    return signs & (WD_TEXT_CREDENTIAL | WD_TEXT_UNUSED_API) ||
           WD_STR_ANY(wd_str_has, text, reasons);
}

void wd_refusal_conclude(struct wd_refusal *r, struct wd_str text, unsigned signs,
                         struct wd_arena *arena)
{
    if ((r->rpc != 7 && r->http != 403) || has_another_reason(text, signs))
        return;
    wd_refusal_derive_call(r, r->part[WD_PART_URL], r->action, arena);
    derive_command(r, text, arena);
    wd_refusal_derive_made(r, text, arena);
}
