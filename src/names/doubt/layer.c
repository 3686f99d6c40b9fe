/* Alibaba Cloud: the sentence that refuses goes on and names the layer that did: a session policy, a boundary, a control
 * policy, an endpoint's, a resource's own, a condition. No Allow on the caller's side opens that. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

static const char *const layers[] = {
    "session polic",
    "boundar",
    "control polic",
    "service control",
    " scp",
    "(scp",
    "endpoint polic",
    "resource-based",
    "resource based",
    "resource polic",
    "bucket polic",
    "key polic",
    "network polic",
    "trust polic",
    "access point polic",
    "organization",
    "organisation",
    "resource directory",
    "sourceip",
    "source ip",
    "ip address",
    "sourcevpc",
    "condition",
    "mfa",
    "\xe4\xbc\x9a\xe8\xaf\x9d\xe7\xad\x96\xe7\x95\xa5", /* 会话策略 */
    "\xe7\xae\xa1\xe6\x8e\xa7\xe7\xad\x96\xe7\x95\xa5", /* 管控策略 */
    "\xe6\x9d\x83\xe9\x99\x90\xe8\xbe\xb9\xe7\x95\x8c", /* 权限边界 */
};

/* What gives a reason, and the policies that a grant is made of. */
static const char *const reasons[] = {"because", "due to", "owing to", "denied by", "blocked by"};
static const char *const grantable[] = {"identity-based", "identity based", "ram polic",
                                        "user polic",     "attached polic", "lack",
                                        "missing"};

/* Behind the resource, or the action: what the service says besides. */
static struct wd_str tail_of(const struct wd_event *event, struct wd_str line)
{
    struct wd_str action = event->permissions[0].name;
    size_t at = wd_str_find(line, action);

    if (at == WD_NPOS)
        return WD_STR_NONE;
    line = wd_str_from(line, at + action.len);
    at = wd_str_find(line, WD_STR("acs:"));
    if (at == WD_NPOS)
        return line;
    while (at < line.len && (unsigned char)line.ptr[at] > ' ')
        at++;
    return wd_str_from(line, at);
}

static bool names_a_layer(struct wd_str tail)
{
    if (WD_STR_IHAS_ANY(tail, layers))
        return true;
    return WD_STR_IHAS_ANY(tail, reasons) && !WD_STR_IHAS_ANY(tail, grantable);
}

static bool is_of_alibaba(const struct wd_event *event)
{
    return (event->system >= WD_SYSTEM_ALIBABA_DLC && event->system <= WD_SYSTEM_ALIBABA_ACR) ||
           wd_str_starts(event->slot[WD_SLOT_RESOURCE], WD_STR("acs:"));
}

void wd_doubt_layer(struct wd_event *event)
{
    if (event->permission_count == 0 || !is_of_alibaba(event) ||
        event->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str rest = event->texts[i].s;
        while (rest.len > 0)
            if (names_a_layer(tail_of(event, wd_str_cut(&rest, '\n'))))
                event->doubts |= WD_DOUBT_PERMISSION;
    }
}
