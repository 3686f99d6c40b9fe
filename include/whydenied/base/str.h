/* Slices: a pointer and a length into memory that somebody else owns.
 *
 * Everything between a record and an event is a slice into that record (or into the per-record
 * arena); nothing is copied on the hot path. A slice is valid as long as its owner says. A NUL is a
 * byte like any other, so the C string functions do not apply. The empty slice has len 0; its
 * pointer may be NULL. */
#ifndef WHYDENIED_BASE_STR_H
#define WHYDENIED_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct wd_str {
    const char *ptr;
    size_t len;
};

/* A slice of a string literal. */
#define WD_STR(lit) ((struct wd_str){(lit), sizeof(lit) - 1})
#define WD_STR_NONE ((struct wd_str){NULL, 0})
/* For printf: "%.*s", WD_STR_ARG(s). Only for text that was made visible first (escape.h). */
#define WD_STR_ARG(s) ((int)(s).len), ((s).len ? (s).ptr : "")

static inline struct wd_str wd_str_of(const char *z) /* of a C string; NULL gives the empty slice */
{
    return (struct wd_str){z, z ? strlen(z) : 0};
}

static inline struct wd_str wd_str_make(const char *ptr, size_t len)
{
    return (struct wd_str){ptr, len};
}

/* The bytes of S to TO, which has room for them. An empty slice may have no address, which memcpy
 * does not allow. */
static inline void wd_str_copy(char *to, struct wd_str s)
{
    if (s.len > 0)
        memcpy(to, s.ptr, s.len);
}

static inline bool wd_str_eq(struct wd_str a, struct wd_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool wd_str_eqz(struct wd_str a, const char *z)
{
    if (a.len > 0 && z && *z != *a.ptr)
        return false; /* most, and their length is not asked for */
    return wd_str_eq(a, wd_str_of(z));
}

static inline bool wd_str_starts(struct wd_str s, struct wd_str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool wd_str_ends(struct wd_str s, struct wd_str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/* The part from `from` on, at most `len` bytes; clamps instead of failing. */
static inline struct wd_str wd_str_sub(struct wd_str s, size_t from, size_t len)
{
    if (from > s.len)
        from = s.len;
    if (len > s.len - from)
        len = s.len - from;
    return (struct wd_str){from ? s.ptr + from : s.ptr, len};
}

static inline struct wd_str wd_str_from(struct wd_str s, size_t from)
{
    return wd_str_sub(s, from, (size_t)-1);
}

static inline char wd_str_at(struct wd_str s, size_t i) /* 0 past the end */
{
    return i < s.len ? s.ptr[i] : '\0';
}

#define WD_NPOS ((size_t)-1)

size_t wd_str_find(struct wd_str hay, struct wd_str needle); /* index or WD_NPOS */
#if defined(__clang_analyzer__) || defined(WD_ANALYZED)
size_t wd_str_find_char(struct wd_str hay,
                        char c); /* they follow it to pointers that no text has */
#else
static inline size_t wd_str_find_char(struct wd_str hay, char c)
{
    const char *at = hay.len ? (const char *)memchr(hay.ptr, c, hay.len) : NULL;

    return at ? (size_t)(at - hay.ptr) : WD_NPOS;
}
#endif
bool wd_str_has_one_of(struct wd_str hay, const char bytes[4]); /* looked for together */
size_t wd_str_rfind_char(struct wd_str hay, char c);
static inline bool wd_str_has(struct wd_str hay, struct wd_str needle)
{
    return wd_str_find(hay, needle) != WD_NPOS;
}

/* The place of s in a list of C strings, or WD_NPOS. */
size_t wd_str_place(struct wd_str s, const char *const *list, size_t count);
#define WD_STR_IN(s, list) (wd_str_place(s, list, sizeof(list) / sizeof *(list)) != WD_NPOS)
/* The same with ASCII letters in any case. */
size_t wd_str_iplace(struct wd_str s, const char *const *list, size_t count);
#define WD_STR_IIN(s, list) (wd_str_iplace(s, list, sizeof(list) / sizeof *(list)) != WD_NPOS)
bool wd_str_ieq(struct wd_str a, struct wd_str b);          /* ASCII letters in any case */
bool wd_str_istarts(struct wd_str s, struct wd_str prefix); /* ASCII letters in any case */
bool wd_str_istarts_any(struct wd_str s, const char *const *prefixes, size_t count);
#define WD_STR_ISTARTS_ANY(s, list) wd_str_istarts_any(s, list, sizeof(list) / sizeof *(list))
struct wd_str wd_str_trim(struct wd_str s);       /* ASCII blanks off both ends */
int wd_str_cmp(struct wd_str a, struct wd_str b); /* byte order, like memcmp */

bool wd_str_is_ascii(struct wd_str s);
size_t wd_str_printable(struct wd_str s); /* bytes from ' ' to '~' at its start */
struct wd_str wd_last_part(struct wd_str s,
                           char separator); /* behind the last one; else all of it */
/* "topics" of "projects/P/topics/T"; empty: it is no path. */
struct wd_str wd_collection_of(struct wd_str path);
/* It is `whole`, or a path below it. */
bool wd_str_is_within(struct wd_str path, struct wd_str whole);
bool wd_one_of(struct wd_str s, const char *const *words); /* list ends with NULL */

/* Does test(s, word) hold of any word of an array, as in WD_STR_ANY(wd_str_starts, name, prefixes)? */
static inline bool wd_str_any(bool (*test)(struct wd_str, struct wd_str), struct wd_str s,
                              const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (test(s, wd_str_of(list[i])))
            return true;
    return false;
}
#define WD_STR_ANY(test, s, list) wd_str_any(test, s, list, sizeof(list) / sizeof *(list))
/* Without each of the prefixes, taken off in the order of the list. */
struct wd_str wd_str_strip(struct wd_str s, const char *const *prefixes, size_t count);
struct wd_str wd_str_trim_left(struct wd_str s);  /* blanks and tabs */
struct wd_str wd_str_letters(struct wd_str word); /* no marks or digits around: "(done):" is done */
size_t wd_str_digits(struct wd_str s, size_t from); /* how many stand there */

size_t wd_str_ifind(struct wd_str hay, const char *needle); /* ASCII letters in any case */
bool wd_str_ihas(struct wd_str hay, const char *needle);
static inline bool wd_str_ihas_any(struct wd_str hay, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_ihas(hay, list[i]))
            return true;
    return false;
}
#define WD_STR_IHAS_ANY(hay, list) wd_str_ihas_any(hay, list, sizeof(list) / sizeof *(list))
/* Which byte follows which in texts, all by their lower five bits, so that letters count in any case: made once, it spares
 * looking for nearly all words of a long list. Begin with zeros. */
struct wd_pairs {
    uint32_t behind[32];
};
void wd_pairs_add(struct wd_pairs *pairs, struct wd_str text);
/* False: none of the texts holds the word, in letters of any case. */
bool wd_pairs_may_hold(const struct wd_pairs *pairs, const char *word);
/* Does the text, one of those, hold a word of the list, which ends with NULL? As it is written; letters in any case. */
bool wd_pairs_has_one(const struct wd_pairs *pairs, struct wd_str text, const char *const *words);
bool wd_pairs_ihas_one(const struct wd_pairs *pairs, struct wd_str text, const char *const *words);
/* A pattern of '*' (any bytes) and '?' (one); anything else stands for itself. */
bool wd_str_like(struct wd_str pattern, struct wd_str text);
bool wd_str_ilike(struct wd_str pattern, struct wd_str text); /* ASCII letters in any case */
struct wd_str wd_between(struct wd_str s, const char *before,
                         const char *after); /* empty if not there */

/* Cut at the first `sep`: returns the part before, leaves the part after in *rest. Without a `sep`
 * the whole of *rest is returned and *rest becomes empty. */
struct wd_str wd_str_cut(struct wd_str *rest, char sep);
/* The next word between blanks and tabs, taken off *rest; empty: no more. */
struct wd_str wd_str_word(struct wd_str *rest);

/* Decimal digits only, the whole slice. Returns false on anything else or overflow. */
bool wd_str_to_u64(struct wd_str s, unsigned long long *ret_value);

#endif
