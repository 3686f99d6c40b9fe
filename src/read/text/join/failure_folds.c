/* A failure whose sentence goes on in the next line: which line that is, by how the one before ends and how it begins. */
#include "read/alibaba.h"
#include "read/text/streams.h"
#include "read/text/text.h"

/* "ERROR: (gcloud.secrets.list) …" is a failure of its own, and "Permission 'a.b.get' denied on …" one behind
 * "… does not have permission", which is a whole sentence unless a permission follows. */
static bool is_of_its_own(struct wd_str last, struct wd_str line)
{
    static const char *const ends[] = {"permission", "permissions"};
    struct wd_str s = wd_str_trim(last);

    if (wd_str_starts(line, WD_STR("ERROR: (gcloud.")))
        return true;
    return WD_STR_ANY(wd_str_ends, s, ends) && line.len > 1 && wd_is_upper(line.ptr[0]) &&
           wd_is_lower(line.ptr[1]);
}

/* "… is not authorized to make", "… permission to use": a verb that wants its object. */
static bool ends_in_verb(struct wd_str s)
{
    static const char *const before[] = {"authorized to", "permission to", "permitted to",
                                         "allowed to",    "able to",       "entitled to"};
    size_t at = wd_str_rfind_char(s, ' ');

    return at != WD_NPOS && wd_is_lower(s.ptr[s.len - 1]) &&
           WD_STR_ANY(wd_str_ends, wd_str_sub(s, 0, at), before);
}

/* The last word of a sentence that goes on, or the quote before its next one. */
static bool is_unfinished(struct wd_str text)
{
    static const char *const words[] = {
        "on",  "resource", "to",   "the", "for",  "of",   "a",    "an",        "in",
        "by",  "and",      "or",   "is",  "not",  "does", "have", "following", "this",
        "has", "with",     "from", "as",  "your", "be",   "needs"};
    struct wd_str s = wd_str_trim(text);
    size_t at = s.len;

    if (wd_str_ends(s, WD_STR(" '")) || wd_str_ends(s, WD_STR(" Permission"))) /* it begins one */
        return true;
    if (wd_str_ends(s, WD_STR("; No permission"))) /* MaxCompute's end */
        return false;
    while (at > 0 && s.ptr[at - 1] != ' ' && s.ptr[at - 1] != '\n')
        at--;
    return WD_STR_IIN(wd_str_from(s, at), words);
}

/* "… does not have permission" is whole, unless below it stands which one, to do what, or where. */
static bool is_of_noun(struct wd_str last, struct wd_str next)
{
    static const char *const nouns[] = {"permission", "permissions"};
    static const char *const words[] = {"to", "for", "on", "in", "of", "at", "or", "from", "by"};
    struct wd_str noun = wd_last_part(wd_str_trim(last), ' '),
                  word = wd_str_sub(next, 0, wd_str_find_char(next, ' '));
    size_t dot = wd_str_find_char(word, '.');

    if (!WD_STR_IIN(noun, nouns))
        return false;
    return WD_STR_IN(word, words) || wd_char_in(word.ptr[0], "'\"`") ||
           (wd_is_lower(word.ptr[0]) && dot != WD_NPOS && dot + 1 < word.len);
}

/* "… on service account" or "Access Denied: Table", and its name on the next line: no word has an '@' or a ':' within. Which
 * project cannot be left out. */
static bool is_name_below(struct wd_str last, struct wd_str next)
{
    static const char *const nouns[] = {"account", "table", "dataset", "view"};
    static const char *const wanting[] = {" use project", " in project", " resource project"};
    struct wd_str noun = wd_last_part(wd_str_trim(last), ' '),
                  name = wd_str_sub(next, 0, wd_str_find_char(next, ' '));

    if (WD_STR_ANY(wd_str_ends, wd_str_trim(last), wanting))
        return name.len > 5 && wd_is_lower(name.ptr[0]);
    for (size_t i = 1; i + 1 < name.len && WD_STR_IIN(noun, nouns); i++)
        if (wd_char_in(name.ptr[i], "@:") && wd_is_alnum(name.ptr[i + 1]))
            return true;
    return false;
}

/* "… (or it" and, on the next line, "may not exist).": what was put in brackets goes on until they close. */
static bool leaves_aside_open(struct wd_str line)
{
    size_t at = wd_str_rfind_char(line, '(');

    struct wd_str aside = wd_str_from(line, at == WD_NPOS ? line.len : at);

    return (wd_str_starts(aside, WD_STR("(or ")) || wd_str_eqz(wd_str_trim(aside), "(or")) &&
           wd_str_find_char(aside, ')') == WD_NPOS;
}

/* "X does not have a.b.get access to the Google Cloud Storage bucket." and "Permission 'a.b.get' denied on resource …": one
 * message of Cloud Storage's, unless the line above has both halves. */
static bool is_second_half(struct wd_str last, struct wd_str s)
{
    if (wd_str_starts(s, WD_STR("Service account may have been revoked."))) /* fabric8's */
        return wd_str_ends(wd_str_trim(last), WD_STR("account doesn't have access."));
    return wd_str_starts(s, WD_STR("Permission '")) &&
           wd_str_has(last, WD_STR(" access to the Google Cloud ")) &&
           !wd_str_has(last, WD_STR(" Permission '")) &&
           wd_str_ends(wd_str_trim(last), WD_STR("."));
}

static struct wd_str last_line(struct wd_str text)
{
    size_t newline = wd_str_rfind_char(text, '\n');

    return newline == WD_NPOS ? text : wd_str_from(text, newline + 1);
}

/* "Forbidden.PrivilegeDenied": a code of Alibaba Cloud on a line of its own, or behind the last colon of a line ("submit
 * failed: Forbidden.PrivilegeDenied"); what it means is on the next. */
static bool is_code(struct wd_str s)
{
    if (s.len < 8 || s.len > 80 || !wd_is_upper(s.ptr[0]) || wd_str_find_char(s, '.') == WD_NPOS)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_alnum(s.ptr[i]) && s.ptr[i] != '.')
            return false;
    return s.ptr[s.len - 1] != '.';
}

static bool ends_in_code(struct wd_str line)
{
    struct wd_str s = wd_str_trim(line), word = wd_last_part(s, ' ');

    if (word.len == s.len)
        return is_code(s);
    return wd_str_ends(wd_str_sub(s, 0, s.len - word.len), WD_STR(": ")) && is_code(word) &&
           wd_alibaba_code_is_about_access(word);
}

/* "etl@acme.example does not have …", "Anonymous caller does not have …": whom a status met. */
static bool begins_with_caller(struct wd_str next)
{
    struct wd_str first = wd_str_sub(next, 0, wd_str_find_char(next, ' '));

    return wd_str_find_char(first, '@') != WD_NPOS ||
           wd_str_starts(next, WD_STR("Anonymous caller ")) ||
           wd_str_starts(next, WD_STR("[email"));
}

/* "Caller …", "etl@acme.example does not have …", "[email protected] does not have …": what a code means begins with a
 * capital, or with whom it met. */
static bool begins_meaning(struct wd_str next)
{
    return (next.len > 1 && wd_is_upper(next.ptr[0]) && wd_is_lower(next.ptr[1])) ||
           begins_with_caller(next);
}

/* uv's "… (401 Unauthorized) for url", and "(https://…)" on the next line; "… admission webhook", and its name in quotes. */
static bool is_named_below(struct wd_str s, struct wd_str next)
{
    if (wd_str_ends(s, WD_STR(" for url")))
        return wd_str_starts(next, WD_STR("(http")) || wd_str_starts(next, WD_STR("http"));
    return wd_str_ends(s, WD_STR("admission webhook")) && next.ptr[0] == '"';
}

/* "googleapi: Error 400: SERVICE_ACCOUNT_ACCESS_DENIED": a service's own code behind the client's, and no colon. */
static bool ends_in_constant(struct wd_str s)
{
    struct wd_str word = wd_last_part(s, ' ');
    bool parted = false;

    for (size_t i = 0; i < word.len; i++) {
        if (!wd_is_upper(word.ptr[i]) && word.ptr[i] != '_')
            return false;
        parted = parted || word.ptr[i] == '_';
    }
    return parted && word.len > 8 && word.len < s.len && s.ptr[s.len - word.len - 2] == ':';
}

/* "… code = PermissionDenied", "… PERMISSION_DENIED:" or "… is forbidden:", and what it means on the next line. */
static bool is_announcement(struct wd_str line, struct wd_str next)
{
    static const char *const codes[] = {
        "PERMISSION_DENIED:", "PermissionDenied:",
        "Forbidden:",         "Error 403:",
        "Error 401:",         " error:" /* "I receive a permissions error:" */};
    static const char *const statuses[] = {": 403 Forbidden", ": 401 Unauthorized"};
    struct wd_str s = wd_str_trim(line), before = wd_str_sub(s, 0, wd_str_rfind_char(s, ' '));

    if (s.len == 0 || next.len == 0)
        return false;
    if (wd_str_ends(before, WD_STR("code =")))
        return wd_str_starts(next, WD_STR("desc"));
    if (wd_str_ends(s, WD_STR("(or it may not exist):")) || wd_str_ends(s, WD_STR(" desc =")) ||
        wd_failure_goes_on_behind_address(s, next) || is_named_below(s, next))
        return true;
    if (WD_STR_ANY(wd_str_ends, s, codes) || ends_in_constant(s) ||
        wd_failure_is_class_and_status(s))
        return begins_meaning(next);
    if (WD_STR_ANY(wd_str_ends, s, statuses))
        return begins_with_caller(next);
    return s.ptr[s.len - 1] == ':' && wd_str_ends(s, WD_STR(" is forbidden:")) &&
           wd_str_starts(next, WD_STR("User "));
}

/* "… Permission 'a.b.get' denied" and "on resource '…'" on the next line. */
static bool is_object_below(struct wd_str last, struct wd_str next)
{
    static const char *const words[] = {"on ", "for ", "to "};

    return wd_str_ends(wd_str_trim(last), WD_STR(" denied")) &&
           WD_STR_ANY(wd_str_starts, next, words);
}

/* What goes on with a sentence whose subject ended the line before. */
static bool is_predicate(struct wd_str s)
{
    static const char *const words[] = {"does not have ",
                                        "lacks ",
                                        "is missing ",
                                        "denied on ",
                                        "denied for ",
                                        "is not authorized ",
                                        "(or it may not",
                                        "(or the resource",
                                        "(when acting as ",
                                        "permission for ",
                                        "access to the Google Cloud Storage ",
                                        "to the Google Cloud Storage ",
                                        "cannot ",
                                        "returned \""};

    return WD_STR_ANY(wd_str_starts, s, words);
}

/* Compute's list of all that is missing: "More details:", and a line each of "Reason: forbidden, Message: Required 'a.b.use'
 * permission for '…'"; and who may not act as an account, by itself. */
static bool is_further_reason(struct wd_str last, struct wd_str s)
{
    return (wd_str_starts(s, WD_STR("User: '")) &&
            wd_str_has(last, WD_STR(" does not have access to service account "))) ||
           wd_str_eqz(wd_str_trim(s), "More details:") ||
           (wd_str_starts(s, WD_STR("Reason: ")) && wd_str_has(s, WD_STR(", Message: ")));
}

/* "    message: 'cannot create: …": a quoted text begins, which is set in deeper from the next line on. */
static bool opens_scalar(struct wd_str line)
{
    size_t at = wd_str_find(line, WD_STR(": '"));

    return at != WD_NPOS && at < 40;
}

/* A quoted text that YAML's writers fold at a blank: as deep as the line before, and it goes on in the middle of a
 * sentence ("… has not been used in project acme-web" and "      before or it is disabled. …"), at a quote, which
 * they write twice, or behind a comma. */
static bool is_folded_scalar(struct wd_str last, struct wd_str line)
{
    enum { FOLDED_FROM = 50 };
    struct wd_str s = wd_str_trim_left(line);
    size_t depth = line.len - s.len, above = last.len - wd_str_trim_left(last).len;
    char end = last.ptr[last.len - 1];

    return depth >= 2 && last.len >= FOLDED_FROM &&
           (depth == above || (depth > above && opens_scalar(last))) &&
           (wd_is_alnum(end) || end == ',') &&
           (wd_is_lower(s.ptr[0]) || wd_str_starts(s, WD_STR("''")) ||
            (end == ',' && depth > above && opens_scalar(last))) &&
           !wd_str_starts(s, WD_STR("at "));
}

/* No more lines than these were put together in the last one of the text. */
static size_t pieces_of(const struct wd_message *message)
{
    struct wd_str rest = wd_buf_str(&message->text);
    size_t above = 0;

    for (size_t at; (at = wd_str_find_char(rest, '\n')) != WD_NPOS; above++)
        rest = wd_str_from(rest, at + 1);
    return message->lines > above ? message->lines - above : 1;
}

/* Lines that open with one word tell one thing each. */
static bool opens_alike(struct wd_str text, struct wd_str next)
{
    struct wd_str word = wd_str_sub(text, 0, wd_str_find_char(text, ' ') + 1);

    return word.len > 4 && wd_str_starts(next, word);
}

/* "… access denied" and "tests/test_a.py::test_b PASSED": behind a plain word a path begins; it is not the word's end. */
static bool begins_path(struct wd_str last, struct wd_str next)
{
    struct wd_str word = wd_last_part(last, ' '),
                  first = wd_str_sub(next, 0, wd_str_find_char(next, ' '));

    for (size_t i = 0; i < word.len; i++)
        if (!wd_is_letter(word.ptr[i]))
            return false;
    return wd_str_find_char(first, '/') != WD_NPOS;
}

/* A line as wide as the screen that ends within a word; once that was seen, the lines after it are cut wherever they fill it. */
static bool is_cut_by_width(const struct wd_message *message, struct wd_str last,
                            struct wd_str next)
{
    struct wd_str text = wd_buf_str(&message->text);

    if (!wd_text_fills_width(last, message->lines, next) ||
        !wd_text_fills_width(last, pieces_of(message), next) || opens_alike(text, next) ||
        begins_path(last, next))
        return false;
    return wd_text_breaks_word(last, next) || !wd_text_fills_width(last, 1, next);
}

/* "… Permission '" and, on the next line, "a.b.get' denied on …": a quote that opens at the end of a line. */
static bool opens_quote(struct wd_str last, struct wd_str next)
{
    char quote = last.ptr[last.len - 1];
    size_t len = 0;

    while (len < next.len && (wd_is_word(next.ptr[len]) || wd_char_in(next.ptr[len], "-./:@")))
        len++;
    return last.len > 1 && wd_char_in(quote, "'\"`") && last.ptr[last.len - 2] == ' ' && len > 2 &&
           wd_str_at(next, len) == quote;
}

enum wd_join wd_failure_folds(const struct wd_reading *r, struct wd_str line,
                              const struct wd_message *message)
{
    struct wd_str last = last_line(wd_buf_str(&message->text));
    struct wd_str s = wd_str_trim_left(line);

    if (message->seen + 1 != message->lines || message->blank || s.len == 0 || last.len == 0 ||
        wd_text_begins_paragraph(r->record) || is_of_its_own(last, s) ||
        wd_text_begins_as_note(s) || wd_text_is_headed_apart(r->record, line) ||
        wd_str_starts(s, WD_STR("```"))) /* a fence of the page that it was pasted into */
        return WD_JOIN_WAIT;
    if (wd_text_splits_name(last, line) || wd_text_splits_account(last, line) ||
        wd_failure_cuts_rbac(last, wd_buf_str(&message->text), line) ||
        wd_failure_within_call(last, line) || is_cut_by_width(message, last, line) ||
        opens_quote(last, line))
        return WD_JOIN_GLUE;
    if (is_folded_scalar(last, line) || is_further_reason(last, s) || is_predicate(s) ||
        is_object_below(last, s) || is_unfinished(last) ||
        (ends_in_verb(wd_str_trim(last)) && wd_is_lower(s.ptr[0])) ||
        wd_failure_has_address_below(last, s) || is_of_noun(last, s) ||
        wd_failure_goes_on_with_rbac(wd_str_trim(last), wd_buf_str(&message->text), s) ||
        is_name_below(last, s) || leaves_aside_open(last) || is_second_half(last, s) ||
        ends_in_code(last) || is_announcement(last, s) ||
        wd_str_ends(wd_str_trim(last), WD_STR(" -")))
        return WD_JOIN_FOLD;
    bool boxed = r->boxed && last.len >= 40 && !wd_char_in(last.ptr[last.len - 1], ".:;}]>{") &&
                 !wd_str_has(wd_str_sub(s, 0, 40), WD_STR("Error:"));
    return boxed ? WD_JOIN_FOLD : WD_JOIN_WAIT;
}

struct wd_str wd_failure_unfolded(struct wd_reading *r, struct wd_str text)
{
    struct wd_message message = {.lines = 1};
    struct wd_str rest = text;
    bool changed = false;

    wd_buf_init(&message.text, text.len + 1);
    for (bool first = true; rest.len > 0; first = false) {
        struct wd_str line = wd_str_cut(&rest, '\n');
        struct wd_str bare = wd_text_uncarried(r, line);
        enum wd_join how = first ? WD_JOIN_WAIT : wd_failure_folds(r, bare, &message);
        if (!first && bare.len > 0 && how == WD_JOIN_WAIT &&
            wd_failure_says_what_was_asked(wd_buf_str(&message.text)))
            how = WD_JOIN_FOLD;
        changed = changed || how != WD_JOIN_WAIT || bare.ptr != line.ptr;
        if (!first && how != WD_JOIN_GLUE)
            wd_buf_putc(&message.text, how == WD_JOIN_FOLD ? ' ' : '\n');
        wd_buf_put(&message.text, how == WD_JOIN_FOLD ? wd_str_trim_left(bare) : bare);
    }
    if (changed && !message.text.failed)
        text = wd_arena_copy(r->arena, wd_buf_str(&message.text));
    wd_buf_done(&message.text);
    return text;
}
