/* The changes as Terraform: one resource a change, under its evidence.
 *
 * Changes that answer denials stand ready; further ways stand as comments. Text that is not plain
 * (an edited report) is never passed through. */
#include "report/comments.h"

#include "report/writer.h"
#include "whydenied/report/value.h"

static bool is_plain(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((s.ptr[i] < ' ' || s.ptr[i] > '~') && s.ptr[i] != '\n')
            return false;
    return s.len > 0;
}

static bool uses(struct wd_document *document, struct wd_str provider)
{
    bool found = false;

    for (size_t i = 0; i < wd_document_remedy_count(document) && !found; i++) {
        json_t *remedy = wd_document_remedy(document, i, NULL);

        found = wd_str_has(wd_value_str(remedy, "terraform"), provider);
        json_decref(remedy);
    }
    return found;
}

static void put_providers(struct wd_output *out, struct wd_document *document)
{
    if (uses(document, WD_STR("resource \"alicloud_")))
        wd_output_putz(out, "\nterraform {\n  required_providers {\n    alicloud = {\n"
                            "      source = \"aliyun/alicloud\"\n    }\n  }\n}\n");
}

static void put_comment_block(struct wd_output *out, const char *head, struct wd_str text)
{
    wd_output_putz(out, head);
    while (text.len > 0)
        wd_comment(out, "", wd_str_cut(&text, '\n'));
}

/* A change that is not written as Terraform: a custom role, a policy of RAM's, an API, one that is not ready. */
static void put_elsewhere(struct wd_output *out, const json_t *remedy)
{
    bool ready = json_array_size(json_object_get(remedy, "commands")) > 0;

    if (!ready && wd_value_str(remedy, "template").len == 0)
        return;
    wd_output_putz(out, "\n");
    wd_comment(out, "", wd_value_str(remedy, "id"));
    wd_comment(out, "", wd_value_str(remedy, "summary"));
    wd_output_putz(out, ready ? "# Not written as Terraform; --format script has its commands.\n"
                              : "# Not ready; --format script has what is to be filled in.\n");
}

static void put_remedy(struct wd_output *out, const struct wd_comments *comments,
                       const json_t *head, const json_t *remedy, size_t index)
{
    struct wd_str text = wd_value_str(remedy, "terraform");

    if (!is_plain(text)) {
        put_elsewhere(out, remedy);
        return;
    }
    wd_output_putz(out, "\n");
    wd_comment_remedy(out, comments, head, remedy, index);
    if (!wd_remedy_is_first(remedy)) {
        put_comment_block(out, "# another way:\n", text);
        return;
    }
    struct wd_str ending = wd_value_str(json_object_get(remedy, "temporary"), "terraform");

    wd_output_put(out, text);
    if (is_plain(ending))
        put_comment_block(out, "# instead of it, ending by itself:\n", ending);
}

int wd_write_terraform(struct wd_document *document, const struct wd_report_options *options,
                       struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    struct wd_comments *comments = wd_comments_read(document, err);
    int result = 0;

    (void)options;
    if (!comments)
        return -1;
    wd_output_putz(out, "# Access changes that whydenied proposes. Read each one before terraform "
                        "apply; a denial is not a request.\n");
    wd_comment_incomplete(out, head);
    put_providers(out, document);
    for (size_t i = 0; i < wd_document_remedy_count(document) && result == 0; i++) {
        json_t *remedy = wd_document_remedy(document, i, err);

        if (remedy)
            put_remedy(out, comments, head, remedy, i);
        else
            result = -1;
        json_decref(remedy);
    }
    wd_comments_free(comments);
    return result;
}
