/* Whom a client signed in, and as whom its calls go out: of these two the words of a command name one, the lines before it
 * the other. */
#include "names/evidence.h"

static bool signs_in(struct wd_str text, struct wd_str principal)
{
    size_t at = wd_str_find(text, principal);

    return at != WD_NPOS && at > 0 && text.ptr[at - 1] == '[' &&
           wd_str_starts(wd_str_from(text, at + principal.len),
                         WD_STR("] does not have permission")) &&
           wd_str_has(wd_str_sub(text, 0, at), WD_STR("(gcloud."));
}

/* gcloud's own words around what the server said, "[ACCOUNT] does not have permission to access …", name who is
 * signed in, whoever the call ran as. */
static bool is_signed_in(const struct wd_event *event)
{
    struct wd_str principal = event->slot[WD_SLOT_PRINCIPAL];

    if (event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_WRAPPER || principal.len == 0)
        return event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_WRAPPER;
    for (size_t i = 0; i < event->text_count; i++)
        if (signs_in(event->texts[i].s, principal))
            return true;
    return false;
}

/* A token of the account is what was asked for, by whoever impersonates it: nobody asks for his own. */
static bool is_impersonated(const struct wd_event *event, struct wd_str account)
{
    static const char *const tokens[] = {"iam.serviceAccounts.getAccessToken",
                                         "iam.serviceAccounts.getOpenIdToken"};

    for (size_t i = 0; i < event->permission_count; i++)
        if (!WD_STR_IN(event->permissions[i].name, tokens))
            return false;
    return event->permission_count > 0 && account.len > 0 &&
           wd_str_ieq(account, event->slot[WD_SLOT_SERVICE_ACCOUNT]);
}

static bool tells_of_impersonation(const struct wd_event *event)
{
    if (event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_STREAM)
        return true;
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_has(event->texts[i].s, WD_STR("mpersonate")) ||
            wd_str_has(event->texts[i].s, WD_STR("executed as")))
            return true;
    return false;
}

/* "Failed to impersonate [X]. … authenticated as Y. Impersonation is used to impersonate X": Y was refused. */
static void part_impersonated(struct wd_event *event)
{
    struct wd_str caller = event->slot[WD_SLOT_CALLER], principal = event->slot[WD_SLOT_PRINCIPAL];
    enum wd_source source = (enum wd_source)event->source[WD_SLOT_PRINCIPAL];

    if (source == WD_SOURCE_FIELD || source == WD_SOURCE_DETAIL ||
        !is_impersonated(event, principal) || !tells_of_impersonation(event))
        return;
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
    if (caller.len == 0 || wd_str_ieq(caller, principal)) {
        event->doubts |= WD_DOUBT_PRINCIPAL;
        return;
    }
    wd_event_set(event, WD_SLOT_PRINCIPAL, caller, WD_SOURCE_WRAPPER);
    wd_event_unset(event, WD_SLOT_CALLER);
}

/* The account that calls are executed as, told a line before, beats who the command is authenticated as. That
 * the line belongs to this command is likely, no more. */
static void part_impersonation(struct wd_event *event)
{
    struct wd_str other = wd_event_told_by(event, WD_SLOT_PRINCIPAL, WD_SOURCE_STREAM);
    struct wd_str principal = event->slot[WD_SLOT_PRINCIPAL];
    struct wd_str before = wd_event_told_by(event, WD_SLOT_PRINCIPAL, WD_SOURCE_RULE);

    if (before.len > 0 && is_signed_in(event) && !wd_str_eq(before, principal))
        event->doubts |= WD_DOUBT_PRINCIPAL; /* another one was signed in above */
    if (!is_signed_in(event) || !wd_str_ends(other, WD_STR("gserviceaccount.com")) ||
        wd_str_eq(other, principal) || is_impersonated(event, other))
        return;
    wd_event_set(event, WD_SLOT_CALLER, principal, WD_SOURCE_WRAPPER);
    event->slot[WD_SLOT_PRINCIPAL] = other;
    event->source[WD_SLOT_PRINCIPAL] = WD_SOURCE_STREAM;
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
    event->doubts |= WD_DOUBT_READ;
}

/* Whom a line before signed in is who was refused if the client that it signed in tells of it, and likely even then. */
static void doubt_signed_in(struct wd_event *event)
{
    static const char *const clients[] = {
        "(gcloud.", "AccessDeniedException: 403", "createEphemeral", "BigQuery error in",
        "denied: Permission \"artifactregistry."}; /* docker asks gcloud */
    bool told = false;

    if (event->source[WD_SLOT_PRINCIPAL] != WD_SOURCE_RULE)
        return;
    for (size_t i = 0; i < event->text_count; i++)
        told = told || WD_STR_ANY(wd_str_has, event->texts[i].s, clients);
    if (told) {
        event->doubts |= WD_DOUBT_READ;
        return;
    }
    wd_event_unset(event, WD_SLOT_PRINCIPAL);
    event->principal_kind = WD_PRINCIPAL_UNKNOWN;
}

void wd_evidence_settle_signed_in(struct wd_event *event)
{
    part_impersonated(event);
    part_impersonation(event);
    doubt_signed_in(event);
}
