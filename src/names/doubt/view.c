/* BigQuery: a table behind a view. Whoever queries a view needs no right on its tables where the view is authorized on their
 * data set; where it is not, either that or a right on the table mends it, and which was meant nobody says (WD_DOUBT_VIEW). What a
 * job's own record tells of it is read in read/audit_view.c. https://cloud.google.com/bigquery/docs/authorized-views */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"

static bool is_name_byte(char c)
{
    return wd_is_word(c) || wd_char_in(c, ".:-$");
}

/* The name that the words begin with, whatever quotes it. */
static struct wd_str name_at(struct wd_str s)
{
    size_t len = 0;

    while (s.len > 0 && wd_char_in(s.ptr[0], " :`'\"[("))
        s = wd_str_from(s, 1);
    while (len < s.len && is_name_byte(s.ptr[len]))
        len++;
    while (len > 0 && wd_char_in(s.ptr[len - 1], ".:-"))
        len--;
    return wd_str_sub(s, 0, len);
}

struct table {
    struct wd_str dataset, leaf; /* empty: it is none */
};

/* "acme-prod:share.orders_v", "acme-prod.share.orders_v", "projects/acme-prod/datasets/share/tables/orders_v" */
static struct table table_of(struct wd_str name)
{
    size_t at = wd_str_find(name, WD_STR("/datasets/"));
    struct wd_str rest = wd_str_from(name, at == WD_NPOS ? name.len : at + 10);
    struct wd_str dataset = wd_str_cut(&rest, '/'), leaf = wd_last_part(name, '.');

    if (at != WD_NPOS)
        return (struct table){dataset, wd_str_starts(rest, WD_STR("tables/")) ? wd_str_from(rest, 7)
                                                                              : WD_STR_NONE};
    rest = wd_str_sub(name, 0, name.len > leaf.len ? name.len - leaf.len - 1 : 0);
    dataset = wd_last_part(wd_last_part(rest, ':'), '.');
    return dataset.len > 0 && dataset.len < rest.len ? (struct table){dataset, leaf}
                                                     : (struct table){.leaf = WD_STR_NONE};
}

static bool is_another(struct table named, struct table refused)
{
    return named.leaf.len > 0 &&
           !(wd_str_eq(named.leaf, refused.leaf) && wd_str_eq(named.dataset, refused.dataset));
}

static bool names_view(struct wd_str text, struct table refused)
{
    static const char *const words[] = {"view ", "View ", "VIEW ", "view: ", "View: ", "views: "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct wd_str word = wd_str_of(words[i]), rest = text;
        for (size_t at; (at = wd_str_find(rest, word)) != WD_NPOS;) {
            rest = wd_str_from(rest, at + word.len);
            if (is_another(table_of(name_at(rest)), refused))
                return true;
        }
    }
    return false;
}

void wd_doubt_view(struct wd_event *event)
{
    struct table refused = table_of(event->slot[WD_SLOT_RESOURCE]);
    bool reads = event->permission_count > 0 &&
                 wd_str_eqz(event->permissions[0].name, "bigquery.tables.getData");

    for (size_t i = 0; reads && refused.leaf.len > 0 && i < event->text_count; i++)
        if (names_view(event->texts[i].s, refused))
            event->doubts |= WD_DOUBT_VIEW;
}
