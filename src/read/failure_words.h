/* Names of members that tell of a failure by their words. Pure. */
#ifndef WHYDENIED_READ_FAILURE_WORDS_H
#define WHYDENIED_READ_FAILURE_WORDS_H

#include "whydenied/base/str.h"

/* One of its words is one of a failure's, and none says that it is expected, an example, or a mere kind or number. */
bool wd_name_tells_failure(struct wd_str name);

/* One of its words is of what somebody asked for, wrote, expects or advises: no answer's own words. */
bool wd_name_tells_data(struct wd_str name);

/* What a bot posts lies in a member of this name, and is written in members of those. */
bool wd_name_is_of_post(struct wd_str name);
bool wd_name_is_written(struct wd_str name);

#endif
