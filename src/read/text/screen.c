/* One pass over a text for all words of a list.
 *
 * Three tables say which words a byte may begin, continue and continue further; only where the
 * same word survives all three is it compared. Most lines of most logs end here. In a word a blank
 * stands for nothing, a blank, '_' or '-', so "api key" finds API_KEY; '_' for one of the three.
 * Letters match in any case. */
#include "read/text/screen.h"
#include "whydenied/base/char.h"

static char folded(char c)
{
    if (wd_is_upper(c))
        return (char)(c + ('a' - 'A'));
    return c;
}

static bool is_separator(char c)
{
    return c == ' ' || c == '_' || c == '-';
}

size_t wd_word_at(struct wd_str s, const char *word)
{
    size_t i = 0;

    for (; *word; word++) {
        bool separator = i < s.len && is_separator(s.ptr[i]);
        if (*word == ' ') {
            i += separator;
            continue;
        }
        if (i >= s.len || (*word == '_' ? !separator : folded(s.ptr[i]) != *word))
            return 0;
        i++;
    }
    return i;
}

bool wd_number_alone(struct wd_str s, size_t at, size_t len)
{
    return !wd_is_digit(s.ptr[at]) || ((at == 0 || !wd_is_digit(s.ptr[at - 1])) &&
                                       (at + len >= s.len || !wd_is_digit(s.ptr[at + len])));
}

static void allow(uint64_t table[256], char c, uint64_t bit)
{
    table[(unsigned char)c] |= bit;
    if (c == '_')
        table[' '] |= bit, table['-'] |= bit;
    if (wd_is_lower(c))
        table[(unsigned char)(c - ('a' - 'A'))] |= bit;
}

static void allow_all(uint64_t table[256], uint64_t bit)
{
    for (size_t i = 0; i < 256; i++)
        table[i] |= bit;
}

void wd_screen_init(struct wd_screen *screen, const struct wd_word *words, size_t count)
{
    uint64_t *const tables[] = {screen->first, screen->second, screen->third};

    memset(screen, 0, sizeof *screen);
    screen->words = words;
    for (size_t w = 0; w < count && w < 64; w++) {
        uint64_t bit = (uint64_t)1 << w;
        bool open = false; /* past a blank, or the word's end, any byte may stand */
        for (size_t i = 0; i < 3; i++) {
            open = open || words[w].text[i] == ' ' || words[w].text[i] == '\0';
            if (open)
                allow_all(tables[i], bit);
            else
                allow(tables[i], words[w].text[i], bit);
        }
    }
}

static unsigned groups_at(const struct wd_word *words, struct wd_str s, size_t at, uint64_t mask)
{
    unsigned groups = 0;

    while (mask) {
        unsigned w = (unsigned)__builtin_ctzll(mask);
        size_t len = wd_word_at(wd_str_from(s, at), words[w].text);
        if (len > 0 && wd_number_alone(s, at, len))
            groups |= words[w].group;
        mask &= mask - 1;
    }
    return groups;
}

unsigned wd_screen_scan(const struct wd_screen *screen, struct wd_str s)
{
    const unsigned char *at = (const unsigned char *)s.ptr;
    unsigned groups = 0;

    for (size_t i = 0; i + 2 < s.len; i++) { /* the only branch is one that is hardly ever taken */
        uint64_t mask = screen->first[at[i]] & screen->second[at[i + 1]] & screen->third[at[i + 2]];
        if (mask)
            groups |= groups_at(screen->words, s, i, mask);
    }
    if (s.len >= 2) /* the third byte of a word may stand for nothing */
        groups |= groups_at(screen->words, s, s.len - 2,
                            screen->first[at[s.len - 2]] & screen->second[at[s.len - 1]]);
    return groups;
}
