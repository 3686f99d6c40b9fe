/* Evidence. A record may name two principals, three projects and a permission that belongs to neither: the
 * refusal's own words, the error's details, the call's fields, the client's wrapper, the log's envelope.
 *
 * First the refusal is chosen, principal, permission and resource together: where the message names another
 * principal than the fields do, the fields' one is the caller, and what was checked for the caller is no part
 * of the refusal. Then lower sources fill the blanks that fit. Where two of one rank disagree, the event says so
 * (doubts) and nothing ready-made comes of it. */
#include "names/evidence.h"
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/names.h"
#include "whydenied/names/home.h"
#include "whydenied/names/ident.h"
#include "whydenied/vocabulary/vendor.h"

/* ---- names that name nothing ------------------------------------------------------------------- */

/* "gs://acme-raw;curl…": no name ends so. */
static bool goes_on_oddly(struct wd_str text, struct wd_str name)
{
    size_t at = wd_str_find(text, name), end = at + name.len;

    return name.len > 0 && at != WD_NPOS && end + 1 < text.len &&
           wd_char_in(text.ptr[end], ";$|`") && !wd_is_space(text.ptr[end + 1]);
}

/* The record's field goes on where the words stop, or the words do: the name was cut at a blank or another odd byte. */
static void doubt_cut_names(struct wd_event *event)
{
    struct wd_str name = event->slot[WD_SLOT_RESOURCE], last = wd_last_part(name, '/');

    for (size_t i = 0; i < event->text_count; i++)
        if (goes_on_oddly(event->texts[i].s, last) ||
            goes_on_oddly(event->texts[i].s, event->slot[WD_SLOT_BUCKET]))
            event->doubts |= WD_DOUBT_READ;

    for (size_t i = 0; i < event->claim_count; i++) {
        const struct wd_claim *claim = &event->claims[i];
        if (claim->slot == WD_SLOT_RESOURCE && claim->source == WD_SOURCE_FIELD && name.len > 0 &&
            claim->s.len > name.len && wd_str_starts(claim->s, name) &&
            !wd_char_in(claim->s.ptr[name.len], "/?#:@"))
            event->doubts |= WD_DOUBT_READ;
    }
}

static void drop_placeholders(struct wd_event *event)
{
    if (wd_vendor_holds_images_in(event->slot[WD_SLOT_PROJECT]) ||
        wd_vendor_holds_data_in(event->slot[WD_SLOT_PROJECT]) ||
        wd_vendor_keeps_bucket(event->slot[WD_SLOT_BUCKET]) ||
        wd_vendor_keeps_bucket(event->slot[WD_SLOT_RESOURCE]))
        event->doubts |= WD_DOUBT_READ;
    static const enum wd_slot slots[] = {WD_SLOT_PRINCIPAL, WD_SLOT_PROJECT, WD_SLOT_ACCOUNT,
                                         WD_SLOT_BUCKET, WD_SLOT_REPOSITORY};

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        enum wd_source source = (enum wd_source)event->source[slots[i]];
        if (event->slot[slots[i]].len == 0 || !wd_evidence_is_placeholder(event->slot[slots[i]]))
            continue;
        wd_event_unset(event, slots[i]);
        for (size_t c = 0; c < event->claim_count; c++)
            if (event->claims[c].slot == slots[i] && event->claims[c].source <= source &&
                !wd_evidence_is_placeholder(event->claims[c].s))
                wd_event_set(event, slots[i], event->claims[c].s,
                             (enum wd_source)event->claims[c].source);
    }
}

/* ---- permissions ------------------------------------------------------------------------------- */

/* The same of permissions: what only a name says was not refused. */
static void drop_permissions_in_names(struct wd_event *event)
{
    size_t kept = 0;

    for (size_t i = 0; i < event->permission_count; i++)
        if (event->permissions[i].source == WD_SOURCE_FIELD ||
            !wd_evidence_is_in_a_name(event, event->permissions[i].name))
            event->permissions[kept++] = event->permissions[i];
    if (kept == 0 && event->permission_count > 0)
        event->doubts |= WD_DOUBT_PERMISSION; /* nothing else says what was refused */
    else
        event->permission_count = kept;
    if (kept > 0 && wd_evidence_is_in_a_name(event, event->slot[WD_SLOT_PERMISSION]))
        wd_event_unset(event, WD_SLOT_PERMISSION);
}

/* What was called, in the text, where nothing but a rule's constant says what was refused. */
static void read_oss_call(struct wd_event *event)
{
    if (event->system != WD_SYSTEM_ALIBABA_OSS ||
        wd_evidence_best_permission(event) > WD_SOURCE_RULE)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str action = wd_oss_action_in(event->texts[i].s);
        if (action.len > 0) {
            wd_event_add_permission_from(event, action, WD_SOURCE_WRAPPER);
            return;
        }
    }
}

/* A guess stands only where nothing is known, a rule's constant only where nothing is guessed from the call; the
 * rest is a union. */
static void settle_permissions(struct wd_event *event)
{
    enum wd_source best;

    read_oss_call(event);
    best = wd_evidence_best_permission(event);
    if (best > WD_SOURCE_RULE)
        wd_evidence_drop_permissions_below(event, best > WD_SOURCE_CARRIER ? WD_SOURCE_STREAM
                                                                           : WD_SOURCE_CARRIER);
}

/* ---- resources and projects -------------------------------------------------------------------- */

/* Where "?project=" stands, or "&project=" among what the first address asks for. */
static size_t asked_project(struct wd_str rest)
{
    size_t first = wd_str_find(rest, WD_STR("?project="));
    size_t later =
        wd_str_find(wd_str_sub(rest, 0, wd_str_find_char(rest, ' ')), WD_STR("&project="));

    return first < later ? first : later;
}

/* "POST https://storage.googleapis.com/storage/v1/b?project=P": the call's own project. */
static void read_url_project(struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str text = event->texts[i].s;
        size_t host = wd_str_find(text, WD_STR("googleapis.com/"));
        struct wd_str rest = wd_str_from(text, host == WD_NPOS ? text.len : host), project;
        size_t at = asked_project(rest), len = 0;
        rest = wd_str_from(rest, at == WD_NPOS ? rest.len : at + 9);
        while (len < rest.len && (wd_is_word(rest.ptr[len]) || rest.ptr[len] == '-'))
            len++;
        project = wd_str_sub(rest, 0, len);
        if (wd_ident_ok(WD_IDENT_PROJECT, project))
            wd_event_set(event, WD_SLOT_PROJECT, project, WD_SOURCE_WRAPPER);
    }
}

static bool is_number(struct wd_str s)
{
    return wd_ident_ok(WD_IDENT_NUMBER, s);
}

/* Both name a project, in one spelling, and not the same. */
static bool projects_differ(struct wd_str a, struct wd_str b)
{
    return a.len > 0 && b.len > 0 && is_number(a) == is_number(b) && !wd_str_eq(a, b) &&
           !wd_evidence_is_placeholder(a) && !wd_evidence_is_placeholder(b);
}

/* A key that a disk is encrypted with: the message names what was refused, the field what it was for. */
static bool kinds_differ(const struct wd_event *event, const struct wd_object *told,
                         const struct wd_object *known)
{
    return event->permission_count > 0 && event->permissions[0].source == WD_SOURCE_MESSAGE &&
           told->type && known->type && strcmp(told->type, known->type) != 0 &&
           strcmp(told->type, "project") != 0;
}

/* Whether a field says what was refused, and on what: of a query the table that was checked, not the job. */
static bool was_checked(const struct wd_event *event, struct wd_str *on)
{
    bool checked = false;

    for (size_t i = 0; i < event->permission_count; i++) {
        const struct wd_permission *p = &event->permissions[i];
        if (p->source != WD_SOURCE_FIELD && p->source != WD_SOURCE_DETAIL)
            continue;
        if (!checked && p->resource.len > 0)
            *on = p->resource;
        checked = true;
    }
    return checked;
}

/* The message's words for a resource are often shorter than the field's; they beat it where they lie
 * elsewhere, or where the fields do not say what was refused. */
static void choose_resource(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str field = wd_event_claimed(event, WD_SLOT_RESOURCE, WD_SOURCE_DETAIL);
    bool checked = was_checked(event, &field);
    struct wd_object told, known;

    if (event->source[WD_SLOT_RESOURCE] != WD_SOURCE_MESSAGE || field.len == 0)
        return;
    wd_resource_canonical(event->slot[WD_SLOT_RESOURCE], WD_STR_NONE, arena, &told);
    wd_resource_canonical(field, WD_STR_NONE, arena, &known);
    if (!checked || projects_differ(told.project, known.project) ||
        kinds_differ(event, &told, &known))
        return;
    wd_event_unset(event, WD_SLOT_RESOURCE);
    wd_event_set(event, WD_SLOT_RESOURCE, field, WD_SOURCE_FIELD);
}

/* Two of one kind that have policies of their own. */
static bool are_two(const struct wd_object *one, const struct wd_object *other)
{
    static const char *const kinds[] = {
        "bucket",       "dataset", "secret", "topic",
        "subscription", "kms_key", "queue",  "artifact_registry_repository"};

    return one->type && other->type && strcmp(one->type, other->type) == 0 &&
           WD_STR_IN(wd_str_of(one->type), kinds) && !wd_str_eq(one->leaf, other->leaf);
}

/* "compute.subnetworks.use" on a network of one project, "compute.images.useReadOnly" on an image of another, or what was
 * read from one bucket and written to another: what is known of the one place says nothing of the other. */
static void doubt_scattered(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_object first = {0};

    for (size_t i = 0; i < event->permission_count && event->permission_count > 1; i++) {
        struct wd_object on;
        if (event->permissions[i].resource.len == 0)
            continue;
        wd_resource_canonical(event->permissions[i].resource, WD_STR_NONE, arena, &on);
        if (projects_differ(first.project, on.project) || are_two(&first, &on))
            event->doubts |= WD_DOUBT_PERMISSION;
        first = first.project.len > 0 ? first : on;
    }
}

/* An audit entry inside running text is somebody's word for it, taken out of it or not. */
static void doubt_quoted_record(struct wd_event *event)
{
    if (event->voice == WD_VOICE_APPLICATION && event->structured &&
        event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_FIELD && event->slot[WD_SLOT_METHOD].len > 0)
        event->doubts |= WD_DOUBT_READ;
    for (size_t i = 0; i < event->text_count && event->voice != WD_VOICE_SERVICE; i++)
        if (wd_str_has(event->texts[i].s, WD_STR("protoPayload")))
            event->doubts |= WD_DOUBT_READ;
}

/* "requires one of ["container.pods.list"]" beside the row io.k8s.core.v1.pods.list: what IAM and what the cluster call one
 * right. */
static bool is_iams_name(const struct wd_event *event, const struct wd_permission *p)
{
    return wd_str_eqz(event->slot[WD_SLOT_SERVICE], "k8s.io") &&
           wd_str_starts(p->name, WD_STR("container."));
}

/* The words name a permission, the rows or the error's details others and not that one: two answers to what was
 * refused. */
static void doubt_other_permissions(struct wd_event *event)
{
    bool alone = false, others = false;

    for (size_t i = 0; i < event->permission_count; i++) {
        const struct wd_permission *p = &event->permissions[i];
        if (p->source != WD_SOURCE_MESSAGE) {
            others = others || p->source == WD_SOURCE_FIELD || p->source == WD_SOURCE_DETAIL;
            continue;
        }
        if (p->granted != WD_GRANTED_UNSAID || p->resource.len > 0)
            return;
        alone = alone || !is_iams_name(event, p);
    }
    if (alone && others)
        event->doubts |= WD_DOUBT_PERMISSION;
}

/* "at the cluster scope": the namespace that the pod's log lies in is not where it was refused. */
static void drop_lent_namespace(struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (event->source[WD_SLOT_NAMESPACE] == WD_SOURCE_CARRIER &&
            wd_str_has(event->texts[i].s, WD_STR("at the cluster scope")))
            wd_event_unset(event, WD_SLOT_NAMESPACE);
}

/* "app@acme-ml-prod.iam": PostgreSQL's name for a service account, which leaves out its end.
 * https://cloud.google.com/sql/docs/postgres/iam-authentication */
static void complete_login(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_str *who = &event->slot[WD_SLOT_PRINCIPAL];

    if (wd_str_ends(*who, WD_STR(".iam")) && wd_str_find_char(*who, '@') != WD_NPOS)
        *who = wd_arena_concat(arena, (const struct wd_str[]){*who, WD_STR(".gserviceaccount.com")},
                               2);
}

/* What the record that carries the text says of itself, whatever the text says. */
static struct wd_str carried(const struct wd_event *event, enum wd_slot slot)
{
    return event->source[slot] == WD_SOURCE_CARRIER
               ? event->slot[slot]
               : wd_event_claimed(event, slot, WD_SOURCE_CARRIER);
}

/* `User "kubelet-bootstrap" cannot …`: neither a pod's account nor one with a home. */
static bool is_user_of_no_home(const struct wd_event *event, struct wd_str who)
{
    if (wd_ident_ok(WD_IDENT_EMAIL, who) || wd_str_starts(who, WD_STR("system:")))
        return false;
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_has(event->texts[i].s, WD_STR("User ")) &&
            wd_str_has(event->texts[i].s, WD_STR(" cannot ")))
            return true;
    return false;
}

/* The text names a cluster that is not the pod's: where the pod runs is not where that one is. */
static void settle_cluster(struct wd_event *event)
{
    struct wd_str own = carried(event, WD_SLOT_CLUSTER);

    if (own.len == 0 || wd_str_eq(event->slot[WD_SLOT_CLUSTER], own))
        return;
    if (event->source[WD_SLOT_LOCATION] == WD_SOURCE_CARRIER)
        wd_event_unset(event, WD_SLOT_LOCATION);
    if (event->voice == WD_VOICE_APPLICATION)
        event->doubts |= WD_DOUBT_READ;
}

/* A pod speaks for accounts of its own namespace, and of what is refused there. Where the text's namespace is the pod's
 * own, no other is claimed. */
static void settle_namespace(struct wd_event *event)
{
    static const struct wd_str account = {"system:serviceaccount:", 22};
    bool in_cluster = carried(event, WD_SLOT_CLUSTER).len > 0;
    struct wd_str own = carried(event, WD_SLOT_NAMESPACE);
    struct wd_str who = event->slot[WD_SLOT_PRINCIPAL], name = wd_str_from(who, account.len);

    if (own.len == 0 && in_cluster)
        own = event->slot[WD_SLOT_NAMESPACE];
    drop_lent_namespace(event);
    if (event->voice != WD_VOICE_APPLICATION || own.len == 0)
        return;
    if (wd_str_starts(who, account) ? !wd_str_eq(wd_str_cut(&name, ':'), own) ||
                                          !wd_str_eq(event->slot[WD_SLOT_NAMESPACE], own)
                                    : in_cluster && is_user_of_no_home(event, who))
        event->doubts |= WD_DOUBT_READ;
}

void wd_evidence_weigh(struct wd_event *event, struct wd_arena *arena)
{
    struct wd_pairs pairs = {{0}}; /* of its texts */
    struct wd_object on;           /* what was refused, once that is chosen */

    for (size_t i = 0; i < event->text_count; i++)
        wd_pairs_add(&pairs, event->texts[i].s);
    wd_evidence_drop_half_address(event);
    wd_evidence_drop_assumed(event);
    wd_doubt_beside(event);
    doubt_quoted_record(event);
    doubt_cut_names(event);
    wd_doubt_folded(event);
    wd_doubt_echoed(event);
    wd_doubt_wrapped(event);
    drop_placeholders(event);
    drop_permissions_in_names(event);
    settle_permissions(event);
    wd_evidence_settle_party(event);
    wd_evidence_settle_principal(event);
    complete_login(event, arena);
    read_url_project(event);
    wd_product_part(event);
    wd_doubt_two_resources(event, arena);
    choose_resource(event, arena);
    wd_evidence_follow(event);
    wd_evidence_settle_places(event, arena);
    doubt_scattered(event, arena);
    wd_evidence_part_checks(event, arena);
    wd_evidence_settle_listed(event);
    wd_doubt_second(event, &pairs);
    wd_doubt_walls(event, &pairs, arena);
    doubt_other_permissions(event);
    wd_doubt_other_account(event);
    wd_doubt_layer(event);
    wd_doubt_registry(event);
    settle_namespace(event);
    settle_cluster(event);
    wd_doubt_scope(event);
    wd_doubt_cluster(event);
    wd_resource_canonical(event->slot[WD_SLOT_RESOURCE], event->slot[WD_SLOT_SERVICE], arena, &on);
    wd_doubt_stumps(event, &pairs, &on);
    wd_doubt_unlike(event, &on);
    wd_doubt_unnamed(event, &on);
    wd_doubt_examples(event, &on);
    wd_doubt_once(event);
    wd_doubt_visitor(event);
    wd_doubt_view(event);
}
