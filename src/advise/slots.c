/* The incident's facts as placeholders: for commands only what passes the slot's grammar, for
 * sentences any text. */
#include "advise/work.h"

#include "whydenied/names/ident.h"

struct wd_str wd_slot(const struct wd_work *work, enum wd_slot slot)
{
    struct wd_str s = wd_str_of(work->incident->slot[slot]);

    if (slot == WD_SLOT_PROJECT && work->incident->object_project &&
        (s.len == 0 || work->incident->source[slot] < WD_SOURCE_DETAIL))
        s = wd_str_of(work->incident->object_project);
    if (slot == WD_SLOT_PROJECT && (wd_str_eqz(s, "-") || wd_str_eqz(s, "_")))
        s = WD_STR_NONE;
    if (slot == WD_SLOT_LOCATION && s.len == 0)
        s = wd_str_of(work->incident->object_location);
    return s;
}

/* What may stand for the slot in a command. */
static bool fits(enum wd_slot slot, struct wd_str s)
{
    unsigned grammar = wd_slot_row(slot)->grammar;

    if (slot == WD_SLOT_PRINCIPAL && wd_str_has(s, WD_STR("?uid=")))
        return false;
    for (int kind = 0; kind < WD_IDENT_COUNT; kind++)
        if ((grammar & WD_IDENT_BIT(kind)) && wd_ident_ok((enum wd_ident)kind, s))
            return true;
    return false;
}

static bool free_project(const struct wd_work *work, enum wd_slot slot, struct wd_str s)
{
    return slot == WD_SLOT_PROJECT && wd_ident_ok(WD_IDENT_WANDB, s) &&
           wd_system_names_projects_freely(work->incident->system);
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
        return wd_fill_as(WD_STR("VALUE"), WD_FILL_REFUSED);
    struct wd_str s = wd_slot(work, slot);
    if (slot == WD_SLOT_PRINCIPAL)
        s = command_name(work, s);
    const struct wd_slot_row *row = wd_slot_row(slot);
    if (row->grammar && s.len > 0 && (free_project(work, slot, s) || fits(slot, s)))
        return wd_fill_as(s, WD_FILL_OK);
    return wd_fill_as(wd_str_of(row->placeholder),
                      s.len || !row->grammar ? WD_FILL_REFUSED : WD_FILL_MISSING);
}

static struct wd_fill_value fact_or_noun(const void *context, struct wd_str name)
{
    const struct wd_work *work = context;
    enum wd_slot slot;

    if (!wd_slot_parse(name, &slot))
        return (struct wd_fill_value){.state = WD_FILL_MISSING};
    return wd_say_fact(slot, wd_slot(work, slot), work->lang);
}

struct wd_str wd_slot_text(const struct wd_work *work, const struct wd_text_i18n *text)
{
    struct wd_work telling = *work;
    struct wd_fill fill = {.resolve = fact_or_noun, .context = &telling, .arena = work->arena};

    telling.lang = wd_i18n_lang(text, work->lang);
    return wd_fill_text(&fill, wd_str_of(wd_i18n(text, work->lang)));
}
