/* What only a whole program may own: stderr, the clock, the word that it was interrupted. */
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "app/app.h"
#include "whydenied/base/escape.h"

volatile int wd_interrupted;

static void __attribute__((format(printf, 1, 0))) say(const char *format, va_list args)
{
    struct wd_buf text;
    char raw[2048];
    int n = vsnprintf(raw, sizeof raw, format, args);

    if (n < 0)
        return;
    wd_buf_init(&text, 16 * sizeof raw);
    wd_buf_putz(&text, "whydenied: ");
    wd_escape_visible(&text, wd_str_make(raw, (size_t)n < sizeof raw ? (size_t)n : sizeof raw - 1));
    wd_buf_putc(&text, '\n');
    if (!text.failed)
        fputs(wd_buf_cstr(&text), stderr);
    wd_buf_done(&text);
}

void wd_say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(format, args);
    va_end(args);
}

int wd_say_and(int status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(format, args);
    va_end(args);
    return status;
}

void wd_say_plain(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

bool wd_stderr_is_terminal(void)
{
    return isatty(STDERR_FILENO);
}

wd_time wd_clock_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (wd_time)now.tv_sec * WD_SECOND + now.tv_nsec;
}

uint64_t wd_clock_milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
