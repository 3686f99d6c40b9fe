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
