/* Successful changes of access that ActionTrail tells. Its event names are the actions of RAM, Resource Manager and OSS
 * (their API references). A document that was written anew is kept as what it allows and denies, and of what: whether it
 * refuses an incident is asked when the incident is known (incident/verdict/written.c). */
#include "read/alibaba.h"

#include "whydenied/base/char.h"

#define WORDS_MAX 64u /* of a document, and the blanks between them */

enum shape {
    ATTACHED,   /* policy, member */
    GROUP,      /* member, group */
    MEMBER,     /* the member itself */
    RENAMED,    /* the member, which bears another name since */
    KEY,        /* a key of the member */
    KEY_STATE,  /* with a status */
    VERSION,    /* a policy's document, if it is to count */
    DOCUMENT,   /* a new policy's */
    BUCKET,     /* a bucket's document, or none */
    BUCKET_ACL, /* an acl by its name */
    TRUST,      /* a role's trust policy */
    CONTROL,    /* a control policy of a resource directory */
    GONE,       /* a thing of any product */
    PLAIN       /* that a policy changed, not how */
};

struct call {
    struct wd_str name;
    enum shape shape;
    const char *word; /* as in wd_change_word; NULL: only that something changed */
};

#define NAME(lit)                                                                                  \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

static const struct call calls[] = {
    {NAME("AddMemberRole"), ATTACHED, "granted"},
    {NAME("AddUserToGroup"), GROUP, "joined_group"},
    {NAME("AttachControlPolicy"), CONTROL, "deny_policy"},
    {NAME("AttachPolicy"), ATTACHED, "granted"},
    {NAME("AttachPolicyToGroup"), ATTACHED, "granted"},
    {NAME("AttachPolicyToResourceGroup"), ATTACHED, "granted"},
    {NAME("AttachPolicyToRole"), ATTACHED, "granted"},
    {NAME("AttachPolicyToUser"), ATTACHED, "granted"},
    {NAME("CreatePolicy"), DOCUMENT, "policy_made"},
    {NAME("CreatePolicyVersion"), VERSION, "policy"},
    {NAME("CreateRole"), MEMBER, "account_made"},
    {NAME("CreateUser"), MEMBER, "account_made"},
    {NAME("DeleteAccessKey"), KEY, "key_off"},
    {NAME("DeleteBucket"), BUCKET, "deleted"},
    {NAME("DeleteBucketPolicy"), BUCKET, "bucket_policy"},
    {NAME("DeletePolicy"), PLAIN, "policy_off"},
    {NAME("DeleteRole"), MEMBER, "account_off"},
    {NAME("DeleteUser"), MEMBER, "account_off"},
    {NAME("DetachPolicy"), ATTACHED, "removed"},
    {NAME("DetachPolicyFromGroup"), ATTACHED, "removed"},
    {NAME("DetachPolicyFromRole"), ATTACHED, "removed"},
    {NAME("DetachPolicyFromUser"), ATTACHED, "removed"},
    {NAME("PutBucket"), BUCKET, "made"},
    {NAME("PutBucketAcl"), BUCKET_ACL, "bucket_policy"},
    {NAME("PutBucketPolicy"), BUCKET, "bucket_policy"},
    {NAME("RemoveUserFromGroup"), GROUP, "left_group"},
    {NAME("SetDefaultPolicyVersion"), PLAIN, "policy_off"},
    {NAME("UpdateAccessKey"), KEY_STATE, "key_off"},
    {NAME("UpdateControlPolicy"), CONTROL, "deny_policy"},
    {NAME("UpdateRole"), TRUST, "trust"},
    {NAME("UpdateUser"), RENAMED, "account_off"},
};

static const struct call *find(struct wd_str name)
{
    static const struct call gone = {NAME("Delete"), GONE, "deleted"};

    /* The hot path of every successful call: most names begin otherwise, or are shorter. */
    if (name.len < 9 || !wd_char_in(wd_lower(name.ptr[0]), "acdprsu"))
        return NULL;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].name.len == name.len && wd_str_ieq(name, calls[i].name))
            return &calls[i];
    return wd_str_istarts(name, WD_STR("Delete")) ? &gone : NULL;
}

bool wd_is_policy_call(struct wd_str event_name)
{
    return find(event_name) != NULL;
}

/* ---- documents -------------------------------------------------------------------------------------- */

struct words {
    struct wd_str part[WORDS_MAX];
    size_t count;
};

static void add_word(struct words *words, struct wd_str sign, struct wd_str word)
{
    if (word.len == 0 || words->count + 3 > WORDS_MAX)
        return;
    words->part[words->count++] = sign;
    words->part[words->count++] = word;
    words->part[words->count++] = WD_STR(" ");
}

/* A value that is one text or a list of them. */
static void add_words(struct words *words, struct wd_str sign, struct wd_jv value)
{
    struct wd_str one = wd_jv_str(value);

    add_word(words, sign, one);
    for (struct wd_jiter it = wd_jv_iter(value); one.len == 0 && wd_jiter_next(&it);)
        add_word(words, sign, wd_jv_str(it.value));
}

static struct wd_str join(struct wd_reading *r, const struct words *words)
{
    return words->count ? wd_arena_concat(r->arena, words->part, words->count - 1) : WD_STR_NONE;
}

/* "oss:List* -oss:Delete*": allowed, and after a minus denied. */
static void read_document(struct wd_reading *r, struct wd_str text)
{
    struct words actions = {.count = 0}, resources = {.count = 0};
    struct wd_jv document = wd_parse_text(r, text);

    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(document, "Statement")); wd_jiter_next(&it);) {
        bool denies = wd_str_ieq(wd_field_str(r, it.value, "Effect"), WD_STR("Deny"));
        add_words(&actions, denies ? WD_STR("-") : WD_STR_NONE, wd_jv_get(it.value, "Action"));
        add_words(&resources, WD_STR_NONE, wd_jv_get(it.value, "Resource"));
    }
    wd_set(r, WD_SLOT_PRINCIPAL, join(r, &actions));
    wd_set(r, WD_SLOT_RESOURCE, join(r, &resources));
}

/* Whom a statement's Principal names: {"RAM": ["acs:ram::N:user/u"], "Service": "fc.aliyuncs.com"}. */
static void add_trusted(struct words *words, struct wd_jv principal)
{
    for (struct wd_jiter kind = wd_jv_iter(principal); wd_jiter_next(&kind);)
        add_words(words, WD_STR_NONE, kind.value);
}

/* By the name that callers assume it by, not by its bare one. */
static void name_role(struct wd_reading *r, struct wd_str role)
{
    struct wd_str account = wd_path_str(r, r->root, "recipientAccountId");
    if (account.len == 0) /* RAM's calls are those of the caller's own account */
        account = wd_path_str(r, r->root, "userIdentity.accountId");
    const struct wd_str arn[] = {WD_STR("acs:ram::"), account, WD_STR(":role/"), role};

    r->event->source[WD_SLOT_RESOURCE] = WD_SOURCE_NONE;
    wd_set(r, WD_SLOT_RESOURCE, wd_arena_concat(r->arena, arn, 4));
}

/* UpdateRole writes who may assume the role; what the role may do stays. */
static void read_trust(struct wd_reading *r, struct wd_jv asked)
{
    struct wd_str text = wd_field_str(r, asked, "NewAssumeRolePolicyDocument");
    struct wd_str role = wd_field_str(r, asked, "RoleName");
    struct wd_jv document = wd_parse_text(r, text);
    struct words trusted = {.count = 0};

    for (struct wd_jiter it = wd_jv_iter(wd_jv_get(document, "Statement")); wd_jiter_next(&it);)
        add_trusted(&trusted, wd_jv_get(it.value, "Principal"));
    if (text.len == 0 || role.len == 0)
        return;
    wd_set(r, WD_SLOT_ACTION, WD_STR("trust"));
    wd_set(r, WD_SLOT_PRINCIPAL, join(r, &trusted));
    name_role(r, role);
}

/* ---- what was asked for ----------------------------------------------------------------------------- */

static struct wd_str bucket_of(struct wd_reading *r, struct wd_jv asked)
{
    static const char *const names[] = {"bucketName", "BucketName", "bucket", "Bucket", NULL};
    struct wd_str name = wd_first_str(r, asked, names);

    return name.len ? name : wd_field_str(r, r->root, "resourceName");
}

/* The document replaces the one before; without one nothing is left of it. */
static void read_bucket(struct wd_reading *r, struct wd_jv asked, struct wd_str document)
{
    struct wd_str name = bucket_of(r, asked);

    if (document.len > 0)
        read_document(r, document);
    r->event->source[WD_SLOT_RESOURCE] = WD_SOURCE_NONE; /* the bucket, not the statements' */
    wd_set(r, WD_SLOT_RESOURCE, name);
}

/* "DeleteInstance" of "Ecs", with "InstanceId": acs:ecs:*:ACCOUNT:instance/i-1, as policies call it. Log Service is "Sls" in the
 * trail. */
static void read_gone(struct wd_reading *r, struct wd_jv asked)
{
    static const char *const ends[] = {"Name", "Id"};
    struct wd_str product = r->event->slot[WD_SLOT_SERVICE];
    struct wd_str kind = wd_str_from(wd_path_str(r, r->root, "eventName"), strlen("Delete"));
    struct wd_str name = WD_STR_NONE;

    for (size_t i = 0; i < sizeof ends / sizeof *ends && name.len == 0; i++) {
        struct wd_str wanted =
            wd_arena_concat(r->arena, (const struct wd_str[]){kind, wd_str_of(ends[i])}, 2);
        for (struct wd_jiter it = wd_jv_iter(asked); name.len == 0 && wd_jiter_next(&it);)
            if (wd_str_ieq(it.name, wanted))
                name = wd_jv_str(it.value);
    }
    if (name.len == 0)
        return;
    const struct wd_str parts[] = {
        WD_STR("acs:"), wd_str_eqz(product, "sls") ? WD_STR("log") : product,
        WD_STR(":*:"),  r->event->slot[WD_SLOT_ACCOUNT],
        WD_STR(":"),    wd_arena_lower(r->arena, kind),
        WD_STR("/"),    name};
    wd_set(r, WD_SLOT_RESOURCE, wd_arena_concat(r->arena, parts, sizeof parts / sizeof *parts));
}

/* The Ims API calls a user by logon name: mika@1234567890123456.onaliyun.com is the user mika. */
static struct wd_str without_domain(struct wd_str name)
{
    return wd_str_ends(name, WD_STR(".onaliyun.com")) ? wd_str_cut(&name, '@') : name;
}

static struct wd_str name_in(struct wd_reading *r, struct wd_jv asked, const char *ram,
                             const char *ims)
{
    struct wd_str name = wd_field_str(r, asked, ram);

    return name.len > 0 ? name : without_domain(wd_field_str(r, asked, ims));
}

static bool is_renamed(struct wd_reading *r, struct wd_jv asked)
{
    struct wd_str now = name_in(r, asked, "NewUserName", "NewUserPrincipalName");

    return now.len > 0 && !wd_str_eq(now, name_in(r, asked, "UserName", "UserPrincipalName"));
}

static const char *word_of(struct wd_reading *r, const struct call *call, struct wd_jv asked)
{
    static const char *const acls[] = {"acl", "Acl", "ACL", "x-oss-acl", NULL};

    switch (call->shape) {
    case KEY_STATE:
        return wd_str_ieq(wd_field_str(r, asked, "Status"), WD_STR("Inactive")) ? call->word : NULL;
    case VERSION:
        return wd_truth(wd_field(r, asked, "SetAsDefault")) ||
                       wd_str_ieq(wd_field_str(r, asked, "SetAsDefault"), WD_STR("true"))
                   ? call->word
                   : NULL;
    case BUCKET_ACL:
        return wd_str_ieq(wd_first_str(r, asked, acls), WD_STR("private")) ? call->word : NULL;
    case RENAMED:
        return is_renamed(r, asked) ? call->word : NULL;
    case TRUST: /* said by the document */
        return NULL;
    default:
        return call->word;
    }
}

/* What a group is given or loses is no user's of the same name. */
static void name_group(struct wd_reading *r, struct wd_jv asked)
{
    struct wd_str group = wd_field_str(r, asked, "GroupName");

    if (group.len > 0 && name_in(r, asked, "UserName", "UserPrincipalName").len == 0)
        wd_set(r, WD_SLOT_PRINCIPAL,
               wd_arena_concat(r->arena, (const struct wd_str[]){WD_STR("group:"), group}, 2));
}

static void read_shape(struct wd_reading *r, const struct call *call, struct wd_jv asked)
{
    static const char *const members[] = {"UserName", "RoleName", "PrincipalName", NULL};
    static const char *const documents[] = {"policy", "Policy", "PolicyDocument", NULL};

    switch (call->shape) {
    case VERSION:
    case DOCUMENT:
        read_document(r, wd_field_str(r, asked, "PolicyDocument"));
        return;
    case GONE:
        read_gone(r, asked);
        return;
    case BUCKET:
        read_bucket(r, asked, wd_first_str(r, asked, documents));
        return;
    case BUCKET_ACL:
        read_bucket(r, asked, WD_STR_NONE);
        return;
    case TRUST:
        read_trust(r, asked);
        return;
    case CONTROL:
        wd_set(r, WD_SLOT_RESOURCE, wd_field_str(r, asked, "TargetId"));
        return;
    case RENAMED:
        wd_set(r, WD_SLOT_ROLE, name_in(r, asked, "NewUserName", "NewUserPrincipalName"));
        wd_set(r, WD_SLOT_PRINCIPAL, name_in(r, asked, "UserName", "UserPrincipalName"));
        return;
    default:
        name_group(r, asked);
        wd_set(r, WD_SLOT_PRINCIPAL, wd_first_str(r, asked, members));
        wd_set(r, WD_SLOT_PRINCIPAL, name_in(r, asked, "UserName", "UserPrincipalName"));
        wd_set(r, WD_SLOT_PRINCIPAL, wd_field_str(r, asked, "GroupName"));
    }
}

void wd_policy_change_trail(struct wd_reading *r, struct wd_str event_name)
{
    static const char *const roles[] = {"RoleName", "GroupName", NULL};
    const struct call *call = find(event_name);
    struct wd_jv asked = wd_path(r, r->root, "requestParameters");
    const char *word = call ? word_of(r, call, asked) : NULL;

    r->event->kind = WD_KIND_POLICY_CHANGE;
    wd_set(r, WD_SLOT_ACCOUNT, wd_path_str(r, r->root, "recipientAccountId"));
    wd_set(r, WD_SLOT_ACCOUNT, wd_path_str(r, r->root, "userIdentity.accountId"));
    if (word || (call && call->shape == TRUST))
        read_shape(r, call, asked);
    if (word)
        wd_set(r, WD_SLOT_ACTION, wd_str_of(word));
    wd_set(r, WD_SLOT_ROLE, wd_first_str(r, asked, roles));
    wd_set(r, WD_SLOT_POLICY, wd_field_str(r, asked, "PolicyName"));
    wd_set(r, WD_SLOT_CALLER, wd_path_str(r, r->root, "userIdentity.userName"));
}
