/* `show FINGERPRINT PATH...`: the records of one problem, in their surroundings.
 *
 * A prefix of the name is looked up first, which reads the inputs once more; standard input can be read but once, and
 * wants the name whole. */
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/app.h"
#include "app/options/help.h"

#define NAME_LEN   16
#define SHOWN      20u
#define CANDIDATES 8u

/* ---- which problem ----------------------------------------------------------------------------------- */

struct lookup {
    const char *prefix;
    uint64_t names[CANDIDATES];
    size_t count; /* of different ones; more than CANDIDATES are not kept */
};

static void look_at(struct lookup *lookup, uint64_t name)
{
    char text[NAME_LEN + 1];

    snprintf(text, sizeof text, "%016" PRIx64, name);
    if (!name || strncmp(text, lookup->prefix, strlen(lookup->prefix)) != 0)
        return;
    for (size_t i = 0; i < lookup->count && i < CANDIDATES; i++)
        if (lookup->names[i] == name)
            return;
    if (lookup->count < CANDIDATES)
        lookup->names[lookup->count] = name;
    lookup->count++;
}

static void look_through(struct lookup *lookup, const struct wd_table *table)
{
    for (size_t i = 0; i < wd_table_count(table); i++) {
        look_at(lookup, wd_table_at(table, i)->fingerprint);
        look_at(lookup, wd_table_at(table, i)->former);
    }
    for (size_t i = 0; i < wd_table_unmatched_count(table); i++)
        look_at(lookup, wd_table_unmatched_at(table, i)->fingerprint);
}

static int tell_several(const struct lookup *lookup)
{
    struct wd_buf names;

    wd_buf_init(&names, 512);
    for (size_t i = 0; i < lookup->count && i < CANDIDATES; i++)
        wd_buf_printf(&names, "%s%016" PRIx64, i ? ", " : "", lookup->names[i]);
    wd_say("\"%s\" may be any of %zu problems: %s%s", lookup->prefix, lookup->count,
           wd_buf_cstr(&names), lookup->count > CANDIDATES ? " ..." : "");
    wd_buf_done(&names);
    return WD_EXIT_USAGE;
}

/* An exit status: what could not be read is told, and so is a name that fits no problem or several. */
static int judge(const struct lookup *lookup, const struct wd_session *session)
{
    if (lookup->count > 1)
        return tell_several(lookup);
    if (lookup->count == 1)
        return WD_EXIT_OK;
    wd_session_tell(session);
    wd_say("no problem of the input has a fingerprint that begins with %s", lookup->prefix);
    return session->damaged ? WD_EXIT_DAMAGED : WD_EXIT_UNRECOGNISED;
}

static int find_name(const struct wd_app_run *frame, const char *prefix, uint64_t *ret_name)
{
    struct lookup lookup = {.prefix = prefix};
    struct wd_session session = {.options = &frame->run,
                                 .calls = &frame->calls,
                                 .rules = frame->rules,
                                 .advisor = frame->session.advisor};
    struct wd_error err;
    int status = WD_EXIT_USAGE;

    if (wd_session_open(&session, &err) < 0 || wd_session_find_inputs(&session, &err) < 0 ||
        wd_session_read(&session, &err) < 0 ||
        wd_session_finish(&session, session.table, &err) < 0) {
        wd_say("%s", err.text);
    } else {
        look_through(&lookup, session.table);
        status = judge(&lookup, &session);
    }
    wd_session_done(&session);
    *ret_name = lookup.names[0];
    return status;
}

/* ---- showing it -------------------------------------------------------------------------------------- */

static void sum_up(const struct wd_show *show, struct wd_output *out)
{
    uint64_t shown = show->found < show->most ? show->found : show->most;

    wd_output_printf(out, "--\n%" PRIu64 " record%s of %016" PRIx64 " in %" PRIu64 " file%s",
                     show->found, show->found == 1 ? "" : "s", show->fingerprint, show->files,
                     show->files == 1 ? "" : "s");
    if (shown < show->found)
        wd_output_printf(out, "; the first %" PRIu64 " are shown (--top)", shown);
    wd_output_putz(out, "\n");
}

static int draw(struct wd_app_run *frame, uint64_t name)
{
    const struct wd_options *options = frame->options;
    struct wd_show show = {.fingerprint = name,
                           .context = options->context,
                           .most = options->top ? options->top : SHOWN,
                           .secrets = options->show_secrets};
    struct wd_error err;
    int status;

    show.out = wd_output_open("-", &err);
    if (!show.out)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    status = wd_session_show(&frame->session, &show, &err);
    if (status < 0)
        wd_say("%s", err.text);
    else if (show.found > 0)
        sum_up(&show, show.out);
    if (wd_output_commit(show.out, &err) < 0)
        return wd_say_and(WD_EXIT_OUTPUT, "%s", err.text);
    wd_app_tell(frame);
    if (status == 0 && show.found == 0 && !*frame->calls.interrupted) {
        wd_say("no record of the input belongs to %016" PRIx64, name);
        return frame->session.damaged ? WD_EXIT_DAMAGED : WD_EXIT_UNRECOGNISED;
    }
    return wd_session_status(&frame->session, status < 0 ? WD_EXIT_DAMAGED : WD_EXIT_OK, NULL,
                             NULL);
}

static int run(struct wd_app_run *frame, const char *prefix)
{
    uint64_t name = strtoull(prefix, NULL, 16);
    struct wd_session *session = &frame->session;
    struct wd_error err;
    int status = WD_EXIT_OK;

    frame->run.paths.items++;
    frame->run.paths.count--;
    if (wd_session_find_inputs(session, &err) < 0)
        return wd_say_and(WD_EXIT_USAGE, "%s", err.text);
    wd_sandbox_files(frame->options, &session->inputs);
    if (strlen(prefix) < NAME_LEN) {
        for (size_t i = 0; i < session->inputs.count; i++)
            if (strcmp(session->inputs.paths[i], "-") == 0)
                return wd_say_and(WD_EXIT_USAGE, "standard input is read but once: the fingerprint "
                                                 "must be given whole, 16 digits");
        status = find_name(frame, prefix, &name);
    }
    return status == WD_EXIT_OK ? draw(frame, name) : status;
}

int wd_cmd_show(const struct wd_options *options)
{
    const char *prefix = options->argument_count ? options->arguments[0] : "";
    struct wd_app_run frame;
    int status = WD_EXIT_USAGE;

    if (!*prefix)
        return wd_say_and(WD_EXIT_USAGE, "show: which problem? show FINGERPRINT PATH...");
    if (options->argument_count == 1 && !options->files_from && isatty(STDIN_FILENO))
        return wd_help_usage();
    if (strlen(prefix) > NAME_LEN || strspn(prefix, "0123456789abcdef") != strlen(prefix))
        return wd_say_and(WD_EXIT_USAGE,
                          "\"%s\" is no fingerprint: up to 16 hex digits, as reports show them",
                          prefix);
    if (wd_app_open(&frame, options, WD_RULES_LATE) == 0)
        status = run(&frame, prefix);
    wd_app_close(&frame);
    return status;
}
