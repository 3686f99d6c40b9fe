#!/usr/bin/env python3
"""Every exit status of the manual is what a command ends with, and of several that apply the one that the manual puts first.

A status that the manual gains or loses without a row here is a failure. Usage: exits.py PROGRAM [WORD]
"""
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1]), str(pathlib.Path(__file__).resolve().parents[1] / "bad")]
import harness  # noqa: E402
import make  # noqa: E402

program = harness.program_of(sys.argv)
word = (sys.argv[2:] or [""])[0]
tally = harness.Tally()
GROUP = {"bindings": [{"role": "roles/storage.objectViewer", "members": ["group:readers@example.com"]}]}
ASKED = ["user:ana@example.com", "storage.objects.get", "projects/acme-shop"]

# What is done, in a folder with the files below: status, arguments.
ROWS = [
    ("done", 0, ["good.json"]),
    ("nothing was denied", 0, ["calm.json", "--fail-on", "any"]),
    ("an empty input", 0, ["empty.json", "--fail-on", "any"]),
    ("findings", 1, ["good.json", "--fail-on", "any"]),
    ("findings of a cause", 1, ["good.json", "--fail-on", "missing_role"]),
    ("a rule wins on what is harmless", 1, ["rules", "test", "none*", "--benign", "good.json"]),
    ("a permission that nobody knows", 1, ["roles", "for", "nonsense.things.get"]),
    ("no such option", 2, ["good.json", "--no-such-option"]),
    ("no such command's word", 2, ["rules", "paint"]),
    ("no such packs", 2, ["good.json", "--patterns", "nowhere"]),
    ("a pack that is none", 2, ["good.json", "--patterns", "good.json", "--strict-rules"]),
    ("a policy that is none", 2, ["good.json", "--policy", "projects/acme-shop=calm.json"]),
    ("a missing file", 3, ["good.json", "missing.json"]),
    ("a damaged file", 3, ["cut.gz"]),
    ("a file of a folder left out", 3, ["folder"]),
    ("a saved report of that", 3, ["report", "partial.json"]),
    ("no folder for the report", 4, ["good.json", "-o", "nowhere/r.json"]),
    ("a full disk", 4, ["good.json", "-o", "/dev/full"]),
    ("nothing recognised", 5, ["brace.json"]),
    ("what was given does not tell", 6, ["check", "--policy", "projects/acme-shop=group.json", *ASKED]),
    ("allowed", 0, ["check", "--policy", "projects/acme-shop=group.json", "--groups", "groups.csv", *ASKED]),
    ("4 before 3", 4, ["cut.gz", "-o", "nowhere/r.json"]),
    ("4 before 5", 4, ["brace.json", "-o", "nowhere/r.json"]),
    ("4 before 1", 4, ["good.json", "--fail-on", "any", "-o", "nowhere/r.json"]),
    ("3 before 5", 3, ["brace.json", "missing.json"]),
    ("3 before 1", 3, ["cut.gz", "good.json", "--fail-on", "any"]),
]
# Signals: while it waits for more of standard input.
SIGNALS = [
    ("SIGINT", 130, signal.SIGINT, ["-"]),
    ("SIGTERM", 143, signal.SIGTERM, ["-"]),
    ("143 before 3", 143, signal.SIGTERM, ["cut.gz", "-"]),
    ("130 before 4", 130, signal.SIGINT, ["-", "-o", "nowhere/r.json"]),
    ("143 before 1", 143, signal.SIGTERM, ["-", "--fail-on", "any"]),
]


def write(folder):
    files = {"good.json": make.GOOD, "calm.json": b'{"severity":"INFO","message":"done"}\n', "empty.json": b"", "brace.json": b"{",
             "cut.gz": make.GZ[:-20], "group.json": json.dumps(GROUP).encode(), "groups.csv": b"group:readers@example.com,user:ana@example.com\n"}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "folder").mkdir()
    (folder / "folder" / "good.json").write_bytes(make.GOOD)
    (folder / "folder" / "log.zip").write_bytes(b"PK\x03\x04" + bytes(200))


def flags(arguments):
    return arguments + ["--no-config"] + ([] if arguments[0] in ("check", "roles") else ["--no-user-patterns"])


def interrupted(number, arguments, folder):
    process = subprocess.Popen([program, *flags(arguments)], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=harness.clean_environment())
    process.stdin.write(make.GOOD)
    process.stdin.flush()
    time.sleep(3 if harness.slow(program) else 0.7)
    process.send_signal(number)
    process.stdin.close()
    return process.wait(harness.WALL_SECONDS)


def check(name, wanted, got):
    tally.check(name, got != wanted and f"exit {got}, not {wanted}")


def main():
    page = (harness.root / "docs/whydenied.1").read_text(encoding="utf-8").partition(".Sh EXIT STATUS")[2].partition("\n.Sh ")[0]
    told = {int(n) for line in re.findall(r"^\.It (\d.*)$", page, re.M) for n in re.findall(r"\d+", line)}
    shown = {row[1] for row in ROWS + SIGNALS}
    tally.check("every status of the manual has a row, and no other", told != shown and f"the manual tells {sorted(told)}, the rows {sorted(shown)}")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write(folder)
        harness.run([program, *flags(["cut.gz", "-o", "partial.json"])], cwd=folder)
        for name, wanted, arguments in ROWS:
            if word in name:
                check(name, wanted, harness.run([program, *flags(arguments)], cwd=folder).status)
        for name, wanted, number, arguments in SIGNALS:
            if word in name:
                check(name, wanted, interrupted(number, arguments, folder))
    tally.close()


main()
