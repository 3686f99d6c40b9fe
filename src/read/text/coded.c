/* What programmers and shells write that names refusals: imports, the codes of a client one after the other, queries and
 * searches for them, what a test missed. Nobody was refused by any of it. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

/* One word, or several in braces or quotes: what an import names. */
static bool is_path_of_code(struct wd_str s)
{
    size_t dots = 0;

    s = wd_str_trim_right_of(wd_str_trim(s), ";");
    for (size_t i = 0; i < s.len; i++) {
        if (!wd_is_word(s.ptr[i]) && !wd_char_in(s.ptr[i], ".:/\\*{},@-'\"() "))
            return false;
        dots += wd_char_in(s.ptr[i], ".:/\\");
    }
    return dots > 0;
}

/* "from google.api_core.exceptions import Forbidden", "import com.google.…Exception;", `require "google/cloud/errors"`. */
static bool is_import(struct wd_str s)
{
    static const char *const heads[] = {"import ", "using ", "use ", "require ", "from "};
    size_t comment, slashes;

    if (!WD_STR_ANY(wd_str_starts, s, heads))
        return false;
    comment = wd_str_find(s, WD_STR(" # "));
    slashes = wd_str_find(s, WD_STR(" // "));
    s.len = comment != WD_NPOS ? comment : s.len;
    s.len = slashes < s.len ? slashes : s.len;
    if (!is_path_of_code(s))
        return false;
    if (wd_str_starts(s, WD_STR("from ")))
        return wd_str_has(s, WD_STR(" import "));
    struct wd_str rest = s;
    wd_str_cut(&rest, ' ');
    return wd_char_in(wd_str_at(rest, 0), "{'\"*") || wd_str_find_char(rest, ' ') == WD_NPOS ||
           wd_str_has(rest, WD_STR(" from '")) || wd_str_has(rest, WD_STR(" from \""));
}

static const char *const codes[] = {"permission denied",
                                    "unauthenticated",
                                    "not found",
                                    "already exists",
                                    "invalid argument",
                                    "deadline exceeded",
                                    "unavailable",
                                    "resource exhausted",
                                    "failed precondition",
                                    "aborted",
                                    "out of range",
                                    "unimplemented",
                                    "data loss",
                                    "cancelled",
                                    "internal",
                                    "unknown",
                                    "access denied",
                                    "no permission",
                                    "forbidden.ram",
                                    "invalid access key id",
                                    "signature does not match",
                                    "forbidden"};
enum { REFUSING = 2 }; /* of gRPC's, the first */

/* The code that stands at `at` as a word of a program: PERMISSION_DENIED, PermissionDenied, "permission_denied"; WD_NPOS:
 * none. */
static size_t code_at(struct wd_str s, size_t at, size_t *ret_len)
{
    bool quoted = at > 0 && wd_char_in(s.ptr[at - 1], "\"'");

    if ((!wd_is_upper(wd_str_at(s, at)) && !quoted) || (at > 0 && wd_is_alnum(s.ptr[at - 1])))
        return WD_NPOS;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        *ret_len = wd_word_at(wd_str_from(s, at), codes[i]);
        if (*ret_len > 0 && wd_str_find_char(wd_str_sub(s, at, *ret_len), ' ') == WD_NPOS &&
            !wd_is_word(wd_str_at(s, at + *ret_len)))
            return i;
    }
    return WD_NPOS;
}

/* Bytes of what parts two codes of a list: marks, numbers, "or"; with a mark that lists among them. */
static size_t between(struct wd_str s, size_t at)
{
    enum { MOST = 20 };
    bool lists = false;
    size_t i = at;

    for (; i < s.len && i - at < MOST; i++) {
        if (wd_str_starts(wd_str_from(s, i), WD_STR(" or ")) ||
            wd_str_starts(wd_str_from(s, i), WD_STR(" and "))) {
            lists = true;
            i += 3;
        } else if (!wd_is_digit(s.ptr[i]) && !wd_char_in(s.ptr[i], " ,;|/=:()'\"`")) {
            break;
        }
        lists = lists || wd_char_in(s.ptr[i], ",;|/=");
    }
    return lists ? i : WD_NPOS;
}

/* "= 7;", "=0": a constant or a count. */
static bool is_numbered(struct wd_str s)
{
    s = wd_str_trim_left(s);
    if (wd_str_at(s, 0) != '=')
        return false;
    s = wd_str_trim_left(wd_str_from(s, 1));
    size_t digits = wd_str_digits(s, 0);
    return digits > 0 && (digits == s.len || wd_char_in(s.ptr[digits], " ;,|}"));
}

/* "PERMISSION_DENIED, UNAUTHENTICATED, NOT_FOUND", "PERMISSION_DENIED = 7;": a list of what there is. Whom or what a refusal is
 * about would stand beside. */
static bool holds_list(struct wd_str line)
{
    size_t len, next_len;

    for (size_t at = 0; at < line.len; at++) {
        bool quoted = at > 0 && (line.ptr[at - 1] == '"' || line.ptr[at - 1] == '\'');
        size_t code = WD_NPOS;
        if ((line.ptr[at] >= 'A' && line.ptr[at] <= 'Z') || quoted)
            code = code_at(line, at, &len);
        if (code == WD_NPOS)
            continue;
        if (code < REFUSING && is_numbered(wd_str_from(line, at + len)))
            return true;
        size_t next = between(line, at + len);
        size_t other = next == WD_NPOS ? WD_NPOS : code_at(line, next, &next_len);
        if (other != WD_NPOS && other != code)
            return true;
        at += len - 1;
    }
    return false;
}

static bool lists_codes(struct wd_str line)
{
    static const char *const told[] = {"denied on ", "failed", "error:", "attempt"};

    return wd_str_find_char(line, '@') == WD_NPOS && !WD_STR_IHAS_ANY(line, told) &&
           holds_list(line);
}

/* `echo "…" >> file`: what it says goes nowhere else; any other echo is followed by what it printed. */
static bool is_kept(struct wd_str s)
{
    static const char *const tools[] = {"echo \"", "echo '", "printf \"", "printf '"};
    size_t end = wd_str_rfind_char(s, '>');

    return WD_STR_ANY(wd_str_starts, s, tools) && end != WD_NPOS && end > 0 &&
           wd_char_in(s.ptr[end - 1], " >") &&
           wd_str_find_char(wd_str_from(s, end), '\'') == WD_NPOS &&
           wd_str_find_char(wd_str_from(s, end), '"') == WD_NPOS;
}

/* "$ grep -r "…"", "SELECT … WHERE status = 403": what somebody looks for, or writes. */
static bool is_typed(struct wd_str s)
{
    static const char *const tools[] = {"grep ", "egrep ", "zgrep ", "rg ", "jq ", "awk ", "sed "};
    static const char *const queries[] = {"select ", "query: select ", "sql: select "};

    s = wd_str_trim_left_of(s, "$ ");
    return WD_STR_ANY(wd_str_starts, s, tools) || is_kept(s) ||
           (WD_STR_ISTARTS_ANY(s, queries) && wd_str_ihas(s, " from ") &&
            !wd_str_has(s, WD_STR("Denied: ")));
}

/* "public class PermissionDeniedException extends …", ":raises …PermissionDenied: if …", "* `PERMISSION_DENIED`: the caller …" */
static bool is_declared(struct wd_str s)
{
    static const char *const heads[] = {"public class ",   "export class ", "final class ",
                                        "abstract class ", "@throws ",      "@raises ",
                                        ":raises ",        ":throws ",      "@exception ",
                                        "rescue_from ",    "@Catch(",       "@ExceptionHandler("};
    struct wd_str rest = wd_str_from(s, strlen("throws "));
    size_t len;

    if (WD_STR_ANY(wd_str_starts, s, heads))
        return true;
    if (wd_str_starts(s, WD_STR("throws ")))
        return wd_str_find_char(rest, ' ') == WD_NPOS && wd_str_find_char(rest, ':') == WD_NPOS;
    return wd_str_at(s, 0) == '`' && code_at(s, 1, &len) != WD_NPOS && wd_str_at(s, 1 + len) == '`';
}

/* "DID NOT RAISE <class '…Forbidden'>", "PermissionDenied not raised by f": a test that wanted a refusal, and got none. */
static bool is_missed(struct wd_str line)
{
    static const char *const misses[] = {"did not raise ",    "not raised by ", " was not raised",
                                         " not to be thrown", " to be raised,", " to be thrown,",
                                         "did not throw ",    "was not thrown"};

    return (wd_str_ihas(line, "raise") || wd_str_ihas(line, "throw")) &&
           WD_STR_IHAS_ANY(line, misses);
}

/* "0 of 12 permission checks failed" */
static bool is_none_of(struct wd_str line)
{
    static const char *const ends[] = {" failed", " denied", " refused", " rejected"};
    size_t at = wd_str_find(line, WD_STR("0 of "));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at + strlen("0 of "));

    if (rest.len == 0 || (at > 0 && line.ptr[at - 1] != ' ') || !wd_is_digit(rest.ptr[0]))
        return false;
    for (size_t i = 0; i < rest.len; i++) {
        if (wd_char_in(rest.ptr[i], ",;:."))
            return false;
        if (rest.ptr[i] == ' ' && WD_STR_ANY(wd_str_starts, wd_str_from(rest, i), ends))
            return true;
    }
    return false;
}

/* {"metric": "…", "grpc_code": "PermissionDenied", "value": 0}: a figure, as an exporter prints it. */
static bool is_figure(struct wd_str s)
{
    static const char *const names[] = {"\"metric\"", "_total\"", "_count\"", "\"metricKind\""};

    return wd_str_starts(s, WD_STR("{")) && wd_str_has(s, WD_STR("\"value\":")) &&
           WD_STR_ANY(wd_str_has, s, names);
}

/* `if strings.Contains(err.Error(), "…") {`, `DEBUG loaded error table: {…}`: what a program looks for. */
static bool is_looked_for(struct wd_str line)
{
    static const char *const words[] = {
        "loaded error table", "error table loaded", "error catalog",
        "known errors:",      "error codes:",       "loaded error codes"};

    return wd_str_ihas(line, "error") && WD_STR_IHAS_ANY(line, words);
}

bool wd_text_is_coded(struct wd_str line)
{
    struct wd_str s = wd_text_marks_off(line);

    return is_import(s) || is_typed(s) || is_declared(s) || lists_codes(line) || is_missed(line) ||
           is_none_of(line) || is_figure(s) || is_looked_for(line);
}
