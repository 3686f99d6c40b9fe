/* The words for causes, levels, intents and languages, as they stand in packs and in the report. */
#include "whydenied/vocabulary/cause.h"

static const char *const cause_names[WD_CAUSE_COUNT] = {
    [WD_CAUSE_MISSING_ROLE] = "missing_role",
    [WD_CAUSE_MISSING_TRUST] = "missing_trust",
    [WD_CAUSE_ACT_AS] = "act_as",
    [WD_CAUSE_UNAUTHENTICATED] = "unauthenticated",
    [WD_CAUSE_PRINCIPAL_DEAD] = "principal_dead",
    [WD_CAUSE_APP_AUTH] = "app_auth",
    [WD_CAUSE_EXPLICIT_DENY] = "explicit_deny",
    [WD_CAUSE_ORG_POLICY] = "org_policy",
    [WD_CAUSE_PERIMETER] = "perimeter",
    [WD_CAUSE_BOUNDARY] = "boundary",
    [WD_CAUSE_CONDITION] = "condition",
    [WD_CAUSE_GUARDRAIL] = "guardrail",
    [WD_CAUSE_SCOPE] = "scope",
    [WD_CAUSE_SERVICE_DISABLED] = "service_disabled",
    [WD_CAUSE_WRONG_TARGET] = "wrong_target",
    [WD_CAUSE_PLATFORM_ACL] = "platform_acl",
    [WD_CAUSE_NOT_GRANTABLE] = "not_grantable",
    [WD_CAUSE_PROPAGATING] = "propagating",
    [WD_CAUSE_NOT_PERMISSION] = "not_permission",
    [WD_CAUSE_UNKNOWN] = "unknown",
};

static const char *const level_names[] = {
    [WD_LOW] = "low", [WD_MEDIUM] = "medium", [WD_HIGH] = "high"};
static const char *const intent_names[] = {
    [WD_INTENT_WORK] = "work", [WD_INTENT_INVESTIGATE] = "investigate"};
static const char *const lang_names[WD_LANG_COUNT] = {[WD_LANG_EN] = "en", [WD_LANG_JA] = "ja"};

enum { LEVEL_COUNT = WD_HIGH + 1, INTENT_COUNT = WD_INTENT_INVESTIGATE + 1 };

/* The index of `name` in `names`, or -1. */
static int index_of(const char *const *names, int count, struct wd_str name)
{
    for (int i = 0; i < count; i++)
        if (wd_str_eqz(name, names[i]))
            return i;
    return -1;
}

/* Values come from saved reports and databases too: out of range is answered, not trusted. */
const char *wd_cause_name(enum wd_cause cause)
{
    return (unsigned)cause < WD_CAUSE_COUNT ? cause_names[cause] : "unknown";
}

bool wd_cause_parse(struct wd_str name, enum wd_cause *ret_cause)
{
    int i = index_of(cause_names, WD_CAUSE_COUNT, name);
    if (i >= 0)
        *ret_cause = (enum wd_cause)i;
    return i >= 0;
}

const char *wd_level_name(enum wd_level level)
{
    return (unsigned)level < LEVEL_COUNT ? level_names[level] : "low";
}

bool wd_level_parse(struct wd_str name, enum wd_level *ret_level)
{
    int i = index_of(level_names, LEVEL_COUNT, name);
    if (i >= 0)
        *ret_level = (enum wd_level)i;
    return i >= 0;
}

const char *wd_intent_name(enum wd_intent intent)
{
    return (unsigned)intent < INTENT_COUNT ? intent_names[intent] : "work";
}

bool wd_lang_parse(struct wd_str name, enum wd_lang *ret_lang)
{
    int i = index_of(lang_names, WD_LANG_COUNT, name);
    if (i >= 0)
        *ret_lang = (enum wd_lang)i;
    return i >= 0;
}
