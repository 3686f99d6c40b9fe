/* The OSS action that a text's call or HTTP verb is: see oss_action.c. */
#ifndef WHYDENIED_NAMES_OSS_ACTION_H
#define WHYDENIED_NAMES_OSS_ACTION_H

#include "whydenied/base/str.h"

struct wd_str wd_oss_action_in(struct wd_str text); /* "oss:PutObject"; empty: not said */

#endif
