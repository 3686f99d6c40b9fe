#!/usr/bin/env python3
"""The same records in every carrier must give the same incidents. All JSON records of corpus.jsonl go
through the program as lines, a pretty array, gzipped, as YAML documents, in Pub/Sub envelopes, with letters
escaped, with odd spacing and key order, and behind a text prefix. Usage: carriers.py PROGRAM
"""
import base64
import gzip
import json
import pathlib
import random
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent


def analyse(program, data):
    done = subprocess.run([program, "--format", "json", "--quiet", "--no-user-patterns", "--now",
                           "2026-10-04T00:00:00Z"], input=data, capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"exit {done.returncode}: {done.stderr.decode()[:500]}")
    return json.loads(done.stdout)


def essence(report):
    """What must be equal: every incident with its facts; no places, no times of day."""
    rows = {}
    for i in report["incidents"]:
        rows[i["fingerprint"]] = (i["rule"], i["cause"], i["system"], i["count"], i["principal"]["id"],
                                  tuple(i["permissions"]), i["resource"]["name"], i["first"], i["last"])
    counts = {k: report["totals"][k] for k in ("denials", "matched", "unmatched", "lookalikes",
                                               "not_enforced", "policy_changes", "duplicates")}
    return rows, counts


def yaml(value, indent=0):
    """Block style as gcloud prints it: keys sorted, list items at their parent's indent."""
    pad = "  " * indent
    if isinstance(value, dict) and value:
        lines = []
        for key in sorted(value):
            plain = key[0].isalpha() and all(c.isalnum() or c in "._-/" for c in key)
            lines += yaml_entry(f"{pad}{key if plain else scalar(key)}:", value[key], indent)
        return lines
    return [pad + scalar(value)]


def yaml_entry(head, value, indent):
    if isinstance(value, dict) and value:
        return [head, *yaml(value, indent + 1)]
    if isinstance(value, list) and value:
        lines = [head]
        for item in value:
            if isinstance(item, dict) and item:
                inner = yaml(item, indent + 1)
                lines += ["  " * indent + "- " + inner[0].lstrip(), *inner[1:]]
            else:
                lines.append("  " * indent + "- " + scalar(item))
        return lines
    return [f"{head} {scalar(value)}"]


def scalar(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if value in ({}, [], None):
        return {"{}": "{}", "[]": "[]", "None": "null"}[str(value)]
    if any(c in value for c in "\n\t\"\\"):
        return json.dumps(value, ensure_ascii=False)
    return "'" + value.replace("'", "''") + "'"


def escaped(record):
    """Every third letter of every string as \\u00XX."""
    text = json.dumps(record, ensure_ascii=False)
    out, inside, previous = [], False, ""
    for n, c in enumerate(text):
        if c == '"' and previous != "\\":
            inside = not inside
        plain = inside and c.isascii() and c.isalpha() and previous != "\\" and "\\u" not in text[max(0, n - 5):n]
        out.append(f"\\u{ord(c):04x}" if plain and n % 3 == 0 else c)
        previous = "" if previous == "\\" and c == "\\" else c
    return "".join(out)


def shuffled(value, dice):
    if isinstance(value, dict):
        keys = list(value)
        dice.shuffle(keys)
        return {k: shuffled(value[k], dice) for k in keys}
    if isinstance(value, list):
        return [shuffled(v, dice) for v in value]
    return value


def envelope(record, n):
    data = base64.b64encode(json.dumps(record, ensure_ascii=False).encode()).decode()
    return {"message": {"attributes": {}, "data": data, "messageId": str(n)}, "subscription": "projects/acme-lab/subscriptions/s"}


def carriers(records):
    def lines(texts):
        return ("\n".join(texts) + "\n").encode()

    dice = random.Random(5)
    plain = lines(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records)
    yield "a line each", plain
    yield "a pretty array", json.dumps(records, indent=2, ensure_ascii=False).encode()
    yield "gzipped, two members", gzip.compress(plain[: len(plain) // 2]) + gzip.compress(plain[len(plain) // 2:])
    yield "YAML documents", "".join("---\n" + "\n".join(yaml(r)) + "\n" for r in records).encode()
    yield "Pub/Sub envelopes", lines(json.dumps(envelope(r, n)) for n, r in enumerate(records))
    yield "escaped letters", lines(escaped(r) for r in records)
    yield "odd spacing and order", lines(json.dumps(shuffled(r, dice), ensure_ascii=False, separators=(" , ", " :  ")) for r in records)
    yield "behind a text prefix", lines(f"2026-10-03 10:00:00 exporter[12] {json.dumps(r, ensure_ascii=False)}" for r in records)
    yield "a page of entries", json.dumps({"entries": records, "nextPageToken": "x"}).encode()


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    rows = [json.loads(l) for l in (here / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    records = [r["record"] for r in rows if isinstance(r["record"], dict)]
    wanted, passed, failed = None, 0, 0
    for name, data in carriers(records):
        got = essence(analyse(program, data))
        wanted = wanted or got
        if got == wanted:
            passed += 1
            continue
        failed += 1
        print(f"FAILED {name}: {got[1]} instead of {wanted[1]}")
        for key in sorted(set(wanted[0]) ^ set(got[0])):
            print("  only", "first:" if key in wanted[0] else "here: ", (wanted[0].get(key) or got[0].get(key)))
        for key in sorted(set(wanted[0]) & set(got[0])):
            if wanted[0][key] != got[0][key]:
                print("  differs", wanted[0][key], got[0][key])
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
