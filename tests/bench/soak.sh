#!/bin/sh
# What takes too long for every day: SOAK_GB (20) gigabytes of ever new denials through a pipe, whose peak memory may
# be at most 1.1 times that of a short run that passes the caps on denial keys, resources and principals.
#
#     soak.sh PROGRAM GENERATOR FOLDER
set -eu

program=$1 generator=$2 folder=$3 gigabytes=${SOAK_GB:-20} most=$((48 * 1024))
mkdir -p "$folder"

# Every denial has a principal and a resource of its own: the tables are full after a few hundred megabytes.
flood() {
    "$generator" audit "$1" 100 1 4000000 200
}

# peak MEGABYTES: sets $kilobytes, $seconds
peak() {
    flood "$1" | /usr/bin/time -o "$folder/time" -f '%M %e' "$program" --quiet --format json - >"$folder/report"
    [ "$(jq .totals.denials "$folder/report")" -gt 100000 ] || { echo "soak: no flood"; exit 1; }
    read -r kilobytes seconds <"$folder/time"
    echo "  $1 MB: $((kilobytes / 1024)) MiB at most, $seconds s," \
        "$(jq -c '[.totals.denials, (.incidents | length)]' "$folder/report")" \
        "denials, incidents"
}

echo "soak: memory"
peak 800
full=$kilobytes
peak $((gigabytes * 1024))
if [ "$kilobytes" -gt $((full * 11 / 10)) ] || [ "$kilobytes" -gt $most ]; then
    echo "soak: $gigabytes GB need $kilobytes KiB; full caps $full, and never more than $most"
    exit 1
fi
echo "soak: memory stays what full caps need"
