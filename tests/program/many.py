"""The program, asked many things for the price of one start: tests/many.c reads rules and tables once and forks for each request.
Where it was not built since (make test-programs), every request starts the program itself, and comes out alike, only slower."""
import atexit
import collections
import itertools
import os
import pathlib
import queue
import struct
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import harness  # noqa: E402

Answer = collections.namedtuple("Answer", "returncode stdout stderr")
COMPARED = 40  # one request in so many is asked of the program, too


def built_beside(program):
    """The tool of the program's own build folder, if it is of the same objects; build/whydenied is a copy of the release build's."""
    folder = pathlib.Path(program).parent
    folder = folder / "release" if folder.name == "build" else folder
    tool, objects = folder / "many", [folder / "libwhydenied.a", *folder.glob("app/*.o")]
    if not tool.exists() or folder != pathlib.Path(program).parent and (folder / "whydenied").read_bytes() != pathlib.Path(program).read_bytes():
        return None
    return tool if all(o.stat().st_mtime <= tool.stat().st_mtime for o in objects) else None


class Many:
    """Safe to call from as many threads as it was made for. compared: False where asking twice is not asking once (a database)."""

    def __init__(self, program, threads=2, compared=True):
        self.program, self.number, self.compared = program, itertools.count(1), compared
        tool = built_beside(program)
        # Its folders must be such that nothing of the caller's home is read.
        self.environment = harness.clean_environment()
        self.idle = queue.Queue() if tool else None
        self.folder = tempfile.gettempdir()
        for _ in range(threads if tool else 0):
            started = subprocess.Popen([tool], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       env=self.environment | {"LD_BIND_NOW": "1"})  # else each child binds anew what it calls
            atexit.register(started.communicate)
            self.idle.put(started)

    def run(self, arguments, stdin=b"", cwd=None):
        """What the program with the arguments gives; stdin: bytes or text."""
        stdin = stdin.encode("utf-8", "surrogateescape") if isinstance(stdin, str) else stdin
        number = next(self.number)
        if not self.idle:
            return self.start(arguments, stdin, cwd)
        tool = self.idle.get()
        try:
            answer = ask(tool, [self.program, *arguments], stdin, cwd or self.folder)
        finally:
            self.idle.put(tool)
        if self.compared and number % COMPARED == 0 and answer != self.start(arguments, stdin, cwd):
            raise AssertionError(f"{arguments}: the program itself answers otherwise than tests/many.c")
        return answer

    def start(self, arguments, stdin, cwd):
        done = subprocess.run([self.program, *arguments], input=stdin, cwd=cwd or self.folder, env=self.environment, capture_output=True, check=False,
                              timeout=harness.WALL_SECONDS * 5)
        return Answer(done.returncode, done.stdout, done.stderr)


def ask(tool, arguments, stdin, cwd):
    fields = b"".join(os.fsencode(f) + b"\0" for f in (cwd, *arguments))
    tool.stdin.write(struct.pack("=II", 4 + len(fields) + len(stdin), len(stdin)) + fields + stdin)
    tool.stdin.flush()
    status, out, err = struct.unpack("=iii", tool.stdout.read(12))
    return Answer(os.waitstatus_to_exitcode(status), tool.stdout.read(out), tool.stdout.read(err))
