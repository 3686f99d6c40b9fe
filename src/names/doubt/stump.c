/* A name that somebody cut: "gs://acme-dat...", "secrets/db-p…/versions", "[...]pp@acme-prod…", "acme-dat (truncated)". What
 * is left of it is another name, or nobody's, so nothing is given on it or to it (WD_DOUBT_TORN). What only a sentence
 * or a path goes on behind is whole. */
#include "names/doubt/doubt.h"

#include "names/resource.h"
#include "whydenied/base/char.h"

/* What tells that a name went on, and that it began earlier. */
static const char *const behind[] = {
    "..",      "\xE2\x80\xA6", "[...",   "[..",    "[\xE2\x80\xA6", "<...",    "<\xE2\x80\xA6",
    "(...",    "~~",           "<trunc", "(trunc", "[trunc",        " (trunc", " [trunc",
    " <trunc", "<cut",         "[cut",   "<snip",  "[snip",         "<omit",   "[omit",
    "<elided", "[elided",      " [...",  " <...",  "<clip",         "[clip",   "{trunc",
    " <cut",   " [cut",        " <snip", " [snip", " <omit",        " [omit"};
static const char *const before[] = {"..",    "\xE2\x80\xA6", "...]", "..]",  "\xE2\x80\xA6]",
                                     "...>",  "...)",         "~~",   "ted]", "ted>",
                                     "snip]", "snip>",        "cut]", "cut>"};

static bool goes_on(struct wd_str rest)
{
    return WD_STR_ANY(wd_str_starts, rest, behind);
}

static bool is_name_byte(char c)
{
    return wd_is_word(c) || c == '-' || c == '@';
}

static bool ends(struct wd_str rest)
{
    return rest.len == 0 || wd_char_in(rest.ptr[0], "\r\n'\"`");
}

/* Of the marks that stand in pairs, does one before it on its line wait for this one? */
static bool is_paired(struct wd_str line, char open, char close)
{
    size_t at = line.len;

    while (at > 0 && line.ptr[at - 1] != open && line.ptr[at - 1] != close)
        at--;
    return at > 0 && line.ptr[at - 1] == open;
}

/* What a pager, an editor or a screen of fixed width puts where a line goes on beyond it: "gs://acme-la>", "gs://acme-la\",
 * "gs://acme-la|". Brackets around a name and a table's bars are none. */
static bool is_cut_by_screen(struct wd_str head, struct wd_str rest)
{
    struct wd_str line = wd_last_part(head, '\n');
    char mark = wd_str_at(rest, 0);

    if (rest.len == 0 || !ends(wd_str_from(rest, 1)))
        return false;
    return (mark == '>' && !is_paired(line, '<', '>')) ||
           (mark == '|' && wd_str_find_char(line, '|') == WD_NPOS) ||
           (mark == '\\' && (rest.len == 1 || wd_char_in(rest.ptr[1], "\r\n")));
}

/* Does the name stand in the text, and nowhere whole? Within a longer one it does not stand. */
static bool is_stump_in(struct wd_str text, struct wd_str name)
{
    bool cut = false;

    for (size_t at = 0, found; (found = wd_str_find(wd_str_from(text, at), name)) != WD_NPOS;
         at += name.len) {
        struct wd_str rest, head;
        at += found;
        rest = wd_str_from(text, at + name.len);
        head = wd_str_sub(text, 0, at);
        if (goes_on(rest) || is_cut_by_screen(head, rest) || WD_STR_ANY(wd_str_ends, head, before))
            cut = true;
        else if (!is_name_byte(wd_str_at(rest, 0)) && (at == 0 || !is_name_byte(text.ptr[at - 1])))
            return false;
    }
    return cut;
}

/* The end of an account's address cannot be missing. */
static bool is_stump(const struct wd_event *event, struct wd_str name)
{
    if (name.len < 2 || wd_str_ends(name, WD_STR(".gserviceaccount.com")))
        return false;
    for (size_t i = 0; i < event->text_count; i++)
        if (is_stump_in(event->texts[i].s, name))
            return true;
    return false;
}

static bool begins_cut(const struct wd_event *event, struct wd_str name)
{
    for (size_t i = 0; i < event->text_count && name.len > 1; i++) {
        size_t at = wd_str_find(event->texts[i].s, name);
        if (at != WD_NPOS && WD_STR_ANY(wd_str_ends, wd_str_sub(event->texts[i].s, 0, at), before))
            return true;
    }
    return false;
}

/* "does not have bigquery.jobs.crea (truncated...)": what is left of a permission's name asks for nothing. Dots alone may end
 * the sentence. */
static void drop_cut_permissions(struct wd_event *event)
{
    size_t kept = 0;

    for (size_t i = 0; i < event->permission_count; i++) {
        struct wd_str name = event->permissions[i].name, rest = WD_STR_NONE;
        for (size_t k = 0; k < event->text_count && rest.len == 0; k++) {
            size_t at = wd_str_find(event->texts[k].s, name);
            rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(event->texts[k].s, at + name.len);
        }
        if (!goes_on(rest) || wd_str_starts(rest, WD_STR("..")) || !is_stump(event, name))
            event->permissions[kept++] = event->permissions[i];
        else if (wd_str_eq(event->slot[WD_SLOT_PERMISSION], name))
            wd_event_unset(event, WD_SLOT_PERMISSION);
    }
    event->doubts |= kept < event->permission_count ? WD_DOUBT_TORN : 0;
    event->permission_count = kept;
}

/* A field holds it so: "projects/acme-prod/secrets/db-p...". An object's own name is no part of a grant. */
static bool holds_cut(struct wd_str name)
{
    static const char *const marks[] = {"..", "\xE2\x80\xA6", "[trunc", "<trunc", "(trunc"};
    size_t object = wd_str_find(name, WD_STR("/objects/"));

    if (object != WD_NPOS)
        name = wd_str_sub(name, 0, object);
    return WD_STR_ANY(wd_str_has, name, marks);
}

static bool has_mark_of_screen(struct wd_str s)
{
    return wd_str_find_char(s, '>') != WD_NPOS || wd_str_find_char(s, '|') != WD_NPOS ||
           wd_str_find_char(s, '\\') != WD_NPOS;
}

/* No mark of all those above stands anywhere: asked first, for it is so of nearly all. */
static bool has_a_mark(struct wd_str s, const struct wd_pairs *pairs)
{
    static const char *const marks[] = {"..",   "\xE2\x80\xA6", "~~",     "trunc", "cut",
                                        "snip", "omit",         "elided", "clip",  NULL};

    return wd_pairs_has_one(pairs, s, marks);
}

static bool is_cut(const struct wd_event *event, const struct wd_object *on)
{
    static const enum wd_slot slots[] = {WD_SLOT_PRINCIPAL,  WD_SLOT_BUCKET,
                                         WD_SLOT_PROJECT,    WD_SLOT_ACCOUNT,
                                         WD_SLOT_REPOSITORY, WD_SLOT_SERVICE_ACCOUNT};

    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++)
        if (holds_cut(event->slot[slots[i]]) || is_stump(event, event->slot[slots[i]]))
            return true;
    for (size_t i = 0; i < event->permission_count; i++)
        if (holds_cut(event->permissions[i].resource))
            return true;
    return holds_cut(event->slot[WD_SLOT_RESOURCE]) || is_stump(event, on->leaf) ||
           is_stump(event, on->project) || is_stump(event, on->parent) ||
           begins_cut(event, event->slot[WD_SLOT_PRINCIPAL]);
}

void wd_doubt_stumps(struct wd_event *event, const struct wd_pairs *pairs,
                     const struct wd_object *on)
{
    struct wd_pairs all = *pairs;
    bool marked;

    wd_pairs_add(&all, event->slot[WD_SLOT_RESOURCE]);
    for (size_t i = 0; i < event->permission_count; i++)
        wd_pairs_add(&all, event->permissions[i].resource);
    marked = has_a_mark(event->slot[WD_SLOT_RESOURCE], &all);
    for (size_t i = 0; i < event->text_count && !marked; i++)
        marked = has_a_mark(event->texts[i].s, &all) || has_mark_of_screen(event->texts[i].s);
    for (size_t i = 0; i < event->permission_count && !marked; i++)
        marked = has_a_mark(event->permissions[i].resource, &all);
    if (marked)
        drop_cut_permissions(event);
    if ((marked || holds_cut(event->slot[WD_SLOT_PRINCIPAL])) && is_cut(event, on))
        event->doubts |= WD_DOUBT_TORN;
}
