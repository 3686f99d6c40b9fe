/* What the parties of a sentence come to: what was refused, and which kind of refusal it is. */
#include "read/refusal/cast.h"

/* "impersonation permission on the trigger's service account X", "to act as it" */
static bool is_about_acting(const struct wd_cast *c)
{
    for (size_t i = 0; i < c->s->count; i++)
        if (wd_cast_does(c, i) == WD_DOES_ACT ||
            wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("impersonation")))
            return true;
    return false;
}

/* "access to NAME" of a store's permission, "bucket NAME": nothing between them; a host that is named elsewhere is one. */
static bool is_called_a_bucket(const struct wd_cast *c)
{
    for (size_t i = 1; i < c->s->count; i++) {
        if (wd_cast_token(c, i)->text.ptr != c->r->object.ptr)
            continue;
        struct wd_str before = wd_cast_token(c, i - 1)->text;
        return wd_str_ieq(before, WD_STR("bucket")) ||
               (i > 1 && wd_refusal_is_of_storage(c->r) && wd_str_ieq(before, WD_STR("to")) &&
                wd_str_ieq(wd_cast_token(c, i - 2)->text, WD_STR("access")));
    }
    return false;
}

/* "storage.objects.create access to staging.acme-web.appspot.com/a/b": a bucket may be called as a domain is. */
static bool is_bucket_of_domain(const struct wd_cast *c)
{
    struct wd_str name = c->r->object, bucket = wd_str_cut(&name, '/');

    return (c->object_shape == WD_SHAPE_ADDRESS || c->object_shape == WD_SHAPE_HOST) &&
           !wd_str_ends(bucket, WD_STR("googleapis.com")) &&
           !wd_str_ends(bucket, WD_STR(".google.com")) && !wd_is_registry(bucket) &&
           wd_str_find_char(bucket, ':') == WD_NPOS && is_called_a_bucket(c);
}

/* "a problem refreshing auth tokens for account X": X is who has signed in, and nothing that is asked for. */
static bool is_of_tokens(const struct wd_cast *c)
{
    for (size_t i = 0; i + 2 < c->s->count; i++)
        if (wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("tokens")) &&
            wd_cast_does(c, i + 1) == WD_DOES_FOR &&
            wd_str_ieq(wd_cast_token(c, i + 2)->text, WD_STR("account")))
            return true;
    return false;
}

static void take_signed_in(struct wd_refusal *r)
{
    if (r->object.len > 0) {
        r->subject = r->object;
        r->said = WD_SAID_NAMED;
    }
    r->object = r->act_as = r->part[WD_PART_SERVICE_ACCOUNT] = WD_STR_NONE;
}

/* "failed to save to models/v7: X does not have storage.objects.create access", "job 88 failed: …": a file, a folder or a
 * number of the caller's. A store's sentence names the bucket behind the permission, or calls it one. */
static bool is_of_caller(const struct wd_cast *c)
{
    const struct wd_str *part = c->r->part;

    if (c->object_shape != WD_SHAPE_PATH &&
        (c->object_shape > WD_SHAPE_NUMBER || !wd_str_eq(part[WD_PART_NAME], c->r->object)))
        return false;
    for (size_t i = 0; i < c->s->count && !wd_cast_is_permission(c, i); i++)
        if (wd_cast_token(c, i)->text.ptr == c->r->object.ptr)
            return !is_called_a_bucket(c);
    return false;
}

/* "permission to access service account projects/-/serviceAccounts/X": whoever may not is to act as it. */
static bool is_access_to_account(const struct wd_cast *c)
{
    struct wd_str account = c->r->part[WD_PART_SERVICE_ACCOUNT];

    if (account.len == 0 || !wd_str_ends(c->r->object, account))
        return false;
    for (size_t i = 0; i + 2 < c->s->count; i++)
        if (wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("access")) &&
            wd_str_ieq(wd_cast_token(c, i + 1)->text, WD_STR("service")) &&
            wd_str_ieq(wd_cast_token(c, i + 2)->text, WD_STR("account")))
            return true;
    return false;
}

void wd_cast_settle_object(struct wd_cast *c)
{
    struct wd_naming n = {.arena = c->arena, .part = c->r->part};
    struct wd_str rest = c->r->object;

    if (is_of_tokens(c)) {
        take_signed_in(c->r);
        return;
    }

    if (c->r->permission_count > 0 && c->r->act_as.len == 0 &&
        wd_str_starts(c->r->permissions[0], WD_STR("iam.serviceAccounts.")) && c->r->object.len > 0)
        c->r->act_as = c->r->part[WD_PART_SERVICE_ACCOUNT];
    if (c->r->permission_count == 0 && c->r->act_as.len == 0 &&
        c->object_shape == WD_SHAPE_EMAIL && /* "does not have access to service account X" */
        wd_str_ends(c->r->object, WD_STR("gserviceaccount.com")))
        c->r->act_as = c->r->object;
    if (c->r->permission_count == 0 && c->r->act_as.len == 0 &&
        (is_about_acting(c) || is_access_to_account(c)))
        c->r->act_as = c->r->part[WD_PART_SERVICE_ACCOUNT];
    if (c->r->act_as.len > 0 && c->r->object.len == 0)
        wd_cast_parts(c, c->r->act_as);
    bool storage = wd_refusal_is_of_storage(c->r);
    if (is_bucket_of_domain(c)) {
        c->r->part[WD_PART_HOST] = WD_STR_NONE;
        c->r->part[WD_PART_BUCKET] = wd_str_cut(&rest, '/');
        c->r->part[WD_PART_KEY] = rest;
        return;
    }
    if (storage && is_of_caller(c)) {
        c->r->object = c->r->part[WD_PART_BUCKET];
        c->r->part[WD_PART_TYPE] = c->r->part[WD_PART_NAME] = WD_STR_NONE;
        return;
    }
    if (c->object_shape != WD_SHAPE_PATH || (!storage && !(c->vendors & WD_SIGN_WANDB)))
        return;
    c->r->part[WD_PART_TYPE] = c->r->part[WD_PART_NAME] = WD_STR_NONE;
    wd_part_set(&n, storage ? WD_PART_BUCKET : WD_PART_ENTITY, wd_str_cut(&rest, '/'));
    wd_part_set(&n, storage ? WD_PART_KEY : WD_PART_PROJECT,
                storage ? rest : wd_str_cut(&rest, '/'));
}

/* "X is missing the role roles/composer.serviceAgent on service account Y": Y is what the role lies on. */
static bool is_acting(const struct wd_refusal *r)
{
    static const char *const of_accounts[] = {"roles/iam.serviceAccount", "roles/iam.workload"};

    return r->act_as.len > 0 && (r->role.len == 0 || r->several_roles ||
                                 WD_STR_ANY(wd_str_starts, r->role, of_accounts));
}

bool wd_refusal_is_of_storage(const struct wd_refusal *refusal)
{
    return refusal->permission_count > 0
               ? wd_str_starts(refusal->permissions[0], WD_STR("storage."))
               : wd_str_starts(refusal->role, WD_STR("roles/storage."));
}

enum wd_refusal_kind wd_cast_kind(const struct wd_cast *c, unsigned signs)
{
    const struct wd_refusal *r = c->r;
    const struct wd_tone *tone = &c->out->tone;

    if ((tone->unused && (signs & WD_TEXT_UNUSED_API || r->part[WD_PART_PROJECT].len > 0)) ||
        wd_str_eqz(r->code, "SERVICE_DISABLED"))
        return WD_REFUSAL_API_OFF;
    if (tone->cannot && r->subject.len > 0 && r->action.len > 0 &&
        (c->vendors & WD_SIGN_KUBERNETES || r->part[WD_PART_NAMESPACE].len))
        return WD_REFUSAL_RBAC;
    if (r->permission_count > 0)
        return WD_REFUSAL_PERMISSION;
    if (tone->off && (tone->code || tone->refuses || signs & WD_TEXT_REFUSES ||
                      (r->part[WD_PART_PROJECT].len > 0 && wd_sentence_tells_off(c->s))))
        return WD_REFUSAL_API_OFF;
    if (is_acting(r))
        return WD_REFUSAL_ACT_AS;
    if (r->part[WD_PART_REPOSITORY].len > 0 && wd_is_registry(r->part[WD_PART_HOST]))
        return WD_REFUSAL_REGISTRY;
    if (r->object.len > 0 || r->part[WD_PART_PROJECT].len > 0 || r->part[WD_PART_BUCKET].len > 0)
        return WD_REFUSAL_OBJECT;
    return tone->credential ? WD_REFUSAL_CREDENTIAL : WD_REFUSAL_CODE;
}

static bool is_resource(const struct wd_token *t)
{
    return t->shape == WD_SHAPE_RESOURCE || t->shape == WD_SHAPE_ACS;
}

/* "Resource R", "for resource R" behind a stop: only words that lead to a name; 0: it is none. */
static size_t led_to(const struct wd_cast *c)
{
    size_t last = c->s->count - 1;

    if (last == 0 || last > 2 || !is_resource(wd_cast_token(c, last)))
        return 0;
    for (size_t i = 0; i < last; i++) {
        enum wd_does does = wd_cast_does(c, i);
        if (wd_cast_token(c, i)->key ||
            (does != WD_DOES_PLACE && does != WD_DOES_FOR && does != WD_DOES_NAME_THING))
            return 0;
    }
    return last;
}

/* A resource's name, or a key and such a name, and nothing else: of the refusal before it. */
void wd_cast_name_alone(struct wd_cast *c)
{
    const struct wd_token *first = wd_cast_token(c, 0), *second = wd_cast_token(c, 1);
    bool noun = !first->meaning || wd_token_does(first) == WD_DOES_NAME_THING;
    if (c->s->count > 0 && c->r->permission_count == c->s->count) { /* "denied; p; R", "p, q" */
        c->out->alone = true;
        return;
    }
    bool keyed = c->s->count == 2 && first->key && noun && is_resource(second);

    size_t led = c->s->count > 0 ? led_to(c) : 0;

    if (!keyed && led == 0 && !((c->s->count == 1 || second->key) && is_resource(first)))
        return;
    c->out->alone = true;
    c->r->object = wd_cast_token(c, keyed ? 1 : led)->text;
    wd_cast_parts(c, c->r->object);
}

/* "for caller X", "denied to X", "used by X": whoever lacks something, of two accounts. People act as accounts. */
static bool is_caller(const struct wd_cast *c, size_t i)
{
    static const char *const words[] = {"for",       "by",       "to",       "caller",
                                        "principal", "identity", "requester"};

    return !wd_str_ends(wd_cast_token(c, i)->text, WD_STR("gserviceaccount.com")) ||
           (i > 0 && WD_STR_ANY(wd_str_ieq, wd_cast_token(c, i - 1)->text, words));
}

/* Two accounts in the sentence, in order; fewer or more: false. */
static bool two_accounts(const struct wd_cast *c, size_t *ret_first, size_t *ret_second)
{
    size_t count = 0, at[2];

    for (size_t i = 0; i < c->s->count; i++) {
        const struct wd_token *t = wd_cast_token(c, i);
        if ((t->shape != WD_SHAPE_EMAIL && t->shape != WD_SHAPE_IDENTITY) ||
            wd_str_find_char(t->text, '@') == WD_NPOS ||
            (count > 0 && wd_str_ieq(t->text, wd_cast_token(c, at[0])->text)))
            continue;
        if (count == 2)
            return false;
        at[count++] = i;
    }
    if (count < 2)
        return false;
    *ret_first = at[0];
    *ret_second = at[1];
    return true;
}

/* "X could not be impersonated by Y" */
static bool is_passive(const struct wd_cast *c)
{
    for (size_t i = 0; i + 1 < c->s->count; i++)
        if (wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("impersonated")) &&
            wd_str_ieq(wd_cast_token(c, i + 1)->text, WD_STR("by")))
            return c->r->permission_count == 0 &&
                   (c->out->tone.cannot || c->out->tone.refuses || c->out->tone.code);
    return false;
}

/* "X cannot create tokens for Y", "X does not have p for Y"; not "X cannot be impersonated by Y", "X does not trust Y". */
static bool has_not(const struct wd_cast *c, size_t i)
{
    static const char *const others[] = {"be", "allow", "permit", "grant", "trust", "let"};
    size_t no = wd_cast_does(c, i + 1) == WD_DOES_LINK ? i + 2 : i + 1;

    return wd_cast_does(c, no) == WD_DOES_NEGATE &&
           !WD_STR_ANY(wd_str_ieq, wd_cast_token(c, no + 1)->text, others);
}

/* A permission on accounts, and no account that it is on. */
static bool lacks_its_account(const struct wd_refusal *r)
{
    return r->permission_count > 0 && r->act_as.len == 0 &&
           r->part[WD_PART_SERVICE_ACCOUNT].len == 0 &&
           wd_str_find_char(r->object, '@') == WD_NPOS &&
           wd_str_istarts(r->permissions[0], WD_STR("iam.serviceAccounts."));
}

void wd_cast_two_accounts(struct wd_cast *c)
{
    struct wd_refusal *r = c->r;
    size_t first, second;

    if ((!lacks_its_account(r) && !is_passive(c)) || !two_accounts(c, &first, &second))
        return;
    bool stated = has_not(c, first);
    if (!stated && is_caller(c, first) == is_caller(c, second))
        return;
    bool before = stated || is_caller(c, first);
    r->act_as = wd_cast_token(c, before ? second : first)->text;
    r->said = WD_SAID_NOT;
    wd_cast_subject(c, wd_cast_token(c, before ? first : second)->text, WD_SAID_FOR);
}

const char *wd_refusal_kind_name(enum wd_refusal_kind kind)
{
    static const char *const names[WD_REFUSAL_KINDS] = {
        "code", "credential", "object", "registry", "api_off", "rbac", "act_as", "permission"};

    return kind < WD_REFUSAL_KINDS ? names[kind] : "";
}
