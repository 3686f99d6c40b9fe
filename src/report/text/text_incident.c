/* One problem in ten lines: who wanted what on which resource, what to change, what else it could be, and the
 * line that says so. */
#include "report/remedy.h"
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/columns.h"
#include "whydenied/report/value.h"

#define TREND_CELLS 30u /* a night each */

static enum wd_style severity_style(const struct wd_brief *brief)
{
    if (wd_str_eqz(brief->severity, "high"))
        return WD_STYLE_BAD;
    return wd_str_eqz(brief->severity, "medium") ? WD_STYLE_WARN : WD_STYLE_STRONG;
}

/* The only change that answers the problem, if it was told already; else NULL. */
static const struct wd_text_told *told_change(const struct wd_text_report *text,
                                              const struct wd_brief *brief)
{
    struct wd_str id = wd_brief_remedy(brief, 0);
    size_t index = wd_remedy_index(text->document, id);
    bool told = id.len && index != WD_NPOS && brief->together < 2 &&
                (text->told[index].problem || text->told[index].first);

    return told ? &text->told[index] : NULL;
}

/* "fix: R2, see 3": where the change stands; nothing if it comes with this problem. */
static void put_place(struct wd_text_report *text, const struct wd_brief *brief, struct wd_buf *out)
{
    const struct wd_text_told *told = told_change(text, brief);
    struct wd_page *page = text->page;
    char problem[24];

    if (!told || page->detail == WD_DETAIL_HIGH)
        return;
    snprintf(problem, sizeof problem, "%zu", told->problem);
    wd_words_fill(out, page->lang, told->problem ? WD_W_TITLE_PROBLEM : WD_W_TITLE_FIRST,
                  (const struct wd_str[]){wd_brief_remedy(brief, 0), wd_str_of(problem)}, 2);
}

/* Puts the place before the count if that has room beside the title, without its label if need be. */
static bool put_right(const struct wd_page *page, struct wd_str place, struct wd_str times,
                      struct wd_buf *right)
{
    unsigned used = wd_columns(wd_buf_str(&page->scratch)) + 4 + wd_columns(times);
    size_t label = wd_str_find(place, WD_STR(": "));

    if (place.len && used + wd_columns(place) > page->columns && label != WD_NPOS)
        place = wd_str_from(place, label + 2);
    if (used + wd_columns(place) > page->columns)
        place = WD_STR("");
    wd_buf_put(right, place);
    wd_buf_putz(right, place.len ? "  " : "");
    wd_buf_put(right, times);
    return place.len > 0;
}

void wd_text_put_times(struct wd_buf *out, enum wd_lang lang, const struct wd_brief *brief)
{
    struct wd_str night = wd_value_str(brief->value, "last_night");

    if (!brief->count && night.len > 5)
        wd_buf_put(out, wd_str_from(night, 5));
    else
        wd_words_fill_numbers(out, lang, WD_W_TIMES, &brief->count, 1);
}

/* "3  NEW  HIGH  title                  184×" */
void wd_text_title(struct wd_text_report *text, const struct wd_brief *brief, size_t number)
{
    struct wd_page *page = text->page;
    const char *status = wd_words_status(page->lang, brief->status);
    char rooms[3][256];
    struct wd_buf right, times, place;

    wd_buf_init_in(&right, 256, rooms[0], sizeof rooms[0]);
    wd_buf_init_in(&times, 256, rooms[1], sizeof rooms[1]);
    wd_buf_init_in(&place, 256, rooms[2], sizeof rooms[2]);
    wd_text_put_times(&times, page->lang, brief);
    wd_page_fresh(page);
    wd_buf_put_count(&page->scratch, number);
    wd_buf_putz(&page->scratch, "  ");
    if (status)
        wd_buf_printf(&page->scratch, "%s  ", status);
    wd_buf_putz(&page->scratch, wd_words_severity(page->lang, brief->severity));
    if (wd_str_eqz(brief->intent, "investigate"))
        wd_buf_printf(&page->scratch, "  %s", wd_word(page->lang, WD_W_INVESTIGATE));
    wd_buf_putz(&page->scratch, "  ");
    wd_buf_put(&page->scratch, brief->title);
    wd_page_blank(page);
    put_place(text, brief, &place);
    text->placed = put_right(page, wd_buf_str(&place), wd_buf_str(&times), &right);
    wd_page_sides(page, severity_style(brief), wd_buf_str(&page->scratch), wd_buf_str(&right));
    wd_buf_done(&right);
    wd_buf_done(&times);
    wd_buf_done(&place);
}

void wd_text_history(struct wd_page *page, const struct wd_brief *brief)
{
    wd_words_nights(wd_page_fresh(page), page->lang, brief->value);
    if (!page->scratch.len)
        return;
    wd_buf_putz(&page->scratch, "  ");
    wd_sparkline(&page->scratch, wd_value_at(brief->value, "trend", "counts"), TREND_CELLS);
    wd_page_put_scratch(page, WD_W_STATE, WD_STYLE_PLAIN);
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

static void put_else(struct wd_text_report *text, const struct wd_brief *brief)
{
    struct wd_str check = sentence(brief->check);
    size_t problem = 0;

    if (check.len && !wd_text_is_new(text, check, &problem) && problem) {
        wd_page_fresh(text->page);
        wd_words_fill_numbers(&text->page->scratch, text->page->lang, WD_W_ELSE_AS,
                              &(uint64_t){problem}, 1);
        wd_page_put_scratch(text->page, WD_W_TELL, WD_STYLE_PLAIN);
    } else {
        wd_page_put(text->page, WD_W_TELL, check);
    }
}

/* "log.gz:1203", and the command that finds the entry in the log, or else what the line says. */
static void put_line(struct wd_page *page, const struct wd_brief *brief)
{
    if (!brief->has_sample)
        return;
    wd_page_fresh(page);
    wd_value_put_where(&page->scratch, brief->file, brief->record);
    if (brief->find.len) {
        wd_buf_putz(&page->scratch, "  ");
        wd_buf_put(&page->scratch, brief->find);
        wd_page_unwrapped(page, wd_word(page->lang, WD_W_LINE), WD_STYLE_PLAIN,
                          wd_buf_str(&page->scratch));
    } else {
        wd_page_cut(page, wd_word(page->lang, WD_W_LINE), wd_buf_str(&page->scratch), brief->text);
    }
}

void wd_text_rule(struct wd_page *page, const struct wd_brief *brief)
{
    wd_page_fresh(page);
    wd_buf_put(&page->scratch, brief->rule);
    wd_buf_putz(&page->scratch, "  ");
    wd_buf_put(&page->scratch, wd_str_sub(brief->fingerprint, 0, 16));
    wd_page_put_scratch(page, WD_W_RULE, WD_STYLE_PLAIN);
}

/* Who is to be looked into first gets the reason, and no one else a note. */
static void put_reason(struct wd_text_report *text, const struct wd_brief *brief)
{
    if (wd_str_eqz(brief->intent, "investigate"))
        wd_page_put(text->page, WD_W_NOTE, brief->note);
}

static void put_changes(struct wd_text_report *text, const struct wd_brief *brief)
{
    const size_t together = brief->together, all = brief->remedy_count;

    if (!all)
        wd_page_put(text->page, WD_W_FIX, wd_str_of(wd_word(text->page->lang, WD_W_NO_ADVICE)));
    for (size_t i = 0; i < all && i < (together ? together : 1); i++) {
        wd_text_change(text, wd_brief_remedy(brief, i), wd_remedy_label(together, i));
    }
}

/* Where the message itself carries a link to the vendor's troubleshooter, that is the check. */
static void put_link(struct wd_text_report *text, const struct wd_brief *brief)
{
    struct wd_page *page = text->page;

    for (size_t i = 0; i < brief->remedy_count; i++) {
        size_t index = wd_remedy_index(text->document, wd_brief_remedy(brief, i));
        struct wd_str link = wd_remedy_look(text->document, index).link;

        if (link.len)
            wd_page_unwrapped(page, wd_word(page->lang, WD_W_CHECK), WD_STYLE_PLAIN, link);
    }
}

/* The problem with which this one's change was told; 0 if it comes now, or stands under "Fix first" only. */
static size_t told_with(const struct wd_text_report *text, const struct wd_brief *brief)
{
    struct wd_str id = wd_brief_remedy(brief, 0);
    size_t index = wd_remedy_index(text->document, id);

    return id.len && index != WD_NPOS ? text->told[index].problem : 0;
}

/* What is fixed asks for nothing: the change that did it, if the log showed one, is the last of the notes. */
static void put_fixed(struct wd_text_report *text, const struct wd_brief *brief)
{
    const json_t *notes = json_object_get(brief->value, "notes");

    if (json_is_object(json_object_get(brief->value, "granted")))
        wd_page_put(text->page, WD_W_NOTE, wd_value_item(notes, json_array_size(notes) - 1));
}

void wd_text_incident(struct wd_text_report *text, const struct wd_brief *brief, size_t number)
{
    struct wd_page *page = text->page;
    bool fixed = wd_str_eqz(brief->status, "fixed");
    bool alone = !fixed && told_with(text, brief) == 0;

    text->number = number;
    wd_text_title(text, brief, number);
    wd_text_asked(page, brief);
    wd_text_history(page, brief);
    put_reason(text, brief);
    if (fixed)
        put_fixed(text, brief);
    else if (text->placed)
        wd_text_take_as_told(text, wd_brief_remedy(brief, 0));
    else
        put_changes(text, brief);
    if (!fixed)
        put_link(text, brief);
    if (alone)
        put_else(text, brief);
    put_line(page, brief);
    wd_text_rule(page, brief);
}
