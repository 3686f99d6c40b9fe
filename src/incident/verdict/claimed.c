/* What words may claim. A program speaks for itself: for accounts of the project that it runs in, and for what lies
 * there. Whoever can make it print a line can make it name another account, or another project's secret; so that is
 * told, but a question comes first. And a project that a refusal names and that is none of those in which the
 * platform's own records lie is to be looked at before anything is switched on there. */
#include "whydenied/names/home.h"
#include "whydenied/names/ident.h"

#include "incident/verdict/verdict.h"

static bool is_own(struct wd_str project, const struct wd_finish_options *own)
{
    for (size_t i = 0; i < own->own_project_count; i++)
        if (wd_str_like(wd_str_of(own->own_projects[i]), project))
            return true;
    return false;
}

/* An id that is another than that of the log: numbers are tied to ids by the platform alone. */
static bool is_elsewhere(struct wd_str project, struct wd_str log,
                         const struct wd_finish_options *own)
{
    return wd_ident_ok(WD_IDENT_PROJECT, project) && !wd_ident_ok(WD_IDENT_NUMBER, project) &&
           wd_ident_ok(WD_IDENT_PROJECT, log) && !wd_str_eq(project, log) && !is_own(project, own);
}

/* The project that the refusal names, not the one that the log lends it. */
static struct wd_str named_project(const struct wd_incident *incident)
{
    return incident->source[WD_SLOT_PROJECT] > WD_SOURCE_CARRIER
               ? wd_str_of(incident->slot[WD_SLOT_PROJECT])
               : WD_STR_NONE;
}

/* Nothing tells whose program it is: its output came without the log that it lies in. */
static bool is_homeless(struct wd_home home, struct wd_str log, const struct wd_finish_options *own)
{
    return log.len == 0 && home.domain.len == 0 && home.project.len > 0 &&
           !is_own(home.project, own);
}

/* The same of an account of Alibaba Cloud: no trail of it is there, and nobody told that it is ours. */
static bool is_ram_homeless(const struct wd_table *table, const struct wd_incident *incident,
                            const struct wd_finish_options *own)
{
    struct wd_str account = wd_str_of(incident->slot[WD_SLOT_ACCOUNT]);

    if (wd_system_cloud(incident->system) != WD_CLOUD_ALIBABA || !incident->slot[WD_SLOT_PRINCIPAL])
        return false;
    for (size_t i = 0; i < own->own_account_count; i++)
        if (wd_str_eqz(account, own->own_accounts[i]))
            return false;
    return account.len == 0 || wd_homes_find(&table->homes, account) != WD_HOMES_YES;
}

/* The words name nothing that was refused, nor a project: it need not be the one that the program, or the build, runs in. */
static bool names_no_place(const struct wd_incident *incident)
{
    bool project = incident->object_type && strcmp(incident->object_type, "project") == 0;

    return wd_system_cloud(incident->system) == WD_CLOUD_GOOGLE &&
           incident->slot[WD_SLOT_PROJECT] && (!incident->object_name || project) &&
           incident->source[WD_SLOT_PROJECT] <= WD_SOURCE_STREAM &&
           incident->source[WD_SLOT_RESOURCE] <= WD_SOURCE_STREAM;
}

/* A platform's record that a program printed. */
static bool is_printed_record(const struct wd_incident *incident)
{
    return incident->structured &&
           (incident->dialect == WD_DIALECT_AUDIT || incident->dialect == WD_DIALECT_ACTIONTRAIL);
}

static bool oversteps(const struct wd_incident *incident, const struct wd_finish_options *own)
{
    struct wd_str log = wd_str_of(incident->slot[WD_SLOT_LOG_PROJECT]);
    struct wd_home home = wd_home_of(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]));

    if (incident->principal_kind == WD_PRINCIPAL_USER && own->own_domain_count == 0)
        return true;
    return is_printed_record(incident) || is_homeless(home, log, own) ||
           (home.domain.len == 0 && is_elsewhere(home.project, log, own)) ||
           is_elsewhere(wd_str_of(incident->object_project), log, own) ||
           is_elsewhere(named_project(incident), log, own);
}

/* Were numbers told, too, as --projects does? Then a number that is none of them is another's. */
static bool tells_numbers(const struct wd_finish_options *own)
{
    for (size_t i = 0; i < own->own_project_count; i++)
        if (wd_ident_ok(WD_IDENT_NUMBER, wd_str_of(own->own_projects[i])))
            return true;
    return false;
}

static bool is_strange(const struct wd_table *table, struct wd_str project,
                       const struct wd_finish_options *own)
{
    if (is_own(project, own))
        return false;
    if (wd_ident_ok(WD_IDENT_NUMBER, project))
        return tells_numbers(own) && wd_homes_find(&table->homes, project) == WD_HOMES_NO;
    if (!wd_ident_ok(WD_IDENT_PROJECT, project))
        return false;
    return wd_homes_elsewhere(&table->homes, project) ||
           (own->own_project_count > 0 && wd_homes_find(&table->homes, project) == WD_HOMES_NO);
}

void wd_incident_doubt_claims(const struct wd_table *table, struct wd_incident *incident,
                              const struct wd_finish_options *own)
{
    if (incident->voice == WD_VOICE_APPLICATION &&
        (oversteps(incident, own) || is_ram_homeless(table, incident, own)))
        incident->doubts |= WD_DOUBT_READ;
    if (incident->voice != WD_VOICE_SERVICE && names_no_place(incident))
        incident->doubts |= WD_DOUBT_READ;
    if (incident->cause == WD_CAUSE_SERVICE_DISABLED &&
        is_strange(table, named_project(incident), own))
        incident->doubts |= WD_DOUBT_TARGET;
}
