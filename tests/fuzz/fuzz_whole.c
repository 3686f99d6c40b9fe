/* Any bytes as a log, through the whole program: sums that hold, no ready command that is not its argv, no control byte in any
 * format; and what was left out makes the report incomplete and the exit status tell. */
#include "whole.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct whole whole;
    uint64_t skipped = 0;
    struct wd_error err;

    whole_run(data, size, &whole);
    MUST(wd_totals_check(&whole.totals, &err) == 0);
    for (size_t i = 0; i < WD_SKIP_COUNT; i++)
        if (i != WD_SKIP_OUTSIDE)
            skipped += whole.totals.skipped[i];
    MUST(skipped == 0 || !whole.complete);
    return 0;
}
