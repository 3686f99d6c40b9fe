/* What is written of a night beside its state: rows that people and reports can query; and what is
 * forgotten again. */
#include <stdio.h>
#include <stdlib.h>

#include "history/sql.h"

/* ---- the rows of a night ------------------------------------------------------------------------- */

static int put_incident(struct wd_history *history, wd_night night,
                        const struct wd_incident *incident, struct wd_error *err)
{
    bool timed = incident->first != WD_TIME_NONE;

    static const char with_times[] =
        "INSERT INTO incident VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)";
    static const char without[] =
        "INSERT INTO incident VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,NULL,NULL)";

    if (wd_sql_run(history, err, timed ? with_times : without,
                   timed ? "fissssssuuii" : "fissssssuu", incident->fingerprint, (int64_t)night,
                   incident->rule->id, wd_cause_name(incident->cause),
                   wd_level_name(incident->severity), incident->slot[WD_SLOT_PRINCIPAL],
                   incident->permission_count ? incident->permissions[0] : NULL,
                   incident->object_name, incident->count, incident->raw_count, incident->first,
                   incident->last) < 0)
        return -1;
    return wd_sql_run(history, err,
                      "INSERT INTO known VALUES(?1, NULL, NULL, NULL, 0) ON CONFLICT DO NOTHING",
                      "f", incident->fingerprint);
}

/* So that nights before and after a collapse can be compared. */
static int put_members(struct wd_history *history, wd_night night,
                       const struct wd_incident *incident, struct wd_error *err)
{
    const struct wd_group_members *members = &incident->members;

    for (size_t i = 0; i < members->count; i++)
        if (wd_sql_run(history, err, "INSERT INTO member VALUES(?1,?2,?3,?4)", "fifu",
                       incident->fingerprint, (int64_t)night, members->items[i].fingerprint,
                       members->items[i].count) < 0)
            return -1;
    if (!members->more)
        return 0;
    return wd_sql_run(history, err, "INSERT INTO member VALUES(?1,?2,'',0)", "fi",
                      incident->fingerprint, (int64_t)night);
}

/* A night to which nothing contributes any more is gone. */
static int put_sums(struct wd_history *history, wd_night night, const struct wd_totals *totals,
                    struct wd_error *err)
{
    int64_t left;

    if (wd_sql_run(history, err, "DELETE FROM night WHERE night = ?1", "i", (int64_t)night) < 0 ||
        wd_sql_number(history, err, 0, &left, "SELECT 1 FROM contribution WHERE night = ?1 LIMIT 1",
                      "i", (int64_t)night) < 0)
        return -1;
    if (!left)
        return wd_sql_run(history, err, "DELETE FROM night_state WHERE night = ?1", "i",
                          (int64_t)night);
    return wd_sql_run(history, err, "INSERT INTO night VALUES(?1,?2,?3,?4,?5,?6,?7)", "iuuuuuu",
                      (int64_t)night, totals->records, totals->denials, totals->matched,
                      totals->unmatched, totals->lookalikes, totals->duplicates);
}

int wd_history_put_night(struct wd_history *history, wd_night night,
                         const struct wd_table *finished, struct wd_error *err)
{
    if (wd_sql_run(history, err, "DELETE FROM incident WHERE night = ?1", "i", (int64_t)night) <
            0 ||
        wd_sql_run(history, err, "DELETE FROM member WHERE night = ?1", "i", (int64_t)night) < 0 ||
        wd_sql_run(history, err, "DELETE FROM remedy WHERE night = ?1", "i", (int64_t)night) < 0)
        return -1;
    for (size_t i = 0; i < wd_table_count(finished); i++)
        if (put_incident(history, night, wd_table_at(finished, i), err) < 0 ||
            put_members(history, night, wd_table_at(finished, i), err) < 0)
            return -1;
    return put_sums(history, night, wd_table_totals(finished), err);
}

static char *join_fingerprints(const uint64_t *fingerprints, size_t count)
{
    char *text = malloc(17 * count + 1);

    if (!text)
        return NULL;
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        snprintf(text + 17 * i, 18, "%016llx%s", (unsigned long long)fingerprints[i],
                 i + 1 < count ? " " : "");
    return text;
}

int wd_history_put_remedy(struct wd_history *history, wd_night night,
                          const struct wd_history_remedy *r, struct wd_error *err)
{
    char *covers = join_fingerprints(r->covers, r->cover_count);
    int status;

    if (!covers)
        return wd_fail_memory(err);
    status = wd_sql_run(history, err, "INSERT INTO remedy VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)",
                        "issssssus", (int64_t)night, r->id, r->kind, r->summary, r->member, r->role,
                        r->resource, r->denials, covers);
    free(covers);
    return status;
}

int wd_history_put_run(struct wd_history *history, wd_night night, wd_time at, uint64_t inputs,
                       struct wd_error *err)
{
    if (!history->changed)
        return 0;
    if (wd_sql_run(history, err,
                   "DELETE FROM known WHERE old_nights = 0"
                   " AND fingerprint NOT IN (SELECT fingerprint FROM incident)",
                   "") < 0)
        return -1;
    return wd_sql_run(history, err,
                      "INSERT INTO run(at, night, inputs, printed) VALUES(?1, ?2, ?3, 0)", "iiu",
                      at, (int64_t)night, inputs);
}

int wd_history_mark_printed(struct wd_history *history, wd_night night, const uint64_t *news,
                            size_t news_count, struct wd_error *err)
{
    for (size_t i = 0; i < news_count; i++)
        if (wd_sql_run(history, err, "UPDATE known SET news_shown = ?2 WHERE fingerprint = ?1",
                       "fi", news[i], (int64_t)night) < 0)
            return -1;
    if (wd_sql_run(history, err,
                   "UPDATE known SET first_shown = ?1 WHERE first_shown IS NULL AND fingerprint IN"
                   " (SELECT fingerprint FROM incident WHERE night <= ?1)",
                   "i", (int64_t)night) < 0)
        return -1;
    return wd_sql_run(history, err, "UPDATE run SET printed = 1 WHERE printed = 0", "");
}

int wd_history_last_seen(struct wd_history *history, uint64_t fingerprint, wd_night *ret_night,
                         struct wd_error *err)
{
    int64_t night;

    if (wd_sql_number(history, err, WD_NIGHT_NONE, &night,
                      "SELECT max(night) FROM incident WHERE fingerprint = ?1", "f",
                      fingerprint) < 0)
        return -1;
    *ret_night = (wd_night)night;
    return 0;
}

int wd_history_last_read(struct wd_history *history, wd_time *ret_time, struct wd_error *err)
{
    int64_t at;

    if (wd_sql_number(history, err, WD_TIME_NONE, &at, "SELECT max(at) FROM run", "") < 0)
        return -1;
    *ret_time = at;
    return 0;
}

/* ---- what was told ------------------------------------------------------------------------------ */

int wd_history_was_told(struct wd_history *history, const char *what, bool *ret_told,
                        struct wd_error *err)
{
    int64_t found;

    if (wd_sql_number(history, err, 0, &found, "SELECT 1 FROM told WHERE what = ?1", "s", what) < 0)
        return -1;
    *ret_told = found != 0;
    return 0;
}

int wd_history_mark_told(struct wd_history *history, const char *const *what, size_t count,
                         wd_night night, struct wd_error *err)
{
    if (wd_sql_run(history, err, "UPDATE told SET night = -1", "") < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (wd_sql_run(history, err,
                       "INSERT INTO told VALUES(?1, ?2) ON CONFLICT(what) DO UPDATE SET night = ?2",
                       "si", what[i], (int64_t)night) < 0)
            return -1;
    return wd_sql_run(history, err, "DELETE FROM told WHERE night = -1", "");
}

/* ---- old nights -------------------------------------------------------------------------------- */

static int has_old(struct wd_history *history, wd_night oldest, int64_t *ret_old,
                   struct wd_error *err)
{
    return wd_sql_number(history, err, 0, ret_old,
                         "SELECT EXISTS(SELECT 1 FROM night WHERE night < ?1)"
                         " OR EXISTS(SELECT 1 FROM contribution WHERE night < ?1)",
                         "i", (int64_t)oldest);
}

/* What an incident owes to nights that go stays in `known`: when it was first seen, and how often. Inputs
 * stay as long as their file is at its place, so that an old file is not read again. */
int wd_history_forget(struct wd_history *history, wd_night oldest, struct wd_error *err)
{
    static const char *const steps[] = {
        "UPDATE known SET"
        " old_first = min(ifnull(old_first, 2147483647),"
        "  (SELECT min(night) FROM incident i WHERE i.fingerprint = known.fingerprint)),"
        " old_nights = old_nights +"
        "  (SELECT count(*) FROM incident i WHERE i.fingerprint = known.fingerprint AND i.night < "
        "?1)"
        " WHERE fingerprint IN (SELECT fingerprint FROM incident WHERE night < ?1)",
        "DELETE FROM incident WHERE night < ?1",
        "DELETE FROM member WHERE night < ?1",
        "DELETE FROM known WHERE fingerprint NOT IN (SELECT fingerprint FROM incident)",
        "DELETE FROM night_state WHERE night < ?1",
        "DELETE FROM night WHERE night < ?1",
        "DELETE FROM remedy WHERE night < ?1",
        "DELETE FROM contribution WHERE night < ?1",
    };
    int64_t old;

    if (has_old(history, oldest, &old, err) < 0)
        return -1;
    for (size_t i = 0; old && i < sizeof steps / sizeof *steps; i++)
        if (wd_sql_run(history, err, steps[i], strchr(steps[i], '?') ? "i" : "", (int64_t)oldest) <
            0)
            return -1;
    return old ? wd_history_drop_gone(history, err) : 0;
}
