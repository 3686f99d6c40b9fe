/* Refusals that a line tells of without one having happened: taken away on purpose and reported so, quoted as the
 * words of people, wanted by a test. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* "… any more (revoked by ticket 12)" */
static bool is_revocation(struct wd_str line)
{
    static const char *const ends[] = {"any more (", "anymore (", "any longer ("};
    static const char *const deeds[] = {"revoked ", "removed ", "withdrawn ", "taken away "};

    if (!wd_str_ihas(line, "any")) /* each of them begins so */
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t at = wd_str_ifind(line, ends[i]);
        for (size_t k = 0; at != WD_NPOS && k < sizeof deeds / sizeof *deeds; k++)
            if (wd_str_istarts(wd_str_from(line, at + strlen(ends[i])), wd_str_of(deeds[k])))
                return true;
    }
    return false;
}

/* "12:", as Terraform quotes a source */
static bool is_line_number(struct wd_str before)
{
    return before.len > 1 && before.ptr[before.len - 1] == ':' &&
           wd_is_digit(before.ptr[before.len - 2]);
}

/* `description   = "…"`, `+ description = "…"`: an attribute of people's words, as a plan or a source of Terraform's
 * quotes it, at the begin of a line, behind its number or the mark of a change. "error description = …" is none. */
static bool is_attribute(struct wd_str line, const char *name)
{
    size_t at = wd_str_find(line, wd_str_of(name));
    struct wd_str before = wd_str_trim(wd_str_sub(line, 0, at == WD_NPOS ? 0 : at));

    if (at == WD_NPOS || (at > 0 && !wd_char_in(line.ptr[at - 1], " \t")) ||
        (before.len > 0 && !wd_char_in(before.ptr[before.len - 1], "#+-~") &&
         !is_line_number(before)))
        return false;
    struct wd_str rest = wd_str_from(line, at + strlen(name)), value = rest;
    value = wd_str_trim_left_of(value, " ");
    return value.len < rest.len && wd_str_starts(value, WD_STR("= \""));
}

/* "- error code NoPermission: …", "- 错误码 Forbidden.RAM：…": an item of a list that explains codes; an answer has an id. */
static bool is_code_explained(struct wd_str line)
{
    static const char *const heads[] = {
        "error code ", "\xe9\x94\x99\xe8\xaf\xaf\xe7\xa0\x81 ", /* 错误码 */
        "\xe9\x94\x99\xe8\xaf\xaf\xe4\xbb\xa3\xe7\xa0\x81 "};   /* 错误代码 */
    struct wd_str s = wd_str_trim_left(line);
    size_t head = 0, len = 0;

    if (s.len < 4 || !wd_char_in(s.ptr[0], "-*+") || s.ptr[1] != ' ' || wd_str_ihas(s, "request"))
        return false;
    s = wd_str_trim_left(wd_str_from(s, 1));
    for (size_t i = 0; i < sizeof heads / sizeof *heads && head == 0; i++)
        head = wd_str_istarts(s, wd_str_of(heads[i])) ? strlen(heads[i]) : 0;
    s = wd_str_from(s, head);
    while (len < s.len && (wd_is_word(s.ptr[len]) || wd_char_in(s.ptr[len], ".`")))
        len++;
    s = wd_str_from(s, len);
    return head > 0 && len > 3 &&
           (wd_str_starts(s, WD_STR(": ")) || wd_str_starts(s, WD_STR("\xef\xbc\x9a")));
}

/* "expected PermissionDenied …, got PermissionDenied": what was wanted came. */
static bool is_met(struct wd_str line)
{
    size_t wanted = wd_str_ifind(line, "expected "), came;
    struct wd_str first, second;

    came = wanted == WD_NPOS ? WD_NPOS : wd_str_ifind(line, "got ");
    if (came == WD_NPOS || came < wanted)
        return false;
    first = wd_str_from(line, wanted + strlen("expected "));
    second = wd_str_from(line, came + strlen("got "));
    first = wd_str_cut(&first, ' ');
    return first.len > 3 && wd_str_istarts(second, first);
}

/* "[5m])", "[1h])": the span over which a query counts. */
static bool has_span(struct wd_str line)
{
    size_t end = wd_str_find(line, WD_STR("])")), at = end - 1;

    if (end == WD_NPOS || end < 3 || !wd_char_in(line.ptr[at], "smhdwy"))
        return false;
    while (at > 0 && wd_is_digit(line.ptr[at - 1]))
        at--;
    return at > 0 && at < end - 1 && line.ptr[at - 1] == '[';
}

/* `rate(handled_total{code="PermissionDenied"}[5m])`, `count_over_time({app="x"} |= "…" [1h])`: a query that counts what labels
 * and lines say, over a time: no refusal happened. */
static bool is_counted(struct wd_str line)
{
    return has_span(line) && wd_str_has(line, WD_STR("{")) &&
           (wd_str_has(line, WD_STR("=\"")) || wd_str_has(line, WD_STR("=~\"")));
}

/* "ratio of PERMISSION_DENIED is 0.02", "number of denied requests: 7": a figure of a monitor's, whoever was meant. */
static bool is_measured(struct wd_str line)
{
    static const char *const figures[] = {"ratio of ", "rate of ", "count of ", "number of "};
    static const char *const counted[] = {
        "permission_denied", "permissiondenied", "denied", "403", "401",
        "forbidden",         "unauthenticated",  "refused"};
    struct wd_str s = wd_str_trim_right_of(line, " .%)0123456789");

    if (s.len == line.len || s.len == 0 || wd_str_find_char(line, '@') != WD_NPOS ||
        !wd_str_ihas(s, " of "))
        return false;
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        size_t at = wd_str_ifind(s, figures[i]);
        struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(s, at + strlen(figures[i]));
        if (WD_STR_ISTARTS_ANY(rest, counted))
            return true;
    }
    return false;
}

/* "And no job logs `…`", "nothing says "…"", "it never prints "…"": what is said by nobody. */
static bool is_said_by_nobody(struct wd_str line)
{
    enum { NEAR = 2 };
    static const char *const nobody[] = {"no", "nobody", "nothing", "none", "never"};
    static const char *const says[] = {"logs",    "log",   "prints",  "print",   "says",
                                       "reports", "shows", "returns", "contains"};
    struct wd_str rest = wd_text_marks_off(line);
    unsigned since = NEAR + 1;

    while (rest.len > 0) {
        struct wd_str word = wd_str_cut(&rest, ' ');
        if (WD_STR_IIN(word, nobody))
            since = 0;
        else if (since <= NEAR && WD_STR_IIN(word, says))
            return rest.len > 0 && wd_char_in(rest.ptr[0], "\"'`");
        since += word.len > 0 && wd_char_in(word.ptr[word.len - 1], ".,;:") ? NEAR + 1 : 1;
    }
    return false;
}

/* "A caller without one of them gets PERMISSION_DENIED", "Any request lacking a token is rejected": a law, and nobody who broke
 * it. */
static bool is_law(struct wd_str line)
{
    static const char *const anyone[] = {"a ", "an ", "any ", "every ", "each "};
    static const char *const wanting[] = {" without ", " lacking "};
    static const char *const meets[] = {" gets PERM",   " gets 4",     " gets a ",
                                        " receives ",   " is refused", " is denied",
                                        " is rejected", " will be ",   " will get "};
    struct wd_str s = wd_text_marks_off(line);

    return WD_STR_ISTARTS_ANY(s, anyone) && WD_STR_ANY(wd_str_has, s, wanting) &&
           WD_STR_ANY(wd_str_has, s, meets) && wd_str_find_char(s, '@') == WD_NPOS &&
           !wd_str_has(s, WD_STR(": "));
}

bool wd_text_is_told(struct wd_str line)
{
    return is_revocation(line) || is_law(line) || is_said_by_nobody(line) || is_measured(line) ||
           is_code_explained(line) || is_met(line) || is_counted(line) ||
           (wd_str_has(line, WD_STR("= \"")) && /* as an attribute goes on */
            (is_attribute(line, "description") || is_attribute(line, "display_name") ||
             is_attribute(line, "comment")));
}

/* "expected: … -- passed" of a test that wants the refusal; "expected: 200, got: 403" tells of one. */
bool wd_text_is_reasoned_below(const struct wd_reading *r, struct wd_str line)
{
    enum { NEAR = 800 };
    struct wd_str below = wd_str_sub(r->record->after, 0, NEAR);

    return wd_str_has(line, WD_STR("Setting IAM policy failed, try ")) &&
           wd_str_has(below, WD_STR("\nERROR: (gcloud.")) && wd_str_ihas(below, "policy");
}

bool wd_text_is_expectation(struct wd_str line)
{
    static const char *const opens[] = {"expected: ", "expected refusal", "expected denial"};
    static const char *const others[] = {" got", " but ", "actual", "received"};
    bool expects = false;

    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++)
        expects = expects || wd_str_istarts(line, wd_str_of(opens[i]));
    for (size_t i = 0; expects && i < sizeof others / sizeof *others; i++)
        expects = !wd_str_ihas(line, others[i]);
    return expects;
}

/* "Syncing run NAME", "View run NAME at: https://…", labels off: W&B tells what a run is called, whatever that is. */
bool wd_text_names_run(struct wd_str s)
{
    static const char *const heads[] = {"Syncing run ", "Resuming run ", "View run "};
    struct wd_str rest = s;

    if (!WD_STR_ANY(wd_str_starts, s, heads))
        return false;
    wd_str_cut(&rest, ' ');
    wd_str_cut(&rest, ' ');
    wd_str_cut(&rest, ' ');
    rest = wd_str_trim(rest);
    return rest.len == 0 || wd_str_starts(rest, WD_STR("at: "));
}
