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

/* The host around the next ".pkg.dev" of `rest`, which goes on behind it; empty: no more. */
static struct wd_str next_host(struct wd_str *rest)
{
    size_t end = wd_str_find(*rest, WD_STR(".pkg.dev")), from = end;
    struct wd_str host = WD_STR_NONE;

    while (end != WD_NPOS && from > 0 &&
           (wd_is_alnum(rest->ptr[from - 1]) || wd_char_in(rest->ptr[from - 1], "-.")))
        from--;
    if (end != WD_NPOS)
        host = wd_str_sub(*rest, from, end + 8 - from);
    *rest = wd_str_from(*rest, end == WD_NPOS ? rest->len : end + 8);
    return host;
}

/* Argo CD fetched a chart: whoever reads this logs another machine in. */
static bool is_servers(struct wd_str text)
{
    static const char *const signs[] = {"Manifest generation error", "failed to generate manifest",
                                        "`helm dependency build`"};

    return WD_STR_ANY(wd_str_has, text, signs);
}

void wd_doubt_registry(struct wd_event *event)
{
    struct wd_str named = event->slot[WD_SLOT_HOST];

    if (!wd_str_ends(named, WD_STR(".pkg.dev")))
        return;
    if (!is_registry(named))
        event->doubts |= WD_DOUBT_TWICE;
    for (size_t i = 0; i < event->text_count; i++) {
        struct wd_str rest = event->texts[i].s;
        if (is_servers(rest))
            event->doubts |= WD_DOUBT_TWICE;
        for (struct wd_str host = next_host(&rest); host.len > 0; host = next_host(&rest))
            if (!wd_str_eq(host, named))
                event->doubts |= WD_DOUBT_TWICE;
    }
}
