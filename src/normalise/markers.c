/* Does running text speak of access at all? (The words themselves: screen.c.)
 *
 * Three questions: a marker word makes a line worth showing to the rules; a strong one, beside the
 * name of a cloud, makes a line that no rule knows count as an unmatched denial; refusals of the
 * operating system, ssh, sudo, the docker socket and databases are none of our business.
 *
 * In the words here, too, a blank stands for nothing, a blank, '_' or '-'. */
#include "normalise/reading.h"

static bool has_word(struct wd_str s, const char *word)
{
    char first = word[0];
    char other = first >= 'a' && first <= 'z' ? (char)(first - ('a' - 'A')) : first;

    for (size_t i = 0; i < s.len; i++)
        if ((s.ptr[i] == first || s.ptr[i] == other) && wd_word_at(wd_str_from(s, i), word) > 0)
            return true;
    return false;
}

static bool has_any(struct wd_str s, const char *const *words)
{
    for (; *words; words++)
        if (has_word(s, *words))
            return true;
    return false;
}

/* Amazon's stores answer in the same XML, and their ids mean nothing here. */
static bool is_other_vendor(struct wd_str s)
{
    return has_word(s, "amazonaws") || (has_word(s, "<hostid>") && !has_word(s, "aliyuncs"));
}

bool wd_text_names_cloud(struct wd_str text)
{
    static const char *const tokens[] = {"googleapi",
                                         "gserviceaccount.com",
                                         "roles/",
                                         "projects/",
                                         "gcloud",
                                         "google.api core",
                                         "grpc",
                                         "docker.pkg.dev",
                                         "gcr.io",
                                         "run.app",
                                         "cloudfunctions.net",
                                         "gs://",
                                         "storage.objects",
                                         "storage.buckets",
                                         "iam.",
                                         "bigquery",
                                         "acs:",
                                         "aliyun",
                                         "alibaba",
                                         "odps-",
                                         "oss-cn",
                                         "oss2.",
                                         "x-oss",
                                         "wandb",
                                         "w&b",
                                         "sdk.servererror",
                                         "vpc service controls",
                                         "cloud run",
                                         "cloud storage",
                                         "service account",
                                         "stackdriver",
                                         NULL};

    return has_any(text, tokens) || wd_str_has(text, WD_STR("PERMISSION_DENIED")) ||
           (has_word(text, "request id") && !is_other_vendor(text));
}

/* "permission" and the numbers alone are talk; with one of these they are a refusal. */
static const char *const negations[] = {
    "den",          "not ",     "n't ",     "no ",   "missing", "lack",
    "insufficient", "requires", "required", "fail",  "error",   "cannot",
    "without",      "unauth",   "forbid",   "refus", NULL};

static bool has_number_or_word(struct wd_str s, const char *const *words)
{
    for (; *words; words++)
        for (size_t i = 0; i < s.len; i++) {
            size_t len = wd_word_at(wd_str_from(s, i), *words);
            if (len > 0 && wd_number_alone(s, i, len))
                return true;
        }
    return false;
}

bool wd_text_is_strong(struct wd_str text)
{
    static const char *const plain[] = {
        "permission denied", "access denied", "denied:",      "denied ",
        "is denied",         "unauthoriz",    "unauthentic",  "not authoriz",
        "not authentic",     "no permission", "nopermission", "forbidden",
        "does not have",     "no privilege",  "\xe6\x8b\x92", NULL};
    static const char *const weak[] = {"permission",
                                       "401",
                                       "403",
                                       "assume role",
                                       "\xe6\xa8\xa9\xe9\x99\x90",
                                       "\xe6\x9d\x83\xe9\x99\x90",
                                       "\xe8\xa8\xb1\xe5\x8f\xaf",
                                       NULL};

    return has_any(text, plain) || (has_number_or_word(text, weak) && has_any(text, negations));
}

/* "x: /path/file: Permission denied" and its kin; Launch Error is W&B's own wording. */
static bool is_file_refusal(struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);

    while (s.len > 0 && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == '"'))
        s.len--;
    size_t tail = sizeof ": permission denied" - 1;
    if (s.len <= tail || !wd_word_at(wd_str_from(s, s.len - tail), ": permission denied"))
        return false;
    struct wd_str before = wd_str_sub(s, 0, s.len - tail);
    return !wd_text_names_cloud(before) && !has_word(before, "launch error");
}

static const char *const errno_words[] = {
    "[errno", "errno ", "eacces", "eperm", "os error 13", "operation not permitted", NULL};

static bool is_local_refusal(struct wd_str line)
{
    static const char *const always[] = {"(publickey",
                                         "parse exception", /* of a query that holds the word */
                                         "syntax error",
                                         "keyboard interactive",
                                         "docker.sock",
                                         "docker daemon socket",
                                         "sudoers",
                                         "a password is required",
                                         "denied for table",
                                         "denied for relation",
                                         "denied for schema",
                                         "denied for sequence",
                                         "denied for user",
                                         "denied to user",
                                         "denied for database",
                                         "must be owner of",
                                         NULL};
    static const char *const unless_cloud[] = {"sudo:",
                                               "sysctl",
                                               "cannot open",
                                               "can't open",
                                               "cannot create",
                                               "cannot access",
                                               "cannot remove",
                                               "mkdir",
                                               "chmod",
                                               "chown",
                                               "scp:",
                                               "rsync",
                                               "mount.",
                                               "open /",
                                               "open './",
                                               "unlink",
                                               "could not open file",
                                               NULL};

    if (has_any(line, always) || has_any(line, errno_words))
        return !has_word(line, "bigquery");
    if (is_file_refusal(line))
        return true;
    return has_any(line, unless_cloud) && has_word(line, "permission denied") &&
           !wd_text_names_cloud(line);
}

/* Words of the groups asked for, in lines that are no refusal of the machine's own. `margin`: only
 * lines at the margin, as in stacks, where the indented ones quote source code. */
static unsigned marker_groups(const struct wd_screen *screen, struct wd_str text, bool margin)
{
    unsigned found = 0;

    if (!(wd_screen_scan(screen, text) & WD_WORD_MARKER))
        return 0;
    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');
        if (margin && line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t'))
            continue;
        unsigned groups = wd_screen_scan(screen, line) & WD_WORD_MARKER;
        /* Only words of refusal can be a refusal of the machine's. */
        if (groups & WD_WORD_STRONG && is_local_refusal(line))
            continue;
        if (groups == WD_WORD_WEAK && has_any(line, errno_words))
            continue;
        found |= groups;
    }
    return found;
}

bool wd_text_is_candidate(struct wd_str text)
{
    struct wd_screen screen;

    wd_screen_init(&screen);
    return marker_groups(&screen, text, false) != 0;
}

void wd_judge_texts(struct wd_reading *r)
{
    struct wd_event *event = r->event;

    for (size_t i = 0; i < event->text_count; i++) {
        const struct wd_text *text = &event->texts[i];
        unsigned groups = marker_groups(&r->n->screen, text->s, text->field == WD_TEXT_STACK);
        if (!groups)
            continue;
        event->kind = WD_KIND_CANDIDATE;
        if (groups & WD_WORD_STRONG)
            event->has_cloud_token |= wd_text_is_strong(text->s) && wd_text_names_cloud(text->s);
    }
}
