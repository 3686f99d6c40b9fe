/* Writes logs to measure with: the same bytes for the same arguments, everywhere.
 *
 *     generate KIND MEGABYTES [DENIED_PERCENT [SEED [COMBINATIONS [FILLER]]]]
 *
 * KIND: audit (Cloud Audit Logs, NDJSON), pretty (the same as gcloud prints an array), build (Cloud
 * Build log text), actiontrail (arrays of ActionTrail events, one an object of OSS). Entries have 0.5
 * to 6 KB, 48 projects, 500 principals, 8 services; which of them a denial is about follows Zipf's
 * law over COMBINATIONS (500), so that a few stand for most; FILLER sets the bytes of padding in an
 * audit entry. All names are invented. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROJECTS   48u
#define PRINCIPALS 500u
#define RESOURCES  20000u

struct service {
    const char *name, *method, *permission, *type, *resource;
};

static const struct service services[] = {
    {"storage.googleapis.com", "storage.objects.get", "storage.objects.get", "gcs_bucket",
     "projects/_/buckets/acme-data-%u/objects/day/part-%05u.parquet"},
    {"bigquery.googleapis.com", "google.cloud.bigquery.v2.JobService.InsertJob",
     "bigquery.jobs.create", "bigquery_project", "projects/acme-%u-prod/jobs/job_%05u"},
    {"artifactregistry.googleapis.com", "Docker-PutManifest",
     "artifactregistry.repositories.uploadArtifacts", "audited_resource",
     "projects/acme-%u-prod/locations/europe-west1/repositories/images-%05u"},
    {"secretmanager.googleapis.com",
     "google.cloud.secretmanager.v1.SecretManagerService.AccessSecretVersion",
     "secretmanager.versions.access", "audited_resource",
     "projects/acme-%u-prod/secrets/key-%05u/versions/1"},
    {"run.googleapis.com", "google.cloud.run.v1.Services.ReplaceService", "run.services.update",
     "cloud_run_revision", "namespaces/acme-%u-prod/services/api-%05u"},
    {"aiplatform.googleapis.com", "google.cloud.aiplatform.v1.JobService.CreateCustomJob",
     "aiplatform.customJobs.create", "audited_resource",
     "projects/acme-%u-prod/locations/us-central1/customJobs/%05u"},
    {"iamcredentials.googleapis.com", "GenerateAccessToken", "iam.serviceAccounts.getAccessToken",
     "service_account", "projects/-/serviceAccounts/1%08u%05u"},
    {"pubsub.googleapis.com", "google.pubsub.v1.Publisher.Publish", "pubsub.topics.publish",
     "pubsub_topic", "projects/acme-%u-prod/topics/events-%05u"},
};
#define SERVICES (sizeof services / sizeof *services)

static uint64_t state; /* splitmix64 */
static unsigned combinations = 500, principals = PRINCIPALS, filler;

static uint64_t draw(void)
{
    uint64_t z = (state += 0x9E3779B97F4A7C15u);

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static unsigned below(unsigned n)
{
    return (unsigned)(draw() % n);
}

/* Zipf-like without tables: the square of a uniform draw crowds the low numbers. */
static unsigned zipf(unsigned n)
{
    double u = (double)(draw() >> 11) / 9007199254740992.0;

    return (unsigned)(u * u * u * n);
}

static uint64_t written;

static void put(const char *text)
{
    size_t len = strlen(text);

    if (fwrite(text, 1, len, stdout) != len) {
        fprintf(stderr, "generate: %s\n", strerror(errno));
        exit(1);
    }
    written += len;
}

#define PUT(...)                                                                                   \
    do {                                                                                           \
        char line_[2048];                                                                          \
        snprintf(line_, sizeof line_, __VA_ARGS__);                                                \
        put(line_);                                                                                \
    } while (0)

static char *stamp(char *to, size_t room, uint64_t n)
{
    uint64_t s = n / 40; /* 40 entries a second */

    snprintf(to, room, "2026-03-%02uT%02u:%02u:%02u.%06uZ", (unsigned)(1 + s / 86400 % 28),
             (unsigned)(s / 3600 % 24), (unsigned)(s / 60 % 60), (unsigned)(s % 60),
             (unsigned)(n * 7919 % 1000000));
    return to;
}

/* Members nobody reads, to make an entry as long as such entries are. */
static void put_filler(unsigned bytes, const char *newline)
{
    unsigned done = 0;

    for (unsigned i = 0; done < bytes; i++) {
        unsigned before = (unsigned)written;
        PUT("%s%s\"field_%02u\":\"%016llx-value %u of the \\\"request\\\" {as sent}\"",
            i ? "," : "", newline, i, (unsigned long long)draw(), below(100000));
        done += (unsigned)written - before;
    }
}

static void put_audit(uint64_t n, int denied, const char *nl)
{
    unsigned combination = denied ? zipf(combinations) : (unsigned)(draw() % 100000);
    const struct service *service = &services[combination % SERVICES];
    unsigned project = combination * 31 % PROJECTS, principal = combination * 17 % principals;
    unsigned number = denied ? combination : zipf(RESOURCES);
    unsigned drawn = 200 + below(100) * below(100) / 2, size = filler ? filler : drawn;
    char resource[256], time[64];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(resource, sizeof resource, service->resource, project, number);
#pragma GCC diagnostic pop
    stamp(time, sizeof time, n);
    PUT("{%s\"insertId\":\"%llxq%llu\",%s\"logName\":\"projects/acme-%u-prod/logs/"
        "cloudaudit.googleapis.com%%2F%s\",",
        nl, (unsigned long long)draw(), (unsigned long long)n, nl, project,
        combination % 2 ? "data_access" : "activity");
    PUT("%s\"protoPayload\":{%s\"@type\":\"type.googleapis.com/google.cloud.audit.AuditLog\",%s"
        "\"authenticationInfo\":{\"principalEmail\":\"worker-%u@acme-%u-prod.iam.gserviceaccount."
        "com\",\"principalSubject\":\"serviceAccount:worker-%u@acme-%u-prod.iam.gserviceaccount."
        "com\"},",
        nl, nl, nl, principal, project, principal, project);
    PUT("%s\"authorizationInfo\":[{%s\"permission\":\"%s\",\"permissionType\":\"DATA_READ\",%s%s"
        "\"resource\":\"%s\",\"resourceAttributes\":{}}],",
        nl, nl, service->permission, denied ? "" : "\"granted\":true,", nl, resource);
    PUT("%s\"methodName\":\"%s\",%s\"request\":{", nl, service->method, nl);
    put_filler(size, nl);
    PUT("},%s\"requestMetadata\":{\"callerIp\":\"198.51.100.%u\",\"callerSuppliedUserAgent\":"
        "\"acme-tool/1.%u (gzip)\",\"requestAttributes\":{\"time\":\"%s\"}},",
        nl, below(250), below(20), time);
    PUT("%s\"resourceName\":\"%s\",%s\"serviceName\":\"%s\",%s\"status\":{", nl, resource, nl,
        service->name, nl);
    if (denied)
        PUT("\"code\":7,\"message\":\"Permission '%s' denied on resource '%s' (or it may not "
            "exist).\"",
            service->permission, resource);
    PUT("}},%s\"receiveTimestamp\":\"%s\",%s\"resource\":{\"labels\":{\"project_id\":\"acme-%u-"
        "prod\"},\"type\":\"%s\"},%s\"severity\":\"%s\",%s\"timestamp\":\"%s\"}",
        nl, time, nl, project, service->type, nl, denied ? "ERROR" : "INFO", nl, time);
}

static void put_build(uint64_t n, int denied)
{
    if (n % 60 == 0)
        PUT("starting build \"%08x-0000-4000-8000-%012llx\"\n\nFETCHSOURCE\nBUILD\n",
            below(1u << 31), (unsigned long long)n);
    if (denied)
        PUT("Step #%u: denied: Permission \"artifactregistry.repositories.uploadArtifacts\" denied "
            "on resource \"projects/acme-%u-prod/locations/europe-west1/repositories/images-%u\" "
            "(or it may not exist)\n",
            below(5), zipf(PROJECTS), zipf(combinations));
    else
        PUT("Step #%u: %016llx: Layer %s, copied %u of %u files\n", below(5),
            (unsigned long long)draw(), below(2) ? "already exists" : "pushed", below(500), 500u);
}

static void put_trail(uint64_t n, int denied)
{
    unsigned combination = denied ? zipf(combinations) : below(100000);
    char time[64];

    stamp(time, sizeof time, n);
    time[19] = 'Z'; /* no fraction */
    time[20] = '\0';
    PUT("%s{\"eventId\":\"%016llx-%llu\",\"eventVersion\":\"1\",\"eventTime\":\"%s\",\"eventName\":"
        "\"%s\",\"eventType\":\"ApiCall\",\"serviceName\":\"Ecs\",\"acsRegion\":\"cn-hangzhou\",",
        n % 50 ? "," : "[", (unsigned long long)draw(), (unsigned long long)n, time,
        combination % 2 ? "RunInstances" : "CreateNetworkInterface");
    if (denied)
        PUT("\"errorCode\":\"Forbidden.RAM\",\"errorMessage\":\"User not authorized to operate on "
            "the specified resource, or this API doesn't support RAM.\",");
    PUT("\"userIdentity\":{\"type\":\"ram-user\",\"accountId\":\"1%015u\",\"userName\":\"worker-%"
        "u\","
        "\"principalId\":\"2%015u\"},\"requestParameters\":{",
        combination % PROJECTS, combination % PRINCIPALS, combination % PRINCIPALS);
    put_filler(200 + below(1500), "");
    PUT("},\"sourceIpAddress\":\"198.51.100.%u\"}%s", below(250), n % 50 == 49 ? "]\n" : "");
}

int main(int argc, char **argv)
{
    static char buffer[1 << 16];
    const char *kind = argc > 1 ? argv[1] : "";
    uint64_t bytes = (argc > 2 ? strtoull(argv[2], NULL, 10) : 0) << 20;
    double percent = argc > 3 ? strtod(argv[3], NULL) : 1;
    uint64_t threshold = percent >= 100 ? UINT64_MAX : (uint64_t)(percent / 100 * 0x1p64);
    int pretty = strcmp(kind, "pretty") == 0;

    if (bytes == 0 || (!pretty && strcmp(kind, "audit") != 0 && strcmp(kind, "build") != 0 &&
                       strcmp(kind, "actiontrail") != 0)) {
        fprintf(stderr, "usage: generate audit|pretty|build|actiontrail MEGABYTES [DENIED_PERCENT "
                        "[SEED [COMBINATIONS [FILLER]]]]\n");
        return 2;
    }
    state = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
    if (argc > 5)
        combinations = (unsigned)strtoul(argv[5], NULL, 10);
    if (combinations == 0)
        combinations = 500;
    if (combinations > principals)
        principals = combinations;
    filler = argc > 6 ? (unsigned)strtoul(argv[6], NULL, 10) : 0;
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    for (uint64_t n = 0; written < bytes || (kind[0] == 'a' && kind[1] == 'c' && n % 50); n++) {
        int denied = draw() <= threshold && percent > 0;
        if (pretty)
            put(n ? ",\n  " : "[\n  ");
        if (pretty || strcmp(kind, "audit") == 0)
            put_audit(n, denied, pretty ? "\n    " : "");
        else if (strcmp(kind, "build") == 0)
            put_build(n, denied);
        else
            put_trail(n, denied);
        if (strcmp(kind, "audit") == 0)
            put("\n");
    }
    if (pretty)
        put("\n]\n");
    return fclose(stdout) == 0 ? 0 : 1;
}
