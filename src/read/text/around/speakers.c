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

    /* tools that say so before a line; what people are called by none of these */
    static const char *const of_tools[] = {"bq",      "copy",  "curl",  "dask", "dbt",    "dvc",
                                           "helm",    "jax",   "keras", "kfp",  "make",   "mlflow",
                                           "prefect", "pull",  "push",  "ray",  "rclone", "spark",
                                           "sync",    "torch", "wandb", "wget"};
    static const char *const of_machines[] = {"w",  "n",     "node", "host", "gpu",  "tpu",
                                              "vm", "chief", "rank", "ps",   "slot", "pod"};
    struct wd_str stem = wd_str_letters(name);

    return WD_STR_IN(name, of_tools) ||
           (!WD_STR_IIN(stem, of_people) && WD_STR_ANY(wd_str_ends, name, of_programs)) ||
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

/* What labels of loggers say in other languages, UTF-8: 错误 报错 出错 失败 异常 错 エラー 失敗 例外 오류 에러 실패 예외, and in
 * Russian; then what stands beside it: of a job, a task, a run; its message, its reason. */
static const char *const of_failures[] = {"\xe9\x94\x99\xe8\xaf\xaf",
                                          "\xe6\x8a\xa5\xe9\x94\x99",
                                          "\xe5\x87\xba\xe9\x94\x99",
                                          "\xe5\xa4\xb1\xe8\xb4\xa5",
                                          "\xe5\xbc\x82\xe5\xb8\xb8",
                                          "\xe9\x8c\xaf\xe8\xaa\xa4",
                                          "\xe3\x82\xa8\xe3\x83\xa9\xe3\x83\xbc",
                                          "\xe5\xa4\xb1\xe6\x95\x97",
                                          "\xe4\xbe\x8b\xe5\xa4\x96",
                                          "\xec\x98\xa4\xeb\xa5\x98",
                                          "\xec\x97\x90\xeb\x9f\xac",
                                          "\xec\x8b\xa4\xed\x8c\xa8",
                                          "\xec\x98\x88\xec\x99\xb8",
                                          "\xd0\xbe\xd1\x88\xd0\xb8\xd0\xb1\xd0\xba\xd0\xb0",
                                          "\xd0\x9e\xd1\x88\xd0\xb8\xd0\xb1\xd0\xba\xd0\xb0"};
/* 作业 任务 运行 训练 执行 上传 下载 部署 构建 请求 调用 程序 系统 信息 原因 详情 日志 步骤 读取 写入 访问 操作; ジョブ 原因 メッセージ 実行 処理 詳細
 * の; 작업 메시지 */
static const char *const of_labels[] = {
    "\xe4\xbd\x9c\xe4\xb8\x9a",
    "\xe4\xbb\xbb\xe5\x8a\xa1",
    "\xe8\xbf\x90\xe8\xa1\x8c",
    "\xe8\xae\xad\xe7\xbb\x83",
    "\xe6\x89\xa7\xe8\xa1\x8c",
    "\xe4\xb8\x8a\xe4\xbc\xa0",
    "\xe4\xb8\x8b\xe8\xbd\xbd",
    "\xe9\x83\xa8\xe7\xbd\xb2",
    "\xe6\x9e\x84\xe5\xbb\xba",
    "\xe8\xaf\xb7\xe6\xb1\x82",
    "\xe8\xb0\x83\xe7\x94\xa8",
    "\xe7\xa8\x8b\xe5\xba\x8f",
    "\xe7\xb3\xbb\xe7\xbb\x9f",
    "\xe4\xbf\xa1\xe6\x81\xaf",
    "\xe5\x8e\x9f\xe5\x9b\xa0",
    "\xe8\xaf\xa6\xe6\x83\x85",
    "\xe6\x97\xa5\xe5\xbf\x97",
    "\xe6\xad\xa5\xe9\xaa\xa4",
    "\xe8\xaf\xbb\xe5\x8f\x96",
    "\xe5\x86\x99\xe5\x85\xa5",
    "\xe8\xae\xbf\xe9\x97\xae",
    "\xe6\x93\x8d\xe4\xbd\x9c",
    "\xe3\x82\xb8\xe3\x83\xa7\xe3\x83\x96",
    "\xe3\x83\xa1\xe3\x83\x83\xe3\x82\xbb\xe3\x83\xbc\xe3\x82\xb8",
    "\xe5\xae\x9f\xe8\xa1\x8c",
    "\xe5\x87\xa6\xe7\x90\x86",
    "\xe8\xa9\xb3\xe7\xb4\xb0",
    "\xe3\x81\xae",
    "\xec\x9e\x91\xec\x97\x85",
    "\xeb\xa9\x94\xec\x8b\x9c\xec\xa7\x80"};

/* The length of the word of these that the text begins with; 0: none. */
static size_t word_of(struct wd_str s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (wd_str_starts(s, wd_str_of(words[i])))
            return strlen(words[i]);
    return 0;
}

/* "作业失败：", "エラー: " and "[错误] " are what "job failed: " is: such words alone, of which one says that it failed. *rest: behind
 * its mark. */
static bool is_failure_label(struct wd_str s, struct wd_str *rest)
{
    static const char *const marks[] = {"\xef\xbc\x9a", "\xe3\x80\x91", ": ", "] ", ":"};
    bool failed = false;
    size_t len, end = 0;

    while (s.len > 0 && (end = word_of(s, marks, sizeof marks / sizeof *marks)) == 0) {
        len = word_of(s, of_failures, sizeof of_failures / sizeof *of_failures);
        failed = failed || len > 0;
        len += len > 0 ? 0 : word_of(s, of_labels, sizeof of_labels / sizeof *of_labels);
        len += len == 0 && (s.ptr[0] == ' ' || wd_is_digit(s.ptr[0]));
        if (len == 0)
            return false;
        s = wd_str_from(s, len);
    }
    *rest = wd_str_trim_left(wd_str_from(s, end));
    return failed && end > 0;
}

/* Behind a label in another language; a time, a level, a bracket may stand before it. */
static struct wd_str without_label(struct wd_str before)
{
    size_t at = 0;
    struct wd_str rest;

    while (at < before.len && (unsigned char)before.ptr[at] < 0xC3)
        at++;
    struct wd_str lead = wd_str_sub(before, 0, at);
    if (at == before.len || !is_failure_label(wd_str_from(before, at), &rest))
        return before;
    for (struct wd_str word = wd_str_word(&lead); word.len > 0; word = wd_str_word(&lead))
        if (wd_str_letters(word).len > 1 && !wd_text_is_loggers(wd_str_letters(word)))
            return before;
    return rest;
}

struct wd_str wd_text_without_process(struct wd_str before)
{
    return without_process(without_label(before));
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
    before = without_part(without_part(wd_text_without_process(without_annotation(before))));

    size_t end =
        wd_str_starts(before, WD_STR("Step #")) ? wd_str_find(before, WD_STR(": ")) : WD_NPOS;

    if (wd_str_has(before, WD_STR("+ CategoryInfo ")))
        return WD_STR_NONE;
    return end == WD_NPOS ? before : wd_str_from(before, end + 2);
}
