/* One event as an incident sees it: its hash, its links, what it shares with others. */
#include "incident/table/table.h"

static uint64_t join_text(uint64_t hash, struct wd_str s)
{
    return wd_hash_join(hash, wd_hash(s));
}

static struct wd_says says_of(const struct wd_event *event, struct wd_str text)
{
    struct wd_says says = {0};

    says.hash = join_text(wd_event_says(event, &says.filled), text);
    return says;
}

/* The hash is over everything the event says: two records are the same if theirs are. */
struct wd_fact_rank wd_rank_of(const struct wd_event *event, const struct wd_says *says)
{
    struct wd_fact_rank rank = {
        .filled = says->filled,
        .time = event->time,
        .hash = wd_hash_join(says->hash, wd_hash_join((uint64_t)event->time, event->dedup))};

    rank.hash = wd_event_says_varying(event, rank.hash, &rank.filled);
    return rank;
}

bool wd_outranks(const struct wd_fact_rank *a, const struct wd_fact_rank *b)
{
    if (a->filled != b->filled)
        return a->filled > b->filled;
    if (a->time != b->time)
        return a->time < b->time;
    return a->hash < b->hash;
}

/* The line a reader should see: what matched, else the most telling text, else what was called. */
static struct wd_str sample_text(const struct wd_event *event, const struct wd_hit *hit)
{
    if (hit && hit->text.len)
        return hit->text;
    if (event->text_count && event->texts[0].s.len)
        return event->texts[0].s;
    if (event->slot[WD_SLOT_METHOD].len)
        return event->slot[WD_SLOT_METHOD];
    return event->slot[WD_SLOT_PERMISSION];
}

uint64_t wd_link_of(const char *kind, struct wd_str value)
{
    return wd_hash_join(wd_hash(wd_str_of(kind)), wd_hash(value));
}

void wd_links_add(uint64_t links[WD_LINKS_MAX], unsigned *count, uint64_t hash)
{
    unsigned at = 0;

    while (at < *count && links[at] < hash)
        at++;
    if (at == WD_LINKS_MAX || (at < *count && links[at] == hash))
        return;
    if (*count < WD_LINKS_MAX)
        (*count)++;
    memmove(&links[at + 1], &links[at], (*count - 1 - at) * sizeof links[0]);
    links[at] = hash;
}

void wd_links_add_build(uint64_t links[WD_LINKS_MAX], unsigned *count, const struct wd_event *event)
{
    if (event->slot[WD_SLOT_BUILD].len)
        wd_links_add(links, count, wd_link_of("build", event->slot[WD_SLOT_BUILD]));
}

static void collect_links(struct wd_sighting *sighting)
{
    static const struct {
        const char *kind;
        enum wd_slot slot;
    } sources[] = {{"unique_id", WD_SLOT_UNIQUE_ID}, {"run", WD_SLOT_RUN}};
    const struct wd_event *event = sighting->event;

    wd_links_add_build(sighting->links, &sighting->link_count, event);
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        if (event->slot[sources[i].slot].len)
            wd_links_add(sighting->links, &sighting->link_count,
                         wd_link_of(sources[i].kind, event->slot[sources[i].slot]));
    if (event->slot[WD_SLOT_URL].len)
        wd_links_add(sighting->links, &sighting->link_count,
                     wd_link_of("url", wd_url_key(event->slot[WD_SLOT_URL])));
}

static uint64_t uniform(uint64_t hash)
{
    return hash == WD_UNIFORM_NONE || hash == WD_UNIFORM_MIXED ? 1 : hash;
}

static uint64_t hash_permissions(const struct wd_event *event)
{
    uint64_t sum = event->permission_count;

    for (size_t i = 0; i < event->permission_count; i++)
        sum += wd_hash(event->permissions[i].name); /* in any order */
    return sum;
}

void wd_sighting_make(struct wd_sighting *sighting, const struct wd_event *event,
                      const struct wd_hit *hit, const struct wd_where *where)
{
    memset(sighting, 0, sizeof *sighting);
    sighting->event = event;
    sighting->hit = hit;
    sighting->where = where;
    sighting->text = sample_text(event, hit);
    sighting->says = says_of(event, sighting->text);
    sighting->rank = wd_rank_of(event, &sighting->says);
    wd_sighting_relate(sighting);
}

void wd_sighting_relate(struct wd_sighting *sighting)
{
    const struct wd_event *event = sighting->event;

    sighting->same[WD_SAME_PRINCIPAL] = uniform(
        wd_hash(wd_principal_normalise(event->slot[WD_SLOT_PRINCIPAL], event->principal_kind)));
    sighting->same[WD_SAME_RESOURCE] = uniform(wd_hash(wd_resource_key(event)));
    sighting->same[WD_SAME_PERMISSIONS] = uniform(hash_permissions(event));
    sighting->same[WD_SAME_PROJECT] = uniform(wd_hash(event->slot[WD_SLOT_PROJECT]));
    sighting->same[WD_SAME_DECIDING] = uniform(wd_deciding_hash(event));
    sighting->same[WD_SAME_ACCOUNT] = event->slot[WD_SLOT_ACCOUNT].len > 0
                                          ? uniform(wd_hash(event->slot[WD_SLOT_ACCOUNT]))
                                          : WD_UNIFORM_NONE;
    sighting->resource = wd_hash(event->slot[WD_SLOT_RESOURCE].len ? event->slot[WD_SLOT_RESOURCE]
                                                                   : wd_resource_key(event));
    collect_links(sighting);
}
