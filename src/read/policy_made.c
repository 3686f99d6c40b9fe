/* What a successful creation made: its record names that whole, or what it was made in and the id that was asked for. What
 * names neither is not taken for what it was made in. */
#include "read/reading.h"

#include "whydenied/base/char.h"

/* "CreateRepository", "InsertTable", "UndeleteDataset": "Repository", "Table", "Dataset". */
static struct wd_str kind_of(struct wd_str method)
{
    static const char *const verbs[] = {"Create", "Insert", "Undelete"};

    return wd_str_strip(wd_last_part(method, '.'), verbs, sizeof verbs / sizeof *verbs);
}

/* "projects/P/secrets/S" of "Secret"; of "Repository" "…/repositories/R". */
static bool is_of_kind(struct wd_str name, struct wd_str kind)
{
    struct wd_str own = wd_str_sub(name, 0, wd_str_rfind_char(name, '/'));

    return kind.len > 1 &&
           wd_str_istarts(wd_last_part(own, '/'), wd_str_sub(kind, 0, kind.len - 1));
}

/* Names that are no path of a project's are whole as they are, as are those of REST's "create". */
static bool is_whole(struct wd_str name, struct wd_str kind)
{
    return !wd_str_starts(name, WD_STR("projects/")) || is_of_kind(name, kind) ||
           wd_str_eqz(kind, "create");
}

/* "request.secretId", "request.queue.name". */
static struct wd_str asked(struct wd_reading *r, struct wd_str kind, const char *what)
{
    const struct wd_str parts[] = {WD_STR("request."), kind, wd_str_of(what)};
    char *path = wd_arena_strdup(r->arena, wd_arena_concat(r->arena, parts, 3));

    if (!path)
        return WD_STR_NONE;
    path[parts[0].len] = wd_lower(path[parts[0].len]);
    return wd_call_str(r, path);
}

/* Of a database of Spanner: "CREATE DATABASE `main`". */
static struct wd_str id_of(struct wd_reading *r, struct wd_str kind)
{
    struct wd_str id = asked(r, kind, "Id");

    if (id.len > 0 || !wd_str_eqz(kind, "Database"))
        return id;
    id = wd_last_part(wd_call_str(r, "request.createStatement"), ' ');
    return wd_str_starts(id, WD_STR("`")) && wd_str_ends(id, WD_STR("`")) && id.len > 2
               ? wd_str_sub(id, 1, id.len - 2)
               : id;
}

/* "projects/P/locations/L", "Repository", "apps": "projects/P/locations/L/repositories/apps". */
static struct wd_str composed(struct wd_reading *r, struct wd_str parent, struct wd_str kind,
                              struct wd_str id)
{
    bool many = wd_str_ends(kind, WD_STR("y"));
    const struct wd_str parts[] = {parent, WD_STR("/"),
                                   many ? wd_str_sub(kind, 0, kind.len - 1) : kind,
                                   many ? WD_STR("ies/") : WD_STR("s/"), id};
    struct wd_str name = wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts);
    char *at = wd_arena_strdup(r->arena, name);

    if (!at)
        return WD_STR_NONE;
    at[parent.len + 1] = wd_lower(at[parent.len + 1]);
    return wd_str_make(at, name.len);
}

void wd_policy_made_read(struct wd_reading *r)
{
    struct wd_str kind = kind_of(wd_field_str(r, r->proto, "methodName"));
    struct wd_str named = wd_field_str(r, r->proto, "resourceName");
    const struct wd_str names[] = {wd_call_str(r, "response.name"), named,
                                   kind.len > 0 ? asked(r, kind, ".name") : WD_STR_NONE};
    struct wd_str id;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_whole(names[i], kind))
            wd_set(r, WD_SLOT_RESOURCE, names[i]);
    id = is_whole(named, kind) ? WD_STR_NONE : id_of(r, kind);
    if (id.len > 0)
        wd_set(r, WD_SLOT_RESOURCE, composed(r, named, kind, id));
}

/* What is left is the place that it was made in. */
void wd_policy_made_forget_place(struct wd_reading *r)
{
    if (!is_whole(r->event->slot[WD_SLOT_RESOURCE],
                  kind_of(wd_field_str(r, r->proto, "methodName"))))
        wd_event_unset(r->event, WD_SLOT_RESOURCE);
}
