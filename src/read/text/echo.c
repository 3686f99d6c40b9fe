/* Echoes: the same refusal printed again in another frame. A client library writes the status, the
 * details and the debug string; a wrapper puts "failed to solve:" before what a step said; Java
 * repeats the message behind "Caused by:".
 *
 * Of one line the labels are taken off, in a closed sense: levels, dotted names of exceptions, code
 * names. What remains must stand in the other, letters in any case, blanks and quotes left out.
 * "failed to pull a: denied" and "failed to pull b: denied" are no echoes of each other. */
#include "read/text/text.h"

#include "whydenied/base/char.h"

enum { ECHO_MAX = 2048, CORE_MIN = 18 };

struct bare {
    char text[ECHO_MAX];
    size_t len;
};

static void make_bare(struct bare *out, struct wd_str s)
{
    out->len = 0;
    for (size_t i = 0; i < s.len && out->len < ECHO_MAX; i++) {
        char c = s.ptr[i];
        if (wd_char_in(c, " \t\r\n\"'`\\"))
            continue;
        out->text[out->len++] = wd_lower(c);
    }
}

/* "Attempt 1/3 failed with 1 errors and": rclone's sum of what it told above. */
static bool is_attempt(struct wd_str s)
{
    return wd_str_starts(s, WD_STR("Attempt ")) && wd_str_ends(s, WD_STR(" errors and"));
}

/* "executor error", "Non-transient error": plain words. */
static bool is_kind_of_error(struct wd_str s)
{
    if (s.len > 40 || !wd_str_ends(s, WD_STR(" error")))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!wd_is_lower(s.ptr[i]) && !wd_is_upper(s.ptr[i]) && s.ptr[i] != ' ' && s.ptr[i] != '-')
            return false;
    return true;
}

static bool is_known_label(struct wd_str s)
{
    static const char *const labels[] = {"error",
                                         "fatal",
                                         "warning",
                                         "warn",
                                         "err",
                                         "caused by",
                                         "details",
                                         "status",
                                         "message",
                                         "msg",
                                         "errormessage",
                                         "errorstack",
                                         "grpc_message",
                                         "reason",
                                         "debug_error_string",
                                         "description",
                                         "http error",
                                         "exception",
                                         "desc",
                                         "failed to solve",
                                         "rpc error",
                                         "error summary",
                                         "result",
                                         "suppressed",
                                         "buildx failed with",
                                         "detail",
                                         "stderr",
                                         "output",
                                         "sub-process",
                                         "failed to mount",
                                         "failed to open connection",
                                         "mount failed",
                                         "create file system",
                                         "error in iterating through objects",
                                         "failed to copy"};

    return WD_STR_IIN(s, labels);
}

/* "mountWithArgs", "GetTokenSource": functions, as errors in Go are wrapped by their names. */
static bool is_function(struct wd_str s)
{
    bool inner = false, letters = s.len > 5;

    for (size_t i = 0; i < s.len && letters; i++) {
        letters = wd_is_upper(s.ptr[i]) || wd_is_lower(s.ptr[i]);
        inner = inner || (i > 0 && wd_is_upper(s.ptr[i]) && wd_is_lower(s.ptr[i - 1]));
    }
    return letters && inner;
}

/* A dotted name, a name of an exception, a code name: one word. */
static bool is_name(struct wd_str s)
{
    bool dotted = false, upper = s.len > 3;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (!wd_is_alnum(c) && !wd_char_in(c, "_.$(<"))
            return false;
        dotted = dotted || c == '.';
        upper = upper && (c == '_' || wd_is_upper(c));
    }
    return dotted || upper || is_function(s) || wd_str_ends(s, WD_STR("Exception")) ||
           wd_str_ends(s, WD_STR("Error")) || wd_str_ends(s, WD_STR("Denied"));
}

/* "tools/cache/reflector.go:243: ": where it was said. */
static struct wd_str without_place(struct wd_str s)
{
    size_t at = wd_str_find(wd_str_sub(s, 0, 120), WD_STR(".go:"));
    size_t n = at == WD_NPOS ? 0 : wd_str_digits(s, at + 4);

    return n > 0 && wd_str_find_char(wd_str_sub(s, 0, at), ' ') == WD_NPOS &&
                   wd_str_starts(wd_str_from(s, at + 4 + n), WD_STR(": "))
               ? wd_str_from(s, at + 4 + n + 2)
               : s;
}

static struct wd_str trim_quotes(struct wd_str s)
{
    return wd_str_trim_right_of(wd_str_trim_left_of(s, " \t\"'`-*("), " \t\"'`,;>");
}

/* "403 " before a sentence, as Python's clients print it. */
static struct wd_str status_off(struct wd_str s)
{
    if (s.len > 4 && wd_char_in(s.ptr[3], " ,") &&
        (wd_str_starts(s, WD_STR("40")) && wd_is_digit(s.ptr[2])))
        return wd_str_from(s, 4);
    return s;
}

/* "… P. [links {", "… P. [reason: \"X\"": the details that Python's client prints behind the sentence. */
static struct wd_str details_off(struct wd_str s)
{
    static const char *const heads[] = {" [links {", " [reason: \"", " [field_violations {", NULL};

    for (const char *const *head = heads; *head; head++) {
        size_t at = wd_str_find(s, wd_str_of(*head));
        if (at != WD_NPOS)
            return wd_str_sub(s, 0, at);
    }
    return s;
}

/* "Build 'image' errored after 3 seconds: sentence", "--> image: sentence": Packer's ends of a build that told its sentence
 * behind "==> image: ". */
static struct wd_str end_of_build_off(struct wd_str s)
{
    size_t at = wd_str_find(s, WD_STR(": "));

    if (at == WD_NPOS || !(wd_str_starts(s, WD_STR("--> ")) ||
                           (wd_str_starts(s, WD_STR("Build '")) &&
                            wd_str_has(wd_str_sub(s, 0, at), WD_STR("' errored")))))
        return s;
    return wd_str_from(s, at + 2);
}

/* "Failed to execute job 47 for task load (SENTENCE; 411629)": Airflow's runner, of what a task said, and its process. */
static struct wd_str job_off(struct wd_str s)
{
    size_t open = wd_str_find(wd_str_sub(s, 0, 200), WD_STR(" (")),
           process = wd_str_rfind_char(s, ';');

    return wd_str_starts(s, WD_STR("Failed to execute job ")) && open != WD_NPOS &&
                   process != WD_NPOS && process > open
               ? wd_str_sub(s, open + 2, process - open - 2)
               : s;
}

/* A row of docker compose's table, "X api Error Head URL: denied: Permiss...  0.6s": cut; the daemon says all of it below. */
static struct wd_str row_off(struct wd_str s)
{
    size_t error = wd_str_find(s, WD_STR(" Error ")), cut = wd_str_find(s, WD_STR("..."));

    return wd_str_starts(wd_str_trim_left(s), WD_STR("\xe2\x9c\x98 ")) && error != WD_NPOS &&
                   cut != WD_NPOS && cut > error
               ? wd_str_trim(wd_str_sub(s, error + 7, cut - error - 7))
               : s;
}

static struct wd_str core_of(struct wd_str s)
{
    s = row_off(job_off(end_of_build_off(s)));
    for (unsigned i = 0; i < 12; i++) {
        size_t at = 0;
        s = status_off(trim_quotes(s));
        while (at < s.len && at < 120 && s.ptr[at] != ':' && s.ptr[at] != '=')
            at++;
        struct wd_str head = trim_quotes(wd_str_sub(s, 0, at));
        if (at + 1 >= s.len || at == 120 ||
            !(is_known_label(head) || is_attempt(head) || is_name(head) || is_kind_of_error(head)))
            break;
        s = wd_str_from(s, at + 1);
    }
    size_t daemon = wd_str_find(s, WD_STR("Error response from daemon: "));
    if (daemon !=
        WD_NPOS) /* "Failed to pull image with policy "always": …", and what the job says of it */
        return wd_str_from(s, daemon + 28);
    size_t desc = wd_str_find(wd_str_sub(s, 0, 80), WD_STR(" desc = "));
    return desc == WD_NPOS ? s : wd_str_from(s, desc + 8);
}

static bool core_stands_in(struct wd_str line, struct wd_str other)
{
    struct bare core, whole;

    make_bare(&core, trim_quotes(details_off(core_of(line))));
    make_bare(&whole, other);
    return core.len >= CORE_MIN &&
           wd_str_has(wd_str_make(whole.text, whole.len), wd_str_make(core.text, core.len));
}

/* W&B's log line and the exception that follows it say one thing in two sentences. */
static bool both_wandb_credentials(struct wd_str a, struct wd_str b)
{
    static const char *const words[] = {"401", "api key", "logged in", "api_key"};

    return wd_str_ihas(a, "wandb") && wd_str_ihas(b, "wandb") && WD_STR_IHAS_ANY(a, words) &&
           WD_STR_IHAS_ANY(b, words);
}

/* The status that W&B's API answered with names no object; the sentences of its client and the HTTP
 * error of the stack below it are about the same call. */
static bool is_wandb_status_told(struct wd_str status, struct wd_str line)
{
    static const char *const calls[] = {"calling w&b api", "executing graphql",
                                        "for url: https://api.wandb.ai/graphql"};
    static const char *const told[] = {
        "it appears that you do not have permission to access", "permission denied to access ",
        "permission denied, ask the project owner", "/graphql", "commerror: "};
    static const char *const unsigned_in[] = {"401", "not logged in"};

    return WD_STR_IHAS_ANY(status, calls) && WD_STR_IHAS_ANY(line, told) &&
           !WD_STR_IHAS_ANY(status, unsigned_in);
}

/* "A does not have storage.buckets.get access to the … bucket." and below it "Permission 'storage.buckets.get' denied on
 * resource (or it may not exist).": the second half of Cloud Storage's sentence, on a line of its own, whole or cut short. */
static bool is_second_half(struct wd_str line, struct wd_str text)
{
    struct wd_str rest = wd_str_trim_left(line), permission;

    if (!wd_str_starts(rest, WD_STR("Permission '")) ||
        !wd_str_has(rest, WD_STR("' denied on resource")))
        return false;
    rest = wd_str_from(rest, strlen("Permission '"));
    permission = wd_str_cut(&rest, '\'');
    size_t at = wd_str_find(text, permission);
    return permission.len > 8 && at != WD_NPOS &&
           wd_str_starts(wd_str_from(text, at + permission.len), WD_STR(" access")) &&
           wd_str_ends(wd_str_sub(text, 0, at), WD_STR(" does not have ")) &&
           !wd_str_has(rest, WD_STR("on resource '"));
}

/* What git shows of the server's words ("remote: …"), and its own end: "fatal: unable to access 'URL': The requested URL
 * returned error: 403". */
static bool is_end_of_git(struct wd_str line, struct wd_str text)
{
    return wd_str_starts(line, WD_STR("fatal: ")) && wd_str_has(line, WD_STR(" 'https://")) &&
           wd_str_starts(text, WD_STR("remote: "));
}

/* "ERROR: Could not install requirement X because of HTTP error 403 … for URL https://…": pip's end, below what it told of the
 * same address. */
static bool is_end_of_pip(struct wd_str line, struct wd_str text)
{
    size_t at = wd_str_find(line, WD_STR(" for URL https://"));

    return at != WD_NPOS && wd_str_has(line, WD_STR("Could not install requirement")) &&
           wd_str_has(text, wd_str_trim(wd_str_from(line, at + 9)));
}

/* "Task run 'load-0' - gcsfs.retry.HttpError: sentence": behind a logger's head, the exception that the sentence above
 * was made of. WD_STR_NONE: no such name stands there. */
static struct wd_str exception_behind_head(struct wd_str line)
{
    struct wd_str rest = line;
    size_t dash;

    while ((dash = wd_str_find(rest, WD_STR(" - "))) != WD_NPOS) {
        rest = wd_str_from(rest, dash + 3);
        struct wd_str name = wd_str_sub(rest, 0, wd_str_find_char(rest, ':'));
        if (wd_str_find_char(name, '.') != WD_NPOS && is_name(name))
            return rest;
    }
    return WD_STR_NONE;
}

/* "PermissionDeniedException caught by WebApiServlet: (Logger.java:52)", and below it the exception itself: a logger's own
 * line tells its class and nothing else. */
static bool is_caught_above(struct wd_str line, struct wd_str text)
{
    struct wd_str name = wd_str_sub(line, 0, wd_str_find_char(line, ':'));
    struct wd_str class = wd_last_part(name, '.');
    size_t at = class.len < name.len && is_name(name) ? wd_str_find(text, class) : WD_NPOS;

    return at != WD_NPOS && wd_str_starts(wd_str_from(text, at + class.len), WD_STR(" caught ")) &&
           wd_str_find_char(text, '\n') == WD_NPOS;
}

/* googleapiclient warns of the status, and below it, behind its frames if it is a notebook's, stands the answer. */
static bool is_warned_of(struct wd_str line, struct wd_str first, struct wd_str rest)
{
    const struct wd_str answer = WD_STR("HttpError 403");

    return wd_str_has(first, WD_STR("Encountered 403 Forbidden with reason ")) &&
           wd_str_has(line, answer) && !wd_str_has(rest, answer);
}

/* The very member that the failure began with, behind brackets that close more than they open: of one object, the outer error
 * says what one in its list said. A next object would have opened what it closed. */
static bool is_said_outside(struct wd_str line, struct wd_str text)
{
    long open = 0;

    for (size_t i = 0; i < text.len; i++)
        open += wd_char_in(text.ptr[i], "{[") ? 1 : wd_char_in(text.ptr[i], "}]") ? -1 : 0;
    return open < 0 && wd_text_is_member(wd_str_trim(line));
}

/* "admission webhook … denied the request:", and below it what the webhook says. */
static bool is_said_by_webhook(struct wd_str text)
{
    return wd_str_ends(wd_str_trim(text), WD_STR("denied the request:"));
}

bool wd_text_echoes(struct wd_str line, struct wd_str text)
{
    struct wd_str rest = text;
    struct wd_str first = wd_str_cut(&rest, '\n');

    if (wd_str_eq(wd_str_trim(line), wd_str_trim(first)))
        return is_said_outside(line, text); /* else the same once more: it happened once more */
    struct wd_str exception = exception_behind_head(line);
    if (exception.len > 0 && !wd_str_has(text, exception) && core_stands_in(exception, text))
        return true;
    return core_stands_in(line, text) || core_stands_in(without_place(first), line) ||
           both_wandb_credentials(line, text) || is_wandb_status_told(first, line) ||
           is_second_half(line, text) || is_end_of_git(line, text) || is_end_of_pip(line, text) ||
           is_caught_above(line, text) || is_said_by_webhook(text) ||
           is_warned_of(line, first, rest) || wd_failure_repeats(line, text);
}

/* "projects/a/topics/t", "'q'", "ana@example.com": what may stand in another's place. "Message:" and an exception's name are
 * labels of the same sentence. */
static bool may_be_name(struct wd_str word)
{
    for (size_t i = 0; i < word.len && !wd_str_ends(word, WD_STR(":")); i++)
        if (wd_is_digit(word.ptr[i]) || wd_char_in(word.ptr[i], "/@:._-'\"`"))
            return true;
    return false;
}

/* "'compute.disks.create'": another right to the same thing is one need. */
static bool is_right(struct wd_str word)
{
    unsigned dots = 0;

    word = trim_quotes(word);
    for (size_t i = 0; i < word.len; i++) {
        if (!wd_is_alnum(word.ptr[i]) && word.ptr[i] != '.')
            return false;
        dots += word.ptr[i] == '.';
    }
    return dots == 2;
}

bool wd_text_begins_anew(struct wd_str line, struct wd_str text)
{
    enum { SAME_MIN = 4, FIRST_MIN = 12 };
    size_t newline = wd_str_find_char(text, '\n'), same = 0, others = 0;
    struct wd_str first = wd_str_trim(wd_str_sub(text, 0, newline)), rest = wd_str_trim(line);

    if (wd_str_eq(first, rest)) /* of one line the failure may be the whole of it */
        return newline != WD_NPOS && first.len >= FIRST_MIN && wd_str_has(first, WD_STR(" ")) &&
               !is_said_outside(line, text);
    while (rest.len > 0 && first.len > 0) {
        struct wd_str a = wd_str_cut(&first, ' '), b = wd_str_cut(&rest, ' ');
        if (wd_str_eq(a, b))
            same++;
        else if (may_be_name(a) && may_be_name(b))
            others += !is_right(a);
        else
            return false;
    }
    return rest.len == 0 && first.len == 0 && same >= SAME_MIN && others > 0;
}
