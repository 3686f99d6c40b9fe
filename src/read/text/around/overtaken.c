/* What the lines beside a refusal say of the very account, bucket or secret that it names: it is deleted, suspended, not
 * there; its access was taken on purpose or just given. No grant answers that. */
#include "read/text/around/around.h"
#include "read/text/command.h"

enum {
    BESIDE = 3,
    NAME_MIN = 5,
    ENDS = 1,
    BEGINS = 2,
    STOPS = 4,
    GIVES = 8,
    REMOVES = 16,
    WANTS = 32
};

/* STOPS: of accounts; APIs, keys and jobs are disabled, too. */
static const struct wd_sign states[] = {
    {"been deleted", WD_SIGN_ANYWHERE, ENDS},
    {"was deleted", WD_SIGN_ANYWHERE, ENDS},
    {"is deleted", WD_SIGN_ANYWHERE, ENDS},
    {"been suspended", WD_SIGN_ANYWHERE, STOPS},
    {"was suspended", WD_SIGN_ANYWHERE, STOPS},
    {"is suspended", WD_SIGN_ANYWHERE, STOPS},
    {"been disabled", WD_SIGN_ANYWHERE, STOPS},
    {"was disabled", WD_SIGN_ANYWHERE, STOPS},
    {"is disabled", WD_SIGN_ANYWHERE, STOPS},
    {"been destroyed", WD_SIGN_ANYWHERE, ENDS},
    {"was destroyed", WD_SIGN_ANYWHERE, ENDS},
    {"been revoked", WD_SIGN_ANYWHERE, STOPS},
    {"was revoked", WD_SIGN_ANYWHERE, STOPS},
    {"were revoked", WD_SIGN_ANYWHERE, STOPS},
    {"not found", WD_SIGN_ANYWHERE, ENDS},
    {"does not exist", WD_SIGN_ANYWHERE, ENDS},
    {"doesn't exist", WD_SIGN_ANYWHERE, ENDS},
    {"no longer exists", WD_SIGN_ANYWHERE, ENDS},
    {"delete_requested", WD_SIGN_ANYWHERE, ENDS}, /* a project's state */
    {"pending deletion", WD_SIGN_ANYWHERE, ENDS},
    {"marked for deletion", WD_SIGN_ANYWHERE, ENDS},
    {"scheduled for deletion", WD_SIGN_ANYWHERE, ENDS},
    {"is being deleted", WD_SIGN_ANYWHERE, ENDS},
    {"was renamed to", WD_SIGN_ANYWHERE, ENDS},
    {"been renamed to", WD_SIGN_ANYWHERE, ENDS},
    {"was moved to", WD_SIGN_ANYWHERE, ENDS},
    {"been moved to", WD_SIGN_ANYWHERE, ENDS},
    {"was replaced by", WD_SIGN_ANYWHERE, ENDS},
    {"been replaced by", WD_SIGN_ANYWHERE, ENDS},
    {"was migrated to", WD_SIGN_ANYWHERE, ENDS},
    {"been migrated to", WD_SIGN_ANYWHERE, ENDS},
    {"no urls matched", WD_SIGN_ANYWHERE, ENDS}, /* gsutil */
    {"is deprecated", WD_SIGN_ANYWHERE, ENDS},
    {"is retired", WD_SIGN_ANYWHERE, ENDS},
    {"been retired", WD_SIGN_ANYWHERE, ENDS},
    {"decommissioned", WD_SIGN_ANYWHERE, ENDS},
    {"must not run as ", WD_SIGN_ANYWHERE, BEGINS},
    {"should not run as ", WD_SIGN_ANYWHERE, BEGINS},
    {"wrong bucket", WD_SIGN_ANYWHERE, BEGINS},
    {"wrong dataset", WD_SIGN_ANYWHERE, BEGINS},
    {"wrong project", WD_SIGN_ANYWHERE, BEGINS},
    {"wrong account ", WD_SIGN_ANYWHERE, WANTS},
    {"wrong service account", WD_SIGN_ANYWHERE, WANTS},
    {"wrong identity", WD_SIGN_ANYWHERE, WANTS},
    {"switching to account ", WD_SIGN_ANYWHERE, WANTS},
    {" did you mean ", WD_SIGN_ANYWHERE, ENDS}, /* what stands before it is the wrong one */
    {"expected to run as ", WD_SIGN_ANYWHERE, WANTS},
    {"should be running as ", WD_SIGN_ANYWHERE, WANTS},
    {"should run as ", WD_SIGN_ANYWHERE, WANTS},
    {"meant to run as ", WD_SIGN_ANYWHERE, WANTS},
    {"expected identity", WD_SIGN_ANYWHERE, WANTS},
    {"expected principal", WD_SIGN_ANYWHERE, WANTS},
    {"expected account", WD_SIGN_ANYWHERE, WANTS},
    {"expected service account", WD_SIGN_ANYWHERE, WANTS},
    {"instead of the expected", WD_SIGN_ANYWHERE, WANTS},
    {"project should be ", WD_SIGN_ANYWHERE, WANTS},
    {"expected project ", WD_SIGN_ANYWHERE, WANTS},
    {"set account ", WD_SIGN_ANYWHERE, WANTS}, /* gcloud config */
    {"unknown service account", WD_SIGN_ANYWHERE, BEGINS},
    {"disabled service account", WD_SIGN_START, BEGINS},
    {"deleted service account", WD_SIGN_START, BEGINS},
    {"deleted bucket", WD_SIGN_START, BEGINS},
    {"deleted secret", WD_SIGN_START, BEGINS},
    {"deleted [", WD_SIGN_START, BEGINS},
    {"updated iam policy", WD_SIGN_ANYWHERE, GIVES},
    {" iam ch ", WD_SIGN_ANYWHERE, GIVES},                 /* gsutil */
    {"creation complete after ", WD_SIGN_ANYWHERE, GIVES}, /* Terraform */
    {"modifications complete after ", WD_SIGN_ANYWHERE, GIVES},
    {"grant `roles/", WD_SIGN_ANYWHERE, GIVES}, /* BigQuery */
    {" has condition ", WD_SIGN_ANYWHERE, GIVES},
    {" propagat", WD_SIGN_ANYWHERE, GIVES},
    {"to take effect", WD_SIGN_ANYWHERE, GIVES},
    {"access granted", WD_SIGN_ANYWHERE, GIVES},
    {"granted role", WD_SIGN_ANYWHERE, GIVES},
    {"binding added", WD_SIGN_ANYWHERE, GIVES},
    {"do not grant", WD_SIGN_ANYWHERE, GIVES},
    {"removing gs://", WD_SIGN_ANYWHERE, REMOVES},
    {"removed gs://", WD_SIGN_ANYWHERE, REMOVES},
    {"deleting gs://", WD_SIGN_ANYWHERE, REMOVES},
    {"deleted gs://", WD_SIGN_ANYWHERE, REMOVES},
    {" add-iam-policy-binding ", WD_SIGN_ANYWHERE, GIVES},
    {" grants roles/", WD_SIGN_ANYWHERE, GIVES},
    {" granted roles/", WD_SIGN_ANYWHERE, GIVES},
    {" gave roles/", WD_SIGN_ANYWHERE, GIVES},
    {" added roles/", WD_SIGN_ANYWHERE, GIVES},
    {" was granted to ", WD_SIGN_ANYWHERE, GIVES},
    {" were granted to ", WD_SIGN_ANYWHERE, GIVES},
    {" has been granted to ", WD_SIGN_ANYWHERE, GIVES},
    {" have been granted to ", WD_SIGN_ANYWHERE, GIVES},
    {" now has roles/", WD_SIGN_ANYWHERE, GIVES},
    {" now holds roles/", WD_SIGN_ANYWHERE, GIVES},
    {" is now bound to ", WD_SIGN_ANYWHERE, GIVES},
    {" was given roles/", WD_SIGN_ANYWHERE, GIVES},
    {" bound to roles/", WD_SIGN_ANYWHERE, GIVES},
    {" was assigned roles/", WD_SIGN_ANYWHERE, GIVES},
    {"waiting for propagation", WD_SIGN_ANYWHERE, GIVES},
    {"for iam propagation", WD_SIGN_ANYWHERE, GIVES},
    {"granted a minute ago", WD_SIGN_ANYWHERE, GIVES},
    {"granted a moment ago", WD_SIGN_ANYWHERE, GIVES},
    {" was added to roles/", WD_SIGN_ANYWHERE, GIVES},
    {"iam: bound ", WD_SIGN_ANYWHERE, GIVES},
    {"role was just ", WD_SIGN_ANYWHERE, GIVES},
    {"role was added", WD_SIGN_ANYWHERE, GIVES},
    {"binding was added", WD_SIGN_ANYWHERE, GIVES},
    {"role was granted", WD_SIGN_ANYWHERE, GIVES},
    {"access was granted", WD_SIGN_ANYWHERE, GIVES},
    {"permission was granted", WD_SIGN_ANYWHERE, GIVES},
};

void wd_overtaken_signs(struct wd_signs *signs)
{
    WD_SIGNS_PUT(signs, WD_SIGNS_STATE, states);
}

static bool is_name_byte(char c)
{
    return wd_is_word(c) || wd_char_in(c, ".-@/+%");
}

/* What name it would be: marks at its ends belong to the sentence. */
static struct wd_str bare(struct wd_str name)
{
    return wd_str_trim_right_of(wd_str_trim_left_of(name, "-./"), "-./");
}

struct wd_str wd_around_next_name(struct wd_str *rest)
{
    struct wd_str name = WD_STR_NONE;

    while (name.len == 0 && rest->len > 0) {
        size_t from = 0, to;
        while (from < rest->len && !is_name_byte(rest->ptr[from]))
            from++;
        for (to = from; to < rest->len && is_name_byte(rest->ptr[to]);)
            to++;
        name = bare(wd_str_sub(*rest, from, to - from));
        *rest = wd_str_from(*rest, to);
    }
    return name;
}

bool wd_around_holds_name(struct wd_str line, struct wd_str name)
{
    for (size_t from = 0, at; (at = wd_str_find(wd_str_from(line, from), name)) != WD_NPOS;
         from += at + name.len) {
        size_t start = from + at;
        char before = start > 0 ? line.ptr[start - 1] : ' ',
             after = wd_str_at(line, start + name.len);
        if (!wd_is_word(before) && !wd_char_in(before, "-@") && !wd_is_word(after) &&
            !wd_char_in(after, "-@"))
            return true;
    }
    return false;
}

/* Of "projects/12/secrets/x", another spelling of "projects/acme/secrets/x", the rest. */
static struct wd_str unnumbered(struct wd_str name)
{
    const struct wd_str mark = WD_STR("projects/");
    size_t digits = wd_str_starts(name, mark) ? wd_str_digits(name, mark.len) : 0;

    return digits > 0 && wd_str_at(name, mark.len + digits) == '/'
               ? wd_str_from(name, mark.len + digits + 1)
               : name;
}

/* A word of no language: an account, a path, a bucket. */
static bool is_name(struct wd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (wd_char_in(word.ptr[i], "-@/_") || wd_is_digit(word.ptr[i]))
            return word.len >= NAME_MIN;
    return false;
}

/* "does not exist: kestrel-in", "X was deleted": what is named nearest the state. */
static struct wd_str named_by(struct wd_str line, struct wd_str state)
{
    size_t at = wd_str_ifind(line, state.ptr);
    struct wd_str rest = wd_str_sub(line, 0, at == WD_NPOS ? 0 : at), name, found = WD_STR_NONE;

    while ((name = wd_around_next_name(&rest)).len > 0)
        found = is_name(name) ? name : found;
    if (found.len > 0 || at == WD_NPOS)
        return found;
    rest = wd_str_from(line, at + state.len);
    while ((name = wd_around_next_name(&rest)).len > 0)
        if (is_name(name))
            return name;
    return WD_STR_NONE;
}

static bool is_gone(const struct wd_around *around, struct wd_str line)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        bool told = (states[i].what & (ENDS | STOPS)) && wd_str_ihas(line, states[i].text);
        struct wd_str name = told ? named_by(line, wd_str_of(states[i].text)) : WD_STR_NONE;
        bool fits = states[i].what == ENDS || wd_str_find_char(name, '@') != WD_NPOS;
        if (name.len > 0 && fits && wd_around_holds_name(around->line, unnumbered(name)))
            return true;
    }
    return false;
}

/* "deleted service account [X]": an account or a bucket of the refusal. */
static bool is_done_to(const struct wd_around *around, struct wd_str line)
{
    struct wd_str rest = line, name;

    while ((name = wd_around_next_name(&rest)).len > 0)
        if (is_name(name) && wd_around_holds_name(around->line, name))
            return true;
    return false;
}

static bool stands_below(const struct wd_around *around, struct wd_str line)
{
    for (size_t i = 0; i < around->after_count; i++)
        if (line.ptr == around->after[i].text.ptr)
            return true;
    return false;
}

/* The command below, which was to give it, came to nothing itself. */
static bool is_given_in_vain(const struct wd_around *around, struct wd_str line)
{
    static const char *const fails[] = {"ERROR:", "(gcloud.", "Exception"};

    for (size_t i = 0; i + 1 < around->after_count; i++)
        if (line.ptr == around->after[i].text.ptr)
            return WD_STR_ANY(wd_str_has, around->after[i + 1].text, fails);
    return false;
}

/* Right above or below. */
static bool is_beside(const struct wd_around *around, struct wd_str line)
{
    return (around->before_count > 0 && line.ptr == around->before[0].text.ptr) ||
           (around->after_count > 0 && line.ptr == around->after[0].text.ptr);
}

/* "waiting 60s for IAM propagation", "pre-step: granted role (ok)": it names nobody, and what it tells has to do with access. */
static bool is_on_its_way(struct wd_str line)
{
    static const char *const moves[] = {"propagat", "take effect", "grant", "binding added"};
    static const char *const access[] = {"iam",        "grant",  "binding", "role",
                                         "permission", "access", "polic"};

    return WD_STR_IHAS_ANY(line, moves) && WD_STR_IHAS_ANY(line, access);
}

/* "Updated IAM policy …: added serviceAccount:X …", to the account of the refusal; where it names none, right below, or below
 * and for its bucket. What asks for a grant has given none. */
static bool is_given_to(const struct wd_around *around, struct wd_str line)
{
    static const char *const asks[] = {"ensure", "make sure", "must",   "should", "need",
                                       "verify", "check",     "please", "if "};
    const bool beside = !around->far && is_beside(around, line);
    struct wd_str rest = line, name;
    bool named = false;

    if (WD_STR_IHAS_ANY(line, asks) && !(beside && wd_str_has(line, WD_STR("take effect"))))
        return false;
    const bool command = wd_command_called(line).len > 0;
    if (wd_str_has(line, WD_STR("add-iam-policy-binding")) && !command)
        return false; /* advice */
    if (command && is_given_in_vain(around, line))
        return false;
    while ((name = wd_around_next_name(&rest)).len > 0) {
        if (wd_str_find_char(name, '@') == WD_NPOS)
            continue;
        if (wd_around_holds_name(around->line, name))
            return true;
        named = named ||
                !wd_str_ends(wd_str_sub(line, 0, (size_t)(name.ptr - line.ptr)), WD_STR(" by "));
    }
    if (wd_str_has(line, WD_STR("omplete after ")))
        return false; /* Terraform made something else */
    if (!named && beside && (is_on_its_way(line) || is_done_to(around, line)))
        return true;
    return !named && !around->far && around->after_count > 0 &&
           (line.ptr == around->after[0].text.ptr ||
            (stands_below(around, line) && is_done_to(around, line)));
}

/* The first account behind the words, or project. */
static struct wd_str wanted_in(struct wd_str rest, bool project)
{
    struct wd_str name;

    while ((name = wd_around_next_name(&rest)).len > 0)
        if (project || wd_str_find_char(name, '@') != WD_NPOS)
            return name;
    return WD_STR_NONE;
}

/* "expected to run as X but … returned Y": X is none of the refusal's. */
static bool is_unwanted(const struct wd_around *around, struct wd_str line)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
        size_t at = states[i].what == WANTS ? wd_str_ifind(line, states[i].text) : WD_NPOS;
        size_t from = at == WD_NPOS ? line.len : at + strlen(states[i].text);
        struct wd_str name = wanted_in(wd_str_from(line, from),
                                       wd_str_has(wd_str_of(states[i].text), WD_STR("project")));
        if (name.len > 0)
            return !wd_around_holds_name(around->line, name);
    }
    return false;
}

static bool is_overtaken_by(const struct wd_around *around, const struct wd_nearby *beside)
{
    const unsigned what = wd_signs_in(around, WD_SIGNS_STATE, beside->signs);
    const struct wd_str line = beside->text;

    return ((what & (ENDS | STOPS)) && is_gone(around, line)) ||
           ((what & BEGINS) && is_done_to(around, line)) ||
           ((what & WANTS) && is_unwanted(around, line)) ||
           ((what & GIVES) && is_given_to(around, line));
}

/* "Removing gs://X/...": below what was refused, and not what was refused, for tools say so before they try. */
static bool is_removed_by(const struct wd_around *around, const struct wd_nearby *beside)
{
    return (wd_signs_in(around, WD_SIGNS_STATE, beside->signs) & REMOVES) &&
           !wd_str_has(around->line, WD_STR(".delete")) && is_done_to(around, beside->text);
}

bool wd_around_is_overtaken(const struct wd_around *around)
{
    for (size_t i = 0; i < BESIDE; i++)
        if ((i < around->before_count && is_overtaken_by(around, &around->before[i])) ||
            (i < around->after_count && (is_overtaken_by(around, &around->after[i]) ||
                                         is_removed_by(around, &around->after[i]))))
            return true;
    return false;
}
