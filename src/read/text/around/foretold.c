/* Some lines above it is said of what is about to be done that it is to be refused: a dry run, a probe. The words are announced.c's. */
#include "read/text/around/around.h"
#include "read/text/command.h"

enum { ABOVE_MAX = 6 };

/* What is told of what is about to be done holds for the lines that the program prints on its way there, too. */
bool wd_around_is_foretold(const struct wd_around *around)
{
    static const char *const foretold[] = {
        "would fail:",   "the following would ", "is expected",        "expected to fail",
        "expecting 403", "expecting a 403",      "expecting http 403", "expecting refus"};

    for (size_t i = 0; i < around->before_count && i < ABOVE_MAX; i++) {
        const struct wd_nearby *above = &around->before[i];
        if (wd_command_called(above->text).len > 0 ||
            wd_signs_in(around, WD_SIGNS_REFUSAL, above->signs))
            return false;
        if (wd_signs_in(around, WD_SIGNS_PHRASE, above->signs) &&
            WD_STR_IHAS_ANY(above->text, foretold))
            return true;
    }
    return false;
}
