/* What no role opens: a deny rule, a boundary, a condition, a perimeter, a constraint, an API that is off, a project of
 * Google's own. Where one stands beside a refused permission, the grant is no more than a template. */
#include "names/doubt/doubt.h"
#include "names/evidence.h"

#include "names/resource.h"
#include "whydenied/names/ident.h"
#include "whydenied/read.h"

/* A number tells the reader nothing; a tenant project's name shows which product keeps it. */
static void doubt_client_project(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_object on;

    wd_resource_canonical(event->slot[WD_SLOT_RESOURCE], WD_STR_NONE, arena, &on);
    if (on.project.len > 0 && wd_evidence_is_client_project(on.project))
        event->doubts |= WD_DOUBT_CLIENT | WD_DOUBT_READ; /* nobody's to grant on */
    if (!wd_evidence_is_client_project(event->slot[WD_SLOT_PROJECT]))
        return;
    event->doubts |= WD_DOUBT_CLIENT;
    if (wd_ident_ok(WD_IDENT_NUMBER, event->slot[WD_SLOT_PROJECT]))
        wd_event_unset(event, WD_SLOT_PROJECT);
    else
        event->doubts |= WD_DOUBT_READ;
}

/* "projects/p/datasets/_3f2a/tables/anon1": where BigQuery keeps the results of queries, for whoever ran them alone. Names of
 * datasets that begin so are its own: https://cloud.google.com/bigquery/docs/cached-results */
static void doubt_hidden_dataset(struct wd_event *event)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_has(event->permissions[i].resource, WD_STR("/datasets/_")))
            event->doubts |= WD_DOUBT_READ;
    if (wd_str_has(event->slot[WD_SLOT_RESOURCE], WD_STR("/datasets/_")) ||
        wd_str_has(event->slot[WD_SLOT_RESOURCE], WD_STR(":_")))
        event->doubts |= WD_DOUBT_READ;
}

/* Google's own account: its policy is nobody's to change, and roles are not given on it. */
static void doubt_agents_policy(struct wd_event *event)
{
    struct wd_str on = event->slot[WD_SLOT_SERVICE_ACCOUNT];

    if (event->permission_count == 0 ||
        !wd_str_starts(event->permissions[0].name, WD_STR("iam.serviceAccounts.")))
        return;
    if (on.len == 0)
        on = wd_last_part(event->slot[WD_SLOT_RESOURCE], '/');
    if (wd_str_find_char(on, '@') != WD_NPOS &&
        wd_principal_kind_of(on, event->dialect) == WD_PRINCIPAL_SERVICE_AGENT)
        event->doubts |= WD_DOUBT_READ;
}

static bool any_has_word(const struct wd_event *event, const struct wd_pairs *pairs,
                         const char *const *words)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_pairs_ihas_one(pairs, event->texts[i].s, words))
            return true;
    return false;
}

/* In a sentence that refuses already, what it speaks of will do. */
static const char *const of_sentences[] = {"whitelist", "white list", "allowlist", NULL};

/* What a text of several lines says of a retry's condition or a program's session is not the refusal's. */
static bool has_everyday_wall(const struct wd_pairs *pairs, struct wd_str text)
{
    if (!wd_pairs_ihas_one(pairs, text, wd_everyday_walls))
        return false;
    if (wd_str_find_char(text, '\n') == WD_NPOS)
        return true;
    while (text.len > 0) {
        struct wd_str line = wd_str_trim(wd_str_cut(&text, '\n'));
        if ((!wd_text_begins_as_note(line) || wd_text_speaks_of_access(line)) &&
            wd_pairs_ihas_one(pairs, line, wd_everyday_walls))
            return true;
    }
    return false;
}

static bool any_has_everyday_wall(const struct wd_event *event, const struct wd_pairs *pairs)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (has_everyday_wall(pairs, event->texts[i].s))
            return true;
    return false;
}

/* "NoPermission.ControlPolicy", "Forbidden.MFANeeded", "Account.Arrearage", "DENIED_BY_DENY_POLICY": a code whose own words
 * name what refused, and it is no policy of the caller's. */
static bool is_of_a_wall(struct wd_str reason)
{
    static const char *const parts[] = {"controlpolicy", "mfa",         "arrear",       "overdue",
                                        "notenoughbal",  "deny_policy", "access_bound", "sourceip"};

    return WD_STR_IHAS_ANY(reason, parts);
}

/* "USER_PROJECT_DENIED", "TLS_CIPHER_RESTRICTION_VIOLATED": a reason of google.rpc.ErrorInfo's that does not say that a
 * permission is missing, known by its name or not, beside a permission that is of no such thing. */
static bool is_another_reason(const struct wd_event *event)
{
    static const char *const plain[] = {"PERMISSION", "ACCESS_DENIED", "FORBIDDEN", "UNAUTHORIZED"};
    struct wd_str reason = event->slot[WD_SLOT_REASON];

    if (event->source[WD_SLOT_REASON] != WD_SOURCE_DETAIL || event->permission_count == 0 ||
        wd_str_find_char(reason, '_') == WD_NPOS || WD_STR_ANY(wd_str_has, reason, plain))
        return false;
    for (size_t i = 0; i < reason.len; i++)
        if (reason.ptr[i] != '_' && (reason.ptr[i] < 'A' || reason.ptr[i] > 'Z'))
            return false;
    return !wd_str_eqz(reason, "USER_PROJECT_DENIED") ||
           !wd_str_starts(event->permissions[0].name, WD_STR("serviceusage."));
}

/* A deny rule, a boundary, a perimeter, a constraint or a switched-off API stands in the words or the details: no role
 * opens any of them. */
static bool tells_of_a_wall(const struct wd_event *event, const struct wd_pairs *pairs)
{
    static const char *const reasons[] = {"VPC_SERVICE_CONTROLS", "SECURITY_POLICY_VIOLATED",
                                          "SERVICE_DISABLED", "BILLING_DISABLED",
                                          "CONSUMER_SUSPENDED"};

    return event->slot[WD_SLOT_CONSTRAINT].len > 0 ||
           WD_STR_IN(event->slot[WD_SLOT_REASON], reasons) ||
           is_of_a_wall(event->slot[WD_SLOT_REASON]) || is_another_reason(event) ||
           wd_evidence_tells_of_credential(event, pairs) ||
           any_has_word(event, pairs, wd_wall_words) || any_has_word(event, pairs, of_sentences) ||
           any_has_everyday_wall(event, pairs);
}

/* "… lacks permission to act as X", and what is refused by the fields is something else. */
static bool refuses_to_act(const struct wd_event *event, const struct wd_pairs *pairs)
{
    static const char *const words[] = {"to act as ", "to impersonate ", NULL};

    return !wd_str_starts(event->permissions[0].name, WD_STR("iam.serviceAccounts.")) &&
           any_has_word(event, pairs, words);
}

/* "Custom quota exceeded: …", "Secret is expired or destroyed.", "Schema validation failed": an answer that speaks of no access
 * at all is about something else than the check beside it. */
static bool answers_otherwise(const struct wd_event *event)
{
    static const char *const lacks[] = {
        "permission",
        "access",
        "authoriz",
        "authoris",
        "forbid",
        "denied",
        "deny",
        "permit",
        "not allowed to",
        "privilege",
        "\xe6\x9d\x83\xe9\x99\x90", /* 权限 */
        "\xe6\xa8\xa9\xe9\x99\x90", /* 権限 */
    };
    struct wd_str said =
        wd_str_trim(wd_jv_str(wd_jv_at(event->root, "/protoPayload/status/message")));

    return said.len > 0 && !WD_STR_IHAS_ANY(said, lacks);
}

/* A platform's entry says "granted: false" and gives another reason beside it: nobody was signed in, a perimeter, an
 * organisation policy, billing, a dead credential. Which of them refused cannot be told, and a role may not help. */
static void doubt_other_reasons(struct wd_event *event, const struct wd_pairs *pairs)
{
    static const char *const words[] = {
        "organization policy", "organisation policy",  "VPC Service Controls", "billing account",
        "been revoked",        "been disabled",        "is disabled",          "been suspended",
        "access level",        "context-aware access", "IAM condition",        "denied by ",
        "blocked by ",         "rejected by ",         "restricted by ",       "policy denied",
        "policy rejected",     "rejected the request", "access policy",        "access approval",
        "authorized networks", "quota exceeded",       "constraints/",         NULL};
    bool other, field = wd_evidence_best_permission(event) == WD_SOURCE_FIELD;

    if (event->dialect != WD_DIALECT_AUDIT || event->permission_count == 0) {
        event->doubts |= tells_of_a_wall(event, pairs) ? WD_DOUBT_PERMISSION : 0;
        return;
    }
    other =
        tells_of_a_wall(event, pairs) ||
        wd_jv_type(wd_jv_at(event->root, "/protoPayload/metadata/violationReason")) ==
            WD_JSON_STRING ||
        wd_jv_type(wd_jv_at(event->root, "/protoPayload/policyViolationInfo")) == WD_JSON_OBJECT ||
        (field && (any_has_word(event, pairs, words) || refuses_to_act(event, pairs) ||
                   answers_otherwise(event)));
    if (other)
        event->doubts |= WD_DOUBT_PERMISSION;
}

void wd_doubt_walls(struct wd_event *event, const struct wd_pairs *pairs, struct wd_arena *arena)
{
    doubt_client_project(event, arena);
    doubt_hidden_dataset(event);
    doubt_agents_policy(event);
    doubt_other_reasons(event, pairs);
}
