/* Changes of access seen in the log: the latest, each a record of its own. */
#include "incident/table/table.h"

#include "whydenied/base/list.h"

static void change_done(struct wd_change *change)
{
    free(change->actor);
    free(change->member);
    free(change->role);
    free(change->resource);
    free(change->home);
}

void wd_changes_done(struct wd_changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        change_done(&changes->items[i]);
    free(changes->items);
    changes->items = NULL;
    changes->count = changes->capacity = 0;
}

static int change_copy(struct wd_change *to, const struct wd_change *from)
{
    *to = (struct wd_change){.time = from->time, .hash = from->hash, .what = from->what};
    if (wd_copy_optional(&to->actor, from->actor) < 0 ||
        wd_copy_optional(&to->member, from->member) < 0 ||
        wd_copy_optional(&to->role, from->role) < 0 ||
        wd_copy_optional(&to->resource, from->resource) < 0 ||
        wd_copy_optional(&to->home, from->home) < 0) {
        change_done(to);
        return -1;
    }
    return 0;
}

static bool is_before(const struct wd_change *a, const struct wd_change *b)
{
    return a->time != b->time ? a->time < b->time : a->hash < b->hash;
}

static size_t position(const struct wd_changes *changes, const struct wd_change *change)
{
    size_t low = 0, high = changes->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(&changes->items[middle], change))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int wd_changes_add(struct wd_changes *changes, const struct wd_change *change, struct wd_error *err)
{
    size_t at = position(changes, change);
    struct wd_change copy;

    if (changes->max == 0 || (at == 0 && changes->count == changes->max))
        return 0;
    if (at < changes->count && !is_before(change, &changes->items[at]))
        return 0; /* the same record again */
    if (!wd_list_grow(&changes->items, changes->count, &changes->capacity,
                      sizeof *changes->items) ||
        change_copy(&copy, change) < 0)
        return wd_fail_memory(err);
    if (changes->count == changes->max) { /* the oldest makes room */
        change_done(&changes->items[0]);
        memmove(&changes->items[0], &changes->items[1], (at - 1) * sizeof changes->items[0]);
        changes->items[at - 1] = copy;
        return 0;
    }
    memmove(&changes->items[at + 1], &changes->items[at],
            (changes->count - at) * sizeof changes->items[0]);
    changes->items[at] = copy;
    changes->count++;
    return 0;
}

int wd_changes_merge(struct wd_changes *into, const struct wd_changes *from, struct wd_error *err)
{
    for (size_t i = 0; i < from->count; i++)
        if (wd_changes_add(into, &from->items[i], err) < 0)
            return -1;
    return 0;
}

/* ---- reading ------------------------------------------------------------------------------------- */

static const char *const words[WD_CHANGE_COUNT] = {
    [WD_CHANGE_GRANTED] = "granted",
    [WD_CHANGE_REMOVED] = "removed",
    [WD_CHANGE_DENY_POLICY] = "deny_policy",
    [WD_CHANGE_ORG_POLICY] = "org_policy",
    [WD_CHANGE_PERIMETER] = "perimeter",
    [WD_CHANGE_ACCOUNT_OFF] = "account_off",
    [WD_CHANGE_KEY_OFF] = "key_off",
    [WD_CHANGE_API_OFF] = "api_off",
    [WD_CHANGE_API_ON] = "api_on",
    [WD_CHANGE_BILLING_OFF] = "billing_off",
    [WD_CHANGE_TRUST] = "trust",
    [WD_CHANGE_GRANTED_IF] = "granted_if",
    [WD_CHANGE_DELETED] = "deleted",
    [WD_CHANGE_MADE] = "made",
    [WD_CHANGE_POLICY] = "policy",
    [WD_CHANGE_BUCKET_POLICY] = "bucket_policy",
    [WD_CHANGE_ACCOUNT_ON] = "account_on",
    [WD_CHANGE_ACCOUNT_MADE] = "account_made",
    [WD_CHANGE_ROLE] = "role",
    [WD_CHANGE_ROLE_MORE] = "role_more",
    [WD_CHANGE_ROLE_OFF] = "role_off",
    [WD_CHANGE_ROLE_ON] = "role_on",
    [WD_CHANGE_LEFT_GROUP] = "left_group",
    [WD_CHANGE_JOINED_GROUP] = "joined_group",
    [WD_CHANGE_RBAC_OFF] = "rbac_off",
    [WD_CHANGE_RBAC_ON] = "rbac_on",
    [WD_CHANGE_RBAC_MORE] = "rbac_more",
    [WD_CHANGE_POLICY_OFF] = "policy_off",
    [WD_CHANGE_BOUNDARY] = "boundary",
    [WD_CHANGE_POLICY_MADE] = "policy_made",
    [WD_CHANGE_JOB] = "job",
};

const char *wd_change_word(enum wd_change_what what)
{
    return (unsigned)what < WD_CHANGE_COUNT ? words[what] : "";
}

bool wd_change_of(struct wd_str word, enum wd_change_what *ret_what)
{
    for (unsigned i = 0; i < WD_CHANGE_COUNT; i++)
        if (wd_str_eqz(word, words[i])) {
            *ret_what = (enum wd_change_what)i;
            return true;
        }
    return false;
}

static char *copy_slot(struct wd_str s, bool *failed)
{
    char *copy = s.len && s.len <= WD_INCIDENT_TEXT_MAX ? wd_copy_text(s) : NULL;

    *failed = *failed || (s.len && s.len <= WD_INCIDENT_TEXT_MAX && !copy);
    return copy;
}

static struct wd_str either(struct wd_str a, struct wd_str b)
{
    return a.len ? a : b;
}

/* Access is given on the whole: what is deleted may be a part of it ("…/repositories/R/packages/P"), and that is its name. */
static struct wd_str place_of(const struct wd_event *event, enum wd_change_what what)
{
    struct wd_str whole = event->object.name, part = event->slot[WD_SLOT_RESOURCE];

    if (wd_str_has(part, WD_STR("/managedFolders/"))) /* of a bucket, which is not all given */
        return part;
    if (what == WD_CHANGE_DELETED && !wd_str_ieq(wd_last_part(whole, '/'), wd_last_part(part, '/')))
        return either(part, whole);
    return either(whole, part);
}

/* One change of an event; its texts may be empty. */
static int see(struct wd_changes *changes, const struct wd_event *event, enum wd_change_what what,
               struct wd_str member, struct wd_str role, struct wd_error *err)
{
    const struct wd_str *slot = event->slot;
    struct wd_change change = {.time = event->time, .what = what};
    bool failed = false;
    int status;

    change.actor = copy_slot(slot[WD_SLOT_CALLER], &failed);
    change.member = copy_slot(member, &failed);
    change.role = copy_slot(role, &failed);
    change.resource = copy_slot(place_of(event, what), &failed);
    change.home = copy_slot(slot[WD_SLOT_ACCOUNT], &failed);
    change.hash = wd_hash_join(
        wd_hash_join(wd_hash(slot[WD_SLOT_CALLER]) + (uint64_t)what,
                     wd_hash(wd_str_of(change.member))),
        wd_hash_join(wd_hash(wd_str_of(change.role)), wd_hash(wd_str_of(change.resource))));
    if (change.home)
        change.hash = wd_hash_join(change.hash, wd_hash(wd_str_of(change.home)));
    status = failed ? wd_fail_memory(err) : wd_changes_add(changes, &change, err);
    change_done(&change);
    return status;
}

/* The reader's notation: see WD_KIND_POLICY_CHANGE. */
int wd_changes_see(struct wd_changes *changes, const struct wd_event *event, struct wd_error *err)
{
    const struct wd_str *slot = event->slot;
    struct wd_str rest = slot[WD_SLOT_DETAIL];
    enum wd_change_what what = WD_CHANGE_GRANTED;

    if (event->time == WD_TIME_NONE)
        return 0; /* it can be before or after anything */
    while (rest.len) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        struct wd_str word = wd_str_cut(&line, '\t'), member = wd_str_cut(&line, '\t');
        if (wd_change_of(word, &what) && see(changes, event, what, member, line, err) < 0)
            return -1;
    }
    if (slot[WD_SLOT_DETAIL].len)
        return 0;
    wd_change_of(slot[WD_SLOT_ACTION], &what);
    return see(changes, event, what, slot[WD_SLOT_PRINCIPAL],
               either(slot[WD_SLOT_POLICY], slot[WD_SLOT_ROLE]), err);
}

size_t wd_table_change_count(const struct wd_table *table)
{
    return table->changes.count;
}
