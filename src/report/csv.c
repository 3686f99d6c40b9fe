/* One row a problem, then one a group that no rule matched, so that the counts add up to all denials
 * and look-alikes. Column names are fixed; new columns come at the end. */
#include "report/remedy.h"
#include "report/writer.h"
#include "whydenied/base/escape.h"
#include "whydenied/report/value.h"

/* What a cell is taken from. */
enum source { NOTHING, PROBLEM, REMEDY, SAMPLE, WORD, SOURCES };

struct cell {
    enum source from;
    const char *member, *part; /* from.member, or from.member.part; of WORD the text itself */
};

#define PART(from, member, part) .incident = {from, member, part}
#define ONE(from, member)        PART(from, member, NULL)
#define BOTH(from, member)       ONE(from, member), .unmatched = {from, member, NULL}

/* PROBLEM is an incident in the rows of incidents, a group in those that no rule matched. */
static const struct column {
    const char *name;
    struct cell incident, unmatched;
    bool number; /* 0 when it is not there */
} columns[] = {
    {"fingerprint", BOTH(PROBLEM, "fingerprint")},
    {"status", ONE(PROBLEM, "status")},
    {"severity", ONE(PROBLEM, "severity")},
    {"cause", ONE(PROBLEM, "cause"), .unmatched = {WORD, "unknown", NULL}},
    {"intent", ONE(PROBLEM, "intent")},
    {"rule", ONE(PROBLEM, "rule")},
    {"title", ONE(PROBLEM, "title")},
    {"system", BOTH(PROBLEM, "system")},
    {"confidence", ONE(PROBLEM, "confidence")},
    {"count", BOTH(PROBLEM, "count"), .number = true},
    {"first", BOTH(PROBLEM, "first")},
    {"last", BOTH(PROBLEM, "last")},
    {"principal", PART(PROBLEM, "principal", "id"), .unmatched = {PROBLEM, "principal", NULL}},
    {"principal_kind", PART(PROBLEM, "principal", "kind")},
    {"principal_label", PART(PROBLEM, "principal", "label")},
    {"permissions", ONE(PROBLEM, "permissions")},
    {"method", ONE(PROBLEM, "method")},
    {"resource_type", PART(PROBLEM, "resource", "type")},
    {"resource", PART(PROBLEM, "resource", "name")},
    {"project", PART(PROBLEM, "resource", "project")},
    {"location", PART(PROBLEM, "resource", "location")},
    {"remedy", ONE(REMEDY, "id")},
    {"remedy_kind", ONE(REMEDY, "kind")},
    {"remedy_summary", ONE(REMEDY, "summary")},
    {"member", ONE(REMEDY, "member")},
    {"role", ONE(REMEDY, "role")},
    {"remedy_on", PART(REMEDY, "on", "name")},
    {"command", ONE(REMEDY, "commands")},
    {"why_no_command", ONE(REMEDY, "why_no_command")},
    {"sample_file", BOTH(SAMPLE, "file")},
    {"sample_record", BOTH(SAMPLE, "record"), .number = true},
    {"sample_text", BOTH(SAMPLE, "text")},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

struct table {
    struct wd_output *out;
    struct wd_buf visible, cell;
};

static void put_text(struct table *table, struct wd_str s)
{
    wd_buf_clear(&table->visible);
    wd_value_visible(&table->visible, s);
    wd_buf_clear(&table->cell);
    wd_escape_csv(&table->cell, wd_buf_str(&table->visible));
    wd_output_put(table->out, wd_buf_str(&table->cell));
}

/* Texts between blanks; commands as one line that stops where one of them fails: a role alone, unbound, helps nobody. */
static void put_list(struct table *table, const json_t *items)
{
    struct wd_buf list;

    wd_buf_init(&list, 1u << 20);
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *command = json_array_get(items, i);
        bool is_text = !json_is_object(command);
        wd_buf_putz(&list, i == 0 ? "" : is_text ? " " : " && ");
        wd_buf_put(&list, is_text ? wd_value_item(items, i) : wd_value_str(command, "shell"));
    }
    put_text(table, wd_buf_str(&list));
    wd_buf_done(&list);
}

static void put_cell(struct table *table, const struct cell *cell, bool number,
                     const json_t *const *of)
{
    const json_t *object =
        cell->part ? json_object_get(of[cell->from], cell->member) : of[cell->from];
    const char *name = cell->part ? cell->part : cell->member;

    if (cell->from == WORD)
        put_text(table, wd_str_of(name));
    else if (number)
        wd_output_printf(table->out, "%llu", (unsigned long long)wd_value_int(object, name));
    else if (name && json_is_array(json_object_get(object, name)))
        put_list(table, json_object_get(object, name));
    else
        put_text(table, name ? wd_value_str(object, name) : WD_STR_NONE);
}

static void put_separator(struct table *table, size_t column)
{
    wd_output_putz(table->out, column + 1 < COLUMNS ? "," : "\n");
}

static void put_header(struct table *table)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        wd_output_putz(table->out, columns[i].name);
        put_separator(table, i);
    }
}

static void put_incident(struct table *table, struct wd_document *document, const json_t *incident)
{
    json_t *remedy = wd_remedy_of(document, incident);
    const json_t *of[SOURCES] = {
        [PROBLEM] = incident,
        [REMEDY] = remedy,
        [SAMPLE] = json_array_get(json_object_get(incident, "samples"), 0),
    };

    for (size_t i = 0; i < COLUMNS; i++) {
        put_cell(table, &columns[i].incident, columns[i].number, of);
        put_separator(table, i);
    }
    json_decref(remedy);
}

static void put_unmatched(struct table *table, const json_t *group)
{
    const json_t *of[SOURCES] = {
        [PROBLEM] = group,
        [SAMPLE] = json_object_get(group, "sample"),
    };

    for (size_t i = 0; i < COLUMNS; i++) {
        put_cell(table, &columns[i].unmatched, columns[i].number, of);
        put_separator(table, i);
    }
}

int wd_write_csv(struct wd_document *document, const struct wd_report_options *options,
                 struct wd_output *out, struct wd_error *err)
{
    const json_t *unmatched = json_object_get(wd_document_tail(document), "unmatched");
    struct table table = {.out = out};
    int result = 0;

    (void)options;
    wd_buf_init(&table.visible, 1u << 20);
    wd_buf_init(&table.cell, 1u << 20);
    put_header(&table);
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
