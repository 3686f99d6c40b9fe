/* Secrets that are known by the name in front of them: password=…, "api_key": "…", <Token>….
 *
 * Digests, ids and resource names must stay, and prose has colons too ("denied on secret:
 * projects/…", "fetch oauth token: unexpected status"): an unquoted value behind a colon is masked
 * only if it looks random, and never if it is a resource name. */
#include "base/redact.h"

#include "whydenied/base/char.h"

enum shape { ANY, RANDOM, MIXED }; /* what an unquoted value behind a colon must look like */

struct key {
    struct wd_str suffix; /* of the word in lower case, without _ and - */
    enum shape shape;
    const char *label;
};

static const struct key keys[] = {
    {{"accesskeysecret", 15}, RANDOM, "[redacted AccessKeySecret]"},
    {{"secretaccesskey", 15}, RANDOM, "[redacted secret key]"},
    {{"securitytoken", 13}, RANDOM, "[redacted SecurityToken]"},
    {{"signatureprovided", 17}, RANDOM, "[redacted signature]"},
    {{"signature", 9}, RANDOM, "[redacted signature]"},
    {{"privatekey", 10}, RANDOM, "[redacted private key]"},
    {{"apikey", 6}, RANDOM, "[redacted API key]"},
    {{"clientsecret", 12}, RANDOM, "[redacted client secret]"},
    {{"authorization", 13}, RANDOM, "[redacted authorization]"},
    {{"password", 8}, MIXED, "[redacted password]"},
    {{"passwd", 6}, MIXED, "[redacted password]"},
    {{"secret", 6}, RANDOM, "[redacted secret]"},
    {{"token", 5}, RANDOM, "[redacted token]"},
};

static const struct wd_str harmless_tokens[] = {
    {"pagetoken", 9}, {"nexttoken", 9}, {"clienttoken", 11}, {"continuationtoken", 17}};

/* The last letters of a word in lower case, without _ and -: enough for the longest suffix. */
struct tail {
    char letters[24];
    size_t len;
};

static struct tail tail_of(struct wd_str word)
{
    struct tail tail = {.len = 0};
    size_t from = sizeof tail.letters;
    for (size_t i = word.len; i > 0 && from > 0; i--) {
        char c = word.ptr[i - 1];
        if (wd_is_upper(c))
            c = (char)(c | 0x20);
        if (wd_is_alnum(c))
            tail.letters[--from] = c;
    }
    tail.len = sizeof tail.letters - from;
    memmove(tail.letters, tail.letters + from, tail.len);
    return tail;
}

static const struct key *key_named(struct wd_str word)
{
    struct tail tail = tail_of(word);
    struct wd_str name = wd_str_make(tail.letters, tail.len);
    for (size_t i = 0; i < sizeof harmless_tokens / sizeof harmless_tokens[0]; i++)
        if (wd_str_ends(name, harmless_tokens[i]))
            return NULL;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (wd_str_ends(name, keys[i].suffix))
            return &keys[i];
    return NULL;
}

/* "WANDB_API_KEY" and "api_key" are words; "API key:" is two. "…characters long: KEY" is how a
 * client shows the key it refuses. */
static const struct key *key_of(struct wd_str text, size_t from, size_t len)
{
    static const struct key api_key = {{"", 0}, RANDOM, "[redacted API key]"};
    struct wd_str word = wd_str_sub(text, from, len);
    size_t back = from < 11 ? 0 : from - 11;
    struct wd_str before = wd_str_sub(text, back, from - back);
    if (wd_str_ieq(word, WD_STR("key")) && before.len >= 4 &&
        wd_str_ieq(wd_str_from(before, before.len - 4), WD_STR("api ")))
        return &api_key;
    if (wd_str_ieq(word, WD_STR("long")) && wd_str_ends(before, WD_STR("characters ")))
        return &api_key;
    if (wd_str_ieq(word, WD_STR("login")) && wd_str_ends(before, WD_STR("wandb ")))
        return &api_key;
    return key_named(word);
}

/* Names of resources and what was masked before. */
static bool is_harmless(struct wd_str value)
{
    static const struct wd_str starts[] = {{"projects/", 9}, {"//", 2},     {"acs:", 4},
                                           {"http:", 5},     {"https:", 6}, {"[redacted", 9}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (wd_str_starts(value, starts[i]))
            return true;
    return value.len == 0;
}

static bool has_shape(struct wd_str value, enum shape shape)
{
    size_t digits = 0, letters = 0, others = 0;
    for (size_t i = 0; i < value.len; i++) {
        digits += wd_is_digit(value.ptr[i]);
        letters += wd_is_letter(value.ptr[i]);
        others += !is_token(value.ptr[i]);
    }
    if (shape == MIXED)
        return value.len >= 4 && (digits || letters < value.len) && letters;
    return value.len >= 16 && digits >= 2 && letters >= 2 && others == 0;
}

/* W&B keys: 40 hex digits, or 86 characters. */
static bool is_wandb_key(struct wd_str value)
{
    size_t hex = 0;
    for (size_t i = 0; i < value.len; i++)
        hex += wd_is_digit(value.ptr[i]) || (value.ptr[i] >= 'a' && value.ptr[i] <= 'f');
    return (value.len == 40 && hex == 40) || value.len >= 86;
}

static bool in_value(char c)
{
    return (unsigned char)c > ' ' && !strchr("\"'&,;)]}<>", c);
}

static size_t quoted_length(struct wd_str s, size_t from, char quote, bool escaped)
{
    size_t i = from;
    for (; i < s.len && s.ptr[i] != quote; i++) {
        if (s.ptr[i] != '\\')
            continue;
        if (escaped)
            break;
        i++;
    }
    return (i < s.len ? i : s.len) - from;
}

/* What stands behind a key: key=value, "key": "value", <key>value<, \"key\": \"value\". */
struct value {
    size_t from;
    struct wd_str start; /* its first bytes, enough to judge it; empty if there is none */
    char separator;      /* = : > or blank; 0: no value */
    char quote;          /* or 0 */
    bool escaped;        /* the quote has a backslash in front */
};

enum { JUDGED = 256 }; /* the bound keeps "token:token:token:…" linear */

static struct value value_after(struct wd_str s, size_t i, bool tag)
{
    struct value v = {0};
    size_t blanks = run_of(s, i, WD_NPOS, is_blank);
    i += blanks + (wd_str_at(s, i + blanks) == '\\');
    i += wd_str_at(s, i) == '"' || wd_str_at(s, i) == '\'';
    i += run_of(s, i, WD_NPOS, is_blank);
    char c = wd_str_at(s, i);
    if (c == '=' || c == ':' || (c == '>' && tag)) {
        v.separator = c;
        i += 1 + run_of(s, i + 1, WD_NPOS, is_blank);
    } else if (blanks) {
        v.separator = ' ';
    }
    v.escaped = wd_str_at(s, i) == '\\';
    i += v.escaped;
    if (wd_str_at(s, i) == '"' || wd_str_at(s, i) == '\'')
        v.quote = wd_str_at(s, i++);
    v.from = i;
    if (!v.quote)
        v.start = wd_str_sub(s, i, run_of(s, i, JUDGED, in_value));
    else if (wd_str_at(s, i) != v.quote)
        v.start = wd_str_sub(s, i, JUDGED);
    return v;
}

static size_t value_length(struct wd_str s, struct value v)
{
    return v.quote ? quoted_length(s, v.from, v.quote, v.escaped)
                   : run_of(s, v.from, WD_NPOS, in_value);
}

static bool is_secret(struct wd_str s, struct value v, const struct key *key)
{
    if (!v.separator || is_harmless(v.start))
        return false;
    if (v.separator == ' ')
        return is_wandb_key(v.start);
    if (v.separator == '>') /* "<token> <x>" is how a manual names an argument */
        return wd_str_at(s, v.from - 1) == '>' && wd_str_at(s, v.from + v.start.len) == '<';
    if (v.separator == ':' && !v.quote)
        return has_shape(v.start, key->shape);
    return v.separator != '=' || wd_str_at(v.start, 0) != '='; /* not a comparison */
}

static bool in_line(char c)
{
    return c != '\n' && c != '"' && c != '\'';
}

static bool is_scheme(struct wd_str value)
{
    static const struct wd_str schemes[] = {{"basic", 5}, {"oss", 3}, {"acs", 3},   {"log", 3},
                                            {"odps", 4},  {"aws", 3}, {"token", 5}, {"digest", 6}};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (wd_str_istarts(value, schemes[i]))
            return true;
    return false;
}

/* A header has a scheme in front of its secret: the rest of the line goes. Bearer tokens are seen by
 * themselves; "authorization: user … denied" is prose. */
static struct secret authorization(struct wd_str s, struct value v, const char *label)
{
    if (!v.separator || v.separator == ' ' || is_harmless(v.start) ||
        !(is_scheme(v.start) || has_shape(v.start, RANDOM)))
        return no_secret;
    return (struct secret){v.from, run_of(s, v.from, WD_NPOS, in_line), label};
}

/* Whether the word that ends before `end` can be a key at all: by its last letter, and by what
 * follows. A word ends in a letter or digit unless it trails off in - or _, which no key does. */
static bool may_be_key(struct wd_str text, size_t end)
{
    char last = wd_str_at(text, end - 1), next = wd_str_at(text, end);
    return last && strchr("tnedygTNEDYG", last) && next && strchr("=:>\"'\\ \t", next);
}

struct secret wd_redact_named(struct wd_str text, size_t from, size_t len)
{
    if (!may_be_key(text, from + len))
        return no_secret;
    const struct key *key = key_of(text, from, len);
    if (!key)
        return no_secret;
    struct wd_str s = wd_str_from(text, from);
    struct value v = value_after(s, len, from > 0 && text.ptr[from - 1] == '<');
    if (wd_str_eq(key->suffix, WD_STR("authorization")))
        return authorization(s, v, key->label);
    if (!is_secret(s, v, key))
        return no_secret;
    return (struct secret){v.from, value_length(s, v), key->label};
}
