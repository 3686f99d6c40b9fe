/* Names of members are compared by their first bytes, then by their last: they are short, and mostly differ in one of
 * the two. For C and C++. Private to src/base/. */
#ifndef WHYDENIED_BASE_JSON_NAME_H
#define WHYDENIED_BASE_JSON_NAME_H

#include <stdint.h>
#include <string.h>

#include "whydenied/base/str.h"

/* Equal for equal names; different for most others of the same length. */
static inline uint64_t wd_json_name_head(struct wd_str name)
{
    uint64_t head = 0;

    if (name.len >= sizeof head) {
        memcpy(&head, name.ptr, sizeof head);
    } else if (name.len >= 4) {
        uint32_t first, last;
        memcpy(&first, name.ptr, sizeof first);
        memcpy(&last, name.ptr + name.len - sizeof last, sizeof last);
        head = (uint64_t)first << 32 | last;
    } else {
        for (size_t i = 0; i < name.len; i++)
            head = head << 8 | (unsigned char)name.ptr[i];
    }
    return head;
}

/* For names whose heads are equal. Eight bytes at a time and no call: a look-up is little else. */
static inline bool wd_json_name_same(struct wd_str a, struct wd_str b)
{
    uint64_t of_a, of_b;

    if (a.len != b.len)
        return false;
    if (a.len <= sizeof of_a)
        return true;
    memcpy(&of_a, a.ptr + a.len - sizeof of_a, sizeof of_a);
    memcpy(&of_b, b.ptr + b.len - sizeof of_b, sizeof of_b);
    for (size_t at = sizeof of_a; of_a == of_b && at + sizeof of_a < a.len; at += sizeof of_a) {
        memcpy(&of_a, a.ptr + at, sizeof of_a);
        memcpy(&of_b, b.ptr + at, sizeof of_b);
    }
    return of_a == of_b;
}

#endif
