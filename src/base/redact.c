/* Masks what looks like a secret, in one pass over the words of a text.
 *
 * At each word three questions: does the word itself look like a secret (a known prefix)? does it
 * name one that follows (password=…, Bearer …)? and, at two marks, does a URL carry a password or a
 * private key begin? What is found is replaced by its kind. Each look-ahead stops where the next one
 * would start again, so the whole is linear. Digests, ids and resource names are no secrets: a value
 * behind a colon must look random, because prose has colons too ("denied on secret: projects/…"). */
#include "whydenied/escape.h"

struct secret {
    size_t skip; /* bytes kept in front of the secret: the key, the separator */
    size_t len;  /* bytes masked; 0: none found */
    const char *label;
};

static const struct secret nothing = {0, 0, NULL};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_digit(c) || is_upper(c) || is_lower(c);
}

static bool is_word(char c) /* base64url, and names of keys */
{
    return is_alnum(c) || c == '_' || c == '-';
}

static bool is_token(char c) /* RFC 6750's b64token, and more of base64 */
{
    return is_word(c) || (c && strchr(".~+/=", c));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool ends_value(char c)
{
    return (unsigned char)c <= ' ' || strchr("\"'&,;)]}<>", c);
}

static char at(struct wd_str s, size_t i)
{
    return i < s.len ? s.ptr[i] : '\0';
}

static size_t run_of(struct wd_str s, size_t from, bool (*belongs)(char))
{
    size_t i = from;
    while (i < s.len && belongs(s.ptr[i]))
        i++;
    return i > from ? i - from : 0;
}

/* ---- words that are secrets by themselves --------------------------------------------------- */

static struct secret known_prefix(struct wd_str s)
{
    static const struct {
        struct wd_str prefix;
        size_t least; /* characters behind it */
        const char *label;
    } known[] = {
        {{"ya29.", 5}, 10, "[redacted access token]"},
        {{"AIza", 4}, 30, "[redacted Google API key]"},
        {{"GOCSPX-", 7}, 20, "[redacted client secret]"},
        {{"LTAI", 4}, 10, "[redacted AccessKeyId]"},
        {{"STS.", 4}, 10, "[redacted STS AccessKeyId]"},
        {{"wandb_v1_", 9}, 16, "[redacted W&B API key]"},
        {{"ghp_", 4}, 20, "[redacted GitHub token]"},
        {{"ghs_", 4}, 20, "[redacted GitHub token]"},
        {{"github_pat_", 11}, 20, "[redacted GitHub token]"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (!wd_str_starts(s, known[i].prefix))
            continue;
        size_t len = run_of(s, known[i].prefix.len, is_word);
        if (len >= known[i].least)
            return (struct secret){0, known[i].prefix.len + len, known[i].label};
    }
    return nothing;
}

/* eyJ….eyJ….signature; the middle part is not looked into. */
static struct secret json_web_token(struct wd_str s)
{
    if (!wd_str_starts(s, WD_STR("eyJ")))
        return nothing;
    size_t head = run_of(s, 0, is_word);
    size_t body = at(s, head) == '.' ? run_of(s, head + 1, is_word) : 0;
    size_t dot = head + 1 + body;
    if (head < 8 || body < 8 || at(s, dot) != '.')
        return nothing;
    return (struct secret){0, dot + 1 + run_of(s, dot + 1, is_word), "[redacted JWT]"};
}

static struct secret bearer(struct wd_str s)
{
    static const size_t word = sizeof "Bearer" - 1;
    if (!wd_str_istarts(s, WD_STR("bearer")))
        return nothing;
    size_t blanks = run_of(s, word, is_blank);
    size_t len = run_of(s, word + blanks, is_token);
    if (blanks == 0 || len < 16)
        return nothing;
    return (struct secret){word + blanks, len, "[redacted bearer token]"};
}

/* ---- words that name a secret ----------------------------------------------------------------- */

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
        if (is_alnum(c))
            tail.letters[--from] = is_upper(c) ? (char)(c | 0x20) : c;
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
static bool is_no_secret(struct wd_str value)
{
    static const struct wd_str starts[] = {{"projects/", 9}, {"//", 2},     {"acs:", 4},
                                           {"http:", 5},     {"https:", 6}, {"[redacted ", 10}};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (wd_str_starts(value, starts[i]))
            return true;
    return value.len == 0;
}

static bool has_shape(struct wd_str value, enum shape shape)
{
    size_t digits = 0, letters = 0, others = 0;
    for (size_t i = 0; i < value.len; i++) {
        digits += is_digit(value.ptr[i]);
        letters += is_upper(value.ptr[i]) || is_lower(value.ptr[i]);
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
        hex += is_digit(value.ptr[i]) || (value.ptr[i] >= 'a' && value.ptr[i] <= 'f');
    return (value.len == 40 && hex == 40) || value.len >= 86;
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

static bool in_value(char c)
{
    return !ends_value(c);
}

struct value {
    size_t from, len;
    char separator; /* = : > or blank */
    bool quoted;
};

/* The value behind a key that ends at `i`: key=value, "key": "value", <key>value<. */
static struct value value_after(struct wd_str s, size_t i, bool tag)
{
    struct value v = {0};
    size_t blanks = run_of(s, i, is_blank);
    i += at(s, i) == '\\';
    i += at(s, i) == '"' || at(s, i) == '\'';
    i += run_of(s, i, is_blank);
    char c = at(s, i);
    if (c == '=' || c == ':' || (c == '>' && tag)) {
        v.separator = c;
        i += 1 + run_of(s, i + 1, is_blank);
    } else if (blanks) {
        v.separator = ' ';
    } else {
        return v;
    }
    bool escaped = at(s, i) == '\\' && (at(s, i + 1) == '"' || at(s, i + 1) == '\'');
    i += escaped;
    char quote = at(s, i);
    v.quoted = quote == '"' || quote == '\'';
    v.from = i + v.quoted;
    v.len = v.quoted ? quoted_length(s, v.from, quote, escaped) : run_of(s, v.from, in_value);
    return v;
}

/* An Authorization header has a scheme before its secret: the rest of the line goes. */
static size_t to_line_end(struct wd_str s, size_t from)
{
    size_t i = from;
    while (i < s.len && s.ptr[i] != '\n' && s.ptr[i] != '"' && s.ptr[i] != '\'')
        i++;
    return i - from;
}

static struct secret named_secret(struct wd_str text, size_t from, size_t len)
{
    const struct key *key = key_of(text, from, len);
    if (!key)
        return nothing;
    struct wd_str s = wd_str_from(text, from);
    struct value v = value_after(s, len, from > 0 && text.ptr[from - 1] == '<');
    struct wd_str value = wd_str_sub(s, v.from, v.len);
    if (!v.separator || is_no_secret(value))
        return nothing;
    struct secret secret = {v.from, v.len, key->label};
    if (wd_str_eq(key->suffix, WD_STR("authorization"))) {
        if (v.separator == ' ' || wd_str_istarts(value, WD_STR("bearer")))
            return nothing; /* prose, or left to bearer() */
        secret.len = to_line_end(s, v.from);
        return secret;
    }
    if (v.separator == ' ')
        return is_wandb_key(value) ? secret : nothing;
    if (v.separator == ':' && !v.quoted && !has_shape(value, key->shape))
        return nothing;
    if (v.separator == '=' && at(s, v.from) == '=')
        return nothing; /* a comparison */
    return secret;
}

/* ---- marks between words ------------------------------------------------------------------------ */

/* ://user:password@ with the text starting at the colon. */
static struct secret url_password(struct wd_str s)
{
    size_t colon = 0, i = 3;
    if (!wd_str_starts(s, WD_STR("://")))
        return nothing;
    for (; i < s.len && (unsigned char)s.ptr[i] > ' ' && !strchr("/?#\"'<>", s.ptr[i]); i++) {
        if (s.ptr[i] == ':' && !colon)
            colon = i;
        if (s.ptr[i] == '@')
            break;
    }
    if (!colon || at(s, i) != '@' || i == colon + 1 ||
        is_no_secret(wd_str_sub(s, colon + 1, i - colon - 1)))
        return nothing;
    return (struct secret){colon + 1, i - colon - 1, "[redacted password]"};
}

/* From BEGIN … PRIVATE KEY to its END line; to the end of the text when that was cut off. */
static struct secret pem_private_key(struct wd_str s)
{
    static const size_t begin = sizeof "-----BEGIN " - 1, label_max = 40;
    if (!wd_str_starts(s, WD_STR("-----BEGIN ")))
        return nothing;
    if (!wd_str_has(wd_str_sub(s, begin, label_max), WD_STR("PRIVATE KEY-----")))
        return nothing;
    size_t end = wd_str_find(s, WD_STR("-----END "));
    size_t tail = end == WD_NPOS
                      ? WD_NPOS
                      : wd_str_find(wd_str_sub(s, end, label_max + 20), WD_STR("PRIVATE KEY-----"));
    size_t len = tail == WD_NPOS ? s.len : end + tail + sizeof "PRIVATE KEY-----" - 1;
    return (struct secret){0, len, "[redacted private key]"};
}

static struct secret secret_at(struct wd_str text, size_t from, size_t word)
{
    struct wd_str s = wd_str_from(text, from);
    if (!word)
        return s.ptr[0] == ':' ? url_password(s) : pem_private_key(s);
    struct secret secret = known_prefix(s);
    if (!secret.len)
        secret = json_web_token(s);
    if (!secret.len)
        secret = bearer(s);
    return secret.len ? secret : named_secret(text, from, word);
}

void wd_redact(struct wd_buf *out, struct wd_str s)
{
    size_t i = 0;
    while (i < s.len && !out->failed) {
        size_t word = is_alnum(s.ptr[i]) || s.ptr[i] == '_' ? run_of(s, i, is_word) : 0;
        struct secret secret = secret_at(s, i, word);
        if (secret.len) {
            wd_buf_put(out, wd_str_sub(s, i, secret.skip));
            wd_buf_putz(out, secret.label);
            i += secret.skip + secret.len;
        } else {
            size_t len = word ? word : 1;
            wd_buf_put(out, wd_str_sub(s, i, len));
            i += len;
        }
    }
}
