/* Commands echoed before their answers. */
#ifndef WHYDENIED_READ_TEXT_COMMAND_H
#define WHYDENIED_READ_TEXT_COMMAND_H

#include "read/reading.h"

/* Is the first line a call of `aliyun PRODUCT OPERATION` or of ossutil? */
bool wd_command_is(struct wd_str line);
/* What the command in the first line called, and on what, as the wrapper's words; nothing if it is none. */
void wd_command_facts(struct wd_reading *r, struct wd_str text);

#endif
