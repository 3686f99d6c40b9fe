/* The projects that are the user's own: --own-project as given, and what --projects lists, ids and numbers. */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "app/app.h"

static int keep(struct wd_options *o, const char *name)
{
    const char **list;

    if (!name || !*name)
        return 0;
    list = realloc(o->own.list, (o->own.count + 1) * sizeof *list);
    if (!list)
        return -1;
    o->own.list = list;
    o->own.list[o->own.count] = strdup(name);
    return o->own.list[o->own.count++] ? 0 : -1;
}

static int keep_project(struct wd_options *o, const json_t *project)
{
    const json_t *number = json_object_get(project, "projectNumber");
    char digits[32];

    snprintf(digits, sizeof digits, "%lld", (long long)json_integer_value(number));
    if (keep(o, json_string_value(json_object_get(project, "projectId"))) < 0)
        return -1;
    return keep(o, json_is_integer(number) ? digits : json_string_value(number));
}

/* `gcloud projects list --format=json`: [{"projectId": "acme-prod", "projectNumber": "123456789012", …}] */
static int read_list(struct wd_options *o, const char *path)
{
    json_error_t why;
    json_t *list = json_load_file(path, JSON_REJECT_DUPLICATES, &why);
    int status = 0;

    if (!list && why.line < 0) /* it was not opened */
        return wd_say_and(-1, "--projects %s: %s", path, strerror(errno));
    if (!list)
        return wd_say_and(-1, "--projects %s: line %d: %s", path, why.line, why.text);
    if (!json_is_array(list)) {
        json_decref(list);
        return wd_say_and(-1,
                          "--projects %s: not a list of projects, as gcloud projects list "
                          "--format=json prints it",
                          path);
    }
    for (size_t i = 0; i < json_array_size(list) && status == 0; i++)
        status = keep_project(o, json_array_get(list, i));
    json_decref(list);
    return status < 0 ? wd_say_and(-1, "out of memory") : 0;
}

int wd_own_projects_load(struct wd_options *o)
{
    for (size_t i = 0; i < o->own_projects.count; i++)
        if (keep(o, o->own_projects.item[i]) < 0)
            return wd_say_and(-1, "out of memory");
    for (size_t i = 0; i < o->project_lists.count; i++)
        if (read_list(o, o->project_lists.item[i]) < 0)
            return -1;
    return 0;
}

void wd_own_projects_free(struct wd_options *o)
{
    for (size_t i = 0; i < o->own.count; i++)
        free((void *)(uintptr_t)o->own.list[i]);
    free(o->own.list);
    o->own.list = NULL;
    o->own.count = 0;
}
