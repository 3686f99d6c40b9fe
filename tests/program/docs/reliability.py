#!/usr/bin/env python3
"""docs/reliability.md leaves out no case and names no test that is not there.

Every one of the 110 cases has a row with what comes of it and a test, or says why it has none. What a row names in backquotes is
looked for: files of tests/program/bad, folders of tests/cli, modules, runners, fuzz targets, targets of the Makefile.
Usage: reliability.py (no program is run)
"""
import pathlib
import re
import sys

tests = pathlib.Path(__file__).resolve().parents[2]
root = tests.parent
sys.path[:0] = [str(tests / "program" / "bad")]
CASES = 110
BAD = (tests / "program/bad/make.py").read_text(encoding="utf-8") + (tests / "program/bad/run").read_text(encoding="utf-8")
MAKE = (root / "Makefile").read_text(encoding="utf-8")
AREAS = ("bad", "promises", "torture", "rules")


def is_there(name):
    """Whether a test of that name exists."""
    if name.startswith("bad/"):
        return f'"{name[4:]}"' in BAD
    if name.startswith("make "):
        return re.search(rf"^{re.escape(name.split()[1])}:", MAKE, re.M) is not None
    if name.startswith("fuzz_"):
        return (tests / "fuzz" / f"{name}.c").exists()
    if name in AREAS:
        return True
    return any((folder / name).exists() for folder in (tests, tests / "program", root))


def rows_of(text):
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) >= 3:
            yield cells


def main():
    text = (root / "docs/reliability.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("## The 110 cases")
    cases = rest.partition("\n## ")[0]
    faults, seen = [], set()
    for cells in [*rows_of(first), *rows_of(cases)]:
        row, test = cells[0], cells[-1]
        if row.isdigit():
            seen.add(int(row))
        names = re.findall(r"`([^`]+)`", test)
        if row not in ("", "what") and not names and not test.startswith("not tested: "):
            faults.append(f"no test and no reason: {row}")
        faults += [f"{row}: there is no {name}" for name in names if not is_there(name) and not test.startswith("not tested: ")]
    faults += [f"no row: {case}" for case in range(1, CASES + 1) if case not in seen]
    print(*[f"FAILED reliability: {fault}" for fault in faults], sep="\n", end="\n" if faults else "")
    print(f"reliability: {len(seen)} of {CASES} cases have a row; {len(faults)} faults")
    return bool(faults)


sys.exit(main())
