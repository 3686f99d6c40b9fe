/* Comments with evidence. Nothing of a log leaves this file but as visible text behind "# ". */
#include "report/comments.h"

#include "report/remedy.h"
#include "report/words.h"
#include "whydenied/report/value.h"

enum { LINES_MAX = 3, LINE_BYTES = 400 };

struct lines {
    char *line[LINES_MAX];
    size_t count, more;
};

struct wd_comments {
    struct lines *of; /* by position of the remedy */
    size_t count;
};

/* "3x caller@… : storage.objects.get on projects/_/buckets/b: <the log's line>" */
static char *line_of(const json_t *incident)
{
    const json_t *sample = json_array_get(json_object_get(incident, "samples"), 0);
    struct wd_str who = wd_value_who(incident);
    struct wd_str what = wd_value_item(json_object_get(incident, "permissions"), 0);
    struct wd_str where = wd_value_what(incident);
    struct wd_str text = wd_value_str(sample, "text");
    struct wd_buf line;
    char *copy = NULL;

    wd_buf_init(&line, 65536);
    wd_buf_printf(&line, "%llux ", (unsigned long long)wd_value_int(incident, "count"));
    wd_buf_put(&line, who.len ? who : WD_STR("unnamed caller"));
    if (what.len) {
        wd_buf_putz(&line, ": ");
        wd_buf_put(&line, what);
    }
    if (where.len) {
        wd_buf_putz(&line, " on ");
        wd_buf_put(&line, where);
    }
    if (text.len) {
        wd_buf_putz(&line, " | ");
        wd_buf_put(&line, wd_str_sub(text, 0, LINE_BYTES));
    }
    if (!line.failed)
        copy = strdup(wd_buf_cstr(&line));
    wd_buf_done(&line);
    return copy;
}

static void take(struct wd_comments *comments, struct wd_document *document, const json_t *incident,
                 size_t place)
{
    const json_t *ids = json_object_get(incident, "remedies");
    size_t at = wd_remedy_index(document, wd_value_item(ids, place));
    struct lines *lines;

    if (at == WD_NPOS || at >= comments->count)
        return;
    lines = &comments->of[at];
    if (lines->count < LINES_MAX && (lines->line[lines->count] = line_of(incident)) != NULL)
        lines->count++;
    else
        lines->more++;
}

struct wd_comments *wd_comments_read(struct wd_document *document, struct wd_error *err)
{
    struct wd_comments *comments = calloc(1, sizeof *comments);

    if (comments) {
        comments->count = wd_document_remedy_count(document);
        comments->of = calloc(comments->count + 1, sizeof *comments->of);
    }
    if (!comments || !comments->of) {
        wd_fail_memory(err);
        wd_comments_free(comments);
        return NULL;
    }
    for (size_t i = 0; i < wd_document_count(document); i++) {
        json_t *incident = wd_document_incident_in(document, i, WD_EXTENT_SHOWN, err);
        if (!incident) {
            wd_comments_free(comments);
            return NULL;
        }
        uint64_t together = wd_value_int(incident, "together");

        take(comments, document, incident, 0);
        for (size_t place = 1; place < together; place++)
            take(comments, document, incident, place);
        json_decref(incident);
    }
    return comments;
}

void wd_comments_free(struct wd_comments *comments)
{
    if (!comments)
        return;
    for (size_t i = 0; comments->of && i < comments->count; i++)
        for (size_t k = 0; k < comments->of[i].count; k++)
            free(comments->of[i].line[k]);
    free(comments->of);
    free(comments);
}

void wd_comment(struct wd_output *out, const char *label, struct wd_str text)
{
    wd_output_printf(out, "# %s", label);
    wd_output_put_visible(out, text);
    wd_output_putz(out, "\n");
}

bool wd_remedy_is_first(const json_t *remedy)
{
    return wd_value_int(remedy, "denials") > 0;
}

void wd_comment_incomplete(struct wd_output *out, const json_t *head)
{
    if (json_is_false(json_object_get(head, "complete")))
        wd_comment(out, "", wd_str_of(wd_word(wd_words_lang(head), WD_W_INCOMPLETE)));
}

void wd_comment_remedy(struct wd_output *out, const struct wd_comments *comments,
                       const json_t *head, const json_t *remedy, size_t index)
{
    const json_t *warnings = json_object_get(remedy, "warnings");
    const json_t *references = json_object_get(remedy, "references");
    const struct lines *lines = &comments->of[index];
    struct wd_buf title;

    wd_buf_init(&title, 65536);
    wd_buf_put(&title, wd_value_str(remedy, "id"));
    wd_buf_printf(&title,
                  " (%llu of %llu denials): ", (unsigned long long)wd_value_int(remedy, "denials"),
                  (unsigned long long)wd_value_sum(head, "denials"));
    wd_buf_put(&title, wd_value_str(remedy, "summary"));
    wd_comment(out, "", wd_buf_str(&title));
    wd_buf_done(&title);
    for (size_t i = 0; i < lines->count; i++)
        wd_comment(out, "  seen: ", wd_str_of(lines->line[i]));
    if (lines->more)
        wd_output_printf(out, "#   and %zu more problems\n", lines->more);
    wd_buf_init(&title, 65536);
    wd_remedy_size(&title, wd_words_lang(head), remedy, SIZE_MAX);
    if (title.len)
        wd_comment(out, "  role: ", wd_buf_str(&title));
    wd_buf_done(&title);
    for (size_t i = 0; i < json_array_size(warnings); i++)
        wd_comment(out, "  warning: ", wd_value_item(warnings, i));
    for (size_t i = 0; i < json_array_size(references) && i < 2; i++)
        wd_comment(out, "  see: ", wd_value_item(references, i));
}
