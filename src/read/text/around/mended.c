/* What was missing was done below: the API was enabled, the client logged in and its image went through, the binding stands
 * in what the tool shows of the policy. What is done for another API, repository or account says nothing of this one. */
#include "read/text/around/around.h"
#include "read/text/command.h"

enum { ENABLES = 1, FINISHES = 2, PASSES = 4, REFUSES = 8, LOGS_IN = 16, APPLIES = 32 };

static const struct wd_sign signs[] = {
    {"enabling service [", WD_SIGN_ANYWHERE, ENABLES},
    {"services enable ", WD_SIGN_ANYWHERE, ENABLES},
    {"enabled service ", WD_SIGN_ANYWHERE, ENABLES | FINISHES},
    {"\" finished successfully", WD_SIGN_ANYWHERE, FINISHES},
    {": digest: sha256:", WD_SIGN_ANYWHERE, PASSES}, /* docker push */
    {"status: downloaded newer image for ", WD_SIGN_ANYWHERE, PASSES},
    {"status: image is up to date for ", WD_SIGN_ANYWHERE, PASSES},
    {": creation complete", WD_SIGN_ANYWHERE, APPLIES}, /* Terraform */
    {": modifications complete", WD_SIGN_ANYWHERE, APPLIES},
    {"login succeeded", WD_SIGN_START, LOGS_IN}, /* docker login */
    {"denied: ", WD_SIGN_ANYWHERE, REFUSES},
    {"permission_denied", WD_SIGN_ANYWHERE, REFUSES},
};

void wd_mended_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_MENDED, signs);
}

/* "run.googleapis.com" of "…/apis/api/run.googleapis.com/overview?project=…" */
static struct wd_str api_of(struct wd_str refusal)
{
    struct wd_str rest = refusal, name;

    while ((name = wd_around_next_name(&rest)).len > 0) {
        size_t at = wd_str_find(name, WD_STR(".googleapis.com"));
        struct wd_str host = wd_str_sub(name, 0, at == WD_NPOS ? 0 : at);
        if (host.len > 0)
            return wd_last_part(host, '/');
    }
    return WD_STR_NONE;
}

/* `Operation "operations/acat.p2-488123004410-…" finished successfully`: what `services enable` waits for, in that project. */
static bool is_activation(struct wd_str line, struct wd_str refusal)
{
    struct wd_str number = wd_between(line, "operations/ac", "\"");

    wd_str_cut(&number, '-');
    number = wd_str_cut(&number, '-');
    return number.len > 0 && wd_str_has(refusal, number);
}

/* `gcloud services list` prints what is on, an API's host first. */
static bool stands_among_enabled(const struct wd_nearby *lines, size_t count, struct wd_str api)
{
    bool listed = false, named = false;

    for (size_t i = 0; i < count && api.len > 0; i++) {
        struct wd_str word = lines[i].text, line = word;
        word = wd_str_cut(&word, ' ');
        listed = listed || (wd_str_has(line, WD_STR("services list")) &&
                            !wd_str_has(line, WD_STR("--available")));
        named = named || (wd_str_starts(word, api) &&
                          wd_str_eqz(wd_str_from(word, api.len), ".googleapis.com"));
    }
    return listed && named;
}

/* "… has not been used in project X before or it is disabled" */
static bool is_enabled(const struct wd_around *around)
{
    struct wd_str api;
    bool begun = false;

    if (!wd_str_has(around->line, WD_STR("or it is disabled")))
        return false;
    api = api_of(around->line);
    if (wd_str_ihas(around->line, "now enabled") ||
        stands_among_enabled(around->before, around->before_count, api) ||
        stands_among_enabled(around->after, around->after_count, api))
        return true;
    for (size_t i = 0; i < around->after_count; i++) {
        unsigned what = wd_signs_in(around, WD_SIGNS_MENDED, around->after[i].signs);
        begun = begun ||
                ((what & ENABLES) && api.len > 0 && wd_str_has(around->after[i].text, api)) ||
                ((what & FINISHES) && is_activation(around->after[i].text, around->line));
        if ((what & REFUSES) || (begun && (what & FINISHES)))
            return !(what & REFUSES);
    }
    return false;
}

/* ".../repositories/base": "/base/" in what was pushed. */
static bool is_of_repository(struct wd_str command, struct wd_str refusal)
{
    const struct wd_str mark = WD_STR("/repositories/");
    size_t at = wd_str_find(refusal, mark);
    struct wd_str name = wd_str_from(refusal, at == WD_NPOS ? refusal.len : at + mark.len);
    size_t len = 0;

    while (len < name.len && (wd_is_word(name.ptr[len]) || name.ptr[len] == '-'))
        len++;
    at = wd_str_find(command, wd_str_sub(name, 0, len));
    return len > 0 && at != WD_NPOS && wd_str_at(command, at + len) == '/';
}

/* Of the lines below, up to this one, the last that says what is pushed or pulled names the repository. */
static bool is_called_for_it(const struct wd_around *around, size_t last)
{
    for (size_t i = last + 1; i > 0; i--) {
        struct wd_str line = around->after[i - 1].text;
        if (wd_command_called(line).len > 0 || wd_str_has(line, WD_STR("The push refers to")))
            return is_of_repository(line, around->line);
    }
    return false;
}

/* An image went to or came from the repository below; or some image did once the client, who had not, logged in. */
static bool is_let_through(const struct wd_around *around)
{
    if (!(wd_signs_in(around, WD_SIGNS_MENDED, around->after_signs) & PASSES) ||
        !wd_str_has(around->line, WD_STR("artifactregistry.repositories.")))
        return false;
    bool out = wd_str_ihas(around->line, "unauthenticated request"), in = false;
    for (size_t i = 0; i < around->after_count; i++) {
        unsigned what = wd_signs_in(around, WD_SIGNS_MENDED, around->after[i].signs);
        in = in || (out && (what & LOGS_IN));
        if (what & REFUSES)
            return false;
        if ((what & PASSES) && (in || is_of_repository(around->after[i].text, around->line) ||
                                is_called_for_it(around, i)))
            return true;
    }
    return false;
}

/* Far below it names who was refused. */
static bool is_of_it(const struct wd_around *around, struct wd_str line)
{
    return !around->far || wd_around_names_account(around, line) ||
           wd_around_names_party(around->line, line);
}

/* "google_storage_bucket_iam_member.x: Creation complete after 4s": Terraform bound somebody, or attached a policy. */
static bool is_applied(const struct wd_around *around)
{
    static const char *const made[] = {": Creation complete", ": Modifications complete"};
    static const char *const kinds[] = {"_iam_member.", "_iam_binding.", "_iam_policy.",
                                        "_policy_attachment."};

    if (!(wd_signs_in(around, WD_SIGNS_MENDED, around->after_signs) & APPLIES))
        return false;
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        if (wd_signs_in(around, WD_SIGNS_MENDED, around->after[i].signs) & REFUSES)
            return false;
        if (WD_STR_ANY(wd_str_has, line, made) && WD_STR_ANY(wd_str_has, line, kinds) &&
            is_of_it(around, line))
            return true;
    }
    return false;
}

bool wd_around_is_mended(const struct wd_around *around)
{
    return is_enabled(around) || is_applied(around) || is_let_through(around) ||
           wd_around_is_bound(around);
}
