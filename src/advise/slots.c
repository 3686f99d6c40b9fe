/* The incident's facts as placeholders: for commands only what passes the slot's grammar, for
 * sentences any text. */
#include "advise/work.h"

#include "whydenied/names/ident.h"

#define NONE WD_IDENT_COUNT

/* What may stand for a slot in a command; a slot without a row never does. */
static const struct {
    enum wd_slot slot;
    enum wd_ident idents[4];
    const char *word;
} grammars[] = {
    {WD_SLOT_PRINCIPAL,
     {WD_IDENT_SERVICE_ACCOUNT, WD_IDENT_EMAIL, WD_IDENT_RAM_USER, NONE},
     "ACCOUNT"},
    {WD_SLOT_PERMISSION, {WD_IDENT_PERMISSION, WD_IDENT_RAM_ACTION, NONE}, "PERMISSION"},
    {WD_SLOT_RESOURCE, {WD_IDENT_TOKEN, WD_IDENT_RAM_RESOURCE, NONE}, "RESOURCE"},
    {WD_SLOT_PROJECT, {WD_IDENT_PROJECT, NONE}, "PROJECT_ID"},
    {WD_SLOT_LOCATION, {WD_IDENT_LOCATION, NONE}, "LOCATION"},
    {WD_SLOT_SERVICE, {WD_IDENT_API, WD_IDENT_HOST, WD_IDENT_NAME, NONE}, "SERVICE"},
    {WD_SLOT_METHOD, {WD_IDENT_TOKEN, NONE}, "METHOD"},
    {WD_SLOT_REASON, {WD_IDENT_TOKEN, NONE}, "REASON"},
    {WD_SLOT_SERVICE_ACCOUNT, {WD_IDENT_SERVICE_ACCOUNT, NONE}, "SERVICE_ACCOUNT"},
    {WD_SLOT_CALLER, {WD_IDENT_SERVICE_ACCOUNT, WD_IDENT_EMAIL, NONE}, "CALLER"},
    {WD_SLOT_REPOSITORY, {WD_IDENT_NAME, NONE}, "REPOSITORY"},
    {WD_SLOT_HOST, {WD_IDENT_HOST, NONE}, "HOST"},
    {WD_SLOT_URL, {WD_IDENT_URL, NONE}, "URL"},
    {WD_SLOT_BUCKET, {WD_IDENT_BUCKET, NONE}, "BUCKET"},
    {WD_SLOT_ROLE, {WD_IDENT_ROLE, WD_IDENT_RAM_ROLE, NONE}, "ROLE"},
    {WD_SLOT_ACCOUNT, {WD_IDENT_ACCOUNT, NONE}, "ACCOUNT_ID"},
    {WD_SLOT_POLICY, {WD_IDENT_RAM_POLICY, WD_IDENT_TOKEN, NONE}, "POLICY"},
    {WD_SLOT_CONSTRAINT, {WD_IDENT_TOKEN, NONE}, "CONSTRAINT"},
    {WD_SLOT_UNIQUE_ID, {WD_IDENT_TOKEN, NONE}, "IDENTIFIER"},
    {WD_SLOT_API, {WD_IDENT_API, NONE}, "API"},
    {WD_SLOT_JOB, {WD_IDENT_NAME, WD_IDENT_NUMBER, NONE}, "JOB"},
    {WD_SLOT_BUILD, {WD_IDENT_UUID, NONE}, "BUILD_ID"},
    {WD_SLOT_RUN, {WD_IDENT_WANDB, NONE}, "RUN"},
    {WD_SLOT_ENTITY, {WD_IDENT_WANDB, NONE}, "ENTITY"},
    {WD_SLOT_KEY, {WD_IDENT_NAME, WD_IDENT_TOKEN, NONE}, "KEY"},
    {WD_SLOT_NAMESPACE, {WD_IDENT_KUBERNETES, NONE}, "NAMESPACE"},
    {WD_SLOT_CLUSTER, {WD_IDENT_KUBERNETES, NONE}, "CLUSTER"},
    {WD_SLOT_REQUEST_ID, {WD_IDENT_TOKEN, NONE}, "REQUEST_ID"},
    {WD_SLOT_OPERATION, {WD_IDENT_TOKEN, NONE}, "OPERATION"},
    {WD_SLOT_AUDIENCE, {WD_IDENT_URL, NONE}, "AUDIENCE"},
    {WD_SLOT_ACTION, {WD_IDENT_RAM_ACTION, NONE}, "ACTION"},
};

struct wd_str wd_slot(const struct wd_work *work, enum wd_slot slot)
{
    struct wd_str s = wd_str_of(work->incident->slot[slot]);

    if (slot == WD_SLOT_PROJECT && work->incident->object_project &&
        (s.len == 0 || work->incident->trust[slot] < WD_TRUST_TEXT))
        s = wd_str_of(work->incident->object_project);
    if (slot == WD_SLOT_PROJECT && (wd_str_eqz(s, "-") || wd_str_eqz(s, "_")))
        s = WD_STR_NONE;
    if (slot == WD_SLOT_LOCATION && s.len == 0)
        s = wd_str_of(work->incident->object_location);
    return s;
}

static bool fits(enum wd_slot slot, struct wd_str s, const enum wd_ident *idents)
{
    if (slot == WD_SLOT_PRINCIPAL && wd_str_has(s, WD_STR("?uid=")))
        return false;
    for (size_t i = 0; i < 4 && idents[i] != NONE; i++)
        if (wd_ident_ok(idents[i], s))
            return true;
    return false;
}

/* W&B and MaxCompute name their projects more freely than Google Cloud. */
static bool free_project(const struct wd_work *work, enum wd_slot slot, struct wd_str s)
{
    return slot == WD_SLOT_PROJECT && wd_ident_ok(WD_IDENT_WANDB, s) &&
           (work->incident->system == WD_SYSTEM_WANDB ||
            work->incident->system == WD_SYSTEM_ALIBABA_MAXCOMPUTE ||
            work->incident->system == WD_SYSTEM_ALIBABA_SLS);
}

/* "acs:ram::123:user/mika" is "mika" to a command. */
static struct wd_str command_name(const struct wd_work *work, struct wd_str s)
{
    enum wd_principal_kind kind = work->incident->principal_kind;

    if (kind != WD_PRINCIPAL_RAM_USER && kind != WD_PRINCIPAL_RAM_ROLE)
        return s;
    return wd_ram_of(s, kind).name;
}

struct wd_fill_value wd_slot_value(const void *context, struct wd_str name)
{
    const struct wd_work *work = context;
    enum wd_slot slot;

    if (!wd_slot_parse(name, &slot))
        return (struct wd_fill_value){WD_STR("VALUE"), WD_FILL_REFUSED};
    struct wd_str s = wd_slot(work, slot);
    if (slot == WD_SLOT_PRINCIPAL)
        s = command_name(work, s);
    for (size_t i = 0; i < sizeof grammars / sizeof *grammars; i++) {
        if (grammars[i].slot != slot)
            continue;
        if (s.len > 0 && (free_project(work, slot, s) || fits(slot, s, grammars[i].idents)))
            return (struct wd_fill_value){s, WD_FILL_OK};
        return (struct wd_fill_value){wd_str_of(grammars[i].word),
                                      s.len ? WD_FILL_REFUSED : WD_FILL_MISSING};
    }
    return (struct wd_fill_value){WD_STR("VALUE"), WD_FILL_REFUSED};
}

struct wd_fill_value wd_slot_words(const void *context, struct wd_str name)
{
    const struct wd_work *work = context;
    enum wd_slot slot;

    if (!wd_slot_parse(name, &slot))
        return (struct wd_fill_value){WD_STR_NONE, WD_FILL_MISSING};
    struct wd_str s = wd_slot(work, slot);
    if (s.len > 0)
        return (struct wd_fill_value){s, WD_FILL_OK};
    return (struct wd_fill_value){wd_str_of(wd_slot_noun(slot, work->lang)), WD_FILL_MISSING};
}
