/* Grammars of identifiers, one function each, over whole slices.
 *
 * They are narrower than what the clouds accept: a name that fails here costs a ready command, a name
 * that passes wrongly may cost a project. Nothing that passes can start an option, a file or URL
 * loader of a command line, a list separator, a wildcard of a policy, or a shell construct. */
#include "whydenied/names/ident.h"

enum {
    LOWER = 1,
    UPPER = 2,
    DIGIT = 4,
    DASH = 8,
    UNDER = 16,
    DOT = 32,
    ALPHA = LOWER | UPPER,
    ALNUM = ALPHA | DIGIT
};

static const unsigned char class_of[256] = {
    ['a'] = LOWER, ['b'] = LOWER, ['c'] = LOWER, ['d'] = LOWER, ['e'] = LOWER, ['f'] = LOWER,
    ['g'] = LOWER, ['h'] = LOWER, ['i'] = LOWER, ['j'] = LOWER, ['k'] = LOWER, ['l'] = LOWER,
    ['m'] = LOWER, ['n'] = LOWER, ['o'] = LOWER, ['p'] = LOWER, ['q'] = LOWER, ['r'] = LOWER,
    ['s'] = LOWER, ['t'] = LOWER, ['u'] = LOWER, ['v'] = LOWER, ['w'] = LOWER, ['x'] = LOWER,
    ['y'] = LOWER, ['z'] = LOWER, ['A'] = UPPER, ['B'] = UPPER, ['C'] = UPPER, ['D'] = UPPER,
    ['E'] = UPPER, ['F'] = UPPER, ['G'] = UPPER, ['H'] = UPPER, ['I'] = UPPER, ['J'] = UPPER,
    ['K'] = UPPER, ['L'] = UPPER, ['M'] = UPPER, ['N'] = UPPER, ['O'] = UPPER, ['P'] = UPPER,
    ['Q'] = UPPER, ['R'] = UPPER, ['S'] = UPPER, ['T'] = UPPER, ['U'] = UPPER, ['V'] = UPPER,
    ['W'] = UPPER, ['X'] = UPPER, ['Y'] = UPPER, ['Z'] = UPPER, ['0'] = DIGIT, ['1'] = DIGIT,
    ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT,
    ['8'] = DIGIT, ['9'] = DIGIT, ['-'] = DASH,  ['_'] = UNDER, ['.'] = DOT};

static bool is(char c, unsigned classes)
{
    return (class_of[(unsigned char)c] & classes) != 0;
}

/* Every byte is of one of the classes or stands in `more`; length within bounds. */
static bool all(struct wd_str s, unsigned classes, const char *more, size_t min, size_t max)
{
    size_t i = 0;

    if (s.len < min || s.len > max)
        return false;
    while (i + 4 <= s.len && (int)is(s.ptr[i], classes) + is(s.ptr[i + 1], classes) +
                                     is(s.ptr[i + 2], classes) + is(s.ptr[i + 3], classes) ==
                                 4)
        i += 4; /* names are of their classes to the end, nearly all */
    for (; i < s.len; i++)
        if (!is(s.ptr[i], classes) && (s.ptr[i] == '\0' || !strchr(more, s.ptr[i])))
            return false;
    return true;
}

static bool ends_in(struct wd_str s, unsigned classes)
{
    return s.len > 0 && is(s.ptr[s.len - 1], classes);
}

static bool starts_in(struct wd_str s, unsigned classes)
{
    return s.len > 0 && is(s.ptr[0], classes);
}

static bool number(struct wd_str s)
{
    return all(s, DIGIT, "", 1, 20);
}

/* Labels of letters, digits and inner dashes, joined by dots. */
static bool hostname(struct wd_str s, size_t min_labels)
{
    size_t labels = 0;

    if (s.len == 0 || s.len > 253 || ends_in(s, DOT))
        return false;
    while (s.len > 0) {
        struct wd_str label = wd_str_cut(&s, '.');
        if (!all(label, ALNUM | DASH, "", 1, 63) || is(label.ptr[0], DASH) || ends_in(label, DASH))
            return false;
        labels++;
    }
    return labels >= min_labels;
}

/* What a program prints whose variable was never set, and what manuals write: formed like a project's name, and none. */
static bool stands_for_one(struct wd_str s)
{
    static const char *const words[] = {"undefined", "project-id", "your-project", "projects",
                                        "redacted"};
    size_t same = 0;

    while (same < s.len && s.ptr[same] == 'x')
        same++;
    return same == s.len || WD_STR_IN(s, words) || wd_str_ends(s, WD_STR("-project-id"));
}

static bool project(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':');

    if (number(s))
        return true;
    if (colon != WD_NPOS) { /* "example.com:acme-legacy" */
        if (!hostname(wd_str_sub(s, 0, colon), 2))
            return false;
        s = wd_str_from(s, colon + 1);
    }
    return all(s, LOWER | DIGIT | DASH, "", 6, 30) && is(s.ptr[0], LOWER) && !ends_in(s, DASH) &&
           !stands_for_one(s);
}

static bool location(struct wd_str s)
{
    return all(s, LOWER | DIGIT | DASH, "", 2, 32) && is(s.ptr[0], LOWER) && !ends_in(s, DASH);
}

/* A zone is its region and one label more; a region's last label ends in its number. */
static bool zone(struct wd_str s)
{
    size_t dash = wd_str_rfind_char(s, '-');

    return location(s) && dash != WD_NPOS && dash > 0 && is(s.ptr[dash - 1], DIGIT) &&
           is(s.ptr[dash + 1], LOWER);
}

static bool region(struct wd_str s)
{
    return location(s) && wd_str_find_char(s, '-') != WD_NPOS && ends_in(s, DIGIT) && !zone(s);
}

static bool service_account(struct wd_str s)
{
    size_t at = wd_str_find_char(s, '@');

    if (at == WD_NPOS || s.len > 254)
        return false;
    return all(wd_str_sub(s, 0, at), LOWER | DIGIT | DASH | DOT, "", 1, 100) &&
           is(s.ptr[0], LOWER | DIGIT) && hostname(wd_str_from(s, at + 1), 3) &&
           all(wd_str_from(s, at + 1), LOWER | DIGIT | DASH | DOT, "", 1, 253) &&
           wd_str_ends(s, WD_STR(".gserviceaccount.com"));
}

static bool email(struct wd_str s)
{
    size_t at = wd_str_find_char(s, '@');

    if (at == WD_NPOS)
        return false;
    return all(wd_str_sub(s, 0, at), ALNUM | DASH | UNDER | DOT, "+", 1, 64) &&
           is(s.ptr[0], ALNUM) && hostname(wd_str_from(s, at + 1), 2);
}

static bool kubernetes(struct wd_str s)
{
    return hostname(s, 1) && all(s, LOWER | DIGIT | DASH | DOT, "", 1, 253);
}

/* "acme-ml-prod.svc.id.goog[batch/trainer]" */
static bool workload_pool_account(struct wd_str s)
{
    size_t open = wd_str_find(s, WD_STR(".svc.id.goog["));
    struct wd_str inside;

    if (open == WD_NPOS || s.ptr[s.len - 1] != ']' || !project(wd_str_sub(s, 0, open)))
        return false;
    inside = wd_str_from(s, open + sizeof(".svc.id.goog[") - 1);
    inside.len--;
    return kubernetes(wd_str_cut(&inside, '/')) && kubernetes(inside);
}

/* What follows principal:// or principalSet://. No '*': a whole pool is never granted anything. */
static bool federated(struct wd_str s)
{
    static const char *const homes[] = {"iam.googleapis.com/projects/",
                                        "iam.googleapis.com/locations/global/workforcePools/",
                                        "agents.global.org-"};

    if (!all(s, ALNUM | DASH | UNDER | DOT, ":/@=+~", 1, 512) || wd_str_has(s, WD_STR("//")))
        return false;
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        if (wd_str_starts(s, wd_str_of(homes[i])) && s.len > strlen(homes[i]))
            return true;
    return false;
}

static bool member(struct wd_str s)
{
    struct wd_str value = s, prefix = wd_str_cut(&value, ':');

    if (wd_str_eqz(prefix, "user") || wd_str_eqz(prefix, "group"))
        return email(value);
    if (wd_str_eqz(prefix, "serviceAccount"))
        return service_account(value) || workload_pool_account(value);
    if (wd_str_eqz(prefix, "principal") || wd_str_eqz(prefix, "principalSet"))
        return wd_str_starts(value, WD_STR("//")) && federated(wd_str_from(value, 2));
    return false;
}

/* "storage.objects.get"; partners' services are spelled "example.com/clusters.create". */
static bool permission(struct wd_str s)
{
    size_t slash = wd_str_find_char(s, '/'), labels = 0, least = 3;

    if (!starts_in(s, LOWER) || s.len > 128 || ends_in(s, DOT))
        return false;
    if (slash != WD_NPOS) {
        if (!hostname(wd_str_sub(s, 0, slash), 2))
            return false;
        s = wd_str_from(s, slash + 1);
        least = 2;
    }
    for (; s.len > 0; labels++) {
        struct wd_str label = wd_str_cut(&s, '.');
        if (!all(label, ALNUM | (labels == 0 ? DASH : UNDER), "", 1, 64) ||
            !is(label.ptr[0], ALPHA))
            return false;
    }
    return labels >= least;
}

static bool role(struct wd_str s)
{
    struct wd_str rest = s, home = wd_str_cut(&rest, '/');

    if (wd_str_eqz(home, "roles"))
        return all(rest, ALNUM | UNDER | DOT, "", 1, 128) && is(rest.ptr[0], ALPHA);
    struct wd_str owner = wd_str_cut(&rest, '/');
    if (wd_str_eqz(home, "projects") ? !project(owner)
                                     : !wd_str_eqz(home, "organizations") || !number(owner))
        return false;
    return wd_str_eqz(wd_str_cut(&rest, '/'), "roles") && all(rest, ALNUM | UNDER | DOT, "", 1, 64);
}

static bool name(struct wd_str s)
{
    return starts_in(s, ALPHA) && all(s, ALNUM | UNDER | DOT | DASH, "~+%", 1, 255);
}

static bool bucket(struct wd_str s)
{
    return all(s, LOWER | DIGIT | DASH | UNDER | DOT, "", 3, 222) && is(s.ptr[0], LOWER | DIGIT) &&
           ends_in(s, LOWER | DIGIT) && !wd_str_has(s, WD_STR(".."));
}

static bool dataset(struct wd_str s)
{
    return all(s, ALNUM | UNDER, "", 1, 1024);
}

static bool table(struct wd_str s)
{
    return all(s, ALNUM | UNDER | DASH, "", 1, 1024) && !is(s.ptr[0], DASH);
}

static bool api(struct wd_str s)
{
    return hostname(s, 3) && all(s, LOWER | DIGIT | DASH | DOT, "", 1, 253) &&
           wd_str_ends(s, WD_STR(".googleapis.com"));
}

static bool host(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':');

    if (colon == WD_NPOS)
        return hostname(s, 2);
    return hostname(wd_str_sub(s, 0, colon), 2) && all(wd_str_from(s, colon + 1), DIGIT, "", 1, 5);
}

static bool url(struct wd_str s)
{
    struct wd_str authority;

    if (!wd_str_starts(s, WD_STR("https://")) || s.len > 2048)
        return false;
    s = wd_str_from(s, 8);
    if (!all(s, ALNUM | DASH | UNDER | DOT, "/~%:+=", 1, 2048))
        return false;
    authority = wd_str_cut(&s, '/');
    return host(authority);
}

static bool ram_user(struct wd_str s)
{
    return all(s, ALNUM | DOT | UNDER | DASH, "", 1, 64) && is(s.ptr[0], ALNUM | UNDER);
}

static bool ram_policy(struct wd_str s)
{
    return all(s, ALNUM | DASH, "", 1, 128) && is(s.ptr[0], ALNUM);
}

static bool ram_action(struct wd_str s)
{
    struct wd_str action = s, product = wd_str_cut(&action, ':');

    return all(product, LOWER | DIGIT | DASH, "", 1, 64) && is(product.ptr[0], LOWER) &&
           all(action, ALNUM, "", 1, 128) && is(action.ptr[0], ALPHA);
}

/* acs:product:region:account:what; a lone '*' may stand for region and account only. */
static bool ram_resource(struct wd_str s)
{
    if (s.len > 512 || !wd_str_eqz(wd_str_cut(&s, ':'), "acs"))
        return false;
    if (!all(wd_str_cut(&s, ':'), LOWER | DIGIT | DASH, "", 1, 64))
        return false;
    struct wd_str region = wd_str_cut(&s, ':'), account = wd_str_cut(&s, ':');
    if (region.len > 0 && !wd_str_eqz(region, "*") && !location(region))
        return false;
    if (account.len > 0 && !wd_str_eqz(account, "*") && !number(account))
        return false;
    return all(s, ALNUM | DASH | UNDER | DOT, "/:", 1, 400) && !is(s.ptr[0], DASH);
}

static bool account(struct wd_str s)
{
    return all(s, DIGIT, "", 10, 20);
}

static bool wandb(struct wd_str s)
{
    return all(s, ALNUM | DASH | UNDER | DOT, "", 1, 128) && is(s.ptr[0], ALNUM | UNDER);
}

static bool uuid(struct wd_str s)
{
    if (s.len != 36)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? s.ptr[i] != '-'
                 : s.ptr[i] == '\0' || !strchr("0123456789abcdefABCDEF", s.ptr[i]))
            return false;
    }
    return true;
}

/* https://cloud.google.com/billing/docs/how-to/find-billing-account-id */
static bool billing(struct wd_str s)
{
    enum { PART = 6, LEN = 3 * PART + 2 };

    for (size_t i = 0; s.len == LEN && i < LEN; i++)
        if (!(i % (PART + 1) == PART ? s.ptr[i] == '-' : is(s.ptr[i], UPPER | DIGIT)))
            return false;
    return s.len == LEN;
}

static bool token(struct wd_str s)
{
    return all(s, ALNUM | DASH | UNDER | DOT, "=+/", 1, 512) && !is(s.ptr[0], DASH) &&
           s.ptr[0] != '/' && s.ptr[0] != '=';
}

static const struct {
    const char *name;
    bool (*ok)(struct wd_str s);
} grammars[WD_IDENT_COUNT] = {
    [WD_IDENT_PROJECT] = {"project", project},
    [WD_IDENT_NUMBER] = {"number", number},
    [WD_IDENT_LOCATION] = {"location", location},
    [WD_IDENT_REGION] = {"region", region},
    [WD_IDENT_ZONE] = {"zone", zone},
    [WD_IDENT_SERVICE_ACCOUNT] = {"service_account", service_account},
    [WD_IDENT_EMAIL] = {"email", email},
    [WD_IDENT_MEMBER] = {"member", member},
    [WD_IDENT_PERMISSION] = {"permission", permission},
    [WD_IDENT_ROLE] = {"role", role},
    [WD_IDENT_NAME] = {"name", name},
    [WD_IDENT_BUCKET] = {"bucket", bucket},
    [WD_IDENT_DATASET] = {"dataset", dataset},
    [WD_IDENT_TABLE] = {"table", table},
    [WD_IDENT_API] = {"api", api},
    [WD_IDENT_HOST] = {"host", host},
    [WD_IDENT_URL] = {"url", url},
    [WD_IDENT_RAM_USER] = {"ram_user", ram_user},
    [WD_IDENT_RAM_ROLE] = {"ram_role", ram_user},
    [WD_IDENT_RAM_POLICY] = {"ram_policy", ram_policy},
    [WD_IDENT_RAM_ACTION] = {"ram_action", ram_action},
    [WD_IDENT_RAM_RESOURCE] = {"ram_resource", ram_resource},
    [WD_IDENT_ACCOUNT] = {"account", account},
    [WD_IDENT_KUBERNETES] = {"kubernetes", kubernetes},
    [WD_IDENT_WANDB] = {"wandb", wandb},
    [WD_IDENT_UUID] = {"uuid", uuid},
    [WD_IDENT_BILLING] = {"billing", billing},
    [WD_IDENT_TOKEN] = {"token", token},
};

bool wd_ident_ok(enum wd_ident kind, struct wd_str s)
{
    return kind < WD_IDENT_COUNT && s.len > 0 && grammars[kind].ok(s);
}

const char *wd_ident_name(enum wd_ident kind)
{
    return kind < WD_IDENT_COUNT ? grammars[kind].name : "";
}
