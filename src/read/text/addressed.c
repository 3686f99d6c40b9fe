/* Words of a client that name no address, put behind the one that the stream told before: of docker, curl, wget, a database. */
#include "read/text/command.h"
#include "read/text/streams.h"
#include "read/text/text.h"

/* What the stream named last of this slot, for a line that names nothing. */
static struct wd_str named_before(struct wd_reading *r, enum wd_slot slot)
{
    struct wd_stream *stream = wd_stream_of(r, false);

    return stream ? wd_facts_get(&stream->context, slot) : WD_STR_NONE;
}

/* Docker's words for a refusal, whichever registry it comes from. */
static bool is_of_docker(struct wd_str line)
{
    static const char *const words[] = {"unauthorized: authentication required",
                                        "denied: Unable to create the repository",
                                        "denied: requested access to the resource is denied",
                                        "HTTP code: 403", /* until 1.7 */
                                        "insufficient_scope: authorization failed",
                                        "trying to pull repository"}; /* until 1.12 */

    return WD_STR_ANY(wd_str_has, line, words);
}

/* "UNAUTHORIZED: You don't have the needed permissions …": GCR's words, which name no image. */
static bool is_of_gcr(struct wd_str line)
{
    return wd_str_has(line, WD_STR("UNAUTHORIZED: You don")) &&
           !wd_str_has(line, WD_STR("gcr.io/")) && !wd_str_has(line, WD_STR("pkg.dev/"));
}

/* "HTTP Error 401: Unauthorized | b'…'", and some lines below it "(https://…-python.pkg.dev/P/R/)" or "repositories.google =
 * "https://…"": where poetry published to. */
static struct wd_str published_below(const struct wd_reading *r, struct wd_str line)
{
    enum { NEAR = 600 };
    static const char *const heads[] = {"HTTP Error 401: ", "HTTP Error 403: "};
    struct wd_str rest = wd_str_sub(r->record->after, 0, NEAR);

    if (!WD_STR_ANY(wd_str_starts, wd_str_trim_left(line), heads) ||
        wd_str_has(line, WD_STR("://")))
        return WD_STR_NONE;
    while (rest.len > 0) {
        struct wd_str s = wd_str_trim_left(wd_str_cut(&rest, '\n'));
        size_t at = wd_str_find(s, WD_STR("https://"));
        struct wd_str url = wd_str_from(s, at == WD_NPOS ? s.len : at);
        if (wd_str_has(url, WD_STR(".pkg.dev/")) &&
            (at <= 1 || wd_str_ihas(wd_str_sub(s, 0, at), "repositor")))
            return wd_str_trim_right_of(wd_str_cut(&url, ' '), "/)\"'");
    }
    return WD_STR_NONE;
}

/* What wget, curl or aria2 fetched, beside their words of the answer. Curl's and docker's words beside the host or the image of ours that the stream named last; a database's beside the
 * instance of Hologres. */
struct wd_str wd_text_addressed(struct wd_reading *r, struct wd_str line)
{
    struct wd_str fetched = wd_command_fetched(r->record->before, line);

    if (fetched.len == 0)
        fetched = published_below(r, line);
    if (fetched.len == 0 && is_of_gcr(line))
        fetched = wd_context_image_above(r->record->before);
    if (fetched.len > 0)
        return wd_arena_concat(r->arena, (const struct wd_str[]){fetched, WD_STR(": "), line}, 3);
    static const char *const hosts[] = {".run.app"}, *const registries[] = {".pkg.dev", "gcr.io"};
    bool docker = is_of_docker(line), curl = !docker && wd_command_is_fetch_refused(line);
    bool database = !docker && wd_str_has(line, WD_STR("ermission denied for ")) &&
                    !wd_str_has(line, WD_STR(".hologres."));
    struct wd_str host = docker || curl || database ? named_before(r, WD_SLOT_HOST) : WD_STR_NONE;

    if (database && wd_str_ends(host, WD_STR(".hologres.aliyuncs.com")))
        return wd_arena_concat(r->arena, (const struct wd_str[]){host, WD_STR(": "), line}, 3);
    if (curl && WD_STR_ANY(wd_str_ends, host, hosts))
        return wd_arena_concat(
            r->arena, (const struct wd_str[]){WD_STR("https://"), host, WD_STR("/ "), line}, 4);
    bool login =
        !wd_str_has(line, WD_STR("denied: ")) && wd_str_ends(host, WD_STR(".aliyuncs.com"));
    if (docker && (login || WD_STR_ANY(wd_str_ends, host, registries)))
        return wd_arena_concat(
            r->arena,
            (const struct wd_str[]){named_before(r, WD_SLOT_REPOSITORY), WD_STR(": "), line}, 3);
    return line;
}
