/* One bundle for a journey: commands and statements that end all its refusals, each with its reason, as a template. */
#ifndef WHYDENIED_ADVISE_JOURNEY_H
#define WHYDENIED_ADVISE_JOURNEY_H

#include <jansson.h>

#include "advise/google/grant.h"
#include "whydenied/policy.h"

struct wd_journey_bundle {
    const json_t *journey;
    struct wd_buf lines;
    json_t *statements; /* of RAM, by actor: statements with `why` beside them */
};

void wd_journey_open(struct wd_journey_bundle *bundle, const json_t *journey);
/* A step that is not held: `why` in the report's language. */
void wd_journey_step(struct wd_work *work, const json_t *step, struct wd_str why,
                     struct wd_grant_plan *grant, struct wd_journey_bundle *bundle);
/* The whole text, in the arena; empty if nothing is in it. The bundle is freed. */
struct wd_str wd_journey_close(struct wd_work *work, struct wd_journey_bundle *bundle);

/* Who asks for what on which resource in a step of RAM; the principal stays empty where the log does not name it. */
void wd_journey_ram_access(struct wd_work *work, const json_t *step, struct wd_access *access);

#endif
