#!/usr/bin/env python3
"""Writes the measured tables of docs/performance.md from one run of run.sh.

  table.py RESULTS.TSV DOCUMENT [WORDS]   WORDS: what it was measured on; else the processor and the date
What stands between the two marks of the document is replaced.
"""
import datetime
import os
import pathlib
import platform
import re
import sys

# What a row waits for, by its label; the first that fits. LIMITS: sections whose second command is the least that could
# be done, so that the ratio is the distance from it.
BOUNDS = [
    (r"not packed|from a pipe", "the reading thread; the limit is the memory's speed"),
    (r"100 % denied", "the reading thread: what a denial says, and its key"),
    (r"^audit, .* (1000|3000) combinations", "inflating, then the report, a problem after the other"),
    (r"^audit,", "inflating"),
    (r"^pretty", "finding where a record ends"),
    (r"^actiontrail", "cutting arrays, asking each event for its dialect"),
    (r"^build", "the lines behind a refusal, read one by one"),
    (r"^bgzip, one", "inflating"),
    (r"-j2", "both processors: inflating and reading are one sum"),
    (r"nightly", "inflating, then SQLite"),
    (r"files of one record", "opening files"),
    (r"one denial", "loading the rules"),
    (r"combinations$", "the report; beyond its caps groups collapse"),
    (r"bytes and a kilobyte", "inflating"),
    (r"twice the rules|\d MB$", "inflating"),
    (r"generator", "the generator"),
]
LIMITS = ("against bare decompression", "eight files", "one file of members", "not packed")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def machine():
    name = platform.machine()
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} cores of {name}, {datetime.date.today().isoformat()}"


def code(words):
    return "`" + words.replace("|", "\\|") + "`"


def figures(row):
    label, wall, cpu, peak = row
    label = label.replace("|", "\\|")
    return f"{label} | {wall} s | {cpu} s | {peak} MiB"


def bound(label):
    return next((words for pattern, words in BOUNDS if re.search(pattern, label)), "")


def distance(section, beside, wall):
    if not section.startswith(LIMITS) or "gzip" in beside.replace("igzip", ""):  # gzip itself is no limit
        return ""
    return f"{(float(wall) - 1) * 100:+.0f} %"


def tables(lines):
    """One table a section; a pair of rows and their ratio become one row."""
    rows, section = [], ""
    for kind, *rest in (line.rstrip("\n").split("\t") for line in lines):
        if kind == "section":
            rows.append(("section", rest[0]))
            section = rest[0]
        elif kind == "row":
            rows.append(("row", rest, section))
        elif kind == "ratio":
            other, mine = rows.pop()[1], rows.pop()[1]
            rows.append(("pair", mine, other, rest, section))
    for row in rows:
        if row[0] == "section":
            yield f"\n### {row[1][0].upper()}{row[1][1:]}\n"
            yield "| what | wall | CPU | peak memory | beside it | wall, CPU | first ÷ second: wall | CPU | from the limit | bounded by |"
            yield "|---|---|---|---|---|---|---|---|---|---|"
        elif row[0] == "row":
            yield f"| {figures(row[1])} | | | | | | {bound(row[1][0])} |"
        else:
            _, mine, other, (wall, cpu), section = row
            yield (f"| {figures(mine)} | {code(other[0])} | {other[1]} s, {other[2]} s | **{wall}** | {cpu} "
                   f"| {distance(section, other[0], wall)} | {bound(mine[0])} |")


def main():
    results, document = map(pathlib.Path, sys.argv[1:3])
    words = sys.argv[3] if len(sys.argv) > 3 else machine()
    lines = results.read_text(encoding="utf-8").splitlines()
    text = "\n".join([BEGIN, f"Measured on {words}; medians.", *tables(lines), END])
    old = document.read_text(encoding="utf-8")
    if BEGIN not in old or END not in old:
        sys.exit(f"{document}: no marks")
    new = re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: text, old, flags=re.S)
    document.write_text(new, encoding="utf-8")


main()
