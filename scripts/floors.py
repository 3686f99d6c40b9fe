#!/usr/bin/env python3
"""The floors of the house, derived from the paths; exit 1 with a line a fault.

A room is a folder under src/; its faces are include/whydenied/<room>.h and include/whydenied/<room>/*.h. No include
goes up, none crosses into the private headers of another room, no circle joins two units (a .c with its header), no
wd_ struct, enum or macro is defined twice, and only the top floor speaks on stderr, ends the program or reads the clock.
Every source and every unit test is in the Makefile's lists.
  floors.py           checks
  floors.py --figures also prints the table of figures
"""
import collections
import pathlib
import re
import subprocess
import sys

ORDER = [["base", "vocabulary"], ["ingest", "event"], ["read", "match"], ["names"], ["incident"], ["roles", "history", "policy"],
         ["advise"], ["report"], ["run"], ["app"]]
# base knows no words; vocabulary may use base.
FLOOR = {room: 2 * n for n, rooms in enumerate(ORDER) for room in rooms}
FLOOR["vocabulary"] += 1
SPEAKS = re.compile(r"\b(fprintf\(stderr|perror|abort|_exit|exit|clock_gettime|time\(NULL) ?\(?")

top = pathlib.Path(__file__).resolve().parent.parent
faults = []


def tracked():
    names = subprocess.run(["git", "ls-files", "src", "include"], cwd=top, capture_output=True, text=True, check=True).stdout.split()
    return [n for n in names if n.endswith((".c", ".h", ".cc")) and (top / n).exists()]


def room_of(path):
    parts = path.split("/")
    if parts[0] == "src":
        return parts[1]
    return parts[2].removesuffix(".h")


def resolve(include):
    return "include/" + include if include.startswith("whydenied/") else "src/" + include


def bare(text):
    """Without comments and strings."""
    return re.sub(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"', " ", text, flags=re.S)


def unit_of(path):
    """A .c and its private header are one unit; a face is one of its own."""
    return path if path.startswith("include/") else re.sub(r"\.(c|h|cc)$", "", path)


def variant(path):
    """Two files of which a build takes one are one place."""
    return re.sub(r"_(simdjson|jansson|isal|zlib)\.cc?$", "_ENGINE", path)


def circles(edges):
    """Strongly connected sets of more than one unit."""
    index, low, stack, on, found = {}, {}, [], set(), []

    def visit(v):
        index[v] = low[v] = len(index)
        stack.append(v)
        on.add(v)
        for w in sorted(edges.get(v, ())):
            if w not in index:
                visit(w)
                low[v] = min(low[v], low[w])
            elif w in on:
                low[v] = min(low[v], index[w])
        if low[v] == index[v]:
            part = []
            while not part or part[-1] != v:
                part.append(stack.pop())
                on.discard(part[-1])
            if len(part) > 1:
                found.append(sorted(part))

    sys.setrecursionlimit(10000)
    for v in sorted(edges):
        if v not in index:
            visit(v)
    return found


def check():
    defined = collections.defaultdict(set)
    edges = collections.defaultdict(set)
    for path in tracked():
        text = (top / path).read_text(encoding="utf-8")
        room = room_of(path)
        if room not in FLOOR:
            faults.append(f"{path}: its room is on no floor")
            continue
        for include in re.findall(r'^#include "([^"]+)"', text, re.M):
            there = resolve(include)
            if not (top / there).exists():
                continue
            other = room_of(there)
            if FLOOR.get(other, 99) > FLOOR[room]:
                faults.append(f"{path}: includes {include} of a higher floor")
            if other != room and there.startswith("src/"):
                faults.append(f"{path}: includes {include}, a private header of {other}/")
            if unit_of(there) != unit_of(path):
                edges[unit_of(path)].add(unit_of(there))
        code = bare(text)
        for kind, name in re.findall(r"^(struct|enum) (wd_\w+)\s*\{", code, re.M):
            defined[f"{kind} {name}"].add(variant(path))
        for name in re.findall(r"^#\s*define (WD_\w+)", code, re.M):
            defined[name].add(variant(path))
        if room != "app" and SPEAKS.search(code):
            faults.append(f"{path}: speaks, ends or reads the clock below app/: {SPEAKS.search(code).group(0)}")
    for name, paths in sorted(defined.items()):
        if len(paths) > 1:
            faults.append(f"{name} is defined in {' and '.join(sorted(paths))}")
    for part in circles(edges):
        faults.append("a circle of includes: " + ", ".join(part))


# A text may hold a record, which holds texts; a page of an answer holds values, which may be pages.
RECURSION = [{"read/dialects", "read/gcp_log", "read/text/join/failure_parts", "read/text/join/joins", "read/text/text"},
             {"ingest/frame_answer", "ingest/frame_json", "ingest/frame_page", "ingest/frame_streams"}]


def calls():
    """Files of a room that call each other to and fro: a circle, unless what they read is nested."""
    bodies, owner = {}, {}
    for path in tracked():
        if not path.startswith("src/") or path.endswith(".h"):
            continue
        code = bare((top / path).read_text(encoding="utf-8"))
        unit = re.sub(r"\.(c|cc)$", "", variant(path)).removeprefix("src/")
        for name, body in re.findall(r"^[A-Za-z_][^\n;{}=]*?\b(\w+)\([^;{}]*?\)\s*\n\{\n(.*?)^\}", code, re.M | re.S):
            bodies.setdefault(unit, []).append(body)
            if name.startswith("wd_"):
                owner[name] = unit
    edges = {unit: {owner[name] for body in parts for name in re.findall(r"\b(wd_\w+)\(", body)
                    if owner.get(name, unit) != unit} for unit, parts in bodies.items()}
    for part in circles(edges):
        if not any(set(part) <= known for known in RECURSION):
            faults.append("a circle of calls: " + ", ".join(part))


def listed():
    """What the Makefile's lists leave out is neither built nor run."""
    words = set(re.findall(r"[\w.]+", (top / "Makefile").read_text(encoding="utf-8")))
    for path in subprocess.run(["git", "ls-files", "src", "tests/unit"], cwd=top, capture_output=True, text=True, check=True).stdout.split():
        name = pathlib.Path(path).name
        if path.startswith("src/") and path.endswith((".c", ".cc")) and variant(path) == path and name not in words:
            faults.append(f"{path}: in no list of the Makefile")
        if name.startswith("test_") and name.removesuffix(".c") not in words:
            faults.append(f"{path}: not among UNIT_TESTS")


def functions():
    out = subprocess.run(["ctags", "--c-kinds=f", "--fields=+ne", "-f", "-", *[n for n in tracked() if n.endswith(".c")]],
                         cwd=top, capture_output=True, text=True, check=False).stdout
    lengths = []
    for line in out.splitlines():
        at = dict(f.split(":", 1) for f in line.split("\t")[4:] if ":" in f)
        if "line" in at and "end" in at:
            lengths.append(int(at["end"]) - int(at["line"]) + 1)
    return sorted(lengths)


def figures():
    names = tracked()
    lines = sum(len((top / n).read_text(encoding="utf-8").splitlines()) for n in names)
    lengths = functions()
    print(f"files in src and include      {len(names)}")
    print(f"lines                         {lines}")
    if lengths:
        print(f"function median / p90 / max   {lengths[len(lengths) // 2]} / {lengths[len(lengths) * 9 // 10]} / {lengths[-1]}")
    for label, word in (("include circles", "circle of includes"), ("call circles", "circle of calls"), ("private headers that cross", "private header"), ("names defined twice", "is defined in")):
        print(f"{label:<30}{sum(word in f for f in faults)}")


check()
calls()
listed()
if "--figures" in sys.argv:
    figures()
print("\n".join(faults), end="\n" if faults else "")
sys.exit(1 if faults else 0)
