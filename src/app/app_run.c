/* A session and what it is opened with: what the command line said, in the words of a run, and the services that only
 * this floor may offer. */
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

#include "app/app.h"
#include "app/options/option_table.h"

static struct wd_run_list list_of(const struct wd_option_list *list)
{
    return (struct wd_run_list){list->item, list->count};
}

static void fill_options(struct wd_run_options *run, const struct wd_options *o)
{
    *run = (struct wd_run_options){
        .paths = {(const char *const *)o->arguments, o->argument_count},
        .no_follow = o->no_follow,
        .files_from = o->files_from,
        .no_stdin = o->records.count > 0,
        .jobs = o->jobs,
        .now = o->now,
        .since = o->since,
        .until = o->until,
        .principals = list_of(&o->principals),
        .projects = list_of(&o->projects),
        .causes = list_of(&o->causes),
        .rules = list_of(&o->rules),
        .systems = list_of(&o->systems),
        .not_principals = list_of(&o->not_principals),
        .not_projects = list_of(&o->not_projects),
        .not_rules = list_of(&o->not_rules),
        .top = o->top,
        .fail_on = list_of(&o->fail_on),
        .ignore_path = o->ignore_path,
        .anonymise = o->anonymise,
        .finish = {.own_domains = o->own_domains.item,
                   .own_domain_count = o->own_domains.count,
                   .own_accounts = o->own_accounts.item,
                   .own_account_count = o->own_accounts.count,
                   .own_projects = o->own.list,
                   .own_project_count = o->own.count},
    };
}

/* ---- how long it takes --------------------------------------------------------------------------- */

#define TOLD_BY_STEPS (WD_FOR_READING | WD_FOR_REPORT | WD_FOR_WATCH | WD_FOR_SHOW | WD_FOR_MAP)

void wd_app_step(struct wd_app_run *frame, const char *format, ...)
{
    const uint64_t now = wd_clock_milliseconds();
    char what[256];
    va_list arguments;

    if (frame->options->verbose && !frame->options->quiet &&
        (frame->options->command->bit & TOLD_BY_STEPS)) {
        va_start(arguments, format);
        vsnprintf(what, sizeof what, format, arguments);
        va_end(arguments);
        wd_say("%s in %llu ms", what, (unsigned long long)(now - frame->since));
    }
    frame->since = now;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- what a run calls back ------------------------------------------------------------------------ */

static void tell(void *context, const char *text)
{
    (void)context;
    wd_say("%s", text);
}

static void begin(void *context, uint64_t total_bytes)
{
    struct wd_app_run *frame = context;
    size_t count = frame->session.inputs.count;

    wd_app_step(frame, "inputs: %zu file%s, %llu bytes, found", count, plural(count),
                (unsigned long long)total_bytes);
    frame->progress = wd_progress_new(frame->options, total_bytes); /* NULL: nothing is shown */
}

static void tick(void *context, uint64_t bytes, const struct wd_totals *totals)
{
    const struct wd_app_run *frame = context;

    wd_progress_tick(frame->progress, bytes, totals);
}

static void input_done(void *context, uint64_t bytes)
{
    const struct wd_app_run *frame = context;

    wd_progress_input_done(frame->progress, bytes);
}

static void end(void *context)
{
    struct wd_app_run *frame = context;

    wd_progress_free(frame->progress);
    frame->progress = NULL;
    wd_app_step(frame, "inputs: %llu records of %llu file%s, read",
                (unsigned long long)frame->session.records,
                (unsigned long long)frame->session.inputs_read,
                plural((size_t)frame->session.inputs_read));
}

/* ---- open and close -------------------------------------------------------------------------------- */

void wd_app_open_reading(struct wd_app_run *frame, const struct wd_options *options)
{
    memset(frame, 0, sizeof *frame);
    frame->options = options;
    frame->since = wd_clock_milliseconds();
    fill_options(&frame->run, options);
    frame->calls = (struct wd_run_calls){.context = frame,
                                         .interrupted = &wd_interrupted,
                                         .tell = tell,
                                         .begin = begin,
                                         .tick = tick,
                                         .input_done = input_done,
                                         .end = end};
    frame->session.options = &frame->run;
    frame->session.calls = &frame->calls;
    frame->session.complete = true;
}

int wd_app_open(struct wd_app_run *frame, const struct wd_options *options, unsigned flags)
{
    struct wd_error err;

    wd_app_open_reading(frame, options);
    frame->rules = wd_app_rules(options, flags);
    frame->session.rules = frame->rules;
    frame->session.advisor = frame->rules ? wd_app_advisor(options) : NULL;
    if (!frame->session.advisor)
        return -1;
    wd_app_step(frame, "rules: %zu of %zu packs, and the tables of roles, loaded",
                wd_ruleset_count(frame->rules), wd_ruleset_pack_count(frame->rules));
    frame->run.finish.rewrites_access = wd_advisor_rewrites_access;
    frame->run.finish.role_holds = wd_advisor_role_holds;
    frame->run.finish.context = frame->session.advisor;
    if (wd_session_open(&frame->session, &err) < 0)
        return wd_say_and(-1, "%s", err.text);
    return 0;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* A file met in a folder is asked only if it is called like the output: nights have thousands of inputs. */
static const char *input_at(const struct wd_inputs *inputs, const char *output)
{
    struct stat target, st;

    if (stat(output, &target) != 0 || !S_ISREG(target.st_mode))
        return NULL;
    for (size_t i = 0; i < inputs->count; i++) {
        const char *path = inputs->paths[i];

        if ((inputs->named[i] || strcmp(base_name(path), base_name(output)) == 0) &&
            stat(path, &st) == 0 && st.st_dev == target.st_dev && st.st_ino == target.st_ino)
            return path;
    }
    return NULL;
}

int wd_app_find_inputs(struct wd_app_run *frame, struct wd_error *err)
{
    const struct wd_outputs *outputs = &frame->options->outputs;

    if (wd_session_find_inputs(&frame->session, err) < 0)
        return -1;
    for (size_t i = 0; i < outputs->count; i++)
        if (input_at(&frame->session.inputs, outputs->item[i].path))
            return wd_fail(err, "-o %s: is one of the inputs and would be lost; name another file",
                           outputs->item[i].path);
    return 0;
}

void wd_app_close(struct wd_app_run *frame)
{
    struct wd_advisor *advisor = frame->session.advisor;

    wd_progress_free(frame->progress);
    wd_session_done(&frame->session);
    wd_advisor_free(advisor);
    wd_ruleset_free(frame->rules);
}

int wd_app_draw(struct wd_app_run *frame, const struct wd_options *options)
{
    struct wd_report_source source;
    struct wd_document *document;
    struct wd_error err;
    int status;

    wd_app_step(frame, "answer: %zu problems, %zu changes, made",
                wd_table_count(frame->session.table), frame->session.plan->count);
    wd_session_source(&frame->session, options->lang, &source);
    document = wd_document_of(&source, &err);
    if (!document)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    status = wd_app_write(options, document, false);
    wd_document_free(document);
    wd_app_step(frame, "report: drawn");
    return status;
}

void wd_app_tell(const struct wd_app_run *frame)
{
    if (!frame->options->quiet)
        wd_session_tell(&frame->session);
}
