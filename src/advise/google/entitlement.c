/* Privileged Access Manager: where an entitlement gives the role, a person asks for a grant that ends by itself.
 *
 * Entitlements lie in a project, folder or organisation and give roles there; which of them a person may use only
 * that person's own search tells, so the request names none: the search comes first. What the request looks like:
 * https://cloud.google.com/iam/docs/pam-request-temporary-elevated-access and the gcloud reference of `pam`. */
#include "advise/google/grant.h"

/* "--project=acme-ml-prod": where entitlements for the place are looked for; empty where that is not known. */
static struct wd_str scope_of(const struct wd_work *work, const struct wd_grant_plan *grant)
{
    const char *type = grant->place.level->type;
    bool folder = strcmp(type, "folder") == 0;
    bool above = folder || strcmp(type, "organization") == 0;
    enum wd_part part = above ? WD_PART_LEAF : WD_PART_PROJECT;
    struct wd_fill_value value;

    if (grant->place.level->uses[part])
        value = wd_place_part(&grant->place, part);
    else
        value = wd_slot_value(work, WD_STR("project")); /* a bucket's name does not tell it */
    if (value.state != WD_FILL_OK)
        return WD_STR_NONE;
    return wd_arena_printf(work->arena, "--%s=%.*s",
                           folder  ? "folder"
                           : above ? "organization"
                                   : "project",
                           WD_STR_ARG(value.value));
}

bool wd_entitlement_ask(const struct wd_work *work, struct wd_str scope, struct wd_argv *ret_search,
                        struct wd_str *ret_request)
{
    const char *words[] = {"gcloud",
                           "pam",
                           "entitlements",
                           "search",
                           "--caller-access-type=grant-requester",
                           "--location=global",
                           scope.ptr};
    const char **argv = scope.len ? wd_arena_alloc(work->arena, sizeof words) : NULL;

    if (!argv)
        return false;
    memcpy(argv, words, sizeof words);
    *ret_search = (struct wd_argv){argv, sizeof words / sizeof *words};
    *ret_request = wd_arena_printf(work->arena,
                                   "gcloud pam grants create --entitlement=ENTITLEMENT "
                                   "--location=global %.*s --requested-duration=3600s "
                                   "--justification=JUSTIFICATION",
                                   WD_STR_ARG(scope));
    return ret_request->len > 0;
}

void wd_grant_entitlement(const struct wd_work *work, const struct wd_grant_plan *grant,
                          struct wd_temporary *temporary)
{
    struct wd_str request;

    if (wd_entitlement_ask(work, scope_of(work, grant), &temporary->search, &request))
        temporary->request = request.ptr;
}
