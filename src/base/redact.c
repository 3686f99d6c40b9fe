/* Masks what looks like a secret, in one pass over the words of a text.
 *
 * At each word two questions: does the word itself look like a secret (a known prefix, a JWT, what
 * follows Bearer)? does it name one that follows (redact_named.c)? And at two marks: does a URL
 * carry a password, does a private key begin? What is found is replaced by its kind. A look-ahead
 * that fails stops where the next one starts, or is bounded, so the whole is linear. */
#include "whydenied/base/escape.h"

#include "base/redact.h"

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
        size_t len = run_of(s, known[i].prefix.len, WD_NPOS, is_word);
        if (len >= known[i].least)
            return (struct secret){0, known[i].prefix.len + len, known[i].label};
    }
    return no_secret;
}

/* eyJ….eyJ….signature; the middle part is not looked into. */
static struct secret json_web_token(struct wd_str s)
{
    if (!wd_str_starts(s, WD_STR("eyJ")))
        return no_secret;
    size_t head = run_of(s, 0, WD_NPOS, is_word);
    size_t body = wd_str_at(s, head) == '.' ? run_of(s, head + 1, WD_NPOS, is_word) : 0;
    size_t dot = head + 1 + body;
    if (head < 8 || body < 8 || wd_str_at(s, dot) != '.')
        return no_secret;
    return (struct secret){0, dot + 1 + run_of(s, dot + 1, WD_NPOS, is_word), "[redacted JWT]"};
}

static struct secret bearer(struct wd_str s)
{
    static const size_t word = sizeof "Bearer" - 1;
    if (!wd_str_istarts(s, WD_STR("bearer")))
        return no_secret;
    size_t blanks = run_of(s, word, WD_NPOS, is_blank);
    size_t len = run_of(s, word + blanks, WD_NPOS, is_token);
    if (blanks == 0 || len < 16)
        return no_secret;
    return (struct secret){word + blanks, len, "[redacted bearer token]"};
}

/* ://user:password@ with the text starting at the colon. A password may hold an @. */
static struct secret url_password(struct wd_str s)
{
    size_t colon = 0, end = 0;
    if (!wd_str_starts(s, WD_STR("://")))
        return no_secret;
    for (size_t i = 3; i < s.len && (unsigned char)s.ptr[i] > ' '; i++) {
        if (strchr("/?#\"'<>", s.ptr[i]))
            break;
        if (s.ptr[i] == ':' && !colon)
            colon = i;
        if (s.ptr[i] == '@')
            end = i;
    }
    if (!colon || end <= colon + 1 || wd_str_starts(wd_str_from(s, colon + 1), WD_STR("[redacted")))
        return no_secret;
    return (struct secret){colon + 1, end - colon - 1, "[redacted password]"};
}

/* From BEGIN … PRIVATE KEY to its END line; to the end of the text when that was cut off. */
static struct secret pem_private_key(struct wd_str s)
{
    static const size_t begin = sizeof "-----BEGIN " - 1, label_max = 40;
    if (!wd_str_starts(s, WD_STR("-----BEGIN ")))
        return no_secret;
    if (!wd_str_has(wd_str_sub(s, begin, label_max), WD_STR("PRIVATE KEY-----")))
        return no_secret;
    size_t end = wd_str_find(s, WD_STR("-----END "));
    size_t tail = end == WD_NPOS
                      ? WD_NPOS
                      : wd_str_find(wd_str_sub(s, end, label_max + 20), WD_STR("PRIVATE KEY-----"));
    size_t len = tail == WD_NPOS ? s.len : end + tail + sizeof "PRIVATE KEY-----" - 1;
    return (struct secret){0, len, "[redacted private key]"};
}

/* The first letters of what the functions for words look for; most words fail here. */
static bool may_start_secret(char c)
{
    return c && strchr("yAGLSwgeEbB", c);
}

static struct secret secret_at(struct wd_str text, size_t from, size_t word)
{
    struct wd_str s = wd_str_from(text, from);
    if (!word)
        return s.ptr[0] == ':' ? url_password(s) : s.ptr[0] == '-' ? pem_private_key(s) : no_secret;
    struct secret secret = no_secret;
    if (may_start_secret(s.ptr[0])) {
        secret = known_prefix(s);
        if (!secret.len)
            secret = json_web_token(s);
        if (!secret.len)
            secret = bearer(s);
    }
    return secret.len ? secret : wd_redact_named(text, from, word);
}

void wd_redact(struct wd_buf *out, struct wd_str s)
{
    size_t clean = 0, i = 0; /* from `clean` to `i` nothing was found */
    while (i < s.len && !out->failed) {
        size_t word = wd_is_alnum(s.ptr[i]) || s.ptr[i] == '_' ? run_of(s, i, WD_NPOS, is_word) : 0;
        struct secret secret = secret_at(s, i, word);
        if (secret.len) {
            wd_buf_put(out, wd_str_sub(s, clean, i + secret.skip - clean));
            wd_buf_putz(out, secret.label);
            i += secret.skip + secret.len;
            clean = i;
        } else {
            i += word ? word : 1;
        }
    }
    wd_buf_put(out, wd_str_from(s, clean));
}
