/* Changes of several reports: two are one if they say the same, whatever their numbers were. */
#include <stdio.h>
#include <stdlib.h>

#include "report/document/merge.h"
#include "whydenied/base/json_value.h"
#include "whydenied/report/value.h"

/* What depends on the report that a change stands in. */
static const char *const of_report[] = {"id", "covers", "denials", "share"};

static json_t *bare(const json_t *remedy)
{
    json_t *copy = json_copy((json_t *)(uintptr_t)remedy);

    for (size_t i = 0; copy && i < sizeof of_report / sizeof *of_report; i++)
        json_object_del(copy, of_report[i]);
    return copy;
}

/* The place of the change in the list, where it is put if it is not there yet. */
static size_t place_of(json_t *all, const json_t *remedy, bool *failed)
{
    json_t *wanted = bare(remedy);
    size_t at = 0;

    while (wanted && at < json_array_size(all) && !json_equal(json_array_get(all, at), wanted))
        at++;
    *failed = *failed || !wanted;
    if (wanted && at == json_array_size(all) && json_array_append(all, wanted) != 0)
        *failed = true;
    json_decref(wanted);
    return at;
}

void wd_merge_remedies(json_t *into, const json_t *root, bool *failed)
{
    const json_t *remedies = json_object_get(root, "remedies"),
                 *incidents = json_object_get(root, "incidents");
    json_t *places = json_object();

    *failed = *failed || !places;
    for (size_t i = 0; i < json_array_size(remedies) && !*failed; i++) {
        const json_t *remedy = json_array_get(remedies, i);
        struct wd_str id = wd_value_str(remedy, "id");
        size_t place = place_of(into, remedy, failed);

        if (id.len &&
            json_object_setn_new(places, id.ptr, id.len, json_integer((json_int_t)place)) != 0)
            *failed = true;
    }
    for (size_t i = 0; i < json_array_size(incidents) && !*failed; i++) {
        json_t *incident = json_array_get(incidents, i), *own = json_array();
        const json_t *ids = json_object_get(incident, "remedies");

        for (size_t k = 0; k < json_array_size(ids); k++) {
            struct wd_str id = wd_value_item(ids, k);
            json_t *place = json_object_getn(places, id.ptr, id.len);
            *failed = *failed || (place && json_array_append(own, place) != 0);
        }
        wd_value_set(incident, "remedies", own, failed);
    }
    json_decref(places);
}

/* ---- numbers ---------------------------------------------------------------------------------------- */

struct numbered {
    json_t *remedy, *covers;
    uint64_t denials; /* each is counted once, at the first change that answers it */
    size_t place;
};

static int by_denials(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    if (x->denials != y->denials)
        return x->denials > y->denials ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void count_incident(struct numbered *rows, size_t count, const json_t *incident,
                           bool *failed)
{
    const json_t *places = json_object_get(incident, "remedies");

    for (size_t k = 0; k < json_array_size(places); k++) {
        size_t place = (size_t)json_integer_value(json_array_get(places, k));
        if (place >= count)
            continue;
        if (k == 0 && !json_is_true(json_object_get(incident, "lookalike")))
            rows[place].denials += wd_value_int(incident, "count");
        wd_value_append(rows[place].covers, wd_value_text(wd_value_str(incident, "fingerprint")),
                        failed);
    }
}

static void name_remedies(json_t *incident, json_t *const *ids, size_t count, bool *failed)
{
    const json_t *places = json_object_get(incident, "remedies");
    json_t *own = json_array();

    for (size_t k = 0; k < json_array_size(places); k++) {
        size_t place = (size_t)json_integer_value(json_array_get(places, k));
        if (place < count && ids[place])
            wd_value_append(own, json_incref(ids[place]), failed);
    }
    wd_value_set(incident, "remedies", own, failed);
}

static json_t *put_row(const struct numbered *row, const char *id, uint64_t denials, bool *failed)
{
    json_t *object = json_object();
    const uint64_t share = denials ? row->denials * 10000 / denials : 0; /* four places */

    wd_value_set(object, "id", json_string(id), failed);
    *failed = *failed || json_object_update(object, row->remedy) != 0;
    wd_value_set(object, "covers", json_incref(row->covers), failed);
    wd_value_set_count(object, "denials", row->denials, failed);
    wd_value_set(object, "share", json_real((double)share / 10000), failed);
    return object;
}

/* A change that no problem names any more (its report told the problem otherwise) is left out. */
json_t *wd_merge_number_remedies(json_t *all, json_t *incidents, uint64_t denials, bool *failed)
{
    size_t count = json_array_size(all), shown = 0;
    struct numbered *rows = calloc(count + 1, sizeof *rows);
    json_t **ids = calloc(count + 1, sizeof(json_t *));
    json_t *list = json_array();

    *failed = *failed || !list;
    if (!rows || !ids) {
        free(rows);
        free(ids);
        *failed = true;
        return list;
    }
    for (size_t i = 0; i < count && !*failed; i++)
        rows[i] = (struct numbered){json_array_get(all, i), json_array(), 0, i};
    for (size_t i = 0; i < json_array_size(incidents) && !*failed; i++)
        count_incident(rows, count, json_array_get(incidents, i), failed);
    if (!*failed)
        qsort(rows, count, sizeof *rows, by_denials);
    for (size_t i = 0; i < count && !*failed; i++) {
        char id[24];
        if (json_array_size(rows[i].covers) == 0)
            continue;
        snprintf(id, sizeof id, "R%zu", ++shown);
        ids[rows[i].place] = json_string(id);
        wd_value_append(list, put_row(&rows[i], id, denials, failed), failed);
    }
    for (size_t i = 0; i < json_array_size(incidents) && !*failed; i++)
        name_remedies(json_array_get(incidents, i), ids, count, failed);
    for (size_t i = 0; i < count; i++) {
        json_decref(rows[i].covers);
        json_decref(ids[i]);
    }
    free(rows);
    free(ids);
    return list;
}
