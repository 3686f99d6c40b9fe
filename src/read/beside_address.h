/* The address that refused, under a key of its own beside a message; see beside_address.c. */
#ifndef WHYDENIED_READ_BESIDE_ADDRESS_H
#define WHYDENIED_READ_BESIDE_ADDRESS_H

#include "read/reading.h"

/* The address in a member, without what was asked of it; empty if its name or its host is another. A slice of the value. */
struct wd_str wd_beside_address(struct wd_str name, struct wd_str value);

#endif
