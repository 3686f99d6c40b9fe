/* Lines that deny nothing but name things: which build, who is logged in.
 * They fill the blanks of a later denial of the same stream. */
#include "read/text/carried.h"
#include "read/text/command.h"
#include "read/text/streams.h"

/* starting build "5f0c2a1e-…" */
static bool read_build_start(struct wd_reading *r, struct wd_str line)
{
    struct wd_str id = wd_between(line, "starting build \"", "\"");

    if (id.len == 0 || !wd_str_starts(line, WD_STR("starting build")))
        return false;
    wd_streams_remember(r, WD_SLOT_BUILD, id);
    wd_streams_set_dialect(r, WD_DIALECT_CLOUD_BUILD);
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
           wd_context_image(r, line) || read_login(r, line) || read_wandb_project(r, line);
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

/* What a registry answered, and nothing of which image: "401 Unauthorized". */
static bool is_bare_of_registry(struct wd_str line)
{
    static const char *const heads[] = {"401 ", "403 ", "Bad status during token exchange: 40",
                                        "unexpected status", "received unexpected HTTP status: 40"};

    return WD_STR_ANY(wd_str_starts, wd_str_trim_left(line), heads);
}

/* `Error setting IAM policy for service "…": `, or its own first half above it, and the answer alone on the next line. */
struct wd_str wd_context_announced(struct wd_reading *r, struct wd_str line)
{
    struct wd_str above = wd_str_trim(r->record->before), last, first;
    bool registrys = is_bare_of_registry(line);

    if ((!registrys && !is_bare_answer(line)) || !wd_str_ends(above, WD_STR(":")))
        return line;
    last = cut_last(&above);
    if (registrys)
        return wd_context_ends_in_image(last)
                   ? wd_arena_concat(r->arena, (const struct wd_str[]){last, WD_STR(" "), line}, 3)
                   : line;
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
