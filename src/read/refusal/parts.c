/* Names of any form, part by part: accounts, ARNs, addresses, tables, paths. */
#include "read/refusal/parts.h"
#include "whydenied/base/char.h"

void wd_parts_of_table(struct wd_naming *n, struct wd_str table)
{
    size_t colon = wd_str_rfind_char(table, ':');
    struct wd_str rest = table;

    if (colon != WD_NPOS) {
        wd_part_set(n, WD_PART_PROJECT, wd_str_sub(table, 0, colon));
        rest = wd_str_from(table, colon + 1);
    } else if (wd_str_find_char(table, '.') != wd_str_rfind_char(table, '.')) {
        wd_part_set(n, WD_PART_PROJECT, wd_str_cut(&rest, '.'));
    }
    wd_part_set(n, WD_PART_DATASET, wd_str_cut(&rest, '.'));
    wd_part_set(n, WD_PART_TABLE, rest);
}

/* acs:product:region:account:what */
static void parts_of_acs(struct wd_naming *n, struct wd_str name)
{
    struct wd_str rest = wd_str_from(name, 4), product = wd_str_cut(&rest, ':');

    wd_part_set(n, WD_PART_API, product);
    wd_part_set(n, WD_PART_LOCATION, wd_str_cut(&rest, ':'));
    size_t colon = wd_str_find_char(rest, ':'), slash = wd_str_find_char(rest, '/');
    if (colon < slash) /* ODPS leaves the account out */
        wd_part_set(n, WD_PART_ACCOUNT, wd_str_cut(&rest, ':'));
    if (wd_str_eqz(product, "oss")) {
        wd_part_set(n, WD_PART_BUCKET, wd_str_cut(&rest, '/'));
        wd_part_set(n, WD_PART_KEY, rest);
    } else if (wd_str_find_char(rest, '/') == WD_NPOS) {
        wd_part_set(n, WD_PART_NAME, rest);
    } else {
        wd_parts_of_path(n, rest);
    }
}

static bool hex(char c, unsigned *ret)
{
    if (c >= '0' && c <= '9')
        *ret = (unsigned)(c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
        *ret = (unsigned)((c | 0x20) - 'a') + 10;
    else
        return false;
    return true;
}

/* "%2F" and kin, as themselves. */
static struct wd_str decoded(struct wd_naming *n, struct wd_str s)
{
    char *out;
    size_t len = 0;

    if (wd_str_find_char(s, '%') == WD_NPOS)
        return s;
    out = wd_arena_alloc(n->arena, s.len);
    if (!out)
        return n->failed = true, s;
    for (size_t i = 0; i < s.len; i++) {
        unsigned high, low;
        bool coded = s.ptr[i] == '%' && i + 2 < s.len && hex(s.ptr[i + 1], &high) &&
                     hex(s.ptr[i + 2], &low) && high >= 2;
        out[len++] = coded ? (char)(high * 16 + low) : s.ptr[i];
        i += coded ? 2 : 0;
    }
    return wd_str_make(out, len);
}

/* P:REGION:INSTANCE, P:D.T, or a project and its method */
static void parts_of_colons(struct wd_naming *n, struct wd_str name)
{
    size_t colon = wd_str_find_char(name, ':');

    if (colon == wd_str_rfind_char(name, ':')) {
        if (wd_str_find_char(wd_str_from(name, colon), '.') != WD_NPOS)
            wd_parts_of_table(n, name);
        return;
    }
    wd_part_set(n, WD_PART_PROJECT, wd_str_cut(&name, ':'));
    wd_part_set(n, WD_PART_LOCATION, wd_str_cut(&name, ':'));
    wd_part_set(n, WD_PART_TYPE, WD_STR("instances"));
    wd_part_set(n, WD_PART_NAME, name);
}

static void parts_of_bucket(struct wd_naming *n, struct wd_str rest)
{
    wd_part_set(n, WD_PART_BUCKET, wd_str_cut(&rest, '/'));
    wd_part_set(n, WD_PART_KEY, rest);
}

/* a colon, and not that of a port */
static bool colons(struct wd_str name)
{
    size_t colon = wd_str_find_char(name, ':'), dot = wd_str_find_char(name, '.');

    return colon != WD_NPOS && (dot == WD_NPOS || dot > colon);
}

/* "example.com:acme-dw:sales.orders" */
static bool is_table_of_domain(struct wd_str name)
{
    size_t colon = wd_str_rfind_char(name, ':');

    return colon != WD_NPOS && wd_is_project_of_domain(wd_str_sub(name, 0, colon));
}

static void parts_of_name(struct wd_naming *n, struct wd_str name)
{
    size_t scheme = wd_str_find(name, WD_STR("://")), slash = wd_str_find_char(name, '/');
    struct wd_str host = slash == WD_NPOS ? name : wd_str_sub(name, 0, slash);

    if (wd_str_starts(name, WD_STR("gs://")) || wd_str_starts(name, WD_STR("oss://"))) {
        parts_of_bucket(n, wd_str_from(name, scheme + 3));
    } else if (wd_str_starts(name, WD_STR("acs:"))) {
        parts_of_acs(n, name);
    } else if (scheme != WD_NPOS) {
        wd_part_set(n, WD_PART_URL, name);
        wd_parts_of_address(n, decoded(n, wd_str_from(name, scheme + 3)));
    } else if (wd_str_starts(name, WD_STR("//"))) { /* //service.googleapis.com/projects/… */
        struct wd_str rest = wd_str_from(name, 2);
        wd_part_set(n, WD_PART_API, wd_str_cut(&rest, '/'));
        wd_parts_of_path(n, rest);
    } else if (slash == WD_NPOS && wd_str_find_char(name, '@') != WD_NPOS) {
        wd_part_set(n, WD_PART_SERVICE_ACCOUNT, name);
        wd_parts_of_account(n, name);
    } else if (slash == WD_NPOS && wd_is_project_of_domain(name)) {
        wd_part_set(n, WD_PART_PROJECT, name);
    } else if (slash == WD_NPOS && is_table_of_domain(name)) {
        wd_parts_of_table(n, name);
    } else if (slash == WD_NPOS && colons(name)) {
        parts_of_colons(n, name);
    } else if (wd_str_find_char(host, '.') != WD_NPOS) {
        wd_parts_of_address(n, decoded(n, name));
    } else {
        wd_parts_of_path(n, name.len && name.ptr[0] == '/' ? wd_str_from(name, 1) : name);
    }
}

int wd_refusal_parts(struct wd_str name, struct wd_arena *arena, struct wd_str part[WD_PART_COUNT])
{
    struct wd_naming n = {.arena = arena, .part = part};

    parts_of_name(&n, name);
    return n.failed ? -1 : 0;
}

const char *wd_refusal_part_name(enum wd_refusal_part part)
{
    static const char *const names[WD_PART_COUNT] = {
        "project", "account",      "location", "repository", "bucket",
        "key",     "secret",       "keyring",  "cryptokey",  "dataset",
        "table",   "host",         "url",      "namespace",  "cluster",
        "group",   "role",         "api",      "constraint", "service_account",
        "folder",  "organization", "billing",  "entity",     "logstore",
        "type",    "name"};

    return part < WD_PART_COUNT ? names[part] : "";
}
