/* Members beside an error in a program's JSON that say what it is: `"expected": {…}`, `"dry_run": true`, `"outcome":
 * "success"`, `"logger": "tests.test_acl"`, or in a sentence of people. A service writes none of them beside its answer; who
 * tests, replays, counts or keeps answers does. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

enum { NAME_MAX = 20, NOTE_MAX = 160 };

/* What a member's value must be for it to tell. */
enum telling {
    TRULY,  /* true */
    ANYHOW, /* anything but false */
    AT_TOP, /* anything but false, in an object that stands by itself; in an entry's payload: true */
    WANTS,  /* anything but false, or a success */
    ENDS,   /* a word for a good end */
    TRIES,  /* words of a trial */
    OF_TESTS, /* a file or a logger of tests */
};

/* In small letters, without what joins words. */
static const struct {
    const char *name;
    enum telling what;
} members[] = {
    {"alertname", AT_TOP},
    {"assertion", ANYHOW},
    {"cassette", ANYHOW},
    {"completion", AT_TOP},
    {"dryrun", ANYHOW},
    {"example", AT_TOP},
    {"expect", WANTS},
    {"expected", WANTS},
    {"expecteddenial", ANYHOW},
    {"expectederror", ANYHOW},
    {"expectedfailure", ANYHOW},
    {"fixture", ANYHOW},
    {"golden", ANYHOW},
    {"handled", AT_TOP},
    {"ignored", AT_TOP},
    {"interactions", AT_TOP},
    {"isdrill", TRULY},
    {"issynthetic", TRULY},
    {"istest", TRULY},
    {"mock", ANYHOW},
    {"mocked", ANYHOW},
    {"originaltimestamp", ANYHOW},
    {"prompt", AT_TOP},
    {"recorded", AT_TOP},
    {"recordedat", ANYHOW},
    {"recovered", AT_TOP},
    {"replay", ANYHOW},
    {"replayed", ANYHOW},
    {"resolved", AT_TOP},
    {"retrysucceeded", ANYHOW},
    {"sample", AT_TOP},
    {"selftest", TRULY},
    {"simulated", ANYHOW},
    {"simulation", ANYHOW},
    {"snapshot", AT_TOP},
    {"suppressed", AT_TOP},
    {"synthetic", ANYHOW},
    {"testcase", ANYHOW},
    {"wiremock", ANYHOW},
    {"conclusion", ENDS},
    {"outcome", ENDS},
    {"resolution", ENDS},
    {"result", ENDS},
    {"state", ENDS},
    {"status", ENDS},
    {"verdict", ENDS},
    {"action", TRIES},
    {"category", TRIES},
    {"env", TRIES},
    {"environment", TRIES},
    {"event", TRIES},
    {"kind", TRIES},
    {"labels", TRIES},
    {"mode", TRIES},
    {"phase", TRIES},
    {"scenario", TRIES},
    {"stage", TRIES},
    {"tags", TRIES},
    {"type", TRIES},
    {"caller", OF_TESTS},
    {"file", OF_TESTS},
    {"filename", OF_TESTS},
    {"logger", OF_TESTS},
    {"loggername", OF_TESTS},
    {"module", OF_TESTS},
    {"pathname", OF_TESTS},
    {"source", OF_TESTS},
};

/* A word that says no, or yes, stands for the truth value. */
static bool is_so(struct wd_jv value)
{
    static const char *const no[] = {"false", "no", "off", "0", "none", "never", ""};
    bool truth = true;
    int64_t number = 1;

    switch (wd_jv_type(value)) {
    case WD_JSON_ABSENT:
    case WD_JSON_NULL:
        return false;
    case WD_JSON_STRING:
        return !WD_STR_IIN(wd_jv_str(value), no);
    case WD_JSON_INTEGER:
        return wd_jv_int(value, &number) && number != 0;
    default:
        return !wd_jv_bool(value, &truth) || truth;
    }
}

static bool is_true(struct wd_jv value)
{
    static const char *const yes[] = {"true", "yes", "on", "1"};
    bool truth = false;
    int64_t number = 0;

    return (wd_jv_bool(value, &truth) && truth) || (wd_jv_int(value, &number) && number == 1) ||
           WD_STR_IIN(wd_jv_str(value), yes);
}

/* Who wanted a success was refused in earnest. */
static bool is_success(struct wd_jv value)
{
    static const char *const good[] = {"ok",     "200",     "success", "succeeded",
                                       "allow",  "allowed", "granted", "true",
                                       "200 ok", "pass",    "yes",     "readable"};
    int64_t code = 0;

    return WD_STR_IIN(wd_jv_str(value), good) ||
           (wd_jv_int(value, &code) && code >= 200 && code < 300);
}

static bool is_good_end(struct wd_jv value)
{
    static const char *const ends[] = {
        "ok",       "success", "successful", "succeeded", "pass",     "passed",     "recovered",
        "resolved", "fixed",   "closed",     "mitigated", "expected", "as expected"};

    return WD_STR_IIN(wd_jv_str(value), ends);
}

static bool is_trial(struct wd_str value)
{
    static const char *const words[] = {
        "dry-run",       "dry_run",         "dryrun",          "simulat",       "rehears",
        "replay",        "synthetic",       "negative-test",   "negative_test", "negative test",
        "unit-test",     "unit_test",       "unittest",        "self-test",     "selftest",
        "fire-drill",    "expected_deni",   "expected-deni",   "expected_err",  "expected_fail",
        "expected-fail", "incident.closed", "incident_closed", "resolved",      "recovered"};

    return !wd_str_ihas(value, "unexpected") && !wd_str_ihas(value, "unresolved") &&
           WD_STR_IHAS_ANY(value, words);
}

/* The value, or one of those in it: a list of tags, an object of labels. */
static bool has_trial(struct wd_jv value)
{
    if (wd_jv_type(value) == WD_JSON_STRING)
        return is_trial(wd_jv_str(value));
    for (struct wd_jiter it = wd_jv_iter(value); wd_jiter_next(&it);)
        if (is_trial(wd_jv_str(it.value)))
            return true;
    return false;
}

static bool is_of_tests(struct wd_str value)
{
    static const char *const begins[] = {"tests.", "tests/", "test_"};
    static const char *const parts[] = {".tests.",  "/tests/test_", "_test.go", ".test.js",
                                        ".test.ts", ".spec.js",     ".spec.ts", "_test.py",
                                        "/test_",   "_spec.rb"};

    return WD_STR_ISTARTS_ANY(value, begins) || WD_STR_IHAS_ANY(value, parts);
}

static bool tells(enum telling what, struct wd_jv value, bool at_top)
{
    switch (what) {
    case TRULY:
        return is_true(value);
    case ANYHOW:
        return is_so(value);
    case AT_TOP:
        return at_top ? is_so(value) : is_true(value);
    case WANTS:
        return is_so(value) && !is_success(value);
    case ENDS:
        return is_good_end(value);
    case TRIES:
        return has_trial(value);
    case OF_TESTS:
        return is_of_tests(wd_jv_str(value));
    }
    return false;
}

/* "dryRun", "dry_run", "dry-run": dryrun. */
static struct wd_str joined(struct wd_str name, char room[NAME_MAX])
{
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (wd_char_in(name.ptr[i], "_-. "))
            continue;
        if (len == NAME_MAX)
            return WD_STR_NONE;
        room[len++] = wd_lower(name.ptr[i]);
    }
    return wd_str_make(room, len);
}

static bool is_telling(struct wd_str name, struct wd_jv value, bool at_top)
{
    char room[NAME_MAX];
    const struct wd_str plain = joined(name, room), note = wd_jv_str(value);

    for (size_t i = 0; plain.len > 0 && i < sizeof members / sizeof *members; i++)
        if (wd_str_eqz(plain, members[i].name))
            return tells(members[i].what, value, at_top);
    return note.len > 0 && note.len <= NOTE_MAX && wd_text_settles(note);
}

static void doubt_members(struct wd_event *event, struct wd_jv body, bool at_top)
{
    for (struct wd_jiter it = wd_jv_iter(body); wd_jiter_next(&it);)
        if (is_telling(it.name, it.value, at_top))
            event->doubts |= WD_DOUBT_READ;
}

void wd_doubt_wrapped(struct wd_event *event)
{
    struct wd_jv payload;

    if (event->voice == WD_VOICE_SERVICE || wd_jv_type(event->root) != WD_JSON_OBJECT)
        return;
    payload = wd_jv_at(event->root, "/jsonPayload");
    if (wd_jv_type(payload) != WD_JSON_OBJECT) {
        doubt_members(event, event->root, true);
        return;
    }
    doubt_members(event, payload, false);
    if (has_trial(wd_jv_at(event->root, "/labels")))
        event->doubts |= WD_DOUBT_READ;
}
