/* What a line goes on to say behind the last fact of a refusal. Services and clients end it in few words ("… on resource (or
 * it may not exist)., forbidden", "This command is authenticated as …", the rest of a body, a place in the code); people add
 * what they think of it ("(expected)", "- works now", "? No."). The words of services are known, all others not trusted. */
#include "names/doubt/doubt.h"

#include <stdlib.h>

#include "whydenied/base/char.h"
#include "whydenied/read.h"

/* In order of the alphabet; of a thing that is there once, many are known. */
static const char *const of_services[] = {"aborting",
                                          "access",
                                          "accessdenied",
                                          "accessible",
                                          "accessor",
                                          "account",
                                          "action",
                                          "active",
                                          "admin",
                                          "administrator",
                                          "agent",
                                          "ai",
                                          "all",
                                          "allowed",
                                          "also",
                                          "alternatively",
                                          "an",
                                          "and",
                                          "any",
                                          "api",
                                          "app",
                                          "apply",
                                          "appropriate",
                                          "are",
                                          "artifact",
                                          "as",
                                          "ask",
                                          "assigned",
                                          "at",
                                          "attempt",
                                          "auth",
                                          "authenticated",
                                          "authorized",
                                          "back",
                                          "be",
                                          "been",
                                          "bigquery",
                                          "billing",
                                          "bucket",
                                          "build",
                                          "builder",
                                          "by",
                                          "call",
                                          "caller",
                                          "can",
                                          "cannot",
                                          "caused",
                                          "check",
                                          "checking",
                                          "cloud",
                                          "cluster",
                                          "code",
                                          "command",
                                          "compute",
                                          "config",
                                          "configuration",
                                          "console",
                                          "consumer",
                                          "contact",
                                          "continuing",
                                          "copy",
                                          "core",
                                          "creator",
                                          "credential",
                                          "creds",
                                          "crypto",
                                          "dataset",
                                          "decrypter",
                                          "denied",
                                          "deployer",
                                          "deploying",
                                          "detail",
                                          "developer",
                                          "do",
                                          "documentation",
                                          "does",
                                          "doesn",
                                          "domain",
                                          "editor",
                                          "either",
                                          "encrypter",
                                          "engine",
                                          "ensure",
                                          "error",
                                          "exception",
                                          "exhausted",
                                          "exist",
                                          "exit",
                                          "exited",
                                          "exiting",
                                          "failed",
                                          "falling",
                                          "field",
                                          "file",
                                          "folder",
                                          "following",
                                          "for",
                                          "forbidden",
                                          "from",
                                          "function",
                                          "gcloud",
                                          "give",
                                          "giving",
                                          "global",
                                          "google",
                                          "goroutine",
                                          "grant",
                                          "granted",
                                          "granting",
                                          "group",
                                          "has",
                                          "have",
                                          "help",
                                          "higher",
                                          "http",
                                          "iam",
                                          "id",
                                          "identity",
                                          "image",
                                          "in",
                                          "information",
                                          "instance",
                                          "insufficient",
                                          "invoker",
                                          "is",
                                          "it",
                                          "job",
                                          "key",
                                          "kms",
                                          "kubernetes",
                                          "label",
                                          "learn",
                                          "level",
                                          "line",
                                          "links",
                                          "local",
                                          "location",
                                          "logs",
                                          "make",
                                          "manager",
                                          "may",
                                          "member",
                                          "message",
                                          "metadata",
                                          "method",
                                          "missing",
                                          "more",
                                          "must",
                                          "namespace",
                                          "need",
                                          "needed",
                                          "network",
                                          "no",
                                          "not",
                                          "object",
                                          "of",
                                          "on",
                                          "or",
                                          "organization",
                                          "out",
                                          "override",
                                          "owner",
                                          "perform",
                                          "perhaps",
                                          "permission",
                                          "please",
                                          "policy",
                                          "pool",
                                          "principal",
                                          "process",
                                          "project",
                                          "property",
                                          "provider",
                                          "pub",
                                          "publisher",
                                          "quota",
                                          "read",
                                          "reader",
                                          "reason",
                                          "region",
                                          "registry",
                                          "repository",
                                          "request",
                                          "requestid",
                                          "required",
                                          "requires",
                                          "resource",
                                          "retries",
                                          "retry",
                                          "retrying",
                                          "role",
                                          "run",
                                          "running",
                                          "scheduler",
                                          "secret",
                                          "see",
                                          "sequence",
                                          "service",
                                          "skipping",
                                          "source",
                                          "specified",
                                          "sql",
                                          "status",
                                          "storage",
                                          "sub",
                                          "subnetwork",
                                          "subscriber",
                                          "such",
                                          "sure",
                                          "table",
                                          "tasks",
                                          "terminated",
                                          "that",
                                          "the",
                                          "then",
                                          "this",
                                          "time",
                                          "to",
                                          "token",
                                          "topic",
                                          "troubleshooter",
                                          "troubleshooting",
                                          "try",
                                          "type",
                                          "up",
                                          "usage",
                                          "use",
                                          "used",
                                          "user",
                                          "using",
                                          "version",
                                          "vertex",
                                          "via",
                                          "viewer",
                                          "visit",
                                          "which",
                                          "while",
                                          "with",
                                          "without",
                                          "workload",
                                          "writer",
                                          "you",
                                          "your",
                                          "zone"};

static int compare(const void *word, const void *row)
{
    const struct wd_str *s = word;
    struct wd_str other = wd_str_of(*(const char *const *)row);
    size_t len = s->len < other.len ? s->len : other.len;

    for (size_t i = 0; i < len; i++) {
        int d = (unsigned char)wd_lower(s->ptr[i]) - (unsigned char)other.ptr[i];
        if (d != 0)
            return d;
    }
    return (s->len > other.len) - (s->len < other.len);
}

/* An address, a path, an id, a class, a level: no word of a sentence. */
static bool is_technical(struct wd_str word)
{
    bool lower = false, upper = false;

    for (size_t i = 0; i < word.len; i++) {
        if (wd_is_digit(word.ptr[i]) || wd_char_in(word.ptr[i], "/_=@\\{}<>") ||
            (word.ptr[i] == '-' && i > 0 && i + 1 < word.len) ||
            (wd_char_in(word.ptr[i], ".:") && i + 1 < word.len))
            return true;
        upper = upper || (i > 0 && wd_is_upper(word.ptr[i]));
        lower = lower || wd_is_lower(word.ptr[i]);
    }
    return upper && lower;
}

/* Of scripts and words that no service writes behind these. */
bool wd_evidence_is_foreign(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == 0xC3 && (unsigned char)wd_str_at(s, i + 1) == 0x97)
            continue; /* "×", a mark of failure */
        if ((c >= 0xC3 && c <= 0xDF) || (c >= 0xE3 && c <= 0xED))
            return true;
    }
    return false;
}

/* Words that services use, too, in an order that takes back what was said. A service asks that a role be granted. */
static bool takes_back(struct wd_str behind)
{
    static const char *const phrases[] = {
        "not need",     "no need",     "must not",         "not grant",         "not be grant",
        "not an error", "no error",    "no permission is", "not required",      "required by ",
        "as required",  "is granted",  "by policy",        "exit code 0",       "exit status 0",
        "exit code: 0", "with code 0", "access granted",   "permission granted"};
    static const char *const asked[] = {"ensure", "make sure", "must"};

    if (WD_STR_IHAS_ANY(behind, phrases))
        return true;
    return !WD_STR_IHAS_ANY(behind, asked) && wd_str_ihas(behind, "been granted");
}

static bool is_of_services(struct wd_str word)
{
    bool many = word.len > 4 && wd_str_ends(word, WD_STR("s"));
    struct wd_str one = wd_str_sub(word, 0, word.len - many);
    const size_t count = sizeof of_services / sizeof *of_services;

    return bsearch(&word, of_services, count, sizeof *of_services, compare) ||
           bsearch(&one, of_services, count, sizeof *of_services, compare);
}

/* The words of a text, and the marks around them: some that no service writes there? */
static bool has_strange_words(struct wd_str rest)
{
    while (rest.len > 0) {
        size_t end = 0;
        while (end < rest.len && !wd_char_in(rest.ptr[end], " \t,;()[]\"'`"))
            end++;
        struct wd_str word = wd_str_sub(rest, 0, end), letters = wd_str_letters(word);
        rest = wd_str_from(rest, end + (end < rest.len ? 1 : 0));
        if (letters.len < 2 || is_technical(word))
            continue;
        if (!is_of_services(letters))
            return true;
    }
    return false;
}

/* What stands behind every such sentence, whatever it says: of Cloud Storage's library for Python, of Cloud Functions, of Ray,
 * and Google's own help, whose link an id ends (https://cloud.google.com/iam/docs/troubleshooting-access). */
static const struct {
    const char *from, *to;
} standing[] = {
    {"Remediate access with this Troubleshooter URL", ";errorId="},
    {"Process completed with", "exit code"}, /* of a runner, whose number is not 0 */
    {"[repeated ", " for more options.)"},
    {"[repeated ", " across cluster]"}, /* of Ray, for lines that say the same */
    {": ('Request failed with status code', ", ">)"},
    {"To find out more about why your job exited please", "check the logs"}, /* of Vertex AI */
    {"In case the member is a service account please use the prefix ", "'user:'"},
    {"instead of 'user", ":'"}, /* behind the prefix of the above, cited in the next */
    {"Details and instructions for the Cloud Console can be found at ", "https://"},
    {"Impersonation is used to impersonate ", "@"},
    {"or perhaps it ", "does not exist"}, /* of BigQuery, whatever is missing */
    {"You can do that by running 'gcloud ", "'serviceAccount:'"}};

/* Where the first of them begins and ends; behind the text: it has none. */
static size_t standing_tail(struct wd_str s, size_t *ret_end)
{
    size_t first = s.len;

    *ret_end = s.len;
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++) {
        struct wd_str to = wd_str_of(standing[i].to);
        size_t at = wd_str_find(s, wd_str_of(standing[i].from));
        size_t len = wd_str_find(wd_str_from(s, at == WD_NPOS ? s.len : at), to);
        if (len == WD_NPOS || at >= first)
            continue;
        first = at;
        *ret_end = at + len + to.len;
    }
    return first;
}

/* "The bucket does not exist": then no role is missing; "(or it may not exist)" is what is always said. */
static bool is_strange(struct wd_str part)
{
    return wd_str_ihas(part, "does not exist") || has_strange_words(part);
}

/* Beside those. */
static bool says_strange(struct wd_str behind)
{
    while (behind.len > 0) {
        size_t end, tail = standing_tail(behind, &end);
        if (is_strange(wd_str_sub(behind, 0, tail)))
            return true;
        behind = wd_str_from(behind, end);
    }
    return false;
}

bool wd_evidence_is_trailed(struct wd_str behind)
{
    return wd_evidence_is_foreign(behind) || takes_back(behind) || wd_text_asks(behind) ||
           says_strange(behind);
}
