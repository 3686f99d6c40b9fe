/* {"msg": "ram denied", "principal": "acs:ram::N:user/X", "action": "oss:PutObject", "resource": "acs:oss:…"}: what a program's
 * structured log says beside its message. Taken are values whose form alone says what they are, ARNs and RAM actions of
 * Alibaba's; they are put behind the message, for the grammar to read. */
#include "read/beside_acs.h"

#include "whydenied/base/char.h"

enum { DEPTH = 3, LOOKS = 128, LONGEST = 512, THINGS = 3 };

struct beside {
    struct wd_str party, action, thing[THINGS], word, word_name;
    size_t things;
    unsigned looks;
    bool parties, actions;
};

/* product:Action, and nothing else */
static bool is_action(struct wd_str s)
{
    size_t colon = wd_str_find_char(s, ':');

    if (colon == WD_NPOS || colon < 2 || colon + 3 > s.len || !wd_is_upper(s.ptr[colon + 1]))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (i != colon && !wd_is_alnum(s.ptr[i]) && s.ptr[i] != '-')
            return false;
    return true;
}

static bool is_party(struct wd_str acs)
{
    return wd_str_starts(acs, WD_STR("acs:ram:")) &&
           (wd_str_has(acs, WD_STR(":user/")) || wd_str_has(acs, WD_STR(":role/")) ||
            wd_str_has(acs, WD_STR(":assumed-role/")));
}

/* One under several names is one; two are none that could be told. */
static void take(struct wd_str *slot, bool *several, struct wd_str s)
{
    *several = *several || (slot->len > 0 && !wd_str_eq(*slot, s));
    *slot = s;
}

static bool says_outcome(struct wd_str name)
{
    static const char *const names[] = {"decision", "outcome", "verdict",    "result",
                                        "code",     "errCode", "error_code", NULL};

    return wd_is_named_one_of(name, names);
}

/* {"status": "DENIED"}: an outcome, where the value says so itself. */
static bool says_refused(struct wd_str name, struct wd_str value)
{
    return wd_names_equal(name, WD_STR("status")) &&
           (wd_str_ihas(value, "den") || wd_str_ihas(value, "forbid") ||
            wd_str_ihas(value, "unauthor"));
}

static void note(struct beside *b, struct wd_str name, struct wd_str s)
{
    static const char *const roles[] = {"roleArn", "role", "policy", "targetRole"};
    bool role = false;

    if (s.len == 0 || s.len > LONGEST)
        return;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        role = role || wd_names_equal(name, wd_str_of(roles[i]));
    if (is_party(s) && !role)
        take(&b->party, &b->parties, s);
    else if (wd_str_starts(s, WD_STR("acs:")) && !role && b->things < THINGS)
        b->thing[b->things++] = s;
    else if (is_action(s))
        take(&b->action, &b->actions, s);
    else if (b->word.len == 0 && (says_outcome(name) || says_refused(name, s))) {
        b->word = s;
        b->word_name = name;
    }
}

static void look(struct beside *b, struct wd_jv v, unsigned depth)
{
    if (wd_jv_type(v) != WD_JSON_OBJECT || depth > DEPTH)
        return;
    for (struct wd_jiter it = wd_jv_iter(v); wd_jiter_next(&it) && b->looks++ < LOOKS;)
        if (wd_jv_type(it.value) == WD_JSON_STRING)
            note(b, it.name, wd_jv_str(it.value));
        else
            look(b, it.value, depth + 1);
}

struct wd_str wd_beside_acs(struct wd_reading *r, struct wd_jv v, struct wd_str message)
{
    struct beside b = {.looks = 0};
    struct wd_str parts[4 + 4 + 2 * THINGS], whole;
    size_t n = 0;

    look(&b, v, 0);
    if (b.actions || b.action.len == 0 || b.things == 0 ||
        (message.len > 0 && wd_str_has(message, b.action)))
        return message;
    if (message.len > 0) {
        parts[n++] = message;
    } else {
        parts[n++] = b.word_name;
        parts[n++] = WD_STR(": ");
        parts[n++] = b.word;
    }
    parts[n++] = WD_STR(" (action: ");
    parts[n++] = b.action;
    for (size_t i = 0; i < b.things; i++) {
        parts[n++] = WD_STR(", resource: ");
        parts[n++] = b.thing[i];
    }
    if (b.party.len > 0 && !b.parties) {
        parts[n++] = WD_STR(", principal: ");
        parts[n++] = b.party;
    }
    parts[n++] = WD_STR(")");
    whole = wd_arena_concat(r->arena, parts, n);
    return whole.len > 0 ? whole : message;
}

/* {"msg": "wandb: permission denied", "entity": …, "project": …, "user": …} */
static struct wd_str beside_wandb(struct wd_reading *r, struct wd_jv v, struct wd_str said)
{
    struct wd_str entity = wd_field_str(r, v, "entity"), project = wd_field_str(r, v, "project"),
                  user = wd_field_str(r, v, "user");
    const struct wd_str parts[] = {said,    WD_STR(" (entity: "), entity, WD_STR(", project: "),
                                   project, WD_STR(", user: "),   user,   WD_STR(")")};

    if (entity.len == 0 || wd_str_has(said, entity))
        return said;
    return wd_arena_concat(r->arena, parts, user.len > 0 ? 8 : project.len > 0 ? 5 : 3);
}

void wd_beside_acs_read(struct wd_reading *r, struct wd_jv v)
{
    struct wd_event *event = r->event;
    struct wd_str said = event->text_count > 0 ? event->texts[0].s : WD_STR_NONE, whole;

    if (wd_str_has(r->record->body, WD_STR("acs:")))
        whole = wd_beside_acs(r, v, said);
    else if (wd_str_has(said, WD_STR("wandb")) || wd_str_has(said, WD_STR("W&B")))
        whole = beside_wandb(r, v, said);
    else
        return;
    if (wd_str_eq(whole, said))
        return;
    if (event->text_count > 0)
        event->texts[0].s = whole;
    else
        wd_event_add_text(event, whole, WD_TEXT_MESSAGE);
}
