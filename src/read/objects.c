/* Objects that tell a refusal in a named place: Kubernetes' API objects (events, pods), the event
 * centre of Log Service, conditions of Cloud Run and Knative, the result of an Ansible task. */
#include "read/text/streams.h"

/* {"eventId": {"message": …, "involvedObject": …}}: Log Service's event centre (ACK's npd exporter), or event_id. */
static struct wd_jv centre_of(const struct wd_reading *r)
{
    struct wd_jv inner = wd_jv_get(r->root, "eventId");

    return wd_there(inner) ? inner : wd_jv_get(r->root, "event_id");
}

static struct wd_jv event_of(const struct wd_reading *r)
{
    struct wd_jv inner = centre_of(r);

    return wd_jv_type(inner) == WD_JSON_OBJECT ? inner : r->root;
}

static bool is_kubernetes(struct wd_jv v)
{
    return wd_jv_type(wd_jv_get(v, "involvedObject")) == WD_JSON_OBJECT ||
           (wd_jv_str(wd_jv_get(v, "apiVersion")).len > 0 &&
            wd_jv_str(wd_jv_get(v, "kind")).len > 0 &&
            wd_jv_type(wd_jv_get(v, "status")) == WD_JSON_OBJECT);
}

/* Cloud Run's own objects, whose conditions nobody but the service writes: as its interface and its client's `describe` print them,
 * where a cluster's Knative has no such label. https://cloud.google.com/run/docs/reference/rest/v1/namespaces.services */
static bool is_run(struct wd_jv v)
{
    return wd_jv_type(wd_jv_get(v, "terminalCondition")) == WD_JSON_OBJECT ||
           (wd_str_starts(wd_jv_str(wd_jv_get(v, "apiVersion")), WD_STR("serving.knative.dev/")) &&
            wd_there(wd_jv_at(v, "/metadata/labels/cloud.googleapis.com~1location")));
}

static bool is_task(struct wd_jv v)
{
    return wd_there(wd_jv_get(v, "rc")) && wd_jv_str(wd_jv_get(v, "stderr")).len > 0;
}

bool wd_object_recognise(struct wd_reading *r)
{
    struct wd_jv event = event_of(r);
    bool centre = wd_jv_type(centre_of(r)) == WD_JSON_OBJECT &&
                  wd_jv_str(wd_jv_get(event, "message")).len > 0;

    return centre || is_kubernetes(r->root) || is_run(r->root) || is_task(r->root);
}

/* Conditions that do not hold, by Knative's word or Cloud Run's. */
static bool holds(struct wd_jv condition)
{
    struct wd_str status = wd_jv_str(wd_jv_get(condition, "status"));
    struct wd_str state = wd_jv_str(wd_jv_get(condition, "state"));

    return wd_str_eqz(status, "True") || wd_str_eqz(state, "CONDITION_SUCCEEDED");
}

static void add(struct wd_reading *r, struct wd_jv v)
{
    struct wd_str s = wd_jv_str(v);

    for (size_t i = 0; i < r->event->text_count; i++)
        if (wd_str_eq(r->event->texts[i].s, s))
            return; /* Ready repeats what another condition says */
    wd_add_of_list(r, s, WD_TEXT_MESSAGE);
}

static void read_conditions(struct wd_reading *r, struct wd_jv conditions)
{
    for (struct wd_jiter it = wd_jv_iter(conditions); wd_jiter_next(&it);)
        if (!holds(it.value) || wd_condition_is_of_failure(it.value))
            add(r, wd_jv_get(it.value, "message"));
}

static void read_containers(struct wd_reading *r, struct wd_jv statuses)
{
    for (struct wd_jiter it = wd_jv_iter(statuses); wd_jiter_next(&it);) {
        add(r, wd_jv_at(it.value, "/state/waiting/message"));
        add(r, wd_jv_at(it.value, "/state/terminated/message"));
        add(r, wd_jv_at(it.value, "/lastState/terminated/message"));
    }
}

static void read_time(struct wd_reading *r, struct wd_jv event)
{
    static const char *const names[] = {"lastTimestamp", "eventTime",      "updateTime",
                                        "createTime",    "firstTimestamp", NULL};
    struct wd_str sls = wd_scalar_str(r, wd_jv_get(r->root, "__time__"));

    wd_event_time(r->event, sls.len > 0 ? sls : wd_first_str(r, event, names));
}

void wd_object_read(struct wd_reading *r)
{
    struct wd_jv event = event_of(r);
    struct wd_jv status = wd_jv_get(event, "status");

    if (!is_run(event) &&
        !is_task(
            event)) { /* controllers, drivers and programs that end write there what they like */
        r->voice = WD_VOICE_APPLICATION;
        wd_speak(r, r->voice);
    }
    read_time(r, event);
    r->event->system = is_run(event)    ? WD_SYSTEM_CLOUD_RUN
                       : is_task(event) ? WD_SYSTEM_OTHER
                                        : WD_SYSTEM_GKE;
    add(r, wd_jv_get(event, "message"));
    if (is_task(event))
        add(r, wd_jv_get(event, "stderr"));
    add(r, wd_jv_get(status, "message"));
    add(r, wd_jv_at(event, "/terminalCondition/message"));
    read_conditions(r, wd_jv_get(event, "conditions"));
    read_conditions(r, wd_jv_get(status, "conditions"));
    read_containers(r, wd_jv_get(status, "initContainerStatuses"));
    read_containers(r, wd_jv_get(status, "containerStatuses"));
    wd_failures_read(r, event);
    wd_judge_texts(r);
    wd_texts_facts(r);
}

/* As whom what is described runs: a pipelineJob's and a custom job's serviceAccount, a job's of BigQuery user_email, as
 * INFORMATION_SCHEMA.JOBS has it, too (https://cloud.google.com/bigquery/docs/information-schema-jobs). Likely who was refused, if the words name nobody: a service may have done its part by another identity. */
void wd_described_account(struct wd_reading *r, struct wd_jv v)
{
    static const char *const names[] = {"user_email",
                                        "serviceAccount",
                                        "serviceAccountEmail",
                                        "/jobSpec/serviceAccount",
                                        "/serviceConfig/serviceAccountEmail",
                                        NULL};
    struct wd_str account = WD_STR_NONE;

    if (!wd_there(wd_jv_get(v, "state")) && !wd_there(wd_jv_get(v, "status")) &&
        !wd_there(wd_jv_get(v, "error_result")))
        return;
    for (const char *const *name = names; *name && account.len == 0; name++)
        account =
            (*name)[0] == '/' ? wd_jv_str(wd_jv_at(v, *name)) : wd_jv_str(wd_jv_get(v, *name));
    if (wd_str_find_char(account, '@') == WD_NPOS)
        return;
    wd_set_carrier(r, WD_SLOT_PRINCIPAL, wd_last_part(account, '/'));
    if (r->event->source[WD_SLOT_PRINCIPAL] == WD_SOURCE_CARRIER)
        r->event->doubts |= WD_DOUBT_READ;
}
