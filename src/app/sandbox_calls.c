/* The list of system calls that are refused. A list of those allowed would break with the next libc, or with
 * PCRE2's just-in-time compiler; what is refused here is what nothing in this program may ever need.
 *
 * clone3 hides its flags in memory, where a filter cannot look: it "does not exist", and libc falls back to
 * clone, which may make threads only. */
#include "app/app.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__)) && !defined(WD_NO_SANDBOX)

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifdef __x86_64__
#define NATIVE AUDIT_ARCH_X86_64
#else
#define NATIVE AUDIT_ARCH_AARCH64
#endif

static const unsigned refused[] = {
    /* the network */
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
    /* other programs, other processes */
    SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
    SYS_pidfd_getfd, SYS_unshare, SYS_setns,
#ifdef SYS_fork
    SYS_fork, SYS_vfork,
#endif
    /* the kernel */
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_init_module, SYS_finit_module,
    SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_io_uring_setup, SYS_open_by_handle_at};

#define REFUSED_COUNT (sizeof refused / sizeof *refused)

struct filter {
    struct sock_filter code[2 * REFUSED_COUNT + 24];
    unsigned short len;
};

static void put(struct filter *filter, struct sock_filter step)
{
    filter->code[filter->len++] = step;
}

static void put_return(struct filter *filter, unsigned verdict)
{
    put(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

static void put_load(struct filter *filter, size_t offset)
{
    put(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

/* The next step is passed over unless the value loaded is `value`. */
static void put_if(struct filter *filter, unsigned value)
{
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
}

static void make(struct filter *filter)
{
    const unsigned no = SECCOMP_RET_ERRNO | EPERM;

    put_load(filter, offsetof(struct seccomp_data, arch));
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE, 1, 0));
    put_return(filter, no);
    put_load(filter, offsetof(struct seccomp_data, nr));
    /* numbers of another interface (x32) name the same calls again */
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1));
    put_return(filter, no);
    for (size_t i = 0; i < REFUSED_COUNT; i++) {
        put_if(filter, refused[i]);
        put_return(filter, no);
    }
    put_if(filter, SYS_clone3);
    put_return(filter, SECCOMP_RET_ERRNO | ENOSYS);
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 1, 0));
    put_return(filter, SECCOMP_RET_ALLOW);
    /* the flags' lower half: both architectures are little-endian here */
    put_load(filter, offsetof(struct seccomp_data, args));
    put(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0));
    put_return(filter, no);
    put_return(filter, SECCOMP_RET_ALLOW);
}

bool wd_sandbox_refuse_calls(void)
{
    struct filter filter = {.len = 0};
    struct sock_fprog program = {.filter = filter.code};

    make(&filter);
    program.len = filter.len;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else

bool wd_sandbox_refuse_calls(void)
{
    return false;
}

#endif
