/* "no longer lacks", "is not explicitly denied", "未被拒绝": a sentence that says that nothing was refused. A negation reaches over
 * adverbs and forms of "be" and over nothing else: "not found, denied" refuses. */
#include "read/text/struck.h"

#include "read/text/screen.h"
#include "whydenied/base/char.h"

enum { ADVERBS = 3 };

static bool is_of_word(char c)
{
    return wd_is_letter(c) || c == '\'';
}

/* The word that ends right before `at`, one blank between. */
static struct wd_str word_before(struct wd_str s, size_t at)
{
    size_t end = at, from;

    if (end == 0 || s.ptr[end - 1] != ' ')
        return WD_STR_NONE;
    from = --end;
    while (from > 0 && is_of_word(s.ptr[from - 1]))
        from--;
    return wd_str_sub(s, from, end - from);
}

static bool is_adverb(struct wd_str word)
{
    static const char *const words[] = {"be",  "been",  "being", "yet",          "ever", "now",
                                        "any", "again", "still", "ausdrücklich", "mehr"};

    return WD_STR_IIN(word, words) ||
           (word.len > 4 && wd_str_ends(word, WD_STR("ly")) && !wd_str_ieq(word, WD_STR("only")));
}

static bool negates(struct wd_str s, struct wd_str word)
{
    static const char *const words[] = {"not",     "never",   "isn't",  "wasn't",
                                        "weren't", "aren't",  "hasn't", "haven't",
                                        "didn't",  "doesn't", "nicht"};

    if (wd_str_ieq(word, WD_STR("longer")))
        return wd_str_ieq(word_before(s, (size_t)(word.ptr - s.ptr)), WD_STR("no"));
    return WD_STR_IIN(word, words);
}

static bool is_negated(struct wd_str s, size_t at)
{
    for (size_t i = 0; i <= ADVERBS; i++) {
        struct wd_str word = word_before(s, at);
        if (word.len == 0)
            return false;
        if (negates(s, word))
            return true;
        if (!is_adverb(word))
            return false;
        at = (size_t)(word.ptr - s.ptr);
    }
    return false;
}

static bool may_begin(char c)
{
    return c == 'd' || c == 'r' || c == 'f' || c == 'b' || c == 'l' || c == 'm' || c == 'v';
}

static bool strike_denied(struct wd_struck *struck, struct wd_str line)
{
    static const char *const words[] = {"denied", "refused", "rejected", "forbidden", "blocked",
                                        "lacks",  "lacking", "lack",     "missing",   "verweigert"};
    bool done = false;

    for (size_t gap, at = 0; (gap = wd_str_find_char(wd_str_from(line, at), ' ')) != WD_NPOS;) {
        at += gap + 1;
        if (at == line.len || !may_begin(line.ptr[at]))
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t len = words[i][0] == line.ptr[at] ? strlen(words[i]) : 0;
            if (len == 0 || !wd_str_starts(wd_str_from(line, at), wd_str_of(words[i])) ||
                wd_is_letter(wd_str_at(line, at + len)) || !is_negated(line, at))
                continue;
            wd_strike(struck, at, len);
            done = true;
        }
    }
    return done;
}

/* Phrases of other languages, whole. */
static const char *const phrases[] = {
    "\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d",             /* 未被拒绝 */
    "\xe6\x9c\xaa\xe8\xa2\xab\xe6\x8b\x92\xe7\xb5\x95",             /* 未被拒絕 */
    "\xe6\xb2\xa1\xe6\x9c\x89\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d", /* 没有被拒绝 */
    "\xe6\xb2\xa1\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d",             /* 没被拒绝 */
    "\xe6\xb2\x92\xe6\x9c\x89\xe8\xa2\xab\xe6\x8b\x92\xe7\xb5\x95", /* 沒有被拒絕 */
    "\xe4\xb8\x8d\xe5\x86\x8d\xe6\x8b\x92\xe7\xbb\x9d",             /* 不再拒绝 */
    "\xe4\xb8\x8d\xe5\x86\x8d\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d", /* 不再被拒绝 */
    "\xe4\xb8\x8d\xe5\x86\x8d\xe7\xbc\xba\xe5\xb0\x91",             /* 不再缺少 */
    "\xe4\xb8\x8d\xe5\x86\x8d\xe7\xbc\xba\xe4\xb9\x8f",             /* 不再缺乏 */
    "\xe5\xb9\xb6\xe6\x9c\xaa\xe6\x8b\x92\xe7\xbb\x9d",             /* 并未拒绝 */
    "拒否されていません",
    "拒否されません",
    "拒否されていない",
    "\xe6\x8b\x92\xe5\x90\xa6\xe3\x81\x95\xe3\x82\x8c\xe3\x81\xaa",  /* 拒否されな */
    "\xea\xb1\xb0\xeb\xb6\x80\xeb\x90\x98\xec\xa7\x80 \xec\x95\x8a", /* 거부되지 않 */
    "n'est plus refus\xc3\xa9",
    "n'est pas refus\xc3\xa9",
    "ya no est\xc3\xa1 denegad",
    "ya no fue denegad",
    "no fue denegad",
    "n\xc3\xa3o foi negad"};

static bool strike_phrases(struct wd_struck *struck, struct wd_str line)
{
    bool done = false;

    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t at = wd_str_find(line, wd_str_of(phrases[i]));
        if (at == WD_NPOS)
            continue;
        wd_strike(struck, at, strlen(phrases[i]));
        done = true;
    }
    return done;
}

static bool is_ascii(struct wd_str s)
{
    unsigned char all = 0;

    for (size_t i = 0; i < s.len; i++)
        all |= (unsigned char)s.ptr[i];
    return all < 0x80;
}

bool wd_struck_negated(struct wd_struck *struck, struct wd_str line)
{
    bool done;

    if (line.len > sizeof struck->bytes)
        return false;
    done = strike_denied(struck, line);
    return (!is_ascii(line) && strike_phrases(struck, line)) || done;
}
