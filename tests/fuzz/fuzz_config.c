/* Any bytes as the configuration file, for each command: taken, or refused with its line. */
#include "replay.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/options/options.h"

/* What main.c has for the others. */
volatile int wd_interrupted;

void wd_say(const char *format, ...)
{
    char text[4096];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
}

void wd_say_plain(const char *format, ...)
{
    (void)format;
}

int wd_say_and(int status, const char *format, ...)
{
    (void)format;
    return status;
}

wd_time wd_clock_now(void)
{
    return 0;
}

void wd_signals_install(void)
{
}

uint64_t wd_clock_milliseconds(void)
{
    return 0;
}

bool wd_stderr_is_terminal(void)
{
    return false;
}

static char folder[] = "/tmp/whydenied-fuzz-XXXXXX";
static char inner[64], path[96];

static void forget(void)
{
    unlink(path);
    rmdir(inner);
    rmdir(folder);
}

static void start(void)
{
    MUST(mkdtemp(folder));
    snprintf(inner, sizeof inner, "%s/whydenied", folder);
    MUST(mkdir(inner, 0700) == 0);
    snprintf(path, sizeof path, "%s/config", inner);
    setenv("XDG_CONFIG_HOME", folder, 1);
    atexit(forget);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char name[] = "whydenied", nightly[] = "nightly";
    char *lines[][3] = {{name, NULL}, {name, nightly, NULL}}; /* the program moves the words */
    int fd;

    if (!path[0])
        start();
    fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size && close(fd) == 0);
    for (int i = 0; i < 2; i++) {
        struct wd_options options;
        wd_options_parse(i + 1, lines[i], &options);
        wd_options_done(&options);
    }
    return 0;
}
