#!/usr/bin/env python3
"""What `nightly` promises of files, databases, exits and suppressions: one function a promise."""
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import time

from logs import DATA, UNCOUNTED, Sandbox, audit, by_bucket, difference, dump, success

WHO = "ci@acme-prod.iam.gserviceaccount.com"


def denials(night, count, bucket="acme-data", start=0):
    return [audit(f"2026-09-{night:02d}T{i % 24:02d}:00:00Z", f"{bucket}-{night}-{i}", WHO, bucket)
            for i in range(start, start + count)]


def count_of(report, bucket="acme-data"):
    return by_bucket(report)[bucket]["count"]


# ---- inputs ---------------------------------------------------------------------------------------

def renamed_and_recompressed_files_are_the_same_input(box):
    path = box.write("logs/a.ndjson", denials(1, 5))
    box.nightly(path)
    before = dump(box.db, DATA)
    os.rename(path, box.path("logs/b.ndjson"))
    assert count_of(box.nightly(box.path("logs"))) == 5
    with open(box.path("logs/b.ndjson"), "rb") as plain, open(box.path("logs/b.ndjson.gz"), "wb") as packed:
        packed.write(gzip.compress(plain.read()))
    os.remove(box.path("logs/b.ndjson"))
    assert count_of(box.nightly(box.path("logs"))) == 5
    assert not difference(before, dump(box.db, DATA))


def a_grown_file_replaces_what_it_contributed_before(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.nightly(path)
    box.write("a.ndjson", denials(1, 5) + denials(2, 3))
    report = box.nightly(path)
    assert count_of(report) == 3 and by_bucket(report)["acme-data"]["nights"] == 2
    assert count_of(box.report("--last", "7d")) == 8


def rewritten(report, name="a.ndjson"):
    """What the report says that the file is to its former self."""
    return next(i.get("rewritten") for i in report["inputs"] if i["name"].endswith(name))


def the_report_says_that_a_file_has_grown(box):
    path = box.write("a.ndjson", denials(1, 5))
    assert rewritten(box.nightly(path)) is None
    box.write("a.ndjson", denials(1, 5) + denials(2, 3))
    assert rewritten(box.nightly(path)) == "grown"


def another_file_under_the_same_name_takes_nothing_from_earlier_nights(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.nightly(path)
    box.write("a.ndjson", denials(2, 3, "acme-other"))
    report = box.nightly(path)
    assert rewritten(report) == "another" and count_of(report, "acme-other") == 3
    assert count_of(box.report("--night", "2026-09-01")) == 5
    box.write("a.ndjson", denials(1, 5))  # the former once more: known, and still there once
    assert rewritten(box.nightly(path)) == "another"
    assert count_of(box.report("--night", "2026-09-01")) == 5


def a_file_that_was_cut_takes_nothing_from_earlier_nights(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.nightly(path)
    box.write("a.ndjson", denials(1, 2))
    report = box.nightly(path)
    assert rewritten(report) == "cut" and count_of(report) == 5
    box.write("a.ndjson", [])
    assert rewritten(box.nightly(path)) == "cut"
    assert count_of(box.report("--night", "2026-09-01")) == 5


def a_file_with_a_hole_takes_nothing_from_earlier_nights(box):
    path = box.write("a.ndjson", denials(1, 90))
    with open(path, "rb") as file:
        whole = file.read()
    box.nightly(path)
    with open(path, "wb") as file:
        file.write(whole[:70000] + bytes(2000) + whole[72000:])
    report = box.nightly("--night", "2026-09-01", path, expect=None)
    entry = next(i for i in report["inputs"] if i["name"].endswith("a.ndjson"))
    assert entry["rewritten"] == "inside" and entry["rewritten_at"] == 65536, entry
    # The broken record lost its caller, a part of what it is known by: what is left of it is told once more.
    assert count_of(report) == 90 + 1, count_of(report)


def a_file_that_was_damaged_is_replaced_when_it_is_whole(box):
    whole = gzip.compress("".join(json.dumps(r) + "\n" for r in denials(1, 400)).encode())
    path = box.path("a.ndjson.gz")
    with open(path, "wb") as file:
        file.write(whole[:len(whole) // 2] + bytes(200) + whole[len(whole) // 2:])
    box.nightly(path, expect=3)
    with open(path, "wb") as file:
        file.write(whole)
    report = box.nightly(path)
    assert rewritten(report, "a.ndjson.gz") in ("grown", "mended") and count_of(report) == 400


def a_crowd_that_goes_on_in_a_larger_one_is_not_quiet(box):
    def crowd(night):
        return [audit(f"2026-09-{night:02d}T10:00:{i % 60:02d}Z", f"crowd-{night}-{i}", f"job-{i}@acme-prod.iam.gserviceaccount.com", "acme-data")
                for i in range(70)]
    def many(night):
        return [audit(f"2026-09-{night:02d}T11:00:00Z", f"many-{night}-{i}", WHO, f"acme-{i}") for i in range(300)]
    alone = box.nightly(box.write("1.ndjson", crowd(1)))
    assert [i["count"] for i in alone["incidents"]] == [70]
    for night in (2, 3, 4, 5):
        report = box.nightly(box.write(f"{night}.ndjson", crowd(night) + many(night)))
        assert [i["count"] for i in report["incidents"]] == [370], [(i["count"], i["status"]) for i in report["incidents"]]


def what_an_input_left_out_is_told_of_its_night_by_every_run(box):
    path = box.write("a.ndjson", denials(1, 5))
    with open(path, "a", encoding="utf-8") as file:
        file.write('{"severity":\n' + json.dumps(denials(1, 1, "acme-data", 5)[0]) + "\n")
    box.nightly(path, expect=3)
    for report in (box.nightly(path, expect=3), box.report(expect=3)):
        assert report["complete"] is False and "1 input of these nights could not be read whole" in report["notes"], report["notes"]
    later = box.nightly(path, box.write("b.ndjson", denials(2, 3)))
    assert later["complete"] is True and later["night"]["from"] == "2026-09-02"
    assert box.report("--last", "7d", expect=3)["complete"] is False


def what_says_nothing_is_told_by_every_run(box):
    path = box.write("logs/a.ndjson", denials(1, 5))
    with open(box.path("logs/zeros"), "wb") as file:
        file.write(bytes(5000))
    for _ in range(2):
        report = box.nightly(os.path.dirname(path), expect=3)
        assert report["complete"] is False and count_of(report) == 5


def the_text_says_what_became_of_a_file_and_nobody_is_mailed_for_it(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.nightly(path)
    box.write("a.ndjson", denials(1, 5, "acme-data")[:2])
    quiet, told, _ = box.run("nightly", "--db", box.db, "--now", "2026-09-02T03:00:00Z", "--quiet-if-nothing-new", path)
    assert quiet == told == "", (quiet, told)
    box.write("a.ndjson", denials(2, 1, "acme-other"))
    loud, heard, _ = box.run("nightly", "--db", box.db, "--now", "2026-09-03T03:00:00Z", "--quiet-if-nothing-new", path)
    assert "another file under this name" in " ".join(loud.split()) and heard == "", (loud, heard)


def a_file_that_is_rotated_keeps_what_it_contributed(box):
    path = box.write("app.log", denials(1, 5))
    box.nightly(path)
    os.rename(path, box.path("app.log.1"))
    box.write("app.log", denials(2, 1, "acme-other"))
    report = box.nightly("--night", "2026-09-01", path, box.path("app.log.1"))
    assert count_of(report) == 5


def the_same_denial_in_two_files_counts_once(box):
    report = box.nightly(box.write("a.ndjson", denials(1, 5)),
                         box.write("b.ndjson", denials(1, 4, start=3)))
    assert count_of(report) == 7 and report["totals"]["duplicates"] == 2


def a_file_cut_off_is_read_again(box):
    whole = gzip.compress("".join(json.dumps(r) + "\n" for r in denials(1, 400)).encode())
    path = box.path("a.ndjson.gz")
    with open(path, "wb") as file:
        file.write(whole[:len(whole) // 2])
    half = count_of(box.nightly(path, expect=3))
    assert 0 < half < 400
    assert count_of(box.nightly(path, expect=3)) == half
    with open(path, "wb") as file:
        file.write(whole)
    assert count_of(box.nightly(path)) == 400


def an_unreadable_file_keeps_what_it_contributed(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.nightly(path)
    os.remove(path)
    assert count_of(box.nightly(path, expect=3)) == 5


def known_files_are_not_decoded_again(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.nightly(path)
    assert box.nightly(path)["inputs"] == []


def standard_input_is_known_by_its_bytes(box):
    data = "".join(json.dumps(r) + "\n" for r in denials(1, 5)).encode()
    for _ in range(2):
        out, _, _ = box.run("nightly", "--db", box.db, "--format", "json", "-", stdin=data)
        assert count_of(json.loads(out)) == 5


def text_without_times_belongs_to_the_night_that_is_told(box):
    path = box.path("build.log")
    with open(path, "w", encoding="utf-8") as file:
        file.write('denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource '
                   '"projects/acme-prod/locations/us/repositories/images" (or it may not exist)\n')
    report = box.nightly("--night", "2026-09-05", path)
    assert report["night"] == {"from": "2026-09-05", "to": "2026-09-05"}
    assert report["incidents"][0]["first_night"] == "2026-09-05"


def a_year_in_one_file_makes_a_year_of_nights(box):
    records = [audit(f"{2025 + m // 12}-{m % 12 + 1:02d}-{d:02d}T01:00:00Z", f"y-{m}-{d}", WHO, "acme-data")
               for m in range(12) for d in range(1, 29)]
    report = box.nightly("--now", "2026-01-01", box.write("year.ndjson", records))
    assert by_bucket(report)["acme-data"]["nights"] == 12 * 28
    assert sqlite3.connect(box.db).execute("SELECT count(*) FROM night").fetchone() == (336,)


# ---- runs ------------------------------------------------------------------------------------------

def a_report_that_could_not_be_written_is_news_the_next_time(box):
    path = box.write("a.ndjson", denials(1, 5))
    box.run("nightly", "--db", box.db, "-o", "no/such/folder/x.json", path, expect=4)
    assert by_bucket(box.nightly("--quiet-if-nothing-new", path))["acme-data"]["status"] == "new"
    assert box.nightly("--quiet-if-nothing-new", path) is None


def nothing_new_is_quiet_and_ends_with_0(box):
    path = box.write("a.ndjson", denials(1, 5))
    assert box.nightly("--quiet-if-nothing-new", "--fail-on", "new", path, expect=1)
    out, err, _ = box.run("nightly", "--db", box.db, "--quiet-if-nothing-new", "--fail-on", "new", path)
    assert (out, err) == ("", "")
    box.write("b.ndjson", denials(2, 5))
    assert box.nightly("--quiet-if-nothing-new", "--fail-on", "new", path, box.path("b.ndjson")) is None


def a_quiet_night_writes_its_files(box):
    path, metrics, page = box.write("a.ndjson", denials(1, 5)), box.path("night.prom"), box.path("night.html")
    box.nightly(path)
    out, _, _ = box.run("nightly", "--db", box.db, "--quiet-if-nothing-new", "-o", metrics, "-o", page, "-o", "-",
                        "--format", "openmetrics", path)
    assert out == "" and "whydenied_complete 1" in open(metrics).read()
    assert [os.stat(name).st_mode & 0o777 for name in (metrics, page)] == [0o644, 0o600]
    box.run("nightly", "--db", box.db, "--mode", "0640", "-o", page, path)
    assert os.stat(page).st_mode & 0o777 == 0o640
    for mode in ("0777", "0444", "rw", "06440"):
        box.run("nightly", "--db", box.db, "--mode", mode, "-o", page, path, expect=2)


def a_run_is_dated_by_now(box):
    box.nightly("--now", "2026-09-02T03:00:00Z", box.write("a.ndjson", denials(1, 5)))
    at = sqlite3.connect(box.db).execute("SELECT at FROM run").fetchone()[0]
    assert at // 10**9 == 1788318000, at


def a_night_that_is_not_stored_is_no_clean_night(box):
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    _, err, _ = box.run("report", "--db", box.db, "--night", "2026-09-07", expect=2)
    assert "no night 2026-09-07 is stored" in err
    box.run("report", "--db", box.db, "--night", "2026-09-01")


def fail_on_back_fails_for_what_returns(box):
    paths = [box.write("a.ndjson", denials(1, 5))]
    box.nightly("--fail-on", "back", *paths)
    for day in range(2, 8):
        paths.append(box.write(f"{day}.ndjson", denials(day, 1, "acme-other")))
        box.nightly("--fail-on", "back", *paths)
    paths.append(box.write("z.ndjson", denials(8, 5)))
    box.nightly("--fail-on", "back", *paths, expect=1)


def fail_on_new_fails_for_new_incidents_only(box):
    a, b = box.write("a.ndjson", denials(1, 5)), box.write("b.ndjson", denials(2, 5))
    box.nightly("--fail-on", "new", a, expect=1)
    box.nightly("--fail-on", "new", a, b, expect=0)


def late_records_of_an_earlier_night_are_news(box):
    a = box.write("a.ndjson", denials(5, 5))
    box.nightly(a)
    report = box.nightly(a, box.write("late.ndjson", denials(3, 2, "acme-late")))
    late = by_bucket(report)["acme-late"]
    assert (late["status"], late["first_night"], late["count"]) == ("new", "2026-09-03", 0)


def what_an_earlier_night_says_of_its_problem_holds(box):
    """Refused and then let on the 3rd, read on the 5th, a month later, and again from the database: never a command to run."""
    worker = "app@acme-prod.iam.gserviceaccount.com"
    again = audit("2026-09-03T05:20:00Z", "ok", worker, "acme-late")
    again["protoPayload"]["status"] = {}
    again["protoPayload"]["authorizationInfo"][0]["granted"] = True
    refused = box.write("3.ndjson", [audit("2026-09-03T05:00:00Z", "no", worker, "acme-late"), again])
    later = box.write("later.ndjson", [success("2026-10-20T00:00:00Z", "s1")])
    for rest in ([box.write("5.ndjson", [success("2026-09-05T00:00:00Z", "s")])], [later]):
        os.path.exists(box.db) and os.remove(box.db)
        for report in (box.nightly(refused, *rest), box.report()):
            fixes = {r["id"]: r for r in report["remedies"]}
            first = fixes[by_bucket(report)["acme-late"]["remedies"][0]]
            assert not first["commands"] and "a later try was let through" in first["why_no_command"], first
    text, _, _ = box.run("report", "--db", box.db)
    assert "No permission denials on the night of this report." in text, text


def nobody_was_told_of_what_was_quiet_before_it_came(box):
    """A first night over old exports, with one text of today among them: all of it is new, with its fix; the next night it is quiet."""
    a, b = box.write("a.ndjson", denials(1, 2, "acme-old")), box.write("b.ndjson", denials(9, 2))
    old = by_bucket(box.nightly(a, b))["acme-old"]
    assert (old["status"], bool(old["remedies"])) == ("new", True)
    assert by_bucket(box.nightly(a, b, box.write("c.ndjson", denials(10, 2))))["acme-old"]["status"] == "quiet"


def one_record_from_the_future_does_not_move_the_report(box):
    report = box.nightly("--now", "2026-09-02T03:00:00Z", box.write("a.ndjson", denials(1, 5)
                         + [audit("2099-01-01T00:00:00Z", "odd", WHO, "acme-odd")]))
    assert report["night"]["to"] == "2026-09-01"


def old_nights_are_forgotten_but_not_when_it_began(box):
    files = [box.write(f"{n}.ndjson", denials(n, 2) + denials(1, 1, "acme-old") * (n == 1))
             for n in range(1, 11)]
    for last in range(1, 11):
        report = box.nightly("--keep", "4d", *files[:last])
    data = by_bucket(report)["acme-data"]
    assert (data["first_night"], data["nights"], data["status"]) == ("2026-09-01", 10, "ongoing")
    connection = sqlite3.connect(box.db)
    for table in ("night", "night_state", "incident", "contribution", "remedy"):
        low, = connection.execute(f"SELECT min(night) FROM {table}").fetchone()
        high, = connection.execute("SELECT max(night) FROM night").fetchone()
        assert high - low == 3, table
    assert connection.execute("SELECT count(*) FROM known").fetchone() == (1,)


# ---- the file of the database ------------------------------------------------------------------------

def refused(box, words, path=None):
    before = open(box.db, "rb").read()
    for command in (["nightly", "--db", box.db, path or box.write("z.ndjson", denials(9, 1))],
                    ["report", "--db", box.db]):
        out, err, _ = box.run(*command, expect=2)
        assert not out and words in err, err
    assert open(box.db, "rb").read() == before


def a_database_of_a_newer_version_is_refused(box):
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    connection = sqlite3.connect(box.db)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    refused(box, "newer")


def a_database_of_an_impossible_version_is_refused(box):
    """It chose the statements that bring an old database up to date: a negative one read past their list."""
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    for version in (-1, -16777218):
        connection = sqlite3.connect(box.db)
        connection.execute(f"PRAGMA user_version={version}")
        connection.close()
        refused(box, "damaged")


def a_damaged_database_is_refused(box):
    box.nightly(box.write("a.ndjson", denials(1, 400)))
    size = os.path.getsize(box.db)
    with open(box.db, "r+b") as file:
        for page in range(4096, size, 4096):
            file.seek(page)
            file.write(b"\xff" * 300)
    refused(box, "damaged")


def a_database_cut_short_is_refused(box):
    box.nightly(box.write("a.ndjson", denials(1, 400)))
    os.truncate(box.db, os.path.getsize(box.db) // 2 + 77)
    refused(box, "damaged")


def another_file_is_refused(box):
    with open(box.db, "w", encoding="utf-8") as file:
        file.write("this is not a database, but somebody's notes\n" * 100)
    refused(box, "is no database")


def another_database_is_refused(box):
    connection = sqlite3.connect(box.db)
    connection.execute("CREATE TABLE mine(x)")
    connection.close()
    refused(box, "not of whydenied")


def a_database_that_everybody_may_write_is_refused(box):
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    os.chmod(box.db, 0o666)
    refused(box, "everybody")


def the_database_is_for_its_owner_only(box):
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    assert os.stat(box.db).st_mode & 0o077 == 0


def of_two_runs_at_once_the_second_says_so(box):
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    first = box.start("nightly", "--db", box.db, "-", stdin=subprocess.PIPE)
    for _ in range(500):  # until it holds the database
        time.sleep(0.02)
        connection = sqlite3.connect(box.db, timeout=0)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            break
        finally:
            connection.close()
    _, err, _ = box.run("nightly", "--db", box.db, box.path("a.ndjson"), expect=2)
    assert "another run" in err, err
    assert box.report()["incidents"]
    first.communicate(b"")
    box.nightly(box.path("a.ndjson"))


# ---- reports ---------------------------------------------------------------------------------------

def report_draws_any_night_in_every_format(box):
    for night in (1, 2, 3):
        box.nightly(box.write(f"{night}.ndjson", denials(night, night)))
    assert count_of(box.report("--night", "2026-09-02")) == 2
    assert count_of(box.report("--night", "2026-09-03", "--last", "3d")) == 6
    assert [n["denials"] for n in box.report()["nights"]] == [1, 2, 3]
    for name in ("text", "ndjson", "markdown", "html", "csv", "openmetrics"):
        out, _, _ = box.run("report", "--db", box.db, "--format", name)
        assert out, name


def report_does_not_change_the_database(box):
    box.nightly(box.write("a.ndjson", denials(1, 5)))
    before = open(box.db, "rb").read()
    box.report()
    assert open(box.db, "rb").read() == before


# ---- suppressions ------------------------------------------------------------------------------------

def ignore(box, *entries, **top):
    path = box.path("ignore.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"suppressions": list(entries), **top}, file)
    return path


GOOD = {"reason": "known, moving next month", "owner": "platform", "expires": "2027-12-31"}


def suppressed_incidents_are_counted_and_listed_apart(box):
    path = box.write("a.ndjson", denials(1, 5) + denials(1, 2, "acme-other"))
    rules = ignore(box, {"resource": "*/acme-da*", **GOOD}, {"principal": "nobody@*", **GOOD},
                   {"rule": "gcp.*", **GOOD, "expires": "2026-01-01"})
    report = box.nightly("--now", "2026-09-02", "--ignore", rules, path)
    assert list(by_bucket(report)) == ["acme-other"]
    assert report["totals"]["denials"] == 7
    assert [(s["state"], s["incidents"], s["denials"]) for s in report["suppressed"]] == \
        [("active", 1, 5), ("unused", 0, 0), ("expired", 0, 0)]
    assert len(by_bucket(box.nightly(path))) == 2


def suppressed_incidents_fail_nothing_and_are_no_news(box):
    path = box.write("a.ndjson", denials(1, 5))
    name = box.nightly(path)["incidents"][0]["fingerprint"]
    box.db = box.path("other.db")
    rules = ignore(box, {"fingerprint": name, **GOOD})
    assert box.nightly("--ignore", rules, "--fail-on", "any", "--quiet-if-nothing-new", path) is None


def a_suppression_that_ends_is_news_once_and_by_name(box):
    path = box.write("a.ndjson", denials(1, 5))
    rules = ignore(box, {"resource": "*/acme-da*", **GOOD, "expires": "2026-09-03"})
    night = ("nightly", "--db", box.db, "--quiet-if-nothing-new", "--ignore", rules, path)
    box.run(*night, "--now", "2026-09-02T03:00:00Z")
    assert box.run(*night, "--now", "2026-09-03T03:00:00Z")[:2] == ("", "")
    out, err, _ = box.run(*night, "--now", "2026-09-04T03:00:00Z")
    assert out and "suppression of resource */acme-da* (platform): expired on 2026-09-03" in err, err
    assert box.run(*night, "--now", "2026-09-05T03:00:00Z")[:2] == ("", "")


def a_suppression_that_matches_nothing_is_told_once_and_by_name(box):
    path = box.write("a.ndjson", denials(1, 5))
    rules = ignore(box, {"principal": "nobody@*", **GOOD})
    night = ("nightly", "--db", box.db, "--quiet-if-nothing-new", "--ignore", rules, path)
    out, err, _ = box.run(*night)
    assert out and "suppression of principal nobody@* (platform): matches nothing" in err, err
    assert box.run(*night)[:2] == ("", "")
    box.run(*night[:-1], box.write("b.ndjson", denials(2, 1, "acme-two")))
    ignore(box, {"principal": "nobody@*", **GOOD}, {"rule": "gcp.none", **GOOD})
    _, err, _ = box.run(*night)
    assert "rule gcp.none" in err and "nobody" not in err, err


def a_wrong_suppression_file_is_an_error(box):
    path = box.write("a.ndjson", denials(1, 5))
    for entry, words in (({**GOOD}, "needs a fingerprint"),
                         ({"rule": "x", **GOOD, "expires": "soon"}, "date"),
                         ({"rule": "x", **GOOD, "expires": "2026-02-30"}, "date"),
                         ({"rule": "x", "owner": "me", "expires": "2027-01-01"}, "reason"),
                         ({"rule": "x", **GOOD, "until": "x"}, "unknown key"),
                         ({"fingerprint": "12", **GOOD}, "16 hex"),
                         ({"rule": "", **GOOD}, "says something")):
        _, err, _ = box.run("nightly", "--db", box.db, "--ignore", ignore(box, entry), path, expect=2)
        assert words in err, (entry, err)
    _, err, _ = box.run("nightly", "--db", box.db, "--ignore", ignore(box, more=1), path, expect=2)
    assert "unknown key" in err
    assert not os.path.exists(box.db)


def analyze_suppresses_too(box):
    path = box.write("a.ndjson", denials(1, 5))
    rules = ignore(box, {"rule": "gcp.*", **GOOD})
    out, _, _ = box.run("--ignore", rules, "--fail-on", "any", "--format", "json", path)
    report = json.loads(out)
    assert report["incidents"] == [] and report["suppressed"][0]["denials"] == 5


def a_stored_problem_is_explained_by_its_fingerprint(box):
    name = box.nightly(box.write("a.ndjson", denials(1, 5)))["incidents"][0]["fingerprint"]
    box.nightly(box.write("b.ndjson", denials(3, 2, "acme-other")))
    out, _, _ = box.run("explain", "--db", box.db, "--format", "json", name)
    report = json.loads(out)
    assert [i["fingerprint"] for i in report["incidents"]] == [name] and report["incidents"][0]["count"] == 5
    assert name in box.run("explain", "--db", box.db, name)[0]
    for word in ("0123456789abcdef", "nonsense"):
        box.run("explain", "--db", box.db, word, expect=2)
    box.run("explain", "--db", box.db, name, name, expect=2)


def an_export_that_stopped_is_news(box):
    path = box.write("a.ndjson", denials(1, 5))
    night = ("nightly", "--db", box.db, "--quiet-if-nothing-new", "--expect-input", "26", path)
    box.run(*night, "--now", "2026-09-02T03:00:00Z")
    assert box.run(*night, "--now", "2026-09-03T03:00:00Z")[:2] == ("", "")
    out, err, _ = box.run(*night, "--now", "2026-09-04T03:00:00Z")
    assert "nothing new to read since 2026-09-02T03:00:00Z" in out and "nothing new to read" in err
    box.write("a.ndjson", denials(1, 5) + denials(3, 1))
    out, err, _ = box.run(*night, "--now", "2026-09-04T04:00:00Z")
    assert "nothing new" not in out + err


# ---- collapsed problems ------------------------------------------------------------------------------

def crowd(night, size, first=0):
    """As many accounts, each denied once on one bucket."""
    return [audit(f"2026-09-{night:02}T10:{n % 60:02}:00Z", f"k{night}-{n}",
                  f"job-{n}@acme-prod.iam.gserviceaccount.com", "acme-data")
            for n in range(first, first + size)]


def problems(report):
    return {i["principal"]["id"] or "group": i for i in report["incidents"]}


def what_goes_on_within_a_collapsed_problem_is_not_quiet(box):
    box.nightly(box.write("1.ndjson", crowd(1, 60)))
    report = box.nightly("--quiet-nights", "1", box.write("2.ndjson", crowd(2, 70)))
    group = problems(report)["group"]
    assert list(problems(report)) == ["group"], list(problems(report))
    assert group["status"] == "ongoing" and group["group"]["whole"], group["status"]
    assert group["nights"] == 2 and group["first_night"] == "2026-09-01"


def after_a_collapse_each_goes_on_under_its_own_name(box):
    box.nightly(box.write("1.ndjson", crowd(1, 70)))
    report = box.nightly("--quiet-nights", "1", box.write("2.ndjson", crowd(2, 3) + crowd(2, 1, first=90)))
    found = problems(report)
    assert "group" not in found, list(found)
    assert {i["status"] for name, i in found.items() if "job-90@" not in name} == {"ongoing"}
    assert found["job-90@acme-prod.iam.gserviceaccount.com"]["status"] == "new"


def a_collapsed_problem_whose_members_are_all_gone_is_quiet(box):
    box.nightly(box.write("1.ndjson", crowd(1, 70)))
    report = box.nightly("--quiet-nights", "1", box.write("2.ndjson", crowd(2, 2, first=200)))
    assert problems(report)["group"]["status"] == "quiet"


def one_that_a_whole_group_does_not_hold_is_quiet(box):
    box.nightly(box.write("1.ndjson", crowd(1, 1, first=500)))
    report = box.nightly("--quiet-nights", "1", box.write("2.ndjson", crowd(2, 70)))
    assert problems(report)["job-500@acme-prod.iam.gserviceaccount.com"]["status"] == "quiet"


def of_one_that_a_group_may_hold_nothing_is_said(box):
    """Of 1,500 not all are kept by name: who of the first night is not among those may go on."""
    box.nightly(box.write("1.ndjson", crowd(1, 60)))
    report = box.nightly("--quiet-nights", "1", box.write("2.ndjson", crowd(2, 1500)))
    group = problems(report)["group"]
    assert list(problems(report)) == ["group"], list(problems(report))[:3]
    assert not group["group"]["whole"] and 0 < group["group"]["problems_untold"] < 60
    assert group["status"] == "growing"
    report = box.nightly(box.write("3.ndjson", crowd(3, 60, first=1000)))
    stated = [i["status"] for i in report["incidents"]]
    notes = [i for i in report["incidents"] if any("may not be new" in n for n in i["notes"])]
    assert set(stated) == {"ongoing", "new"} and len(notes) == stated.count("new"), stated


def who_is_accepted_stays_so_within_a_group(box):
    path = box.write("1.ndjson", crowd(1, 60))
    name = problems(box.nightly(path))["job-7@acme-prod.iam.gserviceaccount.com"]["fingerprint"]
    rules = ignore(box, {"fingerprint": name, **GOOD}, {"principal": "job-8@*", **GOOD})
    report = box.nightly("--ignore", rules, box.write("2.ndjson", crowd(2, 70)))
    assert report["incidents"][0]["count"] == 68 and report["totals"]["suppressed"] == 2
    assert [(s["state"], s["denials"]) for s in report["suppressed"]] == [("active", 1), ("active", 1)]
    text = json.dumps(report["incidents"][0]["group"])
    assert "job-7@" not in text and "job-8@" not in text


def a_group_that_is_accepted_stays_so_when_it_falls_apart(box):
    name = box.nightly(box.write("1.ndjson", crowd(1, 70)))["incidents"][0]["fingerprint"]
    rules = ignore(box, {"fingerprint": name, **GOOD})
    report = box.nightly("--ignore", rules, box.write("2.ndjson", crowd(2, 3)))
    assert report["incidents"] == [] and report["totals"]["suppressed"] == 3


def a_filter_finds_one_of_a_group(box):
    path = box.write("1.ndjson", crowd(1, 70) + crowd(1, 3, first=5))
    wanted = ("--principal", "job-5@", "--format", "json")
    report = json.loads(box.run("analyze", path, *wanted)[0])
    assert [i["count"] for i in report["incidents"]] == [1] and report["totals"]["selected_out"] == 69
    report = json.loads(box.run("analyze", path, "--not-principal", "job-5@", "--format", "json")[0])
    assert [i["count"] for i in report["incidents"]] == [69]
    report = json.loads(box.run("analyze", path, "--principal", "nobody@", "--format", "json")[0])
    assert report["incidents"] == []


def a_filter_says_so_where_it_cannot_tell(box):
    path = box.write("1.ndjson", crowd(1, 1500))
    report = json.loads(box.run("analyze", path, "--principal", "job-", "--format", "json")[0])
    assert report["incidents"][0]["count"] == 1024 and any("cannot be told" in n for n in report["notes"])


def a_database_of_before_collapsed_problems_had_names_is_read(box):
    box.nightly(box.write("1.ndjson", crowd(1, 5)))
    connection = sqlite3.connect(box.db)
    connection.executescript("DROP TABLE member; ALTER TABLE input DROP COLUMN beginnings; PRAGMA user_version=2")
    connection.close()
    assert len(box.report()["incidents"]) == 5
    box.nightly(box.write("2.ndjson", crowd(2, 5)))


def a_database_that_takes_nothing_costs_nobody_the_report(box):
    path = box.write("a.ndjson", denials(1, 5))
    limited = ["sh", "-c", "trap '' XFSZ; ulimit -f 4; exec \"$@\"", "sh", box.program]
    done = subprocess.run([*limited, "nightly", "--db", box.db, "--format", "json", path], capture_output=True, text=True,
                          check=False, env={**(getattr(box, "env", None) or os.environ), **UNCOUNTED})
    assert done.returncode == 4, (done.returncode, done.stderr)
    assert json.loads(done.stdout)["totals"]["denials"] == 5 and "could not be kept" in done.stderr
    box.nightly(path)


def a_disk_that_is_gone_costs_nobody_the_report(box):
    path = box.write("a.ndjson", denials(1, 5))
    out, err, _ = box.run("nightly", "--db", box.path("gone/denials.db"), "--format", "json", path, expect=4)
    assert json.loads(out)["totals"]["denials"] == 5 and "could not be kept" in err, err
    assert not os.path.exists(box.path("gone"))


def a_disk_that_may_only_be_read_costs_nobody_the_report(box):
    """In a mount namespace of its own, where one may have that."""
    path = box.write("a.ndjson", denials(1, 5))
    os.mkdir(box.path("disk"))
    script = ("mount -t tmpfs none disk && \"$1\" nightly -q --db disk/d.db \"$2\" >/dev/null && mount -o remount,ro disk && "
              "cp \"$2\" b.ndjson && echo >>b.ndjson && exec \"$1\" nightly --db disk/d.db --format json b.ndjson")
    done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", box.program, path], cwd=box.folder, capture_output=True,
                          text=True, check=False)
    if "unshare" in done.stderr or "mount:" in done.stderr:
        print("  no mount namespace: a disk that may only be read is not tried")
        return
    assert done.returncode == 4, (done.returncode, done.stderr)
    assert json.loads(done.stdout)["totals"]["denials"] == 5 and "could not be kept" in done.stderr


def wrong_spans_and_nights_are_usage_errors(box):
    path = box.write("a.ndjson", [success("2026-09-01T00:00:00Z", "x")])
    for option in (["--night", "yesterday"], ["--keep", "long"], ["--keep", "0d"]):
        box.run("nightly", "--db", box.db, *option, path, expect=2)
    box.run("nightly", path, expect=2)
    box.run("nightly", "--db", box.db, expect=2)
    box.run("report", "--db", box.path("missing.db"), expect=2)
    assert not os.path.exists(box.db)


def main(program, wanted):
    cases = [f for name, f in globals().items() if callable(f) and getattr(f, "__code__", None)
             and f.__code__.co_varnames[:1] == ("box",) and f.__code__.co_argcount == 1
             and (not wanted or any(word in name for word in wanted))]
    failed = 0
    for case in cases:
        with Sandbox(program) as box:
            try:
                case(box)
            except Exception as error:  # pylint: disable=broad-except
                failed += 1
                print(f"  {case.__name__}: {type(error).__name__}: {error}")
    print(f"cases: {len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
