/* --emit-dir: the policy documents of the remedies, a file each, for `aliyun ram --PolicyDocument` and
 * review. Names come from the report's own ids, never from a log. */
#include "app/app.h"

#include "whydenied/base/json_value.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static int emit_one(const char *folder, const json_t *remedy, const json_t *policy)
{
    const char *id = json_string_value(json_object_get(remedy, "id"));
    struct wd_buf path;
    struct wd_error err;
    struct wd_output *out;
    char *text;
    int status = -1;

    if (!id || strspn(id, "R0123456789") != strlen(id))
        return 0;
    text = wd_json_dump(policy, JSON_INDENT(2) | JSON_SORT_KEYS);
    wd_buf_init(&path, 4096);
    wd_buf_printf(&path, "%s/%s.json", folder, id);
    out = text ? wd_output_open(wd_buf_cstr(&path), &err) : NULL;
    if (!text)
        wd_fail_memory(&err);
    if (out) {
        wd_output_putz(out, text);
        wd_output_putz(out, "\n");
        status = wd_output_commit(out, &err);
    }
    free(text);
    wd_buf_done(&path);
    return status < 0 ? wd_say_and(-1, "%s", err.text) : 0;
}

int wd_emit_policies(const char *folder, struct wd_document *document)
{
    int status = 0;

    struct stat st;

    if (mkdir(folder, 0700) < 0 && errno != EEXIST)
        return wd_say_and(-1, "--emit-dir %s: %s", folder, strerror(errno));
    if (stat(folder, &st) == 0 && !S_ISDIR(st.st_mode))
        return wd_say_and(-1, "--emit-dir %s: is no folder", folder);
    for (size_t i = 0; i < wd_document_remedy_count(document) && status == 0; i++) {
        json_t *remedy = wd_document_remedy(document, i, NULL);
        const json_t *policy = json_object_get(remedy, "policy");

        if (json_object_size(policy) > 0)
            status = emit_one(folder, remedy, policy);
        json_decref(remedy);
    }
    return status;
}
