#!/usr/bin/env python3
"""Reads logs in parts on a Spark cluster and leaves the records of one report.

    spark-submit whydenied_spark.py --input 'gs://acme-logs/2026/09/*/*.json.gz' --output gs://acme-reports/2026-09 \\
        --archive gs://acme-tools/whydenied.tar.gz
    whydenied report /mnt/acme-reports/2026-09/part-*

Each file is read whole by one process (gzip cannot be cut); small files are packed into tasks. With --lines plain files of
one record a line are cut into tasks anywhere. What map writes is merged in the task, shuffled by key, and merged by
reduce. Where --input and --output may lie is the cluster's matter: file://, hdfs://, gs://, oss://, s3a://.
"""
import argparse
import os
import resource
import subprocess
import sys
import threading
import zlib

NAME = "whydenied"


def arguments(argv):
    parser = argparse.ArgumentParser(description="whydenied map and reduce on Spark; the last line printed are figures as JSON")
    parser.add_argument("--input", action="append", required=True, help="files, a folder, or a glob; may be given several times")
    parser.add_argument("--output", required=True, help="a folder that does not exist yet: gets part-00000 and so on")
    parser.add_argument("--executable", help="the program on every worker (default: whydenied; with --archive the one in it)")
    parser.add_argument("--archive", help="an install tree as .tar.gz (bin/ and share/ on top), handed to all workers")
    parser.add_argument("--rules", action="append", default=[], help="more rules, as map's --patterns; a path on every worker")
    parser.add_argument("--since", help="as map's")
    parser.add_argument("--until", help="as map's")
    parser.add_argument("--lines", action="store_true", help="the input is plain, a record a line: cut it anywhere")
    parser.add_argument("--tasks", type=int, default=0, help="at least so many tasks for reading (default: Spark's)")
    parser.add_argument("--pack-bytes", type=int, default=128 << 20, help="small files are packed into tasks of so many bytes")
    parser.add_argument("--reducers", type=int, default=4, help="how many files to write")
    return parser.parse_args(argv)


def program(options):
    if options.executable:
        return options.executable
    if not options.archive:
        return NAME
    from pyspark import SparkFiles
    return os.path.join(SparkFiles.get(NAME), "bin", NAME)


def map_command(options):
    command = [program(options), "map", "--quiet", "--no-config", "--no-user-patterns"]
    for rules in options.rules:
        command += ["--patterns", rules]
    for bound in ("since", "until"):
        if getattr(options, bound):
            command += [f"--{bound}", getattr(options, bound)]
    return command


def shown(path):
    """Spark writes a local path as file:/logs/a; people write /logs/a."""
    return path[5:] if path.startswith("file:/") and not path.startswith("file://") else path.removeprefix("file://")


def run(command, data, environment, accepted):
    """Its output; the process is told more than it may say at once, so somebody else feeds it."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **environment})

    def feed():
        try:
            process.stdin.write(data)
            process.stdin.close()
        except BrokenPipeError:
            pass

    feeder = threading.Thread(target=feed)
    feeder.start()
    out = process.stdout.read()
    feeder.join()
    status = process.wait()
    if status not in accepted:
        raise RuntimeError(f"{' '.join(command[:2])} ended with {status}")
    return out


def processor_time():
    """Of the programs that this worker has started, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_whole(options, files, read, done, written, seconds):
    """One process a file, which knows the file by its name; then what the task has read is merged once. Damage (exit 3) is told in the records."""
    command, out, before = map_command(options), [], processor_time()
    for path, content in files:
        out.append(run(command, content, {"mapreduce_map_input_file": shown(path)}, (0, 3)))
        read.add(len(content))
        done.add(1)
    merged = run([program(options), "reduce", "--no-config", "--unsorted"], b"".join(out), {}, (0,)) if len(out) > 1 else b"".join(out)
    written.add(len(merged))
    seconds.add(processor_time() - before)
    for line in merged.decode("ascii").splitlines():
        yield line


def quoted(command):
    """pipe() splits as a shell would."""
    import shlex
    return " ".join(shlex.quote(word) for word in command)


def mapped(context, options, *figures):
    paths = ",".join(options.input)
    tasks = options.tasks or context.defaultParallelism
    if options.lines:
        return context.textFile(paths, tasks).pipe(quoted(map_command(options)), checkCode=True)
    files = context.binaryFiles(paths, tasks)
    return files.mapPartitions(lambda part: read_whole(options, part, *figures))


def key_and_value(line):
    key, _, value = line.partition("\t")
    return key, value


def main(argv):
    options = arguments(argv)
    from pyspark import SparkConf, SparkContext
    conf = SparkConf().setIfMissing("spark.app.name", NAME).set("spark.files.maxPartitionBytes", str(options.pack_bytes))
    context = SparkContext(conf=conf)
    if options.archive:
        context.addArchive(f"{options.archive}#{NAME}")
    read, done, written, seconds = (context.accumulator(zero) for zero in (0, 0, 0, 0.0))
    records = mapped(context, options, read, done, written, seconds).map(key_and_value)
    # Whoever hashes text in Python needs a seed that all workers share; this hash needs none.
    sorted_parts = records.repartitionAndSortWithinPartitions(options.reducers, lambda key: zlib.crc32(key.encode()))
    reduced = sorted_parts.map("\t".join).pipe(quoted([program(options), "reduce", "--no-config"]), checkCode=True)
    reduced.saveAsTextFile(options.output)
    print(f'{{"files":{done.value},"bytes_in":{read.value},"bytes_mapped":{written.value},"cpu_seconds":{seconds.value:.1f}}}')
    context.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
