/* A role by its title. */
#ifndef WHYDENIED_READ_REFUSAL_TITLES_H
#define WHYDENIED_READ_REFUSAL_TITLES_H

#include "read/refusal/sentence.h"

/* The id of the role whose title stands directly before or behind word `i` ("role"), the longest first; none:
 * WD_STR_NONE. Static. */
struct wd_str wd_role_titled(const struct wd_sentence *s, size_t i);

#endif
