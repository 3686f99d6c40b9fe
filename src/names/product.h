/* Caller against product: whose permission was refused, where a call to one service needs that of another. */
#ifndef WHYDENIED_NAMES_PRODUCT_H
#define WHYDENIED_NAMES_PRODUCT_H

#include "whydenied/event.h"

/* Makes the principal the caller, and the denied party unknown (WD_DOUBT_PARTY), where the permission is used
 * with another identity than the caller's. The permissions must be settled. */
void wd_product_part(struct wd_event *event);

#endif
