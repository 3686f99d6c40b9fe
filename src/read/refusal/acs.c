/* "oss:PutObject / acs:oss:*:*:b/k / acs:ram::N:user/X (AccessDenied)": whatever words stand between, the RAM user is who
 * asked, and the name of the action's own product is what was asked for. Not where the action is RAM's or STS's own: a role
 * is an object there. */
#include "read/refusal/acs.h"

#include "whydenied/base/char.h"

static bool is_party(struct wd_str acs)
{
    static const char *const kinds[] = {":user/", ":role/", ":assumed-role/"};

    return (wd_str_starts(acs, WD_STR("acs:ram:")) || wd_str_starts(acs, WD_STR("acs:sts:"))) &&
           WD_STR_ANY(wd_str_has, acs, kinds);
}

/* "RoleArn: acs:…", "with the service role acs:…", "contact acs:…": somebody else than who was refused. */
static bool is_of_another(const struct wd_sentence *s, size_t i)
{
    static const char *const words[] = {"rolearn", "role_arn", "role-arn", "contact",
                                        "ask",     "owner",    "admin",    "administrator"};
    static const char *const kinds[] = {"service", "execution", "target", "linked"};
    const struct wd_token *before = i > 0 ? &s->token[i - 1] : NULL;
    const struct wd_token *first = i > 1 ? &s->token[i - 2] : NULL;

    if (!before)
        return false;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (wd_str_ieq(before->text, wd_str_of(words[k])))
            return true;
    if (!wd_str_ieq(before->text, WD_STR("role")))
        return false;
    for (size_t k = 0; first && k < sizeof kinds / sizeof *kinds; k++)
        if (wd_str_ieq(first->text, wd_str_of(kinds[k])))
            return true;
    return before->key && before->from > 0;
}

static void note_thing(struct wd_acs_names *names, struct wd_str thing)
{
    for (size_t i = 0; i < names->things; i++)
        if (wd_str_eq(names->thing[i], thing))
            return;
    if (names->things < WD_ACS_THINGS_MAX)
        names->thing[names->things++] = thing;
}

/* "RAM role acme-etl", "角色「AcmeRole」" */
static void note_role(struct wd_acs_names *names, const struct wd_sentence *s, size_t i)
{
    const struct wd_token *t = &s->token[i], *next = i + 1 < s->count ? t + 1 : NULL;
    bool composed = false;

    if (names->role.len > 0 || !next || wd_token_does(t) != WD_DOES_NAME_THING ||
        t->meaning->value != WD_PART_ROLE || next->shape != WD_SHAPE_WORD || next->meaning)
        return;
    for (size_t k = 1; k < next->text.len; k++)
        composed = composed || wd_char_in(next->text.ptr[k], "-_0123456789") ||
                   wd_is_upper(next->text.ptr[k]);
    if (composed || next->quoted)
        names->role = next->text;
}

void wd_acs_note(struct wd_acs_names *names, const struct wd_sentence *s)
{
    for (size_t i = 0; i < s->count; i++) {
        struct wd_str text = s->token[i].text;
        note_role(names, s, i);
        if (s->token[i].shape != WD_SHAPE_ACS)
            continue;
        if (!is_party(text)) {
            note_thing(names, text);
        } else if (!is_of_another(s, i)) {
            names->parties =
                names->parties || (names->party.len > 0 && !wd_str_eq(names->party, text));
            names->party = text;
        }
    }
}

static struct wd_str product_of(struct wd_str name)
{
    if (wd_str_starts(name, WD_STR("acs:")))
        name = wd_str_from(name, 4);
    return wd_str_sub(name, 0, wd_str_find_char(name, ':'));
}

static bool is_about_identities(struct wd_str product)
{
    static const char *const products[] = {"ram", "sts", "ims", "resourcemanager"};

    return WD_STR_IN(product, products);
}

/* The only name of the product whose action was refused. */
static struct wd_str thing_of(const struct wd_acs_names *names, struct wd_str product)
{
    struct wd_str found = WD_STR_NONE;

    for (size_t i = 0; i < names->things; i++) {
        if (!wd_str_eq(product_of(names->thing[i]), product))
            continue;
        if (found.len > 0)
            return WD_STR_NONE;
        found = names->thing[i];
    }
    return found;
}

/* What was taken for the object is who was refused. */
static void drop_object(struct wd_refusal *r)
{
    static const enum wd_refusal_part parts[] = {WD_PART_ACCOUNT, WD_PART_LOCATION, WD_PART_ROLE,
                                                 WD_PART_API,     WD_PART_TYPE,     WD_PART_NAME};

    r->object = WD_STR_NONE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        r->part[parts[i]] = WD_STR_NONE;
}

/* A session is whose call it was, whatever was called: nothing is done to one. */
static void turn_session(struct wd_refusal *r)
{
    struct wd_str session = r->object;

    if (!wd_str_has(session, WD_STR(":assumed-role/")))
        return;
    drop_object(r);
    if (r->subject.len == 0) {
        r->subject = session;
        r->said = WD_SAID_BY_PLACE;
    }
}

int wd_acs_settle(struct wd_refusal *r, const struct wd_acs_names *names, struct wd_arena *arena)
{
    struct wd_str product = r->permission_count > 0 ? product_of(r->permissions[0]) : WD_STR_NONE;
    struct wd_str party = names->parties ? WD_STR_NONE : names->party, thing;

    turn_session(r);
    if (product.len == 0 || wd_str_eq(product, r->permissions[0]) || is_about_identities(product))
        return 0;
    if (party.len == 0)
        party = names->role.len > 0 ? names->role : r->part[WD_PART_ROLE];
    if (r->object.len > 0 && (is_party(r->object) || wd_str_eq(r->object, party)))
        drop_object(r);
    thing = thing_of(names, product);
    if (r->object.len == 0 && thing.len > 0) {
        r->object = thing;
        if (wd_refusal_parts(thing, arena, r->part) != 0)
            return -1;
    }
    if (r->subject.len == 0 && party.len > 0) {
        r->subject = party;
        r->said = WD_SAID_BY_PLACE;
    }
    return 0;
}
