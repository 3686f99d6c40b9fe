/* One pass over a text for all words that could make it matter.
 *
 * Three tables say which words a byte may begin, continue and continue further; only where the same
 * word survives all three is it compared. Most lines of most logs end here. In a word a blank stands
 * for nothing, a blank, '_' or '-', so "api key" finds API_KEY; letters match in any case. */
#include "normalise/screen.h"

struct word {
    const char *text;
    unsigned group;
};

/* The marker words (at most 32: DESIGN's rule), then what opens a message of several lines, names
 * things, marks a dialect or an object. 限 is in 権限 and 权限, 拒 in 拒否 and 拒绝, 許可 in アクセス許可. */
static const struct word words[] = {
    {"denied", WD_WORD_STRONG},
    {"permission", WD_WORD_STRONG},
    {"forbidden", WD_WORD_STRONG},
    {"authoriz", WD_WORD_STRONG},
    {"authentic", WD_WORD_STRONG},
    {"401", WD_WORD_STRONG},
    {"403", WD_WORD_STRONG},
    {"assum", WD_WORD_STRONG},
    {"privilege", WD_WORD_STRONG},
    {"does not have", WD_WORD_STRONG},
    {"\xe9\x99\x90", WD_WORD_STRONG},
    {"\xe6\x8b\x92", WD_WORD_STRONG},
    {"\xe8\xa8\xb1\xe5\x8f\xaf", WD_WORD_STRONG},
    {"api key", WD_WORD_WEAK},
    {"access key", WD_WORD_WEAK},
    {"billing", WD_WORD_WEAK},
    {"blocked", WD_WORD_WEAK},
    {"constraint", WD_WORD_WEAK},
    {"credential", WD_WORD_WEAK},
    {"disable", WD_WORD_WEAK},
    {"exceed", WD_WORD_WEAK},
    {"expired", WD_WORD_WEAK},
    {"invalid", WD_WORD_WEAK},
    {"listen on", WD_WORD_WEAK},
    {"no right", WD_WORD_WEAK},
    {"not belong", WD_WORD_WEAK},
    {"not exist", WD_WORD_WEAK},
    {"not found", WD_WORD_WEAK},
    {"polic", WD_WORD_WEAK},
    {"server error", WD_WORD_WEAK | WD_WORD_OPENS},
    {"service account", WD_WORD_WEAK},
    {"token", WD_WORD_WEAK},
    {"traceback (most", WD_WORD_OPENS},
    {"sdkerror:", WD_WORD_OPENS},
    {"sdk.clienterror", WD_WORD_OPENS},
    {"logexception:", WD_WORD_OPENS},
    {"odps-", WD_WORD_OPENS},
    {"<error>", WD_WORD_OPENS},
    {"response executing", WD_WORD_OPENS},
    {"error: (gcloud.", WD_WORD_OPENS | WD_WORD_DIALECT},
    {"starting build", WD_WORD_CONTEXT},
    {"pushing ", WD_WORD_CONTEXT},
    {"push refers to", WD_WORD_CONTEXT},
    {"logged in as:", WD_WORD_CONTEXT},
    {"view project at", WD_WORD_CONTEXT},
    {"step #", WD_WORD_DIALECT},
    {"wandb", WD_WORD_DIALECT},
    {"w&b api", WD_WORD_DIALECT},
    {"{\"", WD_WORD_JSON},
    {"x-oss-err", WD_WORD_HEADER},
};
enum { WORDS = sizeof words / sizeof *words };
_Static_assert(WORDS <= 64, "a word is a bit");

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

size_t wd_word_at(struct wd_str s, const char *word)
{
    size_t i = 0;

    for (; *word; word++) {
        if (*word == ' ') {
            if (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '_' || s.ptr[i] == '-'))
                i++;
            continue;
        }
        if (i >= s.len || folded(s.ptr[i]) != *word)
            return 0;
        i++;
    }
    return i;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool wd_number_alone(struct wd_str s, size_t at, size_t len)
{
    return !is_digit(s.ptr[at]) || ((at == 0 || !is_digit(s.ptr[at - 1])) &&
                                    (at + len >= s.len || !is_digit(s.ptr[at + len])));
}

static void allow(uint64_t table[256], char c, uint64_t bit)
{
    table[(unsigned char)c] |= bit;
    if (c >= 'a' && c <= 'z')
        table[(unsigned char)(c - ('a' - 'A'))] |= bit;
}

static void allow_all(uint64_t table[256], uint64_t bit)
{
    for (size_t i = 0; i < 256; i++)
        table[i] |= bit;
}

void wd_screen_init(struct wd_screen *screen)
{
    uint64_t *const tables[] = {screen->first, screen->second, screen->third};

    memset(screen, 0, sizeof *screen);
    for (size_t w = 0; w < WORDS; w++) {
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

static unsigned groups_at(struct wd_str s, size_t at, uint64_t mask)
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
    unsigned groups = 0;

    for (size_t i = 0; i + 1 < s.len; i++) {
        uint64_t mask = screen->first[(unsigned char)s.ptr[i]];
        if (!mask)
            continue;
        mask &= screen->second[(unsigned char)s.ptr[i + 1]];
        if (mask && i + 2 < s.len)
            mask &= screen->third[(unsigned char)s.ptr[i + 2]];
        if (mask)
            groups |= groups_at(s, i, mask);
    }
    return groups;
}
