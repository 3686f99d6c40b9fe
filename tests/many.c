/* The program, started many times for the price of once: it is linked with its own main, has read the rules and the
 * tables, and answers each request from a process of its own (fork), which sees what a fresh start would see.
 * tests/program/many.py asks it; one request in so many is asked of the program itself, too, and must come out alike.
 *
 * A request: how many bytes follow (uint32_t), then the length of standard input (uint32_t), the folder to work in
 * and the arguments, each with a NUL, then standard input. The answer: three int32_t (what waitpid says, the lengths
 * of standard output and error), then both. Ends with its own standard input. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "advise/accounts.h"
#include "advise/alibaba/ram.h"
#include "advise/bind.h"
#include "advise/danger.h"
#include "advise/next.h"
#include "app/app.h"
#include "app/options/options.h"
#include "match/matcher.h"
#include "read/text/around/around.h"
#include "whydenied/base/json_pool.h"
#include "whydenied/roles.h"

#define ARGUMENTS_MAX 128
#define SECONDS_MAX   60 /* what takes longer hangs, and ends by a signal */
/* Large places are asked of the kernel each time, which has them clear; the heap's would be cleared, and copied for that. */
#define PLACES_APART (64 * 1024)

int __real_main(int argc, char **argv);
int __wrap_main(void);

/* ---- what is read before anybody asks ------------------------------------------------------------- */

static char packs[4096], tables[4096];
static struct wd_ruleset *the_rules; /* goes on: a process has one */
static const struct wd_ruleset *rules_given;
static struct wd_matcher *the_matcher;
static struct wd_normaliser *the_normaliser;
static struct wd_refusal_reader *the_refusal_reader;

/* A reader of one folder of tables: `TABLE` is handed out once, and read anew for who asks again, or elsewhere. */
#define READ_BEFORE(TYPE, NAME)                                                                    \
    static TYPE *NAME##_before;                                                                    \
    TYPE *__real_##NAME(const char *folder, struct wd_error *err);                                 \
    TYPE *__wrap_##NAME(const char *folder, struct wd_error *err);                                 \
    TYPE *__wrap_##NAME(const char *folder, struct wd_error *err)                                  \
    {                                                                                              \
        TYPE *before = NAME##_before;                                                              \
        if (!before || strcmp(folder, tables) != 0)                                                \
            return __real_##NAME(folder, err);                                                     \
        NAME##_before = NULL;                                                                      \
        return before;                                                                             \
    }

READ_BEFORE(struct wd_bind_table, wd_bind_load)
READ_BEFORE(struct wd_accounts, wd_accounts_load)
READ_BEFORE(struct wd_chains, wd_chains_load)
READ_BEFORE(struct wd_danger, wd_danger_load)
READ_BEFORE(struct wd_ram_facts, wd_ram_facts_load)

static struct wd_catalogue *the_catalogue;
struct wd_catalogue *__real_wd_catalogue_open(const char *folder, const char *db,
                                              struct wd_error *err);
struct wd_catalogue *__wrap_wd_catalogue_open(const char *folder, const char *db,
                                              struct wd_error *err);
struct wd_catalogue *__wrap_wd_catalogue_open(const char *folder, const char *db,
                                              struct wd_error *err)
{
    struct wd_catalogue *before = the_catalogue;

    if (!before || db || strcmp(folder, tables) != 0)
        return __real_wd_catalogue_open(folder, db, err);
    the_catalogue = NULL;
    return before;
}

struct wd_ruleset *__real_wd_ruleset_load(const char *folder, const char *const *more, size_t count,
                                          unsigned flags, struct wd_error *err);
struct wd_ruleset *__wrap_wd_ruleset_load(const char *folder, const char *const *more, size_t count,
                                          unsigned flags, struct wd_error *err);
struct wd_ruleset *__wrap_wd_ruleset_load(const char *folder, const char *const *more, size_t count,
                                          unsigned flags, struct wd_error *err)
{
    struct wd_ruleset *before = the_rules;

    if (!before || count > 0 || flags != WD_RULES_LATE || strcmp(folder, packs) != 0)
        return __real_wd_ruleset_load(folder, more, count, flags, err);
    the_rules = NULL;
    return before;
}

/* Several threads may want one: the first has it. */
#define FIRST(OBJECT) __atomic_exchange_n(&(OBJECT), NULL, __ATOMIC_ACQ_REL)

struct wd_matcher *__real_wd_matcher_new(const struct wd_ruleset *set, struct wd_error *err);
struct wd_matcher *__wrap_wd_matcher_new(const struct wd_ruleset *set, struct wd_error *err);
struct wd_matcher *__wrap_wd_matcher_new(const struct wd_ruleset *set, struct wd_error *err)
{
    struct wd_matcher *before = set == rules_given ? FIRST(the_matcher) : NULL;

    return before ? before : __real_wd_matcher_new(set, err);
}

struct wd_normaliser *__real_wd_normaliser_new(struct wd_error *err);
struct wd_normaliser *__wrap_wd_normaliser_new(struct wd_error *err);
struct wd_normaliser *__wrap_wd_normaliser_new(struct wd_error *err)
{
    struct wd_normaliser *before = FIRST(the_normaliser);

    return before ? before : __real_wd_normaliser_new(err);
}

struct wd_refusal_reader; /* its header and that of the levels call two things alike */
struct wd_refusal_reader *__real_wd_refusal_reader_new(void);
struct wd_refusal_reader *__wrap_wd_refusal_reader_new(void);
struct wd_refusal_reader *__wrap_wd_refusal_reader_new(void)
{
    struct wd_refusal_reader *before = FIRST(the_refusal_reader);

    return before ? before : __real_wd_refusal_reader_new();
}

/* At its end a process gives back what it was given, which copies every page of it; only LeakSanitizer asks for that. */
#if defined(__SANITIZE_ADDRESS__)
#define GIVE_BACK(NAME, OBJECT) __real_##NAME(OBJECT)
#else
#define GIVE_BACK(NAME, OBJECT) (void)(OBJECT)
#endif
#define GIVEN_BACK(TYPE, NAME)                                                                     \
    void __real_##NAME(TYPE *object);                                                              \
    void __wrap_##NAME(TYPE *object);                                                              \
    void __wrap_##NAME(TYPE *object)                                                               \
    {                                                                                              \
        GIVE_BACK(NAME, object);                                                                   \
    }

GIVEN_BACK(struct wd_ruleset, wd_ruleset_free)
GIVEN_BACK(struct wd_matcher, wd_matcher_free)
GIVEN_BACK(struct wd_normaliser, wd_normaliser_free)
GIVEN_BACK(struct wd_refusal_reader, wd_refusal_reader_free)
GIVEN_BACK(struct wd_repeats, wd_repeats_free)
GIVEN_BACK(struct wd_table, wd_table_free)
GIVEN_BACK(struct wd_advisor, wd_advisor_free)

/* Expressions are made when they are first needed; here by all of the questions together. */
static void make_expressions(struct wd_matcher *matcher)
{
    for (size_t i = 0; i < matcher->set->count; i++) {
        const struct wd_rule *rule = matcher->set->rules[i];
        for (size_t n = 0; n < rule->match_count; n++) {
            struct wd_regex *regex = rule->match[n].re ? wd_matcher_regex(matcher, rule, n) : NULL;
            if (regex)
                wd_regex_compile(&matcher->tools, regex, rule->match[n].re, NULL, NULL);
        }
    }
}

static bool read_before(void)
{
    struct wd_options options = {.command = wd_app_command_find("analyze"),
                                 .no_user_patterns = true};
    struct wd_error err;

    if (wd_paths_fill(&options) < 0)
        return false;
    snprintf(packs, sizeof packs, "%s", options.patterns_dir);
    snprintf(tables, sizeof tables, "%s", options.roles_dir);
    the_rules = __real_wd_ruleset_load(packs, NULL, 0, WD_RULES_LATE, &err);
    rules_given = the_rules;
    the_matcher = the_rules ? __real_wd_matcher_new(the_rules, &err) : NULL;
    the_refusal_reader = __real_wd_refusal_reader_new();
    the_normaliser = __real_wd_normaliser_new(&err);
    if (the_normaliser)
        wd_signs_make(&the_normaliser->signs); /* asked for by the first refusal in a text */
    wd_bind_load_before = __real_wd_bind_load(tables, &err);
    wd_accounts_load_before = __real_wd_accounts_load(tables, &err);
    wd_chains_load_before = __real_wd_chains_load(tables, &err);
    wd_danger_load_before = __real_wd_danger_load(tables, &err);
    wd_ram_facts_load_before = __real_wd_ram_facts_load(tables, &err);
    the_catalogue = __real_wd_catalogue_open(tables, NULL, &err);
    wd_options_done(&options);
    if (the_matcher)
        make_expressions(the_matcher);
    return the_matcher && the_catalogue;
}

/* ---- requests --------------------------------------------------------------------------------------- */

struct request {
    char *text; /* all of it */
    uint32_t size, input_size;
    const char *folder, *input;
    char *arguments[ARGUMENTS_MAX + 1];
    int argument_count;
};

/* What a request is read from and answered to; the program's own three stand aside from them. */
static int asked, answers, written, told;

static bool read_all(void *to, size_t size)
{
    char *at = to;

    while (size > 0) {
        ssize_t n = read(asked, at, size);
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static bool write_all(int fd, const void *from, size_t size)
{
    const char *at = from;

    while (size > 0) {
        ssize_t n = write(fd, at, size);
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static bool read_request(struct request *r)
{
    char *at, *end;

    memset(r, 0, sizeof *r);
    if (!read_all(&r->size, sizeof r->size) || !(r->text = malloc(r->size + 1u)) ||
        !read_all(r->text, r->size))
        return false;
    memcpy(&r->input_size, r->text, sizeof r->input_size);
    r->input = r->text + r->size - r->input_size;
    end = r->text + r->size - r->input_size;
    at = r->text + sizeof r->input_size;
    r->folder = at;
    for (at += strlen(at) + 1; at < end && r->argument_count < ARGUMENTS_MAX; at += strlen(at) + 1)
        r->arguments[r->argument_count++] = at;
    return at == end;
}

/* Standard input is a pipe, as where one program writes to another. */
static void become_the_program(const struct request *r, const int *pipe_of_input)
{
    if (chdir(r->folder) != 0 || dup2(pipe_of_input[0], 0) < 0 || dup2(written, 1) < 0 ||
        dup2(told, 2) < 0)
        _exit(126);
    for (int fd = 3; fd <= pipe_of_input[1]; fd++)
        close(fd);
    signal(SIGPIPE, SIG_DFL);
    alarm(SECONDS_MAX);
    exit(__real_main(r->argument_count, (char **)(uintptr_t)r->arguments));
}

static bool send_file(int fd, int32_t size)
{
    char *text = malloc((size_t)size + 1);
    bool sent =
        text && pread(fd, text, (size_t)size, 0) == size && write_all(answers, text, (size_t)size);

    free(text);
    return sent && ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0;
}

static bool answer(const struct request *r)
{
    int32_t head[3];
    int pipe_of_input[2], status;
    pid_t child;

    if (pipe(pipe_of_input) != 0 || (child = fork()) < 0)
        return false;
    if (child == 0)
        become_the_program(r, pipe_of_input);
    close(pipe_of_input[0]);
    write_all(pipe_of_input[1], r->input, r->input_size); /* it may end before it has read all */
    close(pipe_of_input[1]);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    head[0] = status;
    head[1] = (int32_t)lseek(written, 0, SEEK_END);
    head[2] = (int32_t)lseek(told, 0, SEEK_END);
    return write_all(answers, head, sizeof head) && send_file(written, head[1]) &&
           send_file(told, head[2]);
}

int __wrap_main(void)
{
    struct request request;
    bool going = true;

    signal(SIGPIPE, SIG_IGN);
    mallopt(M_MMAP_THRESHOLD, PLACES_APART);
    wd_json_pool_install();
    json_object_seed(0);
    asked = dup(0);
    answers = dup(1);
    written = memfd_create("stdout", 0);
    told = memfd_create("stderr", 0);
    if (told < 0 || !read_before())
        return 1;
    while (going && read_request(&request)) {
        going = answer(&request);
        free(request.text);
    }
    return 0;
}
