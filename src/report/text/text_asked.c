/* Who wants what on which resource, on as few lines as have room. */
#include "report/text/text.h"
#include "report/words.h"
#include "whydenied/base/columns.h"

static bool fits(const struct wd_page *page, struct wd_str s)
{
    return WD_PAGE_FIELD + wd_columns(s) <= page->columns;
}

/* The problem has something to show beside whom it concerns. */
static bool says_what(const struct wd_brief *brief)
{
    return brief->permission_count > 0 || brief->method.len || brief->resource.len;
}

/* "caller@… (Cloud Build's agent; from message text)"; what is in brackets only where there is room. */
static void put_principal(struct wd_page *page, const struct wd_brief *brief)
{
    struct wd_str id = brief->who;
    struct wd_str label = brief->label;
    const char *source = wd_words_source(page->lang, brief->source);

    if (wd_str_eqz(brief->source, "structured"))
        source = NULL; /* the rule, not worth a word */
    if (!id.len && page->detail != WD_DETAIL_HIGH && says_what(brief))
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
static void fill_wants(struct wd_buf *out, const struct wd_brief *brief)
{
    for (size_t i = 0; i < brief->permission_count; i++) {
        wd_buf_putz(out, i ? ", " : "");
        wd_buf_put(out, wd_brief_permission(brief, i));
    }
    if (!brief->permission_count)
        wd_buf_put(out, brief->method);
}

static void fill_resource(struct wd_buf *out, const struct wd_page *page,
                          const struct wd_brief *brief)
{
    struct wd_str name = brief->what.len ? brief->what : brief->project;

    wd_buf_put(out, name);
    if (name.len && brief->distinct > 1 && brief->resource.len) {
        wd_buf_putz(out, " (");
        wd_words_fill_numbers(out, page->lang, WD_W_DISTINCT_RESOURCES, &brief->distinct, 1);
        wd_buf_putz(out, ")");
    }
}

/* "dana@example.com wants iam.serviceAccounts.actAs" on one line, and what on, if there is room. */
static bool put_together(struct wd_page *page, const struct wd_brief *brief, enum wd_word frame,
                         struct wd_str wants, struct wd_str on)
{
    struct wd_str id = brief->principal;

    if (!id.len || !wants.len || page->detail == WD_DETAIL_HIGH)
        return false;
    wd_page_fresh(page);
    wd_words_fill(&page->scratch, page->lang, frame, (const struct wd_str[]){id, wants, on}, 3);
    if (!fits(page, wd_buf_str(&page->scratch)))
        return false;
    wd_page_put_scratch(page, WD_W_WHO, WD_STYLE_PLAIN);
    return true;
}

/* On as few lines as have room: all; who, and what and where; who and what, and where; a line each. */
static void put_asked(struct wd_page *page, const struct wd_brief *brief, struct wd_str wants,
                      struct wd_str on)
{
    bool named = brief->permission_count > 0;
    enum wd_word label = named ? WD_W_WANTS : WD_W_VIA;
    char room[WD_PAGE_ROOM];
    struct wd_buf both;

    if (on.len && put_together(page, brief, named ? WD_W_WHO_WANTS_ON : WD_W_WHO_VIA_ON, wants, on))
        return;
    wd_buf_init_in(&both, WD_PAGE_TEXT_MAX, room, sizeof room);
    if (wants.len && on.len)
        wd_words_fill(&both, page->lang, WD_W_WANTS_ON, (const struct wd_str[]){wants, on}, 2);
    if (both.len && fits(page, wd_buf_str(&both))) {
        put_principal(page, brief);
        wd_page_put(page, label, wd_buf_str(&both));
    } else {
        if (!named || !put_together(page, brief, WD_W_WHO_WANTS, wants, on)) {
            put_principal(page, brief);
            wd_page_put(page, label, wants);
        }
        wd_page_put(page, WD_W_ON, on);
    }
    if (named && page->detail == WD_DETAIL_HIGH)
        wd_page_put(page, WD_W_VIA, brief->method);
    wd_buf_done(&both);
}

/* Who began the call that another account was refused. At high detail all facts are listed. */
static void put_caller(struct wd_page *page, const struct wd_brief *brief)
{
    if (page->detail != WD_DETAIL_HIGH && brief->principal.len > 0 && brief->caller.len > 0 &&
        !wd_str_eq(brief->caller, brief->principal))
        wd_page_put(page, WD_W_BY, brief->caller);
}

void wd_text_asked(struct wd_page *page, const struct wd_brief *brief)
{
    char rooms[2][WD_PAGE_ROOM];
    struct wd_buf wants, on;

    wd_buf_init_in(&wants, WD_PAGE_TEXT_MAX, rooms[0], sizeof rooms[0]);
    wd_buf_init_in(&on, WD_PAGE_TEXT_MAX, rooms[1], sizeof rooms[1]);
    fill_wants(&wants, brief);
    fill_resource(&on, page, brief);
    put_asked(page, brief, wd_buf_str(&wants), wd_buf_str(&on));
    put_caller(page, brief);
    wd_buf_done(&wants);
    wd_buf_done(&on);
}
