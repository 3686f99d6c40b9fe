#!/bin/sh
# Speed against the bare decompression of the same file, in one run so that the machine cancels out.
#
#     run.sh PROGRAM GENERATOR FOLDER [MEGABYTES]
#
# Prints the best of five walls, the ratio to igzip (zcat without it), and peak memory. Needs two idle
# processors; on a busy machine compare the CPU seconds instead.
set -eu

program=$1 generator=$2 folder=$3 megabytes=${4:-500}
mkdir -p "$folder"
if command -v igzip >/dev/null; then plain="igzip"; else plain="zcat"; fi

# best LABEL COMMAND…: sets $wall
best() {
    label=$1
    shift
    wall='' cpu='' memory=''
    for _ in 1 2 3 4 5; do
        /usr/bin/time -o "$folder/time" -f '%e %U %S %M' "$@" >/dev/null 2>"$folder/errors" || true
        read -r w u s m <"$folder/time"
        if [ -z "$wall" ] || awk "BEGIN { exit !($w < $wall) }"; then
            wall=$w memory=$m cpu=$(awk "BEGIN { print $u + $s }")
        fi
    done
    printf '  %-28s %6s s wall %6s s CPU %6d MB\n' "$label" "$wall" "$cpu" $((memory / 1024))
}

for kind in audit:0 audit:1 audit:100 pretty:1 actiontrail:1 build:1; do
    name=${kind%:*} percent=${kind#*:}
    file=$folder/$name-$percent-$megabytes.gz
    [ -s "$file" ] || "$generator" "$name" "$megabytes" "$percent" | gzip -6 >"$file"
    echo "$name, $megabytes MB, $percent % denied"
    best "$plain -dc" "$plain" -dc "$file"
    base=$wall
    best whydenied "$program" --quiet "$file"
    awk "BEGIN { printf \"  ratio %.2f\n\", $wall / $base }"
done
