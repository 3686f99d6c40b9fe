#!/usr/bin/env python3
"""What the tests of a coverage build have run: a table by room, the files that fall behind, and whether the floors hold.

    tests/coverage.py build/cov [--lines 95] [--branches 85] [--explained docs/reliability.md]

Branches are counted as the compiler makes them, both ways of every `&&` and `||`. Left out are those of macros that others wrote
and that unfold into the line that calls them: uthash's tables (some forty branches a line) and jansson's loops. No line and no
other branch is left out: no marker stands in the sources. Files under BEHIND are listed; one under TOLD must stand in the
document's table "What no test reaches", with what remains.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[1]
BEHIND, TOLD = (90, 70), (80, 55)  # lines, branches
MACROS = re.compile(r"\b(HASH_[A-Z_]+|json_(object|array)_foreach(_safe)?)\s*\(")


class Sum:
    def __init__(self):
        self.lines = self.lines_run = self.branches = self.branches_run = 0

    def add(self, line, text):
        self.lines += 1
        self.lines_run += line["count"] > 0
        if not MACROS.search(text):
            self.branches += len(line["branches"])
            self.branches_run += sum(b["count"] > 0 for b in line["branches"])

    def join(self, other):
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def percent(self):
        return [100 * run / all_ if all_ else 100.0 for run, all_ in ((self.lines_run, self.lines), (self.branches_run, self.branches))]


def measured(objects):
    command = ["gcovr", "-r", root, "--object-directory", objects, "--filter", "src/", "--exclude-throw-branches", "--gcov-ignore-parse-errors",
               "--json"]
    told = json.loads(subprocess.run(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout)
    files = {}
    for file in told["files"]:
        source = (root / file["file"]).read_text(encoding="utf-8").splitlines()
        files[file["file"]] = Sum()
        for line in file["lines"]:
            if not line["gcovr/noncode"]:
                files[file["file"]].add(line, source[line["line_number"] - 1])
    return files


def print_rooms(files):
    rooms = {}
    for name, file in files.items():
        rooms.setdefault(name.split("/")[1], Sum()).join(file)
    print("| room | lines | run | branches | run |\n|---|---|---|---|---|")
    for name, room in sorted(rooms.items()):
        lines, branches = room.percent()
        print(f"| {name} | {room.lines:,} | {lines:.1f} % | {room.branches:,} | {branches:.1f} % |")


def under(files, floors):
    return {name: file for name, file in files.items() if any(got < floor for got, floor in zip(file.percent(), floors))}


def explained_in(document):
    table = document.read_text(encoding="utf-8").partition("What no test reaches")[2].partition("\n## ")[0]
    return {name for row in table.splitlines() if row.startswith("| `") for name in re.findall(r"`([^`]+\.(?:cc?|h))`", row.split("|")[1])}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("objects")
    arguments.add_argument("--lines", type=float, default=95)
    arguments.add_argument("--branches", type=float, default=85)
    arguments.add_argument("--explained", type=pathlib.Path)
    options = arguments.parse_args()
    files, whole, faults = measured(options.objects), Sum(), []
    for file in files.values():
        whole.join(file)
    print_rooms(files)
    for name, file in sorted(under(files, BEHIND).items(), key=lambda item: item[1].percent()):
        print("behind: {}: {:.1f} % of lines, {:.1f} % of branches".format(name, *file.percent()))
    for what, got, floor in zip(("lines", "branches"), whole.percent(), (options.lines, options.branches)):
        print(f"{got:.1f} % of {what}; at least {floor:g} are wanted")
        faults += [f"too few {what}"] if got < floor else []
    if options.explained:
        told, wanted = explained_in(options.explained), {name.removeprefix("src/") for name in under(files, TOLD)}
        faults += [f"not explained: {name}" for name in sorted(wanted - told)]
    print(*[f"FAILED coverage: {fault}" for fault in faults], sep="\n")
    return bool(faults)


sys.exit(main())
