/* Seeing kinds of logs, services and days, in a few comparisons a record: most are of the day of the one before. Sets
 * keep what has the smallest hash (services) or is latest (days), so that order never shows. */
#include <string.h>

#include "incident/table/table.h"
#include "whydenied/base/char.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"
#include "whydenied/names/alias.h"

void wd_coverage_init(struct wd_coverage *coverage)
{
    memset(coverage, 0, sizeof *coverage);
    coverage->newest = WD_DAY_NONE;
    coverage->day_start = WD_TIME_NONE;
}

/* ---- days ---------------------------------------------------------------------------------------- */

int32_t wd_coverage_day_of(wd_time t)
{
    return (int32_t)(t >= 0 ? t / WD_DAY : (t + 1) / WD_DAY - 1);
}

static unsigned place(int32_t day)
{
    return (unsigned)day % WD_COVERAGE_DAYS; /* a power of two: below zero it goes on */
}

bool wd_coverage_has_day(const struct wd_coverage *coverage, int32_t day)
{
    return coverage->newest != WD_DAY_NONE && day <= coverage->newest &&
           (int64_t)coverage->newest - day < (int64_t)WD_COVERAGE_DAYS &&
           (coverage->days[place(day) / 64] >> place(day) % 64 & 1) != 0;
}

void wd_coverage_see_day(struct wd_coverage *coverage, int32_t day)
{
    if (coverage->newest == WD_DAY_NONE ||
        (int64_t)day - coverage->newest >= (int64_t)WD_COVERAGE_DAYS) {
        memset(coverage->days, 0, sizeof coverage->days);
        coverage->newest = day;
    }
    while (coverage->newest < day) {
        coverage->newest++;
        coverage->days[place(coverage->newest) / 64] &= ~(1ull << place(coverage->newest) % 64);
    }
    if ((int64_t)coverage->newest - day < (int64_t)WD_COVERAGE_DAYS)
        coverage->days[place(day) / 64] |= 1ull << place(day) % 64;
}

/* ---- services ------------------------------------------------------------------------------------ */

static bool is_host(struct wd_str name)
{
    if (name.len == 0 || name.len >= WD_COVERAGE_NAME)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!wd_is_word(name.ptr[i]) && name.ptr[i] != '.' && name.ptr[i] != '-')
            return false;
    return true;
}

/* Where the hash stands, or would. */
static size_t place_of(const struct wd_coverage *coverage, uint64_t hash)
{
    return wd_list_place(coverage->hashes, coverage->service_count, sizeof hash, hash);
}

static void keep_service(struct wd_coverage *coverage, uint64_t hash, struct wd_str name)
{
    size_t at = place_of(coverage, hash);

    if (at < coverage->service_count && coverage->hashes[at] == hash)
        return;
    if (coverage->service_count == WD_COVERAGE_SERVICES)
        coverage->more_services = true;
    else
        coverage->service_count++;
    if (at == WD_COVERAGE_SERVICES)
        return;
    memmove(coverage->hashes + at + 1, coverage->hashes + at,
            (coverage->service_count - at - 1) * sizeof *coverage->hashes);
    memmove(coverage->services + at + 1, coverage->services + at,
            (coverage->service_count - at - 1) * sizeof *coverage->services);
    coverage->hashes[at] = hash;
    memset(coverage->services[at], 0, WD_COVERAGE_NAME);
    wd_str_copy(coverage->services[at], name);
}

void wd_coverage_see_service(struct wd_coverage *coverage, struct wd_str name)
{
    uint64_t hash = wd_hash(name);
    size_t at = place_of(coverage, hash);

    if ((at == coverage->service_count || coverage->hashes[at] != hash) && is_host(name))
        keep_service(coverage, hash, name);
}

/* ---- all of it ----------------------------------------------------------------------------------- */

void wd_coverage_merge(struct wd_coverage *into, const struct wd_coverage *from)
{
    for (size_t i = 0; i < WD_LOG_COUNT; i++)
        into->logs[i] += from->logs[i];
    for (int32_t i = 0; from->newest != WD_DAY_NONE && i < (int32_t)WD_COVERAGE_DAYS; i++)
        if (wd_coverage_has_day(from, from->newest - i))
            wd_coverage_see_day(into, from->newest - i);
    into->more_services = into->more_services || from->more_services;
    into->unsure = into->unsure || from->unsure;
    for (unsigned i = 0; i < from->service_count; i++)
        keep_service(into, from->hashes[i], wd_str_of(from->services[i]));
}

void wd_table_see(struct wd_table *table, const struct wd_event *event)
{
    struct wd_coverage *coverage = &table->coverage;
    struct wd_str service = event->slot[WD_SLOT_SERVICE];

    coverage->logs[event->log_kind]++;
    if (event->time != WD_TIME_NONE &&
        (event->time < coverage->day_start || event->time >= coverage->day_start + WD_DAY)) {
        int32_t day = wd_coverage_day_of(event->time);
        coverage->day_start = day * WD_DAY;
        wd_coverage_see_day(coverage, day);
    }
    if (service.len > 0)
        wd_coverage_see_service(coverage, service);
}

void wd_table_count_quiet(struct wd_table *table, uint64_t n)
{
    table->totals.events += n;
    table->totals.other += n;
    table->coverage.logs[WD_LOG_TEXT] += n;
}

const struct wd_coverage *wd_table_coverage(const struct wd_table *table)
{
    return &table->coverage;
}

void wd_coverage_drop_names(struct wd_coverage *coverage)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < coverage->service_count; i++) {
        if (!wd_alias_keeps(wd_str_of(coverage->services[i])))
            continue;
        memmove(coverage->services[kept], coverage->services[i], WD_COVERAGE_NAME);
        coverage->hashes[kept++] = coverage->hashes[i];
    }
    coverage->service_count = kept;
}

unsigned wd_coverage_present(const struct wd_coverage *coverage)
{
    unsigned present = 0;

    for (unsigned i = 0; i < WD_LOG_COUNT; i++)
        present |= coverage->logs[i] ? 1u << i : 0;
    return present;
}
