/* Is the one who was refused one of ours? Ours: at home in a project or account in which the platform's own
 * records lie, or that was named on the command line. Outside: at home in another that is named. Unplaced: a
 * number that nothing ties to a project. An identity that does not say where it is at home is not judged. */
#include "whydenied/names/home.h"
#include "whydenied/names/ident.h"

#include "incident/table/table.h"

static bool is_named(const struct wd_home *home, const struct wd_finish_options *own)
{
    for (size_t i = 0; i < own->own_project_count; i++) {
        struct wd_str name = wd_str_of(own->own_projects[i]);
        if (wd_home_is(home, name) || (home->domain.len == 0 && wd_str_like(name, home->project)))
            return true;
    }
    for (size_t i = 0; i < own->own_account_count; i++)
        if (wd_str_eqz(home->project, own->own_accounts[i]))
            return true;
    return false;
}

/* Without a record of the platform's own, the refusal's project is all there is to compare with. */
static enum wd_ours beside_refusal(const struct wd_home *home, const struct wd_incident *incident)
{
    struct wd_str named = wd_str_of(incident->slot[WD_SLOT_PROJECT]);
    struct wd_str object = wd_str_of(incident->object_project);
    bool number = wd_ident_ok(WD_IDENT_NUMBER, home->project);

    if (wd_home_is(home, named) || wd_home_is(home, object))
        return WD_OURS;
    if (number)
        return WD_OURS_UNPLACED;
    return named.len == 0 || wd_ident_ok(WD_IDENT_NUMBER, named) ? WD_OURS : WD_OURS_OUTSIDE;
}

enum wd_ours wd_ours_judge(const struct wd_table *table, const struct wd_incident *incident,
                           const struct wd_finish_options *own)
{
    struct wd_str principal = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    struct wd_home home = wd_home_of(principal);
    struct wd_str whole = home.project;

    if (wd_home_is_vendor(principal))
        return WD_OURS_VENDOR;
    if (home.project.len == 0 || is_named(&home, own))
        return WD_OURS;
    if (home.domain.len)
        whole = wd_arena_concat(table->scratch,
                                (const struct wd_str[]){home.domain, WD_STR(":"), home.project}, 3);
    if (table->homes.count == 0 && own->own_project_count == 0)
        return beside_refusal(&home, incident);
    switch (wd_homes_find(&table->homes, whole)) {
    case WD_HOMES_YES:
        return WD_OURS;
    case WD_HOMES_CANNOT_TELL:
        return WD_OURS_UNPLACED;
    case WD_HOMES_NO:
        break;
    }
    return wd_ident_ok(WD_IDENT_NUMBER, home.project) ? WD_OURS_UNPLACED : WD_OURS_OUTSIDE;
}
