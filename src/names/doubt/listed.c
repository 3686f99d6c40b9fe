/* `gcloud auth list` above a refusal: a line for each account, a star before the active one. The others called nothing. */
#include "names/doubt/doubt.h"

#include "whydenied/names/ident.h"

/* The account with the star, of a list that holds `who`; empty: no such list. Its lines may be folded into one. */
static struct wd_str active_beside(struct wd_str text, struct wd_str who)
{
    static const struct wd_str head = {"ACCOUNT", 7};
    size_t at = wd_str_find(text, WD_STR("ACTIVE")), column;
    struct wd_str rest = wd_str_from(text, at == WD_NPOS ? text.len : at), active = WD_STR_NONE;
    bool listed = false, starred = false;

    column = wd_str_find(rest, head);
    rest = wd_str_from(rest, column == WD_NPOS ? rest.len : column + head.len);
    while ((rest = wd_str_trim(rest)).len > 0) {
        struct wd_str word = wd_str_word(&rest);
        bool star = wd_str_eqz(word, "*");
        if (!star && !wd_ident_ok(WD_IDENT_EMAIL, word))
            break;
        active = starred ? word : active;
        listed = listed || wd_str_eq(word, who);
        starred = star;
    }
    return listed ? active : WD_STR_NONE;
}

void wd_evidence_settle_listed(struct wd_event *event)
{
    struct wd_str who = event->slot[WD_SLOT_PRINCIPAL];

    for (size_t i = 0; i < event->text_count && who.len > 0; i++) {
        struct wd_str text = event->texts[i].s;
        struct wd_str active =
            wd_str_has(text, WD_STR("ACTIVE")) ? active_beside(text, who) : WD_STR_NONE;
        if (active.len == 0 || wd_str_eq(active, who))
            continue;
        event->slot[WD_SLOT_PRINCIPAL] = active;
        event->principal_kind = WD_PRINCIPAL_UNKNOWN;
        return;
    }
}
