/* Whom and what a collapsed incident stands for: the heaviest by name, how many there are, and what was
 * not kept by name. */
#include <stdlib.h>

#include "report/document/document.h"
#include "report/words.h"
#include "whydenied/report/value.h"

#define LISTED_MAX  20u /* the heaviest; "members" of the state hold them all */
#define SAID_MAX    3u  /* in a sentence */
#define SAID_LENGTH 4096u

enum side { PRINCIPAL, RESOURCE, PERMISSION };

struct weight {
    const char *name;
    uint64_t count;
};

struct weights {
    struct weight *items;
    size_t count;
};

/* ---- adding up ----------------------------------------------------------------------------------- */

static const char *name_on(enum side side, const struct wd_group_member *member)
{
    return wd_name_text(side == PRINCIPAL  ? member->principal
                        : side == RESOURCE ? member->resource
                                           : member->denied);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct weight *)a)->name, ((const struct weight *)b)->name);
}

static int compare_weights(const void *a, const void *b)
{
    const struct weight *x = a, *y = b;

    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Members that share a name on this side count together. */
static int weigh(const struct wd_group_members *members, enum side side,
                 struct weights *ret_weights)
{
    struct weight *items = calloc(members->count + 1, sizeof *items);
    size_t count = 0, kept = 0;

    if (!items)
        return -1;
    for (size_t i = 0; i < members->count; i++)
        if (name_on(side, &members->items[i]))
            items[count++] =
                (struct weight){name_on(side, &members->items[i]), members->items[i].count};
    qsort(items, count, sizeof *items, compare_names);
    for (size_t i = 0; i < count; i++)
        if (kept > 0 && strcmp(items[kept - 1].name, items[i].name) == 0)
            items[kept - 1].count += items[i].count;
        else
            items[kept++] = items[i];
    qsort(items, kept, sizeof *items, compare_weights);
    *ret_weights = (struct weights){items, kept};
    return 0;
}

/* ---- saying it ----------------------------------------------------------------------------------- */

/* "94 principals, among them a (12×), b (3×), c (1×)" */
static json_t *make_sentence(const struct weights *weights, bool more, enum side side,
                             enum wd_lang lang)
{
    static const enum wd_word words[2][2] = {{WD_W_GROUP_WHO, WD_W_GROUP_WHO_MORE},
                                             {WD_W_GROUP_WHAT, WD_W_GROUP_WHAT_MORE}};
    struct wd_buf names, number, text;
    json_t *value = NULL;

    wd_buf_init(&names, SAID_LENGTH);
    wd_buf_init(&number, 64);
    wd_buf_init(&text, SAID_LENGTH);
    for (size_t i = 0; i < weights->count && i < SAID_MAX; i++) {
        wd_buf_printf(&names, "%s%s (", i ? ", " : "", weights->items[i].name);
        wd_value_put_number(&names, weights->items[i].count);
        wd_buf_putz(&names, "×)");
    }
    wd_value_put_number(&number, weights->count);
    if (weights->count == 1 && !more)
        wd_buf_putz(&text, weights->items[0].name);
    else
        wd_words_fill(&text, lang, words[side == RESOURCE][more],
                      (const struct wd_str[]){wd_buf_str(&number), wd_buf_str(&names)}, 2);
    if (!names.failed && !text.failed)
        value = wd_value_text(wd_buf_str(&text));
    wd_buf_done(&names);
    wd_buf_done(&number);
    wd_buf_done(&text);
    return value;
}

static json_t *weight_at(const void *of, size_t index)
{
    const struct weight *weight = &((const struct weights *)of)->items[index];
    const struct wd_member members[] = {
        {"name", wd_value_textz(weight->name)},
        {"count", wd_value_count(weight->count)},
    };

    return WD_VALUE_OBJECT(members);
}

static json_t *make_weights(const struct weights *weights)
{
    return wd_value_array(weights->count < LISTED_MAX ? weights->count : LISTED_MAX, weight_at,
                          weights);
}

static json_t *member_at(const void *of, size_t index)
{
    const struct wd_group_member *one = &((const struct wd_incident *)of)->members.items[index];
    const struct wd_member members[] = {
        {"fingerprint", wd_document_fingerprint(one->fingerprint)},
        {"principal", wd_value_textz(wd_name_text(one->principal))},
        {"resource", wd_value_textz(wd_name_text(one->resource))},
        {"permission", wd_value_textz(wd_name_text(one->denied))},
        {"count", wd_value_count(one->count)},
    };

    return WD_VALUE_OBJECT(members);
}

static uint64_t named(const struct wd_incident *incident)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < incident->members.count; i++)
        sum += incident->members.items[i].count;
    return sum;
}

static json_t *make_side(const struct wd_incident *incident, enum side side, bool many,
                         enum wd_lang lang)
{
    struct weights weights;
    struct wd_member members[4] = {{NULL, NULL}};
    json_t *value;

    if (!many || weigh(&incident->members, side, &weights) < 0)
        return many ? NULL : json_null();
    members[0] = (struct wd_member){
        "says", side == PERMISSION || weights.count == 0
                    ? json_null()
                    : make_sentence(&weights, incident->members.more, side, lang)};
    members[1] = (struct wd_member){"named", wd_value_count(weights.count)};
    members[2] = (struct wd_member){"heaviest", make_weights(&weights)};
    value = wd_value_object(members, 3);
    free(weights.items);
    return value;
}

json_t *wd_document_make_group(const struct wd_incident *incident, enum wd_lang lang)
{
    size_t count = incident->members.count;
    const struct wd_member members[] = {
        {"whole", json_boolean(!incident->members.more)},
        {"principals", make_side(incident, PRINCIPAL, incident->many_principals, lang)},
        {"resources", make_side(incident, RESOURCE, incident->many_resources, lang)},
        {"permissions", make_side(incident, PERMISSION, incident->many_permissions, lang)},
        {"members", wd_value_array(count < LISTED_MAX ? count : LISTED_MAX, member_at, incident)},
        {"members_named", wd_value_count(count)},
        {"denials_unnamed",
         wd_value_count(incident->count > named(incident) ? incident->count - named(incident) : 0)},
        {"problems_untold", wd_value_count(incident->untold)},
    };

    return WD_VALUE_OBJECT(members);
}
