/* Hosts of Artifact Registry: "LOCATION-FORMAT.pkg.dev". What has no location there is none of its hosts, and a line that
 * names two of them does not tell which one refused. Logging in to a host hands it credentials, so it must be the one. */
#include "names/doubt/doubt.h"

#include "whydenied/base/char.h"
#include "whydenied/names/ident.h"

static bool is_registry(struct wd_str host)
{
    static const char *const whole[] = {"us", "europe", "asia"};
    size_t dash = wd_str_rfind_char(wd_str_sub(host, 0, wd_str_find_char(host, '.')), '-');
    struct wd_str location = wd_str_sub(host, 0, dash == WD_NPOS ? 0 : dash);

    return wd_ident_ok(WD_IDENT_REGION, location) || WD_STR_IN(location, whole);
}

/* A dot that nothing follows ends the sentence. */
static bool goes_on(struct wd_str s, size_t at)
{
    char c = wd_str_at(s, at), next = wd_str_at(s, at + 1);

    return wd_is_alnum(c) || (wd_char_in(c, "-.") && c != '\0' && wd_is_alnum(next));
}

/* The host around the next ".pkg.dev" of `rest`, which goes on behind it; empty: no more. "x.pkg.dev.example.com" is all of
 * one, and another's. */
static struct wd_str next_host(struct wd_str *rest)
{
    size_t end = wd_str_find(*rest, WD_STR(".pkg.dev")), from = end, to;
    struct wd_str host = WD_STR_NONE;

    while (end != WD_NPOS && from > 0 &&
           (wd_is_alnum(rest->ptr[from - 1]) || wd_char_in(rest->ptr[from - 1], "-.")))
        from--;
    for (to = end == WD_NPOS ? rest->len : end + 8; end != WD_NPOS && goes_on(*rest, to);)
        to++;
    if (end != WD_NPOS)
        host = wd_str_sub(*rest, from, to - from);
    *rest = wd_str_from(*rest, to);
    return host;
}

/* Argo CD, Flux or another controller fetched a chart or an image, a node an image, kaniko in its pod pushed one, and sent no
 * credentials: whoever reads this logs another machine in. */
static bool is_servers(struct wd_str text)
{
    static const char *const sent_none[] = {"nauthenticated request", "anonymous token",
                                            "nauthorized", "NAUTHORIZED", "401"};
    static const char *const signs[] = {"Manifest generation error",
                                        "failed to generate manifest",
                                        "`helm dependency build`",
                                        "chart pull error",
                                        "Reconciler error",
                                        "reconciliation failed",
                                        "failed to determine artifact digest",
                                        "Failed to pull image \"",
                                        "failed to pull and unpack image",
                                        "ErrImagePull",
                                        "ImagePullBackOff",
                                        "error checking push permissions"};

    return WD_STR_ANY(wd_str_has, text, sent_none) && WD_STR_ANY(wd_str_has, text, signs);
}

static bool is_told_by_server(const struct wd_event *event)
{
    bool of_registry = event->slot[WD_SLOT_HOST].len > 0 ||
                       wd_str_starts(event->slot[WD_SLOT_PERMISSION], WD_STR("artifactregistry."));

    for (size_t i = 0; of_registry && i < event->text_count; i++)
        if (is_servers(event->texts[i].s))
            return true;
    return false;
}

/* "locations/us;touch x/…": what was taken for the location is a part of what stands there. */
static bool is_cut_location(struct wd_str text, struct wd_str location)
{
    static const struct wd_str key = {"locations/", 10};

    for (size_t at; (at = wd_str_find(text, key)) != WD_NPOS;) {
        text = wd_str_from(text, at + key.len);
        char next = wd_str_starts(text, location) ? wd_str_at(text, location.len) : '/';
        if (next != '\0' && !wd_is_alnum(next) && !wd_char_in(next, "/-_\"'`\\ ,.)]}\n"))
            return true;
    }
    return false;
}

/* A host that looks like a registry's and is another's, or a location that is no whole name: whatever is taken from the
 * text is not what it names. */
static void doubt_strange(struct wd_event *event)
{
    struct wd_str location = event->slot[WD_SLOT_LOCATION];

    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str rest = event->texts[i].s;
        if (location.len > 0 && is_cut_location(rest, location))
            event->doubts |= WD_DOUBT_TWICE;
        for (struct wd_str host = next_host(&rest); host.len > 0; host = next_host(&rest))
            if (!wd_str_ends(host, WD_STR(".pkg.dev")))
                event->doubts |= WD_DOUBT_TWICE;
    }
}

/* ".../locations/us/repositories/gcr.io": its images are called by either host, gcr.io or us-docker.pkg.dev, and a client
 * logs in to the one that it calls: https://docs.cloud.google.com/artifact-registry/docs/transition/gcr-repositories */
static bool is_of_two_hosts(const struct wd_event *event)
{
    static const char *const names[] = {"gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io"};
    struct wd_str repository = wd_last_part(event->slot[WD_SLOT_RESOURCE], '/');

    if (!wd_str_starts(event->slot[WD_SLOT_PERMISSION], WD_STR("artifactregistry.")) ||
        !WD_STR_IN(repository, names))
        return false;
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_has(event->texts[i].s, WD_STR("-docker.pkg.dev")))
            return false; /* which tells it */
    return true;
}

static bool sends_none(const struct wd_event *event)
{
    for (size_t i = 0; i < event->text_count; i++)
        if (wd_str_has(event->texts[i].s, WD_STR("nauthenticated request")))
            return true;
    return false;
}

void wd_doubt_registry(struct wd_event *event)
{
    struct wd_str named = event->slot[WD_SLOT_HOST];

    doubt_strange(event);
    if (is_told_by_server(event) || (is_of_two_hosts(event) && sends_none(event)))
        event->doubts |= WD_DOUBT_TWICE;
    if (!wd_str_ends(named, WD_STR(".pkg.dev")))
        return;
    if (!is_registry(named))
        event->doubts |= WD_DOUBT_TWICE;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str rest = event->texts[i].s;
        for (struct wd_str host = next_host(&rest); host.len > 0; host = next_host(&rest))
            if (!wd_str_eq(host, named))
                event->doubts |= WD_DOUBT_TWICE;
    }
}
