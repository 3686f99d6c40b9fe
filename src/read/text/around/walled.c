/* What no role opens, told on the lines beside a refusal: a deny policy, an access boundary, a condition that is not met, a
 * perimeter, a constraint, a filter of addresses, billing that is off. Right below it, it is the refusal's own reason; what
 * names another account, permission or project is another's. */
#include "read/text/around/around.h"
#include "read/text/command.h"

enum { BESIDE = 3, WALLS = 1, SUBJECT = 2, REFUSES = 4, WEIGHS = 8, OWN = 16 };

/* WALLS: says so alone. A SUBJECT does where the line also REFUSES. What WEIGHS tells of none, or of one that may be. OWN: a
 * refusal's own words. */
static const struct wd_sign signs[] = {
    {"vpcservicecontrolsuniqueidentifier", WD_SIGN_ANYWHERE, WALLS},
    {"prohibited by organization's policy", WD_SIGN_ANYWHERE, WALLS},
    {"vpc_service_controls", WD_SIGN_ANYWHERE, WALLS},
    {"security_policy_violated", WD_SIGN_ANYWHERE, WALLS},
    {"no_matching_access_level", WD_SIGN_ANYWHERE, WALLS},
    {"resources_not_in_same_service_perimeter", WD_SIGN_ANYWHERE, WALLS},
    {"deny_access_state_denied", WD_SIGN_ANYWHERE, WALLS}, /* Policy Troubleshooter's */
    {"pab_access_state_not_allowed", WD_SIGN_ANYWHERE, WALLS},
    {"evaluated to false", WD_SIGN_ANYWHERE, WALLS},
    {"evaluates to false", WD_SIGN_ANYWHERE, WALLS},
    {"constraint_violat", WD_SIGN_ANYWHERE, WALLS},
    {"requires billing to be enabled", WD_SIGN_ANYWHERE, WALLS},
    {"billing must be enabled", WD_SIGN_ANYWHERE, WALLS},
    {"billing_disabled", WD_SIGN_ANYWHERE, WALLS},
    {"consumer_suspended", WD_SIGN_ANYWHERE, WALLS},
    {"access_token_scope_insufficient", WD_SIGN_ANYWHERE, WALLS},
    {"insufficient authentication scopes", WD_SIGN_ANYWHERE, WALLS},
    {"pending deletion", WD_SIGN_ANYWHERE, WALLS},
    {"scheduled for deletion", WD_SIGN_ANYWHERE, WALLS},
    {"marked for deletion", WD_SIGN_ANYWHERE, WALLS},
    {"in white list", WD_SIGN_ANYWHERE, WALLS},
    {"in whitelist", WD_SIGN_ANYWHERE, WALLS},
    {"in the whitelist", WD_SIGN_ANYWHERE, WALLS},
    {"ip whitelist", WD_SIGN_ANYWHERE, WALLS},
    {"explicitdeny", WD_SIGN_ANYWHERE, WALLS}, /* Alibaba Cloud's NoPermissionType */
    {"controlpolicy", WD_SIGN_ANYWHERE, WALLS},
    {"deny polic", WD_SIGN_ANYWHERE, SUBJECT},
    {"denypolic", WD_SIGN_ANYWHERE, SUBJECT},
    {"deny rule", WD_SIGN_ANYWHERE, SUBJECT},
    {"explicit deny", WD_SIGN_ANYWHERE, SUBJECT},
    {"access boundary", WD_SIGN_ANYWHERE, SUBJECT},
    {"session policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"control policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"bucket policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"ip filter", WD_SIGN_ANYWHERE, SUBJECT},
    {"condition", WD_SIGN_ANYWHERE, SUBJECT},
    {"organization policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"organisation policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"org policy", WD_SIGN_ANYWHERE, SUBJECT},
    {"constraints/", WD_SIGN_ANYWHERE, SUBJECT},
    {"service perimeter", WD_SIGN_ANYWHERE, SUBJECT},
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
    {"has expired", WD_SIGN_ANYWHERE, REFUSES},
    {"expired on", WD_SIGN_ANYWHERE, REFUSES},
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
    {"no condition", WD_SIGN_ANYWHERE, WEIGHS},
    {"not by ", WD_SIGN_ANYWHERE, WEIGHS},
    {"not denied", WD_SIGN_ANYWHERE, WEIGHS},
    {"not blocked", WD_SIGN_ANYWHERE, WEIGHS},
    {"no longer", WD_SIGN_ANYWHERE, WEIGHS},
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
    WD_SIGNS_PUT(made, WD_SIGNS_WALL, signs);
}

static bool tells_of_wall(const struct wd_around *around, const struct wd_nearby *line)
{
    unsigned what = wd_signs_in(around, WD_SIGNS_WALL, line->signs);

    return !(what & WEIGHS) &&
           ((what & WALLS) || (what & (SUBJECT | REFUSES)) == (SUBJECT | REFUSES));
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

/* Behind "project " or "projects/"; numbers are another spelling. */
static struct wd_str project_in(struct wd_str line)
{
    static const char *const marks[] = {"projects/", "project ", "project [", "project: "};
    size_t at = WD_NPOS, len = 0;

    for (size_t i = 0; i < sizeof marks / sizeof *marks && at == WD_NPOS; i++) {
        at = wd_str_find(line, wd_str_of(marks[i]));
        at += at == WD_NPOS ? 0 : strlen(marks[i]);
    }
    line = wd_str_from(line, at == WD_NPOS ? line.len : at);
    while (len < line.len && (wd_is_alnum(line.ptr[len]) || line.ptr[len] == '-'))
        len++;
    return wd_str_digits(line, 0) == len ? WD_STR_NONE : wd_str_sub(line, 0, len);
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

    if (!(what & (WALLS | SUBJECT)) && api.len == 0)
        return false; /* most */
    return has_wall(around, api, around->after, around->after_count) ||
           has_wall(around, api, around->before, around->before_count);
}
