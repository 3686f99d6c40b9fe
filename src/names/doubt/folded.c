/* Names that touch the end of a folded line. A terminal, a mail or `fold` breaks a message in the middle of a name,
 * and half a name is another name: what is read of it is shown, but nothing is ready to run. */
#include "names/doubt/doubt.h"
#include "whydenied/read.h"

/* Does the name end where its line ends, and may the next one go on with it? */
static bool is_folded_at(struct wd_str text, size_t end)
{
    size_t from = end;
    struct wd_str next = wd_str_from(text, end + 1);

    if (end >= text.len || text.ptr[end] != '\n')
        return false;
    while (from > 0 && text.ptr[from - 1] != '\n')
        from--;
    return wd_text_breaks_word(wd_str_sub(text, from, end - from), wd_str_cut(&next, '\n'));
}

static bool is_folded(struct wd_str text, struct wd_str name)
{
    for (size_t at = 0; name.len > 0 && at < text.len;) {
        size_t found = wd_str_find(wd_str_from(text, at), name);
        if (found == WD_NPOS)
            return false;
        if (is_folded_at(text, at + found + name.len))
            return true;
        at += found + name.len;
    }
    return false;
}

/* The account's address begins its line wherever it stands. */
static bool is_half_account(struct wd_str text, struct wd_str name)
{
    bool begun = false;

    for (size_t at = 0, found; wd_str_find_char(name, '@') != WD_NPOS &&
                               (found = wd_str_find(wd_str_from(text, at), name)) != WD_NPOS;
         at += found + name.len) {
        size_t from = at + found;
        if (from == 0 || text.ptr[from - 1] != '\n' ||
            !wd_text_begins_account(wd_last_part(wd_str_sub(text, 0, from - 1), '\n')))
            return false;
        begun = true;
    }
    return begun;
}

void wd_doubt_folded(struct wd_event *event)
{
    static const enum wd_slot slots[] = {
        WD_SLOT_PRINCIPAL, WD_SLOT_PERMISSION,      WD_SLOT_RESOURCE,   WD_SLOT_PROJECT,
        WD_SLOT_BUCKET,    WD_SLOT_SERVICE_ACCOUNT, WD_SLOT_REPOSITORY, WD_SLOT_ROLE};

    for (size_t i = 0; i < event->text_count; i++) {
        bool lines = wd_str_find_char(event->texts[i].s, '\n') != WD_NPOS;
        for (size_t s = 0; s < sizeof slots / sizeof *slots && lines; s++)
            if (is_folded(event->texts[i].s, event->slot[slots[s]]))
                event->doubts |= WD_DOUBT_READ;
        if (lines && is_half_account(event->texts[i].s, event->slot[WD_SLOT_PRINCIPAL]))
            event->doubts |= WD_DOUBT_READ;
    }
}
