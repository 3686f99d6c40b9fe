#!/bin/sh
# PySpark in an environment of its own under build/, and the Java runtime that it needs. Nothing but `make check-spark`
# asks for either. Exit 1 when they cannot be had.
set -eu
cd "$(dirname "$0")/../.."
venv=build/spark-venv

sudo=
[ "$(id -u)" = 0 ] || sudo=sudo

install() {
    echo "About to install $1 with ${sudo:+sudo }apt-get." >&2
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

command -v java >/dev/null 2>&1 || install openjdk-17-jre-headless || install default-jre-headless
if ! "$venv/bin/python" -c 'import pyspark' 2>/dev/null; then
    echo "About to install PySpark with pip into $venv." >&2
    # Debian's Python has venv in a package of its own.
    python3 -m venv "$venv" 2>/dev/null || { install python3-venv && python3 -m venv "$venv"; }
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'pyspark>=3.5,<4'
fi

# Hadoop Streaming of the version whose jars PySpark brings, by Maven where it is: for tests/program/spark/hadoop alone.
if [ -z "$(find "$venv/hadoop" -name 'hadoop-streaming-*.jar' 2>/dev/null)" ] && command -v mvn >/dev/null 2>&1; then
    version=$(find "$venv" -name 'hadoop-client-api-*.jar' | sed 's/.*-api-//; s/\.jar$//')
    echo "About to fetch hadoop-streaming $version with Maven into $venv/hadoop." >&2
    mvn -q -B dependency:copy "-Dartifact=org.apache.hadoop:hadoop-streaming:$version" "-DoutputDirectory=$PWD/$venv/hadoop" >/dev/null ||
        echo "hadoop-streaming cannot be had here" >&2
fi
exit 0
