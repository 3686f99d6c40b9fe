/* Facts beside a message, under names of their own: `msg="permission denied" permission=p resource=R`, {"error":
 * "permission denied", "principal": "X", "details": {"permission": "p"}}. A message that refuses gets those of them that it does
 * not name itself, in words that the grammar reads. They are a program's words, as the message is.
 *
 * Only values of the forms that such facts have are taken, and only where one of them is a cloud's. */
#include "read/beside.h"

#include "read/beside_acs.h"
#include "read/beside_address.h"

enum { VALUE_MAX = 512, DEPTH_MAX = 1 };

static const char *const permission_names[] = {"permission",
                                               "permissions",
                                               "missing_permission",
                                               "missing_permissions",
                                               "required_permission",
                                               "required_permissions",
                                               "denied_permission",
                                               "denied_permissions",
                                               "missing",
                                               "denied",
                                               "iam_permission",
                                               "iam_permissions",
                                               "perm",
                                               "perms",
                                               "permission_name",
                                               "needed_permission",
                                               NULL};
static const char *const principal_names[] = {"principal",
                                              "principal_email",
                                              "caller",
                                              "caller_email",
                                              "member",
                                              "identity",
                                              "service_account",
                                              "iam_principal",
                                              "subject",
                                              "principalSubject",
                                              "service_account_email",
                                              "authenticated_as",
                                              "who",
                                              "iam_member",
                                              NULL};
/* Names of anybody, a visitor of the program's too: no service account is one, and nobody whose permission stands beside. */
static const char *const account_names[] = {"user", "account", "actor", "email", NULL};
static const char *const resource_names[] = {"resource",           "resource_name", "target",
                                             "full_resource_name", "object",        "res",
                                             "resource_id",        "where",         NULL};
static const char *const inner_names[] = {"details", "detail",     "context", "metadata", "extra",
                                          "fields",  "attributes", "iam",     "data",     "error",
                                          "config",  "request",    "req",     "http",     NULL};

/* One word, and of the form that such a fact has. */
static bool is_word(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || wd_char_in(s.ptr[i], "\"'()<>,;"))
            return false;
    return s.len > 4 && s.len <= VALUE_MAX;
}

static bool is_permission(struct wd_str s)
{
    size_t first = wd_str_find_char(s, '.'), last = wd_str_rfind_char(s, '.');

    return is_word(s) && first != WD_NPOS && first != last && wd_str_find_char(s, '@') == WD_NPOS &&
           wd_str_find_char(s, '/') == WD_NPOS;
}

static bool is_principal(struct wd_str s)
{
    return is_word(s) &&
           (wd_str_find_char(s, '@') != WD_NPOS || wd_str_starts(s, WD_STR("principal://")));
}

static bool is_resource(struct wd_str s)
{
    static const char *const heads[] = {"projects/", "//", "gs://", "folders/", "organizations/"};

    return is_word(s) && WD_STR_ANY(wd_str_starts, s, heads);
}

void wd_beside_take(struct wd_beside *beside, struct wd_str name, struct wd_str value)
{
    if (wd_is_named_one_of(name, permission_names) && is_permission(value)) {
        if (beside->permission_count < WD_BESIDE_PERMISSIONS)
            beside->permission[beside->permission_count++] = value;
    } else if (beside->principal.len == 0 && is_principal(value) &&
               wd_is_named_one_of(name, principal_names)) {
        beside->principal = value;
    } else if (beside->account.len == 0 && is_principal(value) &&
               wd_is_named_one_of(name, account_names)) {
        beside->account = value;
    } else if (beside->resource.len == 0 && wd_is_named_one_of(name, resource_names) &&
               is_resource(value)) {
        beside->resource = value;
    } else {
        if (beside->address.len == 0)
            beside->address = wd_beside_address(name, value);
        wd_beside_take_thing(&beside->things, name, value);
    }
}

/* "proto_payload.authentication_info.principal_email": what a column of a query over logs is called by itself. */
static struct wd_str fact_in(struct wd_str name)
{
    static const char *const facts[] = {"principal_email", "principalEmail", "resource_name",
                                        "resourceName",    "principal",      "permission"};

    if (!wd_str_istarts(name, WD_STR("proto")))
        return name;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (wd_str_ends(name, wd_str_of(facts[i])))
            return wd_str_of(facts[i]);
    return name;
}

static void take_member(struct wd_beside *beside, struct wd_str name, struct wd_jv value)
{
    name = fact_in(name);
    if (wd_jv_type(value) != WD_JSON_ARRAY) {
        wd_beside_take(beside, name, wd_jv_str(value));
        return;
    }
    for (struct wd_jiter it = wd_jv_iter(value); wd_jiter_next(&it);)
        wd_beside_take(beside, name, wd_jv_str(it.value));
}

static void take_object(struct wd_beside *beside, struct wd_jv object, unsigned depth)
{
    if (wd_jv_type(object) != WD_JSON_OBJECT)
        return;
    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);) {
        if (wd_jv_type(it.value) == WD_JSON_OBJECT && depth < DEPTH_MAX &&
            wd_is_named_one_of(it.name, inner_names))
            take_object(beside, it.value, depth + 1);
        else
            take_member(beside, it.name, it.value);
    }
}

/* "said (permission: p, principal: X)", piece by piece. */
struct pieces {
    struct wd_str piece[3 * (WD_BESIDE_PERMISSIONS + 2) + 2];
    size_t count;
    bool cloud; /* a fact among them is a cloud's */
};

static void put(const struct wd_reading *r, struct pieces *pieces, const char *word,
                struct wd_str value)
{
    struct wd_str said = pieces->piece[0];

    if (value.len == 0 || wd_str_has(said, value))
        return;
    pieces->cloud =
        pieces->cloud || (wd_screen_scan(&r->n->words.tokens, value) & WD_TOKEN_CLOUD) != 0;
    struct wd_str before = pieces->count == 1 ? WD_STR(" (") : WD_STR(", ");
    pieces->piece[pieces->count++] = before;
    pieces->piece[pieces->count++] = wd_str_of(word);
    pieces->piece[pieces->count++] = value;
}

/* Refuses by words of its own, and does not merely speak of refusals? */
static bool refuses(const struct wd_reading *r, struct wd_str said)
{
    return (wd_text_is_strong(&r->n->words, said) || wd_str_ihas(said, "denied")) &&
           !wd_text_talks(&r->n->words, said);
}

/* "call refused by iam", "request rejected", where a permission and an account stand beside: words too weak by themselves. */
static bool turns_away(const struct wd_beside *beside, struct wd_str said)
{
    static const char *const words[] = {"refused",      "rejected",      "forbid",
                                        "not allowed",  "not permitted", "insufficient perm",
                                        "missing perm", "lacks perm",    "insufficient priv"};
    bool named =
        beside->permission_count > 0 &&
        (beside->principal.len > 0 || wd_str_ends(beside->account, WD_STR("gserviceaccount.com")));

    if (!named || wd_str_ihas(said, "connect"))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wd_str_ihas(said, words[i]))
            return true;
    return false;
}

/* A name that a program chose. */
static void take_oss_bucket(struct wd_reading *r, const struct wd_beside *beside,
                            struct wd_str said)
{
    struct wd_str bucket = wd_beside_oss_bucket(&beside->things, said);

    if (bucket.len == 0 || !refuses(r, said))
        return;
    wd_event_set(r->event, WD_SLOT_BUCKET, bucket, WD_SOURCE_WRAPPER);
    r->event->doubts |= WD_DOUBT_READ;
}

/* Whose refusal it is, where nothing else tells: what a file's owner refused is nobody's behind an address. */
static struct wd_str with_address(struct wd_reading *r, struct wd_str address, struct wd_str said)
{
    if (address.len == 0 ||
        (wd_screen_scan(&r->n->words.tokens, said) & (WD_TOKEN_CLOUD | WD_TOKEN_HOST)) ||
        (wd_str_has(said, WD_STR(" /")) && wd_str_ihas(said, "permission denied")))
        return said;
    struct wd_str whole = wd_arena_concat(
        r->arena, (const struct wd_str[]){said, WD_STR(" (url: "), address, WD_STR(")")}, 4);
    if (!whole.ptr || !refuses(r, whole))
        return said;
    r->event->doubts |= WD_DOUBT_READ;
    return whole;
}

struct wd_str wd_beside_said(struct wd_reading *r, const struct wd_beside *beside,
                             struct wd_str said)
{
    struct pieces pieces = {.piece = {said}, .count = 1};

    struct wd_str resource = beside->resource;

    take_oss_bucket(r, beside, said);
    if (resource.len == 0)
        resource = wd_beside_place(r->arena, &beside->things, said);
    if (beside->permission_count == 0 && beside->principal.len == 0 && beside->account.len == 0 &&
        resource.len == 0)
        return with_address(r, beside->address, said);
    if (!refuses(r, said) && !(turns_away(beside, said) && !wd_text_talks(&r->n->words, said)))
        return with_address(r, beside->address, said);
    for (size_t i = 0; i < beside->permission_count; i++)
        put(r, &pieces, "permission: ", beside->permission[i]);
    bool ours =
        beside->permission_count > 0 || wd_str_ends(beside->account, WD_STR("gserviceaccount.com"));
    put(r, &pieces, "principal: ",
        beside->principal.len > 0 ? beside->principal
        : ours                    ? beside->account
                                  : WD_STR_NONE);
    put(r, &pieces, "resource: ", resource);
    if (beside->resource.len == 0 && resource.len > 0) {
        pieces.cloud = true;
        r->event->doubts |= WD_DOUBT_READ; /* a name that a program chose */
    }
    if (!pieces.cloud)
        return with_address(r, beside->address, said);
    pieces.piece[pieces.count++] = WD_STR(")");
    struct wd_str whole = wd_arena_concat(r->arena, pieces.piece, pieces.count);
    return whole.ptr ? whole : said;
}

/* {"missing": ["p1", "p2"], …}: a list whose name says that what it holds was refused. */
static bool lists_refused(struct wd_jv object)
{
    static const char *const names[] = {
        "missing", "missing_permissions", "denied", "denied_permissions", "missing_iam_permissions",
        NULL};

    for (struct wd_jiter it = wd_jv_iter(object); wd_jiter_next(&it);)
        if (it.name.len > 5 && wd_char_in(it.name.ptr[0], "mdMD") &&
            wd_jv_type(it.value) == WD_JSON_ARRAY && wd_is_named_one_of(it.name, names))
            return true;
    return false;
}

/* At a level of the daily run, by word or by number (pino, bunyan), a list like that tells what was found out. */
static bool is_calm(struct wd_jv object)
{
    enum { WARNS = 40 };
    static const char *const names[] = {"level", "severity", "levelname", "log.level", NULL};
    static const char *const calm[] = {"info", "information", "debug", "trace", "notice"};
    int64_t n;

    for (const char *const *name = names; *name; name++) {
        struct wd_jv level = wd_jv_get(object, *name);
        struct wd_str word = wd_jv_str(level);
        for (size_t i = 0; i < sizeof calm / sizeof *calm; i++)
            if (wd_str_ieq(word, wd_str_of(calm[i])))
                return true;
        if (wd_jv_int(level, &n) && n < WARNS)
            return true;
    }
    return false;
}

/* Nothing refuses but the name of such a list; whom it is about stands beside it, else it is a list of anything. */
static void read_list(struct wd_reading *r, struct wd_jv object)
{
    struct wd_beside beside = {0};
    struct wd_event *event = r->event;

    if (!lists_refused(object) || is_calm(object))
        return;
    take_object(&beside, object, 0);
    if (beside.permission_count == 0 ||
        (beside.principal.len == 0 && !wd_str_ends(beside.account, WD_STR("gserviceaccount.com"))))
        return;
    struct wd_str said = wd_beside_said(r, &beside, WD_STR("permission denied"));
    if (wd_str_find_char(said, '(') == WD_NPOS)
        return;
    event->doubts |= WD_DOUBT_READ; /* a program's word for it */
    wd_event_add_text(event, said, WD_TEXT_MESSAGE);
}

/* Loggers say what was done in one member ("upload failed") and what was answered in another; NULL: none speaks of it. */
static struct wd_str *refusing_text(const struct wd_reading *r)
{
    for (size_t i = 0; i < r->event->text_count; i++)
        if (wd_screen_scan(&r->n->words.interest, r->event->texts[i].s) & WD_WORD_MARKER)
            return &r->event->texts[i].s;
    return NULL;
}

/* {"message": "upload failed", "status": 403, "url": …} */
void wd_beside_status(struct wd_reading *r, struct wd_jv object, int status)
{
    struct wd_beside beside = {0};
    struct wd_str said = wd_str_of(status == 403 ? "403 Forbidden" : "401 Unauthorized");

    if (refusing_text(r) || is_calm(object))
        return;
    take_object(&beside, object, 0);
    if (beside.address.len > 0)
        wd_event_add_text(r->event, with_address(r, beside.address, said), WD_TEXT_MESSAGE);
}

static void read_google(struct wd_reading *r, struct wd_jv object, struct wd_str *said)
{
    struct wd_beside beside = {0};

    take_object(&beside, object, 0);
    *said = wd_beside_said(r, &beside, *said);
}

void wd_beside_read(struct wd_reading *r, struct wd_jv object)
{
    if (wd_jv_type(object) != WD_JSON_OBJECT)
        return;
    struct wd_str *said = refusing_text(r);
    if (said)
        read_google(r, object, said);
    else
        read_list(r, object);
    wd_beside_acs_read(r, object);
}
