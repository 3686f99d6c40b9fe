/* A name, part by part. Numbers keep their length, addresses their form, so that the grammars of commands still hold. */
#include "whydenied/names/alias.h"

#include "whydenied/event.h"

#include <stdio.h>
#include <stdlib.h>

#include "names/alias_words.h"
#include "whydenied/base/char.h"

#define KINDS_MAX   64u
#define DIGITS_KEPT 4u /* shorter numbers are ports, statuses, versions */

struct alias {
    char *real; /* owned */
    size_t len;
    char invented[48];
};

struct wd_aliases {
    struct alias *items;
    size_t count, cap;
    struct {
        char kind[16];
        unsigned count;
    } kinds[KINDS_MAX];
};

struct wd_aliases *wd_aliases_new(struct wd_error *err)
{
    struct wd_aliases *aliases = calloc(1, sizeof *aliases);

    if (!aliases)
        wd_fail_memory(err);
    return aliases;
}

void wd_aliases_free(struct wd_aliases *aliases)
{
    if (!aliases)
        return;
    for (size_t i = 0; i < aliases->count; i++)
        free(aliases->items[i].real);
    free(aliases->items);
    free(aliases);
}

/* ---- one name ------------------------------------------------------------------------------------ */

static unsigned next_of(struct wd_aliases *aliases, const char *kind)
{
    size_t i = 0;

    while (i + 1 < KINDS_MAX && aliases->kinds[i].count > 0 &&
           strcmp(aliases->kinds[i].kind, kind) != 0)
        i++;
    if (aliases->kinds[i].count == 0)
        snprintf(aliases->kinds[i].kind, sizeof aliases->kinds[i].kind, "%s", kind);
    return ++aliases->kinds[i].count;
}

static const struct alias *known(const struct wd_aliases *aliases, struct wd_str real)
{
    for (size_t i = 0; i < aliases->count; i++)
        if (wd_str_eq(wd_str_make(aliases->items[i].real, aliases->items[i].len), real))
            return &aliases->items[i];
    return NULL;
}

static struct alias *remember(struct wd_aliases *aliases, struct wd_str real)
{
    if (aliases->count == aliases->cap) {
        size_t cap = aliases->cap ? 2 * aliases->cap : 64;
        struct alias *more = realloc(aliases->items, cap * sizeof *more);
        if (!more)
            return NULL;
        aliases->items = more;
        aliases->cap = cap;
    }
    struct alias *alias = &aliases->items[aliases->count];
    alias->real = malloc(real.len + 1);
    if (!alias->real)
        return NULL;
    wd_str_copy(alias->real, real);
    alias->len = real.len;
    aliases->count++;
    return alias;
}

static bool all_digits(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_digit(s.ptr[i]))
            return false;
    return s.len > 0;
}

/* "project-3"; of a number one as long: "900000000003". */
static void invent(struct wd_aliases *aliases, struct alias *alias, const char *kind)
{
    unsigned n = next_of(aliases, all_digits(wd_str_make(alias->real, alias->len)) ? "#" : kind);
    int len = alias->len < 20 ? (int)alias->len : 20;

    if (all_digits(wd_str_make(alias->real, alias->len)))
        snprintf(alias->invented, sizeof alias->invented, "9%0*u", len - 1, n);
    else
        snprintf(alias->invented, sizeof alias->invented, "%s-%u", kind, n);
}

static void put_alias(struct wd_aliases *aliases, struct wd_buf *out, const char *kind,
                      struct wd_str real)
{
    const struct alias *alias = known(aliases, real);
    struct alias *fresh = alias ? NULL : remember(aliases, real);

    if (fresh)
        invent(aliases, fresh, kind);
    if (!alias && !fresh)
        out->failed = true;
    else
        wd_buf_putz(out, alias ? alias->invented : fresh->invented);
}

/* ---- addresses and hosts ------------------------------------------------------------------------- */

/* "service-123456789012", "123456789012-compute": the digits alone are somebody's. */
static bool put_agent(struct wd_aliases *aliases, struct wd_buf *out, struct wd_str local)
{
    static const char *const before[] = {"", "service-", "service-org-", "project-", "p", NULL};
    static const char *const behind[] = {"", "-compute", "-aip", NULL};
    size_t from = 0, to;

    while (from < local.len && !wd_is_digit(local.ptr[from]))
        from++;
    to = from;
    while (to < local.len && wd_is_digit(local.ptr[to]))
        to++;
    if (to - from < 6 || !wd_one_of(wd_str_sub(local, 0, from), before) ||
        !wd_one_of(wd_str_from(local, to), behind))
        return false;
    wd_buf_put(out, wd_str_sub(local, 0, from));
    put_alias(aliases, out, "project", wd_str_sub(local, from, to - from));
    wd_buf_put(out, wd_str_from(local, to));
    return true;
}

/* A domain that agents of Google's alone have: "serverless-robot-prod.iam.gserviceaccount.com". */
static bool is_agents(struct wd_str domain)
{
    char address[256] = "a@";

    if (domain.len > sizeof address - 3)
        return false;
    wd_str_copy(address + 2, domain);
    return wd_principal_kind_of(wd_str_make(address, domain.len + 2), WD_DIALECT_AUDIT) ==
           WD_PRINCIPAL_SERVICE_AGENT;
}

/* "P.iam.gserviceaccount.com": P is a project, unless Google's own. */
static void put_account_domain(struct wd_aliases *aliases, struct wd_buf *out, struct wd_str domain)
{
    const struct wd_str tail = WD_STR(".iam.gserviceaccount.com");
    struct wd_str project =
        wd_str_ends(domain, tail) ? wd_str_sub(domain, 0, domain.len - tail.len) : WD_STR_NONE;

    if (project.len == 0 || is_agents(domain)) {
        wd_buf_put(out, domain);
        return;
    }
    put_alias(aliases, out, "project", project);
    wd_buf_put(out, tail);
}

static bool is_googles(struct wd_str domain)
{
    static const char *const own[] = {
        "developer.gserviceaccount.com", "appspot.gserviceaccount.com",
        "cloudservices.gserviceaccount.com", "cloudbuild.gserviceaccount.com", NULL};
    struct wd_str head = wd_str_ends(domain, WD_STR(".iam.gserviceaccount.com"))
                             ? wd_str_sub(domain, 0, domain.len - 24)
                             : WD_STR_NONE;

    return head.len > 0 || wd_one_of(domain, own);
}

static void put_address(struct wd_aliases *aliases, struct wd_buf *out, struct wd_str local,
                        struct wd_str domain)
{
    bool account = is_googles(domain);
    const char *kind = wd_str_eqz(domain, "appspot.gserviceaccount.com") ? "project"
                       : account                                         ? "account"
                                                                         : "person";

    if (!account || !put_agent(aliases, out, local))
        put_alias(aliases, out, kind, local);
    wd_buf_putc(out, '@');
    if (account) {
        put_account_domain(aliases, out, domain);
        return;
    }
    put_alias(aliases, out, "domain", domain);
    wd_buf_putz(out, ".example");
}

/* The ends of hosts by which commands and rules know what they are. */
static struct wd_str known_end(struct wd_str host)
{
    static const char *const ends[] = {
        ".run.app",      ".pkg.dev",     ".gcr.io",         ".cloudfunctions.net",
        ".aliyuncs.com", ".svc.id.goog", ".googleapis.com", NULL};

    for (size_t i = 0; ends[i]; i++)
        if (wd_str_ends(host, wd_str_of(ends[i])))
            return wd_str_of(ends[i]);
    return WD_STR_NONE;
}

/* "NAME-HASH-REGION.a.run.app", "NAME-NUMBER.REGION.run.app": the service is read from it, and so is the region. */
static bool put_run_host(struct wd_aliases *aliases, struct wd_buf *out, struct wd_str host)
{
    struct wd_str rest = host, label = wd_str_cut(&rest, '.');
    bool hashed = wd_str_eqz(rest, "a.run.app");
    size_t at = label.len, dashes = 0;

    while (at > 0 && dashes < (hashed ? 2u : 1u))
        dashes += label.ptr[--at] == '-';
    if (at == 0 || !wd_str_ends(rest, WD_STR("run.app")))
        return false;
    struct wd_str tail = wd_str_from(label, at + 1), hash = wd_str_cut(&tail, '-');
    put_alias(aliases, out, "service", wd_str_sub(label, 0, at));
    wd_buf_putc(out, '-');
    if (!hashed) {
        struct wd_str region = wd_str_cut(&rest, '.');
        put_alias(aliases, out, "project", hash);
        wd_buf_putc(out, '.');
        wd_buf_put(out, wd_alias_is_clouds(region) ? region : WD_STR("us-central1"));
        wd_buf_putz(out, ".run.app");
        return true;
    }
    wd_buf_putz(out, "xxxxxxxxxx-");
    wd_buf_put(out, tail.len <= 3 ? tail : WD_STR("uc"));
    wd_buf_putz(out, ".a.run.app");
    return true;
}

static void put_host(struct wd_aliases *aliases, struct wd_buf *out, struct wd_str host)
{
    if (put_run_host(aliases, out, host))
        return;
    struct wd_str label = host, region = WD_STR_NONE;
    const struct wd_str docker = WD_STR("-docker.pkg.dev");

    if (wd_str_ends(host, docker))
        region = wd_str_sub(host, 0, host.len - docker.len);
    if (wd_alias_is_clouds(host) || (region.len && wd_alias_is_clouds(region)) ||
        wd_str_eqz(host, "gcr.io")) {
        wd_buf_put(out, host);
        return;
    }
    if (wd_str_ends(host, WD_STR(".svc.id.goog")))
        label = wd_str_sub(host, 0, host.len - 12);
    put_alias(aliases, out, label.len < host.len ? "project" : "host", label);
    wd_buf_put(out, known_end(host).len ? known_end(host) : WD_STR(".example"));
}

/* ---- the parts of a name ------------------------------------------------------------------------- */

static bool is_part(char c)
{
    return wd_is_word(c) || wd_char_in(c, ".+%~-") || (unsigned char)c >= 0x80;
}

static struct wd_str part_at(struct wd_str name, size_t at)
{
    size_t end = at;

    while (end < name.len && is_part(name.ptr[end]))
        end++;
    return wd_str_sub(name, at, end - at);
}

static bool is_host(struct wd_str part, bool behind_slashes)
{
    return (behind_slashes && wd_str_find_char(part, '.') != WD_NPOS) || known_end(part).len > 0;
}

static void put_part(struct wd_aliases *aliases, struct wd_buf *out, const char *kind,
                     struct wd_str part)
{
    if (wd_alias_is_clouds(part) || (all_digits(part) && part.len <= DIGITS_KEPT))
        wd_buf_put(out, part);
    else
        put_alias(aliases, out, kind, part);
}

void wd_alias_put(struct wd_aliases *aliases, struct wd_buf *out, const char *kind,
                  struct wd_str name)
{
    const char *behind = NULL; /* what the collection before says the next part is */

    for (size_t i = 0; i < name.len;) {
        struct wd_str part = part_at(name, i), domain;
        bool slashes = i >= 2 && name.ptr[i - 1] == '/' && name.ptr[i - 2] == '/';
        if (part.len == 0) {
            wd_buf_putc(out, name.ptr[i++]);
            continue;
        }
        i += part.len;
        domain = i < name.len && name.ptr[i] == '@' ? part_at(name, i + 1) : WD_STR_NONE;
        if (domain.len > 0 && wd_str_find_char(domain, '.') != WD_NPOS) {
            put_address(aliases, out, part, domain);
            i += 1 + domain.len;
        } else if (is_host(part, slashes) || strcmp(kind, "host") == 0) {
            put_host(aliases, out, part);
        } else {
            put_part(aliases, out, behind ? behind : kind, part);
        }
        behind = wd_alias_kind_of(part);
    }
}

bool wd_alias_keeps(struct wd_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        struct wd_str part = part_at(name, i);
        if (part.len > 0 && !wd_alias_is_clouds(part))
            return false;
        i += part.len;
    }
    return true;
}
