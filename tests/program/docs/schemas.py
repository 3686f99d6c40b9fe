#!/usr/bin/env python3
"""The words of the vocabulary where they stand outside of it: the enums of both schemas and the list of slots in
patterns/README.md are its rows, README has a line for every cause. Usage: schemas.py [--update] [PROGRAM]; --update
writes what can be written.
"""
import pathlib
import re
import sys
import textwrap

root = pathlib.Path(__file__).resolve().parents[3]
ROW = re.compile(r'^\s+\[WD_\w+\] =\s*\{"(\w+)"', re.M)
NOTES = {"service_account": " (acted upon)", "caller": " (behind a delegation)"}
NOT_OF_A_SLOT = set("match kind cause confidence system object object_type principal_kind uncertain permissions fix member remedy on".split())


def rows(name):
    return ROW.findall((root / f"src/vocabulary/{name}.c").read_text(encoding="utf-8"))


VOCABULARY = {name: rows(name) for name in ("cause", "slot", "system", "remedy_kind")}


def whole(words):
    """What an enum with these words should hold; None: it is of another list."""
    for name, names in VOCABULARY.items():
        if name == "slot" and NOT_OF_A_SLOT <= set(words):
            return [w for w in words if w in NOT_OF_A_SLOT or w in names] + [n for n in names if n not in words]
        if name != "slot" and len(set(words) & set(names)) > len(names) // 2:
            return names
    return None


def enum(match):
    words = re.findall(r'"(\w+)"', match.group(2))
    wanted = whole(words)
    if wanted is None or set(wanted) == set(words):
        return match.group(0)
    between = re.search(r'",(\s+)"', match.group(2)).group(1)
    before, behind = re.match(r"\s*", match.group(2)).group(0), re.search(r"\s*$", match.group(2)).group(0)
    return match.group(1) + before + f",{between}".join(f'"{w}"' for w in wanted) + behind + "]"


def slots(match):
    return textwrap.fill(match.group(1) + ", ".join(name + NOTES.get(name, "") for name in VOCABULARY["slot"]) + ".", 106) + "\n"


faults = []
for name, form, make in (("patterns/pack.schema.json", r'("enum": \[)([^\]]*)\]', enum),
                         ("docs/report.schema.json", r'("enum": \[)([^\]]*)\]', enum),
                         ("patterns/README.md", r"(Slots \(names[^)]*\): )[^.]*\.\n", slots)):
    path = root / name
    text = path.read_text(encoding="utf-8")
    made = re.sub(form, make, text)
    if made != text and "--update" in sys.argv:
        path.write_text(made, encoding="utf-8")
    elif made != text:
        faults.append(f"{name}: lacks a word of the vocabulary, or has one that is none: schemas.py --update")
for name in ("README.md", "README.ja.md"):
    text = (root / name).read_text(encoding="utf-8")
    faults += [f"{name}: nothing about the cause {cause}" for cause in VOCABULARY["cause"] if f"| `{cause}` |" not in text]
print("\n".join(faults), end="\n" if faults else "")
print(f"vocabulary: {', '.join(f'{len(v)} {k}s' for k, v in VOCABULARY.items())}; {len(faults)} faults")
sys.exit(bool(faults))
