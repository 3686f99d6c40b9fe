/* An address that is cut out of a longer word. A letter that only looks like a Latin one (a Cyrillic "а", a wide "ａ"),
 * or a blank of no width, ends what a pattern takes for a name, and the rest is another account's. Japanese, Chinese
 * and Korean write without blanks: an address right behind one of their letters is whole. */
#include "names/doubt/doubt.h"

#include <utf8proc.h>

#include "whydenied/names/home.h"

struct range {
    utf8proc_int32_t first, last;
};

/* Scripts without blanks between words: radicals to Yi's neighbours, Hangul, compatibility and half-width forms. */
static bool is_east_asian(utf8proc_int32_t code)
{
    static const struct range ranges[] = {{0x1100, 0x11FF}, {0x2E80, 0x9FFF}, {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF}, {0xFF65, 0xFFDC}, {0x20000, 0x3FFFF}};

    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* A character above ASCII that goes on a word; one that is no UTF-8 may be anything. */
static bool goes_on(struct wd_str character)
{
    utf8proc_int32_t code = -1;

    if (character.len == 0 || (unsigned char)character.ptr[0] < 0x80)
        return false;
    if (utf8proc_iterate((const utf8proc_uint8_t *)character.ptr, (utf8proc_ssize_t)character.len,
                         &code) < 0)
        return true;
    if (is_east_asian(code) || code == 0xFEFF) /* the mark that a file begins with */
        return false;
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_CF:
        return true;
    default:
        return false;
    }
}

static struct wd_str character_before(struct wd_str text, size_t at)
{
    size_t from = at;

    while (from > 0 && at - from < 4) {
        from--;
        if (((unsigned char)text.ptr[from] & 0xC0) != 0x80)
            break;
    }
    return wd_str_sub(text, from, at - from);
}

/* Does it stand in the text, and nowhere whole? */
static bool is_half_in(struct wd_str text, struct wd_str name)
{
    bool half = false;

    for (size_t at = 0, found; (found = wd_str_find(wd_str_from(text, at), name)) != WD_NPOS;) {
        at += found;
        if (!goes_on(character_before(text, at)) && !goes_on(wd_str_from(text, at + name.len)))
            return false;
        half = true;
        at += name.len;
    }
    return half;
}

/* "principal://iam.googleapis.com/…/subject/mika@example.com": the identity of a pool that the address at `at` ends; empty: it
 * stands by itself. */
static struct wd_str identity_around(struct wd_str text, size_t at, size_t len)
{
    static const char *const schemes[] = {"principal://", "principalSet://"};
    size_t from = at;

    while (from > 0 && !wd_char_in(text.ptr[from - 1], " \t\n\"'`[(<>,=;"))
        from--;
    return WD_STR_ANY(wd_str_starts, wd_str_from(text, from), schemes)
               ? wd_str_sub(text, from, at + len - from)
               : WD_STR_NONE;
}

/* An address inside the name of an identity is a part of it: another party has the address. */
static void take_whole_identity(struct wd_event *event)
{
    struct wd_str name = event->slot[WD_SLOT_PRINCIPAL];

    for (size_t i = 0; i < event->text_count && wd_str_find_char(name, '@') != WD_NPOS; i++) {
        size_t at = wd_str_find(event->texts[i].s, name);
        struct wd_str whole = at == WD_NPOS || at == 0
                                  ? WD_STR_NONE
                                  : identity_around(event->texts[i].s, at, name.len);
        if (whole.len <= name.len)
            continue;
        struct wd_str rest = wd_str_from(event->texts[i].s, at + name.len);
        if (wd_str_has(rest, name)) /* by itself, too: which of the two is meant cannot be told */
            event->doubts |= WD_DOUBT_PRINCIPAL;
        event->slot[WD_SLOT_PRINCIPAL] = whole;
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        return;
    }
}

void wd_evidence_drop_half_address(struct wd_event *event)
{
    take_whole_identity(event);

    struct wd_str name = event->slot[WD_SLOT_PRINCIPAL];

    if (wd_home_is_disguised(name))
        event->doubts |= WD_DOUBT_PRINCIPAL;
    if (name.len == 0 || event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_FIELD)
        return;
    for (size_t i = 0; i < event->text_count; i++) {
        if (!is_half_in(event->texts[i].s, name))
            continue;
        wd_event_unset(event, WD_SLOT_PRINCIPAL);
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        event->doubts |= WD_DOUBT_PRINCIPAL;
        return;
    }
}
