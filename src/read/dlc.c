/* Answers of PAI DLC's API: a job with its reason, or the lines of a pod. */
#include "read/alibaba.h"
#include "read/text/streams.h"

bool wd_dlc_recognise(struct wd_reading *r)
{
    return (wd_field_str(r, r->root, "JobId").len > 0 ||
            wd_field_str(r, r->root, "PodId").len > 0) &&
           (wd_there(wd_field(r, r->root, "Logs")) || wd_there(wd_field(r, r->root, "Events")) ||
            wd_there(wd_field(r, r->root, "ReasonCode")) ||
            wd_there(wd_field(r, r->root, "ReasonMessage")));
}

/* A text of lines is full: it is told, and another one begins. */
static void tell(struct wd_reading *r, struct wd_buf *all)
{
    wd_add_of_list(r, wd_arena_copy(r->arena, wd_buf_str(all)), WD_TEXT_MESSAGE);
    wd_buf_clear(all);
}

/* The lines are one text: a block of several lines needs its neighbours. */
static void read_lines(struct wd_reading *r, struct wd_jv lines)
{
    struct wd_buf all;

    wd_buf_init(&all, (size_t)(WD_JOIN_BYTES_MAX));
    for (struct wd_jiter it = wd_jv_iter(lines); wd_jiter_next(&it);) {
        struct wd_str line = wd_jv_str(it.value);
        if (!wd_candidate(r, line) && all.len == 0)
            continue;
        if (all.len + line.len + 1 > WD_JOIN_BYTES_MAX)
            tell(r, &all);
        if (line.len >= WD_JOIN_BYTES_MAX) {
            wd_add_of_list(r, line, WD_TEXT_MESSAGE);
            continue;
        }
        wd_buf_put(&all, line);
        wd_buf_putc(&all, '\n');
    }
    tell(r, &all);
    wd_buf_done(&all);
}

void wd_dlc_read(struct wd_reading *r)
{
    static const char *const times[] = {"GmtFinishTime", "GmtFailedTime", "GmtCreateTime", NULL};
    struct wd_str reason = wd_field_str(r, r->root, "ReasonCode");

    r->event->system = WD_SYSTEM_ALIBABA_DLC;
    wd_event_time(r->event, wd_first_str(r, r->root, times));
    wd_set(r, WD_SLOT_JOB, wd_field_str(r, r->root, "JobId"));
    wd_set(r, WD_SLOT_SERVICE, WD_STR("paidlc"));
    wd_set(r, WD_SLOT_REASON, reason);
    wd_set(r, WD_SLOT_REQUEST_ID, wd_field_str(r, r->root, "RequestId"));
    wd_event_add_text(r->event, wd_field_str(r, r->root, "ReasonMessage"), WD_TEXT_MESSAGE);
    read_lines(r, wd_field(r, r->root, "Logs"));
    read_lines(r, wd_field(r, r->root, "Events"));
    wd_failures_read(r, r->root); /* pods and their events, of a job that was asked for with them */
    for (size_t i = 0; i < r->event->text_count; i++)
        wd_denied_detail_in_text(r, r->event->texts[i].s);
    if (wd_alibaba_kind(r, reason, WD_STR_NONE) == WD_KIND_DENIAL)
        r->event->kind = WD_KIND_DENIAL;
    else
        wd_judge_texts(r);
    wd_texts_facts(r);
}
