#!/usr/bin/env python3
"""What cron would have mailed each morning of a month: news, silence, a suppression that expires, files written anew, grown and
cut, an export that stops, a full disk. mails.txt holds every morning. Usage: mails.py [--update] PROGRAM

Cron mails what a run prints, on either stream; what is not printed is not mailed.
"""
import difflib
import json
import os
import pathlib
import resource
import subprocess
import sys

from logs import EMPTY_HOME, UNCOUNTED, Sandbox, audit, success

GOLDEN = pathlib.Path(__file__).with_name("mails.txt")
NIGHTS = 30


def date(night):
    return f"2026-09-{night:02d}"


def denials(night, bucket, count):
    who = f"{bucket[5:]}@acme-prod.iam.gserviceaccount.com"
    return [audit(f"{date(night)}T{4 + i:02d}:00:00Z", f"{bucket}-{night}-{i}", who, bucket) for i in range(count)]


def fine(night):
    return [success(f"{date(night)}T00:00:{i:02d}Z", f"ok-{night}-{i}") for i in range(3)]


def accepted(expires):
    return json.dumps({"schema": "whydenied.ignore/1", "suppressions": [
        {"resource": "*acme-known*", "reason": "the vendor's scanner", "owner": "ops", "expires": expires}]})


def prepare(box, night):
    """The folder as that night finds it; what is special about it."""
    day = f"logs/{date(night)}.ndjson"
    records = fine(night)
    if night == 15 or night == 16 or night == 17:
        return "the export has stopped"
    if night >= 3:
        records += denials(night, "acme-known", 1)  # accepted until the 20th
    if 5 <= night <= 8:
        records += denials(night, "acme-batch", 2)
    if night == 23:
        records += denials(night, "acme-batch", 1)
    box.write(day, records)
    if night == 10:
        box.write(f"logs/{date(9)}.ndjson", fine(9) + denials(9, "acme-late", 1))
        return "the file of the night before was written anew, with a denial that is news"
    if night == 11:
        box.write(f"logs/{date(10)}.ndjson", fine(10) + denials(10, "acme-known", 1) + fine(10)[:1])
        return "the file of the night before has grown"
    if night == 12:
        whole = pathlib.Path(box.path(f"logs/{date(11)}.ndjson"))
        whole.write_bytes(whole.read_bytes()[:-200])
        return "the file of the night before was cut"
    return {5: "a problem is new", 21: "the suppression has expired", 23: "a problem is back", 26: "the disk is full"}.get(night, "")


def run(box, night):
    arguments = ["nightly", "--db", "denials.db", "--quiet-if-nothing-new", "--expect-input", "36", "--detail", "low",
                 "--ignore", "accepted.json", "--no-user-patterns", "--now", f"{date(night)}T23:30:00Z", "logs"]

    def full():
        if night == 26:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    environment = {**EMPTY_HOME, **(UNCOUNTED if night == 26 else {})}
    done = subprocess.run([box.program, *arguments], cwd=box.folder, env=environment, capture_output=True, preexec_fn=full, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def month(program):
    lines = []
    with Sandbox(program) as box:
        os.makedirs(box.path("logs"))
        pathlib.Path(box.path("accepted.json")).write_text(accepted("2026-09-20"), encoding="utf-8")
        for night in range(1, NIGHTS + 1):
            special = prepare(box, night)
            status, mail = run(box, night)
            lines.append(f"=== {date(night)}{': ' + special if special else ''}; exit {status}{'' if mail else '; no mail'}")
            lines += mail.splitlines()
    return "\n".join(lines) + "\n"


def main():
    update = "--update" in sys.argv
    got = month(sys.argv[-1])
    if update:
        GOLDEN.write_text(got, encoding="utf-8")
    wanted = GOLDEN.read_text(encoding="utf-8")
    if got != wanted:
        print("mails: FAILED", *list(difflib.unified_diff(wanted.splitlines(), got.splitlines(), "wanted", "got", lineterm=""))[:60], sep="\n")
        sys.exit(1)
    print(f"mails: {NIGHTS} mornings, {got.count('no mail')} without a mail")


main()
