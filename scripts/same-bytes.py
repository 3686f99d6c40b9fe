#!/usr/bin/env python3
"""Do two builds say the same? Every command and format over every corpus, byte for byte; for renovations.

  same-bytes.py OLD NEW [FOLDER...]   programs of two checkouts (each finds its own packs); further folders of logs
Prints each difference, a line a call, and a sum; exit 1 if there is any.
"""
import concurrent.futures
import hashlib
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

FORMATS = "text json html markdown csv openmetrics script terraform ndjson".split()
COMMON = ["-q", "--no-user-patterns", "--now", "2026-11-28T00:00:00Z"]
root = pathlib.Path(__file__).resolve().parent.parent


def run(program, arguments, stdin=b""):
    """Status and both streams, with the program's own path taken out."""
    p = subprocess.run([program, *arguments], input=stdin, capture_output=True, cwd=root, check=False)
    return p.returncode, p.stdout, p.stderr.replace(str(pathlib.Path(program).parent).encode(), b"")


def examples(folder, program):
    """Every text and record of the rules' examples, each explained on its own."""
    packs = folder / "packs"
    subprocess.run([program, "rules", "pack", root / "patterns", "-o", packs], check=True)
    for pack in sorted(packs.glob("*.json")):
        for rule in json.loads(pack.read_text(encoding="utf-8"))["rules"]:
            for n, example in enumerate(rule.get("examples", [])):
                record = example["record"]
                path = folder / f"{rule['id']}-{n}"
                path.write_text(record if isinstance(record, str) else json.dumps(record, ensure_ascii=False), encoding="utf-8")
                yield path


def calls(corpora, singles, folder):
    for corpus, form in itertools.product(corpora, FORMATS):
        yield "analyze", ["--format", form, str(corpus)], None
    for corpus, extra in itertools.product(corpora, (["--lang", "ja"], ["--detail", "high"], ["--detail", "low"], ["--unmatched", "-"], ["-j2"])):
        yield "analyze", ["--format", "text", *extra, str(corpus)], None
    for path in singles:
        yield "explain", ["explain", "-"], path
        yield "explain", ["explain", "--format", "json", "-"], path
    for n, corpus in enumerate(corpora):
        for form in ("text", "json", "html"):
            yield "nightly", ["nightly", "--db", f"{folder}/SIDE-{n}-{form}.db", "--format", form, str(corpus)], None
    yield "rules", ["rules", "list", "--order"], None
    yield "roles", ["roles", "for", "storage.objects.get", "run.routes.invoke"], None


def differs(programs, folder, call):
    kind, arguments, path = call
    stdin = path.read_bytes() if path else b""
    seen = []
    for side, program in enumerate(programs):
        mine = [a.replace("SIDE", str(side)) for a in arguments]
        common = COMMON if kind in ("analyze", "nightly") else COMMON[1:] if kind == "explain" else COMMON[1:2] if kind == "rules" else []
        seen.append(run(program, mine + common, stdin))
    return None if seen[0] == seen[1] else (kind, arguments, path, [hashlib.sha256(s[1] + s[2]).hexdigest()[:8] for s in seen], [s[0] for s in seen])


def main():
    programs = [os.path.abspath(p) for p in sys.argv[1:3]]
    corpora = [root / "samples", *sorted((root / "tests/data").rglob("*.log")), *sorted((root / "tests/data").rglob("*.ndjson")), *map(pathlib.Path, sys.argv[3:])]
    with tempfile.TemporaryDirectory() as d:
        folder = pathlib.Path(d)
        work = list(calls(corpora, list(examples(folder, programs[1])), folder))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = [x for x in pool.map(lambda c: differs(programs, folder, c), work) if x]
        for kind, arguments, path, hashes, status in found:
            print(kind, " ".join(arguments), path.name if path else "", *hashes, *status)
    print(f"{len(work)} calls, {len(found)} differ")
    return 1 if found else 0


sys.exit(main())
