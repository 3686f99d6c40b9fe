/* The project that a client was called for, and the one that refused. gcloud puts the first before the service's answer
 * ("projects instance [A] …: … denied on resource '//…/projects/B/…'"), and a command line has it as its option: what was
 * refused lies where its own name says, and a role on the project is given there. */
#include "names/evidence.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"
#include "whydenied/names/ident.h"

static bool is_number(struct wd_str s)
{
    return wd_ident_ok(WD_IDENT_NUMBER, s);
}

/* "instance [A]" */
static bool is_in_brackets(const struct wd_event *event, struct wd_str project)
{
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str rest = event->texts[i].s;
        for (size_t at; (at = wd_str_find(rest, WD_STR("s instance ["))) != WD_NPOS;) {
            rest = wd_str_from(rest, at + strlen("s instance ["));
            if (wd_str_starts(rest, project) && wd_str_at(rest, project.len) == ']')
                return true;
        }
    }
    return false;
}

/* The project of the thing that the error's details name. */
static struct wd_str detailed_project(const struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str resource = wd_event_told_by(event, WD_SLOT_RESOURCE, WD_SOURCE_DETAIL);
    struct wd_object detailed = {0};

    if (resource.len > 0)
        wd_resource_canonical(resource, WD_STR_NONE, arena, &detailed);
    return detailed.project;
}

static bool is_named(struct wd_str project)
{
    return !wd_evidence_is_placeholder(project) && !wd_evidence_is_client_project(project) &&
           (is_number(project) || wd_ident_ok(WD_IDENT_PROJECT, project));
}

/* "acme-shop" and "acme-sh0p", "acme-shopp": one of the two is mistyped. Names that a number tells apart are two. */
static bool is_letter_apart(struct wd_str a, struct wd_str b)
{
    struct wd_str longer = a.len < b.len ? b : a, other = a.len < b.len ? a : b;
    size_t at = 0;

    while (at < other.len && longer.ptr[at] == other.ptr[at])
        at++;
    bool numbers =
        wd_is_digit(wd_str_at(longer, at)) && (a.len != b.len || wd_is_digit(wd_str_at(other, at)));

    return !numbers && longer.len - other.len <= 1 && longer.len > 5 &&
           wd_str_eq(wd_str_from(longer, at + 1), wd_str_from(other, at + (a.len == b.len)));
}

void wd_evidence_settle_called(struct wd_event *event, const struct wd_object *object,
                               struct wd_arena *arena)
{
    struct wd_str project = object->project, called = event->slot[WD_SLOT_PROJECT], detailed;

    if (called.len == 0 ||
        (event->source[WD_SLOT_PROJECT] != WD_SOURCE_WRAPPER && !is_in_brackets(event, called)))
        return;
    if (event->source[WD_SLOT_RESOURCE] == WD_SOURCE_MESSAGE && is_named(project) &&
        !wd_str_eq(project, called)) {
        if (is_number(project) != is_number(called) || /* they may be one */
            is_letter_apart(project, called))
            event->doubts |= WD_DOUBT_PERMISSION;
        wd_event_unset(event, WD_SLOT_PROJECT);
        wd_event_set(event, WD_SLOT_PROJECT, project, WD_SOURCE_MESSAGE);
        called = project;
    }
    detailed = detailed_project(event, arena);
    if (is_named(detailed) && is_number(detailed) == is_number(called) &&
        !wd_str_eq(detailed, called))
        event->doubts |= WD_DOUBT_PERMISSION; /* the words and the details name two */
}

/* An API that is to be switched on, a bucket that is to be made: their names stand in no project, and what a program says of them
 * need not be of the one that it runs in. */
void wd_evidence_doubt_lent(struct wd_event *event, const struct wd_object *object)
{
    bool api = wd_str_ends(object->leaf, WD_STR(".googleapis.com")) ||
               wd_str_ends(object->name, WD_STR(".googleapis.com"));

    if (event->source[WD_SLOT_PROJECT] <= WD_SOURCE_CARRIER && event->voice != WD_VOICE_SERVICE &&
        event->slot[WD_SLOT_PROJECT].len > 0 &&
        (api || wd_str_eqz(event->slot[WD_SLOT_PERMISSION], "storage.buckets.create")))
        event->doubts |= WD_DOUBT_READ;
}
