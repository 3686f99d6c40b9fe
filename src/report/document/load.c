/* A saved JSON report becomes a document again.
 *
 * The file is input like any other: what this program cannot have written is refused (check.c), among it a
 * command whose text is not that of its argv, for people copy the one and check the other. Members we do
 * not know are kept. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "report/document/document.h"
#include "report/document/load.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/limits.h"
#include "whydenied/report/value.h"

static const unsigned bytes_max = WD_REPORT_BYTES_MAX;

struct source_file {
    FILE *file; /* somebody may have looked at its first byte */
    size_t total;
    int failure;
    bool too_long;
};

static size_t read_some(void *buffer, size_t room, void *data)
{
    struct source_file *file = data;
    size_t n = fread(buffer, 1, room, file->file);

    if (n == 0 && ferror(file->file)) {
        file->failure = errno;
        return (size_t)-1;
    }
    file->total += n;
    if (file->total > bytes_max) {
        file->too_long = true;
        return (size_t)-1;
    }
    return n;
}

/* What does not say that it is whole is not taken to be. */
static json_t *with_complete(json_t *root, struct wd_error *err)
{
    if (!json_is_object(root) || json_is_boolean(json_object_get(root, "complete")) ||
        json_object_set_new(root, "complete", json_false()) == 0)
        return root;
    json_decref(root);
    wd_fail_memory(err);
    return NULL;
}

static json_t *load_root(const char *path, struct wd_error *err)
{
    struct source_file file = {.file = stdin};
    json_error_t why;
    json_t *root = NULL;

    if (strcmp(path, "-") != 0) {
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        file.file = fd < 0 ? NULL : fdopen(fd, "r");
    }
    if (!file.file) {
        wd_fail(err, "%s: cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    root = json_load_callback(read_some, &file, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &why);
    if (file.failure)
        wd_fail(err, "%s: cannot be read: %s", path, strerror(file.failure));
    else if (file.too_long)
        wd_fail(err, "%s: longer than %u bytes", path, bytes_max);
    else if (!root)
        wd_fail(err, "%s:%d: not a saved report: %s", path, why.line, why.text);
    if (file.file != stdin)
        fclose(file.file);
    return with_complete(root, err);
}

/* Where a member belongs: ours by name, others by where they stand, so that a report that somebody
 * sorted can be read and one of a later version keeps its order. */
static bool belongs_to_head(const char *name, bool before_remedies)
{
    static const char *const head[] = {"schema", "complete",    "lang",       "totals",
                                       "span",   "timeline",    "breakdowns", "listed",
                                       "inputs", "inputs_rest", "notes"};
    static const char *const tail[] = {"unmatched", "suppressed", "rules"};

    if (WD_STR_IN(wd_str_of(name), head))
        return true;
    return before_remedies && !WD_STR_IN(wd_str_of(name), tail);
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

json_t *wd_document_load_root(const char *path, struct wd_error *err)
{
    json_t *root = load_root(path, err);

    if (!root || wd_document_check(root, path, err) == 0)
        return root;
    json_decref(root);
    return NULL;
}

struct wd_document *wd_document_of_root(const json_t *root, const char *name, struct wd_error *err)
{
    struct wd_document *document;

    if (wd_document_check(root, name, err) != 0)
        return NULL;
    document = calloc(1, sizeof *document);
    if (document && split(document, root) == 0)
        return document;
    wd_fail_memory(err);
    wd_document_free(document);
    return NULL;
}

struct wd_document *wd_document_load(const char *path, struct wd_error *err)
{
    json_t *root = load_root(path, err);
    struct wd_document *document = root ? wd_document_of_root(root, path, err) : NULL;

    json_decref(root);
    return document;
}
