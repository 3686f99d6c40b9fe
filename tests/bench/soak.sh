#!/bin/sh
# What takes too long for every day: SOAK_GB (20) gigabytes of ever new denials through a pipe, whose peak memory may
# be at most 1.1 times that of a short run that fills every table, and never more than 48 MiB.
#
#     soak.sh PROGRAM GENERATOR FOLDER
set -eu

program=$1 generator=$2 folder=$3 gigabytes=${SOAK_GB:-20} most=$((48 * 1024))
mkdir -p "$folder"

# Fills every table at once; see caps.py.
fill() {
    python3 "$(dirname "$0")/caps.py" 262000
}

# As many collapsed problems as there can be, and whom they stand for.
crowds() {
    python3 "$(dirname "$0")/caps.py" crowds
}

# Then every denial has a principal and a resource of its own.
flood() {
    fill
    "$generator" audit $((gigabytes * 1024)) 100 1 4000000 200
}

# peak NAME: sets $kilobytes
peak() {
    "$1" | /usr/bin/time -o "$folder/time" -f '%M %e' "$program" --quiet --format json - >"$folder/report"
    read -r kilobytes seconds <"$folder/time"
    echo "  $1: $((kilobytes / 1024)) MiB at most, $seconds s," \
        "$(jq -c '[.totals.denials, (.incidents | length), (.unmatched | length)]' "$folder/report")" \
        "denials, incidents, unmatched shapes"
}

echo "soak: memory"
peak fill
full=$kilobytes
[ "$(jq '.incidents | length' "$folder/report")" -ge 3000 ] || { echo "soak: the tables are not full"; exit 1; }
peak crowds
[ "$kilobytes" -le $most ] || { echo "soak: the members of groups need $kilobytes KiB"; exit 1; }
peak flood
if [ "$kilobytes" -gt $((full * 11 / 10)) ] || [ "$kilobytes" -gt $most ] || [ "$full" -gt $most ]; then
    echo "soak: $gigabytes GB need $kilobytes KiB; full tables $full, and never more than $most"
    exit 1
fi
echo "soak: memory stays what full tables need"
