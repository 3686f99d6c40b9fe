/* The growing buffer: doubling up to the maximum stated at birth, and a failure that sticks.
 *
 * Because `failed` sticks and an append is dropped whole, writers append without looking and ask
 * once at the end; what is in the buffer is then a clean prefix. */
#include "whydenied/base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_SIZE = 256 };

void wd_buf_init(struct wd_buf *buf, size_t max)
{
    *buf = (struct wd_buf){.max = max};
}

void wd_buf_init_in(struct wd_buf *buf, size_t max, char *memory, size_t room)
{
    *buf = (struct wd_buf){.max = max, .ptr = memory, .cap = room, .lent = memory};
}

void wd_buf_done(struct wd_buf *buf)
{
    if (buf->ptr != buf->lent)
        free(buf->ptr);
    *buf = (struct wd_buf){.max = buf->max};
}

void wd_buf_clear(struct wd_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

/* `extra` is room past the maximum, which is for contents: the NUL of a C string stands there. */
static bool make_room(struct wd_buf *buf, size_t n, size_t extra)
{
    size_t max = buf->max > SIZE_MAX - extra ? SIZE_MAX : buf->max + extra;
    if (buf->failed || n > max || buf->len > max - n)
        return false;
    size_t need = buf->len + n;
    if (need <= buf->cap && buf->ptr)
        return true;
    size_t cap = buf->cap ? buf->cap : FIRST_SIZE;
    while (cap < need)
        cap = cap > max / 2 ? max : cap * 2;
    if (cap > max)
        cap = max;
    char *own = buf->ptr == buf->lent ? NULL : buf->ptr;
    char *ptr = realloc(own, cap ? cap : 1);
    if (!ptr) {
        buf->lacked = true;
        return false;
    }
    if (!own && buf->len)
        memcpy(ptr, buf->ptr, buf->len);
    buf->ptr = ptr;
    buf->cap = cap;
    return true;
}

/* Nearly always there is room; `cap` may be one more than `max`. */
static inline bool has_room(const struct wd_buf *buf, size_t n)
{
    return !buf->failed && buf->ptr && buf->cap - buf->len >= n && buf->max >= buf->len &&
           buf->max - buf->len >= n;
}

char *wd_buf_reserve(struct wd_buf *buf, size_t n)
{
    if (!has_room(buf, n) && !make_room(buf, n, 0)) {
        buf->failed = true;
        return NULL;
    }
    return buf->ptr + buf->len;
}

void wd_buf_put(struct wd_buf *buf, struct wd_str s)
{
    if (s.len == 0)
        return;
    char *at = wd_buf_reserve(buf, s.len);
    if (at) {
        wd_str_copy(at, s);
        buf->len += s.len;
    }
}

void wd_buf_putz(struct wd_buf *buf, const char *z)
{
    wd_buf_put(buf, wd_str_of(z));
}

void wd_buf_putc(struct wd_buf *buf, char c)
{
    char *at = wd_buf_reserve(buf, 1);

    if (at) {
        *at = c;
        buf->len++;
    }
}

void wd_buf_put_count(struct wd_buf *buf, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    wd_buf_put(buf, wd_str_make(digits + at, sizeof digits - at));
}

void wd_buf_printf(struct wd_buf *buf, const char *format, ...)
{
    char small[512]; /* nearly everything fits: one formatting pass */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(small, sizeof small, format, args);
    if (len >= 0 && (size_t)len < sizeof small) {
        wd_buf_put(buf, wd_str_make(small, (size_t)len));
    } else if (len >= 0 && !buf->failed && buf->max >= (size_t)len &&
               buf->len <= buf->max - (size_t)len && make_room(buf, (size_t)len + 1, 1)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    } else {
        buf->failed = true;
    }
    va_end(again);
    va_end(args);
}

const char *wd_buf_cstr(struct wd_buf *buf)
{
    if (buf->failed || !make_room(buf, 1, 1)) {
        buf->failed = true;
        return "";
    }
    buf->ptr[buf->len] = '\0';
    return buf->ptr;
}

int wd_buf_put_file(struct wd_buf *buf, FILE *file)
{
    enum { STEP = 64 * 1024 };

    for (;;) {
        size_t left = buf->max - buf->len, step = left < STEP ? left : STEP;
        if (step == 0)
            return getc(file) == EOF && !ferror(file) ? 0 : -1;
        char *room = wd_buf_reserve(buf, step);
        if (!room)
            return -1;
        size_t got = fread(room, 1, step, file);
        buf->len += got;
        if (got < step)
            return ferror(file) ? -1 : 0;
    }
}
