#include "app/nearest.h"

#include <string.h>

enum { WORD_MAX = 63, FAR = 99, NEAR_LETTERS = 2 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many single-letter edits lie between two names (Levenshtein). */
static size_t distance(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1], la = strlen(a), lb = strlen(b);

    if (lb > WORD_MAX || la > WORD_MAX)
        return FAR;
    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(change, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[lb];
}

/* A long name may be missed by more letters; of a short one something must be right. What begins as it was written is
 * near as well: "openmetric", "missing". */
static size_t allowed(const char *word)
{
    size_t n = strlen(word);

    return n < 3 ? 1 : least(n / 3 > NEAR_LETTERS ? n / 3 : NEAR_LETTERS, 6);
}

void wd_nearest_look(struct wd_nearest *nearest, const char *name)
{
    size_t n = strlen(nearest->word);
    size_t d = distance(nearest->word, name);

    if (n > 2 && strncmp(nearest->word, name, n) == 0)
        d = least(d, 1);
    if (d <= allowed(nearest->word) && (!nearest->name || d < nearest->best)) {
        nearest->name = name;
        nearest->best = d;
    }
}
