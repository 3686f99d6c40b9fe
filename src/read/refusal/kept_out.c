/* What an account of a cloud may not do, where no permission is named: "X can't read gs://b", "X may not impersonate Y",
 * "gs://b isn't readable by X", "R rejects writes from X", "the role won't let X …". Said of the account itself, in words for
 * using things; what is too many, too long or not there is another matter (turned_away.c). */
#include "read/refusal/cast.h"

enum { NEAR = 5, WITHIN = 8 };

/* Service accounts, identities of pools, RAM users and roles. Of a cluster's own users the grammar of RBAC tells. */
static bool is_account(const struct wd_token *t)
{
    return (t->shape == WD_SHAPE_IDENTITY && !wd_str_starts(t->text, WD_STR("system:"))) ||
           (t->shape == WD_SHAPE_EMAIL && wd_str_ends(t->text, WD_STR("gserviceaccount.com"))) ||
           (t->shape == WD_SHAPE_ACS &&
            (wd_str_has(t->text, WD_STR(":user/")) || wd_str_has(t->text, WD_STR(":role/"))));
}

bool wd_token_is_contracted(const struct wd_token *t)
{
    return !t->meaning &&
           (wd_str_ends(t->text, WD_STR("n't")) || wd_str_ends(t->text, WD_STR("n\xe2\x80\x99t")));
}

bool wd_sentence_names_account(const struct wd_sentence *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (is_account(&s->token[i]))
            return true;
    return false;
}

/* The nearest account before it, but for a word between; or, below, the first one behind. The sentence's length: none. */
static size_t account_before(const struct wd_sentence *s, size_t i)
{
    for (size_t k = i; k-- > 0 && i - k <= 3;)
        if (is_account(&s->token[k]))
            return k;
    return s->count;
}

static size_t account_behind(const struct wd_sentence *s, size_t i)
{
    for (size_t k = i + 1; k < s->count && k <= i + WITHIN && !s->token[k].begins; k++)
        if (is_account(&s->token[k]))
            return k;
    return s->count;
}

/* What is done with things that are there. */
static bool uses(const struct wd_token *t)
{
    static const char *const words[] = {
        "read",     "write",     "open",    "list",    "get",    "fetch",    "access",
        "use",      "see",       "view",    "pull",    "push",   "upload",   "download",
        "invoke",   "call",      "start",   "run",     "create", "delete",   "update",
        "submit",   "publish",   "consume", "act",     "sign",   "encrypt",  "decrypt",
        "attach",   "deploy",    "query",   "select",  "insert", "load",     "impersonate",
        "describe", "subscribe", "modify",  "trigger", "launch", "overwrite"};

    return WD_STR_IIN(t->text, words);
}

/* What it is not for X: "not readable by X", "isn't shared with X". */
static bool is_open(const struct wd_token *t)
{
    static const char *const words[] = {"readable", "writable", "writeable", "accessible",
                                        "visible",  "usable",   "shared"};

    return WD_STR_IIN(t->text, words);
}

/* What cannot be done with it by X: "could not be accessed by X". */
static bool is_used(const struct wd_token *t)
{
    static const char *const words[] = {
        "used",    "read",     "written",  "accessed", "opened",     "impersonated",
        "assumed", "pulled",   "pushed",   "listed",   "decrypted",  "encrypted",
        "invoked", "uploaded", "deployed", "signed",   "downloaded", "overwritten"};

    return WD_STR_IIN(t->text, words);
}

/* "bucket", "secret", "topic": not "file", not "resource". */
static bool is_store(const struct wd_sentence *s, size_t i)
{
    return wd_sentence_does(s, i) == WD_DOES_NAME_THING &&
           s->token[i].meaning->value != WD_PART_KEY && s->token[i].meaning->value != WD_PART_NAME;
}

/* Something that is a cloud's is named beside the account: by its path or address, or as a bucket, a secret, a topic. */
static bool names_thing(const struct wd_sentence *s, size_t account)
{
    for (size_t i = 0; i < s->count; i++) {
        enum wd_shape shape = s->token[i].shape;
        if (i != account && ((shape > WD_SHAPE_IDENTITY && shape != WD_SHAPE_PATH) ||
                             shape == WD_SHAPE_EMAIL || is_store(s, i)))
            return true;
    }
    return false;
}

/* Past its end: nothing. */
static struct wd_str word_at(const struct wd_sentence *s, size_t i)
{
    return i < s->count ? s->token[i].text : WD_STR_NONE;
}

static bool is_modal(const struct wd_sentence *s, size_t i)
{
    static const char *const modals[] = {"may", "can", "could"};
    const struct wd_token *t = &s->token[i];

    return wd_str_istarts(t->text, WD_STR("couldn")) || wd_str_ieq(t->text, WD_STR("unable")) ||
           (wd_token_does(t) == WD_DOES_NEGATE &&
            (t->meaning->value == 1 || (i > 0 && WD_STR_IIN(word_at(s, i - 1), modals))));
}

static bool is_negated(const struct wd_sentence *s, size_t i)
{
    return wd_sentence_does(s, i) == WD_DOES_NEGATE || wd_token_is_contracted(&s->token[i]);
}

/* "X can't read R", "X is not able to start jobs": of what is only not done, a thing of a cloud's must be named. */
static size_t may_not_use(const struct wd_sentence *s, size_t i)
{
    static const char *const able[] = {"able", "allowed", "permitted", "authorized", "entitled"};
    size_t k = i + 1, account = account_before(s, i);
    bool modal = is_modal(s, i);
    bool permitted = modal && i > 0 && wd_str_ieq(s->token[i - 1].text, WD_STR("may"));

    if (account == s->count || (!modal && !is_negated(s, i)))
        return s->count;
    for (size_t j = i + 1; j < s->count && j <= i + 2; j++)
        if (WD_STR_IIN(word_at(s, j), able)) {
            permitted = !wd_str_ieq(s->token[j].text, WD_STR("able"));
            modal = true;
            k = j + 1;
        }
    while (k < s->count && wd_str_eqz(s->token[k].text, "to"))
        k++;
    return modal && k < s->count && uses(&s->token[k]) && (permitted || names_thing(s, account))
               ? account
               : s->count;
}

/* "R is not readable by X", "could not be used by X", "no permission to be used by X" */
size_t wd_sentence_not_used_by(const struct wd_sentence *s, size_t i)
{
    static const char *const by[] = {"by", "with", "to", "for"};
    bool be = false;

    if (!is_negated(s, i))
        return s->count;
    for (size_t k = i + 1; k + 1 < s->count && k <= i + NEAR; k++) {
        if (is_open(&s->token[k]) || (be && is_used(&s->token[k])))
            return WD_STR_IIN(word_at(s, k + 1), by) ? account_behind(s, k + 1) : s->count;
        be = be || wd_str_eqz(s->token[k].text, "be");
    }
    return s->count;
}

/* "won't let X", "does not trust X", "R refuses uploads from X" */
static size_t turns_against(const struct wd_sentence *s, size_t i)
{
    static const char *const welcomes[] = {"let", "allow", "permit", "trust", "admit"};
    static const char *const turns[] = {"refuses", "rejects", "refused", "rejected", "denies"};
    size_t account = s->count;

    if (is_negated(s, i) && WD_STR_IIN(word_at(s, i + 1), welcomes))
        account = account_behind(s, i + 1);
    for (size_t k = i + 1; WD_STR_IIN(word_at(s, i), turns) && k < s->count && k <= i + WITHIN; k++)
        if (wd_str_eqz(s->token[k].text, "from") || wd_sentence_does(s, k) == WD_DOES_FOR) {
            account = account_behind(s, k);
            break;
        }
    return account < s->count && names_thing(s, account) ? account : s->count;
}

size_t wd_sentence_keeps_out(const struct wd_sentence *s, size_t i)
{
    size_t account = may_not_use(s, i);

    if (account == s->count)
        account = wd_sentence_not_used_by(s, i);
    return account == s->count ? turns_against(s, i) : account;
}

bool wd_reason_is_another(struct wd_str text, struct wd_str account)
{
    enum { FAR = 120 };
    static const char *const others[] = {
        "no such", "timeout",    "timed out", "not found", "dial ",     "lookup ",
        "invalid", "connection", "deadline",  "quota",     "exceed",    "unavailable",
        "parse",   "eof",        "exhausted", "lock",      "not exist", "unreachable",
        "disk",    "memory",     "busy",      "limit",     "corrupt",   "empty"};
    static const char *const access[] = {"40",   "denied", "permi", "forbid",
                                         "auth", "access", "role",  "polic"};
    bool within = account.ptr >= text.ptr && account.ptr < text.ptr + text.len;
    struct wd_str said = within ? wd_str_from(text, (size_t)(account.ptr - text.ptr)) : WD_STR_NONE;
    struct wd_str reason = wd_str_cut(&said, '\n');
    size_t at = wd_str_find(reason, WD_STR(": "));

    reason = at == WD_NPOS ? WD_STR_NONE : wd_str_sub(reason, at, FAR);
    return WD_STR_IHAS_ANY(reason, others) && !WD_STR_IHAS_ANY(reason, access);
}

void wd_cast_take_kept_out(struct wd_cast *c)
{
    struct wd_refusal *r = c->r;
    struct wd_str other = r->subject;

    if (c->out->tone.kept_out >= c->s->count)
        return;
    r->subject = wd_cast_token(c, c->out->tone.kept_out)->text;
    r->said = WD_SAID_STATED;
    if (wd_str_eq(r->act_as, r->subject))
        r->act_as = r->part[WD_PART_SERVICE_ACCOUNT] = WD_STR_NONE;
    if (wd_str_eq(r->object, r->subject))
        r->object = r->part[WD_PART_SERVICE_ACCOUNT] = WD_STR_NONE;
    if (!wd_str_eq(other, r->subject) && wd_str_ends(other, WD_STR("gserviceaccount.com")))
        r->act_as = other; /* "Y does not have permission to be used by X" */
}
