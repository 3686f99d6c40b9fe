/* Names and who they are: by the words before them, or by the negation behind. */
#include "read/refusal/cast.h"

#include "whydenied/base/char.h"

enum { BEHIND = 6 };

/* "com.acme:app:jar:1.0": group, artifact, packaging and version. */
static bool is_coordinates(struct wd_str name)
{
    size_t colons = 0;

    for (size_t i = 0; i < name.len; i++)
        colons += name.ptr[i] == ':';
    return colons > 2;
}

/* "Failed to execute goal G on project P", "for project G:A:jar:1.0": Maven's, and none of a cloud. */
static bool is_of_maven(const struct wd_cast *c, size_t i)
{
    bool goal = false;

    if (!wd_str_ieq(wd_cast_token(c, i)->text, WD_STR("project")))
        return false;
    if (is_coordinates(wd_cast_token(c, i + 1)->text))
        return true;
    for (size_t k = i > 8 ? i - 8 : 0; k < i && !goal; k++)
        goal = wd_str_ieq(wd_cast_token(c, k)->text, WD_STR("goal"));
    return goal;
}

/* "Job 12 failed: …", "Job 12: …": what ran, and says behind the colon what it was refused. */
static bool is_of_scheduler(const struct wd_cast *c, size_t i)
{
    static const char *const units[] = {"job", "workflow", "function", "container", "routine"};
    const struct wd_token *name = wd_cast_token(c, i + 1), *next = wd_cast_token(c, i + 2);

    if (i + 2 >= c->s->count || !WD_STR_IIN(wd_cast_token(c, i)->text, units))
        return false;
    return name->key ? i == 0 : next->key && wd_str_ieq(next->text, WD_STR("failed"));
}

bool wd_cast_is_runner(const struct wd_cast *c, size_t i)
{
    return is_of_maven(c, i) || is_of_scheduler(c, i);
}

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
bool wd_cast_is_owner(const struct wd_cast *c, size_t i)
{
    return i > 1 && wd_cast_token(c, i)->shape == WD_SHAPE_NUMBER &&
           wd_cast_does(c, i - 1) == WD_DOES_NAME_PARTY &&
           wd_str_ieq(wd_cast_token(c, i - 2)->text, WD_STR("of"));
}

/* "X still needs", "X also has to" */
static bool is_adverb(const struct wd_cast *c, size_t i)
{
    static const char *const words[] = {"still", "also", "first", "now", "itself"};

    return WD_STR_IIN(wd_cast_token(c, i)->text, words);
}

/* "X does not have", "X lacks", "X cannot", "X with additional claims does not have" */
bool wd_cast_is_negated(const struct wd_cast *c, size_t i)
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
        if ((wd_sentence_needs(c->s, k) || should) && (k == i + 1 || is_adverb(c, k - 1)))
            return c->out->tone.refuses && needs_a_right(c, k);
        if (does != WD_DOES_NOTHING && does != WD_DOES_LINK && does != WD_DOES_NAME_PARTY &&
            does != WD_DOES_HAVE)
            return false;
        if (wd_cast_token(c, k)->shape != WD_SHAPE_WORD && !wd_cast_is_owner(c, k))
            return false;
    }
    return false;
}

static void set_act_as(struct wd_cast *c, struct wd_str name)
{
    size_t account = wd_str_find(name, WD_STR("/serviceAccounts/"));

    if (account != WD_NPOS && wd_str_find_char(name, '@') != WD_NPOS)
        name = wd_str_from(name, account + 17);
    if (c->r->act_as.len == 0)
        c->r->act_as = name;
}

void wd_cast_as(struct wd_cast *c, struct wd_str name)
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
        if (does == WD_DOES_EXIST) /* "denied for X (or it may not exist)" is said of the object */
            return wd_cast_does(c, k - 1) == WD_DOES_NEGATE &&
                   !(k > i + 3 && wd_str_ieq(wd_cast_token(c, k - 2)->text, WD_STR("may")));
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
    return i > 0 && !wd_cast_is_negated(c, i) && c->role.by != WD_DOES_FOR &&
           (wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("member")) ||
            wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("members")));
}

/* 'user "X" (groups=["a" "b"]) cannot …': whom X is one of. */
static bool is_of_groups(const struct wd_cast *c, size_t i)
{
    size_t k = i;

    while (k > 0 && (k == i || wd_cast_token(c, k)->shape == WD_SHAPE_IDENTITY ||
                     wd_cast_token(c, k)->quoted))
        k--;
    return wd_str_ieq(wd_cast_token(c, k)->text, WD_STR("groups"));
}

/* 'users "X" is forbidden: User "Y" cannot …': what Y wanted. */
static bool is_forbidden_object(const struct wd_cast *c, size_t i)
{
    return i + 3 < c->s->count && wd_str_eqz(wd_cast_token(c, i + 1)->text, "is") &&
           wd_str_eqz(wd_cast_token(c, i + 2)->text, "forbidden") &&
           wd_cast_does(c, i + 3) == WD_DOES_NAME_PARTY;
}

/* "Please contact X to request access", "(owner X)", "owned by X": who is to be asked was refused nothing. */
static bool is_to_be_asked(const struct wd_cast *c, size_t i)
{
    static const char *const words[] = {"contact",    "ask",   "owner",  "owners",
                                        "maintainer", "email", "notify", "approver"};

    static const char *const by[] = {"owned", "managed", "created", "maintained"};

    if (i > 1 && wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("by")))
        return WD_STR_IIN(wd_cast_token(c, i - 2)->text, by);
    return i > 0 && WD_STR_IIN(wd_cast_token(c, i - 1)->text, words) && !wd_cast_is_negated(c, i);
}

/* "impersonated credentials for X", "impersonation_chain=X": whose token was to be had. */
static bool is_impersonated(const struct wd_cast *c, size_t i)
{
    bool impersonated = false;

    if (i > 0 && wd_str_ieq(wd_cast_token(c, i - 1)->text, WD_STR("by")))
        return false;
    for (size_t k = i > 3 ? i - 3 : 0; k < i; k++)
        impersonated =
            impersonated || wd_str_istarts(wd_cast_token(c, k)->text, WD_STR("impersonat"));
    return impersonated;
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

    if (is_listed(c, i) || is_of_groups(c, i) || is_to_be_asked(c, i))
        return;
    if (role->by == WD_DOES_PLACE && role->to && t->after_comma && role->since > 0)
        c->role.by = WD_DOES_NOTHING; /* "for this to work, X needs p" */
    if (is_given(c, i) || (c->out->tone.refuses && is_authorized(c, i)))
        wd_cast_subject(c, t->text, WD_SAID_NAMED);
    else if (role->act && wd_str_ieq(wd_cast_token(c, 0)->text, WD_STR("Impersonation")))
        c->out->executed =
            t->text; /* "Impersonation is used to impersonate X", as gcloud says it */
    else if (role->by == WD_DOES_AS && (role->act || role->execute || role->sign_in))
        wd_cast_as(c, t->text);
    else if ((role->act && role->by == WD_DOES_NOTHING) || is_impersonated(c, i))
        set_act_as(c, t->text);
    else if (is_absent(c, i) || is_forbidden_object(c, i))
        wd_cast_object(c, i);
    else if (wd_cast_is_negated(c, i) &&
             (role->by != WD_DOES_PLACE || role->taken)) /* "on R, which X lacks" */
        wd_cast_subject(c, t->text, WD_SAID_STATED);
    else if (role->by == WD_DOES_PLACE && role->denied) /* "p was denied to X on Y" */
        wd_cast_subject(c, t->text, WD_SAID_FOR);
    else if (role->by == WD_DOES_PLACE && role->grants && role->to && !role->thing &&
             !role->reached)
        wd_cast_subject(c, t->text, WD_SAID_NAMED); /* "You must grant R to X" */
    else if (role->by == WD_DOES_FOR && role->token)
        set_act_as(c, t->text);
    else if (role->by == WD_DOES_PLACE || (role->by == WD_DOES_FOR && role->thing && !role->party))
        wd_cast_object(c, i);
    else if (role->by == WD_DOES_FOR) /* "alert for X: …", "commit by X: …" speak of others */
        wd_cast_subject(c, t->text,
                        i < c->out->tone.at && !role->party ? WD_SAID_BY_PLACE : WD_SAID_FOR);
    else if (role->party)
        wd_cast_subject(c, t->text, WD_SAID_NAMED);
    else if (wd_cast_is_negated(c, i))
        wd_cast_subject(c, t->text, WD_SAID_STATED);
    else if (role->thing && role->part == WD_PART_NAME) /* no service or bucket is called so */
        wd_cast_object(c, i);
    else if (i < c->out->tone.at)
        wd_cast_subject(c, t->text, WD_SAID_BY_PLACE);
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

bool wd_cast_is_party_of_acs(struct wd_str text)
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

/* "Error processing job 'P:bqjob_r4': Access Denied: File gs://b/x: …": the job wanted it. */
static bool is_wanted_by_job(const struct wd_cast *c, const struct wd_token *t)
{
    return t->shape == WD_SHAPE_STORAGE && c->object_shape == WD_SHAPE_COLONS &&
           c->r->permission_count == 0;
}

/* By what the words before say of it: whom the call was made as, who was refused, or what. */
static void take_by_role(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    const struct wd_role *role = &c->role;

    if (role->by == WD_DOES_AS && (role->act || role->execute || role->sign_in))
        wd_cast_as(c, t->text);
    else if (role->act && role->by == WD_DOES_NOTHING &&
             wd_str_has(t->text, WD_STR("/serviceAccounts/")))
        set_act_as(c, t->text);
    else if (is_account_denied(c, i))
        wd_cast_subject(c, t->text, WD_SAID_FOR);
    else if (role->party && !wd_cast_only_counts(t->text) &&
             (wd_cast_is_negated(c, i) || t->shape == WD_SHAPE_NUMBER ||
              wd_cast_is_party_of_acs(t->text)) &&
             role->by != WD_DOES_PLACE)
        wd_cast_subject(c, t->text, wd_cast_is_negated(c, i) ? WD_SAID_STATED : WD_SAID_NAMED);
    else if (wd_cast_is_party_of_acs(t->text) && wd_cast_is_negated(c, i) &&
             role->by == WD_DOES_NOTHING)
        wd_cast_subject(c, t->text, WD_SAID_STATED);
    else if (role->by == WD_DOES_PLACE || role->by == WD_DOES_FOR || role->thing ||
             (t->shape == WD_SHAPE_ACS && is_of_action(c, t->text)))
        wd_cast_object(c, i);
    else if ((t->shape == WD_SHAPE_STORAGE || is_path_of_store(t) ||
              (t->shape == WD_SHAPE_RESOURCE && c->out->failed)) &&
             (c->r->object.len == 0 || is_wanted_by_job(c, t))) {
        c->object_weak = true;
        wd_cast_object(c, i);
        c->object_weak = true;
    } else if (t->shape == WD_SHAPE_RESOURCE) {
        wd_cast_loose(c, i);
    }
}

void wd_cast_name(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);

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
    case WD_SHAPE_ACTION: /* a condition's key: no permission, and no thing */
        break;
    default:
        take_by_role(c, i);
        break;
    }
}
