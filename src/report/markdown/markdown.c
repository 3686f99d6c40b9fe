/* The report for tickets and mail: plain CommonMark with tables.
 *
 * Text of a log stands in code spans or escaped; commands stand in fenced blocks. --detail says how
 * much: low lists the changes and one row a problem, medium the first problems in full, high all. */
#include "report/markdown/markdown.h"

#include "report/remedy.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

#define FULL_MEDIUM 25u
#define ROWS_MAX    500u

static void put_head(struct wd_markdown *md, const json_t *head)
{
    static const struct {
        const char *name;
        enum wd_word word;
        bool always;
    } rows[] = {{"denials", WD_W_H_DENIALS, true},
                {"unmatched", WD_W_H_UNMATCHED, true},
                {"lookalikes", WD_W_H_LOOKALIKES, true},
                {"records", WD_W_H_RECORDS, true},
                {"selected_out", WD_W_H_SELECTED_OUT, false},
                {"suppressed", WD_W_H_ACCEPTED, false}};
    const json_t *notes = json_object_get(head, "notes");
    struct wd_str first = wd_value_in(head, "span", "first");

    wd_markdown_raw(md, "# ");
    wd_markdown_word(md, WD_W_TITLE);
    wd_markdown_raw(md, "\n\n");
    if (json_is_false(json_object_get(head, "complete")))
        wd_markdown_wrap(md, "**", wd_str_of(wd_word(md->lang, WD_W_INCOMPLETE)), "**\n\n");
    if (first.len) {
        wd_markdown_code(md, first);
        wd_markdown_raw(md, " … ");
        wd_markdown_code(md, wd_value_in(head, "span", "last"));
        wd_markdown_raw(md, "\n\n");
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!rows[i].always && !wd_value_sum(head, rows[i].name))
            continue;
        wd_markdown_raw(md, "- ");
        wd_markdown_word(md, rows[i].word);
        wd_markdown_raw(md, ": ");
        wd_markdown_number(md, wd_value_sum(head, rows[i].name));
        wd_markdown_raw(md, "\n");
    }
    for (size_t i = 0; i < json_array_size(notes); i++)
        wd_markdown_wrap(md, "- ", wd_value_item(notes, i), "\n");
    wd_markdown_raw(md, "\n");
}

static void put_first(struct wd_markdown *md, struct wd_document *document)
{
    struct wd_remedy_first first;
    struct wd_buf percent;

    wd_buf_init(&percent, 32);
    wd_remedy_first(document, WD_EXTENT_WHOLE, &first);
    if (first.count) {
        wd_markdown_raw(md, "## ");
        wd_markdown_numbers(
            md, first.count == 1 ? WD_W_FIX_FIRST_ONE : WD_W_FIX_FIRST,
            (const uint64_t[]){first.count, wd_value_percent(first.denials, first.all), first.all},
            3);
        wd_markdown_raw(md, "\n\n");
    }
    for (size_t i = 0; i < first.count; i++) {
        uint64_t denials = wd_value_int(first.remedies[i], "denials");

        wd_output_printf(md->out, "%zu. **", i + 1);
        wd_markdown_text(md, wd_value_str(first.remedies[i], "id"));
        wd_markdown_raw(md, "** ");
        wd_buf_clear(&percent);
        wd_value_put_percent(&percent, denials, first.all);
        wd_markdown_text(md, wd_buf_str(&percent));
        wd_markdown_raw(md, ", ");
        wd_markdown_numbers(md, WD_W_FIX_ROW, &denials, 1);
        wd_markdown_raw(md, ": ");
        wd_markdown_text(md, wd_value_str(first.remedies[i], "summary"));
        wd_markdown_raw(md, "\n");
        wd_markdown_commands(md, "   ", json_object_get(first.remedies[i], "commands"));
    }
    wd_markdown_raw(md, first.count ? "\n" : "");
    wd_buf_done(&percent);
    wd_remedy_first_done(&first);
}

static void put_row(struct wd_markdown *md, struct wd_document *document, const json_t *incident)
{
    const json_t *permissions = json_object_get(incident, "permissions");
    json_t *remedy = wd_remedy_of(document, incident);

    wd_markdown_raw(md, "| ");
    wd_markdown_raw(md, wd_words_severity(md->lang, wd_value_str(incident, "severity")));
    wd_markdown_raw(md, " | ");
    wd_markdown_number(md, wd_value_int(incident, "count"));
    wd_markdown_raw(md, " | ");
    wd_markdown_text(md, wd_value_str(incident, "title"));
    wd_markdown_raw(md, " | ");
    wd_markdown_code(md, wd_value_who(incident));
    wd_markdown_raw(md, " | ");
    wd_markdown_code(md, wd_value_item(permissions, 0));
    if (json_array_size(permissions) > 1)
        wd_output_printf(md->out, " +%zu", json_array_size(permissions) - 1);
    wd_markdown_raw(md, " | ");
    wd_markdown_text(md, wd_value_str(remedy, "summary"));
    wd_markdown_raw(md, " |\n");
    json_decref(remedy);
}

static void put_table_head(struct wd_markdown *md)
{
    static const enum wd_word columns[] = {WD_W_H_SEVERITY, WD_W_H_COUNT, WD_W_PROBLEMS,
                                           WD_W_WHO,        WD_W_WANTS,   WD_W_H_CHANGE};

    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        wd_markdown_raw(md, "| ");
        wd_markdown_word(md, columns[i]);
        wd_markdown_raw(md, " ");
    }
    wd_markdown_raw(md, "|\n|---|--:|---|---|---|---|\n");
}

static size_t full_count(const struct wd_report_options *options)
{
    if (options->detail == WD_DETAIL_LOW)
        return 0;
    return options->detail == WD_DETAIL_HIGH ? (size_t)-1 : FULL_MEDIUM;
}

/* One part's incidents: the first in full, the next as rows, the others as a number. */
static int put_incidents(struct wd_markdown *md, struct wd_document *document, bool lookalikes,
                         size_t full, struct wd_error *err)
{
    size_t seen = 0;

    for (size_t i = 0; i < wd_document_count(document); i++) {
        json_t *incident = wd_document_incident(document, i, err);

        if (!incident)
            return -1;
        if (json_is_true(json_object_get(incident, "lookalike")) == lookalikes) {
            if (seen == 0)
                wd_markdown_wrap(
                    md, "## ",
                    wd_str_of(wd_word(md->lang, lookalikes ? WD_W_LOOKALIKE_PART : WD_W_PROBLEMS)),
                    "\n\n");
            if (seen == full)
                put_table_head(md);
            if (seen < full)
                wd_markdown_incident(md, document, incident);
            else if (seen - full < ROWS_MAX)
                put_row(md, document, incident);
            seen++;
        }
        json_decref(incident);
    }
    if (seen > full && seen - full > ROWS_MAX) {
        wd_markdown_raw(md, "\n");
        wd_markdown_numbers(md, WD_W_OTHERS, &(uint64_t){seen - full - ROWS_MAX}, 1);
        wd_markdown_raw(md, "\n");
    }
    wd_markdown_raw(md, seen > full ? "\n" : "");
    return 0;
}

static void put_unmatched(struct wd_markdown *md, const json_t *head, const json_t *groups)
{
    size_t count = json_array_size(groups);

    if (!count)
        return;
    wd_markdown_raw(md, "## ");
    wd_markdown_numbers(
        md, WD_W_UNMATCHED,
        (const uint64_t[]){wd_value_int(json_object_get(head, "totals"), "unmatched"), count}, 2);
    wd_markdown_raw(md, "\n\n");
    for (size_t i = 0; i < count && i < FULL_MEDIUM; i++) {
        const json_t *group = json_array_get(groups, i);
        uint64_t n = wd_value_int(group, "count");

        wd_markdown_raw(md, "- ");
        wd_markdown_numbers(md, WD_W_TIMES, &n, 1);
        wd_markdown_raw(md, " ");
        wd_markdown_sample(md, json_object_get(group, "sample"));
    }
    wd_markdown_raw(md, "\n");
}

/* Damaged inputs only: the others have nothing to say in a ticket. */
static void put_damage(struct wd_markdown *md, const json_t *inputs)
{
    bool any = false;

    for (size_t i = 0; i < json_array_size(inputs); i++) {
        const json_t *input = json_array_get(inputs, i);
        const char *end = wd_words_end(md->lang, wd_value_str(input, "end"));

        if (!end)
            continue;
        if (!any)
            wd_markdown_wrap(md, "## ", wd_str_of(wd_word(md->lang, WD_W_INPUTS)), "\n\n");
        any = true;
        wd_markdown_raw(md, "- ");
        wd_markdown_code(md, wd_value_str(input, "name"));
        wd_markdown_wrap(md, ": ", wd_str_of(end), "");
        if (wd_value_is(input, "end", "left_out")) {
            wd_markdown_wrap(md, ": ", wd_value_item(json_object_get(input, "notes"), 0), "");
            wd_markdown_raw(md, "\n");
            continue;
        }
        wd_output_printf(md->out, " (%s %llu)\n", wd_word(md->lang, WD_W_BYTE),
                         (unsigned long long)wd_value_int(input, "end_offset"));
    }
}

int wd_write_markdown(struct wd_document *document, const struct wd_report_options *options,
                      struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    const json_t *tail = wd_document_tail(document);
    struct wd_markdown md = {.out = out, .lang = wd_words_lang(head), .detail = options->detail};
    int result;

    wd_buf_init(&md.plain, 1u << 20);
    wd_buf_init(&md.safe, 8u << 20);
    put_head(&md, head);
    put_first(&md, document);
    if (!wd_value_int(json_object_get(head, "totals"), "denials"))
        wd_markdown_wrap(&md, "", wd_str_of(wd_word(md.lang, wd_words_none(head))), "\n\n");
    result = put_incidents(&md, document, false, full_count(options), err);
    put_unmatched(&md, head, json_object_get(tail, "unmatched"));
    if (result == 0)
        result = put_incidents(&md, document, true, 0, err);
    put_damage(&md, json_object_get(head, "inputs"));
    wd_buf_done(&md.plain);
    wd_buf_done(&md.safe);
    return result;
}
