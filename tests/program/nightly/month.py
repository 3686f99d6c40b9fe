#!/usr/bin/env python3
"""A month of nights with incidents that appear, grow, are fixed and return. Each night's report must say
what was planted; running any night again, in any order of files, must change nothing."""
import random
import statistics
import sys

from logs import DATA, Sandbox, audit, by_bucket, difference, dump, grant, success

NIGHTS = 30
QUIET = 3

# bucket -> {night: denials}
PLANTED = {
    "acme-steady": {n: 4 for n in range(1, 31)},
    "acme-growing": {n: 2 if n < 15 else 12 for n in range(5, 27)},
    "acme-fixed": {n: 5 for n in range(3, 9)},
    "acme-returning": {**{n: 3 for n in range(2, 5)}, 12: 3, 13: 1, 22: 2},
    "acme-still": {n: 2 for n in range(10, 31)},
    "acme-once": {20: 1},
    "acme-every-other": {n: 6 for n in range(1, 31, 2)},
    "acme-last": {30: 120},
}
# bucket -> (night, hour) of a grant
GRANTS = {"acme-fixed": (8, 21), "acme-still": (12, 3)}


def principal(bucket):
    return f"{bucket[5:]}@acme-prod.iam.gserviceaccount.com"


def date(night):
    return f"2026-09-{night:02d}"


def records_of(night):
    records = [success(f"{date(night)}T00:00:{i:02d}Z", f"ok-{night}-{i}") for i in range(5)]
    for bucket, nights in PLANTED.items():
        for i in range(nights.get(night, 0)):
            time = f"{date(night)}T{4 + i % 14:02d}:{i % 60:02d}:07Z"
            records.append(audit(time, f"{bucket}-{night}-{i}", principal(bucket), bucket))
    for bucket, (when, hour) in GRANTS.items():
        if when == night:
            records.append(grant(f"{date(night)}T{hour:02d}:00:00Z", f"grant-{bucket}",
                                 principal(bucket), bucket))
    return records


def write_night(box, night):
    """Three files; a third of the records is delivered twice."""
    records = records_of(night)
    rng = random.Random(night)
    rng.shuffle(records)
    third = len(records) // 3
    return [box.write(f"logs/{date(night)}/a.ndjson", records[:2 * third]),
            box.write(f"logs/{date(night)}/b.ndjson.gz", records[third:]),
            box.write(f"logs/{date(night)}/c.ndjson", records[:2])]


def expected(bucket, night):
    """What the report of a night must say of a bucket; None if it must not list it."""
    seen = {n: c for n, c in PLANTED[bucket].items() if n <= night}
    if not seen:
        return None
    nights = sorted(seen)
    first, last = nights[0], nights[-1]
    if last == night:
        earlier = nights[:-1]
        if not earlier:
            status = "new"
        elif night - earlier[-1] - 1 >= QUIET:
            status = "back"
        elif seen[night] >= 3 * statistics.median(seen[n] for n in earlier):
            status = "growing"
        else:
            status = "ongoing"
    elif night - last < QUIET:
        return None
    else:
        status = "fixed" if bucket in GRANTS and GRANTS[bucket][0] >= last else "quiet"
    return {"status": status, "count": seen.get(night, 0), "first_night": date(first),
            "nights": len(nights),
            "trend": [seen.get(night - 29 + i, 0) for i in range(30)]}


def check_night(report, night):
    listed = by_bucket(report)
    for bucket in PLANTED:
        want, got = expected(bucket, night), listed.get(bucket)
        if want is None:
            assert got is None, f"night {night}: {bucket} must not be listed"
            continue
        assert got, f"night {night}: {bucket} is missing"
        said = {**{k: got[k] for k in ("status", "count", "first_night", "nights")},
                "trend": got["trend"]["counts"]}
        assert said == want, f"night {night}: {bucket}: {said}, not {want}"
    assert len(listed) == sum(expected(b, night) is not None for b in PLANTED)
    denials = sum(n.get(night, 0) for n in PLANTED.values())
    assert report["totals"]["denials"] == denials, f"night {night}: {report['totals']}"
    check_notes(listed, night)


def check_notes(listed, night):
    fixed, still = listed.get("acme-fixed"), listed.get("acme-still")
    if fixed and fixed["status"] == "fixed":
        assert fixed["granted"]["role"] == "roles/storage.objectViewer"
        assert fixed["granted"]["actor"] == "admin@example.com"
        assert any("admin@example.com" in note for note in fixed["notes"])
    if still and night >= 13:
        assert any("still denied" in note for note in still["notes"]), still["notes"]


def main(program):
    with Sandbox(program) as box:
        files, rng = [], random.Random(1)
        for night in range(1, NIGHTS + 1):
            files += write_night(box, night)
            order = files[:]
            rng.shuffle(order)
            check_night(box.nightly(*order), night)
            before = dump(box.db)
            again = rng.sample(files, rng.randint(1, len(files)))
            check_night(box.nightly("--night", date(night), *again), night)
            changed = difference(before, dump(box.db))
            assert not changed, f"night {night}, run again: {changed}"
        for night in (1, 8, 15, 22, 30):
            check_night(box.report("--night", date(night)), night)
        incremental = dump(box.db, DATA)
        box.db = box.path("at-once.db")
        rng.shuffle(files)
        box.nightly(*files)
        changed = difference(incremental, dump(box.db, DATA))
        assert not changed, f"all at once: {changed}"
    print(f"month: {NIGHTS} nights say what was planted, run again they change nothing")


if __name__ == "__main__":
    main(sys.argv[1])
