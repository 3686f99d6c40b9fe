/* BigQuery's entry of a job that was refused a table: whether its query asked for that table, or came to it through a view.
 * https://cloud.google.com/bigquery/docs/reference/auditlogs/rest/Shared.Types/BigQueryAuditMetadata */
#include "read/reading.h"

#include "whydenied/base/char.h"

/* "orders$20261128" is a part of "orders". */
static struct wd_str undecorated(struct wd_str name)
{
    return wd_str_cut(&name, '$');
}

/* Of "Access Denied: Table acme-prod:raw.orders: …", and of "projects/acme-prod/datasets/raw/tables/orders": "orders". */
static struct wd_str refused_table(const struct wd_event *event)
{
    static const struct wd_str mark = {"Access Denied: Table ", 21};

    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str resource = event->permissions[i].resource;
        if (wd_str_has(resource, WD_STR("/tables/")))
            return undecorated(wd_last_part(resource, '/'));
    }
    for (size_t i = 0; i < event->text_count; i++) {
        size_t at = wd_str_find(event->texts[i].s, mark);
        struct wd_str name = wd_str_from(event->texts[i].s, at == WD_NPOS ? 0 : at + mark.len);
        name = at == WD_NPOS ? WD_STR_NONE : wd_str_word(&name);
        while (wd_str_ends(name, WD_STR(":")))
            name = wd_str_sub(name, 0, name.len - 1);
        if (name.len > 0)
            return undecorated(wd_last_part(name, '.'));
    }
    return WD_STR_NONE;
}

/* "events_*" stands for many tables, and names none of them. */
static bool has_wildcard(struct wd_str query)
{
    for (size_t i = 1; i < query.len; i++)
        if (query.ptr[i] == '*' && wd_is_word(query.ptr[i - 1]))
            return true;
    return false;
}

/* As a whole name: "orders_v" names no table of "orders". */
static bool names(struct wd_str query, struct wd_str table)
{
    for (size_t at; (at = wd_str_find(query, table)) != WD_NPOS;) {
        bool begins = at == 0 || !(wd_is_word(query.ptr[at - 1]) || query.ptr[at - 1] == '-');
        query = wd_str_from(query, at + table.len);
        if (begins && !wd_is_word(wd_str_at(query, 0)) && wd_str_at(query, 0) != '-')
            return true;
    }
    return false;
}

static bool is_any(struct wd_jv list)
{
    struct wd_jiter it = wd_jv_iter(list);

    return wd_jiter_next(&it);
}

/* The job asked for something else, and came to the table by that. What was cut may have named it. */
static bool comes_by_view(const struct wd_reading *r, struct wd_jv config, struct wd_jv statistics,
                          struct wd_str table)
{
    struct wd_str query = wd_path_str(r, config, "queryConfig.query");
    struct wd_jv views = wd_path(r, statistics, "queryStats.referencedViews");

    if (query.len == 0) /* of the older AuditData */
        query = wd_path_str(r, config, "query.query");
    if (!wd_there(views))
        views = wd_field(r, statistics, "referencedViews");
    if (query.len == 0)
        return is_any(views);
    return !wd_truth(wd_path(r, config, "queryConfig.queryTruncated")) && !has_wildcard(query) &&
           !names(query, table);
}

void wd_audit_view(struct wd_reading *r)
{
    static const struct {
        const char *job, *config, *statistics;
    } places[] = {{"metadata.jobChange.job", "jobConfig", "jobStats"},
                  {"metadata.jobInsertion.job", "jobConfig", "jobStats"},
                  {"serviceData.jobCompletedEvent.job", "jobConfiguration", "jobStatistics"},
                  {"serviceData.jobInsertRequest.resource", "jobConfiguration", "jobStatistics"}};
    struct wd_str table = refused_table(r->event);

    for (size_t i = 0; table.len > 0 && i < sizeof places / sizeof *places; i++) {
        struct wd_jv job = wd_path(r, r->proto, places[i].job);
        if (wd_there(job) && comes_by_view(r, wd_field(r, job, places[i].config),
                                           wd_field(r, job, places[i].statistics), table))
            r->event->doubts |= WD_DOUBT_VIEW;
    }
}
