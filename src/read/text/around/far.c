/* What a line far below a refusal says of it: the very call went well, its account was given the role or is gone, or, naming nothing,
 * a try of it succeeded. Only what names the refused says so, for much else is done in between (read/text/awaited.h). */
#include "read/text/around/around.h"

static void take(struct wd_around *around, const struct wd_reading *r)
{
    wd_around_take_below(around, r);
    around->far = true;
}

unsigned wd_around_far_doubts(const struct wd_reading *r)
{
    struct wd_around around;

    take(&around, r);
    if (wd_around_is_got(&around) || wd_around_is_named_again(&around) ||
        wd_around_is_mended(&around) || wd_around_is_done(&around))
        return WD_DOUBT_ASIDE | WD_DOUBT_LATER;
    if (wd_around_is_attached(&around) || wd_around_is_overtaken(&around))
        return WD_DOUBT_ASIDE;
    return wd_around_is_answered(&around) ? WD_DOUBT_WALL : 0;
}

/* "INFO retry 2/3 succeeded" */
unsigned wd_around_far_tried(const struct wd_reading *r)
{
    struct wd_around around;

    take(&around, r);
    if (around.after_count == 0 || !wd_around_names_nothing_else(around.after[0].text, WD_STR_NONE))
        return 0;
    around.after_count = 1;
    return wd_around_tried(&around) & WD_DOUBT_LATER ? WD_DOUBT_ASIDE | WD_DOUBT_LATER : 0;
}

bool wd_around_may_end(struct wd_signs *signs, struct wd_str line)
{
    static const char *const gives[] = {"attached", "added to ", "grant "}; /* attached.c */

    wd_signs_make(signs);
    return WD_STR_IHAS_ANY(line, gives) || wd_text_tells_of_success(line) ||
           wd_signs_of(signs, line) != 0;
}

bool wd_around_is_of_another_try(struct wd_str line)
{
    static const char *const tries[] = {"attempt ",  "retry",     "timed out", "timeout",
                                        "exception", "traceback", "error"};

    return WD_STR_IHAS_ANY(line, tries) && !wd_around_names_nothing_else(line, WD_STR_NONE);
}
