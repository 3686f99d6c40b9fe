#!/usr/bin/env python3
"""Would a test notice? One small fault at a time is written into the source, and the narrow tests are run.

    tests/mutants.py [--rooms names,incident,advise] [--files WORD,WORD] [--count 150] [--skip 0] [--seed 1] [--jobs 2] [--thorough]

A fault is a comparison turned round, a sum that goes the other way, an increment left out, a condition negated, a true for a
false, or a function that returns at once. It is made in a copy of the checkout, where all is one shared library: a fault
costs one compilation and one linking. First the unit tests of the room are run; what they do not notice is looked for in the reports
of the inputs of all cases, which must be the same bytes, and, with --thorough, goes to the golden runs, the answers of all rules and their
examples. Printed are those that nothing noticed: each is a test that is missing, or a line that could go. --skip leaves out the first of the
order that --seed gives: a sample can be taken in pieces; --files keeps to files whose path holds one of the words. The checkout stays as it is.
"""
import argparse
import hashlib
import json
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[1]
JOBS = 2
ROOMS = ["names", "incident", "advise"]
SWAPS = [(r" == ", " != "), (r" != ", " == "), (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "),
         (r" && ", " || "), (r" \|\| ", " && "), (r"\+\+", ""), (r" \+= ", " -= "), (r" \+ 1\b", ""), (r" - 1\b", ""),
         (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"if \((?!!)", "if (!")]
SKIPPED = re.compile(r"^\s*(/?\*|//|#|static const|\[|\{)|wd_fail_memory|malloc|calloc|failed|free\(|assert|!copy|NULL\)")


def lines_of(path):
    """Numbers of the lines that do something: inside functions, no comments, no handling of lack of memory."""
    depth, comment = 0, False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        comment = comment or "/*" in line
        if depth > 0 and not comment and not SKIPPED.search(line):
            yield number, line
        comment = comment and "*/" not in line
        depth += line.count("{") - line.count("}") if not line.lstrip().startswith("[") else 0


def mutants_of(path):
    for number, line in lines_of(path):
        for pattern, instead in SWAPS:
            for found in re.finditer(pattern, line):
                if '"' in line[:found.start()] and line[:found.start()].count('"') % 2:
                    continue
                turned = negate(line, found) if instead == "if (!" else line[:found.start()] + instead + line[found.end():]
                yield number, line, turned
        if re.match(r"    return [^;]+;$", line) and not re.search(r"return (0|NULL|-1|false|true);", line):
            yield number, line, re.sub(r"return .*;", "return 0;", line)


def negate(line, found):
    """if (a) → if (!(a)), where the condition ends on its line."""
    depth = 0
    for at in range(found.end() - 1, len(line)):
        depth += {"(": 1, ")": -1}.get(line[at], 0)
        if depth == 0:
            return line[:found.end()] + "!(" + line[found.end():at] + ")" + line[at:]
    return line


def passes(command, folder, seconds=1200):
    try:
        return subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds,
                              check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def make(folder, *targets):
    return passes(["make", f"-j{JOBS}", f"BUILD={folder}/build/mutant", "CFLAGS=-O1 -w", "HARDEN=-fPIC", *targets], folder)


def library(folder):
    made = f"{folder}/build/mutant/libwhydenied"
    return make(folder, f"{made}.a") and passes(["c++", "-shared", "-o", f"{made}.so", "-Wl,--whole-archive", f"{made}.a", "-Wl,--no-whole-archive"],
                                                    folder)


def units(folder, room):
    return sorted(path.stem for path in (folder / "tests/unit" / room).glob("test_*.c"))


def programs(folder, rooms):
    """All that runs, linked once: with the shared library, which is newer than what make would make it of."""
    return make(folder, f"LIB={folder}/build/mutant/libwhydenied.so", *[f"{folder}/build/mutant/tests/{t}" for r in rooms for t in units(folder, r)],
                f"{folder}/build/mutant/whydenied", "build/patterns/.packed")


PROGRAM = "build/mutant/whydenied"
THOROUGH = [("noticed by a golden run", ["tests/run", "--first", "--program", PROGRAM, "cli"]),
            ("noticed by the answers of all rules", ["tests/advice/run", PROGRAM]),
            ("noticed by the rules' examples", [PROGRAM, "rules", "test"])]
INPUTS_A_RUN = 1500  # so few that no problems collapse
SECONDS = 60  # of processor time; what takes longer hangs, and leaves the report of the folder before


def link(folder):
    return make(folder, f"{folder}/build/mutant/whydenied")


def write_inputs(folder):
    """The inputs of all cases, a file each, in folders that are read in one run each."""
    cases = [json.loads(line) for path in sorted((folder / "tests/data/cases").glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [text.encode("utf-8", "surrogateescape") for c in cases for text in [c.get("input", ""), *c.get("inputs", {}).values()] if text]
    for number, text in enumerate(texts):
        path = folder / f"build/inputs/{number // INPUTS_A_RUN:02}/{number:05}.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)


def reports_of(folder):
    """What the program says of each of these folders."""
    for inputs in sorted((folder / "build/inputs").iterdir()):
        command = [PROGRAM, "analyze", "--no-config", "--no-user-patterns", "-q", "--now", "2026-11-28T00:00:00Z", "-o", "build/report.txt", "-o",
                   "build/report.json", str(inputs.relative_to(folder))]
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)))
        yield hashlib.sha256((folder / "build/report.txt").read_bytes() + (folder / "build/report.json").read_bytes()).hexdigest()


def differ(folder, reports):
    return any(got != wanted for got, wanted in zip(reports_of(folder), reports))


def notices_nothing(folder, room):
    return all(passes([f"build/mutant/tests/{t}"], folder, 60) for t in units(folder, room))


def verdict(folder, room, reports, thorough=False):
    if not library(folder):
        return "does not build"
    if not notices_nothing(folder, room):
        return "noticed by a unit test"
    if not link(folder):
        return "does not build"
    if differ(folder, reports):
        return "noticed in the reports of the cases' inputs"
    for what, command in THOROUGH if thorough else []:
        if not passes(command, folder):
            return what
    return None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rooms", default=",".join(ROOMS))
    arguments.add_argument("--files", default="")
    arguments.add_argument("--count", type=int, default=150)
    arguments.add_argument("--skip", type=int, default=0)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--jobs", type=int, default=JOBS)
    arguments.add_argument("--thorough", action="store_true")
    options = arguments.parse_args()
    globals()["JOBS"] = options.jobs
    with tempfile.TemporaryDirectory(prefix="whydenied-mutants-") as name:
        folder = pathlib.Path(name, "copy")
        files = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split("\n")
        for file in filter(None, files):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / file, folder / file)
        return run(folder, options)


def run(folder, options):
    rooms, words = options.rooms.split(","), options.files.split(",")
    everything = [(room, path.relative_to(folder), *mutant) for room in rooms for path in sorted((folder / "src" / room).rglob("*.c"))
                  if any(word in str(path) for word in words) for mutant in mutants_of(path) if mutant[1] != mutant[2]]
    random.Random(options.seed).shuffle(everything)
    if not library(folder) or not programs(folder, rooms) or not link(folder):
        sys.exit("the copy does not build")
    write_inputs(folder)
    reports = list(reports_of(folder))
    if not all(notices_nothing(folder, room) for room in rooms) or verdict(folder, rooms[0], reports, options.thorough) is not None:
        sys.exit("the copy does not pass without a fault")
    counts, survivors = {}, 0
    for room, path, number, before, after in everything[options.skip:options.skip + options.count]:
        source = folder / path
        whole = source.read_text(encoding="utf-8").split("\n")
        source.write_text("\n".join(whole[:number] + [after] + whole[number + 1:]), encoding="utf-8")
        result = verdict(folder, room, reports, options.thorough)
        source.write_text("\n".join(whole), encoding="utf-8")
        counts[result or "survived"] = counts.get(result or "survived", 0) + 1
        if result is None:
            survivors += 1
            print(f"{path}:{number + 1}\n  - {before.strip()}\n  + {after.strip()}", flush=True)
        else:
            print(f"{path}:{number + 1}: {result}", file=sys.stderr, flush=True)
    print(f"{len(everything)} possible; " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items())))
    return survivors > 0


sys.exit(main())
