"""Plays the engines: mappers, combiners, shuffle, reducers, as Hadoop Streaming and its kin do it."""
import heapq
import json
import os
import pathlib
import subprocess
import zlib

NOW = ["--no-user-patterns", "--no-config", "--now", "2026-10-04T00:00:00Z"]


class Engine:
    def __init__(self, program, work):
        self.program, self.work = str(program), pathlib.Path(work)

    def run(self, *arguments, stdin=b"", status=(0,), **more):
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": "/nonexistent", **more}
        environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
        done = subprocess.run([self.program, *map(str, arguments)], input=stdin, capture_output=True, cwd=self.work, env=environment, check=False)
        if done.returncode not in status:
            raise AssertionError(f"{arguments[0]} ended with {done.returncode}, not {status}: {done.stderr.decode(errors='replace')[:500]}")
        return done

    def analyze(self, paths, form="json"):
        return self.run("--quiet", *NOW, "--format", form, *paths, status=(0, 3, 5)).stdout

    def map(self, paths=(), stdin=b"", status=(0, 3), **environment):
        return self.run("map", "--quiet", "--no-user-patterns", "--no-config", *paths, stdin=stdin, status=status, **environment).stdout

    def map_lines(self, name, data):
        """As Hadoop hands a file over whose input format keeps the key: offset, tab, line."""
        offset, keyed = 0, []
        for line in data.splitlines(keepends=True):
            keyed.append(b"%d\t%s" % (offset, line))
            offset += len(line)
        return self.map(["--strip-key"], b"".join(keyed), mapreduce_map_input_file=name)

    def reduce(self, data, *options):
        return self.run("reduce", "--no-config", *options, stdin=data).stdout

    def report(self, parts, form="json", *options):
        names = []
        for n, part in enumerate(parts):
            names.append(self.work / f"part-{n:05d}")
            names[-1].write_bytes(part)
        return self.run("report", "--quiet", *NOW, "--format", form, *options, *names, status=(0, 3, 5)).stdout


def group(data, random):
    """The records of one key together, the keys in any order, as a shuffle that hashes leaves them."""
    keys = {}
    records = data.splitlines(keepends=True)
    random.shuffle(records)
    for record in records:
        keys.setdefault(record.split(b"\t", 1)[0], []).append(record)
    order = list(keys)
    random.shuffle(order)
    return b"".join(record for key in order for record in keys[key])


def key_of(record):
    return record.split(b"\t", 1)[0]


def partitions(output, reducers):
    """What a mapper or its combiner left, dealt to reducers by key; in each the order stays."""
    parts = [[] for _ in range(reducers)]
    for record in output.splitlines(keepends=True):
        parts[zlib.crc32(key_of(record)) % reducers].append(record)
    return parts


def shuffle(outputs, reducers, random):
    """By hash, as Spark and Beam do."""
    parts = zip(*(partitions(output, reducers) for output in outputs))
    return [group(b"".join(record for run in part for record in run), random) for part in parts]


def merge(outputs, reducers):
    """As Hadoop does: what combiners left is taken to be in order, and never sorted again."""
    parts = zip(*(partitions(output, reducers) for output in outputs))
    return [b"".join(heapq.merge(*part, key=key_of)) for part in parts]


def play(engine, outputs, random):
    """What mappers wrote, through 0 to 3 combiners each, a shuffle and 1 to 5 reducers."""
    hadoop, combined = random.random() < 0.5, []
    for output in outputs:
        output = b"".join(sorted(output.splitlines(keepends=True), key=key_of)) if hadoop else output
        for _ in range(random.randrange(4)):
            output = engine.reduce(output if hadoop else group(output, random))
        combined.append(output)
    random.shuffle(combined)
    reducers = random.randint(1, 5)
    return [engine.reduce(part) for part in (merge(combined, reducers) if hadoop else shuffle(combined, reducers, random))]


def without_places(report):
    """A sample's place is that of its part, and parts are inputs of their own."""
    report = json.loads(report)
    del report["inputs"]
    for holder in [*report["incidents"], *report["unmatched"]]:
        for sample in [*holder.get("samples", []), holder.get("sample", {})]:
            for place in ("file", "record", "offset"):
                sample.pop(place, None)
    return json.dumps(report, indent=1)
