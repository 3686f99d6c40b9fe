/* The inputs of a run: paths as given, or names out of a file. */
#include "run/run.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
        for (char *name = line; status == 0 && name < line + n; name += strlen(name) + 1)
            if (*name && !wd_run_interrupted(session)) /* find -print0 ends them with zeros */
                status = wd_inputs_add(inputs, name, err);
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
    return o->paths.count || o->no_stdin ? 0 : wd_inputs_add(inputs, "-", err);
}

/* By the hash of its name, so that a file more moves no other one. */
static bool is_of_shard(const struct wd_run_options *o, const char *path)
{
    return o->shards == 0 || wd_hash(wd_str_of(path)) % o->shards == o->shard;
}

/* What belongs to other parts is theirs to tell. */
static void keep_shard(const struct wd_run_options *o, struct wd_inputs *inputs)
{
    size_t kept = 0, left = 0;

    for (size_t i = 0; i < inputs->count; i++)
        if (is_of_shard(o, inputs->paths[i])) {
            inputs->named[kept] = inputs->named[i];
            inputs->paths[kept++] = inputs->paths[i];
        } else {
            free(inputs->paths[i]);
        }
    inputs->count = kept;
    for (size_t i = 0; i < inputs->left_out_count; i++)
        if (is_of_shard(o, inputs->left_out[i].path))
            inputs->left_out[left++] = inputs->left_out[i];
        else
            free(inputs->left_out[i].path);
    inputs->left_out_count = left;
    if (o->shard > 0) {
        inputs->note_count = 0;
        inputs->left_out_unnamed = 0;
    }
}

int wd_session_find_inputs(struct wd_session *session, struct wd_error *err)
{
    struct wd_inputs *inputs = &session->inputs;

    inputs->no_follow = session->options->no_follow;
    inputs->stop = session->calls->interrupted;
    if (add_all(session, err) < 0)
        return -1;
    if (inputs->count > 0)
        qsort(inputs->paths, inputs->count, sizeof *inputs->paths, wd_list_by_bytes);
    if (session->options->shards > 0)
        keep_shard(session->options, inputs);
    return 0;
}
