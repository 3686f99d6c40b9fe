/* Who speaks, before a message on its line: a program, a machine, a pod, a process, a part of a run. People have none of
 * these. */
#include "read/text/around/around.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

/* A name of lower letters, as hosts, pods and loggers have: "host1", "app:", "[main]". */
bool wd_around_is_name(struct wd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (wd_is_upper(word.ptr[i]) ||
            (!wd_is_word(word.ptr[i]) && !wd_char_in(word.ptr[i], "[]:-()")))
            return false;
    return word.len > 1 && wd_is_alnum(word.ptr[wd_char_in(word.ptr[0], "[(")]);
}

/* A program's name says what it does, or is known. A machine's has a number. */
static bool is_program(struct wd_str name)
{
    static const char *const of_programs[] = {
        "ker",    "ler",  "der",    "ner",     "cher",     "rver",  "ger",   "umer", "ucer",
        "or",     "app",  "api",    "job",     "task",     "web",   "svc",   "ing",  "ice",
        "build",  "main", "deploy", "ctl",     "form",     "cloud", "agent", "util", "docker",
        "kaniko", "flow", "cron",   "default", "pipeline", "raylet"};
    static const char *const of_people[] = {"after",  "answer",  "customer", "earlier",  "later",
                                            "letter", "number",  "other",    "reader",   "reminder",
                                            "banner", "tester",  "user",     "reporter", "either",
                                            "author", "teacher", "engineer"};

    static const char *const of_machines[] = {"w",  "n",     "node", "host", "gpu",  "tpu",
                                              "vm", "chief", "rank", "ps",   "slot", "pod"};
    struct wd_str stem = wd_str_letters(name);

    return (!WD_STR_IIN(stem, of_people) && WD_STR_ANY(wd_str_ends, name, of_programs)) ||
           (stem.len < name.len && stem.ptr == name.ptr &&
            (WD_STR_IN(stem, of_machines) ||
             (!WD_STR_IIN(stem, of_people) && WD_STR_ANY(wd_str_ends, stem, of_programs))));
}

/* "worker: ", "==> default: " */
bool wd_text_names_program(struct wd_str lead)
{
    struct wd_str rest = lead, name = WD_STR_NONE;

    while (rest.len > 0) {
        struct wd_str word = wd_str_word(&rest);
        if (wd_str_letters(word).len > 0 && name.len > 0)
            return false;
        name = wd_str_letters(word).len > 0 ? word : name;
    }
    return name.len > 2 && name.ptr[name.len - 1] == ':' &&
           is_program(wd_str_sub(name, 0, name.len - 1));
}

/* What stands in the brackets that the text begins with; *rest: behind them and a colon. Empty: it does not. */
static struct wd_str bracketed(struct wd_str text, struct wd_str *rest)
{
    struct wd_str s = wd_str_trim_left(text);
    size_t open = wd_char_in(wd_str_at(s, 0), "[(");
    size_t close = open ? wd_str_find_char(s, s.ptr[0] == '(' ? ')' : ']') : WD_NPOS;

    if (close == WD_NPOS || close > 80)
        return WD_STR_NONE;
    *rest = wd_str_from(s, close + 1);
    *rest = wd_str_trim_left(wd_str_from(*rest, wd_str_at(*rest, 0) == ':'));
    return wd_str_sub(s, 1, close - 1);
}

/* "rank0", "trainer", "Trainer": a worker's name and number, or a program's; people have neither. */
static bool is_worker(struct wd_str name)
{
    struct wd_str letters = wd_str_letters(name);

    for (size_t i = 1; i < name.len; i++)
        if (!wd_is_alnum(name.ptr[i]) || wd_is_upper(name.ptr[i]))
            return false;
    return letters.len > 2 && letters.ptr == name.ptr &&
           (letters.len < name.len || is_program(name));
}

/* "[rank0]: " of torchrun, "(raylet) ", "(Worker pid=41, ip=10.0.0.4) " of Ray: the process that a line comes from. */
static struct wd_str without_process(struct wd_str before)
{
    static const char *const facts[] = {" pid=", " ip=", " rank="};
    struct wd_str rest = before, name = bracketed(before, &rest);

    if (wd_str_starts(name, WD_STR("rank="))) /* "[rank=0] || " of Determined */
        return wd_str_from(rest, wd_str_starts(rest, WD_STR("|| ")) ? 3 : 0);
    return is_worker(name) || WD_STR_ANY(wd_str_has, name, facts) ? rest : before;
}

/* "train-0": a pod's name ends in its number or a hash. */
static bool is_pod(struct wd_str name)
{
    size_t dash = wd_str_rfind_char(name, '-');

    return wd_around_is_name(name) && dash != WD_NPOS &&
           (wd_is_digit(wd_str_at(name, dash + 1)) || name.len - dash == 6);
}

static bool is_label(struct wd_str word)
{
    return wd_around_is_name(word) && wd_is_alnum(word.ptr[word.len - 1]);
}

/* "ml train-0 main " of stern over namespaces, "train-0 main " of one: a namespace, a pod, a container; "dlc1a2b-master-0 " of
 * DLC. */
static struct wd_str without_pod(struct wd_str before)
{
    struct wd_str rest = before, first = wd_str_word(&rest), second = wd_str_word(&rest);
    if (is_pod(first) && wd_str_starts(first, WD_STR("dlc")))
        return wd_str_trim_left(wd_str_from(before, (size_t)(first.ptr - before.ptr) + first.len));
    struct wd_str behind = rest, third = wd_str_word(&behind);

    if (is_label(first) && is_pod(second) && is_label(third))
        return wd_str_trim_left(behind);
    return is_pod(first) && is_label(second) ? wd_str_trim_left(rest) : before;
}

/* `<131>1 2026-11-20T10:00:00Z host app 47 - [meta seq="1"] ` of syslog (RFC 5424): its elements are of who sends it. */
static struct wd_str without_elements(struct wd_str before)
{
    size_t n = wd_str_starts(before, WD_STR("<")) ? wd_str_digits(before, 1) : 0;
    size_t end = wd_str_find(before, WD_STR("\"] "));

    return n > 0 && wd_str_starts(wd_str_from(before, n + 1), WD_STR(">1 ")) && end != WD_NPOS
               ? wd_str_from(before, end + 3)
               : before;
}

/* How many braces of `s` are open. */
static size_t open_braces(struct wd_str s)
{
    size_t depth = 0;

    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] == '{')
            depth++;
        else if (s.ptr[i] == '}' && depth > 0)
            depth--;
    return depth;
}

/* `"Reconciler error" err="` of klog, `{"msg":"` behind a carrier's head: names of members, whose values are looked at by
 * themselves. */
static struct wd_str without_members(struct wd_str before)
{
    size_t brace = wd_str_find(before, WD_STR("{\"")),
           key = wd_str_find(before, WD_STR("\" err=\""));

    if (wd_str_starts(before, WD_STR("\"")) && key != WD_NPOS)
        return wd_str_from(before, key + 7);
    return brace != WD_NPOS && open_braces(wd_str_from(before, brace)) > 0
               ? wd_str_sub(before, 0, brace)
               : before;
}

/* "[fetch : run] " of Tekton, "[ci/render]   | " of act, "[Step 1/2] " of TeamCity: which part of a run it is. A ticket in
 * brackets is in capitals, and what is told of the rest in words. */
static struct wd_str without_part(struct wd_str before)
{
    struct wd_str rest = wd_str_trim_left_of(before, " :");
    size_t close = wd_str_at(rest, 0) == '[' ? wd_str_find_char(rest, ']') : WD_NPOS;
    bool joined = false;

    for (size_t i = 1; close != WD_NPOS && i < close; i++) {
        char c = rest.ptr[i];
        if (wd_is_upper(c) && (i > 1 || wd_is_upper(rest.ptr[i + 1])))
            return before;
        joined = joined || wd_char_in(c, ":/");
    }
    if (close == WD_NPOS || close > 60 || !joined)
        return before;
    rest = wd_str_trim_left(wd_str_from(rest, close + 1));
    return wd_str_trim_left_of(rest, "|: ");
}

/* "::error file=x.py,line=12::" of GitHub's runners. */
static struct wd_str without_annotation(struct wd_str before)
{
    size_t end =
        wd_str_starts(before, WD_STR("::error ")) || wd_str_starts(before, WD_STR("::warning "))
            ? wd_str_find(wd_str_from(before, 2), WD_STR("::"))
            : WD_NPOS;

    return end == WD_NPOS ? before : wd_str_from(before, end + 4);
}

/* `Step #1 - "copy": ` of Cloud Build is taken off; PowerShell repeats a message in an item of its own. */
struct wd_str wd_around_without_speaker(struct wd_str before)
{
    before = without_members(without_elements(without_pod(before)));
    before = without_part(without_part(without_process(without_annotation(before))));

    size_t end =
        wd_str_starts(before, WD_STR("Step #")) ? wd_str_find(before, WD_STR(": ")) : WD_NPOS;

    if (wd_str_has(before, WD_STR("+ CategoryInfo ")))
        return WD_STR_NONE;
    return end == WD_NPOS ? before : wd_str_from(before, end + 2);
}
