/* Members around an error in JSON that say what it is: `"expected": {…}`, `"dry_run": true`, `"resolved": true`. A service
 * writes none of them beside its answer; who tests, replays, counts or keeps answers does. */
#include "names/doubt/doubt.h"

static const char *const members[] = {
    "/alert_name", "/assertion",  "/cassette", "/completion",      "/dryRun",
    "/dry_run",    "/dryrun",     "/example",  "/expect",          "/expected",
    "/fixture",    "/golden",     "/handled",  "/ignored",         "/interactions",
    "/is_test",    "/mock",       "/prompt",   "/recorded",        "/recorded_at",
    "/recovered",  "/replay",     "/resolved", "/retry_succeeded", "/sample",
    "/simulated",  "/simulation", "/snapshot", "/suppressed",      "/test_case",
    "/wiremock"};

static bool is_so(struct wd_jv value)
{
    bool truth = true;

    switch (wd_jv_type(value)) {
    case WD_JSON_ABSENT:
    case WD_JSON_NULL:
        return false;
    default:
        return !wd_jv_bool(value, &truth) || truth;
    }
}

void wd_doubt_wrapped(struct wd_event *event)
{
    if (event->voice == WD_VOICE_SERVICE || wd_jv_type(event->root) != WD_JSON_OBJECT)
        return;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (is_so(wd_jv_at(event->root, members[i])))
            event->doubts |= WD_DOUBT_READ;
}
