/* The projects and accounts in which the platform's own records of the input lie: who is at home there is ours.
 * A set, so that order never matters; the smallest hashes, if there are too many. */
#include "incident/table/table.h"
#include "whydenied/names/home.h"
#include "whydenied/names/ident.h"

/* SEEN: records lie there, among lines that anybody may have printed: ours or not, it is where the input comes from. */
enum { HOME = 1, SEEN = 2 };

static uint64_t key_of(struct wd_str project)
{
    return wd_link_of("home", project);
}

static int add(struct wd_contexts *homes, struct wd_str project, struct wd_error *err)
{
    return project.len ? wd_contexts_add(homes, key_of(project), HOME, err) : 0;
}

/* Where a name of at least eight bytes is remembered: by both its ends. */
static size_t place_of(struct wd_str name)
{
    uint64_t first, last;

    memcpy(&first, name.ptr, sizeof first);
    memcpy(&last, name.ptr + name.len - sizeof last, sizeof last);
    return (size_t)((first ^ last << 1 ^ name.len) * 0x9E3779B97F4A7C15U >> 32) % WD_HOMES_RECENT;
}

/* Of records that were allowed, millions lie in few places. */
static int add_place(struct wd_contexts *homes, struct wd_homes_recent *recent,
                     struct wd_str project, struct wd_error *err)
{
    size_t len = project.len, at;

    if (len < sizeof(uint64_t) || len > WD_HOME_BYTES)
        return add(homes, project, err);
    at = place_of(project);
    if (recent->item[at].len == len && memcmp(recent->item[at].name, project.ptr, len) == 0)
        return 0;
    recent->item[at].len = (unsigned char)len;
    memcpy(recent->item[at].name, project.ptr, len);
    return add(homes, project, err);
}

/* Somebody, an account perhaps, was allowed a call. */
static int add_allowed(struct wd_contexts *homes, struct wd_homes_recent *recent,
                       struct wd_error *err)
{
    if (recent->allowed)
        return 0;
    recent->allowed = true;
    return add(homes, WD_STR("!"), err);
}

/* "@example.com" of whoever was allowed a call: people of that domain work here. */
static int add_domain(struct wd_contexts *homes, struct wd_homes_recent *recent,
                      struct wd_str caller, struct wd_error *err)
{
    size_t at = wd_str_rfind_char(caller, '@');

    if (at == WD_NPOS)
        return 0;
    if (add_allowed(homes, recent, err) < 0)
        return -1;
    if (wd_str_ends(caller, WD_STR("gserviceaccount.com")) || wd_home_is_consumer(caller))
        return 0;
    if (add(homes, WD_STR("@"), err) < 0)
        return -1;
    return add_place(homes, recent, wd_str_from(caller, at), err);
}

/* The number in the resource of the platform's own entry is that of the project it lies in. */
int wd_homes_see(struct wd_contexts *homes, struct wd_homes_recent *recent,
                 const struct wd_event *event, struct wd_error *err)
{
    if (!event->own_log) {
        struct wd_str place = event->slot[WD_SLOT_LOG_PROJECT];
        return place.len > 0 ? wd_contexts_add(homes, key_of(place), SEEN, err) : 0;
    }
    if (add_place(homes, recent, event->slot[WD_SLOT_LOG_PROJECT], err) < 0)
        return -1;
    if ((event->kind == WD_KIND_OTHER || event->kind == WD_KIND_POLICY_CHANGE) &&
        event->code <= 0 && event->dialect == WD_DIALECT_AUDIT &&
        add_domain(homes, recent, event->slot[WD_SLOT_CALLER], err) < 0)
        return -1;
    if (event->dialect == WD_DIALECT_ACTIONTRAIL)
        return add(homes, event->slot[WD_SLOT_ACCOUNT], err);
    if (wd_ident_ok(WD_IDENT_NUMBER, event->own_number) &&
        add_place(homes, recent, event->own_number, err) < 0)
        return -1;
    if (event->voice == WD_VOICE_SERVICE && event->source[WD_SLOT_RESOURCE] == WD_SOURCE_FIELD &&
        wd_ident_ok(WD_IDENT_NUMBER, event->object.project))
        return add_place(homes, recent, event->object.project, err);
    return 0;
}

/* "ana@eu.example.com" where people of example.com work: whoever owns a domain decides who is in it. */
static bool is_known_domain(const struct wd_contexts *homes, struct wd_str person)
{
    char name[256] = "@";
    struct wd_str rest = wd_str_from(person, wd_str_rfind_char(person, '@') + 1);

    while (rest.len > 0 && rest.len < sizeof name - 1 && wd_str_find_char(rest, '.') != WD_NPOS) {
        memcpy(name + 1, rest.ptr, rest.len);
        if (wd_homes_find(homes, wd_str_make(name, rest.len + 1)) != WD_HOMES_NO)
            return true;
        wd_str_cut(&rest, '.');
    }
    return false;
}

bool wd_homes_unknown(const struct wd_contexts *homes, struct wd_str person)
{
    return wd_str_rfind_char(person, '@') != WD_NPOS &&
           wd_homes_find(homes, WD_STR("!")) == WD_HOMES_YES && !is_known_domain(homes, person);
}

bool wd_homes_strange(const struct wd_contexts *homes, struct wd_str person)
{
    return wd_str_rfind_char(person, '@') != WD_NPOS &&
           wd_homes_find(homes, WD_STR("@")) == WD_HOMES_YES && !is_known_domain(homes, person);
}

enum wd_homes_answer wd_homes_find(const struct wd_contexts *homes, struct wd_str project)
{
    uint64_t key = key_of(project);

    if (wd_contexts_find(homes, key) & HOME)
        return WD_HOMES_YES;
    if (homes->count == homes->max && key > homes->items[homes->count - 1].key)
        return WD_HOMES_CANNOT_TELL;
    return WD_HOMES_NO;
}

bool wd_homes_none(const struct wd_contexts *homes)
{
    for (size_t i = 0; i < homes->count; i++)
        if (homes->items[i].flags & HOME)
            return false;
    return true;
}

bool wd_homes_elsewhere(const struct wd_contexts *homes, struct wd_str project)
{
    return homes->count > 0 && wd_homes_find(homes, project) == WD_HOMES_NO &&
           !wd_contexts_find(homes, key_of(project));
}
