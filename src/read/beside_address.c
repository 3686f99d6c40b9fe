/* {"message": "403 Forbidden", "url": "https://storage.googleapis.com/…"}: in a line of text the address would stand in the
 * refusal's own sentence and tell whose it is; a logger of JSON parts them.
 *
 * Only hosts of the clouds' own interfaces and registries: what answers under a function's, a service's or a model's address
 * refuses by itself. */
#include "read/beside_address.h"

#include "whydenied/base/char.h"

enum { ADDRESS_MAX = 512 };

static const char *const address_names[] = {
    "url",         "uri",          "request_url", "request_uri", "target_url",
    "endpoint",    "base_url",     "host",        "hostname",    "address",
    "registry",    "endpoint_url", "image",       "image_ref",   "repository",
    "host_id",     "http.url",     "url.full",    "http_url",    "server.address",
    "request.url", "upstream",     "http.host",   NULL};

static bool is_of_cloud(struct wd_str host)
{
    static const char *const ends[] = {".googleapis.com", ".aliyuncs.com", "-docker.pkg.dev",
                                       ".gcr.io", "api.wandb.ai"};
    static const char *const programs[] = {".fc.aliyuncs.com", ".pai-eas.aliyuncs.com",
                                           ".alicloudapi.com"};

    if (wd_str_starts(host, WD_STR("wandb."))) /* a server of W&B's at somebody's own */
        return true;
    return (WD_STR_ANY(wd_str_ends, host, ends) || wd_str_eqz(host, "gcr.io")) &&
           !WD_STR_ANY(wd_str_ends, host, programs);
}

static bool is_one_word(struct wd_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || wd_char_in(s.ptr[i], "\"'()<>,;"))
            return false;
    return s.len > 4 && s.len <= ADDRESS_MAX;
}

struct wd_str wd_beside_address(struct wd_str name, struct wd_str value)
{
    struct wd_str rest = value, host;
    size_t scheme;

    if (!wd_is_named_one_of(name, address_names) || !is_one_word(value))
        return WD_STR_NONE;
    scheme = wd_str_find(value, WD_STR("://"));
    rest = wd_str_from(value, scheme == WD_NPOS ? 0 : scheme + 3);
    host = wd_str_cut(&rest, '/');
    host = wd_str_cut(&host, '?');
    host = wd_str_cut(&host, ':');
    if (!is_of_cloud(host))
        return WD_STR_NONE;
    return wd_str_cut(&value, '?'); /* a signature may follow */
}
