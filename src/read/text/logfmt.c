/* logfmt: `time="…" level=error msg="failed" error="why" url=…`. What was said, why, and the facts under keys of their own. */
#include "read/beside.h"
#include "read/failure_words.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* Does a word with '=' in it begin here: the next key? */
static bool begins_key(struct wd_str s)
{
    size_t i = 0;

    while (i < s.len && (wd_is_word(s.ptr[i]) || wd_char_in(s.ptr[i], ".-")))
        i++;
    return i > 0 && i < s.len && s.ptr[i] == '=';
}

/* How long a value without quotes is: loggers of one's own quote no sentences, so up to the next key. */
static size_t bare_length(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && !(s.ptr[len] == ' ' && begins_key(wd_str_from(s, len + 1))))
        len++;
    return len;
}

/* The value behind `key` (quotes off, escapes undone), empty without one. */
static struct wd_str logfmt_value(struct wd_reading *r, struct wd_str s, const char *key)
{
    size_t at = wd_str_find(s, wd_str_of(key)), len = 0, out = 0;
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(s, at + strlen(key));
    char *copy;

    if (rest.len == 0 || rest.ptr[0] != '"')
        return wd_str_sub(rest, 0, bare_length(rest));
    for (len = 1; len < rest.len && rest.ptr[len] != '"'; len++)
        len += rest.ptr[len] == '\\';
    rest = wd_str_sub(rest, 1, len - 1);
    copy = wd_arena_alloc(r->arena, rest.len + 1);
    if (!copy)
        return rest;
    for (size_t i = 0; i < rest.len; i++) {
        bool escaped = rest.ptr[i] == '\\' && i + 1 < rest.len;
        char c = rest.ptr[i + escaped];
        i += escaped && c != 'u'; /* the grammar knows "\u2018" */
        copy[out++] = escaped && c == 'n' ? '\n' : escaped && c == 't' ? '\t' : rest.ptr[i];
    }
    return wd_str_make(copy, out);
}

/* The host that a line's own key names, if it is a cloud's and nothing that was said names it. */
static struct wd_str logfmt_host(struct wd_reading *r, struct wd_str s, struct wd_str said)
{
    static const char *const keys[] = {
        " url=", " addr=", " host=", " endpoint=", " server=", " broker=", " registry=", " image="};
    static const char *const hosts[] = {"aliyuncs.com", "googleapis.com", "pkg.dev", "wandb.ai"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct wd_str value = logfmt_value(r, s, keys[i]);
        if (value.len > 0 && WD_STR_ANY(wd_str_has, value, hosts) && !wd_str_has(said, value))
            return value;
    }
    return WD_STR_NONE;
}

/* ` exception.message="why"`, ` upload_error="why"`: why, under a name that tells of a failure by its words. What that is stands
 * in no list: a question comes before any command. */
static struct wd_str logfmt_named(struct wd_reading *r, struct wd_str s)
{
    bool quoted = false;

    for (size_t at = 0; at < s.len; at++) {
        struct wd_str rest = wd_str_from(s, at + 1);
        quoted = s.ptr[at] == '"' ? !quoted : quoted;
        at += s.ptr[at] == '\\';
        if (quoted || at >= s.len || s.ptr[at] != ' ' || !begins_key(rest) ||
            !wd_name_tells_failure(wd_str_cut(&rest, '=')))
            continue;
        r->event->doubts |= WD_DOUBT_READ;
        return logfmt_value(r, wd_str_from(s, (size_t)(rest.ptr - s.ptr) - 1), "=");
    }
    return WD_STR_NONE;
}

/* Why, under the first of the names that loggers have for it. */
static struct wd_str logfmt_why(struct wd_reading *r, struct wd_str s)
{
    static const char *const keys[] = {" error=",     " err=",
                                       " reason=",    " cause=",
                                       " detail=",    " details=",
                                       " stderr=",    " output=",
                                       " exception=", " err.detail=" /* Docker's registry */,
                                       " grpc.error="};
    struct wd_str why = WD_STR_NONE;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && why.len == 0; i++)
        why = logfmt_value(r, s, keys[i]);
    return why.len > 0 ? why : logfmt_named(r, s);
}

/* What other keys tell: permission=p principal=X resource=R. */
static struct wd_str with_facts(struct wd_reading *r, struct wd_str s, struct wd_str said)
{
    struct wd_beside beside = {0};

    for (size_t at = 0; at < s.len; at++) {
        struct wd_str rest = wd_str_from(s, at);
        if ((at > 0 && s.ptr[at - 1] != ' ') || !begins_key(rest))
            continue;
        struct wd_str name = wd_str_cut(&rest, '=');
        struct wd_str value = wd_str_sub(rest, 0, bare_length(rest));
        if (value.len > 1 && value.ptr[0] == '"')
            value = wd_str_sub(value, 1, wd_str_find_char(wd_str_from(value, 1), '"'));
        wd_beside_take(&beside, name, wd_str_trim(value));
    }
    return wd_beside_said(r, &beside, said);
}

/* ARNs, and W&B's team, stand under keys of their own: the grammar reads the line behind what was said. */
static bool is_told_by_keys(struct wd_str s, struct wd_str said)
{
    return wd_str_has(s, WD_STR("=acs:")) || wd_str_has(s, WD_STR("=\"acs:")) ||
           (wd_str_has(said, WD_STR("wandb")) && wd_str_has(s, WD_STR(" entity=")));
}

/* `"Reconciler error" err="why"` of klog: what it says stands first, without a key, and a key follows. */
static struct wd_str said_first(struct wd_str s)
{
    size_t end = wd_str_at(s, 0) == '"' ? wd_str_find(wd_str_from(s, 1), WD_STR("\" ")) : WD_NPOS;

    return end != WD_NPOS && begins_key(wd_str_from(s, end + 3)) ? wd_str_sub(s, 1, end)
                                                                 : WD_STR_NONE;
}

/* Whether lines stand behind the first: a value in quotes may have several, what stands behind it is of others. */
static bool has_lines_behind(struct wd_str s)
{
    bool quoted = false;

    if (!memchr(s.ptr, '\n', s.len))
        return false;
    s = wd_str_trim(s);
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\n' && !quoted)
            return true;
        i += s.ptr[i] == '\\';
        quoted = i < s.len && s.ptr[i] == '"' ? !quoted : quoted;
    }
    return false;
}

/* A carrier's counts first. */
static void note_time(struct wd_reading *r, struct wd_str s)
{
    static const char *const keys[] = {"time=", "ts=", "t=", " time=", " ts=", " t="};

    for (size_t i = 0; i < sizeof keys / sizeof *keys && r->event->time == WD_TIME_NONE; i++)
        if (keys[i][0] == ' ' || wd_str_starts(s, wd_str_of(keys[i])))
            wd_event_time(r->event, logfmt_value(r, s, keys[i]));
}

/* time="…" level=error msg="failed" error="why" url=…: what was said, why, and by whom. Of a text of several lines it is
 * one of them. */
struct wd_str wd_text_logfmt(struct wd_reading *r, struct wd_str s)
{
    static const char *const starts[] = {"time=", "level=", "ts=", "t=", "lvl=", "msg="};
    struct wd_str said = said_first(s);

    if ((said.len == 0 && !WD_STR_ANY(wd_str_starts, s, starts)) || has_lines_behind(s))
        return s;
    struct wd_str why = said.len > 0 ? logfmt_value(r, s, " err=") : logfmt_why(r, s);
    if (said.len > 0 && why.len == 0)
        return s;
    said = said.len > 0 ? said : logfmt_value(r, s, "msg=");
    if (said.len == 0 && why.len == 0)
        return s;
    note_time(r, s);
    if (said.len > 0 && why.len > 0)
        said = wd_arena_concat(r->arena, (const struct wd_str[]){said, WD_STR(": "), why}, 3);
    else if (said.len == 0)
        said = why;
    if (is_told_by_keys(s, said))
        return wd_arena_concat(r->arena, (const struct wd_str[]){said, WD_STR(": "), s}, 3);
    said = with_facts(r, s, said);
    struct wd_str host = logfmt_host(r, s, said);
    if (host.len == 0)
        return said;
    return wd_arena_concat(r->arena, (const struct wd_str[]){said, WD_STR(" ("), host, WD_STR(")")},
                           4);
}

/* `message: 'organization''s policy'` of a copied piece of YAML: its quotes off, and single again within. */
struct wd_str wd_text_of_yaml(struct wd_reading *r, struct wd_str line)
{
    static const char *const keys[] = {"message: '", "error: '",   "errorMessage: '",
                                       "msg: '",     "details: '", "statusMessage: '"};
    struct wd_str s = wd_str_trim(line);
    size_t from = wd_str_find_char(wd_str_sub(s, 0, 20), '\''), len = 0;

    if (from == WD_NPOS || !WD_STR_ANY(wd_str_starts, s, keys) || s.len < from + 3 ||
        s.ptr[s.len - 1] != '\'')
        return line;
    char *out = wd_arena_alloc(r->arena, s.len);
    for (size_t i = 0; out && i + 1 < s.len; i++) {
        i += i == from;
        if (i > from && s.ptr[i] == '\'' && s.ptr[++i] != '\'')
            return line; /* a word in quotes, and others behind it */
        out[len++] = s.ptr[i];
    }
    return out ? wd_str_make(out, len) : line;
}
