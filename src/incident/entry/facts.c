/* What an incident keeps of the event it is told by: texts are copied whole, cut with a mark, or left out. */
#include "incident/table/table.h"

#include "whydenied/base/escape.h"

#define PERMISSION_TEXT_MAX 1024u /* bytes of all permission names of one incident */

/* ---- texts ------------------------------------------------------------------------------------- */

char *wd_copy_text(struct wd_str s)
{
    char *copy = malloc(s.len + 1);

    if (!copy)
        return NULL;
    if (s.len)
        wd_str_copy(copy, s);
    copy[s.len] = '\0';
    return copy;
}

int wd_copy_optional(char **to, const char *from)
{
    *to = from ? wd_copy_text(wd_str_of(from)) : NULL;
    return from && !*to ? -1 : 0;
}

/* The longest head of at most `max` bytes that does not end inside a UTF-8 character. */
static struct wd_str head_of(struct wd_str s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && ((unsigned char)s.ptr[max] & 0xc0) == 0x80)
        max--;
    return wd_str_sub(s, 0, max);
}

/* A fact is kept whole, or cut with a mark that no identifier's grammar accepts, or left out. A NUL
 * ends it: the report shows facts as C strings. */
static int copy_fact(char **to, struct wd_str s, size_t *left)
{
    static const char mark[] = "\xe2\x80\xa6";
    struct wd_str whole = wd_str_sub(s, 0, wd_str_find_char(s, '\0'));
    struct wd_str kept = head_of(whole, WD_SLOT_TEXT_MAX);
    bool cut = kept.len < s.len;

    *to = NULL;
    if (s.len == 0 || kept.len + sizeof mark > *left)
        return 0;
    *to = malloc(kept.len + sizeof mark);
    if (!*to)
        return -1;
    if (kept.len)
        wd_str_copy(*to, kept);
    memcpy(*to + kept.len, cut ? mark : "", cut ? sizeof mark : 1);
    *left -= kept.len + sizeof mark;
    return 0;
}

int wd_copy_redacted(char **to, struct wd_str s, size_t max)
{
    struct wd_str kept = WD_STR_NONE;
    struct wd_buf text;
    int status = -1;

    wd_buf_init(&text, 64 * WD_SAMPLE_TEXT_MAX);
    wd_redact(&text, head_of(s, 4 * max));
    if (!text.failed) {
        kept = head_of(wd_buf_str(&text), max);
        *to = wd_copy_text(kept);
        status = *to ? 0 : -1;
    }
    for (size_t i = 0; status == 0 && i < kept.len; i++)
        if ((*to)[i] == '\0')
            (*to)[i] = '?'; /* texts are C strings from here on */
    wd_buf_done(&text);
    return status;
}

/* ---- facts ------------------------------------------------------------------------------------- */

void wd_incident_clear_facts(struct wd_incident *incident)
{
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        free(incident->slot[i]);
        incident->slot[i] = NULL;
        incident->source[i] = WD_SOURCE_NONE;
    }
    for (size_t i = 0; i < incident->permission_count; i++)
        free(incident->permissions[i]);
    free(incident->permissions);
    incident->permissions = NULL;
    incident->permission_count = 0;
    for (size_t i = 0; i < WD_OBJECT_TEXTS; i++) {
        free(incident->object[i]);
        incident->object[i] = NULL;
    }
}

static bool may_hold_secrets(size_t slot)
{
    return slot == WD_SLOT_URL || slot == WD_SLOT_DETAIL || slot == WD_SLOT_USER_AGENT ||
           slot == WD_SLOT_HELP;
}

static int copy_slots(struct wd_incident *incident, const struct wd_event *event)
{
    size_t left = WD_INCIDENT_TEXT_MAX;

    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        char *clean = NULL;
        struct wd_str s = event->slot[i];
        int status;

        if (s.len && may_hold_secrets(i)) {
            if (wd_copy_redacted(&clean, s, WD_SLOT_TEXT_MAX) < 0)
                return -1;
            s = wd_str_of(clean);
        }
        status = copy_fact(&incident->slot[i], s, &left);
        free(clean);
        if (status < 0)
            return -1;
        if (incident->slot[i])
            incident->source[i] = event->source[i];
    }
    return 0;
}

static int copy_permissions(struct wd_incident *incident, const struct wd_event *event)
{
    size_t left = PERMISSION_TEXT_MAX;

    if (event->permission_count == 0)
        return 0;
    incident->permissions = calloc(event->permission_count, sizeof *incident->permissions);
    if (!incident->permissions)
        return -1;
    for (size_t i = 0; i < event->permission_count; i++) {
        size_t at = incident->permission_count;
        char *name;
        if (copy_fact(&name, event->permissions[i].name, &left) < 0)
            return -1;
        if (!name)
            continue;
        for (; at > 0 && strcmp(incident->permissions[at - 1], name) > 0; at--)
            incident->permissions[at] = incident->permissions[at - 1];
        incident->permissions[at] = name;
        incident->permission_count++;
    }
    return 0;
}

static int copy_object(struct wd_incident *incident, const struct wd_object *object)
{
    const struct wd_str texts[WD_OBJECT_TEXTS] = {
        wd_str_of(object->type), object->name, object->project,
        object->location,        object->leaf, object->parent};
    size_t left = WD_INCIDENT_TEXT_MAX;

    for (size_t i = 0; object->type && i < WD_OBJECT_TEXTS; i++)
        if (copy_fact(&incident->object[i], texts[i], &left) < 0)
            return -1;
    return 0;
}

int wd_entry_take_facts(struct wd_entry *entry, const struct wd_sighting *sighting)
{
    struct wd_incident *incident = &entry->incident;
    const struct wd_event *event = sighting->event;

    if (incident->raw_count > 0 && !wd_outranks(&sighting->rank, &entry->rank))
        return 0;
    wd_incident_clear_facts(incident);
    entry->rank = sighting->rank;
    incident->system = incident->rule && incident->rule->system != WD_SYSTEM_COUNT
                           ? incident->rule->system
                           : event->system;
    incident->dialect = event->dialect;
    incident->principal_kind = event->principal_kind;
    incident->http_status = event->http_status;
    incident->call = wd_allowed_call_of(event);
    return copy_slots(incident, event) < 0 || copy_permissions(incident, event) < 0 ||
                   copy_object(incident, &event->object) < 0 ||
                   (entry->level == 0 && incident->rule && wd_entry_keep_names(entry, event) < 0)
               ? -1
               : 0;
}

int wd_entry_copy_facts(struct wd_entry *into, const struct wd_entry *from)
{
    struct wd_incident *to = &into->incident;
    const struct wd_incident *in = &from->incident;

    wd_incident_clear_facts(to);
    wd_member_free(into->self);
    into->self = NULL;
    if (into->level == 0 && from->self && wd_member_copy(&into->self, from->self) < 0)
        return -1;
    into->rank = from->rank;
    to->system = in->system;
    to->dialect = in->dialect;
    to->principal_kind = in->principal_kind;
    to->http_status = in->http_status;
    to->call = in->call;
    for (size_t i = 0; i < WD_SLOT_COUNT; i++) {
        to->source[i] = in->source[i];
        if (wd_copy_optional(&to->slot[i], in->slot[i]) < 0)
            return -1;
    }
    if (in->permission_count) {
        to->permissions = calloc(in->permission_count, sizeof *to->permissions);
        if (!to->permissions)
            return -1;
    }
    for (size_t i = 0; i < in->permission_count; i++, to->permission_count++)
        if (wd_copy_optional(&to->permissions[i], in->permissions[i]) < 0)
            return -1;
    for (size_t i = 0; i < WD_OBJECT_TEXTS; i++)
        if (wd_copy_optional(&to->object[i], in->object[i]) < 0)
            return -1;
    return 0;
}

const char *wd_incident_fact(const struct wd_incident *incident, enum wd_slot slot)
{
    const char *canonical = slot == WD_SLOT_RESOURCE   ? incident->object_name
                            : slot == WD_SLOT_PROJECT  ? incident->object_project
                            : slot == WD_SLOT_LOCATION ? incident->object_location
                                                       : NULL;

    return canonical ? canonical : incident->slot[slot];
}
