/* What merging does with one value: counts are added, spans widened, lists united. */
#include "report/document/merge.h"
#include "whydenied/base/json_value.h"
#include "whydenied/report/value.h"

void wd_merge_add(json_t *into, const json_t *from, const char *name, bool *failed)
{
    if (json_is_integer(json_object_get(from, name)))
        wd_value_set_count(into, name, wd_value_int(into, name) + wd_value_int(from, name), failed);
}

static void take_time(json_t *into, const json_t *from, const char *name, bool later, bool *failed)
{
    struct wd_str mine = wd_value_str(into, name), other = wd_value_str(from, name);

    if (other.len && (!mine.len || (wd_str_cmp(other, mine) > 0) == later))
        wd_value_set(into, name, wd_value_text(other), failed);
}

void wd_merge_span(json_t *into, const json_t *from, bool *failed)
{
    take_time(into, from, "first", false, failed);
    take_time(into, from, "last", true, failed);
}

bool wd_merge_holds(const json_t *array, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(array); i++)
        if (json_equal(json_array_get(array, i), value))
            return true;
    return false;
}

void wd_merge_union(json_t *into, const json_t *from, bool *failed)
{
    for (size_t i = 0; i < json_array_size(from) && !*failed; i++) {
        json_t *value = json_array_get(from, i);

        if (!wd_merge_holds(into, value) && json_array_append(into, value) != 0)
            *failed = true;
    }
}
