/* The advisor: tables and files read once, and what an account is called. */
#include "advise/alibaba/ram.h"
#include "advise/judged.h"
#include "advise/next.h"
#include "whydenied/policy.h"

/* What is wrong with them is told before the logs are read; they are read after. */
static int check_policies(const struct wd_advisor *advisor, struct wd_error *err)
{
    for (size_t i = 0; i < advisor->policy_file_count; i++)
        if (wd_policy_check(advisor->policy_files[i], err) != 0)
            return -1;
    for (size_t i = 0; i < advisor->group_file_count; i++)
        if (wd_policy_check_groups(advisor->group_files[i], err) != 0)
            return -1;
    return 0;
}

/* Which number a project has is asked without policies, too. */
static int load_projects(struct wd_advisor *advisor, struct wd_error *err)
{
    if (advisor->project_file_count == 0)
        return 0;
    advisor->projects = wd_policy_set_new(err);
    if (!advisor->projects)
        return -1;
    for (size_t i = 0; i < advisor->project_file_count; i++)
        if (wd_policy_load(advisor->projects, advisor->project_files[i], err) != 0)
            return -1;
    return 0;
}

struct wd_advisor *wd_advisor_new(const struct wd_advisor_options *options, struct wd_error *err)
{
    struct wd_advisor *advisor = calloc(1, sizeof *advisor);

    if (!advisor) {
        wd_fail_memory(err);
        return NULL;
    }
    advisor->lang = options->lang;
    advisor->policy_files = options->policies;
    advisor->policy_file_count = options->policy_count;
    advisor->project_files = options->project_lists;
    advisor->project_file_count = options->project_list_count;
    advisor->group_files = options->groups;
    advisor->group_file_count = options->group_count;
    advisor->own_accounts = options->own_accounts;
    advisor->own_account_count = options->own_account_count;
    advisor->now = options->now;
    if (!(advisor->levels = wd_bind_load(options->roles_dir, err)) ||
        !(advisor->accounts = wd_accounts_load(options->roles_dir, err)) ||
        !(advisor->catalogue = wd_catalogue_open(options->roles_dir, options->roles_db, err)) ||
        !(advisor->chains = wd_chains_load(options->roles_dir, err)) ||
        !(advisor->danger = wd_danger_load(options->roles_dir, err)) ||
        !(advisor->ram = wd_ram_facts_load(options->roles_dir, err)) ||
        !(advisor->trust =
              wd_trust_files_load(options->trust_policies, options->trust_policy_count, err)) ||
        check_policies(advisor, err) != 0 || load_projects(advisor, err) != 0) {
        wd_advisor_free(advisor);
        return NULL;
    }
    return advisor;
}

void wd_advisor_free(struct wd_advisor *advisor)
{
    if (!advisor)
        return;
    wd_chains_free(advisor->chains);
    wd_verdicts_free(advisor->verdicts);
    wd_policy_set_free(advisor->projects);
    wd_policy_set_free(advisor->policies);
    wd_trust_files_free(advisor->trust);
    wd_ram_facts_free(advisor->ram);
    wd_danger_free(advisor->danger);
    wd_catalogue_close(advisor->catalogue);
    wd_accounts_free(advisor->accounts);
    wd_bind_free(advisor->levels);
    free(advisor);
}

bool wd_advisor_rewrites_access(const void *advisor, struct wd_str permission)
{
    return wd_danger_investigate(((const struct wd_advisor *)advisor)->danger, permission);
}

int wd_advisor_role_holds(const void *advisor, struct wd_str role, struct wd_str permission)
{
    return wd_catalogue_role_holds(((const struct wd_advisor *)advisor)->catalogue, role,
                                   permission);
}

bool wd_advisor_knows_account(const struct wd_advisor *advisor, const char *name)
{
    return wd_accounts_hint(advisor->accounts, wd_str_of(name)) != NULL;
}

const char *wd_advisor_account_label(const struct wd_advisor *advisor, struct wd_str principal)
{
    struct wd_str prefix = WD_STR("serviceAccount:");
    const struct wd_account *account;

    if (wd_str_starts(principal, prefix))
        principal = wd_str_from(principal, prefix.len);
    account = wd_accounts_find(advisor->accounts, principal, NULL);
    return account ? account->label[advisor->lang] : NULL;
}
