/* One line for the subject of a mail: "whydenied: 1 new, 1 back, 8 ongoing", or, where no nights are kept,
 * "whydenied: 13 problems, 4 of them high, 728 denials". Words and numbers of ours only. */
#include "report/document/stand.h"
#include "report/writer.h"
#include "whydenied/report/value.h"

enum {
    STATUSES = WD_STAND_STATUSES,
    ALWAYS = 2 /* "0 new, 0 back" is an answer */
};

struct tally {
    uint64_t status[STATUSES], problems, high;
    bool nights;
};

static void count_one(struct tally *tally, const struct wd_stand *stand)
{
    if (stand->lookalike)
        return;
    tally->problems++;
    tally->high += stand->high;
    tally->nights = tally->nights || stand->status;
    for (size_t i = 0; stand->status && i < STATUSES; i++)
        tally->status[i] += wd_stand_statuses[i] == stand->status;
}

static int count_all(struct wd_document *document, struct tally *tally, struct wd_error *err)
{
    for (size_t i = 0; i < wd_document_count(document); i++) {
        struct wd_stand stand;

        if (wd_stand_of(document, i, &stand, err) < 0)
            return -1;
        count_one(tally, &stand);
    }
    return 0;
}

static void put_statuses(struct wd_output *out, const struct tally *tally)
{
    const char *between = "";

    for (size_t i = 0; i < STATUSES; i++) {
        if (i >= ALWAYS && !tally->status[i])
            continue;
        wd_output_printf(out, "%s%llu %s", between, (unsigned long long)tally->status[i],
                         wd_stand_statuses[i]);
        between = ", ";
    }
}

int wd_write_subject(struct wd_document *document, const struct wd_report_options *options,
                     struct wd_output *out, struct wd_error *err)
{
    const json_t *head = wd_document_head(document);
    uint64_t denials = wd_value_sum(head, "denials");
    struct tally tally = {.nights = json_object_get(head, "night") != NULL};

    (void)options;
    if (count_all(document, &tally, err) < 0)
        return -1;
    wd_output_putz(out, "whydenied: ");
    if (json_is_false(json_object_get(head, "complete")))
        wd_output_putz(out, "INCOMPLETE, ");
    if (tally.nights)
        put_statuses(out, &tally);
    else
        wd_output_printf(out, "%llu problem%s, %llu of them high, %llu denial%s",
                         (unsigned long long)tally.problems, tally.problems == 1 ? "" : "s",
                         (unsigned long long)tally.high, (unsigned long long)denials,
                         denials == 1 ? "" : "s");
    wd_output_putz(out, "\n");
    return 0;
}
