/* Cloud Build: the LogEntry of one line of a build's log, and the Build resource itself (`gcloud
 * builds describe`), which names the account that needs the grant. */
#include "read/text/rows.h"
#include "read/text/text.h"

bool wd_build_recognise(struct wd_reading *r)
{
    bool loose = r->loose;

    if (!wd_entry_is(r))
        r->loose = true;
    struct wd_str name = wd_field_str(r, r->root, "logName");
    if (wd_str_eq(wd_path_str(r, r->root, "resource.type"), WD_STR("build")) ||
        wd_str_ends(name, WD_STR("/logs/cloudbuild")))
        return true;
    r->loose = loose;
    return false;
}

void wd_build_read(struct wd_reading *r)
{
    struct wd_str text = wd_field_str(r, r->root, "textPayload");

    wd_entry_read(r);
    r->event->system = WD_SYSTEM_CLOUD_BUILD;
    r->stream = r->event->slot[WD_SLOT_BUILD];
    r->source = wd_rows_source_of_entry(r);
    if (text.len == 0)
        text = wd_path_str(r, r->root, "jsonPayload.message");
    wd_read_line(r, wd_text_plain(r->arena, text));
}

/* A Build has an id, a status word and steps or options; nothing else that is logged has all. */
bool wd_build_resource_recognise(struct wd_reading *r)
{
    return wd_field_str(r, r->root, "status").len > 0 && wd_field_str(r, r->root, "id").len > 0 &&
           (wd_there(wd_field(r, r->root, "steps")) ||
            wd_there(wd_field(r, r->root, "failureInfo")) ||
            wd_there(wd_field(r, r->root, "logsBucket")));
}

static void read_texts(struct wd_reading *r)
{
    struct wd_jv warnings = wd_field(r, r->root, "warnings");

    wd_event_add_text(r->event, wd_path_str(r, r->root, "failureInfo.detail"), WD_TEXT_MESSAGE);
    wd_event_add_text(r->event, wd_field_str(r, r->root, "statusDetail"), WD_TEXT_DETAIL);
    for (struct wd_jiter it = wd_jv_iter(warnings); wd_jiter_next(&it);)
        wd_add_of_list(r, wd_field_str(r, it.value, "text"), WD_TEXT_DETAIL);
}

static bool is_denied_type(struct wd_str failure)
{
    static const char *const types[] = {"PUSH_NOT_AUTHORIZED", "PUSH_IMAGE_NOT_AUTHORIZED",
                                        "FETCH_SOURCE_NOT_AUTHORIZED", NULL};

    return wd_one_of(failure, types);
}

void wd_build_resource_read(struct wd_reading *r)
{
    struct wd_event *event = r->event;
    struct wd_str failure = wd_path_str(r, r->root, "failureInfo.type");
    static const char *const times[] = {"finishTime", "startTime", "createTime", NULL};

    event->system = WD_SYSTEM_CLOUD_BUILD;
    wd_event_time(event, wd_first_str(r, r->root, times));
    wd_set(r, WD_SLOT_PRINCIPAL, wd_last_part(wd_field_str(r, r->root, "serviceAccount"), '/'));
    wd_set(r, WD_SLOT_BUILD, wd_field_str(r, r->root, "id"));
    wd_set(r, WD_SLOT_PROJECT, wd_field_str(r, r->root, "projectId"));
    wd_set(r, WD_SLOT_SERVICE, WD_STR("cloudbuild.googleapis.com"));
    wd_set(r, WD_SLOT_REASON, failure);
    read_texts(r);
    if (is_denied_type(failure)) {
        event->kind = WD_KIND_DENIAL;
        event->structured = true;
    } else {
        wd_judge_texts(r);
    }
    event->dedup = wd_key("build", event->slot[WD_SLOT_BUILD], WD_STR_NONE, WD_STR_NONE);
}
