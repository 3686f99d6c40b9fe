/* The changes as a shell script to be read, cut down and then run.
 *
 * One command a line, each under its evidence. A change that answers denials stands ready; further
 * ways, templates with PLACEHOLDER words and checks stand as comments. Words are quoted again from the
 * argv, and a command with a word that is not plain ASCII (an edited report) becomes a comment. */
#include "report/comments.h"

#include "report/writer.h"
#include "whydenied/base/digest.h"
#include "whydenied/base/list.h"
#include "whydenied/report/value.h"

/* Commands that stand already: two changes may begin with the same one (a custom role for two accounts),
 * and a second time it would fail. */
struct seen {
    uint64_t *hashes;
    size_t count, room;
};

static bool stands_already(struct seen *seen, struct wd_str line)
{
    uint64_t hash = wd_hash(line);

    for (size_t i = 0; i < seen->count; i++)
        if (seen->hashes[i] == hash)
            return true;
    if (wd_list_grow(&seen->hashes, seen->count, &seen->room, sizeof *seen->hashes))
        seen->hashes[seen->count++] = hash;
    return false;
}

static bool is_plain(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < ' ' || s.ptr[i] > '~')
            return false;
    return true;
}

static bool may_stand(const json_t *argv)
{
    for (size_t i = 0; i < json_array_size(argv); i++)
        if (!json_is_string(json_array_get(argv, i)) || !is_plain(wd_value_item(argv, i)))
            return false;
    return json_array_size(argv) > 0;
}

static void put_command(struct wd_output *out, const json_t *command, const char *as_comment,
                        struct seen *seen)
{
    const json_t *argv = json_object_get(command, "argv");
    struct wd_buf line;

    wd_buf_init(&line, 1 << 20);
    wd_value_shell(&line, argv);
    if (as_comment || !may_stand(argv)) {
        wd_comment(out, as_comment ? as_comment : "refused: ", wd_buf_str(&line));
    } else if (stands_already(seen, wd_buf_str(&line))) {
        wd_comment(out, "  done above: ", wd_buf_str(&line));
    } else {
        wd_output_put(out, wd_buf_str(&line));
        wd_output_putz(out, "\n");
    }
    wd_buf_done(&line);
}

static void put_template(struct wd_output *out, const json_t *remedy)
{
    struct wd_str rest = wd_value_str(remedy, "template");

    while (rest.len > 0)
        wd_comment(out, "  fill in: ", wd_str_cut(&rest, '\n'));
    if (wd_value_str(remedy, "why_no_command").len)
        wd_comment(out, "  no command: ", wd_value_str(remedy, "why_no_command"));
}

static void put_remedy(struct wd_output *out, const struct wd_comments *comments,
                       const json_t *head, const json_t *remedy, size_t index, struct seen *seen)
{
    const json_t *commands = json_object_get(remedy, "commands");
    const json_t *verify = json_object_get(remedy, "verify");

    wd_output_putz(out, "\n");
    wd_comment_remedy(out, comments, head, remedy, index);
    put_template(out, remedy);
    for (size_t i = 0; i < json_array_size(verify); i++)
        put_command(out, json_array_get(verify, i), "  check: ", seen);
    for (size_t i = 0; i < json_array_size(commands); i++)
        put_command(out, json_array_get(commands, i),
                    wd_remedy_is_first(remedy) ? NULL : "  another way: ", seen);
}

int wd_write_script(struct wd_document *document, const struct wd_report_options *options,
                    struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    struct wd_comments *comments = wd_comments_read(document, err);
    struct seen seen = {NULL, 0, 0};
    int result = 0;

    (void)options;
    if (!comments)
        return -1;
    wd_output_putz(out,
                   "#!/bin/sh\n"
                   "# Access changes that whydenied proposes. Read each one, delete what should "
                   "not happen, then run.\n"
                   "# A denial is not a request: ask who needs the access and why.\n");
    wd_comment_incomplete(out, head);
    wd_output_putz(out, "set -eu\n");
    for (size_t i = 0; i < wd_document_remedy_count(document) && result == 0; i++) {
        json_t *remedy = wd_document_remedy(document, i, err);

        if (remedy)
            put_remedy(out, comments, head, remedy, i, &seen);
        else
            result = -1;
        json_decref(remedy);
    }
    free(seen.hashes);
    wd_comments_free(comments);
    return result;
}
