#!/usr/bin/env python3
"""Would a test notice? One small fault at a time is written into the source, and the narrow tests are run.

    tests/mutants.py [--rooms names,incident,advise] [--files WORD,WORD] [--count 150] [--skip 0] [--seed 1] [--thorough]

A fault is a comparison turned round, a sum that goes the other way, an increment left out, a condition negated, a true for a
false, or a function that returns at once. It is made in a copy of the checkout, where all is one shared library: a fault
costs one compilation and one linking. First the unit tests of the room are run; what they do not notice goes to the golden runs
and, with --thorough, to the answers of all rules, their examples and the cases. Printed are those that nothing noticed: each is
a test that is missing, or a line that could go. --skip leaves out the first of the order that --seed gives: a sample can be taken
in pieces; --files keeps to files whose path holds one of the words. The checkout stays as it is.
"""
import argparse
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[1]
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
    return passes(["make", "-j2", f"BUILD={folder}/build/mutant", "CFLAGS=-O0 -w", "HARDEN=-fPIC", *targets], folder)


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
GOLDEN = [("noticed by a golden run", ["tests/run", "--first", "--program", PROGRAM, "cli"])]
THOROUGH = [("noticed by the answers of all rules", ["tests/advice/run", PROGRAM]),
            ("noticed by the rules' examples", [PROGRAM, "rules", "test"]),
            ("noticed by a case", ["tests/data/cases/run", PROGRAM])]


def verdict(folder, room, thorough=False):
    if not library(folder):
        return "does not build"
    if not all(passes([f"build/mutant/tests/{t}"], folder, 60) for t in units(folder, room)):
        return "noticed by a unit test"
    for what, command in GOLDEN + (THOROUGH if thorough else []):
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
    arguments.add_argument("--thorough", action="store_true")
    options = arguments.parse_args()
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
    if not library(folder) or not programs(folder, rooms) or any(verdict(folder, room) is not None for room in rooms):
        sys.exit("the copy does not pass without a fault")
    counts, survivors = {}, 0
    for room, path, number, before, after in everything[options.skip:options.skip + options.count]:
        source = folder / path
        whole = source.read_text(encoding="utf-8").split("\n")
        source.write_text("\n".join(whole[:number] + [after] + whole[number + 1:]), encoding="utf-8")
        result = verdict(folder, room, options.thorough)
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
