/* Plain words that are names by what stands before them, and keys with their values. */
#include "read/refusal/cast.h"

#include "whydenied/base/char.h"

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

/* "RAM user mika lacks p", but not "the user attached lacks p". */
static bool lacks_it(const struct wd_cast *c, size_t i)
{
    static const char *const ends[] = {"ed", "ing"};

    return c->vendors & WD_SIGN_ALIBABA && wd_cast_does(c, i + 1) == WD_DOES_LACK &&
           !WD_STR_ANY(wd_str_ends, wd_cast_token(c, i)->text, ends);
}

/* "ロール X には …権限がありません", "사용자 X 는 …", "成员 X 在项目中没有 …": a particle or hanzi behind the name says of whom the
 * sentence speaks, and its end what he lacks; "X に対する権限" is a right on X. */
static bool is_topic(const struct wd_cast *c, size_t i)
{
    static const char *const about[] = {
        "\xe3\x81\xab\xe5\xaf\xbe", /* に対 */
        "\xe3\x81\xab\xe9\x96\xa2", /* に関 */
        "\xeb\x8c\x80\xed\x95\x9c", /* 대한 */
        "\xeb\x8c\x80\xed\x95\xb4", /* 대해 */
        "\xec\x9d\x98",             /* 의 */
        "\xe7\x9a\x84",             /* 的 */
        "\xe3\x81\xae",             /* の */
    };
    struct wd_str next = wd_cast_token(c, i + 1)->text, then = wd_cast_token(c, i + 2)->text;

    return i + 1 < c->s->count && (unsigned char)next.ptr[0] >= 0xe3 && c->out->tone.refuses &&
           wd_is_lower(wd_cast_token(c, i)->text.ptr[0]) && !wd_cast_token(c, i + 1)->key &&
           !WD_STR_ANY(wd_str_starts, next, about) &&
           !wd_str_has(
               next,
               WD_STR("\xe6\x89\xae\xe6\xbc\x94")) && /* 扮演: whom to trust is asked elsewhere */
           (i + 2 >= c->s->count || !WD_STR_ANY(wd_str_starts, then, about));
}

/* "Error creating key: FAILED_PRECONDITION: …": a code. */
static bool is_constant(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_upper(s.ptr[i]) && s.ptr[i] != '_')
            return false;
    return true;
}

bool wd_cast_is_value(const struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);
    const struct wd_role *role = &c->role;

    if (role->by == WD_DOES_AS && role->adjacent && (role->sign_in || role->execute) &&
        !role->thing)
        return t->text.len > 1;
    if (!role->adjacent || (!role->thing && !role->party) || t->text.len > 256 || is_status(t) ||
        (t->key && !t->quoted && (!looks_named(t->text) || is_constant(t->text))) ||
        is_state(c, i) ||
        wd_str_has(t->text, WD_STR("::"))) /* a class of C++'s, Ruby's or Rust's */
        return false;
    if (t->quoted || looks_named(t->text))
        return true;
    if (role->thing && role->part == WD_PART_ROLE && c->vendors & WD_SIGN_ALIBABA &&
        is_composed(t->text))
        return true;
    if (role->party) /* not "the account running this build does not have" */
        return wd_cast_does(c, i + 1) == WD_DOES_NEGATE || lacks_it(c, i) || is_topic(c, i) ||
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
    return looks_named(t->text) && wd_cast_is_negated(c, i) && is_what_it_has_not(c, i);
}

void wd_cast_bare_party(struct wd_cast *c, size_t i)
{
    wd_cast_subject(c, wd_cast_token(c, i)->text, WD_SAID_BY_PLACE);
}

void wd_cast_value(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i);

    if (c->role.by == WD_DOES_AS && !c->role.thing) {
        wd_cast_as(c, t->text);
        return;
    }
    if (c->role.thing && c->role.part == WD_PART_ROLE && c->role.by == WD_DOES_NOTHING &&
        c->vendors & WD_SIGN_ALIBABA &&
        (wd_cast_is_negated(c, i) || is_topic(c, i))) { /* "RAM role X lacks p" */
        wd_cast_subject(c, t->text, WD_SAID_STATED);
        return;
    }
    if (c->role.party && !c->role.thing) {
        if (c->role.by == WD_DOES_PLACE && c->role.grants && c->role.to)
            wd_cast_subject(c, t->text, WD_SAID_NAMED); /* "p is not granted to user X" */
        else if (c->role.by == WD_DOES_PLACE)
            wd_cast_object(c, i);
        else if (!wd_cast_is_owner(c, i) || c->r->subject.len == 0)
            wd_cast_subject(c, t->text, wd_cast_is_negated(c, i) ? WD_SAID_STATED : WD_SAID_NAMED);
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

/* "권한: ecs:StopInstance", "Operation: kms:Decrypt", "角色：acs:ram::…:role/x", and nothing else: whatever the label is called, its
 * value's form says what it is. */
bool wd_cast_label(struct wd_cast *c, size_t i)
{
    const struct wd_token *t = wd_cast_token(c, i), *value = wd_cast_token(c, i + 1);
    enum wd_does does = wd_token_does(t);

    if (i > 0 || c->s->count != 2 || !t->key || value->key || does == WD_DOES_SUCCEED ||
        does == WD_DOES_HINT || does == WD_DOES_ALLOW || does == WD_DOES_SUPPOSE ||
        wd_str_ends(t->text, WD_STR("ed")))
        return false;
    if (does == WD_DOES_NAME_THING && t->meaning->value != WD_PART_ROLE)
        return false; /* "Resource: acs:ram::…:role/x": what was to be passed on */
    if (value->shape == WD_SHAPE_ACTION)
        wd_cast_permission(c, value->text);
    else if (value->shape == WD_SHAPE_ACS && wd_cast_is_party_of_acs(value->text))
        wd_cast_subject(c, value->text, WD_SAID_BY_KEY);
    else
        return false;
    c->out->keyed = true;
    return true;
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
        wd_cast_subject(c, value->text, WD_SAID_BY_KEY);
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

/* "https://R/v2/token", "https://dockerauth.R.aliyuncs.com/auth": where a registry's tokens are had, with GET or POST. */
static bool is_token_address(struct wd_str url)
{
    struct wd_str path = wd_str_cut(&url, '?');

    path = wd_str_trim_right_of(path, ":,\"'");
    return wd_str_ends(path, WD_STR("/token")) || wd_str_ends(path, WD_STR("/auth"));
}

/* "GET https://R/v2/token?scope=repository:P/R/I:push,pull": a token is asked for to write. */
static bool asks_to_push(struct wd_str url)
{
    size_t at = wd_str_find(url, WD_STR("scope="));

    return at != WD_NPOS && is_token_address(url) &&
           wd_str_has(wd_str_from(url, at), WD_STR("push"));
}

/* "https://HOST/v2/P/R/I/manifests/TAG": what registries call an image. */
static bool is_image_address(struct wd_str url)
{
    static const char *const parts[] = {"/manifests/", "/blobs/", "/tags/list"};

    return wd_str_has(url, WD_STR("/v2/")) && WD_STR_ANY(wd_str_has, url, parts);
}

/* GET; and Get or Head as Go's clients write it (pkg.go.dev/net/url#Error). Of theirs only before an image: elsewhere what
 * stands behind the address is often the token that they could not get, not the answer of the address. */
static struct wd_str verb_of(struct wd_str word, struct wd_str address)
{
    static const char *const verbs[] = {"GET", "HEAD", "POST", "PUT", "PATCH"};

    if (wd_is_upper(word.ptr[1]))
        return word;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (wd_is_upper(word.ptr[0]) && wd_str_ieq(word, wd_str_of(verbs[i])) &&
            is_image_address(address))
            return wd_str_of(verbs[i]);
    return WD_STR_NONE;
}

/* "GET https://…", "HEAD request to https://…": a verb only before an address. */
void wd_cast_verb(struct wd_cast *c, size_t i)
{
    bool request = wd_str_ieq(wd_cast_token(c, i + 1)->text, WD_STR("request")) &&
                   wd_cast_does(c, i + 2) == WD_DOES_PLACE;
    const struct wd_token *t = wd_cast_token(c, i), *next = wd_cast_token(c, i + (request ? 3 : 1));
    bool path = next->text.len > 0 && next->text.ptr[0] == '/';
    struct wd_str verb = verb_of(t->text, next->text);

    if (verb.len == 0 || c->r->action.len > 0 ||
        !(path || next->shape == WD_SHAPE_URL || next->shape == WD_SHAPE_ADDRESS))
        return;
    c->r->action = verb;
    if (asks_to_push(next->text))
        c->r->access = WD_ACCESS_WRITE;
    else if (!is_token_address(next->text) || t->meaning->value == WD_ACCESS_READ)
        c->r->access = (enum wd_refusal_access)t->meaning->value;
}
