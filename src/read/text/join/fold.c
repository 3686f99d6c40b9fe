/* Lines that a terminal, a mail or `fold` broke in the middle of a word. Nothing tells "acme-d" and "ata-prod" from
 * two words; so whatever might be one is taken for one, and costs its denial no more than the ready command. */
#include "read/text/text.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

enum { FOLDED_FROM = 60 }; /* bytes from which a line may have been folded */

static bool goes_on(char c)
{
    return wd_is_alnum(c) || wd_char_in(c, "-_.@/");
}

/* Words that begin a line of their own, whatever stands above it: "error: …", "exit status 1", "kim@box:~$". */
static bool begins_a_line(struct wd_str next)
{
    static const char *const words[] = {"exit", "exiting", "at", "npm", "make", "gcloud", "error"};
    struct wd_str first = wd_str_cut(&next, ' ');

    return (first.len > 0 &&
            (wd_char_in(first.ptr[first.len - 1], ":$") || wd_is_upper(first.ptr[0]))) ||
           wd_str_eqz(first, "-") || WD_STR_IN(first, words) ||
           wd_str_starts(next, WD_STR("exited with code ")); /* "web-1 exited with code 1" */
}

/* "… permission in project acme-prod." of BigQuery: no project's name has a dot within. */
static bool ends_in_project(struct wd_str line)
{
    struct wd_str before = wd_str_sub(line, 0, wd_str_rfind_char(line, ' '));

    return line.ptr[line.len - 1] == '.' && before.len < line.len &&
           wd_str_ends(before, WD_STR(" in project"));
}

/* "… [core/account] property.", "… (or it may not exist).": a full stop behind a plain word or a bracket ends a sentence;
 * behind a part of a name it may not. Go's client ends with the reason: "…, forbidden", gcloud as whom it was called,
 * MaxCompute with what was not found. Behind a verb of refusal what was refused is a word of its own. */
static bool ends_sentence(struct wd_str line, struct wd_str next)
{
    static const char *const whole[] = {").",         ", forbidden", "[core/account] property",
                                        " not have",  " lacks",      "[core/account] property.",
                                        " denied on", " denied for", "; No permission"};
    static const char *const domains[] = {"app", "cn",  "co",  "com", "de", "dev",
                                          "edu", "eu",  "fr",  "gov", "io", "iam",
                                          "jp",  "net", "org", "uk",  "us"};
    size_t at = line.len - 1;
    struct wd_str first = wd_str_sub(next, 0, wd_str_find_char(next, ' '));

    if (WD_STR_ANY(wd_str_ends, line, whole))
        return true;
    first = wd_str_trim_right_of(first, ".,;:!");
    if (WD_STR_IIN(wd_str_sub(first, 0, wd_str_find_char(first, ':')), domains))
        return false; /* "com", "com:acme": the rest of a domain */
    if (ends_in_project(line))
        return true;
    if (wd_str_find_char(first, '.') != WD_NPOS) /* "example.com" */
        return false;

    while (at > 0 && wd_is_lower(line.ptr[at - 1]))
        at--;
    return line.ptr[line.len - 1] == '.' && line.len - at > 3 && at > 0 && line.ptr[at - 1] == ' ';
}

/* "GET https://…", "Forbidden: https://…", as clients put it above what was answered, or a refusal that names its own party: a
 * sentence that begins with an account is no rest of it. */
static bool is_told_before(struct wd_str line, struct wd_str next)
{
    static const struct wd_str refusal = {"does not have ", 14};
    struct wd_str account = wd_str_cut(&next, ' ');

    return (wd_str_has(wd_last_part(line, ' '), WD_STR("://")) || wd_str_has(line, refusal)) &&
           wd_str_find_char(account, '@') != WD_NPOS && wd_str_starts(next, refusal);
}

/* "2026-11-20T10:00:00Z …": the next line has a time of its own. */
static bool begins_with_time(struct wd_str next)
{
    return wd_is_digit(next.ptr[0]) && wd_str_has(wd_str_sub(next, 0, 24), WD_STR(":"));
}

static bool is_of_name(char c)
{
    return wd_is_alnum(c) || wd_char_in(c, "_.:/@%+~#=-");
}

/* The bytes of a name at the start, up to this mark; 0 if something else comes first. */
static size_t name_up_to(struct wd_str s, char mark)
{
    size_t len = 0;

    while (len < s.len && is_of_name(s.ptr[len]))
        len++;
    return len < s.len && s.ptr[len] == mark ? len : 0;
}

bool wd_text_begins_paragraph(const struct wd_record *record)
{
    return record->form == WD_RECORD_TEXT && (wd_str_ends(record->before, WD_STR("\n\n")) ||
                                              wd_str_ends(record->before, WD_STR("\n\r\n")));
}

bool wd_text_splits_name(struct wd_str line, struct wd_str next)
{
    size_t at = line.len;

    while (at > 0 && is_of_name(line.ptr[at - 1]))
        at--;
    return line.len >= FOLDED_FROM && at > 1 && line.len - at > 2 &&
           wd_char_in(line.ptr[at - 1], "'\"`") && wd_char_in(line.ptr[at - 2], " ([=:\\") &&
           name_up_to(next, line.ptr[at - 1]) > 0;
}

/* "etl@acme-bi.iam." and "gserviceaccount.com does not …": both ends of the one domain that Google's accounts have, and
 * neither is a word without the other, however wide the line. */
bool wd_text_splits_account(struct wd_str line, struct wd_str next)
{
    static const struct wd_str domain = {".gserviceaccount.com", 20};
    struct wd_str word = wd_last_part(line, ' ');

    if (wd_str_find_char(word, '@') == WD_NPOS)
        return false;
    for (size_t len = 1; len < domain.len; len++)
        if (wd_str_ends(word, wd_str_sub(domain, 0, len)) &&
            wd_str_starts(next, wd_str_from(domain, len)))
            return true;
    return false;
}

/* Nothing goes on behind the domain of Google's accounts, or behind what a status is called. */
static bool is_whole(struct wd_str line)
{
    static const char *const ends[] = {".gserviceaccount.com", " 403 Forbidden",
                                       " 401 Unauthorized"};

    return WD_STR_ANY(wd_str_ends, line, ends);
}

bool wd_text_breaks_word(struct wd_str line, struct wd_str next)
{
    return line.len >= FOLDED_FROM && next.len > 0 && !is_whole(line) &&
           goes_on(line.ptr[line.len - 1]) && goes_on(next.ptr[0]) && !ends_sentence(line, next) &&
           !begins_with_time(next) && !begins_a_line(next) && !is_told_before(line, next);
}

bool wd_text_fills_width(struct wd_str line, size_t lines, struct wd_str next)
{
    static const size_t widths[] = {72, 76, 80, 100, 120, 132};

    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (line.len % widths[i] == 0 && line.len > 0 && line.len / widths[i] <= lines &&
            next.len <= widths[i])
            return true;
    return false;
}

/* "user bob.\nnadia@…": whoever is named before the dot is half of who is named behind it; of any other word the dot is
 * a sentence's end. */
static bool names_a_party(struct wd_str line)
{
    static const char *const words[] = {"user", "account",  "principal",       "caller", "member",
                                        "as",   "identity", "serviceaccount:", "user:"};
    size_t at = wd_str_rfind_char(line, ' ');

    if (at == WD_NPOS || wd_str_rfind_char(line, '.') != line.len - 1)
        return false;
    return WD_STR_IIN(wd_last_part(wd_str_sub(line, 0, at), ' '), words);
}

bool wd_text_begins_refusal(struct wd_str line)
{
    static const char *const begins[] = {"403",           "denied",       "forbidden",
                                         "unauthorized",  "permission '", "permission \"",
                                         "access to acc", "does not"};

    return WD_STR_IHAS_ANY(line, begins);
}

/* "Error 403: etl-run": an answer begins, and one word that tells of no failure is all that stands of it. */
static bool ends_in_party(struct wd_str line)
{
    size_t at = wd_str_rfind_char(line, ' ');
    struct wd_str word = wd_str_from(line, at == WD_NPOS ? line.len : at + 1);

    if (word.len < 2 || wd_text_is_failure(word) || wd_str_ieq(word, WD_STR("error")))
        return false;
    for (size_t i = 0; i < word.len; i++)
        if (!wd_is_lower(word.ptr[i]) && !wd_is_digit(word.ptr[i]) && word.ptr[i] != '-')
            return false;
    return wd_str_at(line, at - 1) == ':' && wd_text_begins_refusal(wd_str_sub(line, 0, at));
}

/* "nightly-", and below it "etl@acme-bi…". */
bool wd_text_begins_account(struct wd_str line)
{
    char last = line.len > 0 ? line.ptr[line.len - 1] : ' ';

    return line.len > 1 && ((wd_char_in(last, "-_+") && wd_is_alnum(line.ptr[line.len - 2])) ||
                            (last == '.' && names_a_party(line)) || ends_in_party(line));
}
