#include "app/input_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int add_from(const char *path, struct wd_inputs *inputs, struct wd_error *err)
{
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
        if (*line)
            status = wd_inputs_add(inputs, line, err);
    }
    if (status == 0 && ferror(file))
        status = wd_fail(err, "--files-from %s: %s", path, strerror(errno));
    free(line);
    if (file != stdin)
        fclose(file);
    return status;
}

static int add_all(const struct wd_options *o, struct wd_inputs *inputs, struct wd_error *err)
{
    for (size_t i = 0; i < o->argument_count; i++)
        if (wd_inputs_add(inputs, o->arguments[i], err) < 0)
            return -1;
    if (o->files_from)
        return add_from(o->files_from, inputs, err);
    return o->argument_count ? 0 : wd_inputs_add(inputs, "-", err);
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In order of names: the report lists its inputs, and the order of arguments must not show. */
int wd_input_list(const struct wd_options *o, struct wd_inputs *inputs, struct wd_error *err)
{
    if (add_all(o, inputs, err) < 0)
        return -1;
    if (inputs->count > 0)
        qsort(inputs->paths, inputs->count, sizeof *inputs->paths, compare_paths);
    return 0;
}
