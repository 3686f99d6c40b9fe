/* Whether a permission that the table does not hold is one that somebody mistyped. */
#include "roles/curated.h"
#include "whydenied/base/nearest.h"

/* "storage.objects.get": the part that is asked for, cut at the last point. */
static struct wd_str verb_of(struct wd_str permission)
{
    return wd_last_part(permission, '.');
}

static struct wd_str object_of(struct wd_str permission)
{
    return wd_str_sub(permission, 0, permission.len - verb_of(permission).len);
}

/* Both halves are words of other rows, or a verb that most services have: it may well be a permission that the table
 * only lacks. */
static bool is_plausible(const struct wd_curated *curated, struct wd_str permission)
{
    static const char *const common[] = {
        "get",          "list", "create",   "update", "delete", "patch", "getIamPolicy",
        "setIamPolicy", "use",  "undelete", "export", "import", NULL};
    bool verb = wd_one_of(verb_of(permission), common), object = false;

    for (size_t i = 0; i < wd_curated_count(curated); i++) {
        struct wd_str row = wd_curated_at(curated, i)->name;
        verb = verb || wd_str_eq(verb_of(row), verb_of(permission));
        object = object || wd_str_eq(object_of(row), object_of(permission));
    }
    return verb && object;
}

/* Of the same service: another one's permission is another wish. */
const char *wd_curated_nearest(const struct wd_curated *curated, const char *permission)
{
    struct wd_nearest nearest = {.word = permission};
    struct wd_str service = wd_service_of(wd_str_of(permission));

    if (is_plausible(curated, wd_str_of(permission)))
        return NULL;
    for (size_t i = 0; i < wd_curated_count(curated); i++) {
        const struct wd_curated_line *line = wd_curated_at(curated, i);
        const struct wd_curated_row *row = wd_str_eq(wd_service_of(line->name), service)
                                               ? wd_curated_find(curated, line->name)
                                               : NULL;
        if (row)
            wd_nearest_look(&nearest, row->permission);
    }
    return nearest.best <= 2 ? nearest.name : NULL;
}
