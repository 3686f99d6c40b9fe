/* The parts of a failed audit entry: who, which permissions, on what, and what the service's own
 * metadata adds (perimeters, enforcement mode, organisation policy, Kubernetes). */
#include "read/reading.h"

/* Who signed in through a pool of the workforce has an address that no policy knows: the pool's name for him is bound. */
static bool is_of_pool(struct wd_str subject, struct wd_str address)
{
    return wd_str_starts(subject, WD_STR("principal://")) &&
           !wd_str_ends(address, WD_STR(".gserviceaccount.com"));
}

/* Google removes the caller of failed reads from outside the organisation, so an empty principal is
 * left empty: nobody is invented in its place. */
void wd_audit_principal(struct wd_reading *r)
{
    struct wd_jv who = wd_field(r, r->proto, "authenticationInfo");
    struct wd_jv chain = wd_field(r, who, "serviceAccountDelegationInfo");
    struct wd_str mapped =
        wd_path_str(r, wd_field_json(r, r->proto, "metadata"), "mappedPrincipal");

    struct wd_str address = wd_field_str(r, who, "principalEmail"),
                  subject = wd_field_str(r, who, "principalSubject");

    if (!is_of_pool(subject, address))
        wd_set(r, WD_SLOT_PRINCIPAL, address);
    wd_set(r, WD_SLOT_PRINCIPAL, mapped);
    wd_set(r, WD_SLOT_PRINCIPAL, subject);
    /* The permission was checked on the account that was impersonated; the chain starts with
     * whoever began it. */
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, chain, "0.firstPartyPrincipal.principalEmail"));
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, chain, "0.principalSubject"));
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, who, "serviceDelegationHistory.originalPrincipal"));
    wd_set(r, WD_SLOT_DETAIL, wd_field_str(r, who, "serviceAccountKeyName"));
    /* A token through a chain of accounts: each lets the one before it, and the entry does not say which did not. */
    if (wd_path_str(r, r->proto, "request.delegates.0").len > 0)
        r->event->doubts |= WD_DOUBT_PRINCIPAL;
}

static enum wd_granted granted_of(const struct wd_reading *r, struct wd_jv check)
{
    struct wd_jv granted = wd_field(r, check, "granted");

    if (!wd_there(granted))
        return WD_GRANTED_UNSAID;
    return wd_truth(granted) ? WD_GRANTED_YES : WD_GRANTED_NO;
}

static struct wd_str check_resource(const struct wd_reading *r, struct wd_jv check)
{
    struct wd_str resource = wd_field_str(r, check, "resource");

    return resource.len ? resource : wd_path_str(r, check, "resourceAttributes.name");
}

/* No row refuses, and the record's message refuses what one of them says was granted: one of the two is not true. */
static void doubt_granted(struct wd_reading *r, struct wd_jv checks)
{
    struct wd_event *event = r->event;

    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);) {
        struct wd_str name = wd_field_str(r, it.value, "permission");
        for (size_t i = 0; i < event->text_count; i++)
            if (name.len > 0 && wd_str_has(event->texts[i].s, name))
                event->doubts |= WD_DOUBT_PERMISSION;
    }
}

/* What a resource lies in, or is, that has a policy of its own: two of one kind want two changes. */
static struct wd_str guarded(struct wd_str resource, const char *kind)
{
    size_t at = wd_str_find(resource, wd_str_of(kind));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(resource, at + strlen(kind));

    return strcmp(kind, "/datasets/") == 0 ? rest : wd_str_cut(&rest, '/');
}

static bool is_unique_id(struct wd_str name)
{
    unsigned long long n;

    return name.len >= 15 && wd_str_to_u64(name, &n);
}

/* "projects/acme-lab", the project itself; empty: what lies in one, or one by its number. */
static struct wd_str project_alone(struct wd_str resource)
{
    static const struct wd_str kind = {"projects/", 9};
    struct wd_str name =
        wd_str_from(resource, wd_str_starts(resource, kind) ? kind.len : resource.len);

    return wd_str_find_char(name, '/') == WD_NPOS && !wd_is_digit(wd_str_at(name, 0)) ? name
                                                                                      : WD_STR_NONE;
}

/* One permission refused on two such places: an account may stand in one of them by its number. */
static bool is_elsewhere(struct wd_str one, struct wd_str other)
{
    static const char *const kinds[] = {"/buckets/",         "/datasets/",   "/secrets/",
                                        "/topics/",          "/cryptoKeys/", "/subscriptions/",
                                        "/repositories/",    "/services/",   "/queues/",
                                        "/serviceAccounts/", "/subnetworks/"};

    struct wd_str project = project_alone(one), second = project_alone(other);

    if (project.len > 0 && second.len > 0)
        return !wd_str_eq(project, second);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct wd_str here = guarded(one, kinds[i]), there = guarded(other, kinds[i]);
        if (here.len > 0 && there.len > 0 && !wd_str_eq(here, there) && !is_unique_id(here) &&
            !is_unique_id(there))
            return true;
    }
    return false;
}

static void doubt_second_place(struct wd_event *event, struct wd_str name, struct wd_str resource)
{
    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_eq(event->permissions[i].name, name) &&
            is_elsewhere(event->permissions[i].resource, resource))
            event->doubts |= WD_DOUBT_PERMISSION;
}

/* A permission in the status is the one that failed; the list then only adds its resource. Without
 * one, every check not granted counts: proto3 leaves "granted": false out. */
void wd_audit_permissions(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_jv checks = wd_field(r, r->proto, "authorizationInfo");
    struct wd_str named = event->slot[WD_SLOT_PERMISSION];

    if (event->slot[WD_SLOT_CONSTRAINT].len > 0 ||
        wd_str_eq(event->slot[WD_SLOT_REASON], WD_STR("VPC_SERVICE_CONTROLS")))
        return;
    for (struct wd_jiter it = wd_jv_iter(checks); wd_jiter_next(&it);) {
        struct wd_str name = wd_field_str(r, it.value, "permission");
        enum wd_granted granted = granted_of(r, it.value);
        if (granted == WD_GRANTED_YES || (named.len > 0 && !wd_str_eq(name, named)))
            continue;
        if (wd_str_eq(name, WD_STR("sts.identityProviders.checkLogging")))
            continue; /* a probe of STS itself, false on every call */
        doubt_second_place(event, name, check_resource(r, it.value));
        wd_event_add_permission(event, name, check_resource(r, it.value), granted);
    }
    if (event->permission_count == 0)
        doubt_granted(r, checks);
    if (event->permission_count > 0) {
        wd_set(r, WD_SLOT_PERMISSION, event->permissions[0].name);
        wd_set(r, WD_SLOT_RESOURCE, event->permissions[0].resource);
    }
}

/* Accounts are logged by number; the label has the e-mail. */
static void read_service_account(struct wd_reading *r)
{
    struct wd_str name = wd_field_str(r, r->proto, "resourceName");
    struct wd_str email = wd_label(r, "email_id");

    if (email.len == 0)
        email = wd_last_part(wd_path_str(r, wd_field_json(r, r->proto, "request"), "name"), '/');
    if (email.len == 0 && wd_str_has(name, WD_STR("@")))
        email = wd_last_part(name, '/');
    if (!wd_str_has(email, WD_STR("@")))
        return;
    wd_set(r, WD_SLOT_SERVICE_ACCOUNT, email);
    struct wd_str *resource = &r->event->slot[WD_SLOT_RESOURCE];
    if (is_unique_id(wd_last_part(*resource, '/'))) {
        *resource = wd_arena_concat(
            r->arena, (const struct wd_str[]){WD_STR("projects/-/serviceAccounts/"), email}, 2);
        r->event->source[WD_SLOT_RESOURCE] = WD_SOURCE_FIELD;
    }
}

static void read_act_as(struct wd_reading *r)
{
    const struct wd_event *event = r->event;

    for (size_t i = 0; i < event->permission_count; i++)
        if (wd_str_ieq(event->permissions[i].name, WD_STR("iam.serviceAccounts.actAs")))
            wd_set(r, WD_SLOT_SERVICE_ACCOUNT, wd_last_part(event->permissions[i].resource, '/'));
}

static bool is_about_keys(const struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_has(event->texts[i].s, WD_STR("cloudkms")) ||
            wd_str_has(event->texts[i].s, WD_STR("KMS")) ||
            wd_str_has(event->texts[i].s, WD_STR("CryptoKey")))
            return true;
    return false;
}

/* Of a request's members, whatever a service calls them: the key, and whether it is the only one. */
static bool find_key(struct wd_jv v, unsigned depth, struct wd_str *key)
{
    enum { DEPTH_MAX = 6 };
    enum wd_json_type type = wd_jv_type(v);
    bool one = true;

    if (type == WD_JSON_STRING && wd_str_has(wd_jv_str(v), WD_STR("/cryptoKeys/"))) {
        one = key->len == 0 || wd_str_eq(*key, wd_jv_str(v));
        *key = wd_jv_str(v);
    } else if (depth < DEPTH_MAX && (type == WD_JSON_OBJECT || type == WD_JSON_ARRAY)) {
        for (struct wd_jiter it = wd_jv_iter(v); one && wd_jiter_next(&it);)
            one = find_key(it.value, depth + 1, key);
    }
    return one;
}

/* Refused the use of a key that only the request names: that is what it was refused on, not what it was for. */
void wd_audit_key(struct wd_reading *r)
{
    struct wd_str key = WD_STR_NONE;

    if (is_about_keys(r->event) && find_key(wd_field_json(r, r->proto, "request"), 0, &key))
        wd_set(r, WD_SLOT_RESOURCE, key);
}

void wd_audit_resource(struct wd_reading *r)
{
    struct wd_str service = r->event->slot[WD_SLOT_SERVICE];
    struct wd_jv current = wd_path(r, r->proto, "resourceLocation.currentLocations");

    wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, r->proto, "resourceName"));
    if (wd_str_starts(service, WD_STR("iam")))
        read_service_account(r);
    else
        read_act_as(r);
    wd_set(r, WD_SLOT_LOCATION, wd_path_str(r, current, "0"));
    wd_set(r, WD_SLOT_BUCKET, wd_label(r, "bucket_name"));
}

/* From where to where: the first violation of either direction. A network is named in full. */
static void read_crossing(struct wd_reading *r, struct wd_jv violations)
{
    struct wd_jv first = wd_path(r, violations, "0");

    wd_set(r, WD_SLOT_ORIGIN, wd_field_str(r, first, "source"));
    wd_set(r, WD_SLOT_TARGET, wd_field_str(r, first, "targetResource"));
    wd_set(r, WD_SLOT_POLICY, wd_field_str(r, first, "servicePerimeter"));
}

static bool is_of_perimeter(struct wd_reading *r, struct wd_jv metadata)
{
    return wd_str_ends(wd_field_str(r, metadata, "@type"),
                       WD_STR(".VpcServiceControlAuditMetadata"));
}

/* Dry runs are logged like denials; nothing was blocked. Exports leave status.details out: the metadata's type says it, too. */
static void read_perimeter(struct wd_reading *r, struct wd_jv metadata)
{
    struct wd_jv info = wd_field(r, metadata, "securityPolicyInfo");
    struct wd_str reason = wd_field_str(r, metadata, "violationReason");

    wd_set(r, WD_SLOT_UNIQUE_ID, wd_field_str(r, metadata, "vpcServiceControlsUniqueId"));
    wd_set(r, WD_SLOT_POLICY, wd_field_str(r, info, "servicePerimeterName"));
    read_crossing(r, wd_field(r, metadata, "egressViolations"));
    read_crossing(r, wd_field(r, metadata, "ingressViolations"));
    if (is_of_perimeter(r, metadata))
        wd_set(r, WD_SLOT_REASON, WD_STR("VPC_SERVICE_CONTROLS"));
    if (reason.len > 0) { /* more telling than the key's name */
        r->event->source[WD_SLOT_DETAIL] = WD_SOURCE_NONE;
        wd_set(r, WD_SLOT_DETAIL, reason);
    }
    if (wd_truth(wd_field(r, metadata, "dryRun")) && r->event->kind == WD_KIND_DENIAL)
        r->event->kind = WD_KIND_NOT_ENFORCED;
}

/* A record that breaks off before its metadata, or whose metadata nobody kept: the message says it, too. */
static bool says_dry_run(const struct wd_reading *r)
{
    return wd_str_starts(wd_field_str(r, wd_field(r, r->proto, "status"), "message"),
                         WD_STR("(Dry Run Mode) "));
}

static void read_org_policy(struct wd_reading *r)
{
    struct wd_jv info =
        wd_path(r, r->proto, "policyViolationInfo.orgPolicyViolationInfo.violationInfo.0");

    wd_set(r, WD_SLOT_CONSTRAINT, wd_field_str(r, info, "constraint"));
    wd_event_add_text(r->event, wd_field_str(r, info, "errorMessage"), WD_TEXT_DETAIL);
}

/* decision "forbid" is RBAC or IAM; "allow" beside a denial is admission. */
static void read_kubernetes(struct wd_reading *r)
{
    struct wd_jv labels = wd_field_json(r, r->root, "labels");
    struct wd_str decision = wd_jv_str(wd_jv_get(labels, "authorization.k8s.io/decision"));
    struct wd_jv response = wd_field_json(r, r->proto, "response");

    if (decision.len > 0) {
        r->event->source[WD_SLOT_DETAIL] = WD_SOURCE_NONE;
        wd_set(r, WD_SLOT_DETAIL, decision);
    }
    wd_set(r, WD_SLOT_REASON, wd_field_str(r, response, "reason"));
    wd_event_add_text(r->event, wd_field_str(r, response, "message"), WD_TEXT_RESPONSE);
}

void wd_audit_metadata(struct wd_reading *r)
{
    struct wd_jv metadata = wd_field_json(r, r->proto, "metadata");

    if (!wd_there(metadata) && r->loose)
        metadata = wd_field_json(r, r->proto, "metadataJson");
    if (wd_there(metadata))
        read_perimeter(r, metadata);
    if (r->event->kind == WD_KIND_DENIAL &&
        (wd_str_eq(wd_field_str(r, metadata, "iamEnforcementMode"), WD_STR("DRY_RUN")) ||
         says_dry_run(r)))
        r->event->kind = WD_KIND_NOT_ENFORCED;
    read_org_policy(r);
    if (wd_str_eq(r->event->slot[WD_SLOT_SERVICE], WD_STR("k8s.io")))
        read_kubernetes(r);
    struct wd_jv error = wd_path(r, wd_field_json(r, r->proto, "response"), "error");
    if (wd_jv_type(error) == WD_JSON_OBJECT)
        wd_event_add_text(r->event, wd_field_str(r, error, "message"), WD_TEXT_RESPONSE);
}
