/* The call that was refused, made once more and answered: the same command line below, or what a tool says when just this
 * call succeeded ("Service [x] revision [y] has been deployed and is serving …" below a refused `gcloud run deploy`). What
 * succeeds for another cluster, service or file says nothing of this one. */
#include "read/text/around/around.h"
#include "read/text/command.h"

#include "whydenied/base/char.h"
#include "whydenied/read.h"

enum { TELLS = 1 };

struct wd_success {
    const char *refused; /* stands in the line that refuses */
    const char *done;    /* … in the line below */
    const char *
        named; /* where in that line the name begins of what the call was for; NULL: it names none */
    const char *kind; /* before such a name in a refusal */
};

static const struct wd_success successes[] = {
    {"(gcloud.run.deploy)", "has been deployed and is serving", "Service [", "services/"},
    {"(gcloud.run.services.update)", "has been deployed and is serving", "Service [", "services/"},
    {"(gcloud.run.jobs.deploy)", "has successfully been deployed", "Job [", "jobs/"},
    {"(gcloud.container.clusters.get-credentials)", "kubeconfig entry generated for ",
     "generated for ", "clusters/"},
    {"(gcloud.app.deploy)", "Deployed service [", "service [", "services/"},
    {"(gcloud.functions.deploy)", "state: ACTIVE", NULL, NULL},
    {"(gcloud.builds.submit)", "STATUS: SUCCESS", NULL, NULL},
    {"(gcloud.services.enable)", "finished successfully", NULL, NULL},
    {"(gcloud.auth.configure-docker)", "Docker configuration file updated", NULL, NULL},
};

/* What ran it tells only so that it went well, or is well now: most texts below a refusal hold none of these. */
static const struct wd_sign signs[] = {
    {"successfully pulled image \"", WD_SIGN_ANYWHERE, TELLS},
    {"job completed", WD_SIGN_WHOLE, TELLS},
    {"succeeded", WD_SIGN_END, TELLS},
    {"running", WD_SIGN_ANYWHERE, TELLS},
    {"done", WD_SIGN_WHOLE, TELLS},
    {"status: success", WD_SIGN_WHOLE, TELLS},
};

void wd_succeeded_signs(struct wd_signs *made)
{
    WD_SIGNS_PUT(made, WD_SIGNS_SUCCESS, signs);
}

/* The command without its options: "gcloud run deploy web". */
static struct wd_str call_of(struct wd_str call)
{
    size_t options = wd_str_find(call, WD_STR(" -"));

    return wd_str_trim(wd_str_sub(call, 0, options == WD_NPOS ? call.len : options));
}

/* The nearest command above, its prompt off; empty: none stands there. */
static struct wd_str command_above(const struct wd_around *around)
{
    struct wd_str called = WD_STR_NONE;

    for (size_t i = 0; i < around->before_count && called.len == 0; i++)
        called = wd_command_called(around->before[i].text);
    return called;
}

bool wd_around_is_repeated(const struct wd_around *around)
{
    struct wd_str above = around->after_count > 0 ? command_above(around) : WD_STR_NONE;

    for (size_t i = 0; i < around->after_count && above.len > 0; i++)
        if (wd_str_eq(wd_command_called(around->after[i].text), above))
            return true;
    return false;
}

/* "[web]", "main.": the name alone. */
static struct wd_str name_at(struct wd_str s)
{
    size_t len = 0;

    while (len < s.len && (wd_is_alnum(s.ptr[len]) || s.ptr[len] == '-'))
        len++;
    return wd_str_sub(s, 0, len);
}

/* The line of success is about what was refused, as far as both name it. */
static bool is_of_the_same(const struct wd_success *success, struct wd_str refusal,
                           struct wd_str done)
{
    if (!success->named)
        return true;
    size_t at = wd_str_find(done, wd_str_of(success->named)),
           kind = wd_str_find(refusal, wd_str_of(success->kind));
    struct wd_str name =
        name_at(wd_str_from(done, at == WD_NPOS ? done.len : at + wd_str_of(success->named).len));
    struct wd_str refused = name_at(
        wd_str_from(refusal, kind == WD_NPOS ? refusal.len : kind + wd_str_of(success->kind).len));

    return name.len == 0 || refused.len == 0 || wd_str_eq(name, refused);
}

/* `gcloud run deploy` for "(gcloud.run.deploy)" */
static bool is_the_call(struct wd_str command, struct wd_str refused)
{
    for (size_t i = 1; i + 1 < refused.len; i++)
        if (wd_str_at(command, i - 1) != refused.ptr[i] &&
            (refused.ptr[i] != '.' || wd_str_at(command, i - 1) != ' '))
            return false;
    return true;
}

/* The same call for something else was made between. */
static bool is_another(struct wd_str above, struct wd_str command, const char *refused)
{
    return above.len > 0 && is_the_call(command, wd_str_of(refused)) &&
           !wd_str_eq(call_of(above), call_of(command));
}

/* What was refused, as the client calls it: "gs://b/x", "https://storage.googleapis.com/…/o/x", "projects/p/topics/t". */
static struct wd_str url_in(struct wd_str line)
{
    static const char *const schemes[] = {"gs://", "https://", "oss://", "projects/"};
    size_t at = WD_NPOS, len = 0;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes && at == WD_NPOS; i++)
        at = wd_str_find(line, wd_str_of(schemes[i]));
    struct wd_str url = wd_str_from(line, at == WD_NPOS ? line.len : at);
    while (len < url.len && !wd_char_in(url.ptr[len], " \t\n,;\"'()?"))
        len++;
    url = wd_str_trim_right_of(wd_str_sub(url, 0, len), ".:");
    return url.len > 5 ? url : WD_STR_NONE;
}

/* "a.csv" ends there: neither "a.csv.bak" nor "a.csv-2" does. */
static bool ends_at(struct wd_str line, size_t at)
{
    const char next = wd_str_at(line, at);

    return !wd_is_word(next) && !wd_char_in(next, "/-") &&
           (next != '.' || !wd_is_word(wd_str_at(line, at + 1)));
}

static bool has_whole(struct wd_str line, struct wd_str name)
{
    size_t at = wd_str_find(line, name);

    return name.len > 0 && at != WD_NPOS && ends_at(line, at + name.len);
}

/* The line goes on with the object of a URL: its "%2F" is a '/'. */
static bool is_object(struct wd_str line, struct wd_str object)
{
    size_t at = 0;

    for (size_t i = 0; i < object.len; i++, at++) {
        bool slash = wd_str_istarts(wd_str_from(object, i), WD_STR("%2F"));
        if (wd_str_at(line, at) != (slash ? '/' : object.ptr[i]))
            return false;
        i += slash ? 2 : 0;
    }
    return object.len > 0 && ends_at(line, at);
}

/* The line tells of this very thing, and not of a longer name. ".../b/acme-in/o/a.csv" is "gs://acme-in/a.csv", too. */
static bool tells_of(struct wd_str line, struct wd_str url)
{
    struct wd_str bucket = wd_between(url, "/b/", "/o/"), at;
    size_t object = wd_str_find(url, WD_STR("/o/")), scheme = wd_str_find(line, WD_STR("gs://"));

    if (has_whole(line, url))
        return true;
    at = wd_str_from(line, scheme == WD_NPOS ? line.len : scheme + 5);
    return bucket.len > 0 && wd_str_starts(at, bucket) && wd_str_at(at, bucket.len) == '/' &&
           is_object(wd_str_from(at, bucket.len + 1), wd_str_from(url, object + 3));
}

/* "200", "loaded", "… done", and nothing in the line that failed. */
bool wd_text_tells_of_success(struct wd_str line)
{
    static const char *const words[] = {"ok",      "done",    "loaded",    "downloaded", "uploaded",
                                        "copied",  "fetched", "saved",     "wrote",      "read",
                                        "written", "opened",  "succeeded", "completed",  "complete",
                                        "synced",  "pulled",  "pushed",    "published"};
    struct wd_str word = WD_STR_NONE;
    bool done = false;

    while (line.len > 0) {
        const bool counted = word.len > 0 && wd_is_digit(word.ptr[0]) && !wd_str_eqz(word, "0");
        word = wd_str_word(&line);
        const struct wd_str letters = wd_str_letters(word);
        if (wd_text_is_failure(letters) || wd_str_ieq(letters, WD_STR("not")) ||
            wd_str_ieq(letters, WD_STR("error")))
            return false;
        done = done || wd_str_eqz(word, "200") || WD_STR_IIN(letters, words) ||
               (counted && wd_str_ieq(letters, WD_STR("rows")));
    }
    return done;
}

/* Anywhere below, in one look: the lines lie behind one another. */
static bool is_named_below(const struct wd_around *around, struct wd_str url)
{
    struct wd_str first = around->after[0].text, last = around->after[around->after_count - 1].text,
                  name = wd_last_part(url, '/');

    for (size_t at; (at = wd_str_ifind(name, "%2F")) != WD_NPOS;)
        name = wd_str_from(name, at + 3);
    return wd_str_has(wd_str_make(first.ptr, (size_t)(last.ptr + last.len - first.ptr)), name);
}

/* Just what was refused was got below, or "Copying gs://b/x..." of it ended well. */
bool wd_around_is_got(const struct wd_around *around)
{
    struct wd_str url = around->after_count > 0 ? url_in(around->line) : WD_STR_NONE;
    bool copies = false;

    if (url.len == 0 || !is_named_below(around, url))
        return false;
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        bool same = tells_of(line, url);
        if (wd_str_has(line, WD_STR("does not have")))
            return false;
        copies = copies || (same && wd_str_has(line, WD_STR("Copying ")));
        if ((same && wd_text_tells_of_success(line)) ||
            (copies &&
             (wd_str_has(line, WD_STR("Operation completed over")) || wd_around_counts_all(line))))
            return true;
    }
    return false;
}

/* "(gcloud.secrets.versions.access)": the call that was refused; empty: another tool's. */
static struct wd_str call_in(struct wd_str refusal)
{
    struct wd_str call = wd_between(refusal, "ERROR: (gcloud.", ")");

    return call.len > 0 ? wd_str_make(call.ptr - 8, call.len + 9)
                        : WD_STR_NONE; /* with "(gcloud." and ")" */
}

/* Is it about something that the refusal does not name: "staging", "--secret=other"? */
static bool is_of_another(struct wd_str word, struct wd_str refusal)
{
    static const char *const options[] = {
        "--secret=",  "--key=",   "--instance=", "--cluster=", "--topic=",
        "--dataset=", "--queue=", "--service=",  "--project="};

    if (wd_str_at(word, 0) != '-')
        return !wd_str_has(refusal, word);
    return WD_STR_ANY(wd_str_starts, word, options) &&
           !wd_str_has(refusal, wd_last_part(word, '='));
}

/* Does the command make that call, for what the refusal names? */
static bool calls_again(struct wd_str command, struct wd_str call, struct wd_str refusal)
{
    struct wd_str words = wd_str_from(command, call.len - 2), word;

    if (!is_the_call(command, call))
        return false;
    while ((word = wd_str_word(&words)).len > 0)
        if (is_of_another(word, refusal))
            return false;
    return true;
}

/* The call was made once more below, printed something, and was not refused. */
static bool is_called_again(const struct wd_around *around)
{
    struct wd_str call = call_in(around->line), above;
    bool again = false, printed = false;

    if (call.len == 0 || around->after_count == 0)
        return false;
    above = command_above(around);
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text, command = wd_command_called(line);
        if (wd_str_has(line, call))
            return false;
        if (command.len == 0)
            printed = printed || again;
        else if (again)
            break;
        else
            again = wd_str_eq(command, above) || calls_again(command, call, around->line);
    }
    return printed;
}

/* ---- told by what ran it ------------------------------------------------------------------------ */

static struct wd_str first_word(struct wd_str line)
{
    line = wd_str_trim(line);
    return wd_str_word(&line);
}

/* What Kubernetes tells by later events, as `kubectl describe` lists them: the same image came, or the job ended well. */
static bool is_event_of_success(struct wd_str refusal, struct wd_str line)
{
    struct wd_str image = wd_between(line, "Successfully pulled image \"", "\"");

    return wd_str_eqz(line, "Job completed") || (image.len > 0 && wd_str_has(refusal, image));
}

/* "train(0)  Error …" and "train(1)  Succeeded": the tries of a node, as Argo numbers them. */
static bool is_next_node(struct wd_str refusal, struct wd_str line)
{
    struct wd_str node = first_word(refusal), next = first_word(line);
    size_t stem = wd_str_find_char(node, '(');

    return stem != WD_NPOS && stem > 0 && wd_str_ends(node, WD_STR(")")) &&
           wd_str_starts(next, wd_str_sub(node, 0, stem + 1)) && !wd_str_eq(node, next) &&
           wd_str_ends(line, WD_STR("Succeeded"));
}

/* `kubectl logs POD --previous` above, and below "POD  1/1  Running …": what was refused was the container before. */
static bool is_running_again(struct wd_str above, struct wd_str line)
{
    struct wd_str pod = wd_str_from(above, strlen("kubectl logs ")), rest = line, ready, all;

    if (!wd_str_starts(above, WD_STR("kubectl logs ")) || !wd_str_has(above, WD_STR(" --previous")))
        return false;
    pod = wd_str_word(&pod);
    if (!wd_str_eq(wd_str_word(&rest), pod))
        return false;
    all = wd_str_word(&rest);
    ready = wd_str_cut(&all, '/');
    return ready.len > 0 && wd_str_eq(ready, all) && wd_str_eqz(wd_str_word(&rest), "Running");
}

static bool ends_build(struct wd_str line)
{
    return wd_str_eqz(line, "DONE") || wd_str_eqz(line, "STATUS: SUCCESS");
}

static bool is_run_again(const struct wd_around *around)
{
    struct wd_str above;
    bool step = false; /* of a build; one that failed goes on with an ERROR */

    if (!(wd_signs_in(around, WD_SIGNS_SUCCESS, around->after_signs) & TELLS))
        return false;
    above = command_above(around);
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        step = step || wd_str_starts(line, WD_STR("Finished Step #"));
        if (wd_str_starts(line, WD_STR("ERROR")) || wd_str_has(line, WD_STR("does not have")))
            return false;
        if (is_event_of_success(around->line, line) || is_next_node(around->line, line) ||
            is_running_again(above, line) || (step && ends_build(line)))
            return true;
    }
    return false;
}

/* What would undo the refusal of a tool's call. */
static const struct wd_success *success_of(struct wd_str refusal)
{
    if (!wd_str_has(refusal, WD_STR("(gcloud."))) /* all of them */
        return NULL;
    for (size_t i = 0; i < sizeof successes / sizeof *successes; i++)
        if (wd_str_has(refusal, wd_str_of(successes[i].refused)))
            return &successes[i];
    return NULL;
}

bool wd_around_is_succeeded(const struct wd_around *around)
{
    const struct wd_success *success = success_of(around->line);
    struct wd_str above;

    if (is_called_again(around) || is_run_again(around) || wd_around_is_created(around))
        return true;
    if (!success)
        return wd_around_is_got(around);
    above = command_above(around);
    for (size_t i = 0; i < around->after_count; i++) {
        struct wd_str line = around->after[i].text;
        if (wd_str_has(line, wd_str_of(success->refused)))
            return false; /* refused again */
        if (wd_str_has(line, wd_str_of(success->done)))
            return is_of_the_same(success, around->line, line);
        if (is_another(above, wd_command_called(line), success->refused))
            return false;
    }
    return false;
}
