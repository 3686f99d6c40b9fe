"""What the runners of this folder share: three values, policies as arguments, rows with an examiner's answer, random
worlds judged twice.
"""
import functools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1]))
import harness  # noqa: E402
from many import Many  # noqa: E402

NOW = "2026-09-01T00:00:00Z"
WORD = {True: "allowed", False: "denied", None: "unknown"}


# ---- true, false and unknown (None), after Kleene ----
def k_and(values):
    values = list(values)
    return False if False in values else None if None in values else True


def k_or(values):
    values = list(values)
    return True if True in values else None if None in values else False


def k_not(value):
    return None if value is None else not value


# ---- asking the program ----
@functools.lru_cache
def started_of(program):
    return Many(program, 1)


def given(folder, files, groups=None):
    """Arguments for policies (NAME or "", content) and for a list of groups, written into the folder."""
    arguments = []
    for i, (name, content) in enumerate(files):
        path = folder / f"p{i}.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        arguments += ["--policy", f"{name}={path}" if name else path]
    if groups:
        (folder / "groups").write_text(groups)
        arguments += ["--groups", folder / "groups"]
    return arguments


def report_of(program, folder, records, files, groups=None):
    """The report of a log beside policies, or None and the complaint."""
    log = folder / "log"
    log.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records))
    out = started_of(program).run(["--no-config", "--format", "json", "--now", "2026-09-02T00:00:00Z", *given(folder, files, groups), log])
    return (json.loads(out.stdout), "") if out.returncode in (0, 1) else (None, out.stderr.decode())


# ---- rows with an answer ----
def judge_rows(rows, wrong, total, more=lambda program: []):
    """Each row in a folder: `wrong` returns what is, or None; `total(rows, found)` is the last line."""
    program, word = pathlib.Path(sys.argv[1]).resolve(), "".join(a for a in sys.argv[2:] if not a.startswith("--"))
    rows = [row for row in rows if word in row[0]]
    with tempfile.TemporaryDirectory() as folder:
        found = [text for row in rows if (text := wrong(program, pathlib.Path(folder), row))]
    found += more(program)
    print("\n".join(found + [total(rows, found)]))
    return 1 if found else 0


# ---- random worlds ----
def asked(name, arguments, questions):
    """The verdict lines of `check` for lines of tab-separated questions."""
    out = subprocess.run([*arguments, "-"], input="".join("\t".join(q) + "\n" for q in questions), capture_output=True, text=True, check=False)
    if out.returncode not in (0, 1, 6) or out.stdout.count("\n") != len(questions):
        sys.exit(f"{name}: exit {out.returncode}: {out.stderr}")
    return out.stdout.splitlines()


def compare(lines, wanted, told):
    """How many verdicts differ, and how often each was wanted; the first that differs is printed as `told(i, want, line)`."""
    wrong, seen = 0, dict.fromkeys(WORD.values(), 0)
    for i, (line, want) in enumerate(zip(lines, wanted)):
        seen[WORD[want]] += 1
        if line.split("\t")[0] != WORD[want]:
            wrong += 1
            if wrong == 1:
                print(told(i, WORD[want], line))
    return wrong, seen


def judge_worlds(name, batch, size=20):
    """`batch(program, folder, random, first, count)` judges that many worlds: how many differ, what was wanted, how many there were."""
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    program = pathlib.Path(arguments[0]).resolve()
    worlds = int(arguments[1]) if len(arguments) > 1 and arguments[1].isdigit() else 250 if harness.again(program) else 1000
    r = random.Random(int(arguments[2]) if len(arguments) > 2 else 15)
    wrong, seen, first = 0, dict.fromkeys(WORD.values(), 0), 0
    with tempfile.TemporaryDirectory() as folder:
        while first < worlds and not wrong:
            wrong, more, count = batch(program, pathlib.Path(folder), r, first, min(size, worlds - first))
            first += count
            for word, n in more.items():
                seen[word] += n
    print(f"{name}: {first} worlds, {sum(seen.values())} triples ({', '.join(f'{n} {w}' for w, n in seen.items())}), {wrong} differ")
    return 1 if wrong else 0
