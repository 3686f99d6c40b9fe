/* Access that BigQuery's own language gives and takes: GRANT roles ON kind name TO "members", REVOKE … FROM.
 * https://cloud.google.com/bigquery/docs/reference/standard-sql/data-control-language */
#include "read/reading.h"

#include "whydenied/base/char.h"

enum { CHANGES_MAX = 16 };

/* A job is logged when it is inserted, and again when it has changed:
 * https://cloud.google.com/bigquery/docs/reference/auditlogs/rest/Shared.Types/BigQueryAuditMetadata */
static struct wd_str query_of(struct wd_reading *r)
{
    struct wd_jv metadata = wd_field(r, r->proto, "metadata");
    struct wd_jv job = wd_field(r, metadata, "jobChange");

    if (!wd_there(job))
        job = wd_field(r, metadata, "jobInsertion");
    return wd_str_trim(wd_path_str(r, job, "job.jobConfig.queryConfig.query"));
}

/* The first statement, on one line. */
static struct wd_str statement_of(struct wd_reading *r)
{
    struct wd_str rest = query_of(r), line;
    char *copy = wd_arena_alloc(r->arena, rest.len + 1);

    line = wd_str_cut(&rest, ';');
    if (!copy)
        return WD_STR_NONE;
    for (size_t i = 0; i < line.len; i++)
        copy[i] = wd_is_space(line.ptr[i]) ? ' ' : line.ptr[i];
    return wd_str_make(copy, line.len);
}

static bool begins_with(struct wd_str query, struct wd_str keyword)
{
    char next = wd_str_at(query, keyword.len);

    return wd_str_istarts(query, keyword) && (wd_is_space(next) || next == '`');
}

bool wd_policy_sql_gives(struct wd_reading *r)
{
    struct wd_str query = query_of(r);

    return begins_with(query, WD_STR("GRANT")) || begins_with(query, WD_STR("REVOKE")) ||
           begins_with(query, WD_STR("DROP"));
}

/* What stands before a keyword between blanks; *rest goes on behind it. */
static struct wd_str cut_before(struct wd_str *rest, const char *keyword)
{
    size_t at = wd_str_ifind(*rest, keyword);
    struct wd_str before = wd_str_sub(*rest, 0, at);

    *rest = wd_str_from(*rest, at == WD_NPOS ? rest->len : at + strlen(keyword));
    return wd_str_trim(before);
}

static struct wd_str without_quotes(struct wd_str s)
{
    s = wd_str_trim(s);
    while (s.len > 1 && wd_char_in(s.ptr[0], "`\"'") && s.ptr[s.len - 1] == s.ptr[0])
        s = wd_str_sub(s, 1, s.len - 2);
    return s;
}

/* "`acme-dwh.raw`", "`acme-dwh`.raw.users", "raw": the first part may be left out, and is the job's project then. */
static struct wd_str resource_of(struct wd_reading *r, struct wd_str name, bool whole_dataset)
{
    struct wd_str job = wd_field_str(r, r->proto, "resourceName"), part[3] = {WD_STR_NONE};
    size_t count = 0, parts = whole_dataset ? 2 : 3;

    for (name = without_quotes(name); name.len > 0 && count < 3;)
        part[count++] = without_quotes(wd_str_cut(&name, '.'));
    if (name.len > 0 || count + 1 < parts || count > parts)
        return WD_STR_NONE;
    wd_str_cut(&job, '/');
    struct wd_str project = count == parts ? part[0] : wd_str_cut(&job, '/');
    const struct wd_str *own = &part[count == parts ? 1 : 0];
    const struct wd_str pieces[] = {WD_STR("projects/"),
                                    project,
                                    WD_STR("/datasets/"),
                                    own[0],
                                    whole_dataset ? WD_STR_NONE : WD_STR("/tables/"),
                                    whole_dataset ? WD_STR_NONE : own[1]};
    return wd_arena_concat(r->arena, pieces, 6);
}

/* A line for each role and member. */
static void note(struct wd_reading *r, struct wd_str word, struct wd_str roles,
                 struct wd_str members)
{
    struct wd_str part[6 * CHANGES_MAX];
    size_t count = 0;

    while (roles.len > 0) {
        struct wd_str role = without_quotes(wd_str_cut(&roles, ','));
        for (struct wd_str rest = members; rest.len > 0 && count + 6 <= 6 * CHANGES_MAX;
             count += 6) {
            const struct wd_str line[] = {
                word,         WD_STR("\t"), without_quotes(wd_str_cut(&rest, ',')),
                WD_STR("\t"), role,         WD_STR("\n")};
            memcpy(&part[count], line, sizeof line);
        }
    }
    wd_set(r, WD_SLOT_DETAIL, wd_arena_concat(r->arena, part, count));
}

/* "DROP [EXTERNAL] TABLE [IF EXISTS] name": tables, views and data sets lie where access is given on them. */
static void read_drop(struct wd_reading *r, struct wd_str rest)
{
    static const char *const kinds[] = {"TABLE", "VIEW", "SCHEMA"};
    static const char *const before[] = {"EXTERNAL", "SNAPSHOT", "MATERIALIZED"};
    struct wd_str kind = wd_str_cut(&rest, ' ');

    if (WD_STR_ANY(wd_str_istarts, kind, before))
        kind = wd_str_cut(&rest, ' ');
    if (!WD_STR_ANY(wd_str_istarts, kind, kinds))
        return;
    if (wd_str_istarts(rest, WD_STR("IF EXISTS ")))
        rest = wd_str_from(rest, strlen("IF EXISTS "));
    struct wd_str place =
        resource_of(r, wd_str_cut(&rest, ' '), wd_str_ieq(kind, WD_STR("SCHEMA")));

    if (place.len == 0)
        return;
    wd_set(r, WD_SLOT_RESOURCE, place);
    wd_set(r, WD_SLOT_DETAIL, WD_STR("deleted\t\t\n"));
}

void wd_policy_sql_read(struct wd_reading *r)
{
    struct wd_str rest = statement_of(r);
    if (begins_with(rest, WD_STR("DROP"))) {
        read_drop(r, wd_str_trim_left(wd_str_from(rest, strlen("DROP"))));
        return;
    }
    bool grant = begins_with(rest, WD_STR("GRANT"));

    rest = wd_str_from(rest, strlen(grant ? "GRANT" : "REVOKE"));
    struct wd_str roles = cut_before(&rest, " ON "), kind = wd_str_trim_left(rest);
    struct wd_str name = cut_before(&kind, grant ? " TO " : " FROM "), members = kind;
    kind = wd_str_cut(&name, ' ');
    if (wd_str_ieq(kind, WD_STR("EXTERNAL"))) /* TABLE */
        wd_str_cut(&name, ' ');
    struct wd_str place = resource_of(r, name, wd_str_ieq(kind, WD_STR("SCHEMA")));

    if (place.len == 0)
        return;
    wd_set(r, WD_SLOT_RESOURCE, place);
    note(r, grant ? WD_STR("granted") : WD_STR("removed"), roles, members);
}
