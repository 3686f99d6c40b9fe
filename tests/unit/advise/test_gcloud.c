/* Every gcloud command of the tables exists in the installed gcloud, with the flags we give it.
 *
 * gcloud ships its command tree for shell completion as one Python literal; its lines are indented by
 * depth, so that following a path needs no Python. Skipped where gcloud is not installed. */
#include "../advice.h"

#include <stdio.h>
#include <unistd.h>

#define TREE_FILE "/usr/lib/google-cloud-sdk/data/cli/gcloud_completions.py"

static struct wd_buf tree;

static int read_tree(void **state)
{
    FILE *file = fopen(TREE_FILE, "r");
    size_t n;

    (void)state;
    wd_buf_init(&tree, 32u << 20);
    while (file) {
        char *room = wd_buf_reserve(&tree, 1 << 16);
        if (!room || (n = fread(room, 1, 1 << 16, file)) == 0)
            break;
        tree.len += n;
    }
    if (file)
        fclose(file);
    return 0;
}

static int free_tree(void **state)
{
    (void)state;
    wd_buf_done(&tree);
    return 0;
}

/* The block that belongs to "key": { … } at this depth inside `in`; empty if there is none. */
static struct wd_str block(struct wd_str in, struct wd_str key, unsigned indent)
{
    char open[256], close[64];
    size_t at, end;

    snprintf(open, sizeof open, "\n%*s\"%.*s\": {", (int)indent, "", WD_STR_ARG(key));
    snprintf(close, sizeof close, "\n%*s}", (int)indent, "");
    at = wd_str_find(in, wd_str_of(open));
    if (at == WD_NPOS)
        return WD_STR_NONE;
    in = wd_str_from(in, at + 1);
    end = wd_str_find(in, wd_str_of(close));
    size_t line = wd_str_find_char(in, '\n'); /* "flags": {} closes on its own line */
    if (line != WD_NPOS && line > 0 && wd_str_has(wd_str_sub(in, 0, line), WD_STR("}")))
        end = line;
    return wd_str_sub(in, 0, end);
}

/* Follows gcloud's words; returns the command's block. */
static struct wd_str command(const char *const *argv, size_t argc, size_t *ret_words)
{
    struct wd_str at = wd_buf_str(&tree);
    unsigned indent = 2;
    size_t i = 1;

    for (; i < argc && argv[i][0] != '-'; i++) {
        struct wd_str commands = block(at, WD_STR("commands"), indent);
        struct wd_str next = block(commands, wd_str_of(argv[i]), indent + 2);
        if (next.len == 0)
            break;
        at = next;
        indent += 4;
    }
    *ret_words = i;
    return i > 1 ? at : WD_STR_NONE;
}

static bool is_global(const char *flag, size_t len)
{
    static const char *const global[] = {"--project", "--format"};

    for (size_t i = 0; i < sizeof global / sizeof *global; i++)
        if (strlen(global[i]) == len && strncmp(global[i], flag, len) == 0)
            return true;
    return false;
}

/* After the command's words come at most one operand and flags. */
static void check(const char *what, const char *const *argv, size_t argc)
{
    size_t words, operands = 0;
    struct wd_str found;

    if (argc == 0 || strcmp(argv[0], "gcloud") != 0)
        return;
    found = command(argv, argc, &words);
    for (size_t i = words; i < argc; i++) {
        size_t len = strcspn(argv[i], "=");
        char quoted[128];
        operands += argv[i][0] != '-';
        snprintf(quoted, sizeof quoted, "\"%.*s\"", (int)len, argv[i]);
        if (argv[i][0] == '-' && !is_global(argv[i], len) && !wd_str_has(found, wd_str_of(quoted)))
            fail_msg("%s: no such flag: %s", what, argv[i]);
    }
    if (words < 3 || operands > 1)
        fail_msg("%s: no such command: gcloud %s %s", what, argv[1], argc > 2 ? argv[2] : "");
}

static void the_commands_of_every_level_exist(void **state)
{
    struct wd_error err;
    struct wd_bind_table *levels;

    (void)state;
    if (tree.len == 0) {
        print_message("skipped: gcloud is not installed\n");
        skip();
    }
    levels = wd_bind_load(ROLES_DIR, &err);
    assert_non_null(levels);
    for (size_t i = 0; i < wd_bind_count(levels); i++) {
        const struct wd_bind_level *level = wd_bind_at(levels, i);
        check(level->type, level->grant.argv, level->grant.argc);
        check(level->type, level->show.argv, level->show.argc);
    }
    wd_bind_free(levels);
}

static void the_look_ups_of_every_account_exist(void **state)
{
    struct wd_error err;
    struct wd_accounts *accounts;
    json_t *root = json_load_file(ROLES_DIR "/accounts.json", 0, NULL), *hint;
    const char *name;

    (void)state;
    if (tree.len == 0) {
        json_decref(root);
        print_message("skipped: gcloud is not installed\n");
        skip();
    }
    accounts = wd_accounts_load(ROLES_DIR, &err);
    assert_non_null(accounts);
    json_object_foreach (json_object_get(root, "hints"), name, hint) {
        const struct wd_hint *one = wd_accounts_hint(accounts, wd_str_of(name));
        assert_non_null(one);
        check(name, one->find.argv, one->find.argc);
        check(name, one->create.argv, one->create.argc);
    }
    wd_accounts_free(accounts);
    json_decref(root);
}

static void what_the_code_itself_writes_exists(void **state)
{
    static const char *const create[] = {
        "gcloud",    "iam", "roles", "create", "ID", "--project=P", "--permissions=a.b.c",
        "--stage=GA"};
    static const char *const testable[] = {"gcloud", "iam",        "list-testable-permissions",
                                           "R",      "--filter=x", "--format=y"};
    static const char *const why[] = {"gcloud", "policy-intelligence", "troubleshoot-policy", "iam",
                                      "R",      "--principal-email=E", "--permission=p"};
    static const char *const log[] = {"gcloud", "logging",     "read",
                                      "FILTER", "--project=P", "--limit=50"};

    (void)state;
    if (tree.len == 0)
        skip();
    check("custom role", create, 8);
    check("custom role", testable, 6);
    check("troubleshooter", why, 7);
    check("log", log, 6);
}

static void a_command_that_does_not_exist_is_noticed(void **state)
{
    static const char *const argv[] = {"gcloud", "scheduler", "jobs", "add-iam-policy-binding",
                                       "X"};
    size_t words;

    (void)state;
    if (tree.len == 0)
        skip();
    command(argv, 5, &words);
    assert_int_equal(words, 3); /* the last two are no command */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_commands_of_every_level_exist),
        cmocka_unit_test(the_look_ups_of_every_account_exist),
        cmocka_unit_test(what_the_code_itself_writes_exists),
        cmocka_unit_test(a_command_that_does_not_exist_is_noticed),
    };
    return cmocka_run_group_tests(tests, read_tree, free_tree);
}
