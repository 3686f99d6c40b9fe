/* A policy that a tool shows beside it, below or above: the refused account is in it, with a role that by its name holds what
 * was refused. Which permissions a role has is not known here; one whose name does not tell leaves the refusal standing.
 * Or the tool asked for the very permission, and shows that it is held. */
#include "read/text/around/around.h"

enum { NAME_MIN = 3 }; /* shorter ones are words of every line */
enum { POLICY = 1, UPDATES = 2, ASKS = 4, APPLIES = 8, TAKES = 16, TELLS = 32, MAKES = 64 };

static const struct wd_sign signs[] = {
    {"bindings", WD_SIGN_ANYWHERE, POLICY},
    {"get-iam-policy", WD_SIGN_ANYWHERE, POLICY},
    {"updated iam policy", WD_SIGN_ANYWHERE, POLICY | UPDATES},
    {"apply complete!", WD_SIGN_START, APPLIES}, /* Terraform */
    {"test-iam-permissions", WD_SIGN_ANYWHERE, ASKS},
    {"testiampermissions", WD_SIGN_ANYWHERE, ASKS},
    {"remove-iam-policy-binding", WD_SIGN_ANYWHERE, TAKES},
    {": destroying...", WD_SIGN_ANYWHERE, TAKES}, /* Terraform */
    {"disabled: true", WD_SIGN_START, TELLS},     /* accounts, as gcloud describes them */
    {"lifecyclestate: delete_requested", WD_SIGN_START, TELLS},
    {"access: granted", WD_SIGN_START, TELLS}, /* a troubleshooter */
    {"allowaccessstate: allow_access_state_granted", WD_SIGN_START, TELLS},
    {"denyaccessstate: deny_access_state_denied", WD_SIGN_START, TELLS},
    {"deniedprincipals:", WD_SIGN_START, TELLS},
    {"created ", WD_SIGN_START, MAKES},
};

void wd_bound_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_BOUND, signs);
}

struct refused {
    struct wd_str service, noun, verb; /* "storage", "objects", "get" */
};

/* "roles/storage.objectViewer": "storage" is left in *service. */
static struct wd_str role_in(struct wd_str line, struct wd_str *service)
{
    const struct wd_str mark = WD_STR("roles/");
    size_t at = wd_str_find(line, mark);
    struct wd_str rest = wd_str_from(line, at == WD_NPOS ? line.len : at + mark.len);
    size_t len = 0;

    *service = wd_str_cut(&rest, '.');
    while (len < rest.len && wd_is_word(rest.ptr[len]))
        len++;
    return wd_str_sub(rest, 0, len);
}

/* The first permission of that service in the line: "storage.objects.get". */
static struct refused refused_of(struct wd_str line, struct wd_str service)
{
    struct refused found = {.service = service};

    for (size_t at; service.len > 0 && (at = wd_str_find(line, service)) != WD_NPOS;) {
        struct wd_str rest = line = wd_str_from(line, at + service.len);
        if (wd_str_at(rest, 0) != '.')
            continue;
        rest = wd_str_from(rest, 1);
        found.noun = wd_str_cut(&rest, '.');
        size_t len = 0;
        while (len < rest.len && wd_is_letter(rest.ptr[len]))
            len++;
        found.verb = wd_str_sub(rest, 0, len);
        if (found.verb.len > 0 && !wd_str_eqz(found.noun, "googleapis") &&
            wd_str_find_char(found.noun, ' ') == WD_NPOS &&
            wd_str_find_char(found.noun, '/') == WD_NPOS)
            return found;
    }
    return (struct refused){.service = WD_STR_NONE};
}

/* "publisher" of "publish", "secretAccessor" of "access": the part that does it. */
static bool is_named_by_verb(struct wd_str role, struct wd_str verb)
{
    enum { VERB_MIN = 5 };

    for (size_t i = 0; verb.len >= VERB_MIN && i + verb.len <= role.len; i++)
        if (wd_str_ieq(wd_str_sub(role, i, verb.len), verb))
            return true;
    return false;
}

/* "admin", "objectAdmin" and "objectViewer" of "objects.get". */
static bool holds(struct wd_str role, const struct refused *refused)
{
    struct wd_str one =
        wd_str_sub(refused->noun, 0, refused->noun.len > 0 ? refused->noun.len - 1 : 0);
    bool reads = wd_str_eqz(refused->verb, "get") || wd_str_eqz(refused->verb, "list");

    if (refused->service.len == 0)
        return false;
    if (wd_str_eqz(role, "admin") || is_named_by_verb(role, refused->verb))
        return true;
    if (one.len == 0 || !wd_str_starts(role, one))
        return false;
    role = wd_str_from(role, one.len);
    return wd_str_eqz(role, "Admin") || (reads && wd_str_eqz(role, "Viewer"));
}

static bool names_account_of(struct wd_str line, struct wd_str refusal)
{
    struct wd_str name;

    while ((name = wd_around_next_name(&line)).len > 0)
        if (wd_str_find_char(name, '@') != WD_NPOS &&
            (wd_around_holds_name(refusal, name) ||
             wd_around_holds_name(refusal, wd_last_part(name, '/')))) /* "principal://…/sa@…" */
            return true;
    return false;
}

bool wd_around_names_account(const struct wd_around *around, struct wd_str line)
{
    return names_account_of(line, around->line);
}

/* Lines in the order of reading. */
struct lines {
    struct wd_nearby at[WD_AROUND_LINES];
    size_t count;
};

static unsigned told_by(const struct wd_around *around, const struct wd_nearby *line)
{
    return wd_signs_in(around, WD_SIGNS_BOUND, line->signs);
}

/* "bindings:", `"bindings": [`, a command that shows or changes it: the number of its line, or of all lines: none is shown. */
static size_t policy_in(const struct wd_around *around, const struct lines *lines)
{
    static const char *const shows[] = {"get-iam-policy", "pdated IAM policy"};

    for (size_t i = 0; i < lines->count; i++)
        if ((told_by(around, &lines->at[i]) & POLICY) &&
            (WD_STR_ANY(wd_str_has, lines->at[i].text, shows) ||
             wd_str_has(wd_str_sub(lines->at[i].text, 0, 12), WD_STR("bindings"))))
            return i;
    return lines->count;
}

/* Any role of the service is then the one that was given, unless it was given on something else. */
static bool is_updated(const struct wd_around *around, const struct lines *lines, size_t last)
{
    for (size_t i = 0; i <= last && i < lines->count; i++) {
        struct wd_str on = wd_between(lines->at[i].text, "[", "]");
        if (told_by(around, &lines->at[i]) & UPDATES)
            return on.len == 0 || wd_str_has(around->line, on);
    }
    return false;
}

struct shown {
    struct wd_str refusal;
    bool updated, member, held;
    bool filtered; /* every role below is one of the account's */
};

/* One line, or one binding of a line that has them all. Members stand before their role. */
static void see_binding(struct shown *shown, struct wd_str text)
{
    struct wd_str service, role = role_in(text, &service);
    struct refused refused = refused_of(shown->refusal, role.len > 0 ? service : WD_STR_NONE);

    shown->filtered = shown->filtered || (wd_str_has(text, WD_STR("--filter")) &&
                                          wd_str_has(text, WD_STR("bindings.members")) &&
                                          names_account_of(text, shown->refusal));
    shown->member = shown->member || shown->filtered || names_account_of(text, shown->refusal);
    if (role.len == 0)
        return;
    shown->held =
        shown->held ||
        (shown->member && ((shown->updated && refused.service.len > 0) || holds(role, &refused)));
    shown->member = false;
}

static bool shows_binding(const struct wd_around *around, const struct lines *lines)
{
    size_t first = policy_in(around, lines);
    struct shown shown = {.refusal = around->line, .updated = is_updated(around, lines, first)};

    for (size_t i = first; i < lines->count; i++)
        for (struct wd_str rest = lines->at[i].text; rest.len > 0;)
            see_binding(&shown, wd_str_cut(&rest, '}'));
    return shown.held;
}

/* "- storage.objects.get" below the command that asked whether it is held. */
static bool shows_held(const struct wd_around *around)
{
    bool asked = false;

    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        if (asked && wd_str_starts(line, WD_STR("- ")) &&
            wd_around_holds_name(around->line, wd_str_from(line, 2)))
            return true;
        asked = asked || (told_by(around, &around->after[i]) & ASKS);
    }
    return false;
}

/* "Created version [1] of the secret [db-url].": what the refusal names, as the last of the line. */
static bool is_made(const struct wd_around *around)
{
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str rest = around->after[i].text, name = WD_STR_NONE, next;
        if (!(told_by(around, &around->after[i]) & MAKES))
            continue;
        while ((next = wd_between(rest, "[", "]")).len > 0) {
            name = wd_last_part(next, '/');
            rest = wd_str_from(rest, wd_str_find_char(rest, ']') + 1);
        }
        if (name.len >= NAME_MIN && wd_around_holds_name(around->line, name))
            return true;
    }
    return false;
}

/* The account, or the project as it is described. */
static bool names_its_own(const struct wd_around *around, struct wd_str line)
{
    const struct wd_str project = WD_STR("projectId: ");

    return names_account_of(line, around->line) ||
           (wd_str_starts(line, project) &&
            wd_around_holds_name(around->line, wd_str_from(line, project.len)));
}

/* Taken away from the account, or told of it that no role is what it lacks. */
static bool is_told(const struct wd_around *around, const struct wd_nearby *lines, size_t count)
{
    bool told = false, named = false;

    for (size_t i = 0; i < count; i++) {
        unsigned what = told_by(around, &lines[i]);
        bool its_own = names_its_own(around, lines[i].text);
        if ((what & TAKES) && its_own)
            return true;
        told = told || (what & TELLS);
        named = named || its_own;
    }
    return told && named;
}

/* What an administrator's tool answers beside it, in its own form. */
bool wd_around_is_answered(const struct wd_around *around)
{
    unsigned told = wd_signs_in(around, WD_SIGNS_BOUND, around->before_signs | around->after_signs);

    return (told & (TAKES | TELLS)) && (is_told(around, around->before, around->before_count) ||
                                        is_told(around, around->after, around->after_count));
}

bool wd_around_is_bound(const struct wd_around *around)
{
    struct lines below = {.count = around->after_count};

    unsigned told = wd_signs_in(around, WD_SIGNS_BOUND, around->after_signs);

    if (((told & ASKS) && shows_held(around)) || ((told & MAKES) && is_made(around)))
        return true;
    if (!(told & POLICY))
        return false;
    for (size_t i = 0; i < below.count; i++)
        below.at[i] = around->after[i];
    return shows_binding(around, &below);
}

/* A role that holds it stands in what was applied above. */
static bool was_applied(const struct wd_around *around)
{
    for (size_t i = 0; i < around->before_count; i++) {
        struct wd_str service, role = role_in(around->before[i].text, &service);
        struct refused refused = refused_of(around->line, role.len > 0 ? service : WD_STR_NONE);
        if (role.len > 0 && holds(role, &refused))
            return true;
    }
    return false;
}

bool wd_around_was_bound(const struct wd_around *around)
{
    struct lines above = {.count = around->before_count};

    if ((wd_signs_in(around, WD_SIGNS_BOUND, around->before_signs) & APPLIES) &&
        was_applied(around))
        return true;
    if (!(wd_signs_in(around, WD_SIGNS_BOUND, around->before_signs) & POLICY))
        return false;
    for (size_t i = 0; i < above.count; i++)
        above.at[i] = around->before[above.count - 1 - i];
    return shows_binding(around, &above);
}
