/* The stages, and the rules for files (Landlock, since Linux 5.13; its rights by the kernel's
 * documentation, userspace-api/landlock). A rule is of the file itself, whatever path leads to it, so
 * inputs that are reached over symbolic links can be read. */
#include "app/app.h"

#include "app/options/option_table.h"

#include <sys/prctl.h>
#include <sys/resource.h>

/* Logs hold secrets: no core dumps, and no privileges from a program with the setuid bit. */
static void stay_small(void)
{
    const struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

#if defined(__linux__) && !defined(WD_NO_SANDBOX)

#include <dlfcn.h>
#include <fcntl.h>
#include <iconv.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Older headers know fewer rights than the kernel may have. */
#define RIGHT_REFER    (1ull << 13) /* version 2 */
#define RIGHT_TRUNCATE (1ull << 14) /* version 3 */
#define RIGHT_IOCTL    (1ull << 15) /* version 5 */
#define RIGHTS_OF_FILES                                                                            \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | RIGHT_TRUNCATE)
#define RIGHTS_TO_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_TO_WRITE                                                                            \
    (RIGHTS_TO_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |             \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | RIGHT_REFER | RIGHT_TRUNCATE)

#define RULES_MAX 10000u /* inputs beyond are too many to name: reading is then left open */

struct rules {
    int fd;
    unsigned long long handled;
};

/* What this kernel can refuse, of what shall be refused; 0: nothing. */
static unsigned long long rights_of_version(long version, bool reading)
{
    unsigned long long rights = (1ull << 13) - 1;

    if (version < 1)
        return 0;
    if (version >= 2)
        rights |= RIGHT_REFER;
    if (version >= 3)
        rights |= RIGHT_TRUNCATE;
    if (version >= 5)
        rights |= RIGHT_IOCTL;
    return reading ? rights : rights & ~(unsigned long long)RIGHTS_TO_READ;
}

/* What cannot be opened needs no rule. */
static void allow(const struct rules *rules, const char *path, unsigned long long rights)
{
    struct landlock_path_beneath_attr rule = {.parent_fd = open(path, O_PATH | O_CLOEXEC)};
    struct stat st;

    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rights &= RIGHTS_OF_FILES;
    rule.allowed_access = rights & rules->handled;
    if (rule.allowed_access)
        syscall(SYS_landlock_add_rule, rules->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

/* The folder that a file stands in. */
static void allow_folder(const struct rules *rules, const char *path, unsigned long long rights)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");

    if (folder)
        allow(rules, folder, rights);
    free(folder);
}

static void allow_folder_of(const struct rules *rules, const char *path)
{
    if (path && strcmp(path, "-") != 0)
        allow_folder(rules, path, RIGHTS_TO_WRITE);
}

/* Values "FILE" and "NAME=FILE": such files are read when they are first asked for. */
static void allow_named(const struct rules *rules, const struct wd_option_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *equals = strchr(list->item[i], '=');
        allow(rules, list->item[i], RIGHTS_TO_READ);
        if (equals)
            allow(rules, equals + 1, RIGHTS_TO_READ);
    }
}

/* glibc keeps the tables of iconv in files beside itself. */
static void allow_converters(const struct rules *rules)
{
    Dl_info libc;
    char path[4096];

    if (!dladdr((void *)(uintptr_t)iconv_open, &libc) || !libc.dli_fname)
        return;
    const char *slash = strrchr(libc.dli_fname, '/');
    int len = slash ? (int)(slash - libc.dli_fname) : 0;
    if (snprintf(path, sizeof path, "%.*s/gconv", len, libc.dli_fname) < (int)sizeof path)
        allow(rules, path, RIGHTS_TO_READ);
}

static void allow_what_is_needed(const struct rules *rules, const struct wd_options *options,
                                 const struct wd_inputs *inputs)
{
    const char *const facts[] = {options->patterns_dir, options->roles_dir,
                                 options->user_patterns_dir, options->roles_db,
                                 options->ignore_path};
    char *database = options->db_path ? realpath(options->db_path, NULL) : NULL;

    for (size_t i = 0; i < options->outputs.count; i++)
        allow_folder_of(rules, options->outputs.item[i].path);
    allow_folder_of(rules, options->unmatched_path);
    allow_folder_of(rules, options->db_path);
    if (database) /* its journal lies beside the file that a link leads to */
        allow_folder_of(rules, database);
    free(database);
    if (options->emit_dir) {
        mkdir(options->emit_dir, 0700); /* nothing can be allowed beneath what is not there */
        allow(rules, options->emit_dir, RIGHTS_TO_WRITE);
    }
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (facts[i])
            allow(rules, facts[i], RIGHTS_TO_READ);
    allow_named(rules, &options->patterns);
    allow_named(rules, &options->policies);
    allow_named(rules, &options->trust_policies);
    allow_named(rules, &options->groups);
    allow_named(rules, &options->project_lists);
    allow_named(rules, &options->records);
    allow_converters(rules);
    allow(rules, "/dev", LANDLOCK_ACCESS_FS_READ_FILE);  /* random numbers, /dev/stdin */
    for (size_t i = 0; i < options->argument_count; i++) /* logs may be renamed meanwhile */
        allow(rules, options->arguments[i], RIGHTS_TO_READ);
    for (size_t i = 0; i < inputs->count && inputs->count <= RULES_MAX; i++) {
        allow(rules, inputs->paths[i], RIGHTS_TO_READ);
        if (options->command->run == wd_cmd_watch &&
            inputs->paths[i][0] != '-') /* another file may take its name */
            allow_folder(rules, inputs->paths[i], RIGHTS_TO_READ);
    }
}

static bool restrict_files(const struct wd_options *options, const struct wd_inputs *inputs)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    struct rules rules = {.handled = rights_of_version(version, inputs->count <= RULES_MAX)};
    struct landlock_ruleset_attr attributes = {.handled_access_fs = rules.handled};
    bool holds;

    if (!rules.handled)
        return false;
    rules.fd = (int)syscall(SYS_landlock_create_ruleset, &attributes,
                            sizeof attributes.handled_access_fs, 0);
    if (rules.fd < 0)
        return false;
    allow_what_is_needed(&rules, options, inputs);
    holds = syscall(SYS_landlock_restrict_self, rules.fd, 0) == 0;
    close(rules.fd);
    return holds;
}

#else

static bool restrict_files(const struct wd_options *options, const struct wd_inputs *inputs)
{
    (void)options;
    (void)inputs;
    return false;
}

#endif

static void tell(const struct wd_options *options, const char *stage, bool holds)
{
    if (options->verbose && !options->quiet)
        wd_say("sandbox: %s: %s", stage, holds ? "yes" : "no, this system or build has it not");
}

void wd_sandbox_files(const struct wd_options *options, const struct wd_inputs *inputs)
{
    bool holds;

    if (options->no_sandbox)
        return;
    holds = restrict_files(options, inputs);
    tell(options, "no files but inputs and outputs (Landlock)", holds);
}

/* Commands that read what is named on their line and nothing that is found later. */
#define KNOWN_AT_ONCE (WD_FOR_EXPLAIN | WD_FOR_REPORT | WD_FOR_CHECK | WD_FOR_REDUCE)

void wd_sandbox_begin(const struct wd_options *options)
{
    static const struct wd_inputs none = {.count = 0};
    bool holds;

    stay_small();
    if (options->no_sandbox)
        return;
    holds = wd_sandbox_refuse_calls();
    tell(options, "no network, no other programs (seccomp)", holds);
    if (options->command->bit & KNOWN_AT_ONCE)
        wd_sandbox_files(options, &none);
}
