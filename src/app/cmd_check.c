/* `check`: one triple, or lines of them, answered from policies on disk. */
#include "app/roles/roles.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "whydenied/base/char.h"
#include "whydenied/policy.h"
#include "whydenied/report/output.h"

struct check {
    const struct wd_options *options;
    struct wd_policy_set *set;
    struct wd_catalogue *catalogue;
    struct wd_arena *arena;
    struct wd_output *out;
};

static const int status_of[] = {
    [WD_NO] = WD_EXIT_FINDINGS, [WD_MAYBE] = WD_EXIT_UNTOLD, [WD_YES] = WD_EXIT_OK};

/* The binding or policy that decided, a part a line. */
static void print_path(struct check *c, const struct wd_verdict *v)
{
    const struct {
        const char *name;
        struct wd_str value;
    } parts[] = {{"on", v->where},
                 {"role", v->role},
                 {"member", v->member},
                 {"condition", v->condition},
                 {"policy", v->policy}};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].value.len == 0)
            continue;
        wd_output_printf(c->out, "  %-10s ", parts[i].name);
        wd_output_put_visible(c->out, parts[i].value);
        wd_output_putz(c->out, "\n");
    }
}

/* From which policies the answer is drawn, and which of those that count were not given. */
static void print_drawn(struct check *c, const struct wd_access *access, bool given,
                        const char *name)
{
    struct wd_policy_above list[WD_POLICY_ABOVE_MAX];
    size_t count = wd_policy_above(c->set, access, c->arena, list), shown = 0;

    for (size_t i = 0; i < count; i++) {
        if (list[i].given != given)
            continue;
        if (shown++ == 0)
            wd_output_printf(c->out, "  %-10s ", name);
        else
            wd_output_putz(c->out, ", ");
        wd_output_put_visible(c->out, list[i].path);
    }
    if (shown > 0)
        wd_output_putz(c->out, "\n");
}

static void print_rest(struct check *c, const struct wd_verdict *v, const struct wd_access *access)
{
    if (wd_str_find_char(access->permission, ':') == WD_NPOS) {
        print_drawn(c, access, true, "drawn from");
        print_drawn(c, access, false, "not given");
    }
    if (!v->concerned && v->reason != WD_VERDICT_ELSEWHERE)
        wd_output_putz(c->out, "  none of the policies given is of this resource or of what stands "
                               "above it\n");
    if (wd_policy_unjudged(c->set) > 0)
        wd_output_printf(c->out,
                         "  not judged: %zu organisation policies, perimeters or access levels\n",
                         wd_policy_unjudged(c->set));
    for (size_t i = 0; i < wd_policy_gap_count(c->set) && i < 10; i++) {
        wd_output_putz(c->out, "  not understood: ");
        wd_output_put_visible(c->out, wd_str_of(wd_policy_gap(c->set, i)));
        wd_output_putz(c->out, "\n");
    }
}

static enum wd_truth answer(struct check *c, const struct wd_access *access, bool brief)
{
    struct wd_verdict verdict;

    wd_arena_clear(c->arena);
    wd_policy_judge(c->set, c->catalogue, access, c->arena, &verdict);
    wd_output_printf(c->out, brief ? "%s\t%s\t" : "%s (%s): ", wd_truth_name(verdict.allowed),
                     wd_verdict_reason_name(verdict.reason));
    wd_output_put_visible(c->out, wd_verdict_say(c->arena, c->options->lang, &verdict, access));
    wd_output_putz(c->out, "\n");
    if (!brief) {
        print_path(c, &verdict);
        print_rest(c, &verdict, access);
    }
    return verdict.allowed;
}

static struct wd_access triple(const struct check *c, struct wd_str who, struct wd_str what,
                               struct wd_str where)
{
    return (struct wd_access){
        .principal = who, .permission = what, .resource = where, .time = c->options->now};
}

static int load(struct check *c)
{
    struct wd_error err;
    struct stat st;
    bool imported = c->options->roles_db && stat(c->options->roles_db, &st) == 0;

    c->catalogue =
        wd_catalogue_open(c->options->roles_dir, imported ? c->options->roles_db : NULL, &err);
    if (!c->catalogue)
        return wd_say_and(-1, "%s", err.text);
    for (size_t i = 0; i < c->options->groups.count; i++)
        if (wd_policy_load_groups(c->set, c->options->groups.item[i], &err) != 0)
            return wd_say_and(-1, "%s", err.text);
    if (wd_policy_load_all(c->set, c->options->policies.item, c->options->policies.count, &err) !=
        0)
        return wd_say_and(-1, "%s", err.text);
    return 0;
}

static struct wd_str next_word(struct wd_str *rest, bool tabs)
{
    size_t n = 0;

    while (n < rest->len && (tabs ? rest->ptr[n] != '\t' : !wd_is_space(rest->ptr[n])))
        n++;
    struct wd_str word = wd_str_sub(*rest, 0, n);
    *rest = wd_str_trim(wd_str_from(*rest, n));
    return word;
}

/* "PRINCIPAL PERMISSION RESOURCE" with two tabs or, in a line without them, with any blanks between. */
static bool read_triple(const struct check *c, struct wd_str line, struct wd_access *ret_access)
{
    size_t tab = wd_str_find_char(line, '\t');
    bool tabs = tab != WD_NPOS && tab != wd_str_rfind_char(line, '\t');
    struct wd_str who = next_word(&line, tabs), what = next_word(&line, tabs);

    *ret_access = triple(c, who, what, line);
    return what.len > 0 && line.len > 0;
}

/* A triple a line; the exit status is that of the worst, or of a line that is none. */
static int answer_lines(struct check *c, FILE *in)
{
    enum wd_truth worst = WD_YES;
    bool untold = false, broken = false;
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t len;

    while ((len = getline(&line, &room, in)) > 0) {
        struct wd_str text = wd_str_trim(wd_str_make(line, (size_t)len));
        struct wd_access access;
        number++;
        if (text.len == 0 || text.ptr[0] == '#')
            continue;
        if (!read_triple(c, text, &access)) {
            wd_say("check: line %zu is not PRINCIPAL PERMISSION RESOURCE", number);
            broken = true;
            continue;
        }
        enum wd_truth one = answer(c, &access, true);
        untold = untold || one == WD_MAYBE;
        worst = one < worst ? one : worst;
    }
    free(line);
    return broken ? WD_EXIT_USAGE : untold && worst != WD_NO ? WD_EXIT_UNTOLD : status_of[worst];
}

static int run(struct check *c, char **arguments, size_t count)
{
    struct wd_error err;

    if (count == 1) {
        if (load(c) != 0)
            return WD_EXIT_USAGE;
        return answer_lines(c, stdin);
    }
    struct wd_access access =
        triple(c, wd_str_of(arguments[0]), wd_str_of(arguments[1]), wd_str_of(arguments[2]));
    if (wd_policy_want(c->set, &access, &err) != 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    if (load(c) != 0)
        return WD_EXIT_USAGE;
    if (!strchr(arguments[1], ':')) /* of Google Cloud; the others have no list */
        wd_roles_tell_nearest(c->catalogue, arguments[1]);
    return status_of[answer(c, &access, false)];
}

int wd_cmd_check(const struct wd_options *options)
{
    struct check c = {.options = options};
    struct wd_error err;
    size_t count = options->argument_count;
    int status = WD_EXIT_USAGE;

    if (count != 3 && !(count == 1 && strcmp(options->arguments[0], "-") == 0))
        return wd_say_and(WD_EXIT_USAGE, "check: PRINCIPAL PERMISSION RESOURCE, or - for lines of "
                                         "them with tabs or blanks between");
    if (options->policies.count == 0)
        return wd_say_and(WD_EXIT_USAGE,
                          "check: which policies? (--policy RESOURCE=FILE, or --policy "
                          "FILE for an asset export)");
    c.set = wd_policy_set_new(&err);
    c.arena = wd_arena_new(4u << 20);
    c.out = wd_output_open("-", &err);
    if (c.set && c.arena && c.out)
        status = run(&c, options->arguments, count);
    else
        wd_say("out of memory");
    if (c.out && wd_output_commit(c.out, &err) != 0)
        status = wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    wd_catalogue_close(c.catalogue);
    wd_arena_free(c.arena);
    wd_policy_set_free(c.set);
    return status;
}
