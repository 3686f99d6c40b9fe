/* whydenied: who was denied what, why, and the one change that fixes it.
 *
 * Signals and surroundings, then the command. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/options/option_table.h"
#include "whydenied/base/json_pool.h"

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
