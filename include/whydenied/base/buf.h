/* A growing byte buffer that states its maximum at birth.
 *
 * Appending past the maximum, or without memory, sets `failed` and drops that append whole; every
 * later append is dropped too, so one check at the end suffices. The contents are not
 * NUL-terminated unless wd_buf_cstr is called. */
#ifndef WHYDENIED_BASE_BUF_H
#define WHYDENIED_BASE_BUF_H

#include <stdint.h>
#include <stdio.h>

#include "whydenied/base/str.h"

struct wd_buf {
    char *ptr;
    size_t len, cap, max;
    char *lent; /* where it began, if that is the caller's */
    bool failed;
    bool lacked; /* the allocator had nothing, at least once since wd_buf_init */
};

void wd_buf_init(struct wd_buf *buf, size_t max);
/* The same, beginning in `room` bytes of the caller's, so that what is short takes nothing from the allocator. The
 * contents may leave them: what is read is always `ptr`. */
void wd_buf_init_in(struct wd_buf *buf, size_t max, char *memory, size_t room);
void wd_buf_done(struct wd_buf *buf);  /* frees; the buffer may be initialised again */
void wd_buf_clear(struct wd_buf *buf); /* empties, keeps the memory, resets `failed` */

void wd_buf_put(struct wd_buf *buf, struct wd_str s);
void wd_buf_putz(struct wd_buf *buf, const char *z);
void wd_buf_putc(struct wd_buf *buf, char c);
void wd_buf_put_count(struct wd_buf *buf, uint64_t n); /* in digits */
void wd_buf_printf(struct wd_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What is left of the file; -1 if it cannot be read or does not fit. */
int wd_buf_put_file(struct wd_buf *buf, FILE *file);
/* Makes room for `n` more bytes behind the contents and returns their address, or NULL. The caller
 * adds what it wrote to `len`. */
char *wd_buf_reserve(struct wd_buf *buf, size_t n);
const char *wd_buf_cstr(struct wd_buf *buf); /* NUL behind the contents; "" if failed */

static inline struct wd_str wd_buf_str(const struct wd_buf *buf)
{
    return wd_str_make(buf->ptr, buf->len);
}

#endif
