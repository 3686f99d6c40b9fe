/* Evidence that a record is about what a rule is about: see setting.c. */
#ifndef WHYDENIED_MATCH_SETTING_H
#define WHYDENIED_MATCH_SETTING_H

#include "whydenied/match/rule.h"

bool wd_setting_holds(const struct wd_rule *rule, const struct wd_event *event);

#endif
