/* The call that an answer's body stands below: "POST https://pubsub.googleapis.com/v1/projects/p/topics/t:publish" on the
 * line above {"error": {"code": 403, …}}, as clients of REST print the two, or the command that made it. */
#include "read/reading.h"

/* Behind a prompt, a trace's mark or nothing. */
static struct wd_str without_mark(struct wd_str line)
{
    return wd_str_trim_left_of(line, " \t>$+*#");
}

/* The one address of Google's in a line; "" if there is none, or another. */
static struct wd_str address_in(struct wd_str line)
{
    size_t at = wd_str_find(line, WD_STR("https://")), len = 0;
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at), host;

    while (len < rest.len && !wd_char_in(rest.ptr[len], " \t\"'"))
        len++;
    struct wd_str url = wd_str_sub(rest, 0, len);
    if (wd_str_find(wd_str_from(rest, len), WD_STR("https://")) != WD_NPOS)
        return WD_STR_NONE;
    rest = wd_str_from(url, 8);
    host = wd_str_cut(&rest, '/');
    return wd_str_ends(host, WD_STR(".googleapis.com")) && rest.len > 0 ? url : WD_STR_NONE;
}

/* Curl sends a body with POST, and nothing with GET. */
static struct wd_str method_of(struct wd_str line)
{
    static const char *const methods[] = {"GET ", "POST ", "PUT ", "PATCH ", "DELETE "};
    static const char *const bodies[] = {" -d ", " --data", " -d'", " --json "};
    size_t option = wd_str_find(line, WD_STR("-X "));
    struct wd_str named = option == WD_NPOS ? line : wd_str_from(line, option + 3);

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (wd_str_starts(named, wd_str_of(methods[i])))
            return wd_str_sub(named, 0, strlen(methods[i]) - 1);
    if (option != WD_NPOS || !wd_str_starts(line, WD_STR("curl ")))
        return WD_STR_NONE;
    return WD_STR_ANY(wd_str_has, line, bodies) ? WD_STR("POST") : WD_STR("GET");
}

static bool may_call(char first)
{
    switch (first) {
    case 'G':
    case 'P':
    case 'D':
    case 'c':
    case '>':
    case '$':
    case '+':
        return true;
    default:
        return false;
    }
}

/* Most lines leave by their first byte. */
void wd_asked_note(struct wd_reading *r)
{
    struct wd_asked *asked = &r->n->asked;
    struct wd_str line = r->record->body, method, url;

    if (line.len < 24 || !may_call(line.ptr[0]))
        return;
    line = without_mark(line);
    method = method_of(line);
    url = method.len > 0 ? address_in(line) : WD_STR_NONE;
    if (url.len == 0 || method.len + 1 + url.len > sizeof asked->call)
        return;
    memcpy(asked->call, method.ptr, method.len);
    asked->call[method.len] = ' ';
    memcpy(asked->call + method.len + 1, url.ptr, url.len);
    asked->len = method.len + 1 + url.len;
    asked->record = r->record->ordinal;
}

void wd_asked_read(struct wd_reading *r)
{
    const struct wd_asked *asked = &r->n->asked;
    struct wd_str call = wd_str_make(asked->call, asked->len), code;

    if (r->in_text || asked->len == 0 || asked->record + 1 != r->record->ordinal)
        return;
    code = r->event->code == WD_RPC_DENIED            ? WD_STR("403 ")
           : r->event->code == WD_RPC_UNAUTHENTICATED ? WD_STR("401 ")
                                                      : WD_STR_NONE;
    if (code.len == 0)
        return;
    call = wd_arena_concat(r->arena, (const struct wd_str[]){code, call}, 2);
    wd_event_add_text(r->event, call, WD_TEXT_DETAIL);
    wd_set_url(r, wd_str_from(call, wd_str_find(call, WD_STR("https://"))), WD_SOURCE_WRAPPER);
}

/* As the protocol writes it: axios writes it in small letters. */
static struct wd_str verb_of(struct wd_str method)
{
    static const char *const verbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (wd_str_ieq(method, wd_str_of(verbs[i])))
            return wd_str_of(verbs[i]);
    return WD_STR_NONE;
}

/* {"config": {"method": "POST", "url": "https://…"}}: what Gaxios and axios keep of the call beside its answer. */
void wd_asked_in(struct wd_reading *r)
{
    static const char *const paths[] = {
        "config",          "error.config",        "err.config",
        "response.config", "err.response.config", "error.response.config"};
    struct wd_jv config = {0};

    if (r->event->code != WD_RPC_DENIED)
        return;
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !wd_there(config); i++)
        config = wd_path(r, r->root, paths[i]);
    struct wd_str url = address_in(wd_field_str(r, config, "url"));
    struct wd_str method = verb_of(wd_field_str(r, config, "method"));
    if (url.len == 0 || method.len == 0)
        return;
    const struct wd_str parts[] = {WD_STR("403 "), method, WD_STR(" "), url};
    struct wd_str call = wd_arena_concat(r->arena, parts, 4);
    wd_event_add_text(r->event, call, WD_TEXT_DETAIL);
    wd_set_url(r, url, WD_SOURCE_WRAPPER);
}
