#!/bin/sh
# Instructions that the program and its JSON parser execute, by callgrind, against those in instructions.txt: 3 % more
# warns, 10 % more fails. The parser counts, for what the program does itself it spares the parser, and the other way
# round. Other libraries are left out: they differ from machine to machine. Another compiler, build or parser than the
# stored one only warns.
#
#     budget.sh PROGRAM GENERATOR FOLDER [--update]
set -eu

program=$1 generator=$2 folder=$3 update=${4:-}
stored=$(dirname "$0")/instructions.txt
command -v valgrind >/dev/null || { echo "budget: skipped, no valgrind"; exit 0; }
mkdir -p "$folder"
compiler="$(${CC:-cc} --version | head -n 1), $(valgrind --version)"
build=$("$program" --version | tr -s '\n ' ' ')
parser=$(pkg-config --modversion simdjson jansson 2>/dev/null | tr -s '\n ' ' ')

# count FILE: the cost of all lines under the objects that count, calls not included
count() {
    valgrind --tool=callgrind --callgrind-out-file="$folder/callgrind.out" "$program" --no-sandbox --quiet "$1" \
        >"$folder/report" 2>"$folder/errors" || [ $? -lt 2 ] || { cat "$folder/errors" >&2; return 1; }
    awk -v name="/${program##*/}\$|/lib(simdjson|jansson)\\\\.so" '
        /^ob=/ { split($0, part, /[=() ]+/); id = part[2]; if ($2 ~ name) own[id] = 1; next }
        /^cob=/ && NF > 1 { split($0, part, /[=() ]+/); if ($2 ~ name) own[part[2]] = 1; next }
        /^calls=/ { getline; next }
        /^[0-9+*-]/ && own[id] { sum += $2 }
        END { printf "%.0f\n", sum }' "$folder/callgrind.out"
}

measure() {
    echo "compiler: $compiler"
    echo "build: $build"
    echo "parser: $parser"
    printf '%s\n' '{"severity":"INFO"}' >"$folder/start-0.log"
    echo "start $(count "$folder/start-0.log")"
    for sample in "audit 5 1" "audit 5 100" "audit 5 100 1 10" "pretty 5 1" "actiontrail 5 1" "build 5 1"; do
        # shellcheck disable=SC2086 # its words are arguments
        set -- $sample
        name=$1-$3${5:+-$5} # of what differs
        "$generator" "$@" | gzip -6n >"$folder/$name-5.gz"
        echo "$name $(count "$folder/$name-5.gz")"
    done
}

measure >"$folder/instructions.txt"
if [ "$update" = --update ]; then
    cp "$folder/instructions.txt" "$stored"
    cat "$stored"
    exit 0
fi
awk '
    /^(compiler|build|parser): / { if (FNR == NR) head[$1] = $0
                            else if (head[$1] != $0) { other = 1; print "  stored with another " $0 }
                            next }
    FNR == NR { budget[$1] = $2; next }
    { more = budget[$1] ? ($2 / budget[$1] - 1) * 100 : 0
      said = more > 10 && !other ? "FAILED" : more > 3 ? "warning" : more < -3 ? "less: --update" : "ok"
      failed += said == "FAILED"
      printf "  %-16s %12d instructions  %+6.1f %%  %s\n", $1, $2, more, said }
    END { exit failed > 0 }' "$stored" "$folder/instructions.txt"
