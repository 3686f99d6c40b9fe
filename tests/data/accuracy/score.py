#!/usr/bin/env python3
"""Scores the program against labelled records: what share has the right cause, principal,
permission and role, and how many records that deny nothing were taken for denials.

corpus.jsonl is the project's own: one object a line with id, system, record (an object = one JSON record,
a string = text) and expect {kind, cause, principal, permission, role}; "a|b" allows either. With the
reference samples of the project's authors (not shipped; tests/run says where they lie), those are scored
too, by reference-labels.tsv. The own corpus must reach 97 % of
causes, 95 % of roles, and no false denial. Usage: score.py PROGRAM [--min-cause P] [--min-role P]
"""
import collections
import json
import os
import pathlib
import sys

here = pathlib.Path(__file__).resolve().parent
sys.path.append(str(here.parents[1] / "program"))
import harness  # noqa: E402
from many import Many  # noqa: E402

reference = pathlib.Path(os.environ.get("WHYDENIED_REFERENCE", "no-reference-data"), "samples")


def analyse(started, data):
    done = started.run(["--format", "json", "--quiet", "--no-user-patterns", "--now", "2026-10-04T00:00:00Z"], data)
    if done.returncode not in (0, 3, 5):  # 3: a record that breaks off is read as far as it goes
        return None
    return json.loads(done.stdout)


def as_bytes(record):
    return (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)).encode() + b"\n"


def facts(report):
    """What the report says of the first (only) incident, in the words of the labels."""
    totals = report["totals"]
    got = {"kind": "none", "cause": "", "principal": "", "permission": "", "role": ""}
    if totals["not_enforced"]:
        got["kind"] = "not_enforced"
    if totals["lookalikes"]:
        got["kind"] = "lookalike"
    if totals["denials"]:
        got["kind"] = "denial"
    if report["unmatched"]:
        got["cause"] = "unknown"
    if report["incidents"]:
        incident = report["incidents"][0]
        remedies = {r["id"]: r for r in report["remedies"]}
        first = [remedies[i] for i in incident["remedies"] if i in remedies]
        roles = [r["role"] for r in first if r.get("role")]
        got.update(cause=incident["cause"], principal=incident["principal"]["id"] or "",
                   permission="|".join(incident["permissions"]), role=roles[0] if roles else "",
                   rule=incident["rule"])
    return got


def right(want, got):
    return any(w == got or w in got.split("|") for w in want.split("|"))


class Score:
    def __init__(self):
        self.rows = collections.defaultdict(collections.Counter)
        self.misses = []
        self.crashes = 0
        self.false_denials = []

    def take(self, name, system, expect, report):
        got = facts(report) if report else {"kind": "crash", "cause": "", "principal": "", "permission": "", "role": ""}
        self.crashes += report is None
        row = self.rows[system]
        row["records"] += 1
        if expect["kind"].startswith(("none", "not_enforced")):
            if got["kind"] == "denial":
                self.false_denials.append((name, got))
            if not right(expect["kind"], got["kind"]):
                self.misses.append((name, "kind", expect["kind"], got))
            return
        for field in ("cause", "principal", "permission", "role"):
            if field in expect:
                row[field + " asked"] += 1
                if right(expect[field], got[field]):
                    row[field] += 1
                else:
                    self.misses.append((name, field, expect[field], got))

    def table(self):
        fields = ("cause", "principal", "permission", "role")
        print(f"{'system':<20}{'records':>8}" + "".join(f"{f:>14}" for f in fields))
        total = collections.Counter()
        for system in sorted(self.rows):
            total.update(self.rows[system])
        for system, row in [*sorted(self.rows.items()), ("all", total)]:
            cells = "".join(f"{row[f]:>7}/{row[f + ' asked']:<6}" for f in fields)
            print(f"{system:<20}{row['records']:>8}{cells}")
        return total


def score_reference(started, score, step):
    """reference-labels.tsv: file, line (1-based, or * for the whole file), kind, cause, principal, permission, role."""
    for line in (here / "reference-labels.tsv").read_text(encoding="utf-8").splitlines()[::step]:
        if not line or line.startswith("#"):
            continue
        name, where, *values = (line.split("\t") + [""] * 7)[:7]
        path = reference / name
        lines = path.read_bytes().splitlines(keepends=True)
        data = b"".join(lines) if where == "*" else lines[int(where) - 1]
        expect = {k: v for k, v in zip(("kind", "cause", "principal", "permission", "role"), values) if v}
        score.take(f"{name}:{where}", name.split("/")[0], expect, analyse(started, data))


def option(name, default):
    return float(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def report_misses(score):
    for name, field, want, got in score.misses:
        print(f"  miss {name}: {field} should be {want}, got {got}")
    for name, got in score.false_denials:
        print(f"  FALSE DENIAL {name}: {got}")


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    started = Many(program, 1)
    if analyse(started, b"") is None:
        raise SystemExit("0 passed, 1 failed")
    score = Score()
    # Each in a process of its own; under a sanitizer every third, since carriers.py has it read them all.
    step = 3 if harness.sanitised(program) else 1
    for line in (here / "corpus.jsonl").read_text(encoding="utf-8").splitlines()[::step]:
        row = json.loads(line)
        score.take(row["id"], row["system"], row["expect"], analyse(started, as_bytes(row["record"])))
    print("the project's own corpus")
    total = score.table()
    report_misses(score)
    failed = bool(score.false_denials or score.crashes) or any(
        100 * total[f] < option(f"--min-{f}", floor) * total[f + " asked"]
        for f, floor in (("cause", 97), ("role", 95)))
    if reference.is_dir() and (here / "reference-labels.tsv").exists():
        print("\nthe reference samples")
        other = Score()
        score_reference(started, other, step)
        other.table()
        report_misses(other)
        failed = failed or bool(other.false_denials or other.crashes)
    else:
        print("\nno reference samples: skipped")
    good = sum(row["records"] for row in score.rows.values())
    print(f"{0 if failed else good} passed, {int(failed)} failed")
    return failed


sys.exit(main())
