/* A row of gcp.json as it stands in the file, a line: cut without a parser, and only as far as somebody asks. */
#include "roles/curated.h"

/* The text in quotes behind `before`, where it stands at the beginning; null is empty. */
static bool take_text(struct wd_str *text, struct wd_str before, struct wd_str *ret_text)
{
    struct wd_str rest = wd_str_from(*text, before.len);
    bool quoted = wd_str_at(rest, 0) == '"';

    if (!wd_str_starts(*text, before) || (!quoted && !wd_str_starts(rest, WD_STR("null"))))
        return false;
    *text = wd_str_from(rest, quoted ? 1 : 4);
    *ret_text = quoted ? wd_str_cut(text, '"') : WD_STR_NONE;
    return wd_str_find_char(*ret_text, '\\') == WD_NPOS;
}

/* A row's line is `"run.jobs.get": ` and what more there is: its name, cut when somebody asks for it. Empty: it is no
 * such line. */
struct wd_str wd_curated_line_name(struct wd_curated_line *row)
{
    struct wd_str line = row->rest;

    if (row->name.len > 0)
        return row->name;
    if (!take_text(&line, WD_STR_NONE, &row->name) || !wd_str_starts(line, WD_STR(": ")))
        return row->name = WD_STR_NONE;
    row->rest = wd_str_from(line, 2);
    return row->name;
}

/* "roles/run.viewer cloud_run_job", or an object that begins with its role and its level. The level stays empty
 * otherwise. */
void wd_curated_line_cut(struct wd_curated_line *row)
{
    struct wd_str rest, both = WD_STR_NONE;

    if (row->level.len > 0 || wd_curated_line_name(row).len == 0)
        return;
    rest = row->rest;
    if (wd_str_at(rest, 0) == '{') {
        row->json = rest;
        if (take_text(&rest, WD_STR("{\"role\": "), &row->role))
            take_text(&rest, WD_STR(", \"level\": "), &row->level);
        return;
    }
    take_text(&rest, WD_STR_NONE, &both);
    row->role = wd_str_cut(&both, ' ');
    row->level = both;
}
