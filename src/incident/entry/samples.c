/* The records shown of an incident: the smallest by time, then hash; one of each hash. What is kept is redacted. */
#include "incident/table/table.h"

static int compare_places(const struct wd_sample *a, const struct wd_sample *b)
{
    int files = strcmp(a->file, b->file);

    if (files != 0)
        return files;
    if (a->record != b->record)
        return a->record < b->record ? -1 : 1;
    return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static int compare(const struct wd_sample *a, const struct wd_sample *b)
{
    if (a->time != b->time)
        return a->time < b->time ? -1 : 1;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return compare_places(a, b);
}

static void drop(struct wd_incident *incident, unsigned at)
{
    wd_sample_done(&incident->samples[at]);
    incident->sample_count--;
    memmove(&incident->samples[at], &incident->samples[at + 1],
            (incident->sample_count - at) * sizeof incident->samples[0]);
}

/* Equal records were read from several places: the smallest place stays. Returns whether `sample` is
 * still wanted. */
static bool settle_equal(struct wd_incident *incident, const struct wd_sample *sample)
{
    for (unsigned i = 0; i < incident->sample_count; i++)
        if (incident->samples[i].hash == sample->hash) {
            if (compare(&incident->samples[i], sample) <= 0)
                return false;
            drop(incident, i);
            return true;
        }
    return true;
}

void wd_sample_done(struct wd_sample *sample)
{
    free(sample->file);
    free(sample->text);
    free(sample->entry_id);
    free(sample->log_project);
}

static int copy_texts(struct wd_sample *copy, const struct wd_sample *sample)
{
    copy->file = wd_copy_text(wd_str_of(sample->file));
    copy->text = wd_copy_text(wd_str_of(sample->text));
    copy->entry_id = sample->entry_id ? wd_copy_text(wd_str_of(sample->entry_id)) : NULL;
    copy->log_project = sample->log_project ? wd_copy_text(wd_str_of(sample->log_project)) : NULL;
    if (copy->file && copy->text && !copy->entry_id == !sample->entry_id &&
        !copy->log_project == !sample->log_project)
        return 0;
    wd_sample_done(copy);
    return -1;
}

int wd_samples_add(struct wd_incident *incident, const struct wd_sample *sample,
                   struct wd_error *err)
{
    struct wd_sample copy = *sample;
    unsigned at = 0;

    if (!settle_equal(incident, sample))
        return 0;
    while (at < incident->sample_count && compare(&incident->samples[at], sample) < 0)
        at++;
    if (at == WD_SAMPLES_MAX)
        return 0;
    if (copy_texts(&copy, sample) < 0)
        return wd_fail_memory(err);
    if (incident->sample_count == WD_SAMPLES_MAX)
        drop(incident, WD_SAMPLES_MAX - 1);
    memmove(&incident->samples[at + 1], &incident->samples[at],
            (incident->sample_count - at) * sizeof incident->samples[0]);
    incident->samples[at] = copy;
    incident->sample_count++;
    return 0;
}

/* By what Cloud Logging finds the entry again; nothing for what did not come from there. */
static int copy_place(struct wd_sample *sample, const struct wd_event *event)
{
    struct wd_str project = event->slot[WD_SLOT_LOG_PROJECT];

    if (!event->entry_id.len || event->entry_id.len > WD_ENTRY_ID_MAX || !project.len)
        return 0;
    sample->entry_id = wd_copy_text(event->entry_id);
    sample->log_project = wd_copy_text(project);
    return sample->entry_id && sample->log_project ? 0 : -1;
}

int wd_samples_see(struct wd_incident *incident, const struct wd_sighting *sighting,
                   struct wd_error *err)
{
    /* Redacted only if it is kept; the text comes last, so a stand-in decides as well. */
    struct wd_sample sample = {.time = sighting->event->time, .hash = sighting->rank.hash};
    char *file = wd_copy_text(wd_str_of(sighting->where->file));
    int status = -1;

    sample.file = file;
    sample.record = sighting->where->record;
    sample.offset = sighting->where->offset;
    if (!file || copy_place(&sample, sighting->event) < 0 ||
        wd_copy_redacted(&sample.text, sighting->text, WD_SAMPLE_TEXT_MAX) < 0)
        wd_fail_memory(err);
    else
        status = wd_samples_add(incident, &sample, err);
    wd_sample_done(&sample);
    return status;
}

bool wd_may_be_sample(const struct wd_incident *incident, const struct wd_fact_rank *rank)
{
    const struct wd_sample *last = &incident->samples[WD_SAMPLES_MAX - 1];

    if (incident->sample_count < WD_SAMPLES_MAX || rank->time < last->time)
        return true;
    return rank->time == last->time && rank->hash <= last->hash;
}
