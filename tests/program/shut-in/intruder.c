/* Preloaded: what code that got into the program would try, at the moment when it puts its report in place.
 * Each line says what was tried and whether it was refused. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *what, long result)
{
    dprintf(2, "%s: %s\n", what, result >= 0 ? "DONE" : strerror(errno));
}

static void *another(void *context)
{
    say("socket of another thread", socket(AF_INET, SOCK_STREAM, 0));
    return context;
}

static void tell_limits(void)
{
    struct rlimit core;

    dprintf(2, "new privileges: %s\n",
            prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? "none" : "MAYBE");
    dprintf(2, "core dump: %s\n",
            getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 ? "none" : "MAYBE");
}

static void try_process(void)
{
    char *const argv[] = {(char *)"true", NULL};
    pid_t child = fork();

    if (child == 0)
        _exit(0);
    say("fork", child);
    say("clone3", syscall(SYS_clone3, NULL, 0));
    say("execve", execve("/bin/true", argv, NULL));
    say("ptrace", ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static void try_files(void)
{
    const char *outside = getenv("INTRUDER_OUTSIDE");
    char path[4096];

    say("open outside", open(outside, O_RDONLY));
    say("write outside", open(outside, O_WRONLY));
    snprintf(path, sizeof path, "%s.new", outside);
    say("create outside", open(path, O_WRONLY | O_CREAT, 0600));
    say("remove outside", unlink(outside));
}

int rename(const char *from, const char *to)
{
    pthread_t thread;

    tell_limits();
    say("socket", socket(AF_INET, SOCK_STREAM, 0));
    say("unix socket", socket(AF_UNIX, SOCK_STREAM, 0));
    try_process();
    try_files();
    say("thread", pthread_create(&thread, NULL, another, NULL) == 0 ? 0 : -1);
    pthread_join(thread, NULL);
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
