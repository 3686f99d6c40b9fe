/* Choosing among the document's remedies; shared by the formats. */
#include "remedy.h"

#include "value.h"

#define ENOUGH_PERCENT 90u

const json_t *wd_remedy_find(const json_t *head, struct wd_str id)
{
    const json_t *remedies = json_object_get(head, "remedies");
    unsigned long long n = 0;

    /* "R7" is the seventh, unless somebody edited the report. */
    if (id.len > 1 && wd_str_to_u64(wd_str_from(id, 1), &n) && n) {
        const json_t *remedy = json_array_get(remedies, (size_t)n - 1);

        if (wd_str_eq(wd_value_str(remedy, "id"), id))
            return remedy;
    }
    for (size_t i = 0; i < json_array_size(remedies); i++)
        if (wd_str_eq(wd_value_str(json_array_get(remedies, i), "id"), id))
            return json_array_get(remedies, i);
    return NULL;
}

bool wd_remedy_is_change(const json_t *remedy)
{
    return !wd_value_is(remedy, "kind", "none") && !wd_value_is(remedy, "kind", "wait") &&
           !wd_value_is(remedy, "kind", "investigate");
}

size_t wd_remedy_first(const json_t *head, size_t max, const json_t **ret_remedies,
                       uint64_t *ret_denials)
{
    const json_t *remedies = json_object_get(head, "remedies");
    uint64_t all = wd_value_int(json_object_get(head, "totals"), "denials");
    uint64_t sum = 0;
    size_t count = 0;

    for (size_t i = 0; i < json_array_size(remedies) && count < max; i++) {
        const json_t *remedy = json_array_get(remedies, i);
        uint64_t denials = wd_value_int(remedy, "denials");

        if (!denials || !wd_remedy_is_change(remedy))
            continue;
        ret_remedies[count++] = remedy;
        sum += denials;
        if (wd_value_percent(sum, all) >= ENOUGH_PERCENT)
            break;
    }
    *ret_denials = sum;
    return count;
}

static void add_new(json_t *links, const json_t *addresses)
{
    for (size_t i = 0; i < json_array_size(addresses); i++) {
        struct wd_str address = wd_value_item(addresses, i);
        bool known = !address.len;

        for (size_t k = 0; k < json_array_size(links) && !known; k++)
            known = wd_str_eq(wd_value_item(links, k), address);
        if (!known)
            json_array_append(links, json_array_get(addresses, i));
    }
}

json_t *wd_remedy_links(const json_t *head, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");
    json_t *links = json_array();

    if (!links)
        return NULL;
    for (size_t i = 0; i < json_array_size(ids); i++)
        add_new(links, json_object_get(wd_remedy_find(head, wd_value_item(ids, i)), "references"));
    add_new(links, json_object_get(incident, "references"));
    return links;
}
