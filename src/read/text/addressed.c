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
    static const char *const words[] = {
        "unauthorized: authentication required", "denied: Unable to create the repository",
        "denied: requested access to the resource is denied",
        "insufficient_scope: authorization failed", "trying to pull repository"}; /* until 1.12 */

    return WD_STR_ANY(wd_str_has, line, words);
}

/* What wget, curl or aria2 fetched, beside their words of the answer. Curl's and docker's words beside the host or the image of ours that the stream named last; a database's beside the
 * instance of Hologres. */
struct wd_str wd_text_addressed(struct wd_reading *r, struct wd_str line)
{
    struct wd_str fetched = wd_command_fetched(r->record->before, line);

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
