/* Two sentences speak of one refusal if nothing that both name differs, and one of them names no more than
 * the other. What differs makes two: a permission of one and a subject of another are nobody's refusal. */
#include "read/refusal/merge.h"
#include "whydenied/base/char.h"

static bool differs(struct wd_str a, struct wd_str b)
{
    return a.len > 0 && b.len > 0 && !wd_str_eq(a, b);
}

/* "acme-data" and "projects/_/buckets/acme-data" are no contradiction. */
static bool objects_differ(const struct wd_refusal *a, const struct wd_refusal *b)
{
    if (!differs(a->object, b->object))
        return false;
    if (wd_str_has(a->object, b->object) || wd_str_has(b->object, a->object))
        return false;
    for (size_t i = 0; i < WD_PART_COUNT; i++)
        if (i != WD_PART_URL && i != WD_PART_HOST && differs(a->part[i], b->part[i]))
            return true;
    return false;
}

static bool shares_permission(const struct wd_refusal *a, const struct wd_refusal *b)
{
    for (size_t i = 0; i < a->permission_count; i++)
        for (size_t k = 0; k < b->permission_count; k++)
            if (wd_str_eq(a->permissions[i], b->permissions[k]))
                return true;
    return false;
}

static bool parties_differ(const struct wd_refusal *a, const struct wd_refusal *b)
{
    return differs(a->subject, b->subject) && a->said != WD_SAID_BY_PLACE &&
           b->said != WD_SAID_BY_PLACE && a->said != WD_SAID_EXECUTED &&
           b->said != WD_SAID_EXECUTED;
}

static bool conflict(const struct wd_refusal *a, const struct wd_refusal *b)
{
    return parties_differ(a, b) || objects_differ(a, b) || differs(a->act_as, b->act_as);
}

static bool has_parts(const struct wd_refusal *r)
{
    for (size_t i = 0; i < WD_PART_COUNT; i++)
        if (r->part[i].len > 0)
            return true;
    return false;
}

bool wd_refusal_bare(const struct wd_refusal *r)
{
    return r->permission_count == 0 && r->subject.len == 0 && r->act_as.len == 0 &&
           r->object.len == 0 && !has_parts(r);
}

bool wd_refusal_of_image(const struct wd_refusal *r, const struct wd_refusal *tried)
{
    return wd_is_registry(tried->part[WD_PART_HOST]) && r->permission_count > 0 && !r->derived &&
           r->object.len == 0 && r->act_as.len == 0 && r->part[WD_PART_HOST].len == 0 &&
           r->part[WD_PART_PROJECT].len == 0 && wd_refusal_agrees(r, tried);
}

static bool equal(struct wd_str a, struct wd_str b)
{
    return a.len > 0 && wd_str_eq(a, b);
}

/* One thing that both name; a project alone is none: much goes on in a project. */
static bool shares_fact(const struct wd_refusal *a, const struct wd_refusal *b)
{
    static const enum wd_refusal_part telling[] = {
        WD_PART_BUCKET,     WD_PART_REPOSITORY,      WD_PART_SECRET,
        WD_PART_CRYPTO_KEY, WD_PART_TABLE,           WD_PART_NAME,
        WD_PART_URL,        WD_PART_SERVICE_ACCOUNT, WD_PART_LOGSTORE};

    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (equal(a->part[telling[i]], b->part[telling[i]]))
            return true;
    return equal(a->object, b->object) || equal(a->act_as, b->act_as);
}

static struct wd_str service_of(struct wd_str permission)
{
    size_t end = 0;

    while (end < permission.len && permission.ptr[end] != '.' && permission.ptr[end] != ':')
        end++;
    return wd_str_sub(permission, 0, end);
}

/* The service that a host is, by the name that permissions have for it. */
static struct wd_str service_of_host(const struct wd_refusal *r)
{
    static const struct {
        const char *host, *service;
    } names[] = {{"cloudresourcemanager", "resourcemanager"},
                 {"iamcredentials", "iam"},
                 {"sqladmin", "cloudsql"},
                 {"cloudbilling", "billing"},
                 {"firestore", "datastore"}};
    struct wd_str host = r->part[WD_PART_API], label = wd_str_cut(&host, '.');

    if (wd_is_registry(r->part[WD_PART_HOST]))
        return wd_str_ends(r->part[WD_PART_HOST], WD_STR("aliyuncs.com"))
                   ? WD_STR("cr")
                   : WD_STR("artifactregistry");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (wd_str_eqz(label, names[i].host))
            return wd_str_of(names[i].service);
    if (label.len == 0 && r->part[WD_PART_BUCKET].len > 0)
        return wd_str_ends(r->part[WD_PART_HOST], WD_STR("aliyuncs.com")) ? WD_STR("oss")
                                                                          : WD_STR("storage");
    return label;
}

bool wd_refusal_agrees(const struct wd_refusal *r, const struct wd_refusal *address)
{
    struct wd_str host = service_of_host(address), service;

    if (r->permission_count == 0 || r->derived)
        return wd_refusal_bare(r) || r->part[WD_PART_HOST].len == 0;
    service = service_of(r->permissions[0]);
    return host.len == 0 || wd_str_eq(host, service) || wd_str_eqz(service, "serviceusage");
}

bool wd_refusal_fits(const struct wd_refusal *r, const struct wd_refusal *address)
{
    return r->permission_count == 0 || wd_refusal_agrees(r, address);
}

bool wd_refusal_leaves_open(const struct wd_refusal *sentence, const struct wd_refusal *keys)
{
    bool right = sentence->permission_count == 0 && keys->permission_count > 0 &&
                 keys->object.len == 0 && keys->subject.len == 0,
         party = sentence->subject.len == 0 && keys->subject.len > 0,
         object = sentence->object.len == 0 && keys->object.len > 0;

    return right || party || (object && sentence->permission_count > 0);
}

/* A host and what lies on it, an image's name too; no sentence of its own. */
static bool is_address(const struct wd_refusal *r)
{
    bool image = wd_is_registry(r->part[WD_PART_HOST]) && r->part[WD_PART_REPOSITORY].len > 0;

    return r->subject.len == 0 && r->act_as.len == 0 && (r->object.len == 0 || image) &&
           (r->permission_count == 0 || r->derived) && r->part[WD_PART_HOST].len > 0;
}

/* The address of a call, and behind it what was refused of that service: one failure. What was only concluded must be
 * of that very service. */
static bool is_call_of(const struct wd_refusal *address, const struct wd_refusal *r)
{
    if (!is_address(address) || r->permission_count == 0)
        return false;
    return r->derived ? wd_str_eq(service_of_host(address), service_of(r->permissions[0]))
                      : wd_refusal_agrees(r, address);
}

/* "Missing a permission on project P. The permission p is required …": what the first leaves open. */
static bool completes(const struct wd_refusal *a, const struct wd_refusal *b)
{
    return a->permission_count == 0 && a->kind == WD_REFUSAL_OBJECT && b->permission_count > 0 &&
           !b->derived && b->subject.len == 0 && b->object.len == 0 && b->act_as.len == 0 &&
           !has_parts(b) && wd_refusal_agrees(b, a);
}

/* "IAM permission denied for X. Missing p on R.": the party, and behind it what it lacks. */
static bool lacks_next(const struct wd_refusal *party, const struct wd_refusal *right)
{
    return party->permission_count == 0 && party->object.len == 0 && party->act_as.len == 0 &&
           party->said >= WD_SAID_FOR && right->permission_count > 0 && !right->derived &&
           right->subject.len == 0;
}

/* Do two sentences speak of one refusal? */
static bool is_same(const struct wd_refusal *a, const struct wd_refusal *b, bool adjacent)
{
    bool named = a->permission_count > 0 && b->permission_count > 0;

    if (conflict(a, b))
        return false;
    if (wd_refusal_bare(a) || wd_refusal_bare(b))
        return adjacent;
    if (named && ((!a->derived && !b->derived) || (adjacent && shares_permission(a, b))))
        return shares_permission(a, b);
    if (adjacent && (is_call_of(a, b) || completes(a, b) || lacks_next(a, b)))
        return true;
    if (named && !wd_str_eq(service_of(a->permissions[0]), service_of(b->permissions[0])))
        return false;
    return shares_fact(a, b);
}

static void fill(struct wd_str *into, struct wd_str from)
{
    if (into->len == 0)
        *into = from;
}

/* PERMISSION_DENIED says less than ACCESS_TOKEN_SCOPE_INSUFFICIENT. */
static bool is_general(struct wd_str code)
{
    return wd_str_istarts(code, WD_STR("permission")) || wd_str_eqz(code, "AccessDenied");
}

static void fill_permissions(struct wd_refusal *into, const struct wd_refusal *from)
{
    if (from->permission_count == 0 || (into->permission_count > 0 && !into->derived))
        return;
    if (into->permission_count > 0 && from->derived)
        return;
    memcpy(into->permissions, from->permissions, sizeof into->permissions);
    into->permission_count = from->permission_count;
    into->any_of = from->any_of;
    into->derived = from->derived;
    into->concluded = from->concluded;
}

/* "… Ensure that service account X is a member": the account that one may not act as, told of again. */
static bool is_its_object(const struct wd_refusal *r, struct wd_str subject)
{
    return equal(r->act_as, subject) || equal(r->object, subject);
}

bool wd_refusal_fill(struct wd_refusal *into, const struct wd_refusal *from)
{
    bool named = into->permission_count > 0 && from->permission_count > 0;

    if (named && !wd_str_eq(service_of(into->permissions[0]), service_of(from->permissions[0])))
        return false;
    if (conflict(into, from) ||
        (named && !into->derived && !from->derived && !shares_permission(into, from)))
        return false;
    fill_permissions(into, from);
    if (from->said > into->said && !is_its_object(into, from->subject)) {
        into->subject = from->subject;
        into->said = from->said;
    }
    fill(&into->caller, from->caller);
    into->several_roles =
        into->several_roles || from->several_roles || differs(into->role, from->role);
    fill(&into->role, from->role);
    fill(&into->act_as, from->act_as);
    fill(&into->object, from->object);
    fill(&into->action, from->action);
    if (into->code.len == 0 || (is_general(into->code) && from->code.len > 0))
        into->code = from->code;
    for (size_t i = 0; i < WD_PART_COUNT; i++)
        fill(&into->part[i], from->part[i]);
    into->access = into->access ? into->access : from->access;
    into->rpc = into->rpc ? into->rpc : from->rpc;
    into->http = into->http ? into->http : from->http;
    into->uncertain = into->uncertain || from->uncertain;
    into->anonymous = into->anonymous || from->anonymous;
    into->kind = from->kind > into->kind ? from->kind : into->kind;
    return true;
}

/* The same permission, refused to somebody else: which of them is meant cannot be told. */
static void note_contradiction(struct wd_refusal *a, struct wd_refusal *b)
{
    if (shares_permission(a, b) && parties_differ(a, b) && !objects_differ(a, b))
        a->ambiguous = b->ambiguous = true;
}

/* One of the two tells of the other: an address gives way to the sentence behind it, whose parts are the surer. */
static bool join(struct wd_refusal *first, const struct wd_refusal *second)
{
    struct wd_refusal whole = *second;

    if (!is_call_of(first, second))
        return wd_refusal_fill(first, second);
    if (!wd_refusal_fill(&whole, first))
        return false;
    whole.from = first->from;
    whole.to = whole.to > first->to ? whole.to : first->to; /* parts of a body have no place */
    *first = whole;
    return true;
}

int wd_refusals_add(struct wd_refusals *all, const struct wd_refusal *refusal,
                    struct wd_arena *arena)
{
    struct wd_refusal *copy;

    for (size_t i = all->count; i > 0; i--)
        if (is_same(all->item[i - 1], refusal, i == all->count) && join(all->item[i - 1], refusal))
            return 0;
    if (all->count == WD_REFUSALS_MAX) {
        all->item[all->count - 1]->more = true;
        return 0;
    }
    copy = wd_arena_alloc(arena, sizeof *copy);
    if (!copy)
        return -1;
    *copy = *refusal;
    for (size_t i = 0; i < all->count; i++)
        note_contradiction(all->item[i], copy);
    all->item[all->count++] = copy;
    return 0;
}

void wd_refusals_share_party(struct wd_refusals *all)
{
    const struct wd_refusal *party = NULL;

    for (size_t i = 0; i < all->count; i++) {
        const struct wd_refusal *r = all->item[i];
        if (r->subject.len == 0)
            continue;
        if (party || r->kind >= WD_REFUSAL_PERMISSION || r->vendor != WD_REFUSAL_ALIBABA)
            return;
        party = r;
    }
    for (size_t i = 0; party && i < all->count; i++)
        if (all->item[i]->kind >= WD_REFUSAL_PERMISSION &&
            all->item[i]->vendor == WD_REFUSAL_ALIBABA) {
            all->item[i]->subject = party->subject;
            all->item[i]->said = party->said;
        }
}

static int worth(const struct wd_refusal *r)
{
    return (int)r->kind * 8 + (r->derived ? -6 : 0) + (r->object.len > 0 ? 2 : 0) +
           (r->said > WD_SAID_BY_PLACE ? 2 : 0) + (r->subject.len > 0) +
           (r->part[WD_PART_PROJECT].len > 0);
}

struct wd_refusal *wd_refusals_best(struct wd_refusals *all)
{
    struct wd_refusal *best = NULL, **link;

    for (size_t i = 0; i < all->count; i++)
        if (!best || worth(all->item[i]) > worth(best))
            best = all->item[i];
    if (!best)
        return NULL;
    link = &best->next;
    for (size_t i = 0; i < all->count; i++) {
        if (all->item[i] == best)
            continue;
        if (!all->item[i])
            continue;
        *link = all->item[i];
        link = &all->item[i]->next;
    }
    *link = NULL;
    return best;
}
