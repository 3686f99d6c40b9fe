/* What MaxCompute's console shows beside a refusal: the privilege was given to its party or taken, the party was removed, the table
 * dropped, or it is among the grants that the party holds. (https://www.alibabacloud.com/help/en/maxcompute/user-guide/overview-of-permission-management) */
#include "read/text/around/around.h"

#include "whydenied/base/char.h"

enum { NAME_MIN = 3 };

/* Who lacks a privilege on what, in the refusal's own words. */
struct lack {
    struct wd_str party; /* "RAM$acme@example.com:mika" */
    struct wd_str place; /* "projects/acme_dw/tables/orders" */
    struct wd_str leaf;  /* "orders" */
};

static struct wd_str token_at(struct wd_str line, size_t at)
{
    size_t len = 0;

    while (at + len < line.len && !wd_char_in(line.ptr[at + len], " \t;,'\"`{}()[]"))
        len++;
    return wd_str_trim_right_of(wd_str_sub(line, at, len), ".:");
}

static struct wd_str token_from(struct wd_str line, struct wd_str mark)
{
    size_t at = wd_str_find(line, mark);

    return at == WD_NPOS ? WD_STR_NONE : token_at(line, at);
}

static struct lack lack_of(struct wd_str line)
{
    struct lack lack = {.party = token_from(line, WD_STR("RAM$"))};

    if (lack.party.len == 0)
        lack.party = token_from(line, WD_STR("ALIYUN$"));
    lack.place = token_from(line, WD_STR("projects/"));
    lack.leaf = wd_last_part(lack.place, '/');
    return lack;
}

/* Behind the prompt and what loggers put before it. */
static struct wd_str statement_in(struct wd_str line, bool *ret_prompted)
{
    size_t prompt = wd_str_rfind_char(line, '>');

    *ret_prompted = prompt != WD_NPOS && wd_str_ihas(wd_str_sub(line, 0, prompt), "odps");
    if (*ret_prompted)
        line = wd_str_from(line, prompt + 1);
    return wd_str_trim(line);
}

/* "OK" on the next line, or at the end of its own. */
static bool is_answered(struct wd_str statement, struct wd_str next)
{
    return wd_str_ends(statement, WD_STR("; OK")) || wd_str_eqz(next, "OK") ||
           wd_str_ends(next, WD_STR(" OK"));
}

/* "grant Select on table orders to USER x": the table of the refusal, or all of the project. */
static bool is_on_its_own(struct wd_str statement, const struct lack *lack)
{
    return lack->leaf.len < NAME_MIN || wd_around_holds_name(statement, lack->leaf) ||
           wd_str_ihas(statement, " on project ") || wd_str_ihas(statement, " on schema ");
}

/* What it does to the party or the table; a role's statement may be the party's. */
static bool concerns(struct wd_str statement, const struct lack *lack)
{
    bool party = lack->party.len > 0 && wd_around_holds_name(statement, lack->party);

    if (wd_str_ihas(statement, "drop table ") || wd_str_ihas(statement, "drop view "))
        return lack->leaf.len >= NAME_MIN && wd_around_holds_name(statement, lack->leaf);
    if (wd_str_ihas(statement, "remove user "))
        return party;
    if (wd_str_ihas(statement, "grant ") && wd_str_ihas(statement, " on "))
        return (party || wd_str_ihas(statement, " to role ")) && is_on_its_own(statement, lack);
    if (wd_str_ihas(statement, "revoke ") && wd_str_ihas(statement, " on "))
        return (party || wd_str_ihas(statement, " from role ")) && is_on_its_own(statement, lack);
    return party && (wd_str_ihas(statement, "grant ") || wd_str_ihas(statement, "revoke "));
}

/* "A       projects/acme_dw/tables/orders: Select" below "show grants for x": a row of what is allowed. */
static bool is_held_row(struct wd_str line, const struct lack *lack, struct wd_str refusal)
{
    size_t at = lack->place.len > 0 ? wd_str_find(line, lack->place) : WD_NPOS;
    struct wd_str rest = wd_str_from(line, at == WD_NPOS ? line.len : at + lack->place.len), right;

    if (!wd_str_starts(rest, WD_STR(":")))
        return false;
    rest = wd_str_from(rest, 1);
    while (rest.len > 0) {
        right = wd_str_trim(wd_str_cut(&rest, ','));
        if (right.len >= NAME_MIN &&
            (wd_str_ihas(right, "all") || wd_around_holds_name(refusal, right)))
            return true;
    }
    return false;
}

static bool is_done_in(const struct wd_nearby *lines, size_t i, struct wd_str next,
                       const struct lack *lack)
{
    static const char *const asks[] = {"should", "must", "need", "please", "ask ", "fix: ", "hint"};
    bool prompted;
    struct wd_str statement = statement_in(lines[i].text, &prompted);

    return !WD_STR_IHAS_ANY(statement, asks) && concerns(statement, lack) &&
           (is_answered(statement, next) ||
            (prompted && !wd_str_ihas(next, "fail") && !wd_str_ihas(next, "odps-")));
}

bool wd_around_is_of_console(const struct wd_around *around)
{
    struct lack lack;
    bool shows = false;

    if (!wd_str_ihas(around->line, "odps"))
        return false;
    lack = lack_of(around->line);
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        shows = shows || wd_str_ihas(line, "show grants");
        if ((shows && is_held_row(line, &lack, around->line)) ||
            is_done_in(around->after, i,
                       i + 1 < around->after_count ? around->after[i + 1].text : WD_STR_NONE,
                       &lack))
            return true;
    }
    for (size_t i = 0; i < around->before_count; i++)
        if (is_done_in(around->before, i, i > 0 ? around->before[i - 1].text : WD_STR_NONE, &lack))
            return true;
    return false;
}
