/* A walk over an expression's text that writes a sample of it as it goes. Packs may use neither comments nor
 * recursion nor quoting (expression.c), which leaves little to know. */
#include "match/pack/repeats.h"

#include <stdlib.h>

#include "match/pack/lint.h"
#include "whydenied/base/buf.h"
#include "whydenied/base/char.h"
#include "whydenied/base/limits.h"

enum { NESTING_MAX = 64, COPIES_MAX = 64, MANY = 1000 };

struct walk {
    const char *at;
    unsigned kind, nesting;
    wd_repeat_fn tell;
    void *context;
    struct wd_buf sample;
};

static void walk_branches(struct walk *w);

/* ---- one character ----------------------------------------------------------------------------- */

/* Does the atom, alone, take the byte? */
static bool takes(const pcre2_code *code, pcre2_match_data *data, char c)
{
    return pcre2_match(code, (PCRE2_SPTR)&c, 1, 0, PCRE2_ANCHORED, data, NULL) >= 0;
}

/* Members of a class in the order of kinds; fewer members than kinds begin again. */
static char member_of(const char *atom, size_t len, unsigned kind)
{
    static const char candidates[] = "a0-. A/:_@x\n,'\"#";
    int error;
    PCRE2_SIZE offset;
    char members[sizeof candidates];
    size_t count = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)atom, len, 0, &error, &offset, NULL);
    pcre2_match_data *data = code ? pcre2_match_data_create_from_pattern(code, NULL) : NULL;

    for (const char *c = candidates; data && *c; c++) {
        if (takes(code, data, *c))
            members[count++] = *c;
    }
    for (int c = '!'; data && count == 0 && c < 0x7F; c++) {
        if (takes(code, data, (char)c))
            members[count++] = (char)c;
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return count > 0 ? members[kind % count] : '\0';
}

static void put_member(struct walk *w, const char *end)
{
    char c = member_of(w->at, (size_t)(end - w->at), w->kind);

    if (c != '\0')
        wd_buf_putc(&w->sample, c);
    w->at = end;
}

/* "\p{L}", "\x{e9}", "\d"; positions and references stand for no text. */
static void walk_escape(struct walk *w)
{
    const char *end = w->at + (w->at[1] ? 2 : 1);
    const char *brace = strchr("pPxoN", w->at[1]) && *end == '{' ? strchr(end, '}') : NULL;

    if (strchr("bBAzZGK123456789", w->at[1]))
        w->at = end;
    else if (wd_is_alnum(w->at[1]))
        put_member(w, brace ? brace + 1 : end);
    else {
        wd_buf_putc(&w->sample, w->at[1]);
        w->at = end;
    }
}

/* ---- groups ------------------------------------------------------------------------------------ */

/* Behind "(", "(?:", "(?<name>", "(?i:" and the like; true for a look-around, whose text is not taken. */
static bool enter_group(struct walk *w)
{
    const char *p = ++w->at;
    bool looks;

    if (*p != '?')
        return false;
    p++;
    looks = *p == '=' || *p == '!' || (*p == '<' && (p[1] == '=' || p[1] == '!'));
    if (looks)
        p += *p == '<' ? 2 : 1;
    else if (*p == '<' || *p == '\'' || *p == 'P') { /* "(?P=name)" takes no text that we know */
        p += 1 + strcspn(p + 1, ">')");
        p += *p == '>' || *p == '\'';
    } else
        while (*p && *p != ')' && *p++ != ':' && p[-1] != '>' && p[-1] != '|')
            continue;
    w->at = p;
    return looks;
}

static void walk_group(struct walk *w)
{
    size_t before = w->sample.len;
    bool looks = enter_group(w);

    if (w->nesting < NESTING_MAX) {
        w->nesting++;
        walk_branches(w);
        w->nesting--;
    }
    if (looks)
        w->sample.len = before;
    w->at += *w->at == ')';
}

/* ---- what repeats ------------------------------------------------------------------------------ */

/* Reads "*", "+", "?", "{2}", "{2,}", "{2,9}" and what makes it lazy or possessive. */
static bool read_quantifier(struct walk *w, unsigned *ret_least, unsigned *ret_most)
{
    const char *p = w->at;
    char *end;

    *ret_least = *p == '+';
    *ret_most = *p == '?' ? 1 : MANY;
    if (*p == '{' && wd_is_digit(p[1])) {
        *ret_least = *ret_most = (unsigned)strtoul(p + 1, &end, 10);
        if (*end == ',')
            end++;
        if (end[-1] == ',')
            *ret_most = wd_is_digit(*end) ? (unsigned)strtoul(end, &end, 10) : MANY;
        p = end;
        if (*p != '}')
            return false;
    } else if (*p == '\0' || !strchr("*+?", *p)) {
        return false;
    }
    w->at = p + 1;
    w->at += *w->at == '?' || *w->at == '+';
    return true;
}

/* The atom's text stands behind `before`: told if it may repeat, and written as often as it must. What need not
 * be there is, for every other kind. */
static void repeat(struct walk *w, size_t before)
{
    unsigned least, most;
    struct wd_str all, unit;

    if (!read_quantifier(w, &least, &most))
        return;
    all = wd_buf_str(&w->sample);
    unit = wd_str_from(all, before);
    if (w->tell && most > 1 && unit.len > 0)
        w->tell(w->context, wd_str_sub(all, 0, before), unit);
    if (least == 0 && w->kind % 2 == 0)
        w->sample.len = before;
    for (unsigned i = 1; i < least && i < COPIES_MAX && unit.len > 0; i++) {
        wd_buf_reserve(&w->sample, unit.len);
        wd_buf_put(&w->sample, wd_str_sub(wd_buf_str(&w->sample), before, unit.len));
    }
}

static void walk_atom(struct walk *w)
{
    size_t before = w->sample.len;

    if (*w->at == '(')
        walk_group(w);
    else if (*w->at == '[')
        put_member(w, wd_lint_step(w->at));
    else if (*w->at == '\\')
        walk_escape(w);
    else if (*w->at == '.')
        put_member(w, w->at + 1);
    else if (*w->at != '^' && *w->at != '$')
        wd_buf_putc(&w->sample, *w->at++);
    else
        w->at++;
    repeat(w, before);
}

/* Up to the end of the group. */
static void walk_branches(struct walk *w)
{
    size_t before = w->sample.len;

    while (*w->at && *w->at != ')') {
        if (*w->at == '|') {
            w->sample.len = before;
            w->at++;
        } else {
            walk_atom(w);
        }
    }
}

void wd_repeats_of(const char *re, unsigned kind, wd_repeat_fn tell, void *context)
{
    struct walk w = {.at = re, .kind = kind, .tell = tell, .context = context};

    wd_buf_init(&w.sample, WD_SUBJECT_MAX);
    walk_branches(&w);
    wd_buf_done(&w.sample);
}

void wd_repeats_sample(const char *re, unsigned kind, struct wd_buf *out)
{
    struct walk w = {.at = re, .kind = kind};

    wd_buf_init(&w.sample, WD_SUBJECT_MAX);
    walk_branches(&w);
    wd_buf_put(out, wd_buf_str(&w.sample));
    wd_buf_done(&w.sample);
}
