/* Lines that say what the ones below them are: an old log, what a test expects, a page that a command shows. Programs put
 * headings before what failed, too ("Error output:", "Caused by:"), so a heading counts by what its words say, and one that
 * speaks of neither by being a sentence of people. */
#include "read/text/around/around.h"
#include "read/text/command.h"

enum { SAYS_SO = 1, CONFIRMS = 2, REFUSES = 4 };
enum { HEADING_MAX = 100 };

/* Whatever the rest of the line is. */
static const struct wd_sign phrases[] = {
    {"expecting fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expecting a fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expecting refus", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expecting an error", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expected to fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expecting 403", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expecting a 403", WD_SIGN_ANYWHERE, SAYS_SO},
    {"expecting http 403", WD_SIGN_ANYWHERE, SAYS_SO},
    {"\"... pass", WD_SIGN_END, SAYS_SO}, /* terraform test */
    {" xfail", WD_SIGN_END, SAYS_SO},     /* pytest */
    {" xfail ", WD_SIGN_ANYWHERE, SAYS_SO},
    {"xfail ", WD_SIGN_START, SAYS_SO},
    {"must fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"should fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"supposed to fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"must be denied", WD_SIGN_ANYWHERE, SAYS_SO},
    {"should be denied", WD_SIGN_ANYWHERE, SAYS_SO},
    {"would be denied", WD_SIGN_ANYWHERE, SAYS_SO},
    {"must be refused", WD_SIGN_ANYWHERE, SAYS_SO},
    {"should be refused", WD_SIGN_ANYWHERE, SAYS_SO},
    {"would be refused", WD_SIGN_ANYWHERE, SAYS_SO},
    {"negative check", WD_SIGN_ANYWHERE, SAYS_SO},
    {"simulating", WD_SIGN_ANYWHERE, SAYS_SO},
    {"simulated", WD_SIGN_ANYWHERE, SAYS_SO},
    {"policy simulator", WD_SIGN_ANYWHERE, SAYS_SO},
    {"what if ", WD_SIGN_ANYWHERE, SAYS_SO},
    {"what-if", WD_SIGN_ANYWHERE, SAYS_SO},
    {"if you see the following", WD_SIGN_ANYWHERE, SAYS_SO},
    {"if you get the following", WD_SIGN_ANYWHERE, SAYS_SO},
    {"may see the following", WD_SIGN_ANYWHERE, SAYS_SO},
    {"might see the following", WD_SIGN_ANYWHERE, SAYS_SO},
    {"similar to the following", WD_SIGN_ANYWHERE, SAYS_SO},
    {"fault injection", WD_SIGN_ANYWHERE, SAYS_SO},
    {"fault-injection", WD_SIGN_ANYWHERE, SAYS_SO},
    {"synthetic error", WD_SIGN_ANYWHERE, SAYS_SO},
    {"synthetic fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"synthetic 403", WD_SIGN_ANYWHERE, SAYS_SO},
    {"failure is injected", WD_SIGN_ANYWHERE, SAYS_SO},
    {"injected fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"injected fault", WD_SIGN_ANYWHERE, SAYS_SO},
    {"injected error", WD_SIGN_ANYWHERE, SAYS_SO},
    {"injecting fault", WD_SIGN_ANYWHERE, SAYS_SO},
    {"injecting fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"injecting error", WD_SIGN_ANYWHERE, SAYS_SO},
    {"chaos test", WD_SIGN_ANYWHERE, SAYS_SO},
    {"chaos experiment", WD_SIGN_ANYWHERE, SAYS_SO},
    {"game day", WD_SIGN_ANYWHERE, SAYS_SO},
    {"gameday", WD_SIGN_ANYWHERE, SAYS_SO},
    {"not a real incident", WD_SIGN_ANYWHERE, SAYS_SO},
    {"this is a drill", WD_SIGN_ANYWHERE, SAYS_SO},
    {"fire drill", WD_SIGN_ANYWHERE, SAYS_SO},
    {"lab exercise", WD_SIGN_ANYWHERE, SAYS_SO},
    {"exercise ", WD_SIGN_START, SAYS_SO},
    {"slide ", WD_SIGN_START, SAYS_SO},
    {"lesson ", WD_SIGN_START, SAYS_SO},
    /* tools that try what a key opens */
    {"gcpbucketbrute", WD_SIGN_ANYWHERE, SAYS_SO},
    {"cloud_enum", WD_SIGN_ANYWHERE, SAYS_SO},
    {"cloudbrute", WD_SIGN_ANYWHERE, SAYS_SO},
    {"scoutsuite", WD_SIGN_ANYWHERE, SAYS_SO},
    {"gcpwn ", WD_SIGN_START, SAYS_SO},
    {"gcp_enum", WD_SIGN_ANYWHERE, SAYS_SO},
    /* an example, in other languages */
    {"beispiel", WD_SIGN_START, SAYS_SO},
    {"zum beispiel", WD_SIGN_START, SAYS_SO},
    {"z. b. ", WD_SIGN_START, SAYS_SO},
    {"z.b. ", WD_SIGN_START, SAYS_SO},
    {"exemple", WD_SIGN_START, SAYS_SO},
    {"par exemple", WD_SIGN_START, SAYS_SO},
    {"ejemplo", WD_SIGN_START, SAYS_SO},
    {"por ejemplo", WD_SIGN_START, SAYS_SO},
    {"exemplo", WD_SIGN_START, SAYS_SO},
    {"por exemplo", WD_SIGN_START, SAYS_SO},
    {"esempio", WD_SIGN_START, SAYS_SO},
    {"ad esempio", WD_SIGN_START, SAYS_SO},
    {"\xe4\xbe\x8b\xef\xbc\x9a", WD_SIGN_START, SAYS_SO},                         /* 例： */
    {"\xe4\xbe\x8b:", WD_SIGN_START, SAYS_SO},                                    /* 例: */
    {"\xe4\xbe\x8b\xe3\x81\x88\xe3\x81\xb0", WD_SIGN_START, SAYS_SO},             /* 例えば */
    {"\xe4\xbe\x8b\xe5\xa6\x82", WD_SIGN_START, SAYS_SO},                         /* 例如 */
    {"\xe6\xaf\x94\xe5\xa6\x82", WD_SIGN_START, SAYS_SO},                         /* 比如 */
    {"\xe7\xa4\xba\xe4\xbe\x8b", WD_SIGN_START, SAYS_SO},                         /* 示例 */
    {"\xe4\xbb\xa5\xe4\xb8\x8b\xe3\x81\xaf\xe4\xbe\x8b", WD_SIGN_START, SAYS_SO}, /* 以下は例 */
    {"\xec\x98\x88:", WD_SIGN_START, SAYS_SO},                                    /* 예: */
    {"\xec\x98\x88\xec\x8b\x9c", WD_SIGN_START, SAYS_SO},                         /* 예시 */
    {"\xe7\xa4\xba\xe4\xbe\x8b", WD_SIGN_ANYWHERE, SAYS_SO},                      /* 示例 */
    {"\xe9\xa2\x84\xe6\x9c\x9f", WD_SIGN_ANYWHERE, SAYS_SO},                      /* 预期 */
    {"\xe6\x9c\x9f\xe6\x9c\x9b\xe5\xa4\xb1\xe8\xb4\xa5", WD_SIGN_ANYWHERE, SAYS_SO}, /* 期望失败 */
    {"\xe7\x94\xa8\xe4\xbe\x8b", WD_SIGN_ANYWHERE, SAYS_SO},                         /* 用例 */
    {"\xe6\xa8\xa1\xe6\x8b\x9f\xe8\xbf\x94\xe5\x9b\x9e", WD_SIGN_ANYWHERE, SAYS_SO}, /* 模拟返回 */
    {"\xe6\xa8\xa1\xe6\x8b\x9f\xe9\x94\x99\xe8\xaf\xaf", WD_SIGN_ANYWHERE, SAYS_SO}, /* 模拟错误 */
    {"\xe6\x98\xa8\xe5\xa4\xa9\xe7\x9a\x84", WD_SIGN_ANYWHERE, SAYS_SO},             /* 昨天的 */
    {"\xe5\xae\xa2\xe6\x88\xb7\xe5\x8f\x8d\xe9\xa6\x88", WD_SIGN_ANYWHERE, SAYS_SO}, /* 客户反馈 */
    {"\xe5\xba\x94\xe8\xa2\xab\xe6\x8b\x92\xe7\xbb\x9d", WD_SIGN_ANYWHERE, SAYS_SO}, /* 应被拒绝 */
    {"\xe8\xb4\x9f\xe5\x90\x91\xe6\xb5\x8b\xe8\xaf\x95", WD_SIGN_ANYWHERE, SAYS_SO}, /* 负向测试 */
    {"\xe5\xbc\x82\xe5\xb8\xb8\xe6\xb5\x8b\xe8\xaf\x95", WD_SIGN_ANYWHERE, SAYS_SO}, /* 异常测试 */
    {"\xe6\x96\x87\xe6\xa1\xa3\xe4\xb8\xad", WD_SIGN_ANYWHERE, SAYS_SO},             /* 文档中 */
    {"\xe6\x83\xb3\xe5\xae\x9a\xe3\x81\xa9\xe3\x81\x8a\xe3\x82\x8a", WD_SIGN_ANYWHERE,
     SAYS_SO}, /* 想定どおり */
    {"\xe6\x83\xb3\xe5\xae\x9a\xe9\x80\x9a\xe3\x82\x8a", WD_SIGN_ANYWHERE, SAYS_SO}, /* 想定通り */
    {"\xe3\x82\xb5\xe3\x83\xb3\xe3\x83\x97\xe3\x83\xab", WD_SIGN_ANYWHERE, SAYS_SO}, /* サンプル */
    {"would fail:", WD_SIGN_ANYWHERE, SAYS_SO},
    {"the following would ", WD_SIGN_ANYWHERE, SAYS_SO},
    {"403 is expected", WD_SIGN_ANYWHERE, SAYS_SO},
    {"denial is expected", WD_SIGN_ANYWHERE, SAYS_SO},
    {"refusal is expected", WD_SIGN_ANYWHERE, SAYS_SO},
    {"is expected to be refused", WD_SIGN_ANYWHERE, SAYS_SO},
    {"is expected to be denied", WD_SIGN_ANYWHERE, SAYS_SO},
    {"begin sample", WD_SIGN_ANYWHERE, SAYS_SO},
    {"begin example", WD_SIGN_ANYWHERE, SAYS_SO},
    {"begin quote", WD_SIGN_ANYWHERE, SAYS_SO},
    {"excerpt", WD_SIGN_ANYWHERE, SAYS_SO},
    {"replay of", WD_SIGN_ANYWHERE, SAYS_SO},
    {"replaying", WD_SIGN_ANYWHERE, SAYS_SO},
    {"ignoring error", WD_SIGN_ANYWHERE, SAYS_SO},
    {"ignoring fail", WD_SIGN_ANYWHERE, SAYS_SO},
    {"errors are ignored", WD_SIGN_ANYWHERE, SAYS_SO},
    {"lint-condition", WD_SIGN_ANYWHERE, SAYS_SO},
    {"continue-on-error: true", WD_SIGN_ANYWHERE, SAYS_SO},
    {"on purpose", WD_SIGN_ANYWHERE, SAYS_SO},
    {"deliberately", WD_SIGN_ANYWHERE, SAYS_SO},
    {"intentionally", WD_SIGN_ANYWHERE, SAYS_SO},
    {"closed as ", WD_SIGN_ANYWHERE, SAYS_SO},
    {"fixed in release", WD_SIGN_ANYWHERE, SAYS_SO},
    {" is gone", WD_SIGN_ANYWHERE, SAYS_SO},
    {" went away", WD_SIGN_ANYWHERE, SAYS_SO},
    {"works again", WD_SIGN_ANYWHERE, SAYS_SO},
    {"access was revoked", WD_SIGN_ANYWHERE, SAYS_SO},
    {"access has been revoked", WD_SIGN_ANYWHERE, SAYS_SO},
    {"access revoked", WD_SIGN_ANYWHERE, SAYS_SO},
    {"role was revoked", WD_SIGN_ANYWHERE, SAYS_SO},
    {"permissions were revoked", WD_SIGN_ANYWHERE, SAYS_SO},
    {"x-mock", WD_SIGN_START, SAYS_SO},
    {"x-replay", WD_SIGN_START, SAYS_SO},
    {"|| true", WD_SIGN_END, SAYS_SO}, /* a command whose failure is nobody's concern */
    {"|| :", WD_SIGN_END, SAYS_SO},
    {"verify that", WD_SIGN_ANYWHERE, SAYS_SO},
    {"verifying that", WD_SIGN_ANYWHERE, SAYS_SO},
    {"man page", WD_SIGN_ANYWHERE, SAYS_SO},
};

/* Right below it. */
static const struct wd_sign verdicts[] = {
    {"\xe9\xa2\x84\xe6\x9c\x9f", WD_SIGN_ANYWHERE, CONFIRMS},                         /* 预期 */
    {"\xe7\x94\xa8\xe4\xbe\x8b\xe9\x80\x9a\xe8\xbf\x87", WD_SIGN_ANYWHERE, CONFIRMS}, /* 用例通过 */
    {"\xe6\xb5\x8b\xe8\xaf\x95\xe9\x80\x9a\xe8\xbf\x87", WD_SIGN_ANYWHERE, CONFIRMS}, /* 测试通过 */
    {"\xe6\x96\xad\xe8\xa8\x80\xe6\x88\x90\xe5\x8a\x9f", WD_SIGN_ANYWHERE, CONFIRMS}, /* 断言成功 */
    {"\xe9\xaa\x8c\xe8\xaf\x81\xe9\x80\x9a\xe8\xbf\x87", WD_SIGN_ANYWHERE, CONFIRMS}, /* 验证通过 */
    {"\xe6\x9c\x9f\xe6\x9c\x9b\xe5\xa4\xb1\xe8\xb4\xa5", WD_SIGN_ANYWHERE, CONFIRMS}, /* 期望失败 */
    {"\xe6\x83\xb3\xe5\xae\x9a\xe3\x81\xa9\xe3\x81\x8a\xe3\x82\x8a", WD_SIGN_ANYWHERE,
     CONFIRMS}, /* 想定どおり */
    {"assertion passed", WD_SIGN_ANYWHERE, CONFIRMS},
    {"\xe2\x9c\x93 ", WD_SIGN_START, CONFIRMS}, /* ✓  */
    {"this is fine", WD_SIGN_ANYWHERE, CONFIRMS},
    {"this is expected", WD_SIGN_ANYWHERE, CONFIRMS},
    {"safe to ignore", WD_SIGN_ANYWHERE, CONFIRMS},
    {"safely ignored", WD_SIGN_ANYWHERE, CONFIRMS},
    {"can be ignored", WD_SIGN_ANYWHERE, CONFIRMS},
    {"harmless", WD_SIGN_ANYWHERE, CONFIRMS},
    {"allowed to fail", WD_SIGN_ANYWHERE, CONFIRMS},
    {"allow_failure", WD_SIGN_ANYWHERE, CONFIRMS},
    {"pass", WD_SIGN_WHOLE, CONFIRMS},
    {"passed", WD_SIGN_WHOLE, CONFIRMS},
    {"ok", WD_SIGN_WHOLE, CONFIRMS},
    {"pass: ", WD_SIGN_START, CONFIRMS},
    {"end sample", WD_SIGN_ANYWHERE, CONFIRMS},
    {"as it should", WD_SIGN_ANYWHERE, CONFIRMS},
    {"as they should", WD_SIGN_ANYWHERE, CONFIRMS},
    {"as it must", WD_SIGN_ANYWHERE, CONFIRMS},
    {"failed as expected", WD_SIGN_ANYWHERE, CONFIRMS},
    {"denied as expected", WD_SIGN_ANYWHERE, CONFIRMS},
    {"403 as expected", WD_SIGN_ANYWHERE, CONFIRMS},
    {"403, as expected", WD_SIGN_ANYWHERE, CONFIRMS},
    {"got expected 403", WD_SIGN_ANYWHERE, CONFIRMS},
    {"the expected 403", WD_SIGN_ANYWHERE, CONFIRMS},
    {"xfail ", WD_SIGN_START, CONFIRMS},
    {"refused as expected", WD_SIGN_ANYWHERE, CONFIRMS},
    {"no action", WD_SIGN_START, CONFIRMS},
    {"nothing to do", WD_SIGN_START, CONFIRMS},
    {"closing this", WD_SIGN_START, CONFIRMS},
    {"\xe3\x81\x93\xe3\x82\x8c\xe3\x81\xaf\xe4\xbe\x8b\xe3\x81\xa7", WD_SIGN_ANYWHERE,
     CONFIRMS}, /* これは例で */
    {"\xe4\xbb\xa5\xe4\xb8\x8a\xe4\xb8\xba\xe7\xa4\xba\xe4\xbe\x8b", WD_SIGN_ANYWHERE,
     CONFIRMS}, /* 以上为示例 */
    {"deployment succeeded", WD_SIGN_START, CONFIRMS},
    {"binding added", WD_SIGN_ANYWHERE, CONFIRMS},
    {"role added", WD_SIGN_ANYWHERE, CONFIRMS},
    {"binding restored", WD_SIGN_ANYWHERE, CONFIRMS},
    {"role granted", WD_SIGN_ANYWHERE, CONFIRMS},
    {"access granted", WD_SIGN_ANYWHERE, CONFIRMS},
    {"granted the role", WD_SIGN_ANYWHERE, CONFIRMS},
    {"access was revoked", WD_SIGN_ANYWHERE, CONFIRMS},
    {"access has been revoked", WD_SIGN_ANYWHERE, CONFIRMS},
    {"access revoked", WD_SIGN_ANYWHERE, CONFIRMS},
    {"role was revoked", WD_SIGN_ANYWHERE, CONFIRMS},
    {"permissions were revoked", WD_SIGN_ANYWHERE, CONFIRMS},
    {"no longer happens", WD_SIGN_ANYWHERE, CONFIRMS},
    {"does not happen any", WD_SIGN_ANYWHERE, CONFIRMS},
    {"verified", WD_SIGN_START, CONFIRMS},
    {"confirmed", WD_SIGN_START, CONFIRMS},
    {"as intended", WD_SIGN_ANYWHERE, CONFIRMS},
    {"as designed", WD_SIGN_ANYWHERE, CONFIRMS},
};

/* One more refusal below the same heading. */
static const struct wd_sign refusals[] = {
    {"error", WD_SIGN_START, REFUSES},
    {"denied", WD_SIGN_ANYWHERE, REFUSES},
    {"does not have", WD_SIGN_ANYWHERE, REFUSES},
    {"forbidden", WD_SIGN_ANYWHERE, REFUSES},
    {"permission", WD_SIGN_ANYWHERE, REFUSES},
};

/* Words of a heading for what is over, wanted or somebody's. */
static const char *const taking_back[] = {
    "old",        "older",        "yesterday", "ago",           "expected",  "expect",
    "sample",     "samples",      "example",   "examples",      "replay",    "negative",
    "historical", "archived",     "fixture",   "fixtures",      "quoted",    "quote",
    "cited",      "mock",         "mocked",    "simulation",    "simulator", "intended",
    "wanted",     "tutorial",     "manual",    "documentation", "earlier",   "formerly",
    "once",       "hypothetical", "desired",   "fixed",         "solved",    "year",
    "count",      "common",       "mean",      "means",         "listing",   "counts",
    "denials",    "histogram",    "frequency", "top",           "ignored",   "recorded",
    "reference",  "golden",       "silenced",  "accepted",      "muted",     "waived",
    "known",      "skip",         "ignore",    "closed",        "previous",  "past"};
/* Begins of words of a heading for what a program does or how that went. */
static const char *const of_programs[] = {
    "error",     "err",      "fail",     "log",    "output",  "stdout",     "stderr",  "caus",
    "exception", "problem",  "reason",   "messag", "detail",  "warn",       "trace",   "respon",
    "result",    "follow",   "status",   "report", "summar",  "event",      "step",    "stage",
    "task",      "job",      "deploy",   "build",  "run",     "contain",    "pod",     "apply",
    "plan",      "upload",   "download", "issue",  "command", "state",      "process", "work",
    "serv",      "den",      "refus",    "reject", "crash",   "abort",      "start",   "end",
    "stop",      "request",  "answer",   "call",   "access",  "permission", "attempt", "console",
    "terminal",  "pipeline", "script",   "action", "check",   "finding"};

static struct wd_str next_word(struct wd_str *rest)
{
    size_t from = 0, to;

    while (from < rest->len && !wd_is_letter(rest->ptr[from]))
        from++;
    for (to = from; to < rest->len && wd_is_letter(rest->ptr[to]);)
        to++;
    struct wd_str word = wd_str_sub(*rest, from, to - from);
    *rest = wd_str_from(*rest, to);
    return word;
}

static bool begins_one_of(struct wd_str word)
{
    return WD_STR_ISTARTS_ANY(word, of_programs);
}

/* Letters, blanks and the marks of a sentence. */
static bool is_plain(struct wd_str line)
{
    for (size_t i = 0; i < line.len; i++) {
        bool colon = line.ptr[i] == ':' && (i + 1 == line.len || line.ptr[i + 1] == ' ');
        if (!colon && !wd_is_letter(line.ptr[i]) && !wd_char_in(line.ptr[i], " ',-()#*=\""))
            return false;
    }
    return wd_is_letter(wd_str_at(line, 0));
}

/* "expected output:", "old log from last year:", "This is what kim sent me:"; but "Error output:", "Step 3: Deploy",
 * "Pulling old layers:". */
static bool is_heading(struct wd_str line)
{
    struct wd_str rest = line, word = next_word(&rest);
    bool doing = wd_str_ends(word, WD_STR("ing")), of_program = false;
    size_t count = 0;

    if (line.len == 0 || line.len > HEADING_MAX || line.ptr[line.len - 1] != ':' || doing)
        return false;
    for (; word.len > 0; word = next_word(&rest)) {
        if (WD_STR_IIN(word, taking_back))
            return true;
        of_program = of_program || begins_one_of(word);
        count++;
    }
    return count >= 3 && !of_program && is_plain(line);
}

static const char *const of_refusals[] = {"deni", "deny", "refus", "forbid", "reject", "unauthor"};

/* "● Acl › denies readers", "not ok 4 - forbids it": a test that failed, and is about refusals. What it printed
 * is what it wanted, worded otherwise. */
static bool is_title_of_refusal(struct wd_str line)
{
    static const char *const marks[] = {"\xe2\x97\x8f ", "not ok "};
    struct wd_str rest = line;

    if (!WD_STR_ANY(wd_str_starts, line, marks))
        return false;
    for (struct wd_str word = next_word(&rest); word.len > 0; word = next_word(&rest))
        if (WD_STR_ISTARTS_ANY(word, of_refusals))
            return true;
    return false;
}

/* Behind a prompt; the line itself if it has none. */
static struct wd_str command_in(struct wd_str line)
{
    struct wd_str called = wd_command_called(line);

    return called.len > 0 ? called : line;
}

/* `cat incident-2024-03.log`, `curl -s https://forum.example/t/123`, `man gcloud`; but `cat app.log`, `curl` of a service. */
static bool shows_a_page(struct wd_str line)
{
    static const char *const files[] = {"cat ",  "less ", "more ", "zcat ",
                                        "head ", "tail ", "bat "};
    static const char *const pages[] = {"curl ", "wget ", "lynx ", "w3m "};
    static const char *const trackers[] = {"gh issue ",   "gh pr view",   "gh search ",
                                           "glab issue ", "glab mr view", "jira issue ",
                                           "jira view "};
    static const char *const of_files[] = {
        "incident", "postmortem", "old",    "archive", "backup", "sample", "fixture",
        "example",  "expected",   "golden", "ticket",  "mail",   "notes",  "readme",
        "history",  ".md",        ".rst",   ".adoc",   ".html",  ".eml",   ".mbox",
        "docs/",    "testdata",   ".gz",    ".txt",    "/20",    "-20"};
    static const char *const of_pages[] = {
        "forum",   "stackoverflow", "wiki",        "//docs.",  "/docs/",  "community",
        "blog",    "reddit",        "medium.",     "pastebin", "//gist.", "githubusercontent",
        "discuss", "/issues/",      "/questions/", "/t/"};
    struct wd_str command = command_in(line);

    if (wd_str_starts(line, WD_STR("==> ")) && wd_str_ends(line, WD_STR(" <=="))) /* of tail */
        return WD_STR_ANY(wd_str_has, line, of_files);
    if (WD_STR_ANY(wd_str_starts, command, files))
        return WD_STR_ANY(wd_str_has, command, of_files);
    if (WD_STR_ANY(wd_str_starts, command, pages))
        return WD_STR_ANY(wd_str_has, command, of_pages);
    return wd_str_starts(command, WD_STR("man ")) || WD_STR_ANY(wd_str_starts, command, trackers);
}

/* `! gcloud …`, `if gcloud …; then … exit 1; fi`: it succeeds where it is refused. */
static bool wants_refusal(struct wd_str line)
{
    struct wd_str command = command_in(line);

    if (command.ptr == line.ptr)
        return false;
    return wd_str_starts(command, WD_STR("! ")) ||
           (wd_str_starts(command, WD_STR("if ")) && !wd_str_starts(command, WD_STR("if ! ")) &&
            wd_str_has(command, WD_STR("; then ")) && wd_str_has(command, WD_STR("exit 1")));
}

static bool is_command(struct wd_str line)
{
    return command_in(line).ptr != line.ptr;
}

void wd_announced_signs(struct wd_signs *signs)
{
    WD_SIGNS_PUT(signs, WD_SIGNS_PHRASE, phrases);
    WD_SIGNS_PUT(signs, WD_SIGNS_VERDICT, verdicts);
    WD_SIGNS_PUT(signs, WD_SIGNS_REFUSAL, refusals);
}

/* "--- PASS: TestForbidden (0.01s)" */
static bool is_test_of_refusal(struct wd_str line)
{
    return wd_str_starts(line, WD_STR("--- PASS: ")) && WD_STR_IHAS_ANY(line, of_refusals);
}

bool wd_around_is_announced(const struct wd_around *around)
{
    bool commanded = false;

    if (around->after_count > 0 && (wd_signs_in(around, WD_SIGNS_VERDICT, around->after[0].signs) ||
                                    is_test_of_refusal(around->after[0].text)))
        return true;
    for (size_t i = 0; i < around->before_count && i < WD_AROUND_NEAR; i++) {
        struct wd_str line = around->before[i].text;
        if (is_heading(line) || is_title_of_refusal(line) || (!commanded && wants_refusal(line)) ||
            (!commanded && shows_a_page(line)) ||
            (line.len <= HEADING_MAX &&
             wd_signs_in(around, WD_SIGNS_PHRASE, around->before[i].signs)))
            return true;
        commanded = commanded || is_command(line);
        if (!is_command(line) && !wd_signs_in(around, WD_SIGNS_REFUSAL, around->before[i].signs))
            return false;
    }
    return false;
}
