#!/bin/sh
# Speed against bare decompression and the usual tools, each pair run in turn so that the machine cancels out.
#
#     run.sh PROGRAM GENERATOR FOLDER [MEGABYTES]
#
# Medians of RUNS (3; ALONE_RUNS, 9, against bare decompression) walls, CPU seconds of all processes, and the largest
# peak memory. Ratios of walls need two idle processors; on a busy machine read the ratios of CPU. Tools that are missing
# are left out. Every row goes to FOLDER/results.tsv, too, from which table.py writes docs/performance.md.
set -eu
begun=$(date +%s)

program=$1 generator=$2 folder=$3 megabytes=${4:-200} runs=${RUNS:-3}
here=$(dirname "$0")
mkdir -p "$folder"
results=$folder/results.tsv
printf 'megabytes\t%s\n' "$megabytes" >"$results"
if command -v igzip >/dev/null; then
    plain="igzip -dc"
else
    plain="gzip -dc"
    echo "no igzip here: gzip is a slow yardstick (scripts/install-packages.sh bench)"
fi
denied='select(.protoPayload.status.code==7)'

have() { command -v "$1" >/dev/null; }
ratio() { awk "BEGIN { printf \"%.2f\", $1 / ($2 > 0 ? $2 : 0.005) }"; }
quick() { echo "'$program' --quiet $*"; }

# data KIND PERCENT MEGABYTES [COMBINATIONS [FILLER]]: sets $file
data() {
    file=$folder/$1-$2-$3-${4:-500}-${5:-0}.gz
    [ -s "$file" ] || "$generator" "$1" "$3" "$2" 1 "${4:-500}" "${5:-0}" | gzip -6n >"$file"
}

# once COMMAND NAME: one run of a shell command, kept in the file of that name. A tool that fails was not measured (1 is
# grep's word for nothing found, and ours for denials): $failed.
once() {
    status=0
    /usr/bin/time -a -o "$folder/times-$2" -f '%e %U %S %M' sh -c "$1" >/dev/null 2>"$folder/errors" || status=$?
    [ "$status" -lt 2 ] || failed="$2"
}

# Says of a row that a command of it failed, and leaves the row out.
fails() {
    [ -n "$failed" ] || return 1
    echo "  $1: failed, left out: $(head -n 1 "$folder/errors")"
}

# median NAME: sets $wall, $cpu, $peak
median() {
    wall=$(grep -v '[a-z]' "$folder/times-$1" | cut -d ' ' -f 1 | sort -n | sed -n "$(((runs + 1) / 2))p")
    cpu=$(awk '!/[a-z]/ { print $2 + $3 }' "$folder/times-$1" | sort -n | sed -n "$(((runs + 1) / 2))p")
    peak=$(awk '!/[a-z]/ && $4 > m { m = $4 } END { printf "%.1f", m / 1024 }' "$folder/times-$1")
}

section() {
    echo "== $1"
    printf 'section\t%s\n' "$1" >>"$results"
}

row() {
    printf '  %-34s %7s s wall %7s s CPU %7s MiB\n' "$1" "$wall" "$cpu" "$peak"
    printf 'row\t%s\t%s\t%s\t%s\n' "$1" "$wall" "$cpu" "$peak" >>"$results"
}

# alone LABEL COMMAND
alone() {
    rm -f "$folder/times-a"
    i=0 failed=
    while [ $((i += 1)) -le "$runs" ]; do once "$2" a; done
    ! fails "$1" || return 0
    median a
    row "$1"
}

# pair LABEL COMMAND OTHER_LABEL OTHER_COMMAND: both in turn, and what the first needs of the second
pair() {
    rm -f "$folder/times-a" "$folder/times-b"
    i=0 failed=
    while [ $((i += 1)) -le "$runs" ] && [ -z "$failed" ]; do
        once "$2" a
        once "$4" b
    done
    ! fails "$1 and $3" || return 0
    median a
    row "$1"
    one_wall=$wall one_cpu=$cpu
    median b
    row "$3"
    echo "  ratio: $(ratio "$one_wall" "$wall") of the wall, $(ratio "$one_cpu" "$cpu") of the CPU"
    printf 'ratio\t%s\t%s\n' "$(ratio "$one_wall" "$wall")" "$(ratio "$one_cpu" "$cpu")" >>"$results"
}

# Figures of one tool on the file of 1 % denials, where it is there.
against() { if have "$1"; then pair whydenied "$(quick "$file")" "$2" "$3"; else echo "  no $1 here"; fi; }

section "against bare decompression, $megabytes MB"
runs_before=$runs runs=${ALONE_RUNS:-9}
for kind in audit:0:500 audit:1:500 audit:1:1000 audit:1:3000 audit:10:500 audit:100:500 pretty:1:500 actiontrail:1:500 build:1:500; do
    percent=${kind#*:} combinations=${kind##*:}
    percent=${percent%:*}
    data "${kind%%:*}" "$percent" "$megabytes" "$combinations"
    pair "${kind%%:*}, $percent % denied, $combinations combinations" "$(quick "$file")" "$plain" "$plain '$file'"
done
section "against bare decompression, $((megabytes * 5 / 2)) MB"
for percent in 1 100; do
    data audit "$percent" $((megabytes * 5 / 2))
    pair "audit, $percent % denied, JSON to a file" "$(quick "--format json -o '$folder/report.json'" "'$file'")" \
        "$plain" "$plain '$file'"
done
runs=$runs_before

small=$((megabytes / 4))
section "against other tools, audit, 1 % denied, $small MB"
data audit 1 "$small"
against gzip "zcat" "gzip -dc '$file'"
against grep "zcat | grep -c" "gzip -dc '$file' | grep -c PERMISSION_DENIED"
against rg "zcat | rg -c" "gzip -dc '$file' | rg -c '\"code\":7'"
against rg "rg -z -c" "rg -z -c '\"code\":7' '$file'"
runs_before=$runs runs=1
against jq "zcat | jq" "gzip -dc '$file' | jq -c '$denied'"
against mlr "zcat | mlr" "gzip -dc '$file' | mlr --ijsonl --ojsonl filter '\$protoPayload[\"status\"][\"code\"] == 7'"
against lnav "lnav" "lnav -n -c ';SELECT count(*) FROM all_logs WHERE log_level = \"error\"' '$file'"
against python3 "twenty lines of Python" "python3 '$here/obvious.py' '$file'"
if have go && go build -o "$folder/obvious" "$here/obvious.go"; then
    against go "twenty lines of Go" "'$folder/obvious' '$file'"
else
    echo "  no go here"
fi
query="SELECT protoPayload.authenticationInfo.principalEmail, count(*) FROM read_json('$file', format = 'newline_delimited') WHERE protoPayload.status.code = 7 GROUP BY 1"
if have duckdb; then
    against duckdb "DuckDB read_json" "duckdb -c \"$query\""
elif python3 -c 'import duckdb' 2>/dev/null; then
    against python3 "DuckDB read_json" "python3 -c \"import duckdb; duckdb.sql(\\\"$query\\\").fetchall()\""
else
    echo "  no duckdb here"
fi
if have clickhouse-local; then
    against clickhouse-local "clickhouse-local" "clickhouse-local -q \"SELECT count() FROM file('$file', JSONAsString) WHERE JSONExtractInt(json, 'protoPayload', 'status', 'code') = 7\""
else
    echo "  no clickhouse-local here"
fi
data audit 100 "$small"
fields='.timestamp, .protoPayload.authenticationInfo.principalEmail, .protoPayload.methodName, .protoPayload.resourceName'
section "100 % denied, $small MB"
against jq "zcat | jq, four fields" "gzip -dc '$file' | jq -c '$denied | [$fields]'"
against python3 "twenty lines of Python" "python3 '$here/obvious.py' '$file'"
runs=$runs_before

section "not packed, $megabytes MB, against reading it"
data audit 1 "$megabytes"
plainfile=$folder/plain-$megabytes.log
[ -s "$plainfile" ] || gzip -dc "$file" >"$plainfile"
pair "audit, 1 % denied, not packed" "$(quick "$plainfile")" "wc -l" "wc -l '$plainfile'"
pair "the same from a pipe" "cat '$plainfile' | $(quick -)" "cat | cat" "cat '$plainfile' | cat"

section "how it grows: size (audit, 1 % denied)"
for part in 8 4 2 1; do
    data audit 1 $((megabytes / part))
    alone "$((megabytes / part)) MB" "$(quick "$file")"
done
section "how it grows: rules ($megabytes MB, 1 % denied)"
python3 "$here/double-rules.py" "$here/../../build/patterns" "$folder/rules"
pair "twice the rules" "$(quick --patterns "$folder/rules" "$file")" "the shipped rules" "$(quick "$file")"
section "how it grows: distinct combinations ($small MB, 100 % denied)"
for number in 10 1000 3000 100000; do
    data audit 100 "$small" "$number"
    alone "$number combinations" "$(quick "$file")"
done
section "how it grows: bytes of a record ($small MB, 1 % denied)"
for bytes in 200 2000 20000; do
    data audit 1 "$small" 500 "$bytes"
    alone "$bytes bytes and a kilobyte" "$(quick "$file")"
done

section "eight files"
eight=$folder/eight-$megabytes
mkdir -p "$eight"
for i in 1 2 3 4 5 6 7 8; do
    [ -s "$eight/$i.gz" ] || "$generator" audit $((megabytes / 8)) 1 "$i" | gzip -6n >"$eight/$i.gz"
done
pair "whydenied -j2" "$(quick -j2 "$eight")" "two $plain" \
    "cat $eight/[1-4].gz | $plain & cat $eight/[5-8].gz | $plain; wait"

section "one file of members that say their length (bgzip)"
data audit 1 "$megabytes"
members=$folder/members-$megabytes.gz
[ -s "$members" ] || gzip -dc "$file" | python3 "$here/members.py" >"$members"
pair "bgzip, one worker" "$(quick "$members")" "$plain" "$plain '$members'"
pair "bgzip, -j2" "$(quick -j2 "$members")" "$plain" "$plain '$members'"

section "nights, small files, a pipe, and the start"
data audit 1 "$megabytes"
night="rm -f '$folder/night.db'; '$program' nightly --quiet --db '$folder/night.db' '$file'"
pair "nightly on new input" "$night" "analyze" "$(quick "$file")"
many=$folder/many
if [ ! -d "$many" ]; then
    mkdir -p "$many"
    "$generator" audit 10 1 | head -n 4000 | (cd "$many" && split -l 1 -a 4 -d)
fi
alone "4,000 files of one record" "$(quick "$many")"
alone "generator | whydenied" "'$generator' audit $megabytes 1 | $(quick -)"
"$generator" audit 1 100 | head -n 1 >"$folder/one.log"
runs=15
alone "one denial, all rules" "$(quick "$folder/one.log")"
alone "one denial, twice the rules" "$(quick --patterns "$folder/rules" "$folder/one.log")"
echo "== $(($(date +%s) - begun)) s in all"
