/* What gcloud binds nothing on, and the REST API does: getIamPolicy and setIamPolicy of the resource.
 *
 * setIamPolicy replaces the policy, so that nothing is ready to run here: a template reads it, adds the one binding and
 * writes it back, with the etag that was read. The methods of one such resource:
 * https://cloud.google.com/ai-platform/training/docs/reference/rest/v1/projects.jobs/setIamPolicy
 * https://cloud.google.com/iap/docs/reference/rest/v1/v1/getIamPolicy (a POST) */
#include "advise/google/grant.h"

#include "whydenied/base/buf.h"
#include "whydenied/base/escape.h"

#define TOKEN "-H \"Authorization: Bearer $(gcloud auth print-access-token)\" "
#define JSON  "-H 'Content-Type: application/json' "
/* Bindings with a condition are told to those alone who ask for version 3; a POST without a body is refused. */
#define POSTED "curl -s -X POST " TOKEN JSON "-d '{\"options\": {\"requestedPolicyVersion\": 3}}' "

enum { ROOM = 4096 };

static void put_word(struct wd_buf *out, const char *before, struct wd_str word)
{
    wd_buf_putz(out, before);
    wd_shell_quote(out, word);
}

static struct wd_str lines_of(const struct wd_work *work, const struct wd_binding *binding)
{
    struct wd_fill fill = {.resolve = wd_binding_resolve, .context = binding, .arena = work->arena};
    struct wd_str url = wd_fill_text(&fill, wd_str_of(binding->place->level->rest));
    struct wd_str get[] = {url, WD_STR(":getIamPolicy")}, set[] = {url, WD_STR(":setIamPolicy")};
    struct wd_str text = WD_STR_NONE;
    struct wd_buf out;

    wd_buf_init(&out, ROOM);
    put_word(&out, binding->place->level->rest_posts ? POSTED : "curl -s " TOKEN,
             wd_arena_concat(work->arena, get, 2));
    put_word(&out, " >policy.json\njq --arg role ", binding->role);
    put_word(&out, " --arg member ", binding->member.value);
    wd_buf_putz(&out, " '{policy: (.bindings += [{role: $role, members: [$member]}])}' policy.json "
                      ">request.json\n");
    put_word(&out, "curl -s -X POST " TOKEN JSON "-d @request.json ",
             wd_arena_concat(work->arena, set, 2));
    if (!out.failed && url.len > 0)
        text = wd_arena_copy(work->arena, wd_buf_str(&out));
    wd_buf_done(&out);
    return text;
}

void wd_grant_by_rest(const struct wd_work *work, struct wd_remedy *remedy,
                      const struct wd_binding *binding)
{
    struct wd_str lines = lines_of(work, binding);

    if (lines.len > 0)
        remedy->template_text = lines.ptr;
    if (remedy->withheld)
        wd_withhold_check(work, remedy);
    if (!remedy->why_no_command)
        remedy->why_no_command = remedy->withheld
                                     ? wd_withhold_reason(work).ptr
                                     : WD_SENTENCE0(work->arena, work->lang, WD_SAY_BY_REST).ptr;
}
