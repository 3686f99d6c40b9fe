/* What no role opens, told on the lines beside a refusal: a deny policy, an access boundary, a condition that is not met, a
 * perimeter, a constraint, a filter of addresses, billing that is off, access that was lent and has ended. Right below it, it
 * is the refusal's own reason; what names another account, permission or project is another's. */
#include "read/text/around/around.h"
#include "read/text/command.h"

#include "whydenied/read.h"

enum { BESIDE = 3, WALLS = 1, SUBJECT = 2, REFUSES = 4, WEIGHS = 8, OWN = 16, EVERYDAY = 32 };

/* Each says so alone, in the sentence that refuses as on a line beside it. */
const char *const wd_wall_words[] = {
    /* perimeters, policies of an organisation */
    "vpcservicecontrolsuniqueidentifier", "vpc_service_controls", "security_policy_violated",
    "no_matching_access_level", "resources_not_in_same_service_perimeter", "service perimeter",
    "prohibited by organization's policy", "constraint_violat", "controlpolicy",
    /* deny rules, boundaries, credentials of less */
    "deny polic", "denypolic", "deny rule", "deny_access_state_denied", "explicitdeny",
    "access boundary", "pab_access_state_not_allowed", "downscoped", "ip filter",
    "access_token_scope_insufficient", "insufficient authentication scopes",
    /* conditions */
    "evaluated to false", "evaluates to false", "conditional role binding", "conditional binding",
    "condition_not_met", "meet the iam condition", "satisfy the iam condition",
    /* access that was lent, or is to be asked for each time */
    "privileged access manager", "pam entitlement", "pam grant", "request the entitlement",
    "activate the entitlement", "access expired", "access has expired", "grant expired",
    "grant has expired", "binding expired", "binding has expired", "role expired",
    "role has expired", "break-glass only",
    /* a sign-in of more, or one that is over */
    "multi-factor", "mfa required", "mfa is required", "requires mfa", "invalid_grant",
    /* billing; a project, an account or a thing that is on its way out */
    "requires billing to be enabled", "billing must be enabled", "billing_disabled",
    "consumer_suspended", "overdue", "outstanding payment", "account suspended", "account disabled",
    "account deactivated", "pending deletion", "scheduled for deletion", "marked for deletion",
    "in destroyed state", "state: destroyed",
    /* Alibaba Cloud's */
    "authorized resource group", "is not activated", "not been activated",
    "\xe6\x9c\xaa\xe5\xbc\x80\xe9\x80\x9a", /* 未开通 */
    "mfapresent",
    /* an explicit deny, in a sentence */
    "explicitly den", "\xe6\x98\xbe\xe5\xbc\x8f\xe6\x8b\x92\xe7\xbb\x9d", /* 显式拒绝 */
    "\xe6\x98\x8e\xe7\xa4\xba\xe7\x9a\x84\xe3\x81\xaa\xe6\x8b\x92",       /* 明示的な拒否 */
    /* deny policies, those of an organisation */
    "\xe6\x8b\x92\xe5\x90\xa6\xe3\x83\x9d\xe3\x83\xaa",             /* 拒否ポリシー */
    "\xe6\x8b\x92\xe7\xbb\x9d\xe7\xad\x96\xe7\x95\xa5",             /* 拒绝策略 */
    "\xe7\xb5\x84\xe7\xb9\x94\xe3\x81\xae\xe3\x83\x9d\xe3\x83\xaa", /* 組織のポリシー */
    NULL};

/* Programs say these of their retries and sessions, too: in the sentence that refuses they say so, on a line of another logger's
 * where it speaks of access. */
const char *const wd_everyday_walls[] = {"condition was not met",
                                         "condition is not met",
                                         "condition not met",
                                         "meet condition",
                                         "meet the condition",
                                         "satisfy condition",
                                         "satisfy the condition",
                                         "expired condition",
                                         "session expired",
                                         "session has expired",
                                         " not met",
                                         "not satisfied",
                                         NULL};

bool wd_text_speaks_of_access(struct wd_str line)
{
    static const char *const words[] = {
        "iam ",       "iam.",        "access",   "polic",      "binding",     " role",   "roles/",
        "grant",      "denie",       "deny",     "permission", "principal",   "member",  "account",
        "credential", "gcloud",      "login",    "log in",     "sign in",     "sign-in", "reauth",
        "token",      "authenticat", "authoriz", "mfa",        "request.time"};

    return WD_STR_IHAS_ANY(line, words);
}

/* On a line beside it a SUBJECT needs what REFUSES. What WEIGHS tells of none, or of one that may be. OWN: a
 * refusal's own words. */
static const struct wd_sign signs[] = {
    {"access is already granted", WD_SIGN_ANYWHERE, WALLS}, /* a troubleshooter's answer */
    {"already bound to", WD_SIGN_ANYWHERE, WALLS},
    {"allow by binding", WD_SIGN_ANYWHERE, WALLS},
    {"allowed by binding", WD_SIGN_ANYWHERE, WALLS},
    {"allow_access_state_granted", WD_SIGN_ANYWHERE, WALLS},
    {"the object does not exist", WD_SIGN_START, WALLS},
    {"the bucket does not exist", WD_SIGN_START, WALLS},
    {"the secret does not exist", WD_SIGN_START, WALLS},
    {"assured workloads", WD_SIGN_ANYWHERE, SUBJECT},
    {"access approval", WD_SIGN_ANYWHERE, SUBJECT},
    {"temporary access", WD_SIGN_ANYWHERE, SUBJECT},
    {"temporary elevated", WD_SIGN_ANYWHERE, SUBJECT},
    {"just-in-time", WD_SIGN_ANYWHERE, SUBJECT},
    {"jit access", WD_SIGN_ANYWHERE, SUBJECT},
    {"elevation", WD_SIGN_ANYWHERE, SUBJECT},
    {"elevated access", WD_SIGN_ANYWHERE, SUBJECT},
    {"billing for ", WD_SIGN_ANYWHERE, SUBJECT},
    {"deny-all", WD_SIGN_ANYWHERE, WALLS},
    {"project is suspended", WD_SIGN_ANYWHERE, WALLS},
    {"project was suspended", WD_SIGN_ANYWHERE, WALLS},
    {"project has been suspended", WD_SIGN_ANYWHERE, WALLS},
    {"entitlement", WD_SIGN_ANYWHERE, SUBJECT},
    {"ip whitelist", WD_SIGN_ANYWHERE, WALLS},
    {"white list", WD_SIGN_ANYWHERE, SUBJECT},
    {"whitelist", WD_SIGN_ANYWHERE, SUBJECT},
    {"allowlist", WD_SIGN_ANYWHERE, SUBJECT},
    {"explicit deny", WD_SIGN_ANYWHERE, SUBJECT},
    {"session policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"control policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"bucket policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"condition", WD_SIGN_ANYWHERE, EVERYDAY},
    {"session expired", WD_SIGN_ANYWHERE, EVERYDAY | REFUSES},
    {"session has expired", WD_SIGN_ANYWHERE, EVERYDAY | REFUSES},
    {"meet condition", WD_SIGN_ANYWHERE, REFUSES},
    {"meet the condition", WD_SIGN_ANYWHERE, REFUSES},
    {"satisfy condition", WD_SIGN_ANYWHERE, REFUSES},
    {"satisfy the condition", WD_SIGN_ANYWHERE, REFUSES},
    {"expired condition", WD_SIGN_ANYWHERE, REFUSES},
    {"already has role", WD_SIGN_ANYWHERE, WALLS},
    {"already have role", WD_SIGN_ANYWHERE, WALLS},
    {"already holds role", WD_SIGN_ANYWHERE, WALLS},
    {"already had role", WD_SIGN_ANYWHERE, WALLS},
    {"already granted role", WD_SIGN_ANYWHERE, WALLS},
    {"already has the role", WD_SIGN_ANYWHERE, WALLS},
    {"already have the role", WD_SIGN_ANYWHERE, WALLS},
    {"already holds the role", WD_SIGN_ANYWHERE, WALLS},
    {"already has that role", WD_SIGN_ANYWHERE, WALLS},
    {"already has this role", WD_SIGN_ANYWHERE, WALLS},
    {"already has the permission", WD_SIGN_ANYWHERE, WALLS},
    {"already has that permission", WD_SIGN_ANYWHERE, WALLS},
    {"organization policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"organisation policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"org policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"constraints/", WD_SIGN_ANYWHERE, SUBJECT},
    {"vpc service control", WD_SIGN_ANYWHERE, SUBJECT},
    {"vpc-sc ", WD_SIGN_ANYWHERE, SUBJECT},
    {"access level", WD_SIGN_ANYWHERE, SUBJECT},
    {"billing account", WD_SIGN_ANYWHERE, SUBJECT},
    {"denied by", WD_SIGN_ANYWHERE, REFUSES},
    {"denied due", WD_SIGN_ANYWHERE, REFUSES},
    {"was denied", WD_SIGN_ANYWHERE, REFUSES},
    {"been denied", WD_SIGN_ANYWHERE, REFUSES},
    {"is denied", WD_SIGN_ANYWHERE, REFUSES},
    {"access denied", WD_SIGN_ANYWHERE, REFUSES},
    {"denied because", WD_SIGN_ANYWHERE, REFUSES},
    {" denies ", WD_SIGN_ANYWHERE, REFUSES},
    {"denypolicies/", WD_SIGN_ANYWHERE, REFUSES},
    {"blocked", WD_SIGN_ANYWHERE, REFUSES},
    {" blocks ", WD_SIGN_ANYWHERE, REFUSES},
    {"forbids", WD_SIGN_ANYWHERE, REFUSES},
    {"disallowed by", WD_SIGN_ANYWHERE, REFUSES},
    {"forbidden by", WD_SIGN_ANYWHERE, REFUSES},
    {"prohibits", WD_SIGN_ANYWHERE, REFUSES},
    {"prohibited", WD_SIGN_ANYWHERE, REFUSES},
    {"rejected by", WD_SIGN_ANYWHERE, REFUSES},
    {"violated", WD_SIGN_ANYWHERE, REFUSES},
    {"violates", WD_SIGN_ANYWHERE, REFUSES},
    {"not allow", WD_SIGN_ANYWHERE, REFUSES},
    {"not permit", WD_SIGN_ANYWHERE, REFUSES},
    {"not eligible", WD_SIGN_ANYWHERE, REFUSES},
    {"not satisfied", WD_SIGN_ANYWHERE, REFUSES},
    {"not met", WD_SIGN_ANYWHERE, REFUSES},
    {"no longer met", WD_SIGN_ANYWHERE, REFUSES},
    {"is inside a ", WD_SIGN_ANYWHERE, REFUSES},
    {"lies inside ", WD_SIGN_ANYWHERE, REFUSES},
    {" ended", WD_SIGN_ANYWHERE, REFUSES},
    {" expired", WD_SIGN_ANYWHERE, REFUSES},
    {"must be activated", WD_SIGN_ANYWHERE, REFUSES},
    {"must be requested", WD_SIGN_ANYWHERE, REFUSES},
    {"not in ", WD_SIGN_ANYWHERE, REFUSES},
    {"not on ", WD_SIGN_ANYWHERE, REFUSES},
    {"allows only", WD_SIGN_ANYWHERE, REFUSES},
    {"restricted to", WD_SIGN_ANYWHERE, REFUSES},
    {"limited to", WD_SIGN_ANYWHERE, REFUSES},
    {"is disabled", WD_SIGN_ANYWHERE, REFUSES},
    {"is closed", WD_SIGN_ANYWHERE, REFUSES},
    {"is suspended", WD_SIGN_ANYWHERE, REFUSES},
    {"check the", WD_SIGN_ANYWHERE, WEIGHS},
    {"check for", WD_SIGN_ANYWHERE, WEIGHS},
    {"check that", WD_SIGN_ANYWHERE, WEIGHS},
    {"check if", WD_SIGN_ANYWHERE, WEIGHS},
    {"check whether", WD_SIGN_ANYWHERE, WEIGHS},
    {"verify that", WD_SIGN_ANYWHERE, WEIGHS},
    {"verify the", WD_SIGN_ANYWHERE, WEIGHS},
    {"verify if", WD_SIGN_ANYWHERE, WEIGHS},
    {"make sure", WD_SIGN_ANYWHERE, WEIGHS},
    {"ensure that", WD_SIGN_ANYWHERE, WEIGHS},
    {"ensure the", WD_SIGN_ANYWHERE, WEIGHS},
    {"if ", WD_SIGN_START, WEIGHS},
    {" if the", WD_SIGN_ANYWHERE, WEIGHS},
    {" if you", WD_SIGN_ANYWHERE, WEIGHS},
    {" if a ", WD_SIGN_ANYWHERE, WEIGHS},
    {"whether", WD_SIGN_ANYWHERE, WEIGHS},
    {" may be ", WD_SIGN_ANYWHERE, WEIGHS},
    {" may also", WD_SIGN_ANYWHERE, WEIGHS},
    {" may have", WD_SIGN_ANYWHERE, WEIGHS},
    {" might ", WD_SIGN_ANYWHERE, WEIGHS},
    {" could ", WD_SIGN_ANYWHERE, WEIGHS},
    {"would be ", WD_SIGN_ANYWHERE, WEIGHS},
    {"would have", WD_SIGN_ANYWHERE, WEIGHS},
    {"dry run", WD_SIGN_ANYWHERE, WEIGHS},
    {"dry-run", WD_SIGN_ANYWHERE, WEIGHS},
    {"dryrun:", WD_SIGN_ANYWHERE, WEIGHS},
    {"dryrun=", WD_SIGN_ANYWHERE, WEIGHS},
    {"no deny", WD_SIGN_ANYWHERE, WEIGHS},
    {" 0 deny", WD_SIGN_ANYWHERE, WEIGHS},
    {"no service perimeter", WD_SIGN_ANYWHERE, WEIGHS},
    {"no principal access", WD_SIGN_ANYWHERE, WEIGHS},
    {"no ip filter", WD_SIGN_ANYWHERE, WEIGHS},
    {"not apply", WD_SIGN_ANYWHERE, WEIGHS},
    {"not protected by", WD_SIGN_ANYWHERE, WEIGHS},
    {": none", WD_SIGN_ANYWHERE, WEIGHS},
    {"no condition", WD_SIGN_ANYWHERE, WEIGHS},
    {"not by ", WD_SIGN_ANYWHERE, WEIGHS},
    {"not denied", WD_SIGN_ANYWHERE, WEIGHS},
    {"not explicitly", WD_SIGN_ANYWHERE, WEIGHS},
    {"no explicit", WD_SIGN_ANYWHERE, WEIGHS},
    {"not blocked", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer den", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer block", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer appl", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer forbid", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer prohib", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer restrict", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer in force", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer enforced", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer in a ", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer inside", WD_SIGN_ANYWHERE, WEIGHS},
    {"removed", WD_SIGN_ANYWHERE, WEIGHS},
    {"unrelated", WD_SIGN_ANYWHERE, WEIGHS},
    {"does not have", WD_SIGN_ANYWHERE, OWN},
    {"enied on ", WD_SIGN_ANYWHERE, OWN},
    {"enied for ", WD_SIGN_ANYWHERE, OWN},
    {"ermission '", WD_SIGN_ANYWHERE, OWN},
    {"required '", WD_SIGN_ANYWHERE, OWN},
};

/* In refusals of their own: the signs above, in these cases. */
static const char *const refusals[] = {"does not have", "enied on ", "enied for ", "ermission '",
                                       "Required '"};

void wd_walled_signs(struct wd_signs *made)
{
    enum {
        WORDS = sizeof wd_wall_words / sizeof *wd_wall_words - 1,
        SIGNS = sizeof signs / sizeof *signs
    };
    struct wd_sign all[WORDS + SIGNS];

    for (size_t i = 0; i < WORDS; i++)
        all[i] = (struct wd_sign){wd_wall_words[i], WD_SIGN_ANYWHERE, WALLS};
    for (size_t i = 0; i < SIGNS; i++)
        all[WORDS + i] = signs[i];
    WD_SIGNS_PUT(made, WD_SIGNS_WALL, all);
}

/* "The condition is not met." alone: a refusal's reason. */
static bool begins_with_condition(struct wd_str line)
{
    static const char *const begins[] = {"condition", "the condition"};

    return WD_STR_ISTARTS_ANY(line, begins);
}

static bool tells_of_wall(const struct wd_around *around, const struct wd_nearby *line)
{
    unsigned what = wd_signs_in(around, WD_SIGNS_WALL, line->signs);

    if ((what & WEIGHS) || !(what & (WALLS | REFUSES)))
        return false;
    return (what & WALLS) || (what & SUBJECT) ||
           ((what & EVERYDAY) &&
            (wd_text_speaks_of_access(line->text) || begins_with_condition(line->text)));
}

/* "storage.objects.get"; no host, no constraint ("compute.vmExternalIpAccess"). */
static bool is_permission(struct wd_str name)
{
    size_t dots = 0;

    for (size_t i = 0; i < name.len; i++) {
        dots += name.ptr[i] == '.';
        if (!wd_is_letter(name.ptr[i]) && name.ptr[i] != '.')
            return false;
    }
    return dots == 2 && !wd_str_ends(name, WD_STR(".com"));
}

/* Behind "project " or "projects/"; numbers are another spelling, and words ("the project was moved") none. */
static struct wd_str project_in(struct wd_str line)
{
    static const char *const marks[] = {"projects/", "project ", "project [", "project: "};
    size_t at = WD_NPOS, len = 0;
    bool named = false;

    for (size_t i = 0; i < sizeof marks / sizeof *marks && at == WD_NPOS; i++) {
        at = wd_str_find(line, wd_str_of(marks[i]));
        at += at == WD_NPOS ? 0 : strlen(marks[i]);
    }
    line = wd_str_from(line, at == WD_NPOS ? line.len : at);
    while (len < line.len && (wd_is_alnum(line.ptr[len]) || line.ptr[len] == '-')) {
        named = named || !wd_is_letter(line.ptr[len]);
        len++;
    }
    return wd_str_digits(line, 0) == len || !named ? WD_STR_NONE : wd_str_sub(line, 0, len);
}

static bool is_of_another(const struct wd_around *around, struct wd_str line)
{
    struct wd_str rest = line, name, refused = project_in(around->line), told = project_in(line);

    if (refused.len > 0 && told.len > 0 && !wd_str_has(around->line, told))
        return true;
    while ((name = wd_around_next_name(&rest)).len > 0)
        if ((wd_str_find_char(name, '@') != WD_NPOS || is_permission(name)) &&
            !wd_str_has(around->line, name))
            return true;
    return false;
}

/* Another error's head: of Terraform, of gcloud; a command. */
static bool begins_anew(struct wd_str line)
{
    return wd_str_starts(line, WD_STR("Error: ")) || wd_str_has(line, WD_STR("(gcloud.")) ||
           wd_command_called(line).len > 0;
}

static bool is_refusal(const struct wd_around *around, const struct wd_nearby *line)
{
    return (wd_signs_in(around, WD_SIGNS_WALL, line->signs) & OWN) &&
           WD_STR_ANY(wd_str_has, line->text, refusals);
}

/* "(gcloud.services.enable) … permission denied for service(s): A": to switch on what is off was refused, too. */
static bool refuses_to_enable(struct wd_str api, struct wd_str line)
{
    return api.len > 0 && wd_str_has(line, api) &&
           (wd_str_ihas(line, "denied for service(s)") ||
            wd_str_has(line, WD_STR("serviceusage.services.enable")));
}

/* What one call prints, it prints at once. */
static bool is_far(wd_time a, wd_time b)
{
    return a != WD_TIME_NONE && b != WD_TIME_NONE &&
           (a - b > 2 * WD_SECOND || b - a > 2 * WD_SECOND);
}

/* The line of a wall among these, the nearest first, up to where they are another's. Above, what stands below a refusal is that
 * one's. */
static bool has_wall(const struct wd_around *around, struct wd_str api,
                     const struct wd_nearby *lines, size_t count)
{
    bool above = lines == around->before;

    for (size_t i = 0; i < count && i < BESIDE; i++) {
        struct wd_str line = lines[i].text;
        if (refuses_to_enable(api, line))
            return true;
        if (begins_anew(line) || is_far(lines[i].time, around->printed.time))
            return false;
        if (tells_of_wall(around, &lines[i]) && !is_of_another(around, line))
            return !above || i + 1 >= count || !is_refusal(around, &lines[i + 1]);
        if (is_refusal(around, &lines[i]))
            return false;
    }
    return false;
}

bool wd_around_is_walled(const struct wd_around *around)
{
    const struct wd_str api = wd_between(around->line, "/apis/api/", "/");
    const unsigned what =
        wd_signs_in(around, WD_SIGNS_WALL, around->before_signs | around->after_signs);

    if (!(what & (WALLS | SUBJECT | EVERYDAY)) && api.len == 0)
        return false; /* most */
    return has_wall(around, api, around->after, around->after_count) ||
           has_wall(around, api, around->before, around->before_count);
}
