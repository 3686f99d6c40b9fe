#!/bin/sh
# Hadoop Streaming: YARN on premises, EMR, Dataproc, E-MapReduce. The program and its rules travel with the job.
#   hadoop.sh whydenied.tar.gz INPUT... OUTPUT    (tar: bin/ and share/ of an install tree on top)
# Then: hadoop fs -cat 'OUTPUT/part-*' | whydenied report -
# Text comes line by line, gzip files are inflated by the framework and are one map each.
set -eu
archive=${1:?hadoop.sh whydenied.tar.gz INPUT... OUTPUT}
shift
inputs=
while [ $# -gt 1 ]; do
    inputs=${inputs:+$inputs,}$1
    shift
done
jar=${STREAMING_JAR:-$(find "${HADOOP_HOME:-/usr/lib/hadoop}" -name 'hadoop-streaming*.jar' ! -name '*sources*' | head -n 1)}

# A map that is silent for ten minutes is taken for dead; --hadoop-counters gives a sign of life every minute. What Hadoop
# runs is no shell: no pipes, no quotes.
exec hadoop jar "$jar" \
    -D mapreduce.job.name=whydenied -D mapreduce.job.reduces="${REDUCERS:-4}" -D mapreduce.map.memory.mb=512 \
    -archives "$archive#wd" \
    -input "${inputs:?INPUT}" -output "${1:?OUTPUT}" \
    -mapper "wd/bin/whydenied map --quiet --no-config --hadoop-counters" \
    -combiner "wd/bin/whydenied reduce --no-config" \
    -reducer "wd/bin/whydenied reduce --no-config --hadoop-counters"
