/* Commands whose failure is told without what they were about: "curl -f https://…run.app/x" before "curl: (22) The
 * requested URL returned error: 403", "skopeo copy … docker://R" before "invalid status code from registry 403",
 * "IOException: Error accessing gs://B/O" of Hadoop's connector before its cause, "gcloud run deploy web --region=r"
 * before "ERROR: (gcloud.run.deploy) …". */
#include "read/text/command.h"

#include "whydenied/base/char.h"

/* Behind the program's name, which stands at the line's start, behind a prompt or a shell's trace; "": another line. */
static struct wd_str behind(struct wd_str line, const char *const *programs, size_t count)
{
    struct wd_str rest = wd_str_sub(line, 0, wd_str_find_char(line, '\n')), first;
    struct wd_str called = wd_command_called(rest); /* "ana@host ~/app> gcloud …" */
    size_t mark = wd_str_find(rest, WD_STR("$ "));  /* "ana@host:~/app$ gcloud …" */

    if (mark != WD_NPOS && mark < 80)
        rest = wd_str_from(rest, mark + 2);
    else if (called.len > 0)
        rest = called;
    do
        first = wd_command_word(&rest);
    while (first.len == 1 && wd_char_in(first.ptr[0], "$+#%>"));
    first = wd_last_part(first, '/'); /* /usr/bin/skopeo */
    for (size_t i = 0; i < count; i++)
        if (wd_str_eqz(first, programs[i]))
            return rest;
    return WD_STR_NONE;
}

static bool is_host_of_ours(struct wd_str url)
{
    static const char *const hosts[] = {".run.app", ".cloudfunctions.net", ".googleapis.com",
                                        ".pkg.dev"};
    size_t at = wd_str_find(url, WD_STR("https://"));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(url, at + 8);
    struct wd_str host = wd_str_cut(&rest, '/');

    host = wd_str_trim_right_of(host, "\"'");
    return WD_STR_ANY(wd_str_ends, host, hosts) ||
           (wd_str_ends(host, WD_STR(".aliyuncs.com")) && wd_str_has(host, WD_STR(".oss-")));
}

static bool any_word(struct wd_str rest, bool (*is)(struct wd_str))
{
    bool found = false;

    while (rest.len > 0 && !found)
        found = is(wd_command_word(&rest));
    return found;
}

static bool fetches(struct wd_str line)
{
    static const char *const programs[] = {"curl", "wget"};

    return any_word(behind(line, programs, sizeof programs / sizeof *programs), is_host_of_ours);
}

static bool is_image_of_ours(struct wd_str name)
{
    static const char *const schemes[] = {"docker://", "oci://"};
    struct wd_str rest = name;
    struct wd_str host;

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (wd_str_starts(rest, wd_str_of(schemes[i])))
            rest = wd_str_from(rest, strlen(schemes[i]));
    host = wd_str_cut(&rest, '/');
    return rest.len > 0 &&
           (wd_str_ends(host, WD_STR("-docker.pkg.dev")) || wd_str_ends(host, WD_STR("gcr.io")));
}

static bool copies_image(struct wd_str line)
{
    static const char *const programs[] = {"skopeo", "podman", "buildah", "helm", "exec"};

    return any_word(behind(line, programs, sizeof programs / sizeof *programs), is_image_of_ours);
}

static bool accesses(struct wd_str line)
{
    return wd_str_has(line, WD_STR("Exception: Error accessing gs://"));
}

bool wd_command_waits(struct wd_str line)
{
    return fetches(line) || copies_image(line) || accesses(line);
}

bool wd_command_leaves(struct wd_str line)
{
    static const char *const programs[] = {"curl", "wget"};

    return wd_str_has(line, WD_STR("://")) &&
           behind(line, programs, sizeof programs / sizeof *programs).len > 0 && !fetches(line);
}

bool wd_command_is_fetch_refused(struct wd_str line)
{
    static const char *const answers[] = {"The requested URL returned error: 403",
                                          "The requested URL returned error: 401",
                                          "awaiting response... 403", "awaiting response... 401"};

    return WD_STR_ANY(wd_str_has, line, answers);
}

/* The address of a line that says what is fetched: "--2026-11-27 10:00:00--  https://…" of wget, "Download aborted.
 * URI=https://…" of aria2, a command. */
static struct wd_str address_in(struct wd_str line)
{
    static const char *const marks[] = {"--  https://", "ownload aborted. URI=https://"};
    static const char *const programs[] = {"curl", "wget", "aria2c"};
    size_t at = wd_str_find(line, WD_STR("https://")), len = 0;

    if (at == WD_NPOS || (!WD_STR_ANY(wd_str_has, line, marks) &&
                          behind(line, programs, sizeof programs / sizeof *programs).len == 0))
        return WD_STR_NONE;
    line = wd_str_from(line, at);
    while (len < line.len && !wd_char_in(line.ptr[len], " \t\"'"))
        len++;
    return wd_str_sub(line, 0, len);
}

struct wd_str wd_command_fetched(struct wd_str before, struct wd_str line)
{
    enum { REACH = 8 };
    static const char *const answers[] = {" ERROR 403: ",
                                          " ERROR 401: ",
                                          "awaiting response... 401", /* no other line follows */
                                          "The requested URL returned error: 403",
                                          "The requested URL returned error: 401",
                                          "is not successful. status=403", /* aria2's */
                                          "is not successful. status=401",
                                          "errorCode=24 Authorization failed"};
    static const char *const alone[] = {"ERROR 403: Forbidden", "403: Forbidden", /* wget's */
                                        "ERROR 401: Unauthorized", "401: Unauthorized"};
    struct wd_str address = WD_STR_NONE;

    if ((!WD_STR_ANY(wd_str_has, line, answers) && !WD_STR_ANY(wd_str_starts, line, alone)) ||
        wd_str_has(line, WD_STR("https://")))
        return WD_STR_NONE;
    before = wd_str_trim(before);
    for (unsigned i = 0; i < REACH && before.len > 0 && address.len == 0; i++) {
        size_t newline = wd_str_rfind_char(before, '\n');
        address = address_in(wd_str_from(before, newline == WD_NPOS ? 0 : newline + 1));
        before = wd_str_sub(before, 0, newline == WD_NPOS ? 0 : newline);
    }
    return is_host_of_ours(address) ? address : WD_STR_NONE;
}

bool wd_command_is_answered(struct wd_str command, struct wd_str line)
{
    static const char *const copied[] = {"from registry 403", "from registry 401",
                                         "failed to fetch anonymous token",
                                         "failed to fetch oauth token: unexpected status"};

    if (accesses(command))
        return wd_str_starts(line, WD_STR("Caused by: ")) &&
               (wd_str_has(line, WD_STR(": 403")) || wd_str_has(line, WD_STR(": 401")));
    return fetches(command) ? wd_command_is_fetch_refused(line)
                            : copies_image(command) && WD_STR_ANY(wd_str_has, line, copied);
}

/* ---- gcloud ------------------------------------------------------------------------------------- */

static struct wd_str arguments(struct wd_str line)
{
    static const char *const programs[] = {"gcloud"};

    return behind(line, programs, 1);
}

/* "Deploying container to Cloud Run service [web] in project [P] region [R]", which `gcloud run` prints before it calls. */
static bool tells_place(struct wd_str line)
{
    line = wd_str_sub(line, 0, wd_str_find_char(line, '\n'));
    return wd_str_has(line, WD_STR("Cloud Run ")) && wd_str_has(line, WD_STR("] in project [")) &&
           wd_str_has(line, WD_STR("] region ["));
}

bool wd_command_announces(struct wd_str line)
{
    return arguments(line).len > 0 || tells_place(line);
}

/* The words of "run services update web" are those of "run.services.update", tracks left out. */
static bool is_same_command(struct wd_str rest, struct wd_str dotted)
{
    static const char *const tracks[] = {"alpha", "beta", "preview"};

    while (dotted.len > 0) {
        struct wd_str want = wd_str_cut(&dotted, '.'), is;
        if (WD_STR_IN(want, tracks))
            continue;
        do
            is = wd_command_word(&rest);
        while (WD_STR_IN(is, tracks));
        if (!wd_str_eq(is, want))
            return false;
    }
    return true;
}

/* What "--name=value" or "--name value" says; "$REGION" is not said. */
static struct wd_str option(struct wd_str rest, const char *name)
{
    while (rest.len > 0) {
        struct wd_str s = wd_command_word(&rest);
        struct wd_str value = s, key = wd_str_cut(&value, '=');
        if (!wd_str_eqz(key, name))
            continue;
        value = s.len > key.len ? value : wd_command_word(&rest);
        value = wd_str_trim_left_of(value, "\"'");
        value = wd_str_trim_right_of(value, "\"'\\");
        for (size_t i = 0; i < value.len; i++)
            if (!wd_is_alnum(value.ptr[i]) && !wd_char_in(value.ptr[i], "-.:"))
                return WD_STR_NONE;
        return value;
    }
    return WD_STR_NONE;
}

static void set_told_place(struct wd_reading *r, struct wd_str line, struct wd_str called)
{
    static const char *const calls[] = {"run.", "alpha.run.", "beta.run."};

    if (!WD_STR_ANY(wd_str_starts, called, calls))
        return;
    wd_event_set(r->event, WD_SLOT_PROJECT, wd_between(line, "] in project [", "]"),
                 WD_SOURCE_WRAPPER);
    wd_event_set(r->event, WD_SLOT_LOCATION, wd_between(line, "] region [", "]"),
                 WD_SOURCE_WRAPPER);
}

void wd_command_gcloud_facts(struct wd_reading *r, struct wd_str command, struct wd_str error)
{
    static const char *const places[] = {"--region", "--location", "--zone"};
    struct wd_str rest = arguments(command), called = wd_between(error, "(gcloud.", ")");

    if (tells_place(command) && rest.len == 0) {
        set_told_place(r, command, called);
        return;
    }
    if (!is_same_command(rest, called))
        return;
    wd_event_set(r->event, WD_SLOT_PROJECT, option(rest, "--project"), WD_SOURCE_WRAPPER);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        wd_event_set(r->event, WD_SLOT_LOCATION, option(rest, places[i]), WD_SOURCE_WRAPPER);
}
