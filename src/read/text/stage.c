/* The name of a run's stage, task or worker before every line: "[publish] ", "deploy<TAB>", "rank 0: ",
 * "@acme/api:deploy: ", "deploy | ", "{deploy} ", "deploy - ". Taken off where the neighbours show it; people who speak, and
 * programs that repeat what others sent, have other names. And whether the line above has the same head. */
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
    static const char *const ends[] = {": ", "\t", " | ", " - "};
    char first = wd_str_at(line, 0);

    if (first == '[' || first == '{') {
        struct wd_str end = first == '[' ? WD_STR("] ") : WD_STR("} ");
        return wd_str_starts(wd_str_from(line, at), end) ? end : WD_STR_NONE;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (wd_str_starts(wd_str_from(line, at), wd_str_of(ends[i])))
            return wd_str_of(ends[i]);
    return WD_STR_NONE;
}

/* The name and what ends it; empty: the line begins with none. */
static struct wd_str named_by(struct wd_str line)
{
    size_t from = wd_char_in(wd_str_at(line, 0), "[{") ? 1 : 0, at = from;

    while (at < line.len && at < NAME_MAX_LEN) {
        char c = line.ptr[at];
        struct wd_str end = end_of(line, at);
        if (end.len > 0)
            return is_stage(wd_str_sub(line, from, at - from)) ? wd_str_sub(line, 0, at + end.len)
                                                               : WD_STR_NONE;
        if (!wd_is_lower(c) && !wd_is_digit(c) && !wd_char_in(c, "-_./@:") &&
            !(c == ' ' && wd_is_digit(wd_str_at(line, at + 1))))
            break;
        at++;
    }
    return WD_STR_NONE;
}

static struct wd_str printed(struct wd_str line)
{
    struct wd_carried c = {.time = WD_TIME_NONE, .keeps = WD_MARK_TELLS | WD_MARK_ANYBODYS};

    return wd_carried_marks(&c, wd_carried_line(&c, wd_text_uncoloured(line)));
}

/* How many of the neighbours have it, and whether one of these refuses nothing. */
struct shared {
    struct wd_str stage;
    size_t count;
    bool plain;
};

static void weigh(struct shared *shared, struct wd_str line)
{
    static const char *const refusals[] = {"403",       "401",   "denied",   "forbidden",
                                           "unauth",    "lacks", "not have", "not authorized",
                                           "permission"};

    if (!wd_str_starts(printed(line), shared->stage))
        return;
    shared->count++;
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
    struct wd_str body = record->body;
    struct shared shared = {
        .stage = named_by(printed(wd_str_sub(body, 0, wd_str_find_char(body, '\n'))))};

    if (shared.stage.len == 0)
        return WD_STR_NONE;
    weigh_neighbours(&shared, record->before, record->after);
    return shared.count >= SHARED && shared.plain ? shared.stage : WD_STR_NONE;
}

struct wd_str wd_text_without_stage(struct wd_str line, struct wd_str stage)
{
    return stage.len > 0 && wd_str_starts(line, stage) ? wd_str_from(line, stage.len) : line;
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
