/* Somebody adds to a sentence that a service wrote, on its line: words of another language, another party, bucket or project. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

/* The rest of the line behind the facts, each where it stands first behind the name of who was refused, or before it. */
static struct wd_str behind_facts(const struct wd_event *event, struct wd_str line, size_t named)
{
    const struct wd_str facts[] = {event->slot[WD_SLOT_PRINCIPAL], event->slot[WD_SLOT_PERMISSION],
                                   event->slot[WD_SLOT_RESOURCE], event->slot[WD_SLOT_BUCKET],
                                   event->slot[WD_SLOT_SERVICE_ACCOUNT]};
    size_t last = named;

    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct wd_str fact = wd_last_part(facts[i], '/');
        size_t at = fact.len > 1 ? wd_str_find(wd_str_from(line, named), fact) : WD_NPOS;
        if (at != WD_NPOS && named + at + fact.len > last)
            last = named + at + fact.len;
    }
    return wd_str_from(line, last);
}

/* "… or gs://other/x": a second bucket. */
static bool names_another_bucket(const struct wd_event *event, struct wd_str behind)
{
    size_t at = wd_str_find(behind, WD_STR("gs://"));

    return at != WD_NPOS && event->slot[WD_SLOT_BUCKET].len > 0 &&
           !wd_str_starts(wd_str_from(behind, at + 5), event->slot[WD_SLOT_BUCKET]);
}

/* "… for other@…": a second party that no slot took up. */
static bool names_another_party(const struct wd_event *event, struct wd_str behind)
{
    size_t at = wd_str_find(behind, WD_STR(" for ")), end = 0;
    struct wd_str name = wd_str_from(behind, at == WD_NPOS ? behind.len : at + 5);

    while (end < name.len && !wd_char_in(name.ptr[end], " ,;)\"'"))
        end++;
    name = wd_str_sub(name, 0, end);
    return wd_str_find_char(name, '@') != WD_NPOS &&
           !wd_str_has(name, event->slot[WD_SLOT_PRINCIPAL]) &&
           (event->slot[WD_SLOT_SERVICE_ACCOUNT].len == 0 ||
            !wd_str_has(name, event->slot[WD_SLOT_SERVICE_ACCOUNT]));
}

/* "a@…,b@… does not have": of two that stand together neither is the one. */
static bool is_paired(struct wd_str before)
{
    size_t end = before.len, from;

    if (end < 2 || before.ptr[end - 1] != ',')
        return false;
    for (from = end - 1; from > 0 && !wd_is_space(before.ptr[from - 1]);)
        from--;
    return wd_str_find_char(wd_str_from(before, from), '@') != WD_NPOS;
}

/* "… (project other)": a second project. */
static bool names_another_project(const struct wd_event *event, struct wd_str behind)
{
    static const struct wd_str word = {"(project ", 9};
    size_t at = wd_str_find(behind, word), end = 0;
    struct wd_str name = wd_str_from(behind, at == WD_NPOS ? behind.len : at + word.len);
    struct wd_str project = event->slot[WD_SLOT_PROJECT];

    while (end < name.len && (wd_is_alnum(name.ptr[end]) || name.ptr[end] == '-'))
        end++;
    name = wd_str_sub(name, 0, end);
    return name.len > 0 && project.len > 0 &&
           wd_is_digit(name.ptr[0]) == wd_is_digit(project.ptr[0]) && !wd_str_eq(name, project);
}

/* People add to what they cite: before it in another language, behind it in words of their own. */
bool wd_evidence_is_commented(const struct wd_event *event, struct wd_str text,
                              struct wd_str before)
{
    struct wd_str line = wd_str_from(text, (size_t)(before.ptr - text.ptr)), behind;

    line = wd_str_sub(line, 0, wd_str_find_char(line, '\n'));
    behind = behind_facts(event, line, before.len);
    return event->slot[WD_SLOT_PERMISSION].len > 0 &&
           wd_str_find_char(event->slot[WD_SLOT_PRINCIPAL], '@') != WD_NPOS &&
           (wd_evidence_is_foreign(before) || wd_evidence_is_trailed(behind) ||
            names_another_bucket(event, behind) || names_another_party(event, behind) ||
            names_another_project(event, behind) || is_paired(before));
}
