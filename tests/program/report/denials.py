#!/usr/bin/env python3
"""ndjson-denials: as many lines as there are denials, each under its problem, whatever is left out. Usage: denials.py PROGRAM"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import merge  # noqa: E402
from merge import ENVIRONMENT, check, denial, records  # noqa: E402

SAMPLES = pathlib.Path(__file__).resolve().parents[3] / "samples"


def run(program, *arguments):
    return subprocess.run([program, "--now", "2026-10-04", "-q", *map(str, arguments)], capture_output=True, text=True,
                          env=ENVIRONMENT, check=False)


def check_sums(program, name, *arguments):
    report = json.loads(run(program, "--format", "json", *arguments).stdout)
    lines = [json.loads(line) for line in run(program, "--format", "ndjson-denials", *arguments).stdout.splitlines()]
    counts = collections.Counter(line["fingerprint"] for line in lines if line["rule"])
    wanted = {i["fingerprint"]: i["count"] for i in report["incidents"] if not i["lookalike"] and i["count"]}
    check(f"{name}: a line a denial", len(lines) == report["listed"]["sums"]["denials"], (len(lines), report["listed"]))
    check(f"{name}: each under its problem", dict(counts) == wanted, (counts, wanted))
    check(f"{name}: what no rule knows", sum(not line["rule"] for line in lines) == report["totals"]["unmatched"])
    return lines


def write(folder, name, part):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(r) + "\n" for r in part)
    return path


def main(program):
    with tempfile.TemporaryDirectory(prefix="whydenied-denials-") as folder:
        everything = list(records())
        twice = [write(folder, "a.ndjson", everything[:300]), write(folder, "b.ndjson", everything[200:])]
        crowd = write(folder, "crowd.ndjson", (denial(1 + n % 8, n % 24, f"w{n}@acme-prod.iam.gserviceaccount.com", "acme-crowd", n)
                                               for n in range(900)))
        ignore = os.path.join(folder, "ignore.json")
        pathlib.Path(ignore).write_text(json.dumps({"suppressions": [
            {"resource": "*acme-a", "reason": "known", "owner": "ops", "expires": "2026-12-31"}]}), encoding="utf-8")
        lines = check_sums(program, "the samples", SAMPLES)
        check("several jobs", run(program, "-j4", "--format", "ndjson-denials", SAMPLES).stdout
              == run(program, "--format", "ndjson-denials", SAMPLES).stdout)
        check("in the order of inputs", [line["file"] for line in lines] == sorted(line["file"] for line in lines))
        check_sums(program, "a delivery in two files", *twice)
        check_sums(program, "a filter", "--principal", "acme-b", *twice)
        check_sums(program, "a principal left out", "--not-principal", "acme-b", *twice)
        check_sums(program, "the first", "--top", "1", *twice)
        check_sums(program, "a suppression", "--ignore", ignore, *twice)
        check_sums(program, "a crowd", crowd)
        check_sums(program, "one of a crowd", "--principal", "w77@", crowd)
        check_sums(program, "nothing", "--principal", "nobody-of-that-name", *twice)
        outputs = [os.path.join(folder, name) for name in ("x.denials", "y.denials.ndjson", "z.ndjson")]
        run(program, "--format", "ndjson-denials", *(word for name in outputs for word in ("-o", name)), *twice)
        drawn = {pathlib.Path(name).read_bytes() for name in outputs}
        check("every output has them all", len(drawn) == 1 and drawn.pop().count(b"\n") == 600)
        check("nothing else is left behind", sorted(os.listdir(folder)) == sorted(
            ["a.ndjson", "b.ndjson", "crowd.ndjson", "ignore.json", "x.denials", "y.denials.ndjson", "z.ndjson"]), os.listdir(folder))
        gone = subprocess.run([program, "--format", "ndjson-denials", twice[0]], capture_output=True, text=True, check=False,
                              env=ENVIRONMENT | {"TMPDIR": "/nonexistent"})
        check("no room for them is exit 4", gone.returncode == 4 and "no room" in gone.stderr, gone.stderr)
        for arguments in (["report", twice[0]], ["nightly", "--db", os.path.join(folder, "n.db"), twice[0]], ["--anonymise", twice[0]]):
            refused = subprocess.run([program, *arguments, "--format", "ndjson-denials"], capture_output=True, text=True, check=False,
                                     env=ENVIRONMENT)
            check(f"{arguments[0]}: refused with the reason", refused.returncode == 2 and "ndjson-denials" in refused.stderr, refused)
    print(f"{merge.failures} failed" if merge.failures else "single denials: all passed")
    return 1 if merge.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build/whydenied"))
