/* What the two halves of redaction share: how a found secret is described, and which bytes make a
 * word. Private to src/base/redact*.c. */
#ifndef WHYDENIED_BASE_REDACT_H
#define WHYDENIED_BASE_REDACT_H

#include "whydenied/base/char.h"
#include "whydenied/base/str.h"

struct secret {
    size_t skip; /* bytes kept in front of the secret: the key, the separator */
    size_t len;  /* bytes masked; 0: none found */
    const char *label;
};

static const struct secret no_secret = {0, 0, NULL};

/* The secret that the word of `len` bytes at `from` names: password=…, "api_key": "…". */
struct secret wd_redact_named(struct wd_str text, size_t from, size_t len);

static inline bool is_word(char c) /* base64url, and names of keys */
{
    return wd_is_alnum(c) || c == '_' || c == '-';
}

static inline bool is_token(char c) /* RFC 6750's b64token, and more of base64 */
{
    return is_word(c) || (c && strchr(".~+/=", c));
}

static inline bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* How many bytes from `from` on satisfy `belongs`, at most `max`. */
static inline size_t run_of(struct wd_str s, size_t from, size_t max, bool (*belongs)(char))
{
    size_t n = 0;
    while (n < max && from + n < s.len && belongs(s.ptr[from + n]))
        n++;
    return n;
}

#endif
