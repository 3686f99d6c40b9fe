/* Why something was refused: the closed list of causes, and the words for confidence, severity and
 * intent. The answer to each cause is described in README, "What the causes mean". */
#ifndef WHYDENIED_VOCABULARY_CAUSE_H
#define WHYDENIED_VOCABULARY_CAUSE_H

#include "whydenied/base/str.h"

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

enum wd_level { WD_LOW, WD_MEDIUM, WD_HIGH }; /* confidence and severity */
const char *wd_level_name(enum wd_level level);
bool wd_level_parse(struct wd_str name, enum wd_level *ret_level);

enum wd_intent { WD_INTENT_WORK, WD_INTENT_INVESTIGATE };
const char *wd_intent_name(enum wd_intent intent);

enum wd_lang { WD_LANG_EN, WD_LANG_JA, WD_LANG_COUNT };
bool wd_lang_parse(struct wd_str name, enum wd_lang *ret_lang);

#endif
