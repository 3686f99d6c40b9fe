/* A gap, a token, a gap, a token (token_gap.c). A newline, escaped or not, ends a sentence unless the next line goes on with
 * it: after a preposition or a noun that waits for its name, behind a box's bar, with a small letter. */
#include "read/refusal/token.h"

#include "read/refusal/token_bytes.h"
#include "whydenied/base/char.h"

enum { JOIN_MAX = 512, JOINS = 4 };

/* May the byte at `at` stand in the token that began at `from`? */
static bool goes_on(struct wd_str s, size_t from, size_t at, bool quoted, size_t *ret_len)
{
    char c = s.ptr[at], before = at > from ? s.ptr[at - 1] : ' ', next = wd_byte_at(s, at + 1);
    unsigned class = wd_byte_class(s, at, ret_len);

    if (c == '=') /* of a query; else it parts a name from its value */
        return at - from < 2048 && memchr(s.ptr + from, '?', at - from) != NULL;
    if (class == WD_BYTE_IN_TOKEN)
        return true;
    if (wd_byte_apostrophe(s, at)) /* doesn't */
        return !quoted && wd_is_letter(before) && wd_is_letter(wd_byte_at(s, at + *ret_len));
    if (c == '\\')
        return next == '/';
    if (c == '(' || c == '[') { /* databases/(default), P.svc.id.goog[ns/sa] */
        bool joins =
            c == '(' ? before == '/'
                     : before == 'g' && at - from > 7 && memcmp(s.ptr + at - 7, "id.goog", 7) == 0;
        const char *close =
            joins ? memchr(s.ptr + at, c == '(' ? ')' : ']', s.len - at < 128 ? s.len - at : 128)
                  : NULL;
        if (!close || memchr(s.ptr + at, ' ', (size_t)(close - s.ptr) - at))
            return false;
        return *ret_len = (size_t)(close - s.ptr) + 1 - at, true;
    }
    return false;
}

static size_t token_end(const struct wd_tokens *t, size_t from, bool quoted)
{
    struct wd_str s = t->text;
    size_t at = from, len;
    bool wide = false;

    for (; at < s.len; at += len) {
        while (at < s.len && wd_byte_plain(s.ptr[at]))
            at++;
        if (at >= s.len || !goes_on(s, from, at, quoted, &len))
            break;
        wide = wide || (unsigned char)s.ptr[at] >= 128;
    }
    struct wd_str token = wd_str_sub(s, from, at - from);
    return from + (wide && !(quoted && wd_byte_closes(s, at)) ? wd_byte_apart(t->vocabulary, token)
                                                              : token.len);
}

/* A line ends at `at`: where the next one's words begin, 0 if it does not. */
static size_t over_line(struct wd_str s, size_t at, bool *ret_framed)
{
    size_t len, start = at;
    bool line = false;

    *ret_framed = false;
    while (at < s.len && at - start < 64) {
        unsigned class = wd_byte_class(s, at, &len);
        if (class == WD_BYTE_BACKSLASH)
            class = wd_byte_escape(s, at, &len);
        if (class == WD_BYTE_BRACKET && wd_byte_colour(s, at) > 0)
            len = wd_byte_colour(s, at), class = WD_BYTE_BLANK;
        if (class != WD_BYTE_NEWLINE && class != WD_BYTE_BLANK && class != WD_BYTE_BAR)
            break;
        *ret_framed = *ret_framed || (line && class != WD_BYTE_NEWLINE);
        line = line || class == WD_BYTE_NEWLINE;
        at += len;
    }
    return line ? at : 0;
}

static bool waits_for_more(const struct wd_tokens *t, struct wd_str piece, bool quoted, bool framed)
{
    char last = piece.len ? piece.ptr[piece.len - 1] : ' ';
    bool path = wd_str_find_char(piece, '/') != WD_NPOS || wd_str_starts(piece, WD_STR("acs:"));
    struct wd_str rest = piece, service = wd_str_cut(&rest, '.');
    size_t dots = 0;

    if (quoted)
        return path || wd_str_find_char(piece, '.') != WD_NPOS;
    if (path)
        return last == '/' || (last == ':' && wd_str_starts(piece, WD_STR("acs:")));
    for (size_t i = 0; i < piece.len; i++)
        dots += piece.ptr[i] == '.';
    /* three parts are a permission, and the dot behind them ends a sentence */
    return last == '.' && framed && dots <= 2 && wd_vocabulary_google(t->vocabulary, service);
}

static bool goes_on_small(char c)
{
    return (c >= 'a' && c <= 'z') || wd_is_digit(c) || c == '*';
}

/* A name that a wrapped line broke. Returns the end of it all; *ret_text is the name in one piece. */
static size_t join_lines(struct wd_tokens *t, size_t from, size_t end, bool quoted,
                         struct wd_str *ret_text)
{
    struct wd_str s = t->text;

    *ret_text = wd_str_sub(s, from, end - from);
    for (int i = 0; i < JOINS && ret_text->len < JOIN_MAX; i++) {
        bool framed;
        size_t next = end < s.len ? over_line(s, end, &framed) : 0;
        if (next == 0 || next >= s.len || !waits_for_more(t, *ret_text, quoted, framed))
            return end;
        size_t to = token_end(t, next, quoted);
        if (to == next || to - next > JOIN_MAX ||
            (quoted ? !wd_byte_closes(s, to) : !goes_on_small(s.ptr[next])))
            return end;
        struct wd_str parts[] = {*ret_text, wd_str_sub(s, next, to - next)};
        struct wd_str whole = wd_arena_concat(t->arena, parts, 2);
        if (!whole.ptr)
            return t->failed = true, end;
        *ret_text = whole;
        end = to;
    }
    return end;
}

/* JSON may write a slash as "\/". */
static struct wd_str unescape_slashes(struct wd_tokens *t, struct wd_str text)
{
    size_t len = 0;

    if (wd_str_find_char(text, '\\') == WD_NPOS)
        return text;
    char *out = wd_arena_alloc(t->arena, text.len);
    if (!out)
        return t->failed = true, text;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\\')
            out[len++] = text.ptr[i];
    return wd_str_make(out, len);
}

/* ':' or '=' after the quotes that close it. */
static bool key_follows(struct wd_str s, size_t at)
{
    size_t end = at + 12 < s.len ? at + 12 : s.len;

    for (; at < end; at++) {
        char c = s.ptr[at];
        if (c == ':' || c == '=')
            return true;
        if (c != '"' && c != '\\' && c != '\'' && c != '`' && c != ' ' && c != ']')
            return false;
    }
    return false;
}

/* After these something must follow. */
static bool is_open(enum wd_does does)
{
    return does == WD_DOES_PLACE || does == WD_DOES_FOR || does == WD_DOES_AS ||
           does == WD_DOES_NEGATE || does == WD_DOES_HAVE;
}

/* After these a name may follow. */
static bool waits_for_name(enum wd_does does)
{
    return does == WD_DOES_NAME_THING || does == WD_DOES_NAME_PARTY || does == WD_DOES_PERMIT ||
           does == WD_DOES_LINK || does == WD_DOES_NEED || does == WD_DOES_LACK;
}

/* The line before is not complete without this token. */
static bool is_awaited(const struct wd_tokens *t, const struct wd_token *token)
{
    char first = token->text.len ? token->text.ptr[0] : ' ';
    bool capital = token->meaning && first >= 'A' && first <= 'Z';
    bool somebody = token->shape == WD_SHAPE_EMAIL || token->shape == WD_SHAPE_IDENTITY;

    if (capital || (token->key && token->shape <= WD_SHAPE_NUMBER))
        return false;
    if (is_open(t->was))
        return true;
    if (somebody)
        return t->was == WD_DOES_NAME_PARTY || t->was == WD_DOES_ACT ||
               (t->was == WD_DOES_NAME_THING && token->quoted);
    return waits_for_name(t->was) && (token->quoted || token->shape > WD_SHAPE_NUMBER);
}

/* A line of a box ends where the box does: what goes on begins with a small letter, or is a name. */
static bool wraps(const struct wd_tokens *t, const struct wd_gap *gap, const struct wd_token *token)
{
    enum { SHORT_LINE = 20, FULL_LINE = 40 };
    char first = token->text.len ? token->text.ptr[0] : ' ';
    bool small = (first >= 'a' && first <= 'z') || token->shape > WD_SHAPE_NUMBER;

    if (token->key)
        return gap->bar && small && !token->quoted && t->line >= SHORT_LINE;
    return small ? gap->bar || gap->indent : gap->bar && !token->quoted && t->line >= FULL_LINE;
}

/* Does a new sentence begin after this gap? */
static bool begins(const struct wd_tokens *t, const struct wd_gap *gap,
                   const struct wd_token *token)
{
    bool named = wd_token_permits(token);

    if (gap->ends)
        return true;
    if (gap->newlines > 0 && t->was_key && (named || gap->newlines == 1) && !token->key)
        return false; /* "missing the following permissions:" and its list */
    if (gap->newlines > 0 && named && (gap->indent || t->was_named) && !t->stopped)
        return false;
    if (t->stopped || gap->newlines > 1)
        return true;
    if (gap->newlines == 0)
        return token->key && gap->quote == WD_BYTE_QUOTE &&
               gap->comma; /* the next member of an object */
    if (is_awaited(t, token))
        return false;
    if (token->shape == WD_SHAPE_EMAIL || token->shape == WD_SHAPE_IDENTITY)
        return true; /* nothing waits for a name: it is the subject of what follows */
    if (token->quoted && !token->key)
        return gap->bracket == '{' || gap->bracket == '<' || !(gap->bar || gap->indent);
    return !wraps(t, gap, token);
}

/* Dots, colons and the like at the end belong to the sentence. */
static void trim_end(struct wd_token *token, bool *ret_stopped)
{
    *ret_stopped = false;
    while (token->text.len > 0) {
        char last = token->text.ptr[token->text.len - 1];
        if (last == ':')
            token->key = true;
        else if (last == '.' || last == '!' || last == '?')
            *ret_stopped = true;
        else
            break;
        token->text.len--;
    }
}

/* "AuthAction:paidlc:CreateJob", as Go prints a map: the name of the key is a token by itself. */
static size_t key_end(const struct wd_tokens *t, size_t from, size_t end)
{
    size_t colon =
        wd_str_find_char(wd_str_sub(t->text, from, end - from < 40 ? end - from : 40), ':');
    const struct wd_meaning *meaning;

    if (colon == WD_NPOS || colon < 4 || from + colon + 1 >= end)
        return end;
    meaning = wd_vocabulary_find(t->vocabulary, wd_str_sub(t->text, from, colon));
    struct wd_str value = wd_str_from(t->text, from + colon + 1);
    bool path = wd_str_starts(value, WD_STR("acs:")) || wd_str_starts(value, WD_STR("projects/")) ||
                wd_str_starts(value, WD_STR("//"));
    value = wd_str_sub(value, 0, end - from - colon - 1);
    bool permission = wd_str_find_char(value, '.') != WD_NPOS ||
                      wd_shape_of(t->vocabulary, value, false) == WD_SHAPE_ACTION;
    return meaning &&
                   (meaning->does == WD_DOES_KEY || (meaning->does == WD_DOES_NAME_THING && path) ||
                    (meaning->does == WD_DOES_PERMIT && permission))
               ? from + colon
               : end;
}

/* "STORAGE.OBJECTS.GET": a permission in capitals, as tools of audit shout it. */
static struct wd_str without_capitals(struct wd_tokens *t, struct wd_str text)
{
    size_t dots = 0;
    char *out;

    for (size_t i = 0; i < text.len; i++) {
        if (!wd_is_upper(text.ptr[i]) && text.ptr[i] != '.')
            return text;
        dots += text.ptr[i] == '.';
    }
    if (dots < 2 || text.len > 128)
        return text;
    out = wd_arena_alloc(t->arena, text.len);
    if (!out)
        return t->failed = true, text;
    for (size_t i = 0; i < text.len; i++)
        out[i] = wd_lower(text.ptr[i]);
    struct wd_str permission = wd_in_camel_case(t->arena, wd_str_make(out, text.len));
    return wd_shape_of(t->vocabulary, permission, false) == WD_SHAPE_PERMISSION ? permission : text;
}

void wd_tokens_init(struct wd_tokens *tokens, const struct wd_vocabulary *vocabulary,
                    struct wd_str text, struct wd_arena *arena)
{
    *tokens =
        (struct wd_tokens){.vocabulary = vocabulary, .arena = arena, .text = text, .stopped = true};
}

bool wd_tokens_next(struct wd_tokens *t, struct wd_token *ret)
{
    struct wd_gap gap = wd_gap_skip(t->text, &t->at);
    bool stopped;

    if (t->at >= t->text.len)
        return false;
    *ret = (struct wd_token){.from = t->at, .after_comma = gap.comma};
    ret->quoted = gap.quote == WD_BYTE_QUOTE || gap.bracket == '[';
    size_t end = token_end(t, t->at, ret->quoted);
    if (end == t->at)
        end++;
    end = key_end(t, t->at, end);
    ret->to = t->at = join_lines(t, ret->from, end, ret->quoted, &ret->text);
    ret->closed = ret->quoted && wd_byte_closes(t->text, ret->to);
    ret->text = unescape_slashes(t, ret->text);
    trim_end(ret, &stopped);
    if (ret->text.len > 8 && wd_is_upper(ret->text.ptr[0]))
        ret->text = without_capitals(t, ret->text);
    ret->key = ret->key || key_follows(t->text, ret->to) ||
               (gap.bracket == '<' && wd_byte_at(t->text, ret->to) == '>' && ret->text.len < 32);
    ret->member = ret->key && gap.braced && gap.quote == WD_BYTE_QUOTE;
    ret->meaning = wd_vocabulary_find(t->vocabulary, ret->text);
    ret->shape = ret->meaning ? WD_SHAPE_WORD : wd_shape_of(t->vocabulary, ret->text, ret->quoted);
    ret->begins = begins(t, &gap, ret);
    t->line = gap.newlines > 0 ? 0 : t->line;
    t->stopped = stopped;
    t->was_key = ret->key;
    t->was_named = wd_token_permits(ret);
    t->was = wd_token_does(ret);
    t->line += ret->to - ret->from + 1;
    return true;
}
