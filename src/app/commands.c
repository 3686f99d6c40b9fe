/* The commands: one row each. */
#include "app/app.h"
#include "app/options/help.h"

static const char *const rules_verbs[] = {"list", "show", "test", "new", "pack", NULL};
static const char *const roles_verbs[] = {"for", "show", "import", "check", NULL};

const struct wd_app_command wd_app_commands[] = {
    {"analyze", WD_FOR_ANALYZE, wd_cmd_analyze, "[analyze] [OPTIONS] [PATH...]",
     "read logs, say who was denied what, why, and the fix (the default)", NULL},
    {"explain", WD_FOR_EXPLAIN, wd_cmd_explain, "explain [OPTIONS] [TEXT|-]",
     "one message: how it was read, which rules were tried, the answer", NULL},
    {"nightly", WD_FOR_NIGHTLY, wd_cmd_nightly, "nightly --db FILE [OPTIONS] PATH...",
     "read what is new and compare with earlier nights", NULL},
    {"report", WD_FOR_REPORT, wd_cmd_report,
     "report [OPTIONS] FILE... | report RECORDS... | report --db FILE",
     "draw saved results again, in any format", NULL},
    {"watch", WD_FOR_WATCH, wd_cmd_watch, "watch [OPTIONS] [PATH|-]",
     "follow a pipe or a growing file: each new problem once, with its fix", NULL},
    {"show", WD_FOR_SHOW, wd_cmd_show, "show FINGERPRINT [OPTIONS] [PATH...]",
     "a problem's records as they stand in the log", NULL},
    {"map", WD_FOR_MAP, wd_cmd_map, "map [OPTIONS] [PATH...]",
     "one part of many: logs in, records out, for Spark, Hadoop and array jobs", NULL},
    {"reduce", WD_FOR_REDUCE, wd_cmd_reduce, "reduce [OPTIONS] [FILE...]",
     "merge the records of each key; any number of times", NULL},
    {"rules", WD_FOR_RULES, wd_cmd_rules,
     "rules list [ID...]|show ID...|test [ID...]|new|pack [OPTIONS]",
     "look at, test and write rules", rules_verbs},
    {"roles", WD_FOR_ROLES, wd_cmd_roles, "roles for PERMISSION...|show ROLE|import FILE|check",
     "which role holds a permission", roles_verbs},
    {"check", WD_FOR_CHECK, wd_cmd_check,
     "check --policy FILE [OPTIONS] PRINCIPAL PERMISSION RESOURCE|-",
     "is this allowed? answered offline, with the binding or rule that decides", NULL},
    {"help", WD_FOR_HELP, wd_cmd_help, "help [COMMAND]", "how to call it, or one command of it",
     NULL},
    {"version", WD_FOR_VERSION, wd_cmd_version, "version", "version and what is compiled in", NULL},
    {NULL, 0, NULL, NULL, NULL, NULL},
};

const struct wd_app_command *wd_app_command_find(const char *name)
{
    for (const struct wd_app_command *c = wd_app_commands; name && c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}
