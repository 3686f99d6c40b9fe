/* Columns of a terminal that text takes: wide characters two, combining ones none (utf8proc). */
#ifndef WHYDENIED_BASE_COLUMNS_H
#define WHYDENIED_BASE_COLUMNS_H

#include <stdint.h>

#include "whydenied/base/str.h"

/* The character at the start of s (never empty): its bytes; its columns and its code. A byte that is no
 * UTF-8 is one column of U+FFFD. */
size_t wd_columns_step(struct wd_str s, unsigned *ret_columns, int32_t *ret_code);
unsigned wd_columns(struct wd_str s); /* of visible text */

#endif
