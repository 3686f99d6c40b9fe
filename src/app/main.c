/* whydenied: who was denied what, why, and the one change that fixes it.
 *
 * This file has what only a whole program may own: stderr, the clock, the signals, the exit. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/options/option_table.h"
#include "whydenied/base/escape.h"
#include "whydenied/base/json_pool.h"

volatile int wd_interrupted;

/* ---- stderr and the clock ---------------------------------------------------------------------- */

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

/* ---- signals and surroundings ------------------------------------------------------------------ */

static void on_signal(int number)
{
    wd_interrupted = number;
}

/* The handler is reset by the first signal, so that a second one ends the program. */
void wd_signals_install(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen as a failed write */
    signal(SIGXFSZ, SIG_IGN); /* so is a file that may not grow */
}

/* A report must never land in a file that happens to be opened as descriptor 1 or 2. What was closed stays
 * of no use: it cannot be read, or written, and that is told. */
static void open_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            _exit(WD_EXIT_USAGE);
}

int main(int argc, char **argv)
{
    struct wd_options options;
    int status;

    open_standard_descriptors();
    umask(077); /* logs hold secrets: files are for the owner only */
    wd_json_pool_install();
    json_object_seed(0); /* before any thread: jansson's hash seed is per process */
    status = wd_options_parse(argc, argv, &options);
    if (status < 0) {
        wd_signals_install();
        wd_sandbox_begin(&options);
        status = options.command->run(&options);
    }
    wd_options_done(&options);
    return status;
}
