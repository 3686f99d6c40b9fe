/* Who is who in a sentence: by the words before a name, or by the negation behind it.
 *
 * The words set a role (after "on": an object; after "user": a party), a name takes it. A role is given up
 * after some words that mean nothing here, so that a name far away takes none. */
#include "read/refusal/sentence.h"

#include "read/refusal/cast.h"
#include "read/refusal/titles.h"
#include "whydenied/base/char.h"

enum { GIVE_UP = 5 };

static void set_role(struct wd_cast *c, enum wd_does by)
{
    struct wd_role *role = &c->role;

    role->by = by;
    role->party = role->thing = role->adjacent = role->taken = role->reached = false;
    role->since = 0;
}

/* "Object(Google_HttpRequest)", "key(value)": a call's argument, in a stack. */
static bool is_call(const struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i), *next = wd_cast_token(c, i + 1);

    return i + 1 < c->s->count && next->from == t->to + 1 && next->text.ptr[-1] == '(';
}

/* "access b instance [acme-media]": gcloud storage's word for a bucket. */
static bool is_bucket_of_gcloud(const struct wd_cast *c, size_t i)
{
    return i > 0 && wd_str_eqz(wd_cast_token(c, i - 1)->text, "b") &&
           wd_str_eqz(wd_cast_token(c, i)->text, "instance");
}

static void note_noun(struct wd_cast *c, size_t i)
{
    struct wd_role *role = &c->role;
    const struct wd_token *t = wd_cast_token(c, i);
    enum wd_does next = wd_cast_does(c, i + 1);

    if (wd_cast_is_runner(c, i) || is_call(c, i)) {
        set_role(c, WD_DOES_NOTHING);
        return;
    }
    if (t->meaning->value == WD_PART_ROLE && wd_token_does(t) == WD_DOES_NAME_THING)
        wd_cast_needed_role(c, wd_role_titled(c->s, i));
    if (wd_token_does(t) == WD_DOES_NAME_PARTY) {
        if ((t->after_comma || role->taken) &&
            role->by == WD_DOES_PLACE) /* "on instance i, user u", "on R (principal P)" */
            set_role(c, WD_DOES_NOTHING);
        role->party = true;
        role->thing = false;
    } else if (next != WD_DOES_NAME_PARTY ||
               t->meaning->value != WD_PART_API) { /* not of "service account" */
        bool keeps = role->thing && role->adjacent && t->meaning->value == WD_PART_NAME;
        role->part = keeps                       ? role->part
                     : is_bucket_of_gcloud(c, i) ? WD_PART_BUCKET
                                                 : (enum wd_refusal_part)t->meaning->value;
        role->thing = true;
        role->party = false;
    }
    role->adjacent = true;
    role->since = 0;
}

/* "does not have storage.buckets.get access to acme-media": the bucket's bare name. */
static bool is_access_to_store(const struct wd_cast *c, size_t i)
{
    return i > 0 && wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("access")) &&
           c->r->permission_count > 0 && wd_str_starts(c->r->permissions[0], WD_STR("storage."));
}

/* "p is not granted to X": X was refused. */
static bool is_not_granted(const struct wd_cast *c, size_t i)
{
    bool negated = false;

    for (size_t k = i > 3 ? i - 3 : 0; k < i; k++)
        negated = negated || wd_cast_does(c, k) == WD_DOES_NEGATE;
    return negated && wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("granted"));
}

/* "denied p to X", "refused p and q to X": the rights stand between; those on accounts are denied on one, too. */
static bool is_denied_right(const struct wd_cast *c, size_t i)
{
    size_t k = i + 1;

    while (k > 0 && (wd_cast_is_permission(c, k - 1) ||
                     (k <= i && wd_str_ieq(wd_cast_token(c, k - 1)->text, WD_STR("and")))))
        k--;
    return k <= i && k > 0 && wd_cast_does(c, k - 1) == WD_DOES_DENY &&
           !wd_str_istarts(wd_cast_token(c, k)->text, WD_STR("iam.serviceAccount"));
}

/* "Due to a change, the deploy@… no longer has …": a reason or a source, and nothing that was reached for. */
static bool is_reason(const struct wd_cast *c, size_t i)
{
    static const char *const turns[] = {"due", "thanks", "owing", "according", "prior"};

    return i > 0 && WD_STR_IIN(wd_cast_token(c, i - 1)->text, turns);
}

static void note_place(struct wd_cast *c, size_t i)
{
    struct wd_role *role = &c->role;

    if (is_reason(c, i))
        return;
    set_role(c, WD_DOES_PLACE);
    role->to = wd_cast_token(c, i)->meaning->value == 2;
    role->reached =
        role->to && i > 0 && wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("access"));
    role->denied = i > 0 && role->to &&
                   (wd_cast_does(c, i - 1) == WD_DOES_DENY || is_not_granted(c, i - 1) ||
                    is_denied_right(c, i - 1));
    if (role->to && is_access_to_store(c, i)) {
        role->thing = role->adjacent = true;
        role->part = WD_PART_BUCKET;
    }
}

/* "Principal: principal://…" on a line of its own, below the refusal. */
static bool is_keyed_party(const struct wd_cast *c, size_t i)
{
    const struct wd_token *next = wd_cast_token(c, i + 1);

    return i == 0 && wd_cast_token(c, i)->key && wd_cast_does(c, i) == WD_DOES_NAME_PARTY &&
           (next->shape == WD_SHAPE_EMAIL || next->shape == WD_SHAPE_IDENTITY) &&
           !c->out->tone.refuses;
}

/* "unable to access X"; "grant Storage Object Viewer permission to X" */
static void note_permit(struct wd_cast *c, size_t i)
{
    if (wd_cast_token(c, i)->meaning->value == 1)
        set_role(c, WD_DOES_PLACE);
    else if (c->r->permission_count == 0)
        wd_cast_needed_role(c, wd_role_titled(c->s, i));
}

/* Words that say what the next name does; false: no such word. */
static bool note_deed(struct wd_cast *c, enum wd_does does)
{
    struct wd_role *role = &c->role;

    switch (does) {
    case WD_DOES_ACT:
        set_role(c, WD_DOES_NOTHING);
        role->act = true;
        return true;
    case WD_DOES_SIGN_IN:
        role->sign_in = true;
        return true;
    case WD_DOES_EXECUTE:
        role->execute = true;
        return true;
    case WD_DOES_TOKEN:
        role->token = true;
        return true;
    default:
        return false;
    }
}

/* "X may not run a batch as Y", "cannot deploy as service account Y": to act as an account. */
static bool runs_as(const struct wd_cast *c, size_t i)
{
    enum { APART = 6 };
    size_t next = i + 1;

    while (next < i + 3 && wd_cast_token(c, next)->shape == WD_SHAPE_WORD)
        next++;
    if (!wd_str_ends(wd_cast_token(c, next)->text, WD_STR(".gserviceaccount.com")))
        return false;
    for (size_t k = i > APART ? i - APART : 1; k < i; k++)
        if (wd_sentence_runs(c->s, k) && k > 0)
            return wd_cast_does(c, k - 1) == WD_DOES_NEGATE ||
                   (wd_cast_does(c, k - 1) == WD_DOES_PLACE && c->out->tone.refuses);
    return false;
}

/* Words that say who the next name is; false: no such word. */
static bool note_role(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    struct wd_role *role = &c->role;

    switch (wd_token_does(t)) {
    case WD_DOES_PLACE:
        note_place(c, i);
        break;
    case WD_DOES_HINT:
        role->grants = role->grants || wd_str_ieq(t->text, WD_STR("grant"));
        return false;
    case WD_DOES_SUCCEED:
        role->grants = role->grants || wd_sentence_asks(c->s, i) ||
                       (i > 0 && wd_cast_does(c, i - 1) == WD_DOES_NEGATE); /* "not granted to X" */
        return false;
    case WD_DOES_PERMIT:
        note_permit(c, i);
        break;
    case WD_DOES_FOR:
        set_role(c, WD_DOES_FOR);
        break;
    case WD_DOES_AS:
        set_role(c, WD_DOES_AS);
        role->act = role->act || runs_as(c, i);
        role->adjacent = true;
        break;
    case WD_DOES_NAME_PARTY:
    case WD_DOES_NAME_THING:
        note_noun(c, i);
        break;
    case WD_DOES_DENY:
        c->out->failed = c->out->failed || wd_str_ieq(t->text, WD_STR("unable"));
        set_role(c, WD_DOES_NOTHING);
        break;
    case WD_DOES_NEGATE:
    case WD_DOES_LACK:
        set_role(c, WD_DOES_NOTHING);
        break;
    default:
        return note_deed(c, wd_token_does(t));
    }
    return true;
}

/* cannot get resource "pods", cannot get path "/metrics": the verb and what it is for. */
static void note_cannot(struct wd_cast *c, size_t i)
{
    bool path = wd_str_ieq(wd_cast_token(c, i + 2)->text, WD_STR("path")) &&
                wd_str_at(wd_cast_token(c, i + 3)->text, 0) == '/';
    size_t k = path || wd_cast_does(c, i + 2) == WD_DOES_NAME_THING ? i + 3 : i + 2;
    struct wd_naming n = {.arena = c->arena, .part = c->r->part};

    if (i > 1)
        wd_cast_bare_user(c, i);
    if (c->r->subject.len == 0 || i + 2 >= c->s->count ||
        wd_str_ieq(wd_cast_token(c, i + 1)->text, WD_STR("be")) || /* "X cannot be used by Y" */
        wd_cast_is_permission(c, i + 2) || wd_cast_does(c, i + 1) == WD_DOES_PERMIT ||
        wd_cast_does(c, i + 1) == WD_DOES_TRANSFER ||
        (k < c->s->count && (wd_cast_token(c, k)->shape == WD_SHAPE_ACTION ||
                             wd_str_ieq(wd_cast_token(c, k)->text, WD_STR("cloud")))))
        return; /* "X cannot access the bucket B", "cannot use Cloud KMS key K": no verb of Kubernetes */
    c->r->action = wd_cast_token(c, i + 1)->text;
    if (k < c->s->count && wd_cast_does(c, k) != WD_DOES_PLACE) {
        wd_part_set(&n, WD_PART_TYPE, wd_cast_token(c, k)->text);
        c->r->object = wd_cast_token(c, k)->text;
        c->object_late = true;
    }
}

static bool is_status(const struct wd_token *t)
{
    return t->shape == WD_SHAPE_NUMBER && t->text.len == 3 &&
           (wd_str_eqz(t->text, "401") || wd_str_eqz(t->text, "403"));
}

/* "due to the following error: …": what is before a colon governs nothing behind it, but "resource: …". */
static void note_colon(struct wd_cast *c, enum wd_does does)
{
    if (c->role.by == WD_DOES_PLACE && c->role.reached) /* "access to the service account: x" */
        return;
    if (does == WD_DOES_NAME_PARTY || does == WD_DOES_NAME_THING ||
        (does == WD_DOES_LINK && c->role.thing && c->role.adjacent)) /* "connection name = x" */
        c->role.by = WD_DOES_NOTHING;
    else if (does != WD_DOES_AS)
        set_role(c, WD_DOES_NOTHING);
}

/* "permission: p", "Required: p" are facts by their keys, unless the sentence refuses by words. */
static bool is_keyed_permission(const struct wd_cast *c, size_t i)
{
    const struct wd_tone *tone = &c->out->tone;
    enum wd_does does = wd_cast_does(c, i);
    bool key = (does == WD_DOES_PERMIT && !tone->needs) || (does == WD_DOES_NEED && i == 0);

    return key && wd_cast_token(c, i)->key && i + 1 < c->s->count &&
           wd_cast_is_permission(c, i + 1) && !tone->refuses;
}

/* "com.aliyun.oss.OSSClient.putObject": the call is the last part of a name in a stack. */
static void note_call(struct wd_cast *c, const struct wd_token *t)
{
    size_t dot = wd_str_rfind_char(t->text, '.');
    struct wd_str call = dot == WD_NPOS ? WD_STR_NONE : wd_str_from(t->text, dot + 1);

    if (call.len > 6 &&
        (wd_str_ends(call, WD_STR("Object")) || wd_str_ends(call, WD_STR("Objects"))))
        c->r->action = call;
}

/* A word that means something, and is not somebody's name. */
static void note_word(struct wd_cast *c, size_t i)
{
    const struct wd_meaning *meaning = wd_cast_token(c, i)->meaning;
    enum wd_does does = wd_cast_does(c, i);

    if (!note_role(c, i))
        wd_cast_note(c, i);
    if (does == WD_DOES_NEGATE && meaning->value == 1)
        note_cannot(c, i);
    if (does != WD_DOES_LINK && does != WD_DOES_NAME_PARTY && does != WD_DOES_NAME_THING &&
        does != WD_DOES_AS && does != WD_DOES_PLACE)
        c->role.adjacent = false;
}

/* "any one of p, q": each of them would do. */
static bool begins_choice(const struct wd_cast *c, size_t i)
{
    return wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("one")) &&
           wd_str_ieq(wd_cast_token(c, i + 1)->text, WD_STR("of"));
}

static size_t note_token(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    enum wd_does does = wd_token_does(t);
    size_t pair;

    if ((pair = wd_cast_pair(c, i)) > 0)
        return pair;
    if (c->vendors & WD_SIGN_ALIBABA && !t->meaning)
        note_call(c, t);
    c->out->keyed = c->out->keyed || is_keyed_permission(c, i) || is_keyed_party(c, i);
    c->r->any_of = c->r->any_of || begins_choice(c, i);
    if ((does == WD_DOES_KEY && wd_cast_key(c, i)) || wd_cast_label(c, i))
        return 1;
    if (is_status(t) && c->r->http == 0)
        c->r->http = t->text.ptr[2] == '1' ? 401 : 403;
    if (wd_cast_is_permission(c, i)) {
        wd_cast_permission(c, t->text);
        c->role.adjacent = false;
    } else if (t->meaning && !(t->closed && c->role.adjacent && wd_cast_is_value(c, i))) {
        note_word(c, i);
    } else if (t->shape > WD_SHAPE_NUMBER && t->shape != WD_SHAPE_MAYBE) {
        wd_cast_name(c, i);
        c->role.adjacent = c->role.thing = c->role.party = false;
        c->role.taken = true;
    } else if (!t->member && wd_cast_is_value(c, i)) {
        wd_cast_value(c, i);
        c->role.adjacent = c->role.thing = c->role.party = false;
    } else if (wd_cast_is_bare_party(c, i)) {
        wd_cast_bare_party(c, i);
    } else {
        c->role.adjacent = false;
        if (++c->role.since > GIVE_UP)
            set_role(c, WD_DOES_NOTHING);
    }
    if (t->key)
        note_colon(c, does);
    return 0;
}

int wd_sentence_read(const struct wd_sentence *s, unsigned vendors, unsigned signs,
                     struct wd_arena *arena, struct wd_sentence_facts *ret)
{
    struct wd_cast c = {.s = s, .out = ret, .r = &ret->refusal, .arena = arena, .vendors = vendors};

    memset(ret, 0, sizeof *ret);
    if (s->count == 0)
        return 0;
    ret->tone = wd_sentence_tone(s);
    c.r->from = s->token[0].from;
    c.r->to = s->token[s->count - 1].to;
    for (size_t i = 0; i < s->count; i++)
        i += note_token(&c, i);
    wd_cast_take_kept_out(&c);
    wd_cast_name_alone(&c);
    wd_cast_settle_object(&c);
    const struct wd_tone *tone = &ret->tone;
    wd_cast_two_accounts(&c);
    c.r->kind = wd_cast_kind(&c, signs);
    if (c.r->kind == WD_REFUSAL_API_OFF && c.r->part[WD_PART_API].len == 0)
        c.r->part[WD_PART_API] = wd_sentence_service(s);
    ret->refuses =
        tone->refuses || tone->code || tone->credential || c.r->kind == WD_REFUSAL_API_OFF ||
        c.r->kind == WD_REFUSAL_RBAC || (tone->wants_role && (signs & WD_TEXT_REFUSES)) ||
        (tone->needs && !tone->hints && (signs & WD_TEXT_REFUSES) &&
         (tone->named || (tone->permits && c.r->subject.len > 0 && c.r->object.len > 0)));
    if (ret->refuses)
        wd_cast_take_loose(&c);
    return c.failed ? -1 : 0;
}
