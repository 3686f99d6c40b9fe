/* The inputs of a run: paths as given, or names out of a file. */
#include "run/run.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int add_from(struct wd_session *session, const char *path, struct wd_error *err)
{
    struct wd_inputs *inputs = &session->inputs;
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    int status = 0;

    if (!file)
        return wd_fail(err, "--files-from %s: %s", path, strerror(errno));
    while (status == 0 && (n = getline(&line, &room, file)) >= 0) {
        if (n > 0 && line[n - 1] == '\n')
            line[n - 1] = '\0';
        if (*line && !wd_run_interrupted(session))
            status = wd_inputs_add(inputs, line, err);
    }
    if (status == 0 && ferror(file))
        status = wd_fail(err, "--files-from %s: %s", path, strerror(errno));
    free(line);
    if (file != stdin)
        fclose(file);
    return status;
}

static int add_all(struct wd_session *session, struct wd_error *err)
{
    const struct wd_run_options *o = session->options;
    struct wd_inputs *inputs = &session->inputs;

    for (size_t i = 0; i < o->paths.count && !wd_run_interrupted(session); i++)
        if (wd_inputs_add(inputs, o->paths.items[i], err) < 0)
            return -1;
    if (o->files_from)
        return add_from(session, o->files_from, err);
    return o->paths.count ? 0 : wd_inputs_add(inputs, "-", err);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int wd_session_find_inputs(struct wd_session *session, struct wd_error *err)
{
    struct wd_inputs *inputs = &session->inputs;

    inputs->no_follow = session->options->no_follow;
    inputs->stop = session->calls->interrupted;
    if (add_all(session, err) < 0)
        return -1;
    if (inputs->count > 0)
        qsort(inputs->paths, inputs->count, sizeof *inputs->paths, compare_paths);
    return 0;
}
