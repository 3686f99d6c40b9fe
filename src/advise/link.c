/* A link in the message that leads to the vendor's own troubleshooter for this very refusal, lifted out.
 *
 * Only pages of the two vendors whose address begins in a known way, and of the rest of the address only what such
 * links consist of: a log is anybody's text. A link that the sample's end may have cut is left alone. */
#include "advise/work.h"

#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

enum { LINK_MAX = 400 };

/* https://cloud.google.com/iam/docs/permission-error-messages,
 * https://cloud.google.com/vpc-service-controls/docs/violation-analyzer,
 * https://www.alibabacloud.com/help/en/openapi/troubleshoot */
static const char *const pages[] = {
    "https://console.cloud.google.com/iam-admin/troubleshooter",
    "https://console.cloud.google.com/security/service-perimeter/",
    "https://api.aliyun.com/troubleshoot?",
    "https://next.api.aliyun.com/troubleshoot?",
    "https://api.alibabacloud.com/troubleshoot?",
    "https://next.api.alibabacloud.com/troubleshoot?",
};

static bool belongs(char c)
{
    return wd_is_alnum(c) || wd_char_in(c, "-._~:/?#=&%;+,");
}

/* The link that begins there; empty if it may be cut. */
static struct wd_str link_at(struct wd_str text, size_t at)
{
    struct wd_str rest = wd_str_from(text, at);
    size_t n = 0;

    while (n < rest.len && n < LINK_MAX && belongs(rest.ptr[n]))
        n++;
    if (n == LINK_MAX || (n == rest.len && text.len + 1 >= WD_SAMPLE_TEXT_MAX))
        return WD_STR_NONE;
    while (n > 0 && wd_char_in(rest.ptr[n - 1], ".,:;?"))
        n--;
    return wd_str_sub(rest, 0, n);
}

static struct wd_str link_in(struct wd_str text)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        size_t at = wd_str_find(text, wd_str_of(pages[i]));

        if (at != WD_NPOS)
            return link_at(text, at);
    }
    return WD_STR_NONE;
}

int wd_remedy_link(struct wd_work *work)
{
    const struct wd_incident *incident = work->incident;
    struct wd_str link = WD_STR_NONE;
    struct wd_remedy *remedy;

    if (wd_work_lean(work))
        return 0;
    for (unsigned i = 0; i < incident->sample_count && link.len == 0; i++)
        link = link_in(wd_str_of(incident->samples[i].text));
    if (link.len == 0)
        return 0;
    struct wd_str parts[] = {WD_STR("investigate\nlink\n"), link};
    int fresh =
        wd_work_open(work, wd_arena_concat(work->arena, parts, 2), WD_REMEDY_INVESTIGATE, &remedy);

    if (fresh != 1)
        return fresh;
    remedy->summary = WD_SENTENCE(work->arena, work->lang, WD_SAY_OPEN_LINK, link).ptr;
    remedy->link = wd_arena_copy(work->arena, link).ptr;
    return remedy->summary && remedy->link ? 0 : -1;
}
