/* Names that no word of the sentence makes anything: "[R] p not permitted", "p denied on R: X", "R に対する p". Where a
 * sentence refuses a permission by name and holds one such name alone, it can be nothing else. */
#include "read/refusal/cast.h"

#include "whydenied/base/char.h"

void wd_cast_loose(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    struct wd_loose *loose = t->shape == WD_SHAPE_RESOURCE ? &c->loose_object : &c->loose_party;

    if (loose->count > 0 && wd_str_eq(loose->name, t->text))
        return; /* said once more */
    loose->name = t->text;
    loose->at = i;
    loose->count++;
}

/* "cryptoKeyVersions" are of ".../cryptoKeys/K", "versions" of a secret or a model: what a permission's middle is held by. */
static bool is_kind_of(struct wd_str kind, struct wd_str name)
{
    static const struct {
        struct wd_str kind, holder;
    } held[] = {{{"versions", 8}, {"/secrets/", 9}},       {{"objects", 7}, {"/buckets/", 9}},
                {{"endpoints", 9}, {"/publishers/", 12}},  {{"tables", 6}, {"/datasets/", 10}},
                {{"packages", 8}, {"/repositories/", 14}}, {{"routes", 6}, {"/services/", 10}}};
    size_t versions = wd_str_find(kind, WD_STR("Versions"));
    size_t at;

    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        if (wd_str_eq(kind, held[i].kind) && wd_str_has(name, held[i].holder))
            return true;
    kind = wd_str_sub(kind, 0, versions);
    at = wd_str_find(name, kind);
    return kind.len > 3 && at != WD_NPOS && (at == 0 || name.ptr[at - 1] == '/');
}

/* May the permission be one on what is so named? */
static bool is_of(struct wd_str permission, struct wd_str name)
{
    struct wd_str rest = permission;

    wd_str_cut(&rest, '.');
    return is_kind_of(wd_str_cut(&rest, '.'), name);
}

/* Where words are not parted, a run of them says what it says: "が拒否されました", "在资源". "/", "->" say nothing. */
static bool says_nothing(const struct wd_token *t)
{
    bool dash = t->text.len == 3 && t->text.ptr[0] == '\xe2'; /* of typography, or an arrow */
    bool sign = dash || (t->text.len > 0 && t->text.len < 3 && !wd_is_alnum(t->text.ptr[0]));

    return t->shape == WD_SHAPE_WORD &&
           (sign || (t->text.len > 2 && (unsigned char)t->text.ptr[0] >= 0xe3));
}

/* Behind the name the sentence ends, or goes on with a name or the refusal: not "X must confirm it". */
static bool ends_there(const struct wd_cast *c, size_t i)
{
    enum wd_does does = wd_cast_does(c, i + 1);

    const struct wd_token *behind = wd_cast_token(c, i + 1);

    return i + 1 >= c->s->count || behind->shape > WD_SHAPE_NUMBER || says_nothing(behind) ||
           does == WD_DOES_PLACE || does == WD_DOES_FOR || does == WD_DOES_DENY ||
           does == WD_DOES_CODE || does == WD_DOES_PERMIT;
}

/* Before the name stands another name, a bracket or a word of the refusal, and no word that nobody knows ("contact X"). */
static bool stands_alone(const struct wd_cast *c, size_t i)
{
    static const char *const doing[] = {"run", "runs", "running", "deploy", "deployed", "start"};
    const struct wd_token *before = wd_cast_token(c, i - 1);
    enum wd_does does = wd_token_does(before);

    if (i == 0 || before->shape > WD_SHAPE_NUMBER || says_nothing(before))
        return true;
    if (does == WD_DOES_AS) /* "run as X": X is whom the thing runs as */
        return i < 2 || !WD_STR_IN(wd_cast_token(c, i - 2)->text, doing);
    return does == WD_DOES_DENY || does == WD_DOES_PERMIT || does == WD_DOES_CODE ||
           does == WD_DOES_LINK;
}

/* Words that lead to somebody else than who was refused: "created by X", "the key of X". */
static bool leads_elsewhere(const struct wd_cast *c, size_t i)
{
    static const char *const others[] = {"contact", "owner", "by",    "created", "from",
                                         "with",    "sent",  "named", "called",  "and",
                                         "or",      "runs",  "as"};
    static const char *const holders[] = {"role",        "roles",  "token",      "account",
                                          "credentials", "rights", "permissions"};
    const struct wd_token *before = wd_cast_token(c, i - 1);
    enum wd_does does = wd_token_does(before);

    if (wd_str_ieq(before->text, WD_STR("of"))) /* "none of the roles of X" */
        return i < 2 || !WD_STR_IIN(wd_cast_token(c, i - 2)->text, holders);
    return does == WD_DOES_HINT || does == WD_DOES_PLACE || WD_STR_IIN(before->text, others);
}

/* "because X is short of p", "answered: X asked for p": no person decides or owns here, for the name is a machine's. */
static bool is_machine_in_prose(const struct wd_cast *c, size_t i)
{
    static const char *const deeds[] = {"must", "should",  "will",    "may",  "to",
                                        "owns", "created", "manages", "runs", "granted",
                                        "has",  "needs",   "controls"};
    const struct wd_token *name = wd_cast_token(c, i), *behind = wd_cast_token(c, i + 1);

    return wd_str_ends(name->text, WD_STR(".gserviceaccount.com")) &&
           (i == 0 || !leads_elsewhere(c, i)) &&
           (i + 1 >= c->s->count || !WD_STR_IIN(behind->text, deeds));
}

/* "403 … does not have storage.objects.list access to sites., forbidden": Cloud Storage's own sentence, with its code or
 * status, ends with the bucket, however plain a word that is. */
static void take_plain_bucket(struct wd_cast *c)
{
    static const char *const words[] = {"it",     "them",    "any",     "all",      "everything",
                                        "bucket", "buckets", "objects", "anything", "resource"};
    size_t last = c->s->count - 1;
    bool told = false;

    for (size_t i = 0; i < c->s->count; i++)
        told = told || wd_str_eqz(wd_cast_token(c, i)->text, "403");
    if (last > 2 && wd_str_ieq(wd_cast_token(c, last)->text, WD_STR("forbidden"))) {
        told = true;
        last--;
    }
    const struct wd_token *name = wd_cast_token(c, last);
    if (!told || last < 3 || !wd_str_starts(c->r->permissions[0], WD_STR("storage.")) ||
        !wd_str_eqz(wd_cast_token(c, last - 1)->text, "to") ||
        !wd_str_eqz(wd_cast_token(c, last - 2)->text, "access") || name->meaning ||
        !wd_cast_is_permission(c, last - 3) || WD_STR_IN(name->text, words))
        return;
    c->r->object = c->r->part[WD_PART_BUCKET] = name->text;
}

/* "… is forbidden: user1 cannot list resource "clusters"", as KubeSphere's server says it: without quotes, without a noun. */
void wd_cast_bare_user(struct wd_cast *c, size_t i)
{
    const struct wd_token *who = wd_cast_token(c, i - 1), *before = wd_cast_token(c, i - 2);

    if (c->r->subject.len == 0 && before->key && wd_str_ieq(before->text, WD_STR("forbidden")) &&
        !who->meaning && wd_str_ieq(wd_cast_token(c, i + 2)->text, WD_STR("resource"))) {
        c->r->subject = who->text;
        c->r->said = WD_SAID_STATED;
    }
}

void wd_cast_take_loose(struct wd_cast *c)
{
    struct wd_refusal *r = c->r;
    const struct wd_loose *party = &c->loose_party, *object = &c->loose_object;

    if (r->permission_count == 0 ||
        wd_str_starts(r->permissions[0], WD_STR("iam.serviceAccounts.")))
        return;
    if (party->count == 1 && r->subject.len == 0 &&
        ((stands_alone(c, party->at) && ends_there(c, party->at)) ||
         is_machine_in_prose(c, party->at))) {
        r->subject = party->name;
        r->said = WD_SAID_BY_PLACE;
    }
    if (r->object.len == 0 && r->part[WD_PART_BUCKET].len == 0)
        take_plain_bucket(c);
    if (object->count == 1 && r->object.len == 0 && is_of(r->permissions[0], object->name)) {
        r->object = object->name;
        wd_cast_parts(c, object->name);
    }
}
