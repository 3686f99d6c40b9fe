/* Saved reports, merged: one document of what several say.
 *
 * Reports are put in the order of their own bytes first, so that the order in which they are given cannot show. Counts,
 * spans, histograms and breakdowns are exact as long as no denial stands in two of the reports: which do is no longer to
 * be told, and neither is how many different resources two reports have in common. The result says so. */
#include "report/document/merge.h"

#include <stdlib.h>

#include "report/document/document.h"
#include "report/document/load.h"
#include "whydenied/base/json_value.h"
#include "whydenied/history/ignore.h"
#include "whydenied/report/value.h"

/* ---- small steps --------------------------------------------------------------------------------- */

/* Every number of an object, and those of objects in it. */
static void add_all(json_t *into, const json_t *from, bool *failed)
{
    for (void *it = wd_value_iter(from); it; it = wd_value_iter_next(from, it)) {
        const char *name = json_object_iter_key(it);
        const json_t *value = json_object_iter_value(it);

        if (json_is_integer(value))
            wd_merge_add(into, from, name, failed);
        else if (json_is_object(value) && json_is_object(json_object_get(into, name)))
            add_all(json_object_get(into, name), value, failed);
    }
}

/* ---- lists by name ------------------------------------------------------------------------------- */

static void merge_list(json_t *into, const json_t *from, json_t *index,
                       void (*merge)(json_t *into, const json_t *from, bool *failed), bool *failed)
{
    for (size_t i = 0; i < json_array_size(from) && !*failed; i++) {
        json_t *item = json_array_get(from, i);
        struct wd_str name = wd_value_str(item, "fingerprint");
        json_t *known = name.len ? json_object_getn(index, name.ptr, name.len) : NULL;

        if (known) {
            merge(known, item, failed);
        } else if (json_array_append(into, item) != 0 ||
                   (name.len && json_object_setn(index, name.ptr, name.len, item) != 0)) {
            *failed = true;
        }
    }
}

/* Suppressions are told apart by what was written in their file. */
static bool same_suppression(const json_t *a, const json_t *b)
{
    for (size_t i = 0; i < WD_IGNORE_KEYS; i++)
        if (!wd_str_eq(wd_value_str(a, wd_ignore_keys[i]), wd_value_str(b, wd_ignore_keys[i])))
            return false;
    return true;
}

static void merge_suppressed(json_t *into, const json_t *from, bool *failed)
{
    for (size_t i = 0; i < json_array_size(from) && !*failed; i++) {
        json_t *item = json_array_get(from, i), *known = NULL;

        for (size_t k = 0; k < json_array_size(into) && !known; k++)
            if (same_suppression(json_array_get(into, k), item))
                known = json_array_get(into, k);
        if (!known) {
            *failed = json_array_append(into, item) != 0;
            continue;
        }
        add_all(known, item, failed);
        if (wd_value_is(item, "state", "active"))
            wd_value_set(known, "state", json_string("active"), failed);
    }
}

/* ---- heads ----------------------------------------------------------------------------------------- */

static void merge_coverage(json_t *into, const json_t *from, bool *failed)
{
    json_t *absent = json_object_get(into, "absent");

    add_all(json_object_get(into, "logs"), json_object_get(from, "logs"), failed);
    wd_merge_union(json_object_get(into, "services"), json_object_get(from, "services"), failed);
    for (size_t i = json_array_size(absent); i > 0; i--)
        if (!wd_merge_holds(json_object_get(from, "absent"), json_array_get(absent, i - 1)))
            json_array_remove(absent, i - 1);
    if (json_is_true(json_object_get(from, "more_services")))
        wd_value_set(into, "more_services", json_true(), failed);
}

static void merge_root(json_t *into, const json_t *from, json_t *incidents, json_t *unmatched,
                       bool *failed)
{
    add_all(json_object_get(into, "totals"), json_object_get(from, "totals"), failed);
    wd_merge_span(json_object_get(into, "span"), json_object_get(from, "span"), failed);
    if (json_is_false(json_object_get(from, "complete")))
        wd_value_set(into, "complete", json_false(), failed);
    wd_value_set(into, "timeline",
                 wd_merge_timelines(json_object_get(into, "timeline"),
                                    json_object_get(from, "timeline"), failed),
                 failed);
    if (json_object_get(from, "inputs_rest") && !json_object_get(into, "inputs_rest"))
        wd_value_set(into, "inputs_rest", json_deep_copy(json_object_get(from, "inputs_rest")),
                     failed);
    else
        add_all(json_object_get(into, "inputs_rest"), json_object_get(from, "inputs_rest"), failed);
    *failed = *failed || json_array_extend(json_object_get(into, "inputs"),
                                           json_object_get(from, "inputs")) != 0;
    merge_coverage(json_object_get(into, "coverage"), json_object_get(from, "coverage"), failed);
    wd_merge_union(json_object_get(into, "notes"), json_object_get(from, "notes"), failed);
    wd_merge_add(json_object_get(into, "listed"), json_object_get(from, "listed"), "hidden",
                 failed);
    merge_list(json_object_get(into, "incidents"), json_object_get(from, "incidents"), incidents,
               wd_merge_incident, failed);
    merge_list(json_object_get(into, "unmatched"), json_object_get(from, "unmatched"), unmatched,
               wd_merge_unmatched, failed);
    merge_suppressed(json_object_get(into, "suppressed"), json_object_get(from, "suppressed"),
                     failed);
}

/* ---- the whole ------------------------------------------------------------------------------------- */

struct report {
    const char *path;
    json_t *root;
    char *text; /* its members in the order of their names: what decides its place */
};

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct report *)a)->text, ((const struct report *)b)->text);
}

static int check_together(const struct report *reports, size_t count, struct wd_error *err)
{
    for (size_t i = 1; i < count; i++) {
        struct wd_str a = wd_value_str(reports[i - 1].root, "lang"),
                      b = wd_value_str(reports[i].root, "lang");

        if (strcmp(reports[i - 1].text, reports[i].text) == 0)
            return wd_fail(err, "%s and %s are the same report", reports[i - 1].path,
                           reports[i].path);
        if (!wd_str_eq(a, b))
            return wd_fail(err, "%s and %s are in two languages; make them in one to merge them",
                           reports[i - 1].path, reports[i].path);
    }
    return 0;
}

/* An earlier version may lack a part; an empty one is then added to. */
static void complete_root(json_t *root, bool *failed)
{
    static const char *const objects[] = {"totals", "span", "listed"};
    static const char *const arrays[] = {"inputs", "notes", "remedies", "unmatched", "suppressed"};

    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++)
        if (!json_is_object(json_object_get(root, objects[i])))
            wd_value_set(root, objects[i], json_object(), failed);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (!json_is_array(json_object_get(root, arrays[i])))
            wd_value_set(root, arrays[i], json_array(), failed);
}

static json_t *merge_all(struct report *reports, size_t count, struct wd_error *err)
{
    json_t *root = json_object(), *incidents = json_object(), *unmatched = json_object(),
           *remedies = json_array();
    bool failed = !root || !incidents || !unmatched || !remedies;

    for (size_t i = 0; i < count && !failed; i++) {
        json_t *one = reports[i].root;
        complete_root(one, &failed);
        wd_merge_remedies(remedies, one, &failed);
        if (i == 0) {
            failed = failed || json_object_update(root, one) != 0;
            wd_value_set(root, "incidents", json_array(), &failed);
            wd_value_set(root, "unmatched", json_array(), &failed);
            merge_list(json_object_get(root, "incidents"), json_object_get(one, "incidents"),
                       incidents, wd_merge_incident, &failed);
            merge_list(json_object_get(root, "unmatched"), json_object_get(one, "unmatched"),
                       unmatched, wd_merge_unmatched, &failed);
        } else {
            merge_root(root, one, incidents, unmatched, &failed);
        }
    }
    if (!failed)
        wd_merge_finish(root, remedies, count, &failed);
    json_decref(incidents);
    json_decref(unmatched);
    json_decref(remedies);
    if (failed) {
        wd_fail_memory(err);
        json_decref(root);
        return NULL;
    }
    return root;
}

struct wd_document *wd_document_load_all(const char *const *paths, size_t count,
                                         struct wd_error *err)
{
    struct report *reports = calloc(count + 1, sizeof *reports);
    struct wd_document *document = NULL;
    json_t *root = NULL;
    bool loaded = reports != NULL;

    if (!loaded)
        wd_fail_memory(err);
    for (size_t i = 0; i < count && loaded; i++) {
        reports[i].path = paths[i];
        reports[i].root = wd_document_load_root(paths[i], err);
        loaded = reports[i].root != NULL;
        if (loaded && !(reports[i].text = wd_json_dump(reports[i].root, JSON_SORT_KEYS))) {
            wd_fail_memory(err);
            loaded = false;
        }
    }
    if (loaded) {
        qsort(reports, count, sizeof *reports, by_text);
        loaded = check_together(reports, count, err) == 0;
    }
    if (loaded)
        root = merge_all(reports, count, err);
    if (root)
        document = wd_document_of_root(root, "the merged report", err);
    json_decref(root);
    for (size_t i = 0; reports && i < count; i++) {
        json_decref(reports[i].root);
        free(reports[i].text);
    }
    free(reports);
    return document;
}
