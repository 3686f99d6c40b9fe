#!/bin/sh
# The HTML report in a real browser. Usage: tests/html/run.sh [whydenied]
# Needs node and chromium; without them it says so and succeeds.
set -eu

program=${1:-build/whydenied}
here=$(dirname "$0")
browser=$(command -v chromium || command -v chromium-browser || true)
node=$(command -v node || command -v nodejs || true)
if [ -z "$browser" ] || [ -z "$node" ]; then
    echo "html: skipped, needs chromium and node"
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
draw() { "$program" report --format html -o "$1" "$2" || [ $? -eq 3 ]; } # 3: the run that was saved was not complete
for name in sample hostile; do draw "$scratch/$name.html" "$here/../program/report/$name.json"; done
"$node" "$here/many.mjs" "$here/../program/report/sample.json" >"$scratch/many.json"
draw "$scratch/many.html" "$scratch/many.json"
echo '{"severity":"INFO","textPayload":"all is well"}' >"$scratch/all-is-well-in-a-file-with-a-long-name.json"
"$program" -q -o "$scratch/none.html" "$scratch/all-is-well-in-a-file-with-a-long-name.json"
"$node" "$here/check.mjs" "$browser" "$scratch/sample.html" "$scratch/hostile.html" "$scratch/many.html" "$scratch/none.html"
