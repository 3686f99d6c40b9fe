/* Is the one who was refused one of ours? Ours: at home in a project or account in which the platform's own
 * records lie, or that was named on the command line. Outside: at home in another that is named. Unplaced: a
 * number that nothing ties to a project. An identity that does not say where it is at home is not judged. */
#include "whydenied/base/char.h"
#include "whydenied/names/home.h"
#include "whydenied/names/ident.h"

#include "incident/verdict/verdict.h"

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

/* The mail domain of a person whom a platform's own record names; consumers' are judged by themselves. */
static struct wd_str domain_of(const struct wd_incident *incident)
{
    struct wd_str who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    size_t at = wd_str_rfind_char(who, '@');

    if (incident->principal_kind != WD_PRINCIPAL_USER || incident->voice != WD_VOICE_SERVICE ||
        at == WD_NPOS || wd_home_is_consumer(who))
        return WD_STR_NONE;
    return wd_str_from(who, at + 1);
}

static bool is_under(struct wd_str domain, struct wd_str other)
{
    return wd_str_ends(domain, other) && domain.len > other.len &&
           domain.ptr[domain.len - other.len - 1] == '.';
}

void wd_ours_survey(struct wd_table *table)
{
    struct wd_str first = WD_STR_NONE;

    table->mixed_people = false;
    for (size_t i = 0; i < table->sorted_count; i++) {
        struct wd_str domain = domain_of(&table->sorted[i]->incident);
        if (domain.len == 0)
            continue;
        if (first.len == 0)
            first = domain;
        if (!wd_str_ieq(first, domain) && !is_under(first, domain) && !is_under(domain, first))
            table->mixed_people = true;
    }
}

/* Letters that look like others, of another script, as they are or as DNS spells them. */
static bool is_of_other_letters(struct wd_str domain)
{
    for (size_t i = 0; i < domain.len; i++)
        if ((unsigned char)domain.ptr[i] >= 0x80)
            return true;
    return wd_str_istarts(domain, WD_STR("xn--")) || wd_str_has(domain, WD_STR(".xn--"));
}

/* "acme.io.evil.example": another's domain that begins with somebody's whole one; "acme.example" with a capital that looks like a
 * small letter. */
static bool is_look_alike(struct wd_str domain)
{
    static const char *const tops[] = {".com.", ".net.", ".org.", ".io."};
    bool small = false, capital = false;

    for (size_t i = 0; i < domain.len; i++) {
        small = small || (domain.ptr[i] >= 'a' && domain.ptr[i] <= 'z');
        capital = capital || wd_char_in(domain.ptr[i], "IO");
    }
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
        size_t at = wd_str_find(domain, wd_str_of(tops[i]));
        if (at != WD_NPOS &&
            wd_str_find_char(wd_str_from(domain, at + strlen(tops[i])), '.') != WD_NPOS)
            return true;
    }
    return small && capital;
}

/* Nobody told which domains are ours, and the log does not show it either: calls were allowed, none to this one's
 * people; or people of two domains were refused, and both cannot be told to be ours. */
static bool is_unknown_person(const struct wd_table *table, const struct wd_incident *incident,
                              const struct wd_finish_options *own)
{
    struct wd_str who = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);

    size_t at = wd_str_rfind_char(who, '@');

    if (own->own_domain_count == 0 && incident->principal_kind == WD_PRINCIPAL_USER &&
        at != WD_NPOS && is_of_other_letters(wd_str_from(who, at + 1)))
        return true;
    if (own->own_domain_count > 0 || domain_of(incident).len == 0)
        return false;
    return is_look_alike(domain_of(incident)) || wd_homes_unknown(&table->homes, who) ||
           (table->mixed_people && wd_homes_find(&table->homes, WD_STR("!")) == WD_HOMES_NO);
}

enum wd_ours wd_ours_judge(const struct wd_table *table, const struct wd_incident *incident,
                           const struct wd_finish_options *own)
{
    struct wd_str principal = wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]);
    struct wd_home home = wd_home_of(principal);
    struct wd_str whole = home.project;

    if (wd_home_is_vendor(principal))
        return WD_OURS_VENDOR;
    if (is_unknown_person(table, incident, own))
        return WD_OURS_UNPLACED;
    if (wd_str_ends(principal, WD_STR("@system.gserviceaccount.com")))
        return WD_OURS_OUTSIDE; /* Google's own, one for all of its customers */
    if (wd_home_is_tenant(home.project) && !is_named(&home, own))
        return WD_OURS_OUTSIDE;
    if (home.project.len == 0 || is_named(&home, own))
        return WD_OURS;
    if (home.domain.len)
        whole = wd_arena_concat(table->scratch,
                                (const struct wd_str[]){home.domain, WD_STR(":"), home.project}, 3);
    if (wd_homes_none(&table->homes) && own->own_project_count == 0)
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
