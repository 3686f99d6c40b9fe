/* Nights read back: the table of a report, and what the nights say of an incident. */
#include <stdlib.h>

#include "history/sql.h"
#include "whydenied/base/list.h"

#define GROWTH 3u

const char *wd_status_name(enum wd_status status)
{
    static const char *const names[] = {"new", "back", "growing", "ongoing", "fixed", "quiet"};

    return (unsigned)status < WD_STATUS_COUNT ? names[status] : "";
}

enum { NIGHT_MAX = 3000000 }; /* days: some 8,000 years; sums with it stay in range */

int wd_history_latest(struct wd_history *history, wd_night today, wd_night *ret_night,
                      struct wd_error *err)
{
    int64_t night;

    if (wd_sql_number(history, err, WD_NIGHT_NONE, &night,
                      "SELECT ifnull((SELECT max(night) FROM night WHERE night <= ?1),"
                      " (SELECT max(night) FROM night))",
                      "i", (int64_t)today) < 0)
        return -1;
    if (night != WD_NIGHT_NONE && (night < -NIGHT_MAX || night > NIGHT_MAX))
        return wd_fail(err, "a night of the database is no day of a calendar: %lld",
                       (long long)night);
    *ret_night = (wd_night)night;
    return 0;
}

/* ---- the table of a report ----------------------------------------------------------------------- */

/* The last night of each incident not seen from..to that may be listed. */
#define LAST_NIGHTS                                                                                \
    "SELECT i.fingerprint f, max(i.night) n FROM incident i JOIN known k USING(fingerprint)"       \
    "  WHERE i.night <= ?2 GROUP BY i.fingerprint"                                                 \
    "  HAVING n < ?1 AND (n > ?3 OR k.first_shown IS NULL OR k.first_shown = ?2)"

/* Of each such incident, the state of that night; and what all those nights say of access (policy changes, calls that went
 * through, whose projects and people they are), which stands in the lines without a fingerprint. */
static int add_echoes(struct wd_history *history, wd_night from, wd_night to,
                      struct wd_table *table, const struct wd_ruleset *rules, struct wd_error *err)
{
    struct wd_table *earlier = wd_table_new(err);
    sqlite3_stmt *stmt;
    int status = -1;

    if (!earlier)
        return -1;
    stmt = wd_sql(history, err,
                  "SELECT state FROM night_state s JOIN (" LAST_NIGHTS ")"
                  " ON s.fingerprint = f AND s.night = n ORDER BY f",
                  "iii", (int64_t)from, (int64_t)to, (int64_t)to - WD_HISTORY_NIGHTS);
    if (wd_state_merge(history, stmt, earlier, rules, err) < 0)
        goto done;
    stmt = wd_sql(history, err,
                  "SELECT state FROM night_state WHERE fingerprint = '0000000000000000'"
                  " AND night < ?1"
                  " AND (night > ?3 OR night >= (SELECT min(n) FROM (" LAST_NIGHTS ")))",
                  "iii", (int64_t)from, (int64_t)to, (int64_t)to - WD_HISTORY_NIGHTS);
    if (wd_state_merge(history, stmt, earlier, rules, err) < 0)
        goto done;
    status = wd_table_echo(table, earlier, err);
done:
    wd_table_free(earlier);
    return status;
}

/* Lines of a night that are gone leave no trace in those that are left, but its sums know of them. */
static int check_sums(struct wd_history *history, wd_night from, wd_night to,
                      const struct wd_table *table, struct wd_error *err)
{
    int64_t records;

    if (wd_sql_number(history, err, 0, &records,
                      "SELECT sum(records) FROM night WHERE night BETWEEN ?1 AND ?2", "ii",
                      (int64_t)from, (int64_t)to) < 0)
        return -1;
    return (uint64_t)records == wd_table_totals(table)->records
               ? 0
               : wd_fail(err, "%s: a state in the database is damaged", history->path);
}

struct wd_table *wd_history_table(struct wd_history *history, wd_night from, wd_night to,
                                  const struct wd_ruleset *rules, struct wd_error *err)
{
    struct wd_table *table = from == to ? wd_kept_take(&history->made, from) : NULL;

    if (!table) {
        sqlite3_stmt *stmt =
            wd_sql(history, err, "SELECT state FROM night_state WHERE night BETWEEN ?1 AND ?2",
                   "ii", (int64_t)from, (int64_t)to);
        table = wd_table_new(err);
        if (table && (wd_state_merge(history, stmt, table, rules, err) < 0 ||
                      check_sums(history, from, to, table, err) < 0))
            goto failed;
    }
    if (table && add_echoes(history, from, to, table, rules, err) == 0)
        return table;
failed:
    wd_table_free(table);
    return NULL;
}

/* ---- what the nights say ------------------------------------------------------------------------- */

/* What is asked of a problem, and what it is known by. */
struct problem {
    struct wd_history *history;
    const struct wd_incident *incident;
    wd_night night; /* on which it stands as it is told */
    unsigned quiet_nights;
    uint64_t former; /* its name of before, or its own */
    bool members;    /* some problem has collapsed: others' rows may be its own */
};

struct past {
    wd_night *nights;
    uint64_t *counts;
    size_t count, room;
};

/* Most databases have never seen a problem collapse, and then a problem's rows are its own. */
static int find_members(struct problem *problem, struct wd_error *err)
{
    int64_t found;
    int status =
        wd_sql_number(problem->history, err, 0, &found, "SELECT 1 FROM member LIMIT 1", "");

    problem->members = found != 0;
    return status;
}

/* The name under which the incident was known before, if it went on under its new name within the nights
 * after which a problem would be quiet; else its own. A second problem that had the same name once is news. */
static int find_former(struct problem *problem, struct wd_error *err)
{
    const struct wd_incident *incident = problem->incident;
    int64_t gap;

    problem->former = incident->fingerprint;
    if (incident->former == 0)
        return 0;
    if (wd_sql_number(problem->history, err, INT64_MAX, &gap,
                      "SELECT (SELECT min(night) FROM incident WHERE fingerprint = ?1) -"
                      " (SELECT max(night) FROM incident WHERE fingerprint = ?2)",
                      "ff", incident->fingerprint, incident->former) < 0)
        return -1;
    if (gap <= (int64_t)problem->quiet_nights)
        problem->former = incident->former;
    return 0;
}

/* A problem's nights: its own; those on which it stood in a collapsed one; and, if it is a collapsed one,
 * those of its members, wherever they stood. ?1 its name, ?3 the former, ?2 the last night. */
#define OWN_PAST "SELECT night, count FROM incident WHERE fingerprint IN (?1, ?3) AND night <= ?2"
#define ALL_PAST                                                                                   \
    OWN_PAST                                                                                       \
    " UNION ALL SELECT night, count FROM member WHERE fingerprint IN (?1, ?3) AND night <= ?2"     \
    " UNION ALL SELECT i.night, i.count FROM incident i JOIN"                                      \
    "  (SELECT DISTINCT fingerprint FROM member WHERE collapsed = ?1) m USING(fingerprint)"        \
    "  WHERE i.night <= ?2"                                                                        \
    " UNION ALL SELECT o.night, o.count FROM member o JOIN"                                        \
    "  (SELECT DISTINCT fingerprint FROM member WHERE collapsed = ?1 AND fingerprint <> '') m"     \
    "  USING(fingerprint) WHERE o.collapsed <> ?1 AND o.night <= ?2"
#define NIGHT_BY_NIGHT(rows)                                                                       \
    "SELECT night, sum(count) FROM (" rows ") GROUP BY night ORDER BY night"

static int make_room(struct past *past)
{
    size_t room = past->room ? 2 * past->room : 8;
    wd_night *nights = realloc(past->nights, room * sizeof *nights);
    uint64_t *counts = nights ? realloc(past->counts, room * sizeof *counts) : NULL;

    if (nights)
        past->nights = nights;
    if (!counts)
        return -1;
    past->counts = counts;
    past->room = room;
    return 0;
}

static int load_past(const struct problem *problem, struct past *past, struct wd_error *err)
{
    sqlite3_stmt *stmt =
        wd_sql(problem->history, err,
               problem->members ? NIGHT_BY_NIGHT(ALL_PAST) : NIGHT_BY_NIGHT(OWN_PAST), "fif",
               problem->incident->fingerprint, (int64_t)problem->night, problem->former);
    int got = -1;

    while (stmt && (got = wd_sql_step(problem->history, stmt, err)) > 0) {
        if (past->count == past->room && make_room(past) < 0) {
            sqlite3_reset(stmt);
            return wd_fail_memory(err);
        }
        past->nights[past->count] = (wd_night)sqlite3_column_int64(stmt, 0);
        past->counts[past->count++] = (uint64_t)sqlite3_column_int64(stmt, 1);
    }
    return got;
}

/* Twice the median, so that the mean of two stays whole. Sorts the counts. */
static uint64_t twice_median(uint64_t *counts, size_t n)
{
    qsort(counts, n, sizeof *counts, wd_list_by_number);
    return counts[(n - 1) / 2] + counts[n / 2];
}

static enum wd_status status_tonight(struct past *past, unsigned quiet_nights, bool unshown,
                                     bool old)
{
    size_t before = past->count - 1;
    wd_night gap = before ? past->nights[before] - past->nights[before - 1] - 1 : 0;
    uint64_t tonight = past->counts[before];

    if ((before == 0 && !old) || unshown)
        return WD_STATUS_NEW;
    if (before == 0)
        return WD_STATUS_BACK; /* after nights that are forgotten */
    if (gap >= (wd_night)quiet_nights)
        return WD_STATUS_BACK;
    return 2 * tonight >= GROWTH * twice_median(past->counts, before) ? WD_STATUS_GROWING
                                                                      : WD_STATUS_ONGOING;
}

static void fill_counts(struct wd_standing *standing, const struct past *past, wd_night night)
{
    for (size_t i = 0; i < past->count; i++) {
        wd_night ago = night - past->nights[i];
        if (ago < WD_HISTORY_NIGHTS)
            standing->counts[WD_HISTORY_NIGHTS - 1 - ago] = past->counts[i];
    }
}

struct shown {
    int64_t first, news, old_first, old_nights;
};

#define OWN_SHOWN                                                                                  \
    "SELECT ifnull(min(first_shown), ?2), ifnull(max(news_shown), ?2),"                            \
    " ifnull(min(old_first), ?2), ifnull(sum(old_nights) FILTER"                                   \
    " (WHERE fingerprint IN (?1, ?3)), 0) FROM known WHERE fingerprint IN (?1, ?3)"
#define ALL_SHOWN                                                                                  \
    OWN_SHOWN " OR fingerprint IN (SELECT collapsed FROM member WHERE fingerprint = ?1)"           \
              " OR fingerprint IN (SELECT fingerprint FROM member WHERE collapsed = ?1)"

static int load_shown(const struct problem *problem, struct shown *shown, struct wd_error *err)
{
    sqlite3_stmt *stmt =
        wd_sql(problem->history, err, problem->members ? ALL_SHOWN : OWN_SHOWN, "fif",
               problem->incident->fingerprint, (int64_t)WD_NIGHT_NONE, problem->former);
    int got = stmt ? wd_sql_step(problem->history, stmt, err) : -1;

    *shown = (struct shown){WD_NIGHT_NONE, WD_NIGHT_NONE, WD_NIGHT_NONE, 0};
    if (got <= 0)
        return got;
    *shown = (struct shown){sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
                            sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3)};
    sqlite3_reset(stmt);
    return 0;
}

/* The grant that came after, or just before, its last denial. */
#define SPREAD (7 * WD_MINUTE)

static enum wd_status status_of(const struct problem *problem, struct past *past,
                                const struct shown *shown, const struct wd_change *grant)
{
    wd_night last = past->nights[past->count - 1], night = problem->night;
    bool is_quiet = night - last >= (wd_night)problem->quiet_nights;
    /* An incident that came to light only now is new, however old it is. */
    bool unshown = shown->first == WD_NIGHT_NONE || shown->first == night;

    if (last == night)
        return status_tonight(past, problem->quiet_nights, unshown, shown->old_nights > 0);
    if (is_quiet && grant && problem->incident->last - grant->time <= SPREAD)
        return WD_STATUS_FIXED;
    if (unshown)
        return WD_STATUS_NEW;
    return is_quiet ? WD_STATUS_QUIET : WD_STATUS_ONGOING;
}

/* New tonight, but on an earlier night it may have been among those whom a collapsed problem did not keep
 * by name. */
static int may_be_old(const struct problem *problem, bool *ret_may, struct wd_error *err)
{
    const struct wd_incident *incident = problem->incident;
    int64_t found;

    if (wd_sql_number(problem->history, err, 0, &found,
                      "SELECT 1 FROM member WHERE fingerprint = '' AND night < ?1"
                      " AND collapsed IN (?2, ?3, ?4) LIMIT 1",
                      "ifff", (int64_t)problem->night, incident->groups[0], incident->groups[1],
                      incident->groups[2]) < 0)
        return -1;
    *ret_may = found != 0;
    return 0;
}

/* Of a problem that has nights. */
static void tell(const struct problem *problem, struct past *past, const struct shown *shown,
                 struct wd_standing *standing)
{
    standing->first_night =
        shown->old_first != WD_NIGHT_NONE ? (wd_night)shown->old_first : past->nights[0];
    standing->last_night = past->nights[past->count - 1];
    standing->nights = past->count + (uint64_t)shown->old_nights;
    standing->seen = standing->last_night == problem->night;
    fill_counts(standing, past, problem->night);
    standing->status = status_of(problem, past, shown, standing->grant);
    standing->news = (standing->status == WD_STATUS_NEW || standing->status == WD_STATUS_BACK ||
                      shown->first == WD_NIGHT_NONE) &&
                     (shown->news == WD_NIGHT_NONE || shown->news < problem->night);
}

int wd_history_standing(struct wd_history *history, const struct wd_table *table,
                        const struct wd_incident *incident, wd_night night, unsigned quiet_nights,
                        struct wd_standing *ret_standing, struct wd_error *err)
{
    struct problem problem = {
        .history = history, .incident = incident, .night = night, .quiet_nights = quiet_nights};
    struct past past = {0};
    struct shown shown;
    int status = -1;

    memset(ret_standing, 0, sizeof *ret_standing);
    if (find_former(&problem, err) < 0 || find_members(&problem, err) < 0 ||
        load_past(&problem, &past, err) < 0 || load_shown(&problem, &shown, err) < 0)
        goto done;
    status = 0;
    ret_standing->status = WD_STATUS_NEW;
    ret_standing->first_night = ret_standing->last_night = night;
    ret_standing->grant = wd_table_find_grant(table, incident, wd_night_start(night + 1) - 1);
    if (past.count > 0)
        tell(&problem, &past, &shown, ret_standing);
    if (past.count == 1 && ret_standing->status == WD_STATUS_NEW)
        status = may_be_old(&problem, &ret_standing->may_be_old, err);
done:
    free(past.nights);
    free(past.counts);
    return status;
}

int wd_history_nights(struct wd_history *history, wd_night from, wd_night to,
                      struct wd_night_sum *sums, size_t room, struct wd_error *err)
{
    sqlite3_stmt *stmt = wd_sql(
        history, err,
        "SELECT n.night, n.denials, (SELECT count(*) FROM incident i WHERE i.night = n.night),"
        " (SELECT count(*) FROM incident i WHERE i.night = n.night AND NOT EXISTS"
        "  (SELECT 1 FROM incident e WHERE e.fingerprint = i.fingerprint AND e.night < i.night))"
        " FROM night n WHERE n.night BETWEEN ?1 AND ?2 ORDER BY n.night",
        "ii", (int64_t)from, (int64_t)to);
    size_t count = 0;
    int got = stmt ? 1 : -1;

    while (stmt && count < room && (got = wd_sql_step(history, stmt, err)) > 0)
        sums[count++] = (struct wd_night_sum){
            .night = (wd_night)sqlite3_column_int64(stmt, 0),
            .denials = (uint64_t)sqlite3_column_int64(stmt, 1),
            .incidents = (uint64_t)sqlite3_column_int64(stmt, 2),
            .first_seen = (uint64_t)sqlite3_column_int64(stmt, 3),
        };
    if (stmt)
        sqlite3_reset(stmt);
    return got < 0 ? -1 : (int)count;
}
