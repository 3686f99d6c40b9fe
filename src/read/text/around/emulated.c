/* Who refused was no cloud: an emulator or a fake of the service on somebody's machine, a test's double. Nobody's roles in
 * the cloud have to do with it. */
#include "read/text/around/around.h"

enum { NEAR = 4, TELLS = 1, VARIABLE = 2 };

/* In the line that refuses or right above it. */
static const struct wd_sign signs[] = {
    {"emulator_host", WD_SIGN_ANYWHERE, VARIABLE},
    {"emulator]", WD_SIGN_ANYWHERE, TELLS},
    {"emulator: ", WD_SIGN_ANYWHERE, TELLS},
    {"emulators exec", WD_SIGN_ANYWHERE, TELLS},
    {"emulators start", WD_SIGN_ANYWHERE, TELLS},
    {" emulators ", WD_SIGN_ANYWHERE, TELLS}, /* gcloud beta emulators pubsub start */
    {"fake-gcs-server", WD_SIGN_ANYWHERE, TELLS},
    {"://minio.", WD_SIGN_ANYWHERE, TELLS},
    {"://minio:", WD_SIGN_ANYWHERE, TELLS},
    {"http://localhost:4443", WD_SIGN_ANYWHERE, TELLS}, /* its port */
    {"[minikube]", WD_SIGN_ANYWHERE, TELLS},
    {"context minikube", WD_SIGN_ANYWHERE, TELLS},
    {"context=minikube", WD_SIGN_ANYWHERE, TELLS},
    {"context \"minikube\"", WD_SIGN_ANYWHERE, TELLS},
    {"wiremock", WD_SIGN_ANYWHERE, TELLS},
    {"fake client", WD_SIGN_ANYWHERE, TELLS},
    {"fake cloud", WD_SIGN_ANYWHERE, TELLS},
    {"stub server", WD_SIGN_ANYWHERE, TELLS},
    {"mock server", WD_SIGN_ANYWHERE, TELLS},
    {"chaos-monkey", WD_SIGN_ANYWHERE, TELLS},
    {"chaos monkey", WD_SIGN_ANYWHERE, TELLS},
    {"chaosmonkey", WD_SIGN_ANYWHERE, TELLS},
    {"/unittest/mock.py", WD_SIGN_ANYWHERE, TELLS},
    {"/mock/mock.py", WD_SIGN_ANYWHERE, TELLS},
    {"/jest-mock/", WD_SIGN_ANYWHERE, TELLS},
    {"org.mockito.", WD_SIGN_ANYWHERE, TELLS},
    {"/node_modules/sinon/", WD_SIGN_ANYWHERE, TELLS},
    {"/node_modules/nock/", WD_SIGN_ANYWHERE, TELLS},
};

void wd_emulated_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_EMULATED, signs);
}

/* Each stands for its own service: the variable, and what that service's names and calls begin with. */
static const struct {
    const char *variable, *service;
} variables[] = {
    {"STORAGE_EMULATOR_HOST=", "storage"},     {"PUBSUB_EMULATOR_HOST=", "pubsub"},
    {"FIRESTORE_EMULATOR_HOST=", "datastore"}, {"FIRESTORE_EMULATOR_HOST=", "firestore"},
    {"DATASTORE_EMULATOR_HOST=", "datastore"}, {"SPANNER_EMULATOR_HOST=", "spanner"},
    {"BIGTABLE_EMULATOR_HOST=", "bigtable"},   {"BIGQUERY_EMULATOR_HOST=", "bigquery"},
};

static bool is_set_for(struct wd_str line, struct wd_str refusal)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        size_t at = wd_str_find(line, wd_str_of(variables[i].variable));
        struct wd_str rest =
            wd_str_from(line, at == WD_NPOS ? line.len : at + strlen(variables[i].variable));
        if (rest.len > 0 && !wd_char_in(rest.ptr[0], " \"';") &&
            wd_str_has(refusal, wd_str_of(variables[i].service)))
            return true;
    }
    return false;
}

/* "http://localhost:9000/storage/v1/b/…": who was called is told in the refusal. A tunnel to a database
 * or a cluster has such an address as well, but no such path. */
static bool calls_own_machine(struct wd_str refusal)
{
    static const char *const hosts[] = {
        "://localhost:", "://127.0.0.1:", "://0.0.0.0:", "://host.docker.internal:"};
    static const char *const paths[] = {"storage/v1/", "v1/projects/", "bigquery/v2/"};

    if (!wd_str_has(refusal, WD_STR("://")))
        return false; /* most */

    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        size_t at = wd_str_find(refusal, wd_str_of(hosts[i]));
        struct wd_str url = wd_str_from(refusal, at == WD_NPOS ? refusal.len : at + 3);
        wd_str_cut(&url, '/');
        if (WD_STR_ANY(wd_str_starts, url, paths))
            return true;
    }
    return false;
}

/* "GET https://HOST/storage/v1/b/…", and the host is none of Google's: a proxy or a stand-in answered. Of a name that only
 * begins as Google's end does, too ("storage.googleapis.com.example.org"). */
static bool calls_another_host(struct wd_str refusal)
{
    static const struct wd_str google = {"googleapis.com", 14};
    size_t path = wd_str_find(refusal, WD_STR("/storage/v1/b/")), from = path;

    for (size_t at, i = 0; (at = wd_str_find(wd_str_from(refusal, i), google)) != WD_NPOS;) {
        i += at + google.len;
        if (wd_str_at(refusal, i) == '.' && wd_is_letter(wd_str_at(refusal, i + 1)))
            return true;
    }
    if (path == WD_NPOS)
        return false;
    while (from > 0 && !wd_is_space(refusal.ptr[from - 1]))
        from--;
    struct wd_str url = wd_str_sub(refusal, from, path - from), host;
    size_t scheme = wd_str_find(url, WD_STR("://"));
    url = wd_str_from(url, scheme == WD_NPOS ? url.len : scheme + 3);
    host = wd_str_cut(&url, '/');
    host = wd_str_cut(&host, ':');
    return host.len > 0 && !wd_str_ends(host, google) && !wd_str_ends(host, WD_STR(".google.com"));
}

static bool is_told_by(const struct wd_around *around, struct wd_str line, uint64_t all)
{
    unsigned what = wd_signs_in(around, WD_SIGNS_EMULATED, all);

    return (what & TELLS) || ((what & VARIABLE) && is_set_for(line, around->line));
}

bool wd_around_is_emulated(const struct wd_around *around)
{
    bool told = is_told_by(around, around->line, around->line_signs) ||
                calls_own_machine(around->line) || calls_another_host(around->line);

    for (size_t i = 0; i < around->before_count && i < NEAR && !told; i++)
        told = is_told_by(around, around->before[i].text, around->before[i].signs);
    return told;
}
