#!/usr/bin/env python3
"""Merged reports against one run over everything: the same sums, whatever the parts and their order. Usage: merge.py PROGRAM"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

ENVIRONMENT = {"LC_ALL": "C", "HOME": "/nonexistent", "PATH": os.environ.get("PATH", "")}
NOW = ["--now", "2026-10-04"]
failures = 0


def check(what, holds, more=""):
    global failures
    if not holds:
        failures += 1
        print(f"FAIL {what} {more}")


def denial(day, hour, who, bucket, key):
    name = f"projects/_/buckets/{bucket}/objects/part-{key % 7}"
    return {"logName": "projects/acme-prod/logs/cloudaudit.googleapis.com%2Fdata_access", "insertId": f"k{key}",
            "timestamp": f"2026-09-{day:02d}T{hour:02d}:{key % 60:02d}:00Z", "severity": "ERROR",
            "resource": {"type": "gcs_bucket", "labels": {"project_id": "acme-prod", "bucket_name": bucket}},
            "protoPayload": {
                "@type": "type.googleapis.com/google.cloud.audit.AuditLog", "serviceName": "storage.googleapis.com",
                "methodName": "storage.objects.get", "resourceName": name,
                "status": {"code": 7, "message": f"{who} does not have storage.objects.get access to the Google Cloud Storage "
                           "object. Permission 'storage.objects.get' denied on resource (or it may not exist)."},
                "authenticationInfo": {"principalEmail": who},
                "authorizationInfo": [{"resource": name, "permission": "storage.objects.get"}]}}


def records():
    dice = random.Random(5)
    for key in range(600):
        bucket = f"acme-{dice.choice('aaabbc')}"
        yield denial(dice.randrange(1, 9), dice.randrange(24), f"{bucket}@acme-prod.iam.gserviceaccount.com", bucket, key)


def texts(count):
    return "".join(f"zorp access to projects/acme-prod forbidden, 40{n % 3}\n" for n in range(count))


def run(program, *arguments, expect=0):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=ENVIRONMENT, check=False)
    check(f"{arguments}: exit {done.returncode}", done.returncode == expect, done.stderr[:300])
    return done


def write(folder, name, part):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(r) + "\n" for r in part)
    return path


def check_sums(program, folder):
    everything = list(records())
    random.Random(9).shuffle(everything)
    inputs = [write(folder, f"{n}.ndjson", everything[begin:end]) for n, (begin, end) in enumerate([(0, 50), (50, 51), (51, 600)])]
    for n in (3, 4):
        inputs.append(os.path.join(folder, f"{n}.log"))
        with open(inputs[-1], "w", encoding="utf-8") as file:
            file.write(texts(7 * n))
    whole = json.loads(run(program, *NOW, "--format", "json", *inputs).stdout)
    saved = [os.path.join(folder, f"{n}.json") for n in range(len(inputs))]
    for name, source in zip(saved, inputs):
        run(program, *NOW, "-o", name, source)
    drawn = {run(program, "report", "--format", "json", *order).stdout for order in itertools.islice(itertools.permutations(saved), 0, None, 7)}
    check("the order of arguments changes nothing", len(drawn) == 1)
    merged = json.loads(drawn.pop())
    for name in ("totals", "span", "timeline", "breakdowns", "listed"):
        check(f"{name} are those of one run", merged[name] == whole[name], (merged[name], whole[name]))
    counts = [{i["fingerprint"]: (i["count"], i["first"], i["last"], i["histogram"]) for i in r["incidents"]} for r in (merged, whole)]
    check("each problem is that of one run", counts[0] == counts[1], counts)
    unmatched = [{g["fingerprint"]: (g["count"], g["first"], g["last"]) for g in r["unmatched"]} for r in (merged, whole)]
    check("each unmatched text is that of one run", unmatched[0] == unmatched[1] and unmatched[0], unmatched)
    changes = [sorted((r["summary"], r["denials"], r["share"], tuple(sorted(r["covers"]))) for r in d["remedies"]) for d in (merged, whole)]
    check("each change is that of one run", changes[0] == changes[1], changes)
    check("what is not exact is said", any("Not exact" in note for note in merged["notes"]), merged["notes"])
    check("every input is named", [i["name"] for i in merged["inputs"]] == inputs, merged["inputs"])
    again = os.path.join(folder, "merged.json")
    run(program, "report", "-o", again, *saved)
    check("a merged report is a saved report", json.loads(run(program, "report", "--format", "json", again).stdout) == merged)
    for form in ("text", "html", "markdown", "csv", "openmetrics", "ndjson", "script", "terraform", "github", "subject", "ticket"):
        check(f"{form} is drawn", run(program, "report", "--format", form, *saved).stdout != "")
    return saved


def check_refusals(program, folder, saved):
    copy = os.path.join(folder, "copy.json")
    with open(saved[0], "rb") as source, open(copy, "wb") as target:
        target.write(source.read())
    check("a report twice", "are the same report" in run(program, "report", saved[0], copy, expect=2).stderr)
    japanese = os.path.join(folder, "ja.json")
    run(program, *NOW, "--lang", "ja", "-o", japanese, os.path.join(folder, "1.ndjson"))
    check("two languages", "two languages" in run(program, "report", saved[0], japanese, expect=2).stderr)
    check("no report", "not a saved report" in run(program, "report", saved[0], write(folder, "no.json", [{"x": 1}]), expect=2).stderr)
    check("none", "cannot be opened" in run(program, "report", saved[0], os.path.join(folder, "none.json"), expect=2).stderr)
    later = os.path.join(folder, "later.json")
    run(program, "--now", "2026-10-05", "--top", "1", "-o", later, os.path.join(folder, "0.ndjson"))
    twice = json.loads(run(program, "report", "--format", "json", saved[0], later).stdout)
    check("an input that was read twice is told", any("same name and size" in n for n in twice["notes"]), twice["notes"])


def main(program):
    with tempfile.TemporaryDirectory(prefix="whydenied-merge-") as folder:
        check_refusals(program, folder, check_sums(program, folder))
    print(f"{failures} failed" if failures else "merged reports: all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build/whydenied"))
