/* One problem in ten lines: who wanted what on which resource, what to change, what else it could be, and the
 * line that says so. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/columns.h"
#include "whydenied/report/value.h"

#define TREND_CELLS 30u /* a night each */

static enum wd_style severity_style(const json_t *incident)
{
    if (wd_value_is(incident, "severity", "high"))
        return WD_STYLE_BAD;
    return wd_value_is(incident, "severity", "medium") ? WD_STYLE_WARN : WD_STYLE_STRONG;
}

/* The only change that answers the problem, if it was told already; else NULL. */
static const struct wd_text_told *told_change(const struct wd_text_report *text,
                                              const json_t *incident)
{
    struct wd_str id = wd_value_item(json_object_get(incident, "remedies"), 0);
    size_t index = wd_remedy_index(text->document, id);
    bool told = id.len && index != WD_NPOS && wd_value_int(incident, "together") < 2 &&
                (text->told[index].problem || text->told[index].first);

    return told ? &text->told[index] : NULL;
}

/* "fix: R2, see 3  24×": where the change stands, if there is room for it beside the title. */
static bool put_place(struct wd_text_report *text, const json_t *incident, struct wd_buf *right)
{
    const struct wd_text_told *told = told_change(text, incident);
    struct wd_page *page = text->page;
    char problem[24];

    if (!told || page->detail == WD_DETAIL_HIGH)
        return false;
    snprintf(problem, sizeof problem, "%zu", told->problem);
    wd_words_fill(right, page->lang, told->problem ? WD_W_TITLE_PROBLEM : WD_W_TITLE_FIRST,
                  (const struct wd_str[]){wd_value_item(json_object_get(incident, "remedies"), 0),
                                          wd_str_of(problem)},
                  2);
    wd_buf_putz(right, "  ");
    return true;
}

/* "3  NEW  HIGH  title                  184×" */
void wd_text_title(struct wd_text_report *text, const json_t *incident, size_t number)
{
    struct wd_page *page = text->page;
    const char *status = wd_words_status(page->lang, wd_value_str(incident, "status"));
    uint64_t count = wd_value_int(incident, "count");
    char rooms[2][256];
    struct wd_buf right, times;

    wd_buf_init_in(&right, 256, rooms[0], sizeof rooms[0]);
    wd_buf_init_in(&times, 256, rooms[1], sizeof rooms[1]);
    wd_words_fill_numbers(&times, page->lang, WD_W_TIMES, &count, 1);
    wd_page_fresh(page);
    wd_buf_printf(&page->scratch, "%zu  ", number);
    if (status)
        wd_buf_printf(&page->scratch, "%s  ", status);
    wd_buf_putz(&page->scratch, wd_words_severity(page->lang, wd_value_str(incident, "severity")));
    if (wd_value_is(incident, "intent", "investigate"))
        wd_buf_printf(&page->scratch, "  %s", wd_word(page->lang, WD_W_INVESTIGATE));
    wd_buf_putz(&page->scratch, "  ");
    wd_buf_put(&page->scratch, wd_value_str(incident, "title"));
    wd_page_blank(page);
    text->placed = put_place(text, incident, &right);
    wd_buf_put(&right, wd_buf_str(&times));
    if (wd_columns(wd_buf_str(&page->scratch)) + 2 + wd_columns(wd_buf_str(&right)) > page->columns)
        text->placed = false;
    wd_page_sides(page, severity_style(incident), wd_buf_str(&page->scratch),
                  wd_buf_str(text->placed ? &right : &times));
    wd_buf_done(&right);
    wd_buf_done(&times);
}

static bool fits(const struct wd_page *page, struct wd_str s)
{
    return WD_PAGE_FIELD + wd_columns(s) <= page->columns;
}

/* The problem has something to show beside whom it concerns. */
static bool says_what(const json_t *incident)
{
    return json_array_size(json_object_get(incident, "permissions")) > 0 ||
           wd_value_str(incident, "method").len || wd_value_in(incident, "resource", "name").len;
}

/* "caller@… (Cloud Build's agent; from message text)"; what is in brackets only where there is room. */
static void put_principal(struct wd_page *page, const json_t *incident)
{
    const json_t *principal = json_object_get(incident, "principal");
    struct wd_str id = wd_value_who(incident);
    struct wd_str label = wd_value_str(principal, "label");
    const char *source = wd_words_source(page->lang, wd_value_str(principal, "source"));

    if (wd_value_is(principal, "source", "structured"))
        source = NULL; /* the rule, not worth a word */
    if (!id.len && page->detail != WD_DETAIL_HIGH && says_what(incident))
        return; /* the line at a glance says so */
    if (!id.len)
        id = wd_str_of(wd_word(page->lang, WD_W_UNKNOWN_WHO));
    wd_page_fresh(page);
    wd_buf_put(&page->scratch, id);
    if (label.len || source)
        wd_buf_printf(&page->scratch, " (%.*s%s%s)", WD_STR_ARG(label),
                      label.len && source ? "; " : "", source ? source : "");
    if (page->detail != WD_DETAIL_HIGH && !fits(page, wd_buf_str(&page->scratch)))
        wd_page_put(page, WD_W_WHO, id);
    else
        wd_page_put_scratch(page, WD_W_WHO, WD_STYLE_PLAIN);
}

/* The permissions; where the log names none, the method. */
static void fill_wants(struct wd_buf *out, const json_t *incident)
{
    const json_t *permissions = json_object_get(incident, "permissions");

    for (size_t i = 0; i < json_array_size(permissions); i++) {
        wd_buf_putz(out, i ? ", " : "");
        wd_buf_put(out, wd_value_item(permissions, i));
    }
    if (!json_array_size(permissions))
        wd_buf_put(out, wd_value_str(incident, "method"));
}

static void fill_resource(struct wd_buf *out, const struct wd_page *page, const json_t *incident)
{
    const json_t *resource = json_object_get(incident, "resource");
    struct wd_str name = wd_value_what(incident);
    uint64_t distinct = wd_value_int(incident, "distinct_resources");

    if (!name.len)
        name = wd_value_str(resource, "project");
    wd_buf_put(out, name);
    if (name.len && distinct > 1 && wd_value_str(resource, "name").len) {
        wd_buf_putz(out, " (");
        wd_words_fill_numbers(out, page->lang, WD_W_DISTINCT_RESOURCES, &distinct, 1);
        wd_buf_putz(out, ")");
    }
}

/* "dana@example.com wants iam.serviceAccounts.actAs" on one line, if there is room; then 1. */
static bool put_who_wants(struct wd_page *page, const json_t *incident, struct wd_str wants)
{
    struct wd_str id = wd_value_in(incident, "principal", "id");

    if (!id.len || !wants.len || page->detail == WD_DETAIL_HIGH)
        return false;
    wd_page_fresh(page);
    wd_words_fill(&page->scratch, page->lang, WD_W_WHO_WANTS, (const struct wd_str[]){id, wants},
                  2);
    if (!fits(page, wd_buf_str(&page->scratch)))
        return false;
    wd_page_put_scratch(page, WD_W_WHO, WD_STYLE_PLAIN);
    return true;
}

/* On as few lines as have room: who; what and where. */
static void put_asked(struct wd_page *page, const json_t *incident, struct wd_str wants,
                      struct wd_str on)
{
    bool named = json_array_size(json_object_get(incident, "permissions")) > 0;
    enum wd_word label = named ? WD_W_WANTS : WD_W_VIA;
    char room[WD_PAGE_ROOM];
    struct wd_buf both;

    wd_buf_init_in(&both, WD_PAGE_TEXT_MAX, room, sizeof room);
    if (wants.len && on.len)
        wd_words_fill(&both, page->lang, WD_W_WANTS_ON, (const struct wd_str[]){wants, on}, 2);
    if (both.len && fits(page, wd_buf_str(&both))) {
        put_principal(page, incident);
        wd_page_put(page, label, wd_buf_str(&both));
    } else {
        if (!named || !put_who_wants(page, incident, wants)) {
            put_principal(page, incident);
            wd_page_put(page, label, wants);
        }
        wd_page_put(page, WD_W_ON, on);
    }
    if (named && page->detail == WD_DETAIL_HIGH)
        wd_page_put(page, WD_W_VIA, wd_value_str(incident, "method"));
    wd_buf_done(&both);
}

void wd_text_asked(struct wd_page *page, const json_t *incident)
{
    char rooms[2][WD_PAGE_ROOM];
    struct wd_buf wants, on;

    wd_buf_init_in(&wants, WD_PAGE_TEXT_MAX, rooms[0], sizeof rooms[0]);
    wd_buf_init_in(&on, WD_PAGE_TEXT_MAX, rooms[1], sizeof rooms[1]);
    fill_wants(&wants, incident);
    fill_resource(&on, page, incident);
    put_asked(page, incident, wd_buf_str(&wants), wd_buf_str(&on));
    wd_buf_done(&wants);
    wd_buf_done(&on);
}

void wd_text_history(struct wd_page *page, const json_t *incident)
{
    struct wd_str night = wd_value_str(incident, "first_night");
    struct wd_buf number;

    if (!night.len)
        return;
    wd_buf_init(&number, 64);
    wd_value_put_number(&number, wd_value_int(incident, "nights"));
    wd_page_fresh(page);
    wd_words_fill(&page->scratch, page->lang, WD_W_STATUS_NIGHTS,
                  (const struct wd_str[]){night, wd_buf_str(&number)}, 2);
    wd_buf_putz(&page->scratch, "  ");
    wd_sparkline(&page->scratch, wd_value_at(incident, "trend", "counts"), TREND_CELLS);
    wd_page_put_scratch(page, WD_W_STATE, WD_STYLE_PLAIN);
    wd_buf_done(&number);
}

/* The first sentence of a text; all of it if it has but one. */
static struct wd_str sentence(struct wd_str s)
{
    static const char *const ends[] = {". ", "? ", "。"};
    size_t end = s.len;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = wd_str_find(s, wd_str_of(ends[i]));

        if (at != WD_NPOS && at + strlen(ends[i]) < end)
            end = at + strlen(ends[i]);
    }
    return wd_str_trim(wd_str_sub(s, 0, end));
}

/* The likeliest other cause and how to tell: one of another kind than the incident's own, if there is. */
static const json_t *likeliest(const json_t *incident)
{
    const json_t *others = json_object_get(incident, "tell_apart");
    struct wd_str cause = wd_value_str(incident, "cause");

    for (size_t i = 0; i < json_array_size(others); i++) {
        const json_t *other = json_array_get(others, i);

        if (!wd_str_eq(wd_value_str(other, "cause"), cause))
            return other;
    }
    return json_array_get(others, 0);
}

static void put_else(struct wd_page *page, const json_t *incident)
{
    wd_page_put(page, WD_W_TELL, sentence(wd_value_str(likeliest(incident), "check")));
}

/* "log.gz:1203", and the command that finds the entry in the log, or else what the line says. */
static void put_line(struct wd_page *page, const json_t *incident)
{
    const json_t *sample = json_array_get(json_object_get(incident, "samples"), 0);
    struct wd_str find = wd_value_in(sample, "find", "shell");

    if (!sample)
        return;
    wd_page_fresh(page);
    wd_value_where(&page->scratch, sample);
    if (find.len) {
        wd_buf_putz(&page->scratch, "  ");
        wd_buf_put(&page->scratch, find);
        wd_page_unwrapped(page, wd_word(page->lang, WD_W_LINE), WD_STYLE_PLAIN,
                          wd_buf_str(&page->scratch));
    } else {
        wd_page_cut(page, wd_word(page->lang, WD_W_LINE), wd_buf_str(&page->scratch),
                    wd_value_str(sample, "text"));
    }
}

void wd_text_rule(struct wd_page *page, const json_t *incident)
{
    wd_page_fresh(page);
    wd_buf_put(&page->scratch, wd_value_str(incident, "rule"));
    wd_buf_putz(&page->scratch, "  ");
    wd_buf_put(&page->scratch, wd_str_sub(wd_value_str(incident, "fingerprint"), 0, 16));
    wd_page_put_scratch(page, WD_W_RULE, WD_STYLE_PLAIN);
}

/* Who is to be looked into first gets the reason, and no one else a note. */
static void put_reason(struct wd_text_report *text, const json_t *incident)
{
    const json_t *notes = json_object_get(incident, "notes");

    if (wd_value_is(incident, "intent", "investigate"))
        wd_page_put(text->page, WD_W_NOTE, wd_value_item(notes, 0));
}

static void put_changes(struct wd_text_report *text, const json_t *incident)
{
    const json_t *ids = json_object_get(incident, "remedies");
    size_t together = wd_value_int(incident, "together");
    size_t all = json_array_size(ids);

    if (!all)
        wd_page_put(text->page, WD_W_FIX, wd_str_of(wd_word(text->page->lang, WD_W_NO_ADVICE)));
    for (size_t i = 0; i < all && i < (together ? together : 1); i++) {
        wd_text_change(text, wd_value_item(ids, i), wd_remedy_label(incident, i));
    }
}

/* The problem with which this one's change was told; 0 if it comes now, or stands under "Fix first" only. */
static size_t told_with(const struct wd_text_report *text, const json_t *incident)
{
    struct wd_str id = wd_value_item(json_object_get(incident, "remedies"), 0);
    size_t index = wd_remedy_index(text->document, id);

    return id.len && index != WD_NPOS ? text->told[index].problem : 0;
}

/* What is fixed asks for nothing: the change that did it, if the log showed one, is the last of the notes. */
static void put_fixed(struct wd_text_report *text, const json_t *incident)
{
    const json_t *notes = json_object_get(incident, "notes");

    if (json_is_object(json_object_get(incident, "granted")))
        wd_page_put(text->page, WD_W_NOTE, wd_value_item(notes, json_array_size(notes) - 1));
}

void wd_text_incident(struct wd_text_report *text, const json_t *incident, size_t number)
{
    struct wd_page *page = text->page;
    bool fixed = wd_value_is(incident, "status", "fixed");
    bool alone = !fixed && told_with(text, incident) == 0;

    text->number = number;
    wd_text_title(text, incident, number);
    wd_text_asked(page, incident);
    wd_text_history(page, incident);
    put_reason(text, incident);
    if (fixed)
        put_fixed(text, incident);
    else if (text->placed)
        wd_text_take_as_told(text, wd_value_item(json_object_get(incident, "remedies"), 0));
    else
        put_changes(text, incident);
    if (alone)
        put_else(page, incident);
    put_line(page, incident);
    wd_text_rule(page, incident);
}
