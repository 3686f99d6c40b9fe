/* Names and who they are: by the words before them, or by the negation behind. */
#include "read/refusal/cast.h"

#include "whydenied/base/char.h"

enum { BEHIND = 6 };

/* "X requires p", "X must have permission", "X needs the Storage Admin role"; not "X needs to approve it". */
static bool needs_a_right(const struct wd_cast *c, size_t i)
{
    enum { NEAR = 8 };

    for (size_t k = i + 1; k <= i + NEAR && k < c->s->count; k++) {
        const struct wd_token *t = wd_cast_token(c, k);
        enum wd_does does = wd_token_does(t);
        bool be = k == i + 1 && wd_str_ieq(wd_cast_token(c, k + 1)->text, WD_STR("be"));
        if (t->begins || (does == WD_DOES_PLACE && !be) || does == WD_DOES_FOR)
            return false;
        if (does == WD_DOES_PERMIT || wd_cast_is_permission(c, k) || t->shape == WD_SHAPE_ROLE ||
            (does == WD_DOES_NAME_THING && t->meaning->value == WD_PART_ROLE))
            return true;
    }
    return false;
}

/* "the role X of user 1234567890123456 is not": whose X is. */
static bool is_owner(const struct wd_cast *c, size_t i)
{
    return i > 1 && wd_cast_token(c, i)->shape == WD_SHAPE_NUMBER &&
           wd_cast_does(c, i - 1) == WD_DOES_NAME_PARTY &&
           wd_str_ieq(wd_cast_token(c, i - 2)->text, WD_STR("of"));
}

/* "X does not have", "X lacks", "X cannot", "X with additional claims does not have" */
static bool is_negated(const struct wd_cast *c, size_t i)
{
    for (size_t k = i + 1; k <= i + BEHIND && k < c->s->count; k++) {
        enum wd_does does = wd_cast_does(c, k);
        bool passive = does == WD_DOES_DENY && k > i + 1 && wd_cast_does(c, k - 1) == WD_DOES_LINK;
        if (does == WD_DOES_NEGATE && wd_cast_does(c, k + 1) == WD_DOES_EXIST)
            return false; /* "X does not exist, or …" */
        if (does == WD_DOES_NEGATE || does == WD_DOES_LACK || passive) /* "X was denied p" */
            return true;
        bool should =
            does == WD_DOES_SUPPOSE && wd_str_ieq(wd_cast_token(c, k)->text, WD_STR("should"));
        if ((does == WD_DOES_NEED || should) && k == i + 1)
            return c->out->tone.refuses && needs_a_right(c, k);
        if (does != WD_DOES_NOTHING && does != WD_DOES_LINK && does != WD_DOES_NAME_PARTY &&
            does != WD_DOES_HAVE)
            return false;
        if (wd_cast_token(c, k)->shape != WD_SHAPE_WORD && !is_owner(c, k))
            return false;
    }
    return false;
}

/* "serviceAccount:X": as a policy writes its members. */
static struct wd_str without_kind(struct wd_str member)
{
    static const char *const kinds[] = {"serviceAccount:", "user:", "group:"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wd_str_starts(member, wd_str_of(kinds[i])) && wd_str_find_char(member, '@') != WD_NPOS)
            return wd_str_from(member, strlen(kinds[i]));
    return member;
}

static void set_subject(struct wd_cast *c, struct wd_str name, enum wd_refusal_said said)
{
    name = without_kind(name);
    size_t account = wd_str_find(name, WD_STR("/serviceAccounts/"));

    if (said <= c->r->said || name.len == 0)
        return;
    if (account != WD_NPOS && wd_str_find_char(name, '@') != WD_NPOS)
        name = wd_str_from(name, account + 17);
    c->r->subject = name;
    c->r->said = said;
}

static void set_act_as(struct wd_cast *c, struct wd_str name)
{
    size_t account = wd_str_find(name, WD_STR("/serviceAccounts/"));

    if (account != WD_NPOS && wd_str_find_char(name, '@') != WD_NPOS)
        name = wd_str_from(name, account + 17);
    if (c->r->act_as.len == 0)
        c->r->act_as = name;
}

static void take_as(struct wd_cast *c, struct wd_str name)
{
    if (c->role.act)
        set_act_as(c, name);
    else if (c->role.execute)
        c->out->executed = name;
    else if (c->role.sign_in)
        c->r->caller = name;
    c->role = (struct wd_role){.by = WD_DOES_NOTHING};
}

/* "X, as named in the job's spec, does not exist or the agent does not have permission on it": what it is about, not
 * who was refused. */
static bool is_absent(const struct wd_cast *c, size_t i)
{
    for (size_t k = i + 1; k <= i + BEHIND + 4 && k < c->s->count; k++) {
        enum wd_does does = wd_cast_does(c, k);
        if (does == WD_DOES_EXIST)
            return wd_cast_does(c, k - 1) == WD_DOES_NEGATE;
        if (does == WD_DOES_LACK || does == WD_DOES_DENY || does == WD_DOES_NEED ||
            does == WD_DOES_HAVE) /* what was said of X is another thing */
            return false;
        if (wd_cast_token(c, k)->shape > WD_SHAPE_NUMBER ||
            wd_cast_does(c, k - 1) == WD_DOES_NEGATE)
            return false;
    }
    return false;
}

/* "with IAM Member: … Member X: error": of the policy that is edited, not the one who edits it. */
static bool is_listed(const struct wd_cast *c, size_t i)
{
    return i > 0 && !is_negated(c, i) && c->role.by != WD_DOES_FOR &&
           (wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("member")) ||
            wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("members")));
}

/* "Please give X permission p on Y", "grant X the role r": X is who lacks it. */
static bool is_given(const struct wd_cast *c, size_t i)
{
    struct wd_str before = i > 0 ? wd_cast_token(c, i - 1)->text : WD_STR_NONE;

    return wd_str_ieq(before, WD_STR("give")) || wd_str_ieq(before, WD_STR("grant"));
}

/* "failed to authorize X for p" */
static bool is_authorized(const struct wd_cast *c, size_t i)
{
    struct wd_str before = i > 0 ? wd_cast_token(c, i - 1)->text : WD_STR_NONE;

    return wd_str_ieq(before, WD_STR("authorize")) || wd_str_ieq(before, WD_STR("authorise"));
}

/* An address of somebody. */
static void take_identity(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    const struct wd_role *role = &c->role;

    if (is_listed(c, i))
        return;
    if (is_given(c, i) || (c->out->tone.refuses && is_authorized(c, i)))
        set_subject(c, t->text, WD_SAID_NAMED);
    else if (role->act && wd_str_ieq(wd_cast_token(c, 0)->text, WD_STR("Impersonation")))
        c->out->executed =
            t->text; /* "Impersonation is used to impersonate X", as gcloud says it */
    else if (role->by == WD_DOES_AS && (role->act || role->execute || role->sign_in))
        take_as(c, t->text);
    else if (role->act && role->by == WD_DOES_NOTHING)
        set_act_as(c, t->text);
    else if (is_absent(c, i))
        wd_cast_object(c, i);
    else if (is_negated(c, i) &&
             (role->by != WD_DOES_PLACE || role->taken)) /* "on R, which X lacks" */
        set_subject(c, t->text, WD_SAID_STATED);
    else if (role->by == WD_DOES_PLACE && role->denied) /* "p was denied to X on Y" */
        set_subject(c, t->text, WD_SAID_FOR);
    else if (role->by == WD_DOES_PLACE && role->grants && role->to && !role->thing)
        set_subject(c, t->text, WD_SAID_NAMED); /* "You must grant R to X" */
    else if (role->by == WD_DOES_FOR && role->token)
        set_act_as(c, t->text);
    else if (role->by == WD_DOES_PLACE || (role->by == WD_DOES_FOR && role->thing && !role->party))
        wd_cast_object(c, i);
    else if (role->by == WD_DOES_FOR) /* "alert for X: …", "commit by X: …" speak of others */
        set_subject(c, t->text,
                    i < c->out->tone.at && !role->party ? WD_SAID_BY_PLACE : WD_SAID_FOR);
    else if (role->party)
        set_subject(c, t->text, WD_SAID_NAMED);
    else if (is_negated(c, i))
        set_subject(c, t->text, WD_SAID_STATED);
    else if (role->thing && role->part == WD_PART_NAME) /* no service or bucket is called so */
        wd_cast_object(c, i);
    else if (i < c->out->tone.at)
        set_subject(c, t->text, WD_SAID_BY_PLACE);
    else
        wd_cast_loose(c, i);
}

/* "p denied for user 'projects/P/serviceAccounts/X'": whoever was denied, unless p is of accounts themselves. */
static bool is_account_denied(const struct wd_cast *c, size_t i)
{
    bool denied = false;

    for (size_t k = i > 4 ? i - 4 : 0; k < i; k++)
        denied = denied || wd_cast_does(c, k) == WD_DOES_DENY;
    return denied && c->role.party && c->role.by == WD_DOES_FOR &&
           wd_str_has(wd_cast_token(c, i)->text, WD_STR("/serviceAccounts/")) &&
           c->r->permission_count > 0 &&
           !wd_str_starts(c->r->permissions[0], WD_STR("iam.serviceAccount"));
}

/* "agent 3", "user 1 of 5": no account has so short a number. */
static bool only_counts(const struct wd_token *t)
{
    return t->shape == WD_SHAPE_NUMBER && t->text.len < 4;
}

static bool is_party_of_acs(struct wd_str text)
{
    return wd_str_has(text, WD_STR(":role/")) || wd_str_has(text, WD_STR(":user/")) ||
           wd_str_has(text, WD_STR(":assumed-role/"));
}

/* "p, acs:product:…": of the product whose action is refused, it is what was refused. */
static bool is_of_action(const struct wd_cast *c, struct wd_str acs)
{
    struct wd_str action = c->r->permission_count > 0 ? c->r->permissions[0] : WD_STR_NONE;
    struct wd_str product;

    wd_str_cut(&acs, ':');
    product = wd_str_cut(&acs, ':');
    return product.len > 0 && wd_str_eq(product, wd_str_cut(&action, ':'));
}

/* "make sure you have roles/x": one that somebody has is named in the same way, so it is worth something beside a
 * refusal only. */
void wd_cast_needed_role(struct wd_cast *c, struct wd_str role)
{
    struct wd_refusal *r = c->r;

    if (!wd_str_starts(role, WD_STR("roles/")))
        return;
    r->several_roles = r->several_roles || (r->role.len > 0 && !wd_str_eq(r->role, role));
    r->role = role;
}

/* "Forbidden: b/acme-media/o/x": the path of the JSON API, as gcsfs shows what it asked for. */
static bool is_path_of_store(const struct wd_token *t)
{
    return t->shape == WD_SHAPE_PATH && wd_str_starts(t->text, WD_STR("b/")) && t->text.len > 4;
}

void wd_cast_name(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    const struct wd_role *role = &c->role;

    switch (t->shape) {
    case WD_SHAPE_EMAIL:
    case WD_SHAPE_IDENTITY:
        take_identity(c, i);
        break;
    case WD_SHAPE_URL:
    case WD_SHAPE_ADDRESS:
    case WD_SHAPE_HOST:
        wd_cast_address(c, i);
        break;
    case WD_SHAPE_ROLE:
        wd_cast_needed_role(c, t->text);
        break;
    default:
        if (role->by == WD_DOES_AS && (role->act || role->execute || role->sign_in))
            take_as(c, t->text);
        else if (role->act && role->by == WD_DOES_NOTHING &&
                 wd_str_has(t->text, WD_STR("/serviceAccounts/")))
            set_act_as(c, t->text);
        else if (is_account_denied(c, i))
            set_subject(c, t->text, WD_SAID_FOR);
        else if (role->party && !only_counts(t) &&
                 (is_negated(c, i) || t->shape == WD_SHAPE_NUMBER || is_party_of_acs(t->text)) &&
                 role->by != WD_DOES_PLACE)
            set_subject(c, t->text, is_negated(c, i) ? WD_SAID_STATED : WD_SAID_NAMED);
        else if (is_party_of_acs(t->text) && is_negated(c, i) && role->by == WD_DOES_NOTHING)
            set_subject(c, t->text, WD_SAID_STATED);
        else if (role->by == WD_DOES_PLACE || role->by == WD_DOES_FOR || role->thing ||
                 (t->shape == WD_SHAPE_ACS && is_of_action(c, t->text)))
            wd_cast_object(c, i);
        else if ((t->shape == WD_SHAPE_STORAGE || is_path_of_store(t) ||
                  (t->shape == WD_SHAPE_RESOURCE && c->out->failed)) &&
                 c->r->object.len == 0) {
            wd_cast_object(c, i);
            c->object_weak = true;
        } else if (t->shape == WD_SHAPE_RESOURCE) {
            wd_cast_loose(c, i);
        }
        break;
    }
}

/* ---- plain words that name ---------------------------------------------------------------------- */

static bool looks_named(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((s.ptr[i] >= '0' && s.ptr[i] <= '9') || memchr("-_*:./", s.ptr[i], 6))
            return true;
    return false;
}

static bool is_status(const struct wd_token *t)
{
    return wd_str_eqz(t->text, "401") || wd_str_eqz(t->text, "403");
}

/* "API key is read-only", "bucket is write-protected": how it is, not what it is called. */
static bool is_state(const struct wd_cast *c, size_t i)
{
    static const char *const ends[] = {"-only",     "-protected",  "-locked",
                                       "-disabled", "-restricted", "-controlled"};
    const struct wd_token *t = wd_cast_token(c, i);

    return !t->quoted && i > 0 && wd_cast_does(c, i - 1) == WD_DOES_LINK &&
           WD_STR_ANY(wd_str_ends, t->text, ends);
}

/* "AliyunPAIDLCDefaultRole": a word that only a name is written like. */
static bool is_composed(struct wd_str s)
{
    size_t uppers = 0;

    for (size_t i = 0; i < s.len; i++)
        uppers += wd_is_upper(s.ptr[i]) ? 1 : 0;
    return uppers >= 2 && uppers < s.len;
}

bool wd_cast_is_value(const struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    const struct wd_role *role = &c->role;

    if (role->by == WD_DOES_AS && role->adjacent && (role->sign_in || role->execute) &&
        !role->thing)
        return t->text.len > 1;
    if (!role->adjacent || (!role->thing && !role->party) || t->text.len > 256 || is_status(t) ||
        (t->key && !t->quoted && !looks_named(t->text)) || is_state(c, i))
        return false;
    if (t->quoted || looks_named(t->text))
        return true;
    if (role->thing && role->part == WD_PART_ROLE && c->vendors & WD_SIGN_ALIBABA &&
        is_composed(t->text))
        return true;
    if (role->party) /* not "the account running this build does not have" */
        return wd_cast_does(c, i + 1) == WD_DOES_NEGATE ||
               (wd_cast_does(c, i + 1) == WD_DOES_LINK && wd_cast_does(c, i + 2) == WD_DOES_NEGATE);
    return role->part == WD_PART_PROJECT &&
           (i + 1 >= c->s->count || wd_cast_token(c, i + 1)->after_comma);
}

/* "requestid: X", "host=X": no party's name. */
static bool is_technical(struct wd_str key)
{
    static const char *const ends[] = {"id", "Id", "ID", "key", "Key", "host", "Host", "code"};

    return WD_STR_ANY(wd_str_ends, key, ends);
}

/* "X does not hold", "X (user) may not": nothing else between; "id: X, message: the caller is not" speaks of another. */
static bool is_what_it_has_not(const struct wd_cast *c, size_t i)
{
    enum { NEAR = 3 };

    for (size_t k = i + 1; k <= i + NEAR; k++) {
        enum wd_does does = wd_cast_does(c, k);
        bool bracketed = (does == WD_DOES_NAME_PARTY || does == WD_DOES_NAME_THING) && k == i + 1 &&
                         wd_cast_token(c, k)->from > 0 && wd_cast_token(c, k)->text.ptr[-1] == '(';
        if (k >= c->s->count || wd_cast_token(c, k)->after_comma)
            return false;
        if (does == WD_DOES_NEGATE || does == WD_DOES_LACK)
            return true;
        if (does != WD_DOES_LINK && !bracketed)
            return false;
    }
    return false;
}

bool wd_cast_is_bare_party(const struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    bool value =
        i > 0 && wd_cast_token(c, i - 1)->key && is_technical(wd_cast_token(c, i - 1)->text);

    if (!(c->vendors & WD_SIGN_ALIBABA) || !c->out->tone.named || c->r->subject.len > 0 ||
        t->shape != WD_SHAPE_WORD || t->meaning || t->key || value || t->text.len < 3)
        return false;
    if (i + 1 < c->s->count && wd_cast_token(c, i + 1)->after_comma)
        return false; /* "requestid: 1a2b3c, message: the caller is not …": a fact of its own */
    for (size_t k = 0; k < t->text.len; k++)
        if (!wd_is_alnum(t->text.ptr[k]) && !wd_char_in(t->text.ptr[k], "-_"))
            return false;
    return looks_named(t->text) && is_negated(c, i) && is_what_it_has_not(c, i);
}

void wd_cast_bare_party(struct wd_cast *c, size_t i)
{
    set_subject(c, wd_cast_token(c, i)->text, WD_SAID_BY_PLACE);
}

void wd_cast_value(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);

    if (c->role.by == WD_DOES_AS && !c->role.thing) {
        take_as(c, t->text);
        return;
    }
    if (c->role.thing && c->role.part == WD_PART_ROLE && c->role.by == WD_DOES_NOTHING &&
        c->vendors & WD_SIGN_ALIBABA && is_negated(c, i)) { /* "RAM role X lacks p" */
        set_subject(c, t->text, WD_SAID_STATED);
        return;
    }
    if (c->role.party && !c->role.thing) {
        if (c->role.by == WD_DOES_PLACE && c->role.grants && c->role.to)
            set_subject(c, t->text, WD_SAID_NAMED); /* "p is not granted to user X" */
        else if (c->role.by == WD_DOES_PLACE)
            wd_cast_object(c, i);
        else if (!is_owner(c, i) || c->r->subject.len == 0)
            set_subject(c, t->text, is_negated(c, i) ? WD_SAID_STATED : WD_SAID_NAMED);
        return;
    }
    wd_cast_object(c, i);
}

/* ---- keys --------------------------------------------------------------------------------------- */

/* metadata { key: "permission" value: "p" }, on one line: the value of what the key names. */
size_t wd_cast_pair(struct wd_cast *c, size_t i)
{
    const struct wd_token *name = wd_cast_token(c, i + 1), *value = wd_cast_token(c, i + 3);
    struct wd_naming n = {.arena = c->arena, .part = c->r->part};

    if (i + 3 >= c->s->count || !wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("key")) ||
        !wd_cast_token(c, i)->key || !wd_str_ieq(wd_cast_token(c, i + 2)->text, WD_STR("value")))
        return 0;
    if (wd_str_eqz(name->text, "permission") && wd_cast_is_permission(c, i + 3))
        wd_cast_permission(c, value->text);
    else if (wd_str_eqz(name->text, "resource") && c->r->object.len == 0)
        c->r->object = value->text, wd_cast_parts(c, value->text);
    else if (wd_str_eqz(name->text, "consumer"))
        wd_cast_parts(c, value->text);
    else if (wd_str_eqz(name->text, "service"))
        wd_part_set(&n, WD_PART_API, value->text);
    return 3;
}

bool wd_cast_key(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i), *value = wd_cast_token(c, i + 1);
    struct wd_naming n = {.arena = c->arena, .part = c->r->part};

    if (!t->key || i + 1 >= c->s->count || value->key)
        return false;
    switch ((enum wd_key)t->meaning->value) {
    case WD_KEY_PERMISSION:
        if (!wd_cast_is_permission(c, i + 1) && value->shape != WD_SHAPE_MAYBE)
            return false;
        wd_cast_permission(c, value->text);
        break;
    case WD_KEY_SUBJECT:
        set_subject(c, value->text, WD_SAID_BY_KEY);
        break;
    case WD_KEY_OBJECT:
        c->r->object = value->text;
        wd_cast_parts(c, value->text);
        break;
    case WD_KEY_HOST:
        wd_parts_of_address(&n, value->text);
        break;
    case WD_KEY_PROJECT:
        wd_cast_parts(c, value->text);
        break;
    case WD_KEY_API:
        wd_part_set(&n, WD_PART_API, value->text);
        break;
    default:
        return false;
    }
    c->out->keyed = true;
    return true;
}
