"""What the Python runners share: running the program under limits and measuring it, counting results.

A result has the exit status (negative: killed by that signal), both outputs, processor seconds and the
peak of resident memory in KiB. Programs built with sanitizers get more of both.
"""
import ctypes
import functools
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading

root = pathlib.Path(__file__).resolve().parents[2]
# Samples of the project's authors, not shipped: tests/run says where. What needs them is skipped where they are not.
reference = pathlib.Path(os.environ.get("WHYDENIED_REFERENCE", "no-reference-data"), "samples")
FLAGS = ["--quiet", "--no-user-patterns", "--now", "2026-10-04T00:00:00Z"]
JSON = [*FLAGS, "--format", "json"]
CPU_SECONDS = 2
RSS_KIB = 48 * 1024
WALL_SECONDS = 60
# What a child uses at most begins with what this process holds when it forks (see run): large outputs are given back at once.
M_MMAP_THRESHOLD = -3
getattr(ctypes.CDLL(None), "mallopt", lambda *_: 0)(M_MMAP_THRESHOLD, 64 * 1024)


# A coverage build adds up in files at its end. Where writing is limited or fails, it counts into nowhere, or what was counted is lost.
elsewhere = tempfile.TemporaryDirectory()


def in_memory(needed):
    """For thousands of files that live for a moment: a folder in memory with room for so many bytes; None: where others are."""
    try:
        free = os.statvfs("/dev/shm")
    except OSError:
        return None
    return "/dev/shm" if free.f_bavail * free.f_frsize > 4 * needed and os.access("/dev/shm", os.W_OK) else None


UNCOUNTED = {"GCOV_PREFIX": elsewhere.name, "GCOV_ERROR_FILE": "/dev/null"}


class Result:
    def __init__(self, status, out, err, usage):
        self.status, self.out, self.err = status, out, err
        self.cpu = usage.ru_utime + usage.ru_stime
        self.rss = usage.ru_maxrss

    def report(self):
        return json.loads(self.out)


def program_of(argv):
    return str(pathlib.Path(argv[1]).resolve())


def sanitised(program):
    return b"__asan_init" in pathlib.Path(program).read_bytes() or b"__ubsan_handle" in pathlib.Path(program).read_bytes()


@functools.lru_cache
def counting(program):
    return os.path.exists(program) and b"__gcov_" in pathlib.Path(program).read_bytes()


def slow(program):
    """A build that takes more time and memory than the promises allow: sanitizers, coverage."""
    return sanitised(program) or counting(program)


def again(program):
    """A build whose tests the plain one has passed, whole: of what tells nothing new about memory or the other libraries it does a part."""
    return "/bare/" in str(program) or sanitised(program)


def clean_environment(**more):
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH") or k.endswith("SAN_OPTIONS")}
    return {**kept, "LC_ALL": "C", "TZ": "UTC", "HOME": "/nonexistent", **more}


def run(arguments, stdin=b"", environment=None, limits=(), cwd=None, feeder=None, pass_fds=()):
    """arguments: program first. stdin: bytes, a file, or None (closed). limits: (RLIMIT_x, value) pairs.
    feeder: called with the pipe to write what is too long to hold. pass_fds: descriptors that stay open in it."""
    def before():
        for which, value in limits:
            resource.setrlimit(which, (value, value))

    environment = clean_environment() if environment is None else environment
    if limits and counting(arguments[0]):
        environment = {**environment, **UNCOUNTED}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        source = subprocess.PIPE if isinstance(stdin, bytes) or feeder else stdin
        # With a function to call first Python forks; else the peak of the child would begin with all that Python maps.
        process = subprocess.Popen(arguments, stdin=source, stdout=out, stderr=err, cwd=cwd, pass_fds=pass_fds,
                                   preexec_fn=before, env=environment)
        watch = threading.Timer(WALL_SECONDS, process.kill)
        watch.start()
        if source == subprocess.PIPE:
            try:
                feeder(process.stdin) if feeder else process.stdin.write(stdin)
                process.stdin.close()
            except BrokenPipeError:
                pass
        _, status, usage = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = 0  # reaped here
        out.seek(0)
        err.seek(0)
        return Result(os.waitstatus_to_exitcode(status), out.read(), err.read(), usage)


class Tally:
    """Counts, and prints the closing line that CI reads."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def check(self, name, fault):
        """fault: what is wrong, or nothing."""
        if fault:
            self.failed += 1
            print(f"FAILED {name}: {fault}", flush=True)
        else:
            self.passed += 1

    def skip(self, name, why):
        self.skipped += 1
        print(f"skipped {name}: {why}")

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else ""))
        sys.exit(self.failed > 0)
