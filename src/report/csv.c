/* One row a problem, then one a group that no rule matched, so that the counts add up to all denials
 * and look-alikes. Column names are fixed; new columns come at the end. */
#include "report/remedy.h"
#include "report/writer.h"
#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

struct table {
    struct wd_output *out;
    struct wd_buf visible, cell;
    bool first;
};

static void put_text(struct table *table, struct wd_str s)
{
    wd_buf_clear(&table->visible);
    wd_value_visible(&table->visible, s);
    wd_buf_clear(&table->cell);
    wd_escape_csv(&table->cell, wd_buf_str(&table->visible));
    wd_output_putz(table->out, table->first ? "" : ",");
    wd_output_put(table->out, wd_buf_str(&table->cell));
    table->first = false;
}

static void put_number(struct table *table, uint64_t n)
{
    wd_output_printf(table->out, "%s%llu", table->first ? "" : ",", (unsigned long long)n);
    table->first = false;
}

static void end_row(struct table *table)
{
    wd_output_putz(table->out, "\n");
    table->first = true;
}

static void put_list(struct table *table, const json_t *texts)
{
    struct wd_buf list;

    wd_buf_init(&list, 1u << 20);
    for (size_t i = 0; i < json_array_size(texts); i++) {
        wd_buf_putz(&list, i ? " " : "");
        wd_buf_put(&list, wd_value_item(texts, i));
    }
    put_text(table, wd_buf_str(&list));
    wd_buf_done(&list);
}

static void put_names(struct table *table, const json_t *incident)
{
    static const char *const names[] = {"fingerprint", "status", "severity", "cause",     "intent",
                                        "rule",        "title",  "system",   "confidence"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        put_text(table, wd_value_str(incident, names[i]));
}

static void put_remedy(struct table *table, const json_t *remedy)
{
    const json_t *command = json_array_get(json_object_get(remedy, "commands"), 0);

    put_text(table, wd_value_str(remedy, "id"));
    put_text(table, wd_value_str(remedy, "kind"));
    put_text(table, wd_value_str(remedy, "summary"));
    put_text(table, wd_value_str(remedy, "member"));
    put_text(table, wd_value_str(remedy, "role"));
    put_text(table, wd_value_in(remedy, "on", "name"));
    put_text(table, wd_value_str(command, "shell"));
    put_text(table, wd_value_str(remedy, "why_no_command"));
}

static void put_sample(struct table *table, const json_t *sample)
{
    put_text(table, wd_value_str(sample, "file"));
    put_number(table, wd_value_int(sample, "record"));
    put_text(table, wd_value_str(sample, "text"));
    end_row(table);
}

static void put_incident(struct table *table, struct wd_document *document, const json_t *incident)
{
    json_t *remedy = wd_remedy_of(document, incident);

    put_names(table, incident);
    put_number(table, wd_value_int(incident, "count"));
    put_text(table, wd_value_str(incident, "first"));
    put_text(table, wd_value_str(incident, "last"));
    put_text(table, wd_value_in(incident, "principal", "id"));
    put_text(table, wd_value_in(incident, "principal", "kind"));
    put_text(table, wd_value_in(incident, "principal", "label"));
    put_list(table, json_object_get(incident, "permissions"));
    put_text(table, wd_value_str(incident, "method"));
    put_text(table, wd_value_in(incident, "resource", "type"));
    put_text(table, wd_value_in(incident, "resource", "name"));
    put_text(table, wd_value_in(incident, "resource", "project"));
    put_text(table, wd_value_in(incident, "resource", "location"));
    put_remedy(table, remedy);
    json_decref(remedy);
    put_sample(table, json_array_get(json_object_get(incident, "samples"), 0));
}

/* The same columns, most of them empty. */
static void put_unmatched(struct table *table, const json_t *group)
{
    enum { AFTER_LAST = 9, REMEDY = 8 }; /* columns between `principal` and `sample_file` */

    put_text(table, wd_value_str(group, "fingerprint"));
    put_text(table, WD_STR_NONE);
    put_text(table, WD_STR_NONE);
    put_text(table, WD_STR("unknown"));
    for (int i = 0; i < 3; i++)
        put_text(table, WD_STR_NONE);
    put_text(table, wd_value_str(group, "system"));
    put_text(table, WD_STR_NONE);
    put_number(table, wd_value_int(group, "count"));
    put_text(table, wd_value_str(group, "first"));
    put_text(table, wd_value_str(group, "last"));
    put_text(table, wd_value_str(group, "principal"));
    for (int i = 1; i < AFTER_LAST + REMEDY; i++)
        put_text(table, WD_STR_NONE);
    put_sample(table, json_object_get(group, "sample"));
}

int wd_write_csv(struct wd_document *document, const struct wd_report_options *options,
                 struct wd_output *out, struct wd_error *err)
{
    const json_t *unmatched = json_object_get(wd_document_tail(document), "unmatched");
    struct table table = {.out = out, .first = true};
    int result = 0;

    (void)options;
    wd_buf_init(&table.visible, 1u << 20);
    wd_buf_init(&table.cell, 1u << 20);
    wd_output_putz(out, "fingerprint,status,severity,cause,intent,rule,title,system,confidence,"
                        "count,first,last,principal,principal_kind,principal_label,permissions,"
                        "method,resource_type,resource,project,location,remedy,remedy_kind,"
                        "remedy_summary,member,role,remedy_on,command,why_no_command,sample_file,"
                        "sample_record,sample_text\n");
    for (size_t i = 0; i < wd_document_count(document) && result == 0; i++) {
        json_t *incident = wd_document_incident(document, i, err);

        if (incident)
            put_incident(&table, document, incident);
        else
            result = -1;
        json_decref(incident);
    }
    for (size_t i = 0; i < json_array_size(unmatched) && result == 0; i++)
        put_unmatched(&table, json_array_get(unmatched, i));
    wd_buf_done(&table.visible);
    wd_buf_done(&table.cell);
    return result;
}
