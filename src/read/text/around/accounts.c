/* As whom the command above runs: by its option, by the environment, by what was configured before it. Where that is an
 * account that the refusal does not name, one of the two is not who was refused. */
#include "read/text/around/around.h"
#include "read/text/command.h"

/* The account behind the first of the words that the line holds; empty: it names none. */
static struct wd_str account_in(struct wd_str line, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = wd_str_find(line, wd_str_of(words[i]));
        struct wd_str rest = wd_str_from(line, at == WD_NPOS ? line.len : at + strlen(words[i]));
        struct wd_str name = wd_around_next_name(&rest);
        if (wd_str_find_char(name, '@') != WD_NPOS)
            return name;
    }
    return WD_STR_NONE;
}

static bool is_gcloud(struct wd_str line)
{
    return wd_command_called(line).len > 0 || wd_str_has(line, WD_STR("gcloud "));
}

/* An option holds for its own command, the others for all that follow; the nearest line counts. */
static struct wd_str account_of(const struct wd_around *around)
{
    static const char *const options[] = {"--account=", "--account "};
    static const char *const environment[] = {"CLOUDSDK_CORE_ACCOUNT=", "CLOUDSDK_CORE_ACCOUNT: "};
    static const char *const configured[] = {
        "config set account ", "config set core/account ",
        "Activated service account credentials for: ["}; /* of gcloud auth, which it then uses */
    struct wd_str found = WD_STR_NONE;
    size_t i = 0;

    while (i < around->before_count && !is_gcloud(around->before[i].text))
        i++;
    if (i < around->before_count)
        found = account_in(around->before[i].text, options, 2);
    for (i = 0; i < around->before_count && found.len == 0; i++)
        found = account_in(around->before[i].text, environment, 2);
    for (i = 0; i < around->before_count && found.len == 0; i++)
        found = account_in(around->before[i].text, configured, 3);
    return found;
}

/* gcloud's warning may come before its error or behind it, as two streams are put together. */
static struct wd_str impersonated(const struct wd_around *around)
{
    enum { BEHIND = 3 };
    static const char *const options[] = {
        "--impersonate-service-account", "IMPERSONATE_SERVICE_ACCOUNT=",
        "IMPERSONATE_SERVICE_ACCOUNT: ", "impersonate_service_account ", "be executed as ["};
    struct wd_str found = WD_STR_NONE;

    for (size_t i = 0; i < around->before_count && found.len == 0; i++)
        found = account_in(around->before[i].text, options, sizeof options / sizeof *options);
    for (size_t i = 0; i < around->after_count && i < BEHIND && found.len == 0; i++)
        found = account_in(around->after[i].text, options + 4, 1);
    return found;
}

bool wd_around_runs_as_another(const struct wd_around *around)
{
    struct wd_str account;

    if (!wd_str_has(around->line, WD_STR("authenticated as")))
        return false;
    account = impersonated(around);
    if (account.len > 0 && !wd_str_has(around->line, account))
        return true;
    account = account_of(around);
    return account.len > 0 && !wd_around_holds_name(around->line, account);
}

/* "$ python read.py", "+ bq ls", "mika@ws:~$ gcloud …": another command begins. */
static bool is_prompted(struct wd_str line)
{
    static const char *const prompts[] = {"$ ", "+ ", "% ", "##[group]Run "};

    return WD_STR_ANY(wd_str_starts, line, prompts) || wd_str_has(line, WD_STR("$ gcloud ")) ||
           wd_str_has(line, WD_STR(":~$ "));
}

/* bq and programs have credentials of their own. */
static bool is_of_gcloud(struct wd_str line)
{
    return wd_str_has(line, WD_STR("(gcloud.")) || wd_str_starts(line, WD_STR("ERROR: "));
}

static bool lends(struct wd_str line)
{
    return wd_str_find_char(line, '[') != WD_NPOS &&
           wd_str_has(line, WD_STR("API calls will be executed as ["));
}

bool wd_around_ran_as_another(const struct wd_around *around)
{
    bool prompted = false;
    size_t said = 0;

    while (said < around->before_count && !lends(around->before[said].text))
        said++;
    if (said == around->before_count)
        return false;
    for (size_t i = 0; i < said; i++)
        prompted = prompted || is_prompted(around->before[i].text);
    return (prompted || !is_of_gcloud(around->line)) && !wd_str_has(around->line, WD_STR("@"));
}
