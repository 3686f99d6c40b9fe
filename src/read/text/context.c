/* Lines that deny nothing but name things: what is being pushed, which build, who is logged in.
 * They fill the blanks of a later denial of the same stream. */
#include "read/text/carried.h"
#include "read/text/command.h"
#include "read/text/streams.h"

static bool starts(struct wd_str s, const char *z)
{
    return wd_str_starts(s, wd_str_of(z));
}

/* starting build "5f0c2a1e-…" */
static bool read_build_start(struct wd_reading *r, struct wd_str line)
{
    struct wd_str id = wd_between(line, "starting build \"", "\"");

    if (id.len == 0 || !starts(line, "starting build"))
        return false;
    wd_streams_remember(r, WD_SLOT_BUILD, id);
    wd_streams_set_dialect(r, WD_DIALECT_CLOUD_BUILD);
    return true;
}

static bool is_registry(struct wd_str host)
{
    return wd_str_ends(host, WD_STR("-docker.pkg.dev")) || wd_str_ends(host, WD_STR("gcr.io")) ||
           (wd_str_ends(host, WD_STR(".aliyuncs.com")) && wd_str_has(host, WD_STR("registry")));
}

/* "--output type=image,name=HOST/R/IMAGE:TAG,push=true", "--exporter-opt name=…", "--push -t …": where a build goes that is pushed
 * at once. */
static struct wd_str image_of_output(struct wd_str line)
{
    static const char *const names[] = {"name=", "--tag=", "-t=", ""};

    if (!wd_str_has(line, WD_STR("push=true")) && !wd_str_has(line, WD_STR(" --push")))
        return WD_STR_NONE;
    for (struct wd_str word = wd_str_word(&line); word.len > 0; word = wd_str_word(&line)) {
        while (word.len > 0) {
            struct wd_str part = wd_str_cut(&word, ',');
            size_t i = 0;
            while (!wd_str_starts(part, wd_str_of(names[i])))
                i++;
            struct wd_str image = wd_str_from(part, strlen(names[i]));
            if (is_registry(wd_str_sub(image, 0, wd_str_find_char(image, '/'))))
                return image;
        }
    }
    return WD_STR_NONE;
}

/* "+ docker push HOST/R/IMAGE", "helm push CHART oci://HOST/R", "helm pull oci://HOST/R/CHART --version 1": a command that a shell
 * or a build echoes, docker's target last. */
static struct wd_str image_of_command(struct wd_str line)
{
    line = wd_str_trim_left_of(line, " +$>#");
    if (starts(line, "helm push ") || starts(line, "helm pull ")) {
        size_t at = wd_str_find(line, WD_STR(" oci://"));
        struct wd_str chart = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at + 7);
        return wd_str_cut(&chart, ' ');
    }
    if (starts(line, "buildctl ") || starts(line, "docker build"))
        return image_of_output(line);
    if (!starts(line, "docker push ") && !starts(line, "docker pull "))
        return WD_STR_NONE;
    line = wd_str_trim(line);
    return wd_str_from(line, wd_str_rfind_char(line, ' ') + 1);
}

/* "failed to push to HOST/P/R/IMAGE:TAG:", and nothing behind it: what came of it is told below. */
static struct wd_str image_of_failure(struct wd_str line)
{
    size_t at = wd_str_ifind(line, "failed to pu");
    struct wd_str rest = wd_str_trim(wd_str_from(line, at == WD_NPOS ? line.len : at));

    rest = wd_str_trim_right_of(rest, ":,\"'");
    struct wd_str ref = wd_str_trim_left_of(wd_last_part(rest, ' '), "\"'");
    return rest.len - ref.len < 32 && is_registry(wd_str_sub(ref, 0, wd_str_find_char(ref, '/')))
               ? ref
               : WD_STR_NONE;
}

/* Pushing HOST/P/R/IMAGE:TAG; The push refers to repository [HOST/P/R/IMAGE]; Pulling image "…"; Pulling web (…) */
static struct wd_str image_in(struct wd_str line)
{
    struct wd_str ref = wd_between(line, "The push refers to repository [", "]");

    if (ref.len == 0) /* Docker's until 17.09 */
        ref = wd_between(line, "The push refers to a repository [", "]");
    if (ref.len == 0)
        ref = wd_between(line, "Pulling image \"", "\"");
    if (ref.len == 0 && starts(line, "Pulling "))
        ref = wd_between(line, "(", ")");
    if (ref.len == 0 && starts(line, "Pushing "))
        ref = wd_str_from(line, 8);
    if (ref.len == 0 && starts(line, "Pulling repository "))
        ref = wd_str_from(line, 19);
    if (ref.len == 0)
        ref = image_of_command(line);
    return wd_str_trim(ref.len > 0 ? ref : image_of_failure(line));
}

/* Of an image's name the repository, without its tag; what was begun says which right is asked for. */
static struct wd_str note_acr(struct wd_reading *r, struct wd_str line, struct wd_str ref)
{
    size_t end = ref.len - wd_str_from(ref, wd_str_find_char(ref, '/') + 1).len;

    while (end < ref.len && ref.ptr[end] != ':' && ref.ptr[end] != '@')
        end++;
    wd_streams_remember(r, WD_SLOT_ACTION,
                        wd_str_ifind(line, "pull") < wd_str_find(line, ref)
                            ? WD_STR("cr:PullRepository")
                            : WD_STR("cr:PushRepository"));
    return wd_str_sub(ref, 0, end);
}

/* buildkit: "#19 [auth] P/R/IMAGE:pull,push token for HOST" */
static struct wd_str image_of_token(struct wd_reading *r, struct wd_str line)
{
    size_t colon = wd_str_find(line, WD_STR(":pull")),
           at = wd_str_find(line, WD_STR(" token for "));
    struct wd_str path = wd_str_sub(line, 0, colon), rest;

    if (colon == WD_NPOS || at == WD_NPOS || at < colon)
        return WD_STR_NONE;
    path = wd_str_from(path, wd_str_rfind_char(path, ' ') + 1); /* "[auth]" may be off already */
    rest = wd_str_trim(wd_str_from(line, at + 11));
    return wd_arena_concat(r->arena, (const struct wd_str[]){rest, WD_STR("/"), path}, 3);
}

static bool read_push(struct wd_reading *r, struct wd_str line)
{
    struct wd_str token = image_of_token(r, line), ref = token.len > 0 ? token : image_in(line);
    struct wd_str rest = ref;
    struct wd_str host = wd_str_cut(&rest, '/');
    if (rest.len == 0 || (!is_registry(host) && !wd_str_has(host, WD_STR("."))))
        return false;
    if (is_registry(host) && wd_str_ends(host, WD_STR(".aliyuncs.com")))
        ref = note_acr(r, line, ref);
    wd_streams_remember(r, WD_SLOT_REPOSITORY, ref);
    wd_streams_remember(r, WD_SLOT_HOST, host);
    return true;
}

/* "Currently logged in as: USER (ENTITY) to HOST." */
static bool read_login(struct wd_reading *r, struct wd_str line)
{
    static const char marker[] = "Currently logged in as: ";
    size_t at = wd_str_find(line, wd_str_of(marker));

    if (at == WD_NPOS)
        return false;
    struct wd_str rest = wd_str_from(line, at + strlen(marker));
    size_t end = 0;
    while (end < rest.len && rest.ptr[end] != ' ' && rest.ptr[end] != '(')
        end++;
    struct wd_str user = wd_str_sub(rest, 0, end);
    user = wd_str_trim_right_of(user, ".");
    struct wd_str host = wd_between(rest, "to http", " ");
    if (user.len > 0)
        wd_streams_remember(
            r, WD_SLOT_PRINCIPAL,
            wd_arena_concat(r->arena, (const struct wd_str[]){WD_STR(WD_EVENT_LOGIN), user}, 2));
    struct wd_str entity = wd_between(rest, "(", ")"); /* or "use `wandb login --relogin` …" */
    if (wd_str_find_char(entity, ' ') == WD_NPOS)
        wd_streams_remember(r, WD_SLOT_ENTITY, entity);
    if (host.len > 0) {
        size_t slashes = wd_str_find(host, WD_STR("://"));
        host = slashes == WD_NPOS ? host : wd_str_from(host, slashes + 3);
        host = wd_str_trim_right_of(host, ".");
        wd_streams_remember(r, WD_SLOT_HOST, host);
    }
    return true;
}

/* "View project at https://wandb.ai/ENTITY/PROJECT" */
static bool read_wandb_project(struct wd_reading *r, struct wd_str line)
{
    size_t at = wd_str_find(line, WD_STR("View project at "));
    struct wd_str rest = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at);
    size_t slashes = wd_str_find(rest, WD_STR("://"));

    if (slashes == WD_NPOS)
        return false;
    rest = wd_str_from(rest, slashes + 3);
    wd_str_cut(&rest, '/');
    wd_streams_remember(r, WD_SLOT_ENTITY, wd_str_cut(&rest, '/'));
    wd_streams_remember(r, WD_SLOT_PROJECT, wd_str_trim(rest));
    return true;
}

/* "All API calls will be executed as [ACCOUNT]." beats who the command is authenticated as. */
static bool read_impersonation(struct wd_reading *r, struct wd_str line)
{
    struct wd_str account = wd_between(line, "will be executed as [", "]");

    if (!wd_str_ends(account, WD_STR("gserviceaccount.com")))
        return false;
    wd_streams_remember(r, WD_SLOT_PRINCIPAL, account);
    return true;
}

/* "Activated service account credentials for: [ACCOUNT]" of gcloud, "using credential file for authentication; email=ACCOUNT"
 * of Cloud SQL's proxy: as whom this client goes on, and likely no more (evidence_principal.c). */
static bool read_sign_in(struct wd_reading *r, struct wd_str line)
{
    struct wd_str account = wd_between(line, "ccount credentials for: [", "]");
    size_t at = wd_str_find(line, WD_STR("for authentication; email="));

    if (account.len == 0 && at != WD_NPOS)
        account = wd_str_trim(wd_str_from(line, at + 26));
    if (!wd_str_ends(account, WD_STR("gserviceaccount.com")))
        return false;
    wd_streams_guess(r, WD_SLOT_PRINCIPAL, account);
    return true;
}

/* The host that ends with the domain, wherever it stands; empty: none. */
static struct wd_str host_under(struct wd_str line, const char *domain)
{
    size_t at = wd_str_find(line, wd_str_of(domain)), from = at;

    if (at == WD_NPOS)
        return WD_STR_NONE;
    while (from > 0 && (wd_is_alnum(line.ptr[from - 1]) || wd_char_in(line.ptr[from - 1], "-.")))
        from--;
    return from < at ? wd_str_sub(line, from, at - from + strlen(domain)) : WD_STR_NONE;
}

/* "curl https://web-4k2jx7abcq-ew.a.run.app/", "* Connected to web-4k2jx7abcq-ew.a.run.app": what a page below it is about.
 * The line is no context only. */
static void note_run_host(struct wd_reading *r, struct wd_str line)
{
    struct wd_str host = host_under(line, ".run.app");

    if (host.len > 0)
        wd_streams_remember(r, WD_SLOT_HOST, host);
}

/* "jdbc:postgresql://hgpostcn-….hologres.aliyuncs.com:80/dw": the database that speaks below it without its name. */
static void note_hologres_host(struct wd_reading *r, struct wd_str line)
{
    struct wd_str host = host_under(line, ".hologres.aliyuncs.com");

    if (host.len > 0)
        wd_streams_remember(r, WD_SLOT_HOST, host);
}

bool wd_context_read(struct wd_reading *r, struct wd_str line)
{
    note_run_host(r, line);
    note_hologres_host(r, line);
    return read_impersonation(r, line) || read_sign_in(r, line) || read_build_start(r, line) ||
           read_push(r, line) || read_login(r, line) || read_wandb_project(r, line);
}

/* "googleapi: Error 403: …", "generic::permission_denied": an answer and nothing else. */
static bool is_bare_answer(struct wd_str line)
{
    static const char *const heads[] = {"googleapi: Error 40", "generic::permission_denied",
                                        "generic::unauthenticated",
                                        "rpc error: code = PermissionDenied"};

    return WD_STR_ANY(wd_str_starts, line, heads);
}

/* The last line of a text, which keeps what stands above it. */
static struct wd_str cut_last(struct wd_str *text)
{
    size_t newline = wd_str_rfind_char(*text, '\n');
    struct wd_str line = wd_str_from(*text, newline == WD_NPOS ? 0 : newline + 1);

    *text = wd_str_sub(*text, 0, newline == WD_NPOS ? 0 : newline);
    return wd_carried_bare(line, NULL);
}

/* `Error setting IAM policy for service "…": `, or its own first half above it, and the answer alone on the next line. */
struct wd_str wd_context_announced(struct wd_reading *r, struct wd_str line)
{
    struct wd_str above = wd_str_trim(r->record->before), last, first;

    if (!is_bare_answer(line) || !wd_str_ends(above, WD_STR(":")))
        return line;
    last = cut_last(&above);
    first = cut_last(&above);
    bool half = wd_str_istarts(first, WD_STR("error")) &&
                (wd_str_ends(first, WD_STR(":")) || wd_is_lower(wd_str_at(last, 0)));
    if (!half && !wd_str_istarts(last, WD_STR("error")))
        return line;
    return wd_arena_concat(r->arena,
                           (const struct wd_str[]){half ? first : WD_STR_NONE,
                                                   half ? WD_STR(" ") : WD_STR_NONE, last,
                                                   WD_STR(" "), line},
                           5);
}

void wd_context_above(struct wd_reading *r, struct wd_str line)
{
    static const char *const named[] = {"gs://", "/b/", " b instance ["}; /* gcloud's last */

    if (wd_str_has(line, WD_STR("storage.objects.")) && !WD_STR_ANY(wd_str_has, line, named))
        wd_context_bucket(r, line);
    /* Argo CD's server was refused a chart, in a text that YAML folds: nobody who reads this logs it in */
    if (wd_str_has(line, WD_STR("unexpected status from ")) &&
        wd_str_has(r->record->before, WD_STR("Manifest generation error")))
        r->event->doubts |= WD_DOUBT_TWICE;
}
