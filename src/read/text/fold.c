/* Lines that a terminal, a mail or `fold` broke in the middle of a word. Nothing tells "acme-d" and "ata-prod" from
 * two words; so whatever might be one is taken for one, and costs its denial no more than the ready command. */
#include "whydenied/base/char.h"
#include "whydenied/read.h"

enum { FOLDED_FROM = 60 }; /* bytes from which a line may have been folded */

static bool goes_on(char c)
{
    return wd_is_alnum(c) || wd_char_in(c, "-_.@/");
}

/* Words that begin a line of their own, whatever stands above it: "error: …", "exit status 1". */
static bool begins_a_line(struct wd_str next)
{
    static const char *const words[] = {"exit", "exiting", "at", "npm", "make", "gcloud", "error"};
    struct wd_str first = wd_str_cut(&next, ' ');

    return (first.len > 0 && (first.ptr[first.len - 1] == ':' || wd_is_upper(first.ptr[0]))) ||
           WD_STR_IN(first, words);
}

/* "2026-11-20T10:00:00Z …": the next line has a time of its own. */
static bool begins_with_time(struct wd_str next)
{
    return wd_is_digit(next.ptr[0]) && wd_str_has(wd_str_sub(next, 0, 24), WD_STR(":"));
}

bool wd_text_breaks_word(struct wd_str line, struct wd_str next)
{
    return line.len >= FOLDED_FROM && next.len > 0 && goes_on(line.ptr[line.len - 1]) &&
           goes_on(next.ptr[0]) && !begins_with_time(next) && !begins_a_line(next);
}
