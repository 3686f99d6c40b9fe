/* Which image it is about: what is pushed, pulled or built, told by the client's line or by the command above a refusal that
 * names none. */
#include "read/text/streams.h"
#include "whydenied/base/char.h"

static bool starts(struct wd_str s, const char *z)
{
    return wd_str_starts(s, wd_str_of(z));
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

/* "[0K[32;1m$ docker push …": colours whose ESC a copy lost. */
static struct wd_str colours_off(struct wd_str line)
{
    size_t at = 1;

    while (wd_str_at(line, 0) == '[' && (wd_is_digit(wd_str_at(line, at)) || line.ptr[1] == ';')) {
        while (wd_is_digit(wd_str_at(line, at)) || wd_str_at(line, at) == ';')
            at++;
        if (wd_str_at(line, at) != 'm' && wd_str_at(line, at) != 'K')
            break;
        line = wd_str_from(line, at + 1);
        at = 1;
    }
    return line;
}

/* "[INFO] docker push …", "Run docker push …", "Executing: docker push …", "[command]/usr/bin/docker push …": what a log, a runner
 * or a tool puts before a command of its own. */
static struct wd_str bare_command(struct wd_str line)
{
    static const char *const says[] = {"run", "running", "exec", "executing", "execute", "command"};
    struct wd_str rest;

    line = wd_str_trim_left_of(colours_off(line), " +$>#");
    if (wd_str_starts(line, WD_STR("[command]")))
        line = wd_str_from(line, strlen("[command]"));
    for (unsigned words = 0; words < 3; words++) {
        rest = line;
        struct wd_str word = wd_str_letters(wd_str_word(&rest));
        if (!wd_text_is_loggers(word) && !WD_STR_IIN(word, says))
            break;
        line = wd_str_trim_left_of(rest, " :+$>#`'\"");
    }
    rest = line;
    struct wd_str program = wd_str_word(&rest);
    size_t slash = wd_str_rfind_char(program, '/');
    return wd_str_from(line, slash == WD_NPOS ? 0 : slash + 1);
}

/* "docker push HOST/R/IMAGE": the last word that is no option. */
static struct wd_str image_of_client(struct wd_str line)
{
    struct wd_str image = WD_STR_NONE;

    if (!starts(line, "docker push ") && !starts(line, "docker pull "))
        return WD_STR_NONE;
    for (struct wd_str word = wd_str_word(&line); word.len > 0; word = wd_str_word(&line))
        if (word.ptr[0] != '-')
            image = word;
    return wd_str_trim_right_of(wd_str_sub(image, 0, wd_str_find_char(image, '[')), "`'\"");
}

/* "+ docker push HOST/R/IMAGE", "helm push CHART oci://HOST/R", "helm pull oci://HOST/R/CHART --version 1": a command that a shell
 * or a build echoes, docker's target last. */
static struct wd_str image_of_command(struct wd_str line)
{
    line = bare_command(line);
    if (starts(line, "helm push ") || starts(line, "helm pull ")) {
        size_t at = wd_str_find(line, WD_STR(" oci://"));
        struct wd_str chart = at == WD_NPOS ? WD_STR_NONE : wd_str_from(line, at + 7);
        return wd_str_cut(&chart, ' ');
    }
    if (starts(line, "buildctl ") || starts(line, "docker build"))
        return image_of_output(line);
    return image_of_client(line);
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

/* "Unable to fetch image "HOST/P/IMAGE": …" (Knative, kubelet), "Pulling image "…"" */
static struct wd_str image_in_quotes(struct wd_str line)
{
    static const char *const verbs[] = {"Pulling image \"", "fetch image \"", "pull image \""};
    struct wd_str ref = WD_STR_NONE;

    for (size_t i = 0; ref.len == 0 && i < sizeof verbs / sizeof *verbs; i++)
        ref = wd_between(line, verbs[i], "\"");
    return ref;
}

/* Pushing HOST/P/R/IMAGE:TAG; The push refers to repository [HOST/P/R/IMAGE]; Pulling image "…"; Pulling web (…) */
static struct wd_str image_in(struct wd_str line)
{
    struct wd_str ref = wd_between(line, "The push refers to repository [", "]");

    if (ref.len == 0) /* Docker's until 17.09 */
        ref = wd_between(line, "The push refers to a repository [", "]");
    if (ref.len == 0)
        ref = image_in_quotes(line);
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

bool wd_context_image(struct wd_reading *r, struct wd_str line)
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

/* 'Unable to' and 'fetch image "HOST/P/IMAGE": failed to resolve image', and what the registry answered on the line below: a
 * message that YAML's writers folded. */
struct wd_str wd_context_image_above(struct wd_str before)
{
    enum { LINES = 2 };
    struct wd_str ref = WD_STR_NONE, rest = wd_str_trim(before);

    for (unsigned i = 0; i < LINES && ref.len == 0; i++) {
        size_t newline = wd_str_rfind_char(rest, '\n');
        ref = image_in_quotes(wd_str_from(rest, newline == WD_NPOS ? 0 : newline + 1));
        rest = wd_str_sub(rest, 0, newline == WD_NPOS ? 0 : newline);
    }
    return is_registry(wd_str_sub(ref, 0, wd_str_find_char(ref, '/'))) ? ref : WD_STR_NONE;
}

/* "Error pulling and saving image gcr.io/P/IMAGE@sha256:…:", which ends in what was asked for. */
bool wd_context_ends_in_image(struct wd_str line)
{
    struct wd_str image = wd_last_part(wd_str_trim_right_of(line, ":\"'` "), ' ');

    image = wd_str_trim_left_of(image, "\"'`");
    return is_registry(wd_str_sub(image, 0, wd_str_find_char(image, '/')));
}
