/* The name of a run's stage, task or worker before every line: "[publish] ", "deploy<TAB>", "rank 0: ",
 * "@acme/api:deploy: ", "deploy | ", "{deploy} ", "deploy - ". Taken off where the neighbours show it; people who speak, and
 * programs that repeat what others sent, have other names. A name that a machine made ("api-7d9f-x2x api ", "wf-abc: ")
 * is a source where one of the neighbours is set in behind it: so does nobody speak. And whether the line above has the
 * same head. */
#include "read/text/carried.h"
#include "read/text/text.h"

#include "whydenied/base/char.h"

enum { NAME_MAX_LEN = 60, NEIGHBOURS = 8, SHARED = 2 };

static const char *const stages[] = {
    "apply",      "bench",    "bq",        "build",     "bundle",      "checkout", "ci",
    "compile",    "copy",     "deploy",    "destroy",   "docker",      "download", "etl",
    "eval",       "evaluate", "export",    "extract",   "fetch",       "gcloud",   "gsutil",
    "helm",       "import",   "ingest",    "init",      "install",     "job",      "kubelet",
    "lint",       "load",     "main",      "migrate",   "node",        "pack",     "package",
    "pipeline",   "plan",     "pod",       "postbuild", "postinstall", "prebuild", "predict",
    "preprocess", "prepare",  "proc",      "publish",   "pull",        "push",     "rank",
    "release",    "restore",  "rsync",     "run",       "scheduler",   "serve",    "setup",
    "shard",      "stage",    "start",     "step",      "sync",        "task",     "terraform",
    "train",      "trainer",  "transform", "unit",      "upload",      "validate", "verify",
    "worker"};

/* "deploy" of "@acme/api:deploy", "rank" of "rank 0", "train" of "train-3": what is done there. */
static bool is_stage(struct wd_str name)
{
    while (name.len > 0 &&
           (wd_is_digit(name.ptr[name.len - 1]) || wd_char_in(name.ptr[name.len - 1], "-_ ")))
        name.len--;
    size_t colon = wd_str_rfind_char(name, ':');
    name = wd_last_part(wd_str_from(name, colon == WD_NPOS ? 0 : colon + 1), '/');
    return WD_STR_IN(name, stages);
}

/* What ends a name that begins with this byte. */
static struct wd_str end_of(struct wd_str line, size_t at)
{
    static const struct wd_str ends[] = {{": ", 2}, {"\t", 1}, {" | ", 3}, {" - ", 3}};
    char first = wd_str_at(line, 0);

    if (first == '[' || first == '{') {
        struct wd_str end = first == '[' ? WD_STR("] ") : WD_STR("} ");
        return wd_str_starts(wd_str_from(line, at), end) ? end : WD_STR_NONE;
    }
    for (size_t i = 0; wd_char_in(line.ptr[at], ": \t") && i < sizeof ends / sizeof *ends; i++)
        if (wd_str_starts(wd_str_from(line, at), ends[i]))
            return ends[i];
    return WD_STR_NONE;
}

static bool is_named_with(char c)
{
    return wd_is_lower(c) || wd_is_digit(c) || wd_char_in(c, "-_./@:[]");
}

/* "wf-abc", "api:deploy", "make[1]", "@acme/api": no word of a sentence, nor what people are called. */
static bool is_made(struct wd_str name)
{
    bool joint = false, letter = false;

    for (size_t i = 0; i < name.len; i++) {
        if (!is_named_with(name.ptr[i]))
            return false;
        joint = joint || (i > 0 && wd_char_in(name.ptr[i], "-:/["));
        letter = letter || wd_is_lower(name.ptr[i]);
    }
    return joint && letter;
}

/* "api-7d9f-x2x api " of stern: a pod, numbered as Kubernetes numbers them, and its container. Its length, or 0.
 * https://github.com/stern/stern#templates */
static size_t pod_length(struct wd_str line)
{
    struct wd_str rest = wd_str_sub(line, 0, 2 * NAME_MAX_LEN), pod = wd_str_cut(&rest, ' '),
                  container = wd_str_cut(&rest, ' ');
    bool numbered = false;

    for (size_t i = 0; i < pod.len; i++)
        numbered = numbered || wd_is_digit(pod.ptr[i]);
    if (rest.len == 0 || container.len == 0 || !numbered || !is_made(pod) ||
        !wd_is_lower(wd_str_at(pod, 0)) || wd_str_find_char(pod, '-') == WD_NPOS)
        return 0;
    for (size_t i = 0; i < container.len; i++)
        if (!wd_is_lower(container.ptr[i]) && !wd_is_digit(container.ptr[i]) &&
            container.ptr[i] != '-')
            return 0;
    return pod.len + container.len + 2;
}

/* A head of the line: the name and what ends it. */
struct head {
    struct wd_str text;
    bool made; /* no stage's name, but one that a machine made */
};

static struct head named_by(struct wd_str line)
{
    size_t from = wd_char_in(wd_str_at(line, 0), "[{") ? 1 : 0, at = from, pod;

    while (at < line.len && at < NAME_MAX_LEN) {
        char c = line.ptr[at];
        struct wd_str end = end_of(line, at), name = wd_str_sub(line, from, at - from);
        if (end.len > 0 && (is_stage(name) || (from == 0 && is_made(name))))
            return (struct head){wd_str_sub(line, 0, at + end.len), !is_stage(name)};
        if (end.len > 0)
            return (struct head){WD_STR_NONE, false};
        if (!is_named_with(c) && !(c == ' ' && wd_is_digit(wd_str_at(line, at + 1))))
            break;
        at++;
    }
    pod = pod_length(line);
    return (struct head){wd_str_sub(line, 0, pod), pod > 0};
}

static struct wd_str printed(struct wd_str line)
{
    struct wd_carried c = {.time = WD_TIME_NONE, .keeps = WD_MARK_TELLS | WD_MARK_ANYBODYS};

    return wd_carried_marks(&c, wd_carried_line(&c, wd_text_uncoloured(line)));
}

/* Behind a head: set in, drawn, or a bracket of JSON. A time of its own may stand before it. */
static bool is_set_in(struct wd_str behind)
{
    struct wd_carried c = {.time = WD_TIME_NONE};
    struct wd_str said = wd_carried_time(&c, behind);

    if (said.ptr != behind.ptr && said.ptr[-1] == ' ' && said.ptr[-2] == ' ')
        return said.len > 0;
    return said.len > 0 &&
           (wd_char_in(said.ptr[0], " \t{}") || wd_str_starts(said, WD_STR("\xe2\x94")) ||
            wd_str_starts(said, WD_STR("\xe2\x95")));
}

/* How many of the neighbours have it, and whether one of these refuses nothing, or is set in. */
struct shared {
    struct wd_str stage;
    size_t count;
    bool plain, set_in;
};

static void weigh(struct shared *shared, struct wd_str line)
{
    static const char *const refusals[] = {"403",       "401",   "denied",   "forbidden",
                                           "unauth",    "lacks", "not have", "not authorized",
                                           "permission"};

    struct wd_str text = printed(line);
    if (!wd_str_starts(text, shared->stage))
        return;
    shared->count++;
    shared->set_in = shared->set_in || is_set_in(wd_str_from(text, shared->stage.len));
    shared->plain = shared->plain || !WD_STR_IHAS_ANY(line, refusals);
}

static void weigh_neighbours(struct shared *shared, struct wd_str before, struct wd_str after)
{
    for (size_t i = 0; i < NEIGHBOURS && before.len > 0; i++) {
        if (before.ptr[before.len - 1] == '\n')
            before.len--;
        size_t newline = wd_str_rfind_char(before, '\n'),
               from = newline == WD_NPOS ? 0 : newline + 1;
        weigh(shared, wd_str_from(before, from));
        before = wd_str_sub(before, 0, from);
    }
    for (size_t i = 0; i < NEIGHBOURS && after.len > 0; i++)
        weigh(shared, wd_str_cut(&after, '\n'));
}

struct wd_str wd_text_stage(const struct wd_record *record)
{
    struct wd_str body = record->body,
                  line = printed(wd_str_sub(body, 0, wd_str_find_char(body, '\n')));
    struct head head = named_by(line);
    struct shared shared = {.stage = head.text,
                            .set_in = is_set_in(wd_str_from(line, head.text.len))};

    if (shared.stage.len == 0)
        return WD_STR_NONE;
    weigh_neighbours(&shared, record->before, record->after);
    bool shown =
        head.made ? shared.count > 0 && shared.set_in : shared.count >= SHARED && shared.plain;
    return shown ? shared.stage : WD_STR_NONE;
}

/* Off comes a time behind the head, too, and the one blank that sets it apart. */
struct wd_str wd_text_without_stage(struct wd_str line, struct wd_str stage)
{
    struct wd_carried c = {.time = WD_TIME_NONE};

    if (stage.len == 0 || !wd_str_starts(line, stage))
        return line;
    line = wd_str_from(line, stage.len);
    struct wd_str said = wd_carried_time(&c, line);
    if (said.ptr == line.ptr)
        return line;
    size_t at = (size_t)(said.ptr - line.ptr);
    while (at > 1 && line.ptr[at - 2] == ' ')
        at--;
    return wd_str_from(line, at);
}

/* What came off before the line; empty where nobody can tell. */
static struct wd_str head_off(const struct wd_record *record, struct wd_str line)
{
    struct wd_str body = record->body;

    if (record->form != WD_RECORD_TEXT || line.ptr < body.ptr || line.ptr > body.ptr + body.len)
        return WD_STR_NONE;
    return wd_str_sub(body, 0, (size_t)(line.ptr - body.ptr));
}

bool wd_text_is_headed(const struct wd_record *record, struct wd_str line)
{
    enum { CLOCK = 8 };

    return head_off(record, line).len >= CLOCK;
}

/* "03:14:15,926", "2026-11-28T03:14:15.9Z", "1.234" of BuildKit: what differs between two lines of one speaker. */
static bool is_moment(struct wd_str word)
{
    size_t parts = 0, digits = 0;

    for (size_t i = 0; i < word.len; i++) {
        digits += wd_is_digit(word.ptr[i]);
        parts += i > 0 && wd_is_digit(word.ptr[i - 1]) && word.ptr[i] == ':';
    }
    return parts > 1 || (digits > 0 && digits + 1 == word.len && wd_is_digit(word.ptr[0]) &&
                         wd_str_find_char(word, '.') != WD_NPOS);
}

/* The line above begins as this head does, its time aside; GitLab marks by a '+' what goes on. */
static bool shares_head(struct wd_str above, struct wd_str head)
{
    for (struct wd_str word; (word = wd_str_word(&head)).len > 0;) {
        struct wd_str other = wd_str_word(&above);
        if (wd_str_ends(word, WD_STR("+")))
            word.len--;
        if (!wd_str_starts(other, word) && !(is_moment(word) && is_moment(other)))
            return false;
    }
    return true;
}

/* Or a time; what draws a box or a list's item does not. */
static bool names_somebody(struct wd_str head)
{
    for (size_t i = 0; i < head.len; i++)
        if (wd_is_alnum(head.ptr[i]))
            return true;
    return false;
}

bool wd_text_is_headed_apart(const struct wd_record *record, struct wd_str line)
{
    struct wd_str before = record->before, head = head_off(record, line);

    if (wd_str_find_char(head, '\n') != WD_NPOS) {
        before = wd_str_sub(head, 0, wd_str_rfind_char(head, '\n'));
        head = wd_last_part(head, '\n');
    }
    before = wd_str_trim(before);
    bool cut = before.len + 1 >= WD_AROUND_BEFORE && wd_str_find_char(before, '\n') == WD_NPOS;
    return names_somebody(head) && !cut && !shares_head(wd_last_part(before, '\n'), head);
}
