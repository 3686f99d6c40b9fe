#!/usr/bin/env python3
"""kill -9 at random moments, then a clean run: every table is what an undisturbed run leaves behind.
KILLS=200 for a longer test."""
import os
import random
import sys
import time

from logs import Sandbox, audit, difference, dump, success

NIGHTS = 5
KILLS = int(os.environ.get("KILLS", "20"))


def write_night(box, night):
    day = f"2026-09-{night:02d}"
    records = []
    for i in range(6000):
        when = f"{day}T{i % 24:02d}:{i % 60:02d}:00Z"
        if i % 5:
            records.append(success(when, f"ok-{night}-{i}"))
        else:
            records.append(audit(when, f"d-{night}-{i}", f"u{i % 40}@acme-prod.iam.gserviceaccount.com",
                                 f"acme-{i % 7 + night}"))
    return [box.write(f"logs/{day}-{part}.ndjson", records[part::4]) for part in range(4)]


def undisturbed(box, files):
    """The dump after each night, and how long the last run took."""
    dumps, taken = [], 0.0
    for night in files:
        begin = time.monotonic()
        box.nightly(*night)
        taken = time.monotonic() - begin
        dumps.append(dump(box.db))
    return dumps, taken


def kill_once(box, files, after):
    process = box.start("nightly", "--db", box.db, *files)
    time.sleep(after)
    process.kill()
    process.communicate()
    return process.returncode == -9


def main(program):
    rng = random.Random(20260901)
    with Sandbox(program) as box:
        files = [write_night(box, night) for night in range(1, NIGHTS + 1)]
        want, taken = undisturbed(box, files)
        box.db = box.path("disturbed.db")
        hit = journals = 0
        for night, expected in zip(files, want):
            for _ in range(KILLS // NIGHTS):
                hit += kill_once(box, night, rng.uniform(0.2, 1.05) * taken)
                journals += os.path.exists(box.db + "-journal")
            box.nightly(*night)
            changed = difference(expected, dump(box.db))
            assert not changed, changed
    print(f"kill: {hit} of {KILLS} runs were killed, {journals} with a journal left; a clean run made up "
          "for each")


if __name__ == "__main__":
    main(sys.argv[1])
