/* A refusal that is over: the same caller was allowed the same on the same resource, later than it was refused last. What
 * was granted meanwhile may stand in no log that is read; that the call went through does. */
#include "incident/table/table.h"

#include "whydenied/base/limits.h"
#include "whydenied/base/list.h"

static uint64_t key_of(struct wd_str who, struct wd_str permission, uint64_t resource)
{
    return wd_hash_join(wd_hash_join(wd_link_of("done", who), wd_hash(permission)), resource);
}

int wd_done_add(struct wd_done *done, uint64_t key, wd_time time, struct wd_error *err)
{
    size_t at = wd_list_place(done->items, done->count, sizeof *done->items, key);

    if (at < done->count && done->items[at].key == key) {
        if (time > done->items[at].time)
            done->items[at].time = time;
        return 0;
    }
    if (at >= WD_DONE_MAX)
        return 0;
    /* One more than it may hold: the last is pushed out behind the end. */
    if (!wd_list_grow(&done->items, done->count + 1, &done->capacity, sizeof *done->items))
        return wd_fail_memory(err);
    memmove(&done->items[at + 1], &done->items[at], (done->count - at) * sizeof done->items[0]);
    done->items[at] = (struct wd_done_fact){key, time};
    if (done->count < WD_DONE_MAX)
        done->count++;
    return 0;
}

int wd_done_see(struct wd_done *done, const struct wd_event *event, struct wd_error *err)
{
    struct wd_str who = wd_principal_normalise(
        event->slot[WD_SLOT_PRINCIPAL],
        wd_principal_kind_of(event->slot[WD_SLOT_PRINCIPAL], event->dialect));

    if (who.len == 0 || event->time == WD_TIME_NONE)
        return 0;
    for (size_t i = 0; i < event->permission_count; i++) {
        const struct wd_permission *p = &event->permissions[i];
        if (p->resource.len > 0 &&
            wd_done_add(done, key_of(who, p->name, wd_hash(p->resource)), event->time, err) < 0)
            return -1;
    }
    return 0;
}

/* WD_TIME_NONE: it was not allowed. */
static wd_time time_of(const struct wd_done *done, uint64_t key)
{
    size_t at = wd_list_place(done->items, done->count, sizeof *done->items, key);

    return at < done->count && done->items[at].key == key ? done->items[at].time : WD_TIME_NONE;
}

void wd_incident_find_done(const struct wd_table *table, struct wd_incident *incident)
{
    struct wd_str who = wd_principal_normalise(wd_str_of(incident->slot[WD_SLOT_PRINCIPAL]),
                                               incident->principal_kind);
    const struct wd_distinct *on = &incident->resources;
    wd_time last = WD_TIME_NONE;

    if (table->done.count == 0 || who.len == 0 || incident->last == WD_TIME_NONE || on->more ||
        incident->many_principals || incident->many_permissions)
        return;
    for (size_t i = 0; i < incident->permission_count; i++)
        for (unsigned k = 0; k < on->count; k++) {
            wd_time time = time_of(&table->done,
                                   key_of(who, wd_str_of(incident->permissions[i]), on->hashes[k]));
            if (time == WD_TIME_NONE || time <= incident->last)
                return;
            last = last == WD_TIME_NONE || time > last ? time : last;
        }
    incident->done_at = last;
    if (last != WD_TIME_NONE)
        incident->doubts = (unsigned short)((incident->doubts & ~(unsigned)WD_DOUBT_TRIED) |
                                            WD_DOUBT_ASIDE | WD_DOUBT_LATER);
}
