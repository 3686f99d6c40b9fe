#!/usr/bin/env python3
"""Do two builds answer alike? One reads with simdjson and ISA-L, the other, the bare one, with jansson and zlib: each is the other's oracle.

    tests/engines.py PROGRAM OTHER [--mutations 300] [--seed 1]

Inputs are those of all cases, the samples, the files of program/bad, what fuzzing kept, and mutations of them all: bytes turned,
left out, doubled, and what parsers dispute about put in between. Compared are the report, what is said beside it, and the exit status. Of
gzip the place where damage was met may differ, for the inflaters read ahead by different lengths; of damaged gzip only that both tell of
it is asked: where a block's table of codes lacks some, zlib refuses what ISA-L reads on with.
"""
import argparse
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(root / "program"), str(root / "program" / "bad")]
import harness  # noqa: E402
import make  # noqa: E402

AT_ONCE = 40
GZIP = b"\x1f\x8b"
# A build may lack the others: zstd's frames, those that it skips (which begin at any of sixteen bytes), xz, bzip2.
OTHERS = (b"\x28\xb5\x2f\xfd", *(bytes([first]) + b"\x2a\x4d\x18" for first in range(0x50, 0x60)), b"\xfd7zXZ", b"BZh")
DISPUTED = [rb'"', b"{", b"}", b"[", b"]", b":", b",", b"\n", b"\t", b"\0", b"'", rb"\u0000", rb"\ud800", rb"\x41", rb"\/", b"1e400", b"-0", b"01",
            b"18446744073709551616", b"NaN", b"null", b"/*c*/", b'"a":1,"a":2,', b"\xef\xbb\xbf", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80"]


def texts_of_cases():
    for path in sorted((root / "data" / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            for text in [case.get("input"), *case.get("inputs", {}).values()]:
                if isinstance(text, str):
                    yield text.encode(case.get("encoding", "utf-8"), "replace")


def inputs():
    yield from texts_of_cases()
    yield from (path.read_bytes() for path in sorted((root.parent / "samples").iterdir()))
    yield from (data for data in make.files().values() if len(data) < 1 << 21)
    for path in sorted((root / "fuzz" / "found.d").glob("*.jsonl")):
        yield from (json.loads(line).encode("latin-1") for line in path.read_text(encoding="ascii").splitlines())


def mutated(data, dice):
    data = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 4, 8])):
        at, other = dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)
        change = [lambda: bytes([b ^ 1 << dice.randrange(8) for b in data[at:at + 1]]), lambda: b"", lambda: dice.choice(DISPUTED),
                  lambda: bytes(data[other:other + dice.choice([4, 20, 80])])]
        data[at:at + dice.choice([0, 1, 1, 2, 20])] = dice.choice(change)()
    return bytes(data)


def answer(program, paths, damaged):
    result = subprocess.run([program, *harness.JSON, *paths], capture_output=True, env=harness.clean_environment(), check=False)
    if result.returncode not in (0, 3, 5):
        return result.returncode, result.stderr
    report = json.loads(result.stdout)
    if damaged:
        return report["complete"]
    said = result.stderr
    for told in report["inputs"]:
        if told.get("compression") == "gzip" and told.get("end") not in ("clean", "plain"):
            told.pop("end_offset", None), told.pop("notes", None)
            said = b""
    return result.returncode, report, said


def differing(programs, pieces, folder, damaged=False):
    """One process for many; where they differ, one for each."""
    paths = [pathlib.Path(folder, f"{n:03d}") for n in range(len(pieces))]
    for path, data in zip(paths, pieces):
        path.write_bytes(data)
    groups = [[path] for path in paths] if damaged else [paths]
    groups = [g for g in groups if answer(programs[0], g, damaged) != answer(programs[1], g, damaged)]
    faults = [path.read_bytes() for g in groups for path in g if answer(programs[0], [path], damaged) != answer(programs[1], [path], damaged)]
    for path in paths:
        path.unlink()
    return faults


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("programs", nargs=2)
    arguments.add_argument("--mutations", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    dice, programs = random.Random(options.seed), [str(pathlib.Path(p).resolve()) for p in options.programs]
    everything = sorted({data for data in inputs() if data and not data.startswith(OTHERS)}, key=lambda data: (len(data), data))
    sound = [data for data in everything if len(data) < 1 << 18 and not data.startswith(GZIP)]
    made = [mutated(dice.choice(sound), dice) for _ in range(options.mutations)]
    made = [data for data in made if data and not data.startswith((*OTHERS, GZIP))]
    flipped = [GZIP + b"\x08" + mutated(gzip.compress(dice.choice(sound), mtime=0)[3:], dice) for _ in range(options.mutations // 10)]
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for pieces, damaged in ((everything, False), (made, False), (flipped, True)):
            for start in range(0, len(pieces), AT_ONCE):
                faults += differing(programs, pieces[start:start + AT_ONCE], folder, damaged)
    for fault in faults:
        print(f"FAILED engines: {len(fault)} bytes, {fault[:400]!r}")
    print(f"{len(everything)} inputs, {len(made)} mutations, {len(flipped)} damaged gzip files; {len(faults)} read differently")
    return bool(faults)


sys.exit(main())
