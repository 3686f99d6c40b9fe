/* Paths, part by part: a path names its parts in pairs ("projects/P/secrets/S"); the pairs that have a meaning of their own
 * are a table, the last of all others is TYPE and NAME. */
#include "read/refusal/parts.h"
#include "whydenied/base/char.h"

bool wd_is_project_of_domain(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':'), dots = 0;

    if (colon == WD_NPOS || colon + 1 >= s.len || !wd_is_lower(s.ptr[colon + 1]) ||
        wd_str_ends(wd_str_sub(s, 0, colon), WD_STR(".googleapis.com"))) /* an API's method */
        return false;
    for (size_t i = 0; i < s.len; i++) {
        dots += i < colon && s.ptr[i] == '.';
        if (i != colon && !wd_is_lower(s.ptr[i]) && !wd_is_digit(s.ptr[i]) && s.ptr[i] != '-' &&
            !(i < colon && s.ptr[i] == '.'))
            return false;
    }
    return dots > 0 && s.ptr[0] != '.' && wd_is_lower(s.ptr[colon - 1]);
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct {
    const char *segment;
    enum wd_refusal_part part;
} pairs[] = {
    {"projects", WD_PART_PROJECT},
    {"project", WD_PART_PROJECT},
    {"locations", WD_PART_LOCATION},
    {"zones", WD_PART_LOCATION},
    {"regions", WD_PART_LOCATION},
    {"repositories", WD_PART_REPOSITORY},
    {"buckets", WD_PART_BUCKET},
    {"b", WD_PART_BUCKET},
    {"secrets", WD_PART_SECRET},
    {"keyRings", WD_PART_KEY_RING},
    {"cryptoKeys", WD_PART_CRYPTO_KEY},
    {"datasets", WD_PART_DATASET},
    {"tables", WD_PART_TABLE},
    {"namespaces", WD_PART_NAMESPACE},
    {"clusters", WD_PART_CLUSTER},
    {"roles", WD_PART_ROLE},
    {"role", WD_PART_ROLE},
    {"constraints", WD_PART_CONSTRAINT},
    {"serviceAccounts", WD_PART_SERVICE_ACCOUNT},
    {"folders", WD_PART_FOLDER},
    {"organizations", WD_PART_ORGANIZATION},
    {"billingAccounts", WD_PART_BILLING},
    {"logstore", WD_PART_LOGSTORE},
};

/* Segments that begin no pair: versions and words of REST paths. */
static bool leads_only(struct wd_str s)
{
    static const char *const words[] = {"",        "storage", "bigquery", "upload", "download",
                                        "compute", "global",  "api",      "apis",   "beta",
                                        "batch",   "sql",     "dns"};

    if (s.len > 1 && s.len < 10 && s.ptr[0] == 'v' && wd_is_digit(s.ptr[1])) /* v1, v2beta1 */
        return true;
    for (size_t i = 0; i < COUNT(words); i++)
        if (wd_str_eqz(s, words[i]))
            return true;
    return false;
}

void wd_part_set(struct wd_naming *n, enum wd_refusal_part part, struct wd_str value)
{
    static const char *const nobody[] = {"-", "_", "*", "***", "<nil>", "null", "None", "unknown"};

    if (value.len == 0 || n->part[part].len > 0 || value.ptr[0] == '$' || value.ptr[0] == '%')
        return;
    for (size_t i = 0; i < COUNT(nobody); i++)
        if (wd_str_eqz(value, nobody[i]))
            return;
    n->part[part] = value;
}

/* "name:setIamPolicy": the name. Only a verb in small letters is cut. */
static struct wd_str without_method(struct wd_str s)
{
    size_t colon = wd_str_rfind_char(s, ':');

    if (colon == WD_NPOS || colon == 0 || colon + 1 >= s.len || s.len - colon > 40 ||
        wd_is_project_of_domain(s))
        return s;
    for (size_t i = colon + 1; i < s.len; i++)
        if (!((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z')))
            return s;
    return s.ptr[colon + 1] >= 'a' ? wd_str_sub(s, 0, colon) : s;
}

/* "service-123456789012@container-engine-robot…", "project-123456789012@storage-transfer-service…": a service's agent,
 * which lives in a project of Google's. */
static bool is_agent(struct wd_str name)
{
    size_t dash = wd_str_find_char(name, '-');
    struct wd_str number = wd_str_from(name, dash == WD_NPOS ? name.len : dash + 1);

    return (wd_str_starts(name, WD_STR("service-")) || wd_str_starts(name, WD_STR("project-"))) &&
           number.len >= 6 && wd_str_digits(number, 0) == number.len;
}

/* The project in a service account's address. */
void wd_parts_of_account(struct wd_naming *n, struct wd_str email)
{
    struct wd_str domain = email, name = wd_str_cut(&domain, '@');
    struct wd_str rest = domain, project = wd_str_cut(&rest, '.');

    if (wd_str_eqz(rest, "iam.gserviceaccount.com") && !wd_str_starts(project, WD_STR("gcp-sa-")) &&
        !is_agent(name))
        wd_part_set(n, WD_PART_PROJECT, project);
    else if (wd_str_eqz(domain, "appspot.gserviceaccount.com"))
        wd_part_set(n, WD_PART_PROJECT, name);
    else if (wd_str_eqz(domain, "developer.gserviceaccount.com"))
        wd_part_set(n, WD_PART_PROJECT, wd_str_cut(&name, '-'));
}

static void set_pair(struct wd_naming *n, struct wd_str segment, struct wd_str value, bool run)
{
    for (size_t i = 0; i < COUNT(pairs); i++) {
        if (!wd_str_eqz(segment, pairs[i].segment))
            continue;
        /* Cloud Run's v1 names its projects so: namespaces/P/services/S */
        bool is_run = run && pairs[i].part == WD_PART_NAMESPACE;
        wd_part_set(n, is_run ? WD_PART_PROJECT : pairs[i].part, without_method(value));
        if (pairs[i].part == WD_PART_SERVICE_ACCOUNT)
            wd_parts_of_account(n, without_method(value));
        return;
    }
    if (leads_only(value) || n->part[WD_PART_SECRET].len > 0 || n->part[WD_PART_CRYPTO_KEY].len > 0)
        return;
    n->part[WD_PART_TYPE] = n->part[WD_PART_NAME] = WD_STR_NONE;
    wd_part_set(n, WD_PART_TYPE, segment);
    wd_part_set(n, WD_PART_NAME, without_method(value));
}

void wd_parts_of_path(struct wd_naming *n, struct wd_str path)
{
    bool run = wd_str_starts(path, WD_STR("namespaces/"));

    while (path.len > 0) {
        struct wd_str segment = wd_str_cut(&path, '/');
        if (path.len == 0)
            break;
        if ((wd_str_eqz(segment, "o") || wd_str_eqz(segment, "objects") ||
             wd_str_eqz(segment, "object")) &&
            n->part[WD_PART_BUCKET].len > 0) {
            wd_part_set(n, WD_PART_KEY, path);
            break;
        }
        if (!leads_only(segment))
            set_pair(n, segment, wd_str_cut(&path, '/'), run);
    }
}
