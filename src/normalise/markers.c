/* Does running text speak of access at all?
 *
 * Three questions: a marker word makes a line worth showing to the rules; a strong one, beside the
 * name of a cloud, makes a line that no rule knows count as an unmatched denial; refusals of the
 * operating system, ssh, sudo, the docker socket and databases are none of our business.
 *
 * In a word of the tables a blank stands for nothing, a blank, '_' or '-', so "api key" finds
 * API_KEY too. Letters match in any case. */
#include "normalise/reading.h"

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* The word at the start of `s`; returns the bytes it took, 0 if it is not there. */
static size_t word_at(struct wd_str s, const char *word)
{
    size_t i = 0;

    for (; *word; word++) {
        if (*word == ' ') {
            if (i < s.len && (s.ptr[i] == ' ' || s.ptr[i] == '_' || s.ptr[i] == '-'))
                i++;
            continue;
        }
        if (i >= s.len || folded(s.ptr[i]) != *word)
            return 0;
        i++;
    }
    return i;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A status code stands alone: not inside a longer number. */
static bool number_alone(struct wd_str s, size_t at, size_t len)
{
    return !is_digit(s.ptr[at]) || ((at == 0 || !is_digit(s.ptr[at - 1])) &&
                                    (at + len >= s.len || !is_digit(s.ptr[at + len])));
}

static bool has_word(struct wd_str s, const char *word)
{
    const char *p = s.ptr;
    const char *end = s.ptr + s.len;
    size_t len;

    for (; p < end; p++)
        if (folded(*p) == word[0] && (len = word_at(wd_str_make(p, (size_t)(end - p)), word)) > 0 &&
            number_alone(s, (size_t)(p - s.ptr), len))
            return true;
    return false;
}

/* The marker words that start with a byte; NULL ends a list. 限 is in 権限 and 权限, 拒 in 拒否 and
 * 拒绝, 許可 in アクセス許可. */
static const char *const *markers_with(char first)
{
    static const char *const of_a[] = {"api key",   "access key", "assum",
                                       "authentic", "authoriz",   NULL};
    static const char *const of_b[] = {"billing", "blocked", NULL};
    static const char *const of_c[] = {"constraint", "credential", NULL};
    static const char *const of_d[] = {"denied", "disable", "does not have", NULL};
    static const char *const of_e[] = {"exceed", "expired", NULL};
    static const char *const of_f[] = {"forbidden", NULL};
    static const char *const of_i[] = {"invalid", NULL};
    static const char *const of_l[] = {"listen on", NULL};
    static const char *const of_n[] = {"not belong", "not exist", "not found", "no right", NULL};
    static const char *const of_p[] = {"permission", "polic", "privilege", "prohibited", NULL};
    static const char *const of_s[] = {"server error", "service account", NULL};
    static const char *const of_t[] = {"token", NULL};
    static const char *const of_4[] = {"401", "403", NULL};
    static const char *const of_e9[] = {"\xe9\x99\x90", NULL};
    static const char *const of_e6[] = {"\xe6\x8b\x92", NULL};
    static const char *const of_e8[] = {"\xe8\xa8\xb1\xe5\x8f\xaf", NULL};

    switch (first) {
    case 'a':
        return of_a;
    case 'b':
        return of_b;
    case 'c':
        return of_c;
    case 'd':
        return of_d;
    case 'e':
        return of_e;
    case 'f':
        return of_f;
    case 'i':
        return of_i;
    case 'l':
        return of_l;
    case 'n':
        return of_n;
    case 'p':
        return of_p;
    case 's':
        return of_s;
    case 't':
        return of_t;
    case '4':
        return of_4;
    case '\xe9':
        return of_e9;
    case '\xe6':
        return of_e6;
    case '\xe8':
        return of_e8;
    default:
        return NULL;
    }
}

static bool has_marker(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char *const *word = markers_with(folded(s.ptr[i]));
        for (; word && *word; word++) {
            size_t len = word_at(wd_str_from(s, i), *word);
            if (len > 0 && number_alone(s, i, len))
                return true;
        }
    }
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

    return has_any(text, plain) || (has_any(text, weak) && has_any(text, negations));
}

/* "x: /path/file: Permission denied" and its kin; Launch Error is W&B's own wording. */
static bool is_file_refusal(struct wd_str line)
{
    struct wd_str s = wd_str_trim(line);

    while (s.len > 0 && (s.ptr[s.len - 1] == '.' || s.ptr[s.len - 1] == '"'))
        s.len--;
    size_t tail = sizeof ": permission denied" - 1;
    if (s.len <= tail || !word_at(wd_str_from(s, s.len - tail), ": permission denied"))
        return false;
    struct wd_str before = wd_str_sub(s, 0, s.len - tail);
    return !wd_text_names_cloud(before) && !has_word(before, "launch error");
}

static bool is_local_refusal(struct wd_str line)
{
    static const char *const always[] = {"[errno",
                                         "errno ",
                                         "eacces",
                                         "eperm",
                                         "os error 13",
                                         "(publickey",
                                         "parse exception", /* of a query that holds the word */
                                         "syntax error",
                                         "keyboard interactive",
                                         "docker.sock",
                                         "docker daemon socket",
                                         "sudoers",
                                         "a password is required",
                                         "operation not permitted",
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

    if (has_any(line, always))
        return !has_word(line, "bigquery");
    if (is_file_refusal(line))
        return true;
    return has_any(line, unless_cloud) && has_word(line, "permission denied") &&
           !wd_text_names_cloud(line);
}

static bool line_is_candidate(struct wd_str line)
{
    return has_marker(line) && !is_local_refusal(line);
}

bool wd_text_is_candidate(struct wd_str text)
{
    while (text.len > 0)
        if (line_is_candidate(wd_str_cut(&text, '\n')))
            return true;
    return false;
}

/* In a stack only the lines at the margin are messages; the indented ones quote source code. */
static bool stack_is_candidate(struct wd_str text)
{
    while (text.len > 0) {
        struct wd_str line = wd_str_cut(&text, '\n');
        if (line.len > 0 && line.ptr[0] != ' ' && line.ptr[0] != '\t' && line_is_candidate(line))
            return true;
    }
    return false;
}

void wd_judge_texts(struct wd_reading *r)
{
    struct wd_event *event = r->event;

    for (size_t i = 0; i < event->text_count; i++) {
        const struct wd_text *text = &event->texts[i];
        bool candidate = text->field == WD_TEXT_STACK ? stack_is_candidate(text->s)
                                                      : wd_text_is_candidate(text->s);
        if (!candidate)
            continue;
        event->kind = WD_KIND_CANDIDATE;
        event->has_cloud_token |= wd_text_is_strong(text->s) && wd_text_names_cloud(text->s);
    }
}
