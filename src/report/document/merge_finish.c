/* The end of merging: order, numbers and sums of the whole, and what is to be said of it. */
#include <stdlib.h>

#include "report/document/merge.h"
#include "report/words.h"
#include "whydenied/report/value.h"

static const char *const of_nights[] = {"night", "nights", "status"};

/* What one report says was missing may stand in another, and days are not named in all. */
static void drop_unseen(json_t *notes, enum wd_lang lang)
{
    struct wd_str phrase = wd_str_of(wd_word(lang, WD_W_UNSEEN));
    size_t blank = wd_str_find(phrase, WD_STR("{1}"));

    for (size_t i = json_array_size(notes); i > 0; i--)
        if (wd_str_starts(wd_value_item(notes, i - 1), wd_str_sub(phrase, 0, blank)))
            json_array_remove(notes, i - 1);
}

/* Inputs of one name and size in several reports were read several times, most likely. */
static uint64_t count_twice(const json_t *inputs)
{
    uint64_t count = 0;

    for (size_t i = 1; i < json_array_size(inputs); i++) {
        const json_t *a = json_array_get(inputs, i - 1), *b = json_array_get(inputs, i);
        count += wd_str_eq(wd_value_str(a, "name"), wd_value_str(b, "name")) &&
                 wd_value_int(a, "decoded_bytes") == wd_value_int(b, "decoded_bytes") &&
                 wd_value_int(a, "decoded_bytes") > 0;
    }
    return count;
}

static void add_note(json_t *notes, enum wd_lang lang, enum wd_word word, uint64_t n, bool *failed)
{
    struct wd_buf text;

    wd_buf_init(&text, 4096);
    wd_words_fill_numbers(&text, lang, word, &n, 1);
    wd_value_append(notes, text.failed ? NULL : wd_value_text(wd_buf_str(&text)), failed);
    wd_buf_done(&text);
}

static int by_name(const void *a, const void *b)
{
    const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
    int names = wd_str_cmp(wd_value_str(x, "name"), wd_value_str(y, "name"));

    if (names != 0)
        return names;
    return wd_value_int(x, "decoded_bytes") < wd_value_int(y, "decoded_bytes")   ? -1
           : wd_value_int(x, "decoded_bytes") > wd_value_int(y, "decoded_bytes") ? 1
                                                                                 : 0;
}

static uint64_t rank_of(const json_t *incident)
{
    static const char *const levels[] = {"low", "medium", "high"};
    size_t level = wd_str_place(wd_value_str(incident, "severity"), levels, 3);

    return json_is_true(json_object_get(incident, "lookalike")) ? 0
           : level == WD_NPOS                                   ? 1
                                                                : level + 1;
}

/* As in a report of one run: look-alikes last, then severity, count, fingerprint. */
static int by_weight(const void *a, const void *b)
{
    const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
    uint64_t m = wd_value_int(x, "count"), n = wd_value_int(y, "count");

    if (rank_of(x) != rank_of(y))
        return rank_of(x) > rank_of(y) ? -1 : 1;
    if (m != n)
        return m > n ? -1 : 1;
    return wd_str_cmp(wd_value_str(x, "fingerprint"), wd_value_str(y, "fingerprint"));
}

static int by_count(const void *a, const void *b)
{
    const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
    uint64_t m = wd_value_int(x, "count"), n = wd_value_int(y, "count");

    if (m != n)
        return m > n ? -1 : 1;
    return wd_str_cmp(wd_value_str(x, "fingerprint"), wd_value_str(y, "fingerprint"));
}

static void sort(json_t *array, int (*compare)(const void *a, const void *b), bool *failed)
{
    size_t count = json_array_size(array);
    json_t **items = calloc(count + 1, sizeof(json_t *));

    *failed = *failed || !items;
    for (size_t i = 0; items && i < count; i++)
        items[i] = json_incref(json_array_get(array, i));
    if (items && count > 1) {
        qsort(items, count, sizeof *items, compare);
        for (size_t i = 0; i < count; i++)
            json_array_set(array, i, items[i]);
    }
    for (size_t i = 0; items && i < count; i++)
        json_decref(items[i]);
    free(items);
}

void wd_merge_finish(json_t *root, json_t *remedies, size_t reports, bool *failed)
{
    json_t *incidents = json_object_get(root, "incidents");
    json_t *notes = json_object_get(root, "notes");
    enum wd_lang lang = wd_words_lang(root);
    uint64_t twice;

    for (size_t i = 0; i < sizeof of_nights / sizeof *of_nights; i++)
        json_object_del(root, of_nights[i]);
    sort(json_object_get(root, "inputs"), by_name, failed);
    sort(incidents, by_weight, failed);
    sort(json_object_get(root, "unmatched"), by_count, failed);
    wd_merge_count(root, failed);
    wd_value_set(
        root, "remedies",
        wd_merge_number_remedies(remedies, incidents, wd_value_sum(root, "denials"), failed),
        failed);
    drop_unseen(notes, lang);
    add_note(notes, lang, WD_W_N_MERGED, reports, failed);
    twice = count_twice(json_object_get(root, "inputs"));
    if (twice)
        add_note(notes, lang, WD_W_N_MERGED_TWICE, twice, failed);
}
