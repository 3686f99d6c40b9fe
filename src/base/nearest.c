/* The name that a mistyped word was meant to be: letters changed, left out, put in, or two in the wrong order. */
#include "whydenied/base/nearest.h"

#include <stdbool.h>
#include <string.h>

enum { WORD_MAX = 63, FAR = 99 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many single-letter edits lie between two names (Levenshtein); *ret_start: between the first and the nearest
 * beginning of the second. */
static size_t distance(const char *a, const char *b, size_t *ret_start)
{
    size_t row[WORD_MAX + 1], la = strlen(a), lb = strlen(b);

    *ret_start = FAR;
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
    for (size_t j = 0; j <= lb; j++)
        *ret_start = least(*ret_start, row[j]);
    return row[lb];
}

/* Two neighbours that changed places: one slip, though two edits. */
static bool is_swapped(const char *a, const char *b)
{
    size_t n = strlen(a), i = 0;

    while (i < n && a[i] == b[i])
        i++;
    return i + 1 < n && strlen(b) == n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
           strcmp(a + i + 2, b + i + 2) == 0;
}

/* A long name may be missed by more letters than a short one. */
static size_t allowed(size_t letters)
{
    return letters <= 4 ? 1 : least(letters / 3 > 2 ? letters / 3 : 2, 6);
}

void wd_nearest_look(struct wd_nearest *nearest, const char *name)
{
    size_t n = strlen(nearest->word);
    size_t start, d = distance(nearest->word, name, &start);

    if (n > 2 && start < n / 3) /* the beginning of a name, perhaps with a slip of its own */
        d = least(d, start + 1);
    if (is_swapped(nearest->word, name))
        d = 1;
    if (d <= allowed(n) && (!nearest->name || d < nearest->best)) {
        nearest->name = name;
        nearest->best = d;
    }
}

void wd_nearest_tell(struct wd_buf *out, const char *word, wd_nearest_names names,
                     const void *context)
{
    struct wd_nearest nearest = {.word = word};

    for (size_t i = 0; names(context, i); i++)
        wd_nearest_look(&nearest, names(context, i));
    if (nearest.name)
        wd_buf_printf(out, "; did you mean %s? (", nearest.name);
    else
        wd_buf_putz(out, "; there are ");
    for (size_t i = 0; names(context, i); i++)
        wd_buf_printf(out, "%s%s", i > 0 ? ", " : "", names(context, i));
    if (nearest.name)
        wd_buf_putc(out, ')');
}
