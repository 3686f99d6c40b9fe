/* What was refused, by its name: which words are permissions, and how IAM spells them. */
#include "read/refusal/cast.h"

/* The spelling that IAM uses: "iam.serviceaccounts.actAs" and "ActAs" are met as well,
 * "iam.googleapis.com/denypolicies.create" and "gcloud.pubsub.topics.publish". */
static struct wd_str spelt(struct wd_cast *c, struct wd_str p)
{
    static const struct wd_str actas = {"iam.serviceAccounts.actAs", 25};
    size_t slash = wd_str_find(p, WD_STR(".googleapis.com/"));

    if (wd_str_ieq(p, actas))
        return actas;
    if (wd_str_starts(p, WD_STR("gcloud.")))
        return wd_str_from(p, 7);
    if (slash == WD_NPOS)
        return p;
    struct wd_str parts[] = {wd_str_sub(p, 0, slash), WD_STR("."), wd_str_from(p, slash + 16)};
    struct wd_str whole = wd_arena_concat(c->arena, parts, 3);
    c->failed = c->failed || !whole.ptr;
    return whole.ptr ? whole : p;
}

void wd_cast_permission(struct wd_cast *c, struct wd_str p)
{
    struct wd_refusal *r = c->r;

    p = spelt(c, p);
    for (size_t i = 0; i < r->permission_count; i++)
        if (wd_str_eq(r->permissions[i], p))
            return;
    if (r->permission_count < WD_REFUSAL_PERMISSIONS_MAX)
        r->permissions[r->permission_count++] = p;
    else
        r->overfull = true;
}

/* "storage.raft.fsm: permission denied": a module that speaks; what IAM calls its permissions by ends in what is done. By
 * the beginnings of the verbs in https://cloud.google.com/iam/docs/permissions-reference. */
static bool speaks(const struct wd_token *t)
{
    static const char *const verbs[] = {
        "access", "act",     "add",      "approve",  "attach", "bind",    "call",    "cancel",
        "commit", "connect", "consume",  "copy",     "create", "delete",  "deploy",  "destroy",
        "detach", "disable", "download", "enable",   "exec",   "export",  "get",     "import",
        "insert", "invoke",  "list",     "move",     "os",     "predict", "publish", "pull",
        "push",   "query",   "read",     "receive",  "remove", "reset",   "resolve", "restore",
        "run",    "search",  "select",   "send",     "set",    "sign",    "start",   "stop",
        "submit", "tag",     "test",     "undelete", "update", "upload",  "use",     "view",
        "write"};

    return t->shape == WD_SHAPE_PERMISSION && t->key && !t->quoted &&
           !WD_STR_ANY(wd_str_starts, wd_last_part(t->text, '.'), verbs);
}

/* "with condition '[fc:EnableHTTPTriggerInternet=true]'", "条件键 ecs:ImageSource": spelt like an action, and compared only. */
static bool is_compared(const struct wd_cast *c, size_t i)
{
    static const char *const nouns[] = {"condition", "conditions", "条件", "条件键"};
    struct wd_str before = i > 0 ? wd_cast_token(c, i - 1)->text : WD_STR_NONE;

    if (i > 1 && wd_str_ieq(before, WD_STR("key")))
        before = wd_cast_token(c, i - 2)->text;
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
        if (wd_str_ieq(before, wd_str_of(nouns[k])))
            return true;
    return false;
}

bool wd_cast_is_permission(const struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);

    if (t->shape == WD_SHAPE_ACTION && is_compared(c, i))
        return false;
    if (t->shape == WD_SHAPE_ACTION || (t->shape == WD_SHAPE_PERMISSION && !speaks(t)))
        return true;
    if (t->shape != WD_SHAPE_MAYBE && t->shape != WD_SHAPE_PERMISSION)
        return false;
    if (t->shape == WD_SHAPE_MAYBE && !(c->vendors & (WD_SIGN_GOOGLE | WD_SIGN_ALIBABA)))
        return false;
    if (c->vendors & WD_SIGN_ALIBABA && wd_str_find_char(t->text, ':') != WD_NPOS)
        return !(c->vendors >> WD_FOREIGN_FIRST);
    if (wd_str_starts(t->text, WD_STR("gcloud."))) /* "missing gcloud.pubsub.topics.publish" */
        return i > 0 &&
               (wd_cast_does(c, i - 1) == WD_DOES_LACK || wd_cast_does(c, i - 1) == WD_DOES_PERMIT);
    size_t last =
        t->key ? i : i + 1; /* "train.data.loader: permission denied": a module that speaks */
    for (size_t k = i > 2 ? i - 2 : 0; k <= last; k++)
        if (wd_cast_does(c, k) == WD_DOES_PERMIT)
            return true;
    return false;
}
