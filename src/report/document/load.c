/* A saved JSON report becomes a document again.
 *
 * The file is input like any other: only what writers could not survive is refused (no report of
 * ours, incidents or remedies that are no objects, a command whose text is not that of its argv, for
 * people copy the one and check the other). Members we do not know are kept. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "report/document/document.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/limits.h"
#include "whydenied/report/value.h"

static const unsigned bytes_max = WD_REPORT_BYTES_MAX;

struct source_file {
    int fd;
    size_t total;
    int failure;
    bool too_long;
};

static size_t read_some(void *buffer, size_t room, void *data)
{
    struct source_file *file = data;
    ssize_t n = 0;

    do
        n = read(file->fd, buffer, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        file->failure = errno;
        return (size_t)-1;
    }
    file->total += (size_t)n;
    if (file->total > bytes_max) {
        file->too_long = true;
        return (size_t)-1;
    }
    return (size_t)n;
}

static json_t *load_root(const char *path, struct wd_error *err)
{
    struct source_file file = {.fd = STDIN_FILENO};
    json_error_t why;
    json_t *root = NULL;

    if (strcmp(path, "-") != 0)
        file.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file.fd < 0) {
        wd_fail(err, "%s: cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    root = json_load_callback(read_some, &file, JSON_ALLOW_NUL, &why);
    if (file.failure)
        wd_fail(err, "%s: cannot be read: %s", path, strerror(file.failure));
    else if (file.too_long)
        wd_fail(err, "%s: longer than %u bytes", path, bytes_max);
    else if (!root)
        wd_fail(err, "%s:%d: not a saved report: %s", path, why.line, why.text);
    if (file.fd != STDIN_FILENO)
        close(file.fd);
    return root;
}

static int all_objects(const json_t *array, const char *what, const char *path,
                       struct wd_error *err)
{
    if (array && !json_is_array(array))
        return wd_fail(err, "%s: \"%s\" is no array", path, what);
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!json_is_object(json_array_get(array, i)))
            return wd_fail(err, "%s: \"%s\": element %zu is no object", path, what, i);
    return 0;
}

static int check_commands(const json_t *commands, const char *path, struct wd_error *err)
{
    int result = 0;

    for (size_t i = 0; i < json_array_size(commands) && result == 0; i++) {
        const json_t *command = json_array_get(commands, i);
        struct wd_str shell = wd_value_str(command, "shell");
        struct wd_buf expected;

        wd_buf_init(&expected, shell.len + 1);
        wd_value_shell(&expected, json_object_get(command, "argv"));
        if (expected.failed || !wd_str_eq(wd_buf_str(&expected), shell))
            result = wd_fail(err, "%s: a command's \"shell\" is not what its \"argv\" says", path);
        wd_buf_done(&expected);
    }
    return result;
}

static int check_root(const json_t *root, const char *path, struct wd_error *err)
{
    const json_t *remedies = json_object_get(root, "remedies");

    if (!wd_value_is(root, "schema", WD_DOCUMENT_SCHEMA))
        return wd_fail(err, "%s: not a saved report: \"schema\" is not \"%s\"", path,
                       WD_DOCUMENT_SCHEMA);
    if (!json_is_array(json_object_get(root, "incidents")))
        return wd_fail(err, "%s: not a saved report: no array \"incidents\"", path);
    if (all_objects(json_object_get(root, "incidents"), "incidents", path, err) != 0 ||
        all_objects(remedies, "remedies", path, err) != 0)
        return -1;
    for (size_t i = 0; i < json_array_size(remedies); i++) {
        const json_t *remedy = json_array_get(remedies, i);

        if (check_commands(json_object_get(remedy, "commands"), path, err) != 0 ||
            check_commands(json_object_get(remedy, "verify"), path, err) != 0)
            return -1;
    }
    return 0;
}

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

/* Where a member belongs: ours by name, others by where they stand, so that a report that somebody
 * sorted can be read and one of a later version keeps its order. */
static bool belongs_to_head(const char *name, bool before_remedies)
{
    static const char *const head[] = {"schema",   "complete",   "lang",   "totals", "span",
                                       "timeline", "breakdowns", "listed", "inputs", "inputs_rest", "notes"};
    static const char *const tail[] = {"unmatched", "suppressed", "rules"};

    if (is_one_of(name, head, sizeof head / sizeof *head))
        return true;
    return before_remedies && !is_one_of(name, tail, sizeof tail / sizeof *tail);
}

static int split(struct wd_document *document, const json_t *root)
{
    bool before = true;

    document->head = json_object();
    document->tail = json_object();
    if (!document->head || !document->tail)
        return -1;
    for (void *it = wd_value_iter(root); it; it = wd_value_iter_next(root, it)) {
        const char *name = json_object_iter_key(it);
        json_t *value = json_object_iter_value(it);
        json_t *to = belongs_to_head(name, before) ? document->head : document->tail;

        if (strcmp(name, "remedies") == 0)
            document->remedies = json_incref(value);
        else if (strcmp(name, "incidents") == 0)
            document->incidents = json_incref(value);
        else if (json_object_set(to, name, value) != 0)
            return -1;
        before = before && !document->remedies && !document->incidents;
    }
    document->count = json_array_size(document->incidents);
    return 0;
}

struct wd_document *wd_document_load(const char *path, struct wd_error *err)
{
    struct wd_document *document = NULL;
    json_t *root = load_root(path, err);

    if (!root || check_root(root, path, err) != 0)
        goto done;
    document = calloc(1, sizeof *document);
    if (!document || split(document, root) != 0) {
        wd_fail_memory(err);
        wd_document_free(document);
        document = NULL;
    }
done:
    json_decref(root);
    return document;
}
