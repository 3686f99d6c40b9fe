/* Why something was refused: the closed list of causes, and the words for confidence, severity and
 * intent. The answer to each cause is described in README, "What the causes mean". A new cause is a
 * member here and a row in cause.c, which holds all its words. */
#ifndef WHYDENIED_VOCABULARY_CAUSE_H
#define WHYDENIED_VOCABULARY_CAUSE_H

#include "whydenied/vocabulary/lang.h"
#include "whydenied/vocabulary/remedy_kind.h"

enum wd_cause {
    WD_CAUSE_MISSING_ROLE,
    WD_CAUSE_MISSING_TRUST,
    WD_CAUSE_ACT_AS,
    WD_CAUSE_UNAUTHENTICATED,
    WD_CAUSE_PRINCIPAL_DEAD,
    WD_CAUSE_APP_AUTH,
    WD_CAUSE_EXPLICIT_DENY,
    WD_CAUSE_ORG_POLICY,
    WD_CAUSE_PERIMETER,
    WD_CAUSE_BOUNDARY,
    WD_CAUSE_CONDITION,
    WD_CAUSE_GUARDRAIL,
    WD_CAUSE_SCOPE,
    WD_CAUSE_SERVICE_DISABLED,
    WD_CAUSE_WRONG_TARGET,
    WD_CAUSE_PLATFORM_ACL,
    WD_CAUSE_NOT_GRANTABLE,
    WD_CAUSE_PROPAGATING,
    WD_CAUSE_NOT_PERMISSION,
    WD_CAUSE_UNKNOWN,
    WD_CAUSE_COUNT
};
const char *wd_cause_name(enum wd_cause cause);
bool wd_cause_parse(struct wd_str name, enum wd_cause *ret_cause);
const char *wd_cause_words(enum wd_cause cause, enum wd_lang lang); /* "no role grants it" */
/* False: no grant is ever put against it, whatever a rule says. */
bool wd_cause_grant_may_help(enum wd_cause cause);

/* What to do for a cause when its rule gives no advice. */
struct wd_cause_step {
    enum wd_remedy_kind kind;
    const char *text[WD_LANG_COUNT];
};
const struct wd_cause_step *wd_cause_step(enum wd_cause cause);

enum wd_level { WD_LOW, WD_MEDIUM, WD_HIGH }; /* confidence and severity */
const char *wd_level_name(enum wd_level level);
bool wd_level_parse(struct wd_str name, enum wd_level *ret_level);

enum wd_intent { WD_INTENT_WORK, WD_INTENT_INVESTIGATE };
const char *wd_intent_name(enum wd_intent intent);

#endif
