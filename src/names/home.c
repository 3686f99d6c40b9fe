/* Homes of identities. Account addresses carry ids or numbers in half a dozen places; nothing is guessed. */
#include "whydenied/names/home.h"

#include "whydenied/base/char.h"

#include "whydenied/names/ident.h"
#include "whydenied/vocabulary/vendor.h"

static struct wd_str bare(struct wd_str s)
{
    static const char *const prefixes[] = {"deleted:", "serviceAccount:", "user:"};

    s = wd_str_strip(s, prefixes, sizeof prefixes / sizeof *prefixes);
    return wd_str_sub(s, 0, wd_str_find(s, WD_STR("?uid=")));
}

static struct wd_home at(struct wd_str project)
{
    return (struct wd_home){WD_STR_NONE, project};
}

static struct wd_str number_or_none(struct wd_str s)
{
    return wd_ident_ok(WD_IDENT_NUMBER, s) ? s : WD_STR_NONE;
}

/* "acme-prod" or "proj.example.com", what stands before ".iam.gserviceaccount.com" */
static struct wd_home scoped(struct wd_str host)
{
    struct wd_str rest = host, project = wd_str_cut(&rest, '.');

    return (struct wd_home){rest, project};
}

/* "p123456789012-abcdef" (Cloud SQL's instance), "bqcx-123456789012-abcd" (a connection of BigQuery) */
static struct wd_str number_of_agent(struct wd_str local)
{
    if (wd_str_starts(local, WD_STR("bqcx-")))
        wd_str_cut(&local, '-');
    else if (wd_str_starts(local, WD_STR("p")))
        local = wd_str_from(local, 1);
    return number_or_none(wd_str_cut(&local, '-'));
}

static struct wd_home of_account(struct wd_str local, struct wd_str host)
{
    const struct wd_str iam = WD_STR(".iam.gserviceaccount.com");
    struct wd_str rest = local;

    if (wd_str_starts(local, WD_STR("service-org-")))
        return at(WD_STR_NONE);
    if (wd_str_starts(local, WD_STR("service-")) && number_or_none(wd_str_from(local, 8)).len > 0)
        return at(wd_str_from(local, 8));
    if (wd_str_eqz(host, "storage-transfer-service.iam.gserviceaccount.com") ||
        wd_str_eqz(host, "bigquery-encryption.iam.gserviceaccount.com")) {
        wd_str_cut(&rest, '-'); /* project-N, bq-N */
        return at(number_or_none(rest));
    }
    if (wd_str_starts(host, WD_STR("gcp-sa-")))
        return at(number_of_agent(local));
    if (wd_str_eqz(host, "appspot.gserviceaccount.com"))
        return at(local);
    if (wd_str_eqz(host, "developer.gserviceaccount.com"))
        return at(number_or_none(wd_str_cut(&rest, '-')));
    if (wd_str_eqz(host, "cloudservices.gserviceaccount.com") ||
        wd_str_eqz(host, "cloudbuild.gserviceaccount.com"))
        return at(number_or_none(local));
    if (wd_str_ends(host, iam))
        return scoped(wd_str_sub(host, 0, host.len - iam.len));
    return at(WD_STR_NONE);
}

/* "//iam.googleapis.com/projects/N/locations/global/workloadIdentityPools/…" */
static struct wd_str project_in(struct wd_str s)
{
    size_t place = wd_str_find(s, WD_STR("/projects/"));
    struct wd_str rest = place == WD_NPOS ? WD_STR_NONE : wd_str_from(s, place + 10);

    return wd_str_cut(&rest, '/');
}

static struct wd_str account_in(struct wd_str arn)
{
    for (int colon = 0; colon < 3; colon++)
        wd_str_cut(&arn, ':');
    arn = wd_str_cut(&arn, ':');
    return wd_ident_ok(WD_IDENT_ACCOUNT, arn) ? arn : WD_STR_NONE;
}

/* "…/workloadIdentityPools/acme-prod.svc.id.goog/subject/ns/N/sa/S": a cluster's pool is of the project that it is named
 * for, and nobody else's pool may have a dot in its name.
 * https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity */
static struct wd_str pool_in(struct wd_str s)
{
    static const struct wd_str own = {".svc.id.goog", 12};
    size_t place = wd_str_find(s, WD_STR("/workloadIdentityPools/"));
    struct wd_str pool = place == WD_NPOS ? WD_STR_NONE : wd_str_from(s, place + 23);

    pool = wd_str_cut(&pool, '/');
    return wd_str_ends(pool, own) ? wd_str_sub(pool, 0, pool.len - own.len) : WD_STR_NONE;
}

struct wd_home wd_home_of(struct wd_str principal)
{
    struct wd_str s = bare(principal), host = s;
    struct wd_str local = wd_str_cut(&host, '@');
    size_t pool = wd_str_find(s, WD_STR(".svc.id.goog"));

    if (wd_str_starts(s, WD_STR("acs:")))
        return at(account_in(s));
    if (wd_str_starts(s, WD_STR("principal")))
        return at(pool_in(s).len > 0 ? pool_in(s) : project_in(s));
    if (pool != WD_NPOS)
        return at(wd_str_sub(s, 0, pool));
    if (wd_str_ends(host, WD_STR(".gserviceaccount.com")))
        return of_account(local, host);
    return at(WD_STR_NONE);
}

bool wd_home_is(const struct wd_home *home, struct wd_str project)
{
    struct wd_str rest = project, domain = wd_str_cut(&rest, ':');

    if (home->domain.len == 0)
        return wd_str_eq(home->project, project);
    return wd_str_eq(domain, home->domain) && wd_str_eq(rest, home->project);
}

static const char *const consumers[] = {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com",
                                        "live.com",  "yahoo.com",      "yahoo.co.jp", "icloud.com",
                                        "qq.com",    "163.com",        "126.com",     "foxmail.com",
                                        "proton.me", "protonmail.com", "gmx.de"};
/* Google's staff, its public groups and the accounts of its training labs; mail that anybody opens for an hour. */
static const char *const passing[] = {"google.com",       "googlegroups.com", "qwiklabs.net",
                                      "mailinator.com",   "yopmail.com",      "guerrillamail.com",
                                      "10minutemail.com", "sharklasers.com",  "trashmail.com",
                                      "temp-mail.org",    "dispostable.com",  "maildrop.cc"};

static struct wd_str host_of(struct wd_str principal)
{
    struct wd_str host = bare(principal);

    wd_str_cut(&host, '@');
    return host;
}

bool wd_home_is_consumer(struct wd_str principal)
{
    struct wd_str host = host_of(principal);

    return WD_STR_IIN(host, consumers) || WD_STR_IIN(host, passing);
}

bool wd_home_is_tenant(struct wd_str project)
{
    return project.len > 8 && wd_str_ends(project, WD_STR("-tp"));
}

/* The letter that it may be taken for; `rn` is read as m, `vv` as w: *taken bytes. */
static char shape_at(struct wd_str s, size_t i, size_t *taken)
{
    char c = wd_lower(s.ptr[i]), next = wd_lower(wd_str_at(s, i + 1));

    *taken = (c == 'r' && next == 'n') || (c == 'v' && next == 'v') ? 2 : 1;
    if (*taken == 2)
        return c == 'r' ? 'm' : 'w';
    return c == '0' ? 'o' : c == '5' ? 's' : c == '1' || c == 'i' ? 'l' : c;
}

static bool are_alike(struct wd_str a, struct wd_str b)
{
    size_t i = 0, k = 0;

    if (a.len > 2 * b.len || b.len > 2 * a.len)
        return false; /* one letter is taken for two at the most */
    while (i < a.len && k < b.len) {
        size_t of_a, of_b;
        if (shape_at(a, i, &of_a) != shape_at(b, k, &of_b))
            return false;
        i += of_a;
        k += of_b;
    }
    return i == a.len && k == b.len;
}

bool wd_home_is_disguised(struct wd_str principal)
{
    static const char *const known[] = {"google.com",
                                        "microsoft.com",
                                        "apple.com",
                                        "amazon.com",
                                        "alibabacloud.com",
                                        "aliyun.com",
                                        "developer.gserviceaccount.com",
                                        "appspot.gserviceaccount.com"};
    struct wd_str host = host_of(principal);
    bool alike = false;

    if (host.len == 0 || WD_STR_IIN(host, known) || WD_STR_IIN(host, consumers))
        return false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        alike = alike || are_alike(host, wd_str_of(known[i]));
    for (size_t i = 0; i < sizeof consumers / sizeof *consumers; i++)
        alike = alike || are_alike(host, wd_str_of(consumers[i]));
    return alike;
}

bool wd_home_is_vendor(struct wd_str principal)
{
    struct wd_home home = wd_home_of(principal);

    return wd_vendor_signs_in(home.project);
}
