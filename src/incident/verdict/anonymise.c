/* A report for strangers: the same problems, with invented names.
 *
 * Only facts are kept that have a form: they are rebuilt part by part (names/alias.h). What is free text, or an
 * identifier of one event, goes. Texts and commands are then made of what is left, as ever. */
#include <stdlib.h>

#include "incident/table/table.h"
#include "whydenied/names/alias.h"
#include "whydenied/names/ident.h"

enum treatment { REPLACED, DROPPED, KEPT };

/* How a slot is treated, and what a name in it is where nothing else tells. One that has no row is replaced, by its own
 * name. */
static const struct {
    enum treatment treatment;
    const char *kind;
} slots[WD_SLOT_COUNT] = {
    [WD_SLOT_PRINCIPAL] = {REPLACED, "person"},
    [WD_SLOT_PERMISSION] = {KEPT, NULL},
    [WD_SLOT_METHOD] = {KEPT, NULL},
    [WD_SLOT_REASON] = {KEPT, NULL},
    [WD_SLOT_SERVICE_ACCOUNT] = {REPLACED, "account"},
    [WD_SLOT_CALLER] = {REPLACED, "person"},
    [WD_SLOT_URL] = {REPLACED, "path"},
    [WD_SLOT_CONSTRAINT] = {KEPT, NULL},
    [WD_SLOT_UNIQUE_ID] = {DROPPED, NULL},
    [WD_SLOT_API] = {REPLACED, "service"},
    [WD_SLOT_BUILD] = {DROPPED, NULL},
    [WD_SLOT_REQUEST_ID] = {DROPPED, NULL},
    [WD_SLOT_USER_AGENT] = {DROPPED, NULL},
    [WD_SLOT_OPERATION] = {DROPPED, NULL},
    [WD_SLOT_AUDIENCE] = {REPLACED, "path"},
    [WD_SLOT_ACTION] = {KEPT, NULL},
    [WD_SLOT_DETAIL] = {DROPPED, NULL},
    [WD_SLOT_LOG_PROJECT] = {REPLACED, "project"},
    [WD_SLOT_HELP] = {DROPPED, NULL},
};

struct work {
    struct wd_table *table;
    struct wd_aliases *aliases;
    struct wd_buf buf;
    bool failed;
};

static void drop(char **text)
{
    free(*text);
    *text = NULL;
}

static bool is_predefined_role(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("roles/")) && wd_ident_ok(WD_IDENT_ROLE, s);
}

static void replace(struct work *work, char **text, const char *kind)
{
    if (!*text || is_predefined_role(wd_str_of(*text)))
        return;
    wd_buf_clear(&work->buf);
    wd_alias_put(work->aliases, &work->buf, kind, wd_str_of(*text));
    drop(text);
    *text = work->buf.failed ? NULL : strdup(wd_buf_cstr(&work->buf));
    work->failed = work->failed || !*text;
}

/* "PaiWorkspace:GetDataset": of PAI's workspaces, whose products have capitals. */
static bool is_workspace_action(struct wd_str s)
{
    struct wd_str action = s, product = wd_str_cut(&action, ':');

    return (wd_str_eqz(product, "PaiWorkspace") || wd_str_eqz(product, "PaiDLC") ||
            wd_str_eqz(product, "PaiDSW") || wd_str_eqz(product, "PaiEAS")) &&
           wd_ident_ok(WD_IDENT_NAME, action);
}

/* Words of an API: letters in parts. What is not of that form may be anything. */
static bool is_apis_word(enum wd_slot slot, struct wd_str s)
{
    size_t letters = 0;

    if (slot == WD_SLOT_PERMISSION || slot == WD_SLOT_ACTION)
        return wd_ident_ok(WD_IDENT_PERMISSION, s) || wd_ident_ok(WD_IDENT_RAM_ACTION, s) ||
               is_workspace_action(s) ||
               wd_str_starts(s, WD_STR("io.")); /* an API group of Kubernetes, in audit logs */
    if (slot == WD_SLOT_CONSTRAINT)
        return wd_str_starts(s, WD_STR("constraints/")) &&
               !wd_str_starts(s, WD_STR("constraints/custom."));
    for (size_t i = 0; i < s.len; i++)
        letters += (s.ptr[i] | 0x20) >= 'a' && (s.ptr[i] | 0x20) <= 'z';
    return letters + 6 >= s.len && !wd_str_has(s, WD_STR("/")) && !wd_str_has(s, WD_STR("@"));
}

static void treat_slot(struct work *work, struct wd_incident *incident, enum wd_slot slot)
{
    char **text = &incident->slot[slot];

    if (!*text)
        return;
    if (slots[slot].treatment == REPLACED)
        replace(work, text, slots[slot].kind ? slots[slot].kind : wd_slot_name(slot));
    else if (slots[slot].treatment == DROPPED || !is_apis_word(slot, wd_str_of(*text)))
        drop(text);
}

static void treat_permissions(struct wd_incident *incident)
{
    size_t kept = 0;

    for (size_t i = 0; i < incident->permission_count; i++) {
        if (is_apis_word(WD_SLOT_PERMISSION, wd_str_of(incident->permissions[i])))
            incident->permissions[kept++] = incident->permissions[i];
        else
            free(incident->permissions[i]);
    }
    incident->permission_count = kept;
}

/* Where the sample stood is kept as a number; what it said is not. */
static void treat_samples(struct work *work, struct wd_incident *incident)
{
    for (unsigned i = 0; i < incident->sample_count; i++) {
        struct wd_sample *sample = &incident->samples[i];

        drop(&sample->file);
        drop(&sample->text);
        drop(&sample->entry_id);
        drop(&sample->log_project);
        sample->file = strdup("input");
        sample->text = strdup("");
        work->failed = work->failed || !sample->file || !sample->text;
    }
}

static void treat(struct work *work, struct wd_incident *incident)
{
    const char *kind = incident->object_type ? incident->object_type : "resource";

    for (unsigned slot = 0; slot < WD_SLOT_COUNT; slot++)
        treat_slot(work, incident, (enum wd_slot)slot);
    replace(work, &incident->object_project, "project");
    replace(work, &incident->object_location, "location");
    replace(work, &incident->object_name, kind);
    replace(work, &incident->object_leaf, kind);
    replace(work, &incident->object_parent, "parent");
    treat_permissions(incident);
    treat_samples(work, incident);
    incident->members.more = incident->members.more || incident->members.count > 0;
    wd_members_trim(&incident->members, 0);
}

/* ---- names of problems ----------------------------------------------------------------------------- */

/* The number of a listed incident; 0: it is not listed. */
static uint64_t number_of(const struct wd_table *table, uint64_t fingerprint)
{
    for (size_t i = 0; i < table->sorted_count; i++)
        if (table->sorted[i]->incident.fingerprint == fingerprint)
            return i + 1;
    return 0;
}

static void renumber_links(const struct wd_table *table, struct wd_incident *incident)
{
    unsigned kept = 0;

    for (unsigned i = 0; i < incident->linked_count; i++) {
        uint64_t number = number_of(table, incident->linked[i]);
        if (number)
            incident->linked[kept++] = number;
    }
    incident->linked_count = kept;
}

static void renumber(struct wd_table *table)
{
    for (size_t i = 0; i < table->sorted_count; i++)
        renumber_links(table, &table->sorted[i]->incident);
    for (size_t i = 0; i < table->sorted_count; i++) {
        table->sorted[i]->incident.fingerprint = i + 1;
        table->sorted[i]->incident.former = 0;
    }
    for (size_t i = 0; i < table->sorted_unmatched_count; i++)
        table->sorted_unmatched[i]->incident.fingerprint = table->sorted_count + i + 1;
}

int wd_table_anonymise(struct wd_table *table, struct wd_error *err)
{
    struct work work = {.table = table, .aliases = wd_aliases_new(err)};

    if (!work.aliases)
        return -1;
    wd_buf_init(&work.buf, 64 * 1024);
    for (size_t i = 0; i < table->sorted_count; i++)
        treat(&work, &table->sorted[i]->incident);
    for (size_t i = 0; i < table->sorted_unmatched_count; i++)
        treat(&work, &table->sorted_unmatched[i]->incident);
    for (size_t i = 0; i < table->changes.count; i++) {
        struct wd_change *change = &table->changes.items[i];
        replace(&work, &change->actor, "person");
        replace(&work, &change->member, "person");
        replace(&work, &change->role, "role");
        replace(&work, &change->resource, "resource");
        replace(&work, &change->home, "account");
    }
    renumber(table);
    wd_coverage_drop_names(&table->coverage);
    wd_buf_done(&work.buf);
    wd_aliases_free(work.aliases);
    return work.failed ? wd_fail_memory(err) : 0;
}
