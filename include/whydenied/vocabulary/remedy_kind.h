/* The kinds of remedies, as they stand in packs and in the report. */
#ifndef WHYDENIED_VOCABULARY_REMEDY_KIND_H
#define WHYDENIED_VOCABULARY_REMEDY_KIND_H

#include "whydenied/base/str.h"

enum wd_remedy_kind {
    WD_REMEDY_UNSET,
    WD_REMEDY_GRANT,
    WD_REMEDY_CUSTOM_ROLE,
    WD_REMEDY_TRUST_POLICY,
    WD_REMEDY_CREDENTIAL,
    WD_REMEDY_CONFIGURATION,
    WD_REMEDY_POLICY_EXCEPTION,
    WD_REMEDY_ENABLE,
    WD_REMEDY_PLATFORM_GRANT,
    WD_REMEDY_WAIT,
    WD_REMEDY_INVESTIGATE,
    WD_REMEDY_NONE,
    WD_REMEDY_KIND_COUNT
};
const char *wd_remedy_kind_name(enum wd_remedy_kind kind); /* NULL for WD_REMEDY_UNSET */
bool wd_remedy_kind_parse(struct wd_str name, enum wd_remedy_kind *ret_kind);
/* It gives somebody a role or permissions: made from permission, role and level, never a command of
 * a rule's own. */
bool wd_remedy_kind_grants(enum wd_remedy_kind kind);

#endif
