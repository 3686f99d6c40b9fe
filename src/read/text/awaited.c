/* Refusals that stand, and what later lines of their text say of them. */
#include "read/text/awaited.h"
#include "read/text/around/around.h"
#include "read/text/carried.h"

#include <stdlib.h>

#include "whydenied/base/digest.h"

enum { NAME_MIN = 7, FAR_LINES = 4 };

/* What lines say that name nothing, or a name too short to be looked for: that something was tried again, that something else
 * went wrong, that a policy was attached. */
static const char *const tries[] = {"succeed",   "attempt ",   "recovered", "retrying",
                                    "timed out", "timeout",    "exception", "went through",
                                    "attached",  "attachment."};

void wd_awaited_clear(struct wd_awaited *awaited)
{
    if (!awaited)
        return;
    awaited->last = 0;
    for (size_t i = 0; i < WD_AWAITED; i++)
        awaited->refusal[i].number = 0;
}

static uint64_t number_of(uint64_t row)
{
    return row & ~WD_ROW_FAR;
}

bool wd_awaited_waits(const struct wd_awaited *awaited, uint64_t row)
{
    return awaited && number_of(row) + WD_AWAITED - WD_AWAITED_SPARE > awaited->last;
}

unsigned wd_awaited_doubts(const struct wd_awaited *awaited, uint64_t row)
{
    const struct wd_awaited_refusal *refusal =
        awaited ? &awaited->refusal[number_of(row) % WD_AWAITED] : NULL;

    return refusal && refusal->number == number_of(row) ? refusal->doubts : 0;
}

/* ---- keeping ------------------------------------------------------------------------------------- */

static struct wd_str name_of(const struct wd_awaited_refusal *refusal, size_t i)
{
    return wd_str_make(refusal->line + refusal->name[i].at, refusal->name[i].len);
}

static void put_names(struct wd_awaited *awaited, const struct wd_awaited_refusal *refusal)
{
    for (size_t i = 0; refusal->number != 0 && i < refusal->count; i++)
        wd_name_grams_put(&awaited->grams, name_of(refusal, i));
}

/* Names that are given up stand there until then. */
static void put_all(struct wd_awaited *awaited)
{
    memset(&awaited->grams, 0, sizeof awaited->grams);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
        wd_name_grams_put(&awaited->grams, wd_str_of(tries[i]));
    for (size_t i = 0; i < WD_AWAITED; i++)
        put_names(awaited, &awaited->refusal[i]);
}

static void add_name(struct wd_awaited_refusal *refusal, struct wd_str name)
{
    if (name.len < NAME_MIN || refusal->count == WD_AWAITED_NAMES)
        return;
    for (size_t i = 0; i < refusal->count; i++)
        if (wd_str_eq(name_of(refusal, i), name))
            return;
    refusal->name[refusal->count].at = (unsigned short)(name.ptr - refusal->line);
    refusal->name[refusal->count++].len = (unsigned short)name.len;
}

/* Accounts, paths and what stands before the object in them, the call and what it was for. */
static void find_names(struct wd_awaited_refusal *refusal)
{
    struct wd_str line = wd_str_make(refusal->line, refusal->len), rest = line, name;
    struct wd_str called[WD_CALL_NAMES];
    size_t count = wd_around_call_names(line, called);

    refusal->count = 0;
    while (count > 0)
        add_name(refusal, called[--count]);
    while ((name = wd_around_next_name(&rest)).len > 0) {
        size_t slash = wd_str_find_char(name, '/');
        if (slash != WD_NPOS || wd_str_find_char(name, '@') != WD_NPOS)
            add_name(refusal, name);
        if (slash != WD_NPOS)
            add_name(refusal, wd_between(name, "/b/", "/o/"));
        if (slash != WD_NPOS && name.ptr > line.ptr && name.ptr[-1] == '/')
            add_name(refusal, wd_str_sub(name, 0, slash)); /* "gs://acme-in/a.csv" */
    }
}

/* The byte behind the last whole line that was looked at with it. */
static uint64_t seen_by(const struct wd_record *record)
{
    struct wd_str after = record->after;
    size_t lines = 0, at = 0, newline;

    while (lines < WD_AROUND_LINES &&
           (newline = wd_str_find_char(wd_str_from(after, at), '\n')) != WD_NPOS) {
        lines += wd_str_trim(wd_str_sub(after, at, newline)).len > 0;
        at += newline + 1;
    }
    return record->offset + record->body.len + at;
}

static struct wd_awaited_refusal *waiting_like(struct wd_awaited *awaited, uint64_t hash)
{
    for (size_t i = 0; i < WD_AWAITED; i++) {
        struct wd_awaited_refusal *refusal = &awaited->refusal[i];
        if (refusal->number != 0 && refusal->hash == hash && refusal->doubts == 0 &&
            wd_awaited_waits(awaited, refusal->number))
            return refusal;
    }
    return NULL;
}

/* In the place of the next one. */
static struct wd_awaited_refusal *look_at(struct wd_awaited *awaited, struct wd_str line)
{
    struct wd_awaited_refusal *refusal = &awaited->refusal[(awaited->last + 1) % WD_AWAITED];
    struct wd_str told = line;

    refusal->number = 0;
    refusal->doubts = refusal->asked = 0;
    refusal->len = line.len;
    memcpy(refusal->line, line.ptr, line.len);
    find_names(refusal);
    for (size_t i = 0; i < refusal->count; i++) /* times stand before it */
        if (wd_str_from(line, refusal->name[i].at).len > told.len || i == 0)
            told = wd_str_from(line, refusal->name[i].at);
    refusal->hash = wd_hash(told);
    return refusal;
}

static struct wd_awaited_refusal *keep(struct wd_awaited *awaited,
                                       struct wd_awaited_refusal *refusal)
{
    refusal->number = ++awaited->last;
    if (awaited->last % WD_AWAITED == 1)
        put_all(awaited);
    else
        put_names(awaited, refusal);
    return refusal;
}

void wd_awaited_note(struct wd_reading *r)
{
    struct wd_normaliser *n = r->n;
    const struct wd_str line = r->record->body;

    if (r->record->form != WD_RECORD_TEXT || line.len == 0 || line.len > WD_AWAITED_LINE)
        return;
    if (!n->awaited)
        n->awaited = calloc(1, sizeof *n->awaited);
    if (!n->awaited)
        return;
    struct wd_awaited_refusal *refusal = look_at(n->awaited, line),
                              *like = waiting_like(n->awaited, refusal->hash);
    refusal = like ? like : keep(n->awaited, refusal);
    refusal->seen = seen_by(r->record);
    n->awaited->interrupted = false;
    n->awaited_names = &n->awaited->grams;
    r->event->row = refusal->number | WD_ROW_FAR;
}

/* ---- hearing ------------------------------------------------------------------------------------- */

static bool names(struct wd_str line, const struct wd_awaited_refusal *refusal)
{
    for (size_t i = 0; i < refusal->count; i++)
        if (wd_str_has(line, name_of(refusal, i)))
            return true;
    return wd_around_names_party(wd_str_make(refusal->line, refusal->len), line);
}

/* The line and the next ones. */
static struct wd_str lines_from(const struct wd_record *record)
{
    const char *end = record->after.ptr ? record->after.ptr + record->after.len : NULL;
    struct wd_str text = record->body;
    size_t at = record->body.len;

    if (!end || record->after.ptr < text.ptr + text.len ||
        record->after.ptr > text.ptr + text.len + 2)
        return text;
    text = wd_str_make(text.ptr, (size_t)(end - text.ptr));
    for (size_t i = 0; i < FAR_LINES && at < text.len; i++) {
        size_t newline = wd_str_find_char(wd_str_from(text, at), '\n');
        at = newline == WD_NPOS ? text.len : at + newline + 1;
    }
    return wd_str_sub(text, 0, at);
}

static unsigned ask(struct wd_reading *r, const struct wd_awaited_refusal *refusal, bool named)
{
    const struct wd_record record = {.form = WD_RECORD_TEXT,
                                     .body = wd_str_make(refusal->line, refusal->len),
                                     .after = lines_from(r->record)};
    const struct wd_reading far = {.n = r->n, .arena = r->arena, .record = &record};

    return named ? wd_around_far_doubts(&far) : wd_around_far_tried(&far);
}

void wd_awaited_hear(struct wd_reading *r)
{
    struct wd_awaited *awaited = r->n->awaited;
    const struct wd_str body = r->record->body;

    if (!awaited || awaited->last == 0 || r->record->form != WD_RECORD_TEXT ||
        wd_name_grams_find(&awaited->grams, body) == body.len)
        return;
    if (wd_around_refuses(body))
        return; /* it is kept itself */
    const struct wd_str line = wd_carried_bare(body, NULL);
    awaited->interrupted = awaited->interrupted || wd_around_is_of_another_try(line);
    if (!wd_around_may_end(&r->n->signs, line))
        return;
    for (size_t i = 0; i < WD_AWAITED; i++) {
        struct wd_awaited_refusal *refusal = &awaited->refusal[i];
        if (refusal->number == 0 || refusal->doubts != 0 || refusal->asked >= WD_AWAITED_ASKS)
            continue;
        bool named = names(body, refusal);
        if (!named && (refusal->number != awaited->last || awaited->interrupted ||
                       r->record->offset < refusal->seen))
            continue;
        refusal->asked++;
        refusal->doubts = ask(r, refusal, named);
    }
}
